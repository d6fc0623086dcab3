"""Rivals: tension and what it costs, deconfliction lines, incidents, places handed over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import events as e
from game.core import score, script
from game.core.board import Zone
from game.core.diplomacy import Diplomacy, LineSpec
from game.core.forecast import MoveForecast
from game.core.orders import Attack, Handover, Move
from game.core.rng import Dice
from game.core.scenario import PlanSpec, StanceSpec, TensionSpec
from game.core.score import PointLine
from game.core.script import Condition, Effect
from game.core.state import State
from game.rules.forecast import forecast
from game.rules.legality import legal_orders, verify
from game.rules.relations import check_restraint, pair, sorties_withheld, tension, trespasses
from game.rules.truth.audit import problems
from game.rules.truth.observe import observe, redact
from game.rules.truth.relations import change_tension, ease_tension, incident
from game.rules.truth.resolution import Resolution
from game.rules.truth.resolve import resolve_to
from game.rules.truth.triggers import apply
from game.rules.truth.victory import line_points
from game.words import tell
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.chance import random_state
from tests.rules.spine import SPEC, ended, start, unit

BOARD = make_board(
    ["........", "........", "........", "........"],
    banks=["aaaabbbb"] * 4,
    crossings=[("span", (3, 1), (4, 1), "intact")],
    zones=["........", "....1...", "........", "........"],
    zone_list=(Zone("head", "Bridgehead"),),
    places={"mill": (2, 1), "camp": (6, 2)},
)  # fmt: skip


def at(col: int, row: int) -> int:
    return BOARD.at(col, row)


def position(
    units: tuple[tuple[str, str, tuple[int, int]], ...] = (("r1", "red", (2, 1)), ("g1", "green", (5, 1))),
    *,
    stance: str = "rival",
    start_at: int = 20,
    lines: tuple[LineSpec, ...] = (LineSpec(("red", "green"), {"red": ("a",), "green": ("b",)}),),
    **changes: Any,
) -> State:
    """Red on the west bank of a river, green on the east one, blue somewhere."""
    theatre = replace(make_theatre(BOARD, ("red", "green", "blue")), lines=lines)
    state = make_state(
        theatre,
        [make_unit(theatre, key, faction, where) for key, faction, where in units],
        control=["0000...."] * 4,
        stances={("red", "green"): stance},
    )
    return replace(state, diplomacy=Diplomacy(tension={"red green": start_at}), **changes)


def given_order(state: State, order: Any) -> Resolution:
    assert verify(observe(state, state.active), order) is None
    return resolve_to(state, order, Dice(1, 0))


def news(r: Resolution, *kinds: type) -> list[Any]:
    return [x for x in r.events if isinstance(x, kinds)]


# Tension


def test_tension_rises_with_every_unit_beside_the_other_sides_and_decays_once_a_turn() -> None:
    state = position((("r1", "red", (2, 1)), ("r2", "red", (2, 2)), ("g1", "green", (3, 2))))
    r = Resolution(state, Dice(1, 0))
    ease_tension(r, "red")
    assert news(r, e.TensionChanged) == [
        e.TensionChanged("red", "green", 18, "decay"),
        e.TensionChanged("red", "green", 22, "beside"),
    ]
    ease_tension(r, "green")
    assert r.events[-1] == e.TensionChanged("red", "green", 24, "beside")


def test_nobody_stands_beside_another_across_a_closed_river() -> None:
    apart = position((("r1", "red", (3, 2)), ("g1", "green", (4, 2))))
    r = Resolution(apart, Dice(1, 0))
    ease_tension(r, "red")
    assert tension(r.state, "red", "green") == 18
    over = Resolution(position((("r1", "red", (3, 1)), ("g1", "green", (4, 1)))), Dice(1, 0))
    ease_tension(over, "red")
    assert tension(over.state, "red", "green") == 20


@pytest.mark.parametrize(("close_km", "rise"), [(8.0, 3), (0.5, 0)])
def test_units_close_to_each_other_raise_tension_over_a_closed_river_too(close_km: float, rise: int) -> None:
    state = position(
        (("r1", "red", (3, 2)), ("r2", "red", (2, 2)), ("r3", "red", (2, 3)), ("g1", "green", (4, 2)))
    )
    rules = state.theatre.ruleset
    near = replace(rules, diplomacy=replace(rules.diplomacy, close=1.0, close_km=close_km))
    theatre = replace(state.theatre, ruleset=near)
    r = Resolution(replace(state, scenario=replace(state.scenario, theatre=theatre)), Dice(1, 0))
    ease_tension(r, "red")
    assert tension(r.state, "red", "green") == 18 + rise


def test_tension_moves_at_turn_starts_but_not_in_the_first_turn() -> None:
    rival = (StanceSpec(("red", "green"), "rival"),)
    state = start(stances=rival, tension=(TensionSpec(("green", "red"), 30),))
    assert tension(state, "green", "red") == 30
    _, first = ended(state, 2)
    assert not [x for x in first if isinstance(x, e.TensionChanged)]
    state, _ = ended(state, 3)
    assert (state.turn, tension(state, "red", "green")) == (2, 27)


@pytest.mark.parametrize("stance", ["war", "allied"])
def test_there_is_no_tension_between_enemies_and_allies(stance: str) -> None:
    state = position((("r1", "red", (2, 1)), ("g1", "green", (3, 2))), stance=stance, start_at=90)
    assert tension(state, "red", "green") is None
    assert sorties_withheld(state, "red") == 0
    r = Resolution(state, Dice(1, 0))
    ease_tension(r, "red")
    assert r.events == []


@given(st.lists(st.integers(-60, 60), max_size=12))
def test_tension_stays_between_0_and_100(changes: list[int]) -> None:
    r = Resolution(position(), Dice(1, 0))
    wrong = problems(r.state)
    for change in changes:
        change_tension(r, "green", "red", change, "talks")
        assert problems(r.state) == wrong
    assert 0 <= r.state.diplomacy.tension["red green"] <= 100


def test_a_tension_that_is_not_followed_does_not_move_but_the_incident_counts() -> None:
    r = Resolution(position(), Dice(1, 0))
    incident(r, "red", "blue", at(0, 0), "mistake")
    assert r.events == [e.Incident("red", "blue", at(0, 0), "mistake")]
    assert r.state.diplomacy.incidents == {"red": 1}


def test_strained_relations_tie_up_sorties_of_both() -> None:
    rules = position().theatre.ruleset.diplomacy
    for value, withheld in ((rules.strained_at - 1, 0), (rules.strained_at, rules.strained_sorties)):
        state = position(start_at=value)
        assert sorties_withheld(state, "red") == sorties_withheld(state, "green") == withheld
        assert sorties_withheld(state, "blue") == 0


def test_critical_relations_forbid_fires_near_the_rivals_known_units() -> None:
    rules = position().theatre.ruleset.diplomacy
    state = position(start_at=rules.critical_at)
    near, far = at(3, 1), at(0, 3)
    found = check_restraint(observe(state, "red"), "red", near)
    assert found is not None
    assert (found.code, found.hex) == ("tension", near)
    assert "Green" in tell(found.words)
    assert check_restraint(observe(state, "red"), "red", far) is None
    assert check_restraint(position(start_at=rules.critical_at - 1), "red", near) is None
    unseen = replace(state, units={"r1": state.units["r1"]})
    assert check_restraint(unseen, "red", near) is None


# Lines


def test_coming_over_a_deconfliction_line_is_an_incident() -> None:
    state = position()
    order = Move("r1", (at(2, 1), at(3, 1), at(4, 1)))
    found = forecast(observe(state, "red"), order)
    assert isinstance(found, MoveForecast)
    assert found.incidents == ("green",)
    r = given_order(state, order)
    assert news(r, e.Incident, e.TensionChanged) == [
        e.Incident("red", "green", at(4, 1), "line"),
        e.TensionChanged("red", "green", 30, "line"),
    ]
    on = given_order(r.state, Move("r1", (at(4, 1), at(4, 2))))
    assert news(on, e.Incident) == []


def test_a_bridgehead_that_both_may_use_is_over_no_line() -> None:
    line = LineSpec(("red", "green"), {"red": ("a", "head"), "green": ("b",)})
    state = position(lines=(line,))
    assert trespasses(state, "red", (at(3, 1), at(4, 1))) == ()
    assert trespasses(state, "red", (at(3, 1), at(4, 1), at(5, 1))) == (("green", at(5, 1)),)
    assert trespasses(state, "green", (at(4, 1), at(3, 1))) == (("red", at(3, 1)),)


def test_a_line_that_is_not_in_force_binds_nobody() -> None:
    state = position()
    r = Resolution(state, Dice(1, 0))
    apply(r, Effect(deconfliction=script.LinesEffect(active=False)))
    assert trespasses(r.state, "red", (at(3, 1), at(4, 1))) == ()
    assert trespasses(position(stance="war"), "red", (at(3, 1), at(4, 1))) == ()
    apply(r, Effect(deconfliction=script.LinesEffect(active=False)))
    assert len(news(r, e.LinesChanged)) == 1


def test_everybody_hears_of_an_incident_but_only_witnesses_know_where() -> None:
    state = position()
    r = given_order(state, Move("r1", (at(2, 1), at(3, 1), at(4, 1))))
    blind = {f: replace(k, watch=k.watch * 0) for f, k in state.knowledge.items()}
    dark = replace(state, knowledge=blind)
    assert e.Incident("red", "green", -1, "line") in redact(dark, dark, r.events, "blue")
    assert e.Incident("red", "green", at(4, 1), "line") in redact(dark, dark, r.events, "red")
    assert e.Incident("red", "green", at(4, 1), "line") in redact(state, r.state, r.events, "blue")


def test_an_advance_after_combat_over_the_line_is_an_incident_too() -> None:
    units = (("r1", "red", (3, 1)), ("b1", "blue", (4, 1)))
    state = position(units)
    weak = replace(state.units["b1"], steps=1, cohesion=0, supply="isolated", cut_off=9)
    state = replace(state, units={**state.units, "b1": weak})
    came = [resolve_to(state, Attack("r1", at(4, 1)), Dice(n, 0)) for n in range(12)]
    entered = [r for r in came if r.state.units.get("r1") and r.state.units["r1"].hex == at(4, 1)]
    assert entered
    assert all(len(news(r, e.Incident)) == 1 for r in entered)
    assert all(not news(r, e.Incident) for r in came if r not in entered)


# Handovers


def held(**changes: Any) -> State:
    """Red owns the mill, nobody stands there, green is beside it."""
    state = position((("r1", "red", (0, 1)), ("g1", "green", (3, 1))))
    return replace(state, owners={"mill": "red", "camp": "green"}, **changes)


def test_a_place_handed_over_passes_with_its_ground_and_eases_tension() -> None:
    state = held()
    order = Handover("mill", "green")
    assert order in set(legal_orders(observe(state, "red")))
    r = given_order(state, order)
    mill = BOARD.places["mill"].hex
    assert r.state.owners["mill"] == "green"
    assert int(r.state.control[mill]) == r.state.theatre.index["green"]
    assert all(int(k.control[mill]) == r.state.theatre.index["green"] for k in r.state.knowledge.values())
    assert tension(r.state, "red", "green") == 10
    assert r.state.firsts == {}
    assert problems(r.state) == problems(state)


REFUSED: list[tuple[str, Handover, dict[str, Any]]] = [
    ("no_place", Handover("mlil", "green"), {}),
    ("not_yours", Handover("camp", "green"), {}),
    ("no_taker", Handover("mill", "blue"), {}),
    ("no_taker", Handover("mill", "red"), {}),
    ("no_taker", Handover("mill", "nobody"), {}),
    ("not_your_turn", Handover("mill", "green"), {"active": "green"}),
]


@pytest.mark.parametrize(("code", "order", "changes"), REFUSED)
def test_what_cannot_be_handed_over_is_refused(code: str, order: Handover, changes: dict[str, Any]) -> None:
    found = verify(observe(held(**changes), "red"), order)
    assert found is not None
    assert found.code == code


def test_a_garrison_or_nobody_near_stands_in_the_way_of_a_handover() -> None:
    manned = replace(held().units["r1"], hex=at(2, 1))
    cases = {
        "garrison": held(units={**held().units, "r1": manned}),
        "nobody_near": held(units={"r1": held().units["r1"]}),
    }
    for code, state in cases.items():
        found = verify(observe(state, "red"), Handover("mill", "green"))
        assert found is not None
        assert found.code == code
        assert "Mill" in tell(found.words)


def test_a_place_that_was_lost_unseen_is_not_handed_over() -> None:
    state = held()
    taken = state.control.copy()
    taken[at(2, 1)] = state.theatre.index["blue"]
    r = resolve_to(replace(state, control=taken), Handover("mill", "green"), Dice(1, 0))
    assert news(r, e.HandedOver, e.TensionChanged) == []


# Points and views


def test_incidents_cost_whoever_caused_them() -> None:
    line = PointLine("line", "Incidents", incidents=score.IncidentLine(-2))
    state = replace(position(), diplomacy=Diplomacy(incidents={"red": 3}))
    assert line_points(state, "red", line) == -6
    assert line_points(state, "green", line) == 0


def test_tension_is_public() -> None:
    state = position(start_at=55)
    assert all(observe(state, f).diplomacy.tension == {"red green": 55} for f in state.theatre.factions)
    assert pair(state.theatre, "green", "red") == "red green"


def test_a_trigger_moves_tension_and_sorties() -> None:
    r = Resolution(position(), Dice(1, 0))
    talks = script.TensionEffect(("green", "red"), -30, "talks")
    apply(r, Effect(tension=talks, sorties=script.SortiesEffect("red", 7)))
    assert r.events == [e.TensionChanged("red", "green", 0, "talks"), e.SortieRateChanged("red", 7)]
    assert r.state.sortie_rates == {"red": 7}
    assert problems(r.state) == problems(position())


def test_a_trigger_sets_the_plan_that_an_ai_follows() -> None:
    state = position()
    plans = {"bold": PlanSpec("Bold", aggression=2.0, area=("b",))}
    red = replace(state.scenario.spec.factions["red"], plans=plans)
    spec = replace(state.scenario.spec, factions={**state.scenario.spec.factions, "red": red})
    r = Resolution(replace(state, scenario=replace(state.scenario, spec=spec)), Dice(1, 0))
    before = observe(r.state, "red").doctrine
    apply(r, Effect(plan=script.PlanEffect("red", "bold")))
    told = observe(r.state, "red").doctrine
    assert (told.aggression, told.area) == (2.0, ("b",))
    assert redact(state, r.state, r.events, "green") == ()
    apply(r, Effect(plan=script.PlanEffect("red")))
    assert observe(r.state, "red").doctrine == before


# Triggers that rise


def rising(**changes: Any) -> list[int]:
    """Turns in which a trigger fires whose condition holds in turns 2 and 4."""
    windows = tuple(Condition(turn=script.TurnWindow(t, t)) for t in (2, 4))
    say = (Effect(say=script.SayEffect("News", "Something.")),)
    trigger = script.Trigger("t", Condition(any_of=windows), say, repeat=True, **changes)
    state, turns = start(triggers=(trigger,), units=SPEC.units), []
    for _ in range(14):
        state, happened = ended(state)
        turns += [state.turn for x in happened if isinstance(x, e.TriggerFired)]
        assert problems(state) == []
    return turns


def test_a_rising_trigger_fires_when_its_condition_comes_true_and_not_while_it_lasts() -> None:
    assert rising() == [2, 2, 2, 4, 4, 4]
    assert rising(rising=True) == [2, 4]


def test_what_holds_at_the_start_does_not_come_true_then() -> None:
    early = Condition(turn=script.TurnWindow(1, 1))
    say = (Effect(say=script.SayEffect("News", "Something.")),)
    state = start(triggers=(script.Trigger("t", early, say, rising=True),))
    assert (state.held, state.fired) == (("t",), {})
    state, _ = ended(state, 3)
    assert (state.held, state.fired) == ((), {})


def test_a_siege_that_is_imposed_again_is_news_again() -> None:
    """A road of supply that enemies cut, leave and cut once more."""
    cut = Condition(none_of=(Condition(connected=script.Connected("red", "town")),))
    say = (Effect(prestige=script.PrestigeEffect("red", -2, "besieged")),)
    trigger = script.Trigger("siege", cut, say, repeat=True, rising=True)
    units = {"red": (unit("r1", "town"),), "blue": (unit("b1", (7, 0)),)}
    state = start(triggers=(trigger,), units=units, control=(), owners={})
    assert state.held == ()
    supply = dict(state.sources)
    for sources, prestige in ((), -2), ((), -2), (supply["red"], -2), ((), -4):
        state = replace(state, sources={**supply, "red": sources})
        state, _ = ended(state)
        assert state.prestige["red"] == prestige


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_every_handover_that_is_offered_can_be_made(seed: int) -> None:
    state = random_state(seed)
    state = replace(state, owners=dict.fromkeys(state.owners, "red"))
    for order in legal_orders(observe(state, "red")):
        if isinstance(order, Handover):
            assert problems(resolve_to(state, order, Dice(seed, 0)).state) == []
