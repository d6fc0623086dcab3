"""Between war and peace: tension, deconfliction lines, incidents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from game.core.record import record


@record
class DiplomacyRules:
    """Tension between rivals, 0-100."""

    beside: int = 2
    """A turn, for each unit that stands beside a rival's."""
    close: float = 0.0
    """A turn, for each other unit that stands within `close_km` of a rival's, on whichever bank; rounded
    down for all of a side together.
    """
    close_km: float = 8.0
    over_line: int = 10
    """For each unit that crosses the line."""
    mistake: int = 25
    """A strike or fire that hits a rival."""
    mistake_chance: float = 0.15
    """Probability that a strike or support mission beside a rival's unit hits it instead."""
    decay: float = 0.1
    """Share of it that passes in a turn, one point at least: what goes on settles at a level, and that tells
    how much of it there is.
    """
    handover: int = -10
    """A place handed over."""
    strained_at: int = 60
    strained_sorties: int = 2
    """Sorties fewer for both."""
    critical_at: int = 80
    critical_km: float = 10.0
    """No fires nearer than this to the rival's known units."""


@record
class LineSpec:
    """A deconfliction line: each side keeps to its banks and zones."""

    between: tuple[str, str]
    sides: Mapping[str, tuple[str, ...]]
    """Faction -> ids of banks and zones that are its own. Ground that is nobody's is free."""


@record
class Diplomacy:
    """Everything about relations that play changes."""

    tension: Mapping[str, int] = field(default_factory=dict)
    """ "a b" in order of play -> 0-100, for rivals and neutrals that a scenario follows."""
    incidents: Mapping[str, int] = field(default_factory=dict)
    """Faction -> incidents that it caused."""
    lines: bool = True
    """Whether deconfliction lines are in force."""
