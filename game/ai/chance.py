"""The random controller: legal orders without a thought, for tests and as a floor to measure against."""

from __future__ import annotations

import random
from collections.abc import Iterator

from game.core.fires import AIMS, MISSIONS
from game.core.orders import (
    Attack,
    Bridge,
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
    SetPosture,
    Sortie,
    Strike,
    Trickle,
)
from game.core.units import POSTURES, Unit
from game.core.view import View
from game.rules.air import mission_targets
from game.rules.combat import check_attack
from game.rules.irregular import abilities, raid_targets
from game.rules.legality import verify
from game.rules.movement import path_to, reach
from game.rules.strikes import targets

_END, _IDLE, _TURN, _FIGHT = 0.02, 0.15, 0.04, 0.7
"""Chances of ending the turn, of finishing a unit, of changing its posture, and of attacking if it can."""
_MEANS, _ODD = 0.1, 0.12
"""Chances of trying something that no unit carries out, and an unusual order of a unit."""
_TRIES = 4
"""Unusual orders thought of before something plain is done."""


class RandomController:
    """Picks a unit, then something that it can do. Every turn ends."""

    def decide(self, view: View, rng: random.Random) -> Order:
        """A random legal order."""
        if view.offers:
            decision = rng.choice(view.offers)
            return Decide(decision.id, rng.choice(decision.options).id)
        if view.outcome or _spent(view):
            return EndTurn()
        if rng.random() < _MEANS:
            order = _legal(view, _of_side(view, rng))
            if order:
                return order
        ready = [u for u in view.own if _ready(view, u)]
        if not ready or rng.random() < _END:
            return EndTurn()
        unit = rng.choice(ready)
        if rng.random() < _ODD:
            order = _legal(view, _unusual(view, unit, rng))
            if order:
                return order
        roll = rng.random()
        if roll < _IDLE:
            return Finish(unit.id)
        if roll < _IDLE + _TURN and not _acted(view, unit):
            return SetPosture(unit.id, rng.choice([p for p in POSTURES if p != unit.posture]))
        return _attack(view, unit, rng) or _move(view, unit, rng) or Finish(unit.id)


def _spent(view: View) -> bool:
    return view.orders >= view.theatre.ruleset.max_orders_a_turn - 1


def _ready(view: View, unit: Unit) -> bool:
    act = view.activity.get(unit.id)
    return act is not None and not (act.done or act.attacked) and unit.id not in view.civil.convoys


def _acted(view: View, unit: Unit) -> bool:
    act = view.activity[unit.id]
    return bool(act.spent or act.halted or act.origin != unit.hex)


def _legal(view: View, orders: Iterator[Order]) -> Order | None:
    return next((order for order in orders if verify(view, order) is None), None)


def _attack(view: View, unit: Unit, rng: random.Random) -> Order | None:
    shock = view.irregular.shock.get(view.faction, 0) > 0 and rng.random() < _ODD
    orders = [
        Attack(unit.id, n, shock=shock)
        for _, n in view.theatre.board.adjacent[unit.hex]
        if n in view.stacks and check_attack(view, Attack(unit.id, n, shock=shock)) is None
    ]
    return rng.choice(orders) if orders and rng.random() < _FIGHT else None


def _move(view: View, unit: Unit, rng: random.Random) -> Order | None:
    ends = sorted(reach(view, unit))
    path = path_to(view, unit, rng.choice(ends)) if ends else None
    return Move(unit.id, path) if path else None


def _of_side(view: View, rng: random.Random) -> Iterator[Order]:
    """A few orders that no unit carries out; whether they are legal nobody has asked."""
    for _ in range(_TRIES):
        yield rng.choice((_strike, _sortie, _place))(view, rng)


def _strike(view: View, rng: random.Random) -> Order:
    """At something that an asset could be aimed at, sometimes before the press or against the rules."""
    aim = rng.choice(AIMS)
    asset = rng.choice(sorted(view.fires.magazines) or [""])
    return Strike(asset, rng.choice([*targets(view, aim), 0]), aim, _seldom(rng), _seldom(rng))


def _sortie(view: View, rng: random.Random) -> Order:
    mission = rng.choice(MISSIONS)
    return Sortie(mission, rng.choice([*mission_targets(view, mission), 0]), _seldom(rng))


def _place(view: View, rng: random.Random) -> Order:
    """Something about a place: aid, a handover, the main effort."""
    place = rng.choice([*sorted(view.theatre.board.places), ""])
    other = rng.choice(view.theatre.faction_ids)
    return rng.choice((DeliverAid(place), Handover(place, other), MainEffort(place)))


def _seldom(rng: random.Random) -> bool:
    return rng.random() < _ODD


def _unusual(view: View, unit: Unit, rng: random.Random) -> Iterator[Order]:
    """Orders of a unit that are seldom legal; whether they are nobody has asked."""
    far = rng.choice([n for _, n in view.theatre.board.adjacent[unit.hex]])
    orders: list[Order] = [
        Ferry(unit.id, far), Bridge(unit.id, far), Demolish(unit.id, far), Trickle(unit.id, far),
        Disperse(unit.id),
    ]  # fmt: skip
    raidable = raid_targets(view, unit) if abilities(view, unit.faction).raids else []
    if raidable:
        orders.append(Raid(unit.id, rng.choice(raidable)))
    rng.shuffle(orders)
    yield from orders[:_TRIES]
