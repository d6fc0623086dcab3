"""The tables of the passes keep up with the nouns of the scenario language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from game.ai.registry import CONTROLLERS as BUILT
from game.core.refs import HexRef
from game.core.ruleset import Ruleset
from game.core.scenario import CONTROLLERS, ScenarioSpec
from game.scenario.lint.ranges import RANGES
from game.scenario.lint.rules import TRAITS
from game.scenario.lint.words import KEYS, REFERENCES
from game.scenario.schema import bare, hints
from tests.scenario.authoring import SCENARIOS, parts_of

FREE_TEXT = {
    "id", "title", "text", "name", "subtitle", "briefing", "notes", "next", "note", "ref", "reason",
    "consequences", "adjective", "short", "colour", "controller", "plan", "plans", "formation", "ruleset",
    "default",
    "decided", "facts", "factions", "rules",
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
    "format", "range", "rules", "map", "points", "per_turn", "historical", "change", "index", "lead", "rows",
    "at", "near", "along", "hexes", "route",
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
