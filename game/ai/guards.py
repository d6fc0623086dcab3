"""Guards on the own lines of supply: units that have nothing better to do there watch for raiders."""

from __future__ import annotations

from game.ai.brief import supply_line
from game.ai.doctrine import uses
from game.ai.picture import Picture, around, enemies_of
from game.ai.plan import Plan
from game.ai.weights import STANDARD as W
from game.core.orders import SetPosture
from game.core.units import Unit
from game.core.view import View
from game.rules.irregular import RAIDER
from game.rules.movement import is_fresh


def raiders_about(view: View) -> bool:
    """Whether an enemy is known to raid: he has raiders out, or mobile units and the means."""
    foes = enemies_of(view)
    if any(r.faction in foes for r in view.irregular.raids):
        return True
    able = tuple(f for f in foes if view.theatre.factions[f].abilities.raids)
    kinds = view.theatre.ruleset.unit_types
    known = (*view.units.values(), *(c.unit for c in view.contacts))
    return any(u.faction in able and RAIDER in kinds[u.type].traits for u in known)


def guard_order(view: View, picture: Picture, plan: Plan) -> SetPosture | None:
    """The next unit on a line of supply that is to guard it."""
    if not uses(view, "guards"):
        return _stand_down(view)
    if not view.sources or not raiders_about(view):
        return None
    posts: frozenset[int] | None = None
    for unit in view.own:
        if unit.posture != "hold" or not _free(view, picture, plan, unit):
            continue
        if posts is None:
            posts = _posts(view, picture)
        if unit.hex in posts:
            return SetPosture(unit.id, "guard")
    return None


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


def _posts(view: View, picture: Picture) -> frozenset[int]:
    """Hexes near enough to the lines of supply to guard them."""
    sources = tuple(sorted(view.sources))
    line = supply_line(view.theatre, sources, tuple(sorted({u.hex for u in view.own})), picture.opened)
    board, reach = view.theatre.board, round(view.theatre.ruleset.effort.guard_km * 1000)
    roads = [h for h in sorted(line) if board.road[h].any()]
    return frozenset(n for h in roads for n in around(board, h, reach // 2))
