"""Text: Noto Sans as pygame_gui ships it (SIL Open Font License), rendered once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pygame

from game.ui.palette import Colour

SIZES: Final[Mapping[str, int]] = {
    "tiny": 10, "small": 12, "body": 14, "bold": 14, "head": 17, "big": 22, "title": 44
}  # fmt: skip
"""The type scale, pixels at text scale 1: every line of text on map and panels is of one of these sizes,
except letters that belong to a sign and grow with it.
"""
STEPS: Final = tuple(sorted(set(SIZES.values())))
KEEP = 1500
"""Rendered lines kept; the oldest half goes when there are more."""


@cache
def folder() -> Path:
    """Where pygame_gui keeps its fonts. Found without importing it, which would cost 0.1 s."""
    spec = find_spec("pygame_gui")
    if spec is None or spec.origin is None:
        raise RuntimeError("pygame_gui is not installed; it brings the fonts")
    return Path(spec.origin).parent / "data"


def step(size: float) -> int:
    """The largest size of the type scale up to `size`, at least the smallest."""
    return max((s for s in STEPS if s <= size), default=STEPS[0])


class Fonts:
    """Fonts by pixel size at this text scale, and a cache of rendered lines."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale
        self._fonts: dict[tuple[int, bool, bool], pygame.font.Font] = {}
        self._lines: dict[tuple[object, ...], pygame.Surface] = {}

    def get(self, size: int, *, bold: bool = False, italic: bool = False) -> pygame.font.Font:
        """The font whose letters are `size` pixels high (em) before the text scale."""
        pixels = max(6, round(size * self.scale))
        key = (pixels, bold, italic)
        found = self._fonts.get(key)
        if found is None:
            if not pygame.font.get_init():
                pygame.font.init()
            style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}
            name = style.get((bold, italic), "BoldItalic")
            found = self._fonts[key] = pygame.font.Font(folder() / f"NotoSans-{name}.ttf", pixels)
        return found

    def line(
        self,
        text: str,
        size: int,
        colour: Colour,
        *,
        bold: bool = False,
        italic: bool = False,
        halo: Colour | None = None,
        halo_width: int = 2,
    ) -> pygame.Surface:
        """One line of text on nothing, with an outline in `halo` if given. Do not write to it."""
        key = (text, size, colour, bold, italic, halo, halo_width)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) >= KEEP:
                for old in list(self._lines)[: KEEP // 2]:
                    del self._lines[old]
            font = self.get(size, bold=bold, italic=italic)
            found = font.render(text, True, colour)
            if halo is not None:
                found = _outlined(found, font.render(text, True, halo), halo_width)
            self._lines[key] = found
        return found


def _outlined(text: pygame.Surface, halo: pygame.Surface, width: int) -> pygame.Surface:
    """`text` over `halo` smeared by `width` pixels in every direction."""
    w, h = text.get_size()
    out = pygame.Surface((w + 2 * width, h + 2 * width), pygame.SRCALPHA)
    for dx in range(-width, width + 1):
        for dy in range(-width, width + 1):
            if dx * dx + dy * dy <= width * width + 1:
                out.blit(halo, (width + dx, width + dy))
    out.blit(text, (width, width))
    return out
