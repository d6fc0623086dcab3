"""What one view adds to the ground: control, fog, districts, grid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.core.theatre import NOBODY, Theatre
from game.core.view import View
from game.ui.geometry import CORNERS, Geometry
from game.ui.map.fronts import Front, fronts, offset
from game.ui.map.lines import RIVER, Lines
from game.ui.map.model import Layers
from game.ui.map.strokes import Curve, Pen
from game.ui.map.tiles import FINE, SIZE, GroundTiles, Key
from game.ui.palette import Palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

TINT = 32
"""Opacity of control shading, of 255."""
HATCH = 40
"""Opacity of the hatching over it."""
VEIL = 54
"""Opacity of fog."""
GRID_FROM = 20
"""Hex width from which the grid is drawn."""


class Painter:
    """Paints tiles for the view and layers it was last given."""

    def __init__(self, theatre: Theatre, palette: Palette, ground: GroundTiles, lines: Lines) -> None:
        self.theatre = theatre
        self.palette = palette
        self.ground = ground
        self.lines = lines
        self.geometry: Geometry = ground.geometry
        self._flags = b""
        self._layers = Layers()
        self._fronts: list[Front] = []
        self._band_curves: dict[int, list[tuple[int, Curve]]] = {}
        self._control: NDArray[np.int8] = np.zeros(0, dtype=np.int8)
        self._visible: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)
        self._hatchings: dict[int, pygame.Surface] = {}
        self._liveries = [palette.livery(theatre, f) for f in theatre.faction_ids]

    def use(self, view: View, layers: Layers) -> None:
        """Paint this from now on."""
        self._layers = layers
        if layers.control and view.control is not self._control:
            self._fronts = fronts(self.geometry, view.control)
            self._band_curves.clear()
        self._control, self._visible = view.control, view.visible
        self._flags = bytes((layers.control, layers.fog, layers.districts, layers.grid))

    def signature(self, key: Key) -> bytes:
        """What a tile would show."""
        hexes = self.ground.hexes(key)
        control = self._control[hexes].tobytes() if self._layers.control else b""
        fog = np.packbits(self._visible[hexes]).tobytes() if self._layers.fog else b""
        return b"|".join((self._flags, control, fog))

    def paint(self, key: Key) -> pygame.Surface:
        """A ground tile with the layers that are on."""
        terrain, drawn = self.ground.get(key)
        surface = terrain.copy()
        cell, box = self._cells(key)
        if self._layers.control:
            self._shade(surface, cell, box)
        surface.blit(drawn, (0, 0))
        if self._layers.fog:
            self._veil(surface, cell, box)
        width = key[0]
        fine = pygame.Surface((SIZE * FINE, SIZE * FINE), pygame.SRCALPHA)
        left, top = self.ground.corner(key)
        pen = Pen(fine, left, top, width * FINE)
        if self._layers.grid and width >= GRID_FROM:
            self._grid(pen, self.ground.hexes(key).tolist(), width)
        if self._layers.districts:
            self._districts(pen, width)
        if self._layers.control:
            self._draw_fronts(pen, width)
        surface.blit(pygame.transform.smoothscale(fine, (SIZE, SIZE)), (0, 0))
        return surface

    def _cells(self, key: Key) -> tuple[NDArray[np.int32], pygame.Rect]:
        """Hex numbers on a coarse grid over the tile, and the rectangle of the tile it covers."""
        width = key[0]
        step = min(8, max(1, width // 6))
        left, top = self.ground.corner(key)
        count = SIZE // step + 3
        at = (np.arange(count, dtype=np.float32) - 0.5) * step / width
        x = np.broadcast_to((np.float32(left) + at)[None, :], (count, count))
        y = np.broadcast_to((np.float32(top) + at)[:, None], (count, count))
        return self.geometry.hexes_at(x, y), pygame.Rect(-step, -step, count * step, count * step)

    def _shade(self, surface: pygame.Surface, cell: NDArray[np.int32], box: pygame.Rect) -> None:
        control = self._control[cell]
        for i, livery in enumerate(self._liveries):
            mine = control == i
            if not mine.any():
                continue
            tint = _mask(mine, livery.base, TINT, box)
            surface.blit(tint, box)
            lines = self._hatching(livery.hatch).copy()
            lines.blit(_mask(mine, livery.dark, HATCH, box), box, special_flags=pygame.BLEND_RGBA_MULT)
            surface.blit(lines, (0, 0))

    def _veil(self, surface: pygame.Surface, cell: NDArray[np.int32], box: pygame.Rect) -> None:
        unseen = ~self._visible[cell]
        if unseen.any():
            surface.blit(_mask(unseen, self.palette.fog, VEIL, box), box)

    def _hatching(self, kind: int) -> pygame.Surface:
        """White strokes on nothing, one pattern a faction, that join from tile to tile."""
        found = self._hatchings.get(kind)
        if found is None:
            found = self._hatchings[kind] = pygame.Surface((SIZE, SIZE), pygame.SRCALPHA)
            found.fill((255, 255, 255, 0))
            white = (255, 255, 255, 255)
            for c in range(0, 2 * SIZE, 16):
                if kind == 0:
                    pygame.draw.aaline(found, white, (c, 0), (c - SIZE, SIZE))
                elif kind == 3:
                    pygame.draw.aaline(found, white, (c - SIZE, 0), (c, SIZE))
                elif kind == 1:
                    for r in range(0, SIZE, 16):
                        pygame.draw.circle(found, white, (c + 8 * (r // 16 % 2), r + 4), 1)
                else:
                    pygame.draw.line(found, white, (0, c // 2 * 2), (SIZE, c // 2 * 2))
        return found

    def _grid(self, pen: Pen, hexes: Iterable[int], width: int) -> None:
        colour = (*self.palette.grid, 54 if width >= 28 else 28)
        for h in hexes:
            x, y = self.geometry.centres[h]
            points = [pen.at((x + CORNERS[i][0], y + CORNERS[i][1])) for i in range(4)]
            pygame.draw.lines(pen.surface, colour, False, points, FINE)

    def _districts(self, pen: Pen, width: int) -> None:
        for line in self.lines.district_borders:
            thick = max(1.2, 0.03 * width) * FINE
            pen.dashes(line, (*self.palette.district, 215), thick, 0.16 * width * FINE, 0.09 * width * FINE)

    def _draw_fronts(self, pen: Pen, width: int) -> None:
        """Both sides of every line between factions, each in its own colour, clear of the river."""
        band = max(1.5, min(0.06 * width, 5.5))
        for faction, curve in self._bands(width, band):
            pen.line(curve, self._liveries[faction].dark, (band + 1.6) * FINE)
            pen.line(curve, self._liveries[faction].base, band * FINE)

    def _bands(self, width: int, band: float) -> list[tuple[int, Curve]]:
        """(faction number, its side of a front line) at this zoom."""
        found = self._band_curves.get(width)
        if found is None:
            found = self._band_curves[width] = []
            river = max(2.2, RIVER * width) / 2 + max(0.8, 0.022 * width)
            for front in self._fronts:
                for side, faction in ((1, front.left), (-1, front.right)):
                    if faction != NOBODY:
                        away = [side * (0.5 + (river - 0.5) * wet + band / 2) / width for wet in front.wet]
                        found.append((faction, Curve(offset(front.points, away))))
        return found


def _mask(
    where: NDArray[np.bool_], colour: tuple[int, int, int], opacity: int, box: pygame.Rect
) -> pygame.Surface:
    """`colour` where the coarse grid says so, soft at its edges, as large as `box`."""
    rows, cols = where.shape
    small = np.empty((rows, cols, 4), dtype=np.uint8)
    small[:, :, :3] = colour
    small[:, :, 3] = np.where(where, opacity, 0)
    picture = pygame.image.frombuffer(small.tobytes(), (cols, rows), "RGBA")
    return pygame.transform.smoothscale(picture, box.size)
