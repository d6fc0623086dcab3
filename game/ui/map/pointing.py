"""What the player points at: reach, path, targets, the hex under the cursor, a fight going on."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pygame

from game.core.view import View
from game.ui.camera import Camera
from game.ui.fonts import SIZES, Fonts
from game.ui.geometry import Geometry
from game.ui.map.model import Clash, Selection
from game.ui.map.shapes import Segments, arrow, filled_hex, hex_ring, outline, put_hexes, put_segments
from game.ui.palette import Palette


class PointingLayer:
    """Draws a `Selection`."""

    def __init__(self, geometry: Geometry, palette: Palette, fonts: Fonts) -> None:
        self.geometry = geometry
        self.palette = palette
        self.fonts = fonts
        self._reach: object = None
        self._outline: Segments = np.zeros((0, 2, 2))

    def draw_low(self, surface: pygame.Surface, view: View, camera: Camera, selection: Selection) -> None:
        """What lies under the counters."""
        if selection.reach:
            self._draw_reach(surface, view, camera, selection)
        for h in selection.marked:
            hex_ring(surface, camera, h, self.palette.ink, max(5, camera.width // 9), 0.0)
            hex_ring(surface, camera, h, self.palette.accent, max(3, camera.width // 14), 0.01)
        if selection.targets:
            picture = filled_hex(camera.width, self.palette.target, 105)
            put_hexes(surface, camera, selection.targets, picture)

    def draw_high(self, surface: pygame.Surface, camera: Camera, selection: Selection) -> None:
        """What lies over them."""
        if selection.hover is not None:  # below the words about a way there
            thin = 1 if camera.width < 22 else 2
            hex_ring(surface, camera, selection.hover, self.palette.ink, thin + 2, 0.0)
            hex_ring(surface, camera, selection.hover, self.palette.halo, thin, 0.01)
        if len(selection.path) > 1:
            self._path(surface, camera, selection)
        for h in selection.targets:
            self._reticle(surface, camera, h, strong=h == selection.aim)
        if selection.aim is not None:
            self._arrows(surface, camera, selection)
        if selection.clash:
            self._clash(surface, camera, selection.clash)

    def _draw_reach(self, surface: pygame.Surface, view: View, camera: Camera, selection: Selection) -> None:
        unit = view.units.get(selection.unit)
        region = [*selection.reach, unit.hex] if unit else list(selection.reach)
        if self._reach is not selection.reach:
            self._reach = selection.reach
            self._outline = outline(self.geometry, region)
        free = [h for h, r in selection.reach.items() if not r.halts]
        halts = [h for h, r in selection.reach.items() if r.halts]
        put_hexes(surface, camera, free, filled_hex(camera.width, self.palette.reach, 88))
        put_hexes(surface, camera, halts, filled_hex(camera.width, self.palette.reach, 40))
        for at in camera.seen_of(halts):
            r = max(2, camera.width // 14)
            pygame.draw.circle(surface, self.palette.halo, at, r + 1 + camera.width // 40)
            pygame.draw.circle(surface, self.palette.zone, at, r)
        put_segments(surface, camera, self._outline, self.palette.ink, max(3, camera.width // 14 + 2))
        put_segments(surface, camera, self._outline, self.palette.reach, max(1, camera.width // 18))

    def _path(self, surface: pygame.Surface, camera: Camera, selection: Selection) -> None:
        points = [camera.screen_of(h) for h in selection.path]
        thick = max(3, round(0.1 * camera.width))
        for grow, colour in ((4, self.palette.ink), (0, self.palette.accent)):
            for a, b in pairwise(points[:-1]):
                pygame.draw.line(surface, colour, a, b, thick + grow)
                pygame.draw.circle(surface, colour, b, (thick + grow) / 2)
        arrow(surface, points[-2], points[-1], self.palette.accent, self.palette.ink, thick)
        if selection.path_label:
            upwards = points[-1][1] < points[-2][1]  # the way comes from below: the words go above
            self._tag(surface, selection.path_label, points[-1], camera.width, above=upwards)

    def _tag(
        self, surface: pygame.Surface, text: str, at: tuple[int, int], width: int, *, above: bool = False
    ) -> None:
        """Words on a dark plate below a hex, or above it."""
        words = self.fonts.line(text, SIZES["small"], self.palette.halo, bold=True)
        away = round(0.5 * width)
        place = {"midbottom": (at[0], at[1] - away)} if above else {"midtop": (at[0], at[1] + away)}
        plate = words.get_rect(**place).inflate(10, 4)
        plate.clamp_ip(surface.get_clip())
        pygame.draw.rect(surface, self.palette.ink, plate, border_radius=4)
        surface.blit(words, words.get_rect(center=plate.center))

    def _reticle(self, surface: pygame.Surface, camera: Camera, h: int, *, strong: bool) -> None:
        x, y = camera.screen_of(h)
        if not camera.viewport.inflate(camera.width, camera.width).collidepoint(x, y):
            return
        r = 0.5 * camera.width
        thick = max(2, camera.width // (11 if strong else 18))
        p = self.palette
        for colour, grow in ((p.ink, 4), (p.halo, 2), (p.target, 0)):
            for sx in (-1, 1):
                for sy in (-1, 1):
                    a = (x + sx * r * 0.95, y + sy * r * 0.95)
                    for b in ((x + sx * r * 0.5, a[1]), (a[0], y + sy * r * 0.5)):
                        pygame.draw.line(surface, colour, a, b, thick + grow)

    def _arrows(self, surface: pygame.Surface, camera: Camera, selection: Selection) -> None:
        if selection.aim is None:
            return
        to = camera.screen_of(selection.aim)
        for h in selection.batteries:
            a = camera.screen_of(h)
            pygame.draw.line(surface, self.palette.halo, a, to, max(4, camera.width // 12))
            pygame.draw.line(surface, self.palette.target, a, to, max(2, camera.width // 22))
        for h in selection.supporters:
            a = camera.screen_of(h)
            start, end = _between(a, to, 0.32), _between(a, to, 0.62)
            arrow(surface, start, end, self.palette.target, self.palette.halo, max(4, 0.13 * camera.width))

    def _clash(self, surface: pygame.Surface, camera: Camera, clash: Clash) -> None:
        to = camera.screen_of(clash.target)
        for h in clash.origins:
            a = camera.screen_of(h)
            end = _between(a, to, 0.35 + 0.45 * min(1.0, clash.fraction * 1.6))
            arrow(
                surface,
                _between(a, to, 0.3),
                end,
                self.palette.target,
                self.palette.halo,
                0.14 * camera.width,
            )
        r = camera.width * (0.25 + 0.3 * clash.fraction)
        burst = [
            pygame.Vector2(0, -r * (1.0 if i % 2 == 0 else 0.55)).rotate(22.5 * i + 11) + to
            for i in range(16)
        ]
        pygame.draw.polygon(surface, self.palette.target, burst)
        pygame.draw.polygon(surface, self.palette.halo, burst, 2)
        if clash.text:
            self._tag(surface, clash.text, to, camera.width)


def _between(a: tuple[int, int], b: tuple[int, int], t: float) -> tuple[float, float]:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
