"""Boats: by night steps for those who are cut off or worn down across a river, and the way out of a trap
whose back is the river.
"""

from __future__ import annotations

from game.ai.corners import cornered
from game.ai.doctrine import uses
from game.ai.means_weights import MEANS as M
from game.ai.moves import go
from game.ai.picture import Picture
from game.ai.plan import Plan
from game.ai.spare import spare
from game.core.orders import Ferry, Move, Trickle
from game.core.units import Unit
from game.core.view import View
from game.rules.crossings import check_ferry, has_boats, passable
from game.rules.irregular import abilities, check_trickle, receiver
from game.rules.irregular import trickle_forecast as forecast
from game.rules.supply import supply_state, trace

# Night boats


def to_the_bank(view: View, picture: Picture, plan: Plan) -> Move | None:
    """When all have acted: a unit that can be spared goes opposite to one that is cut off, to feed it by
    night.
    """
    if not abilities(view, view.faction).night_boats or not uses(view, "boats"):
        return None
    banks = _banks(view, picture)
    if not banks or any(u.hex in banks and _can_give(view, u) for u in view.own):
        return None
    able = [u for u in view.own if _can_give(view, u) and spare(view, picture, plan, u, 0)]
    reach, away = round(M.bank_km * 1000), {h: view.theatre.board.distances(h) for h in banks}
    ways = sorted((int(row[u.hex]), h, u.id) for u in able for h, row in away.items() if row[u.hex] <= reach)
    for _, h, uid in ways:
        path = go(view, picture, view.units[uid], (h,), picture.contact)
        if path:
            return Move(uid, path)
    return None


def _banks(view: View, picture: Picture) -> frozenset[int]:
    """Hexes out of contact from which boats reach an own unit that is cut off and below strength."""
    board = view.theatre.board
    hungry = [u for u in view.own if _hungry(picture, u)]
    return frozenset(
        n
        for u in hungry
        for d, n in board.adjacent[u.hex]
        if board.river[u.hex, d] and not passable(view, u.hex, n) and n not in picture.contact
    )


def _hungry(picture: Picture, unit: Unit) -> bool:
    """Whether a unit needs steps badly: it is cut off, or worn down in a fight."""
    if unit.steps >= unit.full:
        return False
    if unit.supply in ("isolated", "unsupplied"):
        return True
    return unit.hex in picture.contact and unit.steps <= M.worn_down * unit.full


def _can_give(view: View, unit: Unit) -> bool:
    """Whether a unit has boats and steps to spare, and is not cut off itself."""
    left = unit.steps - view.theatre.ruleset.irregular.boat_steps
    return has_boats(view, unit) and unit.supply != "isolated" and left >= M.giver * unit.full


def night_boats(view: View, picture: Picture, unit: Unit) -> Trickle | None:
    """Steps to a friend who is cut off on the other bank, if the boats may well get there."""
    if unit.hex in picture.contact or not _can_give(view, unit):
        return None
    best: tuple[int, int] | None = None
    for d, h in view.theatre.board.adjacent[unit.hex]:
        if not view.theatre.board.river[unit.hex, d] or h not in view.stacks:
            continue
        order = Trickle(unit.id, h)
        if check_trickle(view, order) or forecast(view, order).stopped > M.boats_turned:
            continue
        taker = receiver(view, order)
        if taker and _hungry(picture, taker):
            best = min(best or (taker.steps, h), (taker.steps, h))
    return Trickle(unit.id, best[1]) if best else None


# Out of a trap


def over_the_river(view: View, picture: Picture, plan: Plan) -> Ferry | None:
    """A small unit that is cut off or cornered on a bank crosses to ground of its own, out of contact and
    in supply.
    """
    if not uses(view, "ferries") or view.ferried >= view.theatre.ruleset.crossings.boats_a_turn:
        return None
    for unit in view.own:
        act = view.activity.get(unit.id)
        if act is None or act.done or unit.hex in plan.pledged or unit.id in view.civil.convoys:
            continue
        if unit.supply != "isolated" and not cornered(view, picture, unit):
            continue
        for d, h in view.theatre.board.adjacent[unit.hex]:
            order = Ferry(unit.id, h)
            if (
                view.theatre.board.river[unit.hex, d]
                and _better(view, picture, h)
                and not check_ferry(view, order)
            ):
                return order
    return None


def _better(view: View, picture: Picture, h: int) -> bool:
    """Whether a landing is one's own ground, out of contact, and reached by supply."""
    if h in picture.contact or view.control[h] != view.theatre.index[view.faction]:
        return False
    return supply_state(trace(view, view.faction, view.sources), h) in ("supplied", "overextended")
