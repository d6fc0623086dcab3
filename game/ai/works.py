"""Crossings: engineers who have nothing else to do repair bridges, for those carry roads and more than
pontoons do; and whoever holds a crossing that only the enemy can use destroys it.
"""

from __future__ import annotations

from game.ai.brief import supply_line
from game.ai.doctrine import uses
from game.ai.means_weights import MEANS as M
from game.ai.moves import go
from game.ai.picture import Picture, around, strengths
from game.ai.plan import Plan
from game.ai.task import RESERVE
from game.core.board import Crossing
from game.core.orders import Bridge, Demolish, Move
from game.core.units import Unit
from game.core.view import View
from game.rules.crossings import ENGINEERS, check_bridge, check_demolish
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
        if act is None or act.done or ENGINEERS not in view.theatre.unit_type(unit).traits:
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


def demolition(view: View, picture: Picture, plan: Plan) -> Demolish | None:
    """Before units act: a crossing beside an own unit over which the enemy would come in strength, and by
    which neither an own unit nor its supply or task needs to come.
    """
    for crossing in view.crossings.values():
        if crossing.status != "intact":
            continue
        for here, far in (crossing.edge, crossing.edge[::-1]):
            unit = next((u for u in view.stacks.get(here, ()) if u.id in view.activity), None)
            if unit is None or not _serves_the_enemy(view, picture, plan, crossing, here, far):
                continue
            order = Demolish(unit.id, far)
            if check_demolish(view, order) is None:
                return order
    return None


def _serves_the_enemy(
    view: View, picture: Picture, plan: Plan, crossing: Crossing, here: int, far: int
) -> bool:
    """Whether no own business is beyond, and more is expected from there than those near could meet; a side
    that falls back along positions anyway does not wait for that, once an enemy is near.
    """
    bank = view.theatre.board.bank
    near = around(view.theatre.board, here, round(M.demolish_km * 1000))
    beyond = frozenset(h for h in near if bank[h] == bank[far])
    coming = sum(power for h, power in picture.attack.items() if h in beyond)
    own = [u for u in view.own if u.hex in near]
    meeting = sum(strengths(view.theatre, u)[1] for u in own)
    leaving = bool(view.doctrine.positions) and not picture.defence.keys().isdisjoint(near)
    if coming <= M.demolish_ratio * meeting and not leaving:
        return False
    if any(u.hex in beyond for u in own):
        return False
    if any(not beyond.isdisjoint(plan.tasks.get(u.id, RESERVE).targets) for u in own):
        return False
    line = supply_line(
        view.theatre,
        tuple(sorted(view.sources)),
        tuple(sorted({u.hex for u in view.own})),
        picture.opened,
    )
    return not line.issuperset(crossing.edge)
