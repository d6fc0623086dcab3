"""Where units can go."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.orders import Refusal
from game.core.units import Activity
from game.rules import movement
from game.rules.movement import Walk
from game.rules.truth.observe import observe
from game.words import tell
from tests.positions import make_board, make_state, make_theatre, make_unit, standard
from tests.rules.chance import random_state

OPEN = ["........"] * 5


def position(rows=OPEN, units=(), board=None, **state):
    """Units are (id, faction, (col, row), type[, changes])."""
    theatre = make_theatre(board or make_board(rows), ("red", "blue", "green"))
    made = [
        make_unit(theatre, i, f, at, kind, **(rest[0] if rest else {})) for i, f, at, kind, *rest in units
    ]
    return make_state(theatre, made, **state)


def cell(s, at):
    return s.theatre.board.at(*at)


def ways(s, unit="a"):
    return movement.reach(s, s.units[unit])


FOOT = ("a", "red", (1, 2), "is_fighter")


def test_a_step_costs_the_mean_of_two_terrains_times_the_true_distance():
    s = position([".f......"], [("a", "red", (0, 0), "is_fighter")])
    assert movement.step(s, s.units["a"], 0, 0) == round(3000 * (1.0 + 1.2) / 2)


def test_a_step_off_the_board_is_none():
    s = position(OPEN, [FOOT])
    assert movement.step(s, s.units["a"], 0, 3) is None


def test_reach_ends_where_the_allowance_ends():
    s = position(OPEN, [FOOT])
    found = ways(s)
    assert found[cell(s, (6, 2))].cost == 15_000
    assert cell(s, (7, 2)) not in found
    assert s.units["a"].hex not in found


def test_a_road_carries_further():
    road = make_board(OPEN, roads=[[(c, 2) for c in range(8)]])
    s = position(units=[FOOT], board=road)
    assert ways(s)[cell(s, (7, 2))].cost == 6 * 2100


def test_a_bad_state_of_supply_shortens_the_reach():
    s = position(OPEN, [(*FOOT, {"supply": "unsupplied"})])
    assert movement.allowance(s, s.units["a"]) == 8000
    assert cell(s, (3, 2)) in ways(s)
    assert cell(s, (4, 2)) not in ways(s)


def test_what_is_spent_is_gone():
    s = position(OPEN, [FOOT])
    s = replace(s, activity={"a": Activity(s.units["a"].hex, spent=10_000)})
    assert movement.budget_left(s, s.units["a"]) == 6000
    assert {s.theatre.board.distance_m(s.units["a"].hex, h) for h in ways(s)} == {3000, 5196, 6000}


@pytest.mark.parametrize("change", [{"halted": True}, {"attacked": True}, {"done": True}])
def test_a_unit_that_is_halted_or_done_goes_nowhere(change):
    s = position(OPEN, [FOOT])
    s = replace(s, activity={"a": Activity(s.units["a"].hex, **change)})
    assert ways(s) == {}


def test_a_unit_of_another_faction_is_reckoned_as_if_it_were_its_turn():
    s = position(OPEN, [("a", "red", (1, 2), "is_fighter")], active="blue")
    assert cell(s, (6, 2)) in ways(s)


def test_one_hex_is_always_allowed_and_takes_everything():
    s = position(["hh......"], [("a", "red", (0, 0), "artillery", {"supply": "isolated"})])
    slow = replace(s.theatre.ruleset.mobility["heavy"], budget_km=8)
    rules = replace(s.theatre.ruleset, mobility={**s.theatre.ruleset.mobility, "heavy": slow})
    s = make_state(make_theatre(s.theatre.board, ("red", "blue", "green"), rules), s.units.values())
    assert ways(s) == {1: movement.Reach(4000, 0, True)}
    assert movement.walk(s, s.units["a"], (0, 1)) == Walk(4000, True)
    moved = replace(s, activity={"a": Activity(0, spent=1)})
    assert ways(moved) == {}


def test_lakes_are_not_entered():
    s = position(["..~....."], [("a", "red", (1, 0), "is_fighter")])
    assert ways(s).keys() == {0}
    assert movement.walk(s, s.units["a"], (1, 2)).code == "impassable"


def test_a_unit_cannot_enter_a_hex_with_an_enemy():
    s = position(OPEN, [FOOT, ("b", "blue", (2, 2), "militia", {"steps": 1})])
    assert cell(s, (2, 2)) not in ways(s)
    refusal = movement.may_enter(s, "red", cell(s, (2, 2)))
    assert refusal.code == "enemy_there"
    assert "B" in tell(refusal.words)


@pytest.mark.parametrize("stance", ["rival", "neutral"])
def test_a_unit_cannot_enter_the_ground_of_a_rival(stance):
    ground = {"green": [(2, r) for r in range(5)]}
    s = position(OPEN, [FOOT], control=ground, stances={("red", "green"): stance})
    assert {s.theatre.board.col_row(h)[0] for h in ways(s)} == {0, 1}
    refusal = movement.may_enter(s, "red", cell(s, (2, 2)))
    assert refusal.code == f"{stance}_ground"
    assert "Green" in tell(refusal.words)


def test_a_unit_cannot_enter_a_hex_with_a_rivals_unit():
    s = position(OPEN, [FOOT, ("g", "green", (2, 2), "regular")], stances={("red", "green"): "rival"})
    assert movement.may_enter(s, "red", cell(s, (2, 2))).code == "rival_ground"


def test_allied_ground_and_allied_units_are_no_obstacle():
    s = position(
        OPEN,
        [FOOT, ("g", "green", (2, 2), "regular")],
        control={"green": [(c, r) for c in range(8) for r in range(5)]},
        stances={("red", "green"): "allied"},
    )
    assert ways(s)[cell(s, (2, 2))].cost == 3000


def test_ground_that_the_enemy_controls_costs_twice():
    s = position(OPEN, [FOOT], control={"blue": [(2, 2)]})
    assert ways(s)[cell(s, (2, 2))].cost == 6000


def test_clearing_a_street_takes_at_least_its_share_of_the_allowance():
    share = standard().movement.clearing_built_up_share
    s = position(["........", "........", "..c....."], [FOOT], control={"blue": [(2, 2)]})
    assert ways(s)[cell(s, (2, 2))].cost == max(round(16_000 * share), 2 * 4500)
    s = position(["........", "........", "..c....."], [(*FOOT[:3], "sdf_light")], control={"blue": [(2, 2)]})
    assert ways(s)[cell(s, (2, 2))].cost == round(48_000 * share)


def test_entering_a_zone_costs_a_share_and_going_on_in_it_halts():
    s = position(OPEN, [("a", "red", (1, 2), "sdf_light"), ("b", "blue", (4, 2), "regular")])
    found = ways(s)
    assert found[cell(s, (3, 2))] == movement.Reach(6000 + 12_000, cell(s, (2, 2)), False)
    assert found[cell(s, (5, 2))].halts is False, "around the zone"


def test_going_from_zone_to_zone_halts():
    lane = ["~~~~~~~~", "~~.~~~~~", "........", "~~~~~~~~"]
    s = position(lane, [("a", "red", (2, 2), "sdf_light"), ("b", "blue", (2, 1), "regular")])
    assert ways(s)[cell(s, (3, 2))] == movement.Reach(15_000, cell(s, (2, 2)), True)
    assert cell(s, (4, 2)) not in ways(s)
    path = tuple(cell(s, (c, 2)) for c in (2, 3, 4))
    assert movement.walk(s, s.units["a"], path).code == "zone"


def test_a_way_that_does_not_halt_is_preferred_to_a_cheaper_one_that_does():
    s = position(OPEN, [("a", "red", (3, 2), "sdf_light"), ("b", "blue", (4, 2), "regular")])
    a, beside = s.units["a"], cell(s, (3, 1))
    assert movement.walk(s, a, (a.hex, beside)) == Walk(15_000, True)
    assert ways(s)[beside] == movement.Reach(18_000, cell(s, (2, 1)), False)


@pytest.mark.parametrize(
    ("steps", "stance", "zones"), [(3, "war", True), (2, "war", False), (7, "rival", False)]
)
def test_only_hostile_units_of_some_strength_have_a_zone(steps, stance, zones):
    s = position(
        OPEN, [FOOT, ("g", "green", (4, 2), "regular", {"steps": steps})], stances={("red", "green"): stance}
    )
    assert bool(movement.zones(s, "red")) is zones


def river_board(status):
    return make_board(OPEN, banks=["aaaabbbb"] * 5, crossings=[("bridge", (3, 2), (4, 2), status)])


@pytest.mark.parametrize(("status", "open_"), [("intact", True), ("destroyed", False)])
def test_a_river_is_passed_only_over_an_intact_crossing(status, open_):
    s = position(units=[("a", "red", (2, 2), "is_fighter")], board=river_board(status))
    over = {h for h in ways(s) if s.theatre.board.col_row(h)[0] > 3}
    assert bool(over) is open_
    found = movement.walk(s, s.units["a"], tuple(cell(s, (c, 2)) for c in (2, 3, 4)))
    assert isinstance(found, Walk) if open_ else found.code == "river"


@pytest.mark.parametrize(("status", "open_"), [("intact", True), ("destroyed", False)])
def test_a_zone_does_not_reach_over_a_closed_river(status, open_):
    s = position(units=[FOOT, ("b", "blue", (4, 2), "regular")], board=river_board(status))
    assert (cell(s, (3, 2)) in movement.zones(s, "red")) is open_
    assert cell(s, (3, 1)) not in movement.zones(s, "red")


def test_a_full_hex_is_passed_but_not_stopped_in():
    crowd = [(f"c{i}", "red", (2, 2), "militia") for i in range(3)]
    s = position(
        ["~~~~~~~~", "~~~~~~~~", "........", "~~~~~~~~"], [("a", "red", (1, 2), "is_fighter"), *crowd]
    )
    assert cell(s, (2, 2)) not in ways(s)
    assert movement.path_to(s, s.units["a"], cell(s, (2, 2))) is None
    assert movement.path_to(s, s.units["a"], cell(s, (3, 2))) == tuple(cell(s, (c, 2)) for c in (1, 2, 3))
    assert movement.walk(s, s.units["a"], (cell(s, (1, 2)), cell(s, (2, 2)))).code == "no_room"


def test_a_stack_holds_so_many_steps():
    s = position(
        OPEN,
        [("a", "red", (1, 2), "assault"), ("b", "red", (2, 2), "assault"), ("c", "red", (2, 2), "armour")],
    )
    assert movement.fits(s, s.units["a"], cell(s, (2, 2)))
    s = position(
        OPEN,
        [("a", "red", (1, 2), "assault"), ("b", "red", (2, 2), "assault"), ("c", "red", (2, 2), "regular")],
    )
    assert not movement.fits(s, s.units["a"], cell(s, (2, 2)))


def test_others_units_do_not_fill_a_hex():
    s = position(
        OPEN,
        [FOOT, *[(f"g{i}", "green", (2, 2), "regular") for i in range(3)]],
        stances={("red", "green"): "allied"},
    )
    assert movement.fits(s, s.units["a"], cell(s, (2, 2)))


@pytest.mark.parametrize(
    "path", [(), (17,), (18, 19), (17, 19), (17, 18, 17), (17, -1), (17, 10_000), (17, 18, 18)]
)
def test_a_path_begins_at_the_unit_and_goes_from_neighbour_to_neighbour(path):
    s = position(OPEN, [FOOT])
    assert s.units["a"].hex == 17
    assert movement.walk(s, s.units["a"], path).code == "bad_path"


def test_a_path_beyond_the_allowance_is_too_far():
    s = position(OPEN, [FOOT])
    refusal = movement.walk(s, s.units["a"], tuple(cell(s, (c, 2)) for c in range(1, 8)))
    assert (refusal.code, refusal.hex) == ("too_far", cell(s, (7, 2)))
    assert "16 km" in tell(refusal.words)


def paths_by_hand(s, unit, path):
    """Every path on which no prefix is refused (stopping on the way needs no room)."""
    for _, n in s.theatre.board.adjacent[path[-1]]:
        longer = (*path, n)
        found = movement.walk(s, unit, longer)
        if isinstance(found, Walk):
            yield longer, found
        if isinstance(found, Walk) or found.code == "no_room":
            yield from paths_by_hand(s, unit, longer)


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.booleans())
def test_reach_is_what_walking_every_path_finds(seed, believed):
    state = random_state(seed)
    s = observe(state, "red") if believed else state
    for unit in s.units.values():
        if movement.budget_left(s, unit) > 16_000:
            continue  # too many paths to walk them all
        best: dict[int, tuple[bool, int]] = {}
        for path, found in paths_by_hand(s, unit, (unit.hex,)):
            best[path[-1]] = min(best.get(path[-1], (True, 10**9)), (found.halts, found.cost))
        assert {h: (r.halts, r.cost) for h, r in movement.reach(s, unit).items()} == best


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_every_path_of_reach_can_be_walked_as_it_says(seed):
    state = random_state(seed)
    for unit, s in itertools.product(state.units.values(), (state, observe(state, "red"))):
        if unit.id not in s.units:
            continue
        for h, r in movement.reach(s, unit).items():
            path = movement.path_to(s, unit, h)
            assert path[-2] == r.previous
            assert movement.walk(s, unit, path) == Walk(r.cost, r.halts)


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_refusals_are_sentences(seed):
    s = random_state(seed)
    board = s.theatre.board
    for unit in s.units.values():
        for _, n in board.adjacent[unit.hex]:
            found = movement.walk(s, unit, (unit.hex, n))
            if isinstance(found, Refusal):
                assert tell(found.words).endswith(".")
                assert found.hex >= 0
