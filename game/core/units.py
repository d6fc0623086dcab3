"""Units and what a faction remembers of them."""

from __future__ import annotations

from typing import Literal

from game.core.record import record

Posture = Literal["hold", "guard", "rest", "stand_fast"]
SupplyState = Literal["supplied", "overextended", "unsupplied", "isolated"]

POSTURES: tuple[Posture, ...] = ("hold", "guard", "rest", "stand_fast")
SUPPLY_STATES: tuple[SupplyState, ...] = ("supplied", "overextended", "unsupplied", "isolated")
"""From best to worst."""


@record
class Unit:
    """A counter. What an enemy who sees it may know is here; the rest is in `Activity`."""

    id: str
    name: str
    type: str
    """Key of `Ruleset.unit_types`."""
    faction: str
    hex: int
    steps: int
    full: int
    """Steps at full strength."""
    cohesion: int = 100
    """0-100."""
    entrenchment: int = 0
    """Level, 0 to `RecoveryRules.dig_in_max`."""
    still: int = 0
    """Own turns in a row without moving or attacking, counted at turn start towards the next level; -1
    as long as it has done so since the last turn start."""
    supply: SupplyState = "supplied"
    supply_km: int = 0
    """Length of the line traced at turn start, in km-equivalents; -1 for none."""
    cut_off: int = 0
    """Own turns in a row isolated."""
    posture: Posture = "hold"


@record
class Activity:
    """What a unit of the active faction has done this turn. Only its own side sees it."""

    origin: int
    """Hex at turn start."""
    spent: int = 0
    """Metre-equivalents used of the allowance."""
    attacked: bool = False
    halted: bool = False
    """May not move any more (zone of control, ferry, attack)."""
    done: bool = False
    """The player has finished with it."""


@record
class Contact:
    """An enemy unit as last seen."""

    unit: Unit
    """As it was then."""
    turn: int
    """When it was last seen."""
