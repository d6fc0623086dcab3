"""Shock attacks: a shift from a pool, which entrenched defenders may stop."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.events import Fought, ShockChanged
from game.core.irregular import Abilities
from game.core.orders import Attack
from game.core.rng import Dice
from game.core.state import State
from game.rules.combat import assemble, check_attack, courses
from game.rules.outcomes import attack_forecast
from game.rules.truth.attacks import resolve_attack
from game.rules.truth.reduce import evolve
from game.rules.truth.resolution import Resolution
from tests.rules.duels import attack, duel, fight
from tests.rules.guerrilla import MEANS, theatre_with, turn_of, war


def ready(state: State, left: int = 2) -> State:
    return evolve(state, irregular=replace(state.irregular, shock={"red": left}))


def test_a_shock_attack_is_one_column_better_and_is_spent():
    state = ready(duel())
    plain, shock = assemble(state, attack()), assemble(state, attack(shock=True))
    assert plain is not None and shock is not None
    assert shock.column == plain.column + 1
    assert ("shock_attack", 1) in shock.shifts
    r = fight(state, attack(shock=True), 3, 4)
    assert r.state.irregular.shock == {"red": 1}
    assert ShockChanged("red", 1) in r.events


def test_without_one_left_there_is_none():
    found = check_attack(ready(duel(), 0), attack(shock=True))
    assert found is not None and found.code == "no_shock"
    assert check_attack(ready(duel(), 0), attack()) is None
    assert check_attack(duel(), attack(shock=True)) is not None


@pytest.mark.parametrize(("chance", "stopped"), [(0.39, True), (0.41, False)])
def test_entrenched_defenders_may_stop_it(chance, stopped):
    state = ready(duel(entrenchment=2))
    r = fight(state, attack(shock=True), 3, 4, chance=chance)
    fought = next(x for x in r.events if isinstance(x, Fought))
    codes = {code for code, _ in fought.shifts}
    assert ("shock_stopped" in codes) == stopped
    assert ("shock_attack" in codes) == (not stopped)
    assert r.state.irregular.shock == {"red": 1}, "spent all the same"


def test_defenders_in_the_open_do_not_stop_it():
    assert len(courses(ready(duel()), attack(shock=True))) == 1
    assert attack_forecast(ready(duel()), attack(shock=True)).stopped == 0.0


def test_the_forecast_of_a_shock_attack_is_what_happens():
    state = ready(duel("armour", entrenchment=1))
    found = attack_forecast(state, attack(shock=True))
    assert found.stopped == 0.4
    assert sum(c.probability for c in found.cases) == pytest.approx(1)
    count: dict[tuple[int, int, str], float] = {}
    for a in range(1, 7):
        for b in range(1, 7):
            for chance, weight in ((0.0, 0.4), (0.99, 0.6)):
                r = fight(state, attack(shock=True), a, b, chance=chance)
                x = next(x for x in r.events if isinstance(x, Fought))
                gone = sum(y.steps for y in x.defender_loss)
                if x.result == "surrender":
                    gone = state.units["foe"].steps
                key = (sum(y.steps for y in x.attacker_loss), gone, x.result)
                count[key] = count.get(key, 0) + weight / 36
    assert {
        (c.attacker_steps, c.defender_steps, c.result): pytest.approx(c.probability) for c in found.cases
    } == count


def test_one_more_comes_every_three_turns_to_those_who_began_with_some():
    state = war(("a", "red", (5, 5), "is_fighter"), theatre=theatre_with(MEANS))
    left = []
    for turn in range(1, 9):
        state = turn_of(state, "red", turn)
        left.append(state.irregular.shock["red"])
    assert left == [2, 2, 2, 3, 3, 3, 4, 4]
    state = war(("a", "red", (5, 5), "is_fighter"), theatre=theatre_with(Abilities()))
    assert turn_of(state, "red", 4).irregular.shock == {"red": 0}


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_an_attack_without_shock_uses_no_dice_for_it(seed):
    class Watched(Dice):
        def stream(self, name: str):
            assert name != "shock"
            return super().stream(name)

    resolve_attack(Resolution(ready(duel(entrenchment=2)), Watched(seed, 1)), Attack("lead", attack().target))
