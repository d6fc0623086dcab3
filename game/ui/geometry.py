"""The board in map space: hex widths, x grows east, y grows south, (0, 0) the centre of hex (0, 0)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from game.core import hexes
from game.core.board import Board, Edge

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Point = tuple[float, float]
Line = tuple[Point, ...]
Corner = tuple[int, int]

ROW = math.sqrt(3) / 2
"""Distance between rows of hexes."""
RADIUS = 1 / math.sqrt(3)
"""From a hex's centre to its corners."""
CORNERS: tuple[Point, ...] = tuple(
    (RADIUS * math.cos(math.radians(a)), -RADIUS * math.sin(math.radians(a)))
    for a in (-30, 30, 90, 150, 210, 270)
)
"""Corner d and d + 1 (mod 6) are the ends of the hexside in direction d."""


@lru_cache(maxsize=3)
def geometry_of(board: Board) -> Geometry:
    """The positions of a board, worked out once for all that draw it."""
    return Geometry(board)


class Geometry:
    """Positions of a board's hexes and hexsides."""

    def __init__(self, board: Board) -> None:
        self.board = board
        col = np.tile(np.arange(board.cols), board.rows)
        row = np.repeat(np.arange(board.rows), board.cols)
        self.x: NDArray[np.float64] = np.asarray(col + 0.5 * (row & 1), dtype=np.float64)
        """[n] centres."""
        self.y: NDArray[np.float64] = np.asarray(row * ROW, dtype=np.float64)
        """[n] centres."""
        self.west, self.north = -0.5, -RADIUS
        self.east = board.cols - 0.5 + (0.5 if board.rows > 1 else 0.0)
        self.south = (board.rows - 1) * ROW + RADIUS

    @property
    def width(self) -> float:
        """Of the map."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Of the map."""
        return self.south - self.north

    @cached_property
    def centres(self) -> tuple[Point, ...]:
        """Of every hex."""
        return tuple(zip(self.x.tolist(), self.y.tolist(), strict=True))

    def hex_at(self, x: float, y: float) -> int | None:
        """The hex around a point, None off the board."""
        col, row = hexes.hex_at(x, y)
        if 0 <= col < self.board.cols and 0 <= row < self.board.rows:
            return self.board.at(col, row)
        return None

    def hexes_at(self, x: NDArray[np.floating], y: NDArray[np.floating]) -> NDArray[np.int32]:
        """The hex around each point, the nearest one on the board for points off it."""
        r = y / np.float32(ROW)
        q = x - r / 2
        s = -q - r
        rq, rr, rs = np.rint(q), np.rint(r), np.rint(s)
        dq, dr, ds = np.abs(rq - q), np.abs(rr - r), np.abs(rs - s)
        fix_q = (dq > dr) & (dq > ds)
        rq = np.where(fix_q, -rr - rs, rq)
        rr = np.where(~fix_q & (dr > ds), -rq - rs, rr)
        row = rr.astype(np.int32)
        col = rq.astype(np.int32) + ((row - (row & 1)) >> 1)
        np.clip(row, 0, self.board.rows - 1, out=row)
        np.clip(col, 0, self.board.cols - 1, out=col)
        return row * self.board.cols + col

    def hexside(self, h: int, d: int) -> tuple[Point, Point]:
        """Ends of the hexside of `h` in direction `d`."""
        x, y = self.centres[h]
        (ax, ay), (bx, by) = CORNERS[d], CORNERS[(d + 1) % 6]
        return (x + ax, y + ay), (x + bx, y + by)

    def middle(self, e: Edge) -> Point:
        """Midpoint of a hexside."""
        (ax, ay), (bx, by) = self.centres[e[0]], self.centres[e[1]]
        return (ax + bx) / 2, (ay + by) / 2

    def polygon(self, h: int, inset: float = 0.0) -> list[Point]:
        """The six corners; `inset` (0-1) shrinks towards the centre."""
        x, y = self.centres[h]
        k = 1 - inset
        return [(x + cx * k, y + cy * k) for cx, cy in CORNERS]

    def borders(self, values: ArrayLike) -> list[Edge]:
        """Hexsides between neighbours that differ in `values` ([n]), in order."""
        held, (a, b) = np.asarray(values), self._pairs
        apart = held[a] != held[b]
        return list(zip(a[apart].tolist(), b[apart].tolist(), strict=True))

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Neighbours, the lower number first."""
        pairs = [(h, n) for h, near in enumerate(self.board.adjacent) for _, n in near if h < n]
        both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def _ends(self, e: Edge) -> tuple[tuple[Corner, Point], tuple[Corner, Point]]:
        """Both ends of a hexside, each as a key and a point. Raises ValueError if it is none."""
        found = self._known_ends.get(e)
        if found is None:
            d = self.board.direction(*e)
            if d is None:
                raise ValueError(f"{e} is no hexside of this board")
            a, b = self.hexside(e[0], d)
            found = self._known_ends[e] = ((_corner(a), a), (_corner(b), b))
        return found

    @cached_property
    def _known_ends(self) -> dict[Edge, tuple[tuple[Corner, Point], tuple[Corner, Point]]]:
        return {}

    def chains(self, edges: Iterable[Edge]) -> list[Line]:
        """Hexsides joined into lines through their middles, see `through_middles`."""
        return [self.through_middles(corners, sides) for corners, sides in self.walks(edges)]

    def corner_chains(self, edges: Iterable[Edge]) -> list[Line]:
        """Hexsides joined into lines along the hexsides themselves."""
        return [tuple(corners) for corners, _ in self.walks(edges)]

    def through_middles(self, corners: list[Point], sides: list[Edge]) -> Line:
        """The line of a walk through the middles of its hexsides, from the corners where it forks or
        ends. A closed line repeats its first point.
        """
        middles = tuple(self.middle(e) for e in sides)
        closed = corners[0] == corners[-1]
        return (*middles, middles[0]) if closed else (corners[0], *middles, corners[-1])

    def walks(self, edges: Iterable[Edge]) -> list[tuple[list[Point], list[Edge]]]:
        """Hexsides joined into lines: each as its corners in order and the hexsides between them."""
        ends: dict[Edge, tuple[Corner, Corner]] = {}
        at: dict[Corner, list[Edge]] = {}
        place: dict[Corner, Point] = {}
        for e in sorted(edges):
            a, b = self._ends(e)
            ends[e] = (a[0], b[0])
            for key, point in (a, b):
                place.setdefault(key, point)
                at.setdefault(key, []).append(e)
        left = dict.fromkeys(ends)
        out: list[tuple[list[Point], list[Edge]]] = []
        forks = [k for k, es in at.items() if len(es) != 2]
        for start in [*forks, *place]:
            for first in at[start]:
                if first not in left:
                    continue
                corners: list[Corner] = [start]
                sides: list[Edge] = []
                current: Edge | None = first
                while current is not None:
                    del left[current]
                    sides.append(current)
                    a_, b_ = ends[current]
                    corners.append(b_ if a_ == corners[-1] else a_)
                    here = at[corners[-1]]
                    onward = [x for x in here if x in left] if len(here) == 2 else []
                    current = onward[0] if onward and corners[-1] != start else None
                out.append(([place[c] for c in corners], sides))
        return out

    def to_the_edge(self, line: Sequence[Point]) -> Line:
        """A line that ends on the board's outline, carried on to the map's frame."""
        if line[0] == line[-1]:
            return tuple(line)
        return (*self._beyond(line[0]), *line, *self._beyond(line[-1]))

    def _beyond(self, p: Point) -> tuple[Point, ...]:
        """The point of the map's frame next to an end on the board's outline; nothing further in."""
        x, y = p
        if x < self.west + 0.51 or x > self.east - 0.51:
            return ((self.west if x < self.west + 0.51 else self.east, y),)
        if y < self.north + RADIUS / 2 + 0.01 or y > self.south - RADIUS / 2 - 0.01:
            return ((x, self.north if y < self.north + RADIUS else self.south),)
        return ()


def _corner(p: Point) -> Corner:
    """A key that the three hexes around a corner agree on."""
    return round(p[0] * 4), round(p[1] * 4 / RADIUS)


def smooth(line: Sequence[Point], steps: int = 6) -> list[Point]:
    """A Catmull-Rom spline through the points (centripetal would differ by less than a pixel here)."""
    n = len(line)
    if n < 3:
        return list(line)
    closed = line[0] == line[-1]
    before, after = (line[-2], line[1]) if closed else (line[0], line[-1])
    p = np.array([before, *line, after])[:, None, :]
    t = (np.arange(steps) / steps)[None, :, None]
    t2, t3 = t * t, t * t * t
    a, b = -t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2
    c, d = -3 * t3 + 4 * t2 + t, t3 - t2
    curve = (a * p[:-3] + b * p[1:-2] + c * p[2:-1] + d * p[3:]) / 2
    return [*map(tuple, curve.reshape(-1, 2).tolist()), line[-1]]


def relax(line: Sequence[Point], rounds: int, keep: float = 0.5) -> list[Point]:
    """Pull every inner point towards its neighbours' middle; ends stay. Takes the zigzag out."""
    return _pulled(line, [keep] * rounds)


def iron(line: Sequence[Point], rounds: int) -> list[Point]:
    """Take steps out of a line without shrinking its bends (Taubin 1995): pull inwards, then push out."""
    return _pulled(line, [0.5, 1.53] * rounds)


def _pulled(line: Sequence[Point], keeps: Sequence[float]) -> list[Point]:
    """Inner points between where they are and their neighbours' middle, once for each of `keeps`."""
    if len(line) < 3:
        return list(line)
    p = np.array(line)
    closed = len(line) > 3 and line[0] == line[-1]
    for keep in keeps:
        around = (p[:-2] + p[2:]) / 2
        ends = (p[-2] + p[1]) / 2
        p[1:-1] = p[1:-1] * keep + around * (1 - keep)
        if closed:
            p[0] = p[-1] = p[0] * keep + ends * (1 - keep)
    return [(x, y) for x, y in p.tolist()]
