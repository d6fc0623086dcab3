from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import events as e
from game.core import scenario, score, script
from game.core.outcome import Outcome
from game.core.rng import Dice
from game.core.score import PointLine, ScoreSpec
from game.core.script import Condition
from game.core.state import State
from game.rules.scoring import best_grade, early_points, verdict
from game.rules.truth.resolution import Resolution
from game.rules.truth.victory import (
    concede,
    end_by_scenario,
    grade,
    indices,
    line_points,
    points,
    score_table,
)
from tests.positions import standard
from tests.rules.spine import SPEC, ended, faction, start

RULES = standard().victory


def line(**kind: Any) -> PointLine:
    return PointLine("line", "A line", **kind)


def scored(*lines: PointLine, par: float = 10, **changes: Any) -> State:
    return start(score={"red": ScoreSpec(par, lines)}, **changes)


def test_a_share_counts_by_area() -> None:
    share = line(share=score.ShareLine("city", 30))
    city = (scenario.Paint("red", zones=("city",)), scenario.Paint("blue", hexes=((2, 1),)))
    assert line_points(scored(control=city), "red", share) == pytest.approx(22.5)


def test_a_place_counts_for_its_owner_only() -> None:
    state = scored()
    assert line_points(state, "red", line(hold=score.HoldLine("west", 6))) == 6
    assert line_points(state, "red", line(hold=score.HoldLine("town", 6))) == 0
    assert line_points(state, "blue", line(hold=score.HoldLine("town", 6))) == 6


def test_a_race_pays_the_first_and_costs_its_rivals_half() -> None:
    race = line(first=score.FirstLine("town", 6, ("blue",)))
    state = scored()
    assert line_points(state, "red", race) == 0
    assert line_points(replace(state, firsts={"town": "red"}), "red", race) == 6
    assert line_points(replace(state, firsts={"town": "blue"}), "red", race) == -3
    assert line_points(replace(state, firsts={"town": "green"}), "red", race) == 0


def test_lost_and_living_steps_count() -> None:
    state = replace(scored(), losses={"red": 4, "blue": 6, "green": 0})
    assert line_points(state, "red", line(steps=score.LossLine("blue", 0.5))) == 3
    assert line_points(state, "red", line(steps=score.LossLine("red", -1))) == -4
    assert line_points(state, "red", line(steps=score.LossLine("red", 1, alive=True))) == 14


def test_prestige_counts_from_where_it_started() -> None:
    state = scored(factions={**SPEC.factions, "red": faction("red", prestige=5)})
    state = replace(state, prestige={**state.prestige, "red": 15})
    assert line_points(state, "red", line(prestige=score.PrestigeLine(0.2))) == 2


def test_a_line_of_each_turn_collects_at_own_turn_ends() -> None:
    each = line(each_turn=score.EachTurnLine(Condition(turn=script.TurnWindow(2, 3)), 0.5))
    state, happened = ended(scored(each), 12)
    assert [ev for ev in happened if isinstance(ev, e.Scored)] == [
        e.Scored("red", "line", 0.5),
        e.Scored("red", "line", 1.0),
    ]
    assert line_points(state, "red", each) == 1.0


EARLY = score.EarlyLine(Condition(turn=script.TurnWindow(3)), turn=5, per_turn=1, most=8)


def test_an_early_line_is_booked_once_when_its_condition_first_holds() -> None:
    early = line(early=EARLY)
    state, happened = ended(scored(early), 12)
    assert [ev for ev in happened if isinstance(ev, e.Scored)] == [e.Scored("red", "line", 2)]
    assert line_points(state, "red", early) == 2


def test_an_early_line_that_never_comes_true_is_late() -> None:
    never = line(early=replace(EARLY, when=Condition(turn=script.TurnWindow(99)), turn=2))
    state, _ = ended(scored(never), 15)
    assert (state.turn, line_points(state, "red", never)) == (6, -4)
    assert line_points(start(), "red", never) == 0


@given(st.integers(1, 60))
def test_early_points_stay_within_their_bounds_and_fall(turn: int) -> None:
    early = score.EarlyLine(Condition(), 26, 1.5, 8)
    assert -8 <= early_points(early, turn) <= 8
    assert early_points(early, turn) >= early_points(early, turn + 1)
    assert (early_points(early, turn) > 0) == (turn < 26)


