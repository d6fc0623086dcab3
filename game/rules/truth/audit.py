"""Fingerprints of a position, and what is wrong with one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import fields
from itertools import combinations
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from game.core.board import Crossing
from game.core.orders import ORDER_WORDS
from game.core.plain import plain
from game.core.scenario import ScenarioSpec
from game.core.script import Effect
from game.core.state import Claim, Fall, State
from game.core.theatre import NOBODY
from game.core.units import POSTURES, SUPPLY_STATES, Activity, Unit
from game.rules.movement import stacking_limits
from game.rules.relations import MOST_TENSION
from game.rules.sight import overflown
from game.rules.truth.audit_civil import civil_problems
from game.rules.truth.audit_fires import fires_problems
from game.rules.truth.audit_irregular import irregular_problems
from game.rules.truth.perceive import visible
from game.rules.truth.reduce_units import watch_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

_UNIT, _ACTIVITY, _CROSSING, _CLAIM, _FALL = (
    attrgetter(*(f.name for f in fields(cls))) for cls in (Unit, Activity, Crossing, Claim, Fall)
)


def digest(state: State) -> str:
    """Fingerprint of everything that play can change: 32 hexadecimal digits.

    Equal positions have equal digests on every machine and Python: arrays go in as little-endian
    bytes, the rest as text in sorted order, floats rounded to a millionth.
    """
    h = hashlib.blake2b(digest_size=16)
    h.update(state.control.astype("<i1", copy=False).tobytes())
    for faction in sorted(state.knowledge):
        known = state.knowledge[faction]
        h.update(known.watch.astype("<u1", copy=False).tobytes())
        h.update(known.control.astype("<i1", copy=False).tobytes())
    h.update("\n".join(_lines(state)).encode())
    return h.hexdigest()


def _lines(state: State) -> Iterator[str]:
    yield f"{state.turn} {state.active} {state.orders} {state.ferried} {state.outcome!r}"
    for units in (state.units, state.waiting):
        yield "units"
        yield from map(repr, map(_UNIT, map(units.__getitem__, sorted(units))))
    for key in sorted(state.knowledge):
        yield f"contacts {key}"
        contacts = state.knowledge[key].contacts
        yield from (f"{contacts[u].turn} {_UNIT(contacts[u].unit)!r}" for u in sorted(contacts))
    for values, records in (
        (_ACTIVITY, state.activity),
        (_CROSSING, state.crossings),
        (_CLAIM, state.claims),
        (_FALL, state.falls),
    ):
        yield "records"
        yield from (f"{k} {values(v)!r}" for k, v in sorted(records.items(), key=_first))
    for mapping in (
        state.works, state.stances, state.owners, state.firsts, state.prestige, state.losses, state.fired,
        state.offers, state.decided, state.sources,
    ):  # fmt: skip
        yield repr(sorted(mapping.items(), key=_first))
    yield f"given {sorted(state.given.items())!r}"
    yield f"tasks {list(state.tasks.items())!r}"
    yield f"held {sorted(state.held)!r} {sorted(state.sortie_rates.items())!r}"
    for part in (state.fires, state.civil, state.diplomacy, state.irregular):
        yield json.dumps(plain(part), sort_keys=True)
    for floats in (state.rates, state.pools, *(state.scores[f] for f in sorted(state.scores))):
        yield repr(sorted((k, round(v, 6) + 0.0) for k, v in floats.items()))


def _first(item: tuple[Any, Any]) -> Any:
    return item[0]


def problems(state: State) -> list[str]:
    """Everything that no sequence of legal orders may lead to, a sentence each.

    Names and shapes first: only if these are right can the rest be looked at. Never raises for a
    state whose fields have the right types, so that damaged saves are refused in words.
    """
    return [*_shape_problems(state), *_name_problems(state)] or [
        *_unit_problems(state),
        *_stack_problems(state),
        *_ground_problems(state),
        *_knowledge_problems(state),
        *_turn_problems(state),
        *_relation_problems(state),
        *civil_problems(state),
        *fires_problems(state),
        *irregular_problems(state),
    ]


def _shape_problems(state: State) -> Iterator[str]:
    """Keys and arrays that everything else relies on."""
    theatre = state.theatre
    sides = set(theatre.faction_ids)
    for what in ("knowledge", "sources", "scores", "prestige", "losses", "rates", "pools"):
        if getattr(state, what).keys() != sides:
            yield f"{what} are kept of other factions than there are"
    if state.stances.keys() != {(a, b) for a in sides for b in sides if a != b}:
        yield "stances are kept of other pairs than there are"
    if state.owners.keys() != theatre.board.places.keys():
        yield "owners are kept of other places than there are"
    arrays: list[tuple[str, NDArray[Any]]] = [("control", state.control)]
    for faction, known in state.knowledge.items():
        arrays += [(f"{faction}'s watch", known.watch), (f"{faction}'s map", known.control)]
    for what, array in arrays:
        if array.shape != (theatre.board.size,):
            yield f"{what} covers {array.size} hexes of {theatre.board.size}"
        elif not what.endswith("watch") and bool(((array < NOBODY) | (array >= len(sides))).any()):
            yield f"{what} holds a number that is no faction's"


def _name_problems(state: State) -> Iterator[str]:
    """Names of things that the scenario does not have, and hexes that the board does not have."""
    theatre, spec = state.theatre, state.scenario.spec
    sides, places = set(theatre.faction_ids), theatre.board.places.keys()
    remembered = [c.unit for known in state.knowledge.values() for c in known.contacts.values()]
    hiding = [c.unit for c in state.irregular.cells.values()]
    for u in [*state.units.values(), *state.waiting.values(), *remembered, *hiding]:
        if u.faction not in sides:
            yield f"{u.id} belongs to '{u.faction}', which is no faction"
        if u.type not in theatre.ruleset.unit_types:
            yield f"{u.id} is of the unknown type '{u.type}'"
        if not 0 <= u.hex < theatre.board.size:
            yield f"{u.id} stands on hex {u.hex}, off the board"
    decisions = {d.id: {o.id for o in d.options} for d in spec.decisions}
    tasks = {x.task.id for x in _effects(spec) if x.task}
    named: tuple[tuple[str, Iterable[str], Container[str]], ...] = (
        ("active", (state.active,), sides),
        ("waiting", state.waiting, {u.id for units in spec.units.values() for u in units}),
        ("owners", state.owners.values(), sides | {""}),
        ("firsts", state.firsts.values(), sides),
        ("firsts", state.firsts, places),
        ("claims", state.claims, places),
        ("claims", (c.faction for c in state.claims.values()), sides),
        ("falls", state.falls, places),
        ("falls", (f.faction for f in state.falls.values()), sides),
        ("fired", state.fired, {t.id for t in spec.triggers}),
        ("given", (k.partition(" ")[0] for k in state.given), sides),
        ("given", (k.partition(" ")[2] for k in state.given), set(ORDER_WORDS.values())),
        ("tasks", state.tasks, tasks),
        ("tasks", (t.faction for t in state.tasks.values()), sides | {""}),
        ("offers", state.offers, decisions),
        ("offers", state.offers.values(), sides),
        ("decided", state.decided, decisions),
        ("outcome", (state.outcome.winner,) if state.outcome else (), sides | {""}),
    )
    for what, names, known in named:
        yield from (f"{what}: there is no '{n}' in the scenario" for n in names if n not in known)
    for key, option in state.decided.items():
        if key in decisions and option not in decisions[key]:
            yield f"'{key}' was decided with '{option}', which is no option"
    for faction, hexes in state.sources.items():
        if any(not 0 <= h < theatre.board.size for h in hexes):
            yield f"a source of {faction} is off the board"


def _effects(spec: ScenarioSpec) -> Iterator[Effect]:
    """All effects of triggers and of answers to decisions."""
    for trigger in spec.triggers:
        yield from trigger.then
    for decision in spec.decisions:
        for option in decision.options:
            yield from option.then


def _unit_problems(state: State) -> Iterator[str]:
    board, rules = state.theatre.board, state.theatre.ruleset
    for key, u in [*state.units.items(), *state.waiting.items()]:
        if key != u.id:
            yield f"unit '{u.id}' is filed under '{key}'"
        if board.terrain_of(u.hex) in rules.lake_terrains:
            yield f"{key} stands in a lake"
        if not 1 <= u.steps <= u.full:
            yield f"{key} has {u.steps} of {u.full} steps"
        if not 0 <= u.cohesion <= 100:
            yield f"{key} has cohesion {u.cohesion}"
        if not 0 <= u.entrenchment <= rules.recovery.dig_in_max:
            yield f"{key} is entrenched to level {u.entrenchment}"
        if u.still < -1 or u.cut_off < 0:
            yield f"{key} counts turns below zero"
        if u.supply not in SUPPLY_STATES or u.posture not in POSTURES:
            yield f"{key} has supply '{u.supply}' and posture '{u.posture}'"
    for key in sorted(state.units.keys() & state.waiting.keys()):
        yield f"{key} is on the map and waiting"


def _stack_problems(state: State) -> Iterator[str]:
    theatre = state.theatre
    for h in sorted(state.stacks):
        by_faction: dict[str, list[Unit]] = {}
        for u in state.stacks[h]:
            by_faction.setdefault(u.faction, []).append(u)
        names = list(by_faction)
        for i, a in enumerate(names):
            yield from (
                f"{a} and {b} share hex {h} but are not allied"
                for b in names[i + 1 :]
                if state.stances[a, b] != "allied"
            )
            count, steps = len(by_faction[a]), sum(u.steps for u in by_faction[a])
            most_units, most_steps = stacking_limits(theatre, h)
            if count > most_units or (steps > most_steps and count > 1):
                yield (
                    f"{a} has {count} units with {steps} steps on hex {h} "
                    f"({theatre.board.terrain_of(h)}); {most_units} with {most_steps} fit"
                )


def _ground_problems(state: State) -> Iterator[str]:
    for u in state.units.values():
        if u.id in state.civil.convoys:
            continue  # passes through and takes no ground
        number = int(state.control[u.hex])
        holder = state.theatre.faction_ids[number] if number != NOBODY else ""
        if holder == "":
            yield f"{u.id} stands on ground that nobody controls"
        elif holder != u.faction and state.stances[u.faction, holder] == "war":
            yield f"{u.id} stands on ground that {holder} controls"
    rivers = state.theatre.board.river_edges
    for at, crossing in state.crossings.items():
        if at not in rivers or at != crossing.edge:
            yield f"crossing '{crossing.id}' is not at a hexside of the river"
    for at, turns in state.works.items():
        if at not in rivers or turns < 1:
            yield f"works at {at} need {turns} turns"


def _knowledge_problems(state: State) -> Iterator[str]:
    for faction, known in state.knowledge.items():
        watch = np.zeros(state.theatre.board.size, dtype=np.int64)
        for u in state.units.values():
            if u.faction == faction:
                watch[watch_from(state, u)] += 1
        for m in state.fires.missions:
            if m.faction == faction and m.mission == "reconnaissance":
                watch[overflown(state.theatre, m.hex)] += 1
        wrong = np.flatnonzero(watch != known.watch)
        if wrong.size:
            h = int(wrong[0])
            yield f"{faction} watches hex {h} with {watch[h]} pairs of eyes, but {known.watch[h]} are counted"
        stale = np.flatnonzero(visible(state, faction) & (known.control != state.control))
        if stale.size:
            yield f"{faction} sees hex {int(stale[0])} and is wrong about who controls it"
        for key, contact in known.contacts.items():
            unit = contact.unit
            if key != unit.id or unit.faction == faction or not 1 <= contact.turn <= state.turn:
                yield f"{faction} remembers '{key}' wrongly"


def _turn_problems(state: State) -> Iterator[str]:
    if not 1 <= state.turn <= state.theatre.turns:
        yield f"it is turn {state.turn} of {state.theatre.turns}"
    if state.orders < 0 or state.ferried < 0:
        yield "orders are counted below zero"
    own = {u.id for u in state.units.values() if u.faction == state.active}
    for key in sorted(state.activity.keys() ^ own):
        yield f"activity is kept of the active faction's units and no others, but not so of '{key}'"
    yield from (f"{k} has spent {a.spent}" for k, a in state.activity.items() if a.spent < 0)
    for place, claim in state.claims.items():
        if claim.turn_ends < 1:
            yield f"the claim on '{place}' is no claim"
    yield from (f"{f} has lost {n} steps" for f, n in state.losses.items() if n < 0)
    yield from (f"{f} has {p} replacements" for f, p in state.pools.items() if p < 0)


def _relation_problems(state: State) -> Iterator[str]:
    """Tension within its bounds, between pairs in order of play; incidents of factions that there are."""
    ids = state.theatre.faction_ids
    pairs = {f"{a} {b}" for a, b in combinations(ids, 2)}
    for key, value in state.diplomacy.tension.items():
        if key not in pairs:
            yield f"tension is kept of '{key}', which is no pair in order of play"
        if not 0 <= value <= MOST_TENSION:
            yield f"tension of '{key}' is {value}"
    for faction, count in state.diplomacy.incidents.items():
        if faction not in ids or count < 1:
            yield f"'{faction}' has caused {count} incidents"
    rising = {t.id for t in state.scenario.spec.triggers if t.rising}
    yield from (f"'{t}' is held, but no trigger that rises" for t in state.held if t not in rising)
    for faction, count in state.sortie_rates.items():
        if faction not in ids or count < 0:
            yield f"'{faction}' has {count} sorties a turn"
