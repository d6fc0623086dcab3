"""From a map file to a board: every mistake is found at once and said with its place."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import TypeAdapter

from game.core import hexes
from game.core.board import NO_ROAD, ROAD, TRACK, Board, Crossing, Edge, Place, Zone, edge
from game.scenario import projection
from game.scenario.errors import EMPTY, Finding, FindingsError, Path, suggest
from game.scenario.hexline import hex_line
from game.scenario.mapspec import MAX_SIDE, MOST_PEOPLE, NO_ZONE, MapSpec, Point, lines_of
from game.scenario.mapwriter import write
from game.scenario.schema import blanks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.core.ruleset import Ruleset

__all__ = ["MapSpec", "board_from", "read", "write"]

_ADAPTER: TypeAdapter[MapSpec] = TypeAdapter(MapSpec)
_ID = re.compile(r"[a-z][a-z0-9_]*")
_CLASSES = {"road": ROAD, "track": TRACK}
_MAX_LETTERS = 250
"""Layers are stored in bytes."""
_FAR_KM = 1000.0
"""Half of what whole metres in 32 bits can hold: no hex may lie further from the origin."""


def read(document: Any) -> MapSpec:
    """The map in a parsed YAML document. Raises pydantic's ValidationError."""
    return _ADAPTER.validate_python(document)


def board_from(spec: MapSpec, ruleset: Ruleset) -> Board:
    """Compile a map. Raises `FindingsError` with everything that is wrong with it."""
    return _Compiler(spec, ruleset).board()


