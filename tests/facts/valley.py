"""A small fictional theatre for the facts: a city with a river at its back, and four sides around it.

Everything is YAML as authors write it; a test says what differs, and plays through orders.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import pytest
import yaml

from game.core.events import Event
from game.core.orders import EndTurn, Move, Order, Refusal
from game.core.rng import Dice
from game.core.state import State
from game.core.theatre import Scenario
from game.core.view import View
from game.rules.legality import verify
from game.rules.movement import path_to
from game.rules.truth.audit import problems
from game.rules.truth.observe import observe
from game.rules.truth.resolve import resolve_to
from game.rules.truth.setup import begin
from game.rules.truth.victory import line_points
from game.scenario.load import load_text
from tests.positions import RULESETS

T = TypeVar("T", bound=Event)

VALLEY = yaml.safe_load("""
format: 1
id: valley
title: The Valley
start: 2000-01-01
turns: 12
map:
  format: 1
  name: The Valley
  cols: 10
  rows: 7
  hex_km: 3
  legend: {".": desert, c: city, v: village}
  terrain: |
    . . . . . . . . . .
     . . . c c . v . . .
    . . . c c . . . . .
     . . . . . . . . . .
    . . . . . . . . . .
     . . . . v . . . . .
    . . v . . . . . . .
  bank_legend: {w: west, e: east}
  banks: |
    w w w w w w e e e e
     w w w w w e e e e e
    w w w w w e e e e e
     w w w w w e e e e e
    w w w w w e e e e e
     w w w w w e e e e e
    w w w w w w w w w w
  zone_legend: {n: {id: north, name: Northern District, group: city},
                s: {id: south, name: Southern District, group: city}, b: {id: beyond, name: Beyond}}
  zones: |
    . . . . . . . . . .
     . . . n n . . . . .
    . . . s s . . . . .
     . . . . . . . . . .
    . . . . . . . . . .
     . . . . . . . . . .
    b b b b b b b b b b
  places:
    base: {name: The Base, at: [2, 2], kind: base}
    city: {name: The City, at: [4, 1], kind: city}
    works: {name: The Works, at: [6, 1], kind: industrial}
    field: {name: The Field, at: [7, 3], kind: energy}
    gate: {name: The Gate, at: [4, 5], kind: crossing}
    post: {name: The Post, at: [2, 6], kind: village}
  roads:
    - {name: Corridor, path: [[0, 2], [1, 2], base]}
  crossings:
    bridge: {name: City Bridge, between: [[4, 1], [5, 1]], status: destroyed}
factions:
  gov: {name: Government, short: G, colour: "#b5423c", prestige: 10, sources: [{at: [0, 2]}]}
  partners: {name: Partners, short: P, colour: "#c9a227", prestige: 10, sources: [{at: [9, 0]}]}
  foe: {name: Foe, short: F, colour: "#3d3d46", playable: false, sources: [{at: gate}]}
  neighbour: {name: Neighbour, short: N, colour: "#4f8a5b", playable: false, sources: [{at: [0, 6]}]}
stances:
  - {between: [gov, partners], stance: rival}
  - {between: [gov, neighbour], stance: neutral}
  - {between: [partners, neighbour], stance: neutral}
control:
  - {faction: foe}
  - {faction: gov, along: [[0, 2], base], km: 1}
  - {faction: partners, bank: east, near: [9, 0], km: 7}
  - {faction: partners, near: works, km: 1}
  - {faction: neighbour, zones: [beyond]}
units: {gov: [], partners: [], foe: [], neighbour: []}
score:
  gov: {par: 10, lines: [{id: city, text: The city, share: {group: city, points: 10}}]}
  partners: {par: 10, lines: [{id: field, text: The field, hold: {place: field, points: 5}}]}
""")


def valley(**changes: Any) -> Scenario:
    """The valley with some keys of its file replaced; `factions` and `units` are merged side by side."""
    data = copy.deepcopy(VALLEY)
    for key, value in changes.items():
        if key == "factions":
            for faction, fields in value.items():
                data[key][faction] |= fields
        elif key == "units":
            data[key] |= value
        else:
            data[key] = value
    ruleset = yaml.safe_load((RULESETS / "standard.yaml").read_text())
    for section, numbers in data.pop("rules", {}).items():
        ruleset[section] = _over(ruleset[section], numbers)
    text = {"bundle": 1, "scenario": data, "ruleset": ruleset}
    return load_text(json.dumps(text, default=str), "valley")


def _over(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    return {**old, **{k: _over(old[k], v) if isinstance(v, dict) and k in old else v for k, v in new.items()}}


def unit(id: str, at: Any, type: str = "regular", **more: Any) -> dict[str, Any]:
    """One line of an order of battle."""
    return {"id": id, "name": id, "type": type, "at": at, **more}


def table(*lines: dict[str, Any]) -> dict[str, Any]:
    """A score table."""
    return {"par": 10, "lines": list(lines)}


class Play:
    """One match, order by order: every order is verified as a player's would be."""

    def __init__(self, scenario: Scenario, seed: int = 1) -> None:
        self.state: State = begin(scenario)
        self.seed = seed
        self.number = 0
        self.events: list[Event] = []

    @classmethod
    def of(cls, **changes: Any) -> Play:
        """A match in the valley, changed."""
        return cls(valley(**changes))

    def at(self, col: int, row: int) -> int:
        """The hex there."""
        return self.state.theatre.board.at(col, row)

    def view(self, faction: str = "") -> View:
        """What a side knows; the active one if none is named."""
        return observe(self.state, faction or self.state.active)

    def refusal(self, order: Order) -> Refusal | None:
        """Why the active faction may not give an order."""
        return verify(self.view(), order)

    def do(self, *orders: Order) -> list[Event]:
        """Give legal orders of the active faction; the events of all of them."""
        happened: list[Event] = []
        for order in orders:
            refused = self.refusal(order)
            assert refused is None, refused
            self.number += 1
            r = resolve_to(self.state, order, Dice(self.seed, self.number))
            self.state = r.state
            happened += r.events
        self.events += happened
        assert problems(self.state) == []
        return happened

    def go(self, unit_id: str, *stops: tuple[int, int]) -> list[Event]:
        """Move a unit of the active faction to one hex after the other."""
        happened: list[Event] = []
        for stop in stops:
            view = self.view()
            path = path_to(view, view.units[unit_id], self.at(*stop))
            assert path is not None, f"{unit_id} cannot reach {stop}"
            happened += self.do(Move(unit_id, path))
        return happened

    def until(self, faction: str, turn: int = 0) -> list[Event]:
        """End turns until it is this faction's (in that turn, or next time)."""
        happened: list[Event] = []
        while True:
            happened += self.do(EndTurn())
            state = self.state
            if state.outcome or (state.active == faction and state.turn >= turn):
                return happened

    def hex_of(self, unit_id: str) -> tuple[int, int]:
        """Column and row of a unit."""
        return self.state.theatre.board.col_row(self.state.units[unit_id].hex)


def points(play: Play, faction: str, line: str) -> float:
    """What one line of a score table is worth now."""
    table = play.state.theatre.score[faction].lines
    return line_points(play.state, faction, next(x for x in table if x.id == line))


with_and_without = pytest.mark.parametrize("on", [True, False], ids=["with", "without"])
"""Play a fact with its mechanism, and with the mechanism switched off."""


def only(on: bool, *items: Any) -> list[Any]:
    """These lines of a file, or none."""
    return list(items) if on else []


def of_kind(events: Iterable[Event], kind: type[T]) -> list[T]:
    """The events of one kind."""
    return [x for x in events if isinstance(x, kind)]
