"""Pockets: steps that cut the enemy off, found by looking for gaps between one's own grounds.

A unit is isolated when no chain of hexes that are not its enemy's leads to supply (`rules.supply`), so a
ring is closed by taking control of its last gap: walking through is enough.
"""

from __future__ import annotations

from game.ai.picture import Picture
from game.ai.weights import STANDARD as W
from game.core.units import Unit
from game.core.view import View
from game.rules.ground import Links, links_for
from game.rules.movement import path_to, reach

Path = tuple[int, ...]

_LOOKED_AT = 6
"""Gaps that one decision looks at, the nearest first."""
_NEAR_M = 9_000
"""A gap is this near to an enemy that is seen."""


def closing_path(view: View, picture: Picture, unit: Unit) -> Path | None:
    """A move after which enemies that are free now sit in a pocket; None if there is none."""
    board = view.theatre.board
    row = board.distances(unit.hex)
    allowance = view.theatre.allowance(unit)
    foes = tuple(sorted(e for e in picture.seen if row[e] <= allowance))
    if not foes:
        return None
    links = links_for(view, view.theatre.unit_type(unit).mobility)
    shut = _shut(view)
    free = tuple(e for e in foes if not _pocket(links, shut, e))
    best: tuple[int, int, int] | None = None
    for cost, h in _gaps(view, picture, unit, free, links, shut):
        path = path_to(view, unit, h)
        if path is None:
            continue
        caught = _caught(view, links, shut | frozenset(path), free)
        if caught and (best is None or (-caught, cost, h) < best):
            best = (-caught, cost, h)
    return path_to(view, unit, best[2]) if best else None


def _gaps(
    view: View, picture: Picture, unit: Unit, free: tuple[int, ...], links: Links, shut: frozenset[int]
) -> list[tuple[int, int]]:
    """(cost, hex) of reachable hexes that join two of one's own grounds, near an enemy who is free."""
    if not free:
        return []
    rows = [view.theatre.board.distances(e) for e in free]
    adjacent = view.theatre.board.adjacent
    out = []
    for h, way in reach(view, unit).items():
        if h in shut or not any(row[h] <= _NEAR_M for row in rows) or not _joins(adjacent[h], links[h], shut):
            continue
        if _too_hot(view, picture, unit, h):
            continue
        out.append((way.cost, h))
    return sorted(out)[:_LOOKED_AT]


def _joins(
    ring: tuple[tuple[int, int], ...], links: tuple[tuple[int, int], ...], shut: frozenset[int]
) -> bool:
    """Whether the open neighbours of a hex fall into two or more runs: stepping in parts them."""
    passable = {n for n, _ in links}
    at = dict(ring)
    free = [at.get(d) in passable and at.get(d) not in shut for d in range(6)]
    return sum(1 for d in range(6) if free[d] and not free[d - 1]) >= 2


def _too_hot(view: View, picture: Picture, unit: Unit, h: int) -> bool:
    """Whether the enemies beside the gap would simply run the unit over."""
    threat = sum(picture.attack.get(n, 0) for _, n in view.theatre.board.adjacent[h])
    defence = unit.steps * view.theatre.unit_type(unit).defence * 10
    return threat * view.doctrine.caution > W.trapped_ratio * defence * max(0.1, view.doctrine.encircle)


def _shut(view: View) -> frozenset[int]:
    """Hexes that the enemy's supply cannot pass: one's own ground and units (memo)."""
    found: frozenset[int] | None = view.memo.get("ai_shut")
    if found is None:
        index = view.theatre.index[view.faction]
        own = {u.hex for u in view.own}
        found = view.memo["ai_shut"] = frozenset((view.control == index).nonzero()[0].tolist()) | own
    return found


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
