"""Off-map fires: platforms and their magazines, sorties and missions, sites, claims and the truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from game.core.record import record
from game.core.refs import Provenance
from game.core.units import SupplyState

Aim = Literal["unit", "site", "road"]
Mission = Literal["support", "interdiction", "reconnaissance"]
SiteKindId = str

AIMS: tuple[Aim, ...] = ("unit", "site", "road")
MISSIONS: tuple[Mission, ...] = ("support", "interdiction", "reconnaissance")


@record
class Platform:
    """One kind of off-map launcher."""

    name: str
    magazine: int
    """Missiles when full."""
    salvos: tuple[int, ...]
    """Missiles of the first, second ... launch; the cycle starts again after the last."""
    reload_turns: int
    """Turns from an empty magazine to a full one."""


@record
class SiteKind:
    """What the loss of all sites of one kind does to their owner, as long as none is left."""

    name: str
    recovery: float = 1.0
    """Factor on cohesion recovered each turn (command)."""
    attack: float = 1.0
    """Factor on attack strength (ammunition)."""
    joint: bool = True
    """Friends join in an attack (communications, if False)."""
    replacements: float = 1.0
    """Factor on replacements."""
    cohesion: int = 0
    """Change for all units of the owner at the moment of the loss."""


@record
class FiresRules:
    """Strikes by missile."""

    hit_site: float = 0.75
    """Probability that a missile hits a site."""
    hit_seen: float = 0.5
    """The same for a unit in sight."""
    hit_last_seen: float = 0.2
    """The same for a unit as last seen."""
    hit_road: float = 0.75
    site_hits: int = 2
    """Hits that destroy a site."""
    unit_cohesion: int = 10
    """Lost with each step that a hit costs a unit."""
    road_turns: int = 2
    """Turns that a cratered road counts as open ground."""
    claim: float = 0.9
    """Probability that the firing side claims success, whatever happened."""
    harm_share: float = 0.002
    """Expected share of the civilians of a hex harmed by one missile."""
    harm_scatter: float = 0.5
    """The harm done is the expected one times 1 +- this, uniform."""
    press_claim: int = 2
    """Prestige for a strike before the press, on the claim."""
    press_confirmed: int = 2
    """More when the truth bears the claim out."""
    press_refuted: int = -8
    """Prestige when it does not."""
    escalation_prestige: int = -5
    """Prestige of overriding one's own rules of engagement."""


@record
class AirRules:
    """Sorties: one budget a turn for all missions."""

    reconnaissance_km: float = 8.0
    interdiction_factor: float = 2.0
    """On road and track costs of hostile movement and supply within `interdiction_km`."""
    interdiction_km: float = 4.0
    interdicted_line: tuple[SupplyState, ...] = ("overextended", "unsupplied")
    """The best state that a line of supply gives within `interdiction_km` of one mission, of two ..."""
    weather_chance: float = 0.1667
    weather_loss: int = 2
    """Sorties fewer in a turn of bad weather."""
    support_harm_share: float = 0.0005
    """Expected share of the civilians of a hex harmed by one support mission."""


@record
class AssetSpec:
    """One off-map launcher of a faction."""

    id: str
    name: str
    platform: str
    since: int = 1
    """First turn in which it can fire."""
    source: Provenance | None = None


@record
class SortieSpec:
    """A faction's air backer."""

    name: str
    a_turn: int
    range: tuple[int, int] | None = None
    """Plausible range of `a_turn`."""
    source: Provenance | None = None


@record
class Engagement:
    """Rules of engagement of a faction's fires."""

    harm_limit: float = 1e9
    """Expected civilians harmed above which a strike or support mission is refused."""
    escalation: bool = True
    """Whether the refusal may be overridden, at a price."""
    convoys: Literal["allow", "ask", "forbid"] = "forbid"
    """Striking hexes where units with civilians aboard are known."""
    rival_km: float = 0.0
    """No strike nearer than this to a rival's known units."""
    source: Provenance | None = None


@record
class SiteSpec:
    """A site at a place."""

    kind: SiteKindId
    faction: str
    """Whose loss it is."""
    source: Provenance | None = None


@record
class Magazine:
    """An asset in play. An empty one counts as full again, but is not `ready` before it is."""

    faction: str
    left: int
    salvo: int = 0
    """Index into `Platform.salvos` of the next launch."""
    ready: int = 1
    """Turn from which it can fire."""


@record
class FlownMission:
    """A mission that still has effect."""

    faction: str
    mission: Mission
    hex: int
    until: int
    """Last turn; it ends when its faction's next turn begins."""


@record
class Crater:
    """A road hex that a strike has closed."""

    hex: int
    until: int


@record
class Report:
    """A strike as its own side knows it: the claim at once, the truth when seen."""

    id: int
    faction: str
    asset: str
    turn: int
    hex: int
    aim: Aim
    missiles: int
    claimed: bool
    """`destroyed` or `hit` was claimed."""
    press: bool = False
    assessed: bool = False
    """The firing side has seen the hex since."""
    hits: int = -1
    """As assessed; -1 for not known."""


@record
class StrikeTruth:
    """What a strike really did; secret until assessed."""

    report: int
    hits: int
    destroyed: bool
    """The site was destroyed, the unit lost a step, or the road was closed."""
    harmed: int
    """Civilians."""


@record
class Fires:
    """Everything about fires that play changes."""

    magazines: Mapping[str, Magazine] = field(default_factory=dict)
    sorties: Mapping[str, int] = field(default_factory=dict)
    """Faction -> sorties left this turn."""
    missions: tuple[FlownMission, ...] = ()
    """In effect now."""
    craters: tuple[Crater, ...] = ()
    """Roads that are closed now."""
    site_hits: Mapping[str, int] = field(default_factory=dict)
    """Place -> hits on its site (true)."""
    reports: tuple[Report, ...] = ()
    truths: tuple[StrikeTruth, ...] = ()
    """One for each report, in order; on a view for those that were assessed."""
