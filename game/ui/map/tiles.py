"""The map in square pictures that are drawn when they are first needed, and kept.

A *ground* tile shows what never changes; a *painted* one adds control, fog, districts and the grid as
of one view, and is made anew only if something that it shows has changed.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.core.theatre import Theatre
from game.ui.camera import LEVELS, Camera
from game.ui.geometry import Geometry
from game.ui.map.detail import SMALLEST, Detail
from game.ui.map.ground import Ground
from game.ui.map.lines import Lines
from game.ui.map.strokes import Pen
from game.ui.palette import Palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE = 256
"""Pixels of a tile's side."""
FINE = 2
"""Lines are drawn so many times larger and then shrunk, which smooths their edges."""
KEEP = 260
"""Tiles of each kind kept: a quarter of a megabyte each. More if the window needs more."""
RIM = 1.35
"""Hexes whose centres lie so many hex widths outside a tile still show on it."""
SHEET = 40
"""Most tiles of the whole map at a small scale, which are kept ready."""
REMEMBERED = 3
"""Scales of which stand-ins are made, the last ones."""
BUDGET_S, LATE_S = 0.005, 0.012
"""Seconds into a frame until which tiles are made; and until which one is that has never been."""

Key = tuple[int, int, int]
"""(hex width in pixels, column, row) of a tile."""


@dataclass
class Tile:
    """One picture and what it shows."""

    surface: pygame.Surface
    signature: bytes
    """Of everything that was drawn into it."""


def _tiles_of(geometry: Geometry, width: int) -> tuple[int, int]:
    """Columns and rows of tiles that the map takes at a hex width."""
    return int(geometry.width * width - 1) // SIZE + 1, int(geometry.height * width - 1) // SIZE + 1


def _sheet_width(geometry: Geometry) -> int:
    """The largest hex width at which the whole map takes no more than `SHEET` tiles."""
    return max(
        (w for w in LEVELS if math.prod(_tiles_of(geometry, w)) <= SHEET),
        default=LEVELS[0],
    )


class GroundTiles:
    """Terrain, rivers, roads and country borders."""

    def __init__(
        self, theatre: Theatre, geometry: Geometry, ground: Ground, lines: Lines, palette: Palette
    ) -> None:
        self.theatre = theatre
        self.palette = palette
        self.geometry = geometry
        self.ground = ground
        self.lines = lines
        self._details: OrderedDict[int, Detail] = OrderedDict()
        self._kept: OrderedDict[Key, tuple[pygame.Surface, pygame.Surface]] = OrderedDict()
        self._hexes: dict[Key, NDArray[np.int32]] = {}

    def get(self, key: Key) -> tuple[pygame.Surface, pygame.Surface]:
        """The tile's terrain, and its lines on nothing; drawn now if need be. Do not write to them."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._draw(key)
            if len(self._kept) > KEEP:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return found

    def rough(self, key: Key) -> pygame.Surface:
        """The ground's colour only, for a frame that has no time for more."""
        width, col, row = key
        return self.ground.part(col * SIZE, row * SIZE, SIZE, width)

    def corner(self, key: Key) -> tuple[float, float]:
        """Map point of a tile's upper left pixel."""
        width, col, row = key
        return self.geometry.west + col * SIZE / width, self.geometry.north + row * SIZE / width

    def hexes(self, key: Key) -> NDArray[np.int32]:
        """Hexes that a tile shows at least a corner of."""
        found = self._hexes.get(key)
        if found is None:
            left, top = self.corner(key)
            span = SIZE / key[0]
            g = self.geometry
            near = (
                (g.x > left - RIM) & (g.x < left + span + RIM) & (g.y > top - RIM) & (g.y < top + span + RIM)
            )
            found = self._hexes[key] = np.flatnonzero(near).astype(np.int32)
        return found

    def _detail(self, width: int) -> Detail:
        found = self._details.get(width)
        if found is None:
            board = self.theatre.board
            found = self._details[width] = Detail(self.theatre.ruleset, board.terrains, width)
            if len(self._details) > 4:
                self._details.popitem(last=False)
        return found

    def _draw(self, key: Key) -> tuple[pygame.Surface, pygame.Surface]:
        width = key[0]
        out = self.rough(key)
        left, top = self.corner(key)
        if width >= SMALLEST:
            self._stamp(out, key, left, top)
        fine = pygame.Surface((SIZE * FINE, SIZE * FINE), pygame.SRCALPHA)
        self.lines.draw_ground(Pen(fine, left, top, width * FINE), width, self.palette)
        return out, pygame.transform.smoothscale(fine, (SIZE, SIZE))

    def _stamp(self, out: pygame.Surface, key: Key, left: float, top: float) -> None:
        width = key[0]
        detail, terrain = self._detail(width), self.theatre.board.terrain
        stamps = []
        for h in self.hexes(key).tolist():
            x, y = self.geometry.centres[h]
            picture = detail.stamp(int(terrain[h]), h)
            half = picture.get_width() / 2
            stamps.append((picture, (round((x - left) * width - half), round((y - top) * width - half))))
        out.fblits(stamps)


