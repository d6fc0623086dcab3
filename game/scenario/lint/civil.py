"""Civilians, convoys and observers: who lives where, who travels which way, who reports about whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from game.core.civil import ConvoySpec
from game.core.scenario import UnitSpec
from game.core.score import ReliefLine
from game.core.script import ReliefIs
from game.rules.paths import FAR, field, open_edges
from game.scenario.errors import Finding, Path
from game.scenario.lint.context import Context


def homes(c: Context) -> Iterator[Finding]:
    """A name of `civilians` means one thing, and somebody can live there."""
    theatre = c.theatre
    if theatre is None:
        return
    for name in c.spec.civilians:
        place, zone = theatre.board.places.get(name), theatre.groups.get(name)
        path: Path = ("civilians", name)
        if place is not None and zone is not None:
            text = f"'{name}' is a place and a zone; give one of them another id"
            yield Finding(path, text, key=True)
        elif place is not None and theatre.lake[place.hex]:
            yield Finding(path, f"nobody lives in the lake at '{name}'", key=True)
        elif zone is not None and theatre.lake[zone].all():
            yield Finding(path, f"nobody lives in the lakes of '{name}'", key=True)


def relief(c: Context) -> Iterator[Finding]:
    """Relief is counted where somebody lives."""
    theatre = c.theatre
    if theatre is None:
        return
    hexes = {theatre.board.places[n].hex for n in c.spec.civilians if n in theatre.board.places}
    for name in c.spec.civilians:
        hexes.update(int(h) for h in theatre.groups.get(name, ()))
    for path, record in c.records:
        place = theatre.board.places.get(record.place) if isinstance(record, ReliefIs | ReliefLine) else None
        if place is not None and place.hex not in hexes:
            text = f"nobody lives at '{place.id}', so there is no relief; name it in 'civilians'"
            yield Finding((*path, "place"), text, severity="warning", name=place.id)


def convoys(c: Context) -> Iterator[Finding]:
    """A convoy is one unit with people aboard and a route; whoever joins is of its side and not there yet."""
    units = {u.id: (faction, u) for _, faction, u in c.units}
    named = [x.unit for x in c.spec.convoys]
    for i, convoy in enumerate(c.spec.convoys):
        path: Path = ("convoys", i)
        if convoy.unit in named[:i]:
            yield Finding((*path, "unit"), f"'{convoy.unit}' is a convoy twice")
        if not convoy.route:
            yield Finding((*path, "route"), "a route leads through at least one hex")
        yield from _load(convoy, path)
        yield from _joins(convoy, units, path)
        if convoy.unit in units:
            yield from _way(c, convoy, units[convoy.unit][1], path)


def _load(convoy: ConvoySpec, path: Path) -> Iterator[Finding]:
    people = convoy.civilians + convoy.fighters
    if not people:
        yield Finding(path, "nobody is aboard: give 'civilians' or 'fighters'")
    if convoy.range:
        low, high = convoy.range
        if not 0 <= low <= high:
            yield Finding((*path, "range"), "'range' goes from the least to the most people aboard")
        elif not low <= people <= high:
            text = f"the {people} people aboard lie outside the 'range' that others report"
            yield Finding((*path, "range"), text, severity="warning")


def _joins(convoy: ConvoySpec, units: dict[str, tuple[str, UnitSpec]], path: Path) -> Iterator[Finding]:
    faction, _ = units.get(convoy.unit, ("", None))
    other, unit = units.get(convoy.joins, ("", None))
    if unit is None or not faction:
        return
    if convoy.joins == convoy.unit or other != faction:
        text = f"'{convoy.joins}' must be another unit of the convoy's own side"
        yield Finding((*path, "joins"), text)
    elif unit.arrive >= 0:
        text = f"'{convoy.joins}' comes anyway; with 'arrive: -1' the convoy brings it"
        yield Finding((*path, "joins"), text, severity="warning")


def _way(c: Context, convoy: ConvoySpec, unit: UnitSpec, path: Path) -> Iterator[Finding]:
    """Over the crossings of the map as the scenario leaves them."""
    theatre = c.theatre
    points = [c.hex_of(ref) for ref in (unit.at, *convoy.route)]
    kind = theatre.ruleset.unit_types.get(unit.type) if theatre else None
    if theatre is None or kind is None or kind.mobility not in theatre.ruleset.mobility:
        return
    broken = {x.id for x in c.spec.crossings if x.status == "destroyed"}
    if len(set(points)) == 1 and None not in points:
        text = f"'{convoy.unit}' stands at the end of its route from the start, so it goes nowhere"
        yield Finding((*path, "route"), text, severity="warning")
    opened = open_edges(x for x in theatre.board.crossings if x.id not in broken)
    for i, (a, b) in enumerate(pairwise(points)):
        if a is None or b is None:
            return
        if field(theatre, kind.mobility, (b,), opened).cost[a] >= FAR:
            text = f"no open way leads '{convoy.unit}' here; it will wait before it"
            yield Finding((*path, "route", i), text, severity="warning")


def observers(c: Context) -> Iterator[Finding]:
    """An observer reports about somebody, and knows how far it looks."""
    for i, observer in enumerate(c.spec.observers):
        path: Path = ("observers", i)
        if not observer.of:
            yield Finding((*path, "of"), "name at least one faction whose units it reports")
        if observer.near is not None and not observer.km:
            yield Finding(path, "'near' needs 'km', the distance that it reaches")
        elif observer.km and observer.near is None:
            yield Finding((*path, "km"), "'km' needs 'near', from which it is measured")


PASSES: tuple[Callable[[Context], Iterator[Finding]], ...] = (homes, relief, convoys, observers)
