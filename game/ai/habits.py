"""Habits that a doctrine switches on: reserves go to where the nearer enemy is; and which habit an order
comes of.
"""

from __future__ import annotations

from game.ai.assign import planning_class
from game.ai.fallback import fall_back
from game.ai.means_weights import MEANS as M
from game.ai.moves import go
from game.ai.picture import Picture, enemies_of, strengths
from game.ai.plan import Plan
from game.ai.retakes import retaken
from game.ai.spare import spare
from game.ai.task import RESERVE
from game.ai.weights import STANDARD as W
from game.core.orders import Attack, Move, Order
from game.core.theatre import NOBODY
from game.core.units import Unit
from game.core.view import View
from game.rules.paths import FAR, way


def shift_reserve(view: View, picture: Picture, plan: Plan) -> Move | None:
    """When all have acted: the next idle unit sets out for the place that the nearer enemy threatens."""
    if not view.doctrine.shift_reserves:
        return None
    idle = [u for u in view.own if spare(view, picture, plan, u)]
    for h, threat in _threatened(view, picture) if idle else ():
        if _defence_near(view, h) >= M.shift_ratio * threat:
            continue
        away = view.theatre.board.distances(h)
        near = [u for u in idle if W.near_m < away[u.hex] <= round(M.shift_km * 1000)]
        for unit in sorted(near, key=lambda u: (int(away[u.hex]), u.id)):
            path = (
                go(view, picture, unit, (h,), picture.contact) if _way_free(view, picture, unit, h) else None
            )
            if path:
                return Move(unit.id, path)
    return None


def _threatened(view: View, picture: Picture) -> list[tuple[int, int]]:
    """(hex, enemy attack strength near it) of own places to hold, that of the nearest enemy first."""
    board, reach = view.theatre.board, round(M.shift_threat_km * 1000)
    foes = enemies_of(view)
    known = sorted({u.hex for u in view.units.values() if u.faction in foes} | set(picture.attack))
    found = []
    for place in view.doctrine.hold:
        h = board.places[place].hex
        if view.owners.get(place) != view.faction:
            continue
        away = board.distances(h)
        near = [e for e in known if away[e] <= reach]
        if near:
            found.append((min(int(away[e]) for e in near), h, sum(picture.attack.get(e, 0) for e in near)))
    return [(h, threat) for _, h, threat in sorted(found)]


def _defence_near(view: View, h: int) -> int:
    """Own defence strength (tenths) around a hex."""
    away = view.theatre.board.distances(h)
    return sum(strengths(view.theatre, u)[1] for u in view.own if away[u.hex] <= W.near_m)


def _way_free(view: View, picture: Picture, unit: Unit, h: int) -> bool:
    """Whether the way leads over no enemy's ground."""
    found = way(view.theatre, planning_class(view.theatre), (h,), picture.opened, unit.hex)
    if found.best[unit.hex] >= FAR:
        return False
    own = (view.theatre.index[view.faction], NOBODY)
    return all(int(view.control[n]) in own for n in found.line(unit.hex))


def habit_of(view: View, picture: Picture, plan: Plan, order: Order) -> str:
    """`fall_back`, `retake` or `reserves` for an order that comes of that habit, empty for others."""
    if isinstance(order, Move):
        unit = view.units[order.unit]
        if fall_back(view, picture, plan, unit) == order:
            return "fall_back"
        if shift_reserve(view, picture, plan) == order:
            return "reserves"
        task = plan.tasks.get(order.unit, RESERVE)
        goal = task.aim.id if task.kind == "take" and task.aim and not task.aim.area else ""
        return "retake" if goal and goal in retaken(view, picture) else ""
    if isinstance(order, Attack) and view.doctrine.retake:
        place = view.theatre.board.place_at.get(order.target)
        return "retake" if place and place.id in retaken(view, picture) else ""
    return ""
