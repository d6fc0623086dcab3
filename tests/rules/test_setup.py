from typing import Any

import numpy as np
import pytest

from game.core.events import Arrived, Message, SupplyTraced, TriggerFired
from game.core.scenario import CrossingSpec, Paint, StanceSpec
from game.core.script import Condition, Effect, SayEffect, Trigger, TurnWindow
from game.core.state import State
from game.core.theatre import NOBODY
from game.rules.truth.audit import digest, problems
from game.rules.truth.setup import initial, opening
from tests.rules.spine import BOARD, SPEC, ended, scenario, start, unit


def painted(*strokes: Paint) -> set[tuple[int, int]]:
    """Hexes that the strokes give to red, on a board without units."""
    state = initial(scenario(control=strokes, units={}))
    return {BOARD.col_row(int(h)) for h in np.flatnonzero(state.control == 0)}


def control_at(state: State, at: tuple[int, int]) -> str:
    number = int(state.control[BOARD.at(*at)])
    return "" if number == NOBODY else state.theatre.faction_ids[number]


def test_the_start_is_sound_and_always_the_same() -> None:
    state = start()
    assert problems(state) == []
    assert digest(state) == digest(start())
    assert (state.turn, state.active, state.orders) == (1, "red", 0)
    assert set(state.activity) == {"r1", "r2"}


def test_units_stand_where_the_scenario_says_at_the_strength_it_says() -> None:
    weak = unit("r1", "town/W2", steps=3, cohesion=70, entrenchment=2, posture="guard")
    over = unit("r2", (0, 0), steps=9)
    state = start(units={"red": (over, weak)})
    r1, r2 = state.units["r1"], state.units["r2"]
    assert BOARD.col_row(r1.hex) == (1, 4)
    assert (r1.steps, r1.full, r1.cohesion, r1.entrenchment, r1.posture) == (3, 7, 70, 2, "guard")
    assert (r2.steps, r2.full) == (9, 9)
    assert list(state.units) == ["r1", "r2"]


def test_later_strokes_cover_earlier_ones_and_an_empty_one_is_nobodys() -> None:
    state = initial(
        scenario(units={}, control=(Paint("red"), Paint("blue", bank="b"), Paint("", zones=("old",))))
    )
    assert control_at(state, (0, 0)) == "red"
    assert control_at(state, (7, 0)) == "blue"
    assert control_at(state, (1, 1)) == ""
    assert control_at(state, (1, 2)) == "red"
    assert control_at(state, (5, 2)) == "", "a lake is nobody's"


@pytest.mark.parametrize(
    ("stroke", "covered"),
    [
        (Paint("red", zones=("city",)), {(1, 1), (2, 1), (1, 2), (2, 2)}),
        (Paint("red", zones=("old",)), {(1, 1), (2, 1)}),
        (Paint("red", near="east", km=3), {(7, 3), (6, 3), (7, 2), (7, 4)}),
        (Paint("red", along=((0, 0), (3, 0)), km=1), {(0, 0), (1, 0), (2, 0), (3, 0)}),
        (Paint("red", along=((2, 5),), km=1), {(2, 5)}),
        (Paint("red", hexes=("west", (7, 5))), {(0, 3), (7, 5)}),
        (Paint("red", zones=("city",), along=((0, 1), (7, 1)), km=1), {(1, 1), (2, 1)}),
        (Paint("red", bank="b", near=(4, 0), km=3.1), {(5, 0)}),
    ],
)
def test_all_selectors_of_a_stroke_must_match(stroke: Paint, covered: set[tuple[int, int]]) -> None:
    assert painted(stroke) == covered


def test_a_unit_holds_its_hex_against_enemies_but_not_against_friends() -> None:
    assert control_at(start(), (3, 4)) == "blue"
    units = {"green": (unit("g1", "town"),)}
    assert control_at(start(units=units), (3, 4)) == "green"
    allied = (StanceSpec(("green", "blue"), "allied"),)
    assert control_at(start(units=units, stances=allied), (3, 4)) == "blue"


def test_pairs_that_are_not_named_are_at_war() -> None:
    state = start(stances=(StanceSpec(("red", "green"), "rival"),))
    assert state.stances["red", "green"] == state.stances["green", "red"] == "rival"
    assert state.stances["blue", "green"] == state.stances["red", "blue"] == "war"


def test_a_place_belongs_to_whoever_controls_it_unless_the_scenario_says_otherwise() -> None:
    state = start(owners={"town": "green", "ford": ""})
    assert state.owners == {"west": "red", "town": "green", "east": "blue", "ford": ""}


def test_the_scenario_changes_crossings_of_the_map() -> None:
    assert [c.status for c in start().crossings.values()] == ["intact"]
    state = start(crossings=(CrossingSpec("span", "destroyed"),))
    assert [c.status for c in state.crossings.values()] == ["destroyed"]


def test_everybody_knows_the_front_but_sees_only_from_its_own_units() -> None:
    state = start()
    for known in state.knowledge.values():
        assert np.array_equal(known.control, state.control)
        assert not known.contacts
    assert state.knowledge["red"].watch[BOARD.at(0, 3)] == 2
    assert state.knowledge["red"].watch[BOARD.at(7, 3)] == 0


def test_supply_is_traced_for_everybody_before_the_first_order() -> None:
    state = start(units=SPEC.units | {"blue": (unit("b1", "east"), unit("b2", (1, 3))), "red": ()})
    assert state.units["b1"].supply == "supplied"
    assert (state.units["b2"].supply, state.units["b2"].cut_off) == ("isolated", 0)
    later, _ = ended(state)
    assert (later.active, later.units["b2"].cut_off) == ("blue", 1)


def test_the_first_turn_start_brings_reinforcements_and_fires_triggers_once() -> None:
    say = Trigger("hello", Condition(turn=TurnWindow()), (Effect(say=SayEffect("Hello", "All.")),))
    changes: dict[str, Any] = {
        "triggers": (say,),
        "units": {"red": (unit("r1", "west", arrive=1), unit("r2", "west", arrive=2))},
    }
    r = opening(scenario(**changes))
    assert [
        type(event)
        for event in r.events
        if isinstance(event, TriggerFired | Message | Arrived | SupplyTraced)
    ]
    assert sum(isinstance(event, TriggerFired) for event in r.events) == 1
    assert set(r.state.units) == {"r1"}
    assert set(r.state.waiting) == {"r2"}
    assert r.state.fired == {"hello": 1}
    assert r.state.units["r1"].cohesion == 100


def test_nobody_recovers_before_anything_happened() -> None:
    state = start(units={"red": (unit("r1", "west", cohesion=50, steps=3),)})
    assert (state.units["r1"].cohesion, state.units["r1"].steps) == (50, 3)
