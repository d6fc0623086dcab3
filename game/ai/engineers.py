"""Where engineers open a river: at the hexside that brings the fighters nearest to what lies beyond.

A crossing pays by the turns that it saves, whether it opens what no way leads to, goes round an enemy in
strength on the road, or is only shorter. Nobody builds ahead of those who are to cross, nor under fire.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

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
from game.rules.paths import FAR, SUPPLY, cost_table, field

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
    return tuple(sorted({h for h in free if sum(distances(h)[n] <= W.near_m for n in free) >= M.crossers}))


def _best(
    b: Brief, m: Member, fighters: list[Member], bodies: tuple[int, ...], opened: frozenset[Edge]
) -> Task | None:
    """The task at the best hexside; None if none is worth the work."""
    allowance = allowance_of(b.theatre, m.type)
    near, far = banks(b.theatre.board)
    if not len(near) or not b.aims:
        return None
    body = _turns(b, bodies, opened, allowance)
    held = _held(b, fighters) | (body[near] <= M.crossers_turns)
    own = _turns(b, (m.hex,), opened, allowance)
    ready = _ready(b, opened, body[near], own[near], M.bridge_km * 1000 / allowance)
    ready = np.where(held, ready, np.inf)
    if not np.isfinite(ready).any():
        return None
    worth, fed, fed_now = _worth(b, fighters), _fed(b, opened), _fed_now(b, opened)
    beyond = _table(b, planning_class(b.theatre), opened, far) / allowance
    rivals, now = rival_turns(b, b.aims), body[[a.hexes[0] for a in b.aims]]
    before = fed_now * (now <= rivals) / (W.settle_turns + now)
    rough = {i: _saved(ready + beyond[i], rivals[i], fed[i], before[i]) * w for i, w in worth.items()}
    likely = sorted(rough, key=lambda i: (-float(rough[i].max(initial=0.0)), i))[:_LIKELY]
    gains = {}
    for i in likely:
        if rough[i].max(initial=0.0) > 0:
            over = ready + _turns(b, b.aims[i].hexes, opened, allowance)[far]
            gains[i] = _saved(over, rivals[i], fed[i], before[i]) * worth[i]
    if not gains:
        return None
    ranked = -np.sort(-np.array(list(gains.values())), axis=0)
    total = (ranked * M.next_prize ** np.arange(len(ranked))[:, None]).sum(axis=0)
    at = int(total.argmax())
    if total[at] < M.crossing_gain:
        return None
    aim = b.aims[max(gains, key=lambda i: (float(gains[i][at]), -i))]
    return Task("bridge", aim, (int(near[at]),), int(far[at]))


_LIKELY = 6
"""Aims that are looked at closely."""


def _worth(b: Brief, fighters: list[Member]) -> dict[int, float]:
    """Index of each place that can be taken -> its points for each unit that this takes."""
    attack, defence = average_strength(b, tuple(fighters))
    out = {}
    for i, a in enumerate(b.aims):
        if a.take > 0 and b.opens[i] > 0 and not a.area:
            wanted = need(b, i, a, attack, defence)
            out[i] = 2 * max(0.0, a.take - toll(b, a, wanted)) / (1 + wanted)
    return out


def _saved(over: Floats, rival: float, fed: Floats, before: float) -> Floats:
    """[hexsides] points a turn, for each point of an aim, that the way over each is better than the way that
    there is (`before`): sooner there, in supply, and before any rival: for him nobody builds.
    """
    then = fed * (over <= rival) / (W.settle_turns + over)
    out: Floats = np.maximum(0.0, then - before)
    return out


def _fed(b: Brief, opened: frozenset[Edge]) -> Floats:
    """[aims, hexsides] 1 where a line over each feeds those who are at the aim, else little."""
    if not b.sources:
        return np.ones((len(b.aims), 2 * len(b.theatre.board.river_edges)))
    near, far = banks(b.theatre.board)
    bridge = _bridges(b.theatre.board)
    carry = np.where(bridge, 0.0, b.theatre.ruleset.crossings.pontoon_capacity_km * 1000)
    over = _length(b, opened)[near] + carry + _table(b, SUPPLY, opened, far)
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


def _ready(b: Brief, opened: frozenset[Edge], body: Floats, own: Floats, bonus: float) -> Floats:
    """[hexsides] turns until the fighters are over each; infinite where engineers cannot or do not build.
    `bonus`: turns that a bridge rather than a pontoon is worth.
    """
    board, rules = b.theatre.board, b.theatre.ruleset.crossings
    near, far = banks(board)
    fire = b.strongholds | beside(board, tuple(sorted(b.strongholds)), b.opened)
    bridge = _bridges(board)
    shore, landing = b.shore - fire - _ring(b), b.landing - b.strongholds - b.tolls.beyond
    able = np.array(
        [
            h in shore and n in landing and edge(h, n) not in opened
            for h, n in zip(near.tolist(), far.tolist(), strict=True)
        ]
    )
    able &= np.where(bridge, "repairs" in b.builds, "pontoons" in b.builds)
    work = np.where(bridge, float(rules.repair_turns), float(rules.pontoon_turns))
    out: Floats = np.where(able, np.maximum(body, own + work) - bonus * bridge, np.inf)
    return out


def _ring(b: Brief) -> frozenset[int]:
    """Ground around enemies who have a river at their backs: nobody bridges it for them."""
    held = [a for i, a in enumerate(b.aims) if a.area and b.attack[i] > 0 and not a.id.startswith(CUT)]
    reach = round(M.ring_km * 1000)
    return frozenset(n for a in held for h in a.hexes for n in around(b.theatre.board, h, reach))


def _held(b: Brief, fighters: list[Member]) -> NDArray[np.bool_]:
    """[hexsides] whether a fighter is near enough to look after those who build."""
    distances = b.theatre.board.distances
    close = np.minimum.reduce([distances(h) for h in sorted({m.hex for m in fighters})])
    return np.asarray(close[banks(b.theatre.board)[0]] <= W.near_m)


def _turns(b: Brief, targets: tuple[int, ...], opened: frozenset[Edge], allowance: int) -> Floats:
    """[n] turns to the nearest target, not through an enemy in strength."""
    found = field(b.theatre, planning_class(b.theatre), targets, opened, barred=b.strongholds)
    cost = np.asarray(found.cost, dtype=np.float64)
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
