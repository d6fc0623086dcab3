"""Why the simple AI gives an order, in a sentence: derived from the view, remembered nowhere."""

from __future__ import annotations

from game.ai.corners import in_trap
from game.ai.explain_means import why_irregular, why_means
from game.ai.habits import habit_of
from game.ai.lines import CUT
from game.ai.picture import Picture, look
from game.ai.plan import Plan, plan_for
from game.ai.pockets import closing_path
from game.ai.task import RESERVE, Task
from game.core.orders import (
    Attack,
    Bridge,
    Concede,
    Decide,
    DeliverAid,
    Demolish,
    Disperse,
    EndTurn,
    Ferry,
    Finish,
    Handover,
    MainEffort,
    Move,
    Order,
    Raid,
    SetPosture,
    Sortie,
    Strike,
    Trickle,
)
from game.core.units import Unit
from game.core.view import View
from game.rules.combat import assemble
from game.rules.odds import odds_in_words
from game.words import place_name, t


def explain(view: View, order: Order) -> str:
    """One sentence about an order of the view's own faction."""
    if isinstance(order, Decide):
        return _why_decide(view, order)
    if isinstance(order, EndTurn):
        return t("why.end_turn")
    if isinstance(order, Concede):
        return t("why.concede")
    if isinstance(order, Strike | Sortie | DeliverAid | Handover | MainEffort):
        return why_means(view, order)
    if isinstance(order, Raid | Disperse | Trickle):
        return why_irregular(view, order)
    picture = look(view)
    plan = plan_for(view, picture)
    unit = view.units[order.unit]
    return _reason(view, picture, plan, unit, order)


def _why_decide(view: View, order: Decide) -> str:
    """The words of the scenario, while the decision is still open."""
    offer = next((o for o in view.offers if o.id == order.decision), None)
    options = {o.id: o.text for o in offer.options} if offer else {}
    title = offer.title if offer else order.decision.replace("_", " ")
    chosen = options.get(order.option, order.option.replace("_", " "))
    return t("why.decide", decision=title, option=chosen)


def _reason(
    view: View,
    picture: Picture,
    plan: Plan,
    unit: Unit,
    order: Move | Attack | SetPosture | Finish | Ferry | Bridge | Demolish,
) -> str:
    task = plan.tasks.get(unit.id, RESERVE)
    name, here = unit.name, view.theatre.board.spot(unit.hex)
    if isinstance(order, Move):
        return _why_move(view, picture, plan, unit, task, order)
    if isinstance(order, Attack):
        return _why_attack(view, unit, task, order)
    if isinstance(order, SetPosture):
        return t(f"why.posture.{order.posture}", unit=name, cohesion=unit.cohesion, here=here)
    if isinstance(order, Bridge):
        if task.aim is None and not task.targets:
            return t("why.opens_here", unit=name, to=view.theatre.board.spot(order.to))
        return t("why.opens", unit=name, aim=_name(view, task))
    if isinstance(order, Ferry):
        return t("why.boats", unit=name, aim=_name(view, task))
    if isinstance(order, Demolish):
        return t("why.demolishes", unit=name, here=here)
    if unit.hex in plan.pledged:
        alone = sum(1 for u in view.stacks[unit.hex] if u.faction == view.faction) == 1
        return t("why.staying.alone" if alone else "why.staying.pledged", unit=name, here=here)
    line = task.kind == "clear" and task.aim is not None and task.aim.id.startswith(CUT)
    return t("why.staying.line" if line else f"why.staying.{task.kind}", unit=name, aim=_name(view, task))


def _why_move(view: View, picture: Picture, plan: Plan, unit: Unit, task: Task, order: Move) -> str:
    end = view.theatre.board.spot(order.path[-1])
    habit = habit_of(view, picture, plan, order)
    if habit in ("fall_back", "reserves"):
        return t(f"why.moving.{habit}", unit=unit.name, end=end)
    if task.kind != "breakout" and in_trap(view, picture, unit):
        return t("why.moving.back", unit=unit.name, end=end)
    if closing_path(view, picture, unit) == order.path:
        return t("why.moving.ring", unit=unit.name, end=end)
    return t(f"why.moving.{task.kind}", unit=unit.name, aim=_name(view, task))


def _why_attack(view: View, unit: Unit, task: Task, order: Attack) -> str:
    assault = assemble(view, order)
    where = view.theatre.board.spot(order.target)
    if assault is None:
        return t("why.attack.plain", unit=unit.name, where=where)
    key = "why.attack.shock" if order.shock else "why.attack.odds"
    aim = task.aim if task.kind in ("take", "clear") else None
    if aim and (aim.area or order.target not in aim.hexes):
        key += "_for"
    odds = odds_in_words(assault.attack, assault.defence)
    return t(key, unit=unit.name, where=where, odds=odds, aim=_name(view, task))


def _name(view: View, task: Task) -> str:
    """What people call the aim of a task."""
    board = view.theatre.board
    if task.aim is None:
        return place_name(board, task.targets[0]) if task.targets else t("why.nothing")
    if task.aim.id.startswith(CUT):
        return t("why.line_to", place=board.places[task.aim.id.removeprefix(CUT)].name)
    if task.aim.area:
        zone = next((z for z in board.zones if z.id == task.aim.id), None)
        return zone.name if zone else t("why.area", name=task.aim.id.replace("_", " "))
    return place_name(board, task.aim.hexes[0])
