"""The first screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pygame

import game
from game.ui import saves
from game.ui import settings as prefs
from game.ui.screens.backdrop import Backdrop
from game.ui.screens.base import PanelScreen, Push, Quit, draw_tip
from game.ui.screens.setup import SCENARIOS, Setup, scenarios
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import t

if TYPE_CHECKING:
    from game.ui.app import App


class MenuPanel(Panel):
    """Title and buttons."""

    fill = look.BACK
    pad = 20

    def __init__(self, menu: Menu) -> None:
        super().__init__(menu.app.style)
        self.menu = menu

    def state(self) -> object:
        """Whether there is a game to continue, and whether somebody is new here."""
        return self.menu.recent, self.menu.newcomer

    def paint(self, p: Painter) -> None:
        """Title and buttons."""
        menu = self.menu
        p.put(p.x + p.width // 2, p.y, t("app.title"), "title", look.ACCENT, align="centre")
        p.y += p.style.line("title")
        p.put(p.x + p.width // 2, p.y, t("app.subtitle"), "body", look.DIM, align="centre")
        p.y += p.style.line("body") + p.style.px(28)
        learn = Button(t("learn.menu"), menu.learn, tip=t("learn.menu_tip"), strong=menu.newcomer)
        entries = [
            *([learn] if menu.newcomer else []),
            Button(t("menu.continue"), menu.resume, menu.recent is not None, t("menu.continue_tip")),
            Button(t("menu.new"), menu.new_game, strong=not menu.newcomer),
            Button(t("menu.load"), menu.load),
            *([] if menu.newcomer else [learn]),
            Button(t("menu.settings"), menu.open_settings),
            Button(t("menu.help"), menu.help, key=menu.app.bindings.key("help")),
            Button(t("menu.quit"), menu.back, key="Esc"),
        ]
        p.buttons(entries, per_row=1, height=40, role="head")


class Menu(PanelScreen):
    """Continue, new game, load, settings, help, quit."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.recent: Path | None = None
        self.newcomer = prefs.first_start()
        """Whether nobody has played here yet: then learning comes first."""
        self.panels = [MenuPanel(self)]
        found = scenarios()
        self.backdrop = Backdrop(found[0].path) if found else None

    def enter(self) -> None:
        """Look for a game to continue."""
        self.recent = saves.newest()
        self.newcomer = prefs.first_start()
        self.resize()
        self.main.move_focus(1)

    def resize(self) -> None:
        """In the middle."""
        style = self.app.style
        self.main.style = style
        width, height = self.app.window.get_size()
        wide = style.px(420)
        high = self.main.measure(wide)
        self.main.rect = pygame.Rect((width - wide) // 2, (height - high) // 2, wide, high)
        if self.backdrop:
            self.backdrop.fit((width, height))

    def update(self, _dt: float) -> None:
        """Take the map that was drawn meanwhile."""
        if self.backdrop:
            self.backdrop.update()

    def leave(self) -> None:
        """Nothing goes on drawing."""
        if self.backdrop:
            self.backdrop.close()

    def draw(self, target: pygame.Surface) -> None:
        """Map, panel and version."""
        target.fill(look.BACK)
        if self.backdrop:
            self.backdrop.draw(target)
        self.main.draw(target)
        draw_tip(target, self.app, self.panels)
        style = self.app.style
        words = style.text(t("app.version", version=game.__version__), "small", look.DIM)
        target.blit(words, (style.px(12), target.get_height() - words.get_height() - style.px(8)))

    def resume(self) -> None:
        """The newest save."""
        from game.ui.screens.loading import Loading, open_save

        if self.recent:
            self.go(Push(Loading(self.app, open_save(self.recent))))

    def learn(self) -> None:
        """The scenario that teaches."""
        from game.ui.screens.loading import Loading, start_match

        self.go(Push(Loading(self.app, start_match(SCENARIOS / "tutorial.yaml"))))

    def new_game(self) -> None:
        """Choose a scenario."""
        self.go(Push(Setup(self.app)))

    def load(self) -> None:
        """Choose a save."""
        from game.ui.screens.load_save import LoadGame

        self.go(Push(LoadGame(self.app)))

    def open_settings(self) -> None:
        """Preferences."""
        from game.ui.screens.preferences import Preferences

        self.go(Push(Preferences(self.app)))

    def help(self) -> None:
        """The rules as they are shipped, and the keys."""
        from game.scenario.errors import ScenarioError
        from game.scenario.parts import standard_ruleset
        from game.ui.screens.help import Help
        from game.ui.screens.loading import Notice

        try:
            self.go(Push(Help(self.app, standard_ruleset())))
        except ScenarioError as error:
            self.go(Push(Notice(self.app, t("notice.cannot_open"), str(error))))

    def key(self, event: pygame.event.Event) -> None:
        """Help, or the focus."""
        if self.app.bindings.of(event) == "help":
            self.help()
        else:
            super().key(event)

    def back(self) -> None:
        """Quit."""
        self.go(Quit())
