"""What is kept from position to position is what one would work out anew."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.ai.registry import controller
from game.core.situation import Situation, hand_on, kept
from game.core.view import View
from game.match.match import Match
from game.rules.convoys import near_cuts
from game.rules.ground import flags_for, zones
from game.rules.interdiction import hindrance
from game.rules.movement import reach
from game.rules.sites import lost_kinds
from game.rules.supply import trace
from game.rules.truth.observe import observe
from game.rules.truth.perceive import seen, visible
from game.scenario.load import load
from tests.positions import make_board, make_state, make_theatre, make_unit

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def asked(s: Situation) -> list[object]:
    """Answers of the rules that are kept, by faction and by unit."""
    factions = [
        (zones(s, f), flags_for(s, f), hindrance(s, f), lost_kinds(s, f), near_cuts(s, f))
        for f in s.theatre.faction_ids
    ]
    return [*factions, *(reach(s, s.units[k]) for k in list(s.activity)[:2] if k in s.units)]


@pytest.mark.parametrize(("name", "orders", "every"), [("straits", 300, 3), ("deir_ez_zor_2017", 340, 17)])
def test_what_is_kept_is_what_one_would_work_out_anew(name: str, orders: int, every: int) -> None:
    scenario = load(SCENARIOS / f"{name}.yaml")
    match = Match(scenario, 1, dict.fromkeys(scenario.theatre.factions, "simple"))
    for number in range(orders):
        if number % every == 0:
            compare(match, number)
        if match.step() is None:
            break
    assert number > orders // 2


def compare(match: Match, number: int) -> None:
    """Of the position now: the truth, the active side's view, and the AI's decision."""
    state, side = match.state_for_saving(), match.active
    anew = replace(state)
    view, view_anew = match.view(side), observe(anew, side)

    assert asked(state) == asked(anew)
    assert asked(view) == asked(view_anew)
    for f in match.theatre.faction_ids:
        assert (visible(state, f) == visible(anew, f)).all()
        assert seen(state, f) == seen(anew, f)
        assert trace(state, f, state.sources[f]).m == trace(anew, f, state.sources[f]).m
    player = controller("simple")
    decided = [player.decide(v, random.Random(number)) for v in (view, view_anew)]
    assert decided[0] == decided[1]


def test_a_result_is_handed_on_until_a_field_that_it_depends_on_changes() -> None:
    theatre = make_theatre(make_board(["......"] * 4))
    state = make_state(theatre, [make_unit(theatre, "a", "red", (1, 1))])
    first = observe(state, "red")
    kept(first, "units")["count"] = 1
    kept(first, "units", "turn")["count"] = 2
    second = observe(replace(state, turn=state.turn + 1), "red", first)
    assert second.units is first.units
    assert kept(second, "units") == {"count": 1}
    assert kept(second, "units", "turn") == {}
    third = observe(replace(state, units={}), "red", second)
    assert kept(third, "units") == {}
    hand_on(first, third)
    assert kept(third, "units") == {}


def test_shelves_that_grow_while_they_are_handed_on_do_no_harm() -> None:
    """As another thread may do it between any two of these steps."""
    theatre = make_theatre(make_board(["......"] * 4))
    first = observe(make_state(theatre, [make_unit(theatre, "a", "red", (1, 1))]), "red")
    kept(first, "units")["count"] = 1

    class Shown(View):
        def __getattribute__(self, name: str) -> Any:
            if name == "turn":
                kept(first, "control")
            return super().__getattribute__(name)

    kept(first, "turn")["number"] = 1
    shown = object.__new__(Shown)
    shown.__dict__.update(vars(first))
    after = replace(first)
    hand_on(shown, after)
    assert kept(after, "units") == {"count": 1}
