"""The command line, as its users call it: exit codes, sentences, JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from game.cli import app
from game.core.orders import EndTurn
from game.match.match import Match
from game.match.save import load, save
from game.scenario.load import load as load_scenario

ROOT = Path(__file__).parents[1]
SKIRMISH = str(ROOT / "scenarios" / "skirmish.yaml")
HEADLINE = str(ROOT / "scenarios" / "deir_ez_zor_2017.yaml")
run = CliRunner()


def test_simulate_prints_one_json_object_a_game() -> None:
    done = run.invoke(app, ["simulate", SKIRMISH, "--games", "2", "--seed", "4", "--json"])
    assert done.exit_code == 0, done.output
    games = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(games) == 2
    required = {
        "seed", "version", "scenario_hash", "winner", "grade", "reason", "turns", "points", "city_share",
        "objectives", "losses", "digest",
    }  # fmt: skip
    assert required <= set(games[0])
    assert games[0]["seed"] == 4
    assert games[0]["seed"] != games[1]["seed"]


def test_games_in_parallel_give_the_same_results() -> None:
    lines = [
        run.invoke(app, ["simulate", SKIRMISH, "--games", "3", "--json", "--jobs", jobs]).stdout
        for jobs in "12"
    ]
    assert lines[0] == lines[1]


def test_simulate_prints_a_table() -> None:
    done = run.invoke(app, ["simulate", SKIRMISH, "--games", "2"])
    assert done.exit_code == 0, done.output
    assert "winner" in done.output


def test_a_saved_game_can_be_verified_and_told(tmp_path: Path) -> None:
    done = run.invoke(app, ["simulate", SKIRMISH, "--save", str(tmp_path)])
    assert done.exit_code == 0, done.output
    (saved,) = tmp_path.glob("*.save")
    verified = run.invoke(app, ["replay", str(saved), "--verify"])
    assert verified.exit_code == 0, verified.output
    told = run.invoke(app, ["replay", str(saved), "--text"])
    assert told.exit_code == 0
    assert len(told.output.splitlines()) > 10
    why = run.invoke(app, ["explain", str(saved)])
    assert why.exit_code == 0, why.output
    assert len(why.output.splitlines()) == len(load(saved).journal)


def test_explain_tells_of_one_faction_or_turn_and_nothing_while_a_human_plays(tmp_path: Path) -> None:
    everything = run.invoke(app, ["explain", SKIRMISH]).output.splitlines()
    red = run.invoke(app, ["explain", SKIRMISH, "--faction", "red", "--turn", "2"]).output.splitlines()
    assert red
    assert set(red) < set(everything)
    assert all(line.startswith("2 ") for line in red)
    scenario = load_scenario(Path(SKIRMISH))
    side = next(iter(scenario.theatre.factions))
    match = Match(scenario, 1, {side: "human"})
    match.submit(EndTurn())
    save(match, tmp_path / "running.save")
    refused = run.invoke(app, ["explain", str(tmp_path / "running.save")])
    assert refused.exit_code == 2
    assert "goes on" in refused.output


def test_render_draws_a_picture_without_a_display(tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    done = run.invoke(app, ["render", SKIRMISH, "--out", str(out), "--turn", "3", "--size", "800x600"])
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["simulate", "nowhere.yaml"], "nowhere.yaml"),
        (["simulate", SKIRMISH, "--ai", "nobody=simple"], "nobody"),
        (["simulate", SKIRMISH, "--plan", "nobody=dash"], "nobody"),
        (["simulate", HEADLINE, "--plan", "government=dash"], "there is no plan 'dash'"),
        (["play", "nowhere.yaml"], "nowhere.yaml: there is no such file"),
        (["check", "nowhere.yaml"], "nowhere.yaml"),
        (["replay", "nowhere.save", "--verify"], "nowhere.save"),
        (["render", SKIRMISH, "--faction", "nobody"], "nobody"),
        (["render", SKIRMISH, "--size", "big"], "big"),
        (["render", SKIRMISH, "--size", "10x10"], "too few"),
        (["render", SKIRMISH, "--size", "99999x99999"], "too many"),
        (["render", SKIRMISH, "--out", SKIRMISH + "/map.png"], "skirmish.yaml"),
        (["render", str(ROOT / "scenarios/maps/deir_ez_zor.yaml")], "this is a map"),
        (["simulate", str(ROOT / "scenarios/rulesets/standard.yaml")], "this is a ruleset"),
        (["simulate", SKIRMISH, "--save", SKIRMISH], "skirmish.yaml"),
        (["replay", SKIRMISH, "--verify"], "not a save"),
        (["explain", SKIRMISH, "--turn", "50"], "there is no turn 50"),
        (["board", "nowhere.json", "--out", "m.yaml", "--bbox", "1,2,3,4"], "nowhere.json: "),
    ],
)
def test_mistakes_are_sentences_with_exit_code_2(arguments: list[str], words: str) -> None:
    done = run.invoke(app, arguments)
    assert done.exit_code == 2, done.output
    assert words in done.output
    assert "Traceback" not in done.output


def test_check_accepts_every_shipped_scenario() -> None:
    files = [str(p) for p in sorted((ROOT / "scenarios").glob("*.yaml"))]
    done = run.invoke(app, ["check", *files])
    assert done.exit_code == 0, done.output
