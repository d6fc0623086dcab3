"""Samples of overlays for the legend, drawn with the code that draws the overlays."""

from __future__ import annotations

from collections.abc import Collection

import pygame

from game.core.view import View
from game.ui.fonts import SIZES, Fonts
from game.ui.map.model import Layers
from game.ui.map.overlays import DASHES, Tree, cut_cross, cut_frame, cut_off, source_star
from game.ui.map.shapes import dotted_hex, draw_dashes, hatched_hex
from game.ui.palette import Palette
from game.words import t

Row = tuple[pygame.Surface, str]
ASKED = ("supply", "zones", "threats", "sight", "lines")
"""Overlays that are asked for by key, as they are named in `Layers`."""
SUPPLY = ("source", "supplied", "overextended", "unsupplied", "cut")
"""What the overlay of supply can show."""


def overlay_rows(
    layers: Layers | None,
    palette: Palette,
    fonts: Fonts,
    size: int,
    supply: Collection[str] = SUPPLY,
    *,
    words: str = "legend",
) -> list[Row]:
    """Signs with their words for those overlays that are on, for all if `layers` is None. `size`: pixels;
    `supply`: those of `SUPPLY` that are wanted; `words`: `legend` or, a word or two each, `legend_short`.
    """
    rows: list[Row] = []
    for name in ASKED:
        if layers is not None and not getattr(layers, name):
            continue
        rows += _supply(palette, size, supply) if name == "supply" else _ROWS[name](palette, fonts, size)
    return [(picture, t(f"{words}.{key}")) for picture, key in rows]


def shown_supply(view: View, tree: Tree) -> set[str]:
    """Which of `SUPPLY` the overlay shows, with this tree of lines."""
    found = {"source", *(state for _, state in tree.values())}
    return found | ({"cut"} if cut_off(view) else set())


def _blank(size: int) -> tuple[pygame.Surface, int]:
    return pygame.Surface((size, size), pygame.SRCALPHA), size // 2


def _supply(palette: Palette, size: int, wanted: Collection[str]) -> list[Row]:
    star, c = _blank(size)
    source_star(star, (c, c), size * 0.36, palette)
    rows = {"source": (star, "source")}
    thick = max(3, size // 8)
    for state, words in (("supplied", "supplied"), ("overextended", "long"), ("unsupplied", "unsupplied")):
        picture, c = _blank(size)
        pygame.draw.line(picture, palette.paper, (0, c), (size, c), thick + 3)
        draw_dashes(picture, (0, c), (size, c), palette.supply(state), thick, DASHES[state])
        rows[state] = (picture, words)
    frame, c = _blank(size)
    card = pygame.Rect(0, 0, round(size * 0.6), round(size * 0.6))
    card.center = (c, c)
    cut_frame(frame, card, palette)
    pygame.draw.rect(frame, palette.paper, card)
    cut_cross(frame, card, palette)
    rows["cut"] = (frame, "cut")
    return [row for name, row in rows.items() if name in wanted]


def _zones(palette: Palette, _: Fonts, size: int) -> list[Row]:
    return [(hatched_hex(round(size * 0.85), palette.zone, 190), "zone")]


def _threats(palette: Palette, fonts: Fonts, size: int) -> list[Row]:
    picture = dotted_hex(round(size * 0.85), palette.threat, 2).copy()
    number = fonts.line("2", SIZES["small"], palette.ink, bold=True, halo=palette.halo, halo_width=1)
    picture.blit(number, number.get_rect(center=picture.get_rect().center))
    return [(picture, "threat")]


def _sight(palette: Palette, _: Fonts, size: int) -> list[Row]:
    picture, c = _blank(size)
    for colour, thick in ((palette.ink, max(4, size // 7)), (palette.sight, max(2, size // 12))):
        pygame.draw.line(picture, colour, (0, c), (size, c), thick)
        for x in (size // 4, 3 * size // 4):
            pygame.draw.line(picture, colour, (x, c), (x, c + size // 4), thick)
    return [(picture, "sight")]


def _lines(palette: Palette, _: Fonts, size: int) -> list[Row]:
    picture, c = _blank(size)
    pygame.draw.line(picture, palette.ink, (0, c), (size, c), max(4, size // 7))
    draw_dashes(picture, (0, c), (size, c), palette.accent, max(4, size // 7), (2, 2))
    return [(picture, "line")]


_ROWS = {"zones": _zones, "threats": _threats, "sight": _sight, "lines": _lines}
