"""Damaged scenarios: each loads (and can begin) or says what is wrong and where; never anything else."""

from __future__ import annotations

import copy
import random
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from game.rules.truth.audit import problems
from game.rules.truth.setup import begin
from game.scenario.errors import ScenarioError
from game.scenario.load import load, load_text
from game.scenario.source import parse
from tests.scenario.authoring import RICH, SCENARIOS, SKIRMISH

VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 3, 99, -5, 10**6, 10**12, 0.5, -0.5, 1e300, "", "x", "0", "red", "blue",
    "mill", "westford/E", "camp/NE3", "[1, 2]", "a b", "\u0645", "#fff", "4/4R", "9:1", "war", "-1", "r1",
    "2001-01-01", [], [1], [0, 0], [99, 99], [-1, -1], [3, 3], ["red"], ["red", "blue"], ["red", "red"],
    [[]], {}, {"a": 1}, {"x": {}}, {1: 2}, [{}], [None], {"turn": {}}, {"any_of": [{}]}, "x" * 3000,
)  # fmt: skip


def _spots(data: Any) -> list[tuple[Any, Any]]:
    """(container, key or position) of everything in a document."""
    out: list[tuple[Any, Any]] = []
    for key in list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        out.append((data, key))
        out += _spots(data[key])
    return out


def _delete(data: Any, rng: random.Random) -> None:
    box, key = rng.choice(_spots(data))
    del box[key]


def _replace(data: Any, rng: random.Random) -> None:
    box, key = rng.choice(_spots(data))
    box[key] = rng.choice(VALUES)


def _rename(data: Any, rng: random.Random) -> None:
    box, key = rng.choice([s for s in _spots(data) if isinstance(s[0], dict)])
    other = rng.choice([f"{key}s", str(key)[1:], "x", 7, "on", "id", "name", str(key).upper()])
    box[other] = box.pop(key)


def _swap(data: Any, rng: random.Random) -> None:
    spots = _spots(data)
    (box, key), (other, name) = rng.choice(spots), rng.choice(spots)
    box[key], other[name] = other[name], box[key]


def _double(data: Any, rng: random.Random) -> None:
    box, key = rng.choice([s for s in _spots(data) if isinstance(s[0], list)])
    box.insert(key, box[key])


def _nudge(data: Any, rng: random.Random) -> None:
    spots = [
        s for s in _spots(data) if isinstance(s[0][s[1]], int | float) and not isinstance(s[0][s[1]], bool)
    ]
    box, key = rng.choice(spots)
    box[key] = rng.choice([-box[key], box[key] * 10, box[key] * 1000, box[key] + 1, box[key] / 3, 0])


def _nest(data: Any, rng: random.Random) -> None:
    box, key = rng.choice(_spots(data))
    for _ in range(rng.choice([1, 5, 30, 60])):
        box[key] = rng.choice([[box[key]], {"any_of": [box[key]]}, {"x": box[key]}])


SHAPES: tuple[Callable[[Any, random.Random], None], ...] = (
    _delete, _replace, _replace, _rename, _swap, _double, _nudge, _nudge, _nest,
)  # fmt: skip


def misshapen(text: str, rng: random.Random) -> str:
    """YAML with one to three mistakes of content."""
    data = copy.deepcopy(parse(text, "x").data)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        SHAPES[rng.randrange(len(SHAPES))](data, rng)
    return yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True)


class _Plain(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def garbled(text: str, rng: random.Random) -> bytes:
    """A file with mistakes of writing: cut off, letters changed, lines lost or doubled, bytes broken."""
    raw = text.encode()
    at = rng.randrange(len(raw))
    kind = rng.randrange(6)
    if kind == 0:
        return raw[:at]
    if kind == 1:
        letter = rng.choice(string.printable + "{}[]:,&*#?|>-'\"\t\n" * 3)
        return raw[:at] + letter.encode() + raw[at + rng.randrange(2) :]
    if kind == 2:
        return raw[:at] + rng.randbytes(rng.randint(1, 8)) + raw[at:]
    lines = text.splitlines(keepends=True)
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    if kind == 3:
        del lines[i]
    elif kind == 4:
        lines[i] = rng.choice([" ", "  ", "\t", ""]) + lines[i].lstrip()
    else:
        lines.insert(j, lines[i])
    return "".join(lines).encode()


def _holds_up(path: Path) -> bool:
    """Whether it can be played. Fails if it neither can nor is refused in sentences."""
    try:
        scenario = load(path)
    except ScenarioError as error:
        _is_said_well(error)
        return False
    assert problems(begin(scenario)) == []
    return True


def _is_said_well(error: ScenarioError) -> None:
    assert error.problems
    for p in error.problems:
        lines = (
            Path(p.file).read_bytes().decode("utf-8", "replace").split("\n")
            if Path(p.file).is_file()
            else [""]
        )
        assert 1 <= p.line <= len(lines), str(p)
        assert 1 <= p.column <= len(lines[p.line - 1]) + 1, str(p)
        assert p.text
        assert len(p.text) < 400, str(p)
        assert "\n" not in p.text


def _run(folder: Path, cases: range) -> int:
    played = 0
    path = folder / "x.yaml"
    for seed in cases:
        rng = random.Random(seed)
        if seed % 3:
            path.write_text(misshapen(RICH, rng))
        else:
            path.write_bytes(garbled(SKIRMISH, rng))
        try:
            played += _holds_up(path)
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
    return played


def test_a_damaged_scenario_is_a_list_of_sentences(tmp_path: Path) -> None:
    assert 5 < _run(tmp_path, range(60)) < 55


@pytest.mark.slow
def test_five_hundred_damaged_scenarios_are_lists_of_sentences(tmp_path: Path) -> None:
    assert 50 < _run(tmp_path, range(1000, 1500)) < 450


def _rules(folder: Path, cases: range) -> None:
    (folder / "rulesets").mkdir()
    (folder / "x.yaml").write_text(SKIRMISH)
    text = (SCENARIOS / "rulesets" / "standard.yaml").read_text()
    for seed in cases:
        damaged = misshapen(text, random.Random(seed))
        (folder / "rulesets" / "standard.yaml").write_text(damaged)
        try:
            _holds_up(folder / "x.yaml")
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise


def test_a_damaged_ruleset_is_a_list_of_sentences(tmp_path: Path) -> None:
    _rules(tmp_path, range(30))


@pytest.mark.slow
def test_two_hundred_damaged_rulesets_are_lists_of_sentences(tmp_path: Path) -> None:
    _rules(tmp_path, range(1000, 1200))


def test_a_damaged_text_of_a_save_is_a_list_of_sentences() -> None:
    text = load(SCENARIOS / "skirmish.yaml").text
    for seed in range(40):
        rng = random.Random(seed)
        damaged = garbled(text, rng).decode("utf-8", "replace")
        try:
            load_text(damaged)
        except ScenarioError as error:
            assert error.problems


def test_any_bytes_are_read_or_refused_in_words() -> None:
    for seed in range(300):
        rng = random.Random(seed)
        text = "".join(rng.choices("ab:-?[]{},&*!|>'\"%@`#\n\t 01~<.", k=rng.randint(1, 40)))
        try:
            parse(text, "x.yaml")
        except ScenarioError as error:
            assert error.problems
