"""Events of fires, civilians, diplomacy and irregular war. `core.events` joins them with the others."""

from __future__ import annotations

from game.core.civil import Convoy, Sighting
from game.core.fires import FlownMission, Report, StrikeTruth
from game.core.irregular import Cell, Raid
from game.core.record import record


@record
class SortiesSet:
    """A faction's sorties for this turn."""

    faction: str
    count: int
    bad_weather: bool


@record
class Launched:
    """A strike was launched: what its own side knows, and claims, at once."""

    report: Report
    left: int
    """Missiles left in the magazine."""
    salvo: int
    """Index of the next salvo."""
    ready: int
    """Turn from which the asset can fire again."""


@record
class Impact:
    """What the strike really did. Known to whoever is hit or sees the hex."""

    truth: StrikeTruth
    faction: str
    """The firing side."""
    hex: int
    site: str = ""
    """Place whose site was aimed at."""
    site_hits: int = 0
    """Hits on it so far."""
    crater_until: int = 0
    """Last turn for which the road is closed; 0 for not."""
    victim: str = ""
    """Faction that was hit, empty for nobody."""


@record
class Assessed:
    """The firing side sees what a strike did, and whether its claim was true."""

    faction: str
    report: int
    hits: int
    confirmed: bool
    """It did what was claimed, or would have been."""
    hex: int = -1


@record
class SiteOverrun:
    """A site fell with its ground."""

    place: str
    faction: str
    """Whose loss it is."""
    by: str
    hits: int
    """Hits that it counts with from now on: as many as destroy it."""


@record
class SiteLost:
    """All sites of one kind of a faction are gone."""

    faction: str
    kind: str


@record
class MissionFlown:
    """A sortie was flown."""

    mission: FlownMission


@record
class MissionsEnded:
    """All missions of a faction have ended: its next turn begins."""

    faction: str


@record
class CraterFilled:
    """A road hex is open again."""

    hex: int


@record
class CiviliansHarmed:
    """Civilians came to harm."""

    faction: str
    """Whose fire it was."""
    hex: int
    """-1 for who does not know where."""
    people: int
    cause: str
    """`strike`, `support`, `combat`."""


@record
class RulesOverridden:
    """A faction overrode its own rules of engagement."""

    faction: str
    hex: int


@record
class AidDelivered:
    """Aid reached a place."""

    faction: str
    place: str
    relief: int
    """New value, 0-100."""
    sorties: int = 0
    """Flown to cover it."""
    arrived: bool = True
    """False if the line of supply was cut unbeknown."""


@record
class ReliefChanged:
    """Relief of a place without a delivery: new value."""

    place: str
    relief: int


@record
class ConvoyChanged:
    """A convoy went on, was stranded, lost a part or arrived."""

    convoy: Convoy
    faction: str
    hex: int
    what: str
    """`moved`, `stranded`, `leaked`, `arrived`."""


@record
class Sighted:
    """A neutral observer's public report."""

    sighting: Sighting


@record
class TensionChanged:
    """Tension between two factions: new value and why."""

    a: str
    b: str
    value: int
    reason: str
    """`beside`, `line`, `mistake`, `decay`, `handover`, or the words of a trigger."""


@record
class Incident:
    """A faction hit, or crossed the line of, another with which it is not at war."""

    faction: str
    other: str
    hex: int
    reason: str


@record
class HandedOver:
    """A place passed from one faction to another by agreement."""

    place: str
    faction: str
    to: str


@record
class EffortSet:
    """A faction's main effort; it counts from turn `ready`."""

    faction: str
    place: str
    ready: int


@record
class Raided:
    """Raiders sit on a supply line."""

    raid: Raid


@record
class RaidEnded:
    """They left, or were driven off."""

    unit: str
    faction: str
    hex: int


@record
class ShockChanged:
    """Shock attacks that a faction has left."""

    faction: str
    left: int


@record
class Dispersed:
    """A unit went into hiding."""

    cell: Cell


@record
class Reformed:
    """A cell became a unit again."""

    unit: str
    faction: str
    hex: int
    steps: int


@record
class Mined:
    """Mines were left behind."""

    faction: str
    hex: int


@record
class MinesCleared:
    """A mined hex is clear."""

    hex: int


@record
class Trickled:
    """Steps crossed a closed river by night from one unit to another."""

    unit: str
    to: str
    faction: str
    steps: int


@record
class DepotSet:
    """A logistics unit became a depot (or is none any more: hex -1)."""

    unit: str
    faction: str
    hex: int
