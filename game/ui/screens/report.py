"""What happened since the side's last turn: lines that can be clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.ui.screens.base import Dialog, Pop
from game.ui.text import t
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.screens.match.pages import Pages


class Report(Dialog):
    """Headlines first, then the rest in order."""

    width = 680

    def __init__(self, app: App, screen: Pages, then: Callable[[], None] | None = None) -> None:
        super().__init__(app)
        self.screen = screen
        self.then = then
        """What follows when the report has been read."""
        self.lines = list(screen.session.report)

    def resize(self) -> None:
        """As high as its lines need, within three quarters of the window."""
        style = self.app.style
        width, height = self.app.window.get_size()
        wide = min(style.px(self.width), width - 40)
        rows = [style.wrap(line.text, "body", wide - style.px(60)) for line in self.lines]
        need = sum(len(r) * style.line("body") + style.px(6) for r in rows) + style.px(180)
        high = min(need, height * 3 // 4)
        self.main.style = style
        self.main.rect = pygame.Rect((width - wide) // 2, (height - high) // 2, wide, high)

    def enter(self) -> None:
        """The focus goes to the button."""
        self.resize()
        self.main.focus = None
        self.main.move_focus(-1)

    def paint(self, p: Painter) -> None:
        """Lines, then the button."""
        theatre = self.screen.view.theatre
        date = theatre.date_of(self.screen.view.turn)
        day = t("top.date", day=date.day, month=t(f"month.{date.month}"), year=date.year)
        p.line(t("report.title"), "head", look.ACCENT, day, look.DIM)
        p.rule()
        foot = p.style.px(46)
        p.scroll_from_here(self.main.scroll, foot)
        if not self.lines:
            p.line(t("report.nothing"), colour=look.DIM)
        routine = [i for i, line in enumerate(self.lines) if line.importance < 2]
        for i, line in sorted(enumerate(self.lines), key=lambda item: (item[1].importance < 3, item[0])):
            if line.importance >= 2:
                self._line(p, i)
        if routine:
            p.gap(4)
            p.head(t("report.routine"))
            for i in routine:
                self._line(p, i)
        p.end_scroll()
        p.y = self.main.rect.height - foot
        p.buttons([Button(t("report.close"), self.back, strong=True, key="Enter")], height=30)

    def _line(self, p: Painter, i: int) -> None:
        line = self.lines[i]
        rows = p.style.wrap(line.text, "body", p.width - p.style.px(16))
        high = p.style.line("body") * len(rows) + p.style.px(6)
        y = p.y
        if line.hex >= 0:
            p.row(high, lambda: self._show(line.hex), t("report.click"))
        else:
            p.y += high
        mark = {3: look.ACCENT, 2: look.GOOD}.get(line.importance, look.FAINT)
        pygame.draw.rect(p.surface, mark, (p.x, y + p.style.px(4), p.style.px(4), high - p.style.px(8)))
        ink = look.INK if line.importance >= 2 else look.DIM
        for n, row in enumerate(rows):
            p.put(p.x + p.style.px(12), y + p.style.px(3) + n * p.style.line("body"), row, "body", ink)

    def back(self) -> None:
        """Close; go on to what follows."""
        self.go(Pop())
        if self.then:
            self.then()

    def _show(self, h: int) -> None:
        self.back()
        self.screen.centre(h)
