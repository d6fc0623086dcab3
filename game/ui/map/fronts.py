"""Lines between the ground of different factions, smooth like the rivers that they often follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.core.board import Board, Edge
from game.ui.geometry import Geometry, Line, Point, iron
from game.ui.map.lines import STEPS, curved

DRY_ROUNDS = 5
"""How thoroughly a line in open ground is ironed; along a river it follows the water."""
STRETCH = 4
"""Hexsides of a line that are looked for together."""


Box = tuple[float, float, float, float]
"""West, north, east, south, in hex widths."""


class Stretch(NamedTuple):
    """A piece of a line, and what lies between it and the hexsides that it follows."""

    box: Box
    outline: NDArray[np.float64]
    """[k, 2, 2] ends of the strokes around that: along the hexsides, back along the line. Where one crosses
    the other the outline crosses itself, so that even and odd tell in from out.
    """
    shape: int
    """The same for stretches that are drawn alike."""


@dataclass(frozen=True)
class Front:
    """A line with one faction on each side all along."""

    points: list[Point]
    wet: list[float]
    """For each point, how much it runs along a river, 0-1; eased where it leaves one."""
    left: int
    """Faction number on the left of someone who walks along it, or NOBODY."""
    right: int
    stretches: tuple[Stretch, ...] = field(compare=False)
    """The whole line in order."""
    box: Box

    def between(self, box: Box) -> NDArray[np.float64]:
        """[k, 2, 2] outlines of what lies between the hexsides and the line, in a box and a little around it.
        Where two stretches meet their strokes cancel out.
        """
        near = [s.outline for s in self._near(box)]
        return np.concatenate(near) if near else np.zeros((0, 2, 2))

    def shapes(self, box: Box) -> list[int]:
        """What tells the line apart from others in a box."""
        return [hash((s.shape, self.left, self.right)) for s in self._near(box)]

    def _near(self, box: Box) -> list[Stretch]:
        return [s for s in self.stretches if meet(s.box, box)] if meet(self.box, box) else []


Fronts = dict[tuple[tuple[Edge, ...], int, int], Front]
"""(hexsides in order, factions on the left and right) -> line."""


@lru_cache(maxsize=3)
def first_fronts(_board: Board) -> Fronts:
    """Lines that were drawn before any canvas of a board was there (`canvas.prepare`)."""
    return {}


def fronts(geometry: Geometry, control: NDArray[np.int8], known: Fronts | None = None) -> Fronts:
    """All lines between hexes of different factions; those that are `known` already are not drawn anew."""
    held = control.tolist()
    out: Fronts = {}
    for corners, sides in geometry.walks(geometry.borders(control)):
        a, b = _left_right(geometry, corners, sides[0])
        key = (tuple(sides), held[a], held[b])
        out[key] = (known or {}).get(key) or _front(geometry, corners, sides, held[a], held[b])
    return out


def _front(geometry: Geometry, corners: list[Point], sides: list[Edge], left: int, right: int) -> Front:
    line, rivers = geometry.through_middles(corners, sides), geometry.board.river_edges
    closed = corners[0] == corners[-1]
    wet = [float(e in rivers) for e in sides]
    wet = [*wet, wet[0]] if closed else [wet[0], *wet, wet[-1]]
    ironed = iron(line, DRY_ROUNDS)
    curve = curved(tuple(p if w else q for p, q, w in zip(line, ironed, wet, strict=True)))
    points = list(geometry.to_the_edge(curve))
    by_point = [wet[min(i // STEPS, len(wet) - 1)] for i in range(len(points))]
    bends = corners[1:] if closed else [line[0], *corners[1:-1], line[-1]]
    return Front(points, _eased(by_point), left, right, *_stretches(line, bends, curve))


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes have something in common."""
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def _stretches(line: Line, bends: list[Point], curve: list[Point]) -> tuple[tuple[Stretch, ...], Box]:
    """A line through the middles of hexsides, with the corner after each of its points but the last, beside
    the curve that is drawn for it; and the box around all.
    """
    corners = np.array([p for pair in zip(line, bends, strict=False) for p in pair] + [line[-1]])
    drawn, out = np.array(curve), []
    for i in range(0, len(line) - 1, STRETCH):
        end = min(i + STRETCH, len(line) - 1)
        zigzag, part = corners[2 * i : 2 * end + 1], drawn[i * STEPS : end * STEPS + 1]
        around = np.concatenate((zigzag, part[::-1], zigzag[:1]))
        (west, north), (east, south) = around.min(axis=0).tolist(), around.max(axis=0).tolist()
        outline = np.stack((around[:-1], around[1:]), axis=1)
        out.append(Stretch((west, north, east, south), outline, hash(part.tobytes())))
    west, north, east, south = zip(*(stretch.box for stretch in out), strict=True)
    return tuple(out), (min(west), min(north), max(east), max(south))


def _eased(values: list[float]) -> list[float]:
    """Means over a hexside's length to both sides."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    at = np.arange(len(values))
    low, high = np.maximum(0, at - STEPS), np.minimum(len(values), at + STEPS + 1)
    eased: list[float] = ((sums[high] - sums[low]) / (high - low)).tolist()
    return eased


def _left_right(geometry: Geometry, corners: list[Point], e: Edge) -> Edge:
    """The hexes of the first hexside, the one on the left of the way first (y grows south)."""
    (ax, ay), (bx, by) = corners[0], corners[1]
    cx, cy = geometry.centres[e[0]]
    turn = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    return e if turn < 0 else (e[1], e[0])


def offset(points: Sequence[Point], away: Sequence[float]) -> list[Point]:
    """The line moved sideways, to the left where `away` (same unit as the points) is positive."""
    p = np.array(points)
    along_it = np.concatenate((p[1:], p[-1:])) - np.concatenate((p[:1], p[:-1]))
    long = np.hypot(along_it[:, 0], along_it[:, 1])
    k = np.asarray(away) / np.where(long == 0, 1.0, long)
    out: list[Point] = list(
        zip((p[:, 0] + along_it[:, 1] * k).tolist(), (p[:, 1] - along_it[:, 0] * k).tolist(), strict=True)
    )
    return out
