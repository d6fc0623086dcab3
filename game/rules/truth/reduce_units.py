"""What events change about units, their activity and what they watch. See `reduce`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from game.core import events as e
from game.core.state import Knowledge, State
from game.core.units import Activity, Unit
from game.rules.sight import disc, sight_m
from game.rules.truth.evolve import evolve, excluding, including

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPENT_TURN = {"attacked": True, "halted": True}
_UNHURT = ("withdrawn", "arrived", "leaked")
"""Causes of removal by which no steps are lost."""
_STIRRED = -1
"""`Unit.still` of a unit that did something: its next turn start counts it to 0."""


def watch_from(state: State, unit: Unit) -> NDArray[np.int32]:
    """Hexes that a unit sees from where it stands."""
    theatre = state.theatre
    return disc(theatre, unit.hex, sight_m(theatre, unit))


def watching(state: State, before: Unit | None, after: Unit | None) -> dict[str, Knowledge]:
    """Knowledge once a unit watches from elsewhere (or, with None, not at all)."""
    unit = after or before
    assert unit is not None
    known = state.knowledge[unit.faction]
    watch = known.watch.copy()
    if before:
        watch[watch_from(state, before)] -= 1
    if after:
        watch[watch_from(state, after)] += 1
    return including(state.knowledge, unit.faction, Knowledge(watch, known.control, known.contacts))


def acted(state: State, *units: str, **changes: Any) -> Mapping[str, Activity]:
    """Activity after units did something; those of a faction not active have none."""
    activity = state.activity
    known = [u for u in units if u in activity]
    if not known:
        return activity
    return {**activity, **{u: replace(activity[u], **changes) for u in known}}


def _put(state: State, unit: str, to: int) -> tuple[dict[str, Unit], dict[str, Knowledge]]:
    """Units and knowledge once a unit stands somewhere else, out of its entrenchments."""
    before = state.units[unit]
    after = replace(before, hex=to, entrenchment=0, still=_STIRRED)
    return including(state.units, unit, after), watching(state, before, after)


def _moved(state: State, event: e.Moved) -> State:
    activity = state.activity
    if event.unit in activity:
        halted = activity[event.unit].halted or event.halted
        activity = acted(state, event.unit, spent=event.spent, halted=halted)
    if len(event.path) < 2:
        return evolve(state, activity=activity)
    units, knowledge = _put(state, event.unit, event.path[-1])
    return evolve(state, units=units, knowledge=knowledge, activity=activity)


def _retreated(state: State, event: e.Retreated) -> State:
    units, knowledge = _put(state, event.unit, event.path[-1])
    return evolve(state, units=units, knowledge=knowledge)


def _ferried(state: State, event: e.Ferried) -> State:
    units, knowledge = _put(state, event.unit, event.to)
    activity = acted(state, event.unit, **SPENT_TURN)
    return evolve(state, units=units, knowledge=knowledge, activity=activity, ferried=state.ferried + 1)


def _fought(state: State, event: e.Fought) -> State:
    units = dict(state.units)
    losses = dict(state.losses)
    for loss in (*event.attacker_loss, *event.defender_loss):
        unit = units[loss.unit]
        lost = min(loss.steps, unit.steps)
        units[loss.unit] = replace(unit, steps=unit.steps - lost)
        losses[unit.faction] += lost
    for key, change in event.cohesion:
        unit = units[key]
        units[key] = replace(unit, cohesion=min(100, max(0, unit.cohesion + change)))
    for key in event.dug_out:
        units[key] = replace(units[key], entrenchment=max(0, units[key].entrenchment - 1))
    for key in event.attackers:
        units[key] = replace(units[key], still=_STIRRED)
    activity = acted(state, *event.attackers, *event.batteries, **SPENT_TURN)
    return evolve(state, units=units, losses=losses, activity=activity)


def _steps_lost(state: State, event: e.StepsLost) -> State:
    unit = state.units[event.unit]
    lost = min(event.steps, unit.steps)
    return evolve(
        state,
        units=including(state.units, unit.id, replace(unit, steps=unit.steps - lost)),
        losses=including(state.losses, unit.faction, state.losses[unit.faction] + lost),
    )


def _removed(state: State, event: e.Removed) -> State:
    unit = state.units.get(event.unit)
    if unit is None:  # a unit that was still to come will not come
        return evolve(state, waiting=excluding(state.waiting, event.unit))
    lost = 0 if event.cause in _UNHURT else unit.steps
    return evolve(
        state,
        units=excluding(state.units, unit.id),
        activity=excluding(state.activity, unit.id),
        knowledge=watching(state, unit, None),
        losses=including(state.losses, unit.faction, state.losses[unit.faction] + lost),
    )


def _arrived(state: State, event: e.Arrived) -> State:
    unit = event.unit
    activity = state.activity
    if unit.faction == state.active:
        activity = including(activity, unit.id, Activity(unit.hex, done=unit.id in state.civil.convoys))
    return evolve(
        state,
        units=including(state.units, unit.id, unit),
        waiting=excluding(state.waiting, unit.id),
        activity=activity,
        knowledge=watching(state, None, unit),
    )


def _posture_set(state: State, event: e.PostureSet) -> State:
    unit = replace(state.units[event.unit], posture=event.posture)
    return evolve(state, units=including(state.units, unit.id, unit))


def _finished(state: State, event: e.Finished) -> State:
    return evolve(state, activity=acted(state, event.unit, done=True))


def _supply_traced(state: State, event: e.SupplyTraced) -> State:
    units = dict(state.units)
    for r in event.units:
        unit = units[r.unit]
        if (unit.supply, unit.supply_km, unit.cut_off) != (r.state, r.km, r.cut_off):
            units[r.unit] = replace(unit, supply=r.state, supply_km=r.km, cut_off=r.cut_off)
    return evolve(state, units=units)


def _recovered(state: State, event: e.Recovered) -> State:
    unit = replace(
        state.units[event.unit],
        cohesion=event.cohesion,
        entrenchment=event.entrenchment,
        still=event.still,
        steps=event.steps,
    )
    return evolve(state, units=including(state.units, unit.id, unit))


def _cohesion_changed(state: State, event: e.CohesionChanged) -> State:
    shaken = {key: replace(state.units[key], cohesion=value) for key, value in event.units}
    return evolve(state, units={**state.units, **shaken})


UNIT_REDUCERS: Mapping[type[e.Event], Callable[[State, Any], State]] = {
    e.Moved: _moved,
    e.Fought: _fought,
    e.Retreated: _retreated,
    e.Removed: _removed,
    e.StepsLost: _steps_lost,
    e.PostureSet: _posture_set,
    e.Finished: _finished,
    e.Ferried: _ferried,
    e.SupplyTraced: _supply_traced,
    e.Recovered: _recovered,
    e.Arrived: _arrived,
    e.CohesionChanged: _cohesion_changed,
}
