"""Straight lines of hexes."""

from __future__ import annotations

from game.core import hexes

Point = tuple[int, int]


def hex_line(a: Point, b: Point) -> list[Point]:
    """The hexes (col, row) on the straight line from `a` to `b`, both included.

    A nudge off the exact centre decides the ties where the line runs along a hexside, so that the
    line from a to b is the same on every machine.
    """
    steps = hexes.hex_distance(a, b)
    if steps == 0:
        return [a]
    aq, ar, _ = hexes.cube(*a)
    bq, br, _ = hexes.cube(*b)
    line = []
    for i in range(steps + 1):
        t = i / steps
        q = aq + (bq - aq) * t + 1e-6
        r = ar + (br - ar) * t + 2e-6
        line.append(hexes.rounded(q, r))
    return line


def corners(path: list[Point]) -> list[Point]:
    """The fewest points of a path from which `hex_line` draws the same path again (greedy)."""
    if len(path) < 3:
        return path
    out, start = [path[0]], 0
    while start < len(path) - 1:
        end = start + 1
        while end + 1 < len(path) and hex_line(path[start], path[end + 1]) == path[start : end + 2]:
            end += 1
        out.append(path[end])
        start = end
    return out
