"""Static distance fields for planning: how far every hex is from a target, and the next hex towards it.

They know terrain, roads and open crossings, nothing of units or control: a plan needs a direction, not
a promise. Whoever follows one asks `movement` about each step. Costs are counted in quanta of 125 m so
that a bucket queue does, which takes half the time of a heap.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from game.core.board import Crossing, Edge
from game.core.board import edge as edge_of
from game.core.theatre import Theatre

QUANTUM_M = 125
FAR = 1 << 30
"""Cost where no way leads to the target."""

SUPPLY = "supply"
"""In place of a mobility class: lengths of supply lines."""

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
        return _line(self.toward, h)


def _line(toward: Sequence[int], h: int) -> tuple[int, ...]:
    out = [h]
    while (h := toward[h]) >= 0:
        out.append(h)
    return tuple(out)


def open_edges(crossings: Mapping[Edge, Crossing] | Iterable[Crossing]) -> frozenset[Edge]:
    """River hexsides that an intact crossing leads over."""
    every = crossings.values() if isinstance(crossings, Mapping) else crossings
    return frozenset(c.edge for c in every if c.status == "intact")


class Search:
    """A field that is worked out only as far as somebody asks (`settle`)."""

    def __init__(
        self, theatre: Theatre, mobility: str, targets: tuple[int, ...], opened: frozenset[Edge],
        barred: frozenset[int] = frozenset(),
    ) -> None:  # fmt: skip
        links, widest = _links(theatre, mobility, opened)
        self.best = [FAR] * theatre.board.size
        """[n] quanta; exact up to and including `now - 1`, above that a first guess."""
        self.toward = [-1] * theatre.board.size
        self.now = 0
        self.over = False
        self._links = _without(links, barred.difference(targets)) if barred else links
        self._ring: list[list[int]] = [[] for _ in range(widest + 1)]
        self._ring[0].extend(targets)
        self._idle = 0
        for t in targets:
            self.best[t] = 0

    def line(self, h: int) -> tuple[int, ...]:
        """Hexes from `h` to the target, both included; only `h` where there is no way."""
        return _line(self.toward, h)

    def metres(self, h: int, limit: int = FAR) -> int:
        """Metre-equivalents from `h`, FAR beyond what is exact or `limit`."""
        quanta = self.best[h]
        return quanta * QUANTUM_M if quanta < self.now and quanta <= limit // QUANTUM_M else FAR

    def to(self, h: int) -> int:
        """Metre-equivalents from `h`, worked out now if they are not known yet; FAR where there is no way."""
        if not self.over and self.best[h] >= self.now:
            self.settle(h)
        return self.metres(h)

    def settle(self, h: int = -1, last: int = FAR) -> None:
        """Go on until `h` is exact, or `last` quanta are; without either, to the end."""
        best, toward, links = self.best, self.toward, self._links
        ring, now, idle = self._ring, self.now, self._idle
        size = len(ring)
        while idle < size and now <= last and (h < 0 or best[h] >= now):
            bucket = ring[now % size]
            idle = 0 if bucket else idle + 1
            for at in bucket:
                if best[at] == now:
                    for m, quanta in links[at]:
                        cost = now + quanta
                        if cost < best[m]:
                            best[m] = cost
                            toward[m] = at
                            ring[cost % size].append(m)
            bucket.clear()
            now += 1
        self.now, self._idle, self.over = now, idle, idle >= size


def _without(links: _Links, barred: frozenset[int]) -> _Links:
    """The links once no way leads on from hexes that are barred."""
    out = list(links)
    for h in barred:
        out[h] = ()
    return tuple(out)


@lru_cache(maxsize=1024)
def field(
    theatre: Theatre,
    mobility: str,
    targets: tuple[int, ...],
    opened: frozenset[Edge],
    limit: int = FAR,
    barred: frozenset[int] = frozenset(),
) -> Field:
    """Costs of a mobility class (or `SUPPLY`) to the nearest of `targets` (sorted hexes).

    Hexes further than about `limit` metre-equivalents count as FAR. No way leads through a hex that is
    `barred`, though one may begin or end there.
    """
    search = Search(theatre, mobility, targets, opened, barred)
    search.settle(last=limit // QUANTUM_M)
    best = np.array(search.best, dtype=np.int64)
    exact = best < search.now
    return Field(
        array("i", np.where(exact, best * QUANTUM_M, FAR).astype(np.int32).tobytes()),
        array("i", np.where(exact, np.array(search.toward), -1).astype(np.int32).tobytes()),
    )


@lru_cache(maxsize=256)
def search_for(
    theatre: Theatre,
    mobility: str,
    targets: tuple[int, ...],
    opened: frozenset[Edge],
    barred: frozenset[int] = frozenset(),
) -> Search:
    """The search behind `way`, which goes on where it stopped."""
    return Search(theatre, mobility, targets, opened, barred)


def way(
    theatre: Theatre,
    mobility: str,
    targets: tuple[int, ...],
    opened: frozenset[Edge],
    h: int,
    barred: frozenset[int] = frozenset(),
) -> Search:
    """Like `field`, but exact only for `h` and all that is nearer to a target: much cheaper close by.

    What is further away counts as at least as far as `h`. Costs are in quanta.
    """
    search = search_for(theatre, mobility, targets, opened, barred)
    if not search.over and search.best[h] >= search.now:
        search.settle(h)
    return search


@lru_cache(maxsize=48)
def cost_table(
    theatre: Theatre, mobility: str, targets: tuple[tuple[int, ...], ...], opened: frozenset[Edge]
) -> NDArray[np.int32]:
    """[targets, n] costs of each hex to each group of targets, as `field` gives them."""
    return _joined(theatre, mobility, targets, opened, np.arange(theatre.board.size), FAR)


def costs_near(
    theatre: Theatre, mobility: str, targets: tuple[tuple[int, ...], ...], opened: frozenset[Edge],
    hexes: NDArray[np.int64], limit: int,
) -> NDArray[np.int32]:  # fmt: skip
    """[targets, hexes] the same for a few hexes; what is further than `limit` metre-equivalents is FAR.

    For groups that come and go: of these only single hexes are searched from, and once for all.
    """
    singles = sorted({h for group in targets for h in group})
    table = _joined(theatre, mobility, tuple([(h,) for h in singles]), opened, hexes, limit)
    row = {h: i for i, h in enumerate(singles)}
    return np.array([table[[row[h] for h in group]].min(axis=0) for group in targets])


def _joined(
    theatre: Theatre, mobility: str, targets: tuple[tuple[int, ...], ...], opened: frozenset[Edge],
    hexes: NDArray[np.int64], limit: int,
) -> NDArray[np.int32]:  # fmt: skip
    """Each way is cut at the bridges that it goes over: what lies between is found once without any
    bridge, so that a new one costs two searches instead of one for each group.
    """
    rows = [_dry(theatre, mobility, t, limit) for t in targets]
    out = np.array([row[hexes] for row in rows])
    banks, away, between = _bridged(theatre, mobility, opened)
    if len(banks):
        reach = np.array([row[banks] for row in rows])  # [targets, banks]
        reach = (reach[:, :, None] + between[None, :, :]).min(axis=1)
        for k in range(len(banks)):
            out = np.minimum(out, reach[:, k : k + 1] + away[k][hexes])
    return np.where(out <= limit // QUANTUM_M, out * QUANTUM_M, FAR).astype(np.int32)


@lru_cache(maxsize=32)
def _bridged(
    theatre: Theatre, mobility: str, opened: frozenset[Edge]
) -> tuple[list[int], NDArray[np.int64], NDArray[np.int64]]:
    """Ends of the open bridges; [ends, n] quanta from each without a bridge, [ends, ends] with them."""
    edges = sorted(opened & theatre.board.river_edges)
    banks = [h for e in edges for h in e]
    rows = [_dry(theatre, mobility, (h,)) for h in banks]
    away = np.array(rows, dtype=np.int64).reshape(len(banks), theatre.board.size)
    between = away[:, banks]
    for i, e in enumerate(edges):
        cost = _span(theatre, mobility, e)
        between[2 * i, 2 * i + 1] = between[2 * i + 1, 2 * i] = min(cost, between[2 * i, 2 * i + 1])
    for k in range(len(banks)):
        between = np.minimum(between, between[:, k : k + 1] + between[k : k + 1, :])
    return banks, away, between


@lru_cache(maxsize=2048)
def _dry(theatre: Theatre, mobility: str, targets: tuple[int, ...], limit: int = FAR) -> NDArray[np.int64]:
    """[n] quanta to the targets without a bridge, FAR beyond `limit` metre-equivalents."""
    search = Search(theatre, mobility, targets, frozenset())
    search.settle(last=limit // QUANTUM_M)
    best = np.array(search.best, dtype=np.int64)
    best[best >= search.now] = FAR
    return best


def _span(theatre: Theatre, mobility: str, e: Edge) -> int:
    """Quanta over a bridge."""
    d = theatre.board.direction(*e)
    cost = -1 if d is None else _table(theatre, mobility)[e[0]][d]
    return FAR if cost < 0 else _quanta(cost)


@lru_cache(maxsize=64)
def _links(theatre: Theatre, mobility: str, opened: frozenset[Edge]) -> tuple[_Links, int]:
    """Links of the dry board and those over open crossings; the greatest quanta of any."""
    board, table = theatre.board, _table(theatre, mobility)
    out = list(_dry_links(theatre, mobility))
    for a, b in sorted(opened & board.river_edges):
        for h, m in ((a, b), (b, a)):
            d = board.direction(h, m)
            if d is not None and table[h][d] >= 0:
                out[h] = (*out[h], (m, _quanta(table[h][d])))
    return tuple(out), max((q for row in out for _, q in row), default=1)


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
