"""The next state from the one before: what did not change is shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from game.core.state import State

K = TypeVar("K")
V = TypeVar("V")


def evolve(state: State, **changes: Any) -> State:
    """`state` with other values in some fields.

    Does what `dataclasses.replace` does, in a sixth of its time, keeps the stacks unless units changed, and
    hands on what the changes do not bear on (`kept`). Every event passes here.
    """
    new = object.__new__(State)
    fields = new.__dict__
    fields.update(state.__dict__)
    if "units" in changes:
        fields.pop("stacks", None)
    fields["memo"] = {}
    changed = changes.keys()
    fields["shelves"] = {names: shelf for names, shelf in state.shelves.items() if changed.isdisjoint(names)}
    fields.update(changes)
    return new


def including(mapping: Mapping[K, V], key: K, value: V) -> dict[K, V]:
    """A copy with one more, or another, value."""
    return {**mapping, key: value}


def excluding(mapping: Mapping[K, V], key: K) -> dict[K, V]:
    """A copy without one key, which need not be there."""
    return {k: v for k, v in mapping.items() if k != key}
