"""Moves: along a field towards the task, into a gap that closes a ring, or out of a trap."""

from __future__ import annotations

from collections.abc import Container

from game.ai.assign import planning_class
from game.ai.corners import in_trap, overrun
from game.ai.lines import CUT
from game.ai.picture import Picture, off_limits
from game.ai.plan import Plan
from game.ai.pockets import closing_path
from game.ai.task import Task
from game.ai.tolls import tolls
from game.ai.weights import STANDARD as W
from game.core.orders import Move
from game.core.units import Unit
from game.core.view import View
from game.rules.ground import Terms
from game.rules.irregular import can_raid
from game.rules.movement import budget_left, fits, is_fresh, path_to, reach, terms
from game.rules.paths import FAR, QUANTUM_M, SUPPLY, Search, field
from game.rules.paths import way as way_to

Path = tuple[int, ...]


def move_for(view: View, picture: Picture, plan: Plan, unit: Unit, task: Task) -> Move | None:
    """The move that serves the unit's task, None if it should stay."""
    if unit.hex in plan.pledged and task.kind == "garrison" and unit.hex in task.targets:
        return None
    path = None
    if in_trap(view, picture, unit) and task.kind != "breakout":
        path = way_back(view, picture, unit)
        return Move(unit.id, path) if path else None
    if _may_ring(view, unit, task):
        path = closing_path(view, picture, unit)
    if path is None:
        path = _on_leash(view, picture, unit, task, _by_task(view, picture, unit, task))
    path = _short_of_ruin(view, picture, unit, task, _this_side(view, unit, task, path))
    return Move(unit.id, path) if path else None


def _short_of_ruin(view: View, picture: Picture, unit: Unit, task: Task, path: Path | None) -> Path | None:
    """The part of a path that does not end beside an enemy who would overrun whoever stands there."""
    if path is None or unit.hex in picture.contact or task.kind == "breakout":
        return path
    end = len(path)
    while end > 1 and (
        overrun(view, picture, unit, path[end - 1])
        or (end < len(path) and not fits(view, unit, path[end - 1]))
    ):
        end -= 1
    return path[:end] if end > 1 else None


def _this_side(view: View, unit: Unit, task: Task, path: Path | None) -> Path | None:
    """The part of a path before it comes over a deconfliction line, unless the task itself lies beyond."""
    shut = tolls(view).beyond
    if path is None or unit.hex in shut or task.kind == "breakout" or not shut.isdisjoint(task.targets):
        return path
    end = next((i for i, h in enumerate(path) if h in shut), len(path))
    while end > 1 and not fits(view, unit, path[end - 1]):
        end -= 1
    return path[:end] if end > 1 else None


def _on_leash(view: View, picture: Picture, unit: Unit, task: Task, path: Path | None) -> Path | None:
    """The part of a path that does not outrun supply; on the way back, the part that regains it.

    The line's length at turn start is known; along the way it changes as it would over open ground.
    """
    if path is None or unit.supply_km < 0 or not view.sources or task.kind not in _LEASHED:
        return path
    open_ground = field(view.theatre, SUPPLY, tuple(sorted(view.sources)), picture.opened).cost
    start, most = open_ground[unit.hex], round(view.theatre.ruleset.supply.stretched_km * 1000)
    if start >= FAR:
        return path
    spare = most - unit.supply_km * 1000 + start  # length over open ground at which the line is used up
    if task.kind == "breakout":
        end = next(
            (i for i, h in enumerate(path) if open_ground[h] <= spare and fits(view, unit, h)), len(path)
        )
        return path[: end + 1] if end else None
    end = len(path)
    while end > 1 and spare < open_ground[path[end - 1]] > start:
        end -= 1
    while end > 1 and not fits(view, unit, path[end - 1]):
        end -= 1
    return path[:end] if end > 1 else None


_LEASHED = ("take", "clear", "breakout", "guns")


def _by_task(view: View, picture: Picture, unit: Unit, task: Task) -> Path | None:
    if task.kind in ("take", "garrison", "breakout"):
        barred = off_limits(view)
        avoid = picture.contact if _shy(view, unit) else barred if unit.hex not in barred else ()
        return go(view, picture, unit, task.targets, avoid)
    if task.kind == "clear":
        if task.aim and task.aim.id.startswith(CUT) and can_raid(view, unit):
            return _within_raid(view, picture, unit, task)
        return clear(view, picture, unit, task)
    if task.kind == "guns":
        return _guns(view, picture, unit, task)
    if task.kind in ("bridge", "ferry", "depot"):
        return go(view, picture, unit, task.targets, picture.contact)
    return None


