"""Civilians: where they are, what harmed them, what helped them; convoys and neutral observers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from game.core.record import record
from game.core.refs import Provenance


@record
class CivilRules:
    """Aid and harm."""

    aid_relief: int = 15
    """Per cent of the relief that a place lacks which one delivery brings."""
    aid_sorties: int = 1
    """Sorties that one delivery costs a side that flies any: aircraft that cover the lorries."""
    aid_a_turn: int = 1
    """Deliveries of a faction in one turn."""
    relief_decay: int = 1
    """Relief that a place loses each turn."""
    combat_harm_share: float = 0.0005
    """Expected share of a hex's civilians harmed by one attack there."""
    aboard_factor: float = 25.0
    """People aboard vehicles are this many times as exposed as those who are spread over a hex."""
    sighting_turns: int = 3
    """Turns for which the reports of observers are kept."""


@record
class ConvoyRules:
    """Convoys that follow a route by themselves."""

    strand_km: float = 6.0
    """A hostile interdiction mission or crater this near to the road ahead strands a convoy."""
    leak_chance: float = 0.35
    """Probability a stranded turn that part of it slips away."""
    leak_steps: int = 1
    vague_km: float = 12.0
    """Others place it only to within this distance."""


@record
class ConvoySpec:
    """A unit that travels by its own route and takes no orders."""

    unit: str
    route: tuple[str | tuple[int, int], ...]
    """Hex references; between two of them it goes the cheapest way by road."""
    civilians: int
    fighters: int
    range: tuple[int, int] | None = None
    """Plausible range of all aboard, as others report it."""
    public: bool = False
    """Whether all know where its route ends."""
    joins: str = ""
    """Unit that comes on when it arrives or in part leaks away, if any."""
    source: Provenance | None = None


@record
class ObserverSpec:
    """A neutral network that reports what it sees to everyone."""

    id: str
    name: str
    of: tuple[str, ...]
    """Factions whose units and convoys it reports."""
    units: tuple[str, ...] = ()
    """Only these of them, if any are named."""
    chance: float = 0.2
    """Probability a turn and unit of a report."""
    error_km: float = 6.0
    wrong: float = 0.1
    """Probability that a report names the wrong place altogether."""
    near: str | tuple[int, int] | None = None
    km: float = 0.0
    source: Provenance | None = None


@record
class Convoy:
    """A convoy in play."""

    unit: str
    leg: int = 0
    """Index of the route point that it heads for."""
    stranded: int = 0
    """Turns stranded so far."""
    leaked: int = 0
    """Steps that slipped away."""
    arrived: bool = False
    brought: int = 0
    """Steps with which it arrived."""


@record
class Sighting:
    """A public report, possibly wrong."""

    turn: int
    observer: str
    """Name of the observer."""
    faction: str
    hex: int
    what: str
    """Kind of unit, in words."""
    confidence: float
    """0-1, as stated by the observer."""


@record
class Civil:
    """Everything about civilians that play changes."""

    people: Mapping[int, int] = field(default_factory=dict)
    """Hex -> civilians."""
    harmed: Mapping[str, int] = field(default_factory=dict)
    """Faction that did it -> civilians harmed. A ledger of its own: no score line can read it."""
    breaches: Mapping[str, int] = field(default_factory=dict)
    """Faction -> times it overrode its rules of engagement."""
    relief: Mapping[str, int] = field(default_factory=dict)
    """Place -> 0-100."""
    aid_left: int = 0
    """Deliveries that the active faction can still make this turn."""
    convoys: Mapping[str, Convoy] = field(default_factory=dict)
    aboard: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Convoy -> least and most civilians aboard as long as it is whole; the same twice where it is known.
    Who does not own it, must take everybody aboard for a civilian.
    """
    sightings: tuple[Sighting, ...] = ()
    """Of the last few turns. Public."""
