"""What events of diplomacy and of its triggers change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from game.core import events as e
from game.core.state import Knowledge, State
from game.rules.relations import pair
from game.rules.truth.evolve import evolve, excluding, including


def _tension_changed(state: State, event: e.TensionChanged) -> State:
    key = pair(state.theatre, event.a, event.b)
    tension = including(state.diplomacy.tension, key, event.value)
    return evolve(state, diplomacy=replace(state.diplomacy, tension=tension))


def _incident(state: State, event: e.Incident) -> State:
    count = state.diplomacy.incidents.get(event.faction, 0) + 1
    incidents = including(state.diplomacy.incidents, event.faction, count)
    return evolve(state, diplomacy=replace(state.diplomacy, incidents=incidents))


def _lines_changed(state: State, event: e.LinesChanged) -> State:
    return evolve(state, diplomacy=replace(state.diplomacy, lines=event.active))


def _handed_over(state: State, event: e.HandedOver) -> State:
    """Owner and ground; agreements are published, so everybody's map shows it."""
    h, number = state.theatre.board.places[event.place].hex, state.theatre.index[event.to]
    control = state.control.copy()
    control[h] = number
    knowledge = {}
    for faction, known in state.knowledge.items():
        believed = known.control.copy()
        believed[h] = number
        knowledge[faction] = Knowledge(known.watch, believed, known.contacts)
    return evolve(
        state,
        owners=including(state.owners, event.place, event.to),
        claims=excluding(state.claims, event.place),
        control=control,
        knowledge=knowledge,
    )


def _sortie_rate(state: State, event: e.SortieRateChanged) -> State:
    return evolve(state, sortie_rates=including(state.sortie_rates, event.faction, event.a_turn))


def _plan_changed(state: State, event: e.PlanChanged) -> State:
    return evolve(state, plans=including(state.plans, event.faction, event.plan))


def _trigger_held(state: State, event: e.TriggerHeld) -> State:
    held = tuple(t for t in state.held if t != event.trigger)
    return evolve(state, held=tuple(sorted((*held, event.trigger))) if event.holds else held)


DIPLOMACY_REDUCERS: Mapping[type[e.Event], Callable[[State, Any], State]] = {
    e.TensionChanged: _tension_changed,
    e.Incident: _incident,
    e.HandedOver: _handed_over,
    e.LinesChanged: _lines_changed,
    e.SortieRateChanged: _sortie_rate,
    e.PlanChanged: _plan_changed,
    e.TriggerHeld: _trigger_held,
}
