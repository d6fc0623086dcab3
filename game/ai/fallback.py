"""Falling back: along a chain of positions that the doctrine names, before the last way out is shut.

A unit that holds a position of a chain, or stands beside one, goes to the next that is still its side's when
the enemy before it is as strong as it is and leaves it one way out, or when it would have to get out anyway.
A place that the doctrine holds is a last stand. Mines behind it are the business of the rules (`mines`).
"""

from __future__ import annotations

from game.ai.corners import in_trap, pressure, strongest
from game.ai.means_weights import MEANS as M
from game.ai.moves import go
from game.ai.picture import Picture
from game.ai.plan import Plan
from game.core.orders import Move
from game.core.units import Unit
from game.core.view import View
from game.rules.retreats import ways_out


def fall_back(view: View, picture: Picture, plan: Plan, unit: Unit) -> Move | None:
    """The way to the next position behind, None while the unit stays."""
    if not view.doctrine.positions or unit.hex in plan.pledged or unit.hex not in picture.contact:
        return None
    behind = positions_behind(view, unit.hex)
    if not behind or not (_one_way_out(view, picture, unit) or in_trap(view, picture, unit)):
        return None
    me = view.theatre.index[view.faction]
    for h in behind:
        if view.control[h] != me or h in picture.defence:
            continue
        path = go(view, picture, unit, (h,), picture.contact)
        if path:
            return Move(unit.id, path)
    return None


def positions_behind(view: View, h: int) -> tuple[int, ...]:
    """Hexes of the positions behind the one at `h`, or beside it, the nearest of its chain first."""
    places = view.theatre.board.places
    near = (h, *(n for _, n in view.theatre.board.adjacent[h]))
    for chain in view.doctrine.positions:
        hexes = tuple(places[p].hex for p in chain)
        held = [i for i, at in enumerate(hexes) if at in near]
        if held:
            return hexes[held[-1] + 1 :]
    return ()


def _one_way_out(view: View, picture: Picture, unit: Unit) -> bool:
    """Whether an enemy of the unit's own strength leaves it a single neighbouring hex to go to."""
    threat, defence = pressure(view, picture, unit)
    if sum(threat.values()) * view.doctrine.caution < M.fall_back_ratio * defence:
        return False
    return len({path[1] for path in ways_out(view, unit, strongest(threat))}) == 1
