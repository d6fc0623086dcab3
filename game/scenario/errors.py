"""Located mistakes: what is wrong in a file, where, and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Path = tuple[str | int, ...]
"""The way from a document's root to a value: keys and list positions."""

Part = Literal["scenario", "rules", "map"]
"""The three documents that make a scenario."""

Severity = Literal["error", "warning"]

EMPTY = "'{}' is empty; write what is to be read there"
"""Sentence for a text without words."""

_SHORT_LIST = 16
"""Up to this many names are listed when nothing looks similar."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake at one place of one file. Line and column count from 1."""

    file: str
    line: int
    column: int
    text: str
    severity: Severity = "error"

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else "warning: "
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.text}"


class ScenarioError(Exception):
    """A scenario that cannot be played, with everything that is wrong in any of its files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: list[Problem] = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Finding:
    """A mistake at a path of a document, before it has a file and a line."""

    path: Path
    text: str
    part: Part = "scenario"
    key: bool = False
    """The key itself is wrong, not its value."""
    severity: Severity = "error"
    row: int | None = None
    """Line within a text of several lines (a map drawn as a block), from 0."""
    char: int = 0
    """Character within a text (or its line `row`), from 0."""
    name: str = ""
    """What a reference names that is not there."""


class FindingsError(ValueError):
    """Raised by whoever builds something from one document and finds mistakes in it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: list[Finding] = list(findings)
        super().__init__("; ".join(f.text for f in self.findings))


def suggest(name: str, known: Iterable[str], most: int = _SHORT_LIST) -> str:
    """What to write instead of `name`: "; did you mean 'x'?", a short list, or nothing."""
    names = sorted(set(known))
    close = difflib.get_close_matches(name.lower(), [n.lower() for n in names], n=1, cutoff=0.6)
    if close:
        found = next(n for n in names if n.lower() == close[0])
        return f"; did you mean '{found}'?"
    if 0 < len(names) <= most:
        return f"; known: {', '.join(names)}"
    return ""


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Sentence for a reference to something that is not there."""
    return f"unknown {kind} '{name}'{suggest(name, known)}"
