"""Enemy convoys: where they are believed to be, and where their road is best cut.

Only the owner knows a convoy's way. Others see it, remember where they saw it, or hear of it from observers;
it is taken to be bound for the enemy place that is nearest by road, unless all know where it is going.
Nobody aims at the convoy itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from game.ai.assign import planning_class
from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture, enemies_of
from game.core.hexref import locate
from game.core.view import View
from game.rules.engagement import CIVILIANS, convoy_at
from game.rules.paths import FAR, field


class Trace(NamedTuple):
    """What one knows of an enemy convoy."""

    hex: int
    exact: bool
    unit: str = ""
    """Which it is; empty where an observer only told that there is one."""


def known_convoys(view: View) -> tuple[Trace, ...]:
    """Each enemy convoy that one knows something of (memo)."""
    found: tuple[Trace, ...] | None = view.memo.get("ai_convoys")
    if found is None:
        foes, kinds = enemies_of(view), view.theatre.ruleset.unit_types
        seen = [u for u in view.units.values() if u.faction in foes and CIVILIANS in kinds[u.type].traits]
        last = [
            Trace(c.unit.hex, c.turn == view.turn, c.unit.id)
            for c in view.contacts
            if c.unit.faction in foes and CIVILIANS in kinds[c.unit.type].traits
        ]
        names = {k.name for k in kinds.values() if CIVILIANS in k.traits}
        told = [
            Trace(s.hex, exact=False)
            for s in view.civil.sightings
            if s.faction in foes and s.what in names and s.turn >= view.turn - 1
        ]
        found = tuple([Trace(u.hex, exact=True, unit=u.id) for u in seen] or last or told)
        view.memo["ai_convoys"] = found
    return found


def road_ahead(view: View, picture: Picture) -> tuple[int, ...]:
    """Road hexes at which the ways of known convoys are best cut, none with a convoy in it (memo)."""
    found: tuple[int, ...] | None = view.memo.get("ai_road_ahead")
    if found is None:
        hexes = (_cut(view, picture, trace) for trace in known_convoys(view))
        found = view.memo["ai_road_ahead"] = tuple(dict.fromkeys(h for h in hexes if h >= 0))
    return found


def _told(view: View, unit: str) -> set[int]:
    """Hexes for which all know that a convoy is bound, or one of those of whom that is known."""
    bound = view.theatre.bound
    return {locate(view.theatre.board, ref) for key, ref in bound.items() if unit in ("", key)}


def _cut(view: View, picture: Picture, trace: Trace) -> int:
    """A road hex a little ahead of a convoy; its end where that is known and the convoy is not seen: it has
    still to come there. -1 for none.
    """
    board, (h, exact, unit) = view.theatre.board, trace
    foes = enemies_of(view)
    told = _told(view, unit)
    places = {board.places[p].hex for p, owner in view.owners.items() if owner in foes}
    ends = tuple(sorted((told or places) - {h}))
    if not ends:
        return -1
    start = h if exact else _on_road(view, h)
    if start < 0:
        return -1
    way = field(view.theatre, planning_class(view.theatre), ends, picture.opened)
    if way.cost[start] >= FAR:
        return -1
    line = way.line(start)
    ahead = [n for n in line[1 if exact else 0 :] if board.road[n].any() and not convoy_at(view, n)]
    if exact or not ahead:
        return ahead[0] if ahead else -1
    return ahead[-1] if told else ahead[min(M.ahead_hexes, len(ahead) - 1)]


def _on_road(view: View, h: int) -> int:
    """The nearest hex with a road, as the crow flies, ties by number; -1 for none."""
    board = view.theatre.board
    away = board.distances(h)
    roads = np.flatnonzero(board.road.any(axis=1)).tolist()
    return min(roads, key=lambda n: (int(away[n]), n), default=-1)
