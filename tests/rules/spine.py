"""A small scenario for tests of setup, turns, triggers and victory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from game.core.board import Board, Zone
from game.core.events import Event
from game.core.rng import Dice
from game.core.scenario import FactionSpec, Paint, ScenarioSpec, SourceSpec, UnitSpec
from game.core.state import State
from game.core.theatre import Scenario, Theatre
from game.rules.truth.resolution import Resolution
from game.rules.truth.setup import begin
from game.rules.truth.turns import end_turn
from tests.positions import make_board, standard

BOARD = make_board(
    ["........", ".cc.....", ".cc..~..", "........", "...t....", "........"],
    banks=["aaaaabbb"] * 6,
    zones=["........", ".11.....", ".22.....", "........", "........", "........"],
    zone_list=(Zone("old", "Old Town", "city"), Zone("new", "New Town", "city")),
    places={"west": (0, 3), "town": (3, 4), "east": (7, 3), "ford": (4, 0)},
    crossings=[("span", (4, 3), (5, 3), "intact")],
)


def faction(name: str, source: tuple[int, int] | None = None, **changes: Any) -> FactionSpec:
    sources = (SourceSpec(source),) if source else ()
    return FactionSpec(name=name.title(), short=name[0].upper(), colour="#888888", sources=sources, **changes)


def unit(id: str, at: Any, type: str = "regular", **changes: Any) -> UnitSpec:
    return UnitSpec(id=id, name=id.title(), type=type, at=at, **changes)


SPEC = ScenarioSpec(
    format=1, id="test", title="Test", start=date(2000, 1, 1), turns=6, map=None,
    factions={
        "red": faction("red", (0, 3)),
        "blue": faction("blue", (7, 3)),
        "green": faction("green", (0, 5)),
    },
    units={
        "red": (unit("r1", "west"), unit("r2", (1, 3))),
        "blue": (unit("b1", "east"), unit("b2", "town")),
        "green": (unit("g1", (0, 5)),),
    },
    control=(Paint("blue"), Paint("red", near="west", km=7), Paint("green", hexes=((0, 5), (1, 5)))),
)  # fmt: skip


def scenario(spec: ScenarioSpec = SPEC, board: Board = BOARD, **changes: Any) -> Scenario:
    """SPEC with some fields changed, bound to the board."""
    spec = replace(spec, **changes)
    return Scenario(Theatre.of(spec, board, standard()), spec, "", "")


def start(**changes: Any) -> State:
    """The first state of SPEC with some fields changed."""
    return begin(scenario(**changes))


def ended(state: State, turns: int = 1) -> tuple[State, list[Event]]:
    """After so many faction turns ended: the state, and all events."""
    happened: list[Event] = []
    for number in range(turns):
        r = Resolution(state, Dice(1, number))
        end_turn(r)
        state = r.state
        happened += r.events
    return state, happened


def put(state: State, unit_id: str, at: tuple[int, int], **changes: Any) -> State:
    """A unit moved by hand, with its ground."""
    h = state.theatre.board.at(*at)
    control = state.control.copy()
    control[h] = state.theatre.index[state.units[unit_id].faction]
    return replace(
        state,
        units={**state.units, unit_id: replace(state.units[unit_id], hex=h, **changes)},
        control=control,
    )
