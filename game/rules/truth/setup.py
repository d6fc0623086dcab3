"""The position at the start: order of battle, who controls what, who knows what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from game.core.board import Board, Crossing, Edge
from game.core.civil import Civil, Convoy
from game.core.diplomacy import Diplomacy
from game.core.irregular import Irregular
from game.core.refs import HexRef, Stance
from game.core.rng import Dice
from game.core.scenario import Paint, ScenarioSpec, UnitSpec
from game.core.state import Knowledge, State
from game.core.theatre import NOBODY, Scenario, Theatre
from game.core.units import Unit
from game.rules.relations import pair
from game.rules.truth.conditions import hex_of, holds
from game.rules.truth.evolve import evolve
from game.rules.truth.logistics import trace_supply
from game.rules.truth.observe import perceive
from game.rules.truth.reduce_fires import initial_fires
from game.rules.truth.reduce_units import watch_from
from game.rules.truth.resolution import Resolution
from game.rules.truth.turns import begin_turn, order_of_play

if TYPE_CHECKING:
    from numpy.typing import NDArray


def begin(scenario: Scenario) -> State:
    """The state in which the first faction gives its first order."""
    return opening(scenario).state


@lru_cache(maxsize=2)
def opening(scenario: Scenario) -> Resolution:
    """The same, with the events of the first faction's turn start. No dice: always the same, and kept, for
    every replay begins with it. Do not add to it.
    """
    state = initial(scenario)
    state = evolve(state, held=_held(state))
    first = order_of_play(scenario.spec, 1)[0]
    for faction in scenario.theatre.factions:
        if faction != first:
            state = _supplied(state, faction)
    r = Resolution(state, Dice(0, 0))
    begin_turn(r, 1, first)
    perceive(r)
    return r


def _held(state: State) -> tuple[str, ...]:
    """Rising triggers whose condition holds from the start, and so does not come true then."""
    rising = [t for t in state.scenario.spec.triggers if t.rising]
    if rising:
        for faction in state.theatre.factions:
            state = _supplied(state, faction)
    return tuple(sorted(t.id for t in rising if holds(state, t.when)))


def _supplied(state: State, faction: str) -> State:
    """A faction's supply as it stands, before its own first turn counts the turns cut off."""
    r = Resolution(state, Dice(0, 0))
    trace_supply(r, faction)
    return evolve(r.state, units={k: replace(u, cut_off=0) for k, u in r.state.units.items()})


def initial(scenario: Scenario) -> State:
    """Everything where the scenario puts it, before any phase. Raises ValueError for hexes that do
    not exist (the scenario's lint finds these first).
    """
    theatre, spec = scenario.theatre, scenario.spec
    ids = theatre.faction_ids
    stances = _stances(spec)
    here = [(u.id, f, u) for f in ids for u in spec.units.get(f, ()) if u.arrive == 0]
    later = [(u.id, f, u) for f in ids for u in spec.units.get(f, ()) if u.arrive != 0]
    units = {key: _unit(theatre, f, u) for key, f, u in sorted(here, key=lambda row: row[0])}
    convoys = {c.unit for c in spec.convoys}
    holders = [u for u in units.values() if u.id not in convoys]
    control = _control(theatre, spec, holders, stances)
    nothing = np.zeros(theatre.board.size, dtype=np.uint8)
    state = State(
        scenario=scenario,
        turn=1,
        active=order_of_play(spec, 1)[0],
        units=units,
        waiting={key: _unit(theatre, f, u) for key, f, u in sorted(later, key=lambda row: row[0])},
        activity={},
        control=control,
        crossings=_crossings(theatre.board, spec),
        works={},
        stances=stances,
        knowledge=dict.fromkeys(ids, Knowledge(nothing, control, {})),
        sources={f: _hexes(theatre.board, (s.at for s in spec.factions[f].sources)) for f in ids},
        owners=_owners(theatre, spec, control),
        claims={},
        firsts={},
        scores={f: {} for f in ids},
        prestige={f: spec.factions[f].prestige for f in ids},
        losses=dict.fromkeys(ids, 0),
        rates={f: spec.factions[f].replacements for f in ids},
        pools=dict.fromkeys(ids, 0.0),
        fired={},
        offers={},
        decided={},
        fires=initial_fires(theatre),
        civil=Civil(
            people=_people(theatre, spec),
            convoys={c.unit: Convoy(c.unit) for c in spec.convoys},
            aboard={c.unit: (c.civilians, c.civilians) for c in spec.convoys},
        ),
        diplomacy=Diplomacy(tension={pair(theatre, *t.between): t.start for t in spec.tension}),
        irregular=Irregular(
            shock={f: s.abilities.shock for f, s in theatre.factions.items() if s.abilities.shock}
        ),
    )
    return evolve(state, knowledge={f: _knowledge(state, f) for f in ids})


def _unit(theatre: Theatre, faction: str, spec: UnitSpec) -> Unit:
    full = theatre.ruleset.unit_types[spec.type].steps
    steps = spec.steps or full
    return Unit(
        id=spec.id,
        name=spec.name,
        type=spec.type,
        faction=faction,
        hex=hex_of(theatre.board, spec.at),
        steps=steps,
        full=max(full, steps),
        cohesion=spec.cohesion,
        entrenchment=spec.entrenchment,
        posture=spec.posture,
    )


