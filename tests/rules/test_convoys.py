"""A convoy goes its own way, and others know little of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import events as e
from game.core import orders as o
from game.core.civil import Convoy
from game.core.rng import Dice
from game.core.script import Condition, ConvoyIs
from game.core.state import Knowledge
from game.core.units import Activity
from game.rules.convoys import advance
from game.rules.legality import legal_orders, verify
from game.rules.movement import zones
from game.rules.truth.audit import digest, problems
from game.rules.truth.conditions import holds
from game.rules.truth.observe import observe, redact
from game.rules.truth.resolve import resolve_to
from game.rules.truth.setup import begin
from game.words import tell
from tests.positions import make_unit
from tests.rules.convoy_case import CONVOY, at, cratered, rules, start, turns, watched

STUCK = rules(leak_chance=0.0)
LEAKY = rules(leak_chance=1.0)


def gone(state):
    """How far along the road it has come."""
    return 29 if state.civil.convoys["buses"].arrived else where(state)[0]


def where(state):
    return state.theatre.board.col_row(state.units["buses"].hex)


def put(state, col, row, **changes):
    """The same scenario begun with the convoy somewhere else."""
    spec = state.scenario.spec
    red = (replace(spec.units["red"][0], at=(col, row)), *spec.units["red"][1:])
    fresh = begin(replace(state.scenario, spec=replace(spec, units={**spec.units, "red": red})))
    return replace(fresh, units={**fresh.units, "buses": replace(fresh.units["buses"], **changes)})


def told(events, what):
    return [x for x in events if isinstance(x, e.ConvoyChanged) and x.what == what]


# Its way


def test_a_convoy_goes_along_its_road_as_far_as_its_allowance_reaches_each_turn():
    state, events = turns(start())
    km = state.theatre.allowance(state.units["buses"]) / 1000
    per_hex = 3 * state.theatre.ruleset.mobility["motor"].road
    assert where(state) == (int(km / per_hex), 0)
    assert [x.path[-1] for x in events if isinstance(x, e.Moved)] == [state.units["buses"].hex]
    assert len(told(events, "moved")) == 1
    assert problems(state) == []


def test_it_needs_no_supply_on_its_way():
    state = start()
    lost = replace(state.units["buses"], supply="isolated", cut_off=9)
    one, events = turns(replace(state, units={**state.units, "buses": lost}))
    assert where(one) == where(turns(state)[0])
    assert not any(isinstance(x, e.StepsLost) for x in events)


def test_it_takes_no_ground():
    state = start()
    after, events = turns(state)
    assert not any(isinstance(x, e.ControlChanged) for x in events)
    assert (after.control == state.control).all()
    assert int(after.control[after.units["buses"].hex]) == state.theatre.index["blue"]


def test_it_takes_no_orders():
    state = start()
    view = observe(state, "red")
    for order in (o.Move("buses", (at(0, 0), at(1, 0))), o.Finish("buses"), o.SetPosture("buses", "rest")):
        found = verify(view, order)
        assert found.code == "convoy"
        assert "road" in tell(found.words)
    assert not any(getattr(x, "unit", "") == "buses" for x in legal_orders(view))


def test_it_exerts_no_zone_of_control():
    state = start()
    assert at(1, 0) not in zones(state, "blue")
    unarmed = replace(state, civil=replace(state.civil, convoys={}, aboard={}))
    assert at(1, 0) in zones(unarmed, "blue")


def test_it_passes_the_points_of_its_route_in_order():
    state = start(convoys=(replace(CONVOY, route=((3, 0), (5, 1), "rest")),))
    state, events = turns(state)
    path = next(x.path for x in events if isinstance(x, e.Moved))
    assert at(3, 0) in path
    assert at(5, 1) in path
    assert state.civil.convoys["buses"].leg == 2


def test_it_goes_around_who_stands_on_the_road():
    state = put(start(), 10, 0)
    guard = make_unit(state.theatre, "guard", "blue", (12, 0))
    state = replace(state, units={**state.units, "guard": guard})
    path: list[int] = []
    for _ in range(4):  # each zone of control costs it a turn
        state, events = turns(state)
        path += [h for x in events if isinstance(x, e.Moved) for h in x.path]
    assert at(12, 0) not in path
    assert gone(state) > 12


def test_a_zone_of_control_ends_its_way_for_the_turn():
    state = start()
    guard = make_unit(state.theatre, "guard", "blue", (10, 1))
    state, _ = turns(replace(state, units={**state.units, "guard": guard}))
    assert where(state) in ((9, 0), (10, 0))


# Stranded, leaked


def by_crater(state, *cell):
    return turns(cratered(state, *cell))


@pytest.mark.parametrize("cut", [watched, by_crater], ids=["interdiction", "crater"])
def test_a_cut_in_the_road_ahead_strands_it(cut):
    state, events = cut(put(start(STUCK), 8, 0), 12, 0)
    assert where(state) == (9, 0)  # the last hex more than 6 km from the cut
    assert state.civil.convoys["buses"].stranded == 1
    assert [x.hex for x in told(events, "stranded")] == [at(9, 0)]
    open_road, events = turns(put(start(STUCK), 8, 0))
    assert gone(open_road) > 12
    assert not told(events, "stranded")


def test_a_cut_strands_nobody_where_the_rules_set_its_reach_to_nothing():
    state, events = watched(put(start(rules(strand_km=0.0)), 8, 0), 12, 1)
    assert not told(events, "stranded")
    assert gone(state) > 12


@pytest.mark.parametrize("cell", [(20, 4), (2, 0)], ids=["far from its road", "behind it"])
def test_a_cut_elsewhere_does_not(cell):
    state, events = watched(put(start(STUCK), 8, 0), *cell)
    assert not told(events, "stranded")
    assert gone(state) > 12


def test_aircraft_of_those_it_is_not_at_war_with_do_not():
    at_war = put(start(STUCK), 8, 0)
    assert told(watched(at_war, 12, 0, by="green")[1], "stranded")
    stances = {("red", "green"): "neutral", ("green", "red"): "neutral"}
    at_peace = replace(at_war, stances={**at_war.stances, **stances})
    assert not told(watched(at_peace, 12, 0, by="green")[1], "stranded")


def test_it_goes_on_when_the_road_is_open_again():
    state, _ = turns(cratered(put(start(STUCK), 8, 0), 12, 0))
    state = replace(state, fires=replace(state.fires, craters=()))
    state, events = turns(state)
    assert gone(state) > 12
    assert state.civil.convoys["buses"].stranded == 1
    assert not told(events, "stranded")


def test_it_is_stranded_where_no_way_leads_on():
    state = start(STUCK)
    ring = [make_unit(state.theatre, f"g{i}", "blue", c) for i, c in enumerate([(1, 0), (0, 1)])]
    state = replace(state, units={**state.units, **{u.id: u for u in ring}})
    state, events = turns(state)
    assert where(state) == (0, 0)
    assert len(told(events, "stranded")) == 1


def test_part_of_a_stranded_convoy_slips_away_and_fights_elsewhere():
    state, events = turns(cratered(put(start(LEAKY), 8, 0), 12, 0))
    assert state.units["buses"].steps == 3
    assert state.civil.convoys["buses"].leaked == 1
    assert state.units["column"].steps == 1
    assert state.losses["red"] == 0
    state, events = turns(state)
    assert state.units["column"].steps == 2
    assert len(told(events, "leaked")) == 1
    assert problems(state) == []


def test_the_last_of_it_slips_away_without_a_loss():
    state, events = turns(cratered(put(start(LEAKY), 8, 0, steps=1), 12, 0))
    assert "buses" not in state.units
    assert e.Removed("buses", "red", at(9, 0), "leaked") in events
    assert state.losses["red"] == 0
    assert state.units["column"].steps == 1
    state, events = turns(state)
    assert not any(isinstance(x, e.ConvoyChanged) for x in events)
    assert problems(state) == []


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(0, 28))
def test_steps_leak_arrive_or_stay_but_never_grow(seed, col):
    state = put(start(rules(leak_chance=0.5)), col, 0)
    state = cratered(state, 15, 0) if seed % 3 else state
    for _ in range(5):
        before = state
        state, _ = turns(state, seed=seed)
        convoy = state.civil.convoys["buses"]
        aboard = state.units["buses"].steps if "buses" in state.units else 0
        assert aboard + convoy.leaked + convoy.brought == 4
        came = state.units["column"].steps if "column" in state.units else 0
        assert came + state.losses["red"] == convoy.leaked + convoy.brought
        assert convoy.stranded >= before.civil.convoys["buses"].stranded
        assert problems(state) == []


# Arrival


def test_a_convoy_that_arrives_becomes_the_unit_that_it_brings():
    state, events = turns(put(start(), 25, 0, steps=3))
    assert "buses" not in state.units
    assert state.civil.convoys["buses"] == Convoy("buses", leg=1, arrived=True, brought=3)
    assert state.units["column"].steps == 3
    assert state.losses["red"] == 0
    assert len(told(events, "arrived")) == 1


def test_a_convoy_without_fighters_brings_nobody():
    state, _ = turns(put(start(convoys=(replace(CONVOY, joins=""),)), 25, 0))
    assert "buses" not in state.units
    assert "column" not in state.units


def test_what_became_of_a_convoy_can_be_waited_for():
    def now(state):
        kinds = ("arrived", "stranded", "leaked")
        return [k for k in kinds if holds(state, Condition(convoy=ConvoyIs("buses", k)))]

    assert now(start()) == []
    stuck = turns(cratered(put(start(LEAKY), 8, 0), 12, 0))[0]
    assert now(stuck) == ["stranded", "leaked"]
    assert not holds(stuck, Condition(convoy=ConvoyIs("buses", "stranded", 2)))
    assert now(turns(put(start(), 25, 0))[0]) == ["arrived"]


# What others know


def test_others_see_that_it_is_a_convoy_but_not_how_much_is_left_of_it():
    state = put(start(), 7, 1, steps=1, cohesion=30, supply="isolated")
    seen = observe(lit(state), "blue").units["buses"]
    assert (seen.steps, seen.full, seen.cohesion, seen.supply) == (4, 4, 100, "supplied")
    assert seen.hex == at(7, 1)
    own = observe(lit(state), "red").units["buses"]
    assert (own.steps, own.cohesion, own.supply) == (1, 30, "isolated")


def lit(state):
    """Everybody sees everything."""
    return replace(
        state,
        knowledge={
            f: Knowledge(k.watch * 0 + 1, state.control.copy(), dict(k.contacts))
            for f, k in state.knowledge.items()
        },
    )


@pytest.mark.parametrize(
    "change", [{"stranded": 3}, {"leaked": 2}, {"leg": 1}], ids=["stranded", "leaked", "leg"]
)
def test_its_fortunes_are_its_owners_business(change):
    state = lit(start())
    other = replace(state, civil=replace(state.civil, convoys={"buses": replace(Convoy("buses"), **change)}))
    assert observe(state, "blue").civil == observe(other, "blue").civil
    assert observe(state, "red").civil != observe(other, "red").civil


def test_others_know_only_the_reported_range_of_people_aboard():
    state = start()
    assert observe(state, "red").civil.aboard == {"buses": (200, 200)}
    assert observe(state, "blue").civil.aboard == {"buses": (200, 500)}
    other = start(convoys=(replace(CONVOY, civilians=1, fighters=390),))
    assert observe(other, "blue").civil == observe(state, "blue").civil


def test_who_sees_it_stranded_is_told_so_and_no_more():
    before = lit(cratered(put(start(LEAKY), 8, 0), 12, 0))
    state = replace(before, active="green", activity={})
    r = resolve_to(state, o.EndTurn(), Dice(1, 1))
    assert told(r.events, "leaked")
    heard = [x for x in redact(state, r.state, r.events, "blue") if isinstance(x, e.ConvoyChanged)]
    assert heard == [e.ConvoyChanged(Convoy("buses"), "red", at(9, 0), "stranded")]
    dark = replace(state, knowledge={f: replace(k, watch=k.watch * 0) for f, k in state.knowledge.items()})
    r = resolve_to(dark, o.EndTurn(), Dice(1, 1))
    assert not any(isinstance(x, e.ConvoyChanged) for x in redact(dark, r.state, r.events, "blue"))
    assert len([x for x in redact(dark, r.state, r.events, "red") if isinstance(x, e.ConvoyChanged)]) == 2


def test_it_can_be_attacked_at_a_price_in_civilians():
    state = put(start(), 7, 3)
    attacker = make_unit(state.theatre, "a", "blue", (6, 3), "assault")
    state = replace(
        state, active="blue", units={**state.units, "a": attacker}, activity={"a": Activity(attacker.hex)}
    )
    harmed = []
    for seed in range(20):
        r = resolve_to(state, o.Attack("a", at(7, 3)), Dice(seed, 1))
        harmed += [x for x in r.events if isinstance(x, e.CiviliansHarmed)]
    assert harmed
    assert {x.faction for x in harmed} == {"blue"}


def test_the_same_dice_lead_to_the_same_convoy():
    state = cratered(put(start(rules(leak_chance=0.5)), 8, 0), 12, 0)
    assert digest(turns(state, 3)[0]) == digest(turns(state, 3)[0])


def test_the_way_ahead_is_a_matter_of_the_position_alone():
    state = put(start(), 8, 0)
    unit = state.units["buses"]
    route = (at(20, 0), at(29, 0))
    one, two = advance(state, unit, route, 0), advance(state, unit, route, 0)
    assert one == two
    assert one.path[0] == unit.hex
    assert not one.cut
