"""From geography to a map: GeoJSON in, a map file out.

Features are told apart by `kind`; `geodata.KINDS` lists them, the README beside the data explains them.
Nothing here knows a name: what a data set says about its features decides everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import numpy as np

from game.core.board import PLACE_KINDS, CrossingStatus, Edge
from game.scenario.banks import Banks, connect, partition
from game.scenario.errors import unknown
from game.scenario.frame import Frame, make_frame
from game.scenario.geodata import Feature, inside, load
from game.scenario.hexline import corners
from game.scenario.mapspec import NO_ZONE, CrossingPlan, MapSpec, PlaceSpec, Point, RoadSpec, ZoneSpec
from game.scenario.mapwriter import write
from game.scenario.routes import Router

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPARE_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_NEAR_CANDIDATES = 19
"""A place may be moved this many hexes down the list of the nearest: two rings."""


@dataclass(frozen=True)
class Palette:
    """Terrain ids for features that do not say their own (property `terrain`)."""

    base: str = "desert"
    urban: str = "city"
    town: str = "town"
    sites: Mapping[str, str] = field(
        default_factory=lambda: {"town": "town", "village": "village", "suburb": "town"}
    )


def build_file(
    geojson: Iterable[FilePath],
    bbox: Sequence[float],
    hex_km: float,
    focus: Sequence[float] | None = None,
    name: str = "Map",
) -> str:
    """The map file of GeoJSON files, as YAML text. Same input, same bytes.

    `bbox` is west, south, east, north in degrees; `focus` longitude, latitude, magnification and radius
    in km of a lens. Raises ValueError with a sentence, OSError.
    """
    return write(build(load(geojson), bbox, hex_km, focus, name))


def build(
    features: list[Feature],
    bbox: Sequence[float],
    hex_km: float,
    focus: Sequence[float] | None = None,
    name: str = "Map",
    palette: Palette | None = None,
) -> MapSpec:
    """The map of these features. Raises ValueError with a sentence."""
    frame = make_frame(bbox, hex_km, focus)
    return _Builder(frame, features, palette or Palette()).spec(name)


class _Builder:
    """One board being drawn, layer by layer."""

    def __init__(self, frame: Frame, features: list[Feature], palette: Palette) -> None:
        self.frame, self.features, self.palette = frame, features, palette
        self.banks: Banks = partition(frame, features)
        self.terrain = [palette.base] * frame.size
        self.zone = [""] * frame.size
        self.zones: dict[str, ZoneSpec] = {}
        self.places: dict[str, tuple[int, Feature]] = {}

    def spec(self, name: str) -> MapSpec:
        """The finished map."""
        self._paint_ground()
        urban = self._paint_urban()
        self._set_places()
        connect(self.frame, self.banks)
        self._set_zones(urban)
        crossings, sides = self._set_crossings()
        roads = self._lay_roads(sides)
        frame, banks = self.frame, self.banks
        legend = letters(
            list(dict.fromkeys([self.palette.base, *sorted(set(self.terrain))])), "." + _SPARE_LETTERS
        )
        shores = letters([banks.names[b] for b in sorted(set(banks.of))], _SPARE_LETTERS)
        marks = letters(list(self.zones), _SPARE_LETTERS)
        return MapSpec(
            format=1,
            name=name,
            cols=frame.cols,
            rows=frame.rows,
            projection=frame.projection,
            legend={v: k for k, v in legend.items()},
            terrain=self._rows([legend[t] for t in self.terrain]),
            bank_legend={v: k for k, v in shores.items()},
            banks=self._rows([shores[banks.names[b]] for b in banks.of]),
            zone_legend={marks[k]: z for k, z in self.zones.items()},
            zones=self._rows([marks[z] if z else NO_ZONE for z in self.zone]) if self.zones else (),
            places={k: self._place(h, f) for k, (h, f) in self.places.items()},
            roads=roads,
            crossings=crossings,
            rivers=tuple(f.name for f in self.features if f.kind == "river"),
            labels=self._labels(),
            credits=tuple(dict.fromkeys(f.text("source") for f in self.features if f.text("source"))),
        )

    def _rows(self, cells: list[str]) -> tuple[str, ...]:
        cols = self.frame.cols
        return tuple("".join(cells[r * cols : (r + 1) * cols]) for r in range(self.frame.rows))

    def _point(self, h: int) -> Point:
        row, col = divmod(h, self.frame.cols)
        return col, row

    def _place(self, h: int, f: Feature) -> PlaceSpec:
        kind = f.text("site") or f.kind
        if kind not in PLACE_KINDS:
            raise ValueError(f"'{f.name}' is a {unknown('kind of place', kind, PLACE_KINDS)}")
        people = int(f.properties.get("population", 0))
        return PlaceSpec(f.name, self._point(h), kind, people, f.text("source"))

    def _of(self, *kinds: str) -> list[Feature]:
        return [f for f in self.features if f.kind in kinds]

    def _within(self, f: Feature) -> list[int]:
        """Hexes whose centre lies in a polygon, on its bank if it names one."""
        lon, lat = self.frame.degrees
        mask = np.zeros(self.frame.size, dtype=np.bool_)
        for ring in f.lines:
            mask |= inside(ring, lon, lat)
        return self._ashore(f, mask)

    def _ashore(self, f: Feature, mask: NDArray[np.bool_]) -> list[int]:
        value = f.text("bank")
        found: list[int] = np.flatnonzero(mask).tolist()
        return [h for h in found if not value or self.banks.at_home(value, self.banks.of[h])]

    def _paint_ground(self) -> None:
        """Areas and strips along rivers, in the order of the data."""
        for f in self._of("area", "strip"):
            if f.kind == "area":
                hexes = self._within(f)
            else:
                rivers = [r for r in self._of("river") if r.name == f.text("along")]
                if not rivers:
                    raise ValueError(
                        f"the strip '{f.name}' runs along '{f.text('along')}', which is no river here"
                    )
                near = np.minimum.reduce([self.frame.distance_km(line) for r in rivers for line in r.lines])
                hexes = self._ashore(f, near < float(f.properties.get("km", 2.0)))
            for h in hexes:
                self.terrain[h] = f.text("terrain", self.palette.base)

    def _paint_urban(self) -> dict[str, list[int]]:
        """Built-up areas; name -> hexes."""
        out = {}
        for f in self._of("urban"):
            out[f.name] = self._within(f)
            for h in out[f.name]:
                self.terrain[h] = f.text("terrain", self.palette.urban)
        return out

    def _set_places(self) -> None:
        """Every town and site on a hex of its own, and that hex on the feature's bank."""
        taken: set[int] = set()
        for f in self._of("town", "site"):
            xy = self.frame.to_map(f.point[None, :])[0]
            if self.frame.hex_of(xy) is None:
                continue
            near = self.frame.nearest(xy)[:_NEAR_CANDIDATES].tolist()
            free = [h for h in near if h not in taken]
            if not free:
                raise ValueError(f"there is no room left for '{f.name}'; use smaller hexes")
            self._settle(f, free[0], self.frame.nearest(xy).tolist())
            taken.add(free[0])

    def _settle(self, f: Feature, h: int, near: list[int]) -> None:
        if f.id in self.places:
            raise ValueError(f"'{self.places[f.id][1].name}' and '{f.name}' have the same id '{f.id}'")
        value = f.text("bank")
        if value:
            self.banks.of[h] = self.banks.home(value, near)
            self.banks.fixed[h] = self.banks.of[h]
        default = self.palette.town if f.kind == "town" else self.palette.sites.get(f.text("site"), "")
        if f.text("terrain"):
            self.terrain[h] = f.text("terrain")
        elif default and self.terrain[h] != self.palette.urban:
            self.terrain[h] = default
        self.places[f.id] = h, f

    def _set_zones(self, urban: Mapping[str, list[int]]) -> None:
        """Countries by polygon, districts by the nearest seed, single hexes by their place."""
        for f in self._of("zone"):
            self.zones.setdefault(f.id, ZoneSpec(f.id, f.name, f.text("group")))
            for h in self._within(f):
                self.zone[h] = f.id
        ground = np.column_stack(self.frame.ground)
        for city, hexes in urban.items():
            seeds = [f for f in self._of("district") if f.text("of", city) == city]
            spots = [self.frame.to_ground(f.point[None, :])[0] for f in seeds]
            for h in hexes:
                reach = [round(float(np.hypot(*(ground[h] - p))), 6) for p in spots]
                if reach:
                    self._assign(h, seeds[reach.index(min(reach))])
                else:
                    self._assign(h, next(f for f in self._of("urban") if f.name == city))
        known = {f.id: f for f in self._of("district")}
        for h, f in self.places.values():
            wish = f.properties.get("zone")
            if wish is None:
                continue
            if wish in known:
                self._assign(h, known[wish])
            elif wish in ("", *self.zones):
                self.zone[h] = wish
            else:
                raise ValueError(f"'{f.name}' is to lie in the zone '{wish}', which does not exist")

    def _assign(self, h: int, f: Feature) -> None:
        self.zones.setdefault(f.id, ZoneSpec(f.id, f.name, f.text("group")))
        self.zone[h] = f.id

    def _set_crossings(self) -> tuple[dict[str, CrossingPlan], set[Edge]]:
        """Each crossing on the nearest free hexside that a river runs along."""
        of, plans = self.banks.of, {}
        sides = {
            (h, k)
            for h in range(self.frame.size)
            for k in self.frame.neighbours[h]
            if h < k and of[h] != of[k]
        }
        free, used = sorted(sides), set()
        x, y = self.frame.centres
        for f in self._of("crossing"):
            xy = self.frame.to_map(f.point[None, :])[0]
            if self.frame.hex_of(xy) is None:
                continue
            joins = set(f.properties.get("joins", ()))
            fit = [s for s in free if not joins or {self.banks.names[of[h]] for h in s} == joins]
            if not fit:
                raise ValueError(f"there is no river hexside left for the crossing '{f.name}'")
            far = [
                round(float(np.hypot((x[a] + x[b]) / 2 - xy[0], (y[a] + y[b]) / 2 - xy[1])), 6)
                for a, b in fit
            ]
            side = fit[far.index(min(far))]
            free.remove(side)
            used.add(side)
            status: CrossingStatus = "destroyed" if f.text("state") == "destroyed" else "intact"
            between = (self._point(side[0]), self._point(side[1]))
            plans[f.id] = CrossingPlan(
                f.name, between, "ford" if f.text("crossing") == "ford" else "bridge", status
            )
        return plans, used

    def _lay_roads(self, sides: set[Edge]) -> tuple[RoadSpec, ...]:
        spots = {h: self.frame.to_ground(f.point[None, :])[0] for h, f in self.places.values()}
        router = Router(self.frame, self.banks.of, sides, spots)
        out = []
        for f in self._of("road"):
            for chain in router.lay(f):
                path = tuple(corners([self._point(h) for h in chain]))
                out.append(RoadSpec(f.name, path, "track" if f.text("class") == "track" else "road"))
        return tuple(out)

    def _labels(self) -> dict[str, Point]:
        spots = {f.name: self.frame.hex_of(self.frame.to_map(f.point[None, :])[0]) for f in self._of("label")}
        return {k: self._point(h) for k, h in spots.items() if h is not None}


def letters(names: list[str], alphabet: str) -> dict[str, str]:
    """A letter for every name: the dot for the first if the alphabet has it, else one of its own letters."""
    if len(names) > len(alphabet):
        raise ValueError(f"a map can have {len(alphabet)} different letters, not {len(names)}")
    out: dict[str, str] = {}
    count: Counter[str] = Counter()
    for name in names:
        wish = "." if not out and "." in alphabet else ""
        for letter in wish + name + name.upper() + alphabet:
            if letter in alphabet and not count[letter]:
                out[name] = letter
                count[letter] += 1
                break
    return out
