"""Why the simple AI gives an order, in a sentence: derived from the view, remembered nowhere."""

from __future__ import annotations

from game.ai.explain_means import why_irregular, why_means
from game.ai.habits import habit_of
from game.ai.lines import CUT
from game.ai.moves import in_trap
from game.ai.picture import Picture, look
from game.ai.plan import Plan, plan_for
from game.ai.pockets import closing_path
from game.ai.task import Task
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

_NOBODY = Task("reserve", None, ())

_MOVING = {
    "take": "makes for {aim}",
    "garrison": "goes to hold {aim}",
    "clear": "clears {aim}",
    "guns": "brings its guns within range of the fight for {aim}",
    "bridge": "goes to open a crossing towards {aim}",
    "ferry": "goes to the boats, bound for {aim}",
    "breakout": "is cut off and makes for its supply",
    "reserve": "moves up",
}
_HABITS = {
    "fall_back": "falls back towards the next position, to {end}: one way out is left",
    "reserves": "shifts to {end}, nearer to the enemy who comes closest",
}
_STAYING = {
    "take": "waits before {aim}: the way is barred or the odds are bad",
    "garrison": "holds {aim}",
    "clear": "holds its ground in {aim}",
    "guns": "covers the fight for {aim}",
    "bridge": "waits to open a crossing towards {aim}",
    "ferry": "waits for boats",
    "breakout": "is cut off and finds no way out",
    "reserve": "stays in reserve",
}
_POSTURES = {
    "rest": "rests: it is at {cohesion} cohesion and out of contact",
    "hold": "stands to",
    "guard": "guards its surroundings",
    "stand_fast": "will not give up {here}: it must be held",
}


def explain(view: View, order: Order) -> str:
    """One sentence about an order of the view's own faction."""
    if isinstance(order, Decide):
        return f"Answers {order.decision} with {order.option}: the likeliest by weight and doctrine."
    if isinstance(order, EndTurn):
        return "Ends the turn: nobody has anything left to do."
    if isinstance(order, Concede):
        return "Gives up."
    if isinstance(order, Strike | Sortie | DeliverAid | Handover | MainEffort):
        return why_means(view, order)
    if isinstance(order, Raid | Disperse | Trickle):
        return why_irregular(view, order)
    picture = look(view)
    plan = plan_for(view, picture)
    unit = view.units[order.unit]
    return f"{unit.name} {_reason(view, picture, plan, unit, order)}."


def _reason(
    view: View,
    picture: Picture,
    plan: Plan,
    unit: Unit,
    order: Move | Attack | SetPosture | Finish | Ferry | Bridge | Demolish,
) -> str:
    task = plan.tasks.get(unit.id, _NOBODY)
    here = view.theatre.board.describe(unit.hex)
    if isinstance(order, Move):
        return _why_move(view, picture, plan, unit, task, order)
    if isinstance(order, Attack):
        return _why_attack(view, task, order)
    if isinstance(order, SetPosture):
        return _POSTURES[order.posture].format(cohesion=unit.cohesion, here=here)
    if isinstance(order, Bridge):
        return f"opens a crossing towards {_name(view, task)}"
    if isinstance(order, Ferry):
        return f"crosses by boat towards {_name(view, task)}"
    if isinstance(order, Demolish):
        return f"destroys the crossing at {here}"
    if unit.hex in plan.pledged:
        alone = sum(1 for u in view.stacks[unit.hex] if u.faction == view.faction) == 1
        return f"holds {here}" + (": last garrison" if alone else "")
    return _STAYING[task.kind].format(aim=_name(view, task))


def _why_move(view: View, picture: Picture, plan: Plan, unit: Unit, task: Task, order: Move) -> str:
    end = view.theatre.board.describe(order.path[-1])
    habit = habit_of(view, picture, plan, order)
    if habit in _HABITS:
        return _HABITS[habit].format(end=end)
    if task.kind != "breakout" and in_trap(view, picture, unit):
        return f"falls back to {end} before it is surrounded"
    if closing_path(view, picture, unit) == order.path:
        return f"closes a ring at {end}"
    return _MOVING[task.kind].format(aim=_name(view, task))


def _why_attack(view: View, task: Task, order: Attack) -> str:
    assault = assemble(view, order)
    where = view.theatre.board.describe(order.target)
    if assault is None:
        return f"attacks {where}"
    words = f"attacks {where} at {odds_in_words(assault.attack, assault.defence)}"
    words += " with a shock attack" if order.shock else ""
    return f"{words} for {_name(view, task)}" if task.aim and task.kind in ("take", "clear") else words


def _name(view: View, task: Task) -> str:
    """What people call the aim of a task."""
    board = view.theatre.board
    if task.aim is None:
        return board.describe(task.targets[0]) if task.targets else "nothing in particular"
    if task.aim.id.startswith(CUT):
        return f"the line of supply to {board.places[task.aim.id.removeprefix(CUT)].name}"
    if task.aim.area:
        zone = next((z for z in board.zones if z.id == task.aim.id), None)
        return zone.name if zone else task.aim.id.replace("_", " ")
    return board.describe(task.aim.hexes[0])
