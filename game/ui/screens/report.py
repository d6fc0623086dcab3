"""What happened since the side's last turn: lines that can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pygame

from game.core.events import SupplyTraced
from game.match.chronicle import share_groups
from game.rules import supply
from game.ui.panels.ground import group_name
from game.ui.panels.marks import chip, chip_width
from game.ui.panels.replacements import wanted
from game.ui.screens.base import Dialog, Pop
from game.ui.screens.report_groups import HEADLINE, NOTABLE, Group, notable, routine
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import day_words, signed, t

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.palette import Colour
    from game.ui.screens.match.log import LogLine
    from game.ui.screens.match.pages import Pages


SUPPLY = SupplyTraced.__name__.lower()
"""The kind of the lines that tell of supply."""
LEAST = 0.05
"""Points that a line must have moved by to be told."""


class Report(Dialog):
    """Headlines first, then what cost most, then routine, like with like."""

    width = 680
    most = 0.8

    def __init__(self, app: App, screen: Pages, then: Callable[[], None] | None = None) -> None:
        super().__init__(app)
        self.screen = screen
        self.then = then
        """What follows when the report has been read."""
        lines = screen.session.report
        self.notable, self.routine = notable(lines), routine(lines)
        self.opened: frozenset[Group] = frozenset()
        """Groups whose lines are shown."""
        self.balance = self._balance()

    def enter(self) -> None:
        """The focus goes to the button."""
        self.resize()
        self.main.focus = None
        self.main.move_focus(-1)

    def state(self) -> object:
        """What is opened."""
        return self.opened

    def toggle(self, group: Group) -> None:
        """Show a group's lines, or put them together again."""
        self.opened ^= {group}
        self.resize()

    def _balance(self) -> list[tuple[str, str, Colour]]:
        """What changed on the score table and in the shares: words, figure, colour."""
        view, before = self.screen.view, self.screen.session.before
        if before is None:
            return []
        out = []
        for line in view.theatre.point_lines(view.faction):
            change = view.score.get(line.id, 0.0) - before.score.get(line.id, 0.0)
            if abs(change) >= LEAST:
                words = t("report.not_first", text=line.text) if line.first and change < 0 else line.text
                out.append((words, signed(change, 1), look.GOOD if change > 0 else look.BAD))
        for group in share_groups(view.theatre):
            was, now = (v.theatre.share(v.control, v.faction, group) for v in (before, view))
            words = t(
                "report.share", name=group_name(view.theatre, group), before=f"{was:.0%}", after=f"{now:.0%}"
            )
            if f"{was:.0%}" != f"{now:.0%}":
                out.append((words, signed(100 * (now - was)) + " %", look.GOOD if now > was else look.BAD))
        return out

    def above(self, p: Painter) -> None:
        """Title and date."""
        theatre = self.screen.view.theatre
        day = day_words(theatre.date_of(self.screen.view.turn))
        p.line(t("report.title"), "head", look.ACCENT, day, look.DIM)
        p.rule()

    def paint(self, p: Painter) -> None:
        """The lines."""
        if not (self.notable or self.routine):
            p.line(t("report.nothing"), colour=look.DIM)
        for words, figure, colour in self.balance:
            p.line(words, "body", look.INK, figure, colour)
        wait = wanted(self.screen.view)
        if wait:
            p.para(wait, colour=look.DIM)
        if self.balance or wait:
            p.gap(2)
            p.rule()
        self._rows(p, self.notable)
        if self.routine:
            p.gap(4)
            p.head(t("report.routine"))
            self._rows(p, self.routine)

    def _rows(self, p: Painter, rows: Sequence[Group | LogLine]) -> None:
        for row in rows:
            if not isinstance(row, Group):
                self._line(p, row)
                continue
            self._group(p, row)
            for line in row.lines if row in self.opened else ():
                self._line(p, line)

    def below(self, p: Painter) -> None:
        """The way out."""
        p.gap(4)
        p.buttons([Button(t("report.close"), self.back, strong=True, key="Enter")], height=30)

    def _group(self, p: Painter, group: Group) -> None:
        """One line for all, with a triangle that points down where they are shown."""
        margin, theatre, r = self._margin(), self.screen.view.theatre, p.style.px(4)
        rows = p.style.wrap(group.words(theatre), "body", p.width - margin - 5 * r)
        high = p.style.line("body") * len(rows) + p.style.px(6)
        y = p.y
        p.row(high, lambda: self.toggle(group), t("report.open"))
        if group.faction:
            chip(p, theatre, group.faction, p.x + p.style.px(2), y + p.style.px(4), p.style.line("small"))
        top = max(line.importance for line in group.lines)
        if top >= HEADLINE:
            pygame.draw.rect(p.surface, look.ACCENT, (p.x - p.style.px(4), y, p.style.px(3), high))
        p.block(p.x + margin, y + p.style.px(3), rows, "body", look.INK if top >= HEADLINE else look.DIM)
        at = pygame.Vector2(p.x + p.width - 2 * r, y + high / 2)
        turn = 90 if group in self.opened else 0
        tips = [at + pygame.Vector2(dx, dy).rotate(turn) for dx, dy in ((-r, -r), (r, 0), (-r, r))]
        pygame.draw.polygon(p.surface, look.DIM, tips)

    def _line(self, p: Painter, line: LogLine) -> None:
        margin = self._margin()
        rows = p.style.wrap(line.brief or line.text, "body", p.width - margin - p.style.px(4))
        high = p.style.line("body") * len(rows) + p.style.px(6)
        y = p.y
        if line.hex >= 0:
            tip = t("report.supply_click" if line.kind == SUPPLY else "report.click")
            p.row(high, lambda: self._show(line), tip)
        else:
            p.y += high
        if line.importance >= HEADLINE:
            pygame.draw.rect(p.surface, look.ACCENT, (p.x - p.style.px(4), y, p.style.px(3), high))
        size = p.style.line("small")
        if line.faction:
            chip(p, self.screen.view.theatre, line.faction, p.x + p.style.px(2), y + p.style.px(4), size)
        ink = look.INK if line.importance >= NOTABLE else look.DIM
        for n, row in enumerate(rows):
            p.put(p.x + margin, y + p.style.px(3) + n * p.style.line("body"), row, "body", ink)

    def _margin(self) -> int:
        """Room for the letters of the side that a line is about."""
        return chip_width(self.app.style, self.screen.view.theatre) + self.app.style.px(10)

    def back(self) -> None:
        """Close; go on to what follows."""
        self.go(Pop())
        if self.then:
            self.then()

    def _show(self, line: LogLine) -> None:
        """The place; of supply that falls short the whole line to it, for what lengthens it stands there."""
        self.back()
        screen, view = self.screen, self.screen.view
        screen.centre(line.hex)
        if line.kind == SUPPLY:
            screen.layers.supply = True
            way = supply.line(supply.trace(view, view.faction, view.sources), line.hex)
            screen.camera.fit_hexes([*way, line.hex], largest=screen.camera.width)
