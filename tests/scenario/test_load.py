"""Loading: what is found where, what counts as the same scenario, what happens without a file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from game.core.theatre import Scenario
from game.rules.truth.audit import digest, problems
from game.rules.truth.setup import begin
from game.scenario.errors import ScenarioError
from game.scenario.files import SHIPPED
from game.scenario.load import check, load, load_text
from game.scenario.merge import merged
from tests.scenario.authoring import SCENARIOS, SKIRMISH, edited, problems_of

SHIPPED_SCENARIOS = sorted(SCENARIOS.glob("*.yaml"))


def written(folder: Path, text: str) -> Scenario:
    path = folder / "x.yaml"
    path.write_text(text)
    return load(path)


def sentence(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    return str(caught.value)


@pytest.mark.parametrize("path", SHIPPED_SCENARIOS, ids=lambda p: p.stem)
def test_who_chooses_a_scenario_reads_words_and_no_numbers_of_facts(path: Path) -> None:
    spec = load(path).spec
    assert spec.subtitle
    notes = [spec.subtitle, *(f.note for f in spec.factions.values())]
    notes += [plan.note for f in spec.factions.values() for plan in f.plans.values()]
    assert not [note for note in notes if re.search(r"\bF\d\d\b", note)]


@pytest.mark.parametrize("path", SHIPPED_SCENARIOS, ids=lambda p: p.stem)
def test_every_shipped_scenario_is_sound_and_can_begin(path: Path) -> None:
    assert [p for p in check([path]) if p.severity == "error"] == []
    assert problems(begin(load(path))) == []


@pytest.mark.parametrize("path", SHIPPED_SCENARIOS, ids=lambda p: p.stem)
def test_the_text_of_a_scenario_holds_all_of_it(path: Path) -> None:
    first = load(path)
    second = load_text(first.text)
    assert second.hash == first.hash
    assert second.spec == first.spec
    assert second.text == first.text
    assert second.theatre.ruleset == first.theatre.ruleset
    assert digest(begin(second)) == digest(begin(first))


def test_the_text_is_yaml_and_needs_no_other_file(monkeypatch: pytest.MonkeyPatch) -> None:
    text = load(SCENARIOS / "skirmish.yaml").text
    assert set(yaml.safe_load(text)) == {"bundle", "scenario", "ruleset"}
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail(f"read {self}"))
    assert load_text(text).spec.id == "skirmish"


def test_strange_letters_survive_in_the_text(tmp_path: Path) -> None:
    words = '\u0645\u062f\u064a\u0646\u0629 \\u0085 \\u2028 \\x07 \\U0001f600 \\" \\\\'
    first = written(tmp_path, edited(("title: The Bridge at Westford", f'title: "{words}"')))
    assert "\u2028" in first.spec.title
    assert load_text(first.text).spec.title == first.spec.title


def test_comments_and_layout_do_not_change_the_hash(tmp_path: Path) -> None:
    text = edited(
        ("type: regular, at: westford", 'at: westford, type: "regular"'),
        ("turns: 10\n", ""),
        ("title:", "# a comment\nturns: 10\n\ntitle:"),
    )
    assert written(tmp_path, text).hash == load(SCENARIOS / "skirmish.yaml").hash


def test_the_same_map_in_its_own_file_is_the_same_scenario(tmp_path: Path) -> None:
    data = yaml.safe_load(SKIRMISH)
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "lissa.yaml").write_text(yaml.safe_dump(data["map"]))
    (tmp_path / "x.yaml").write_text(yaml.safe_dump({**data, "map": "lissa"}, sort_keys=False))
    scenario = load(tmp_path / "x.yaml")
    assert scenario.hash == load(SCENARIOS / "skirmish.yaml").hash
    assert load_text(scenario.text).hash == scenario.hash


@pytest.mark.parametrize(
    "change",
    [
        ("turns: 10", "turns: 11"),
        ("points: 12", "points: 13"),
        ("hex_km: 3", "hex_km: 4"),
        ("control: ", "rules: {movement: {clearing: 3}}\ncontrol: "),
        ("    . . . h f f", "    . . h h f f"),
    ],
)
def test_what_changes_the_game_changes_the_hash(change: tuple[str, str], tmp_path: Path) -> None:
    assert written(tmp_path, edited(change)).hash != load(SCENARIOS / "skirmish.yaml").hash


def test_the_order_of_play_is_part_of_the_hash(tmp_path: Path) -> None:
    lines = SKIRMISH.splitlines()
    red = next(i for i, line in enumerate(lines) if line.startswith("  red: {name"))
    lines[red], lines[red + 1] = lines[red + 1], lines[red]
    assert written(tmp_path, "\n".join(lines)).hash != load(SCENARIOS / "skirmish.yaml").hash


def test_a_scenario_may_change_single_numbers_of_its_ruleset(tmp_path: Path) -> None:
    rules = (
        "rules: {combat: {max_shift: 2}, unit_types: {guard: {steps: 9}, marine: {name: Marines, steps: 5, "
    )
    rules += "attack: 3, defence: 3, mobility: foot, sight_km: 3, symbol: infantry}}}\ncontrol: "
    changed = written(tmp_path, edited(("control: ", rules))).theatre.ruleset
    standard = load(SCENARIOS / "skirmish.yaml").theatre.ruleset
    assert changed.combat.max_shift == 2
    assert changed.combat.columns == standard.combat.columns
    assert changed.unit_types["guard"].steps == 9
    assert changed.unit_types["guard"].defence == standard.unit_types["guard"].defence
    assert changed.unit_types["marine"].steps == 5


def test_merging_leaves_both_sides_as_they_were() -> None:
    base, over = {"a": {"b": 1, "c": [1, 2]}}, {"a": {"c": [3]}, "d": 4}
    assert merged(base, over) == {"a": {"b": 1, "c": [3]}, "d": 4}
    assert (base, over) == ({"a": {"b": 1, "c": [1, 2]}}, {"a": {"c": [3]}, "d": 4})


def test_a_ruleset_beside_the_scenario_goes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "rulesets").mkdir()
    rules = (SHIPPED / "rulesets" / "standard.yaml").read_text()
    (tmp_path / "rulesets" / "standard.yaml").write_text(rules.replace("max_shift: 4", "max_shift: 3"))
    assert written(tmp_path, SKIRMISH).theatre.ruleset.combat.max_shift == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("turns: 10", "turns: 10\nruleset: standart"), "there is no ruleset 'standart'"),
        (("map:  ", "map: nowhere\nold: "), "there is no map 'nowhere'"),
        (("map:  ", "map: ../../etc/passwd\nold: "), "there is no map '../../etc/passwd'"),
        (("turns: 10", "turns: 10\nruleset: /etc/passwd"), "there is no ruleset '/etc/passwd'"),
    ],
)
def test_a_file_that_a_scenario_names_and_that_is_not_there(
    change: tuple[str, str], words: str, tmp_path: Path
) -> None:
    text = edited(change)
    found = [p for p in problems_of(tmp_path, text) if p.text.startswith(words)]
    assert len(found) == 1
    assert text.splitlines()[found[0].line - 1].startswith(("ruleset: ", "map: "))


def test_a_missing_ruleset_is_suggested(tmp_path: Path) -> None:
    found = problems_of(tmp_path, edited(("turns: 10", "turns: 10\nruleset: standart")))
    assert found[0].text.endswith("; did you mean 'standard'?")


def test_without_its_file_a_scenario_is_a_sentence(tmp_path: Path) -> None:
    assert sentence(tmp_path / "nowhere.yaml").endswith("nowhere.yaml:1:1: there is no such file")
    assert sentence(tmp_path).endswith(":1:1: this is a folder; a YAML file is expected")
    assert "not UTF-8" in _sentence_of(tmp_path, b"a: \xff\xfe")
    assert "no text has" in _sentence_of(tmp_path, b"\x00" * 100)
    assert "larger than 4 MB" in _sentence_of(tmp_path, b"a" * 4_000_001)
    assert "keys and values" in _sentence_of(tmp_path, b"- a\n- b\n")
    assert "keys and values" in _sentence_of(tmp_path, b"just words")
    assert "is empty" in _sentence_of(tmp_path, b"")


def _sentence_of(folder: Path, content: bytes) -> str:
    path = folder / "x.yaml"
    path.write_bytes(content)
    return sentence(path)


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SKIRMISH.replace("\n", "\r\n").encode())
    assert load(path).hash == load(SCENARIOS / "skirmish.yaml").hash


def test_a_byte_that_is_no_text_has_its_line(tmp_path: Path) -> None:
    assert ":2:5: byte 0xfc is not UTF-8" in _sentence_of(tmp_path, "a: 1\nb: f\u00fcr".encode("latin-1"))


@pytest.mark.parametrize(
    "text", ["", "a: 1", "{}", '{"bundle": 2}', '{"bundle": 1}', '{"bundle": 1, "scenario": 3}']
)
def test_a_text_that_is_no_scenario_is_a_sentence(text: str) -> None:
    with pytest.raises(ScenarioError):
        load_text(text)


def test_a_mistake_in_the_text_of_a_save_has_a_line() -> None:
    bundle = json.loads(load(SCENARIOS / "skirmish.yaml").text)
    bundle["scenario"]["units"]["red"][0]["type"] = "artilery"
    text = json.dumps(bundle, indent=1)
    with pytest.raises(ScenarioError) as caught:
        load_text(text, "old.save")
    (problem,) = caught.value.problems
    assert problem.text == "unknown unit type 'artilery'; did you mean 'artillery'?"
    assert text.splitlines()[problem.line - 1].strip() == '"type": "artilery",'


def test_check_names_each_problem_once_and_keeps_warnings(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(edited(("sources: [{at: [11, 3]}], ", "")))
    (problem,) = [p for p in check([path, path, path]) if p.file == str(path)]
    assert problem.severity == "warning"
    assert "no 'sources'" in problem.text
    assert load(path).spec.factions["red"].sources == ()


def test_maps_and_rulesets_are_checked_by_themselves(tmp_path: Path) -> None:
    shipped = [*sorted((SCENARIOS / "maps").glob("*.yaml")), *sorted((SCENARIOS / "rulesets").glob("*.yaml"))]
    assert len(shipped) >= 2
    assert check(shipped) == []
    board = (SCENARIOS / "maps" / "deir_ez_zor.yaml").read_text().replace('"c": city', '"c": citty', 1)
    (tmp_path / "map.yaml").write_text(board)
    rules = (SCENARIOS / "rulesets" / "standard.yaml").read_text().replace("floor: 0.8", "floor: 2")
    (tmp_path / "rules.yaml").write_text(rules)
    found = check([tmp_path / "map.yaml", tmp_path / "rules.yaml"])
    assert [p.text for p in found] == [
        "the ruleset has no terrain 'citty'; did you mean 'city'?",
        "'floor' must not be more than 'ceiling'",
    ]
