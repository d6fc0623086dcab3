"""The format guide keeps up with the format."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from textwrap import dedent
from typing import Any

import pytest

from game.core.scenario import ScenarioSpec
from game.core.script import DecisionSpec, Trigger
from game.scenario import mapspec
from game.scenario.lint.rules import TRAITS
from game.scenario.parts import standard_ruleset
from game.scenario.schema import fields_of, validate
from game.scenario.source import parse
from tests.scenario.authoring import SCENARIOS, parts_of

GUIDE = (SCENARIOS / "FORMAT.md").read_text()
CODE = " ".join(re.findall(r"`[^`]*`|^    .*$", GUIDE, re.MULTILINE))
WORDS = set(re.findall(r"[a-z_]+", CODE))


def _records(module: Any) -> list[Any]:
    return [v for v in vars(module).values() if is_dataclass(v) and v.__module__ == module.__name__]


@pytest.mark.parametrize("cls", [*parts_of(ScenarioSpec), *_records(mapspec)], ids=lambda c: c.__name__)
def test_the_guide_names_every_key(cls: Any) -> None:
    missing = [name for name in fields_of(cls) if name not in WORDS]
    assert missing == []


def test_the_guide_names_every_trait_that_rules_read() -> None:
    assert TRAITS <= WORDS


def test_the_guide_names_every_unit_type_platform_and_site_of_the_standard_ruleset() -> None:
    rules = standard_ruleset()
    told = set(re.findall(r"[a-z_]+", GUIDE))
    assert {*rules.unit_types, *rules.platforms, *rules.sites} <= told


def test_the_examples_of_the_guide_are_right() -> None:
    blocks = [dedent(b) for b in re.findall(r"(?:^    .*\n)+", GUIDE, re.M)]
    examples = [parse(b, "FORMAT.md").data for b in blocks if b.startswith("- {") or b.startswith("- id")]
    trigger, decision = examples
    assert validate(tuple[Trigger, ...], trigger, "scenario")[1] == []
    assert validate(tuple[DecisionSpec, ...], decision, "scenario")[1] == []
