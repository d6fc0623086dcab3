"""The enemy's lines of supply, as one may guess them: what to cut where a score table asks for it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from game.ai.aims import Aim, Character, Ledger
from game.ai.picture import Picture, around
from game.ai.weights import STANDARD as W
from game.core.board import OFF_BOARD, Board, Edge
from game.core.theatre import Theatre
from game.core.view import View
from game.rules.paths import QUANTUM_M, SUPPLY, way

if TYPE_CHECKING:
    from numpy.typing import NDArray

CUT = "cut:"
"""Before the place in the id of an aim that is a line to cut."""


def cut_aims(view: View, picture: Picture, who: Character) -> tuple[Aim, ...]:
    """Lines that the own score table pays for cutting, as areas of which one hex is enough."""
    theatre, out = view.theatre, []
    for (faction, place), points in cuts(theatre, view.faction, view.turn).items():
        rim = board_rim(theatre.board)
        theirs = rim[view.control[rim] == theatre.index[faction]]
        ends, hex_ = tuple(theirs.tolist()), theatre.board.places[place].hex
        band = _band(theatre, hex_, ends, picture.opened)
        mine = frozenset(band[view.control[band] == theatre.index[view.faction]].tolist())
        # Once no way round one's own ground is short enough, the first line is the one to keep cut.
        line = guess(theatre, hex_, ends, picture.opened, mine) or guess(theatre, hex_, ends, picture.opened)
        worth = points * dict(who.priorities).get(place, 1.0)
        if line and worth > 0:
            out.append(Aim(CUT + place, line, True, worth, worth))
    return tuple(out)


@lru_cache(maxsize=256)
def cuts(theatre: Theatre, faction: str, turn: int) -> dict[tuple[str, str], float]:
    """(faction, place) -> what it is worth that no line of supply leads there."""
    return Ledger(theatre, faction, turn, {}, {}).cuts


@lru_cache(maxsize=64)
def guess(
    theatre: Theatre,
    place: int,
    ends: tuple[int, ...],
    opened: frozenset[Edge],
    mine: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """The middle of the shortest line from the map's edge to a place, ascending, round ground that is
    `mine`; empty without one that supply could go.
    """
    if not ends:
        return ()
    found = way(theatre, SUPPLY, ends, opened, place, mine)
    if found.best[place] * QUANTUM_M > round(theatre.ruleset.supply.stretched_km * 1000):
        return ()
    line = found.line(place)
    near = theatre.board.distances(place)
    far = theatre.board.distances(line[-1])
    return tuple(sorted(h for h in line if near[h] > W.near_m and far[h] > W.near_m))


@lru_cache(maxsize=64)
def _band(theatre: Theatre, place: int, ends: tuple[int, ...], opened: frozenset[Edge]) -> NDArray[np.int64]:
    """The ground on both sides of the shortest line, where cutting it leaves it a way round."""
    line = guess(theatre, place, ends, opened)
    return np.array(sorted({n for h in line for n in around(theatre.board, h, 2 * W.near_m)}), dtype=np.int64)


@lru_cache(maxsize=8)
def board_rim(board: Board) -> NDArray[np.int64]:
    """Hexes at the map's edge."""
    return np.flatnonzero((board.neighbours == OFF_BOARD).any(axis=1))
