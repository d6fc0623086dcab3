"""The board: hexes that know their true position, terrain, bank, roads and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from game.core import hexes
from game.core.record import record
from game.core.saying import Spot

if TYPE_CHECKING:
    from numpy.typing import NDArray

Edge = tuple[int, int]
"""Two neighbouring hexes, the smaller number first."""

OFF_BOARD = -1
NO_ROAD, TRACK, ROAD = 0, 1, 2
"""Classes of road over a hexside."""

PlaceKind = Literal[
    "city", "town", "village", "suburb", "island", "energy", "airport", "base", "crossing", "gate",
    "industrial", "hills",
]  # fmt: skip
"""What a place is: a word for symbols and for the rank of its name."""
PLACE_KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
CrossingKind = Literal["bridge", "ford", "pontoon"]
CrossingStatus = Literal["intact", "destroyed"]


@record
class Place:
    """A named hex. `id` is what scenarios refer to."""

    id: str
    name: str
    hex: int
    kind: PlaceKind = "town"
    population: int = 0


@record
class Zone:
    """A named set of hexes: a city's district, a country."""

    id: str
    name: str
    group: str = ""
    """Zones that are counted together, such as all districts of one city."""


@record
class Crossing:
    """A way over one river hexside. Fields that change in play live in the state's copy."""

    id: str
    name: str
    edge: Edge
    kind: CrossingKind = "bridge"
    status: CrossingStatus = "intact"
    owner: str = ""
    """Faction that built it (pontoons)."""


@record
class Projection:
    """How the map was projected: equirectangular metres around a focus, seen through a lens.

    Map distance f(r) = r + (magnification - 1) * radius * tanh(r / radius) along the bearing from
    the focus; magnification 1 is no lens. Map kilometres divided by `hex_km` are hex widths.
    """

    focus_lon: float
    focus_lat: float
    magnification: float
    radius_km: float
    hex_km: float
    west_km: float
    """Map x of the centre of hex (0, 0), km east of the focus (after the lens)."""
    north_km: float
    """Map y of the centre of hex (0, 0), km north of the focus (after the lens)."""


