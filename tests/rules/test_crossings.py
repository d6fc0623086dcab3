from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.board import edge
from game.core.events import ControlChanged, CrossingChanged, Ferried, Moved, Removed, StepsLost, WorkDone
from game.core.orders import Bridge, Demolish, Ferry
from game.core.rng import Dice
from game.core.state import State
from game.core.units import Activity
from game.rules.crossings import check_bridge, check_demolish, check_ferry, passable, work_needed
from game.rules.truth.logistics import trace_supply
from game.rules.truth.resolution import Resolution
from game.rules.truth.works import resolve_bridge, resolve_demolish, resolve_ferry
from game.words import tell
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.duels import Loaded
from tests.rules.random_positions import closed, counted, random_state, wrong

CROSSINGS = [
    ("bridge", (2, 0), (3, 0), "intact"),
    ("ruin", (2, 2), (3, 2), "destroyed"),
]
THEATRE = make_theatre(
    make_board([".....~"] * 5, banks=["aaabbb"] * 5, crossings=CROSSINGS, places={"landing": (2, 4)}),
    ("red", "blue", "green"),
)
AT = THEATRE.board.at


def position(*units, **kwargs) -> State:
    return counted(make_state(THEATRE, units, **kwargs))


def unit(kind: str, at: tuple[int, int], id: str = "unit", faction: str = "red", **changes):
    return make_unit(THEATRE, id, faction, at, kind, **changes)


def code(refusal) -> str:
    if refusal is None:
        return ""
    assert tell(refusal.words).endswith(".")
    return refusal.code


# Rivers


def test_a_river_is_passed_over_an_intact_crossing_only():
    state = position()
    assert passable(state, AT(2, 0), AT(3, 0))
    assert passable(state, AT(3, 0), AT(2, 0))
    assert not passable(state, AT(2, 2), AT(3, 2))
    assert not passable(state, AT(2, 4), AT(3, 4))
    assert passable(state, AT(1, 0), AT(2, 0))


# Boats


def test_a_small_unit_with_boats_may_cross_anywhere():
    state = position(unit("engineer", (2, 4)))
    assert check_ferry(state, Ferry("unit", AT(3, 4))) is None


def moved(state: State, **changes: object) -> State:
    act = replace(state.activity["unit"], **changes)
    return replace(state, activity={**state.activity, "unit": act})


def test_boats_are_refused_for_a_reason():
    state, order = position(unit("engineer", (2, 4))), Ferry("unit", AT(3, 4))
    foe = unit("regular", (3, 4), "foe", "blue")
    stranger = unit("regular", (3, 4), "stranger", "green")
    full = [unit("assault", (3, 4), f"own{i}", steps=7) for i in range(3)]
    rival = {("red", "green"): "rival"}
    cases = [
        ("not_adjacent", state, Ferry("unit", AT(4, 4))),
        ("no_river", state, Ferry("unit", AT(1, 4))),
        ("no_boats", position(unit("artillery", (2, 4))), order),
        ("too_large", position(unit("regular", (2, 4))), order),
        ("no_boats_left", replace(state, ferried=2), order),
        ("not_yours", replace(state, activity={}), order),
        ("moved", moved(state, spent=1), order),
        ("moved", moved(state, halted=True), order),
        ("moved", moved(state, origin=AT(1, 4)), order),
        ("attacked", moved(state, attacked=True), order),
        ("enemy_there", position(unit("engineer", (2, 4)), foe), order),
        ("rival_ground", position(unit("engineer", (2, 4)), stranger, stances=rival), order),
        (
            "rival_ground",
            position(unit("engineer", (2, 4)), control={"green": [(3, 4)]}, stances=rival),
            order,
        ),
        ("no_room", position(unit("engineer", (2, 4)), *full), order),
    ]
    for expected, situation, asked in cases:
        assert code(check_ferry(situation, asked)) == expected


def test_boats_do_not_land_on_a_lake():
    theatre = make_theatre(make_board([".~"] * 2, banks=["ab"] * 2))
    state = make_state(theatre, [make_unit(theatre, "unit", "red", (0, 0), "engineer")])
    assert code(check_ferry(state, Ferry("unit", 1))) == "impassable"


@pytest.mark.parametrize(("chance", "steps"), [(0.19, 2), (0.21, 3)])
def test_a_crossing_by_boat_may_cost_a_step_and_takes_the_turn_and_the_ground(chance, steps):
    r = Resolution(position(unit("engineer", (2, 4)), control={"blue": [(3, 4)]}), Loaded(chance=chance))
    resolve_ferry(r, Ferry("unit", AT(3, 4)))
    kinds = [type(e) for e in r.events]
    assert kinds == ([Ferried, StepsLost, ControlChanged] if steps == 2 else [Ferried, ControlChanged])
    landed = r.state.units["unit"]
    assert (landed.hex, landed.steps) == (AT(3, 4), steps)
    assert r.state.control[AT(3, 4)] == THEATRE.index["red"]
    assert r.state.ferried == 1
    assert r.state.activity["unit"].halted
    assert r.state.activity["unit"].attacked
    assert r.state.losses["red"] == 3 - steps


def test_the_last_step_may_drown():
    r = Resolution(position(unit("engineer", (2, 4), steps=1)), Loaded(chance=0.0))
    resolve_ferry(r, Ferry("unit", AT(3, 4)))
    assert r.events[-1] == Removed("unit", "red", AT(3, 4), "destroyed")
    assert r.state.units == {}


def test_boats_that_meet_what_nobody_saw_turn_back():
    r = Resolution(
        position(unit("engineer", (2, 4)), unit("regular", (3, 4), "foe", "blue")), Loaded(chance=0.0)
    )
    resolve_ferry(r, Ferry("unit", AT(3, 4)))
    (event,) = r.events
    assert isinstance(event, Moved)
    assert event.stopped == "ambush"
    assert r.state.units["unit"].hex == AT(2, 4)
    assert r.state.activity["unit"].halted


