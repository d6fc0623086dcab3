"""Score tables of a scenario: one line a source of points."""

from __future__ import annotations

from game.core.record import record
from game.core.script import Condition


@record
class ShareLine:
    """Points times the share of a zone group held."""

    group: str
    points: float


@record
class HoldLine:
    """Points while owning a place."""

    place: str
    points: float


@record
class FirstLine:
    """Points for being the first of `rivals` (and oneself) to own a place; the others lose half."""

    place: str
    points: float
    rivals: tuple[str, ...] = ()


@record
class EarlyLine:
    """Points per turn before (or, negative, after) `turn` when the condition first held."""

    when: Condition
    turn: int
    per_turn: float
    most: float


@record
class EachTurnLine:
    """Points for each own turn end at which the condition holds."""

    when: Condition
    points: float


@record
class LossLine:
    """Points for each step that a faction loses, or has still alive at the end."""

    faction: str
    points: float
    alive: bool = False


@record
class PrestigeLine:
    """Points for each point of prestige above the start."""

    points: float


@record
class ReliefLine:
    """Points times the mean relief of a place over the match, 0-1: collected turn by turn."""

    place: str
    points: float


@record
class IncidentLine:
    """Points (negative) for each incident that the faction caused."""

    points: float


@record
class PointLine:
    """One line of a faction's score table: exactly one of the kinds."""

    id: str
    text: str
    share: ShareLine | None = None
    hold: HoldLine | None = None
    first: FirstLine | None = None
    early: EarlyLine | None = None
    each_turn: EachTurnLine | None = None
    steps: LossLine | None = None
    prestige: PrestigeLine | None = None
    relief: ReliefLine | None = None
    incidents: IncidentLine | None = None


@record
class ScoreSpec:
    """A faction's score table."""

    par: float
    lines: tuple[PointLine, ...]
    historical: float | None = None
    """Index of the historical end state, for the debriefing."""
