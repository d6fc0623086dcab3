"""What events of irregular war, main effort and depots change. See `reduce`.

What an event does not say: whoever sends raiders or steps by night has done his turn; night boats count
among those of the turn; steps that come by night lessen the isolation of those who get them by a turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from game.core import events as e
from game.core.state import State
from game.core.units import Activity
from game.rules.truth.evolve import evolve, excluding, including
from game.rules.truth.reduce_units import SPENT_TURN, acted, watching


def _with(state: State, **changes: Any) -> State:
    return evolve(state, irregular=replace(state.irregular, **changes))


def _effort_set(state: State, event: e.EffortSet) -> State:
    old = state.irregular
    return _with(
        state,
        effort=including(old.effort, event.faction, event.place),
        effort_ready=including(old.effort_ready, event.faction, event.ready),
    )


def _depot_set(state: State, event: e.DepotSet) -> State:
    depots = state.irregular.depots
    if event.hex < 0:
        return _with(state, depots=excluding(depots, event.unit))
    return _with(state, depots=including(depots, event.unit, event.hex))


def _raided(state: State, event: e.Raided) -> State:
    new = _with(state, raids=(*state.irregular.raids, event.raid))
    return evolve(new, activity=acted(state, event.raid.unit, **SPENT_TURN))


def _raid_ended(state: State, event: e.RaidEnded) -> State:
    return _with(state, raids=tuple(r for r in state.irregular.raids if r.unit != event.unit))


def _shock_changed(state: State, event: e.ShockChanged) -> State:
    return _with(state, shock=including(state.irregular.shock, event.faction, event.left))


def _dispersed(state: State, event: e.Dispersed) -> State:
    unit, old = event.cell.unit, state.irregular
    new = _with(
        state,
        cells=including(old.cells, unit.id, event.cell),
        dispersed=including(old.dispersed, unit.id, old.dispersed.get(unit.id, 0) + 1),
    )
    return evolve(
        new,
        units=excluding(state.units, unit.id),
        activity=excluding(state.activity, unit.id),
        knowledge=watching(state, unit, None),
    )


def _reformed(state: State, event: e.Reformed) -> State:
    cell = state.irregular.cells[event.unit]
    unit = replace(
        cell.unit, hex=event.hex, steps=event.steps, posture="hold", entrenchment=0, still=-1, cut_off=0
    )
    activity = state.activity
    if unit.faction == state.active:
        activity = including(activity, unit.id, Activity(unit.hex))
    return evolve(
        _with(state, cells=excluding(state.irregular.cells, unit.id)),
        units=including(state.units, unit.id, unit),
        activity=activity,
        knowledge=watching(state, None, unit),
    )


def _mined(state: State, event: e.Mined) -> State:
    return _with(state, mines=including(state.irregular.mines, event.hex, event.faction))


def _mines_cleared(state: State, event: e.MinesCleared) -> State:
    return _with(state, mines=excluding(state.irregular.mines, event.hex))


def _trickled(state: State, event: e.Trickled) -> State:
    giver, taker = state.units[event.unit], state.units[event.to]
    changed = {giver.id: replace(giver, steps=giver.steps - event.steps)}
    if event.steps:
        cut_off = max(0, taker.cut_off - 1)
        changed[taker.id] = replace(taker, steps=taker.steps + event.steps, cut_off=cut_off)
    return evolve(
        state,
        units={**state.units, **changed},
        activity=acted(state, giver.id, **SPENT_TURN),
        ferried=state.ferried + 1,
    )


IRREGULAR_REDUCERS: Mapping[type[e.Event], Callable[[State, Any], State]] = {
    e.EffortSet: _effort_set,
    e.DepotSet: _depot_set,
    e.Raided: _raided,
    e.RaidEnded: _raid_ended,
    e.ShockChanged: _shock_changed,
    e.Dispersed: _dispersed,
    e.Reformed: _reformed,
    e.Mined: _mined,
    e.MinesCleared: _mines_cleared,
    e.Trickled: _trickled,
}
