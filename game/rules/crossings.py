"""Rivers: which hexsides are open, and what boats and engineers can do about the others.

A river may be crossed on foot and wheel only over an intact crossing (bridge, ford, pontoon). Boats and
engineers are the other ways; their checks speak about what the asker's side knows.
"""

from __future__ import annotations

from game.core.board import Crossing, edge
from game.core.orders import Bridge, Demolish, Ferry, Refusal, refuse
from game.core.situation import Situation, hostile
from game.core.units import Unit
from game.rules.movement import fits, may_enter

ENGINEERS = "bridging"
"""Trait of units that build crossings, clear mines without loss and join no attack unasked."""


def is_river(s: Situation, a: int, b: int) -> bool:
    """Whether a river runs between the neighbouring hexes `a` and `b`."""
    bank = s.theatre.board.bank
    return bool(bank[a] != bank[b])


def crossing_at(s: Situation, a: int, b: int) -> Crossing | None:
    """The crossing between the neighbours, in whatever condition."""
    return s.crossings.get(edge(a, b))


def passable(s: Situation, a: int, b: int) -> bool:
    """Whether the hexside is open to movement and supply: no river, or an intact crossing."""
    if edge(a, b) not in s.theatre.board.river_edges:
        return True
    crossing = s.crossings.get(edge(a, b))
    return crossing is not None and crossing.status == "intact"


def has_boats(s: Situation, unit: Unit) -> bool:
    """Whether a unit can use boats at all (to ferry it must also be small)."""
    rules = s.theatre.ruleset
    return rules.mobility[rules.unit_types[unit.type].mobility].boats


def _idle(s: Situation, unit: Unit) -> Refusal | None:
    """Crossing and working take the whole turn: the unit must not have done anything yet."""
    act = s.activity.get(unit.id)
    if act is None:
        return refuse("crossing.not_yours", unit.hex, unit=unit.name)
    if act.attacked:
        return refuse("crossing.attacked", unit.hex, unit=unit.name)
    if act.spent or act.halted or act.origin != unit.hex:
        return refuse("crossing.moved", unit.hex, unit=unit.name)
    return None


def _held_against(s: Situation, faction: str, h: int) -> bool:
    """Whether an enemy unit is known to stand on `h`."""
    return any(hostile(s, faction, u.faction) for u in s.stacks.get(h, ()))


def check_ferry(s: Situation, order: Ferry) -> Refusal | None:
    """Why the unit may not cross by boat. Assumes that the unit exists and is its side's to command."""
    unit, rules = s.units[order.unit], s.theatre.ruleset.crossings
    board = s.theatre.board
    direction = board.direction(unit.hex, order.to)
    if direction is None:
        return refuse("ferry.not_adjacent", order.to)
    if not is_river(s, unit.hex, order.to):
        return refuse("ferry.no_river", order.to, unit=unit.name)
    if not has_boats(s, unit):
        kind = s.theatre.unit_type(unit).name
        return refuse("ferry.no_boats", unit.hex, kind=kind)
    if unit.steps > rules.boat_max_steps:
        return refuse("ferry.too_large", unit.hex, most=rules.boat_max_steps, steps=unit.steps)
    if s.ferried >= rules.boats_a_turn:
        return refuse("ferry.no_boats_left", unit.hex, most=rules.boats_a_turn)
    busy = _idle(s, unit)
    if busy:
        return busy
    mobility = s.theatre.unit_type(unit).mobility
    if s.theatre.step_cost[mobility][unit.hex][direction] < 0:
        return refuse("ferry.impassable", order.to, unit=unit.name)
    if _held_against(s, unit.faction, order.to):
        return refuse("ferry.enemy_there", order.to)
    entry = may_enter(s, unit.faction, order.to)
    if entry:
        return entry
    if not fits(s, unit, order.to):
        return refuse("ferry.no_room", order.to)
    return None


def work_needed(s: Situation, a: int, b: int) -> int:
    """Turns of engineers' work until the hexside is open, this one included; 0 if it is open."""
    if passable(s, a, b):
        return 0
    going_on = s.works.get(edge(a, b))
    if going_on is not None:
        return going_on
    rules = s.theatre.ruleset.crossings
    crossing = crossing_at(s, a, b)
    return rules.repair_turns if crossing is not None else rules.pontoon_turns


def check_bridge(s: Situation, order: Bridge) -> Refusal | None:
    """Why engineers may not repair or bridge there. Same assumptions as `check_ferry`."""
    unit = s.units[order.unit]
    if ENGINEERS not in s.theatre.unit_type(unit).traits:
        return refuse("bridge.no_engineers", unit.hex, unit=unit.name)
    if s.theatre.board.direction(unit.hex, order.to) is None:
        return refuse("bridge.not_adjacent", order.to)
    if not is_river(s, unit.hex, order.to):
        return refuse("bridge.no_river", order.to)
    if passable(s, unit.hex, order.to):
        return refuse("bridge.open", order.to)
    busy = _idle(s, unit)
    if busy:
        return busy
    if _held_against(s, unit.faction, order.to):
        return refuse("bridge.enemy_there", order.to)
    return may_enter(s, unit.faction, order.to)


def check_demolish(s: Situation, order: Demolish) -> Refusal | None:
    """Why the unit may not destroy the crossing. Any unit that could fight may lay the charges.

    Charges need quiet: no enemy may stand at the far end.
    """
    unit = s.units[order.unit]
    if s.theatre.board.direction(unit.hex, order.to) is None:
        return refuse("demolish.not_adjacent", order.to)
    crossing = crossing_at(s, unit.hex, order.to)
    if crossing is None or crossing.status != "intact":
        return refuse("demolish.no_crossing", order.to)
    if crossing.kind == "ford":
        return refuse("demolish.ford", order.to, crossing=crossing.name)
    busy = _idle(s, unit)
    if busy:
        return busy
    if _held_against(s, unit.faction, order.to):
        return refuse("demolish.enemy_there", order.to)
    return None
