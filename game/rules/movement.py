"""Movement: where a unit can go, what it costs, and what stands in its way.

Asked of a view it says what a side believes, asked of the state what is true. All costs are whole
metre-equivalents. Going from one hostile zone of control into another halts a unit, so among the ways
to a hex the cheapest that does not halt is preferred to any that does.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from itertools import repeat
from typing import NamedTuple

from game.core.orders import Refusal, refuse
from game.core.situation import Situation, kept
from game.core.theatre import IMPASSABLE, Theatre
from game.core.units import Activity, Unit
from game.rules.ground import BARRED, FLAGS, ZONE, Terms, flags_for, links_for, may_enter, tariff, zones

__all__ = [
    "Reach", "Walk", "activity_of", "allowance", "budget_left", "fits", "is_fresh", "may_enter", "path_to",
    "reach", "stacking_limits", "step", "terms", "walk", "zones",
]  # fmt: skip

_BUCKETS = 96
"""Cost classes of a flood: a bucket queue takes half the time of a heap."""


class Reach(NamedTuple):
    """How a unit gets to a hex."""

    cost: int
    """Metre-equivalents, never more than it has left."""
    previous: int
    """The hex before; it may be one where the unit cannot stop, so follow paths by `path_to`."""
    halts: bool
    """The unit can go no further from there."""


_AS_REACH: Callable[[tuple[int, int, bool]], Reach] = partial(tuple.__new__, Reach)
"""A tuple made a `Reach` without a call of Python: a flood makes hundreds."""


class Walk(NamedTuple):
    """A path that a unit can go."""

    cost: int
    halts: bool


# Units


def activity_of(s: Situation, unit: Unit) -> Activity:
    """What a unit has done this turn; nothing, if it is not its turn."""
    return s.activity.get(unit.id) or Activity(unit.hex)


def allowance(s: Situation, unit: Unit) -> int:
    """Metre-equivalents a turn in its present state of supply."""
    factor = s.theatre.ruleset.supply.levels[unit.supply].movement
    return round(s.theatre.allowance(unit) * factor)


def budget_left(s: Situation, unit: Unit) -> int:
    """Metre-equivalents that a unit can still use this turn."""
    act = activity_of(s, unit)
    if act.halted or act.attacked or act.done:
        return 0
    return max(0, allowance(s, unit) - act.spent)


def is_fresh(s: Situation, unit: Unit) -> bool:
    """Whether a unit has not moved yet and may: one hex is then always allowed."""
    act = activity_of(s, unit)
    return not (act.spent or act.halted or act.attacked or act.done) and act.origin == unit.hex


def stacking_limits(theatre: Theatre, h: int) -> tuple[int, int]:
    """Units and steps of one faction that a hex holds. Steps scale with its true area."""
    r = theatre.ruleset.stacking
    built_up = bool(theatre.built_up[h])
    units, steps = (r.built_up_units, r.built_up_steps) if built_up else (r.units, r.steps)
    scale = min(r.ceiling, max(r.floor, int(theatre.board.area[h]) / r.area_ha))
    return units, round(steps * scale)


def fits(s: Situation, unit: Unit, h: int) -> bool:
    """Whether a unit may end its movement in a hex beside those of its own faction. One always may."""
    there = [u for u in s.stacks.get(h, ()) if u.faction == unit.faction and u.id != unit.id]
    if not there:
        return True
    units, steps = stacking_limits(s.theatre, h)
    return len(there) < units and sum(u.steps for u in there) + unit.steps <= steps


def terms(s: Situation, unit: Unit) -> Terms:
    """What a unit's movement depends on here."""
    return Terms(
        links_for(s, s.theatre.unit_type(unit).mobility, unit.faction),
        flags_for(s, unit.faction),
        tariff(s.theatre, allowance(s, unit)),
    )


def step(s: Situation, unit: Unit, h: int, d: int) -> int | None:
    """Metre-equivalents for a unit to go from `h` in direction `d`; None if it never can."""
    n = int(s.theatre.board.neighbours[h, d])
    return None if n < 0 else terms(s, unit).price(h, n)


# Reach


def reach(s: Situation, unit: Unit) -> dict[int, Reach]:
    """Hexes where a unit can end a move now, without its own (kept; not to be written to).

    Of a unit whose turn it is not: where it could go if it were, as far as this side knows.
    """
    shelf, key = kept(s, *_GROUND), ("reach", unit, s.activity.get(unit.id))
    found: dict[int, Reach] | None = shelf.get(key)
    if found is None:
        found = _flood(s, unit)
        full = [h for h in _own_hexes(s, unit.faction) if h in found and not fits(s, unit, h)]
        if full:
            found = found.copy()
            for h in full:
                del found[h]
        shelf[key] = found
    return found


_GROUND = (*FLAGS, "fires")
"""Fields that movement depends on besides what the unit has done."""


def path_to(s: Situation, unit: Unit, h: int) -> tuple[int, ...] | None:
    """The path that `reach` found to a hex, the unit's own hex first; None if it cannot end there."""
    if h not in reach(s, unit):
        return None
    flood, path = _flood(s, unit), [h]
    while path[-1] != unit.hex:
        path.append(flood[path[-1]].previous)
    return tuple(reversed(path))


