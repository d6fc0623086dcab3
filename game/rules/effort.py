"""Main effort and depots: where a side's supply reaches further.

One place is the main effort. On its axis (ground within `axis_km` of it, or whose nearest place it is)
lines of supply count as `effort_km` shorter, and replacements go there first, in contact, too. Changing it
leaves a side without one for `change_turns` turn starts.

A supply column that has stood still for `depot_turns` turns is a depot. As long as a line of at most
`stretched_km` feeds it, lines that start from it are in full supply for `depot_km`. Who moves it, closes it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from game.core.orders import MainEffort, Refusal, refuse
from game.core.situation import Situation
from game.core.theatre import Theatre
from game.core.units import Unit
from game.core.view import View
from game.rules.retreats import beside_enemy

DEPOT_TRAIT = "logistics"


def check_effort(view: View, order: MainEffort) -> Refusal | None:
    """Why a side may not name this place its main effort (an empty one gives it up)."""
    place = view.theatre.board.places.get(order.place)
    if order.place and place is None:
        return refuse("effort.no_place", place=order.place)
    if view.irregular.effort.get(view.faction, "") == order.place:
        if place is None:
            return refuse("effort.none.no_change")
        return refuse("effort.no_change", place.hex, place=place.name)
    return None


def reinforced(s: Situation, unit: Unit) -> bool:
    """Whether replacements come up to a unit: beside an enemy only on the axis, and if it neither moved nor
    attacked since the last turn start of its side.
    """
    if not beside_enemy(s, unit.faction, unit.hex):
        return True
    return unit.still >= 0 and bool(axis(s.theatre, effort_of(s, unit.faction))[unit.hex])


def ready_from(s: Situation, faction: str) -> int:
    """Turn from which a main effort named now counts: the next, later if it is changed."""
    changed = faction in s.irregular.effort
    return s.turn + 1 + (s.theatre.ruleset.effort.change_turns if changed else 0)


def effort_of(s: Situation, faction: str) -> str:
    """The place of a faction's main effort that counts now; empty for none."""
    if s.irregular.effort_ready.get(faction, 0) > s.turn:
        return ""
    return s.irregular.effort.get(faction, "")


@lru_cache(maxsize=64)
def axis(theatre: Theatre, place: str) -> bytes:
    """[n] 1 on the axis of a main effort; all 0 for no place."""
    board = theatre.board
    if not place:
        return bytes(board.size)
    row = board.distances(board.places[place].hex)
    out = row <= round(theatre.ruleset.effort.axis_km * 1000)
    nearest = np.min([board.distances(p.hex) for p in board.places.values()], axis=0)
    return bytes((out | (row == nearest)).astype(np.uint8))


def depots_of(s: Situation, faction: str) -> tuple[int, ...]:
    """Hexes of a faction's depots, ascending."""
    if not s.irregular.depots:
        return ()
    units = ((s.units.get(key), h) for key, h in s.irregular.depots.items())
    return tuple(sorted({h for u, h in units if u and u.faction == faction and u.hex == h}))


def has_depot(s: Situation, unit: Unit) -> bool:
    """Whether a unit is a depot as it stands now: open, and not moved away from."""
    return s.irregular.depots.get(unit.id) == unit.hex


def is_depot(theatre: Theatre, unit: Unit) -> bool:
    """At its side's turn start: whether a unit has stood still long enough to be a depot. How long, tell
    what it dug in and the turns that count towards the next level, the one that just ended with them.
    """
    if DEPOT_TRAIT not in theatre.unit_type(unit).traits:
        return False
    stood = unit.entrenchment * theatre.ruleset.recovery.dig_in_turns + unit.still + 1
    return stood >= theatre.ruleset.effort.depot_turns