class PaintedTiles:
    """Ground tiles with one view's changing layers on them."""

    def __init__(self, ground: GroundTiles, paint: Callable[[Key], pygame.Surface]) -> None:
        self.ground = ground
        self.paint = paint
        self._kept: OrderedDict[Key, Tile] = OrderedDict()
        self._widths: list[int] = []
        """Hex widths that were shown, the last one first."""
        self._sheet = _sheet_width(ground.geometry)

    def show(
        self,
        surface: pygame.Surface,
        camera: Camera,
        signature: Callable[[Key], bytes],
        *,
        patient: bool,
        since: float,
    ) -> bool:
        """Put all tiles in the camera's viewport on the surface. Returns whether all are up to date;
        with `patient` they are made so, however long it takes. `since`: when the frame's drawing began.
        """
        left, top = self._origin(camera)
        port, cols, rows = self._span(camera)
        if self._widths[:1] != [camera.width]:
            others = [w for w in (*self._widths, self._sheet) if w != camera.width]
            self._widths = [camera.width, *dict.fromkeys(others)][:REMEMBERED]
        clip = surface.get_clip()
        surface.set_clip(clip.clip(port))
        made, complete = 0, True
        for row in rows:
            for col in cols:
                key = (camera.width, col, row)
                tile, wanted = self._kept.get(key), signature(key)
                if tile is None or tile.signature != wanted:
                    spent = time.perf_counter() - since
                    if patient or spent < BUDGET_S or (tile is None and made == 0 and spent < LATE_S):
                        tile = self._make(key, wanted)
                        made += 1
                    else:
                        complete = False
                        tile = tile or self._rough(key)
                self._kept.move_to_end(key)
                surface.blit(tile.surface, (left + col * SIZE, top + row * SIZE))
        surface.set_clip(clip)
        if complete and not made:
            self._ahead(camera.width, cols, rows, signature)
        while len(self._kept) > max(KEEP, 2 * (len(rows) + 2) * (len(cols) + 2)):
            self._kept.popitem(last=False)
        return complete

    def _origin(self, camera: Camera) -> tuple[int, int]:
        """Screen position of the map's upper left corner."""
        g, (x, y) = self.ground.geometry, camera.origin
        return x + round(g.west * camera.width), y + round(g.north * camera.width)

    def _span(self, camera: Camera) -> tuple[pygame.Rect, range, range]:
        """The part of the viewport that the map covers, columns and rows of its tiles."""
        left, top = self._origin(camera)
        g = self.ground.geometry
        sheet = pygame.Rect(left, top, round(g.width * camera.width), round(g.height * camera.width))
        port = camera.viewport.clip(sheet)
        cols = range((port.left - left) // SIZE, (port.right - left - 1) // SIZE + 1)
        rows = range((port.top - top) // SIZE, (port.bottom - top - 1) // SIZE + 1)
        return port, cols, rows

    def _ahead(self, width: int, cols: range, rows: range, signature: Callable[[Key], bytes]) -> None:
        """Make one missing tile beside those in sight, so that panning finds it ready."""
        g = self.ground.geometry
        all_cols, all_rows = _tiles_of(g, width)
        for row in range(max(0, rows.start - 1), min(all_rows, rows.stop + 1)):
            for col in range(max(0, cols.start - 1), min(all_cols, cols.stop + 1)):
                key = (width, col, row)
                if key not in self._kept:
                    self._make(key, signature(key))
                    return
        self._refresh_sheet(signature)

    def _refresh_sheet(self, signature: Callable[[Key], bytes]) -> None:
        """Make or renew one tile of the whole map at a small scale, of which stand-ins are made."""
        cols, rows = _tiles_of(self.ground.geometry, self._sheet)
        for key in ((self._sheet, col, row) for row in range(rows) for col in range(cols)):
            tile, wanted = self._kept.get(key), signature(key)
            if tile is None or tile.signature != wanted:
                self._make(key, wanted)
                return
            self._kept.move_to_end(key)

    def _rough(self, key: Key) -> Tile:
        """A stand-in that is never up to date: the same ground as it was shown last at another scale, else
        its colours only.
        """
        found = (self._rescaled(key, width) for width in (*self._widths[1:], self._sheet))
        surface = next((s for s in found if s is not None), None) or self.ground.rough(key)
        tile = self._kept[key] = Tile(surface, b"")
        return tile

    def _rescaled(self, key: Key, width: int) -> pygame.Surface | None:
        """A tile made of those at another hex width; None if one of these is missing."""
        k = key[0] / width
        side = SIZE / k
        left, top = key[1] * side, key[2] * side
        cols, rows = _tiles_of(self.ground.geometry, width)
        across = range(int(left // SIZE), min(cols, int((left + side) // SIZE) + 1))
        down = range(int(top // SIZE), min(rows, int((top + side) // SIZE) + 1))
        parts = [((width, col, row), self._kept.get((width, col, row))) for row in down for col in across]
        if not parts or any(tile is None or not tile.signature for _, tile in parts):
            return None
        out = pygame.Surface((SIZE, SIZE))
        for (_, col, row), tile in parts:
            assert tile is not None
            x, y = round((col * SIZE - left) * k), round((row * SIZE - top) * k)
            whole = pygame.Rect(x, y, round(SIZE * k), round(SIZE * k))
            shown = whole.clip(out.get_rect())
            inner = pygame.Rect((shown.x - x) / k, (shown.y - y) / k, shown.w / k + 1, shown.h / k + 1)
            inner = inner.clip(tile.surface.get_rect())
            if shown.w and shown.h and inner.w and inner.h:
                out.blit(pygame.transform.smoothscale(tile.surface.subsurface(inner), shown.size), shown)
        return out

    def _make(self, key: Key, signature: bytes) -> Tile:
        tile = self._kept[key] = Tile(self.paint(key), signature)
        return tile
