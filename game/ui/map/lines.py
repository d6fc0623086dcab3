"""Lines of the printed map: rivers on hexsides, roads through hexes, borders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from game.core.board import ROAD, TRACK, Board
from game.core.theatre import Theatre
from game.ui.geometry import Geometry, Line, Point, geometry_of, relax, smooth
from game.ui.map.strokes import Curve, Pen
from game.ui.palette import Palette, mix

EASE = (1, 0.7)
"""How much of the zigzag of hexsides is taken out of lines that follow them (see `relax`)."""
STEPS = 6
"""Points per hexside on such lines."""
RIVER = 0.19
"""Width of a river in hex widths."""
SHORE = 0.09
"""Width of the green strip along each bank, which reads as a bank at every zoom."""


@dataclass(frozen=True)
class Road:
    """One hex's piece of road or track, from hexside to hexside or to the centre."""

    kind: int
    curve: Curve


@lru_cache(maxsize=3)
def lines_of(theatre: Theatre) -> Lines:
    """The lines of a theatre, worked out once for all that draw them."""
    return Lines(theatre, geometry_of(theatre.board))


class Lines:
    """A board's lines as smooth curves in map space."""

    def __init__(self, theatre: Theatre, geometry: Geometry) -> None:
        self.theatre = theatre
        self.board = theatre.board
        self.geometry = geometry

    def prepare(self) -> None:
        """Work out all of them: that takes a while."""
        _ = self.rivers, self.roads, self.country_borders, self.district_borders

    @cached_property
    def rivers(self) -> list[Curve]:
        """Through the middles of river hexsides, so that crossings lie where hexes meet. Along a lake there
        is no river to be seen.
        """
        board, lakes = self.board, self.theatre.ruleset.lake_terrains
        wet = [board.terrains[k] in lakes for k in board.terrain.tolist()]
        chains = self.geometry.chains(e for e in board.river_edges if not (wet[e[0]] or wet[e[1]]))
        return [Curve(along(self.geometry, c)) for c in chains]

    @cached_property
    def roads(self) -> list[Road]:
        """Pieces of all roads and tracks."""
        return [road for h in range(self.board.size) for road in hex_roads(self.board, self.geometry, h)]

    @cached_property
    def country_borders(self) -> list[Curve]:
        """Between countries: zones that belong to no group."""
        zone = countries(self.board)
        edges = self.geometry.borders(zone)
        return [Curve(along(self.geometry, c)) for c in self.geometry.chains(edges)]

    @cached_property
    def district_borders(self) -> list[Curve]:
        """Between districts, and around all that belong together."""
        board, zone = self.board, districts(self.board)
        edges = self.geometry.borders(zone)
        dry = [e for e in edges if e not in board.river_edges]
        return [Curve(line) for line in self.geometry.corner_chains(dry)]

    def draw_ground(self, pen: Pen, width: int, palette: Palette) -> None:
        """Rivers, roads and country borders; `width` is the hex width that will be seen."""
        k = pen.scale / width
        self._rivers(pen, width, k, palette)
        self._borders(pen, width, k, palette)
        self._roads(pen, width, k, palette)

    def _rivers(self, pen: Pen, width: int, k: float, p: Palette) -> None:
        broad = max(2.2, RIVER * width) * k
        bank = max(0.9, 0.024 * width) * k
        if width >= 13:
            for line in self.rivers:
                pen.line(line, (*p.shore, 120), broad + 2 * (bank + SHORE * width * k))
        for line in self.rivers:
            pen.line(line, p.water_bank, broad + 2 * bank)
        for line in self.rivers:
            pen.line(line, p.water, broad)
        if width >= 20:
            for line in self.rivers:
                pen.line(line, mix(p.water, p.water_shine, 0.7), broad * 0.45)

    def _roads(self, pen: Pen, width: int, k: float, p: Palette) -> None:
        near = [r for r in self.roads if pen.near(r.curve, 0.2)]
        for r in near:
            if r.kind == TRACK:
                self._track(pen, r, width, k, p)
        full = max(1.5, min(0.075 * width, 15)) * k
        case = max(1.2, 0.018 * width) * k if width >= 13 else 0.0
        roads = [r for r in near if r.kind == ROAD]
        for r in roads:
            pen.line(r.curve, p.road_case, full + case)
        if width >= 13:
            for r in roads:
                pen.line(r.curve, p.road, full - case * 0.35)

    def _track(self, pen: Pen, road: Road, width: int, k: float, p: Palette) -> None:
        thin = max(1.0, min(0.035 * width, 7)) * k
        if width < 13:
            pen.line(road.curve, p.track, thin)
        else:
            pen.dashes(road.curve, p.track, thin, 0.135 * width * k, 0.075 * width * k)

    def _borders(self, pen: Pen, width: int, k: float, p: Palette) -> None:
        for line in self.country_borders:
            if not pen.near(line, 1.0):
                continue
            pen.line(line, (*p.country, 74), max(6.0, 0.36 * width) * k)
            pen.dashes(line, p.country, max(1.2, 0.035 * width) * k, 0.3 * width * k, 0.12 * width * k)


