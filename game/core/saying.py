"""What is to be said, before it is put into words: rules name sentences, catalogues have them."""

from __future__ import annotations

from game.core.record import record


@record
class Spot:
    """A hex as people tell where it is: at a place, or so far from it."""

    place: str
    """Name of a place or district."""
    km: int = 0
    bearing: str = ""
    """Point of the compass as seen from the place; empty at the place itself."""


@record
class Saying:
    """A sentence or a part of one."""

    key: str
    """In the catalogue."""
    values: tuple[tuple[str, Value], ...] = ()
    """Names in the sentence and what stands for them."""


Value = str | int | float | Spot | Saying | tuple[Saying, ...]
"""A name from a scenario, a number, a hex, words of the catalogue, or several of these."""


def say(key: str, **values: Value) -> Saying:
    """The sentence of `key` with these values."""
    return Saying(key, tuple(values.items()))
