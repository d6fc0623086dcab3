"""What becomes of a move when the ground is not as was believed."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import events as e
from game.core.orders import Move
from game.core.rng import Dice
from game.rules.forecast import forecast
from game.rules.ground import flags_for
from game.rules.interdiction import hindrance
from game.rules.legality import legal_orders
from game.rules.truth.moves import resolve_move
from game.rules.truth.observe import observe
from game.rules.truth.resolution import Resolution
from game.rules.truth.resolve import resolve_to
from tests.rules.chance import random_state
from tests.rules.fog import at, lane, of, position


def test_a_move_takes_the_ground_it_goes_over_but_not_an_allys():
    s = position(
        [("a", "red", (1, 2), "sdf_light")],
        control={"blue": [(2, 2)], "green": [(3, 2)]},
        stances={("red", "green"): "allied"},
    )
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4)), Dice(1, 1))
    assert of(r.events, e.ControlChanged) == [e.ControlChanged("red", lane(s, 2, 2, 4))]


def test_a_move_stops_before_an_enemy_that_was_not_known():
    s = position([("a", "red", (1, 2), "sdf_light"), ("b", "blue", (4, 2), "scout", {"steps": 1})])
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4, 5)), Dice(1, 1))
    (moved,) = of(r.events, e.Moved)
    assert (moved.path, moved.stopped, moved.halted) == (lane(s, 2, 1, 2, 3), "ambush", True)
    assert "b" in observe(r.state, "red").units


def test_a_unit_that_is_ambushed_among_friends_falls_back_to_where_there_is_room():
    crowd = [(f"c{i}", "red", (3, 2), "militia") for i in range(3)]
    s = position([("a", "red", (1, 2), "sdf_light"), ("b", "blue", (4, 2), "scout", {"steps": 1}), *crowd])
    unknown = Resolution(s, Dice(1, 1))
    resolve_move(unknown, Move("a", lane(s, 2, 1, 2, 3, 4)))
    (moved,) = of(unknown.events, e.Moved)
    assert moved.path == lane(s, 2, 1, 2)
    assert moved.spent == 6000


def test_a_move_halts_in_a_zone_that_was_not_known():
    s = position([("a", "red", (1, 2), "sdf_light"), ("b", "blue", (4, 1), "scout")])
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4, 5)), Dice(1, 1))
    (moved,) = of(r.events, e.Moved)
    assert (moved.path, moved.stopped, moved.halted) == (lane(s, 2, 1, 2, 3, 4), "zone", True)
    assert moved.spent == 9000 + 4000, "and pays for it"
    assert r.state.activity["a"].halted


def test_a_move_that_costs_more_than_believed_ends_where_the_allowance_ends():
    ground = {"blue": [(c, 2) for c in range(4, 9)]}
    s = position([("a", "red", (1, 2), "sdf_light")], control=ground)
    path = lane(s, 2, 1, 2, 3, 4, 5, 6)
    r = resolve_to(s, Move("a", path), Dice(1, 1))
    (moved,) = of(r.events, e.Moved)
    assert (moved.path, moved.stopped, moved.spent) == (path[:4], "ground", 3000 + 3000 + 6000)


def test_a_move_stops_at_a_border_that_was_not_known():
    s = position(
        [("a", "red", (1, 2), "sdf_light")], control={"green": [(5, 2)]}, stances={("red", "green"): "rival"}
    )
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4, 5)), Dice(1, 1))
    (moved,) = of(r.events, e.Moved)
    assert (moved.path[-1], moved.stopped) == (at(s, 4, 2), "border")


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_a_move_goes_as_forecast_unless_something_unknown_stops_it(seed):
    s = random_state(seed)
    view = observe(s, "red")
    for order in legal_orders(view):
        if not isinstance(order, Move):
            continue
        (moved,) = of(resolve_to(s, order, Dice(1, 1)).events, e.Moved)
        assert moved.path == order.path[: len(moved.path)]
        if not moved.stopped:
            assert moved.path == order.path
        expected = forecast(view, order)
        known = np.array_equal(view.control, s.control) and len(view.units) == len(s.units)
        known = known and hindrance(view, "red") == hindrance(s, "red")
        known = known and flags_for(view, "red") == flags_for(s, "red")  # mines, too
        if known:
            spent = s.activity[order.unit].spent
            assert (moved.path, moved.spent - spent, moved.stopped) == (order.path, expected.cost, "")
            assert moved.halted == expected.halts
