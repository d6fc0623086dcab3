"""What happened since the side's last turn: lines that can be clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.match.chronicle import share_groups
from game.ui.panels.marks import chip, chip_width
from game.ui.screens.base import Dialog, Pop
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import signed, t

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.palette import Colour
    from game.ui.screens.match.pages import Pages


LEAST = 0.05
"""Points that a line must have moved by to be told."""
NOTABLE, HEADLINE = 2, 3
"""Importance of lines that stand in the upper part, and of those that come first."""


class Report(Dialog):
    """Headlines first, then the rest in order."""

    width = 680
    most = 0.8

    def __init__(self, app: App, screen: Pages, then: Callable[[], None] | None = None) -> None:
        super().__init__(app)
        self.screen = screen
        self.then = then
        """What follows when the report has been read."""
        self.lines = list(screen.session.report)
        self.balance = self._balance()

    def enter(self) -> None:
        """The focus goes to the button."""
        self.resize()
        self.main.focus = None
        self.main.move_focus(-1)

    def _balance(self) -> list[tuple[str, str, Colour]]:
        """What changed on the score table and in the shares: words, figure, colour."""
        view, before = self.screen.view, self.screen.session.before
        if before is None:
            return []
        out = []
        score = view.theatre.score.get(view.faction)
        for line in score.lines if score else ():
            change = view.score.get(line.id, 0.0) - before.score.get(line.id, 0.0)
            if abs(change) >= LEAST:
                out.append((line.text, signed(change, 1), look.GOOD if change > 0 else look.BAD))
        for group in share_groups(view.theatre):
            was, now = (v.theatre.share(v.control, v.faction, group) for v in (before, view))
            words = t(
                "report.share", name=self.screen.group_name(group), before=f"{was:.0%}", after=f"{now:.0%}"
            )
            if f"{was:.0%}" != f"{now:.0%}":
                out.append((words, signed(100 * (now - was)) + " %", look.GOOD if now > was else look.BAD))
        return out

    def above(self, p: Painter) -> None:
        """Title and date."""
        theatre = self.screen.view.theatre
        date = theatre.date_of(self.screen.view.turn)
        day = t("top.date", day=date.day, month=t(f"month.{date.month}"), year=date.year)
        p.line(t("report.title"), "head", look.ACCENT, day, look.DIM)
        p.rule()

    def paint(self, p: Painter) -> None:
        """The lines."""
        if not self.lines:
            p.line(t("report.nothing"), colour=look.DIM)
        for words, figure, colour in self.balance:
            p.line(words, "body", look.INK, figure, colour)
        if self.balance:
            p.gap(2)
            p.rule()
        routine = [i for i, line in enumerate(self.lines) if line.importance < NOTABLE]
        for i, line in sorted(
            enumerate(self.lines), key=lambda item: (item[1].importance < HEADLINE, item[0])
        ):
            if line.importance >= NOTABLE:
                self._line(p, i)
        if routine:
            p.gap(4)
            p.head(t("report.routine"))
            for i in routine:
                self._line(p, i)

    def below(self, p: Painter) -> None:
        """The way out."""
        p.gap(4)
        p.buttons([Button(t("report.close"), self.back, strong=True, key="Enter")], height=30)

    def _line(self, p: Painter, i: int) -> None:
        line = self.lines[i]
        margin = self._margin()
        rows = p.style.wrap(line.text, "body", p.width - margin - p.style.px(4))
        high = p.style.line("body") * len(rows) + p.style.px(6)
        y = p.y
        if line.hex >= 0:
            p.row(high, lambda: self._show(line.hex), t("report.click"))
        else:
            p.y += high
        if line.importance >= HEADLINE:
            pygame.draw.rect(p.surface, look.ACCENT, (p.x - p.style.px(4), y, p.style.px(3), high))
        size = p.style.line("small")
        chip(p, self.screen.view.theatre, line.faction, p.x + p.style.px(2), y + p.style.px(4), size)
        ink = look.INK if line.importance >= NOTABLE else look.DIM
        for n, row in enumerate(rows):
            p.put(p.x + margin, y + p.style.px(3) + n * p.style.line("body"), row, "body", ink)

    def _margin(self) -> int:
        """Room for the letters of the side whose turn it was."""
        return chip_width(self.app.style, self.screen.view.theatre) + self.app.style.px(10)

    def back(self) -> None:
        """Close; go on to what follows."""
        self.go(Pop())
        if self.then:
            self.then()

    def _show(self, h: int) -> None:
        self.back()
        self.screen.centre(h)
