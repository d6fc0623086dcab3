"""Guards on the own lines of supply: few, where raiders would do harm, and no longer than that."""

from __future__ import annotations

from game.ai.doctrine import uses
from game.ai.picture import Picture
from game.ai.plan import Plan
from game.ai.watch import exposed, gain, needed, price
from game.ai.weights import STANDARD as W
from game.core.orders import SetPosture
from game.core.units import Unit
from game.core.view import View
from game.rules.movement import is_fresh


def guard_order(view: View, picture: Picture, plan: Plan) -> SetPosture | None:
    """The unit without a fight that would watch over most for what it is worth elsewhere, if enough."""
    if not uses(view, "guards"):
        return _stand_down(view)
    if not exposed(view, picture):
        return None
    others = [u.hex for u in view.own if u.id in needed(view, picture)]
    best, most = None, 1.0
    for unit in view.own:
        if unit.posture not in ("hold", "stand_fast") or not _free(view, picture, plan, unit):
            continue
        worth = gain(view, picture, unit.hex, others) / price(view.theatre, unit.type)
        if worth >= most and (best is None or worth > most):
            best, most = unit, worth
    return SetPosture(best.id, "guard") if best else None


def _stand_down(view: View) -> SetPosture | None:
    """For a side that does without guards: the next unit that still guards."""
    ready = (
        u for u in view.own if u.posture == "guard" and is_fresh(view, u) and u.id not in view.civil.convoys
    )
    return next((SetPosture(u.id, "hold") for u in ready), None)


def _free(view: View, picture: Picture, plan: Plan, unit: Unit) -> bool:
    task = plan.tasks.get(unit.id)
    return (
        task is not None
        and task.kind in ("garrison", "reserve")
        and (task.kind == "reserve" or unit.hex in task.targets)
        and unit.hex not in picture.contact
        and unit.cohesion >= W.tired
        and unit.steps >= view.theatre.ruleset.movement.zoc_min_steps
        and unit.id not in view.civil.convoys
        and view.theatre.unit_type(unit).range_km <= 0
        and is_fresh(view, unit)
    )