def _within_raid(view: View, picture: Picture, unit: Unit, task: Task) -> Path | None:
    """Raiders need not stand on a line to cut it: near enough is enough, and out of the enemy's sight."""
    near = round(view.theatre.ruleset.irregular.raid_reach_km * 1000 * W.raid_standoff)
    away = view.theatre.board.distances(unit.hex)
    if unit.hex not in picture.contact and any(away[h] <= near for h in task.targets):
        return None
    return go(view, picture, unit, task.targets, picture.contact)


def _shy(view: View, unit: Unit) -> bool:
    """Whether the unit had better not meet an enemy."""
    return unit.steps < W.worn * unit.full or unit.cohesion < view.theatre.ruleset.combat.min_attack_cohesion


def go(
    view: View, picture: Picture, unit: Unit, targets: tuple[int, ...], avoid: Container[int]
) -> Path | None:
    """A move towards the nearest target: straight along the field or, where that is blocked, round."""
    way = _way(view, picture, unit, targets)
    path, unused = follow(view, unit, way, avoid)
    if not unused or (path is None and len(targets) == 1 and _queues(picture, unit, way)):
        return path
    start = way.best[unit.hex]
    best = (way.best[path[-1]] if path else start, 0, -1)
    for h, reached in reach(view, unit).items():
        if h not in avoid and way.best[h] < best[0] and not (reached.halts and way.best[h] * 10 > start * 9):
            best = min(best, (way.best[h], reached.cost, h))
    if best[2] >= 0:
        return path_to(view, unit, best[2])
    return path or _deploy(view, picture, unit, way, avoid)


def _queues(picture: Picture, unit: Unit, way: Search) -> bool:
    """Whether the unit stands before its target, and no enemy is in it: there is no room, so it waits."""
    n = way.toward[unit.hex]
    return n >= 0 and way.best[n] == 0 and n not in picture.seen


def _way(view: View, picture: Picture, unit: Unit, targets: tuple[int, ...]) -> Search:
    """The field to follow: round an enemy in strength before whom one's own stand already."""
    theatre, here, barred = view.theatre, unit.hex, tolls(view).beyond
    if here in barred or not barred.isdisjoint(targets):
        barred = frozenset()
    mobility = planning_class(theatre)
    way = first = way_to(theatre, mobility, targets, picture.opened, here, barred)
    limit = first.best[here] * QUANTUM_M + W.detour_turns * theatre.allowance(unit)
    for _ in range(_SIEGES):
        h = _barrier(picture, way, unit.hex)
        if h < 0 or h in targets or not _besieged(view, unit, h):
            return way
        barred |= {h}
        way = way_to(theatre, mobility, targets, picture.opened, here, barred)
        if way.best[here] * QUANTUM_M > limit:
            return first
    return way


_SIEGES = 3
"""Sieges that one way may go round."""


def _barrier(picture: Picture, way: Search, h: int) -> int:
    """The next hex on the way that the enemy holds in strength, -1 if there is none."""
    while (h := way.toward[h]) >= 0:
        if picture.defence.get(h, 0) >= W.stronghold:
            return h
    return -1


def _besieged(view: View, unit: Unit, h: int) -> bool:
    """Whether others of one's own already stand before an enemy in `h`, and this unit does not."""
    near = [n for _, n in view.theatre.board.adjacent[h]]
    if unit.hex in near:
        return False
    return sum(u.faction == unit.faction for n in near for u in view.stacks.get(n, ())) >= W.siege_units


def _deploy(view: View, picture: Picture, unit: Unit, way: Search, avoid: Container[int]) -> Path | None:
    """Where an enemy bars the way: to a free hex beside him, rather than to queue behind one's own."""
    h = _barrier(picture, way, unit.hex)
    if h not in picture.seen or avoid or unit.hex in picture.contact:
        return None
    found = reach(view, unit)
    taken = {u.hex for u in view.own}
    beside = [n for n, _ in terms(view, unit).links[h] if n in found and n != unit.hex]
    ends = sorted((n in taken, found[n].cost, n) for n in beside)
    return path_to(view, unit, ends[0][2]) if ends else None


