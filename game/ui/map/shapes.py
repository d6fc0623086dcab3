"""Hexes, region outlines and arrows on screen: what overlays are made of."""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pygame

from game.core.board import OFF_BOARD
from game.ui.camera import Camera
from game.ui.geometry import CORNERS, Geometry, Point
from game.ui.palette import Colour

if TYPE_CHECKING:
    from numpy.typing import NDArray

OVERSAMPLE = 3

Segments: TypeAlias = "NDArray[np.float64]"
"""[k, 2, 2] the ends of k strokes in map space."""


@lru_cache(maxsize=120)
def filled_hex(width: int, colour: Colour, opacity: int, inset: int = 1) -> pygame.Surface:
    """A hex a little smaller than its ground, its middle in the picture's middle."""
    size, k = math.ceil(width * 1.16) + 2, OVERSAMPLE
    big = pygame.Surface((size * k, size * k), pygame.SRCALPHA)
    big.fill((*colour, 0))
    scale = (width - 2 * inset) * k
    points = [(size * k / 2 + x * scale, size * k / 2 + y * scale) for x, y in CORNERS]
    pygame.draw.polygon(big, (*colour, opacity), points)
    return pygame.transform.smoothscale(big, (size, size))


@lru_cache(maxsize=40)
def hatched_hex(width: int, colour: Colour, opacity: int) -> pygame.Surface:
    """A hex of slanted strokes."""
    size, k = math.ceil(width * 1.16) + 2, OVERSAMPLE
    big = pygame.Surface((size * k, size * k), pygame.SRCALPHA)
    big.fill((*colour, 0))
    pitch = max(6, width // 6) * k
    for c in range(-size * k, 2 * size * k, pitch):
        pygame.draw.line(big, (*colour, opacity), (c, 0), (c + size * k, size * k), max(4, pitch // 4))
    mask = filled_hex(width * k, (255, 255, 255), 255, 0)
    box = mask.get_rect(center=big.get_rect().center)
    clipped = pygame.Surface(big.get_size(), pygame.SRCALPHA)
    clipped.blit(mask, box)
    big.blit(clipped, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    return pygame.transform.smoothscale(big, (size, size))


@lru_cache(maxsize=40)
def dotted_hex(width: int, colour: Colour, level: int) -> pygame.Surface:
    """A hex with a wash and dots, both stronger the higher the `level` (1-4)."""
    wash = filled_hex(width, colour, 10 + 17 * level)
    k = OVERSAMPLE
    big = pygame.Surface((wash.get_width() * k, wash.get_height() * k), pygame.SRCALPHA)
    big.fill((*colour, 0))
    middle, pitch = big.get_width() / 2, max(4.0, width / 5) * k
    for row in range(-2, 3):
        for col in range(-2, 3):
            x, y = (col + 0.5 * (row % 2)) * pitch, row * pitch * 0.87
            if math.hypot(x, y) < 0.45 * width * k:
                pygame.draw.circle(
                    big, (*colour, 235), (middle + x, middle + y), (0.08 + 0.045 * level) * pitch
                )
    out = wash.copy()
    out.blit(pygame.transform.smoothscale(big, wash.get_size()), (0, 0))
    return out


def put_hexes(
    surface: pygame.Surface, camera: Camera, hexes: Collection[int], picture: pygame.Surface
) -> None:
    """The same picture on many hexes, those in the viewport."""
    half_w, half_h = picture.get_width() // 2, picture.get_height() // 2
    seen = camera.seen_of(hexes, max(half_w, half_h))
    surface.fblits([(picture, (x - half_w, y - half_h)) for x, y in seen])


def outline(geometry: Geometry, hexes: Collection[int]) -> Segments:
    """Hexsides around a region; the board's edge counts."""
    inside = np.zeros(geometry.board.size, dtype=np.bool_)
    inside[np.fromiter(hexes, dtype=np.int64, count=len(hexes))] = True
    near = geometry.board.neighbours
    edge = inside[:, None] & ((near == OFF_BOARD) | ~inside[near])
    h, d = np.nonzero(edge)
    return hexsides(geometry, h, d)


def hexsides(geometry: Geometry, h: NDArray[np.int64], d: NDArray[np.int64]) -> Segments:
    """The hexsides of hexes `h` in directions `d` ([k] each)."""
    corners = np.array(CORNERS)
    centres = np.stack((geometry.x[h], geometry.y[h]), axis=1)
    return np.stack((centres + corners[d], centres + corners[(d + 1) % 6]), axis=1)


def inward(geometry: Geometry, segments: Segments, inside: NDArray[np.bool_], long: float) -> Segments:
    """A tick from the middle of each stroke towards the hex that is `inside`, `long` hex widths."""
    middle = segments.mean(axis=1)
    along_it = segments[:, 1] - segments[:, 0]
    across = np.stack((along_it[:, 1], -along_it[:, 0]), axis=1)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    probe = middle + 0.3 * across
    there = inside[geometry.hexes_at(probe[:, 0], probe[:, 1])]
    return np.stack((middle, middle + np.where(there, long, -long)[:, None] * across), axis=1)


def draw_dashes(
    surface: pygame.Surface, a: Point, b: Point, colour: Colour, pixels: int, dash: tuple[int, int]
) -> None:
    """A straight line, broken into strokes and gaps of so many times its own width."""
    long = math.hypot(b[0] - a[0], b[1] - a[1])
    if not dash[1] or long < 1:
        pygame.draw.line(surface, colour, a, b, pixels)
        return
    ux, uy = (b[0] - a[0]) / long, (b[1] - a[1]) / long
    done = 0.0
    while done < long:
        end = min(long, done + dash[0] * pixels)
        p, q = (a[0] + ux * done, a[1] + uy * done), (a[0] + ux * end, a[1] + uy * end)
        pygame.draw.line(surface, colour, p, q, pixels)
        done += (dash[0] + dash[1]) * pixels


def put_segments(
    surface: pygame.Surface, camera: Camera, segments: Segments, colour: Colour, pixels: int
) -> None:
    """Straight strokes, those in the viewport."""
    at = camera.screens(segments)
    for p, q in at[camera.inside(at[:, 0], camera.width // 2)].tolist():
        pygame.draw.line(surface, colour, p, q, pixels)


def hex_ring(
    surface: pygame.Surface, camera: Camera, h: int, colour: Colour, pixels: int, inset: float
) -> None:
    """The outline of one hex, `inset` as a share of its size."""
    points = [camera.screen(x, y) for x, y in camera.geometry.polygon(h, inset)]
    pygame.draw.polygon(surface, colour, points, pixels)


def arrow(surface: pygame.Surface, a: Point, b: Point, colour: Colour, edge: Colour, pixels: float) -> None:
    """A broad arrow from `a` to `b` with an outline."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = math.hypot(dx, dy)
    if long < 1:
        return
    ux, uy = dx / long, dy / long
    head = min(long * 0.6, pixels * 2.4)
    for grow, tone in ((1.6, edge), (0.0, colour)):
        half, wide = pixels / 2 + grow, pixels * 1.25 + grow * 1.5
        neck = (b[0] - ux * head, b[1] - uy * head)
        tip = (b[0] + ux * grow * 1.5, b[1] + uy * grow * 1.5)
        points = [
            (a[0] - uy * half * 0.6, a[1] + ux * half * 0.6),
            (neck[0] - uy * half, neck[1] + ux * half),
            (neck[0] - uy * wide, neck[1] + ux * wide),
            tip,
            (neck[0] + uy * wide, neck[1] - ux * wide),
            (neck[0] + uy * half, neck[1] - ux * half),
            (a[0] + uy * half * 0.6, a[1] - ux * half * 0.6),
        ]
        pygame.draw.polygon(surface, tone, points)
