"""The truth. Only `rules` that resolve, reduce and observe, and `match`, may import this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.core.board import Crossing, Edge
from game.core.civil import Civil
from game.core.diplomacy import Diplomacy
from game.core.fires import Fires
from game.core.irregular import Irregular
from game.core.outcome import Outcome
from game.core.record import record
from game.core.refs import Stance
from game.core.situation import Shelves, stack_units
from game.core.tasks import Task
from game.core.theatre import Scenario, Theatre
from game.core.units import Activity, Contact, Unit


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What one faction sees and remembers."""

    watch: NDArray[np.uint8]
    """[n] how many of its units see the hex."""
    control: NDArray[np.int8]
    """[n] control as last seen."""
    contacts: Mapping[str, Contact]
    """Unit id -> as last seen, for enemies out of sight."""


@record
class Claim:
    """Progress towards owning a place."""

    faction: str
    turn_ends: int


@record
class Fall:
    """The last time that a place was taken from somebody."""

    faction: str
    """Who lost it."""
    turn: int


@dataclass(frozen=True, eq=False)
class State:
    """A position, complete. Immutable: `reduce` makes the next one, sharing what did not change."""

    scenario: Scenario
    turn: int
    """From 1."""
    active: str
    units: Mapping[str, Unit]
    """On the map."""
    waiting: Mapping[str, Unit]
    """Not yet arrived; `hex` is where they will."""
    activity: Mapping[str, Activity]
    control: NDArray[np.int8]
    crossings: Mapping[Edge, Crossing]
    works: Mapping[Edge, int]
    """Turns of engineers' work still needed at a hexside that is being bridged."""
    stances: Mapping[tuple[str, str], Stance]
    knowledge: Mapping[str, Knowledge]
    sources: Mapping[str, tuple[int, ...]]
    """Faction -> hexes where its supply enters."""
    owners: Mapping[str, str]
    """Place -> faction, empty for nobody. Public."""
    claims: Mapping[str, Claim]
    firsts: Mapping[str, str]
    """Place -> the faction that first took it since the start."""
    scores: Mapping[str, Mapping[str, float]]
    """Faction -> line -> points so far."""
    prestige: Mapping[str, int]
    losses: Mapping[str, int]
    """Faction -> steps lost."""
    rates: Mapping[str, float]
    """Faction -> replacements in steps a turn."""
    pools: Mapping[str, float]
    """Faction -> replacements not yet given out."""
    fired: Mapping[str, int]
    """Trigger -> turn in which it last fired."""
    offers: Mapping[str, str]
    """Decision -> faction that may answer it."""
    decided: Mapping[str, str]
    """Decision -> option taken."""
    falls: Mapping[str, Fall] = field(default_factory=dict)
    """Place -> who lost it last, and when; only places that were somebody's. Public."""
    held: tuple[str, ...] = ()
    """Triggers with `rising` whose condition held at the last check."""
    given: Mapping[str, int] = field(default_factory=dict)
    """ "faction word" -> orders of that kind that it has given: see `ORDER_WORDS`."""
    tasks: Mapping[str, Task] = field(default_factory=dict)
    """In the order in which they were set."""
    sortie_rates: Mapping[str, int] = field(default_factory=dict)
    """Faction -> sorties a turn, where a trigger changed them."""
    plans: Mapping[str, str] = field(default_factory=dict)
    """Faction -> plan that its AI follows, where a trigger changed it."""
    orders: int = 0
    """Orders given by the active faction this turn."""
    ferried: int = 0
    """Units the active faction has ferried this turn."""
    fires: Fires = field(default_factory=Fires)
    civil: Civil = field(default_factory=Civil)
    diplomacy: Diplomacy = field(default_factory=Diplomacy)
    irregular: Irregular = field(default_factory=Irregular)
    outcome: Outcome | None = None
    memo: dict[Any, Any] = field(init=False, default_factory=dict, repr=False)
    shelves: Shelves = field(init=False, default_factory=dict, repr=False)

    @property
    def theatre(self) -> Theatre:
        """The static, public part."""
        return self.scenario.theatre

    @cached_property
    def stacks(self) -> Mapping[int, tuple[Unit, ...]]:
        """Units by hex."""
        return stack_units(self.units)
