"""What a side may order, and what it is told when it may not."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import orders as o
from game.core.forecast import AttackForecast, FerryForecast, MoveForecast, StrikeForecast, TrickleForecast
from game.core.outcome import Outcome
from game.core.rng import Dice
from game.core.units import POSTURES, Activity
from game.rules.forecast import forecast
from game.rules.legality import legal_orders, verify
from game.rules.truth.audit import problems
from game.rules.truth.observe import observe
from game.rules.truth.resolve import resolve_to
from game.words import tell
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.chance import random_state

ROWS = ["......"] * 4
BOARD = make_board(
    ROWS, banks=["aaabbb"] * 4, crossings=[("bridge", (2, 1), (3, 1), "intact")], places={"mill": (1, 1)}
)


def position(**state):
    theatre = make_theatre(BOARD)
    units = [
        make_unit(theatre, "a", "red", (1, 1)),
        make_unit(theatre, "e", "red", (2, 2), "engineer"),
        make_unit(theatre, "f", "red", (2, 3), "is_fighter", steps=3),
        make_unit(theatre, "b", "blue", (1, 0), "militia"),
    ]
    return make_state(theatre, units, **state)


def at(*cell):
    return BOARD.at(*cell)


def refusal(order, faction="red", **changes):
    found = verify(observe(replace(position(), **changes), faction), order)
    return found.code if found else None


EVERY = [
    o.Move("a", (at(1, 1), at(2, 1))),
    o.Attack("a", at(1, 0)),
    o.SetPosture("a", "rest"),
    o.Finish("a"),
    o.Ferry("f", at(3, 3)),
    o.Bridge("e", at(3, 2)),
    o.Demolish("d", at(3, 1)),
    o.EndTurn(),
    o.Concede(),
]


def with_demolition():
    state = position()
    unit = make_unit(state.theatre, "d", "red", (2, 1))
    return replace(
        state, units={**state.units, "d": unit}, activity={**state.activity, "d": Activity(unit.hex)}
    )


@pytest.mark.parametrize("order", EVERY, ids=repr)
def test_every_kind_of_order_can_be_legal(order):
    view = observe(with_demolition(), "red")
    assert verify(view, order) is None
    assert order in set(legal_orders(view))


@pytest.mark.parametrize("order", [*EVERY, o.Decide("x", "y")], ids=repr)
def test_nobody_orders_out_of_turn(order):
    found = verify(observe(with_demolition(), "blue"), order)
    assert found.code == "not_your_turn"
    assert "Red" in tell(found.words)
    assert list(legal_orders(observe(with_demolition(), "blue"))) == []


@pytest.mark.parametrize("order", EVERY, ids=repr)
def test_nobody_orders_after_the_end(order):
    view = observe(replace(with_demolition(), outcome=Outcome("red", "major", "turn_limit")), "red")
    assert verify(view, order).code == "match_over"
    assert list(legal_orders(view)) == []


def test_after_too_many_orders_only_the_end_is_left():
    state = position()
    limit = state.theatre.ruleset.max_orders_a_turn
    view = observe(replace(state, orders=limit), "red")
    assert verify(view, o.Finish("a")).code == "order_limit"
    assert list(legal_orders(view)) == [o.EndTurn(), o.Concede()]
    assert verify(observe(replace(state, orders=limit - 1), "red"), o.Finish("a")) is None


UNIT_ORDERS = [
    o.Move("x", (0, 1)), o.Attack("x", 1), o.SetPosture("x", "rest"), o.Finish("x"), o.Ferry("x", 1),
    o.Bridge("x", 1), o.Demolish("x", 1), o.Raid("x", 1), o.Disperse("x"), o.Trickle("x", 1),
]  # fmt: skip


@pytest.mark.parametrize("order", UNIT_ORDERS, ids=repr)
def test_only_ones_own_units_that_are_not_done_take_orders(order):
    assert refusal(order) == "no_unit"
    assert refusal(replace(order, unit="b")) == "not_yours"
    activity = {**position().activity, "a": Activity(at(1, 1), done=True)}
    assert refusal(replace(order, unit="a"), activity=activity) == "done"


def test_a_unit_out_of_sight_is_as_unknown_as_one_that_does_not_exist():
    state = position()
    far = make_unit(state.theatre, "far", "blue", (5, 3))
    blind = replace(state.knowledge["red"], watch=state.knowledge["red"].watch * 0)
    state = replace(state, units={**state.units, "far": far}, knowledge={**state.knowledge, "red": blind})
    view = observe(state, "red")
    told = [verify(view, o.Finish(unit)) for unit in ("far", "nil")]
    assert told[0].code == told[1].code == "no_unit"


@pytest.mark.parametrize(
    ("activity", "code"),
    [
        (Activity(at(1, 1), halted=True), "halted"),
        (Activity(at(1, 1), attacked=True), "halted"),
        (Activity(at(1, 1), spent=40_000), "too_far"),
    ],
)
def test_a_unit_that_was_stopped_or_has_no_allowance_left_does_not_move(activity, code):
    everybody = {**position().activity, "a": activity}
    assert refusal(o.Move("a", (at(1, 1), at(2, 1))), activity=everybody) == code


def test_a_posture_changes_before_the_unit_acts():
    assert refusal(o.SetPosture("a", "hold")) == "no_change"
    assert refusal(o.SetPosture("a", "sleep")) == "no_posture"
    for activity in (Activity(at(1, 1), spent=1), Activity(at(0, 0)), Activity(at(1, 1), attacked=True)):
        everybody = {**position().activity, "a": activity}
        assert refusal(o.SetPosture("a", "rest"), activity=everybody) == "acted"


def test_a_decision_is_answered_when_it_is_offered_and_by_an_option_that_it_has():
    seed = next(i for i in itertools.count() if "ask_red" in random_state(i).offers)
    view = observe(random_state(seed), "red")
    assert verify(view, o.Decide("ask_red", "yes")) is None
    assert verify(view, o.Decide("ask_red", "perhaps")).code == "no_option"
    assert verify(view, o.Decide("ask_blue", "yes")).code == "not_offered"
    assert {x for x in legal_orders(view) if isinstance(x, o.Decide)} == {
        o.Decide("ask_red", "yes"), o.Decide("ask_red", "no")
    }  # fmt: skip


def test_refusals_name_the_place():
    found = verify(observe(position(), "red"), o.SetPosture("a", "hold"))
    assert "Mill" in tell(found.words)


def conceivable(view):
    """Every order but moves that anybody could think of on this board, and more."""
    hexes = range(-1, view.theatre.board.size)
    for unit in (*view.units, "nobody"):
        yield from (o.SetPosture(unit, p) for p in POSTURES)
        yield o.Finish(unit)
        for h in hexes:
            yield from (o.Attack(unit, h, *flags) for flags in itertools.product((True, False), repeat=4))
            yield from (kind(unit, h) for kind in (o.Ferry, o.Bridge, o.Demolish, o.Raid, o.Trickle))
        yield o.Disperse(unit)
    for faction in view.theatre.factions:
        yield from (o.Decide(f"ask_{faction}", option) for option in ("yes", "no", "perhaps"))
    yield from (o.MainEffort(place) for place in ("", *view.owners, "nowhere"))
    yield from (o.DeliverAid(place) for place in (*view.owners, "nowhere"))
    for place, faction in itertools.product((*view.owners, "nowhere"), (*view.theatre.factions, "nobody")):
        yield o.Handover(place, faction)
    for flags in itertools.product(hexes, ("unit", "site", "road", "moon"), (True, False), (True, False)):
        yield from (o.Strike(asset, *flags) for asset in ("boat_red", "boat_blue"))
    missions = ("support", "interdiction", "reconnaissance", "parade")
    yield from (o.Sortie(*flags) for flags in itertools.product(missions, hexes, (True, False)))
    yield from (o.EndTurn(), o.Concede())


def moves_by_hand(view, unit, path):
    """(destination) of every legal path, found without `reach`."""
    for _, n in view.theatre.board.adjacent[path[-1]]:
        found = verify(view, o.Move(unit.id, (*path, n)))
        if found is None:
            yield n
        if found is None or found.code == "no_room":
            yield from moves_by_hand(view, unit, (*path, n))


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_legal_orders_are_all_orders_that_nothing_speaks_against(seed):
    view = observe(random_state(seed), "red")
    legal = list(legal_orders(view))
    assert len(legal) == len(set(legal))
    moves = {x for x in legal if isinstance(x, o.Move)}
    assert {x for x in conceivable(view) if verify(view, x) is None} == set(legal) - moves
    assert all(verify(view, m) is None for m in moves)
    by_hand = {(u.id, h) for u in view.units.values() for h in moves_by_hand(view, u, (u.hex,))}
    assert {(m.unit, m.path[-1]) for m in moves} == by_hand


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_every_legal_order_resolves_to_a_sound_state(seed):
    state = random_state(seed)
    for order in legal_orders(observe(state, "red")):
        if isinstance(order, (o.EndTurn, o.Concede)):
            continue  # turns have tests of their own
        assert problems(resolve_to(state, order, Dice(seed, 1)).state) == [], order


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_moves_attacks_boats_and_fires_have_a_forecast_and_nothing_else_has(seed):
    view = observe(random_state(seed), "red")
    kinds = {
        o.Move: MoveForecast,
        o.Attack: AttackForecast,
        o.Ferry: FerryForecast,
        o.Trickle: TrickleForecast,
        o.Strike: StrikeForecast,
        o.Sortie: StrikeForecast,
    }
    for order in legal_orders(view):
        if type(order) in kinds:
            assert isinstance(forecast(view, order), kinds[type(order)])
        else:
            with pytest.raises(ValueError, match="has no forecast"):
                forecast(view, order)


def test_an_illegal_order_has_no_forecast_but_a_reason():
    with pytest.raises(ValueError, match="not_yours"):
        forecast(observe(position(), "red"), o.Attack("b", at(1, 1)))


def test_a_move_forecast_says_what_is_left():
    found = forecast(observe(position(), "red"), o.Move("e", (at(2, 2), at(1, 2))))
    assert found == MoveForecast((at(2, 2), at(1, 2)), 3900, 36_100, False)
