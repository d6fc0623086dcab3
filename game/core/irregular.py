"""Irregular war and the priorities of regular war: raids, shock, boats, cells, mines; main effort, depots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from game.core.record import record
from game.core.units import Unit


@record
class IrregularRules:
    """Numbers of irregular war; a faction's `abilities` switch each on."""

    raid_guard_km: float = 6.0
    """A guarding unit this near prevents a raid."""
    raid_turns: int = 2
    raid_km: float = 0.0
    """Raiders bar supply this far around them, on their bank of the river, and beside them in any case."""
    raid_reach_km: float = 20.0
    """A raider strikes this far from where it stands."""
    raid_loss: int = 1
    """Steps that it costs to be driven off."""
    shock_every: int = 3
    """Turns for one more shock attack."""
    shock_stopped: float = 0.4
    """Probability that entrenched defenders stop a shock attack before it tells."""
    cell_steps: int = 2
    """A unit of at most this many steps may disperse into a cell."""
    cell_turns: int = 3
    """Turns until a cell reforms."""
    cell_km: float = 20.0
    """Within this distance of where it dispersed."""
    cell_most: int = 2
    """Times that one unit may disperse."""
    mine_share: float = 0.25
    """Of the allowance, to enter a mined hex."""
    mine_loss: float = 0.25
    """Probability of losing a step there."""
    retake_turns: int = 3
    """Turns after its loss in which a doctrine that retakes goes back for a place."""
    retake_odds: float = 1.5
    """Attack strength at hand per defence strength known there at which it does."""
    boat_steps: int = 1
    """Steps a turn that cross a closed river by night to friends on the other side."""
    boat_stopped: float = 0.5
    """Probability that one enemy who watches the crossing turns them back."""


@record
class EffortRules:
    """Main effort, guards and depots."""

    effort_km: float = 15.0
    """More reach of supply for units whose nearest named place is the main effort, or within `axis_km`."""
    axis_km: float = 30.0
    change_turns: int = 1
    """Turns without a main effort after changing it."""
    guard_km: float = 6.0
    """Radius that a guarding unit protects."""
    depot_turns: int = 2
    """Turns that a logistics unit must stand still to become a depot."""
    depot_km: float = 30.0
    """Line length from source to depot is forgiven up to this reach beyond it."""


@record
class Abilities:
    """Irregular means of a faction."""

    raids: bool = False
    shock: int = 0
    """Shock attacks at the start."""
    night_boats: bool = False
    disperse: bool = False
    mines: bool = False
    """Leaves mines behind when it gives up a position that it had dug in."""


@record
class Raid:
    """A supply line that raiders sit on."""

    faction: str
    unit: str
    hex: int
    until: int


@record
class Cell:
    """A unit that went into hiding."""

    unit: Unit
    """As it was then, and where."""
    since: int
    """Turn in which it dispersed."""

    @property
    def faction(self) -> str:
        """Whose it is."""
        return self.unit.faction

    @property
    def hex(self) -> int:
        """Where it hides."""
        return self.unit.hex


@record
class Irregular:
    """Everything of this kind that play changes."""

    raids: tuple[Raid, ...] = ()
    shock: Mapping[str, int] = field(default_factory=dict)
    """Faction -> shock attacks left."""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    """Unit -> cell."""
    dispersed: Mapping[str, int] = field(default_factory=dict)
    """Unit -> times it has dispersed."""
    mines: Mapping[int, str] = field(default_factory=dict)
    """Hex -> who laid them."""
    effort: Mapping[str, str] = field(default_factory=dict)
    """Faction -> place of its main effort."""
    effort_ready: Mapping[str, int] = field(default_factory=dict)
    """Faction -> turn from which the main effort counts."""
    depots: Mapping[str, int] = field(default_factory=dict)
    """Logistics unit -> hex where it is a depot."""
