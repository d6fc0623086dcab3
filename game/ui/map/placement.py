"""Room for lettering: boxes that are taken, and where around a point one may still go."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pygame

NEAR = (
    (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (1.0, 0.8), (1.0, -0.8), (-1.0, 0.8), (-1.0, -0.8),
)  # fmt: skip
"""Sides on which a name may touch what it names, the best first (Imhof 1975: right before left)."""
RINGS = (0.9, 1.5, 2.1, 2.8, 3.6, 4.5)
"""Hex widths from the point at which a name with a leader begins."""
LEAST_RING = 14
"""Pixels between rings where hexes are smaller than that."""
DIRECTIONS = 12
AROUND = (4, 2)
"""Pixels that stay free around a box, both sides together."""


class Spot(NamedTuple):
    """Where a label may go."""

    box: pygame.Rect
    led: bool
    """So far away that a leader must say what it names."""


class Room:
    """A sheet in pixels, with what is taken on it. Boxes never overlap and never leave the sheet."""

    def __init__(self, sheet: pygame.Rect, taken: Iterable[pygame.Rect] = ()) -> None:
        self.sheet = sheet
        self.taken = list(taken)

    def take(self, box: pygame.Rect, around: tuple[int, int] = AROUND) -> bool:
        """Take the box if it is free and `around` it so many pixels, both sides together; says whether."""
        if not self.sheet.contains(box) or box.inflate(around).collidelist(self.taken) >= 0:
            return False
        self.taken.append(pygame.Rect(box))
        return True

    def first(self, spots: Iterable[Spot]) -> Spot | None:
        """The first spot that is free; takes it."""
        return next((spot for spot in spots if self.take(spot.box)), None)


def spots(
    size: tuple[int, int], at: tuple[int, int], clear: tuple[int, int], far: int, hex_width: int
) -> Iterator[Spot]:
    """Places for a label of `size` that names the point `at`: beside it, `clear` pixels away each way;
    then, with a leader, on the first `far` rings around it.
    """
    (x, y), (w, h), (cx, cy) = at, size, clear
    for sx, sy in NEAR:
        lift = sy * (h / 2 + cy) if sx == 0 else sy * (h / 2 + cy) * 0.7
        yield Spot(_centred(x + sx * (w / 2 + cx), y + lift, w, h), led=False)
    for ring in RINGS[:far]:
        reach = ring * max(hex_width, LEAST_RING)
        for i in range(DIRECTIONS):
            c, s = math.cos(math.tau * i / DIRECTIONS), math.sin(math.tau * i / DIRECTIONS)
            yield Spot(_centred(x + c * (reach + w / 2), y + s * (reach + h / 2), w, h), led=True)


def _centred(x: float, y: float, w: int, h: int) -> pygame.Rect:
    return pygame.Rect(round(x - w / 2), round(y - h / 2), w, h)
