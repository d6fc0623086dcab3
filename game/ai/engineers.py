"""Where engineers open a river: at the hexside that brings the fighters nearest to what lies beyond.

A crossing pays by the turns that it saves, whether it opens what no way leads to, goes round an enemy in
strength on the road, or is only shorter. Nobody builds ahead of those who are to cross, nor under fire.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.ai.assign import average_strength, need, planning_class, rival_turns, toll
from game.ai.brief import Brief, Member, allowance_of
from game.ai.lines import CUT
from game.ai.means_weights import MEANS as M
from game.ai.picture import around, beside
from game.ai.support import banks
from game.ai.task import RESERVE, Task
from game.ai.weights import STANDARD as W
from game.core.board import Board, Edge, edge
from game.rules.paths import FAR, SUPPLY, cost_table, field, search_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def engineer_tasks(b: Brief, engineers: list[Member], fighters: list[Member]) -> dict[str, Task]:
    """Unit -> `bridge` or reserve. Two never open ways to the same: the second counts on the first's."""
    bodies = _bodies(b, fighters)
    opened, out = b.opened, {}
    for m in engineers:
        found = _best(b, m, fighters, bodies, opened) if bodies else None
        out[m.id] = found or RESERVE
        if found:
            opened |= {edge(found.targets[0], found.to)}
    return out


def _bodies(b: Brief, fighters: list[Member]) -> tuple[int, ...]:
    """Hexes of fighters who are not alone: these can go over in force."""
    free = [m.hex for m in fighters if m.fit and not m.guards]
    distances = b.theatre.board.distances
    return tuple(sorted(h for h in set(free) if (distances(h)[free] <= W.near_m).sum() >= M.crossers))


class _Sites(NamedTuple):
    """Hexsides at which engineers may build."""

    near: NDArray[np.int64]
    far: NDArray[np.int64]
    bridge: NDArray[np.bool_]
    """Whether the map has a crossing there, which carries a road and more than a pontoon."""

    def only(self, chosen: NDArray[np.bool_]) -> _Sites:
        return _Sites(self.near[chosen], self.far[chosen], self.bridge[chosen])


def _best(
    b: Brief, m: Member, fighters: list[Member], bodies: tuple[int, ...], opened: frozenset[Edge]
) -> Task | None:
    """The task at the best hexside; None if none is worth the work."""
    sites, worth = _sites(b, opened), _worth(b, fighters)
    if not len(sites.near) or not worth:
        return None
    allowance = allowance_of(b.theatre, m.type)
    body = _turns(b, bodies, opened, allowance, sites.near)
    held = np.isfinite(body) & (_held(b, fighters, sites.near) | (body <= M.crossers_turns))
    sites, body = sites.only(held), body[held]
    if not len(sites.near):
        return None
    prizes, points = np.array(list(worth)), np.array(list(worth.values()))[:, None]
    rivals, fed = rival_turns(b, b.aims)[prizes, None], _fed(b, opened, sites)[prizes]
    now = _turns(b, bodies, opened, allowance, np.array([b.aims[i].hexes[0] for i in worth]))[:, None]
    before = _fed_now(b, opened)[prizes, None] * (now <= rivals) / (W.settle_turns + now)
    beyond = _table(b, planning_class(b.theatre), opened, sites.far)[prizes] / allowance

    def gains(over: Floats, rows: slice | NDArray[np.int64] = _ALL) -> Floats:
        """[prizes, hexsides] points a turn that the way over each is better than the way that there is:
        sooner there, in supply, and before any rival: for him nobody builds.
        """
        then = fed[rows] * (over <= rivals[rows]) / (W.settle_turns + over)
        out: Floats = np.maximum(0.0, then - before[rows]) * points[rows]
        return out

    at_once = np.zeros(len(body))  # however near the engineers are, and whoever stands in the way
    if _total(gains(_ready(b, sites, body, at_once, allowance) + beyond)).max() < M.crossing_gain:
        return None
    ready = _ready(b, sites, body, _turns(b, (m.hex,), opened, allowance, sites.near), allowance)
    rough = gains(ready + beyond)
    if _total(rough).max() < M.crossing_gain:
        return None
    likely = np.argsort(-rough.max(axis=1), kind="stable")[:_LIKELY]
    likely = likely[rough[likely].max(axis=1) > 0]
    ways = [_turns(b, b.aims[i].hexes, opened, allowance, sites.far) for i in prizes[likely]]
    exact = gains(ready + np.array(ways), likely)
    total = _total(exact)
    at = int(total.argmax())
    if total[at] < M.crossing_gain:
        return None
    first = max(range(len(likely)), key=lambda k: (float(exact[k, at]), -int(likely[k])))
    aim = b.aims[int(prizes[likely[first]])]
    return Task("bridge", aim, (int(sites.near[at]),), int(sites.far[at]))


_ALL = slice(None)
_LIKELY = 6
"""Aims that are looked at closely."""


def _total(gains: Floats) -> Floats:
    """[hexsides] what each brings, given [prizes, hexsides] what it brings for each."""
    ranked = -np.sort(-gains, axis=0)[:_LIKELY]
    out: Floats = (ranked * M.next_prize ** np.arange(len(ranked))[:, None]).sum(axis=0)
    return out


