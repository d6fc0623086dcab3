"""Convoys on their way: what they do at their owner's turn start, and what becomes of those aboard."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from game.core.board import Board
from game.core.civil import Convoy, ConvoySpec
from game.core.events import ConvoyChanged, Moved, Recovered, Removed
from game.core.theatre import Scenario
from game.core.units import Unit
from game.rules.convoys import Advance, advance
from game.rules.truth.arrivals import bring_on
from game.rules.truth.conditions import hex_of
from game.rules.truth.resolution import Resolution


@lru_cache(maxsize=16)
def convoy_specs(scenario: Scenario) -> dict[str, ConvoySpec]:
    """Convoys of the scenario by unit id, in the order of the file."""
    return {c.unit: c for c in scenario.spec.convoys}


def route_of(board: Board, spec: ConvoySpec) -> tuple[int, ...]:
    """Hexes of the points of a route."""
    return tuple(hex_of(board, ref) for ref in spec.route)


def run_convoys(r: Resolution, faction: str) -> None:
    """All convoys of a faction go on: they move, strand, leak away or arrive."""
    for key, spec in convoy_specs(r.state.scenario).items():
        unit = r.state.units.get(key)
        if unit is not None and unit.faction == faction:
            _go_on(r, unit, spec)


def _go_on(r: Resolution, unit: Unit, spec: ConvoySpec) -> None:
    convoy = r.state.civil.convoys[unit.id]
    route = route_of(r.state.theatre.board, spec)
    way = advance(r.state, unit, route, convoy.leg)
    if len(way.path) > 1:
        r.emit(Moved(unit.id, unit.faction, way.path, way.cost, halted=True))
    convoy = replace(convoy, leg=min(way.leg, len(route) - 1))
    if way.leg == len(route):
        _arrive(r, unit, replace(convoy, arrived=True, brought=unit.steps), spec, route[-1])
    elif way.cut:
        _strand(r, unit, replace(convoy, stranded=convoy.stranded + 1), spec, way)
    elif len(way.path) > 1:
        r.emit(ConvoyChanged(convoy, unit.faction, way.path[-1], "moved"))


def _arrive(r: Resolution, unit: Unit, convoy: Convoy, spec: ConvoySpec, h: int) -> None:
    """The convoy is dissolved where its route ends; who came to fight, joins."""
    r.emit(ConvoyChanged(convoy, unit.faction, h, "arrived"))
    r.emit(Removed(unit.id, unit.faction, h, "arrived"))
    _join(r, spec, convoy.brought)


def _strand(r: Resolution, unit: Unit, convoy: Convoy, spec: ConvoySpec, way: Advance) -> None:
    """It waits for the road to open; a part may slip away through the open country."""
    rules, h = r.state.theatre.ruleset.convoys, way.path[-1]
    r.emit(ConvoyChanged(convoy, unit.faction, h, "stranded"))
    if r.dice.stream("convoys").random() >= rules.leak_chance:
        return
    steps = min(rules.leak_steps, unit.steps)
    if not steps:
        return
    r.emit(ConvoyChanged(replace(convoy, leaked=convoy.leaked + steps), unit.faction, h, "leaked"))
    if steps == unit.steps:
        r.emit(Removed(unit.id, unit.faction, h, "leaked"))
    _join(r, spec, steps)


def _join(r: Resolution, spec: ConvoySpec, steps: int) -> None:
    """Steps that came through: they are a new unit, or reinforce it if it is there already."""
    unit = r.state.units.get(spec.joins)
    if unit is None:
        bring_on(r, spec.joins, steps)
    elif unit.steps < unit.full:
        strength = min(unit.full, unit.steps + steps)
        r.emit(Recovered(unit.id, unit.cohesion, unit.entrenchment, unit.still, strength))
