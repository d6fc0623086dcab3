"""From YAML to a scenario that can be played, or to a list of everything that is wrong with it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from game.core.board import Board
from game.core.ruleset import Ruleset
from game.core.scenario import ScenarioSpec
from game.core.theatre import Scenario, Theatre
from game.scenario.errors import Finding, FindingsError, Path, Problem, ScenarioError
from game.scenario.files import Documents, from_source, from_text
from game.scenario.files import bundle as bundle_of
from game.scenario.lint import Context, lint
from game.scenario.mapfile import board_from
from game.scenario.mapspec import MapSpec
from game.scenario.merge import merged
from game.scenario.parts import check_map, check_ruleset, is_map, is_ruleset
from game.scenario.provenance import completed, shares
from game.scenario.salvage import Salvage, salvage
from game.scenario.schema import adapter, validate
from game.scenario.source import Source, read

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What JSON lets stand and YAML does not."""


def load(path: FilePath | str) -> Scenario:
    """The scenario in a file, with its ruleset and map. Raises ScenarioError with all problems."""
    source = read(FilePath(path))
    if is_map(source.data) or is_ruleset(source.data):
        what = "map" if is_map(source.data) else "ruleset"
        text = f"this is a {what}; a scenario is wanted, one that says '{what}: {FilePath(path).stem}'"
        raise ScenarioError([Problem(source.file, 1, 1, text)])
    return _Assembly(from_source(source)).scenario()


def load_text(text: str, name: str = "scenario") -> Scenario:
    """The scenario in `Scenario.text`: equal to the one that the text was made of."""
    return _Assembly(from_text(text, name)).scenario()


def sources(path: FilePath | str) -> Counter[str]:
    """Confidence -> how many things in a scenario have it, "" for none. Empty for what is no scenario."""
    source = read(FilePath(path))
    if is_map(source.data) or is_ruleset(source.data):
        return Counter()
    return shares(_Assembly(from_source(source)).scenario().spec)


def check(paths: Iterable[FilePath | str]) -> list[Problem]:
    """Everything that is wrong or doubtful (severity `warning`) in these files: scenarios, and maps and
    rulesets by themselves.
    """
    problems: set[Problem] = set()
    for path in paths:
        try:
            source = read(FilePath(path))
            alone = check_map if is_map(source.data) else check_ruleset if is_ruleset(source.data) else None
            problems.update(alone(source) if alone else _checked(source))
        except ScenarioError as error:
            problems.update(error.problems)
    return sorted(problems)


def _checked(source: Source) -> list[Problem]:
    assembly = _Assembly(from_source(source))
    assembly.examine()
    return assembly.problems


class _Assembly:
    """One scenario on its way; collects problems of all its files."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.problems: list[Problem] = list(documents.problems)
        self.unreadable = {(p.file, p.line, p.column) for p in documents.problems}
        self.salvaged: dict[str, Salvage] = {}
        self.spec: ScenarioSpec | None = None
        self.ruleset: Ruleset | None = None
        self.map_spec: MapSpec | None = None
        self.board: Board | None = None

    def examine(self) -> None:
        """Read all parts, and check what they say of each other."""
        data = self.documents.scenario.data
        self.spec = self.part(ScenarioSpec, data, "scenario")
        if self.documents.rules:
            numbers = merged(self.documents.rules.data, _overrides(data))
            self.ruleset = self.part(Ruleset, numbers, "rules")
        if self.documents.map:
            self.map_spec = self.part(MapSpec, self.documents.map.data, "map")
        sizeless = "map" in self.salvaged and {"cols", "rows"} & self.salvaged["map"].stand_ins
        if self.map_spec and self.ruleset and not sizeless:
            try:
                self.board = board_from(self.map_spec, self.ruleset)
            except FindingsError as error:
                self.report(error.findings, sequels=False)
        if self.spec:
            lost = set().union(*(s.names for s in self.salvaged.values()))
            found = lint(Context(self.spec, self.ruleset, self.board))
            self.report((f for f in found if not f.name or f.name not in lost), sequels=False)

    def scenario(self) -> Scenario:
        """The whole, bound to its board."""
        self.examine()
        errors = [p for p in self.problems if p.severity == "error"]
        if errors:
            raise ScenarioError(errors)
        assert self.spec and self.ruleset and self.board and self.map_spec
        spec = completed(self.spec)
        theatre = Theatre.of(spec, self.board, self.ruleset)
        return Scenario(theatre, spec, _text(self.documents), _hash(self.spec, self.ruleset, self.map_spec))

    def part(self, cls: type[Any], data: Any, part: Any) -> Any:
        """A document as a record; with mistakes, what can be read of it."""
        value, findings = validate(cls, data, part)
        self.report(findings)
        rest = salvage(cls, data, findings) if findings else None
        if rest is None:
            return value
        self.salvaged[part] = rest
        return validate(cls, rest.data, part)[0]

    def report(self, findings: Iterable[Finding], sequels: bool = True) -> None:
        """Note findings as problems of the file that they stand in; without `sequels`, not those that
        may only come from an earlier one.
        """
        for finding in findings:
            salvaged = self.salvaged.get(finding.part)
            path = salvaged.original(finding.path) if salvaged else finding.path
            if not sequels and salvaged and salvaged.causes(path):
                continue
            problem = self.located(replace(finding, path=path))
            if (problem.file, problem.line, problem.column) not in self.unreadable:
                self.problems.append(problem)

    def located(self, finding: Finding) -> Problem:
        """A finding as a problem. What is wrong with a number is said where the number stands: in the
        scenario's own `rules` or in the ruleset.
        """
        scenario, rules, board = self.documents.scenario, self.documents.rules, self.documents.map
        if finding.part == "rules" and rules:
            own: Path = ("rules", *finding.path)
            deep = scenario.depth(own) - 1
            if deep > 0 and deep >= rules.depth(finding.path):
                return scenario.problem(replace(finding, path=own))
            return rules.problem(finding)
        if finding.part == "map" and board:
            return board.problem(finding)
        return scenario.problem(finding)


def _overrides(data: Any) -> Any:
    rules = data.get("rules") if isinstance(data, dict) else None
    return rules if isinstance(rules, dict) else {}


def _text(documents: Documents) -> str:
    """One YAML document that holds everything. JSON is YAML, and a hundred times faster to write."""
    text = json.dumps(bundle_of(documents), ensure_ascii=False, indent=1, default=_plain)
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _plain(value: date) -> str:
    return value.isoformat()


def _hash(spec: ScenarioSpec, ruleset: Ruleset, map_spec: MapSpec) -> str:
    """Of the content: comments, layout, file names and the order of keys do not matter, except that
    factions play and units are listed in their order.
    """
    content = [
        adapter(cls).dump_python(value, mode="json", exclude_defaults=True, exclude=exclude)
        for cls, value, exclude in (
            (ScenarioSpec, spec, {"map", "rules", "ruleset"}),
            (Ruleset, ruleset, {"name"}),
            (MapSpec, map_spec, None),
        )
    ]
    text = json.dumps([content, list(spec.factions)], sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()
