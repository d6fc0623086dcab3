"""A turn's start: supply is traced, the starving suffer, the others recover."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from game.core.events import (
    DepotSet,
    Recovered,
    Removed,
    ReplacementsSpent,
    StepsLost,
    SupplyReading,
    SupplyTraced,
)
from game.core.state import State
from game.core.units import SUPPLY_STATES, Unit
from game.rules.effort import axis, effort_of, is_depot, reinforced
from game.rules.movement import fits
from game.rules.retreats import beside_enemy
from game.rules.sites import recovery_factor, replacement_factor
from game.rules.supply import level, starving, supply_state, trace
from game.rules.truth.resolution import Resolution

FULL_COHESION = 100
MILITIA = "militia"
"""Trait of units that recover less outside built-up ground."""


def trace_supply(r: Resolution, faction: str) -> None:
    """Trace the supply of all units of a faction, once a turn."""
    net = trace(r.state, faction, r.state.sources[faction])
    readings = []
    for unit in _own(r.state, faction):
        found = supply_state(net, unit.hex)
        cut_off = unit.cut_off + 1 if found == "isolated" else 0
        readings.append(SupplyReading(unit.id, found, net.km_at(unit.hex), cut_off))
    r.emit(SupplyTraced(faction, tuple(readings)))


def set_depots(r: Resolution, faction: str) -> None:
    """Supply columns that have stood still long enough become depots; those that left are none."""
    for unit in _own(r.state, faction):
        if r.state.irregular.depots.get(unit.id) != unit.hex and is_depot(r.state.theatre, unit):
            r.emit(DepotSet(unit.id, faction, unit.hex))
    for key, h in sorted(r.state.irregular.depots.items()):
        held = r.state.units.get(key)
        if held is None:
            r.emit(DepotSet(key, "", -1))
        elif held.faction == faction and held.hex != h:
            r.emit(DepotSet(key, faction, -1))


def recover(r: Resolution, faction: str) -> None:
    """Starvation (not of convoys, who carry their own), then cohesion, digging in and replacements of a
    faction's units.
    """
    _starve(r, faction)
    fresh = _replacements(r, faction)
    for unit in _own(r.state, faction):
        entrenchment, still = _dig_in(r.state, unit)
        event = Recovered(
            unit.id,
            cohesion=_cohesion(r.state, unit),
            entrenchment=entrenchment,
            still=still,
            steps=unit.steps + (unit.id in fresh),
        )
        if (event.cohesion, entrenchment, still, event.steps) != (
            unit.cohesion, unit.entrenchment, unit.still, unit.steps,
        ):  # fmt: skip
            r.emit(event)


def _own(state: State, faction: str) -> list[Unit]:
    """Units of a faction by id, so that dice and replacements fall in a fixed order."""
    return sorted((u for u in state.units.values() if u.faction == faction), key=lambda u: u.id)


def _starve(r: Resolution, faction: str) -> None:
    rules = r.state.theatre.ruleset.supply
    for unit in _own(r.state, faction):
        if not starving(rules, unit) or unit.id in r.state.civil.convoys:
            continue
        if r.dice.stream("starvation").random() < rules.starving_step_loss:
            r.emit(StepsLost(unit.id, faction, 1, "starvation"))
            if unit.steps <= 1:
                r.emit(Removed(unit.id, faction, unit.hex, "starved"))


def _cohesion(state: State, unit: Unit) -> int:
    """Cohesion after recovery. Rest helps only where no enemy is beside."""
    rules, supply = state.theatre.ruleset.recovery, level(state.theatre, unit)
    resting = unit.posture == "rest" and not beside_enemy(state, unit.faction, unit.hex)
    gain = round((rules.rest_cohesion if resting else rules.cohesion) * supply.recovery * _calm(state, unit))
    return max(0, min(FULL_COHESION, unit.cohesion + gain + supply.cohesion))


def _calm(state: State, unit: Unit) -> float:
    """Factor on what a unit recovers: militia is at ease only in streets, nobody without command."""
    militia = MILITIA in state.theatre.unit_type(unit).traits and not state.theatre.built_up[unit.hex]
    calm = state.theatre.ruleset.recovery.militia if militia else 1.0
    return calm * recovery_factor(state, unit.faction)


def _dig_in(state: State, unit: Unit) -> tuple[int, int]:
    """(entrenchment, still) after one more turn since the unit last moved or attacked."""
    rules, still = state.theatre.ruleset.recovery, unit.still + 1
    if unit.entrenchment >= rules.dig_in_max:
        return unit.entrenchment, 0
    if still < rules.dig_in_turns:
        return unit.entrenchment, still
    return unit.entrenchment + 1, 0


def _replacements(r: Resolution, faction: str) -> frozenset[str]:
    """Units that get a step: those on the axis of the main effort first, of these and of the others the
    weakest for their size first, at most one step each.

    They must be supplied well enough and within reach (`reinforced`), and their hex must have room for the
    step. What is not given out waits.
    """
    state, rules = r.state, r.state.theatre.ruleset.recovery
    rate = state.rates[faction] * replacement_factor(state, faction)
    pool = round(state.pools[faction] + rate, 3)
    worst = SUPPLY_STATES.index(rules.replacements_need)
    able = [u for u in _own(state, faction) if u.steps < u.full and SUPPLY_STATES.index(u.supply) <= worst]
    first = axis(state.theatre, effort_of(state, faction))
    able.sort(key=lambda u: (not first[u.hex], Fraction(u.steps, u.full), u.id))
    chosen: dict[str, int] = {}
    for unit in able:
        if len(chosen) + 1 > pool:
            break
        given_here = sum(1 for h in chosen.values() if h == unit.hex)
        grown = replace(unit, steps=unit.steps + given_here + 1)
        if reinforced(state, unit) and fits(state, grown, unit.hex):
            chosen[unit.id] = unit.hex
    left = round(pool - len(chosen), 3)
    if left != state.pools[faction]:
        r.emit(ReplacementsSpent(faction, left))
    return frozenset(chosen)
