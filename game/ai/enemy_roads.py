"""The roads that the enemy lives on, as one may guess them: from his units back to where supply may come in.

Nobody knows an enemy's sources. They are taken to be where a road of his leads over the map's edge or, for a
side that has none, the places that he owns.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from game.ai.lines import board_rim
from game.ai.picture import Picture, enemies_of
from game.core.board import Edge
from game.core.theatre import Theatre
from game.core.view import View
from game.rules.paths import FAR, SUPPLY, search_for

_NEAR = 2
"""Hexes at each end of a line that are left out: units stand there, and sources."""


def traffic(view: View, picture: Picture) -> Mapping[int, int]:
    """Hex -> enemy units that probably live on the road there (memo)."""
    found: dict[int, int] | None = view.memo.get("ai_traffic")
    if found is None:
        found = view.memo["ai_traffic"] = {}
        for faction in enemies_of(view):
            units = sorted(u.hex for u in view.units.values() if u.faction == faction)
            units += sorted(c.unit.hex for c in view.contacts if c.unit.faction == faction)
            ends = _ends(view, faction)
            if units and ends:
                for h, count in lines(view.theatre, ends, tuple(units), picture.opened).items():
                    found[h] = found.get(h, 0) + count
    return found


def _ends(view: View, faction: str) -> tuple[int, ...]:
    """Where supply may come in: by roads over the map's edge, or at his places if no road of his does."""
    board = view.theatre.board
    rim = board_rim(board)
    theirs = rim[(view.control[rim] == view.theatre.index[faction]) & board.road[rim].any(axis=1)]
    if len(theirs):
        return tuple(theirs.tolist())
    places = view.theatre.board.places
    return tuple(sorted({places[p].hex for p, owner in view.owners.items() if owner == faction}))


@lru_cache(maxsize=64)
def lines(
    theatre: Theatre, ends: tuple[int, ...], units: tuple[int, ...], opened: frozenset[Edge]
) -> Mapping[int, int]:
    """Road hex -> units that are fed over it, on the shortest lines from `ends` over open ground."""
    net, on_road = search_for(theatre, SUPPLY, ends, opened), theatre.board.on_road
    out: dict[int, int] = {}
    for h in units:
        if net.to(h) >= FAR:
            continue
        for n in net.line(h)[_NEAR:-_NEAR]:
            if on_road[n]:
                out[n] = out.get(n, 0) + 1
    return out