def edge(a: int, b: int) -> Edge:
    """The hexside between `a` and `b`."""
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True, eq=False)
class Board:
    """Static geometry, compiled once. n = cols * rows; direction axis of length 6 as in `hexes`.

    Compared and hashed by identity, so that functions of a board can be cached.
    """

    name: str
    cols: int
    rows: int
    terrain: NDArray[np.uint8]
    """[n] index into `terrains`."""
    terrains: tuple[str, ...]
    """Terrain ids of the ruleset."""
    bank: NDArray[np.uint8]
    """[n] index into `banks`; a river runs wherever two neighbours differ."""
    banks: tuple[str, ...]
    zone: NDArray[np.uint8]
    """[n] 0 for none, else 1 + index into `zones`."""
    zones: tuple[Zone, ...]
    x: NDArray[np.int32]
    """[n] metres east of the map's origin, true position of the hex's centre."""
    y: NDArray[np.int32]
    """[n] metres north of the map's origin."""
    area: NDArray[np.int32]
    """[n] true area in hectares."""
    road: NDArray[np.uint8]
    """[n, 6] NO_ROAD, TRACK or ROAD over each hexside (symmetric)."""
    places: Mapping[str, Place]
    crossings: tuple[Crossing, ...]
    """As they stand before a scenario changes them."""
    rivers: tuple[str, ...] = ()
    """Names, for labels."""
    projection: Projection | None = None
    labels: Mapping[str, int] = field(default_factory=dict)
    """Map lettering without a rule: text -> hex."""
    credits: tuple[str, ...] = ()
    """What the map was drawn after."""

    @property
    def size(self) -> int:
        """Number of hexes."""
        return self.cols * self.rows

    @cached_property
    def neighbours(self) -> NDArray[np.int32]:
        """[n, 6] neighbouring hex or OFF_BOARD."""
        out = np.full((self.size, 6), OFF_BOARD, dtype=np.int32)
        for h in range(self.size):
            row, col = divmod(h, self.cols)
            for d in range(6):
                c, r = hexes.neighbour(col, row, d)
                if 0 <= c < self.cols and 0 <= r < self.rows:
                    out[h, d] = r * self.cols + c
        return out

    @cached_property
    def adjacent(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each hex its (direction, neighbour) pairs on the board. Plain tuples: hot loops."""
        return tuple(
            tuple((d, n) for d, n in enumerate(row) if n != OFF_BOARD) for row in self.neighbours.tolist()
        )

    @cached_property
    def step_m(self) -> NDArray[np.int32]:
        """[n, 6] metres between the centres of neighbours, 0 off the board; whole metres, so that
        no float decides anything differently on another machine.
        """
        n = self.neighbours
        dx = self.x[n].astype(np.float64) - self.x[:, None]
        dy = self.y[n].astype(np.float64) - self.y[:, None]
        metres = np.maximum(1, np.rint(np.hypot(dx, dy))).astype(np.int32)
        return np.where(n == OFF_BOARD, np.int32(0), metres)

    @cached_property
    def on_road(self) -> bytes:
        """[n] 1 where a road or track leads through the hex."""
        out: bytes = (self.road != NO_ROAD).any(axis=1).tobytes()
        return out

    @cached_property
    def river(self) -> NDArray[np.bool_]:
        """[n, 6] True where a river runs along the hexside."""
        n = self.neighbours
        out: NDArray[np.bool_] = (n != OFF_BOARD) & (self.bank[n] != self.bank[:, None])
        return out

    @cached_property
    def river_edges(self) -> frozenset[Edge]:
        """All hexsides with a river."""
        pairs = np.argwhere(self.river)
        return frozenset(edge(int(h), int(self.neighbours[h, d])) for h, d in pairs)

    def at(self, col: int, row: int) -> int:
        """The hex in this column and row. Raises ValueError off the board."""
        if not (0 <= col < self.cols and 0 <= row < self.rows):
            raise ValueError(
                f"[{col}, {row}] is off the board: {self.cols} columns, {self.rows} rows, from [0, 0]"
            )
        return row * self.cols + col

    def col_row(self, h: int) -> tuple[int, int]:
        """Column and row of a hex."""
        row, col = divmod(h, self.cols)
        return col, row

    def direction(self, a: int, b: int) -> int | None:
        """Direction from `a` to its neighbour `b`, None if they are not neighbours."""
        for d, n in self.adjacent[a]:
            if n == b:
                return d
        return None

    def terrain_of(self, h: int) -> str:
        """Terrain id of a hex."""
        return self.terrains[int(self.terrain[h])]

    def zone_of(self, h: int) -> Zone | None:
        """The zone that the hex belongs to."""
        z = int(self.zone[h])
        return self.zones[z - 1] if z else None

    def distances(self, h: int) -> NDArray[np.int32]:
        """[n] metres from `h` to every hex, as the crow flies."""
        cache = self._distance_rows
        found = cache.get(h)
        if found is None:
            dx = self.x.astype(np.float64) - float(self.x[h])
            dy = self.y.astype(np.float64) - float(self.y[h])
            found = cache[h] = np.rint(np.hypot(dx, dy)).astype(np.int32)
        return found

    def distance_m(self, a: int, b: int) -> int:
        """Metres between two hexes, as the crow flies."""
        return int(self.distances(a)[b])

    @cached_property
    def _distance_rows(self) -> dict[int, NDArray[np.int32]]:
        return {}

    @cached_property
    def place_at(self) -> Mapping[int, Place]:
        """The place on each hex that has one (the first by id where there are more)."""
        out: dict[int, Place] = {}
        for key in sorted(self.places):
            out.setdefault(self.places[key].hex, self.places[key])
        return out

    def spot(self, h: int) -> Spot:
        """What people call this hex: its place, its district, or the nearest place with a bearing."""
        found = self._spots.get(h)
        if found is None:
            found = self._spots[h] = self._spot(h)
        return found

    @cached_property
    def _spots(self) -> dict[int, Spot]:
        return {}

    def _spot(self, h: int) -> Spot:
        place = self.place_at.get(h)
        if place:
            return Spot(place.name)
        zone = self.zone_of(h)
        if zone and zone.group:
            return Spot(zone.name)
        if not self.places:
            return Spot("{},{}".format(*self.col_row(h)))
        row = self.distances(h)
        near = min(self.places.values(), key=lambda p: (int(row[p.hex]), p.id))
        return Spot(near.name, round(int(row[near.hex]) / 1000), bearing(self, near.hex, h))


def bearing(board: Board, a: int, b: int) -> str:
    """Point of the compass, such as NE, for the way from `a` to `b`."""
    dx = float(board.x[b]) - float(board.x[a])
    dy = float(board.y[b]) - float(board.y[a])
    words = ("E", "NE", "N", "NW", "W", "SW", "S", "SE")
    return words[int(np.floor((np.degrees(np.arctan2(dy, dx)) + 22.5) / 45)) % 8]
