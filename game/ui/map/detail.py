"""Small drawings in each hex by its terrain: field strips, hachures, houses. Drawn once per zoom."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pygame

from game.core.ruleset import Ruleset
from game.ui.palette import Colour, mix, parse

VARIANTS = 10
"""Drawings of one terrain; which one a hex shows follows from its number."""
OVERSAMPLE = 3
STREETS = ((6.5 / 53, math.sqrt(3) / 2 / 53), (-1 / 53, 4 * math.sqrt(3) / 53))
"""Steps, in hex widths, from one street block to the next along a street and across. The next hex to the east
is 8 of the first less 1 of the second away, that to the south-east 5 and 6 of them.
"""
SMALLEST = 12
"""Hex width below which details would be noise."""

Draw = Callable[[pygame.Surface, random.Random, float, Colour], None]


class Detail:
    """Stamps by terrain for one hex width."""

    def __init__(self, rules: Ruleset, terrains: tuple[str, ...], width: int) -> None:
        self.width = width
        self._kinds = [(name, style(rules, name), parse(rules.terrain[name].colour)) for name in terrains]
        self._stamps: dict[tuple[int, int], pygame.Surface] = {}

    def stamp(self, terrain: int, h: int) -> pygame.Surface:
        """The drawing for hex `h`; its middle goes on the hex's centre."""
        key = (terrain, (h * 2654435761 >> 7) % VARIANTS)
        found = self._stamps.get(key)
        if found is None:
            name, draw, colour = self._kinds[terrain]
            rng = random.Random(f"{name} {key[1]}")  # noqa: S311
            found = self._stamps[key] = _stamp(draw, rng, self.width, colour)
        return found


def style(rules: Ruleset, terrain: str) -> Draw:
    """How a terrain is drawn: by its name if it is a common one, else by what it does."""
    known: dict[str, Draw] = {
        "hills": _hills, "farmland": _fields, "village": _village, "town": _town, "city": _city,
        "desert": _stipple, "lake": _waves,
    }  # fmt: skip
    if terrain in known:
        return known[terrain]
    kind = rules.terrain[terrain]
    if terrain in rules.lake_terrains:
        return _waves
    if kind.built_up:
        return _town
    if kind.shift < 0:
        return _hills
    return _fields if kind.cover < 0.8 else _stipple


def _stamp(draw: Draw, rng: random.Random, width: int, colour: Colour) -> pygame.Surface:
    size = math.ceil(width * 1.16)
    big = pygame.Surface((size * OVERSAMPLE, size * OVERSAMPLE), pygame.SRCALPHA)
    big.fill((*colour, 0))
    draw(big, rng, width * OVERSAMPLE, colour)
    return pygame.transform.smoothscale(big, (size, size))


def _inside(rng: random.Random, reach: float) -> tuple[float, float]:
    """A point within `reach` (hex widths) of the middle."""
    a, r = rng.uniform(0, math.tau), reach * math.sqrt(rng.random())
    return r * math.cos(a), r * math.sin(a)


def _at(surface: pygame.Surface, w: float, x: float, y: float) -> tuple[float, float]:
    mx, my = surface.get_rect().center
    return mx + x * w, my + y * w


def _box(
    surface: pygame.Surface, w: float, centre: tuple[float, float], size: tuple[float, float], angle: float,
    colour: tuple[int, int, int, int],
) -> None:  # fmt: skip
    """A turned rectangle, measures in hex widths."""
    c, s = math.cos(angle), math.sin(angle)
    hx, hy = size[0] / 2, size[1] / 2
    corners = ((-hx, -hy), (hx, -hy), (hx, hy), (-hx, hy))
    points = [_at(surface, w, centre[0] + x * c - y * s, centre[1] + x * s + y * c) for x, y in corners]
    pygame.draw.polygon(surface, colour, points)


def _stipple(surface: pygame.Surface, rng: random.Random, w: float, colour: Colour) -> None:
    dark = mix(colour, (110, 80, 40), 0.5)
    for _ in range(rng.randint(5, 10)):
        x, y = _at(surface, w, *_inside(rng, 0.48))
        pygame.draw.circle(surface, (*dark, 85), (x, y), max(1.0, 0.011 * w))
    if rng.random() < 0.3:
        x, y = _at(surface, w, *_inside(rng, 0.3))
        box = pygame.Rect(0, 0, round(0.26 * w), round(0.09 * w))
        box.center = (round(x), round(y))
        pygame.draw.arc(surface, (*dark, 70), box, 0.2, 2.9, max(1, round(0.014 * w)))


