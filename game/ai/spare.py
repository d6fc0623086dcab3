"""Units that can be spared: nothing needs them where they stand."""

from __future__ import annotations

from game.ai.picture import Picture
from game.ai.plan import Plan
from game.ai.task import RESERVE
from game.ai.weights import STANDARD as W
from game.core.units import Unit
from game.core.view import View
from game.rules.movement import is_fresh


def spare(view: View, picture: Picture, plan: Plan, unit: Unit, quiet_m: int = W.near_m) -> bool:
    """Whether a unit has its turn before it, no place that must be held, and no enemy within `quiet_m` or
    beside it.
    """
    act = view.activity.get(unit.id)
    if act is None or act.done or not is_fresh(view, unit) or unit.id in view.civil.convoys:
        return False
    if unit.hex in plan.pledged or unit.posture == "guard" or unit.steps < W.worn * unit.full:
        return False
    task = plan.tasks.get(unit.id, RESERVE)
    if task.kind == "garrison" and (task.aim is None or task.aim.hold or unit.hex not in task.targets):
        return False
    away = view.theatre.board.distances(unit.hex)
    far = all(away[h] > quiet_m for h in picture.attack)
    return task.kind in ("reserve", "garrison") and far and unit.hex not in picture.contact
