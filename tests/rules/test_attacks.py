import itertools
import math
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.events import ControlChanged, Fought, Moved, Removed, Retreated
from game.core.orders import Attack
from game.core.rng import Dice
from game.core.state import State
from game.rules.combat import assemble
from game.rules.odds import ways
from game.rules.outcomes import attack_forecast
from game.rules.truth.attacks import resolve_attack
from game.rules.truth.audit import digest
from game.rules.truth.observe import observe
from game.rules.truth.resolution import Resolution
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.duels import OPEN, attack, duel, fight, with_units
from tests.rules.random_positions import closed, counted, legal_attacks, random_state, situations, wrong

# What comes of it


def test_losses_fall_on_the_declaring_unit_first_and_then_on_the_largest():
    state = with_units(duel("militia", "guard", steps=8), make_unit(OPEN, "big", "red", (3, 1), "militia"))
    state = with_units(state, replace(state.units["lead"], steps=2), replace(state.units["big"], steps=4))
    r = fight(state, attack(), 1, 1)  # 6 against 24 steps of defence: below the table, 3/0
    (fought,) = (e for e in r.events if isinstance(e, Fought))
    assert [(x.unit, x.steps) for x in fought.attacker_loss] == [("lead", 1), ("big", 2)]
    assert dict(fought.cohesion) == {"lead": -18, "big": -26}
    assert r.state.units["big"].cohesion == 74
    assert r.state.losses == {"red": 3, "blue": 0}


def test_a_beaten_unit_falls_back_away_from_enemies_and_the_victor_advances():
    r = fight(duel(steps=7), attack(), 6, 6)
    fought, retreat, gained, moved, taken = r.events
    assert isinstance(fought, Fought)
    assert fought.result == "retreat"
    assert isinstance(retreat, Retreated)
    assert gained == ControlChanged("blue", retreat.path[1:])
    target = OPEN.board.at(3, 2)
    assert isinstance(moved, Moved)
    assert moved.path == (OPEN.board.at(2, 2), target)
    assert moved.halted
    assert taken == ControlChanged("red", (target,))
    lead, foe = r.state.units["lead"], r.state.units["foe"]
    assert lead.hex == target
    assert r.state.activity["lead"].attacked
    assert foe.steps == 7 - sum(x.steps for x in fought.defender_loss)
    assert foe.cohesion == 100 - 15 - 8 * (7 - foe.steps)
    assert OPEN.board.distance_m(foe.hex, OPEN.board.at(2, 2)) == 6000


def test_without_advance_the_victor_stays():
    r = fight(duel(steps=7), attack(advance=False), 6, 6)
    assert r.state.units["lead"].hex == OPEN.board.at(2, 2)
    assert not r.state.stacks.get(OPEN.board.at(3, 2))


def ring(state: State) -> State:
    """Red guards on the other five hexes around the target."""
    target = OPEN.board.at(3, 2)
    around = [h for _, h in OPEN.board.adjacent[target] if h != state.units["lead"].hex]
    return with_units(
        state,
        *(
            replace(make_unit(OPEN, f"ring{h}", "red", (0, 0), "guard", posture="guard"), hex=h)
            for h in around
        ),
    )


def test_a_unit_with_no_way_back_surrenders():
    state = ring(duel(steps=7))
    forecast = attack_forecast(state, attack())
    assert not any(c.result == "retreat" for c in forecast.cases)
    r = fight(state, attack(), 6, 6)
    removed = [e for e in r.events if isinstance(e, Removed)]
    assert [(e.unit, e.cause) for e in removed] == [("foe", "surrendered")]
    assert r.state.losses["blue"] == 7
    assert r.state.units["lead"].hex == OPEN.board.at(3, 2)


def test_a_unit_that_stands_fast_pays_a_step_and_stays_unless_isolated():
    state = duel(steps=7, posture="stand_fast")
    r = fight(state, attack(), 6, 6)
    (fought,) = (e for e in r.events if isinstance(e, Fought))
    assert fought.result == "stand_fast"
    plain = fight(duel(steps=7), attack(), 6, 6).state.units["foe"].steps
    assert r.state.units["foe"].steps == plain - 1
    assert r.state.units["foe"].hex == OPEN.board.at(3, 2)
    cut = duel(steps=7, posture="stand_fast", supply="isolated", cut_off=1)
    assert {c.result for c in attack_forecast(cut, attack()).cases} == {"hold", "retreat"}


