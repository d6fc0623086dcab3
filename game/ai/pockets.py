"""Pockets: steps that cut the enemy off, found by looking for gaps between one's own grounds.

A unit is isolated when no chain of hexes that are not its enemy's leads to supply (`rules.supply`), so a
ring is closed by taking control of its last gap: walking through is enough.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from game.ai.picture import Picture, around
from game.ai.weights import STANDARD as W
from game.core.board import OFF_BOARD, Board, Edge
from game.core.situation import keeps, kept
from game.core.units import Unit
from game.core.view import View
from game.rules.ground import Links, links_for
from game.rules.movement import path_to, reach

if TYPE_CHECKING:
    from numpy.typing import NDArray

Path = tuple[int, ...]

_LOOKED_AT = 6
"""Gaps that one decision looks at, the nearest first."""
_NEAR_M = 9_000
"""A gap is this near to an enemy that is seen."""


def closing_path(view: View, picture: Picture, unit: Unit) -> Path | None:
    """A move after which enemies that are free now sit in a pocket; None if there is none."""
    theatre = view.theatre
    row = theatre.board.distances(unit.hex)
    far = min(W.ring_m, theatre.allowance(unit))
    gaps = [h for h in _gaps(view, picture) if row[h] <= far]
    if not gaps:
        return None
    links = links_for(view, theatre.unit_type(unit).mobility)
    shut = _shut(view)
    free = tuple(e for e in sorted(picture.seen) if row[e] <= far + _NEAR_M and not _pocket(links, shut, e))
    if not free:
        return None
    best: tuple[int, int, int] | None = None
    for cost, h in _reachable(view, picture, unit, gaps):
        path = path_to(view, unit, h)
        if path is None:
            continue
        caught = _caught(view, links, shut | frozenset(path), free)
        if caught and (best is None or (-caught, cost, h) < best):
            best = (-caught, cost, h)
    return path_to(view, unit, best[2]) if best else None


def _gaps(view: View, picture: Picture) -> tuple[int, ...]:
    """Hexes near an enemy that are not one's own and join two of one's own grounds (kept): their open
    neighbours fall into two or more runs, so that stepping in parts them.
    """
    shelf = kept(view, "units", "control", "stances", "crossings")
    found: tuple[int, ...] | None = shelf.get("gaps")
    if found is None:
        board = view.theatre.board
        own = np.append(view.control == view.theatre.index[view.faction], False)  # the last is OFF_BOARD, -1
        own[[u.hex for u in view.own]] = True
        rows = np.flatnonzero(_near(board, tuple(sorted(picture.seen))) & ~own[:-1])
        free = open_sides(board, picture.opened)[rows] & ~own[board.neighbours[rows]]
        runs = (free & ~np.roll(free, 1, axis=1)).sum(axis=1)
        found = shelf["gaps"] = tuple(rows[runs >= 2].tolist())
    return found


@lru_cache(maxsize=64)
def _near(board: Board, enemies: tuple[int, ...]) -> NDArray[np.bool_]:
    """[n] hexes near any of these."""
    out = np.zeros(board.size, dtype=np.bool_)
    for h in enemies:
        out[list(around(board, h, _NEAR_M))] = True
    return out


@lru_cache(maxsize=64)
def open_sides(board: Board, opened: frozenset[Edge]) -> NDArray[np.bool_]:
    """[n, 6] hexsides on the board without a river or with an intact crossing."""
    out = (board.neighbours != OFF_BOARD) & ~board.river
    for a, b in sorted(opened):
        for h, n in ((a, b), (b, a)):
            d = board.direction(h, n)
            if d is not None:
                out[h, d] = True
    return np.asarray(out, dtype=np.bool_)


def _reachable(view: View, picture: Picture, unit: Unit, gaps: list[int]) -> list[tuple[int, int]]:
    """(cost, hex) of the gaps that the unit gets to and can hold for a while."""
    found = reach(view, unit)
    out = [(found[h].cost, h) for h in gaps if h in found and not _too_hot(view, picture, unit, h)]
    return sorted(out)[:_LOOKED_AT]


def _too_hot(view: View, picture: Picture, unit: Unit, h: int) -> bool:
    """Whether the enemies beside the gap would simply run the unit over."""
    threat = sum(picture.attack.get(n, 0) for _, n in view.theatre.board.adjacent[h])
    defence = unit.steps * view.theatre.unit_type(unit).defence * 10
    return threat * view.doctrine.caution > W.trapped_ratio * defence * max(0.1, view.doctrine.encircle)


@keeps("units", "control")
def _shut(view: View) -> frozenset[int]:
    """Hexes that the enemy's supply cannot pass: one's own ground and units (kept)."""
    index = view.theatre.index[view.faction]
    own = {u.hex for u in view.own}
    return frozenset((view.control == index).nonzero()[0].tolist()) | own


def _pocket(links: Links, shut: frozenset[int], start: int) -> frozenset[int]:
    """The hexes around `start` that are closed off, empty if they are too many to be a pocket."""
    seen, queue = {start}, [start]
    for h in queue:
        for n, _ in links[h]:
            if n not in seen and n not in shut:
                seen.add(n)
                queue.append(n)
        if len(queue) > W.pocket_hexes:
            return frozenset()
    return frozenset(queue)


def _caught(view: View, links: Links, shut: frozenset[int], free: tuple[int, ...]) -> int:
    """Enemy steps that are free now and would sit in pockets."""
    steps, counted = 0, set()
    for e in free:
        if e in counted or e in shut:
            continue
        pocket = _pocket(links, shut, e)
        for h in free:
            if h in pocket and h not in counted:
                counted.add(h)
                steps += sum(u.steps for u in view.stacks.get(h, ()) if u.faction != view.faction)
    return steps
