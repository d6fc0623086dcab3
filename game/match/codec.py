"""Orders, events and states as JSON, and back. Reading validates: a damaged file is a sentence."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from game.core.events import EVENT_TYPES, Event
from game.core.orders import ORDER_TYPES, Order
from game.core.plain import plain
from game.core.state import Knowledge, State
from game.core.theatre import Scenario
from game.core.units import Contact

_TYPES: dict[str, type[Any]] = {t.__name__: t for t in (*EVENT_TYPES, *ORDER_TYPES)}


class DamagedError(ValueError):
    """Data that cannot be read. The message says where and what."""


@cache
def _adapter(cls: Any) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def to_data(item: Order | Event) -> list[Any]:
    """An order or event as [kind, fields]."""
    return [type(item).__name__, plain(item)]


def from_data(data: Any, kinds: tuple[type[Any], ...], where: str) -> Any:
    """The order or event that `to_data` wrote. Raises DamagedError."""
    if not (isinstance(data, list) and len(data) == 2 and isinstance(data[0], str)):
        raise DamagedError(f"{where}: a pair of kind and fields is expected")
    cls = _TYPES.get(data[0])
    if cls not in kinds:
        raise DamagedError(f"{where}: '{data[0]}' is not known here")
    return validated(cls, data[1], where)


def validated(cls: Any, data: Any, where: str) -> Any:
    """Data as a value of type `cls`. Raises DamagedError with the place of the first mistake."""
    try:
        return _adapter(cls).validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join([where, *map(str, first["loc"])])
        raise DamagedError(f"{place}: {first['msg'][0].lower()}{first['msg'][1:]}") from None


def pack(array: NDArray[Any]) -> str:
    """An array of single bytes as text."""
    return base64.b64encode(zlib.compress(array.tobytes(), 9)).decode()


def unpack(text: Any, dtype: Any, size: int, where: str) -> NDArray[Any]:
    """The array that `pack` wrote. Raises DamagedError."""
    try:
        raw = zlib.decompress(base64.b64decode(text, validate=True))
    except (ValueError, TypeError, zlib.error):
        raise DamagedError(f"{where}: the packed array is damaged") from None
    array = np.frombuffer(raw, dtype=dtype)
    if len(array) != size:
        raise DamagedError(f"{where}: {len(array)} values for {size} hexes")
    return array.copy()


def state_to_data(state: State) -> Any:
    """A state as JSON data, field by field; `state_from_data` reads the same fields back."""
    return {name: _encoded(getattr(state, name)) for name in _state_types()}


def state_from_data(scenario: Scenario, raw: Any, where: str) -> State:
    """The state that `state_to_data` wrote. Raises DamagedError."""
    if not isinstance(raw, dict) or raw.keys() != _state_types().keys():
        raise DamagedError(f"{where}: the fields of a position are expected")
    size = scenario.theatre.board.size
    values = {
        name: _decoded(kind, raw[name], size, f"{where}.{name}") for name, kind in _state_types().items()
    }
    return State(scenario=scenario, **values)


@cache
def _state_types() -> dict[str, Any]:
    """Field of `State` -> its type, without the scenario, which a save holds as text."""
    hints = get_type_hints(State)
    return {f.name: hints[f.name] for f in fields(State) if f.init and f.name != "scenario"}


def _encoded(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return pack(value)
    if isinstance(value, Knowledge):
        return {f.name: _encoded(getattr(value, f.name)) for f in fields(Knowledge)}
    if isinstance(value, Mapping):
        if any(isinstance(key, tuple) for key in value):
            return [[plain(key), plain(v)] for key, v in value.items()]
        return {key: _encoded(v) for key, v in value.items()}
    return plain(value)


def _decoded(kind: Any, raw: Any, size: int, where: str) -> Any:
    if kind == Mapping[str, Knowledge]:
        return {
            f: _knowledge(k, size, f"{where}.{f}") for f, k in validated(dict[str, Any], raw, where).items()
        }
    if kind == NDArray[np.int8]:
        return unpack(raw, np.int8, size, where)
    if isinstance(raw, list) and get_origin(kind) is Mapping:
        pairs = validated(list[tuple[tuple[str | int, ...], Any]], raw, where)
        return validated(kind, dict(pairs), where)
    return validated(kind, raw, where)


def _knowledge(raw: Any, size: int, where: str) -> Knowledge:
    parts = validated(dict[str, Any], raw, where)
    return Knowledge(
        unpack(parts.get("watch"), np.uint8, size, f"{where}.watch"),
        unpack(parts.get("control"), np.int8, size, f"{where}.control"),
        validated(Mapping[str, Contact], parts.get("contacts"), f"{where}.contacts"),
    )
