"""Writing a map file so that it is pleasant to read and to edit by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from game.core.board import Projection
from game.scenario.mapspec import MapSpec, PlaceSpec, RoadSpec, ZoneSpec, rows_of

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_/().' -]*")
_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
_ROADS_A_LINE = 100


def write(spec: MapSpec) -> str:
    """The map as YAML. Reading it back gives an equal map; the same map gives the same bytes."""
    parts = [
        [f"format: {spec.format}", f"name: {scalar(spec.name)}"],
        _list("credits", spec.credits),
        [f"cols: {spec.cols}", f"rows: {spec.rows}"],
        [f"hex_km: {spec.hex_km!r}"] if spec.projection is None else _projection(spec.projection),
        ["", "# A letter a hex; blanks do not count. Odd rows stand half a hex further right."],
        [f"legend: {_flow(spec.legend)}"],
        _layer("terrain", spec.terrain),
    ]
    if spec.banks:
        parts += [
            ["", "# The bank that each hex lies on: a river runs wherever two neighbours differ."],
            [f"bank_legend: {_flow(spec.bank_legend)}"],
            _layer("banks", spec.banks),
        ]
    if spec.zones:
        parts += [["", "# Districts and countries; a dot is none."], _zones(spec.zone_legend)]
        parts += [_layer("zones", spec.zones)]
    parts += [
        _mapping("places", {k: _place(p) for k, p in spec.places.items()}),
        _roads(spec.roads),
        _mapping("crossings", {k: _crossing(spec, k) for k in spec.crossings}),
        _list("rivers", spec.rivers),
        _mapping("labels", {k: _point(p) for k, p in spec.labels.items()}),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def scalar(text: str) -> str:
    """`text` as YAML, plain where nothing can misread it."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not text.endswith(" ")
    return text if plain else json.dumps(text, ensure_ascii=False)


def _flow(legend: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{json.dumps(k)}: {scalar(v)}" for k, v in legend.items()) + "}"


def _point(p: tuple[int, int]) -> str:
    return f"[{p[0]}, {p[1]}]"


def _layer(key: str, rows: str | tuple[str, ...]) -> list[str]:
    lines = [(" " if i % 2 else "") + " ".join(row) for i, row in enumerate(rows_of(rows))]
    return [f"{key}: |", *(f"  {line}" for line in lines)]


def _list(key: str, items: Iterable[str]) -> list[str]:
    lines = [f"  - {scalar(item)}" for item in items]
    return [f"{key}:", *lines] if lines else []


def _mapping(key: str, items: Mapping[str, str]) -> list[str]:
    lines = [f"  {scalar(k)}: {v}" for k, v in items.items()]
    return ["", f"{key}:", *lines] if lines else []


def _projection(p: Projection) -> list[str]:
    fields = ("focus_lon", "focus_lat", "magnification", "radius_km", "hex_km", "west_km", "north_km")
    return ["projection:", *(f"  {name}: {getattr(p, name)!r}" for name in fields)]


def _zones(legend: Mapping[str, ZoneSpec]) -> list[str]:
    lines = []
    for letter, zone in legend.items():
        group = f", group: {scalar(zone.group)}" if zone.group else ""
        lines.append(f"  {json.dumps(letter)}: {{id: {scalar(zone.id)}, name: {scalar(zone.name)}{group}}}")
    return ["zone_legend:", *lines]


def _place(p: PlaceSpec) -> str:
    parts = [f"name: {scalar(p.name)}", f"at: {_point(p.at)}", f"kind: {scalar(p.kind)}"]
    if p.population:
        parts.append(f"population: {p.population}")
    if p.source:
        parts.append(f"source: {scalar(p.source)}")
    return "{" + ", ".join(parts) + "}"


def _crossing(spec: MapSpec, key: str) -> str:
    c = spec.crossings[key]
    between = f"[{_point(c.between[0])}, {_point(c.between[1])}]"
    return f"{{name: {scalar(c.name)}, between: {between}, kind: {c.kind}, status: {c.status}}}"


def _roads(roads: tuple[RoadSpec, ...]) -> list[str]:
    lines = []
    for road in roads:
        points = [scalar(p) if isinstance(p, str) else _point(p) for p in road.path]
        lines += [
            f"  - name: {scalar(road.name)}",
            f"    kind: {road.kind}",
            *_wrapped("    path: [", points),
        ]
    return ["", "roads:", *lines] if lines else []


def _wrapped(head: str, points: list[str]) -> list[str]:
    """`head` and the points, broken where a line would grow too long."""
    lines, line = [], head
    for i, point in enumerate(points):
        word = point + ("]" if i == len(points) - 1 else ",")
        if len(line) + len(word) + 1 > _ROADS_A_LINE:
            lines.append(line.rstrip())
            line = " " * len(head) + word
        else:
            line += word if line == head else " " + word
    return [*lines, line]
