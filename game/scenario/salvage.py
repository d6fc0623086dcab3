"""What is left of a document without its mistakes, so that the rest can be checked in the same run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from typing import Any, Literal, get_args, get_origin

from game.scenario.errors import Finding, Path
from game.scenario.schema import bare, fields_of, has_default, inner

_PLACEHOLDERS: dict[Any, Any] = {str: "", int: 400, float: 1.0, date: date(2000, 1, 1)}
"""Stand in for what the root of a document cannot do without. As the number of turns, 400 is so late that
nothing else looks late beside it."""


def _placeholder(kind: Any) -> Any:
    kind = bare(kind)
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    return {} if get_origin(kind) is Mapping else _PLACEHOLDERS.get(kind)


@dataclass
class Salvage:
    """A document without what is wrong in it."""

    data: Any
    names: set[str] = field(default_factory=set)
    """Words in what was left out: a reference to one of them is no second mistake."""
    kept: dict[Path, list[int]] = field(default_factory=dict)
    """For each list that lost items: the original positions of those that stayed."""

    gone: frozenset[Path] = frozenset()
    """Paths in the file of what was left out."""

    stand_ins: set[str] = field(default_factory=set)
    """Keys of the root that are missing or wrong and have a placeholder."""

    def causes(self, path: Path) -> bool:
        """Whether a mistake at this path of the file may only come from something being left out below,
        or from what stands in for it.
        """
        return path[:1] in {(key,) for key in self.stand_ins} or any(
            p[: len(path)] == path for p in self.gone
        )

    def original(self, path: Path) -> Path:
        """The path in the file of a path in `data`."""
        out: Path = ()
        here: Path = ()
        for part in path:
            kept = self.kept.get(here)
            moved = kept[part] if kept and isinstance(part, int) and part < len(kept) else part
            out, here = (*out, moved), (*here, part)
        return out


def salvage(cls: Any, data: Any, findings: list[Finding]) -> Salvage | None:
    """The document without the values that the findings speak of; None if too little is left."""
    if not isinstance(data, dict):
        return None
    out = Salvage(data)
    gone: set[Path] = set()
    for finding in findings:
        if not finding.path and all(
            _placeholder(inner(cls, n)) is not None or n in data for n in _required(cls)
        ):
            continue  # something is missing at the root that a placeholder can stand for
        path: Path | None = finding.path if finding.key else _droppable(cls, finding.path)
        if path is None:
            return None
        gone.add(path)
    out.gone = frozenset(gone)
    out.data = _without(cls, data, (), (), gone, out)
    return out


def _droppable(cls: Any, path: Path) -> Path | None:
    """The smallest value around the path that the document can do without."""
    while path:
        kinds = [cls]
        for part in path:
            kinds.append(inner(kinds[-1], part))
        parent, key = bare(kinds[-2]), path[-1]
        if is_dataclass(parent):
            if has_default(parent, str(key)):
                return path
            if len(path) == 1 and _placeholder(inner(cls, key)) is not None:
                return path
        elif get_origin(parent) is not tuple or Ellipsis in get_args(parent):
            return path
        path = path[:-1]
    return None


def _without(cls: Any, data: Any, old: Path, new: Path, gone: set[Path], out: Salvage) -> Any:
    """A copy without what is gone; `old` and `new` are the paths in the document and in the copy."""
    if isinstance(data, dict):
        copy = {}
        for key, value in data.items():
            if (*old, key) not in gone:
                copy[key] = _without(cls, value, (*old, key), (*new, key), gone, out)
                continue
            out.names |= {str(key), *_words(value)}
        for key in _required(cls) if not old else ():
            if key not in copy and _placeholder(inner(cls, key)) is not None:
                copy[key] = _placeholder(inner(cls, key))
                out.stand_ins.add(key)
        return copy
    if isinstance(data, list):
        kept = [i for i in range(len(data)) if (*old, i) not in gone]
        if len(kept) < len(data):
            out.kept[new] = kept
            for i in set(range(len(data))) - set(kept):
                out.names |= _words(data[i])
        return [_without(cls, data[i], (*old, i), (*new, j), gone, out) for j, i in enumerate(kept)]
    return data


def _required(cls: Any) -> list[str]:
    return [name for name in fields_of(cls) if not has_default(cls, name)]


def _words(value: Any) -> set[str]:
    """All keys and texts in a value."""
    if isinstance(value, dict):
        return {str(k) for k in value}.union(*(_words(v) for v in value.values()))
    if isinstance(value, list):
        return set().union(*(_words(v) for v in value))
    return {value} if isinstance(value, str) else set()
