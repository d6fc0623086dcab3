"""Orders: what a faction wants. They name hexes, never enemy ids."""

from __future__ import annotations

from game.core.record import record
from game.core.units import Posture


@record
class Move:
    """Go along `path`, which starts with the unit's own hex."""

    unit: str
    path: tuple[int, ...]


@record
class Attack:
    """Attack the enemy in the neighbouring hex `target`."""

    unit: str
    target: int
    support: bool = True
    """Friends beside the target that can, join in, and batteries in range fire."""
    advance: bool = True
    """Enter the hex if it falls empty."""


@record
class SetPosture:
    """Change a unit's posture; `rest` and `guard` forbid attacks until changed."""

    unit: str
    posture: Posture


@record
class Finish:
    """Nothing more for this unit this turn."""

    unit: str


@record
class Ferry:
    """Cross the river by boat to the neighbouring hex `to`; takes the whole turn."""

    unit: str
    to: int


@record
class Bridge:
    """Engineers repair the destroyed crossing towards `to`, or lay a pontoon if there is none."""

    unit: str
    to: int


@record
class Demolish:
    """Destroy the crossing towards the neighbouring hex `to`."""

    unit: str
    to: int


@record
class Decide:
    """Answer a decision that a trigger offered."""

    decision: str
    option: str


@record
class EndTurn:
    """Hand over to the next faction."""


@record
class Concede:
    """Give the match up."""


Order = Move | Attack | SetPosture | Finish | Ferry | Bridge | Demolish | Decide | EndTurn | Concede
ORDER_TYPES: tuple[type[Order], ...] = (
    Move, Attack, SetPosture, Finish, Ferry, Bridge, Demolish, Decide, EndTurn, Concede,
)  # fmt: skip


@record
class Refusal:
    """Why an order is not legal, as far as the asker's side knows."""

    code: str
    """Stable, for programs: `too_far`, `not_your_turn` ..."""
    text: str
    """One sentence for people."""
    hex: int = -1
    """Where, if anywhere."""
