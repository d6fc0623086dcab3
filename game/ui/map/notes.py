"""Small words that belong to one spot: what an overlay counts in a hex, how sure a report is. They take what
room signs and names of places leave, and go before names of districts and rivers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pygame

from game.ui.fonts import SIZES, Fonts
from game.ui.map.lettering import Label
from game.ui.map.placement import Room, spots
from game.ui.palette import Palette

WITHIN = (
    (0.0, 0.0), (0.0, 0.4), (0.0, -0.4), (0.3, 0.2), (-0.3, 0.2), (0.3, -0.2), (-0.3, -0.2),
)  # fmt: skip
"""Where in its hex a number may stand, in hex widths from the middle."""
TIGHT = (1, 1)
"""Pixels that stay free around a number, both sides together: it stays in its hex."""


class Note(NamedTuple):
    """Words with the point they belong to, in pixels from the map point (0, 0)."""

    text: str
    x: int
    y: int
    beside: int = 0
    """Half the pixels of the sign beside which they stand; 0 for a number, which stands in its hex."""


def number_size(width: int, fonts: Fonts) -> int:
    """Pixels, before the text scale, of numbers in hexes."""
    return max(9, round(max(10, 0.17 * width) / fonts.scale))


def lay_notes(
    notes: Iterable[Note], width: int, room: Room, fonts: Fonts, palette: Palette
) -> Iterator[Label]:
    """Those for which there is room, each in the first place that is free; takes their places."""
    for note in notes:
        picture = note_picture(note, width, fonts, palette)
        size, at = picture.get_size(), (note.x, note.y)
        if note.beside:
            spot = room.first(spots(size, at, (note.beside, note.beside), 0, width))
            if spot:
                yield Label(picture, spot.box.x, spot.box.y)
            continue
        for dx, dy in WITHIN:
            box = picture.get_rect(center=(note.x + round(dx * width), note.y + round(dy * width)))
            if room.take(box, TIGHT):
                yield Label(picture, box.x, box.y)
                break


def note_picture(note: Note, width: int, fonts: Fonts, palette: Palette) -> pygame.Surface:
    """The words with a halo, no larger than what is drawn. Do not write to it."""
    size = SIZES["tiny"] if note.beside else number_size(width, fonts)
    text = fonts.line(note.text, size, palette.ink, bold=not note.beside, halo=palette.halo, halo_width=1)
    return text.subsurface(text.get_bounding_rect())
