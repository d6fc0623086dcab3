"""The order of battle on the board: every unit stands where it can stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.core.scenario import UnitSpec
from game.core.score import FirstLine, HoldLine
from game.core.script import Effect
from game.core.theatre import Theatre
from game.rules.movement import stacking_limits
from game.rules.paths import FAR, field
from game.scenario.errors import Finding, Path
from game.scenario.lint.context import Context
from game.words import place_name

Placed = tuple[Path, str, UnitSpec]

_SLIP = 3
"""So many times the steps of its type look like a slip of the pen."""


def standing(c: Context) -> dict[int, list[Placed]]:
    """Hex -> units that begin there."""
    out: dict[int, list[Placed]] = {}
    for path, faction, unit in c.units:
        h = c.hex_of(unit.at)
        if h is not None and unit.arrive == 0:
            out.setdefault(h, []).append((path, faction, unit))
    return out


def sizes(c: Context) -> Iterator[Finding]:
    """Steps lie within their range, entrenchment within the ruleset's."""
    types = c.ruleset.unit_types if c.ruleset else {}
    for path, _, unit in c.units:
        full = types[unit.type].steps if unit.type in types else 0
        if unit.range:
            low, high = unit.range
            steps = unit.steps or full
            if not 0 < low <= high:
                yield Finding((*path, "range"), "'range' goes from the least to the most steps, from 1 up")
            elif steps and not low <= steps <= high:
                yield Finding((*path, "range"), f"the unit's {steps} steps lie outside its 'range'")
        if full and unit.steps > _SLIP * full:
            text = f"{unit.steps} steps; a unit of the type '{unit.type}' has {full}"
            yield Finding((*path, "steps"), text, severity="warning")
        if c.ruleset and unit.entrenchment > c.ruleset.recovery.dig_in_max:
            most = c.ruleset.recovery.dig_in_max
            text = f"'entrenchment' must lie between 0 and {most} in this ruleset, not {unit.entrenchment}"
            yield Finding((*path, "entrenchment"), text)


def names(c: Context) -> Iterator[Finding]:
    """There are units, and those of a side can be told apart by what they are called."""
    if not c.units:
        yield Finding(
            ("units",), "there are no units, so nobody can do anything", key=True, severity="warning"
        )
    called: set[tuple[str, str]] = set()
    for path, faction, unit in c.units:
        if unit.name and (faction, unit.name) in called:
            text = f"another unit of this side is called '{unit.name}', too; nobody can tell them apart"
            yield Finding((*path, "name"), text, severity="warning")
        called.add((faction, unit.name))


def arrivals(c: Context) -> Iterator[Finding]:
    """Units that are to come, can come."""
    called = {unit for _, r in c.records if isinstance(r, Effect) for unit in r.arrive}
    called |= {x.joins for x in c.spec.convoys}
    for path, _, unit in c.units:
        if unit.arrive > c.spec.turns > 0:
            text = f"this comes on turn {unit.arrive}, after the last turn {c.spec.turns}"
            yield Finding((*path, "arrive"), text, severity="warning")
        elif unit.arrive < 0 and unit.id not in called:
            text = "no trigger, decision or convoy brings this unit on, so it never arrives"
            yield Finding((*path, "arrive"), text, severity="warning", name=unit.id)
        elif unit.arrive == 0 and unit.id in called:
            text = f"'{unit.id}' is on the map from the start; with 'arrive: -1' its trigger brings it on"
            yield Finding((*path, "id"), text, severity="warning")


def footing(c: Context) -> Iterator[Finding]:
    """No unit stands where its mobility class cannot go."""
    theatre = c.theatre
    if theatre is None:
        return
    for path, _, unit in c.units:
        h = c.hex_of(unit.at)
        kind = theatre.ruleset.unit_types.get(unit.type)
        if h is None or kind is None:
            continue
        terrain = theatre.ruleset.terrain[theatre.board.terrain_of(h)]
        if kind.mobility in theatre.ruleset.mobility and kind.mobility not in terrain.cost:
            ground = terrain.name.lower()
            text = (
                f"'{unit.id}' cannot stand here: {ground} is closed to the mobility class '{kind.mobility}'"
            )
            yield Finding((*path, "at"), text)


