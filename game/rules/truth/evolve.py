"""The next state from the one before: what did not change is shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from game.core.state import State

K = TypeVar("K")
V = TypeVar("V")


def evolve(state: State, **changes: Any) -> State:
    """`state` with other values in some fields.

    Does what `dataclasses.replace` does, in a sixth of its time, and keeps the stacks unless units
    changed. Every event passes here.
    """
    new = object.__new__(State)
    fields = new.__dict__
    fields.update(state.__dict__)
    if "units" in changes:
        fields.pop("stacks", None)
    fields["memo"] = _still_true(state, changes)
    fields.update(changes)
    return new


_SIGHT = frozenset({"knowledge", "stances"})
_SEEN = _SIGHT | {"units", "civil"}
"""Fields of the state that what is seen depends on."""


def _still_true(state: State, changes: Mapping[str, Any]) -> dict[Any, Any]:
    """Of what was worked out about a state, who sees what, as long as the changes do not bear on it."""
    memo = state.memo
    if not memo or not _SIGHT.isdisjoint(changes):
        return {}
    keep = ("visible",) if not _SEEN.isdisjoint(changes) else ("visible", "seen")
    return {key: value for key, value in memo.items() if key[0] in keep}


def including(mapping: Mapping[K, V], key: K, value: V) -> dict[K, V]:
    """A copy with one more, or another, value."""
    return {**mapping, key: value}


def excluding(mapping: Mapping[K, V], key: K) -> dict[K, V]:
    """A copy without one key, which need not be there."""
    return {k: v for k, v in mapping.items() if k != key}
