"""Roads on hexes: near their line, on their bank, over the river only at a crossing."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np

from game.core.board import Edge, edge
from game.scenario.geodata import Feature, densify

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.scenario.frame import Frame

_STEP = 100
"""Cost of a hex on the line."""
_OFF_LINE = 60
"""Added for each hex width off the line."""
_SHARED = 0.7
"""Factor where another road runs already: roads join instead of running side by side."""
_BRIDGE = 2_000
"""Added for a crossing: a road that can stay on its bank does."""
_DEGREE_STEP = 0.002
_SNAP_KM = 0.4
"""A road's vertex this near to a place goes to the place's own hex."""


class Router:
    """Lays one road after the other on a board whose banks and crossings are known."""

    def __init__(
        self,
        frame: Frame,
        banks: list[int],
        crossings: Collection[Edge],
        places: Mapping[int, NDArray[np.float64]],
        blocked: Collection[int] = (),
    ) -> None:
        self.frame, self.banks = frame, banks
        self.crossings, self.blocked = frozenset(crossings), frozenset(blocked)
        self.places = places
        """Hex -> true position (km) of the place on it."""
        self.laid: set[Edge] = set()

    def lay(self, road: Feature) -> list[list[int]]:
        """The road's hexes, a chain for each stretch of it on the board. Raises ValueError."""
        chains = []
        for line in road.lines:
            for stretch in self._stretches(line):
                chain = self._chain(road.name, stretch)
                if len(chain) > 1:
                    chains.append(chain)
                    self.laid |= {edge(a, b) for a, b in itertools.pairwise(chain)}
        return chains

    def _stretches(self, line: NDArray[np.float64]) -> list[list[NDArray[np.float64]]]:
        """Legs (densified, in map space) on the board. A leg that leaves the board ends at its edge."""
        out: list[list[NDArray[np.float64]]] = [[]]
        for a, b in itertools.pairwise(line):
            leg = self.frame.to_map(densify(np.array([a, b]), _DEGREE_STEP))
            on = np.array([self.frame.hex_of(xy) is not None for xy in leg])
            if on.all():
                out[-1].append(leg)
                continue
            for run in np.split(np.arange(len(leg)), np.flatnonzero(np.diff(on.astype(np.int8))) + 1):
                if on[run[0]] and len(run) > 1:
                    if run[0] > 0:
                        out.append([])
                    out[-1].append(leg[run])
            if not on[-1]:
                out.append([])
        return [legs for legs in out if legs]

    def _chain(self, name: str, legs: list[NDArray[np.float64]]) -> list[int]:
        """One stretch through the hexes of its vertices."""
        stops = [self._stop(legs[0][0]), *(self._stop(leg[-1]) for leg in legs)]
        chain = [stops[0]]
        for leg, a, b in zip(legs, stops[:-1], stops[1:], strict=True):
            chain += self._way(name, leg, a, b)[1:]
        return chain

    def _stop(self, xy: NDArray[np.float64]) -> int:
        """The hex of a vertex: of the place there, if it is one."""
        from game.scenario import projection as proj

        east, north = proj.from_map(self.frame.projection, xy[:1], xy[1:])
        spot = np.array([east[0], north[0]])
        near = [(float(np.hypot(*(p - spot))), h) for h, p in self.places.items()]
        if near and min(near)[0] <= _SNAP_KM:
            return min(near)[1]
        h = self.frame.hex_of(xy)
        assert h is not None  # stretches lie on the board
        return h

    def _way(self, name: str, leg: NDArray[np.float64], start: int, goal: int) -> list[int]:
        """The cheapest way (Dijkstra, ties by hex number)."""
        off = self._off_line(leg)
        best, before = {start: 0}, {start: start}
        heap = [(0, start)]
        while heap:
            cost, h = heapq.heappop(heap)
            if h == goal:
                break
            if cost > best[h]:
                continue
            for k in self.frame.neighbours[h]:
                side = edge(h, k)
                river = self.banks[h] != self.banks[k]
                if k in self.blocked or (river and side not in self.crossings):
                    continue
                step = (_STEP + off[k]) * (_SHARED if side in self.laid else 1.0)
                new = cost + round(step) + _BRIDGE * river
                if new < best.get(k, new + 1):
                    best[k], before[k] = new, h
                    heapq.heappush(heap, (new, k))
        if goal not in before:
            raise ValueError(f"the road '{name}' would have to cross a river where there is no crossing")
        path = [goal]
        while path[-1] != start:
            path.append(before[path[-1]])
        return path[::-1]

    def _off_line(self, leg: NDArray[np.float64]) -> list[int]:
        """[n] cost of lying off a leg."""
        x, y = self.frame.centres
        best = np.full(self.frame.size, np.inf)
        for chunk in np.array_split(leg, max(1, len(leg) // 256)):
            d = np.hypot(x[:, None] - chunk[:, 0], y[:, None] - chunk[:, 1]).min(axis=1)
            best = np.minimum(best, d)
        out: list[int] = np.rint(np.maximum(best - 0.5, 0) * _OFF_LINE).astype(np.int64).tolist()
        return out
