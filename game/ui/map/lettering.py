"""Names of what has no single hex: districts, countries, rivers, and free lettering."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pygame

from game.core.theatre import Theatre
from game.ui.fonts import Fonts, step
from game.ui.geometry import Geometry
from game.ui.map.lines import Lines
from game.ui.map.placement import Room
from game.ui.palette import Palette

RIVER_NAME_EVERY = 150
"""Points of the river's curve between two of its names."""
DISTRICTS_FROM, LETTERING_FROM, RIVERS_FROM = 30, 10, 13
"""Hex widths."""
WITHIN = ((0.0, 0.0), (0.0, 0.34), (0.0, -0.34), (0.0, 0.5), (0.0, -0.5))
"""Where in a hex a district's name may stand, in hex widths from the middle."""


@dataclass(frozen=True)
class Label:
    """A picture and where its upper left corner is, in pixels from the map point (0, 0)."""

    picture: pygame.Surface
    x: int
    y: int


class Lettering:
    """Lays such names on what room the names of places have left."""

    def __init__(
        self, theatre: Theatre, geometry: Geometry, lines: Lines, palette: Palette, fonts: Fonts
    ) -> None:
        self.theatre = theatre
        self.geometry = geometry
        self.lines = lines
        self.palette = palette
        self.fonts = fonts

    def districts(self, width: int, room: Room) -> list[Label]:
        """Each once, in the hex of it nearest to its middle that has room."""
        board, out = self.theatre.board, []
        for i, zone in enumerate(board.zones):
            hexes = np.flatnonzero(board.zone == i + 1)
            if width < DISTRICTS_FROM or not zone.group or not hexes.size:
                continue
            picture = self._text(zone.name, step(min(14, 0.19 * width)), self.palette.district)
            x, y = self.geometry.x[hexes], self.geometry.y[hexes]
            near = hexes[np.argsort((x - x.mean()) ** 2 + (y - y.mean()) ** 2, kind="stable")]
            places = [self._pixel(h, width, dx, dy) for h in near.tolist() for dx, dy in WITHIN]
            out += _first(picture, places, room)
        return out

    def free(self, width: int, room: Room) -> list[Label]:
        """Lettering that the map file asks for."""
        board, out = self.theatre.board, []
        for text, h in board.labels.items() if width >= LETTERING_FROM else ():
            colour = self.palette.river_name if text in board.rivers else self.palette.lettering
            picture = self._text(text, step(min(17, 0.5 * width)), colour)
            x, y = self._pixel(h, width)
            inside = picture.get_rect(center=(x, y)).clamp(room.sheet).center
            out += _first(picture, [inside], room)
        return out

    def countries(self, width: int, room: Room) -> list[Label]:
        """Zones of no group, in spaced capitals."""
        board, out = self.theatre.board, []
        for i, zone in enumerate(board.zones):
            hexes = np.flatnonzero(board.zone == i + 1)
            if zone.group or hexes.size < 12:
                continue
            x, y = self.geometry.x[hexes], self.geometry.y[hexes]
            picture = self._text(
                " ".join(zone.name.upper()), step(min(22, 0.9 * width)), self.palette.country
            )
            middle = hexes[np.argmin((x - x.mean()) ** 2 + (y - y.mean()) ** 2)]
            out += _first(picture, [self._pixel(int(middle), width)], room)
        return out

    def rivers(self, width: int, room: Room) -> list[Label]:
        """The first river's name here and there along the longest stretch of river. Names of others
        are lettering of the map, as nothing says which stretch is whose.
        """
        names = self.theatre.board.rivers
        if not names or not self.lines.rivers or width < RIVERS_FROM:
            return []
        line = max((c.points for c in self.lines.rivers), key=len)
        size = step(min(22, 0.34 * width))
        flat = self._text(names[0], size, self.palette.river_name)
        out: list[Label] = []
        free_from = 12
        for i in range(12, len(line) - 12, 6):
            if i < free_from:
                continue
            (ax, ay), (bx, by) = line[i - 12], line[i + 12]
            angle = _readable(math.degrees(math.atan2(ay - by, bx - ax)))
            side = pygame.Vector2(0, -(0.2 * width + size * 0.55)).rotate(-angle)
            at = (round(line[i][0] * width + side.x), round(line[i][1] * width + side.y))
            box = pygame.Rect((0, 0), _turned(flat.get_size(), angle))
            box.center = at
            if room.take(box):
                picture = pygame.transform.rotozoom(flat, angle, 1.0)
                out.append(Label(picture, *picture.get_rect(center=at).topleft))
                free_from = i + RIVER_NAME_EVERY
        return out

    def _pixel(self, h: int, width: int, dx: float = 0.0, dy: float = 0.0) -> tuple[int, int]:
        x, y = self.geometry.centres[h]
        return round((x + dx) * width), round((y + dy) * width)

    def _text(self, text: str, size: int, colour: tuple[int, int, int]) -> pygame.Surface:
        line = self.fonts.line(text, size, colour, italic=True, halo=self.palette.halo, halo_width=1)
        return line.subsurface(line.get_bounding_rect())


def _first(picture: pygame.Surface, places: list[tuple[int, int]], room: Room) -> list[Label]:
    """The picture at the first of these middles that is free, if any is."""
    for at in places:
        box = picture.get_rect(center=at)
        if room.take(box):
            return [Label(picture, box.x, box.y)]
    return []


def _turned(size: tuple[int, int], angle: float) -> tuple[int, int]:
    """Width and height of the box around a rectangle turned by `angle` degrees."""
    c, s = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
    return math.ceil(size[0] * c + size[1] * s) + 2, math.ceil(size[0] * s + size[1] * c) + 2


def _readable(angle: float) -> float:
    """The same direction, never upside down."""
    turned = (angle + 180) % 360 - 180
    return turned - 180 if turned > 90 else turned + 180 if turned < -90 else turned
