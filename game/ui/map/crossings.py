"""Bridges, fords and pontoons over river hexsides, as they stand now."""

from __future__ import annotations

import math
from functools import lru_cache

import pygame

from game.core.board import Crossing
from game.core.view import View
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.geometry import Geometry
from game.ui.palette import Palette

OVERSAMPLE = 4
BROKEN = (190, 38, 30)


class CrossingLayer:
    """Draws every crossing, and own works."""

    def __init__(self, palette: Palette, fonts: Fonts) -> None:
        self.palette = palette
        self.fonts = fonts

    def draw(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        """Draw those in the viewport; counters go over them."""
        g = camera.geometry
        port = camera.viewport.inflate(camera.width, camera.width)
        for crossing in view.crossings.values():
            at = camera.screen(*g.middle(crossing.edge))
            if port.collidepoint(at):
                (ax, ay), (bx, by) = g.centres[crossing.edge[0]], g.centres[crossing.edge[1]]
                angle = round(math.degrees(math.atan2(ay - by, bx - ax)))
                picture = symbol(self._kind(crossing), angle, camera.width, self.palette.ink)
                surface.blit(picture, picture.get_rect(center=at))

    def draw_works(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        """Draw the turns that own works still take, over the counters."""
        port = camera.viewport.inflate(camera.width, camera.width)
        for edge, turns in view.works.items():
            at = camera.screen(*camera.geometry.middle(edge))
            if port.collidepoint(at):
                self._work(surface, at, turns, camera.width)

    @staticmethod
    def boxes(view: View, geometry: Geometry, width: int) -> tuple[tuple[int, int, int, int], ...]:
        """What crossings take, in pixels from the map point (0, 0): left, top, width, height (memo)."""
        key = ("ui.crossings.boxes", width)
        found: tuple[tuple[int, int, int, int], ...] | None = view.memo.get(key)
        if found is None:
            size, at = round(0.8 * symbol_size(width)), map(geometry.middle, view.crossings)
            corners = ((round(x * width) - size // 2, round(y * width) - size // 2) for x, y in at)
            found = view.memo[key] = tuple((x, y, size, size) for x, y in corners)
        return found

    @staticmethod
    def _kind(crossing: Crossing) -> str:
        return "destroyed" if crossing.status == "destroyed" else crossing.kind

    def _work(self, surface: pygame.Surface, at: tuple[int, int], turns: int, width: int) -> None:
        size = max(10, round(0.2 * width))
        text = self.fonts.line(str(turns), round(size / self.fonts.scale), self.palette.ink, bold=True)
        pygame.draw.aacircle(surface, self.palette.ink, at, size * 0.75 + 1.5)
        pygame.draw.aacircle(surface, self.palette.accent, at, size * 0.75)
        surface.blit(text, text.get_rect(center=at))


def symbol_size(width: int) -> int:
    """Pixels of a crossing's way where hexes are `width` pixels wide."""
    return max(14, round(0.56 * width))


@lru_cache(maxsize=200)
def symbol(kind: str, angle: int, width: int, ink: tuple[int, int, int]) -> pygame.Surface:
    """A crossing whose way runs at `angle` degrees (counter-clockwise from east)."""
    size = symbol_size(width)
    s = size * OVERSAMPLE
    big = pygame.Surface((s, s), pygame.SRCALPHA)
    big.fill((*ink, 0))
    deck = (250, 244, 226)
    long, wide, thin = 0.40 * s, 0.12 * s, max(OVERSAMPLE, round(0.045 * s))
    c = s / 2
    if kind == "pontoon":
        for i in range(-2, 3):
            box = pygame.Rect(0, 0, round(0.1 * s), round(0.34 * s))
            box.center = (round(c + i * 0.17 * s), round(c))
            pygame.draw.rect(big, ink, box, border_radius=round(0.05 * s))
        pygame.draw.rect(big, deck, (c - long, c - wide * 0.55, 2 * long, wide * 1.1))
        pygame.draw.rect(big, ink, (c - long, c - wide * 0.55, 2 * long, wide * 1.1), max(2, thin // 2))
    elif kind == "ford":
        for i in range(-2, 3):
            pygame.draw.circle(big, ink, (c + i * 0.16 * s, c), 0.06 * s)
            pygame.draw.circle(big, deck, (c + i * 0.16 * s, c), 0.035 * s)
    else:
        broken = kind == "destroyed"
        gap = 0.13 * s if broken else 0
        for left, right in ((c - long, c - gap), (c + gap, c + long)):
            pygame.draw.rect(big, deck, (left, c - wide, right - left, 2 * wide))
            for side in (-1, 1):
                y = c + side * wide
                pygame.draw.line(big, ink, (left, y), (right, y), thin)
        for end in (-1, 1):
            for side in (-1, 1):
                a = (c + end * (long - thin / 2), c + side * wide)
                b = (c + end * (long + 0.08 * s), c + side * (wide + 0.1 * s))
                pygame.draw.line(big, ink, a, b, thin)
    turned = pygame.transform.rotate(big, angle)
    if kind == "destroyed":
        _cross_out(turned, s)
    return pygame.transform.smoothscale(
        turned, (round(turned.get_width() / OVERSAMPLE), round(turned.get_height() / OVERSAMPLE))
    )


def _cross_out(surface: pygame.Surface, s: int) -> None:
    """A cross that stands upright however the way runs."""
    x, y = surface.get_rect().center
    k = 0.17 * s
    for colour, thick in (((255, 250, 240), 0.15 * s), (BROKEN, 0.085 * s)):
        for sign in (-1, 1):
            a, b = (x - k, y - sign * k), (x + k, y + sign * k)
            pygame.draw.line(surface, colour, a, b, round(thick))
