"""Irregular means: raids on the roads that the enemy lives on, hiding before surrender, boats by night."""

from __future__ import annotations

from game.ai.doctrine import uses
from game.ai.enemy_roads import traffic
from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture, around, enemies_of, strengths
from game.ai.plan import Plan
from game.ai.task import Task
from game.core.orders import Disperse, Move, Raid, Trickle
from game.core.units import Unit
from game.core.view import View
from game.rules.crossings import has_boats, passable
from game.rules.irregular import RAIDER, abilities, check_disperse, check_raid, check_trickle, receiver
from game.rules.irregular import trickle_forecast as boats
from game.rules.movement import is_fresh, path_to, reach
from game.rules.retreats import ways_out

_NOBODY = Task("reserve", None, ())
_TRIES = 12
"""Stretches of road that one raider thinks of, the busiest first."""


def irregular_order(view: View, picture: Picture, plan: Plan) -> Raid | Disperse | Trickle | None:
    """The next irregular order of any unit; None for a side without such means."""
    means = abilities(view, view.faction)
    hides, sails, raids = (
        means.disperse and uses(view, "cells"),
        means.night_boats and uses(view, "boats"),
        means.raids and uses(view, "raids"),
    )
    if not (hides or sails or raids):
        return None
    for unit in view.own:
        act = view.activity.get(unit.id)
        if act is None or act.done or unit.id in view.civil.convoys:
            continue
        order = (
            (_hide(view, picture, plan, unit) if hides else None)
            or (_boats(view, picture, unit) if sails else None)
            or (_raid(view, picture, plan, unit) if raids else None)
        )
        if order:
            return order
    return None


# Hiding


def _hide(view: View, picture: Picture, plan: Plan, unit: Unit) -> Disperse | None:
    """A weak unit that is cut off, or has an enemy before it that it cannot stand and no way out."""
    if unit.steps > view.theatre.ruleset.irregular.cell_steps or unit.hex in plan.pledged:
        return None
    if unit.supply != "isolated" and not _cornered(view, picture, unit):
        return None
    if unit.supply == "isolated" and unit.hex not in picture.contact and unit.cut_off <= 1:
        return None
    order = Disperse(unit.id)
    return None if check_disperse(view, order) else order


def _cornered(view: View, picture: Picture, unit: Unit) -> bool:
    """Whether the enemy beside a unit is too strong for it, and it has few ways out."""
    if unit.hex not in picture.contact:
        return False
    threat = {n: picture.attack.get(n, 0) for _, n in view.theatre.board.adjacent[unit.hex]}
    stack = [u for u in view.stacks[unit.hex] if u.faction == unit.faction]
    defence = sum(strengths(view.theatre, u)[1] for u in stack)
    if sum(threat.values()) * view.doctrine.caution < M.hide_ratio * defence:
        return False
    worst = min(threat, key=lambda n: (-threat[n], n))
    return len(ways_out(view, unit, worst)) <= M.hide_exits


# Raids


def _raid(view: View, picture: Picture, plan: Plan, unit: Unit) -> Raid | None:
    """On the busiest stretch of the enemy's roads that the unit reaches and nobody guards."""
    if RAIDER not in view.theatre.unit_type(unit).traits or unit.hex in picture.contact:
        return None
    if unit.steps <= view.theatre.ruleset.irregular.raid_loss or not is_fresh(view, unit):
        return None
    if any(r.unit == unit.id for r in view.irregular.raids):
        return None
    task = plan.tasks.get(unit.id, _NOBODY)
    bar = (
        M.raid_busy
        if task.kind in ("take", "clear", "breakout") and unit.hex not in task.targets
        else M.raid_bar
    )
    board, busy = view.theatre.board, traffic(view, picture)
    away, reach = board.distances(unit.hex), round(view.theatre.ruleset.irregular.raid_reach_km * 1000)
    raided = {n for r in view.irregular.raids for n in (r.hex, *(m for _, m in board.adjacent[r.hex]))}
    watched = _watched(view, picture)
    near = {
        h: count * (M.raid_watched if h in watched else 1.0)
        for h, count in busy.items()
        if away[h] <= reach and h not in raided
    }
    worthy = [h for h, worth in near.items() if worth >= bar]
    for h in sorted(worthy, key=lambda h: (-near[h], h))[:_TRIES]:
        order = Raid(unit.id, h)
        if check_raid(view, order) is None:
            return order
    return None


