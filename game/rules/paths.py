"""Static distance fields for planning: how far every hex is from a target, and the next hex towards it.

They know terrain, roads and open crossings, nothing of units or control: a plan needs a direction, not
a promise. Whoever follows one asks `movement` about each step. Costs are counted in quanta of 125 m so
that a bucket queue does (`figures.md`: half the time of a heap).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from game.core.board import Crossing, Edge
from game.core.board import edge as edge_of
from game.core.situation import Situation
from game.core.theatre import Theatre

QUANTUM_M = 125
FAR = 1 << 30
"""Cost where no way leads to the target."""

SUPPLY = "supply"
"""In place of a mobility class: lengths of supply lines."""

_Links = tuple[tuple[tuple[int, int], ...], ...]
"""For each hex its (neighbour, quanta) pairs."""


@dataclass(frozen=True, eq=False)
class Field:
    """Costs to the nearest of a few targets over open ground."""

    cost: array[int]
    """[n] metre-equivalents, FAR where there is no way."""
    toward: array[int]
    """[n] the next hex on the way, -1 at a target and where there is no way."""

    def line(self, h: int) -> tuple[int, ...]:
        """Hexes from `h` to the target, both included; only `h` where there is no way."""
        out = [h]
        while (h := self.toward[h]) >= 0:
            out.append(h)
        return tuple(out)


def open_edges(crossings: Mapping[Edge, Crossing] | Iterable[Crossing]) -> frozenset[Edge]:
    """River hexsides that an intact crossing leads over."""
    every = crossings.values() if isinstance(crossings, Mapping) else crossings
    return frozenset(c.edge for c in every if c.status == "intact")


def field_for(s: Situation, mobility: str, targets: tuple[int, ...]) -> Field:
    """The field to `targets` over the crossings that are open in `s`."""
    return field(s.theatre, mobility, targets, open_edges(s.crossings))


@lru_cache(maxsize=1024)
def field(
    theatre: Theatre,
    mobility: str,
    targets: tuple[int, ...],
    opened: frozenset[Edge],
    limit: int = FAR,
) -> Field:
    """Costs of a mobility class (or `SUPPLY`) to the nearest of `targets` (sorted hexes).

    Hexes further than about `limit` metre-equivalents count as FAR.
    """
    links = _links(theatre, mobility, opened)
    n, last = theatre.board.size, limit // QUANTUM_M
    best = [FAR] * n
    toward = array("i", [-1]) * n
    for t in targets:
        best[t] = 0
    buckets: list[list[int]] = [list(targets)]
    now = 0
    while now < len(buckets) and now <= last:
        for h in buckets[now]:
            if best[h] != now:
                continue
            for m, quanta in links[h]:
                cost = now + quanta
                if cost < best[m]:
                    best[m] = cost
                    toward[m] = h
                    while len(buckets) <= cost:
                        buckets.append([])
                    buckets[cost].append(m)
        now += 1
    for bucket in buckets[now:]:
        for h in bucket:
            if best[h] >= now:
                best[h], toward[h] = FAR, -1
    return Field(array("i", [FAR if b == FAR else b * QUANTUM_M for b in best]), toward)


@lru_cache(maxsize=64)
def _links(theatre: Theatre, mobility: str, opened: frozenset[Edge]) -> _Links:
    """Links of the dry board, and those over open crossings."""
    dry = _dry_links(theatre, mobility)
    if not opened:
        return dry
    board, table = theatre.board, _table(theatre, mobility)
    out = list(dry)
    for a, b in sorted(opened & board.river_edges):
        for h, m in ((a, b), (b, a)):
            d = board.direction(h, m)
            if d is not None and table[h][d] >= 0:
                out[h] = (*out[h], (m, _quanta(table[h][d])))
    return tuple(out)


@lru_cache(maxsize=32)
def _dry_links(theatre: Theatre, mobility: str) -> _Links:
    """Links that cross no river. Costs are symmetric, so they serve in both directions."""
    board, table = theatre.board, _table(theatre, mobility)
    rivers = board.river_edges
    return tuple(
        tuple(
            (m, _quanta(row[d])) for d, m in board.adjacent[h] if row[d] >= 0 and edge_of(h, m) not in rivers
        )
        for h, row in enumerate(table)
    )


def _table(theatre: Theatre, mobility: str) -> tuple[tuple[int, ...], ...]:
    return theatre.supply_cost if mobility == SUPPLY else theatre.step_cost[mobility]


def _quanta(metres: int) -> int:
    return max(1, (metres + QUANTUM_M // 2) // QUANTUM_M)
