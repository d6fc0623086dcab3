"""What one unit is to do in a turn."""

from __future__ import annotations

from game.ai.aims import Aim
from game.core.record import record


@record
class Task:
    """A unit's part in the plan."""

    kind: str
    """`take` or `garrison` a place, `clear` an area, `guns` near the fight, `bridge`, `ferry`, `depot`,
    `breakout` towards supply, `reserve`.
    """
    aim: Aim | None
    targets: tuple[int, ...]
    """Where it goes: the nearest of them."""
    to: int = -1
    """Far bank of the hexside at the target, for `bridge` and `ferry`."""


RESERVE = Task("reserve", None, ())
"""Of a unit that the plan needs nowhere."""
