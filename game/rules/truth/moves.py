"""Moves as they turn out: hex by hex over the true ground, which may hold more than was believed."""

from __future__ import annotations

import itertools

from game.core.events import ControlChanged, Moved
from game.core.orders import Move
from game.core.situation import hostile
from game.core.state import State
from game.core.theatre import NOBODY
from game.core.units import Unit
from game.rules.ground import BARRED, ZONE, Terms, zone_of
from game.rules.movement import budget_left, fits, is_fresh, terms
from game.rules.truth.mines import enter_mines, leave_mines
from game.rules.truth.perceive import seen
from game.rules.truth.resolution import Resolution


def resolve_move(r: Resolution, order: Move) -> None:
    """Go along the path until its end or until something unknown stops the unit; take the ground."""
    state, unit = r.state, r.state.units[order.unit]
    gone, cost, halted, stopped = _go(state, unit, order.path)
    while len(gone) > 1 and not fits(state, unit, gone[-1]):
        gone = gone[:-1]  # stopped among friends where there is no room: back to where there is
    spent = state.activity[unit.id].spent + cost
    r.emit(Moved(unit.id, unit.faction, gone, spent, halted, stopped))
    taken = tuple(h for h in gone[1:] if _falls(state, unit.faction, h))
    if taken:
        r.emit(ControlChanged(unit.faction, taken))
    if len(gone) > 1:
        leave_mines(r, unit)
        enter_mines(r, unit.id, gone[1:])


def _go(state: State, unit: Unit, path: tuple[int, ...]) -> tuple[tuple[int, ...], int, bool, str]:
    """The part of the path that was gone, its cost, whether the unit is halted, and why it stopped.

    Whoever runs into a zone of control that his side did not know of, halts there.
    """
    t, left, fresh = terms(state, unit), budget_left(state, unit), is_fresh(state, unit)
    cost, halted = 0, False
    for i, (a, b) in enumerate(itertools.pairwise(path)):
        gone = path[: i + 1]
        price = t.price(a, b)
        if price is None:
            return gone, cost, True, _obstacle(state, unit, t, b)
        if cost + price > left and not (i == 0 and fresh):
            return gone, cost, halted, "ground"
        halted = cost + price > left or t.halts(a, b) or _surprised(state, t, unit, b)
        cost = min(left, cost + price)
        if halted and b != path[-1]:
            return path[: i + 2], cost, True, "zone"
    return path, cost, halted, ""


def _obstacle(state: State, unit: Unit, t: Terms, h: int) -> str:
    """Why the unit could not go on into a hex that it thought was free."""
    enemies = any(hostile(state, unit.faction, u.faction) for u in state.stacks.get(h, ()))
    if enemies:
        return "ambush"
    return "border" if t.flags[h] & BARRED else "ground"


def _surprised(state: State, t: Terms, unit: Unit, h: int) -> bool:
    """Whether a zone of control lies on the hex of which the unit's side does not know."""
    if not t.flags[h] & ZONE:
        return False
    known = seen(state, unit.faction)
    return not any(u.id in known for u in zone_of(state, unit.faction, h))


def _falls(state: State, faction: str, h: int) -> bool:
    """Whether a hex passes to a faction that enters it: nobody's and enemies' ground does."""
    holder = int(state.control[h])
    return holder == NOBODY or hostile(state, faction, state.theatre.faction_ids[holder])
