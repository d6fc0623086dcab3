"""Units that come onto the map, and ground that passes to those who stand on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from game.core.events import Arrived, ControlChanged
from game.core.scenario import UnitSpec
from game.core.state import State
from game.core.theatre import Scenario
from game.core.units import Unit
from game.rules.movement import fits, may_enter
from game.rules.truth.attacks import taken
from game.rules.truth.resolution import Resolution


@lru_cache(maxsize=16)
def unit_specs(scenario: Scenario) -> Mapping[str, UnitSpec]:
    """The order of battle by unit id."""
    return {u.id: u for units in scenario.spec.units.values() for u in units}


@lru_cache(maxsize=16)
def summons(scenario: Scenario) -> Mapping[str, tuple[frozenset[str], frozenset[tuple[str, str]]]]:
    """Unit -> triggers and (decision, option) pairs that bring it on."""
    triggers: dict[str, set[str]] = {}
    options: dict[str, set[tuple[str, str]]] = {}
    for trigger in scenario.spec.triggers:
        for effect in trigger.then:
            for unit in effect.arrive:
                triggers.setdefault(unit, set()).add(trigger.id)
    for decision in scenario.spec.decisions:
        for option in decision.options:
            for effect in option.then:
                for unit in effect.arrive:
                    options.setdefault(unit, set()).add((decision.id, option.id))
    return {
        u: (frozenset(triggers.get(u, ())), frozenset(options.get(u, ())))
        for u in sorted(triggers.keys() | options.keys())
    }


def bring_due(r: Resolution, faction: str) -> None:
    """At a faction's turn start: its units whose turn has come, and those called before that found
    no room. By turn of arrival, then id.
    """
    specs = unit_specs(r.state.scenario)
    due = [
        (specs[u.id].arrive, u.id)
        for u in r.state.waiting.values()
        if u.faction == faction and is_due(r.state, u)
    ]
    for _, unit in sorted(due):
        bring_on(r, unit)


def is_due(state: State, unit: Unit) -> bool:
    """Whether a waiting unit should be on the map by now."""
    if 0 < unit_specs(state.scenario)[unit.id].arrive <= state.turn:
        return True
    triggers, options = summons(state.scenario).get(unit.id, (frozenset(), frozenset()))
    return any(t in state.fired for t in triggers) or any(state.decided.get(d) == o for d, o in options)


def bring_on(r: Resolution, unit_id: str, steps: int = 0) -> bool:
    """Bring a waiting unit on, as near to its hex as it fits. False if it must go on waiting.

    `steps`: how many of its steps come, if not all that it has.
    """
    unit = r.state.waiting.get(unit_id)
    if unit is None:
        return False
    h = _entry(r.state, unit)
    if h is None:
        return False
    r.emit(Arrived(replace(unit, hex=h, still=-1, steps=min(steps, unit.full) or unit.steps)))
    if unit.id not in r.state.civil.convoys:
        take_ground(r, unit.faction, h)
    return True


def _entry(state: State, unit: Unit) -> int | None:
    """The free hex nearest to a unit's own on the same bank; ties by number of the hex."""
    if _free(state, unit, unit.hex):
        return unit.hex
    board = state.theatre.board
    for h in np.argsort(board.distances(unit.hex), kind="stable").tolist():
        if board.bank[h] == board.bank[unit.hex] and _free(state, unit, h):
            return int(h)
    return None


def _free(state: State, unit: Unit, h: int) -> bool:
    theatre = state.theatre
    ground = theatre.ruleset.terrain[theatre.board.terrain_of(h)]
    return (
        theatre.unit_type(unit).mobility in ground.cost
        and may_enter(state, unit.faction, h) is None
        and fits(state, unit, h)
    )


def take_ground(r: Resolution, faction: str, h: int) -> None:
    """The hex under a unit passes to its side if it was nobody's or an enemy's."""
    gained = taken(r.state, faction, (h,))
    if gained:
        r.emit(ControlChanged(faction, gained))
