"""Events: what happened, dice included. Reducing them is the only way the state changes.

Every event is complete: `reduce` looks nothing up that an event could say, and rolls nothing. Events
are also what observers see, after redaction.
"""

from __future__ import annotations

from typing import get_args

from game.core.affairs import (
    AidDelivered,
    Assessed,
    CiviliansHarmed,
    ConvoyChanged,
    CraterFilled,
    DepotSet,
    Dispersed,
    EffortSet,
    HandedOver,
    Impact,
    Incident,
    Launched,
    Mined,
    MinesCleared,
    MissionFlown,
    MissionsEnded,
    Raided,
    RaidEnded,
    Reformed,
    ReliefChanged,
    RulesOverridden,
    ShockChanged,
    Sighted,
    SiteLost,
    SiteOverrun,
    SortiesSet,
    TensionChanged,
    Trickled,
)
from game.core.record import record
from game.core.story import (
    CohesionChanged,
    DecisionOffered,
    DecisionTaken,
    LinesChanged,
    Message,
    PlanChanged,
    RateChanged,
    SortieRateChanged,
    SourceChanged,
    StanceChanged,
    TaskSet,
    TriggerFired,
    TriggerHeld,
)
from game.core.units import Posture, SupplyState, Unit

__all__ = [
    "EVENT_TYPES", "AidDelivered", "Arrived", "Assessed", "CiviliansHarmed", "ClaimAdvanced",
    "CohesionChanged", "ControlChanged", "ConvoyChanged", "CraterFilled", "CrossingChanged",
    "DecisionOffered", "DecisionTaken", "DepotSet", "Dispersed", "EffortSet", "Event", "Ferried",
    "Finished", "Fought", "HandedOver", "Impact", "Incident", "Launched", "LinesChanged", "Loss",
    "LostSight", "MatchEnded", "Message", "Mined", "MinesCleared", "MissionFlown", "MissionsEnded",
    "Moved", "Ordered", "PlaceTaken", "PlanChanged", "PostureSet", "PrestigeChanged", "RaidEnded",
    "Raided", "RateChanged", "Recovered", "Reformed", "ReliefChanged", "Removed", "ReplacementsSpent",
    "Retreated", "Revealed", "RulesOverridden", "Scored", "ShockChanged", "Sighted", "SiteLost",
    "SiteOverrun", "SortieRateChanged", "SortiesSet", "SourceChanged", "Spotted", "StanceChanged",
    "StepsLost", "SupplyReading", "SupplyTraced", "TaskSet", "TensionChanged", "Trickled", "TriggerFired",
    "TriggerHeld", "TurnBegan", "TurnEnded", "WorkDone",
]  # fmt: skip


@record
class Moved:
    """A unit went along a path (its own hex first). `stopped` says why it went no further."""

    unit: str
    faction: str
    path: tuple[int, ...]
    spent: int
    """Total metre-equivalents used this turn, after this move."""
    halted: bool = False
    stopped: str = ""
    """Reason code for a move that ended early: `ambush` (an unknown enemy in the way), `zone` (his zone
    of control), `ground` (it cost more than believed), `border` (ground or units of a side that one is
    not at war with); empty if it got where it wanted.
    """


@record
class ControlChanged:
    """Hexes passed to a faction."""

    faction: str
    hexes: tuple[int, ...]


@record
class Spotted:
    """A faction newly sees an enemy unit. The unit is as it was when first seen."""

    faction: str
    unit: Unit


@record
class LostSight:
    """A faction no longer sees an enemy unit; it keeps the last picture of it."""

    faction: str
    unit: Unit


@record
class Revealed:
    """Hexes that a faction newly has in sight: it learns who controls them and who is not there."""

    faction: str
    hexes: tuple[int, ...]


@record
class Loss:
    """Steps that one unit loses in a combat."""

    unit: str
    steps: int
    destroyed: bool = False


@record
class Fought:
    """One attack with its dice and everything that followed for steps and cohesion."""

    faction: str
    attackers: tuple[str, ...]
    """The declaring unit first."""
    batteries: tuple[str, ...]
    """Units that only fired in support."""
    enemy: str
    """Defending faction."""
    defenders: tuple[str, ...]
    origin: int
    """Hex of the declaring unit."""
    target: int
    column: str
    """Column used, after shifts."""
    odds: str
    """Odds before shifts, in words: "2.4:1"."""
    shifts: tuple[tuple[str, int], ...]
    """(name code, columns) of each shift that counted."""
    roll: tuple[int, int]
    attacker_loss: tuple[Loss, ...]
    defender_loss: tuple[Loss, ...]
    """Without those that surrender."""
    cohesion: tuple[tuple[str, int], ...]
    """(unit, change)."""
    dug_out: tuple[str, ...] = ()
    """Defenders that lost a level of entrenchment."""
    result: str = ""
    """`hold`, `retreat`, `stand_fast`, `surrender`, `destroyed`."""
    surrendered: tuple[Loss, ...] = ()
    """Defenders with no way to retreat, and the steps that they had left; `Removed` takes them away."""

    @property
    def attacker_steps(self) -> int:
        """Steps that the attackers lose."""
        return sum(x.steps for x in self.attacker_loss)

    @property
    def surrendered_steps(self) -> int:
        """Steps that surrender."""
        return sum(x.steps for x in self.surrendered)

    @property
    def defender_steps(self) -> int:
        """Steps that the defenders lose, those that surrender included."""
        return sum(x.steps for x in self.defender_loss) + self.surrendered_steps


