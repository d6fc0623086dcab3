"""Esc: the menu of a match, and the smaller one between the turns of people who share a window."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.ui.screens.base import Dialog, Pop, Push, Reset
from game.ui.screens.match.dialogs import Confirm
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import t

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.screens.base import Screen
    from game.ui.screens.match.pages import Pages
    from game.ui.screens.match.table import Table


class MatchMenu(Dialog):
    """Common to both: files, settings, the way out."""

    width = 340

    def __init__(self, app: App, table: Table) -> None:
        super().__init__(app)
        self.table = table

    def then(self, what: Callable[[], None]) -> Callable[[], None]:
        """Close the menu, then do it."""

        def act() -> None:
            self.go(Pop())
            what()

        return act

    def instead(self, made: Callable[[], Screen]) -> Callable[[], None]:
        """Show another screen in the menu's place."""
        return self.then(lambda: self.go(Push(made())))

    def above(self, p: Painter) -> None:
        """Title and seed."""
        p.line(t("game_menu.title"), "head", look.ACCENT)
        p.line(t("game_menu.seed", seed=self.table.match.seed), "small", look.DIM)
        p.gap(4)

    def paint(self, p: Painter) -> None:
        """One button a row."""
        resume = Button(t("game_menu.resume"), self.back, key="Esc", strong=True)
        leave = Button(t("game_menu.leave"), self.leave_match)
        p.buttons([resume, *self.items(), leave], per_row=1, height=32)

    @abstractmethod
    def items(self) -> list[Button]:
        """What is between going on and leaving."""

    def settings(self) -> Screen:
        """Preferences."""
        from game.ui.screens.preferences import Preferences

        return Preferences(self.app)

    def leave_match(self) -> None:
        """To the main menu; the game is kept as an autosave, or, if there is none, the player is asked."""
        from game.ui.screens.menu import Menu

        def leave() -> None:
            self.go(Reset(Menu(self.app)))

        question = t("confirm.leave") if self.table.unsaved else ""
        if self.app.settings.autosave:
            problem = self.table.keep()
            question = t("save.not_left", why=problem) if problem else ""
        if question:
            self.instead(lambda: Confirm(self.app, t("game_menu.leave"), question, leave))()
        else:
            leave()


class GameMenu(MatchMenu):
    """In a side's own turn."""

    def __init__(self, app: App, screen: Pages) -> None:
        super().__init__(app, screen.session.table)
        self.screen = screen

    def key(self, event: pygame.event.Event) -> None:
        """The keys written on the buttons work here, too."""
        shown = self.app.bindings.key(self.app.bindings.of(event) or "menu")
        button = next((b for b in self.items() if b.enabled and b.key == shown), None)
        if button is None:
            super().key(event)
        else:
            button.act()

    def items(self) -> list[Button]:
        """Files, pages, giving up."""
        s, keys = self.screen, self.app.bindings
        return [
            Button(t("game_menu.save"), self.then(s.open_save), self.table.quiet, key=keys.key("save")),
            Button(t("game_menu.load"), self.then(s.open_load), key=keys.key("load")),
            Button(t("game_menu.report"), self.then(s.open_report), key=keys.key("report")),
            Button(t("game_menu.score"), self.then(s.open_score), key=keys.key("score")),
            Button(t("menu.settings"), self.instead(self.settings)),
            Button(t("menu.help"), self.then(s.open_help), key=keys.key("help")),
            Button(t("game_menu.concede"), self.concede, s.session.mine, tip=t("game_menu.concede_tip")),
        ]

    def concede(self) -> None:
        """Ask first."""
        title, text = t("game_menu.concede"), t("confirm.concede")
        self.instead(lambda: Confirm(self.app, title, text, self.screen.concede, final=True))()


class WaitingMenu(MatchMenu):
    """While nobody has the window: nothing that shows what a side knows."""

    def items(self) -> list[Button]:
        """Files and settings."""
        from game.ui.screens.help import Help
        from game.ui.screens.load_save import LoadGame, SaveGame

        quiet = self.table.quiet
        return [
            Button(t("game_menu.save"), self.instead(lambda: SaveGame(self.app, self.table)), quiet),
            Button(t("game_menu.load"), self.instead(lambda: LoadGame(self.app))),
            Button(t("menu.settings"), self.instead(self.settings)),
            Button(t("menu.help"), self.instead(lambda: Help(self.app, self.table.match.theatre.ruleset))),
        ]
