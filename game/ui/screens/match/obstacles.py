"""Why a unit cannot get somewhere this turn, in words. Only this side's view is asked."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING

from game.core.orders import Move
from game.rules.ground import BARRED
from game.rules.legality import verify
from game.rules.movement import (
    budget_left,
    fits,
    is_fresh,
    may_enter,
    stacking_limits,
    terms,
)
from game.ui.panels.marks import kilometres, status_word
from game.words import place_name, t, tell

if TYPE_CHECKING:
    from game.core.units import Unit
    from game.core.view import View


def why_not_there(view: View, unit: Unit, h: int) -> str:
    """The reason that says most: barred ground, no movement left, no room, no way, enemy zones, distance."""
    board = view.theatre.board
    place = place_name(board, h)
    barred = may_enter(view, unit.faction, h)
    if barred is not None:
        return tell(barred.words)
    beside = any(n == h for _, n in board.adjacent[unit.hex])
    refusal = verify(view, Move(unit.id, (unit.hex, h))) if beside else None
    if refusal is not None:
        return tell(refusal.words)
    left = budget_left(view, unit)
    if not left and not is_fresh(view, unit):
        return t("say.no_movement", name=unit.name, status=status_word(view, unit) or t("status.moved"))
    if not fits(view, unit, h):
        units, steps = stacking_limits(view.theatre, h)
        return t("say.no_room", name=unit.name, place=place, units=units, steps=steps)
    found = way(view, unit, h)
    if found is None:
        return t("say.no_way", name=unit.name, place=place)
    path, cost = found
    if cost > left:
        return t("say.too_far", name=unit.name, place=place, km=kilometres(cost), left=kilometres(left))
    ground = terms(view, unit)
    stop = next((b for a, b in pairwise(path[:-1]) if ground.halts(a, b)), path[-1])
    return t("say.zones", name=unit.name, place=place, stop=place_name(board, stop))


def way(view: View, unit: Unit, h: int) -> tuple[tuple[int, ...], int] | None:
    """The cheapest path to a hex and its cost in metre-equivalents, however many turns it takes."""
    ground = terms(view, unit)
    best, previous = {unit.hex: 0}, {unit.hex: -1}
    queue = [(0, unit.hex)]
    while queue:
        cost, a = heappop(queue)
        if a == h:
            return _trail(previous, h), cost
        if cost > best[a]:
            continue
        for n, base in ground.links[a]:
            if ground.flags[n] & BARRED:
                continue
            total = cost + ground.toll(base, n)
            if total < best.get(n, total + 1):
                best[n], previous[n] = total, a
                heappush(queue, (total, n))
    return None


def _trail(previous: dict[int, int], h: int) -> tuple[int, ...]:
    path = [h]
    while previous[path[-1]] >= 0:
        path.append(previous[path[-1]])
    return tuple(reversed(path))
