"""Neutral observers: public reports of what they see, roughly placed, some of them wrong.

An observer that is wrong a share w of the time states for each report a confidence between 1 - 2w and 1, and
the report is right with just that probability. A wrong one names a place further off than its error.
"""

from __future__ import annotations

import random

import numpy as np

from game.core.civil import ObserverSpec, Sighting
from game.core.events import Sighted
from game.core.state import State
from game.core.units import Unit
from game.rules.truth.conditions import hex_of
from game.rules.truth.resolution import Resolution


def publish(r: Resolution) -> None:
    """Once a turn: every observer looks at every unit of the factions that it follows."""
    for spec in r.state.scenario.spec.observers:
        dice = r.dice.stream("observers")
        for unit in _followed(r.state, spec):
            if dice.random() < spec.chance:
                r.emit(Sighted(_report(r.state, spec, unit, dice)))


def _followed(state: State, spec: ObserverSpec) -> list[Unit]:
    """Units that an observer may report, by id."""
    board = state.theatre.board
    found = [
        u for u in state.units.values() if u.faction in spec.of and (not spec.units or u.id in spec.units)
    ]
    if spec.near is not None:
        away, reach = board.distances(hex_of(board, spec.near)), round(spec.km * 1000)
        found = [u for u in found if away[u.hex] <= reach]
    return sorted(found, key=lambda u: u.id)


def _report(state: State, spec: ObserverSpec, unit: Unit, dice: random.Random) -> Sighting:
    confidence = stated_confidence(spec.wrong, dice.random())
    right = dice.random() < confidence
    km = spec.error_km
    if unit.id in state.civil.convoys:
        km = max(km, state.theatre.ruleset.convoys.vague_km)
    places = _near(state, unit.hex, km) if right else _elsewhere(state, spec, unit.hex, km)
    h = places[dice.randrange(len(places))] if places else unit.hex
    what = state.theatre.unit_type(unit).name
    return Sighting(state.turn, spec.name, unit.faction, h, what, confidence)


def stated_confidence(wrong: float, luck: float) -> float:
    """What an observer says of one report: 1 - `wrong` on average, two decimals. `luck`: 0-1."""
    spread = min(wrong, 1 - wrong)
    return round(1 - wrong + spread * (2 * luck - 1), 2)


def _near(state: State, h: int, km: float) -> list[int]:
    dry = ~state.theatre.lake
    found: list[int] = np.flatnonzero((state.theatre.board.distances(h) <= round(km * 1000)) & dry).tolist()
    return found


def _elsewhere(state: State, spec: ObserverSpec, h: int, km: float) -> list[int]:
    """Places further off than the error, within what the observer watches."""
    board = state.theatre.board
    off = (board.distances(h) > round(km * 1000)) & ~state.theatre.lake
    if spec.near is not None:
        off &= board.distances(hex_of(board, spec.near)) <= round(spec.km * 1000)
    found: list[int] = np.flatnonzero(off).tolist()
    return found
