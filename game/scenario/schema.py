"""Plain data into the nouns of `game.core`, and what is wrong with it in plain words.

Pydantic says what it expects of Python values; an author needs to hear what to write in the file. So each
error is put into words from the type that stands at its path.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from game.core.refs import HexRef
from game.scenario.errors import Finding, Part, Path, suggest, unknown
from game.scenario.mapspec import MapSpec

_WORDS: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date such as 2017-09-14",
    HexRef: "a place (harbour), steps from one (harbour/NE2,E) or [column, row]",
}
_MANY_KEYS = 40
_COMMA = "Text with a comma in it goes in quotes"
_COMMA_IN_NUMBER = "A number has no comma: write 18000, or 1.5"


@cache
def adapter(cls: Any) -> TypeAdapter[Any]:
    """Pydantic's reader of a type. Built when first needed: this costs a tenth of a second."""
    return TypeAdapter(cls)


def validate(cls: Any, data: Any, part: Part) -> tuple[Any, list[Finding]]:
    """`data` as a `cls`, or everything that is wrong with it."""
    found = [
        Finding(p, _wrong(p, k, v), part)
        for p, k, v in _truths(cls, data, ())
        if (bare(k) in (int, float) if isinstance(v, bool) else bare(k) is bool)
    ]
    try:
        value = adapter(cls).validate_python(data)
    except ValidationError as error:
        found += [
            _finding(cls, data, e, part) for e in error.errors(include_url=False, include_context=False)
        ]
    return (None, list(dict.fromkeys(found))) if found else (value, [])