def follow(view: View, unit: Unit, way: Search, avoid: Container[int]) -> tuple[Path | None, bool]:
    """As far along a field as the unit gets, ending on no hex to `avoid`; and whether it was blocked
    before it had used what it has.

    Where the next hex is barred, it goes round through a neighbour that is also nearer to the target.
    """
    t, left, fresh = terms(view, unit), budget_left(view, unit), is_fresh(view, unit)
    if not (left or fresh):
        return None, False
    path, costs, h, blocked = [unit.hex], [0], unit.hex, False
    while way.best[h]:
        n = way.toward[h]
        price = t.price(h, n) if n >= 0 else None
        if price is None:
            n, price = _round(t, way, h)
        if price is None:
            blocked = True
            break
        cost, halts = costs[-1] + price, t.halts(h, n)
        if cost > left:
            if len(path) > 1 or not fresh:
                break
            halts = True
        path.append(n)
        costs.append(cost)
        h = n
        if halts:
            blocked = cost < left
            break
    full = len(path)
    while len(path) > 1 and (path[-1] in avoid or not fits(view, unit, path[-1])):
        path.pop()
    blocked = (blocked or len(path) < full) and costs[len(path) - 1] < left * W.detour_share
    return (tuple(path) if len(path) > 1 else None), blocked


def _round(t: Terms, way: Search, h: int) -> tuple[int, int | None]:
    """The best neighbour that is nearer to the target and can be entered, with its price; -1 for none."""
    best, best_price, best_total = -1, None, way.best[h]
    for n, _ in t.links[h]:
        if way.best[n] >= way.best[h]:
            continue
        price = t.price(h, n)
        if price is None:
            continue
        total = way.best[n] * QUANTUM_M + price
        if best < 0 or total < best_total:
            best, best_price, best_total = n, price, total
    return best, best_price


def clear(view: View, picture: Picture, unit: Unit, task: Task) -> Path | None:
    """Towards the nearest ground of the area that is not one's own."""
    board, me = view.theatre.board, view.theatre.index[view.faction]
    away, control, stacks = board.distances(unit.hex), view.control, view.stacks
    strange = [
        (int(away[h]), h)
        for h in task.targets
        if control[h] != me and h != unit.hex and all(u.faction != unit.faction for u in stacks.get(h, ()))
    ]
    for _, h in sorted(strange)[:_TRIES]:
        if h in picture.seen and board.direction(unit.hex, h) is not None:
            continue  # beside it already: attacks are decided elsewhere
        path = go(view, picture, unit, (h,), ())
        if path:
            return path
    if not strange and unit.hex not in task.targets:
        return go(view, picture, unit, task.targets, ())
    return None


_TRIES = 3


def _guns(view: View, picture: Picture, unit: Unit, task: Task) -> Path | None:
    """Towards the fight until some enemy is well in range, never beside one."""
    if in_range(view, picture, unit, unit.hex):
        return None
    path = go(view, picture, unit, task.targets, picture.contact)
    for i, h in enumerate(path or ()):
        if i and path and in_range(view, picture, unit, h) and fits(view, unit, h):
            return path[: i + 1]
    return path


def in_range(view: View, picture: Picture, unit: Unit, h: int) -> bool:
    """Whether an enemy is well in range of a battery that stands on `h`."""
    row = view.theatre.board.distances(h)
    limit = round(view.theatre.unit_type(unit).range_km * 1000) - W.battery_gap_m
    return any(row[e] <= limit for e in picture.defence)


def way_back(view: View, picture: Picture, unit: Unit) -> Path | None:
    """Out of contact, towards supply or, without sources, away from the enemy."""
    theatre = view.theatre
    found = reach(view, unit)
    sources = tuple(sorted(view.sources))
    length = field(theatre, SUPPLY, sources, picture.opened).cost if sources else None
    best: tuple[int, int, int] | None = None
    for h, way in found.items():
        if h in picture.contact:
            continue
        if length is not None and length[h] < FAR:
            price = length[h]
        else:
            row = theatre.board.distances(h)
            price = -min((int(row[e]) for e in picture.seen), default=0)
        key = (price, way.cost, h)
        if best is None or key < best:
            best = key
    return path_to(view, unit, best[2]) if best else None


def _may_ring(view: View, unit: Unit, task: Task) -> bool:
    """Whether the unit is one to close rings with."""
    return (
        view.doctrine.encircle > 0
        and task.kind in ("take", "clear", "reserve")
        and not (task.kind == "take" and unit.hex in task.targets)
        and unit.steps >= view.theatre.ruleset.movement.zoc_min_steps
        and unit.supply in ("supplied", "overextended")
    )
