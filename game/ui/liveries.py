"""Colours that keep factions apart for a given vision, as near as may be to those that their author chose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from game.ui.colour import STANDARD, apart, in_gamut, oklab, seen, unlab

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.ui.palette import Colour

GAP = 16.5
"""OKLab distance between any two factions' colours as that vision sees them, if there are colours enough."""
LIGHTER = range(-36, 37, 4)
TURNS = range(-75, 76, 15)
STRONGER = (0.55, 1.0, 1.4)
"""How far a colour may be moved: in lightness, degrees of hue, and times its strength."""
DARKEST, LIGHTEST = 24.0, 84.0
"""Lightness of a livery: ink shows on the lightest, and edges on the darkest."""


@lru_cache(maxsize=64)
def liveries(chosen: tuple[Colour, ...], vision: str) -> tuple[Colour, ...]:
    """A colour for each of the `chosen` ones, in that order; the same ones for `STANDARD` vision. The first
    keeps its own; each further one moves as little as keeps it `GAP` from all before it.
    """
    if vision == STANDARD:
        return chosen
    out: list[Colour] = []
    for colour in chosen:
        out.append(_nearest(colour, out, vision))
    return tuple(out)


def _nearest(colour: Colour, before: Sequence[Colour], vision: str) -> Colour:
    if not before:
        return colour
    taken = oklab(seen(list(before), vision))
    candidates = np.concatenate(([colour], _around(colour), _everywhere()))
    gaps = apart(oklab(seen(candidates, vision))[:, None], taken[None, :]).min(axis=1)
    away = apart(oklab(candidates), oklab([colour]))
    wide = gaps >= GAP
    best = int(np.argmin(np.where(wide, away, np.inf))) if wide.any() else int(np.argmax(gaps))
    r, g, b = candidates[best].tolist()
    return round(r), round(g), round(b)


@lru_cache(maxsize=1)
def _everywhere() -> NDArray[np.float64]:
    """[k, 3] colours of all kinds, for when none like the chosen one is free."""
    made = [
        (light, strength * np.cos(turn), strength * np.sin(turn))
        for light, strength, turn in product(
            np.arange(DARKEST, LIGHTEST + 1, 6), (0.0, 7.0, 14.0), np.radians(np.arange(0, 360, 30))
        )
    ]
    lab = np.array(made)
    return np.round(unlab(lab[in_gamut(lab)]))


def _around(colour: Colour) -> NDArray[np.float64]:
    """[k, 3] colours like one, sRGB 0-255 in whole numbers."""
    light, a, b = oklab([colour])[0].tolist()
    strength, hue = float(np.hypot(a, b)), float(np.arctan2(b, a))
    made = [
        (light + up, strength * more * np.cos(hue + turn), strength * more * np.sin(hue + turn))
        for up, turn, more in product(LIGHTER, np.radians(np.array(TURNS)).tolist(), STRONGER)
        if DARKEST <= light + up <= LIGHTEST
    ]
    lab = np.array(made).reshape(-1, 3)
    return np.round(unlab(lab[in_gamut(lab)]))
