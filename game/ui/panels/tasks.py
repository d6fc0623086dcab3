"""What the scenario asks for now: above the map for as long as it is not done."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.core.tasks import Task
from game.ui.widgets import style as look
from game.ui.widgets.painter import Painter
from game.ui.widgets.panel import Panel
from game.words import t

if TYPE_CHECKING:
    from game.ui.input import Bindings
    from game.ui.screens.match.screen import MatchScreen

MOST = 0.35
"""Of the height between the columns, before it becomes terse."""
_KEY = re.compile(r"\{key:(\w+)\}")


def with_keys(text: str, bindings: Bindings) -> str:
    """Text in which `{key:end_turn}` has become the key for that action, as people write it. An action
    that does not exist stays as it is.
    """
    return _KEY.sub(lambda m: bindings.key(m[1]) if m[1] in bindings.chords else m[0], text)


class TaskPanel(Panel):
    """A strip between the bar at the top and the map. It is as high as its words, and gone without any."""

    def __init__(self, screen: MatchScreen) -> None:
        super().__init__(screen.app.style)
        self.screen = screen
        self.terse = False
        """Smaller, and without what is done: where the map would have too little room."""

    def height(self, room: pygame.Rect) -> int:
        """Pixels that it takes of the room between the columns; terse if that would be too many."""
        if not self.tasks:
            return 0
        self.terse = False
        high = self.measure(room.width)
        self.terse = high > MOST * room.height
        return self.measure(room.width) if self.terse else high

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is to be done, and before it what was done this turn."""
        view = self.screen.view
        done = tuple(task for task in view.tasks if task.done == view.turn)
        return (*done, *(task for task in view.tasks if not task.done))

    def state(self) -> object:
        """The tasks, and the names of keys."""
        return self.tasks, self.terse, tuple(self.screen.app.bindings.chords.items())

    def mark_of(self, task: Task) -> int:
        """The hex that a task is about, -1 for none."""
        unit = self.screen.view.units.get(task.unit)
        return task.hex if task.hex >= 0 or unit is None else unit.hex

    @property
    def marks(self) -> list[int]:
        """Hexes that the open tasks mark, those of their units included."""
        units = self.screen.view.units
        now = [task for task in self.tasks if not task.done]
        return [x.hex for x in now if x.hex >= 0] + [units[x.unit].hex for x in now if x.unit in units]

    def paint(self, p: Painter) -> None:
        """In one line what is done, then title and text of what is not."""
        role = "small" if self.terse else "body"
        if not self.terse:
            self._done(p, [task for task in self.tasks if task.done])
        for task in (task for task in self.tasks if not task.done):
            high = p.style.line("bold")
            room = p.width - high - p.style.px(4)
            rows = p.style.wrap(self._words(task), role, room)
            whole = high + len(rows) * p.style.line(role)
            mark = self.mark_of(task)
            if mark >= 0:
                p.row(whole, partial(self.screen.centre, mark), t("tasks.tip"))
                p.y -= whole
            self._box(p, p.x, high, done=False)
            x = p.x + high + p.style.px(4)
            p.put(x, p.y, task.title, "bold", look.ACCENT, width=room)
            p.y += high
            for row in rows:
                p.put(x, p.y, row, role)
                p.y += p.style.line(role)

    def _done(self, p: Painter, tasks: list[Task]) -> None:
        """Ticked titles beside each other, as many as there is room for; the last ones are the newest."""
        line, gap = p.style.line("bold"), p.style.px(4)
        x, room = p.x, p.width
        shown: list[Task] = []
        for task in reversed(tasks):
            room -= line + p.style.width(task.title, "bold") + 4 * gap
            if room >= 0:
                shown.insert(0, task)
        for task in shown:
            self._box(p, x, line, done=True)
            x += line + gap + p.put(x + line + gap, p.y, task.title, "bold", look.DIM) + 3 * gap
        if shown:
            p.y += line

    def _words(self, task: Task) -> str:
        return with_keys(" ".join(task.text.split()), self.screen.app.bindings)

    def _box(self, p: Painter, x: int, line: int, *, done: bool) -> None:
        """A box to tick, ticked or not."""
        size = line * 6 // 10
        box = pygame.Rect(x, p.y + (line - size) // 2, size, size)
        pygame.draw.rect(p.surface, look.DIM if done else look.ACCENT, box, 1, border_radius=2)
        if done:
            tick = [(box.x + size // 5, box.centery), (box.centerx - 1, box.bottom - size // 4), box.topright]
            pygame.draw.lines(p.surface, look.GOOD, False, tick, 3)
