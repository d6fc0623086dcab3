"""Tasks: what the scenario asks a side to do, for as long as it is to be seen."""

from __future__ import annotations

from game.core.record import record


@record
class Task:
    """One task."""

    faction: str
    """Whose it is; empty for everyone's."""
    title: str
    text: str
    hex: int = -1
    """A hex to mark, -1 for none."""
    unit: str = ""
    """A unit of that faction to mark."""
    done: int = 0
    """Turn in which it was done, 0 as long as it is not."""
