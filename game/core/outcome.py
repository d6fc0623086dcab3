"""How a match ended."""

from __future__ import annotations

from game.core.record import record


@record
class Outcome:
    """Who won, how decisively, and why."""

    winner: str
    """Empty for a draw."""
    grade: str
    """Name from `VictoryRules.grades`, or `draw`."""
    reason: str