def company(c: Context) -> Iterator[Finding]:
    """Only friends share a hex."""
    if c.board is None:
        return
    stances = {frozenset(s.between): s.stance for s in c.spec.stances}
    for units in standing(c).values():
        _, first, host = units[0]
        for path, faction, unit in units[1:]:
            if faction != first and stances.get(frozenset((first, faction)), "war") != "allied":
                text = f"'{unit.id}' stands in one hex with '{host.id}' of '{first}', no ally"
                yield Finding((*path, "at"), text)


def stacks(c: Context) -> Iterator[Finding]:
    """No hex holds more of one faction than the ruleset allows."""
    theatre = c.theatre
    if theatre is None:
        return
    for h, units in standing(c).items():
        for faction in dict.fromkeys(f for _, f, _ in units):
            mine = [(path, u) for path, f, u in units if f == faction]
            yield from _stack(theatre, h, mine)


def _stack(theatre: Theatre, h: int, units: list[tuple[Path, UnitSpec]]) -> Iterator[Finding]:
    most, most_steps = stacking_limits(theatre, h)
    steps = 0
    for n, (path, unit) in enumerate(units, start=1):
        kind = theatre.ruleset.unit_types.get(unit.type)
        steps += unit.steps or (kind.steps if kind else 0)
        where = place_name(theatre.board, h)
        if n > max(1, most):
            yield Finding((*path, "at"), f"'{unit.id}' is unit {n} at {where}; the limit is {most} units")
        elif n > 1 and steps > most_steps:
            text = f"with '{unit.id}' there are {steps} steps at {where}; the limit is {most_steps}"
            yield Finding((*path, "at"), text)


def goals(c: Context) -> Iterator[Finding]:
    """Somebody can stand where points are to be had."""
    theatre = c.theatre
    if theatre is None:
        return
    for path, record in c.records:
        if isinstance(record, HoldLine | FirstLine) and record.place in theatre.board.places:
            terrain = theatre.board.terrain_of(theatre.board.places[record.place].hex)
            if not theatre.ruleset.terrain[terrain].cost:
                text = f"nobody can ever hold '{record.place}': {terrain} is closed to all"
                yield Finding((*path, "place"), text)


def reach(c: Context) -> Iterator[Finding]:
    """Somebody of the side that gets points for a place can come there; rivers hold nobody up for ever."""
    theatre = c.theatre
    if theatre is None:
        return
    for path, record in c.records:
        if isinstance(record, HoldLine | FirstLine):  # path: score, faction, ...
            place = theatre.board.places.get(record.place)
            if place and not _can_come(c, theatre, str(path[1]), place.hex):
                text = f"no unit of '{path[1]}' can ever come to '{record.place}': closed ground lies between"
                yield Finding((*path, "place"), text, severity="warning")


def _can_come(c: Context, theatre: Theatre, faction: str, goal: int) -> bool:
    starts: dict[str, list[int]] = {}
    for _, owner, unit in c.units:
        h, kind = c.hex_of(unit.at), theatre.ruleset.unit_types.get(unit.type)
        if owner == faction and (h is None or kind is None or kind.mobility not in theatre.ruleset.mobility):
            return True  # another pass says what is wrong
        if owner == faction and h is not None and kind is not None:
            starts.setdefault(kind.mobility, []).append(h)
    ways = (
        field(theatre, kind, tuple(sorted(set(from_))), theatre.board.river_edges)
        for kind, from_ in starts.items()
    )
    return not starts or any(way.cost[goal] < FAR for way in ways)


PASSES: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    sizes, names, arrivals, footing, company, stacks, goals, reach,
)  # fmt: skip
