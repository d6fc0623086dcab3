"""The lists of the replay: the log goes on to the end, and a click on a line goes to its moment."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from typing import TYPE_CHECKING

from game.ui.panels.lists import ListsPanel
from game.ui.panels.marks import chip, chip_width
from game.ui.widgets import style as look
from game.words import t

if TYPE_CHECKING:
    from game.ui.screens.replay.screen import ReplayScreen
    from game.ui.widgets.painter import Painter

BEFORE, AFTER = 40, 60
"""Lines of the log around the present one that the panel shows."""


class ReplayLists(ListsPanel):
    """The log first, and in order of time: the present line stays in view."""

    def __init__(self, screen: ReplayScreen) -> None:
        super().__init__(screen)
        self.replay_screen = screen
        self.tab = "log"
        self._present = (0, 0)
        """Upper and lower edge of the lines of this moment, in pixels of the content."""
        self._followed: object = None

    def state(self) -> object:
        """Also the moment."""
        playback = self.replay_screen.session
        return super().state(), playback.stop, playback.eyes

    def refresh(self) -> None:
        """Scroll to the present line when it is another one."""
        super().refresh()
        playback = self.replay_screen.session
        here = (playback.stop, playback.eyes, self.tab, self.rect.size)
        if self.tab == "log" and here != self._followed and self._region:
            self._followed = here
            self.scroll = min(self.max_scroll, max(0, sum(self._present) // 2 - self._region.height // 2))
            super().refresh()

    def _log(self, p: Painter) -> None:
        playback = self.replay_screen.session
        story, stop = playback.story, playback.stop
        start, end = bisect_left(story.stop_of, stop), bisect_right(story.stop_of, stop)
        first, last = max(0, start - BEFORE), min(len(story.lines), end + AFTER)
        p.scroll_from_here(self.scroll)
        top = p.y + self.scroll
        self._present = (0, 0)
        turn, margin = -1, chip_width(p.style, self.screen.view.theatre) + p.style.px(6)
        for number in range(first, last):
            line = story.lines[number]
            if line.turn != turn:
                turn = line.turn
                p.line(t("lists.turn", turn=turn), "small", look.ACCENT)
            if number == start:
                self._present = (p.y + self.scroll - top, p.y + self.scroll - top)
            self._moment(p, number, margin, present=start <= number < end)
            if start <= number < end:
                self._present = (self._present[0], p.y + self.scroll - top)
        if not story.lines:
            p.line(t("lists.no_log"), colour=look.DIM)
        p.end_scroll()

    def _moment(self, p: Painter, number: int, margin: int, *, present: bool) -> None:
        """One line; those to come are faint."""
        screen = self.replay_screen
        story = screen.session.story
        line, stop = story.lines[number], story.stop_of[number]
        small = p.style.line("small")
        rows = p.style.wrap(line.text, "small", p.width - margin)
        high = small * len(rows) + p.style.px(4)
        act = partial(screen.go_to, stop, line.hex)
        if p.hidden(high, act):
            return
        rect = p.row(high, act, chosen=present)
        colour = look.FAINT if stop > screen.session.stop else look.DIM if line.importance < 2 else look.INK
        if line.faction:
            chip(p, screen.view.theatre, line.faction, p.x, rect.y + 2, small)
        for i, row in enumerate(rows):
            p.put(p.x + margin, rect.y + 2 + i * small, row, "small", colour)
