"""Maps and rulesets checked by themselves, without a scenario that uses them."""

from __future__ import annotations

from datetime import date
from typing import Any

from game.core.ruleset import Ruleset
from game.core.scenario import ScenarioSpec
from game.scenario.errors import FindingsError, Problem, ScenarioError
from game.scenario.files import SHIPPED, SUFFIX
from game.scenario.lint.context import Context
from game.scenario.lint.rules import PASSES
from game.scenario.mapfile import board_from
from game.scenario.mapspec import MapSpec
from game.scenario.schema import validate
from game.scenario.source import Source, read

_NOTHING = ScenarioSpec(
    format=1, id="", title="", start=date(2000, 1, 1), turns=1, map=None, factions={}, units={}
)  # fmt: skip
"""Stands in where the passes over a ruleset ask for the scenario."""


def standard_ruleset() -> Ruleset:
    """The shipped ruleset by itself. Raises ScenarioError if somebody broke it."""
    source = read(SHIPPED / "rulesets" / ("standard" + SUFFIX))
    ruleset, findings = validate(Ruleset, source.data, "rules")
    if not isinstance(ruleset, Ruleset):
        raise ScenarioError(list(map(source.problem, findings)))
    return ruleset


def is_map(data: Any) -> bool:
    """Whether a document looks like a map."""
    return isinstance(data, dict) and "terrain" in data and "legend" in data and "factions" not in data


def is_ruleset(data: Any) -> bool:
    """Whether a document looks like a ruleset."""
    return isinstance(data, dict) and "unit_types" in data and "factions" not in data


def check_map(source: Source) -> list[Problem]:
    """What is wrong with a map under the standard ruleset."""
    spec, findings = validate(MapSpec, source.data, "map")
    if spec:
        try:
            board_from(spec, standard_ruleset())
        except FindingsError as error:
            findings = error.findings
    return [*source.problems, *map(source.problem, findings)]


def check_ruleset(source: Source) -> list[Problem]:
    """What is wrong with a ruleset."""
    ruleset, findings = validate(Ruleset, source.data, "rules")
    if ruleset:
        context = Context(_NOTHING, ruleset)
        findings = [f for check in PASSES for f in check(context) if f.part == "rules"]
    return [*source.problems, *map(source.problem, findings)]