class _Compiler:
    """One map on its way to a board; collects mistakes as it goes."""

    def __init__(self, spec: MapSpec, ruleset: Ruleset) -> None:
        self.spec, self.ruleset = spec, ruleset
        self.findings: list[Finding] = []

    def say(self, path: Path, text: str, *, key: bool = False, row: int | None = None, char: int = 0) -> None:
        """Note a mistake."""
        self.findings.append(Finding(path, text, "map", key=key, row=row, char=char))

    def stop(self) -> None:
        """Raise what has been noted, if anything."""
        if self.findings:
            raise FindingsError(self.findings)

    def board(self) -> Board:
        """The whole way."""
        spec = self.spec
        self._check_size()
        self._check_scale()
        for _, name, path in blanks(spec):
            if name != "id":  # what an id may be is said with the others
                self.say(path, EMPTY.format(name))
        self.stop()
        x, y, area = self._ground()
        terrains = tuple(dict.fromkeys(spec.legend.values()))
        for letter, name in spec.legend.items():
            if name not in self.ruleset.terrain:
                text = f"the ruleset has no terrain '{name}'{suggest(name, self.ruleset.terrain)}"
                self.say(("legend", letter), text)
        self._check_letters("legend", spec.legend)
        terrain = self._layer("terrain", {k: terrains.index(v) for k, v in spec.legend.items()})
        bank, banks = self._banks()
        zone, zones = self._zones()
        self.stop()
        places = self._places()
        crossings = self._crossings(bank)
        road = self._roads(bank, {c.edge for c in crossings})
        labels = {k: self._at(p, ("labels", k)) for k, p in spec.labels.items()}
        self.stop()
        return Board(
            name=spec.name, cols=spec.cols, rows=spec.rows, terrain=terrain, terrains=terrains,
            bank=bank, banks=banks, zone=zone, zones=zones, x=x, y=y, area=area, road=road,
            places=places, crossings=crossings, rivers=spec.rivers, projection=spec.projection,
            labels=labels, credits=spec.credits,
        )  # fmt: skip

    def _check_size(self) -> None:
        for key, count in (("cols", self.spec.cols), ("rows", self.spec.rows)):
            if not 1 <= count <= MAX_SIDE:
                self.say((key,), f"a board has 1 to {MAX_SIDE} {key}, not {count}")

    def _check_scale(self) -> None:
        spec, p = self.spec, self.spec.projection
        if p is None:
            if not spec.hex_km:
                self.say((), "give `hex_km`, the kilometres from hex to hex (or a `projection`)")
            elif not 0.05 <= spec.hex_km <= 100:
                self.say(("hex_km",), f"`hex_km` must lie between 0.05 and 100, not {spec.hex_km:g}")
            elif max(spec.cols, spec.rows) * spec.hex_km > _FAR_KM:
                self.say(("hex_km",), f"the board would be more than {_FAR_KM:g} km wide")
            return
        if spec.hex_km:
            self.say(("hex_km",), "the `projection` has its own `hex_km`; give only one of them")
        for name, low, high in _LIMITS:
            value = getattr(p, name)
            if not (math.isfinite(value) and low <= value <= high):
                self.say(
                    ("projection", name), f"`{name}` must lie between {low:g} and {high:g}, not {value:g}"
                )

    def _ground(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """True positions in metres and areas in hectares."""
        spec = self.spec
        if spec.projection is None:
            x, y = projection.centres(spec.cols, spec.rows)
            metres = spec.hex_km * 1000
            area = np.full(spec.cols * spec.rows, metres * metres * math.sqrt(3) / 2 / 10_000)
            return _whole(x * metres), _whole(-y * metres), np.maximum(_whole(area), 1)
        east, north = projection.positions(spec.projection, spec.cols, spec.rows)
        area = projection.areas_km2(spec.projection, spec.cols, spec.rows) * 100
        return _whole(east * 1000), _whole(north * 1000), np.maximum(_whole(area), 1)

    def _check_letters(self, key: str, legend: Mapping[str, object]) -> None:
        if len(legend) > _MAX_LETTERS:
            self.say((key,), f"a legend has at most {_MAX_LETTERS} letters")
        for letter in legend:
            if len(letter) != 1 or letter.isspace():
                self.say((key, letter), f"a legend's key is one letter, not '{letter}'", key=True)

    def _layer(self, key: str, values: Mapping[str, int]) -> NDArray[np.uint8]:
        """[n] of one layer of letters. Zeros where it is wrong."""
        cols, count = self.spec.cols, self.spec.rows
        layer = getattr(self.spec, key)
        lines = lines_of(layer)
        if len(lines) != count:
            self.say((key,), f"`{key}` has {len(lines)} rows, but the board has {count}", key=True)
        out = np.zeros(cols * count, dtype=np.uint8)
        widths = {len("".join(line.split())) for _, line in lines}
        if len(lines) > 1 and len(widths) == 1 and cols not in widths:
            text = f"every row of `{key}` has {widths.pop()} letters, but `cols` says {cols}"
            self.say((key,), text, key=True)
            return out
        strange: set[str] = set()
        for r, (number, line) in enumerate(lines[:count]):
            path: Path = (key,) if isinstance(layer, str) else (key, number)
            row = number if isinstance(layer, str) else None
            letters = [(i, letter) for i, letter in enumerate(line) if not letter.isspace()]
            if len(letters) != cols:
                text = f"row {r} of `{key}` has {len(letters)} letters, but the board has {cols} columns"
                if len(lines) == 1 < count:
                    text += f"; rows stay apart only behind a bar: `{key}: |`"
                self.say(path, text, row=row)
                continue
            for c, (i, letter) in enumerate(letters):
                if letter not in values and letter not in strange:
                    strange.add(letter)
                    text = f"'{letter}' in column {c} of row {r} of `{key}` is not in its legend"
                    self.say(path, text, row=row, char=i)
                out[r * cols + c] = values.get(letter, 0)
        return out

    def _banks(self) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
        spec = self.spec
        if not spec.banks:
            if spec.bank_legend:
                self.say(("bank_legend",), "there is a `bank_legend`, but no `banks`")
            return np.zeros(spec.cols * spec.rows, dtype=np.uint8), ("land",)
        self._check_letters("bank_legend", spec.bank_legend)
        names = tuple(dict.fromkeys(spec.bank_legend.values()))
        return self._layer("banks", {k: names.index(v) for k, v in spec.bank_legend.items()}), names

    def _zones(self) -> tuple[NDArray[np.uint8], tuple[Zone, ...]]:
        spec = self.spec
        if not spec.zones:
            if spec.zone_legend:
                self.say(("zone_legend",), "there is a `zone_legend`, but no `zones`")
            return np.zeros(spec.cols * spec.rows, dtype=np.uint8), ()
        self._check_letters("zone_legend", spec.zone_legend)
        seen: set[str] = set()
        for letter, zone in spec.zone_legend.items():
            if not _ID.fullmatch(zone.id):
                self.say(("zone_legend", letter, "id"), _bad_id(zone.id))
            if zone.id in seen:
                self.say(("zone_legend", letter, "id"), f"there are two zones with the id '{zone.id}'")
            seen.add(zone.id)
        if NO_ZONE in spec.zone_legend:
            self.say(
                ("zone_legend", NO_ZONE), "a dot in `zones` means no zone; choose another letter", key=True
            )
        zones = tuple(Zone(z.id, z.name, z.group) for z in spec.zone_legend.values())
        numbers = {letter: i + 1 for i, letter in enumerate(spec.zone_legend)} | {NO_ZONE: 0}
        return self._layer("zones", numbers), zones

    def _at(self, point: Point, path: Path) -> int:
        """The hex of [column, row]; 0, and a problem, off the board."""
        col, row = point
        if 0 <= col < self.spec.cols and 0 <= row < self.spec.rows:
            return row * self.spec.cols + col
        size = f"{self.spec.cols} columns, {self.spec.rows} rows"
        self.say(path, f"[{col}, {row}] is off the board: {size}, from [0, 0]")
        return 0

    def _places(self) -> dict[str, Place]:
        out = {}
        for key, p in self.spec.places.items():
            if not _ID.fullmatch(key):
                self.say(("places", key), _bad_id(key), key=True)
            if not 0 <= p.population <= MOST_PEOPLE:
                text = f"`population` must lie between 0 and {MOST_PEOPLE}, not {p.population}"
                self.say(("places", key, "population"), text)
            h = self._at(p.at, ("places", key, "at"))
            out[key] = Place(key, p.name, h, p.kind, p.population)
        return out

    def _crossings(self, bank: NDArray[np.uint8]) -> tuple[Crossing, ...]:
        out: dict[Edge, Crossing] = {}
        for key, c in self.spec.crossings.items():
            path: Path = ("crossings", key, "between")
            before = len(self.findings)
            a, b = (self._at(p, (*path, i)) for i, p in enumerate(c.between))
            if len(self.findings) > before:
                continue
            if hexes.hex_distance(*c.between) != 1:
                self.say(path, f"the crossing '{key}' must lie between two neighbouring hexes")
                continue
            if bank[a] == bank[b]:
                self.say(path, f"the crossing '{key}' crosses no river: both hexes lie on one bank")
                continue
            if edge(a, b) in out:
                self.say(path, f"'{key}' and '{out[edge(a, b)].id}' cross the same hexside")
                continue
            out[edge(a, b)] = Crossing(key, c.name, edge(a, b), c.kind, c.status)
        return tuple(out.values())

    def _roads(self, bank: NDArray[np.uint8], crossings: Collection[Edge]) -> NDArray[np.uint8]:
        cols = self.spec.cols
        road = np.full((cols * self.spec.rows, 6), NO_ROAD, dtype=np.uint8)
        for i, spec in enumerate(self.spec.roads):
            if len(spec.path) < 2:
                self.say(("roads", i, "path"), f"the road '{spec.name}' needs at least two points")
            points = self._points(spec.path, ("roads", i, "path"))
            for k, (p, q) in enumerate(itertools.pairwise(points)):
                for (c1, r1), (c2, r2) in itertools.pairwise(hex_line(p, q)):
                    a, b = r1 * cols + c1, r2 * cols + c2
                    if bank[a] != bank[b] and edge(a, b) not in crossings:
                        text = (
                            f"the road '{spec.name}' crosses the river between [{c1}, {r1}] and [{c2}, {r2}]"
                        )
                        self.say(("roads", i, "path", k), f"{text}, where there is no crossing")
                    d = next(d for d in range(6) if hexes.neighbour(c1, r1, d) == (c2, r2))
                    back = hexes.OPPOSITE[d]
                    road[a, d] = road[b, back] = max(int(road[a, d]), _CLASSES[spec.kind])
        return road

    def _points(self, path: Sequence[str | Point], where: Path) -> list[Point]:
        """A road's corners; empty, with a problem, if one of them is nowhere."""
        out, before = [], len(self.findings)
        for k, p in enumerate(path):
            if not isinstance(p, str):
                self._at(p, (*where, k))
                out.append(p)
            elif p in self.spec.places:
                out.append(self.spec.places[p].at)
            else:
                self.say((*where, k), f"there is no place '{p}' on the map{suggest(p, self.spec.places)}")
        inside = all(0 <= c < self.spec.cols and 0 <= r < self.spec.rows for c, r in out)
        return out if inside and len(self.findings) == before else []


_LIMITS = (
    ("focus_lon", -180.0, 180.0),
    ("focus_lat", -85.0, 85.0),
    ("magnification", 1.0, 20.0),
    ("radius_km", 0.1, _FAR_KM),
    ("hex_km", 0.05, 100.0),
    ("west_km", -_FAR_KM, _FAR_KM),
    ("north_km", -_FAR_KM, _FAR_KM),
)
"""What each number of a projection may be."""


def _whole(values: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(values).astype(np.int32)


def _bad_id(word: str) -> str:
    return f"'{word}' is no id: write small letters, digits and underscores, a letter first"
