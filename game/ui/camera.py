"""Which part of the map is on screen, and how large."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.core.board import Board
from game.ui.geometry import geometry_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVELS = (8, 10, 13, 17, 22, 28, 36, 46, 58, 72, 90, 112, 140, 176, 220)
"""Widths of a hex in pixels that zooming stops at: few, so that drawn tiles and counters can be kept."""
MOST, FIRST_MOST = 112, 90
"""Largest width, and that of a first look, in a window in which pixels are as large as they usually are."""
MARGIN = 60
"""Pixels of table that may show around the map."""


class Camera:
    """A viewport on the map. `x`, `y` (hex widths) is the map point at the viewport's middle."""

    def __init__(self, board: Board, viewport: pygame.Rect, width: int = 36) -> None:
        self.geometry = geometry_of(board)
        self.viewport = pygame.Rect(viewport)
        self.width = width
        """Pixels from flat side to flat side of a hex."""
        self.unit = 1.0
        """How much smaller than usual the window's pixels are, from 1: on a finer screen hexes take more."""
        self.x = self.geometry.width / 2 + self.geometry.west
        self.y = self.geometry.height / 2 + self.geometry.north

    @property
    def origin(self) -> tuple[int, int]:
        """Screen position of the map point (0, 0); whole pixels, so that tiles never shimmer."""
        return (
            self.viewport.centerx - round(self.x * self.width),
            self.viewport.centery - round(self.y * self.width),
        )

    def resize(self, viewport: pygame.Rect) -> None:
        """The window has another shape now."""
        self.viewport = pygame.Rect(viewport)
        self.pan(0, 0)

    def screen_of(self, h: int) -> tuple[int, int]:
        """Where a hex's centre is on screen."""
        return self.screen(*self.geometry.centres[h])

    def screen(self, x: float, y: float) -> tuple[int, int]:
        """Where a map point is on screen."""
        left, top = self.origin
        return left + round(x * self.width), top + round(y * self.width)

    def seen_of(self, hexes: Collection[int], slack: int = 0) -> list[tuple[int, int]]:
        """Where those of many hexes are whose centres are in the viewport or within `slack` pixels of it."""
        at = np.fromiter(hexes, dtype=np.int64, count=len(hexes))
        places = self.screens(np.stack((self.geometry.x[at], self.geometry.y[at]), axis=1))
        return [(x, y) for x, y in places[self.inside(places, slack)].tolist()]

    def screens(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """[..., 2] screen positions of map points."""
        out: NDArray[np.int64] = np.rint(points * self.width).astype(np.int64) + np.array(self.origin)
        return out

    def inside(self, at: NDArray[np.int64], slack: int = 0) -> NDArray[np.bool_]:
        """Whether screen positions ([k, 2]) are in the viewport or within `slack` pixels of it."""
        port = self.viewport.inflate(2 * slack, 2 * slack)
        x, y = at[:, 0], at[:, 1]
        out: NDArray[np.bool_] = (x >= port.left) & (x < port.right) & (y >= port.top) & (y < port.bottom)
        return out

    def map_point(self, x: float, y: float) -> tuple[float, float]:
        """The map point at a screen position."""
        left, top = self.origin
        return (x - left) / self.width, (y - top) / self.width

    def hex_at(self, x: float, y: float) -> int | None:
        """The hex at a screen position, None off the board or outside the viewport."""
        if not self.viewport.collidepoint(x, y):
            return None
        return self.geometry.hex_at(*self.map_point(x, y))

    def pan(self, dx: float, dy: float) -> None:
        """Drag the map by so many pixels (positive: content moves right and down)."""
        self.x -= dx / self.width
        self.y -= dy / self.width
        self._limit()

    def centre_on(self, h: int) -> None:
        """Bring a hex to the middle, as far as the map's edge allows."""
        self.x, self.y = self.geometry.centres[h]
        self._limit()

    def shows(self, h: int, inset: int = 0) -> bool:
        """Whether a hex's centre is in the viewport, at least `inset` pixels from its edge."""
        return self.viewport.inflate(-2 * inset, -2 * inset).collidepoint(self.screen_of(h))

    def zoom_at(self, x: float, y: float, factor: float) -> bool:
        """Zoom by about `factor`, at least one level, keeping the map point under (x, y) there.

        Returns whether anything changed.
        """
        wanted = self.width * factor
        if factor > 1:
            i = max(bisect_left(LEVELS, round(wanted)), bisect_right(LEVELS, self.width))
        else:
            i = min(bisect_right(LEVELS, round(wanted)), bisect_left(LEVELS, self.width)) - 1
        last = LEVELS.index(self.level(MOST * self.unit))
        return self.set_width(LEVELS[min(max(i, 0), last)], (x, y))

    def set_width(self, width: int, around: tuple[float, float] | None = None) -> bool:
        """Zoom to this hex width around a screen position (default: the middle)."""
        sx, sy = around or self.viewport.center
        before = self.map_point(sx, sy)
        changed = width != self.width
        self.width = width
        after = self.map_point(sx, sy)
        self.x += before[0] - after[0]
        self.y += before[1] - after[1]
        self._limit()
        return changed

    def fit(self, rect: pygame.Rect | None = None) -> None:
        """Show the whole map in the viewport (or in `rect`, which becomes the viewport)."""
        if rect is not None:
            self.viewport = pygame.Rect(rect)
        g = self.geometry
        self.width = max(4, int(min(self.viewport.w / g.width, self.viewport.h / g.height)))
        self.x, self.y = g.west + g.width / 2, g.north + g.height / 2

    @staticmethod
    def level(width: float) -> int:
        """The largest zoom level up to `width` pixels a hex."""
        return max((w for w in LEVELS if w <= width), default=LEVELS[0])

    def fit_hexes(self, hexes: list[int], margin: float = 2.0, largest: int = 0) -> None:
        """Show these hexes with a margin in hex widths around them, no larger than `largest` (by default, as
        suits a first look).
        """
        if not hexes:
            self.fit()
            return
        g = self.geometry
        xs = [g.centres[h][0] for h in hexes]
        ys = [g.centres[h][1] for h in hexes]
        wide, high = max(xs) - min(xs) + 2 * margin, max(ys) - min(ys) + 2 * margin
        fitting = int(min(self.viewport.w / wide, self.viewport.h / high))
        self.width = self.level(min(fitting, largest or FIRST_MOST * self.unit))
        self.x, self.y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        self._limit()

    def _limit(self) -> None:
        g = self.geometry
        self.x = _clamp(self.x, g.west, g.east, self.viewport.w / self.width, MARGIN / self.width)
        self.y = _clamp(self.y, g.north, g.south, self.viewport.h / self.width, MARGIN / self.width)


def _clamp(centre: float, low: float, high: float, extent: float, margin: float) -> float:
    """Keep a window of `extent` inside `low`..`high` widened by `margin`; centred if it is larger."""
    room = (high - low) + 2 * margin - extent
    if room <= 0:
        return (low + high) / 2
    return min(max(centre, low - margin + extent / 2), high + margin - extent / 2)
