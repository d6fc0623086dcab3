"""Control and fog on a tile: tints that end on the front lines as these are drawn, hatching for eyes to which
the tints look alike.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.core.theatre import NOBODY
from game.ui.geometry import Geometry, Point
from game.ui.map.fronts import Front
from game.ui.map.ground import blur
from game.ui.map.tiles import SIZE
from game.ui.palette import Colour, Livery

if TYPE_CHECKING:
    from numpy.typing import NDArray

TINTS = (86, 46, 24)
"""Opacity of control shading, of 255: in hexes at the edge of a faction's ground, next to those, further in.
Most of a map is far from any line, and stays a map.
"""
HATCHED = 1.2
"""Opacity of the hatching over it, as a share of what the tint is stronger than furthest in."""
FADE = 0.36
"""Hex widths over which shading fades from one depth to the next (of a Gaussian)."""
REACH = 0.8
"""Hex widths around a tile from which depths still tell."""
VEIL, VEIL_FADE = 76, 0.2
"""Opacity of fog, and hex widths over which it begins."""
STEP, SMALL_STEP, LARGE_FROM = 4, 2, 40
"""Pixels from cell to cell in large and in small hexes, and the hex width from which they are large."""
MIDDLE = 0.503
"""Where in a cell one looks: hardly ever on a hexside."""
RIM = 2
"""Cells around a tile."""


class Grid:
    """Cells over a tile and a rim around it. All arrays are [rows, cols] of cells."""

    def __init__(self, geometry: Geometry, corner: Point, width: int) -> None:
        """`corner`: map point of the tile's upper left pixel; `width` of a hex, pixels."""
        self.width = width
        self._geometry, self._corner = geometry, corner
        step = STEP if width >= LARGE_FROM else SMALL_STEP
        self.count = SIZE // step + 2 * RIM
        self.scale = width / step
        """Cells to a hex width."""
        self.west, self.north = (k - RIM * step / width for k in corner)
        side, start = (self.count - 1) * step, step // 2 - RIM * step
        self.box = pygame.Rect(start, start, side, side)
        """The pixels of the tile from the middle of the first cell to that of the last."""
        self.hexes = self._hexes(_middles(self.count, step, -RIM))

    def _hexes(self, at: NDArray[np.float32]) -> NDArray[np.int32]:
        """The hexes at so many pixels from the tile's corner, right and down."""
        x, y = (np.float32(k) + at / np.float32(self.width) for k in self._corner)
        return self._geometry.hexes_at(*np.broadcast_arrays(x[None, :], y[:, None]))

    def faded(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values of hexes ([n]) that change smoothly from each to the next."""
        at, radius, low, share = _lattice(self.width, self.count)
        coarse = values[self._hexes(at)]
        for _ in range(2):
            coarse = blur(coarse, radius)
        rows = coarse[low] + (coarse[low + 1] - coarse[low]) * share[:, None]
        return np.asarray(rows[:, low] + (rows[:, low + 1] - rows[:, low]) * share)

    def holders(self, control: NDArray[np.int8], fronts: Collection[Front]) -> NDArray[np.int8]:
        """Who holds the ground, up to the lines as they are drawn: what lies between a line and the hexsides
        that it follows belongs to the other side of it.
        """
        held = control[self.hexes]
        out = held.copy()
        span = self.count / self.scale
        box = (self.west, self.north, self.west + span, self.north + span)
        for front in fronts:
            outline = front.between(box)
            if outline.size:
                inside = odd((outline - (self.west, self.north)) * self.scale - MIDDLE, self.count)
                for mine, other in ((front.left, front.right), (front.right, front.left)):
                    out[inside & (held == mine)] = other
        return out

    def mask(self, opacity: NDArray[np.floating], colours: NDArray[np.uint32] | np.uint32) -> pygame.Surface:
        """`colours` (see `packed`), one or one a cell, at this opacity (0-255), as large as `box`."""
        small = (opacity.astype(np.uint32) << 24) | colours
        picture = pygame.image.frombuffer(small.astype("<u4").tobytes(), (self.count, self.count), "RGBA")
        return pygame.transform.smoothscale(picture, self.box.size)


def packed(colour: Colour) -> np.uint32:
    """A colour as its bytes lie in a picture, without opacity."""
    red, green, blue = colour
    return np.uint32(red | green << 8 | blue << 16)


def shade(
    surface: pygame.Surface, grid: Grid, held: NDArray[np.int8], depth: NDArray[np.uint8],
    liveries: Sequence[Livery],
) -> None:  # fmt: skip
    """Tint a tile for who holds the ground; `depth` [n] as `depths` has it."""
    present = [i for i in range(len(liveries)) if (held == i).any()]
    if not present:
        return
    tints = grid.faded(np.array(TINTS, dtype=np.float32)[depth])
    bases = np.array([*(packed(x.base) for x in liveries), 0], dtype=np.uint32)
    surface.blit(grid.mask(np.where(held == NOBODY, 0, tints), bases[held]), grid.box)
    hatches = HATCHED * np.maximum(tints - TINTS[-1], 0)
    for i in present:
        strokes = np.where(held == i, hatches, 0)
        if strokes.max() >= 1:
            lines = hatching(liveries[i].hatch).copy()
            ink = grid.mask(strokes, packed(liveries[i].dark))
            lines.blit(ink, grid.box, special_flags=pygame.BLEND_RGBA_MULT)
            surface.blit(lines, (0, 0))


def veil(surface: pygame.Surface, grid: Grid, visible: NDArray[np.bool_], fog: Colour) -> None:
    """Lay fog over the ground of a tile that is out of sight."""
    unseen = ~visible[grid.hexes]
    if unseen.all():
        surface.blit(_even(fog), (0, 0))
    elif unseen.any():
        radius = max(1, round(VEIL_FADE * grid.scale))
        surface.blit(
            grid.mask(blur(np.where(unseen, np.float32(VEIL), np.float32(0)), radius), packed(fog)), grid.box
        )


@lru_cache(maxsize=4)
def _even(fog: Colour) -> pygame.Surface:
    """Fog all over a tile."""
    out = pygame.Surface((SIZE, SIZE), pygame.SRCALPHA)
    out.fill((*fog, VEIL))
    return out


def odd(outline: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """[count, count] which points of whole numbers (row, column) lie inside closed outlines, made of strokes
    ([k, 2, 2], x before y) in any order: those that have an odd number of them on their left.
    """
    (x0, y0), (x1, y1) = outline[:, 0].T, outline[:, 1].T
    rows = np.arange(count)
    stroke, row = np.nonzero((y0[:, None] <= rows) != (y1[:, None] <= rows))
    share = (row - y0[stroke]) / (y1 - y0)[stroke]
    col = np.clip(np.ceil(x0[stroke] + share * (x1 - x0)[stroke]).astype(np.int64), 0, count)
    crossed = np.bincount(row * (count + 1) + col, minlength=count * (count + 1)).reshape(count, count + 1)
    return np.asarray(crossed.cumsum(axis=1)[:, :count] & 1, dtype=np.bool_)


def _middles(count: int, step: int, first: int) -> NDArray[np.float32]:
    """Pixels of the middles of `count` cells, of which number `first` begins at 0 if that is 0."""
    return (np.arange(first, first + count, dtype=np.float32) + np.float32(MIDDLE)) * step


@lru_cache(maxsize=32)
def _lattice(
    width: int, count: int
) -> tuple[NDArray[np.float32], int, NDArray[np.int64], NDArray[np.float32]]:
    """How values of hexes are smoothed along a side of a tile: the pixels at which they are looked up, few
    and the same ones for neighbouring tiles; how many of these the mean is taken over to both sides, twice;
    [count] the one before each cell, and what share of a cell's value the next one has.
    """
    step = max(2, 1 << int(math.log2(width / 4)))
    rim = math.ceil(REACH * width / step) + 1
    at = _middles(SIZE // step + 2 * rim, step, -rim)
    deviation = FADE * width / step
    radius = max(1, round((math.sqrt(6 * deviation**2 + 1) - 1) / 2))
    place = (_middles(count, SIZE // (count - 2 * RIM), -RIM) - at[0]) / step
    low = place.astype(np.int64)
    return at, radius, low, (place - low).astype(np.float32)


@lru_cache(maxsize=8)
def hatching(kind: int) -> pygame.Surface:
    """White strokes on nothing, one pattern a faction, that join from tile to tile. Do not write to it."""
    out = pygame.Surface((SIZE, SIZE), pygame.SRCALPHA)
    out.fill((255, 255, 255, 0))
    white = (255, 255, 255, 255)
    for c in range(0, 2 * SIZE, 16):
        if kind == 0:
            pygame.draw.aaline(out, white, (c, 0), (c - SIZE, SIZE))
        elif kind == 3:
            pygame.draw.aaline(out, white, (c - SIZE, 0), (c, SIZE))
        elif kind == 1:
            for r in range(0, SIZE, 16):
                pygame.draw.circle(out, white, (c + 8 * (r // 16 % 2), r + 4), 1)
        else:
            pygame.draw.line(out, white, (0, c // 2 * 2), (SIZE, c // 2 * 2))
    return out


def depths(neighbours: NDArray[np.integer], control: NDArray[np.int8]) -> NDArray[np.uint8]:
    """[n] how many hexes lie between a hex and the ground of another, at most 2."""
    there = neighbours >= 0
    near = np.where(there, neighbours, 0)
    edge = ((control[near] != control[:, None]) & there).any(axis=1)
    second = (edge[near] & there).any(axis=1)
    return np.where(edge, 0, np.where(second, 1, 2)).astype(np.uint8)
