"""Irregular means: raids on the roads that the enemy lives on, hiding before surrender, boats by night."""

from __future__ import annotations

from game.ai.boats import night_boats
from game.ai.corners import cornered
from game.ai.doctrine import uses
from game.ai.enemy_roads import traffic
from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture, around, enemies_of
from game.ai.plan import Plan
from game.ai.task import RESERVE
from game.core.orders import Disperse, Raid, Trickle
from game.core.units import Unit
from game.core.view import View
from game.rules.irregular import RAIDER, abilities, check_disperse, check_raid
from game.rules.movement import is_fresh

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
            or (night_boats(view, picture, unit) if sails else None)
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
    if unit.supply != "isolated" and not cornered(view, picture, unit):
        return None
    if unit.supply == "isolated" and unit.hex not in picture.contact and unit.cut_off <= 1:
        return None
    order = Disperse(unit.id)
    return None if check_disperse(view, order) else order


# Raids


def _raid(view: View, picture: Picture, plan: Plan, unit: Unit) -> Raid | None:
    """On the busiest stretch of the enemy's roads that the unit reaches and nobody guards."""
    if RAIDER not in view.theatre.unit_type(unit).traits or unit.hex in picture.contact:
        return None
    if unit.steps <= view.theatre.ruleset.irregular.raid_loss or not is_fresh(view, unit):
        return None
    if any(r.unit == unit.id for r in view.irregular.raids):
        return None
    task = plan.tasks.get(unit.id, RESERVE)
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
