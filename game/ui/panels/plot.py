"""A line graph on a panel: a line for each side, told apart by pattern and letters as well as by colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pygame

from game.ui.panels.marks import on_panel
from game.ui.widgets import style as look

if TYPE_CHECKING:
    from game.core.theatre import Theatre
    from game.ui.palette import Colour
    from game.ui.widgets.painter import Painter

Point = tuple[float, float]
PATTERNS: tuple[tuple[int, ...], ...] = ((), (9, 5), (3, 4), (12, 4, 3, 4))
"""Pixels drawn and left out in turn at text scale 1, by order of play; the first line has no gaps."""


@dataclass(frozen=True)
class Series:
    """What a graph shows: one value a side and turn."""

    title: str
    values: Mapping[str, Sequence[float]]
    """Faction -> value of each turn."""
    form: str = "{:.0f}"
    most: float = 0.0
    """The scale goes at least that far up."""
    events: Sequence[tuple[int, str]] = field(default=())
    """(turn, faction) of what is marked along the upper edge."""

    @property
    def turns(self) -> int:
        """Values in a line."""
        return max((len(line) for line in self.values.values()), default=0)

    @property
    def scale(self) -> tuple[float, float]:
        """Lowest and highest value of the axis."""
        values = [v for line in self.values.values() for v in line]
        return min(0.0, *values), max(self.most, 1.0, *values)

    def words(self, value: float) -> str:
        """A value as it is written, with a true minus."""
        return self.form.format(round(value, 1) + 0.0).replace("-", "\N{MINUS SIGN}")


def dashes(points: Sequence[Point], pattern: Sequence[int]) -> list[tuple[Point, Point]]:
    """A polyline cut into the pieces that are drawn. `pattern`: lengths drawn and left out in turn; the
    pattern goes on around corners.
    """
    if not pattern:
        return list(pairwise(points))
    pieces: list[tuple[Point, Point]] = []
    index, left = 0, float(pattern[0])
    for a, b in pairwise(points):
        start, end = pygame.Vector2(a), pygame.Vector2(b)
        length, done = start.distance_to(end), 0.0
        while length - done > 1e-6:
            step = min(left, length - done)
            if index % 2 == 0:
                p, q = start.lerp(end, done / length), start.lerp(end, min(1.0, (done + step) / length))
                pieces.append(((p.x, p.y), (q.x, q.y)))
            done, left = done + step, left - step
            if left <= 1e-6:
                index = (index + 1) % len(pattern)
                left = float(pattern[index])
    return pieces


def line_of(p: Painter, theatre: Theatre, faction: str, points: Sequence[Point]) -> None:
    """A side's line, in its colour and its pattern."""
    colour, scale = colour_of(theatre, faction), p.style.scale
    pattern = [max(1, round(scale * x)) for x in PATTERNS[theatre.index[faction] % len(PATTERNS)]]
    for a, b in dashes([(round(x), round(y)) for x, y in points], pattern):
        (ax, ay), (bx, by) = a, b
        ends = (round(ax), round(ay)), (round(bx), round(by))  # else a level line would step between dashes
        pygame.draw.line(p.surface, colour, *ends, max(2, round(2.6 * scale)))


def colour_of(theatre: Theatre, faction: str) -> Colour:
    """A side's colour, readable on a panel."""
    return on_panel(look.PALETTE.livery(theatre, faction).base)


class Plot:
    """One graph in a rectangle of a panel."""

    def __init__(self, p: Painter, area: pygame.Rect, theatre: Theatre, series: Series) -> None:
        self.p = p
        self.theatre = theatre
        self.series = series
        style = p.style
        low, high = series.scale
        labels = [series.words(v) for v in (low, (low + high) / 2, high)]
        left = max(style.width(x, "small") for x in labels) + style.px(8)
        longest = max(
            (self._label(f, v) for f, vs in series.values.items() for v in (low, high, *vs)), key=len
        )
        right = style.width(longest, "small") + style.px(10)
        self._title = style.wrap(series.title, "bold", area.width)
        top = style.line("bold") * len(self._title) + style.px(8)
        self.box = pygame.Rect(
            area.x + left, area.y + top, area.width - left - right, area.height - top - style.line("small")
        )
        """The lines' own ground."""
        self._area, self._axis = area, labels

    def _label(self, faction: str, value: float) -> str:
        return f"{look.PALETTE.livery(self.theatre, faction).letter} {self.series.words(value)}"

    def x(self, turn: int) -> float:
        """Where a turn lies."""
        return self.box.x + turn * (self.box.width - 1) / max(1, self.series.turns - 1)

    def y(self, value: float) -> float:
        """Where a value lies."""
        low, high = self.series.scale
        return self.box.bottom - 1 - (value - low) / (high - low) * (self.box.height - 1)

    def draw(self, marker: int, first: str, last: str) -> None:
        """Everything; `marker` is the turn whose values are written at the right."""
        p, box, style = self.p, self.box, self.p.style
        for i, row in enumerate(self._title):
            p.put(self._area.x, self._area.y + i * style.line("bold"), row, "bold", look.ACCENT)
        pygame.draw.rect(p.surface, look.BACK, box)
        for share, words in zip((0.0, 0.5, 1.0), self._axis, strict=True):
            if share == 0.5 and words in (self._axis[0], self._axis[-1]):
                continue  # between 0 and 1 there is nothing to count
            y = round(box.bottom - 1 - share * (box.height - 1))
            pygame.draw.line(p.surface, look.RAISED, (box.x, y), (box.right, y))
            p.put(box.x - style.px(5), y - style.line("small") // 2, words, "small", look.DIM, align="right")
        self._events()
        pygame.draw.line(p.surface, look.FAINT, (self.x(marker), box.y), (self.x(marker), box.bottom))
        for faction, line in self.series.values.items():
            points = [(self.x(i), self.y(v)) for i, v in enumerate(line)]
            line_of(p, self.theatre, faction, points)
            if marker < len(line):
                pygame.draw.circle(p.surface, colour_of(self.theatre, faction), points[marker], style.px(4))
        self._values(marker)
        p.put(box.x, box.bottom, first, "small", look.DIM)
        p.put(box.right, box.bottom, last, "small", look.DIM, align="right")

    def _events(self) -> None:
        r = self.p.style.px(4)
        for turn, faction in self.series.events:
            x, y = self.x(turn), self.box.y
            diamond = [(x - r, y), (x, y - r), (x + r, y), (x, y + r)]
            pygame.draw.line(self.p.surface, look.RAISED, (x, y), (x, self.box.bottom))
            pygame.draw.polygon(self.p.surface, colour_of(self.theatre, faction), diamond)

    def _values(self, marker: int) -> None:
        """Letters and values at the right, beside their lines, moved apart where they would cover each
        other.
        """
        high = self.p.style.line("small") - self.p.style.px(2)
        at = {f: line[min(marker, len(line) - 1)] for f, line in self.series.values.items() if line}
        rows = sorted(at, key=lambda f: self.y(at[f]))
        spots: list[float] = []
        for f in rows:
            spots.append(max(self.y(at[f]), spots[-1] + high if spots else 0))
        over = max(0.0, spots[-1] + high / 2 - self.box.bottom) if spots else 0.0
        for i in reversed(range(len(spots))):
            limit = self.box.bottom - high / 2 - (len(spots) - 1 - i) * high
            spots[i] = min(spots[i], limit) if over else spots[i]
        for f, y in zip(rows, spots, strict=True):
            words = self._label(f, at[f])
            self.p.put(
                self.box.right + self.p.style.px(6), round(y - high / 2), words, "small",
                colour_of(self.theatre, f),
            )  # fmt: skip
