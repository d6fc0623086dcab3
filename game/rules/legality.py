"""Legality: the only door through which orders pass. It knows what the asker's side knows, no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

from game.core.fires import AIMS, MISSIONS
from game.core.orders import (
    Attack,
    Bridge,
    Concede,
    Decide,
    DeliverAid,
    Demolish,
    Disperse,
    EndTurn,
    Ferry,
    Finish,
    Handover,
    MainEffort,
    Move,
    Order,
    Raid,
    Refusal,
    SetPosture,
    Sortie,
    Strike,
    Trickle,
    refuse,
)
from game.core.saying import Saying, say
from game.core.units import POSTURES, Activity, Unit
from game.core.view import View
from game.rules.air import check_sortie, mission_targets
from game.rules.civilians import check_aid
from game.rules.combat import check_attack
from game.rules.convoys import check_convoy
from game.rules.crossings import check_bridge, check_demolish, check_ferry
from game.rules.effort import check_effort
from game.rules.irregular import check_disperse, check_raid, check_trickle, irregular_candidates
from game.rules.movement import Walk, path_to, reach, walk
from game.rules.relations import check_handover
from game.rules.strikes import check_strike, targets

_ALWAYS = (EndTurn, Concede)
"""Legal for the active faction as long as the match goes on, however many orders it has given."""

_BOTH = (True, False)


def verify(view: View, order: Order) -> Refusal | None:
    """Why the order is not legal, or None if it is."""
    if view.outcome is not None:
        return refuse("order.match_over")
    if view.active != view.faction:
        name = view.theatre.factions[view.active].name
        return refuse("order.not_your_turn", name=name)
    if isinstance(order, _ALWAYS):
        return None
    limit = view.theatre.ruleset.max_orders_a_turn
    if view.orders >= limit:
        return refuse("order.order_limit", limit=limit)
    kind = type(order)
    if kind in _SIDE_CHECKS:
        return _SIDE_CHECKS[kind](view, order)
    if kind not in _CHECKS:
        return refuse("order.no_rule", name=kind.__name__)
    return _verify_unit(view, order.unit) or _CHECKS[kind](view, order)  # type: ignore[union-attr]


def legal_orders(view: View) -> Iterator[Order]:
    """Every legal order; of the moves to one hex the cheapest only."""
    for order in _candidates(view):
        # A move comes out of `reach`, which is what `verify` asks about moves: no need to ask again.
        if isinstance(order, Move) or verify(view, order) is None:
            yield order


def _candidates(view: View) -> Iterator[Order]:
    """Orders worth asking about: whatever is not among them is illegal."""
    if view.outcome is not None or view.active != view.faction:
        return
    if view.orders < view.theatre.ruleset.max_orders_a_turn:
        yield from _candidates_of_side(view)
        for unit in view.own:
            yield from _candidates_of(view, unit)
    yield EndTurn()
    yield Concede()


def _candidates_of_side(view: View) -> Iterator[Order]:
    """Orders that no unit carries out."""
    for offer in view.offers:
        yield from (Decide(offer.id, option.id) for option in offer.options)
    yield from _candidates_of_fires(view)
    yield from (MainEffort(place) for place in ("", *view.theatre.board.places))
    for place, owner in view.owners.items():
        if owner == view.faction:
            yield DeliverAid(place)
            yield from (Handover(place, f) for f in view.theatre.faction_ids if f != view.faction)


def _candidates_of_fires(view: View) -> Iterator[Order]:
    """Strikes and sorties, worth asking about only while there is something to send."""
    ready = [a for a, m in view.fires.magazines.items() if m.ready <= view.turn]
    for aim in AIMS if ready else ():
        for h in targets(view, aim):
            yield from (Strike(a, h, aim, *flags) for a in ready for flags in product(_BOTH, _BOTH))
    for mission in MISSIONS if view.fires.sorties.get(view.faction) else ():
        for h in mission_targets(view, mission):
            yield from (Sortie(mission, h, escalate) for escalate in _BOTH)


def _candidates_of(view: View, unit: Unit) -> Iterator[Order]:
    if _activity(view, unit).done:
        return
    for h in reach(view, unit):
        path = path_to(view, unit, h)
        if path:
            yield Move(unit.id, path)
    shocks = _BOTH if view.irregular.shock.get(view.faction, 0) > 0 else (False,)
    for d, h in view.theatre.board.adjacent[unit.hex]:
        if h in view.stacks:
            yield from (Attack(unit.id, h, *flags) for flags in product(_BOTH, _BOTH, shocks, _BOTH))
        if view.theatre.board.river[unit.hex, d]:
            yield Ferry(unit.id, h)
            yield Bridge(unit.id, h)
            yield Demolish(unit.id, h)
    yield from irregular_candidates(view, unit)
    yield from (SetPosture(unit.id, posture) for posture in POSTURES)
    yield Finish(unit.id)


# Checks


def _activity(view: View, unit: Unit) -> Activity:
    return view.activity.get(unit.id) or Activity(unit.hex)


def _named(view: View, unit: Unit) -> Saying:
    return say("unit_at", unit=unit.name, where=view.theatre.board.spot(unit.hex))


def _verify_unit(view: View, unit_id: str) -> Refusal | None:
    """Whether the unit can be given orders at all."""
    unit = view.units.get(unit_id)
    if unit is None:
        return refuse("order.no_unit", unit_id=unit_id)
    if unit.faction != view.faction:
        return refuse("order.not_yours", unit.hex, unit=_named(view, unit))
    if unit.id in view.civil.convoys:
        return check_convoy(view, unit)
    if _activity(view, unit).done:
        return refuse("order.done", unit.hex, unit=_named(view, unit))
    return None


def _verify_move(view: View, order: Move) -> Refusal | None:
    unit = view.units[order.unit]
    act = _activity(view, unit)
    if act.attacked or act.halted:
        key = "move.acted.halted" if act.attacked else "move.halted"
        return refuse(key, unit.hex, unit=_named(view, unit))
    found = walk(view, unit, order.path)
    return None if isinstance(found, Walk) else found


def _verify_posture(view: View, order: SetPosture) -> Refusal | None:
    unit = view.units[order.unit]
    if order.posture not in POSTURES:
        return refuse("posture.no_posture", posture=order.posture, known=", ".join(POSTURES))
    if order.posture == unit.posture:
        return refuse(
            "posture.no_change", unit.hex, unit=_named(view, unit), posture=say(f"posture.{unit.posture}")
        )
    act = _activity(view, unit)
    if act.spent or act.attacked or act.halted or act.origin != unit.hex:
        return refuse("posture.acted", unit.hex, unit=_named(view, unit))
    return None


def _verify_decision(view: View, order: Decide) -> Refusal | None:
    offer = next((o for o in view.offers if o.id == order.decision), None)
    if offer is None:
        return refuse("decision.not_offered", decision=order.decision)
    options = [o.id for o in offer.options]
    if order.option not in options:
        return refuse(
            "decision.no_option", option=order.option, offer=offer.title, known=" or ".join(options)
        )
    return None


def _verify_finish(_: View, __: Finish) -> Refusal | None:
    return None


_SIDE_CHECKS: Mapping[type[Order], Callable[[View, Any], Refusal | None]] = {
    Decide: _verify_decision,
    DeliverAid: check_aid,
    Handover: check_handover,
    Strike: check_strike,
    Sortie: check_sortie,
    MainEffort: check_effort,
}
"""Orders that no unit on the map carries out."""

_CHECKS: Mapping[type[Order], Callable[[View, Any], Refusal | None]] = {
    Move: _verify_move,
    Attack: check_attack,
    SetPosture: _verify_posture,
    Finish: _verify_finish,
    Ferry: check_ferry,
    Bridge: check_bridge,
    Demolish: check_demolish,
    Raid: check_raid,
    Disperse: check_disperse,
    Trickle: check_trickle,
}
