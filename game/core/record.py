"""The one kind of data class that the nouns are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make `cls` a frozen, slotted dataclass that a validator reads strictly.

    `__pydantic_config__` is only data here: `game.scenario` validates YAML straight into these
    classes, so a field is described once, and an unknown key is a mistake, not a silent default.
    """
    cls.__pydantic_config__ = {"extra": "forbid", "use_attribute_docstrings": True}  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True)(cls)
