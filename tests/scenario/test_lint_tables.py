"""The tables of the passes keep up with the nouns of the scenario language."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from game.ai.registry import CONTROLLERS as BUILT
from game.core.refs import HexRef
from game.core.ruleset import Ruleset
from game.core.scenario import CONTROLLERS, Paint, ScenarioSpec
from game.scenario.errors import Finding
from game.scenario.lint.ranges import RANGES
from game.scenario.lint.rules import TRAITS
from game.scenario.lint.words import KEYS, REFERENCES
from game.scenario.mapspec import MapSpec
from game.scenario.schema import bare, has_default, hints, inner
from game.scenario.source import parse
from tests.scenario.authoring import RICH, SCENARIOS, parts_of, problems_of

FREE_TEXT = {
    "id", "title", "text", "name", "subtitle", "briefing", "notes", "next", "note", "ref", "reason",
    "consequences", "short", "colour", "controller", "plan", "plans", "formation", "ruleset",
    "default",
    "decided", "facts", "factions", "rules", "area",
}  # fmt: skip
"""Fields of text that name nothing, or that a pass of their own looks after."""


def _has(kind: Any, wanted: type) -> bool:
    return kind is wanted or any(_has(a, wanted) for a in get_args(kind))


@pytest.mark.parametrize("cls", parts_of(ScenarioSpec), ids=lambda c: c.__name__)
def test_every_word_of_a_scenario_is_looked_up_or_is_free_text(cls: Any) -> None:
    for name, kind in hints(cls).items():
        if not _has(kind, str) or bare(kind) == HexRef or kind == tuple[HexRef, ...]:
            continue
        covered = (cls.__name__, name) in REFERENCES or (cls.__name__, name) in KEYS
        assert covered or name in FREE_TEXT, f"{cls.__name__}.{name}"


NO_LIMIT = {
    "format", "range", "rules", "map", "index", "lead", "rows", "at", "near", "along", "hexes", "route",
}  # fmt: skip
"""Fields with numbers that may be any, or that a pass of their own looks after."""


@pytest.mark.parametrize("cls", [*parts_of(ScenarioSpec), *parts_of(Ruleset)], ids=lambda c: c.__name__)
def test_every_number_has_a_range(cls: Any) -> None:
    for name, kind in hints(cls).items():
        if _has(kind, int) or _has(kind, float):
            assert name in RANGES.get(cls.__name__, {}) or name in NO_LIMIT, f"{cls.__name__}.{name}"


def test_tables_of_references_and_ranges_name_fields_that_exist() -> None:
    records = {cls.__name__: hints(cls) for cls in (*parts_of(ScenarioSpec), *parts_of(Ruleset))}
    assert ScenarioSpec.__name__ in records
    for cls, name in [*REFERENCES, *KEYS, *((c, n) for c, row in RANGES.items() for n in row)]:
        assert name in records[cls]


def test_the_traits_that_lint_knows_are_those_that_rules_read() -> None:
    code = "\n".join(p.read_text() for p in sorted(Path("game/rules").rglob("*.py")))
    standard = (SCENARIOS / "rulesets" / "standard.yaml").read_text()
    declared = {t.strip() for row in re.findall(r"traits: \[(.*?)\]", standard) for t in row.split(",")}
    read = {t for t in declared | TRAITS if f'"{t}"' in code}
    assert read == TRAITS


def test_a_scenario_may_name_every_controller_that_there_is() -> None:
    assert set(CONTROLLERS) == set(BUILT)


# What must be said, is said

Where = tuple[str | int, ...]
SAYING = {f"{name}.yaml": (SCENARIOS / f"{name}.yaml").read_text() for name in ("straits", "tutorial")}
SAYING["rich.yaml"] = RICH


def blanked(kind: Any, data: Any, path: Where = ()) -> Iterator[Where]:
    """Empties every text but ids that a record cannot do without, and yields its path."""
    for key in list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        part = MapSpec if path == () and key == "map" else inner(kind, key)
        record = is_dataclass(bare(kind)) and not has_default(bare(kind), str(key))
        if record and part is str and key != "id" and (bare(kind), key) != (Paint, "faction"):
            data[key] = ""
            yield (*path, key)
        yield from blanked(part, data[key], (*path, key))


@pytest.mark.parametrize("file", SAYING)
def test_no_text_that_must_be_there_may_be_empty(file: str, tmp_path: Path) -> None:
    data = copy.deepcopy(parse(SAYING[file], file).data)
    there = list(blanked(ScenarioSpec, data))
    assert len(there) > 50
    text = yaml.safe_dump(data, sort_keys=False)
    told = {(p.line, p.column) for p in problems_of(tmp_path, text) if p.severity == "error"}
    source = parse(text, file)
    assert [path for path in there if source.mark(Finding(path, "")) not in told] == []
