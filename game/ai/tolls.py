"""What it costs a side to come over a deconfliction line: an incident for each unit that does, and what
critical tension costs. Both are read from its own score table.
"""

from __future__ import annotations

from functools import lru_cache

from game.ai.aims import Ledger
from game.ai.weights import STANDARD as W
from game.core.record import record
from game.core.theatre import Theatre
from game.core.view import View
from game.rules.relations import beyond, followed, tension

_STEP = 10
"""Tension is looked at in steps of so many points, so that the plan does not change with each."""


@record
class Tolls:
    """What the lines in force mean for one side now."""

    beyond: frozenset[int] = frozenset()
    """Hexes that they keep it out of."""
    incident: float = 0.0
    """Points that an incident costs it."""
    strain: float = 0.0
    """Points that are at stake when tension becomes critical."""
    tension: int = 0

    def price(self, theatre: Theatre, units: float) -> float:
        """Points that an operation of so many units over the line costs."""
        rules = theatre.ruleset.diplomacy
        then = self.tension + units * rules.over_line
        risk = (then - rules.strained_at) / max(1, rules.critical_at - rules.strained_at)
        return units * self.incident + self.strain * min(1.0, max(0.0, risk))


FREE = Tolls()


def tolls(view: View) -> Tolls:
    """Of the lines in force between a view's side and others with which it is at peace."""
    theatre, me = view.theatre, view.faction
    rivals = followed(view, me)
    lines = enumerate(theatre.lines) if view.diplomacy.lines else ()
    numbers = tuple(n for n, line in lines if me in line.between and set(line.between) & set(rivals))
    if not numbers:
        return FREE
    now = max(tension(view, me, f) or 0 for f in rivals)
    return _tolls(theatre, me, view.turn, numbers, now // _STEP * _STEP)


@lru_cache(maxsize=64)
def _tolls(theatre: Theatre, faction: str, turn: int, numbers: tuple[int, ...], now: int) -> Tolls:
    table = Ledger(theatre, faction, turn, {}, {})
    hexes = frozenset(h for n in numbers for h in beyond(theatre, n, faction))
    return Tolls(hexes, table.incident, table.strain + W.strain, now)
