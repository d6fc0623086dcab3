"""What events change about civilians, convoys and what observers tell. See `reduce`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from game.core import events as e
from game.core.civil import Civil
from game.core.state import State
from game.rules.truth.evolve import evolve, including


def civil_turn(state: State, turn: int, faction: str) -> Civil:
    """Civil affairs at a faction's turn start: its deliveries of aid, and no sightings that are too old."""
    civil, rules = state.civil, state.theatre.ruleset.civil
    left = rules.aid_a_turn if state.theatre.factions[faction].aid else 0
    fresh = tuple(x for x in civil.sightings if x.turn > turn - rules.sighting_turns)
    if left == civil.aid_left and len(fresh) == len(civil.sightings):
        return civil
    return replace(civil, aid_left=left, sightings=fresh)


def _civilians_harmed(state: State, event: e.CiviliansHarmed) -> State:
    """The ledger grows. Where people live is public and stays as it was: it must not tell where fire fell."""
    civil = state.civil
    ledger = including(civil.harmed, event.faction, civil.harmed.get(event.faction, 0) + event.people)
    return evolve(state, civil=replace(civil, harmed=ledger))


def _aid_delivered(state: State, event: e.AidDelivered) -> State:
    civil = state.civil
    relief = including(civil.relief, event.place, event.relief)
    fires = state.fires
    if event.sorties:
        left = fires.sorties[event.faction] - event.sorties
        fires = replace(fires, sorties=including(fires.sorties, event.faction, left))
    return evolve(state, civil=replace(civil, relief=relief, aid_left=civil.aid_left - 1), fires=fires)


def _relief_changed(state: State, event: e.ReliefChanged) -> State:
    relief = including(state.civil.relief, event.place, event.relief)
    return evolve(state, civil=replace(state.civil, relief=relief))


def _convoy_changed(state: State, event: e.ConvoyChanged) -> State:
    """Steps that leaked away are no losses."""
    convoy = event.convoy
    before = state.civil.convoys[convoy.unit]
    civil = replace(state.civil, convoys=including(state.civil.convoys, convoy.unit, convoy))
    leaked = convoy.leaked - before.leaked
    if not leaked:
        return evolve(state, civil=civil)
    unit = state.units[convoy.unit]
    units = including(state.units, unit.id, replace(unit, steps=unit.steps - leaked))
    return evolve(state, civil=civil, units=units)


def _sighted(state: State, event: e.Sighted) -> State:
    sightings = (*state.civil.sightings, event.sighting)
    return evolve(state, civil=replace(state.civil, sightings=sightings))


CIVIL_REDUCERS: Mapping[type[e.Event], Callable[[State, Any], State]] = {
    e.CiviliansHarmed: _civilians_harmed,
    e.AidDelivered: _aid_delivered,
    e.ReliefChanged: _relief_changed,
    e.ConvoyChanged: _convoy_changed,
    e.Sighted: _sighted,
}
