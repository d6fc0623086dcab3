"""What an event changes: the only way from one state to the next.

No dice, no refusals, no rules: an event that says too much is believed. What belongs to the meaning
of an event and is therefore not said in it:

- whoever moves, retreats or crosses by boat leaves its entrenchments, and whoever attacks has neither
  movement nor an attack left; all of them count the turns that they are `still` anew;
- batteries that fired, engineers that worked and units that crossed by boat have done their turn;
- a unit keeps its 0 steps after `Fought` and `StepsLost` until `Removed` takes it off the map, and
  `losses` count what it lost: steps first, and at removal what was left of it (not if withdrawn);
- convoys have done their turn before it begins;
- every unit watches its disc of sight from where it stands after the event;
- change of control is known to the taker and to whoever, or whose ally, watches the hex;
- memories of enemies go when the hex is seen without them: at once if it comes into sight, at the
  faction's turn end if it was in sight all the time (so that the screen can show what just left).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from game.core import events as e
from game.core.board import Crossing, edge
from game.core.outcome import Outcome
from game.core.state import Claim, Fall, Knowledge, State
from game.core.units import Activity, Contact
from game.rules.truth.evolve import evolve, excluding, including
from game.rules.truth.perceive import refuted, team, visible
from game.rules.truth.reduce_civil import CIVIL_REDUCERS, civil_turn
from game.rules.truth.reduce_diplomacy import DIPLOMACY_REDUCERS
from game.rules.truth.reduce_fires import FIRES_REDUCERS
from game.rules.truth.reduce_irregular import IRREGULAR_REDUCERS
from game.rules.truth.reduce_units import SPENT_TURN, UNIT_REDUCERS, acted, watch_from

__all__ = ["evolve", "fold", "reduce", "watch_from"]


def reduce(state: State, event: e.Event) -> State:
    """The state after `event`. Shares with `state` whatever did not change."""
    return _REDUCERS[type(event)](state, event)


def fold(state: State, events: Iterable[e.Event]) -> State:
    """The state after all these events."""
    for event in events:
        state = reduce(state, event)
    return state


# Ground and what is known of it


def _control_changed(state: State, event: e.ControlChanged) -> State:
    number = state.theatre.index[event.faction]
    hexes = list(event.hexes)
    control = state.control.copy()
    control[hexes] = number
    knowledge = dict(state.knowledge)
    for faction, known in state.knowledge.items():
        watches = [state.knowledge[f].watch for f in team(state, faction)]
        seen = hexes if faction == event.faction else [h for h in hexes if any(w[h] for w in watches)]
        if seen:
            believed = known.control.copy()
            believed[seen] = number
            knowledge[faction] = Knowledge(known.watch, believed, known.contacts)
    return evolve(state, control=control, knowledge=knowledge)


def _spotted(state: State, event: e.Spotted) -> State:
    known = state.knowledge[event.faction]
    contacts = excluding(known.contacts, event.unit.id)
    return _knowing(state, event.faction, Knowledge(known.watch, known.control, contacts))


def _lost_sight(state: State, event: e.LostSight) -> State:
    known = state.knowledge[event.faction]
    contacts = including(known.contacts, event.unit.id, Contact(event.unit, state.turn))
    return _knowing(state, event.faction, Knowledge(known.watch, known.control, contacts))


def _revealed(state: State, event: e.Revealed) -> State:
    known = state.knowledge[event.faction]
    hexes = list(event.hexes)
    control = known.control.copy()
    control[hexes] = state.control[hexes]
    contacts = _not_refuted(state, event.faction, frozenset(hexes))
    return _knowing(state, event.faction, Knowledge(known.watch, control, contacts))


def _turn_ended(state: State, event: e.TurnEnded) -> State:
    known = state.knowledge[event.faction]
    if not known.contacts:
        return state
    sight = visible(state, event.faction)
    in_sight = frozenset(c.unit.hex for c in known.contacts.values() if sight[c.unit.hex])
    contacts = _not_refuted(state, event.faction, in_sight)
    return _knowing(state, event.faction, Knowledge(known.watch, known.control, contacts))


def _not_refuted(state: State, faction: str, in_sight: frozenset[int]) -> dict[str, Contact]:
    """Contacts of a faction without those that it would see in these hexes, were they there."""
    contacts = state.knowledge[faction].contacts
    return {k: c for k, c in contacts.items() if c.unit.hex not in in_sight or not refuted(state, faction, c)}


def _knowing(state: State, faction: str, knowledge: Knowledge) -> State:
    return evolve(state, knowledge=including(state.knowledge, faction, knowledge))


def _crossing_changed(state: State, event: e.CrossingChanged) -> State:
    where = edge(*event.edge)
    if event.status == "gone":
        crossings = excluding(state.crossings, where)
    else:
        crossing = Crossing(event.crossing, event.name, where, event.kind, event.status, event.owner)  # type: ignore[arg-type]
        crossings = including(state.crossings, where, crossing)
    activity = acted(state, event.by, **SPENT_TURN)
    return evolve(state, crossings=crossings, works=excluding(state.works, where), activity=activity)


def _work_done(state: State, event: e.WorkDone) -> State:
    works = including(state.works, edge(*event.edge), event.turns_left)
    return evolve(state, works=works, activity=acted(state, event.unit, **SPENT_TURN))


# Turns, places, points


def _turn_began(state: State, event: e.TurnBegan) -> State:
    activity = {
        u.id: Activity(u.hex, done=u.id in state.civil.convoys)
        for u in state.units.values()
        if u.faction == event.faction
    }
    return evolve(
        state,
        turn=event.turn,
        active=event.faction,
        activity=activity,
        orders=0,
        ferried=0,
        civil=civil_turn(state, event.turn, event.faction),
    )


def _ordered(state: State, event: e.Ordered) -> State:
    key = f"{event.faction} {event.order}"
    given = including(state.given, key, state.given.get(key, 0) + 1)
    return evolve(state, orders=event.number, given=given)


def _claim_advanced(state: State, event: e.ClaimAdvanced) -> State:
    if event.turn_ends:
        claims = including(state.claims, event.place, Claim(event.faction, event.turn_ends))
    else:
        claims = excluding(state.claims, event.place)
    return evolve(state, claims=claims)


def _place_taken(state: State, event: e.PlaceTaken) -> State:
    firsts = including(state.firsts, event.place, event.faction) if event.first else state.firsts
    fall = Fall(event.previous, state.turn)
    return evolve(
        state,
        falls=including(state.falls, event.place, fall) if event.previous else state.falls,
        owners=including(state.owners, event.place, event.faction),
        claims=excluding(state.claims, event.place),
        firsts=firsts,
    )


def _scored(state: State, event: e.Scored) -> State:
    line = including(state.scores[event.faction], event.line, event.total)
    return evolve(state, scores=including(state.scores, event.faction, line))


def _prestige_changed(state: State, event: e.PrestigeChanged) -> State:
    value = state.prestige[event.faction] + event.change
    return evolve(state, prestige=including(state.prestige, event.faction, value))


# What the scenario's triggers do


def _trigger_fired(state: State, event: e.TriggerFired) -> State:
    return evolve(state, fired=including(state.fired, event.trigger, state.turn))


def _unchanged(state: State, event: e.Event) -> State:  # noqa: ARG001  (one signature for all)
    return state


def _task_set(state: State, event: e.TaskSet) -> State:
    return evolve(state, tasks=including(state.tasks, event.id, event.task))


def _stance_changed(state: State, event: e.StanceChanged) -> State:
    both = {(event.a, event.b): event.stance, (event.b, event.a): event.stance}
    return evolve(state, stances={**state.stances, **both})


def _source_changed(state: State, event: e.SourceChanged) -> State:
    hexes = [h for h in state.sources[event.faction] if h != event.hex]
    if event.active:
        hexes.append(event.hex)
    return evolve(state, sources=including(state.sources, event.faction, tuple(hexes)))


def _rate_changed(state: State, event: e.RateChanged) -> State:
    return evolve(state, rates=including(state.rates, event.faction, event.rate))


def _replacements_spent(state: State, event: e.ReplacementsSpent) -> State:
    return evolve(state, pools=including(state.pools, event.faction, event.pool))


def _decision_offered(state: State, event: e.DecisionOffered) -> State:
    return evolve(state, offers=including(state.offers, event.decision, event.faction))


def _decision_taken(state: State, event: e.DecisionTaken) -> State:
    return evolve(
        state,
        offers=excluding(state.offers, event.decision),
        decided=including(state.decided, event.decision, event.option),
    )


def _match_ended(state: State, event: e.MatchEnded) -> State:
    return evolve(state, outcome=Outcome(event.winner, event.grade, event.reason))


_REDUCERS: Mapping[type[e.Event], Callable[[State, Any], State]] = {
    **UNIT_REDUCERS,
    **CIVIL_REDUCERS,
    **DIPLOMACY_REDUCERS,
    **FIRES_REDUCERS,
    **IRREGULAR_REDUCERS,
    e.ControlChanged: _control_changed,
    e.Spotted: _spotted,
    e.LostSight: _lost_sight,
    e.Revealed: _revealed,
    e.CrossingChanged: _crossing_changed,
    e.WorkDone: _work_done,
    e.TurnBegan: _turn_began,
    e.TurnEnded: _turn_ended,
    e.ClaimAdvanced: _claim_advanced,
    e.PlaceTaken: _place_taken,
    e.Scored: _scored,
    e.TriggerFired: _trigger_fired,
    e.Message: _unchanged,
    e.TaskSet: _task_set,
    e.StanceChanged: _stance_changed,
    e.SourceChanged: _source_changed,
    e.RateChanged: _rate_changed,
    e.ReplacementsSpent: _replacements_spent,
    e.PrestigeChanged: _prestige_changed,
    e.DecisionOffered: _decision_offered,
    e.DecisionTaken: _decision_taken,
    e.MatchEnded: _match_ended,
    e.Ordered: _ordered,
}
