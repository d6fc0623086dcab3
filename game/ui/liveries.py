"""Colours that keep factions apart for a given vision, as near as may be to those that their author chose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations, product
from typing import TYPE_CHECKING

import numpy as np

from game.ui.colour import STANDARD, apart, in_gamut, oklab, seen, unlab

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.ui.palette import Colour

GAP = 16.5
"""OKLab distance between any two factions' colours as that vision sees them, if there are colours enough."""
AIR = 22.0
"""A distance at which thin lines of two factions beside each other are told apart, too."""
MOST_TRIED = 4
"""Factions for which all orders are tried."""
LIGHTER = range(-36, 37, 4)
TURNS = range(-75, 76, 15)
STRONGER = (0.55, 1.0, 1.4)
"""How far a colour may be moved: in lightness, degrees of hue, and times its strength."""
DARKEST, LIGHTEST = 24.0, 84.0
"""Lightness of a livery: ink shows on the lightest, and edges on the darkest."""


@lru_cache(maxsize=64)
def liveries(chosen: tuple[Colour, ...], vision: str) -> tuple[Colour, ...]:
    """A colour for each of the `chosen` ones, in that order; the same ones for `STANDARD` vision. Who moves
    first moves least: of all orders the one in which all have `AIR` and the first sides keep theirs best.
    """
    if vision == STANDARD:
        return chosen
    count = len(chosen)
    orders = permutations(range(count)) if count <= MOST_TRIED else [tuple(range(count))]
    found = [_moved(chosen, order, vision) for order in orders]

    def cost(made: tuple[Colour, ...]) -> tuple[int, float]:
        tight = sum(
            _least(c, made[:i] + made[i + 1 :], vision) < AIR for i, c in enumerate(made) if count > 1
        )
        away = apart(oklab(list(made)), oklab(list(chosen)))
        return tight, float((away * np.arange(count, 0, -1)).sum())

    return min(found, key=cost)


def _moved(chosen: tuple[Colour, ...], order: Sequence[int], vision: str) -> tuple[Colour, ...]:
    """Each in turn moves as little as keeps it `GAP` from all before it; then, if it can, as little as gives
    it `AIR` from all others.
    """
    out: dict[int, Colour] = {}
    for i in order:
        out[i] = _nearest(chosen[i], list(out.values()), vision, GAP)
    for i in order:
        others = [out[j] for j in order if j != i]
        if others and _least(out[i], others, vision) < AIR:
            moved = _nearest(chosen[i], others, vision, AIR)
            if _least(moved, others, vision) >= AIR:
                out[i] = moved
    return tuple(out[i] for i in range(len(chosen)))


def _least(colour: Colour, others: Sequence[Colour], vision: str) -> float:
    """How far a colour is from the nearest of the others."""
    return float(apart(oklab(seen([colour], vision)), oklab(seen(list(others), vision))).min())


def _nearest(colour: Colour, before: Sequence[Colour], vision: str, gap: float) -> Colour:
    """The colour most like this one that is `gap` from those before it, the furthest from them if none is;
    one of quite another hue only if it must have it.
    """
    if not before:
        return colour
    taken = oklab(seen(list(before), vision))
    further = _everywhere() if gap <= GAP else np.zeros((0, 3))
    candidates = np.concatenate(([colour], _around(colour), further))
    gaps = apart(oklab(seen(candidates, vision))[:, None], taken[None, :]).min(axis=1)
    away = apart(oklab(candidates), oklab([colour]))
    wide = gaps >= gap
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
