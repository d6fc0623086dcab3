"""The flood of shortest lengths by which supply spreads: over what it runs, and how far it has gone."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from game.core.board import Edge
from game.core.theatre import Theatre
from game.rules.interdiction import CLEAR, Hindrance, hindered

Rows = tuple[tuple[tuple[int, int], ...], ...]
"""[n] pairs (neighbour, metre-equivalents) over the open hexsides of each hex."""
Ways = tuple[tuple[Edge, bool], ...]
"""Open crossings of rivers and whether each is a pontoon."""

FAR, SHUT = 1 << 60, -1
"""Lengths of where the flood has not come yet, and of where it never comes."""


class Grid(NamedTuple):
    """What a flood runs over."""

    rows: Rows
    width: int
    """Of a bucket, in metre-equivalents: the shortest step anywhere."""
    ahead: int
    """Buckets that a step can reach beyond its own, and one more."""


class Tide:
    """A flood of shortest lengths, worked out only as far as somebody asks (`rise`).

    Dijkstra with buckets no wider than the shortest step: all of a bucket is final when its turn
    comes, which halves the time of a heap.
    """

    __slots__ = ("_buckets", "_grid", "_now", "best", "parent")

    def __init__(self, grid: Grid, best: list[int], parent: list[int], sources: tuple[int, ...]) -> None:
        """From hexes that have one length in `best`, where `SHUT` stays shut and the rest is `FAR` or
        what is known so far. Both lists are filled in place.
        """
        self.best, self.parent = best, parent
        self._grid = grid
        self._now = best[sources[0]] // grid.width if sources else 0
        """Bucket whose turn it is: what is nearer is final."""
        self._buckets: list[list[int]] = [[] for _ in range(self._now + grid.ahead)]
        self._buckets[self._now].extend(sources)

    def rise(self, h: int = -1, most: int = FAR) -> None:
        """Go on until the length of `h` is final, without one until all are; not beyond `most`."""
        best, parent, buckets = self.best, self.parent, self._buckets
        rows, width, ahead = self._grid
        i = self._now
        while i < len(buckets) and i * width <= most and (h < 0 or best[h] >= i * width):
            if bucket := buckets[i]:
                while len(buckets) <= i + ahead:
                    buckets.append([])
                for at in bucket:
                    base = best[at]
                    if base // width != i:
                        continue  # found a shorter way since
                    for n, cost in rows[at]:
                        length = base + cost
                        if length < best[n]:
                            best[n] = length
                            parent[n] = at
                            buckets[length // width].append(n)
            i += 1
        self._now = i


def grid_of(theatre: Theatre, ways: Ways, fire: Hindrance) -> Grid:
    """The ground with these crossings open and these roads under fire."""
    return _open_grid(theatre, ways) if fire == CLEAR else _hindered_grid(theatre, ways, fire)


@lru_cache(maxsize=32)
def _hindered_grid(theatre: Theatre, ways: Ways, fire: Hindrance) -> Grid:
    base = _open_grid(theatre, ways)
    rows = hindered(theatre, base.rows, theatre.supply_cost, theatre.supply_ground, fire)
    changed = (row for row, before in zip(rows, base.rows, strict=True) if row is not before)
    longest = max((cost for row in changed for _, cost in row), default=1)
    return Grid(rows, base.width, max(base.ahead, longest // base.width + 2))


@lru_cache(maxsize=8)
def _land_rows(theatre: Theatre) -> Rows:
    """Open hexsides when no river can be crossed."""
    river, cost = theatre.board.river.tolist(), theatre.supply_cost
    return tuple(
        tuple((n, cost[h][d]) for d, n in row if cost[h][d] >= 0 and not river[h][d])
        for h, row in enumerate(theatre.board.adjacent)
    )


@lru_cache(maxsize=32)
def _open_grid(theatre: Theatre, ways: Ways) -> Grid:
    """The ground with these crossings open."""
    pontoon = round(theatre.ruleset.crossings.pontoon_capacity_km * 1000)
    rows = list(_land_rows(theatre))
    for (a, b), narrow in ways:
        for here, there in ((a, b), (b, a)):
            d = theatre.board.direction(here, there)
            assert d is not None, "a crossing joins neighbours"
            cost = theatre.supply_cost[here][d]
            if cost >= 0:
                rows[here] = (*rows[here], (there, cost + (pontoon if narrow else 0)))
    steps = {cost for row in rows for _, cost in row} or {1}
    width = max(1, min(steps))
    return Grid(tuple(rows), width, max(steps) // width + 2)


def feed_from_depots(theatre: Theatre, grid: Grid, tide: Tide, depots: tuple[int, ...]) -> None:
    """Shorten lines that lead over depots, the best fed first: one may feed the next.

    A depot's own line stays as it is, so that every line still leads back to a source.
    """
    supply = theatre.ruleset.supply
    start = max(0, round((supply.full_km - theatre.ruleset.effort.depot_km) * 1000))
    most = round(supply.stretched_km * 1000)
    kept: dict[int, int] = {}
    best, parent = tide.best, tide.parent
    for h in depots:
        tide.rise(h, most)
    while fed := sorted((best[h], h) for h in depots if start < best[h] <= most):
        tide.rise()
        h = depot = fed[0][1]
        while h >= 0 and h not in kept:
            kept[h] = h = parent[h]
        best[depot] = start
        Tide(grid, best, parent, (depot,)).rise()
        for h, back in kept.items():
            parent[h] = back