def along(geometry: Geometry, chain: Line) -> list[Point]:
    """The smooth curve of a chain of hexsides, out to the frame where it leaves the board."""
    return list(geometry.to_the_edge(curved(chain)))


def curved(chain: Line) -> list[Point]:
    """The smooth curve of a chain of hexsides, `STEPS` points from each of its points to the next."""
    return smooth(relax(chain, *EASE), STEPS)


def countries(board: Board) -> list[int]:
    """[n] number of the country, 0 where a hex is in none or only in a district."""
    whole = [0] + [0 if z.group else i + 1 for i, z in enumerate(board.zones)]
    return [whole[z] for z in board.zone.tolist()]


def districts(board: Board) -> list[int]:
    """[n] number of the district, 0 where there is none."""
    part = [0] + [i + 1 if z.group else 0 for i, z in enumerate(board.zones)]
    return [part[z] for z in board.zone.tolist()]


def hex_roads(board: Board, geometry: Geometry, h: int) -> list[Road]:
    """The roads and tracks of one hex: exits opposite each other
    flow through, others meet in the middle.
    """
    row = board.road[h].tolist()
    exits = [d for d in range(6) if row[d]]
    middle = geometry.centres[h]
    mids = {d: geometry.middle((h, int(board.neighbours[h, d]))) for d in exits}
    out, joined = [], set()
    for a, b in combinations(exits, 2):
        apart = min(b - a, 6 - b + a)
        flows = apart == 3 or (apart == 2 and len(exits) == 2)
        if row[a] == row[b] and flows:
            out.append(Road(row[a], Curve(_bend(mids[a], middle, mids[b]))))
            joined |= {a, b}
    out += [Road(row[d], Curve([mids[d], middle])) for d in exits if d not in joined]
    if len(exits) == 1 and on_rim(board, h):
        out.append(Road(row[exits[0]], Curve([middle, _off_the_map(geometry, h)])))
    return out


def on_rim(board: Board, h: int) -> bool:
    """Whether a hex lies at the board's edge."""
    return len(board.adjacent[h]) < 6


def _off_the_map(geometry: Geometry, h: int) -> Point:
    """The nearest point of the map's frame: a road that ends at the edge leads somewhere."""
    x, y = geometry.centres[h]
    g = geometry
    ends = ((g.west, y), (g.east, y), (x, g.north), (x, g.south))
    return min(ends, key=lambda p: abs(p[0] - x) + abs(p[1] - y))


def _bend(a: Point, middle: Point, b: Point, steps: int = 8) -> list[Point]:
    """A quadratic curve from `a` to `b` that leans towards `middle`."""
    out = []
    for i in range(steps + 1):
        t = i / steps
        u, v, w = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        out.append((u * a[0] + v * middle[0] + w * b[0], u * a[1] + v * middle[1] + w * b[1]))
    return out