def test_a_hit_may_cost_a_level_of_entrenchment():
    state = duel("armour", steps=7, entrenchment=2)
    lead = replace(state.units["lead"], steps=8, full=8)
    for chance, level in ((0.49, 1), (0.51, 2)):
        r = fight(with_units(state, lead), attack(), 3, 3, chance=chance)  # 2.8:1, two shifts down: 1:1
        r2 = fight(with_units(state, lead), attack(), 4, 4, chance=chance)  # 1/1, nobody retreats
        assert r.state.units["foe"].entrenchment == 2
        assert r2.state.units["foe"].entrenchment == level


# Retreats


def test_nobody_retreats_over_a_closed_river_or_onto_the_ground_of_a_rival():
    theatre = make_theatre(make_board(["......"] * 6, banks=["aaaabb"] * 6), ("red", "blue", "green"))
    units = [make_unit(theatre, "lead", "red", (2, 2), "assault"), make_unit(theatre, "foe", "blue", (3, 2))]
    control = ["......", "22222.", "...1..", "......", "......", "......"]
    state = make_state(theatre, units, control=control, stances={("blue", "green"): "rival"})
    order = attack(theatre)
    r = fight(state, order, 6, 6)
    assert theatre.board.col_row(r.state.units["foe"].hex) == (3, 3)


def walled(*friends) -> State:
    """Only one hex beside the target has no red unit: (4, 2), where red's zones of control lie."""
    guards = [
        make_unit(OPEN, f"wall{c}{r}", "red", (c, r), "guard", posture="guard")
        for c, r in ((2, 1), (3, 1), (3, 3), (2, 3))
    ]
    return with_units(duel(steps=7), *guards, *friends)


def test_a_zone_of_control_bars_a_retreat_unless_a_friend_stands_there():
    assert {c.result for c in attack_forecast(walled(), attack()).cases} == {"hold", "surrender"}
    friend = make_unit(OPEN, "friend", "blue", (4, 2))
    state = walled(friend)
    assert {c.result for c in attack_forecast(state, attack()).cases} == {"hold", "retreat"}
    assert fight(state, attack(), 6, 6).state.units["foe"].hex in (friend.hex, OPEN.board.at(5, 2))


def test_those_for_whom_there_is_no_room_are_lost_while_the_others_get_away():
    friends = [make_unit(OPEN, f"friend{i}", "blue", (4, 2)) for i in range(2)]
    second = make_unit(OPEN, "second", "blue", (3, 2), "militia")
    walls = [make_unit(OPEN, f"far{c}{r}", "red", (c, r), "guard") for c, r in ((5, 1), (5, 3), (5, 2))]
    state = walled(*friends, second, *walls)
    lead = replace(state.units["lead"], steps=30, full=30)
    r = fight(with_units(state, lead), attack(), 6, 6)
    (lost,) = (e for e in r.events if isinstance(e, Removed))
    assert (lost.unit, lost.cause) == ("second", "surrendered")
    assert r.state.units["foe"].hex == OPEN.board.at(4, 2)
    assert r.state.losses["blue"] == 2 + 6


# Properties


def result_of(r: Resolution, state: State) -> tuple[int, int, str, int]:
    """What resolution did, in the terms of a forecast."""
    (fought,) = (e for e in r.events if isinstance(e, Fought))
    gave_up = [e.unit for e in r.events if isinstance(e, Removed) and e.cause == "surrendered"]
    lost = {x.unit: x.steps for x in fought.defender_loss}
    surrendered = sum(state.units[u].steps - lost.get(u, 0) for u in gave_up)
    assert {x.unit for x in fought.surrendered} == set(gave_up)
    assert fought.defender_steps == sum(lost.values()) + surrendered
    return fought.attacker_steps, fought.defender_steps, fought.result, surrendered


