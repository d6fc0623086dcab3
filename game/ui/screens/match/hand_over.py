"""Between the turns of people who share one window: a screen that shows nothing of what any side knows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.ui.panels.marks import chip
from game.ui.screens.base import Dialog, Push, Reset
from game.ui.screens.match.screen import MatchScreen
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import day_words, t

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.screens.match.table import Table

CALM = 0.5
"""Seconds without a key or a click before one counts: an Enter too many opens nobody's map."""


class HandOver(Dialog):
    """Waits while AIs play, then for the player whose turn it is; after the end, for anybody.

    It keeps every side's screen from turn to turn: choice, camera, overlays and lists are each side's own.
    """

    opaque = True
    width = 620

    def __init__(self, app: App, table: Table) -> None:
        super().__init__(app)
        self.table = table
        self.screens: dict[str, MatchScreen] = {}
        self._calm = 0.0
        self._shown: object = None

    # Whose turn -------------------------------------------------------------------------------------

    def update(self, dt: float) -> None:
        """Let the AIs play."""
        self._calm += dt
        self.table.poll()
        self.table.let_others_play()
        if self.state() != self._shown:
            self._shown = self.state()
            self.resize()
            self.main.focus = None
            self.main.move_focus(1)

    def seat(self, side: str) -> None:
        """Give the window to a side."""
        if self._calm < CALM:
            return
        session = self.table.seats[side]
        session.sit_down()
        screen = self.screens.get(side) or MatchScreen(self.app, session, self)
        self.screens[side] = screen
        screen.finished = False
        self.go(Reset(screen))

    # Screen -----------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Nothing that was pressed before counts."""
        self._calm, self._shown = 0.0, None
        self.resize()

    def leave(self) -> None:
        """Stop the AIs."""
        self.table.close()

    def closing(self) -> None:
        """The window is being closed: keep the game. A failure is said where the program was started."""
        if self.app.settings.autosave:
            self.app.complaint = self.table.keep()

    def handle(self, event: pygame.event.Event) -> None:
        """As other dialogs; a key that is held down or pressed in haste is none."""
        super().handle(event)
        if event.type in {pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN}:
            self._calm = 0.0

    def back(self) -> None:
        """Esc: to the menu of files and settings."""
        from game.ui.screens.match.menus import WaitingMenu

        self.go(Push(WaitingMenu(self.app, self.table)))

    def draw(self, target: pygame.Surface) -> None:
        """An empty table and the words."""
        target.fill(look.BACK)
        self.main.draw(target)

    def state(self) -> object:
        """Who is waited for, and when."""
        awaited = self.table.awaited
        over = self.table.quiet and self.table.match.outcome is not None
        return awaited.side if awaited else "", over, self.table.match.turn if self.table.quiet else 0

    def paint(self, p: Painter) -> None:
        """What all players know: scenario, date, whose turn it is."""
        table, theatre = self.table, self.table.match.theatre
        p.line(theatre.title, "head", look.ACCENT)
        awaited = table.awaited
        if awaited is not None:
            self._call(p, awaited.side)
        elif table.quiet and table.match.outcome is not None:
            p.rule()
            p.gap()
            p.para(t("hand_over.over"), "big")
            p.gap(12)
            sides = [
                Button(theatre.factions[s].name, partial(self.seat, s), strong=not i)
                for i, s in enumerate(table.seats)
            ]
            p.buttons(sides, per_row=1, height=36)
        else:
            p.rule()
            p.gap()
            p.para(t("hand_over.wait"), "big", look.DIM)
            p.gap(12)
        p.buttons([Button(t("top.menu"), self.back, key="Esc")])

    def _call(self, p: Painter, side: str) -> None:
        theatre, turn = self.table.match.theatre, self.table.match.turn
        day = day_words(theatre.date_of(turn))
        p.line(f"{t('top.turn', turn=turn, turns=theatre.turns)} · {day}", "small", look.DIM)
        p.rule()
        p.gap()
        size = p.style.line("big")
        wide = chip(p, theatre, side, p.x, p.y, size) + p.style.px(12)
        p.x, p.width = p.x + wide, p.width - wide
        p.para(t("hand_over.call", name=theatre.factions[side].name), "big")
        p.x, p.width = p.x - wide, p.width + wide
        p.para(t("hand_over.hint"), "body", look.DIM)
        p.gap(12)
        p.buttons(
            [Button(t("hand_over.ready"), partial(self.seat, side), key="Enter", strong=True)], height=40
        )