def _own_hexes(s: Situation, faction: str) -> list[int]:
    return list(dict.fromkeys(u.hex for u in s.units.values() if u.faction == faction))


def _flood(s: Situation, unit: Unit) -> dict[int, Reach]:
    """Everything within reach, also hexes where there is no room to stop (kept)."""
    shelf, key = kept(s, *_GROUND), ("flood", unit, s.activity.get(unit.id))
    found: dict[int, Reach] | None = shelf.get(key)
    if found is None:
        left, fresh = budget_left(s, unit), is_fresh(s, unit)
        found = shelf[key] = _spread(terms(s, unit), unit.hex, left, fresh) if left or fresh else {}
    return found


def _spread(t: Terms, start: int, left: int, fresh: bool) -> dict[int, Reach]:
    """Cheapest ways from `start`. Exact for any bucket width: who is improved later, is spread again."""
    links, flags, prices = t
    cost_to = [left + 1] * len(links)
    cost_to[start] = 0
    previous: dict[int, int] = {}
    halting: dict[int, tuple[int, int]] = {}
    width = left // _BUCKETS + 1
    buckets: list[list[int]] = [[] for _ in range(left // width + 1)]
    buckets[0].append(start)
    for i, bucket in enumerate(buckets):
        for h in bucket:  # grows while we go through it
            base = cost_to[h]
            if base < i * width:
                continue  # had its turn in an earlier bucket
            zone_here = flags[h] & ZONE
            for n, ground in links[h]:
                if base + ground >= cost_to[n]:
                    continue  # and no toll makes it cheaper
                flag = flags[n]
                if flag & BARRED:
                    continue
                if flag:
                    factor, least, extra = prices[flag]
                    cost = ground * factor // 1000
                    cost = base + (cost if cost > least else least) + extra
                    if flag & zone_here:
                        if cost <= left and (n not in halting or cost < halting[n][0]):
                            halting[n] = (cost, h)
                        continue
                    if cost >= cost_to[n]:
                        continue
                else:
                    cost = base + ground
                cost_to[n] = cost
                previous[n] = h
                buckets[cost // width].append(n)
    ways = zip(map(cost_to.__getitem__, previous), previous.values(), repeat(False), strict=False)
    out = dict(zip(previous, map(_AS_REACH, ways), strict=True))
    out.update({n: Reach(cost, h, True) for n, (cost, h) in halting.items() if n not in out and n != start})
    if fresh:
        near = [n for n, _ in links[start] if n not in out and not flags[n] & BARRED]
        out.update({n: Reach(left, start, True) for n in near})
    return out


# One given path


def walk(s: Situation, unit: Unit, path: tuple[int, ...]) -> Walk | Refusal:
    """Whether a unit can go along a path, which begins with its own hex."""
    size = s.theatre.board.size
    on_board = all(0 <= h < size for h in path)
    if not on_board or len(path) < 2 or path[0] != unit.hex or len(set(path)) < len(path):
        return refuse("move.bad_path", unit.hex, unit=unit.name)
    t, left = terms(s, unit), budget_left(s, unit)
    cost, halts = 0, False
    for a, b in itertools.pairwise(path):
        if halts:
            return _stopped(s, unit, a)
        price = t.price(a, b)
        if price is None:
            return _no_way(s, unit, a, b)
        cost, halts = cost + price, t.halts(a, b)
        if cost > left:
            if a != unit.hex or not is_fresh(s, unit):
                return _too_far(s, unit, path[-1], left)
            cost, halts = left, True  # one hex is always allowed and takes everything
    if not fits(s, unit, path[-1]):
        return _no_room(s, unit, path[-1])
    return Walk(cost, halts)


def _stopped(s: Situation, unit: Unit, h: int) -> Refusal:
    where = s.theatre.board.spot(h)
    return refuse("move.zone", h, unit=unit.name, where=where)


def _too_far(s: Situation, unit: Unit, h: int, left: int) -> Refusal:
    where = s.theatre.board.spot(h)
    return refuse("move.too_far", h, where=where, unit=unit.name, km=left / 1000)


def _no_room(s: Situation, unit: Unit, h: int) -> Refusal:
    units, steps = stacking_limits(s.theatre, h)
    where = s.theatre.board.spot(h)
    return refuse("move.no_room", h, unit=unit.name, where=where, units=units, steps=steps)


def _no_way(s: Situation, unit: Unit, a: int, b: int) -> Refusal:
    """Why there is no step from `a` to `b`."""
    board = s.theatre.board
    direction = board.direction(a, b)
    if direction is None:
        return refuse("move.gap.bad_path", a)
    where = board.spot(b)
    barred = may_enter(s, unit.faction, b)
    if barred:
        return barred
    mobility = s.theatre.unit_type(unit).mobility
    if s.theatre.step_cost[mobility][a][direction] == IMPASSABLE:
        return refuse("move.impassable", b, unit=unit.name, where=where)
    return refuse("move.river", b, where=where)
