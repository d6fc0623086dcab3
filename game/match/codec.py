"""Orders, events and states as JSON, and back. Reading validates: a damaged file is a sentence."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from game.core.board import Crossing
from game.core.civil import Civil
from game.core.diplomacy import Diplomacy
from game.core.events import EVENT_TYPES, Event
from game.core.fires import Fires
from game.core.irregular import Irregular
from game.core.orders import ORDER_TYPES, Order
from game.core.outcome import Outcome
from game.core.plain import plain
from game.core.record import record
from game.core.state import Claim, Knowledge, State
from game.core.theatre import Scenario
from game.core.units import Activity, Contact, Unit

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


@record
class KnowledgeData:
    """`Knowledge` with its arrays packed."""

    watch: str
    control: str
    contacts: Mapping[str, Contact]


@record
class StateData:
    """`State` with its arrays packed and its pair keys spelled out."""

    turn: int
    active: str
    units: tuple[Unit, ...]
    waiting: tuple[Unit, ...]
    activity: Mapping[str, Activity]
    control: str
    crossings: tuple[Crossing, ...]
    works: tuple[tuple[int, int, int], ...]
    stances: tuple[tuple[str, str, str], ...]
    knowledge: Mapping[str, KnowledgeData]
    sources: Mapping[str, tuple[int, ...]]
    owners: Mapping[str, str]
    claims: Mapping[str, Claim]
    firsts: Mapping[str, str]
    scores: Mapping[str, Mapping[str, float]]
    prestige: Mapping[str, int]
    losses: Mapping[str, int]
    rates: Mapping[str, float]
    pools: Mapping[str, float]
    fired: Mapping[str, int]
    offers: Mapping[str, str]
    decided: Mapping[str, str]
    orders: int
    ferried: int
    held: tuple[str, ...]
    sortie_rates: Mapping[str, int]
    fires: Fires
    civil: Civil
    diplomacy: Diplomacy
    irregular: Irregular
    outcome: Outcome | None


_PLAIN_FIELDS = (
    "turn", "active", "activity", "sources", "owners", "claims", "firsts", "scores", "prestige",
    "losses", "rates", "pools", "fired", "offers", "decided", "orders", "ferried", "held", "sortie_rates", "fires", "civil",
    "diplomacy", "irregular", "outcome",
)  # fmt: skip
"""Fields that State and StateData share as they are."""


def pack(array: NDArray[Any]) -> str:
    """An array of single bytes as text."""
    return base64.b64encode(zlib.compress(array.tobytes(), 9)).decode()


def unpack(text: str, dtype: Any, size: int, where: str) -> NDArray[Any]:
    """The array that `pack` wrote. Raises DamagedError."""
    try:
        raw = zlib.decompress(base64.b64decode(text, validate=True))
    except (ValueError, zlib.error):
        raise DamagedError(f"{where}: the packed array is damaged") from None
    array = np.frombuffer(raw, dtype=dtype)
    if len(array) != size:
        raise DamagedError(f"{where}: {len(array)} values for {size} hexes")
    return array.copy()


def state_to_data(state: State) -> Any:
    """A state as JSON data."""
    data = StateData(
        units=tuple(state.units.values()),
        waiting=tuple(state.waiting.values()),
        control=pack(state.control),
        crossings=tuple(state.crossings.values()),
        works=tuple((a, b, left) for (a, b), left in state.works.items()),
        stances=tuple((a, b, stance) for (a, b), stance in state.stances.items()),
        knowledge={
            f: KnowledgeData(pack(k.watch), pack(k.control), k.contacts) for f, k in state.knowledge.items()
        },
        **{name: getattr(state, name) for name in _PLAIN_FIELDS},
    )
    return plain(data)


def state_from_data(scenario: Scenario, raw: Any, where: str) -> State:
    """The state that `state_to_data` wrote. Raises DamagedError."""
    data: StateData = validated(StateData, raw, where)
    n = scenario.theatre.board.size
    return State(
        scenario=scenario,
        units={u.id: u for u in data.units},
        waiting={u.id: u for u in data.waiting},
        control=unpack(data.control, np.int8, n, f"{where}.control"),
        crossings={c.edge: c for c in data.crossings},
        works={(a, b): left for a, b, left in data.works},
        stances={(a, b): stance for a, b, stance in data.stances},  # type: ignore[misc]
        knowledge={
            f: Knowledge(
                unpack(k.watch, np.uint8, n, f"{where}.knowledge.{f}.watch"),
                unpack(k.control, np.int8, n, f"{where}.knowledge.{f}.control"),
                k.contacts,
            )
            for f, k in data.knowledge.items()
        },
        **{name: getattr(data, name) for name in _PLAIN_FIELDS},
    )
