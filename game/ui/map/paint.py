"""What one view adds to the ground: control, fog, districts, grid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.core.theatre import NOBODY, Theatre
from game.core.view import View
from game.ui.geometry import CORNERS, Geometry
from game.ui.map.fronts import Front, Fronts, first_fronts, fronts, meet, offset
from game.ui.map.lines import RIVER, Lines
from game.ui.map.model import Layers
from game.ui.map.shading import Grid, depths, shade, veil
from game.ui.map.strokes import Curve, Pen
from game.ui.map.tiles import FINE, RIM, SIZE, GroundTiles, Key
from game.ui.palette import Palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUIET_LINE = 150
"""Opacity of a line towards ground that is nobody's."""
CASED_FROM = 20
"""Hex width from which front lines have dark edges."""
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
        self._fronts: Fronts = {}
        self._band_curves: dict[tuple[int, int], list[tuple[int, Curve, bool]]] = {}
        """(hex width, `id` of a line) -> its two sides."""
        self._control: NDArray[np.int8] = np.zeros(0, dtype=np.int8)
        self._depth: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)
        self._drawn = self._control
        """The control whose fronts are known: most orders change none."""
        self._visible: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)
        self._near: dict[Key, bytes] = {}
        """Which lines run through a tile, and how."""
        self._liveries = [palette.livery(theatre, f) for f in theatre.faction_ids]

    def use(self, view: View, layers: Layers) -> None:
        """Paint this from now on."""
        self._layers = layers
        if layers.control and not np.array_equal(view.control, self._drawn):
            self._drawn = view.control
            self._fronts = fronts(
                self.geometry, view.control, self._fronts or first_fronts(self.geometry.board)
            )
            self._near.clear()
            self._depth = depths(self.theatre.board.neighbours, view.control)
            left = {id(front) for front in self._fronts.values()}
            self._band_curves = {k: band for k, band in self._band_curves.items() if k[1] in left}
        self._control, self._visible = view.control, view.visible
        self._flags = bytes((layers.control, layers.fog, layers.districts, layers.grid))

    def signature(self, key: Key) -> bytes:
        """What a tile would show."""
        hexes = self.ground.hexes(key)
        control = b""
        if self._layers.control:
            control = self._control[hexes].tobytes() + self._depth[hexes].tobytes() + self._lines_near(key)
        fog = np.packbits(self._visible[hexes]).tobytes() if self._layers.fog else b""
        return b"|".join((self._flags, control, fog))

    def _lines_near(self, key: Key) -> bytes:
        """Tells tiles apart through which lines run differently: a line bends for hexes further away than
        those that a tile shows.
        """
        found = self._near.get(key)
        if found is None:
            left, top = self.ground.corner(key)
            span = SIZE / key[0]
            box = (left - RIM, top - RIM, left + span + RIM, top + span + RIM)
            shapes = [shape for front in self._fronts.values() for shape in front.shapes(box)]
            found = self._near[key] = np.array(shapes, dtype=np.int64).tobytes()
        return found

    def paint(self, key: Key) -> pygame.Surface:
        """A ground tile with the layers that are on."""
        terrain, drawn = self.ground.get(key)
        surface = terrain.copy()
        grid = Grid(self.geometry, self.ground.corner(key), key[0])
        if self._layers.control:
            held = grid.holders(self._control, self._fronts.values())
            shade(surface, grid, held, self._depth, self._liveries)
        if self._layers.fog:
            veil(surface, grid, self._visible, self.palette.fog)
        surface.blit(drawn, (0, 0))
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
        """Both sides of every line between factions, each in its own colour, clear of the river. A line
        towards ground that is nobody's is no front: thin and pale.
        """
        band = max(1.4, min(0.055 * width, 5.0))
        bands = self._bands(pen, width, band)
        for faction, curve, quiet in bands:
            if quiet:
                pen.line(curve, (*self._liveries[faction].dark, QUIET_LINE), max(1.0, 0.45 * band) * FINE)
        for faction, curve, quiet in bands:
            if not quiet:
                if width >= CASED_FROM:
                    pen.line(curve, self._liveries[faction].dark, (band + 1.2) * FINE)
                pen.line(curve, self._liveries[faction].base, band * FINE)

    def _bands(self, pen: Pen, width: int, band: float) -> list[tuple[int, Curve, bool]]:
        """(faction number, its side of a line, whether nobody is beyond it) near a tile at this zoom."""
        out: list[tuple[int, Curve, bool]] = []
        box = (pen.left - RIM, pen.top - RIM, pen.right + RIM, pen.bottom + RIM)
        for front in (f for f in self._fronts.values() if meet(f.box, box)):
            key = (width, id(front))
            found = self._band_curves.get(key)
            if found is None:
                found = self._band_curves[key] = _sides(front, width, band)
            out += found
        return out


def _sides(front: Front, width: int, band: float) -> list[tuple[int, Curve, bool]]:
    """What `Painter._bands` says of one line."""
    river = max(2.2, RIVER * width) / 2 + max(0.8, 0.022 * width)
    quiet = NOBODY in (front.left, front.right)
    out = []
    for side, faction in ((1, front.left), (-1, front.right)):
        if faction != NOBODY:
            away = [side * (0.5 + (river - 0.5) * wet + band / 2) / width for wet in front.wet]
            out.append((faction, Curve(offset(front.points, away)), quiet))
    return out
