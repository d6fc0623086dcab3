"""Where a hex lies on the ground: equirectangular kilometres around a focus, seen through a lens.

Ground distance r from the focus becomes map distance f(r) = r + (M - 1) R tanh(r / R) along the same
bearing. Map kilometres divided by `hex_km` are hex widths.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from game.core.board import Projection

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""
KM_PER_DEGREE = math.radians(1.0) * EARTH_RADIUS_KM
_NEWTON_STEPS = 40
_SQRT3 = math.sqrt(3.0)
CORNERS = ((0.0, -1 / _SQRT3), (0.5, -0.5 / _SQRT3), (0.5, 0.5 / _SQRT3), (0.0, 1 / _SQRT3),
           (-0.5, 0.5 / _SQRT3), (-0.5, -0.5 / _SQRT3))  # fmt: skip
"""Corners of a hex around its centre, in hex widths; y grows south."""


def ground(p: Projection, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Kilometres east and north of the focus."""
    east = (lon - p.focus_lon) * KM_PER_DEGREE * math.cos(math.radians(p.focus_lat))
    return east, (lat - p.focus_lat) * KM_PER_DEGREE


def degrees(p: Projection, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude; the inverse of `ground`."""
    lon = p.focus_lon + east / (KM_PER_DEGREE * math.cos(math.radians(p.focus_lat)))
    return lon, p.focus_lat + north / KM_PER_DEGREE


def lens(p: Projection, r: Floats) -> Floats:
    """Map distance from the focus of what lies `r` km away from it."""
    return r + (p.magnification - 1) * p.radius_km * np.tanh(r / p.radius_km)


def unlens(p: Projection, f: Floats) -> Floats:
    """Ground distance from the focus of what the map shows `f` km away from it.

    Newton's method from f / M, which lies left of the root: f is concave, so it climbs to the root
    without ever passing it.
    """
    m1, radius = p.magnification - 1, p.radius_km
    r = f / p.magnification
    for _ in range(_NEWTON_STEPS):
        t = np.tanh(r / radius)
        step = (f - r - m1 * radius * t) / (1 + m1 * (1 - t * t))
        r = r + step
        if not np.any(np.abs(step) > 1e-12):
            break
    return r


def to_map(p: Projection, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Hex widths east and south of the centre of hex (0, 0)."""
    r = np.hypot(east, north)
    scale = np.where(r > 0, lens(p, r) / np.where(r > 0, r, 1), p.magnification)
    return (east * scale - p.west_km) / p.hex_km, (p.north_km - north * scale) / p.hex_km


def from_map(p: Projection, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Kilometres east and north of the focus; the inverse of `to_map`."""
    mx, my = x * p.hex_km + p.west_km, p.north_km - y * p.hex_km
    f = np.hypot(mx, my)
    scale = np.where(f > 0, unlens(p, f) / np.where(f > 0, f, 1), 1 / p.magnification)
    return mx * scale, my * scale


def centres(cols: int, rows: int) -> tuple[Floats, Floats]:
    """[n] hex widths east and south of hex (0, 0), for every hex of a board."""
    row, col = np.divmod(np.arange(cols * rows), cols)
    return col + 0.5 * (row & 1), row * (_SQRT3 / 2)


def positions(p: Projection, cols: int, rows: int) -> tuple[Floats, Floats]:
    """[n] kilometres east and north of the focus of every hex's centre."""
    return from_map(p, *centres(cols, rows))


def areas_km2(p: Projection, cols: int, rows: int) -> Floats:
    """[n] true area of every hex: of the polygon of its six corners' true positions."""
    x, y = centres(cols, rows)
    corners = [from_map(p, x + dx, y + dy) for dx, dy in CORNERS]
    total = np.zeros(cols * rows)
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        total += ax * by - bx * ay
    return np.abs(total) / 2
