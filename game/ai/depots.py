"""Where supply columns open depots: where most of those who have far to go are brought within reach."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from game.ai.brief import Brief, Member
from game.ai.means_weights import MEANS as M
from game.ai.task import RESERVE, Task
from game.core.board import Edge
from game.core.theatre import Theatre
from game.rules.effort import DEPOT_TRAIT
from game.rules.paths import SUPPLY, field


def is_column(b: Brief, m: Member) -> bool:
    """Whether a unit can be a depot."""
    return DEPOT_TRAIT in b.theatre.ruleset.unit_types[m.type].traits


def depot_tasks(b: Brief, columns: list[Member], fighting: Mapping[str, Task]) -> dict[str, Task]:
    """The place of each column: where a line feeds it, and the most tasks that lie beyond full supply come
    within its reach. Moving costs turns, so that it stays while its place is nearly as good.
    """
    out = {m.id: RESERVE for m in columns}
    if not (columns and b.sources):
        return out
    far = _far_tasks(b, fighting)
    for m in columns:
        gains = {h: _gain(b, far, h) for h in _spots(b)} if far else {}
        best = max(gains, key=lambda h: (gains[h], -h), default=-1)
        if best < 0 or not gains[best]:
            break
        stay = _gain(b, far, m.hex) if m.hex in gains else 0.0
        h = m.hex if stay >= M.depot_stay * gains[best] else best
        served = [t for t in far if t[0] in _reach(b.theatre, h, b.opened)]
        out[m.id] = Task("depot", served[0][2].aim, (h,))
        far = [t for t in far if t not in served]
    return out


def _far_tasks(b: Brief, fighting: Mapping[str, Task]) -> list[tuple[int, float, Task]]:
    """(hex, weight, task) of each task beyond full supply from the sources; beyond all supply it counts
    for more.
    """
    rules = b.theatre.ruleset.supply
    length = field(b.theatre, SUPPLY, b.sources, b.opened).cost
    out = []
    for key in sorted(fighting):
        task = fighting[key]
        if task.aim is None or not task.targets or task.aim.area:
            continue
        km = length[task.targets[0]] / 1000
        if km > rules.full_km:
            out.append((task.targets[0], M.depot_beyond if km > rules.stretched_km else 1.0, task))
    return out


def _spots(b: Brief) -> list[int]:
    """Where a depot would be fed: own places and own units in supply, near enough to the sources."""
    most = round(b.theatre.ruleset.supply.stretched_km * 1000)
    length = field(b.theatre, SUPPLY, b.sources, b.opened).cost
    held = {a.hexes[0] for a in b.aims if a.keep > 0 and not a.area}
    held |= {m.hex for m in b.roster if m.supply in ("supplied", "overextended")}
    return sorted(h for h in held if length[h] <= most)


def _gain(b: Brief, far: list[tuple[int, float, Task]], h: int) -> float:
    reached = _reach(b.theatre, h, b.opened)
    return sum(weight for at, weight, _ in far if at in reached)


@lru_cache(maxsize=1024)
def _reach(theatre: Theatre, h: int, opened: frozenset[Edge]) -> frozenset[int]:
    """Hexes that a depot in a hex would supply over open ground."""
    most = round(theatre.ruleset.effort.depot_km * 1000)
    cost = np.asarray(field(theatre, SUPPLY, (h,), opened, most).cost)
    return frozenset(np.flatnonzero(cost <= most).tolist())
