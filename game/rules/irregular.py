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
from game.core.orders import Disperse, Order, Raid, Refusal, Trickle
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
        return Refusal(
            "acted", f"{unit.name} has acted: {what} takes a whole turn, order it first.", unit.hex
        )
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
        return Refusal("no_raids", "Your side does not raid supply lines.", unit.hex)
    if RAIDER not in s.theatre.unit_type(unit).traits:
        return Refusal("not_mobile", f"{unit.name} cannot raid: only mobile units can.", unit.hex)
    needed = s.theatre.ruleset.combat.min_attack_cohesion
    if unit.cohesion < needed:
        text = f"{unit.name} is at {unit.cohesion} cohesion; a raid needs {needed}: let it rest."
        return Refusal("cohesion", text, unit.hex)
    for raid in s.irregular.raids:
        if raid.unit == unit.id:
            text = f"{unit.name} has raiders out until turn {raid.until}: wait for their return."
            return Refusal("raiding", text, unit.hex)
    return _fresh(s, unit, "a raid")


def _no_target(s: Situation, unit: Unit, h: int) -> Refusal | None:
    """Why this hex is none to raid."""
    board, rules = s.theatre.board, s.theatre.ruleset.irregular
    if not 0 <= h < board.size:
        return Refusal("off_board", "That hex is off the board: name one on it.", unit.hex)
    where = board.describe(h)
    if board.distance_m(unit.hex, h) > round(rules.raid_reach_km * 1000):
        text = f"{where} is too far: raiders of {unit.name} reach {rules.raid_reach_km:g} km."
        return Refusal("too_far", text, h)
    if not board.road[h].any():
        return Refusal("no_road", f"No road or track leads through {where}: raid one that has some.", h)
    holder = int(s.control[h])
    if holder == NOBODY or not hostile(s, unit.faction, s.theatre.faction_ids[holder]):
        return Refusal("not_hostile", f"{where} is not known as enemy ground: raid where the enemy is.", h)
    if s.stacks.get(h):
        return Refusal("enemy_there", f"Units stand at {where}: raid a stretch that nobody holds.", h)
    if board.bank[h] != board.bank[unit.hex] and not has_boats(s, unit):
        return Refusal("river_closed", f"{where} lies beyond the river, and {unit.name} has no boats.", h)
    if guards(s, unit.faction, h, rules.raid_guard_km):
        return Refusal("guarded", f"{where} is guarded: raid further than {rules.raid_guard_km:g} km off.", h)
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
        return Refusal("no_cells", "Your side does not go into hiding.", unit.hex)
    if ESCORT in s.theatre.unit_type(unit).traits:
        return Refusal("civilians", f"{unit.name} does not leave the civilians aboard.", unit.hex)
    if unit.steps > rules.cell_steps:
        text = f"{unit.name} is too large to hide: {unit.steps} steps, at most {rules.cell_steps} disperse."
        return Refusal("too_large", text, unit.hex)
    if s.irregular.dispersed.get(unit.id, 0) >= rules.cell_most:
        text = f"{unit.name} has dispersed {rules.cell_most} times: it will not reform once more."
        return Refusal("dispersed", text, unit.hex)
    act = s.activity.get(unit.id)
    if act is None or act.attacked:
        return Refusal("acted", f"{unit.name} has attacked: it may disperse next turn.", unit.hex)
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
        return Refusal("no_night_boats", "Your side has no boats that cross by night.", unit.hex)
    if not 0 <= order.to < board.size or board.direction(unit.hex, order.to) is None:
        return Refusal("not_adjacent", "Night boats only cross to a neighbouring hex.", unit.hex)
    where = board.describe(order.to)
    if not is_river(s, unit.hex, order.to):
        return Refusal("no_river", f"No river runs between {unit.name} and {where}: move there.", order.to)
    if passable(s, unit.hex, order.to):
        return Refusal("open", f"The crossing to {where} is open: move there.", order.to)
    if not has_boats(s, unit):
        return Refusal("no_boats", f"{unit.name} cannot cross by boat.", unit.hex)
    if unit.steps <= s.theatre.ruleset.irregular.boat_steps:
        return Refusal("too_small", f"{unit.name} has no steps to spare: ferry it as a whole.", unit.hex)
    most = s.theatre.ruleset.crossings.boats_a_turn
    if s.ferried >= most:
        return Refusal("no_boats_left", f"All boats are used: {most} crossings a turn.", unit.hex)
    if receiver(s, order) is None:
        text = f"No unit of yours at {where} takes steps: it must be below strength, and have room."
        return Refusal("nobody_there", text, order.to)
    return _fresh(s, unit, "crossing by night")


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
