"""The types of the map file: a board as a person draws it, in rows of letters.

A letter a hex; blanks between letters do not count, so odd rows can be indented by one and look like
the hexes that they are. Rivers are not drawn: every hex lies on a bank, and a river runs wherever two
neighbours lie on different banks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from game.core.board import CrossingKind, CrossingStatus, PlaceKind, Projection
from game.core.record import record

Point = tuple[int, int]
"""[column, row]."""

MAX_SIDE = 400
"""Columns or rows of a board; more is a slip of the pen, and would only eat memory."""

MOST_PEOPLE = 100_000_000
"""In one place."""


@record
class ZoneSpec:
    """A named set of hexes: a district, a country."""

    id: str
    name: str
    group: str = ""
    """Zones that are counted together, such as all districts of one city."""


@record
class PlaceSpec:
    """A named hex."""

    name: str
    at: Point
    kind: PlaceKind = "town"
    population: int = 0
    source: str = ""


@record
class RoadSpec:
    """A road through hexes. Points that are not neighbours are joined by a straight line of hexes."""

    name: str
    path: tuple[str | Point, ...]
    """[column, row] or a place's id."""
    kind: Literal["road", "track"] = "road"


@record
class CrossingPlan:
    """A way over the river between two neighbouring hexes."""

    name: str
    between: tuple[Point, Point]
    kind: CrossingKind = "bridge"
    status: CrossingStatus = "intact"


@record
class MapSpec:
    """A map file, validated but not yet compiled."""

    format: Literal[1]
    name: str
    cols: int
    rows: int
    legend: Mapping[str, str]
    """Letter -> terrain id of the ruleset."""
    terrain: str | tuple[str, ...]
    """One row a line, north first; row 0 is even, odd rows stand half a hex further right."""
    hex_km: float = 0.0
    """Kilometres from hex to hex, for a board of constant scale. Else give `projection`."""
    projection: Projection | None = None
    banks: str | tuple[str, ...] = ()
    """Letter of the bank that each hex lies on. Left out: one bank, no river."""
    bank_legend: Mapping[str, str] = field(default_factory=dict)
    """Letter -> name of the bank."""
    zones: str | tuple[str, ...] = ()
    """Letter of the zone; `.` for none."""
    zone_legend: Mapping[str, ZoneSpec] = field(default_factory=dict)
    places: Mapping[str, PlaceSpec] = field(default_factory=dict)
    roads: tuple[RoadSpec, ...] = ()
    crossings: Mapping[str, CrossingPlan] = field(default_factory=dict)
    rivers: tuple[str, ...] = ()
    """Names, for lettering."""
    labels: Mapping[str, Point] = field(default_factory=dict)
    """Lettering without a rule: text -> [column, row]."""
    credits: tuple[str, ...] = ()


NO_ZONE = "."
"""Letter of hexes that belong to no zone."""


def lines_of(layer: str | tuple[str, ...]) -> list[tuple[int, str]]:
    """(number, text) of the lines of a layer as written, blank ones at both ends of a block dropped."""
    if not isinstance(layer, str):
        return list(enumerate(layer))
    lines = list(enumerate(layer.split("\n")))
    while lines and not lines[0][1].strip():
        lines.pop(0)
    while lines and not lines[-1][1].strip():
        lines.pop()
    return lines


def rows_of(layer: str | tuple[str, ...]) -> tuple[str, ...]:
    """The letters of a layer row by row, without the blanks between them."""
    return tuple("".join(line.split()) for _, line in lines_of(layer))