def test_the_table_says_line_by_line_what_adds_up_to_the_points() -> None:
    a, b = (
        replace(line(hold=score.HoldLine("west", 6)), id="a"),
        replace(line(hold=score.HoldLine("town", 4)), id="b"),
    )
    state = scored(a, b)
    assert score_table(state, "red") == {"a": 6, "b": 0}
    assert points(state, "red") == 6
    assert indices(state) == {"red": 60}
    assert (score_table(state, "blue"), points(state, "blue")) == ({}, 0)


# From indices to a result


@pytest.mark.parametrize(
    ("red", "blue", "winner", "name"),
    [
        (130, 105, "red", "decisive"),
        (129, 50, "red", "major"),
        (140, 128, "red", "major"),
        (140, 129, "red", "minor"),
        (100, 112, "blue", "minor"),
        (80, 85, "blue", "minor"),
        (100, 104, "", "draw"),
        (100, 100, "", "draw"),
        (74, 76, "", "draw"),
        (74.9, 20, "green", "minor"),
    ],
)
def test_the_result_depends_on_index_and_lead(red: float, blue: float, winner: str, name: str) -> None:
    outcome = verdict(RULES, {"red": red, "blue": blue}, ("green",), "turn_limit")
    assert outcome == Outcome(winner, name, "turn_limit")


def test_without_spoilers_low_scores_are_compared_like_others() -> None:
    assert verdict(RULES, {"red": 30, "blue": 10}, (), "x").winner == "red"


def test_one_alone_is_measured_against_par() -> None:
    assert verdict(RULES, {"red": 140}, (), "x") == Outcome("red", "decisive", "x")
    assert verdict(RULES, {"red": 104}, (), "x") == Outcome("", "draw", "x")


def test_without_score_tables_nobody_wins() -> None:
    assert verdict(RULES, {}, (), "x") == Outcome("", "draw", "x")
    assert verdict(RULES, {}, ("green",), "x") == Outcome("", "draw", "x")


@given(st.dictionaries(st.sampled_from("abcd"), st.floats(-50, 200), min_size=1))
def test_whoever_wins_was_in_front(found: dict[str, float]) -> None:
    best, reached = best_grade(RULES, found)
    assert found[best] == max(found.values())
    if reached:
        assert found[best] >= reached.index


def rich(red: float, blue: float) -> State:
    """A state in which red and blue have these indices."""
    tables = {
        "red": ScoreSpec(100, (line(hold=score.HoldLine("west", red)),)),
        "blue": ScoreSpec(100, (line(hold=score.HoldLine("east", blue)),)),
        "green": ScoreSpec(0, ()),
    }
    return start(score=tables, spoilers=("green",))


def test_points_decide_at_the_end() -> None:
    assert grade(rich(140, 100), "turn_limit") == Outcome("red", "decisive", "turn_limit")
    assert grade(rich(60, 50), "turn_limit") == Outcome("green", "minor", "turn_limit")


def outcome_of(state: State, effect: script.EndEffect) -> Outcome | None:
    r = Resolution(state, Dice(1, 0))
    end_by_scenario(r, effect)
    return r.state.outcome


def test_a_scenario_ends_a_match_by_points_for_a_winner_or_as_a_draw() -> None:
    state = rich(140, 100)
    assert outcome_of(state, script.EndEffect("peace")) == Outcome("red", "decisive", "peace")
    assert outcome_of(state, script.EndEffect("peace", "red")) == Outcome("red", "decisive", "peace")
    assert outcome_of(state, script.EndEffect("coup", "blue")) == Outcome("blue", "minor", "coup")
    assert outcome_of(state, script.EndEffect("truce", by_points=False)) == Outcome("", "draw", "truce")


def test_whoever_concedes_hands_a_decisive_victory_to_the_best_other_side() -> None:
    def conceded(state: State, who: str) -> Outcome | None:
        r = Resolution(state, Dice(1, 0))
        concede(r, who)
        return r.state.outcome

    assert conceded(rich(140, 10), "red") == Outcome("blue", "decisive", "concession")
    assert conceded(rich(140, 10), "green") == Outcome("red", "decisive", "concession")
    assert conceded(start(), "red") == Outcome("blue", "decisive", "concession")


def test_a_match_ends_once() -> None:
    r = Resolution(rich(140, 100), Dice(1, 0))
    concede(r, "red")
    concede(r, "blue")
    assert len(r.events) == 1
