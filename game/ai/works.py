"""Engineers who have nothing else to do repair bridges: those carry roads, and more than pontoons do."""

from __future__ import annotations

from game.ai.doctrine import uses
from game.ai.moves import go
from game.ai.picture import Picture
from game.ai.plan import Plan
from game.ai.task import RESERVE
from game.core.board import Crossing
from game.core.orders import Bridge, Move
from game.core.units import Unit
from game.core.view import View
from game.rules.crossings import check_bridge
from game.rules.movement import is_fresh


def repair_order(view: View, picture: Picture, plan: Plan) -> Bridge | Move | None:
    """When all have acted: the next idle engineers work at, or go to, the nearest bridge that is down
    between two banks of their own.
    """
    if not uses(view, "repairs"):
        return None
    down = [c for c in view.crossings.values() if c.status == "destroyed" and _held(view, picture, c)]
    for unit in view.own if down else ():
        act = view.activity.get(unit.id)
        if act is None or act.done or "bridging" not in view.theatre.unit_type(unit).traits:
            continue
        if plan.tasks.get(unit.id, RESERVE).kind == "reserve" and is_fresh(view, unit):
            order = _work(view, picture, unit, down)
            if order:
                return order
    return None


def _held(view: View, picture: Picture, crossing: Crossing) -> bool:
    """Whether both banks are one's own, and no enemy stands beside them."""
    me = view.theatre.index[view.faction]
    return all(view.control[h] == me and h not in picture.contact for h in crossing.edge)


def _work(view: View, picture: Picture, unit: Unit, down: list[Crossing]) -> Bridge | Move | None:
    away = view.theatre.board.distances(unit.hex)
    ends = sorted((int(away[h]), h, far) for c in down for h, far in (c.edge, c.edge[::-1]))
    for _, h, far in ends:
        order = Bridge(unit.id, far)
        if h == unit.hex and check_bridge(view, order) is None:
            return order
        path = go(view, picture, unit, (h,), picture.contact) if h != unit.hex else None
        if path:
            return Move(unit.id, path)
    return None
