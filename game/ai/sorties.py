"""Sorties: one budget for looking before attacks, cutting roads, and supporting the attacks themselves.

Reconnaissance and interdiction are flown before units act; support when an attack is about to be made
(`assaults`); what is left when all have acted goes to the roads.
"""

from __future__ import annotations

from game.ai.convoys import known_convoys, road_ahead
from game.ai.doctrine import uses
from game.ai.enemy_roads import traffic
from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture, around, enemies_of
from game.ai.plan import Plan
from game.ai.tolls import tolls
from game.ai.weights import STANDARD as W
from game.core.fires import Mission
from game.core.orders import Sortie
from game.core.view import View
from game.rules.air import check_sortie, mission_harm, missions_at
from game.rules.crossings import passable
from game.rules.engagement import CODE
from game.rules.strikes import mistake_chance


def sorties_left(view: View) -> int:
    """Own sorties of this turn that have not been flown."""
    return view.fires.sorties.get(view.faction, 0)


def flown(view: View, mission: Mission) -> int:
    """Own missions of a kind that were flown this turn: those of the turn before are over."""
    return sum(m.faction == view.faction and m.mission == mission for m in view.fires.missions)


def _budget(view: View) -> int:
    """Sorties of the whole turn."""
    return sorties_left(view) + sum(m.faction == view.faction for m in view.fires.missions)


def before_units(view: View, picture: Picture, plan: Plan) -> Sortie | None:
    """A sortie to fly before units act: over the road of a convoy if there are enough, then eyes, then a busy
    road.
    """
    if not sorties_left(view):
        return None
    cuts, looks = uses(view, "interdiction"), uses(view, "reconnaissance")
    return (
        (_convoy_road(view, picture) if cuts and _budget(view) >= M.convoy_budget else None)
        or (_look(view, plan) if looks else None)
        or (_busy_road(view, picture, plan) if cuts else None)
    )


def after_units(view: View, picture: Picture, plan: Plan) -> Sortie | None:
    """A sortie that nobody needed for support."""
    if not (sorties_left(view) and uses(view, "interdiction")):
        return None
    return _convoy_road(view, picture) or _cut(view, picture, plan)


def supporters(view: View) -> int:
    """Sorties that could still support an attack."""
    return sorties_left(view) if uses(view, "support") else 0


def forbidden_support(view: View, picture: Picture) -> tuple[Sortie, ...]:
    """Support missions over enemies beside own units that the rules of engagement refuse."""
    if not supporters(view):
        return ()
    beside = view.theatre.board.adjacent
    own = {u.hex for u in view.own}
    near = [h for h in sorted(picture.seen) if any(n in own for _, n in beside[h])]
    orders = (Sortie("support", h) for h in near)
    refused = ((order, check_sortie(view, order)) for order in orders)
    return tuple(order for order, why in refused if why is not None and why.code == CODE)


def affordable(view: View, order: Sortie, gain: float) -> bool:
    """Whether a support mission that adds `gain` steps is worth what it may cost others, and allowed."""
    gain -= M.harm_price * mission_harm(view, order).number
    gain -= M.mistake_price * mistake_chance(view, view.faction, order.target)
    return gain >= M.support_bar and check_sortie(view, order) is None


# Interdiction


def _convoy_road(view: View, picture: Picture) -> Sortie | None:
    if not view.doctrine.convoys:
        return None
    for h in road_ahead(view, picture):
        order = Sortie("interdiction", h)
        if check_sortie(view, order) is None and not _cut_near(view, h):
            return order
    return None


def _cut_near(view: View, h: int) -> bool:
    """Whether own aircraft are over the roads around a hex already."""
    return any(
        m.faction == view.faction and m.mission == "interdiction" and _strands(view, m.hex, h)
        for m in view.fires.missions
    )


def _strands(view: View, over: int, h: int) -> bool:
    """Whether aircraft over a hex would hold up a convoy that is at another."""
    return view.theatre.board.distance_m(over, h) <= view.theatre.ruleset.convoys.strand_km * 1000


def _lets_go(view: View, order: Sortie) -> bool:
    """Whether a mission spares the convoys that the doctrine lets pass."""
    return view.doctrine.convoys > 0 or not any(
        _strands(view, order.target, trace.hex) for trace in known_convoys(view)
    )