def _watched(view: View, picture: Picture) -> frozenset[int]:
    """Hexes so near to known enemies, or to places of theirs, that guards may be about (memo)."""
    found: frozenset[int] | None = view.memo.get("ai_watched")
    if found is None:
        board, reach = view.theatre.board, round(view.theatre.ruleset.irregular.raid_guard_km * 1000)
        foes = enemies_of(view)
        hexes = {board.places[p].hex for p, owner in view.owners.items() if owner in foes} | set(
            picture.defence
        )
        found = view.memo["ai_watched"] = frozenset(n for h in sorted(hexes) for n in around(board, h, reach))
    return found


# Night boats


def to_the_bank(view: View, picture: Picture, plan: Plan) -> Move | None:
    """When all have acted: an idle unit goes opposite to one that is cut off, to feed it by night."""
    if not abilities(view, view.faction).night_boats or not uses(view, "boats"):
        return None
    banks = _banks(view, picture)
    for unit in view.own if banks else ():
        task = plan.tasks.get(unit.id, _NOBODY)
        if (
            task.kind != "reserve"
            or unit.hex in banks
            or unit.hex in picture.contact
            or not _can_give(view, unit)
        ):
            continue
        act = view.activity.get(unit.id)
        if act is None or act.done or not is_fresh(view, unit) or unit.id in view.civil.convoys:
            continue
        found = reach(view, unit)
        ends = sorted((way.cost, h) for h, way in found.items() if h in banks)
        path = path_to(view, unit, ends[0][1]) if ends else None
        if path:
            return Move(unit.id, path)
    return None


def _banks(view: View, picture: Picture) -> frozenset[int]:
    """Hexes out of contact from which boats reach an own unit that is cut off and below strength."""
    board = view.theatre.board
    hungry = [u for u in view.own if _hungry(picture, u)]
    return frozenset(
        n
        for u in hungry
        for d, n in board.adjacent[u.hex]
        if board.river[u.hex, d] and not passable(view, u.hex, n) and n not in picture.contact
    )


def _hungry(picture: Picture, unit: Unit) -> bool:
    """Whether a unit needs steps badly: it is cut off, or worn down in a fight."""
    if unit.steps >= unit.full:
        return False
    if unit.supply in ("isolated", "unsupplied"):
        return True
    return unit.hex in picture.contact and unit.steps <= M.worn_down * unit.full


def _can_give(view: View, unit: Unit) -> bool:
    """Whether a unit has boats and steps to spare, and is not cut off itself."""
    left = unit.steps - view.theatre.ruleset.irregular.boat_steps
    return has_boats(view, unit) and unit.supply != "isolated" and left >= M.giver * unit.full


def _boats(view: View, picture: Picture, unit: Unit) -> Trickle | None:
    """Steps to a friend who is cut off on the other bank, if the boats will probably get there."""
    if unit.hex in picture.contact or not _can_give(view, unit):
        return None
    best: tuple[int, int] | None = None
    for d, h in view.theatre.board.adjacent[unit.hex]:
        if not view.theatre.board.river[unit.hex, d] or h not in view.stacks:
            continue
        order = Trickle(unit.id, h)
        if check_trickle(view, order) or boats(view, order).stopped > M.boats_turned:
            continue
        taker = receiver(view, order)
        if taker and _hungry(picture, taker):
            best = min(best or (taker.steps, h), (taker.steps, h))
    return Trickle(unit.id, best[1]) if best else None
