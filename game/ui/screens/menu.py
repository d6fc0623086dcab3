"""The first screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pygame

import game
from game.ui import saves
from game.ui import settings as prefs
from game.ui.handbook.pages import KEYS
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
        self.tight = False
        """Whether the window is too low for one button a row."""

    def state(self) -> object:
        """Whether there is a game to continue, whether somebody is new here, and the room."""
        return self.menu.recent, self.menu.newcomer, self.tight

    def paint(self, p: Painter) -> None:
        """Title and buttons."""
        menu = self.menu
        p.put(p.x + p.width // 2, p.y, t("app.title"), "title", look.ACCENT, align="centre")
        p.y += p.style.line("title")
        p.put(p.x + p.width // 2, p.y, t("app.subtitle"), "body", look.DIM, align="centre")
        p.y += p.style.line("body") + p.style.px(10 if self.tight else 28)
        p.scroll_from_here(self.scroll)
        p.x += p.style.px(4)  # half of what the bar would take: the buttons stand below the title
        known = menu.recent is not None and not menu.newcomer
        learn = Button(t("learn.menu"), menu.learn, tip=t("learn.menu_tip"), strong=menu.newcomer)
        entries = [
            *([learn] if menu.newcomer else []),
            Button(
                t("menu.continue"), menu.resume, menu.recent is not None, t("menu.continue_tip"), strong=known
            ),
            Button(t("menu.new"), menu.new_game, strong=not (known or menu.newcomer)),
            Button(t("menu.load"), menu.load),
            *([] if menu.newcomer else [learn]),
            Button(t("menu.settings"), menu.open_settings),
            Button(t("menu.help"), menu.help, key=menu.app.bindings.key("help")),
            Button(t("menu.quit"), menu.quit),
        ]
        p.buttons(entries, per_row=2 if self.tight else 1, height=40, role="head")
        version = t("app.version", version=game.__version__)
        p.put(p.x + p.width // 2, p.y, version, "small", look.FAINT, align="centre")
        p.y += p.style.line("small")
        p.end_scroll()

    def fit(self, room: tuple[int, int]) -> None:
        """In the middle of the window, as compact as it has to be."""
        for self.tight, width in ((False, 420), (True, 560)):
            wide = min(self.style.px(width), room[0])
            high = min(self.measure(wide), room[1])
            if high < room[1]:
                break
        self.rect = pygame.Rect((room[0] - wide) // 2, (room[1] - high) // 2, wide, high)


class Menu(PanelScreen):
    """Continue, new game, load, settings, help, quit."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.recent: Path | None = None
        self.newcomer = prefs.first_start()
        """Whether nobody has played here yet: then learning comes first."""
        self.panel = MenuPanel(self)
        self.panels = [self.panel]
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
        self.panel.style = self.app.style
        self.panel.fit(self.app.window.get_size())
        if self.backdrop:
            self.backdrop.fit(self.app.window.get_size())

    def update(self, _dt: float) -> None:
        """Take the map that was drawn meanwhile."""
        if self.backdrop:
            self.backdrop.update()

    def leave(self) -> None:
        """Nothing goes on drawing."""
        if self.backdrop:
            self.backdrop.close()

    def draw(self, target: pygame.Surface) -> None:
        """Map and panel."""
        target.fill(look.BACK)
        if self.backdrop:
            self.backdrop.draw(target)
        self.main.draw(target)
        draw_tip(target, self.app, self.panels)

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

    def help(self, page: str = "") -> None:
        """The rules as they are shipped, and the keys."""
        from game.scenario.errors import ScenarioError
        from game.scenario.parts import standard_ruleset
        from game.ui.screens.help import Help
        from game.ui.screens.loading import Notice

        try:
            self.go(Push(Help(self.app, standard_ruleset(), page=page)))
        except ScenarioError as error:
            self.go(Push(Notice(self.app, t("notice.cannot_open"), str(error))))

    def key(self, event: pygame.event.Event) -> None:
        """Help, or the focus."""
        action = self.app.bindings.of(event)
        if action in {"help", "keys"}:
            self.help(KEYS if action == "keys" else "")
        else:
            super().key(event)

    def back(self) -> None:
        """Esc leads nowhere from here: who came here with it should not fall out of the game."""

    def quit(self) -> None:
        """Leave the game."""
        self.go(Quit())
