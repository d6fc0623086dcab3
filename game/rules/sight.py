"""Sight: what a unit sees from where it stands, and who sees what together."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from game.core.theatre import Theatre
    from game.core.units import Unit

HIDDEN = "hidden"
"""Trait of units that are only seen from the next hex (or from their own)."""


def sight_m(theatre: Theatre, unit: Unit) -> int:
    """Sight over open ground in metres."""
    return round(theatre.unit_type(unit).sight_km * 1000)


@lru_cache(maxsize=1 << 16)
def disc(theatre: Theatre, h: int, sight_m: int) -> NDArray[np.int32]:
    """Hexes seen from `h`, ascending, read-only: itself, its neighbours, and what lies within
    `sight_m` metres after the cover of the ground that is looked into.
    """
    metres = theatre.board.distances(h)
    near = np.flatnonzero(metres <= sight_m).astype(np.int32)
    # Per mille, so that no float decides: cover 0.35 of 6,000 m is 2,100 m on every machine.
    seen = near[metres[near].astype(np.int64) * 1000 <= sight_m * _cover(theatre)[near]]
    beside = np.array([h, *(n for _, n in theatre.board.adjacent[h])], dtype=np.int32)
    out: NDArray[np.int32] = np.union1d(seen, beside).astype(np.int32)
    out.setflags(write=False)
    return out


def passed(theatre: Theatre, unit: Unit, path: Iterable[int]) -> NDArray[np.int32]:
    """Hexes that a unit looks at from anywhere on its way, ascending."""
    parts = [disc(theatre, h, sight_m(theatre, unit)) for h in path]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int32)


@lru_cache(maxsize=8)
def _cover(theatre: Theatre) -> NDArray[np.int64]:
    """[n] share of a unit's sight into each hex, per mille."""
    board, terrain = theatre.board, theatre.ruleset.terrain
    return np.array([round(terrain[t].cover * 1000) for t in board.terrains], dtype=np.int64)[board.terrain]


@lru_cache(maxsize=8)
def hidden_types(theatre: Theatre) -> frozenset[str]:
    """Unit types that are only seen from the next hex."""
    return frozenset(k for k, kind in theatre.ruleset.unit_types.items() if HIDDEN in kind.traits)


def is_hidden(theatre: Theatre, unit: Unit) -> bool:
    """Whether a unit is only seen from the next hex."""
    return unit.type in hidden_types(theatre)


@lru_cache(maxsize=1 << 12)
def overflown(theatre: Theatre, h: int) -> NDArray[np.int32]:
    """Hexes that reconnaissance from the air over `h` keeps in sight, ascending, read-only. Cover does
    not hide ground from above.
    """
    reach = round(theatre.ruleset.air.reconnaissance_km * 1000)
    out: NDArray[np.int32] = np.flatnonzero(theatre.board.distances(h) <= reach).astype(np.int32)
    out.setflags(write=False)
    return out
