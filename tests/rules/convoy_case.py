"""A road through the desert, a convoy on it, towns with people: the ground for tests of civil affairs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.core.board import Zone
from game.core.civil import ConvoySpec, ObserverSpec
from game.core.events import Event
from game.core.fires import Crater, FlownMission
from game.core.rng import Dice
from game.core.ruleset import Ruleset
from game.core.scenario import Paint, ScenarioSpec
from game.core.state import State
from game.core.theatre import Scenario, Theatre
from game.rules.truth.resolution import Resolution
from game.rules.truth.setup import begin
from game.rules.truth.turns import end_turn
from tests.positions import make_board, standard
from tests.rules.spine import SPEC, faction, unit

COLS = 30
BOARD = make_board(
    ["." * COLS, "." * COLS, "." * 5 + "tt~t" + "." * (COLS - 9), "." * COLS, "." * COLS],
    roads=[[(c, 0) for c in range(COLS)]],
    places={"gate": (0, 0), "halt": (20, 0), "rest": (29, 0), "home": (5, 2), "mill": (2, 4), "pond": (7, 2)},
    zones=["." * COLS, "." * COLS, "." * 5 + "1122" + "." * (COLS - 9), "." * COLS, "." * COLS],
    zone_list=(Zone("old", "Old Town", "city"), Zone("new", "New Town", "city")),
)
CONVOY = ConvoySpec("buses", ("halt", "rest"), civilians=200, fighters=100, range=(200, 500), joins="column")
WATCH = ObserverSpec("watch", "The Watch", of=("red",), chance=1.0, error_km=6, wrong=0.25)
UNITS = {
    "red": (unit("buses", "gate", "convoy"), unit("column", "gate", "is_mobile", arrive=-1)),
    "blue": (unit("b1", "home"), unit("far", (29, 4))),
    "green": (unit("g1", "mill"),),
}


def at(*cell: int) -> int:
    return BOARD.at(*cell)


def scenario(ruleset: Ruleset | None = None, board: Any = BOARD, **changes: Any) -> Scenario:
    """Red's convoy goes from the gate to the rest; blue is at war with it, green is nobody's enemy."""
    spec: ScenarioSpec = replace(
        SPEC, turns=20, units=UNITS, convoys=(CONVOY,), civilians={"home": 9000, "old": 3000, "mill": 50},
        factions={
            "red": faction("red", (0, 0)),
            "blue": faction("blue", (5, 2), aid=True),
            "green": faction("green", (2, 4)),
        },
        control=(Paint("blue"), Paint("red", near="gate", km=2), Paint("green", near="mill", km=3)),
    )  # fmt: skip
    spec = replace(spec, **changes)
    theatre = Theatre(
        board, ruleset or standard(), spec.id, spec.title, spec.start, spec.turns, spec.days_per_turn,
        spec.factions, spec.score, spec.facts,
    )  # fmt: skip
    return Scenario(theatre, spec, "", "")


def start(ruleset: Ruleset | None = None, **changes: Any) -> State:
    return begin(scenario(ruleset, **changes))


def rules(**changes: Any) -> Ruleset:
    """The standard rules with other numbers for convoys or civilians."""
    base = standard()
    for name, value in changes.items():
        part = "convoys" if hasattr(base.convoys, name) else "civil"
        base = replace(base, **{part: replace(getattr(base, part), **{name: value})})
    return base


def until(state: State, faction: str, seed: int = 1) -> tuple[State, list[Event]]:
    """When it is that faction's turn (again)."""
    happened: list[Event] = []
    while not happened or state.active != faction:
        r = Resolution(state, Dice(seed, 1000 * state.turn + len(happened)))
        end_turn(r)
        state, happened = r.state, happened + r.events
    return state, happened


def turns(state: State, count: int = 1, seed: int = 1) -> tuple[State, list[Event]]:
    """So many turns later, when it is the same faction's turn again."""
    happened: list[Event] = []
    for _ in range(count):
        state, events = until(state, state.active, seed)
        happened += events
    return state, happened


def watched(state: State, *cell: int, by: str = "blue") -> tuple[State, list[Event]]:
    """Red's next turn, after another sent its aircraft over the road in its own."""
    state, _ = until(state, by)
    return until(interdicted(state, *cell, faction=by), "red")


def interdicted(state: State, *cell: int, faction: str = "blue") -> State:
    """With that faction's aircraft over the road."""
    mission = FlownMission(faction, "interdiction", at(*cell), state.turn)
    return replace(state, fires=replace(state.fires, missions=(*state.fires.missions, mission)))


def cratered(state: State, *cell: int) -> State:
    """With the road closed for a long time."""
    crater = Crater(at(*cell), until=99)
    return replace(state, fires=replace(state.fires, craters=(*state.fires.craters, crater)))