def _hills(surface: pygame.Surface, rng: random.Random, w: float, colour: Colour) -> None:
    """Hachures: strokes down both sides of a short crest, longer on the side away from the light."""
    dark = (*mix(colour, (70, 44, 20), 0.7), 105)
    for _ in range(rng.randint(1, 2)):
        (cx, cy), turn = _inside(rng, 0.2), rng.uniform(-0.5, 0.9)
        along, down = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
        half, sag, count = rng.uniform(0.16, 0.26), rng.uniform(-0.06, 0.06), 9
        for i in range(count):
            t = 2 * i / (count - 1) - 1
            bow = sag * (1 - t * t)
            x, y = cx + along[0] * t * half + down[0] * bow, cy + along[1] * t * half + down[1] * bow
            for side, reach in ((1, 0.105), (-1, 0.06)):
                long = reach * (1.15 - 0.55 * abs(t)) * rng.uniform(0.85, 1.15)
                dx = down[0] * side * long + along[0] * t * 0.045
                dy = down[1] * side * long + along[1] * t * 0.045
                gap = (down[0] * side * 0.018, down[1] * side * 0.018)
                a, b = (x + gap[0], y + gap[1]), (x + dx, y + dy)
                pygame.draw.line(
                    surface, dark, _at(surface, w, *a), _at(surface, w, *b), max(1, round(0.013 * w))
                )


def _fields(surface: pygame.Surface, rng: random.Random, w: float, colour: Colour) -> None:
    angle = rng.choice((-0.5, -0.2, 0.15, 0.45)) + rng.uniform(-0.08, 0.08)
    tones = (
        mix(colour, (96, 128, 52), 0.5), mix(colour, (206, 190, 110), 0.55), mix(colour, (128, 148, 76), 0.5),
        mix(colour, (226, 214, 160), 0.4),
    )  # fmt: skip
    c, s = math.cos(angle), math.sin(angle)
    for row in range(-2, 3):
        x = -0.5 + rng.uniform(0, 0.1)
        while x < 0.5:
            long = rng.uniform(0.12, 0.3)
            mid = (x + long / 2, row * 0.19)
            place = (mid[0] * c - mid[1] * s, mid[0] * s + mid[1] * c)
            if math.hypot(*place) < 0.43 and rng.random() < 0.8:
                _box(surface, w, place, (long * 0.94, 0.175), angle, (*rng.choice(tones), 112))
            x += long


def _houses(
    surface: pygame.Surface, rng: random.Random, w: float, count: int, reach: float, colour: Colour
) -> None:
    wall = mix(colour, (66, 50, 44), 0.72)
    for _ in range(count):
        x, y = _inside(rng, reach)
        size = (rng.uniform(0.05, 0.085), rng.uniform(0.045, 0.065))
        _box(surface, w, (x, y), size, rng.choice((0.2, 0.2 + math.pi / 2, -0.3)), (*wall, 190))


def _village(surface: pygame.Surface, rng: random.Random, w: float, colour: Colour) -> None:
    _houses(surface, rng, w, rng.randint(13, 18), 0.34, colour)


def _blocks(
    surface: pygame.Surface, rng: random.Random, w: float, colour: Colour, share: float, rim: float
) -> None:
    """Street blocks, `share` of them built up, within `rim` of the hex. They lie on one grid for the whole
    map, so that streets run on from hex to hex: whole steps of it lead from any hex to its neighbours.
    """
    (ux, uy), (vx, vy) = STREETS
    long, deep = math.hypot(ux, uy), math.hypot(vx, vy)
    for i in range(-7, 8):
        for j in range(-7, 8):
            x, y = (i + 0.5) * ux + (j + 0.5) * vx, (i + 0.5) * uy + (j + 0.5) * vy
            if max(abs(x), abs(x) / 2 + abs(y) * math.sqrt(3) / 2) > 0.5 * rim or rng.random() > share:
                continue
            tone = mix(mix(colour, (62, 50, 50), 0.5), (126, 88, 70), rng.uniform(0, 0.5))
            size = (long * rng.uniform(0.66, 0.86), deep * rng.uniform(0.6, 0.82))
            _box(surface, w, (x, y), size, math.atan2(uy, ux), (*tone, 175))


def _town(surface: pygame.Surface, rng: random.Random, w: float, colour: Colour) -> None:
    _blocks(surface, rng, w, colour, 0.74, 0.92)


def _city(surface: pygame.Surface, rng: random.Random, w: float, colour: Colour) -> None:
    _blocks(surface, rng, w, colour, 0.93, 1.0)


def _waves(surface: pygame.Surface, rng: random.Random, w: float, colour: Colour) -> None:
    light = mix(colour, (255, 255, 255), 0.45)
    for _ in range(3):
        x, y = _at(surface, w, *_inside(rng, 0.36))
        pygame.draw.line(
            surface, (*light, 120), (x - 0.07 * w, y), (x + 0.07 * w, y), max(1, round(0.014 * w))
        )
