"""Missiles: what a strike is worth in steps, what it may cost civilians, and whether the rules allow it."""

from __future__ import annotations

from collections.abc import Iterator

from game.ai.attacks import step_worth
from game.ai.convoys import known_convoys, road_ahead
from game.ai.enemy_roads import traffic
from game.ai.escalation import may_override
from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture
from game.ai.plan import Plan
from game.ai.weights import STANDARD as W
from game.core.orders import Strike
from game.core.situation import hostile
from game.core.units import Unit
from game.core.view import View
from game.rules.engagement import CODE, check_engagement, convoy_at
from game.rules.sites import hits_left, site_at
from game.rules.strikes import (
    at_least,
    check_strike,
    enemy_seen,
    hit_chance,
    salvo_of,
    strike_forecast,
    strike_harm,
)

_ROADS = 3
"""Stretches of road that one decision thinks of, the busiest first."""


def ready_assets(view: View) -> tuple[str, ...]:
    """Own assets that can fire now, by id."""
    return tuple(sorted(a for a, m in view.fires.magazines.items() if m.ready <= view.turn and m.left > 0))


def best_strike(view: View, picture: Picture, plan: Plan) -> Strike | None:
    """The strike that is worth most of those that are worth their missiles and allowed."""
    best, most = None, 0.0
    for order in _wishes(view, picture):
        bar = M.missile_bar * salvo_of(view, order.asset)
        gross = gross_worth(view, picture, plan, order)
        if gross < bar or gross * max(1.0, view.doctrine.escalate) <= most:
            continue
        for value, least, chosen in _ways(view, order, gross, bar):
            if value >= least and value > most and check_strike(view, chosen) is None:
                best, most = chosen, value
                break
    return best


def _ways(view: View, order: Strike, gross: float, bar: float) -> Iterator[tuple[float, float, Strike]]:
    """(net worth, what it must reach, order): as the rules have it, or against them if doctrine may."""
    may = strike_forecast(view, order)
    net = gross - M.harm_price * may.harm - M.mistake_price * may.mistake
    yield net, bar, Strike(order.asset, order.target, order.aim, press=_before_press(view, order))
    factor = view.doctrine.escalate
    if may.price and may_override(view):
        value = net + (factor - 1) * gross - M.prestige_price * may.price
        yield value, bar * M.escalation_bar, Strike(order.asset, order.target, order.aim, escalate=True)


def forbidden(view: View, picture: Picture, plan: Plan) -> tuple[Strike, ...]:
    """Strikes that would be worth their missiles, harm aside, and that the rules of engagement refuse."""
    return tuple(
        order
        for order in _wishes(view, picture)
        if gross_worth(view, picture, plan, order) >= M.missile_bar * salvo_of(view, order.asset)
        and _ruled_out(view, order)
    )


def _ruled_out(view: View, order: Strike) -> bool:
    refused = check_engagement(view, order.target, strike_harm(view, order), order.escalate)
    return refused is not None and refused.code == CODE


def _before_press(view: View, order: Strike) -> bool:
    """Reporters are asked to see what will most likely be seen to be true, and harms nobody."""
    if order.aim != "site" or not view.doctrine.press:
        return False
    may = strike_forecast(view, order)
    return may.success >= 1 - view.doctrine.press and may.harm_chance <= view.doctrine.press / 2


# What there is to hit


def _wishes(view: View, picture: Picture) -> Iterator[Strike]:
    """Strikes worth thinking of: each ready asset at each target."""
    ready = ready_assets(view)
    if not ready:
        return
    places = view.theatre.board.places
    hexes = [(places[p].hex, "site") for p in sorted(view.theatre.sites)]
    hexes += [(h, "unit") for h in sorted(picture.defence)]
    hexes += [(h, "road") for h in _roads(view, picture)]
    for asset in ready:
        for h, aim in hexes:
            yield Strike(asset, h, aim)  # type: ignore[arg-type]


