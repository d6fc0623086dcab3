"""The board's frame: which rectangle of the map the hexes cover, and which hex covers a spot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from game.core import hexes
from game.core.board import Projection
from game.scenario import projection as proj
from game.scenario.geodata import densify

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_EDGE_STEP = 0.01
"""Degrees between the points along the edges of the bounding box."""


@dataclass(frozen=True, eq=False)
class Frame:
    """A projection and the size of the board in it."""

    projection: Projection
    cols: int
    rows: int

    @property
    def size(self) -> int:
        """Number of hexes."""
        return self.cols * self.rows

    @cached_property
    def centres(self) -> tuple[Floats, Floats]:
        """[n] hex widths east and south of hex (0, 0)."""
        return proj.centres(self.cols, self.rows)

    @cached_property
    def degrees(self) -> tuple[Floats, Floats]:
        """[n] longitude and latitude of the hexes' centres."""
        return proj.degrees(self.projection, *self.ground)

    @cached_property
    def ground(self) -> tuple[Floats, Floats]:
        """[n] true kilometres east and north of the focus."""
        return proj.positions(self.projection, self.cols, self.rows)

    @cached_property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """For each hex its neighbours on the board, in the order of directions."""
        out = []
        for h in range(self.size):
            row, col = divmod(h, self.cols)
            around = (hexes.neighbour(col, row, d) for d in range(6))
            out.append(tuple(r * self.cols + c for c, r in around if self.covers(c, r)))
        return tuple(out)

    def covers(self, col: int, row: int) -> bool:
        """Whether the board has this column and row."""
        return 0 <= col < self.cols and 0 <= row < self.rows

    def to_map(self, lonlat: Floats) -> Floats:
        """[k, 2] hex widths east and south of hex (0, 0) of [k, 2] degrees."""
        east, north = proj.ground(self.projection, lonlat[:, 0], lonlat[:, 1])
        return np.column_stack(proj.to_map(self.projection, east, north))

    def to_ground(self, lonlat: Floats) -> Floats:
        """[k, 2] true kilometres east and north of the focus."""
        return np.column_stack(proj.ground(self.projection, lonlat[:, 0], lonlat[:, 1]))

    def hex_of(self, xy: Floats) -> int | None:
        """The hex around a point of the map, None off the board."""
        col, row = hexes.hex_at(float(xy[0]), float(xy[1]))
        return row * self.cols + col if self.covers(col, row) else None

    def nearest(self, xy: Floats) -> NDArray[np.int64]:
        """[n] all hexes, the nearest to a point of the map first, ties by number."""
        x, y = self.centres
        out: NDArray[np.int64] = np.argsort(np.round(np.hypot(x - xy[0], y - xy[1]), 6), kind="stable")
        return out

    def distance_km(self, line: Floats, step_km: float = 0.1) -> Floats:
        """[n] true kilometres from every hex's centre to a line in degrees."""
        points = densify(self.to_ground(line), step_km)
        east, north = self.ground
        best = np.full(self.size, np.inf)
        for chunk in np.array_split(points, max(1, len(points) // 256)):
            d = np.hypot(east[:, None] - chunk[:, 0], north[:, None] - chunk[:, 1]).min(axis=1)
            best = np.minimum(best, d)
        return best


def make_frame(bbox: Sequence[float], hex_km: float, focus: Sequence[float] | None) -> Frame:
    """The frame of a bounding box (west, south, east, north in degrees).

    `focus` is longitude, latitude, magnification and radius (km) of a lens; without one the scale is
    constant. The board is the rectangle in map space around the box, so a lens makes its corners show
    ground outside the box. Raises ValueError.
    """
    west, south, east, north = map(float, bbox)
    hex_km = float(hex_km)
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):
        raise ValueError(
            "the bounding box is west,south,east,north in degrees, west < east and south < north"
        )
    if not 0.05 <= hex_km <= 100:
        raise ValueError(f"a hex is 0.05 to 100 km wide, not {hex_km:g}")
    lon, lat, magnification, radius = map(float, focus or ((west + east) / 2, (south + north) / 2, 1, 1))
    if not (1 <= magnification <= 20 and 0.1 <= radius <= 1000):
        raise ValueError("a lens magnifies 1 to 20 times and has a radius of 0.1 to 1000 km")
    p = Projection(lon, lat, magnification, radius, hex_km, 0.0, 0.0)
    ring = np.array([[west, south], [east, south], [east, north], [west, north], [west, south]])
    points = densify(ring, _EDGE_STEP)
    x, y = proj.to_map(p, *proj.ground(p, points[:, 0], points[:, 1]))
    x, y = x * hex_km, -y * hex_km
    left, right, bottom, top = x.min(), x.max(), y.min(), y.max()
    cols = math.ceil((right - left) / hex_km)
    rows = math.ceil((top - bottom) / (hex_km * math.sqrt(3) / 2))
    if max(cols, rows) > 400:
        raise ValueError(f"that would be {cols} x {rows} hexes; choose a larger hex or a smaller box")
    x0 = (left + right) / 2 - (cols - 0.5) / 2 * hex_km
    y0 = (bottom + top) / 2 + (rows - 1) / 2 * hex_km * math.sqrt(3) / 2
    return Frame(
        Projection(lon, lat, magnification, radius, hex_km, round(float(x0), 3), round(float(y0), 3)),
        cols,
        rows,
    )
