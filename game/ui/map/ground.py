"""Colour of the ground: one picture of the whole map, soft, that tiles enlarge and draw upon.

Terrain borders wander a little off the hexsides, never over a river; hills get relief lit from the
north-west, everything a quiet unevenness of tone.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.core.theatre import Theatre
from game.ui.geometry import Geometry, geometry_of
from game.ui.map import noise
from game.ui.palette import mix, parse

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_PIXELS = 900_000
"""Of the picture: about 0.25 s to paint."""
QUIET = (205, 198, 184)
"""Terrain colours are drawn a little towards this, so that counters stand out."""
WANDER = 0.26
"""Hex widths that a border between terrains may leave the hexside by."""


@lru_cache(maxsize=3)
def ground_of(theatre: Theatre) -> Ground:
    """The ground of a theatre, painted once for canvas and minimap."""
    return Ground(theatre, geometry_of(theatre.board))


class Ground:
    """`picture` shows the map's rectangle at `scale` pixels a hex width."""

    def __init__(self, theatre: Theatre, geometry: Geometry) -> None:
        self.geometry = geometry
        room = geometry.width * geometry.height
        self.scale = int(min(18, max(4, (MOST_PIXELS / room) ** 0.5)))
        self.picture = self._paint(theatre)
        width, height = self.picture.get_size()
        self.small = pygame.transform.smoothscale(self.picture, (width // 2, height // 2))
        """Still larger than the minimap, which is made of it in a quarter of the time."""

    def _paint(self, theatre: Theatre) -> pygame.Surface:
        board, g, m = theatre.board, self.geometry, self.scale
        shape = (round(g.height * m), round(g.width * m))
        rng = np.random.default_rng(zlib.crc32(board.terrain.tobytes()))
        x = np.float32(g.west) + (np.arange(shape[1], dtype=np.float32) + 0.5)[None, :] / m
        y = np.float32(g.north) + (np.arange(shape[0], dtype=np.float32) + 0.5)[:, None] / m
        x, y = np.broadcast_to(x, shape), np.broadcast_to(y, shape)
        straight = g.hexes_at(x, y)
        push_x = noise.field(rng, shape, 0.55 * m) * WANDER
        push_y = noise.field(rng, shape, 0.55 * m) * WANDER
        wandering = g.hexes_at(x + push_x, y + push_y)
        cell = np.where(board.bank[wandering] == board.bank[straight], wandering, straight)
        kinds = [theatre.ruleset.terrain[t] for t in board.terrains]
        flat = np.array([mix(parse(k.colour), QUIET, 0.14) for k in kinds], dtype=np.float32)
        lakes = [t in theatre.ruleset.lake_terrains for t in board.terrains]
        rough = [k.shift < 0 and not k.built_up and k.cover >= 0.55 for k in kinds]
        kind = board.terrain[cell]
        colour = flat[kind]
        broad, middle = noise.field(rng, shape, 5.0 * m), noise.field(rng, shape, 1.6 * m)
        fine, grain = noise.field(rng, shape, 0.5 * m), noise.field(rng, shape, 0.18 * m)
        height = np.array(rough, dtype=np.float32)[kind] * (0.9 * middle + 0.75 * fine + 0.3 * grain)
        dry = np.array([not k.built_up and k.cover >= 0.55 for k in kinds], dtype=np.float32)[kind]
        height = height + dry * (0.22 * fine - _gullies(rng, shape, m, broad))
        height = blur(height + 0.3 * middle + 0.10 * fine, max(1, m // 8))
        shade = 0.16 * np.clip(_slope(height) * m / 4, -1.2, 1.2)
        light = 1.0 + 0.035 * broad + 0.03 * middle + 0.022 * fine + 0.016 * grain + shade
        light = np.where(np.array(lakes)[kind], 1.0 + 0.02 * middle, light)
        colour *= light[:, :, None]
        colour += broad[:, :, None] * np.array([4, 0, -5], dtype=np.float32)
        pixels = np.clip(colour, 0, 255).astype(np.uint8)
        surface = pygame.image.frombuffer(pixels.tobytes(), (shape[1], shape[0]), "RGB")
        return pygame.transform.box_blur(surface, 1)

    def part(self, left: float, top: float, size: int, width: int) -> pygame.Surface:
        """`size` x `size` pixels at `width` pixels a hex width, from pixel (left, top) of the map."""
        out = pygame.Surface((size, size))
        k = width / self.scale
        x0, y0 = int(left / k) - 2, int(top / k) - 2
        x1, y1 = int((left + size) / k) + 3, int((top + size) / k) + 3
        wanted = pygame.Rect(x0, y0, x1 - x0, y1 - y0)
        there = wanted.clip(self.picture.get_rect())
        if there.w <= 0 or there.h <= 0:
            return out
        crop = self.picture.subsurface(there)
        large = pygame.transform.smoothscale(crop, (round(there.w * k), round(there.h * k)))
        out.blit(large, (round(there.x * k - left), round(there.y * k - top)))
        return out


def _gullies(
    rng: np.random.Generator, shape: tuple[int, int], m: int, broad: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Depth of the dry beds that run through open ground: where smooth noise changes its sign, and only in
    some regions, so that they come and go.
    """
    course = noise.field(rng, shape, 2.7 * m) + 0.55 * noise.field(rng, shape, 1.1 * m)
    course += 0.3 * noise.field(rng, shape, 0.4 * m)
    bed = np.clip(1 - np.abs(course) / 0.11, 0, 1)
    return np.asarray(0.55 * bed * np.clip(0.25 + broad, 0, 1), dtype=np.float32)


def _slope(height: NDArray[np.float32]) -> NDArray[np.float32]:
    """Brightness of a surface lit from the north-west: positive on slopes that face it."""
    out = np.zeros_like(height)
    out[1:, 1:] = 2 * height[1:, 1:] - height[:-1, 1:] - height[1:, :-1]
    return out


def blur(values: NDArray[np.float32], radius: int) -> NDArray[np.float32]:
    """Mean over a square of 2 * radius + 1 pixels."""
    out = values
    for axis in (0, 1):
        pad = [(0, 0), (0, 0)]
        pad[axis] = (radius + 1, radius)
        sums = np.cumsum(np.pad(out, pad, mode="edge"), axis=axis, dtype=np.float32)
        width = 2 * radius + 1
        high = sums[width:] if axis == 0 else sums[:, width:]
        low = sums[:-width] if axis == 0 else sums[:, :-width]
        out = (high - low) / np.float32(width)
    return out