# Engineers


def work(state: State, order: Bridge) -> Resolution:
    r = Resolution(state, Loaded(chance=0.0))
    resolve_bridge(r, order)
    return r


def next_turn(state: State) -> State:
    return replace(state, activity={u.id: Activity(u.hex) for u in state.units.values()})


def test_a_bridge_is_repaired_in_two_turns():
    state, order = position(unit("engineer", (2, 2))), Bridge("unit", AT(3, 2))
    where = edge(AT(2, 2), AT(3, 2))
    assert check_bridge(state, order) is None
    assert work_needed(state, *where) == 2
    r = work(state, order)
    assert r.events == [WorkDone("unit", where, 1)]
    assert code(check_bridge(r.state, order)) == "attacked"
    r = work(next_turn(r.state), order)
    assert r.events == [CrossingChanged("ruin", "Ruin", where, "bridge", "intact", "", "unit")]
    assert passable(r.state, *where)
    assert r.state.works == {}
    assert code(check_bridge(next_turn(r.state), order)) == "open"


def test_a_pontoon_is_laid_in_a_turn_and_carries_supply():
    far = unit("militia", (4, 4), "far")
    state = position(unit("engineer", (2, 4)), far, sources={"red": [(2, 4)]}, control={"blue": [(3, 1)]})
    r = work(state, Bridge("unit", AT(3, 4)))
    (laid,) = r.events
    assert isinstance(laid, CrossingChanged)
    assert (laid.kind, laid.status, laid.owner, laid.name) == (
        "pontoon",
        "intact",
        "red",
        "",
    )
    trace_supply(r, "red")
    assert r.state.units["far"].supply_km == 2 * 4.5 + 3


def test_works_are_refused_for_a_reason():
    state, order = position(unit("engineer", (2, 2))), Bridge("unit", AT(3, 2))
    foe = unit("regular", (3, 2), "foe", "blue")
    cases = [
        ("no_engineers", position(unit("assault", (2, 2))), order),
        ("not_adjacent", state, Bridge("unit", AT(4, 2))),
        ("no_river", state, Bridge("unit", AT(1, 2))),
        ("open", position(unit("engineer", (2, 0))), Bridge("unit", AT(3, 0))),
        ("moved", moved(state, spent=5), order),
        ("enemy_there", position(unit("engineer", (2, 2)), foe), order),
        (
            "neutral_ground",
            position(
                unit("engineer", (2, 2)), control={"green": [(3, 2)]}, stances={("red", "green"): "neutral"}
            ),
            order,
        ),
    ]
    for expected, situation, asked in cases:
        assert code(check_bridge(situation, asked)) == expected


# Charges


def test_a_bridge_is_blown_up_and_a_pontoon_is_gone():
    state, order = position(unit("assault", (2, 0))), Demolish("unit", AT(3, 0))
    assert check_demolish(state, order) is None
    r = Resolution(state, Loaded(chance=0.0))
    resolve_demolish(r, order)
    assert not passable(r.state, AT(2, 0), AT(3, 0))
    assert r.state.crossings[edge(AT(2, 0), AT(3, 0))].status == "destroyed"
    r = work(position(unit("engineer", (2, 4))), Bridge("unit", AT(3, 4)))
    r = Resolution(next_turn(r.state), Loaded(chance=0.0))
    resolve_demolish(r, Demolish("unit", AT(3, 4)))
    assert edge(AT(2, 4), AT(3, 4)) not in r.state.crossings


def test_charges_are_refused_for_a_reason():
    state, order = position(unit("assault", (2, 0))), Demolish("unit", AT(3, 0))
    ford = {e: replace(c, kind="ford") for e, c in state.crossings.items()}
    cases = [
        ("not_adjacent", state, Demolish("unit", AT(4, 0))),
        ("no_crossing", position(unit("assault", (2, 2))), Demolish("unit", AT(3, 2))),
        ("no_crossing", position(unit("assault", (2, 4))), Demolish("unit", AT(3, 4))),
        ("ford", replace(state, crossings=ford), order),
        ("moved", moved(state, spent=5), order),
        ("enemy_there", position(unit("assault", (2, 0)), unit("militia", (3, 0), "foe", "blue")), order),
    ]
    for expected, situation, asked in cases:
        assert code(check_demolish(situation, asked)) == expected


# Properties


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_whatever_boats_and_engineers_may_do_breaks_nothing(seed):
    state = counted(random_state(seed))
    board, number = state.theatre.board, 0
    for unit_id, own in list(state.units.items()):
        for _, h in board.adjacent[own.hex]:
            for order, check, resolve in (
                (Ferry(unit_id, h), check_ferry, resolve_ferry),
                (Bridge(unit_id, h), check_bridge, resolve_bridge),
                (Demolish(unit_id, h), check_demolish, resolve_demolish),
            ):
                if unit_id not in state.units or check(state, order) is not None:
                    continue
                number += 1
                before, r = state, Resolution(state, Dice(seed, number))
                resolve(r, order)
                state = r.state
                assert wrong(state) == []
                assert (
                    state.activity == {} or unit_id not in state.activity or state.activity[unit_id].attacked
                )
                if isinstance(order, Demolish):
                    assert closed(state, own.hex, h)
                if isinstance(order, Bridge):
                    assert not closed(state, own.hex, h) or state.works[edge(own.hex, h)] > 0
                if isinstance(order, Ferry):
                    assert state.ferried == before.ferried + 1
    assert state.ferried <= state.theatre.ruleset.crossings.boats_a_turn
