"""Main effort, depots, and who recovers how."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import events as e
from game.core.orders import MainEffort
from game.core.rng import Dice
from game.core.state import State
from game.core.theatre import Theatre
from game.rules.effort import axis, effort_of
from game.rules.supply import line, supply_state, trace, why
from game.rules.truth.logistics import recover
from game.rules.truth.reduce import evolve
from game.rules.truth.resolution import Resolution
from game.words import tell
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.chance import FACTIONS, random_state
from tests.rules.guerrilla import at, give, net, refused, theatre_with, turn_of, war


def short(theatre: Theatre, full: float, stretched: float) -> Theatre:
    """Lines of supply that reach less far."""
    supply = replace(theatre.ruleset.supply, full_km=full, stretched_km=stretched)
    return replace(theatre, ruleset=replace(theatre.ruleset, supply=supply))


FRONT = ("front", "blue", (9, 3), "regular")
"""27 km of road from the source: 9 km of line."""


# Main effort


def test_the_main_effort_counts_from_the_next_turn_and_a_change_costs_one_more():
    state, events = give(war(FRONT, active="blue"), MainEffort("mill"))
    assert e.EffortSet("blue", "mill", 2) in events
    assert effort_of(state, "blue") == ""
    state = turn_of(state, "blue", 2)
    assert effort_of(state, "blue") == "mill"
    state, events = give(state, MainEffort("base"))
    assert e.EffortSet("blue", "base", 4) in events
    assert [effort_of(turn_of(state, "blue", t), "blue") for t in (2, 3, 4)] == ["", "", "base"]


def test_supply_reaches_further_on_the_axis_and_only_there():
    theatre = short(theatre_with(axis_km=4, effort_km=5), 6, 8)
    state = war(FRONT, theatre=theatre, active="blue")
    assert supply_state(net(state), at(9, 3)) == "unsupplied"
    state = turn_of(give(state, MainEffort("mill"))[0], "blue", 2)
    assert state.units["front"].supply == "supplied"
    assert "main effort" in tell(why(net(state), at(9, 3)))
    assert net(state).m[at(9, 3)] == 9 * 990, "the line is as long as ever"
    state = turn_of(give(state, MainEffort("base"))[0], "blue", 4)
    assert state.units["front"].supply == "unsupplied"


def test_the_axis_is_what_lies_near_the_place_or_has_no_nearer_one():
    flags = axis(theatre_with(axis_km=4), "mill")
    assert flags[at(9, 3)] and flags[at(8, 3)] and flags[at(11, 0)]
    assert not flags[at(5, 3)] and not flags[at(0, 0)]
    assert not any(axis(theatre_with(), ""))


def test_only_a_place_that_is_there_and_is_no_main_effort_yet_can_be_named():
    state = war(FRONT, active="blue")
    assert refused(state, MainEffort("nowhere")) == "no_place"
    assert refused(state, MainEffort("")) == "no_change"
    state, _ = give(state, MainEffort("mill"))
    assert refused(state, MainEffort("mill")) == "no_change"
    assert refused(state, MainEffort("")) == ""


def test_replacements_go_to_the_main_effort_first():
    near = ("near", "blue", (9, 3), "regular", {"steps": 6})
    far = ("far", "blue", (1, 3), "regular", {"steps": 3})
    grown = []
    for effort in ("", "mill"):
        state = evolve(
            war(near, far, theatre=theatre_with(axis_km=4), active="blue"), rates={"red": 0.0, "blue": 1.0}
        )
        irregular = replace(state.irregular, effort={"blue": effort})
        r = Resolution(evolve(state, irregular=irregular), Dice(1, 1))
        recover(r, "blue")
        grown.append({k: u.steps for k, u in r.state.units.items()})
    assert grown == [{"far": 4, "near": 6}, {"far": 3, "near": 7}]


def test_replacements_reach_units_in_contact_on_the_axis_only_and_after_a_quiet_turn():
    grown = []
    for effort, still in (("", 0), ("mill", 0), ("mill", -1)):
        front = ("front", "blue", (8, 3), "regular", {"steps": 3, "still": still})
        state = war(front, ("foe", "red", (9, 3), "regular"), theatre=theatre_with(axis_km=4), active="blue")
        irregular = replace(state.irregular, effort={"blue": effort})
        r = Resolution(evolve(state, rates={"red": 0.0, "blue": 1.0}, irregular=irregular), Dice(1, 1))
        recover(r, "blue")
        grown.append(r.state.units["front"].steps)
    assert grown == [3, 4, 3]


# Depots

COLUMN = ("column", "blue", (6, 3), "logistics")


def test_a_supply_column_that_stands_still_two_turns_is_a_depot_until_it_leaves():
    state = war(COLUMN, FRONT, theatre=short(theatre_with(depot_km=5.1), 6, 8), active="blue")
    state = evolve(state, units={**state.units, "column": replace(state.units["column"], still=-1)})
    had = []
    for turn in (2, 3, 4):
        state = turn_of(state, "blue", turn)
        had.append("column" in state.irregular.depots)
    assert had == [False, False, True]
    assert state.units["front"].supply == "supplied"
    assert net(state).m[at(6, 3)] == 900, "the depot's hex counts as so far that its reach ends full supply"
    gone = replace(state.units["column"], hex=at(5, 3), still=-1)
    left = evolve(state, units={**state.units, "column": gone})
    assert net(left).m[at(9, 3)] == 9 * 990, "whoever moves it, closes it"


def test_a_stale_depot_is_taken_off_the_books():
    state = war(COLUMN, active="blue")
    state = evolve(state, irregular=replace(state.irregular, depots={"column": at(2, 3), "lost": at(4, 3)}))
    column = replace(state.units["column"], still=-1)
    state = turn_of(evolve(state, units={"column": column}), "blue", 2)
    assert state.irregular.depots == {}


def test_an_unfed_depot_feeds_nobody_and_one_may_feed_the_next():
    theatre = short(theatre_with(depot_km=4), 3, 4)
    units = [("d1", "blue", (3, 3), "logistics"), ("d2", "blue", (7, 3), "logistics"), FRONT]
    state = war(*units, theatre=theatre, active="blue")
    irregular = replace(state.irregular, depots={"d1": at(3, 3), "d2": at(7, 3)})
    assert net(evolve(state, irregular=irregular)).m[at(9, 3)] == 2 * 990
    alone = replace(irregular, depots={"d2": at(7, 3)})
    assert net(evolve(state, irregular=alone)).m[at(9, 3)] == 9 * 990


def test_no_other_column_is_a_depot():
    state = war(("front", "blue", (6, 3), "regular", {"entrenchment": 3}), active="blue")
    assert turn_of(state, "blue", 5).irregular.depots == {}


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_depots_only_shorten_lines_and_every_line_leads_to_a_source(seed):
    state = random_state(seed)
    theatre = short(state.theatre, 6, 9)
    theatre = replace(
        theatre, ruleset=replace(theatre.ruleset, effort=replace(theatre.ruleset.effort, depot_km=4))
    )
    state = replace(state, scenario=replace(state.scenario, theatre=theatre))
    for faction in FACTIONS:
        own = {u.id: u.hex for u in state.units.values() if u.faction == faction}
        sources = list(own.values())[:1]
        with_depots, without = (
            trace(evolve(state, irregular=replace(state.irregular, depots=d)), faction, sources)
            for d in (own, {})
        )
        for h in range(theatre.board.size):
            assert (with_depots.m[h] < 0) == (without.m[h] < 0)
            assert with_depots.m[h] <= without.m[h]
            way = line(with_depots, h)
            assert not way or way[-1] in sources
            assert len(way) == len(set(way))


# Quality


@pytest.mark.parametrize(
    ("kind", "ground", "gain"), [("militia", ".", 5), ("militia", "c", 10), ("regular", ".", 10)]
)
def test_militia_recovers_half_outside_built_up_ground(kind, ground, gain):
    theatre = make_theatre(make_board([ground * 3]))
    state: State = make_state(theatre, [make_unit(theatre, "a", "red", (1, 0), kind, cohesion=50)])
    r = Resolution(state, Dice(1, 1))
    recover(r, "red")
    assert r.state.units["a"].cohesion == 50 + gain
