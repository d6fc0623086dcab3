"""The main effort: the place that most of the plan's worth hangs on, kept until another is clearly better."""

from __future__ import annotations

from game.ai.means_weights import MEANS as M
from game.ai.plan import Plan
from game.core.board import Board
from game.core.orders import MainEffort
from game.core.view import View
from game.rules.effort import check_effort


def name_effort(view: View, plan: Plan) -> MainEffort | None:
    """A new main effort, None to leave it as it is."""
    if view.theatre.ruleset.effort.effort_km <= 0:
        return None
    worth = _axes(view, plan)
    if not worth:
        return None
    best = min(worth, key=lambda p: (-worth[p], p))
    now = view.irregular.effort.get(view.faction, "")
    if now and worth[best] < M.effort_swing * worth.get(now, 0.0):
        return None
    order = MainEffort(best)
    return None if check_effort(view, order) else order


def _axes(view: View, plan: Plan) -> dict[str, float]:
    """Place -> worth of what the plan wants there, more where the lines of supply to it are long."""
    long = view.theatre.ruleset.supply.full_km
    out: dict[str, float] = {}
    for uid, task in plan.tasks.items():
        unit = view.units.get(uid)
        if unit is None or task.aim is None or task.kind not in ("take", "clear") or task.aim.take <= 0:
            continue
        place = _place_of(view.theatre.board, task.aim.hexes)
        far = unit.supply_km < 0 or unit.supply_km > long / 2
        out.setdefault(place, 0.0)
        out[place] += task.aim.take * (1 + M.effort_far * far)
    out.pop("", None)
    return out


def _place_of(board: Board, hexes: tuple[int, ...]) -> str:
    """The place at an aim, or the nearest to its middle; empty on a board without places."""
    h = hexes[len(hexes) // 2]
    here = board.place_at.get(h)
    if here:
        return here.id
    away = board.distances(h)
    return min(board.places, key=lambda p: (int(away[board.places[p].hex]), p), default="")
