"""A scenario's types. `game.scenario` reads YAML straight into these; nothing is described twice.

Conditions and effects have one optional field per kind. Several fields in one condition must all
hold; several in one effect all happen, in the order in which they stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any, Literal

from game.core.record import record
from game.core.units import Posture

HexRef = str | tuple[int, int]
"""A place's id ("harbour"), a place and steps from it ("harbour/NE2,E"), or [column, row]."""

Stance = Literal["war", "rival", "neutral", "allied"]
Confidence = Literal["reported", "known", "assumed"]

CONTROLLERS: tuple[str, ...] = ("simple", "random", "idle")
"""Names of AIs that a scenario may give to a faction; `game.ai.registry` builds them."""


@record
class Provenance:
    """Where a figure comes from."""

    confidence: Confidence
    ref: str = ""
    """Fact id (reported) or publication (known)."""
    note: str = ""


@record
class SourceSpec:
    """A place where supply enters the map."""

    at: HexRef
    until: int = 0
    """Last turn, 0 for always."""


@record
class Doctrine:
    """Character of an AI. Weights around 1.0; each is a number the simple AI multiplies with."""

    aggression: float = 1.0
    """Above 1 accepts worse odds."""
    caution: float = 1.0
    """Above 1 keeps more at home and retreats earlier."""
    encircle: float = 1.0
    """Value of cutting off against taking ground."""
    hold: tuple[str, ...] = ()
    """Places never left without a garrison."""
    priorities: Mapping[str, float] = field(default_factory=dict)
    """Place id -> factor on its value."""


@record
class FactionSpec:
    """One side."""

    name: str
    short: str
    """Letter or two, shown wherever colour alone would speak."""
    colour: str
    adjective: str = ""
    playable: bool = True
    controller: str = "simple"
    doctrine: Doctrine = field(default_factory=Doctrine)
    sources: tuple[SourceSpec, ...] = ()
    replacements: float = 0.0
    """Steps a turn."""
    prestige: int = 0
    note: str = ""


@record
class StanceSpec:
    """How two factions stand to each other; pairs that are not named are at war."""

    between: tuple[str, str]
    stance: Stance


@record
class Paint:
    """One stroke of the initial control: later strokes cover earlier ones.

    All selectors that are given must match. None given: the whole board.
    """

    faction: str
    """Empty for nobody's ground."""
    zones: tuple[str, ...] = ()
    bank: str = ""
    near: HexRef | None = None
    km: float = 0.0
    """With `near`: radius. With `along`: half-width."""
    along: tuple[HexRef, ...] = ()
    """The straight line through these."""
    hexes: tuple[HexRef, ...] = ()


@record
class UnitSpec:
    """One unit of the order of battle."""

    id: str
    name: str
    type: str
    at: HexRef
    steps: int = 0
    """0 for full strength."""
    range: tuple[int, int] | None = None
    """Plausible range of `steps`, for batches that sample it."""
    cohesion: int = 100
    entrenchment: int = 0
    posture: Posture = "hold"
    arrive: int = 0
    """Turn at whose start it comes; 0 for on the map; -1 for only by a trigger."""
    formation: str = ""
    source: Provenance | None = None


@record
class CrossingSpec:
    """Changes a crossing of the map at the start."""

    id: str
    status: Literal["intact", "destroyed"]


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
class Condition:
    """All fields that are given must hold."""

    turn: TurnWindow | None = None
    holds: Holds | None = None
    share: ShareIs | None = None
    near: UnitsNear | None = None
    encircled: Encircled | None = None
    connected: Connected | None = None
    stance: StanceIs | None = None
    losses: LossesAre | None = None
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
class EndEffect:
    """End the match: by points, or with this winner."""

    reason: str
    winner: str = ""
    by_points: bool = True


@record
class Effect:
    """Everything that is given happens, in this order."""

    say: SayEffect | None = None
    arrive: tuple[str, ...] = ()
    """Units that come on now."""
    withdraw: tuple[str, ...] = ()
    prestige: PrestigeEffect | None = None
    replacements: RateEffect | None = None
    cohesion: CohesionEffect | None = None
    source_of_supply: SourceEffect | None = None
    crossing: CrossingEffect | None = None
    stance: StanceIs | None = None
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
    repeat: bool = False
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


@record
class ScoreSpec:
    """A faction's score table."""

    par: float
    lines: tuple[PointLine, ...]
    historical: float | None = None
    """Index of the historical end state, for the debriefing."""


@record
class ScenarioSpec:
    """A scenario file, validated but not yet bound to its board."""

    format: Literal[1]
    id: str
    title: str
    start: date
    turns: int
    map: Any
    """File name beside the scenario, or an inline map."""
    factions: Mapping[str, FactionSpec]
    """In order of play."""
    units: Mapping[str, tuple[UnitSpec, ...]]
    subtitle: str = ""
    briefing: str = ""
    notes: str = ""
    days_per_turn: int = 2
    ruleset: str = "standard"
    rules: Mapping[str, Any] = field(default_factory=dict)
    """Overrides, merged over the ruleset."""
    stances: tuple[StanceSpec, ...] = ()
    control: tuple[Paint, ...] = ()
    crossings: tuple[CrossingSpec, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    """Place -> owner at the start, where it is not the one who controls the hex."""
    score: Mapping[str, ScoreSpec] = field(default_factory=dict)
    triggers: tuple[Trigger, ...] = ()
    decisions: tuple[DecisionSpec, ...] = ()
    spoilers: tuple[str, ...] = ()
    """Factions that win if every side with a par falls below the ruleset's `spoiler_index`."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Fact id -> text, for provenance on screen."""
    alternate: tuple[str, str] | None = None
    """Two factions that swap their place in the order of play every other turn."""
