"""A scenario's types. `game.scenario` reads YAML straight into these; nothing is described twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any, Literal, get_args

from game.core.civil import ConvoySpec, ObserverSpec
from game.core.diplomacy import LineSpec
from game.core.fires import AssetSpec, Engagement, SiteSpec, SortieSpec
from game.core.irregular import Abilities
from game.core.record import record
from game.core.refs import HexRef, Provenance, Stance
from game.core.score import ScoreSpec
from game.core.script import DecisionSpec, Trigger
from game.core.units import Posture

CONTROLLERS: tuple[str, ...] = ("simple", "random", "idle")
"""Names of AIs that a scenario may give to a faction; `game.ai.registry` builds them."""


Means = Literal[
    "missiles", "support", "interdiction", "reconnaissance", "aid", "handovers", "effort", "guards",
    "raids", "shock", "cells", "boats", "pontoons", "repairs", "ferries", "demolition",
]  # fmt: skip
"""What an AI can be told to do without: see `Doctrine.forgo`."""
MEANS: tuple[Means, ...] = get_args(Means)

Figure = Literal["civilians", "control", "stances", "tension", "lines", "supply", "replacements", "score"]
"""Kinds of figures that are no thing of their own, but come from somewhere."""
FIGURES: tuple[Figure, ...] = get_args(Figure)


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
    """Place, zone or group of zones -> factor on its value."""
    escalate: float = 0.0
    """Readiness to override its own rules of engagement: 0 never; else the factor on what a strike is
    worth before the price of doing so is taken off."""
    press: float = 0.0
    """Readiness to fire before the press, 0-1: at sites, where success is at least 1 - `press` likely."""
    yielding: float = 1.0
    """Above 1 hands places over to rivals sooner; 0 never."""
    convoys: float = 1.0
    """Value of holding up convoys of the enemy; 0 lets them go."""
    area: tuple[str, ...] = ()
    """Banks, zones and groups of zones that its units keep to; empty for everywhere."""
    positions: tuple[tuple[str, ...], ...] = ()
    """Chains of places, each from front to rear, along which it falls back."""
    retake: bool = False
    """Goes back at once for a place that was taken from it and is weakly held."""
    shift_reserves: bool = False
    """Sends units from quiet places to where the nearer of its enemies threatens."""
    forgo: tuple[Means, ...] = ()
    """Means that it never uses, whatever it has."""


@record
class PlanSpec:
    """A way to fight that a faction's AI can be told to follow: where it differs from the doctrine."""

    name: str
    note: str = ""
    """What it is about, in a sentence."""
    aggression: float | None = None
    caution: float | None = None
    encircle: float | None = None
    hold: tuple[str, ...] | None = None
    area: tuple[str, ...] | None = None
    """Instead of the doctrine's, each where it is given."""
    priorities: Mapping[str, float] = field(default_factory=dict)
    """Beside the doctrine's, and before them."""


_PLANNED = ("aggression", "caution", "encircle", "hold", "area")


@record
class FactionSpec:
    """One side."""

    name: str
    short: str
    """Letter or two, shown wherever colour alone would speak."""
    colour: str
    playable: bool = True
    controller: str = "simple"
    doctrine: Doctrine = field(default_factory=Doctrine)
    plans: Mapping[str, PlanSpec] = field(default_factory=dict)
    """Ways to fight that its AI can be told to follow."""
    plan: str = ""
    """The one that it follows if nobody says otherwise; empty for the doctrine as it is."""
    sources: tuple[SourceSpec, ...] = ()
    replacements: float = 0.0
    """Steps a turn."""
    prestige: int = 0
    assets: tuple[AssetSpec, ...] = ()
    """Off-map launchers."""
    sorties: SortieSpec | None = None
    engagement: Engagement = field(default_factory=Engagement)
    abilities: Abilities = field(default_factory=Abilities)
    """Irregular means."""
    aid: bool = False
    """May bring aid to places that it holds."""
    note: str = ""

    def public(self) -> FactionSpec:
        """What other sides may know: not how it fights, what it lives on and what it gets."""
        return replace(self, doctrine=Doctrine(), plans={}, plan="", sources=(), replacements=0.0)

    def doctrine_for(self, plan: str) -> Doctrine:
        """The doctrine under one of the plans, "" for as it is. Raises KeyError."""
        if not plan:
            return self.doctrine
        said = self.plans[plan]
        given = {k: v for k in _PLANNED if (v := getattr(said, k)) is not None}
        priorities = {**self.doctrine.priorities, **said.priorities}
        return replace(self.doctrine, **given, priorities=priorities)


@record
class StanceSpec:
    """How two factions stand to each other; pairs that are not named are at war."""

    between: tuple[str, str]
    stance: Stance


@record
class TensionSpec:
    """Tension between two factions at the start, 0-100; pairs that are not named are not followed."""

    between: tuple[str, str]
    start: int


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
    """What it is a part of, such as a brigade; told to its own side."""
    source: Provenance | None = None


@record
class CrossingSpec:
    """Changes a crossing of the map at the start."""

    id: str
    status: Literal["intact", "destroyed"]


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
    next: str = ""
    """Name of a scenario file beside this one, without its ending, that is offered when this has ended."""
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
    source: Provenance | None = None
    """Where everything comes from that does not say so itself."""
    figures: Mapping[Figure, Provenance] = field(default_factory=dict)
    """Kind of figure -> where it comes from."""
    sites: Mapping[str, SiteSpec] = field(default_factory=dict)
    """Place -> site."""
    civilians: Mapping[str, int] = field(default_factory=dict)
    """Place or zone -> people; a zone's are spread over its hexes by area."""
    convoys: tuple[ConvoySpec, ...] = ()
    observers: tuple[ObserverSpec, ...] = ()
    lines: tuple[LineSpec, ...] = ()
    """Deconfliction lines."""
    tension: tuple[TensionSpec, ...] = ()
    alternate: tuple[str, str] | None = None
    """Two factions that swap their place in the order of play every other turn."""
