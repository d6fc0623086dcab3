"""What the canvas is told to show beside the view itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Reachable(Protocol):
    """What `rules.movement.reach` says of one hex."""

    @property
    def cost(self) -> int:
        """Metre-equivalents from the unit's hex."""
        ...

    @property
    def halts(self) -> bool:
        """Whether the unit can go no further from there."""
        ...


@dataclass
class Layers:
    """Overlays that are on. The first block is on in play, the second is asked for by key."""

    control: bool = True
    fog: bool = True
    districts: bool = True
    labels: bool = True
    units: bool = True
    grid: bool = True
    supply: bool = False
    """Lines of supply of own units, sources, units without a line."""
    zones: bool = False
    """Hostile zones of control."""
    threats: bool = False
    """How many known enemies can hit each hex next turn."""
    sight: bool = False
    """What own units see, outlined."""
    lines: bool = False
    """Deconfliction lines, and the ground beyond those that bind this side."""
    marks: bool = True
    """Sites, missions, craters, mines, raids, depots, the main effort, reports of observers."""
    legend: bool = False
    """What the signs mean, in a corner."""


@dataclass(frozen=True)
class Motion:
    """A counter on its way between two neighbouring hexes."""

    unit: str
    origin: int
    to: int
    fraction: float
    """0 at `origin`, 1 at `to`."""


@dataclass(frozen=True)
class Clash:
    """A fight being shown: arrows from `origins` to `target`."""

    origins: tuple[int, ...]
    target: int
    fraction: float
    """0-1 through the animation."""
    text: str = ""
    """Shown over the target: losses, result."""


@dataclass
class Selection:
    """What the player points at."""

    unit: str = ""
    reach: Mapping[int, Reachable] = field(default_factory=dict)
    path: tuple[int, ...] = ()
    """Preview, the unit's own hex first."""
    path_label: str = ""
    """At the path's end: budget left."""
    hover: int | None = None
    targets: tuple[int, ...] = ()
    """Hexes the unit can attack."""
    aim: int | None = None
    """The target under the cursor."""
    supporters: tuple[int, ...] = ()
    """Hexes from which friends would join the attack on `aim`."""
    batteries: tuple[int, ...] = ()
    """Hexes from which batteries would fire at `aim`."""
    marked: tuple[int, ...] = ()
    """Highlighted: an event's place, a list's entry."""
    motion: Motion | None = None
    clash: Clash | None = None