@record
class Retreated:
    """A unit was pushed back along a path."""

    unit: str
    faction: str
    path: tuple[int, ...]


@record
class Removed:
    """A unit left the map for good."""

    unit: str
    faction: str
    hex: int
    cause: str
    """`destroyed`, `surrendered`, `starved`, `withdrawn`; of a convoy also `arrived` and `leaked`."""


@record
class StepsLost:
    """Steps lost outside combat."""

    unit: str
    faction: str
    steps: int
    cause: str
    """`starvation`, `crossing`, `leakage`..."""


@record
class PostureSet:
    """A unit changed posture."""

    unit: str
    posture: Posture


@record
class Finished:
    """A unit is done for the turn."""

    unit: str


@record
class Ferried:
    """A unit crossed a river by boat; that is all it does this turn."""

    unit: str
    faction: str
    origin: int
    to: int


@record
class CrossingChanged:
    """A bridge was repaired or destroyed, a pontoon laid or taken away, or work on one went on."""

    crossing: str
    name: str
    edge: tuple[int, int]
    kind: str
    status: str
    """`intact`, `destroyed`, or `gone` for a pontoon that no longer exists."""
    owner: str = ""
    by: str = ""
    """Unit that did it."""


@record
class WorkDone:
    """Engineers worked at a crossing for one turn without finishing it."""

    unit: str
    edge: tuple[int, int]
    turns_left: int


@record
class SupplyReading:
    """One unit's supply as traced."""

    unit: str
    state: SupplyState
    km: int
    cut_off: int


@record
class SupplyTraced:
    """Supply of all units of a faction at its turn start."""

    faction: str
    units: tuple[SupplyReading, ...]


@record
class Recovered:
    """Cohesion, entrenchment and replacements at turn start: new values."""

    unit: str
    cohesion: int
    entrenchment: int
    still: int
    steps: int


@record
class Arrived:
    """A unit came onto the map."""

    unit: Unit


@record
class TurnBegan:
    """It is this faction's turn."""

    turn: int
    faction: str


@record
class TurnEnded:
    """A faction ended its turn."""

    turn: int
    faction: str


@record
class ClaimAdvanced:
    """A faction has held a place for `turn_ends` own turn ends in a row (0: its claim lapsed)."""

    place: str
    faction: str
    turn_ends: int


@record
class PlaceTaken:
    """A named place changed owner."""

    place: str
    faction: str
    previous: str
    """Empty for nobody."""
    first: bool
    """First to take it since the start, for races."""


@record
class Scored:
    """Points of one line of a faction's table: the line's new total."""

    faction: str
    line: str
    total: float


@record
class ReplacementsSpent:
    """Fraction of a step carried over to a faction's next turn."""

    faction: str
    pool: float


@record
class PrestigeChanged:
    """Prestige moved by a named event."""

    faction: str
    change: int
    reason: str


@record
class MatchEnded:
    """The result and why."""

    winner: str
    """Empty for a draw."""
    grade: str
    reason: str
    """`turn_limit`, `concession`, or the reason that an `end` effect of the scenario gives."""


@record
class Ordered:
    """First event of every order but the last of a turn: how many the faction has given this turn."""

    faction: str
    number: int
    """From 1."""
    order: str = ""
    """Its kind, a word of `ORDER_WORDS`."""


Event = (
    Moved | ControlChanged | Spotted | LostSight | Revealed | Fought | Retreated | Removed | StepsLost
    | PostureSet | Finished | Ferried | CrossingChanged | WorkDone | SupplyTraced | Recovered | Arrived
    | TurnBegan | TurnEnded | ClaimAdvanced | PlaceTaken | Scored | TriggerFired | Message
    | StanceChanged | SourceChanged | RateChanged | PlanChanged | ReplacementsSpent | PrestigeChanged
    | DecisionOffered | DecisionTaken | MatchEnded | Ordered | CohesionChanged
    | SortiesSet | Launched | Impact | Assessed | SiteLost | MissionFlown | CiviliansHarmed
    | RulesOverridden | AidDelivered | ReliefChanged | ConvoyChanged | Sighted | TensionChanged
    | Incident | HandedOver | EffortSet | Raided | RaidEnded | ShockChanged | Dispersed | Reformed
    | Mined | MinesCleared | Trickled | DepotSet | LinesChanged | SortieRateChanged | TriggerHeld
    | MissionsEnded | CraterFilled | SiteOverrun | TaskSet
)  # fmt: skip
EVENT_TYPES: tuple[type[Event], ...] = get_args(Event)
