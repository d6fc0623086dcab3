"""What a side does besides moving units, in a fixed sequence: before they act, and when they have.

Each order uses something up (a salvo, a sortie, a delivery, a unit's turn) or changes what called for it, so
that this ends. A side that has none of these means is asked almost nothing.
"""

from __future__ import annotations

from game.ai.aid import next_delivery
from game.ai.boats import over_the_river, to_the_bank
from game.ai.doctrine import uses
from game.ai.effort import name_effort
from game.ai.guards import guard_order
from game.ai.habits import shift_reserve
from game.ai.handovers import next_handover
from game.ai.irregular import irregular_order
from game.ai.picture import Picture
from game.ai.plan import Plan
from game.ai.sorties import after_units, before_units
from game.ai.strikes import best_strike
from game.ai.works import demolition, repair_order
from game.core.orders import Order
from game.core.view import View

_MOST = 80
"""Orders of a turn after which it does not begin with means again."""


def opening(view: View, picture: Picture, plan: Plan) -> Order | None:
    """The next order before units act; None when they may."""
    if not _untouched(view):
        return None
    return (
        (name_effort(view, plan) if uses(view, "effort") else None)
        or (next_delivery(view) if uses(view, "aid") else None)
        or (next_handover(view, picture) if uses(view, "handovers") else None)
        or before_units(view, picture, plan)
        or (best_strike(view, picture, plan) if uses(view, "missiles") else None)
        or over_the_river(view, picture, plan)
        or irregular_order(view, picture, plan)
        or (demolition(view, picture, plan) if uses(view, "demolition") else None)
        or guard_order(view, picture, plan)
    )


def closing(view: View, picture: Picture, plan: Plan) -> Order | None:
    """The next order when all units have acted: they may have opened a road, or seen a target."""
    return (
        (best_strike(view, picture, plan) if uses(view, "missiles") else None)
        or after_units(view, picture, plan)
        or (next_delivery(view, left_over=True) if uses(view, "aid") else None)
        or to_the_bank(view, picture, plan)
        or shift_reserve(view, picture, plan)
        or repair_order(view, picture, plan)
    )


def _untouched(view: View) -> bool:
    """Whether no unit has moved or fought yet. Whoever raids or sends boats is `done` where it stands."""
    if view.orders >= _MOST:
        return False
    units = view.units
    for uid, act in view.activity.items():
        unit = units.get(uid)
        if uid in view.civil.convoys:
            continue  # it goes by itself, at turn start
        if unit is None and not (act.attacked or act.spent):
            continue  # it went into hiding
        if unit is None or act.origin != unit.hex:
            return False
        if not act.done and (act.spent or act.attacked or act.halted):
            return False
    return True