def _stances(spec: ScenarioSpec) -> dict[tuple[str, str], Stance]:
    """Both orders of each pair; war unless the scenario says otherwise."""
    out: dict[tuple[str, str], Stance] = {
        (a, b): "war" for a in spec.factions for b in spec.factions if a != b
    }
    for stance in spec.stances:
        a, b = stance.between
        out[a, b] = out[b, a] = stance.stance
    return out


def _crossings(board: Board, spec: ScenarioSpec) -> dict[Edge, Crossing]:
    status = {c.id: c.status for c in spec.crossings}
    return {c.edge: replace(c, status=status.get(c.id, c.status)) for c in board.crossings}


def _people(theatre: Theatre, spec: ScenarioSpec) -> dict[int, int]:
    """Hex -> civilians. Those of a place live in its hex, those of a zone all over it by area."""
    out: dict[int, int] = {}
    places = theatre.board.places
    for name, count in spec.civilians.items():
        if name in places:
            spread = [(places[name].hex, count)]
        else:
            spread = _spread(theatre, theatre.groups[name].tolist(), count)
        for h, people in spread:
            out[h] = out.get(h, 0) + people
    return {h: out[h] for h in sorted(out) if out[h]}


def _spread(theatre: Theatre, hexes: list[int], count: int) -> list[tuple[int, int]]:
    """So many people over the dry ones of these hexes by true area, none lost by rounding."""
    dry = [h for h in hexes if not theatre.lake[h]]
    area = [int(theatre.board.area[h]) for h in dry]
    ends = [count * part // sum(area) for part in accumulate(area)]
    return [(h, b - a) for h, (a, b) in zip(dry, pairwise([0, *ends]), strict=True)]


def _hexes(board: Board, refs: Iterable[HexRef]) -> tuple[int, ...]:
    return tuple(hex_of(board, ref) for ref in refs)


def _owners(theatre: Theatre, spec: ScenarioSpec, control: NDArray[np.int8]) -> dict[str, str]:
    """Whoever controls a place's hex owns it, unless the scenario names another."""
    out = {}
    for key in sorted(theatre.board.places):
        holder = int(control[theatre.board.places[key].hex])
        out[key] = spec.owners.get(key, "" if holder == NOBODY else theatre.faction_ids[holder])
    return out


def _knowledge(state: State, faction: str) -> Knowledge:
    """What a faction's units see; the front line at the start is in all the papers."""
    watch = np.zeros(state.theatre.board.size, dtype=np.uint8)
    for unit in state.units.values():
        if unit.faction == faction:
            watch[watch_from(state, unit)] += 1
    return Knowledge(watch, state.control, {})


# Control


def _control(
    theatre: Theatre,
    spec: ScenarioSpec,
    units: Iterable[Unit],
    stances: Mapping[tuple[str, str], Stance],
) -> NDArray[np.int8]:
    """Strokes in order, later ones over earlier ones; then every unit holds its hex against enemies."""
    board = theatre.board
    control = np.full(board.size, NOBODY, dtype=np.int8)
    for stroke in spec.control:
        control[_covered(theatre, stroke)] = theatre.index[stroke.faction] if stroke.faction else NOBODY
    lakes = [t in theatre.ruleset.lake_terrains for t in board.terrains]
    control[np.array(lakes)[board.terrain]] = NOBODY
    for unit in units:
        holder = int(control[unit.hex])
        if holder == NOBODY or stances.get((unit.faction, theatre.faction_ids[holder])) == "war":
            control[unit.hex] = theatre.index[unit.faction]
    return control


def _covered(theatre: Theatre, stroke: Paint) -> NDArray[np.bool_]:
    """[n] hexes that all selectors of a stroke match. Distances are true metres."""
    board = theatre.board
    out = np.ones(board.size, dtype=np.bool_)
    reach = round(stroke.km * 1000)
    if stroke.zones:
        inside = np.zeros(board.size, dtype=np.bool_)
        for name in stroke.zones:
            inside[theatre.groups[name]] = True
        out &= inside
    if stroke.bank:
        out &= board.bank == board.banks.index(stroke.bank)
    if stroke.near is not None:
        out &= board.distances(hex_of(board, stroke.near)) <= reach
    if stroke.along:
        out &= _off_line(board, _hexes(board, stroke.along)) <= reach
    if stroke.hexes:
        named = np.zeros(board.size, dtype=np.bool_)
        named[list(_hexes(board, stroke.hexes))] = True
        out &= named
    return out


def _off_line(board: Board, through: tuple[int, ...]) -> NDArray[np.int64]:
    """[n] whole metres from each hex to the straight line through some hexes."""
    x, y = board.x.astype(np.float64), board.y.astype(np.float64)
    nearest = board.distances(through[0]).astype(np.float64)
    for a, b in pairwise(through):
        dx, dy = x[b] - x[a], y[b] - y[a]
        length = dx * dx + dy * dy
        if length:
            t = np.clip(((x - x[a]) * dx + (y - y[a]) * dy) / length, 0.0, 1.0)
            nearest = np.minimum(nearest, np.hypot(x - x[a] - t * dx, y - y[a] - t * dy))
    return np.rint(nearest).astype(np.int64)
