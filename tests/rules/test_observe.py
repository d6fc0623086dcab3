"""What a side knows, and how it learns it."""

from __future__ import annotations

import gc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import events as e
from game.core.board import Zone
from game.core.orders import Attack, EndTurn, Move
from game.core.rng import Dice
from game.core.score import PointLine, ScoreSpec, ShareLine
from game.core.state import State
from game.core.units import Activity, Contact
from game.rules.legality import legal_orders
from game.rules.truth.audit import problems
from game.rules.truth.observe import observe, redact
from game.rules.truth.perceive import visible
from game.rules.truth.reduce import evolve
from game.rules.truth.resolve import resolve_to
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.chance import random_state, rules, with_fog
from tests.rules.fog import FACTIONS, NoDice, at, lane, of, position

# Views


def test_a_view_holds_own_units_and_those_in_sight():
    s = position(
        [("a", "red", (1, 2), "regular"), ("b", "blue", (2, 2), "regular"), ("c", "blue", (9, 2), "regular")]
    )
    view = observe(s, "red")
    assert view.units.keys() == {"a", "b"}
    assert view.visible[at(s, 2, 2)]
    assert not view.visible[at(s, 9, 2)]
    assert view.own == (s.units["a"],)


def test_only_the_active_faction_knows_what_its_units_have_done():
    s = position([("a", "red", (1, 2), "regular"), ("b", "blue", (2, 2), "regular")])
    s = replace(s, orders=7, ferried=1)
    red, blue = observe(s, "red"), observe(s, "blue")
    assert (red.activity.keys(), red.orders, red.ferried) == ({"a"}, 7, 1)
    assert (blue.activity, blue.orders, blue.ferried) == ({}, 0, 0)


def test_control_is_as_last_seen():
    s = position([("a", "red", (1, 2), "regular")], control={"blue": [(2, 2), (9, 2)]})
    view = observe(s, "red")
    assert view.control[at(s, 2, 2)] == 1
    assert view.control[at(s, 9, 2)] == -1, "believed to be nobody's"


def test_allies_share_their_sight():
    units = [
        ("a", "red", (1, 2), "regular"),
        ("g", "green", (8, 2), "regular"),
        ("b", "blue", (9, 2), "regular"),
    ]
    apart, together = (position(units, stances={("red", "green"): x}) for x in ("neutral", "allied"))
    assert observe(apart, "red").units.keys() == {"a"}
    assert observe(together, "red").units.keys() == {"a", "g", "b"}


def test_who_hides_is_seen_only_from_the_next_hex():
    s = position(
        [("a", "red", (1, 2), "assault"), ("x", "blue", (3, 2), "scout"), ("y", "blue", (1, 1), "scout")]
    )
    assert observe(s, "red").visible[at(s, 3, 2)]
    assert observe(s, "red").units.keys() == {"a", "y"}


def test_a_view_is_of_copies_that_cannot_be_written_to():
    s = random_state(3)
    view = observe(s, "red")
    for array in (view.control, view.visible):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
        assert array.base is None
    for name in (
        "units",
        "activity",
        "crossings",
        "works",
        "stances",
        "owners",
        "firsts",
        "prestige",
        "decided",
    ):
        assert getattr(view, name) is not getattr(s, name)


@pytest.mark.parametrize("seed", range(5))
def test_no_way_leads_from_a_view_back_to_the_state(seed):
    s = random_state(seed)
    view = observe(s, "red")
    list(legal_orders(view))
    private = [id(s.units), id(s.waiting), id(s.control), id(s.knowledge), id(s.memo), id(s.scenario)]
    private += [id(x) for f in s.knowledge.values() for x in (f, f.control, f.watch, f.contacts)]
    private += [id(u) for u in s.units.values() if u.id not in view.units]
    seen, todo = set(), [view]
    while todo:
        thing = todo.pop()
        if id(thing) in seen or isinstance(thing, type) or callable(thing):
            continue
        seen.add(id(thing))
        assert not isinstance(thing, State)
        assert id(thing) not in private
        todo += gc.get_referents(thing)


def test_points_are_counted_by_what_is_believed():
    zone = Zone("old", "Old Town", "city")
    board = make_board(["............"], zones=["11........11"], zone_list=(zone,))
    theatre = make_theatre(board, FACTIONS, rules())
    line = PointLine("city", "The city", share=ShareLine("city", 20))
    theatre = replace(theatre, score={"red": ScoreSpec(90, (line,))})
    s = make_state(theatre, [make_unit(theatre, "a", "red", (0, 0))], control=["000.......00"])
    s = with_fog(s, NoDice())
    assert dict(observe(s, "red").score) == {"city": 10.0}
    assert len(observe(s, "blue").score) == 0


# Perception


