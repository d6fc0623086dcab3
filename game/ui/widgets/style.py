"""Colours, sizes and fonts of panels."""

from __future__ import annotations

from typing import Final

import pygame

from game.ui.fonts import SIZES, Fonts
from game.ui.palette import Colour, Palette, mix

PALETTE = Palette()
"""For panels and maps; `use_vision` replaces it. Ask for it anew at each drawing."""
INK: Final[Colour] = PALETTE.text
DIM: Final[Colour] = mix(PALETTE.muted, PALETTE.text, 0.25)
FAINT: Final[Colour] = mix(PALETTE.muted, PALETTE.panel, 0.35)
ACCENT: Final[Colour] = PALETTE.accent
GOOD: Final[Colour] = mix(PALETTE.good, PALETTE.text, 0.3)
BAD: Final[Colour] = mix(PALETTE.bad, PALETTE.text, 0.2)
BACK: Final[Colour] = PALETTE.table
PANEL: Final[Colour] = PALETTE.panel
RAISED: Final[Colour] = mix(PALETTE.panel, PALETTE.text, 0.09)
HOVER: Final[Colour] = mix(PALETTE.panel, PALETTE.text, 0.2)
CHOSEN: Final[Colour] = mix(PALETTE.panel, PALETTE.good, 0.38)
CHOSEN_HOVER: Final[Colour] = mix(CHOSEN, PALETTE.text, 0.14)
EDGE: Final[Colour] = PALETTE.panel_edge
SHADE: Final = (8, 10, 13, 170)

BOLD: Final = frozenset({"bold", "head", "big", "title"})


def use_vision(vision: str) -> None:
    """From now on show factions in colours that this vision tells apart."""
    global PALETTE  # noqa: PLW0603
    if vision != PALETTE.vision:
        PALETTE = Palette(vision=vision)


class Style:
    """Fonts and lengths at one text scale."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale
        self._source = Fonts(scale)
        self._fonts: dict[str, pygame.font.Font] = {}
        self._texts: dict[tuple[str, str, Colour], pygame.Surface] = {}
        self._wrapped: dict[tuple[str, str, int], tuple[str, ...]] = {}

    def px(self, length: float) -> int:
        """A length at scale 1 in pixels at this scale."""
        return round(length * self.scale)

    def font(self, role: str) -> pygame.font.Font:
        """The font of a role of `SIZES`."""
        found = self._fonts.get(role)
        if found is None:
            found = self._fonts[role] = self._source.get(SIZES[role], bold=role in BOLD)
        return found

    def line(self, role: str) -> int:
        """Height of a line of text."""
        return self.font(role).get_linesize()

    def text(self, text: str, role: str, colour: Colour) -> pygame.Surface:
        """Rendered text, cached."""
        key = (text, role, colour)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > 4000:
                self._texts.clear()
            found = self._texts[key] = self.font(role).render(text, True, colour)
        return found

    def width(self, text: str, role: str) -> int:
        """Width of one line of text."""
        return self.font(role).size(text)[0]

    def wrap(self, text: str, role: str, width: int) -> tuple[str, ...]:
        """Text broken into lines no wider than `width`; line breaks in it are kept."""
        key = (text, role, width)
        found = self._wrapped.get(key)
        if found is None:
            if len(self._wrapped) > 2000:
                self._wrapped.clear()
            found = self._wrapped[key] = tuple(
                line for para in text.split("\n") for line in self._fill(para, role, width)
            )
        return found

    def _fill(self, para: str, role: str, width: int) -> list[str]:
        lines, line = [], ""
        for token in (part for word in para.split() for part in self._broken(word, role, width)):
            longer = f"{line} {token}" if line else token
            if line and self.width(longer, role) > width:
                lines.append(line)
                line = token
            else:
                line = longer
        return [*lines, line]

    def _broken(self, word: str, role: str, width: int) -> list[str]:
        """A word in parts none of which is wider than `width`: most words are one part."""
        parts = []
        while len(word) > 1 and self.width(word, role) > width:
            fits = max(1, self._fitting(word, role, width))
            parts.append(word[:fits])
            word = word[fits:]
        return [*parts, word]

    def _fitting(self, text: str, role: str, width: int) -> int:
        """How many letters fit into `width`."""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.width(text[:middle], role) <= width else (low, middle - 1)
        return low

    def clip(self, text: str, role: str, width: int) -> str:
        """Text cut to `width` with an ellipsis."""
        if self.width(text, role) <= width:
            return text
        room = max(0, width - self.width("…", role))
        return text[: self._fitting(text, role, room)].rstrip() + "…"
