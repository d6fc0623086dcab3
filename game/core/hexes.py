"""Hexagon arithmetic: pointy-top hexes, odd rows shifted right ("odd-r"), row 0 in the north.

A hex is the integer `row * cols + col`. Directions run counter-clockwise from east. See Red Blob
Games, "Hexagonal Grids" (2013-), for the conventions.
"""

from __future__ import annotations

import math

DIRECTIONS = ("E", "NE", "NW", "W", "SW", "SE")
OPPOSITE = (3, 4, 5, 0, 1, 2)

_EVEN_ROW = ((1, 0), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1))
_ODD_ROW = ((1, 0), (1, -1), (0, -1), (-1, 0), (0, 1), (1, 1))


def neighbour(col: int, row: int, direction: int) -> tuple[int, int]:
    """Column and row of the neighbour in `direction` (0-5); it may lie off the board."""
    dc, dr = (_ODD_ROW if row & 1 else _EVEN_ROW)[direction]
    return col + dc, row + dr


def cube(col: int, row: int) -> tuple[int, int, int]:
    """Cube coordinates (q, r, s) with q + r + s = 0."""
    q = col - (row - (row & 1)) // 2
    return q, row, -q - row


def hex_distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Steps between two (col, row) hexes."""
    aq, ar, as_ = cube(*a)
    bq, br, bs = cube(*b)
    return max(abs(aq - bq), abs(ar - br), abs(as_ - bs))


def centre(col: int, row: int) -> tuple[float, float]:
    """Centre in units of the hex's width (flat to flat); x grows east, y grows south."""
    return col + 0.5 * (row & 1), row * math.sqrt(3) / 2


def hex_at(x: float, y: float) -> tuple[int, int]:
    """Column and row of the hex around the point (x, y), the inverse of `centre`."""
    r = y / (math.sqrt(3) / 2)
    return rounded(x - r / 2, r)


def rounded(q: float, r: float) -> tuple[int, int]:
    """Column and row of the hex around fractional cube coordinates."""
    s = -q - r
    rq, rr, rs = round(q), round(r), round(s)
    dq, dr, ds = abs(rq - q), abs(rr - r), abs(rs - s)
    if dq > dr and dq > ds:
        rq = -rr - rs
    elif dr > ds:
        rr = -rq - rs
    return rq + (rr - (rr & 1)) // 2, rr