def _truths(kind: Any, data: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    """(path, type wanted, value) of each true and false, which pydantic takes for 1 and 0, and of each
    word and number, some of which (`yes`, 1) it takes for true and false.
    """
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _truths(inner(kind, key), value, (*path, key))
    elif isinstance(data, bool | str | int | float):
        yield path, kind, data


@cache
def hints(cls: Any) -> Mapping[str, Any]:
    """Field -> type of a record."""
    return get_type_hints(cls)


@cache
def fields_of(cls: Any) -> Mapping[str, Field[Any]]:
    """Field name -> field of a record."""
    return {f.name: f for f in fields(cls)}


def has_default(cls: Any, name: str) -> bool:
    """Whether a record can do without this field."""
    f = fields_of(cls).get(name)
    return f is not None and (f.default is not MISSING or f.default_factory is not MISSING)


def walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every record in a value with its path."""
    if is_dataclass(value):
        yield path, value
        for f in fields(value):
            yield from walk(getattr(value, f.name), (*path, f.name))
    elif isinstance(value, tuple | list):
        for i, item in enumerate(value):
            yield from walk(item, (*path, i))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, (*path, key))


def blanks(value: Any) -> Iterator[tuple[Any, str, Path]]:
    """(record, field, path) of every text in a value that must be there and has no letters."""
    for path, record in walk(value, ()):
        cls: Any = type(record)
        for name, kind in hints(cls).items():
            if kind is str and not has_default(cls, name) and not getattr(record, name).strip():
                yield record, name, (*path, name)


def inner(kind: Any, part: str | int) -> Any:
    """The type of what stands at key or position `part` in a value of type `kind`; None if nothing can."""
    kind = bare(kind)
    if is_dataclass(kind):
        return hints(cast("Any", kind)).get(str(part))
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple and isinstance(part, int):
        if len(args) == 2 and args[1] is Ellipsis:
            return args[0]
        return args[part] if part < len(args) else None
    return args[1] if isinstance(origin, type) and issubclass(origin, Mapping) else None


def bare(kind: Any) -> Any:
    """The type without `| None`."""
    if get_origin(kind) in (Union, types.UnionType):
        rest = [a for a in get_args(kind) if a is not type(None)]
        return rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007
    return kind


def typed_path(cls: Any, loc: tuple[Any, ...]) -> Iterator[tuple[str | int, Any]]:
    """(key, type there) along an error's location, as far as the file goes.

    Pydantic puts names of union members and '[key]' into locations; the walk ends before them.
    """
    kind: Any = cls
    for part in loc:
        kind = inner(kind, part)
        yield part, kind
        if kind is None or is_choice(kind):
            return


def is_choice(kind: Any) -> bool:
    """Whether the type has alternatives, such as a place or [column, row]."""
    return get_origin(bare(kind)) in (Union, types.UnionType)


def expected(kind: Any) -> str:
    """What to write where a value of this type is wanted."""
    kind = bare(kind)
    for known, words in _WORDS.items():
        if kind == known:
            return words
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _or([str(a) for a in args])
    if origin in (Union, types.UnionType):
        return " or ".join(expected(a) for a in args)
    if origin is tuple and args[-1] is Ellipsis:
        return "a list"
    if origin is tuple:
        return f"a list of {len(args)}: [{', '.join(expected(a) for a in args)}]"
    if is_dataclass(kind):
        names = [f.name for f in fields(kind)]
        return f"keys and values ({', '.join(names[:5])}{' ...' if len(names) > 5 else ''})"
    return "keys and values"


def shown(value: Any) -> str:
    """A wrong value in a sentence, short."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "keys and values"
    text = str(value)
    return f"'{text[:30]}{'...' if len(text) > 30 else ''}'"


def _or(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]


def _finding(cls: Any, data: Any, error: Any, part: Part) -> Finding:
    """One error of pydantic as a sentence with a path."""
    loc, kind = error["loc"], error["type"]
    steps = list(typed_path(cls, loc))
    path = tuple(p for p, _ in steps)
    parent = steps[-2][1] if len(steps) > 1 else cls
    if kind in ("unexpected_keyword_argument", "invalid_key"):
        text = f"unknown key '{loc[-1]}'{_elsewhere(cls, path) or _meant(parent, loc[-1])}"
        if _value(data, path) is None:
            hint = _COMMA if isinstance(loc[-1], str) and not loc[-1].isdigit() else _COMMA_IN_NUMBER
            text += f" {hint}" if text.endswith("?") else f"; {hint[0].lower()}{hint[1:]}"
        return Finding(path, text, part, key=True)
    if loc and loc[-1] == "[key]":
        return Finding(loc[:-1], _wrong_key(steps[-3][1] if len(steps) > 2 else cls, loc[-2]), part, key=True)
    if kind == "missing" and len(steps) == len(loc) and is_dataclass(bare(parent)):
        return Finding(path[:-1], f"'{loc[-1]}' is missing: {expected(steps[-1][1])}", part)
    if steps and (steps[-1][1] is None or (kind == "missing" and len(steps) == len(loc))):
        path, steps = path[:-1], steps[:-1]
    wanted = steps[-1][1] if steps else cls
    return Finding(path, _wrong(path, wanted, _value(data, path)), part)


def _meant(parent: Any, key: Any) -> str:
    """Keys that a record has instead of one that it has not."""
    names = list(fields_of(bare(parent))) if is_dataclass(bare(parent)) else []
    return suggest(str(key), names, _MANY_KEYS)


def _elsewhere(cls: Any, path: Path) -> str:
    """Where a key would be right: in a record of the one that it stands in, or in one around that."""
    key, around = path[-1], [bare(cls), *(bare(kind) for _, kind in typed_path(cls, path[:-1]))]
    own: Any = around[-1]
    for name, kind in hints(own).items() if _is_record(own) else ():
        if _has(MapSpec if kind is Any and name == "map" else bare(kind), key):
            return f"; it belongs in '{name}'"
    for depth in range(len(around) - 2, -1, -1):
        if _has(around[depth], key):
            return f"; it belongs further out, beside '{path[depth]}'"
    return ""


def _has(kind: Any, key: Any) -> bool:
    return _is_record(kind) and key in fields_of(kind)


def _is_record(kind: Any) -> bool:
    return is_dataclass(kind)


def _wrong_key(kind: Any, key: Any) -> str:
    """Sentence for a key that its mapping cannot have."""
    words = get_args(bare(kind))[0] if get_args(bare(kind)) else str
    if get_origin(words) is Literal:
        return unknown("key", str(key), map(str, get_args(words)))
    return f"the key {key} must be text: write '{key}' in quotes"


def _wrong(path: Path, wanted: Any, value: Any) -> str:
    """Sentence for a value of the wrong kind."""
    what = _subject(path)
    kind = bare(wanted)
    if get_origin(kind) is Literal:
        names = [str(a) for a in get_args(kind)]
        return f"{what} must be {_or(names)}, not {shown(value)}{_close(value, names)}"
    if isinstance(value, list) and get_origin(kind) is tuple and Ellipsis not in get_args(kind):
        return f"{what} must be {expected(kind)}; here are {len(value)}"
    if kind is str and isinstance(value, int | float | date):
        return f"{what} must be text: write {shown(value)} in quotes"
    if value is None:
        return f"{what} is empty; write {expected(kind)}"
    if expected(kind) == "a list":
        how = "begin each item with '- '" if isinstance(value, dict) else f"write [{str(value)[:30]}]"
        return f"{what} must be a list, not {shown(value)}; {how}"
    return f"{what} must be {expected(kind)}, not {shown(value)}{_as_record(kind, value)}"


def _as_record(kind: Any, value: Any) -> str:
    """How to write as a record what stands there instead of one."""
    if not _is_record(kind):
        return ""
    if isinstance(value, list) and value and all(_has(kind, v) for v in value if isinstance(v, str)):
        words = [f"{v}: ..." for v in value if isinstance(v, str)]
        return f"; write {{{', '.join(words)}}}" if len(words) == len(value) else ""
    needed = [name for name in fields_of(kind) if not has_default(kind, name)]
    simple = len(needed) == 1 and isinstance(value, str | int | float)
    return f"; write {{{needed[0]}: {value}}}" if simple else ""


def _close(value: Any, names: list[str]) -> str:
    hint = suggest(str(value), names)
    return hint if hint.startswith("; did") else ""


def _subject(path: Path) -> str:
    """What a sentence speaks of: the key, or the item of a list."""
    if not path:
        return "the file"
    if isinstance(path[-1], str):
        return f"'{path[-1]}'"
    owner = next((p for p in reversed(path) if isinstance(p, str)), "")
    return f"item {path[-1] + 1} of '{owner}'"


def _value(data: Any, path: Path) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data
