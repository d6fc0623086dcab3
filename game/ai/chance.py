"""The random controller: legal orders without a thought, for tests and as a floor to measure against."""

from __future__ import annotations

import random

from game.core.orders import Attack, Decide, EndTurn, Finish, Move, Order, SetPosture
from game.core.units import POSTURES, Unit
from game.core.view import View
from game.rules.combat import check_attack
from game.rules.movement import path_to, reach

_END, _IDLE, _TURN, _FIGHT = 0.02, 0.15, 0.04, 0.7
"""Chances of ending the turn, of finishing a unit, of changing its posture, and of attacking if it can."""


class RandomController:
    """Picks a unit, then something that it can do. Every turn ends."""

    def decide(self, view: View, rng: random.Random) -> Order:
        """A random legal order."""
        if view.offers:
            decision = rng.choice(view.offers)
            return Decide(decision.id, rng.choice(decision.options).id)
        ready = [u for u in view.own if _ready(view, u)]
        if not ready or view.outcome or rng.random() < _END or _spent(view):
            return EndTurn()
        unit = rng.choice(ready)
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
    return act is not None and not (act.done or act.attacked)


def _acted(view: View, unit: Unit) -> bool:
    act = view.activity[unit.id]
    return bool(act.spent or act.halted or act.origin != unit.hex)


def _attack(view: View, unit: Unit, rng: random.Random) -> Order | None:
    orders = [
        Attack(unit.id, n)
        for _, n in view.theatre.board.adjacent[unit.hex]
        if n in view.stacks and check_attack(view, Attack(unit.id, n)) is None
    ]
    return rng.choice(orders) if orders and rng.random() < _FIGHT else None


def _move(view: View, unit: Unit, rng: random.Random) -> Order | None:
    ends = sorted(reach(view, unit))
    path = path_to(view, unit, rng.choice(ends)) if ends else None
    return Move(unit.id, path) if path else None
