"""Signs of means on the map, drawn large and made small. All of them read without colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import pygame

from game.ui.palette import Colour

OVERSAMPLE = 4
INK: Colour = (38, 34, 30)
PAPER: Colour = (246, 240, 226)
FIRE: Colour = (206, 84, 30)

Points = tuple[tuple[float, float], ...]

_PLANE: Points = (
    (0.0, -0.86), (0.1, -0.62), (0.12, -0.24), (0.86, 0.2), (0.86, 0.38), (0.12, 0.16), (0.09, 0.56),
    (0.34, 0.76), (0.34, 0.88), (0.0, 0.78),
)  # fmt: skip
"""Right half of an aircraft seen from above."""


class Pad:
    """A square to draw on, from -1 to 1 both ways."""

    def __init__(self, size: int) -> None:
        self.size = size * OVERSAMPLE
        self.surface = pygame.Surface((self.size, self.size), pygame.SRCALPHA)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point in pixels."""
        return (x + 1) * self.size / 2, (y + 1) * self.size / 2

    def long(self, length: float) -> int:
        """A length in pixels."""
        return max(1, round(length * self.size / 2))

    def disc(self, x: float, y: float, r: float, colour: Colour) -> None:
        """A filled circle."""
        pygame.draw.circle(self.surface, colour, self.at(x, y), self.long(r))

    def ring(self, r: float, colour: Colour, wide: float) -> None:
        """A circle around the middle."""
        pygame.draw.circle(self.surface, colour, self.at(0, 0), self.long(r), self.long(wide))

    def poly(self, points: Points, colour: Colour) -> None:
        """A filled polygon."""
        pygame.draw.polygon(self.surface, colour, [self.at(x, y) for x, y in points])

    def line(self, a: tuple[float, float], b: tuple[float, float], colour: Colour, wide: float) -> None:
        """A stroke."""
        pygame.draw.line(self.surface, colour, self.at(*a), self.at(*b), self.long(wide))

    def plate(self, colour: Colour) -> None:
        """A round plate with a dark rim."""
        self.disc(0, 0, 1.0, INK)
        self.disc(0, 0, 0.88, colour)


def _plane(pad: Pad, colour: Colour, scale: float = 0.72, up: float = 0.0) -> None:
    half = [(x * scale, y * scale + up) for x, y in _PLANE]
    pad.poly((*half, *((-x, y) for x, y in reversed(half))), colour)


def _support(pad: Pad, colour: Colour) -> None:
    pad.plate(colour)
    _plane(pad, PAPER)


def _interdiction(pad: Pad, colour: Colour) -> None:
    pad.plate(colour)
    pad.line((-0.75, 0.5), (0.75, 0.5), PAPER, 0.12)
    for x in (-0.4, 0.0, 0.4):
        pad.line((x - 0.14, 0.72), (x + 0.14, 0.28), PAPER, 0.12)
    _plane(pad, PAPER, 0.56, -0.26)


def _reconnaissance(pad: Pad, colour: Colour) -> None:
    pad.plate(colour)
    eye = (
        (-0.72, 0.0),
        (-0.35, -0.34),
        (0.0, -0.44),
        (0.35, -0.34),
        (0.72, 0.0),
        (0.35, 0.34),
        (0.0, 0.44),
        (-0.35, 0.34),
    )
    pad.poly(eye, PAPER)
    pad.disc(0, 0, 0.27, INK)
    pad.disc(0.08, -0.08, 0.1, PAPER)


def _crater(pad: Pad, _: Colour) -> None:
    rays = []
    for i in range(20):
        r = 1.0 if i % 2 == 0 else 0.62
        v = pygame.Vector2(0, -r).rotate(18 * i)
        rays.append((v.x, v.y))
    pad.poly(tuple(rays), INK)
    pad.poly(tuple((x * 0.84, y * 0.84) for x, y in rays), FIRE)
    pad.disc(0, 0, 0.4, INK)


