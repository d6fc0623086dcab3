"""Fingerprints of a position, and what is wrong with one."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from game.core.board import Crossing, edge
from game.core.state import Claim, State
from game.core.theatre import NOBODY
from game.core.units import POSTURES, SUPPLY_STATES, Activity, Unit
from game.rules.movement import stacking_limits
from game.rules.truth.perceive import visible
from game.rules.truth.reduce import watch_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

_UNIT, _ACTIVITY, _CROSSING, _CLAIM = (
    attrgetter(*(f.name for f in fields(cls))) for cls in (Unit, Activity, Crossing, Claim)
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
    ):
        yield "records"
        yield from (f"{k} {values(v)!r}" for k, v in sorted(records.items(), key=_first))
    for mapping in (
        state.works, state.stances, state.owners, state.firsts, state.prestige, state.losses, state.fired,
        state.offers, state.decided, state.sources,
    ):  # fmt: skip
        yield repr(sorted(mapping.items(), key=_first))
    for floats in (state.rates, state.pools, *(state.scores[f] for f in sorted(state.scores))):
        yield repr(sorted((k, round(v, 6) + 0.0) for k, v in floats.items()))


def _first(item: tuple[Any, Any]) -> Any:
    return item[0]


def problems(state: State) -> list[str]:
    """Everything that no sequence of legal orders may lead to, a sentence each."""
    return [
        *_unit_problems(state),
        *_stack_problems(state),
        *_ground_problems(state),
        *_knowledge_problems(state),
        *_turn_problems(state),
        *_name_problems(state),
    ]


def _unit_problems(state: State) -> Iterator[str]:
    board, rules = state.theatre.board, state.theatre.ruleset
    for key, u in [*state.units.items(), *state.waiting.items()]:
        if key != u.id:
            yield f"unit '{u.id}' is filed under '{key}'"
        if u.faction not in state.theatre.index:
            yield f"{key} belongs to '{u.faction}', which is no faction"
        if u.type not in rules.unit_types:
            yield f"{key} is of the unknown type '{u.type}'"
        if not 0 <= u.hex < board.size:
            yield f"{key} stands on hex {u.hex}, off the board"
        elif board.terrain_of(u.hex) in rules.lake_terrains:
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
    for key in state.units.keys() & state.waiting.keys():
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
    factions = len(state.theatre.faction_ids)
    yield from _control_problems(state.control, factions, "control")
    for u in state.units.values():
        owner = int(state.control[u.hex]) if 0 <= u.hex < len(state.control) else NOBODY
        holder = state.theatre.faction_ids[owner] if 0 <= owner < factions else ""
        if holder == "":
            yield f"{u.id} stands on ground that nobody controls"
        elif holder != u.faction and state.stances[u.faction, holder] == "war":
            yield f"{u.id} stands on ground that {holder} controls"
    rivers = state.theatre.board.river_edges
    for at, crossing in state.crossings.items():
        if at not in rivers or at != crossing.edge or at != edge(*at):
            yield f"crossing '{crossing.id}' is not at a hexside of the river"
    for at, turns in state.works.items():
        if at not in rivers or turns < 1:
            yield f"works at {at} need {turns} turns"


def _control_problems(control: NDArray[np.int8], factions: int, what: str) -> Iterator[str]:
    if bool(((control < NOBODY) | (control >= factions)).any()):
        yield f"{what} holds a number that is no faction's"


def _knowledge_problems(state: State) -> Iterator[str]:
    for faction, known in state.knowledge.items():
        watch = np.zeros(state.theatre.board.size, dtype=np.int64)
        for u in state.units.values():
            if u.faction == faction:
                watch[watch_from(state, u)] += 1
        wrong = np.flatnonzero(watch != known.watch)
        if wrong.size:
            h = int(wrong[0])
            yield f"{faction} watches hex {h} with {watch[h]} units, but {known.watch[h]} are counted"
        stale = np.flatnonzero(visible(state, faction) & (known.control != state.control))
        if stale.size:
            yield f"{faction} sees hex {int(stale[0])} and is wrong about who controls it"
        yield from _control_problems(known.control, len(state.theatre.faction_ids), f"{faction}'s map")
        for key, contact in known.contacts.items():
            unit = contact.unit
            if key != unit.id or unit.faction == faction or not 1 <= contact.turn <= state.turn:
                yield f"{faction} remembers '{key}' wrongly"


def _turn_problems(state: State) -> Iterator[str]:
    if state.active not in state.theatre.index or not 1 <= state.turn <= state.theatre.turns:
        yield f"it is turn {state.turn} of '{state.active}'"
    if state.orders < 0 or state.ferried < 0:
        yield "orders are counted below zero"
    own = {u.id for u in state.units.values() if u.faction == state.active}
    if state.outcome is None and state.activity.keys() != own:
        odd = min(state.activity.keys() ^ own)
        yield f"activity is kept of all units of the active faction and no other, but '{odd}'"
    yield from (f"{k} has spent {a.spent}" for k, a in state.activity.items() if a.spent < 0)


def _name_problems(state: State) -> Iterator[str]:
    theatre, spec = state.theatre, state.scenario.spec
    sides, places = set(theatre.faction_ids), theatre.board.places.keys()
    triggers = {t.id for t in spec.triggers}
    decisions = {d.id: {o.id for o in d.options} for d in spec.decisions}
    if state.owners.keys() != places:
        yield "owners are kept of other places than there are"
    yield from _strangers("owners", state.owners.values(), sides | {""})
    yield from _strangers("firsts", [*state.firsts.values()], sides)
    yield from _strangers("firsts", state.firsts, places)
    yield from _strangers("claims", state.claims, places)
    for place, claim in state.claims.items():
        if claim.faction not in sides or claim.turn_ends < 1:
            yield f"the claim on '{place}' is no claim"
    for what in ("knowledge", "sources", "scores", "prestige", "losses", "rates", "pools"):
        if getattr(state, what).keys() != sides:
            yield f"{what} are kept of other factions than there are"
    yield from _strangers("fired", state.fired, triggers)
    yield from _strangers("offers", state.offers, decisions)
    for key, option in state.decided.items():
        if option not in decisions.get(key, ()):
            yield f"'{key}' was decided with '{option}', which is no option"
    yield from (f"{f} has lost {n} steps" for f, n in state.losses.items() if n < 0)
    yield from (f"{f} has {p} replacements" for f, p in state.pools.items() if p < 0)
    for faction, hexes in state.sources.items():
        if any(not 0 <= h < theatre.board.size for h in hexes):
            yield f"a source of {faction} is off the board"


def _strangers(what: str, names: Iterable[str], known: Container[str]) -> Iterator[str]:
    yield from (f"{what} name '{n}', which does not exist" for n in names if n not in known)
