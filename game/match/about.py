"""Whom an event is about: the side that its sentence speaks of, whoever's turn it was."""

from __future__ import annotations

from collections.abc import Mapping

from game.core.events import Event, MatchEnded

_PARTS = ("unit", "raid", "cell", "report", "mission", "sighting", "convoy")
"""Fields that may hold what has a side of its own."""


def about(event: Event, sides: Mapping[str, str]) -> str:
    """A faction; empty for what is nobody's, such as a message to all. `sides`: unit -> faction of those that
    the reader knows.
    """
    if isinstance(event, MatchEnded):
        return event.winner
    for name in _PARTS:
        part = getattr(event, name, None)
        if name in {"cell", "convoy"}:
            part = getattr(part, "unit", None)
        found = sides.get(part, "") if isinstance(part, str) else getattr(part, "faction", "")
        if found:
            return found
    return str(getattr(event, "faction", ""))
