"""The simple AI: a plan a turn, then one unit after the other until nothing is left to do.

First come the means of the side (`means`), then the units out of contact move; then those beside an enemy
attack, move or dig in, one at a time. Each order makes progress (a unit moves or attacks at most once, a
decline is `Finish`), so that a turn ends. Nothing is remembered: see `brief` for how the decisions of a
turn agree with each other.
"""

from __future__ import annotations

import random

from game.ai.assaults import assisted, strengthened
from game.ai.attacks import best_attack
from game.ai.decisions import answer
from game.ai.doctrine import uses
from game.ai.fallback import fall_back
from game.ai.means import closing, opening
from game.ai.moves import in_range, move_for
from game.ai.picture import Picture, look
from game.ai.plan import Plan, plan_for
from game.ai.posture import posture_for
from game.ai.task import Task
from game.ai.weights import STANDARD as W
from game.core.board import edge
from game.core.orders import Bridge, EndTurn, Ferry, Finish, Order, SetPosture
from game.core.scenario import Means
from game.core.units import Activity, Unit
from game.core.view import View
from game.rules.crossings import check_bridge, check_ferry


class SimpleController:
    """Plays any faction from its view; its character is `view.doctrine`, its numbers are `weights`."""

    def decide(self, view: View, rng: random.Random) -> Order:
        """The next order of the turn."""
        if view.orders >= view.theatre.ruleset.max_orders_a_turn - 1 or view.outcome:
            return EndTurn()
        if view.offers:
            return answer(view, rng)
        picture = look(view)
        plan = plan_for(view, picture)
        order = opening(view, picture, plan) or next_order(view, picture, plan)
        return (closing(view, picture, plan) or order) if isinstance(order, EndTurn) else order


def next_order(view: View, picture: Picture, plan: Plan) -> Order:
    """The first thing that still has to be done."""
    touching: tuple[Unit, Activity, Task] | None = None
    contact = picture.contact
    for uid, task in plan.tasks.items():
        unit, act = view.units.get(uid), view.activity.get(uid)
        if unit is None or act is None or act.done or act.attacked:
            continue
        moved = act.spent > 0 or act.halted or act.origin != unit.hex
        if unit.hex in contact:
            if touching is None and not (moved and unit.posture == "rest"):
                touching = (unit, act, task)
            continue
        if moved or _settled(unit, task):
            continue
        if task.kind == "guns" and in_range(view, picture, unit, unit.hex):
            continue  # not `Finish`: who has finished does not fire in support
        return _at_leisure(view, picture, plan, unit, task)
    if touching is not None:
        return _in_contact(view, picture, plan, *touching)
    return EndTurn()


def _settled(unit: Unit, task: Task) -> bool:
    """Whether nothing needs doing with a unit out of contact: quickly, for it is asked at every order."""
    if unit.cohesion < W.tired or unit.posture not in _AT_EASE:
        return False
    return task.kind == "reserve" or (task.kind in ("take", "garrison", "depot") and unit.hex in task.targets)


_AT_EASE = ("hold", "guard", "stand_fast")


def _at_leisure(view: View, picture: Picture, plan: Plan, unit: Unit, task: Task) -> Order:
    """An order for a unit that no enemy touches and that has done nothing yet."""
    wanted = posture_for(picture, plan, unit, task)
    if wanted != unit.posture and not (wanted == "stand_fast" and unit.posture == "guard"):
        return SetPosture(unit.id, wanted)
    if wanted == "rest":
        return Finish(unit.id)
    if task.to >= 0 and unit.hex in task.targets:
        return _over_river(view, unit, task)
    return move_for(view, picture, plan, unit, task) or Finish(unit.id)


def _in_contact(view: View, picture: Picture, plan: Plan, unit: Unit, act: Activity, task: Task) -> Order:
    """An order for a unit beside an enemy: fight, get out, go on with its task, or dig in."""
    moved = act.spent > 0 or act.halted or act.origin != unit.hex
    if not moved:
        back = fall_back(view, picture, plan, unit)
        if back:
            return back
        wanted = posture_for(picture, plan, unit, task)
        if wanted != unit.posture:
            return SetPosture(unit.id, wanted)
    attack = best_attack(view, picture, plan, unit, task)
    if attack:
        return strengthened(view, plan, task, attack)
    help_first = assisted(view, picture, plan, unit, task)
    if help_first:
        return help_first
    if not moved:
        move = move_for(view, picture, plan, unit, task)
        if move:
            return move
    return Finish(unit.id)


def _over_river(view: View, unit: Unit, task: Task) -> Order:
    """Engineers build, boats cross, where it can be done."""
    order: Bridge | Ferry = Bridge(unit.id, task.to) if task.kind == "bridge" else Ferry(unit.id, task.to)
    refused = check_bridge(view, order) if isinstance(order, Bridge) else check_ferry(view, order)
    return Finish(unit.id) if refused or not uses(view, _kind_of(view, unit, order)) else order


def _kind_of(view: View, unit: Unit, order: Bridge | Ferry) -> Means:
    """The means that an order at a river is."""
    if isinstance(order, Ferry):
        return "ferries"
    return "repairs" if edge(unit.hex, order.to) in view.crossings else "pontoons"
