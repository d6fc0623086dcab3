"""The ground as it bears on movement: open hexsides, zones of control, and who may set foot where."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from game.core.board import Edge
from game.core.orders import Refusal, refuse
from game.core.situation import Situation, friendly, hostile, keeps
from game.core.theatre import IMPASSABLE, Theatre
from game.core.units import Unit
from game.rules.interdiction import CLEAR, Hindrance, hindered, hindrance

Links = tuple[tuple[tuple[int, int], ...], ...]
"""For each hex its (neighbour, metre-equivalents) pairs: terrain and roads only."""

CLEARING, STREETS, ZONE, MINED, BARRED = 1, 2, 4, 8, 16
"""Flags of a hex for one faction: held by a side at war, and in built-up ground; in a hostile zone of
control; mined by others; not to be entered.
"""


class Terms(NamedTuple):
    """What the movement of one unit in one position depends on."""

    links: Links
    flags: bytes
    tariff: tuple[tuple[int, int, int], ...]
    """By CLEARING, STREETS, ZONE and MINED together: factor on the ground's cost per mille (1000 or more),
    the least that comes to, and what entering a zone and mines add.
    """

    def toll(self, cost: int, h: int) -> int:
        """Price of entering `h` over a hexside whose ground costs `cost`; never less than that."""
        factor, least, extra = self.tariff[self.flags[h] & ~BARRED]
        return max(cost * factor // 1000, least) + extra

    def price(self, a: int, b: int) -> int | None:
        """Price of the step between neighbours, None if the unit cannot make it."""
        if self.flags[b] & BARRED:
            return None
        for n, cost in self.links[a]:
            if n == b:
                return self.toll(cost, b)
        return None

    def halts(self, a: int, b: int) -> bool:
        """Whether this step ends the movement: from zone to zone."""
        return bool(self.flags[a] & self.flags[b] & ZONE)


@lru_cache(maxsize=256)
def tariff(theatre: Theatre, allowance: int) -> tuple[tuple[int, int, int], ...]:
    """The tariff of `Terms` for a unit with this allowance in metre-equivalents."""
    rules = theatre.ruleset.movement
    factor, streets = round(rules.clearing * 1000), round(rules.clearing_built_up_share * allowance)
    zone = round(rules.zoc_share * allowance)
    mines = round(theatre.ruleset.irregular.mine_share * allowance)
    return tuple(
        (
            factor if flags & CLEARING else 1000,
            streets if flags & CLEARING and flags & STREETS else 0,
            (zone if flags & ZONE else 0) + (mines if flags & MINED else 0),
        )
        for flags in range(BARRED)
    )


@lru_cache(maxsize=64)
def _links(theatre: Theatre, mobility: str, opened: frozenset[Edge]) -> Links:
    """Steps that ground and open crossings allow to a mobility class."""
    rows = list(_dry_links(theatre, mobility))
    board, table = theatre.board, theatre.step_cost[mobility]
    for a, b in sorted(opened & board.river_edges):
        for h, to in ((a, b), (b, a)):
            d = board.direction(h, to)
            if d is not None and table[h][d] != IMPASSABLE:
                rows[h] = (*rows[h], (to, table[h][d]))
    return tuple(rows)


@lru_cache(maxsize=64)
def _hindered_links(theatre: Theatre, mobility: str, opened: frozenset[Edge], fire: Hindrance) -> Links:
    rows = _links(theatre, mobility, opened)
    return hindered(theatre, rows, theatre.step_cost[mobility], theatre.ground_cost[mobility], fire)


@lru_cache(maxsize=32)
def _dry_links(theatre: Theatre, mobility: str) -> Links:
    """Steps that cross no river."""
    table, river = theatre.step_cost[mobility], theatre.board.river.tolist()
    return tuple(
        tuple((n, table[h][d]) for d, n in row if table[h][d] != IMPASSABLE and not river[h][d])
        for h, row in enumerate(theatre.board.adjacent)
    )


@lru_cache(maxsize=16)
def _beside(theatre: Theatre, opened: frozenset[Edge]) -> tuple[tuple[int, ...], ...]:
    """For each hex its neighbours over open hexsides: where a zone of control falls."""
    river = theatre.board.river.tolist()
    rows = [tuple(n for d, n in row if not river[h][d]) for h, row in enumerate(theatre.board.adjacent)]
    for a, b in sorted(opened & theatre.board.river_edges):
        rows[a] = (*rows[a], b)
        rows[b] = (*rows[b], a)
    return tuple(rows)


@keeps("crossings")
def _opened(s: Situation) -> frozenset[Edge]:
    return frozenset(e for e, c in s.crossings.items() if c.status == "intact")


@lru_cache(maxsize=8)
def _streets(theatre: Theatre) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return (theatre.built_up * STREETS).astype(np.uint8)


def links_for(s: Situation, mobility: str, faction: str = "") -> Links:
    """Steps that ground and crossings allow to a mobility class now; of a faction, on roads under fire."""
    fire = hindrance(s, faction) if faction else CLEAR
    if fire == CLEAR:
        return _links(s.theatre, mobility, _opened(s))
    return _hindered_links(s.theatre, mobility, _opened(s), fire)


_ZONES = ("units", "stances", "crossings", "civil")


@keeps(*_ZONES)
def zones(s: Situation, faction: str) -> frozenset[int]:
    """Hexes in which a hostile zone of control lies on a faction: those beside a unit at war with it
    of enough steps, but not across a closed river; convoys have none (kept).
    """
    beside = _beside(s.theatre, _opened(s))
    least = s.theatre.ruleset.movement.zoc_min_steps
    at_war = {f for f in s.theatre.faction_ids if hostile(s, faction, f)}
    hexes: set[int] = set()
    for u in s.units.values():
        if u.faction in at_war and u.steps >= least and u.id not in s.civil.aboard:
            hexes.update(beside[u.hex])
    return frozenset(hexes)


FLAGS = (*_ZONES, "control", "irregular")
"""Fields that zones of control and `flags_for` depend on."""


def zone_of(s: Situation, faction: str, h: int) -> list[Unit]:
    """Hostile units whose zone of control lies on a hex."""
    least = s.theatre.ruleset.movement.zoc_min_steps
    near = [u for n in _beside(s.theatre, _opened(s))[h] for u in s.stacks.get(n, ())]
    return [
        u for u in near if u.steps >= least and hostile(s, faction, u.faction) and u.id not in s.civil.aboard
    ]


def raided(s: Situation, faction: str) -> frozenset[int]:
    """Hexes in which raiders bar a faction's supply, as a zone of control does: where they sit, beside
    that, and within `raid_km` on the same bank.
    """
    if not s.irregular.raids:
        return frozenset()
    beside = _beside(s.theatre, _opened(s))
    centres = [raid.hex for raid in s.irregular.raids if hostile(s, faction, raid.faction)]
    return frozenset(n for h in centres for n in (h, *beside[h], *_roamed(s.theatre, h)))


@lru_cache(maxsize=512)
def _roamed(theatre: Theatre, h: int) -> tuple[int, ...]:
    """Hexes within `raid_km` of raiders, on their bank of the river."""
    board = theatre.board
    near = board.distances(h) <= round(theatre.ruleset.irregular.raid_km * 1000)
    return tuple(np.flatnonzero(near & (board.bank == board.bank[h])).tolist())


@keeps(*FLAGS)
def flags_for(s: Situation, faction: str) -> bytes:
    """[n] what every hex means to a faction that would enter it, in flags (kept)."""
    theatre = s.theatre
    meaning = np.zeros(len(theatre.faction_ids) + 1, dtype=np.uint8)  # the last is NOBODY, -1
    barring = {f: not friendly(s, faction, f) for f in theatre.faction_ids}
    for i, f in enumerate(theatre.faction_ids):
        if barring[f]:
            meaning[i] = CLEARING if hostile(s, faction, f) else BARRED
    held = meaning[s.control]
    held |= _streets(theatre) & np.negative(held & CLEARING)  # all bits where it must be cleared
    flags = bytearray(held.tobytes())
    for h in zones(s, faction):
        flags[h] |= ZONE
    for h, layer in s.irregular.mines.items():
        if barring[layer]:
            flags[h] |= MINED
    for u in s.units.values():
        if barring[u.faction]:
            flags[u.hex] |= BARRED
    return bytes(flags)


def may_enter(s: Situation, faction: str, h: int) -> Refusal | None:
    """Why units of a faction may not set foot on a hex: enemies, or a side that it is not at war with."""
    if not flags_for(s, faction)[h] & BARRED:
        return None
    where = s.theatre.board.spot(h)
    for u in s.stacks.get(h, ()):
        if hostile(s, faction, u.faction):
            return refuse("ground.enemy_there", h, unit=u.name, where=where)
    others = [u.faction for u in s.stacks.get(h, ()) if not friendly(s, faction, u.faction)]
    owner = others[0] if others else s.theatre.faction_ids[int(s.control[h])]
    name = s.theatre.factions[owner].name
    stance = s.stances[faction, owner]
    return refuse(f"ground.{stance}_ground", h, where=where, name=name)
