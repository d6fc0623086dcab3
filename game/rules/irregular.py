"""Irregular war: raids on supply lines, cells that disperse and reform, night boats.

A faction's `abilities` switch each on. Choices where the design leaves room:

- A raiding unit stays where it is: its party sits on a hex with a road for `raid_turns` turns and bars
  supply there and beside it as a zone of control does (it isolates nobody). Launching it is all that the
  unit does this turn; it has one party out at a time.
- Enemies who guard within `raid_guard_km`, or stand in the hex, drive the party off at once.
- A cell is off the map, cannot be attacked and does nothing. It reforms at its side's turn start, as near
  as possible to where it went into hiding, beside no enemy and out of reach of guards.
- Night boats cross where no open crossing is, within the side's boats a turn. They turn back if enemies
  who guard within `guard_km` of the landing, or stand beside it, or aircraft on interdiction notice them.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.core.forecast import TrickleForecast
from game.core.irregular import Abilities
from game.core.orders import Disperse, Order, Raid, Refusal, Trickle, refuse
from game.core.situation import Situation, hostile
from game.core.theatre import NOBODY
from game.core.units import Unit
from game.core.view import View
from game.rules.crossings import has_boats, is_river, passable
from game.rules.ground import BARRED, MINED, flags_for, zones
from game.rules.movement import fits, stacking_limits

RAIDER = "mobile"
"""Trait of units that can raid."""
ESCORT = "civilians"
"""Trait of units that do not leave those aboard to hide."""


def abilities(s: Situation, faction: str) -> Abilities:
    """Irregular means of a faction."""
    return s.theatre.factions[faction].abilities


def guards(s: Situation, faction: str, h: int, km: float) -> list[Unit]:
    """Units at war with a faction that guard within `km` of a hex."""
    reach = round(km * 1000)
    away = s.theatre.board.distances(h)
    return [
        u
        for u in s.units.values()
        if u.posture == "guard" and away[u.hex] <= reach and hostile(s, faction, u.faction)
    ]


def _fresh(s: Situation, unit: Unit, what: str) -> Refusal | None:
    """Whether a unit has its whole turn before it."""
    act = s.activity.get(unit.id)
    if act is None or act.attacked or act.halted or act.spent or act.origin != unit.hex:
        return refuse(f"{what}.acted", unit.hex, unit=unit.name)
    return None


# Raids


def can_raid(s: Situation, unit: Unit) -> bool:
    """Whether a unit is of a kind that raids, and its side does."""
    return abilities(s, unit.faction).raids and RAIDER in s.theatre.unit_type(unit).traits


def check_raid(s: Situation, order: Raid) -> Refusal | None:
    """Why the unit may not raid there, as far as its side knows."""
    unit = s.units[order.unit]
    return _cannot_raid(s, unit) or _no_target(s, unit, order.target)


def _cannot_raid(s: Situation, unit: Unit) -> Refusal | None:
    """Why a unit cannot raid at all at the moment."""
    if not abilities(s, unit.faction).raids:
        return refuse("irregular.no_raids", unit.hex)
    if RAIDER not in s.theatre.unit_type(unit).traits:
        return refuse("irregular.not_mobile", unit.hex, unit=unit.name)
    needed = s.theatre.ruleset.combat.min_attack_cohesion
    if unit.cohesion < needed:
        return refuse("irregular.cohesion", unit.hex, unit=unit.name, cohesion=unit.cohesion, needed=needed)
    for raid in s.irregular.raids:
        if raid.unit == unit.id:
            return refuse("irregular.raiding", unit.hex, unit=unit.name, until=raid.until)
    return _fresh(s, unit, "raid")


def _no_target(s: Situation, unit: Unit, h: int) -> Refusal | None:
    """Why this hex is none to raid."""
    board, rules = s.theatre.board, s.theatre.ruleset.irregular
    if not 0 <= h < board.size:
        return refuse("raid.off_board", unit.hex)
    where = board.spot(h)
    if board.distance_m(unit.hex, h) > round(rules.raid_reach_km * 1000):
        return refuse("raid.too_far", h, where=where, unit=unit.name, km=rules.raid_reach_km)
    if not board.road[h].any():
        return refuse("raid.no_road", h, where=where)
    holder = int(s.control[h])
    if holder == NOBODY or not hostile(s, unit.faction, s.theatre.faction_ids[holder]):
        return refuse("raid.not_hostile", h, where=where)
    if s.stacks.get(h):
        return refuse("raid.enemy_there", h, where=where)
    if board.bank[h] != board.bank[unit.hex] and not has_boats(s, unit):
        return refuse("raid.river_closed", h, where=where, unit=unit.name)
    if guards(s, unit.faction, h, rules.raid_guard_km):
        return refuse("raid.guarded", h, where=where, km=rules.raid_guard_km)
    return None


def raid_targets(s: Situation, unit: Unit) -> list[int]:
    """Hexes that a unit may raid, ascending."""
    if not abilities(s, unit.faction).raids or _cannot_raid(s, unit):
        return []
    reach = round(s.theatre.ruleset.irregular.raid_reach_km * 1000)
    near = (s.theatre.board.distances(unit.hex) <= reach).nonzero()[0].tolist()
    return [h for h in near if _no_target(s, unit, h) is None]


# Cells


def check_disperse(s: Situation, order: Disperse) -> Refusal | None:
    """Why the unit may not go into hiding."""
    unit, rules = s.units[order.unit], s.theatre.ruleset.irregular
    if not abilities(s, unit.faction).disperse:
        return refuse("disperse.no_cells", unit.hex)
    if ESCORT in s.theatre.unit_type(unit).traits:
        return refuse("disperse.civilians", unit.hex, unit=unit.name)
    if unit.steps > rules.cell_steps:
        return refuse("disperse.too_large", unit.hex, unit=unit.name, steps=unit.steps, most=rules.cell_steps)
    if s.irregular.dispersed.get(unit.id, 0) >= rules.cell_most:
        return refuse("disperse.dispersed", unit.hex, unit=unit.name, most=rules.cell_most)
    act = s.activity.get(unit.id)
    if act is None or act.attacked:
        return refuse("disperse.acted", unit.hex, unit=unit.name)
    return None


def reform_hex(s: Situation, unit: Unit) -> int | None:
    """Where a cell (its unit as it dispersed) can reform now: the nearest hex, ties by number."""
    theatre, rules = s.theatre, s.theatre.ruleset
    board, ground = theatre.board, rules.terrain
    away = board.distances(unit.hex)
    mobility, flags = theatre.unit_type(unit).mobility, flags_for(s, unit.faction)
    reach = round(rules.irregular.cell_km * 1000)
    for h in sorted((away <= reach).nonzero()[0].tolist(), key=lambda h: (int(away[h]), h)):
        if (
            not flags[h] & (BARRED | MINED)
            and h not in zones(s, unit.faction)
            and mobility in ground[board.terrain_of(h)].cost
            and fits(s, unit, h)
            and not guards(s, unit.faction, h, rules.effort.guard_km)
        ):
            return int(h)
    return None


# Night boats


def check_trickle(s: Situation, order: Trickle) -> Refusal | None:
    """Why no steps of the unit may cross by night."""
    unit, board = s.units[order.unit], s.theatre.board
    if not abilities(s, unit.faction).night_boats:
        return refuse("trickle.no_night_boats", unit.hex)
    if not 0 <= order.to < board.size or board.direction(unit.hex, order.to) is None:
        return refuse("trickle.not_adjacent", unit.hex)
    where = board.spot(order.to)
    if not is_river(s, unit.hex, order.to):
        return refuse("trickle.no_river", order.to, unit=unit.name, where=where)
    if passable(s, unit.hex, order.to):
        return refuse("trickle.open", order.to, where=where)
    if not has_boats(s, unit):
        return refuse("trickle.no_boats", unit.hex, unit=unit.name)
    if unit.steps <= s.theatre.ruleset.irregular.boat_steps:
        return refuse("trickle.too_small", unit.hex, unit=unit.name)
    most = s.theatre.ruleset.crossings.boats_a_turn
    if s.ferried >= most:
        return refuse("trickle.no_boats_left", unit.hex, most=most)
    if receiver(s, order) is None:
        return refuse("trickle.nobody_there", order.to, where=where)
    return _fresh(s, unit, "trickle")


def receiver(s: Situation, order: Trickle) -> Unit | None:
    """The unit that takes the steps: of those with room for them the weakest, ties by id."""
    giver, steps = s.units[order.unit], s.theatre.ruleset.irregular.boat_steps
    there = [u for u in s.stacks.get(order.to, ()) if u.faction == giver.faction]
    _, most = stacking_limits(s.theatre, order.to)
    if len(there) > 1 and sum(u.steps for u in there) + steps > most:
        return None
    able = [u for u in there if u.steps + steps <= u.full]
    return min(able, key=lambda u: (u.steps, u.id), default=None)


def trickle_forecast(s: Situation, order: Trickle) -> TrickleForecast:
    """Probability that the boats turn back, as far as this side knows."""
    clear = 1.0 - s.theatre.ruleset.irregular.boat_stopped
    return TrickleForecast(1.0 - clear ** _watchers(s, s.units[order.unit].faction, order.to))


def _watchers(s: Situation, faction: str, h: int) -> int:
    """How many enemies watch a landing: guards, those beside it, and missions of interdiction."""
    rules, board = s.theatre.ruleset, s.theatre.board
    near = {u.id for u in guards(s, faction, h, rules.effort.guard_km)}
    for _, n in board.adjacent[h]:
        near.update(u.id for u in s.stacks.get(n, ()) if hostile(s, faction, u.faction))
    reach = round(rules.air.interdiction_km * 1000)
    flown = sum(
        m.mission == "interdiction" and hostile(s, faction, m.faction) and board.distance_m(m.hex, h) <= reach
        for m in s.fires.missions
    )
    return len(near) + flown


# Candidates


def irregular_candidates(view: View, unit: Unit) -> Iterator[Order]:
    """Irregular orders of a unit that are worth asking about."""
    means = abilities(view, unit.faction)
    if means.raids:
        yield from (Raid(unit.id, h) for h in raid_targets(view, unit))
    if means.disperse:
        yield Disperse(unit.id)
    if means.night_boats:
        river = view.theatre.board.river[unit.hex]
        yield from (Trickle(unit.id, h) for d, h in view.theatre.board.adjacent[unit.hex] if river[d])
