"""Rivers: which hexsides are open, and what boats and engineers can do about the others.

A river may be crossed on foot and wheel only over an intact crossing (bridge, ford, pontoon). Boats and
engineers are the other ways; their checks speak about what the asker's side knows.
"""

from __future__ import annotations

from game.core.board import Crossing, edge
from game.core.orders import Bridge, Demolish, Ferry, Refusal
from game.core.situation import Situation, hostile
from game.core.units import Unit
from game.rules.movement import fits, may_enter


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
        return Refusal("not_yours", f"{unit.name} is not yours to command now.", unit.hex)
    if act.attacked:
        return Refusal("attacked", f"{unit.name} has already attacked this turn.", unit.hex)
    if act.spent or act.halted or act.origin != unit.hex:
        return Refusal("moved", f"{unit.name} has already moved; this takes a whole turn.", unit.hex)
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
        return Refusal("not_adjacent", "Boats only cross to a neighbouring hex.", order.to)
    if not is_river(s, unit.hex, order.to):
        return Refusal("no_river", f"No river runs between {unit.name} and that hex.", order.to)
    if not has_boats(s, unit):
        kind = s.theatre.unit_type(unit).name
        return Refusal("no_boats", f"{kind} cannot cross by boat.", unit.hex)
    if unit.steps > rules.boat_max_steps:
        return Refusal(
            "too_large",
            f"Boats take units of at most {rules.boat_max_steps} steps, not {unit.steps}.",
            unit.hex,
        )
    if s.ferried >= rules.boats_a_turn:
        return Refusal(
            "no_boats_left", f"All boats are used: {rules.boats_a_turn} crossings a turn.", unit.hex
        )
    busy = _idle(s, unit)
    if busy:
        return busy
    mobility = s.theatre.unit_type(unit).mobility
    if s.theatre.step_cost[mobility][unit.hex][direction] < 0:
        return Refusal("impassable", f"{unit.name} cannot enter that ground.", order.to)
    if _held_against(s, unit.faction, order.to):
        return Refusal("enemy_there", "The enemy holds the far bank: boats would not land.", order.to)
    entry = may_enter(s, unit.faction, order.to)
    if entry:
        return entry
    if not fits(s, unit, order.to):
        return Refusal("no_room", "There is no room for the unit on the far bank.", order.to)
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
    if "bridging" not in s.theatre.unit_type(unit).traits:
        return Refusal("no_engineers", f"{unit.name} has no bridging equipment.", unit.hex)
    if s.theatre.board.direction(unit.hex, order.to) is None:
        return Refusal("not_adjacent", "Engineers work at a hexside of their own hex.", order.to)
    if not is_river(s, unit.hex, order.to):
        return Refusal("no_river", "No river runs there.", order.to)
    if passable(s, unit.hex, order.to):
        return Refusal("open", "That hexside is open already.", order.to)
    busy = _idle(s, unit)
    if busy:
        return busy
    if _held_against(s, unit.faction, order.to):
        return Refusal("enemy_there", "The enemy holds the far bank.", order.to)
    return may_enter(s, unit.faction, order.to)


def check_demolish(s: Situation, order: Demolish) -> Refusal | None:
    """Why the unit may not destroy the crossing. Any unit that could fight may lay the charges.

    Charges need quiet: no enemy may stand at the far end.
    """
    unit = s.units[order.unit]
    if s.theatre.board.direction(unit.hex, order.to) is None:
        return Refusal("not_adjacent", "The crossing must lead out of the unit's own hex.", order.to)
    crossing = crossing_at(s, unit.hex, order.to)
    if crossing is None or crossing.status != "intact":
        return Refusal("no_crossing", "There is no intact crossing there.", order.to)
    if crossing.kind == "ford":
        return Refusal("ford", f"{crossing.name} is a ford: it cannot be destroyed.", order.to)
    busy = _idle(s, unit)
    if busy:
        return busy
    if _held_against(s, unit.faction, order.to):
        return Refusal("enemy_there", "The enemy holds the far end.", order.to)
    return None