def _busy_road(view: View, picture: Picture, plan: Plan) -> Sortie | None:
    if flown(view, "interdiction") >= _budget(view) // M.cut_quota:
        return None
    return _cut(view, picture, plan)


def _cut(view: View, picture: Picture, plan: Plan) -> Sortie | None:
    """Over the roads on which most depends of what one is about to fight, where no aircraft are yet."""
    worth = _fed_over(view, picture, plan)
    for h in sorted(worth, key=lambda h: (-worth[h], h))[:_TRIES]:
        if worth[h] < M.cut_bar:
            return None
        order = Sortie("interdiction", h)
        if _lets_go(view, order) and check_sortie(view, order) is None:
            return order
    return None


_TRIES = 5
"""Roads that one decision asks about."""


def _fed_over(view: View, picture: Picture, plan: Plan) -> dict[int, float]:
    """Road hex -> what aircraft over it would do: to units within their reach, whose supply must come over
    the last kilometres there wherever it comes from, and to those whose line is guessed to lead there.
    """
    board, reach = view.theatre.board, round(view.theatre.ruleset.air.interdiction_km * 1000)
    over = [m.hex for m in view.fires.missions if m.faction == view.faction and m.mission == "interdiction"]
    rows, most = [board.distances(h) for h in over], len(view.theatre.ruleset.air.interdicted_line)
    out: dict[int, float] = {}
    for h in sorted(picture.defence):
        above = sum(bool(row[h] <= reach) for row in rows)
        weight = _interest(view, picture, plan, h) * M.cut_again**above if above < most else 0.0
        for n in around(board, h, reach) if weight else ():
            if board.on_road[n]:
                out[n] = out.get(n, 0.0) + weight
    busy = traffic(view, picture)
    for h in out:
        if not any(row[h] <= 2 * reach for row in rows):
            out[h] += M.cut_line * busy.get(h, 0)
    return out


def _interest(view: View, picture: Picture, plan: Plan, h: int) -> float:
    """How much it matters that the enemies in a hex are ill supplied: most where one fights them now, not at
    all where a deconfliction line leaves them to the rival.
    """
    near = any(
        u.faction == view.faction
        for _, n in view.theatre.board.adjacent[h]
        if passable(view, h, n)
        for u in view.stacks.get(n, ())
    )
    strength = min(1.0, picture.defence[h] / W.stronghold)
    if near or h in plan.wanted:
        return M.cut_fight * strength
    if h in tolls(view).beyond:
        return 0.0
    own = [u.hex for u in view.own]
    close = bool((view.theatre.board.distances(h)[own] <= M.cut_km * 1000).any())
    return strength if close else 0.0


# Reconnaissance


def _look(view: View, plan: Plan) -> Sortie | None:
    """Over the hex from which most of what one would like to know can be seen."""
    budget = _budget(view)
    if budget < M.least_lookers or flown(view, "reconnaissance") >= max(1, budget // M.look_quota):
        return None
    unknown = _unknown(view, plan)
    reach = round(view.theatre.ruleset.air.reconnaissance_km * 1000)
    best: tuple[float, int] | None = None
    for h in sorted(unknown):
        away = view.theatre.board.distances(h)
        worth = sum(w for n, w in unknown.items() if away[n] <= reach)
        if worth >= M.look_bar and (best is None or worth > best[0]):
            best = (worth, h)
    if best is None or missions_at(view, view.faction, "reconnaissance", best[1]):
        return None
    order = Sortie("reconnaissance", best[1])
    return None if check_sortie(view, order) else order


def _unknown(view: View, plan: Plan) -> dict[int, float]:
    """Hexes out of sight, not far from own units, with what it is worth to see them."""
    out: dict[int, float] = {}
    foes, oldest = enemies_of(view), view.turn - W.memory_turns
    for c in view.contacts:
        if c.turn >= oldest and c.unit.faction in foes:
            out[c.unit.hex] = out.get(c.unit.hex, 0.0) + M.look_stale
    for h in plan.wanted:
        out[h] = out.get(h, 0.0) + M.look_wanted
    far = round(M.look_km * 1000)
    own = sorted({u.hex for u in view.own})
    return {h: out[h] for h in sorted(out) if not view.visible[h] and _near_own(view, h, own, far)}


def _near_own(view: View, h: int, own: list[int], far: int) -> bool:
    return bool((view.theatre.board.distances(h)[own] <= far).any()) if own else False
