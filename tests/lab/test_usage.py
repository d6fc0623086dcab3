"""Counting mechanisms over games, and comparing games with and without a means."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from game.ai.doctrine import under
from game.ai.registry import controller
from game.cli import app
from game.core import events as e
from game.core.fires import FlownMission, Report
from game.core.orders import EndTurn
from game.core.scenario import Doctrine
from game.core.view import View
from game.lab import compare, usage
from game.lab.tally import tally
from game.lab.usage import Watchful
from game.match.journal import Entry
from game.rules.truth.observe import observe
from game.scenario.load import load
from tests.positions import standard
from tests.rules import spine

ROOT = Path(__file__).parents[2]
STRAITS = ROOT / "scenarios" / "straits.yaml"
run = CliRunner()


def report(claimed: bool = True) -> Report:
    return Report(0, "a", "sub", 1, 5, "site", 3, claimed, press=True)


EVENTS: tuple[e.Event, ...] = (
    e.Launched(report(), 4, 1, 1),
    e.Assessed("a", 0, 0, confirmed=False, hex=5),
    e.MissionFlown(FlownMission("b", "interdiction", 3, 2)),
    e.CrossingChanged("p", "Pontoon", (1, 2), "pontoon", "intact", "b", by="engineers"),
    e.CrossingChanged("q", "Bridge", (1, 2), "bridge", "intact"),
    e.EffortSet("b", "here", 2),
    e.EffortSet("b", "there", 3),
    e.StepsLost("u", "a", 1, "mines"),
    e.PostureSet("u", "guard"),
    e.CiviliansHarmed("a", 5, 7, "strike"),
    e.DecisionTaken("truce", "b", "yes"),
)


def test_events_are_counted_for_those_who_caused_them() -> None:
    counts, harmed = tally([Entry("b", EndTurn(), EVENTS)], standard())
    assert counts == {
        ("missiles_site", "a"): 1,
        ("press", "a"): 1,
        ("claim_refuted", "a"): 1,
        ("interdiction", "b"): 1,
        ("pontoon", "b"): 1,
        ("effort", "b"): 1,
        ("effort_changed", "b"): 1,
        ("mines_hit", "a"): 1,
        ("guard", "b"): 1,
        ("harm_strike", "a"): 1,
        ("decision truce: yes", "b"): 1,
    }
    assert harmed == {"a": 7}


def test_a_claim_that_was_not_made_is_neither_confirmed_nor_refuted() -> None:
    silent = e.Launched(report(claimed=False), 4, 1, 1)
    counts, _ = tally([Entry("a", EndTurn(), (silent, EVENTS[1]))], standard())
    assert not {m for m, _ in counts if m.startswith("claim")}


def test_the_summary_tells_games_from_times() -> None:
    games = [usage.Usage(s, {("raid", "a"): n} if n else {}, {}) for s, n in enumerate((2, 0, 3))]
    found = usage.summary(games)
    assert found["raid"] == {"a": usage.Share(2, 5)}
    assert found["aid"] == {}
    assert list(found) == list(usage.MECHANISMS)


def test_usage_prints_a_table_and_json() -> None:
    done = run.invoke(app, ["usage", str(STRAITS), "--games", "2"])
    assert done.exit_code == 0, done.output
    assert "Missiles at sites" in done.output
    data = json.loads(
        run.invoke(app, ["usage", str(STRAITS), "--games", "2", "--json", "--jobs", "2"]).stdout
    )
    assert data["games"] == 2
    assert set(usage.MECHANISMS) <= set(data["mechanisms"])
    assert any(users for users in data["mechanisms"].values())


def test_most_mechanisms_are_used_by_the_ai_where_a_scenario_has_them() -> None:
    found = usage.summary(usage.run(STRAITS, 3, 1, {}))
    used = {m for m, users in found.items() if users}
    assert {
        "missiles_site", "missiles_unit", "support", "interdiction", "reconnaissance", "aid", "raid", "shock",
        "effort", "claim_confirmed",
    } <= used  # fmt: skip


def test_pairs_share_their_seed_and_differ_by_the_means_alone() -> None:
    theatre = load(STRAITS).theatre
    faction = next(f for f, spec in theatre.factions.items() if spec.assets)
    (pair,) = compare.run(STRAITS, 1, 5, {}, {faction: ("missiles",)})
    assert pair.with_it == compare.play(str(STRAITS), {}, 5, {})
    assert pair.with_it != pair.without


def test_the_interval_holds_the_mean_and_tells_when_it_leaves_nothing_out() -> None:
    pairs = [compare.Pair(i, {"a": 10.0 + i % 3, "b": 0.0}, {"a": 5.0, "b": 0.0}) for i in range(12)]
    found = compare.difference(pairs, "a")
    assert found.low < found.mean < found.high
    assert found.mean == pytest.approx(6.0)
    assert found.tells
    assert not compare.difference(pairs, "b").tells
    assert compare.difference(pairs, "a") == found


@pytest.mark.parametrize(
    ("without", "words"), [("nobody:missiles", "nobody"), ("{}:magic", "missiles, support")]
)
def test_means_or_factions_that_there_are_not_are_a_sentence(without: str, words: str) -> None:
    faction = next(iter(load(STRAITS).theatre.factions))
    done = run.invoke(app, ["compare", str(STRAITS), "--without", without.format(faction), "--games", "2"])
    assert done.exit_code == 2
    assert words in done.output


def test_compare_prints_a_table() -> None:
    theatre = load(STRAITS).theatre
    faction = next(f for f, spec in theatre.factions.items() if spec.sorties)
    done = run.invoke(app, ["compare", str(STRAITS), "--without", f"{faction}:support", "--games", "2"])
    assert done.exit_code == 0, done.output
    assert "without support" in done.output


@pytest.mark.parametrize(("later", "counted"), [(0, 1), (1, 0)])
def test_a_place_counts_as_retaken_soon_after_its_loss_alone(later: int, counted: int) -> None:
    rules = standard()
    turn = 3 + rules.irregular.retake_turns + rules.objectives.turn_ends + later
    lost, back = e.PlaceTaken("mill", "b", "a", False), e.PlaceTaken("mill", "a", "b", False)
    events = (e.TurnBegan(3, "b"), lost, e.TurnBegan(turn, "a"), back)
    counts, _ = tally([Entry("a", EndTurn(), events)], rules)
    assert counts.get(("retaken", "a"), 0) == counted


def test_habits_are_counted_under_the_plan_that_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Doctrine] = []

    def noted(view: View, *_: object) -> str:
        asked.append(view.doctrine)
        return "reserves"

    monkeypatch.setattr("game.lab.usage.habit_of", noted)
    followed = Doctrine(hold=("town",), shift_reserves=True)
    watched = Watchful(under(controller("random"), followed))
    view, dice = observe(spine.start(), "red"), random.Random(1)
    for _ in range(20):
        watched.decide(view, dice)
    assert asked
    assert all(doctrine == followed for doctrine in asked)
    assert watched.habits == {"reserves": len(asked)}
