"""Tasks of batteries and boats: they serve what the fighters want."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from game.ai.aims import Aim
from game.ai.assign import planning_class, toll
from game.ai.brief import Brief, Member, allowance_of
from game.ai.means_weights import MEANS as M
from game.ai.task import RESERVE, Task
from game.ai.weights import STANDARD as W
from game.core.board import Board, edge
from game.rules.paths import FAR, field, way

if TYPE_CHECKING:
    from numpy.typing import NDArray


def gun_task(b: Brief, m: Member, fighting: Mapping[str, Task]) -> Task:
    """Batteries go where the most fighters are busy with an enemy, and it is not far."""
    defended = {a.id for i, a in enumerate(b.aims) if b.defence[i] > 0}
    busy = [t for t in fighting.values() if t.aim and t.aim.id in defended]
    crowd = _crowd(t for t in busy if t.kind != "garrison") or _crowd(busy)
    best, best_score = RESERVE, 0.0
    for aim, count in crowd:
        cost = way(b.theatre, planning_class(b.theatre), aim.hexes, b.opened, m.hex).metres(m.hex)
        if cost >= FAR:
            continue
        score = count / (1.0 + cost / allowance_of(b.theatre, m.type))
        if score > best_score:
            best, best_score = Task("guns", aim, aim.hexes), score
    return best


def _crowd(tasks: Iterable[Task]) -> list[tuple[Aim, int]]:
    """Aims with the number of units that go for them, the most first."""
    count: dict[str, int] = {}
    aims: dict[str, Aim] = {}
    for t in tasks:
        if t.aim:
            aims[t.aim.id] = t.aim
            count[t.aim.id] = count.get(t.aim.id, 0) + 1
    return [(aims[k], count[k]) for k in sorted(count, key=lambda k: (-count[k], k))]


@lru_cache(maxsize=16)
def banks(board: Board) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """River hexsides in both directions: (near hex, far hex)."""
    pairs = sorted(board.river_edges)
    near = np.array([p[0] for p in pairs] + [p[1] for p in pairs], dtype=np.int64)
    far = np.array([p[1] for p in pairs] + [p[0] for p in pairs], dtype=np.int64)
    return near, far


def ferry_tasks(b: Brief, idle: list[Member]) -> dict[str, Task]:
    """Small units with boats and nothing to do on their own bank cross, as many as there are boats."""
    rules = b.theatre.ruleset
    out: dict[str, Task] = {}
    for m in idle:
        kind = rules.unit_types[m.type]
        if len(out) >= rules.crossings.boats_a_turn:
            break
        if not rules.mobility[kind.mobility].boats or kind.steps > rules.crossings.boat_max_steps:
            continue
        task = _by_boat(b, m, _cut_off_aims(b, m))
        if task:
            out[m.id] = task
    return out


def _by_boat(b: Brief, m: Member, aims: Iterable[Aim]) -> Task | None:
    """The hexside by which a unit best gets to something that no open way leads to."""
    near, far = banks(b.theatre.board)
    if not len(near):
        return None
    here = _costs(b, (m.hex,))[near].astype(np.float64)
    allowance = allowance_of(b.theatre, m.type)
    pairs = zip(near.tolist(), far.tolist(), strict=True)
    able = np.array([edge(h, n) not in b.opened and h in b.shore for h, n in pairs]) & (here < FAR)
    best: tuple[float, Task] | None = None
    for aim in aims:
        beyond = _costs(b, aim.hexes)[far]
        total = np.where(able & (beyond < FAR), here + beyond, np.inf)
        i = int(total.argmin())
        if not np.isfinite(total[i]):
            continue
        score = _gain(b, m, aim) / (W.settle_turns + float(total[i]) / allowance)
        if best is None or score > best[0]:
            best = (score, Task("ferry", aim, (int(near[i]),), int(far[i])))
    return best[1] if best else None


def _costs(b: Brief, targets: tuple[int, ...]) -> NDArray[np.int32]:
    """[n] metre-equivalents to the targets."""
    return np.asarray(field(b.theatre, planning_class(b.theatre), targets, b.opened).cost, dtype=np.int32)


def _cut_off_aims(b: Brief, m: Member) -> list[Aim]:
    """The best of the aims that no open way leads to from the unit's hex."""
    gain = {a.id: _gain(b, m, a) for i, a in enumerate(b.aims) if b.opens[i] > 0 and not a.area}
    worthy = [a for a in b.aims if gain.get(a.id, 0.0) > M.boats_bar]
    worthy.sort(key=lambda a: (-gain[a.id], a.id))
    cost = _costs(b, (m.hex,))
    return [a for a in worthy if cost[a.hexes[0]] >= FAR][:_CUT_OFF]


_CUT_OFF = 4


def _gain(b: Brief, m: Member, aim: Aim) -> float:
    """Points for taking an aim, less what it costs to come over a line for it."""
    return aim.take if m.hex in b.tolls.beyond else aim.take - toll(b, aim, 0.0)
