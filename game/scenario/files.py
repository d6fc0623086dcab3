"""The documents that make a scenario, and the files in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from game.scenario.errors import Finding, Path, Problem, ScenarioError, suggest
from game.scenario.source import Source, parse, read

SHIPPED = FilePath(__file__).resolve().parents[2] / "scenarios"
"""Scenarios, rulesets and maps that come with the game."""

SUFFIX = ".yaml"
BUNDLE = 1
"""Format of a scenario in one document, as saves keep it."""

_NAME = re.compile(r"[\w-]+(?:[./][\w-]+)*")


@dataclass(frozen=True)
class Document:
    """One YAML document: a whole file, or what stands at a path of one."""

    source: Source
    prefix: Path = ()

    @property
    def data(self) -> Any:
        """Its plain data."""
        data = self.source.data
        for part in self.prefix:
            data = data[part]
        return data

    def problem(self, finding: Finding) -> Problem:
        """A finding with its place in the file."""
        moved = Finding(
            (*self.prefix, *finding.path), finding.text, finding.part, finding.key, finding.severity,
            finding.row, finding.char,
        )  # fmt: skip
        return self.source.problem(moved)

    def depth(self, path: Path) -> int:
        """How many steps of a path lead to something that stands here."""
        return max(0, self.source.depth((*self.prefix, *path)) - len(self.prefix))


@dataclass(frozen=True)
class Documents:
    """What was found. A part that could not be read is None and has its problem."""

    scenario: Document
    rules: Document | None
    map: Document | None
    problems: tuple[Problem, ...]


def from_source(source: Source) -> Documents:
    """A scenario file with its ruleset and map. Raises ScenarioError if it is nothing of the kind."""
    scenario, path = Document(source), FilePath(source.file)
    data = _mapping(scenario)
    problems = list(scenario.source.problems)
    folders = [path.parent, path.parent.parent, SHIPPED]
    problems += _sequel(scenario, path.parent)
    rules = _part(scenario, "ruleset", data.get("ruleset", "standard"), "rulesets", folders, problems)
    if isinstance(data.get("map"), dict):
        return Documents(scenario, rules, Document(scenario.source, ("map",)), tuple(problems))
    board = _part(scenario, "map", data.get("map"), "maps", folders, problems)
    return Documents(scenario, rules, board, tuple(problems))


def from_text(text: str, name: str) -> Documents:
    """A scenario in one document, as `bundle` makes it. Raises ScenarioError."""
    source = parse(text, name)
    data = _mapping(Document(source))
    if data.get("bundle") != BUNDLE:
        raise ScenarioError(
            [Problem(name, 1, 1, f"this is not a scenario in one document (bundle: {BUNDLE})")]
        )
    inline = isinstance(data.get("scenario"), dict) and isinstance(data["scenario"].get("map"), dict)
    for key in ("scenario", "ruleset") if inline else ("scenario", "ruleset", "map"):
        if not isinstance(data.get(key), dict):
            raise ScenarioError([Problem(name, 1, 1, f"'{key}' is missing in this document")])
    board = ("scenario", "map") if inline else ("map",)
    return Documents(
        Document(source, ("scenario",)), Document(source, ("ruleset",)), Document(source, board),
        tuple(source.problems),
    )  # fmt: skip


def bundle(documents: Documents) -> dict[str, Any]:
    """All documents of a sound scenario in one."""
    assert documents.rules and documents.map
    out = {"bundle": BUNDLE, "scenario": documents.scenario.data, "ruleset": documents.rules.data}
    return out if isinstance(out["scenario"]["map"], dict) else {**out, "map": documents.map.data}


def shown(path: FilePath) -> str:
    """A path as people know it: from where they stand, if it lies below."""
    try:
        return str(path.resolve().relative_to(FilePath.cwd()))
    except (ValueError, OSError):
        return str(path)


def _mapping(document: Document) -> dict[Any, Any]:
    if not isinstance(document.data, dict):
        text = "a scenario is keys and values, from 'format: 1' on"
        raise ScenarioError([*document.source.problems, document.problem(Finding((), text))])
    return document.data


def _part(
    scenario: Document, key: str, name: Any, folder: str, near: Iterable[FilePath], problems: list[Problem]
) -> Document | None:
    """The ruleset or map that a scenario names."""
    if not isinstance(name, str):
        return None  # the schema says so
    places = [
        d for parent in near for d in ((parent, parent / folder) if key == "map" else (parent / folder,))
    ]
    try:
        path = _find(name, places)
        if path is None:
            there = {f.stem for d in places if d.name == folder and d.is_dir() for f in d.glob("*" + SUFFIX)}
            where = f"beside this file or in {folder}/" if key == "map" else f"in {folder}/"
            text = f"there is no {key} '{name}' {where}{suggest(name.removesuffix(SUFFIX), there)}"
            problems.append(scenario.problem(Finding((key,), text)))
            return None
        source = read(path, shown(path))
    except ScenarioError as error:
        problems += error.problems
        return None
    problems += source.problems
    if not isinstance(source.data, dict):
        problems.append(Problem(source.file, 1, 1, f"a {key} is keys and values"))
        return None
    return Document(source)


def _sequel(scenario: Document, folder: FilePath) -> Iterator[Problem]:
    """A doubt about the scenario that is to be offered next, if it is not there."""
    name = scenario.data.get("next")
    if isinstance(name, str) and name and _find(name + SUFFIX, [folder]) is None:
        there = [f.stem for f in folder.glob("*" + SUFFIX)]
        text = f"there is no scenario '{name}' beside this file{suggest(name.removesuffix(SUFFIX), there)}"
        yield scenario.problem(Finding(("next",), text, severity="warning"))


def _find(name: str, places: Iterable[FilePath]) -> FilePath | None:
    """The first file of this name. Names lead downwards only: a scenario reads nothing beside its kind."""
    if not _NAME.fullmatch(name):
        return None
    for place in places:
        for candidate in (place / name, place / (name + SUFFIX)):
            if candidate.suffix == SUFFIX and candidate.is_file():
                return candidate
    return None
