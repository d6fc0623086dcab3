"""Records as plain data, for files and fingerprints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any


@cache
def _field_names(cls: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls))


_ATOMS = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """A record (or a container of them) as JSON data; a record becomes a mapping."""
    kind = type(value)
    if kind is dict:  # the usual case first: digests ask for thousands
        return {k: v if type(v) in _ATOMS else plain(v) for k, v in value.items()}
    if kind is tuple:
        return [v if type(v) in _ATOMS else plain(v) for v in value]
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    return {name: plain(getattr(value, name)) for name in _field_names(value.__class__)}
