from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.events import Recovered, Removed, ReplacementsSpent, StepsLost
from game.core.rng import Dice
from game.core.state import State
from game.rules.truth.logistics import recover, trace_supply
from game.rules.truth.resolution import Resolution
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.duels import Loaded
from tests.rules.random_positions import counted, random_state, wrong

THEATRE = make_theatre(make_board(["......"] * 6))


def position(*units, rate: float = 0.0, pool: float = 0.0) -> State:
    state = make_state(THEATRE, units)
    return counted(replace(state, rates={"red": rate, "blue": 0.0}, pools={"red": pool, "blue": 0.0}))


def unit(id: str = "unit", at: tuple[int, int] = (1, 1), kind: str = "regular", **changes):
    return make_unit(THEATRE, id, "red", at, kind, **changes)


def foe(at: tuple[int, int]):
    return make_unit(THEATRE, "foe", "blue", at)


def after(state: State, chance: float = 0.99) -> Resolution:
    r = Resolution(state, Loaded(chance=chance))
    recover(r, "red")
    return r


# Cohesion


@pytest.mark.parametrize(
    ("supply", "posture", "cohesion"),
    [
        ("supplied", "hold", 60),
        ("supplied", "rest", 70),
        ("overextended", "hold", 55),
        ("overextended", "rest", 60),
        ("unsupplied", "hold", 45),
        ("unsupplied", "rest", 45),
        ("isolated", "hold", 45),
    ],
)
def test_supply_and_posture_decide_how_fast_cohesion_returns(supply, posture, cohesion):
    r = after(position(unit(cohesion=50, supply=supply, posture=posture)))
    assert r.state.units["unit"].cohesion == cohesion


def test_nobody_rests_beside_an_enemy():
    r = after(position(unit(cohesion=50, posture="rest"), foe((2, 1))))
    assert r.state.units["unit"].cohesion == 60


def test_cohesion_stays_within_bounds():
    full = after(position(unit(cohesion=95)))
    assert full.state.units["unit"].cohesion == 100
    empty = after(position(unit(cohesion=3, supply="isolated", cut_off=1)))
    assert empty.state.units["unit"].cohesion == 0


# Digging in


def test_two_turns_of_stillness_dig_one_level_up_to_three():
    state, levels = position(unit()), []
    for _ in range(8):
        state = after(state).state
        levels.append(state.units["unit"].entrenchment)
    assert levels == [0, 1, 1, 2, 2, 3, 3, 3]


def test_a_unit_that_has_nothing_to_gain_makes_no_event():
    assert after(position(unit(entrenchment=3))).events == []


# Starvation


@pytest.mark.parametrize(("turns", "chance", "steps"), [(2, 0.0, 7), (3, 0.0, 6), (3, 0.26, 7), (9, 0.24, 6)])
def test_the_isolated_starve_after_their_grace(turns, chance, steps):
    r = after(position(unit(supply="isolated", cut_off=turns)), chance)
    assert r.state.units["unit"].steps == steps
    assert r.state.losses["red"] == 7 - steps


def test_the_last_step_starves_and_is_removed():
    r = after(position(unit(steps=1, supply="isolated", cut_off=3)), 0.0)
    assert r.events == [
        StepsLost("unit", "red", 1, "starvation"),
        Removed("unit", "red", THEATRE.board.at(1, 1), "starved"),
    ]
    assert r.state.units == {}
    assert r.state.losses["red"] == 1


# Replacements


def test_replacements_go_to_the_weakest_for_their_size_one_step_each():
    units = [
        unit("half", (0, 0), steps=3),  # 3 of 7
        unit("big", (2, 0), "assault", steps=4),  # 4 of 8
        unit("worn", (4, 0), steps=6),
        unit("whole", (0, 2)),
    ]
    r = after(position(*units, rate=2.5))
    assert {k: u.steps for k, u in r.state.units.items()} == {"half": 4, "big": 5, "worn": 6, "whole": 7}
    assert r.state.pools["red"] == 0.5
    assert [e for e in r.events if isinstance(e, ReplacementsSpent)] == [ReplacementsSpent("red", 0.5)]


def test_replacements_reach_nobody_out_of_supply_or_beside_an_enemy_and_wait():
    units = [
        unit("cut", (0, 0), steps=3, supply="unsupplied"),
        unit("front", (3, 3), steps=3),
        foe((4, 3)),
    ]
    r = after(position(*units, rate=1.5, pool=0.75))
    assert [u.steps for u in r.state.units.values()] == [3, 3, 7]
    assert r.state.pools["red"] == 2.25
    stretched = after(position(unit(steps=3, supply="overextended"), rate=1.0))
    assert stretched.state.units["unit"].steps == 4
    assert stretched.state.pools["red"] == 0


def test_replacements_do_not_overfill_a_hex():
    units = [unit("a", kind="assault", steps=6), unit("b", kind="assault", steps=6), unit("c", steps=7)]
    r = after(position(*units, rate=3.0))  # 20 steps a hex
    assert [u.steps for u in r.state.units.values()] == [7, 6, 7]
    assert r.state.pools["red"] == 2


# Properties


@given(st.integers(0, 10**6), st.integers(1, 6))
@settings(max_examples=60)
def test_turn_starts_in_a_row_break_nothing(seed, turns):
    state = random_state(seed)
    sources = {f: (h,) for f, h in zip(state.sources, (0, 24, 48), strict=True)}
    state = counted(replace(state, sources=sources, rates=dict.fromkeys(state.rates, 1.25)))
    for number in range(turns):
        for faction in state.sources:
            steps = sum(u.steps for u in state.units.values() if u.faction == faction)
            r = Resolution(state, Dice(seed, number))
            trace_supply(r, faction)
            recover(r, faction)
            now = sum(u.steps for u in r.state.units.values() if u.faction == faction)
            lost = r.state.losses[faction] - state.losses[faction]
            spent = state.pools[faction] + 1.25 - r.state.pools[faction]
            assert now == steps - lost + spent
            assert r.state.pools[faction] >= 0
            assert all(e.unit in r.state.units for e in r.events if isinstance(e, Recovered))
            for u in r.state.units.values():
                if u.faction == faction:
                    assert (u.cut_off > 0) == (u.supply == "isolated")
            state = r.state
            assert wrong(state) == []
