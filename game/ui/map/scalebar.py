"""A scale bar that is true around one hex: under a lens the scale differs from place to place."""

from __future__ import annotations

from functools import lru_cache
from statistics import mean

import numpy as np
import pygame

from game.core.board import OFF_BOARD, Board
from game.ui.fonts import SIZES, Fonts
from game.ui.palette import Palette
from game.words import t

STEPS_KM = (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
LONGEST = 160
"""Pixels of a bar."""


def metres_a_hex(board: Board, h: int) -> float:
    """Mean distance from a hex to its neighbours."""
    return mean(int(board.step_m[h, d]) for d, _ in board.adjacent[h])


@lru_cache(maxsize=8)
def varies(board: Board) -> bool:
    """Whether a hex is much wider at some places than at others, so that one bar is not true of all."""
    there = board.neighbours != OFF_BOARD
    widths = np.sum(board.step_m, axis=1, where=there) / np.sum(there, axis=1)
    return bool(widths.max() > 1.3 * widths.min())


def bar_km(board: Board, h: int, width: int, before: float = 0.0, longest: int = LONGEST) -> float:
    """Kilometres that a bar stands for: the longest round number that fits. The one from `before` stays as
    long as it more or less fits, so that panning under a lens does not make it flicker.
    """
    pixels_a_km = width / (metres_a_hex(board, h) / 1000)
    if longest * 0.3 <= before * pixels_a_km <= longest * 1.2:
        return before
    return max((km for km in STEPS_KM if km * pixels_a_km <= longest), default=STEPS_KM[0])


def draw_scale_bar(
    surface: pygame.Surface, at: tuple[int, int], board: Board, h: int, width: int, fonts: Fonts,
    palette: Palette, km: float, words: str = "unit.km",
) -> pygame.Rect:  # fmt: skip
    """Draw a bar of `km` with its lower left corner at `at`; returns what it covers. `words`: key of what it
    says.
    """
    long = max(8, round(km * width / (metres_a_hex(board, h) / 1000)))
    text = fonts.line(t(words, km=f"{km:g}"), SIZES["small"], palette.lettering, bold=True, halo=palette.halo)
    x, y = at
    bar = pygame.Rect(x, y - 7, long, 6)
    covered = bar.union(text.get_rect(topleft=(x, bar.y - text.get_height())))
    plate = pygame.Surface(covered.inflate(12, 6).size, pygame.SRCALPHA)  # names go on under it
    pygame.draw.rect(plate, (*palette.paper, 215), plate.get_rect(), border_radius=4)
    surface.blit(plate, plate.get_rect(center=covered.center))
    pygame.draw.rect(surface, palette.halo, bar.inflate(4, 4))
    for i in range(4):
        part = pygame.Rect(x + long * i // 4, y - 7, long * (i + 1) // 4 - long * i // 4, 6)
        surface.fill(palette.ink if i % 2 == 0 else palette.paper, part)
    pygame.draw.rect(surface, palette.ink, bar, 1)
    surface.blit(text, (x, bar.y - text.get_height()))
    return covered