def _roads(view: View, picture: Picture) -> list[int]:
    """Roads ahead of convoys, and the busiest of the enemy's."""
    busy = traffic(view, picture)
    own = {u.hex for u in view.own}
    top = sorted((h for h in busy if h not in own), key=lambda h: (-busy[h], h))[:_ROADS]
    if view.doctrine.convoys and not view.fires.sorties.get(view.faction):
        top += [h for h in road_ahead(view, picture) if h not in top]
    return top


# What it is worth


def gross_worth(view: View, picture: Picture, plan: Plan, order: Strike) -> float:
    """Worth of a strike in steps, whoever else comes to harm."""
    if order.aim == "site":
        return _site_worth(view, order)
    if order.aim == "road":
        return _road_worth(view, picture, order)
    return _unit_worth(view, plan, order)


def _site_worth(view: View, order: Strike) -> float:
    """What the site means to its owner, times what the salvo adds to the probability that it is gone.

    Own strikes that nobody has assessed count by what they probably did, not by what was claimed.
    """
    place = site_at(view.theatre, order.target)
    needed = hits_left(view, place) if place else 0
    if not needed or not hostile(view, view.faction, view.theatre.sites[place].faction):
        return 0.0
    missiles, chance = salvo_of(view, order.asset), view.theatre.ruleset.fires.hit_site
    fired = sum(
        r.missiles for r in view.fires.reports if r.hex == order.target and r.aim == "site" and not r.assessed
    )
    before, after = at_least(needed, fired, chance), at_least(needed, fired + missiles, chance)
    partly = M.half_way * min(1.0, missiles * chance / needed) * (1 - before)
    return site_worth(view, place) * max(after - before, partly)


def site_worth(view: View, place: str) -> float:
    """Steps that the loss of a site is worth, shared with others of its kind that its owner has left."""
    site = view.theatre.sites[place]
    kind = view.theatre.ruleset.sites[site.kind]
    left = sum(
        1
        for p, s in view.theatre.sites.items()
        if s.kind == site.kind and s.faction == site.faction and hits_left(view, p)
    )
    whole = M.site_attack * (1 - kind.attack) + M.site_recovery * (1 - kind.recovery)
    whole += M.site_replacements * (1 - kind.replacements) - M.site_cohesion * kind.cohesion
    whole += 0.0 if kind.joint else M.site_joint
    return whole / max(1, left)


def _unit_worth(view: View, plan: Plan, order: Strike) -> float:
    h = order.target
    units, sure = _enemies_at(view, h)
    if not units or convoy_at(view, h):
        return 0.0
    chance = hit_chance(view.theatre, "unit", enemy_seen(view, h)) * sure
    hits = min(salvo_of(view, order.asset) * chance, float(sum(u.steps for u in units)))
    per_hit = W.enemy_step * step_worth(view.theatre, units)
    per_hit += M.hit_cohesion * view.theatre.ruleset.fires.unit_cohesion
    near = any(
        u.faction == view.faction for _, n in view.theatre.board.adjacent[h] for u in view.stacks.get(n, ())
    )
    return hits * per_hit * (M.hit_wanted if near or h in plan.wanted else 1.0)


def _enemies_at(view: View, h: int) -> tuple[tuple[Unit, ...], float]:
    """Enemies seen in a hex, or believed there, and how sure that is."""
    me, stances = view.faction, view.stances
    seen = tuple(u for u in view.stacks.get(h, ()) if u.faction != me and stances[me, u.faction] == "war")
    if seen:
        return seen, 1.0
    old = [c for c in view.contacts if c.unit.hex == h and stances[me, c.unit.faction] == "war"]
    if not old or view.visible[h]:
        return (), 0.0
    last = max(c.turn for c in old)
    return tuple(c.unit for c in old), M.fading ** max(0, view.turn - last)


def _road_worth(view: View, picture: Picture, order: Strike) -> float:
    chance = at_least(1, salvo_of(view, order.asset), view.theatre.ruleset.fires.hit_road)
    worth = M.road_unit * traffic(view, picture).get(order.target, 0)
    if known_convoys(view) and order.target in road_ahead(view, picture):
        worth = max(worth, M.convoy * view.doctrine.convoys)
    return chance * worth
