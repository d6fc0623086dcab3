"""What one decision looks at first: the enemy as known, who touches whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from game.ai.weights import STANDARD as W
from game.core.board import Board, Edge, edge
from game.core.ruleset import Ruleset
from game.core.situation import keeps
from game.core.theatre import Theatre
from game.core.units import Unit
from game.core.view import View
from game.rules.paths import open_edges
from game.rules.relations import at_peace


@dataclass(frozen=True, slots=True)
class Picture:
    """The enemy as one side believes it, by hex."""

    attack: dict[int, int]
    """Hex -> attack strength (tenths) of the enemies believed there."""
    defence: dict[int, int]
    """The same for defence."""
    seen: frozenset[int]
    """Hexes where enemies stand for certain."""
    contact: frozenset[int]
    """Hexes beside an enemy that is seen, not over a closed river."""
    opened: frozenset[Edge]
    """River hexsides with an intact crossing, neither end of which a side holds that is to be let alone."""


def strengths(theatre: Theatre, unit: Unit) -> tuple[int, int]:
    """Attack and defence of a unit in tenths, before cohesion and supply."""
    attack, defence = _per_step(theatre)[unit.type]
    return attack * unit.steps, defence * unit.steps


@lru_cache(maxsize=16)
def _per_step(theatre: Theatre) -> dict[str, tuple[int, int]]:
    types = theatre.ruleset.unit_types
    return {k: (round(t.attack * 10), round(t.defence * 10)) for k, t in types.items()}


def enemies_of(view: View) -> tuple[str, ...]:
    """Factions at war with the view's own."""
    me, stances = view.faction, view.stances
    return tuple(f for f in view.theatre.factions if f != me and stances[me, f] == "war")


def off_limits(view: View) -> frozenset[int]:
    """Where one does not stay: worthless places, and all ground outside the area that the doctrine names."""
    return outside(view.theatre, view.doctrine.area) | worthless(view)


def worthless(view: View) -> frozenset[int]:
    """Hexes of places to which the doctrine gives no worth at all."""
    places, said = view.theatre.board.places, view.doctrine.priorities
    return frozenset(places[p].hex for p, factor in said.items() if factor <= 0 and p in places)


@lru_cache(maxsize=64)
def outside(theatre: Theatre, area: tuple[str, ...]) -> frozenset[int]:
    """Hexes outside an area of banks and zones; none for an area that is everywhere."""
    return frozenset(range(theatre.board.size)) - theatre.ground(area) if area else frozenset()


LOOKED_AT = ("turn", "units", "contacts", "visible", "stances", "crossings", "control")
"""Fields that a picture depends on."""


@keeps(*LOOKED_AT)
def look(view: View) -> Picture:
    """The picture of a view (kept)."""
    foes = enemies_of(view)
    attack: dict[int, int] = {}
    defence: dict[int, int] = {}
    per_step = _per_step(view.theatre)
    seen = []
    for u in view.units.values():
        if u.faction in foes:
            a, d = per_step[u.type]
            attack[u.hex] = attack.get(u.hex, 0) + a * u.steps
            defence[u.hex] = defence.get(u.hex, 0) + d * u.steps
            seen.append(u.hex)
    oldest, visible = view.turn - W.memory_turns, view.visible
    for c in view.contacts:
        u = c.unit
        if c.turn >= oldest and u.faction in foes and not visible[u.hex]:
            a, d = per_step[u.type]
            attack[u.hex] = attack.get(u.hex, 0) + a * u.steps
            defence[u.hex] = defence.get(u.hex, 0) + d * u.steps
    opened = _usable(view)
    stands = tuple(sorted(set(seen)))
    return Picture(attack, defence, frozenset(stands), beside(view.theatre.board, stands, opened), opened)


def _usable(view: View) -> frozenset[Edge]:
    control, others = view.control, bystanders(view)
    every = open_edges(view.crossings)
    return frozenset(e for e in every if not any(int(control[h]) in others for h in e)) if others else every


def bystanders(view: View) -> tuple[int, ...]:
    """Numbers of the factions with whom the view's own is neither at war nor on one side."""
    index, me = view.theatre.index, view.faction
    return tuple(index[f] for f in view.theatre.factions if at_peace(view, me, f))


@lru_cache(maxsize=512)
def beside(board: Board, hexes: tuple[int, ...], opened: frozenset[Edge]) -> frozenset[int]:
    """Hexes from which one can step onto one of `hexes`."""
    closed = board.river_edges - opened if opened else board.river_edges
    return frozenset(n for h in hexes for _, n in board.adjacent[h] if edge(h, n) not in closed)


@lru_cache(maxsize=4096)
def around(board: Board, h: int, metres: int) -> tuple[int, ...]:
    """Hexes within `metres` of `h`, and always its neighbours."""
    row = board.distances(h)
    near = {int(n) for n in (row <= metres).nonzero()[0]}
    return tuple(sorted(near | {n for _, n in board.adjacent[h]}))


def can_attack(rules: Ruleset, unit: Unit) -> bool:
    """Whether a unit's condition allows an attack at all."""
    return (
        unit.posture in ("hold", "stand_fast")
        and unit.cohesion >= rules.combat.min_attack_cohesion
        and rules.unit_types[unit.type].attack > 0
    )