def _mines(pad: Pad, _: Colour) -> None:
    for x, y in ((0.0, -0.42), (-0.5, 0.42), (0.5, 0.42)):
        for angle in (0, 60, 120):
            v = pygame.Vector2(0, 0.5).rotate(angle)
            pad.line((x - v.x, y - v.y), (x + v.x, y + v.y), PAPER, 0.26)
    for x, y in ((0.0, -0.42), (-0.5, 0.42), (0.5, 0.42)):
        pad.disc(x, y, 0.36, PAPER)
        for angle in (0, 60, 120):
            v = pygame.Vector2(0, 0.43).rotate(angle)
            pad.line((x - v.x, y - v.y), (x + v.x, y + v.y), INK, 0.1)
        pad.disc(x, y, 0.26, INK)


def _raid(pad: Pad, colour: Colour) -> None:
    pad.plate(colour)
    for side in (-1, 1):
        pad.line((-0.55 * side, 0.55), (0.55 * side, -0.55), PAPER, 0.16)
        pad.line((-0.62 * side, 0.2), (-0.2 * side, 0.62), PAPER, 0.12)


def _depot(pad: Pad, colour: Colour) -> None:
    box: Points = ((-0.86, -0.3), (0.0, -0.94), (0.86, -0.3), (0.86, 0.86), (-0.86, 0.86))
    pad.poly(box, INK)
    pad.poly(tuple((x * 0.84, y * 0.84) for x, y in box), colour)
    for y in (0.0, 0.36):
        pad.line((-0.48, y), (0.48, y), PAPER, 0.16)


def _effort(pad: Pad, colour: Colour) -> None:
    pad.line((-0.5, -0.95), (-0.5, 0.95), INK, 0.26)
    flag: Points = ((-0.5, -0.95), (0.95, -0.42), (-0.5, 0.14))
    pad.poly(flag, INK)
    pad.poly(((-0.38, -0.72), (0.62, -0.41), (-0.38, -0.06)), colour)


def _sighting(pad: Pad, colour: Colour) -> None:
    pad.disc(0, 0, 1.0, colour)
    pad.disc(0, 0, 0.8, PAPER)


_SIGNS: Mapping[str, Callable[[Pad, Colour], None]] = {
    "support": _support,
    "interdiction": _interdiction,
    "reconnaissance": _reconnaissance,
    "crater": _crater,
    "mines": _mines,
    "raid": _raid,
    "depot": _depot,
    "effort": _effort,
    "sighting": _sighting,
}


@lru_cache(maxsize=300)
def glyph(kind: str, size: int, colour: Colour) -> pygame.Surface:
    """A sign `size` pixels across. `colour` is that of whose it is. Do not write to it."""
    pad = Pad(size)
    _SIGNS[kind](pad, colour)
    return pygame.transform.smoothscale(pad.surface, (size, size))


@lru_cache(maxsize=200)
def site_glyph(status: str, size: int, colour: Colour) -> pygame.Surface:
    """A site without its letter: whole; rim broken if it is claimed destroyed; struck out if it is."""
    pad = Pad(size)
    diamond: Points = ((0, -1), (1, 0), (0, 1), (-1, 0))
    pad.poly(diamond, INK)
    pad.poly(tuple((x * 0.84, y * 0.84) for x, y in diamond), colour)
    pad.poly(tuple((x * 0.66, y * 0.66) for x, y in diamond), PAPER)
    if status == "claimed":
        for x, y in ((0.5, -0.5), (-0.5, 0.5), (0.5, 0.5), (-0.5, -0.5)):
            pad.line((x * 0.7, y * 0.7), (x * 1.3, y * 1.3), PAPER, 0.22)
    if status == "destroyed":
        for side in (-1, 1):
            pad.line((-0.8 * side, -0.8), (0.8 * side, 0.8), PAPER, 0.34)
        for side in (-1, 1):
            pad.line((-0.8 * side, -0.8), (0.8 * side, 0.8), FIRE, 0.2)
    return pygame.transform.smoothscale(pad.surface, (size, size))
