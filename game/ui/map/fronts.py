"""Lines between the ground of different factions, smooth like the rivers that they often follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from game.core.board import Edge
from game.ui.geometry import Geometry, Point, iron
from game.ui.map.lines import STEPS, along

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRY_ROUNDS = 5
"""How thoroughly a line in open ground is ironed; along a river it follows the water."""


@dataclass(frozen=True)
class Front:
    """A line with one faction on each side all along."""

    points: list[Point]
    wet: list[float]
    """For each point, how much it runs along a river, 0-1; eased where it leaves one."""
    left: int
    """Faction number on the left of someone who walks along it, or NOBODY."""
    right: int


Fronts = dict[tuple[tuple[Edge, ...], int, int], Front]
"""(hexsides in order, factions on the left and right) -> line."""


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
    wet = [float(e in rivers) for e in sides]
    wet = [*wet, wet[0]] if corners[0] == corners[-1] else [wet[0], *wet, wet[-1]]
    ironed = iron(line, DRY_ROUNDS)
    points = along(geometry, tuple(p if w else q for p, q, w in zip(line, ironed, wet, strict=True)))
    by_point = [wet[min(i // STEPS, len(wet) - 1)] for i in range(len(points))]
    return Front(points, _eased(by_point), left, right)


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