def _worth(b: Brief, fighters: list[Member]) -> dict[int, float]:
    """Index of each place that can be taken -> its points for each unit that this takes."""
    attack, defence = average_strength(b, tuple(fighters))
    out = {}
    for i, a in enumerate(b.aims):
        if a.take > 0 and b.opens[i] > 0 and not a.area:
            wanted = need(b, i, a, attack, defence)
            out[i] = 2 * max(0.0, a.take - toll(b, a, wanted)) / (1 + wanted)
    return out


def _fed(b: Brief, opened: frozenset[Edge], sites: _Sites) -> Floats:
    """[aims, hexsides] 1 where a line over each feeds those who are at the aim, else little."""
    if not b.sources:
        return np.ones((len(b.aims), len(sites.near)))
    carry = np.where(sites.bridge, 0.0, b.theatre.ruleset.crossings.pontoon_capacity_km * 1000)
    over = _length(b, opened)[sites.near] + carry + _table(b, SUPPLY, opened, sites.far)
    return np.where(over <= b.theatre.ruleset.supply.stretched_km * 1000, 1.0, M.unfed)


def _fed_now(b: Brief, opened: frozenset[Edge]) -> Floats:
    """[aims] the same for the lines that there are."""
    length = _length(b, opened) if b.sources else np.zeros(b.theatre.board.size)
    most = b.theatre.ruleset.supply.stretched_km * 1000
    return np.array([1.0 if length[a.hexes[0]] <= most else M.unfed for a in b.aims])


def _length(b: Brief, opened: frozenset[Edge]) -> Floats:
    """[n] metre-equivalents of the line of supply over open ground."""
    cost = np.asarray(field(b.theatre, SUPPLY, b.sources, opened).cost, dtype=np.float64)
    return np.where(cost >= FAR, np.inf, cost)


def _sites(b: Brief, opened: frozenset[Edge]) -> _Sites:
    """Where engineers can build: out of fire, from the own shore to one that is no rival's."""
    board = b.theatre.board
    near, far = banks(board)
    fire = b.strongholds | beside(board, tuple(sorted(b.strongholds)), b.opened)
    bridge = _bridges(board)
    able = np.where(bridge, "repairs" in b.builds, "pontoons" in b.builds)
    able &= _mask(board, b.shore - fire - _ring(b))[near]
    able &= _mask(board, b.landing - b.strongholds - b.tolls.beyond)[far]
    able[able] = [
        edge(h, n) not in opened for h, n in zip(near[able].tolist(), far[able].tolist(), strict=True)
    ]
    return _Sites(near, far, bridge).only(able)


def _mask(board: Board, hexes: frozenset[int]) -> NDArray[np.bool_]:
    out = np.zeros(board.size, dtype=np.bool_)
    out[list(hexes)] = True
    return out


def _ready(b: Brief, sites: _Sites, body: Floats, own: Floats, allowance: int) -> Floats:
    """[hexsides] turns until the fighters are over each; a bridge counts as done sooner than a pontoon."""
    rules = b.theatre.ruleset.crossings
    work = np.where(sites.bridge, float(rules.repair_turns), float(rules.pontoon_turns))
    bonus = M.bridge_km * 1000 / allowance
    out: Floats = np.maximum(body, own + work) - bonus * sites.bridge
    return out


def _ring(b: Brief) -> frozenset[int]:
    """Ground around enemies who have a river at their backs: nobody bridges it for them."""
    held = [a for i, a in enumerate(b.aims) if a.area and b.attack[i] > 0 and not a.id.startswith(CUT)]
    return frozenset().union(*(_surroundings(b.theatre.board, a.hexes) for a in held))


@lru_cache(maxsize=64)
def _surroundings(board: Board, hexes: tuple[int, ...]) -> frozenset[int]:
    reach = round(M.ring_km * 1000)
    return frozenset(n for h in hexes for n in around(board, h, reach))


def _held(b: Brief, fighters: list[Member], near: NDArray[np.int64]) -> NDArray[np.bool_]:
    """[hexsides] whether a fighter is near enough to look after those who build."""
    distances = b.theatre.board.distances
    close = np.minimum.reduce([distances(h)[near] for h in sorted({m.hex for m in fighters})])
    return np.asarray(close <= W.near_m)


def _turns(
    b: Brief, targets: tuple[int, ...], opened: frozenset[Edge], allowance: int, hexes: NDArray[np.int64]
) -> Floats:
    """[hexes] turns to the nearest target, not through an enemy in strength."""
    search = search_for(b.theatre, planning_class(b.theatre), targets, opened, b.strongholds)
    cost = np.array([search.to(h) for h in hexes.tolist()], dtype=np.float64)
    return np.where(cost >= FAR, np.inf, cost / allowance)


def _table(b: Brief, mobility: str, opened: frozenset[Edge], hexes: NDArray[np.int64]) -> Floats:
    """[aims, hexes] metre-equivalents to each aim, whoever stands in the way: from tables that are kept."""
    cost = cost_table(b.theatre, mobility, tuple([a.hexes for a in b.aims]), opened)[:, hexes]
    return np.where(cost >= FAR, np.inf, cost.astype(np.float64))


@lru_cache(maxsize=16)
def _bridges(board: Board) -> NDArray[np.bool_]:
    """[river hexsides] whether the map has a crossing there, which carries a road and more than a pontoon."""
    known = {c.edge for c in board.crossings}
    near, far = banks(board)
    return np.array([edge(h, n) in known for h, n in zip(near.tolist(), far.tolist(), strict=True)])
