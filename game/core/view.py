"""What one faction knows. Built by `rules.observe` from copies; there is no way back to the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from game.core.board import Crossing, Edge
from game.core.civil import Civil
from game.core.diplomacy import Diplomacy
from game.core.fires import Fires
from game.core.irregular import Irregular
from game.core.outcome import Outcome
from game.core.refs import Stance
from game.core.scenario import Doctrine
from game.core.script import DecisionSpec
from game.core.situation import Shelves, stack_units
from game.core.tasks import Task
from game.core.theatre import Theatre
from game.core.units import Activity, Contact, Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class View:
    """A `Situation` as believed by `faction`, and what else it may know."""

    theatre: Theatre
    faction: str
    turn: int
    active: str
    units: Mapping[str, Unit]
    """Own units and those of others that are in sight now, as they are."""
    activity: Mapping[str, Activity]
    """Own units'; empty when it is another's turn."""
    control: NDArray[np.int8]
    """[n] as seen, or last seen."""
    visible: NDArray[np.bool_]
    """[n] in sight now."""
    contacts: tuple[Contact, ...]
    """Enemies seen before and not now."""
    crossings: Mapping[Edge, Crossing]
    works: Mapping[Edge, int]
    """Own works in progress."""
    stances: Mapping[tuple[str, str], Stance]
    sources: tuple[int, ...]
    """Own sources of supply."""
    owners: Mapping[str, str]
    firsts: Mapping[str, str]
    claims: Mapping[str, int]
    """Place -> own turn ends so far towards owning it."""
    score: Mapping[str, float]
    """Own points by line, as believed."""
    prestige: Mapping[str, int]
    losses: int
    """Own steps lost."""
    rate: float
    pool: float
    expected: tuple[tuple[int, str], ...]
    """(turn, name) of own units known to be coming."""
    offers: tuple[DecisionSpec, ...]
    decided: Mapping[str, str]
    """Own answers."""
    doctrine: Doctrine
    orders: int
    ferried: int
    tasks: tuple[Task, ...] = ()
    """Its own, and those that are for everyone."""
    fires: Fires = field(default_factory=Fires)
    civil: Civil = field(default_factory=Civil)
    diplomacy: Diplomacy = field(default_factory=Diplomacy)
    irregular: Irregular = field(default_factory=Irregular)
    lost: Mapping[str, int] = field(default_factory=dict)
    """Place -> turn in which it was taken from one's own side, if that was the last time it was taken."""
    outcome: Outcome | None = None
    memo: dict[Any, Any] = field(init=False, default_factory=dict, repr=False)
    shelves: Shelves = field(init=False, default_factory=dict, repr=False)

    @cached_property
    def stacks(self) -> Mapping[int, tuple[Unit, ...]]:
        """Known units by hex."""
        return stack_units(self.units)

    @cached_property
    def own(self) -> tuple[Unit, ...]:
        """Own units on the map."""
        return tuple(u for u in self.units.values() if u.faction == self.faction)
