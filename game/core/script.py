"""Triggers and decisions of a scenario: typed conditions and effects.

Conditions and effects have one optional field per kind. Several fields in one condition must all
hold; several in one effect all happen, in the order in which they stand here.
"""

from __future__ import annotations

from typing import Literal

from game.core.record import record
from game.core.refs import HexRef, Provenance, Stance
from game.core.units import SupplyState

OrderWord = Literal[
    "move", "attack", "posture", "finish", "ferry", "bridge", "demolish", "decide", "aid", "handover",
    "strike", "sortie", "effort", "raid", "disperse", "trickle",
]  # fmt: skip
"""What scenarios call the kinds of orders; `core.orders.ORDER_WORDS` says which is which."""


@record
class TurnWindow:
    """Turns in which a condition can be true; both ends included."""

    since: int = 1
    until: int = 9999


@record
class Holds:
    """A faction owns all these places."""

    faction: str
    places: tuple[str, ...]


@record
class ShareIs:
    """A faction's true share of a zone group by area."""

    faction: str
    group: str
    at_least: float = 0.0
    below: float = 1.01


@record
class UnitsNear:
    """At least `count` units of a faction within `km` of a hex."""

    faction: str
    near: HexRef
    km: float
    count: int = 1


@record
class Encircled:
    """At least `count` units of a faction are isolated, near a hex if one is named."""

    faction: str
    count: int = 1
    near: HexRef | None = None
    km: float = 0.0


@record
class SupplyIs:
    """At least `count` units of a faction are in this state of supply, as traced at its last turn start."""

    faction: str
    state: SupplyState
    count: int = 1
    unit: str = ""
    """This unit alone."""
    near: HexRef | None = None
    km: float = 0.0


@record
class Ordered:
    """A faction has given this kind of order so many times."""

    faction: str
    order: OrderWord
    at_least: int = 1


@record
class Elapsed:
    """So many turns have passed since a trigger last fired."""

    trigger: str
    turns: int


@record
class Connected:
    """A place lies on a faction's unbroken supply net, no longer than `stretched_km`."""

    faction: str
    place: str


@record
class StanceIs:
    """Two factions stand like this."""

    between: tuple[str, str]
    stance: Stance


@record
class LossesAre:
    """Steps a faction has lost so far."""

    faction: str
    at_least: int


@record
class TensionIs:
    """Tension between two factions."""

    between: tuple[str, str]
    at_least: int = 0
    below: int = 101


@record
class PrestigeIs:
    """Prestige of a faction."""

    faction: str
    at_least: int = -1000
    below: int = 1001


@record
class ReliefIs:
    """Relief of a place, 0-100."""

    place: str
    at_least: int


@record
class ConvoyIs:
    """What became of a convoy."""

    unit: str
    state: Literal["arrived", "stranded", "leaked"]
    at_least: int = 1
    """Turns stranded or steps leaked."""


@record
class Condition:
    """All fields that are given must hold."""

    turn: TurnWindow | None = None
    holds: Holds | None = None
    share: ShareIs | None = None
    near: UnitsNear | None = None
    encircled: Encircled | None = None
    supply: SupplyIs | None = None
    connected: Connected | None = None
    ordered: Ordered | None = None
    elapsed: Elapsed | None = None
    stance: StanceIs | None = None
    losses: LossesAre | None = None
    tension: TensionIs | None = None
    prestige: PrestigeIs | None = None
    relief: ReliefIs | None = None
    convoy: ConvoyIs | None = None
    site_lost: str = ""
    """The site at this place is destroyed."""
    incidents: LossesAre | None = None
    """A faction has caused this many incidents."""
    fired: tuple[str, ...] = ()
    """These triggers have fired."""
    decided: tuple[str, str] | None = None
    """[decision, option] was chosen."""
    any_of: tuple[Condition, ...] = ()
    none_of: tuple[Condition, ...] = ()


@record
class SayEffect:
    """Words to a faction, or to all."""

    title: str
    text: str
    to: str = ""
    place: str = ""


@record
class TaskEffect:
    """Something to do that stays in view until it is done. One with the same id takes its place."""

    id: str
    title: str
    text: str
    """`{key:end_turn}` becomes the key that is bound to this action."""
    to: str = ""
    """Empty for everyone."""
    at: HexRef | None = None
    """A hex to mark."""
    unit: str = ""
    """A unit of that side to mark."""


@record
class PrestigeEffect:
    """Move a faction's prestige."""

    faction: str
    change: int
    reason: str


@record
class RateEffect:
    """Set a faction's replacements in steps a turn."""

    faction: str
    rate: float


@record
class PlanEffect:
    """Set the plan that a faction's AI follows from now on; empty for its doctrine as it is."""

    faction: str
    plan: str = ""


@record
class CohesionEffect:
    """Change the cohesion of all units of a faction."""

    faction: str
    change: int


@record
class SourceEffect:
    """Open or close a source of supply."""

    faction: str
    at: HexRef
    active: bool = True


@record
class CrossingEffect:
    """Repair or destroy a crossing of the map."""

    crossing: str
    status: Literal["intact", "destroyed"]


@record
class TensionEffect:
    """Move the tension between two factions."""

    between: tuple[str, str]
    change: int
    reason: str


@record
class LinesEffect:
    """Put deconfliction lines in force, or out of it."""

    active: bool


@record
class SortiesEffect:
    """Set a faction's sorties a turn."""

    faction: str
    a_turn: int


@record
class EndEffect:
    """End the match: by points, or with this winner."""

    reason: str
    winner: str = ""
    by_points: bool = True


@record
class Effect:
    """Everything that is given happens, in this order."""

    say: SayEffect | None = None
    task_done: tuple[str, ...] = ()
    """Tasks that are done now."""
    task: TaskEffect | None = None
    arrive: tuple[str, ...] = ()
    """Units that come on now."""
    withdraw: tuple[str, ...] = ()
    prestige: PrestigeEffect | None = None
    replacements: RateEffect | None = None
    cohesion: CohesionEffect | None = None
    source_of_supply: SourceEffect | None = None
    crossing: CrossingEffect | None = None
    stance: StanceIs | None = None
    tension: TensionEffect | None = None
    deconfliction: LinesEffect | None = None
    sorties: SortiesEffect | None = None
    plan: PlanEffect | None = None
    offer: str = ""
    """Offer this decision."""
    end: EndEffect | None = None


@record
class Trigger:
    """When the condition holds, the effects happen, once unless `repeat`."""

    id: str
    when: Condition
    then: tuple[Effect, ...]
    on: str = ""
    """Checked at this faction's turn start only; empty for every turn start."""
    each_order: bool = False
    """Looked at after every order in that faction's turn, too."""
    repeat: bool = False
    rising: bool = False
    """Only when the condition holds and did not at the check before, or at the start of the match."""
    source: Provenance | None = None


@record
class OptionSpec:
    """One answer to a decision."""

    id: str
    text: str
    consequences: str
    """Stated before choosing."""
    then: tuple[Effect, ...] = ()
    weight: float = 1.0
    """How an AI chooses between options, before its doctrine."""


@record
class DecisionSpec:
    """A choice that a trigger can offer."""

    id: str
    faction: str
    title: str
    text: str
    options: tuple[OptionSpec, ...]
    default: str
    source: Provenance | None = None
