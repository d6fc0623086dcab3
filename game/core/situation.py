"""What a position is, whether true (`State`) or as one side believes it (`View`).

Rules that both need are written once, against this protocol: on the state they say what happens, on
a view what its side expects to happen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from game.core.board import Crossing, Edge
from game.core.civil import Civil
from game.core.diplomacy import Diplomacy
from game.core.fires import Fires
from game.core.irregular import Irregular
from game.core.refs import Stance
from game.core.theatre import Theatre
from game.core.units import Activity, Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Shelves = dict[tuple[str, ...], dict[Any, Any]]
"""Names of fields -> results that depend on nothing else."""


class Situation(Protocol):
    """A position. Mappings and arrays must not be written to."""

    @property
    def theatre(self) -> Theatre: ...
    @property
    def turn(self) -> int: ...
    @property
    def active(self) -> str:
        """Faction whose turn it is."""
        ...

    @property
    def units(self) -> Mapping[str, Unit]:
        """Units on the map (on a view: those known now)."""
        ...

    @property
    def activity(self) -> Mapping[str, Activity]:
        """Of the active faction's units."""
        ...

    @property
    def control(self) -> NDArray[np.int8]:
        """[n] faction index or NOBODY."""
        ...

    @property
    def crossings(self) -> Mapping[Edge, Crossing]: ...
    @property
    def works(self) -> Mapping[Edge, int]:
        """Turns of engineers' work still needed, by hexside (on a view: own works)."""
        ...

    @property
    def ferried(self) -> int:
        """Units that the active faction has ferried this turn."""
        ...

    @property
    def stances(self) -> Mapping[tuple[str, str], Stance]:
        """Both orders of each pair."""
        ...

    @property
    def fires(self) -> Fires: ...
    @property
    def civil(self) -> Civil: ...
    @property
    def diplomacy(self) -> Diplomacy: ...
    @property
    def irregular(self) -> Irregular: ...
    @property
    def stacks(self) -> Mapping[int, tuple[Unit, ...]]:
        """Units by hex, derived from `units`."""
        ...

    @property
    def memo(self) -> dict[Any, Any]:
        """Results of pure functions of this position, kept as long as it lives."""
        ...

    @property
    def shelves(self) -> Shelves:
        """What is handed on to later positions: see `kept`."""
        ...


S = TypeVar("S", bound=Situation)
P = ParamSpec("P")
R = TypeVar("R")


def kept(s: Situation, *fields: str) -> dict[Any, Any]:
    """Results of pure functions of these fields of a position (and of its theatre), kept as long as they are
    the same objects in the positions that follow: what is put here comes of no other field.
    """
    found = s.shelves.get(fields)
    if found is None:
        found = s.shelves[fields] = {}
    return found


def keeps(*fields: str) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Decorator of a pure function of a position (and of arguments that can be hashed) which depends on no
    other fields of it: what it gave is `kept`, not to be written to.
    """

    def keeping(make: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(make)
        def found(s: S, /, *args: P.args, **named: P.kwargs) -> R:
            shelf, key = kept(s, *fields), (make, args, *named.items())
            out: R | None = shelf.get(key)
            if out is None:
                out = shelf[key] = make(s, *args, **named)
            return out

        return found

    return keeping


def hand_on(before: Situation, after: Situation) -> None:
    """Give a position what was kept of an earlier one and holds for it too. That one may be on screen
    meanwhile, where its shelves grow on another thread: hence the copy.
    """
    for names, shelf in before.shelves.copy().items():
        if all(getattr(before, n) is getattr(after, n) for n in names):
            after.shelves[names] = shelf


def stack_units(units: Mapping[str, Unit]) -> dict[int, tuple[Unit, ...]]:
    """Units by hex, in the order of the mapping."""
    out: dict[int, list[Unit]] = {}
    for unit in units.values():
        out.setdefault(unit.hex, []).append(unit)
    return {h: tuple(us) for h, us in out.items()}


def hostile(s: Situation, a: str, b: str) -> bool:
    """Whether two factions are at war."""
    return a != b and s.stances[a, b] == "war"


def friendly(s: Situation, a: str, b: str) -> bool:
    """Whether two factions are one or allied."""
    return a == b or s.stances[a, b] == "allied"