def test_a_unit_that_comes_into_sight_is_spotted_and_one_that_leaves_it_is_remembered():
    s = position(
        [("a", "red", (1, 2), "is_fighter"), ("b", "blue", (3, 2), "is_mobile", {"steps": 1})], active="blue"
    )
    assert "b" not in observe(s, "red").units
    r = resolve_to(s, Move("b", lane(s, 2, 3, 2)), Dice(1, 1))
    assert of(r.events, e.Spotted) == [e.Spotted("red", r.state.units["b"])]
    assert "b" in observe(r.state, "red").units
    back = evolve(r.state, activity={"b": Activity(r.state.units["b"].hex)})
    r = resolve_to(back, Move("b", lane(s, 2, 2, 3, 4)), Dice(1, 2))
    last = replace(back.units["b"], hex=at(s, 2, 2))
    lost = [x for x in of(r.events, e.LostSight) if x.faction == "red"]
    assert lost == [e.LostSight("red", last)]
    assert observe(r.state, "red").contacts == (Contact(last, 1),)


def test_a_unit_that_passes_through_sight_leaves_a_contact_where_it_was_last_seen():
    s = position(
        [("a", "red", (5, 4), "is_fighter", {"steps": 2}), ("b", "blue", (3, 3), "sdf_light", {"steps": 1})],
        active="blue",
    )
    assert "b" not in observe(s, "red").units
    path = (at(s, 3, 3), at(s, 4, 3), at(s, 5, 3), at(s, 6, 3), at(s, 6, 2))
    r = resolve_to(s, Move("b", path), Dice(1, 1))
    assert r.state.units["b"].hex == path[-1]
    assert of(r.events, e.Spotted) == []
    assert [x.unit.hex for x in of(r.events, e.LostSight)] == [at(s, 5, 3)]
    (noticed,) = of(redact(s, r.state, r.events, "red"), e.Moved)
    assert noticed.path == (at(s, 4, 3), at(s, 5, 3))


def test_a_contact_vanishes_when_its_hex_is_seen_to_be_empty():
    s = position([("a", "red", (1, 2), "sdf_light")])
    ghost = make_unit(s.theatre, "g", "blue", (4, 2))
    known = replace(s.knowledge["red"], contacts={"g": Contact(ghost, 1)})
    s = replace(s, knowledge={**s.knowledge, "red": known})
    assert not observe(s, "red").visible[ghost.hex]
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3)), Dice(1, 1))
    assert ghost.hex in of(r.events, e.Revealed)[0].hexes
    assert observe(r.state, "red").contacts == ()


def test_a_contact_of_one_who_hides_stays_until_somebody_looks_closely():
    s = position([("a", "red", (1, 2), "sdf_light")])
    ghost = make_unit(s.theatre, "g", "blue", (5, 2), "scout")
    known = replace(s.knowledge["red"], contacts={"g": Contact(ghost, 1)})
    s = replace(s, knowledge={**s.knowledge, "red": known})
    near = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3)), Dice(1, 1)).state
    assert observe(near, "red").visible[ghost.hex]
    assert len(observe(near, "red").contacts) == 1
    close = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4)), Dice(1, 1)).state
    assert observe(close, "red").contacts == ()


def test_new_ground_in_sight_shows_who_controls_it():
    s = position([("a", "red", (1, 2), "sdf_light")], control={"blue": [(4, 2)]})
    assert observe(s, "red").control[at(s, 4, 2)] == -1
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2)), Dice(1, 1))
    assert observe(r.state, "red").control[at(s, 4, 2)] == 1


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_after_every_order_each_side_sees_the_ground_as_it_is(seed):
    s = random_state(seed)
    orders = [x for x in legal_orders(observe(s, "red")) if isinstance(x, (Move, Attack, EndTurn))]
    for order in orders[:: max(1, len(orders) // 8)]:
        r = resolve_to(s, order, Dice(seed, 1))
        assert problems(r.state) == []
        for f in FACTIONS:
            in_sight = visible(r.state, f)
            assert np.array_equal(r.state.knowledge[f].control[in_sight], r.state.control[in_sight])
            view = observe(r.state, f)
            assert not {c.unit.id for c in view.contacts} & view.units.keys()


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_a_side_that_reduces_what_it_was_told_of_sight_knows_what_it_sees(seed):
    """Spotted and LostSight are all changes of the enemies in sight, nothing more and nothing less."""
    s = random_state(seed, stances=False)
    orders = [x for x in legal_orders(observe(s, "red")) if isinstance(x, (Move, Attack))]
    for order in orders[:: max(1, len(orders) // 8)]:
        r = resolve_to(s, order, Dice(seed, 1))
        for f in FACTIONS:
            was = {u.id for u in observe(s, f).units.values() if u.faction != f}
            now = {u.id for u in observe(r.state, f).units.values() if u.faction != f}
            told = [x for x in r.events if isinstance(x, (e.Spotted, e.LostSight)) and x.faction == f]
            gone = {x.unit for x in of(r.events, e.Removed)}
            spotted = {x.unit.id for x in told if isinstance(x, e.Spotted)}
            lost = {x.unit.id for x in told if isinstance(x, e.LostSight)}
            assert spotted == now - was
            assert was - now <= lost | gone
            assert not lost & now
