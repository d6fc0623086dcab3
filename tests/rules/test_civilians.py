"""Where people live, what fire does to them, and what aid does for them."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import events as e
from game.core import orders as o
from game.core.fires import SortieSpec
from game.core.rng import Dice
from game.core.score import PointLine, ReliefLine, ScoreSpec
from game.core.script import Condition, ReliefIs
from game.core.units import Activity
from game.rules import scoring
from game.rules.civilians import expected_harm, people_at
from game.rules.forecast import forecast
from game.rules.legality import legal_orders, verify
from game.rules.outcomes import attack_forecast
from game.rules.truth.audit import problems
from game.rules.truth.civilians import harm
from game.rules.truth.conditions import holds
from game.rules.truth.observe import observe, redact
from game.rules.truth.resolution import Resolution
from game.rules.truth.resolve import resolve, resolve_to
from game.rules.truth.victory import standing
from tests.positions import make_unit, standard
from tests.rules.convoy_case import at, interdicted, rules, scenario, start, turns

HOME = at(5, 2)


def blues_turn(**changes):
    state = start(**changes)
    while state.active != "blue":
        r = resolve_to(state, o.EndTurn(), Dice(1, 1))
        state = r.state
    return state


# Where they live


def test_people_of_a_place_live_in_its_hex_and_those_of_a_zone_all_over_it():
    people = start(civilians={"home": 1000, "city": 3001, "mill": 7}).civil.people
    assert people == {at(2, 4): 7, at(5, 2): 2000, at(6, 2): 1000, at(8, 2): 1001}
    assert sum(people.values()) == 4008


@given(st.integers(0, 10_000))
def test_nobody_is_lost_when_a_zones_people_are_spread(count):
    people = start(civilians={"city": count}).civil.people
    assert sum(people.values()) == count
    assert at(7, 2) not in people  # a lake


def test_a_scenario_without_civilians_has_none():
    state = start(civilians={}, convoys=())
    assert state.civil.people == {}
    assert expected_harm(state, HOME, 1.0, 7) == (0.0, 0.0)


# What is to be expected of fire


def test_expected_harm_grows_with_people_share_and_shots():
    state = start(civilians={"home": 1000})
    assert expected_harm(state, HOME, 0.002, 1).number == pytest.approx(2)
    assert expected_harm(state, HOME, 0.002, 4).number == pytest.approx(8)
    assert expected_harm(state, at(9, 2), 0.002, 4) == (0.0, 0.0)
    assert expected_harm(state, HOME, 0.5, 7).number == 1000  # never more than are there


def test_people_aboard_are_exposed_many_times_over():
    state = start(civilians={})
    gate = at(0, 0)
    assert people_at(state, gate) == 200
    factor = state.theatre.ruleset.civil.aboard_factor
    assert expected_harm(state, gate, 0.001, 1).number == pytest.approx(0.2 * factor)
    half = replace(state.units["buses"], steps=2)
    state = replace(state, units={**state.units, "buses": half})
    assert people_at(state, gate) == 100


def harmed(state, h, share, shots, seed):
    r = Resolution(state, Dice(seed, 1))
    count = harm(r, "blue", h, share, shots, "strike")
    assert sum(x.people for x in r.events) == count
    return r, count


@settings(max_examples=15)
@given(st.integers(1, 3000), st.sampled_from([0.0001, 0.0004, 0.002]), st.integers(1, 4))
def test_the_harm_done_is_that_expected_in_chance_and_number(people, share, shots):
    state = start(civilians={"home": people}, convoys=(), units={})
    expected = expected_harm(state, HOME, share, shots)
    counts = [harmed(state, HOME, share, shots, seed)[1] for seed in range(1200)]
    some = sum(c > 0 for c in counts) / len(counts)
    assert some == pytest.approx(expected.chance, abs=0.06)
    assert sum(counts) / len(counts) == pytest.approx(expected.number, rel=0.25, abs=0.08)
    scatter = state.theatre.ruleset.fires.harm_scatter
    assert max(counts) <= expected.number * (1 + scatter) + 1
    assert min(counts) >= int(expected.number * (1 - scatter))


def test_the_ledger_says_whose_fire_it_was():
    state = start(civilians={"home": 1000})
    r, count = harmed(state, HOME, 0.1, 2, 3)
    assert count > 50
    assert r.state.civil.harmed == {"blue": count}
    assert r.state.civil.people == state.civil.people
    assert problems(r.state) == []


def test_fire_where_nobody_lives_needs_no_dice():
    r = Resolution(start(), Dice(1, 1))
    assert harm(r, "blue", at(9, 3), 1.0, 9, "strike") == 0
    assert not r.dice.used


def test_the_ledger_is_no_line_of_any_score():
    kinds = {f.name for f in fields(PointLine)}
    assert not kinds & {"harm", "harmed", "civilians", "breaches"}
    state = start(score={"red": scoring_table()})
    r, count = harmed(state, HOME, 0.1, 2, 3)
    assert count
    assert scoring.table(standing(r.state, "red"), "red") == scoring.table(standing(state, "red"), "red")


def scoring_table():
    return ScoreSpec(10, (PointLine("relief", "Relief", relief=ReliefLine("home", 8)),))


# Combat


def assault():
    state = start(civilians={"home": 40_000}, convoys=())
    attacker = make_unit(state.theatre, "a", "red", (4, 2), "assault")
    control = state.control.copy()
    control[attacker.hex] = 0
    return replace(
        state,
        control=control,
        units={**state.units, "a": attacker},
        activity={**state.activity, "a": Activity(attacker.hex)},
    )


def test_an_attack_on_a_populated_hex_says_what_it_may_do_to_civilians_and_does_it():
    state = assault()
    order = o.Attack("a", HOME)
    told = attack_forecast(state, order)
    assert told.harm == pytest.approx(20)
    assert told.harm_chance == 1.0
    found = [x for x in resolve(state, order, Dice(4, 4)) if isinstance(x, e.CiviliansHarmed)]
    assert [(x.faction, x.hex, x.cause) for x in found] == [("red", HOME, "combat")]
    assert 9 <= found[0].people <= 31


def test_an_attack_harms_nobody_if_the_rules_say_so():
    state = assault()
    theatre = replace(state.theatre, ruleset=rules(combat_harm_share=0.0))
    state = replace(state, scenario=replace(state.scenario, theatre=theatre))
    events = resolve(state, o.Attack("a", HOME), Dice(4, 4))
    assert not any(isinstance(x, e.CiviliansHarmed) for x in events)


def test_harm_is_public_but_where_it_was_only_who_was_there_knows():
    state = start(civilians={"mill": 5000})
    r = Resolution(state, Dice(3, 1))
    count = harm(r, "blue", at(2, 4), 0.1, 2, "strike")
    heard = {f: redact(state, r.state, r.events, f) for f in state.theatre.factions}
    assert heard["green"] == heard["blue"] == (e.CiviliansHarmed("blue", at(2, 4), count, "strike"),)
    assert heard["red"] == (e.CiviliansHarmed("blue", -1, count, "strike"),)
    for faction in state.theatre.factions:
        assert observe(r.state, faction).civil.harmed == {"blue": count}
        assert observe(r.state, faction).civil.people == state.civil.people


# Aid


def refusal(state, place="home"):
    found = verify(observe(state, state.active), o.DeliverAid(place))
    return found.code if found else None


def test_aid_brings_relief_once_a_turn():
    state = blues_turn()
    assert o.DeliverAid("home") in set(legal_orders(observe(state, "blue")))
    after = resolve_to(state, o.DeliverAid("home"), Dice(1, 2))
    assert e.AidDelivered("blue", "home", 15) in after.events
    assert after.state.civil.relief == {"home": 15}
    assert refusal(after.state) == "no_aid_left"
    later, _ = turns(after.state)
    assert refusal(later) is None


def test_a_delivery_costs_a_side_that_flies_a_sortie_of_cover():
    flying = replace(scenario().spec.factions["blue"], sorties=SortieSpec("Wing", 2))
    state = blues_turn(factions={**scenario().spec.factions, "blue": flying})
    after = resolve_to(state, o.DeliverAid("home"), Dice(1, 2)).state
    assert after.fires.sorties["blue"] == state.fires.sorties["blue"] - 1 == 1
    spent = replace(state, fires=replace(state.fires, sorties={"blue": 0}))
    assert refusal(spent) == "no_sorties"


def test_each_delivery_brings_a_share_of_what_is_lacking():
    state = blues_turn()
    gains = []
    for relief in (0, 40, 80, 99):
        now = replace(state, civil=replace(state.civil, relief={"home": relief}))
        gains.append(resolve_to(now, o.DeliverAid("home"), Dice(1, 2)).state.civil.relief["home"] - relief)
    assert gains == [15, 9, 3, 1]


def test_aid_needs_a_faction_that_brings_it():
    state = blues_turn(factions={**scenario().spec.factions, "blue": replace(
        scenario().spec.factions["blue"], aid=False)})  # fmt: skip
    assert refusal(state) == "no_aid"


def test_aid_needs_a_place_of_ones_own_with_civilians():
    state = blues_turn()
    assert refusal(state, "nowhere") == "no_place"
    assert refusal(state, "mill") == "not_held"
    assert refusal(state, "halt") == "no_civilians"


def test_a_place_that_has_all_it_needs_gets_no_more():
    state = blues_turn()
    state = replace(state, civil=replace(state.civil, relief={"home": 100}))
    assert refusal(state) == "relieved"


def without_line(state):
    return replace(state, sources={**state.sources, "blue": (at(29, 4),)}, control=shut(state))


def shut(state):
    control = state.control.copy()
    control[:] = state.theatre.index["red"]
    control[HOME] = control[at(29, 4)] = state.theatre.index["blue"]
    return control


def test_aid_needs_an_open_line_of_supply():
    state = without_line(blues_turn())
    known = {f: replace(k, control=state.control) for f, k in state.knowledge.items()}
    assert refusal(replace(state, knowledge=known)) == "no_line"


def test_aid_on_a_line_that_is_cut_unbeknown_is_lost():
    state = without_line(blues_turn())
    line = ["1" * 30] * 5
    believed = state.control.copy()
    believed[:] = [int(x) for row in line for x in row]
    known = {f: replace(k, control=believed) for f, k in state.knowledge.items()}
    state = replace(state, knowledge=known)
    r = resolve_to(state, o.DeliverAid("home"), Dice(1, 2))
    assert e.AidDelivered("blue", "home", 0, arrived=False) in r.events
    assert r.state.civil.relief.get("home", 0) == 0
    assert r.state.civil.aid_left == 0


def test_aid_does_what_it_says_and_has_no_forecast():
    with pytest.raises(ValueError, match="does what it says"):
        forecast(observe(blues_turn(), "blue"), o.DeliverAid("home"))


def test_relief_wears_off_each_turn_and_never_below_nothing():
    state = blues_turn()
    state = replace(state, civil=replace(state.civil, relief={"home": 2, "mill": 0}))
    state, events = turns(state, 3)
    assert [x.relief for x in events if isinstance(x, e.ReliefChanged)] == [1, 0]
    assert state.civil.relief == {"home": 0, "mill": 0}


def test_relief_is_scored_and_can_be_waited_for():
    state = start(score={"red": scoring_table()})
    assert not holds(state, Condition(relief=ReliefIs("home", 40)))
    state = replace(state, civil=replace(state.civil, relief={"home": 50}))
    assert holds(state, Condition(relief=ReliefIs("home", 50)))
    state, _ = turns(state)
    collected = 8 * 0.5 / state.theatre.turns
    assert scoring.table(standing(state, "red"), "red") == {"relief": pytest.approx(collected)}
    assert observe(state, "red").score == {"relief": pytest.approx(collected)}


def test_only_the_side_whose_turn_it_is_has_aid_to_give():
    state = blues_turn()
    assert observe(state, "blue").civil.aid_left == standard().civil.aid_a_turn
    assert observe(state, "red").civil.aid_left == 0
    assert refusal(interdicted(state, 5, 2, faction="red")) is None  # aircraft alone cut no line
