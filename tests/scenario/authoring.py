"""A scenario file with slips of the pen, and what is said about them."""

from __future__ import annotations

from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_args

from game.scenario.errors import Problem
from game.scenario.load import check
from game.scenario.schema import hints

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SKIRMISH = (SCENARIOS / "skirmish.yaml").read_text()
RICH = (Path(__file__).parent / "rich.yaml").read_text()
"""The template with something of everything that the scenario language knows."""


Slip = tuple[tuple[tuple[str, str], ...], str, str]
"""Changes of the template, the beginning of the sentence about them, the word that it points at."""


def parts_of(cls: Any) -> dict[Any, None]:
    """A record, and all records that its fields may hold."""
    found: dict[Any, None] = {}
    queue = [cls]
    for kind in queue:
        if isinstance(kind, type) and is_dataclass(kind) and kind not in found:
            found[kind] = None
            queue.extend(hints(kind).values())
        queue.extend(get_args(kind))
    return found


def edited(*changes: tuple[str, str], extra: str = "") -> str:
    """The template with each (old, new) replaced once and `extra` at its end."""
    text = SKIRMISH
    for old, new in changes:
        assert old in text, f"{old!r} is not in the template"
        text = text.replace(old, new, 1)
    return text + extra


def problems_of(folder: Path, text: str) -> list[Problem]:
    """What `check` says about a scenario of this text, without the shipped ruleset's warnings."""
    path = folder / "x.yaml"
    path.write_text(text)
    return [p for p in check([path]) if p.file == str(path)]


def said(folder: Path, *changes: tuple[str, str], extra: str = "") -> list[tuple[str, str]]:
    """(sentence, word that its line and column point at) of each problem."""
    text = edited(*changes, extra=extra)
    return [(p.text, word_at(text, p)) for p in problems_of(folder, text)]


def assert_named(slip: Slip, folder: Path) -> None:
    """A slip is told with its sentence, at its word."""
    changes, text, word = slip
    found = said(folder, *changes)
    assert any(t.startswith(text) and w == word for t, w in found), found


def word_at(text: str, problem: Problem) -> str:
    """The word at a problem's place."""
    rest = text.splitlines()[problem.line - 1][problem.column - 1 :]
    return rest.split(",")[0].split(":")[0].split("}")[0].split("]")[0].strip()
