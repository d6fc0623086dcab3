"""What guards are good for: the own lines of supply that raiders may reach, and who watches over which part.

Measured in unit-kilometres: a kilometre of road over which twenty units are fed counts twenty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from game.ai.doctrine import uses
from game.ai.enemy_roads import lines
from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture, around, enemies_of
from game.ai.weights import STANDARD as W
from game.core.board import Board, Edge
from game.core.theatre import Theatre
from game.core.units import Unit
from game.core.view import View
from game.rules.irregular import RAIDER


class Post(NamedTuple):
    """A unit where it stood at turn start."""

    id: str
    hex: int
    type: str


class _Roads(NamedTuple):
    """What decides which roads are exposed."""

    theatre: Theatre
    sources: tuple[int, ...]
    units: tuple[int, ...]
    """Hexes of own units, ascending."""
    opened: frozenset[Edge]
    foes: tuple[int, ...]
    """Hexes where raiders are known to be or to have been lately."""


def exposed(view: View, picture: Picture) -> Mapping[int, float]:
    """Road hex -> unit-kilometres at stake there, by how near raiders are known to be (memo)."""
    found: Mapping[int, float] | None = view.memo.get("ai_exposed")
    if found is None:
        roads = _roads(view, picture)
        found = view.memo["ai_exposed"] = _exposed(roads) if roads else {}
    return found


def _roads(view: View, picture: Picture) -> _Roads | None:
    """None if nobody raids."""
    foes = _raiders(view)
    if foes is None:
        return None
    posts = tuple(sorted(p.hex for p in _posts(view)))
    return _Roads(view.theatre, tuple(sorted(view.sources)), posts, picture.opened, foes)


def needed(view: View, picture: Picture) -> frozenset[str]:
    """Guards that still watch over enough to be kept, the most useful first (memo)."""
    found: frozenset[str] | None = view.memo.get("ai_guards")
    if found is None:
        guarding = {u.id for u in view.own if u.posture == "guard"} if uses(view, "guards") else set()
        roads = _roads(view, picture) if guarding else None
        posts = tuple(p for p in _posts(view) if p.id in guarding)
        found = view.memo["ai_guards"] = _needed(posts, roads) if roads else frozenset()
    return found


@lru_cache(maxsize=64)
def _needed(posts: tuple[Post, ...], roads: _Roads) -> frozenset[str]:
    theatre, stakes = roads.theatre, _exposed(roads)
    whole = {p.id: _gain(theatre, stakes, p.hex, ()) for p in posts}
    kept: list[Post] = []
    for p in sorted(posts, key=lambda p: (-whole[p.id] / price(theatre, p.type), p.id)):
        left = _gain(theatre, stakes, p.hex, [k.hex for k in kept])
        if left >= M.guard_keep * price(theatre, p.type):
            kept.append(p)
    return frozenset(p.id for p in kept)


def gain(view: View, picture: Picture, h: int, others: Iterable[int]) -> float:
    """Unit-kilometres that a guard at a hex watches over and guards at `others` do not."""
    return _gain(view.theatre, exposed(view, picture), h, others)


def _gain(theatre: Theatre, stakes: Mapping[int, float], h: int, others: Iterable[int]) -> float:
    if not stakes:
        return 0.0
    board, reach = theatre.board, round(theatre.ruleset.irregular.raid_guard_km * 1000)
    mine = stakes.keys() & around(board, h, reach)
    for other in others:
        mine.difference_update(around(board, other, reach))
    return sum(stakes[n] for n in sorted(mine))


def price(theatre: Theatre, unit_type: str) -> float:
    """Unit-kilometres that the time of a unit is worth: far more for those who attack well."""
    return M.guard_bar * max(0.25, (theatre.ruleset.unit_types[unit_type].attack / 2) ** 2)


def _posts(view: View) -> list[Post]:
    acts = view.activity
    return [Post(u.id, acts[u.id].origin if u.id in acts else u.hex, u.type) for u in view.own]


def _raiders(view: View) -> tuple[int, ...] | None:
    """Hexes where raiders are known to be or to have been lately; None if nobody raids."""
    foes = enemies_of(view)
    able = tuple(f for f in foes if view.theatre.factions[f].abilities.raids)
    if not able or not view.sources:
        return None
    kinds, oldest = view.theatre.ruleset.unit_types, view.turn - W.memory_turns

    def raids(unit: Unit) -> bool:
        return unit.faction in able and RAIDER in kinds[unit.type].traits

    hexes = {r.hex for r in view.irregular.raids if r.faction in foes}
    hexes |= {u.hex for u in view.units.values() if raids(u)}
    hexes |= {c.unit.hex for c in view.contacts if c.turn >= oldest and raids(c.unit)}
    return tuple(sorted(hexes))


@lru_cache(maxsize=64)
def _exposed(roads: _Roads) -> Mapping[int, float]:
    board, reach = roads.theatre.board, M.raiders_km * 1000
    near = np.zeros(board.size, dtype=np.bool_)
    for h in roads.foes:
        near |= board.distances(h) <= reach
    out = {}
    for h, count in lines(roads.theatre, roads.sources, roads.units, roads.opened).items():
        out[h] = count * _km(board, h) * (1.0 if near[h] else M.raiders_far)
    return out


@lru_cache(maxsize=1 << 14)
def _km(board: Board, h: int) -> float:
    """Length of a road through a hex: the mean step out of it."""
    return float(np.mean([board.step_m[h, d] for d, _ in board.adjacent[h]])) / 1000
