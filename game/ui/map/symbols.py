"""Pictures from `assets/symbols`, in a faction's colour and at any size."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Literal

import pygame

from game.ui.palette import Colour

FOLDER = Path(__file__).parents[3] / "assets" / "symbols"
GROUND = "#fedcba"
"""Stands in the pictures for the ground inside a frame (see `assets/make_symbols.py`)."""

Frame = Literal["friend", "hostile", "neutral"]


@cache
def _source(name: str) -> str | None:
    path = FOLDER / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.exists() else None


@cache
def unit_symbol(frame: Frame, symbol: str, height: int, ground: Colour) -> pygame.Surface:
    """A unit's APP-6 symbol, 4 : 3, `height` pixels high. Unknown symbols get a question mark."""
    text = _source(f"unit-{frame}-{symbol}") or _source(f"unit-{frame}-unknown")
    return _render(text, f"unit-{frame}-{symbol}", (round(height * 4 / 3), height), ground)


@cache
def place_symbol(kind: str, size: int) -> pygame.Surface | None:
    """A place's symbol, square; None for kinds that have none."""
    text = _source(f"place-{kind}")
    return None if text is None else _render(text, kind, (size, size), (255, 255, 255))


def _render(text: str | None, name: str, size: tuple[int, int], ground: Colour) -> pygame.Surface:
    if text is None:
        raise FileNotFoundError(f"the picture '{name}' is missing in {FOLDER.name}")
    filled = text.replace(GROUND, "#{:02x}{:02x}{:02x}".format(*ground))
    return pygame.image.load_sized_svg(io.BytesIO(filled.encode()), size)
