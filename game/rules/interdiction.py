"""Roads under fire: what interdiction from the air and craters do to movement and supply.

Interdiction by a side at war multiplies what a road or track costs, as long as the mission has effect; a
crater takes the road away, for everybody, until it is filled. Neither ever makes a road worse than the
ground beside it. A hexside is under fire if either of its hexes is. On a view these are the missions and
craters that its side knows of, so that a column may find out on the way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from game.core.board import NO_ROAD
from game.core.situation import Situation, hostile, keeps
from game.core.theatre import IMPASSABLE, Theatre

Rows = tuple[tuple[tuple[int, int], ...], ...]
"""[n] pairs (neighbour, metre-equivalents)."""
Table = tuple[tuple[int, ...], ...]
"""[n][6] metre-equivalents into each neighbour, IMPASSABLE for none."""


class Hindrance(NamedTuple):
    """What lies on the roads of one faction."""

    interdicted: frozenset[int]
    cratered: frozenset[int]
    missions: tuple[int, ...] = ()
    """Hexes over which missions of interdiction are flown, ascending."""


CLEAR = Hindrance(frozenset(), frozenset())


@keeps("fires", "stances")
def hindrance(s: Situation, faction: str) -> Hindrance:
    """Hexes whose roads are worse for a faction than they were (kept)."""
    fires = s.fires
    if not fires.missions and not fires.craters:
        return CLEAR
    over = sorted(
        m.hex for m in fires.missions if m.mission == "interdiction" and hostile(s, faction, m.faction)
    )
    hexes = frozenset(n for h in over for n in interdicted_from(s.theatre, h))
    return Hindrance(hexes, frozenset(c.hex for c in fires.craters), tuple(over))


@lru_cache(maxsize=1 << 12)
def interdicted_from(theatre: Theatre, h: int) -> frozenset[int]:
    """Hexes whose roads an interdiction mission over `h` reaches."""
    reach = round(theatre.ruleset.air.interdiction_km * 1000)
    return frozenset(np.flatnonzero(theatre.board.distances(h) <= reach).tolist())


def hindered(theatre: Theatre, rows: Rows, table: Table, ground: Table, fire: Hindrance) -> Rows:
    """Rows of steps at what they cost under fire. `table` holds the prices that the rows were made of,
    `ground` those without roads; what a row asks beyond its table (a pontoon's price), stays.
    """
    board, factor = theatre.board, round(theatre.ruleset.air.interdiction_factor * 1000)
    under_fire = fire.interdicted | fire.cratered
    touched = under_fire | {n for h in under_fire for _, n in board.adjacent[h]}
    out = list(rows)
    for h in sorted(touched):
        row = []
        for n, cost in rows[h]:
            d = board.direction(h, n)
            if d is None or board.road[h, d] == NO_ROAD:
                row.append((n, cost))
                continue
            plain, off_road = table[h][d], ground[h][d]
            price = plain
            if h in fire.cratered or n in fire.cratered:
                price = off_road
            elif h in fire.interdicted or n in fire.interdicted:
                price = plain * factor // 1000
                price = price if off_road == IMPASSABLE else min(price, off_road)
            if price != IMPASSABLE:
                row.append((n, cost - plain + max(price, plain)))
        out[h] = tuple(row)
    return tuple(out)
