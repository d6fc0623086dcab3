"""The whole board in a corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.core.theatre import Theatre
from game.core.view import View
from game.ui.camera import Camera
from game.ui.geometry import geometry_of
from game.ui.map.ground import ground_of
from game.ui.map.lines import lines_of
from game.ui.palette import Colour, Palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNSEEN = (240, 180)
"""Size of a picture that is asked for before the map was on screen."""
TINT, VEIL = 0.5, 0.28
"""Shares of a faction's colour and of fog in the ground's."""


class Minimap:
    """Small picture of ground, control and known units; a click on it names a hex."""

    def __init__(self, theatre: Theatre, palette: Palette) -> None:
        self.theatre = theatre
        self.palette = palette
        self.geometry = geometry_of(theatre.board)
        self._lines = lines_of(theatre)
        self._ground = ground_of(theatre)
        self._view: View | None = None
        self._size = (0, 0)
        self._picture = self._base = pygame.Surface((1, 1))
        self._strokes: list[tuple[Colour, list[tuple[float, float]]]] = []
        self._cells: NDArray[np.int32] = np.zeros((0, 0), dtype=np.int32)

    def draw(
        self,
        surface: pygame.Surface,
        rect: pygame.Rect,
        view: View,
        camera: Camera,
        aim: tuple[float, float] | None = None,
    ) -> None:
        """Draw into `rect`, keeping the map's shape, with a frame around what the camera shows; with `aim`
        (a map point), a mark there and a frame around what the camera would show.
        """
        box = self.box(rect)
        if view is not self._view or box.size != self._size:
            self._paint(view, box)
        surface.fill(self.palette.table, rect)
        surface.blit(self._picture, box)
        west, north = camera.map_point(*camera.viewport.topleft)
        east, south = camera.map_point(*camera.viewport.bottomright)
        a, b = self._at(box, west, north), self._at(box, east, south)
        frame = pygame.Rect(round(a[0]), round(a[1]), round(b[0] - a[0]), round(b[1] - a[1])).clip(box)
        pygame.draw.rect(surface, self.palette.ink, frame.inflate(2, 2), 3)
        if aim is None:
            pygame.draw.rect(surface, self.palette.accent, frame, 1)
        else:
            self._mark(surface, box, frame, aim)
        pygame.draw.rect(surface, self.palette.panel_edge, box.inflate(2, 2), 1)

    def _mark(
        self, surface: pygame.Surface, box: pygame.Rect, frame: pygame.Rect, aim: tuple[float, float]
    ) -> None:
        """A cross, and the frame there."""
        x, y = self._at(box, *aim)
        there = frame.copy()
        there.center = (round(x), round(y))
        there.clamp_ip(box)
        pygame.draw.rect(surface, self.palette.ink, there.inflate(2, 2), 4)
        pygame.draw.rect(surface, self.palette.accent, there, 2)
        long = max(7, min(box.size) // 16)
        for colour, width, arm in ((self.palette.ink, 5, long + 1), (self.palette.accent, 2, long)):
            pygame.draw.line(surface, colour, (x - arm, y), (x + arm, y), width)
            pygame.draw.line(surface, colour, (x, y - arm), (x, y + arm), width)

    def picture(self, view: View) -> pygame.Surface:
        """The map alone, as large as it was drawn last."""
        if view is not self._view:
            size = self._size if self._size != (0, 0) else UNSEEN
            self._paint(view, self.box(pygame.Rect((0, 0), size)))
        return self._picture.copy()

    def hex_at(self, rect: pygame.Rect, x: float, y: float) -> int | None:
        """The hex under a screen position, for a minimap drawn into `rect`."""
        box, g = self.box(rect), self.geometry
        if not box.collidepoint(x, y):
            return None
        k = g.width / box.w
        return g.hex_at(g.west + (x - box.x) * k, g.north + (y - box.y) * k)

    def box(self, rect: pygame.Rect) -> pygame.Rect:
        """The part of `rect` that the map takes."""
        g = self.geometry
        k = min(rect.w / g.width, rect.h / g.height)
        box = pygame.Rect(0, 0, max(1, int(g.width * k)), max(1, int(g.height * k)))
        box.center = rect.center
        return box

    def _at(self, box: pygame.Rect, x: float, y: float) -> tuple[float, float]:
        g = self.geometry
        return box.x + (x - g.west) / g.width * box.w, box.y + (y - g.north) / g.height * box.h

    def _paint(self, view: View, box: pygame.Rect) -> None:
        if box.size != self._size:
            self._fit(box)
        self._view, self._size = view, box.size
        picture = self._base.copy()
        pixels = pygame.surfarray.array3d(picture).astype(np.float32)
        colours = [self.palette.livery(self.theatre, f).base for f in self.theatre.faction_ids]
        table = np.array([*colours, (0, 0, 0)], dtype=np.float32)
        held = view.control[self._cells]
        tint = (np.where(held >= 0, TINT, 0.0) * 1.0)[:, :, None].astype(np.float32)
        pixels += (table[held] - pixels) * tint
        veil = np.where(view.visible[self._cells], 0.0, VEIL)[:, :, None].astype(np.float32)
        pixels += (np.array(self.palette.fog, dtype=np.float32) - pixels) * veil
        pygame.surfarray.blit_array(picture, pixels.astype(np.uint8))
        for colour, points in self._strokes:
            pygame.draw.aalines(picture, colour, False, points)
        self._units(picture, view)
        self._picture = picture

    def _fit(self, box: pygame.Rect) -> None:
        """What only the size changes: ground, hexes under the pixels, rivers and borders."""
        self._cells = self._hexes(box)
        self._base = pygame.transform.smoothscale(self._ground.small, box.size)
        inner, self._strokes = self._base.get_rect(), []
        for colour, lines in (
            (self.palette.water_shine, self._lines.rivers),
            (self.palette.country, self._lines.country_borders),
        ):
            for line in lines:
                points = [self._at(inner, *p) for p in line.points[::3]]
                if len(points) > 1:
                    self._strokes.append((colour, points))

    def _hexes(self, box: pygame.Rect) -> NDArray[np.int32]:
        """[width, height] hex under each pixel."""
        g = self.geometry
        x = g.west + (np.arange(box.w, dtype=np.float32) + 0.5) * np.float32(g.width / box.w)
        y = g.north + (np.arange(box.h, dtype=np.float32) + 0.5) * np.float32(g.height / box.h)
        shape = (box.w, box.h)
        return g.hexes_at(np.broadcast_to(x[:, None], shape), np.broadcast_to(y[None, :], shape))

    def _units(self, picture: pygame.Surface, view: View) -> None:
        size = 2 if picture.get_width() < 260 else 3
        for unit in view.units.values():
            x, y = self._at(picture.get_rect(), *self.geometry.centres[unit.hex])
            dot = pygame.Rect(round(x) - size // 2, round(y) - size // 2, size, size)
            if size > 2:
                picture.fill(self.palette.ink, dot.inflate(2, 2))
            picture.fill(self.palette.livery(self.theatre, unit.faction).base, dot)
        for place in self.theatre.board.places.values():
            if place.population >= 50_000:
                x, y = self._at(picture.get_rect(), *self.geometry.centres[place.hex])
                pygame.draw.circle(picture, self.palette.paper, (x, y), size + 1, 1)
