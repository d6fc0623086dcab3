"""Convoys: the road that one has before it, how far it gets along, and what bars the way.

A convoy takes no orders. At its owner's turn start it goes on towards the next point of its route by the
cheapest way for its mobility class (which is by road where there is one), around units that bar it, as far
as its whole allowance reaches; it needs no supply and takes no ground. A hostile zone of control ends its
way for the turn. It stops short of a road that is cratered or watched by hostile aircraft within `strand_km`.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np

from game.core.orders import Refusal, refuse
from game.core.situation import Situation, hostile, keeps
from game.core.units import Unit
from game.rules.ground import BARRED, ZONE, flags_for, links_for
from game.rules.movement import fits
from game.rules.paths import open_edges, way


class Advance(NamedTuple):
    """How a convoy gets on in one turn."""

    path: tuple[int, ...]
    """Its own hex first; alone if it does not move."""
    cost: int
    """Metre-equivalents."""
    leg: int
    """Index of the route point that it heads for afterwards; the number of points if it has arrived."""
    cut: bool
    """Something bars the road: a cut in it, or no way leads on."""


def check_convoy(s: Situation, unit: Unit) -> Refusal | None:
    """A convoy takes no orders."""
    if unit.id not in s.civil.convoys:
        return None
    where = s.theatre.board.spot(unit.hex)
    return refuse("convoy.convoy", unit.hex, unit=unit.name, where=where)


def advance(s: Situation, unit: Unit, route: tuple[int, ...], leg: int) -> Advance:
    """The way of one turn from where the convoy is. `route`: hexes of its points, `leg`: the next of them."""
    while leg < len(route) and unit.hex == route[leg]:
        leg += 1
    if leg == len(route):
        return Advance((unit.hex,), 0, leg, cut=False)
    barred = _barred(s, unit)
    cuts = near_cuts(s, unit.faction)
    left = s.theatre.allowance(unit)
    path, cost = [unit.hex], 0
    flags, cut = flags_for(s, unit.faction), False
    for a, b in itertools.pairwise(_ahead(s, unit, route[leg:], barred)):
        price = next((c for n, c in links_for(s, _mobility(s, unit), unit.faction)[a] if n == b), None)
        if price is None or b in barred or b in cuts:
            cut = True
            break
        if cost + price > left and len(path) > 1:
            break
        path.append(b)
        cost = min(left, cost + price)
        if flags[b] & ZONE:
            break
    while len(path) > 1 and path[-1] != route[-1] and not fits(s, unit, path[-1]):
        path.pop()
    passed = leg + _points_passed(path, route[leg:])
    return Advance(tuple(path), cost, passed, cut or (len(path) == 1 and passed < len(route)))


@keeps("fires", "stances", "turn")
def near_cuts(s: Situation, faction: str) -> frozenset[int]:
    """Hexes within `strand_km` of a crater or of hostile aircraft that interdict the roads (kept)."""
    flown = [
        m.hex for m in s.fires.missions if m.mission == "interdiction" and hostile(s, faction, m.faction)
    ]
    cut = sorted({*flown, *(c.hex for c in s.fires.craters if c.until >= s.turn)})
    reach = round(s.theatre.ruleset.convoys.strand_km * 1000)
    board = s.theatre.board
    near = [np.flatnonzero(board.distances(h) <= reach).tolist() for h in cut]
    return frozenset(itertools.chain.from_iterable(near))


def _mobility(s: Situation, unit: Unit) -> str:
    return s.theatre.unit_type(unit).mobility


def _barred(s: Situation, unit: Unit) -> frozenset[int]:
    flags = np.frombuffer(flags_for(s, unit.faction), dtype=np.uint8)
    return frozenset(np.flatnonzero(flags & BARRED).tolist())


def _ahead(s: Situation, unit: Unit, route: tuple[int, ...], barred: frozenset[int]) -> list[int]:
    """Hexes of the whole way ahead, the convoy's own first; it ends where no way leads on."""
    out = [unit.hex]
    opened, mobility = open_edges(s.crossings), _mobility(s, unit)
    for point in route:
        ahead = way(s.theatre, mobility, (point,), opened, out[-1], barred).line(out[-1])
        out += ahead[1:]
        if out[-1] != point:
            break
    return out


def _points_passed(path: list[int], route: tuple[int, ...]) -> int:
    """How many of the next route points lie on the path, in order."""
    count = 0
    for h in path:
        while count < len(route) and route[count] == h:
            count += 1
    return count