def by_roll(state: State, order: Attack) -> dict[int, tuple[int, int, str, int]]:
    """Result of the real resolver for every sum of the dice."""
    out = {}
    for total in range(2, 13):
        first = max(1, total - 6)
        out[total] = result_of(fight(state, order, first, total - first), state)
    return out


def test_all_rolls_through_the_resolver_give_exactly_the_forecast():
    kinds = set()
    for state, order in situations(100):
        forecast = attack_forecast(observe(state, state.active), order)
        assert forecast == attack_forecast(state, order)
        counts: dict[tuple[int, int, str, int], int] = {}
        for total, key in by_roll(state, order).items():
            counts[key] = counts.get(key, 0) + ways(total)
        told = {
            (c.attacker_steps, c.defender_steps, c.result, c.surrendered): c.probability
            for c in forecast.cases
        }
        assert {k: n / 36 for k, n in counts.items()} == told
        kinds |= {result for _, _, result, _ in told}
    assert kinds == {"hold", "retreat", "stand_fast", "surrender", "destroyed"}


@pytest.mark.slow
def test_twenty_thousand_resolutions_agree_with_each_forecast():
    games = 20_000
    for seed, (state, order) in enumerate(situations(30)):
        forecast, table = attack_forecast(state, order), by_roll(state, order)
        counts: dict[tuple[int, int, str, int], int] = {}
        for number in range(games):
            dice = Dice(seed, number).stream("combat")
            key = table[dice.randint(1, 6) + dice.randint(1, 6)]
            counts[key] = counts.get(key, 0) + 1
        for c in forecast.cases:
            seen = counts.pop((c.attacker_steps, c.defender_steps, c.result, c.surrendered), 0) / games
            spread = math.sqrt(c.probability * (1 - c.probability) / games)
            assert abs(seen - c.probability) <= 4 * spread + 1e-12
        assert not counts


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_probabilities_are_36ths_that_add_up_to_one(seed):
    state = random_state(seed)
    for order in legal_attacks(state):
        forecast = attack_forecast(state, order)
        assert sum(Fraction(round(c.probability * 36), 36) for c in forecast.cases) == 1
        expected = sum(c.probability * c.attacker_steps for c in forecast.cases)
        assert forecast.attacker_loss == pytest.approx(expected)
        joined = sum(state.units[u].steps for u in forecast.attackers)
        against = sum(state.units[u].steps for u in forecast.defenders)
        assert all(
            0 <= c.attacker_steps <= joined and 0 <= c.defender_steps <= against for c in forecast.cases
        )


@given(st.integers(0, 10**6), st.integers(1, 6))
@settings(max_examples=60)
def test_more_steps_never_make_the_odds_worse(seed, more):
    state = random_state(seed)
    for order in legal_attacks(state):
        before = assemble(state, order)
        assert before is not None
        for unit in before.attackers:
            after = assemble(with_units(state, replace(unit, steps=unit.steps + more)), order)
            assert after is not None
            assert after.column >= before.column
        for unit in before.defenders:
            level = [u for u in before.defenders if u.entrenchment != unit.entrenchment]
            after = assemble(with_units(state, replace(unit, steps=unit.steps + more)), order)
            assert after is not None
            assert after.base <= before.base
            assert level or after.column <= before.column


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_a_turn_of_attacks_breaks_nothing(seed):
    state = counted(random_state(seed))
    assert wrong(state) == []
    rng, number = random.Random(seed), 0
    while attacks := list(legal_attacks(state)):
        number += 1
        before = state
        order = rng.choice(attacks)
        r = Resolution(state, Dice(seed, number))
        resolve_attack(r, order)
        again = Resolution(before, Dice(seed, number))
        resolve_attack(again, order)
        assert r.events == again.events
        assert digest(r.state) == digest(again.state)
        state = r.state
        assert wrong(state) == []
        for event in r.events:
            if isinstance(event, Retreated):
                for a, b in itertools.pairwise(event.path):
                    assert not closed(before, a, b)
                assert 2 <= len(event.path) <= 1 + state.theatre.ruleset.combat.retreat_hexes
    assert number <= sum(u.faction == "red" for u in state.units.values()) + sum(state.losses.values())
