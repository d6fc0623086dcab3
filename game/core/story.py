"""Events of the scenario's story: triggers, messages, tasks, decisions, and what their effects change.
`core.events` joins them with the others.
"""

from __future__ import annotations

from game.core.record import record
from game.core.tasks import Task


@record
class TriggerFired:
    """A trigger's condition came true."""

    trigger: str


@record
class TriggerHeld:
    """Whether the condition of a `rising` trigger held when it was last checked."""

    trigger: str
    holds: bool


@record
class Message:
    """Words from the scenario to one faction, or to everyone if `faction` is empty."""

    faction: str
    title: str
    text: str
    place: str = ""
    source: str = ""


@record
class TaskSet:
    """The scenario asks a faction, or everyone, to do something; or says that it is done."""

    faction: str
    id: str
    task: Task


@record
class DecisionOffered:
    """A faction may choose until it ends its turn; then the default counts."""

    decision: str
    faction: str


@record
class DecisionTaken:
    """What was chosen."""

    decision: str
    faction: str
    option: str


@record
class StanceChanged:
    """Two factions stand differently to each other."""

    a: str
    b: str
    stance: str


@record
class LinesChanged:
    """Deconfliction lines came into force, or went out of it."""

    active: bool


@record
class SourceChanged:
    """A faction gained or lost a source of supply."""

    faction: str
    hex: int
    active: bool


@record
class RateChanged:
    """A faction's replacements in steps a turn changed."""

    faction: str
    rate: float


@record
class PlanChanged:
    """A faction's AI follows another of its plans from now on."""

    faction: str
    plan: str


@record
class SortieRateChanged:
    """A faction's sorties a turn from now on."""

    faction: str
    a_turn: int


@record
class CohesionChanged:
    """The scenario shook or heartened a whole faction."""

    faction: str
    change: int
    """As the scenario says it."""
    units: tuple[tuple[str, int], ...]
    """(unit, cohesion from now on)."""
