"""Combat before the dice: who takes part, the odds, the shifts by name.

One declaring unit attacks one neighbouring hex. `assemble` says who joins and at what column, on the
truth and on a side's view alike; what the dice do then is in `outcomes`.

Choices where the design leaves room:

- Whoever attacks over a river needs an intact crossing or boats. The river shift counts if the
  declaring unit attacks over one; units beyond a river join only such an attack.
- Batteries beside the target fire like all others and do not join with their steps. Only as many fire
  as the cap on support lets count, the nearest first; the target is always seen, since its attacker
  stands beside it.
- Three sides: own units with a zone of control beside the target, over open hexsides, in at least three
  directions that do not fit into 120 degrees.
- Entrenchment counts as the mean level of the defending steps, rounded down.
- A shock attack adds its own shift. Entrenched defenders (their mean level counts) may stop it: the
  attack then goes on without it.
"""

from __future__ import annotations

from dataclasses import replace

from game.core.orders import Attack, Refusal, refuse
from game.core.record import record
from game.core.saying import say
from game.core.situation import Situation, hostile
from game.core.units import Unit
from game.rules.air import missions_at, most_support
from game.rules.crossings import ENGINEERS, has_boats, is_river, passable
from game.rules.odds import (
    attack_strength,
    column_of,
    defence_strength,
    table_of,
)
from game.rules.sites import attack_factor, attacks_jointly

NO_ATTACK_POSTURES = ("rest", "guard")


@record
class Assault:
    """One attack, assembled: everything but the dice."""

    faction: str
    enemy: str
    attackers: tuple[Unit, ...]
    """The declaring unit first."""
    batteries: tuple[Unit, ...]
    defenders: tuple[Unit, ...]
    origin: int
    target: int
    attack: int
    """Sum of `attack_strength`."""
    defence: int
    """Sum of `defence_strength`."""
    shifts: tuple[tuple[str, int], ...]
    """(code, columns) of all that apply, before the cap on their sum."""
    base: int
    """Column of the odds alone."""
    column: int
    """Column used."""


def enemy_in(s: Situation, faction: str, h: int) -> tuple[str, tuple[Unit, ...]]:
    """The faction at war with `faction` that defends a hex, and its units; ("", ()) if none is known.

    Where two hostile factions share a hex, the stronger in defence is attacked.
    """
    by_faction: dict[str, list[Unit]] = {}
    for u in s.stacks.get(h, ()):
        if hostile(s, faction, u.faction):
            by_faction.setdefault(u.faction, []).append(u)
    if not by_faction:
        return "", ()

    def strength(f: str) -> tuple[int, int]:
        return -sum(defence_strength(s.theatre, u) for u in by_faction[f]), s.theatre.index[f]

    enemy = min(by_faction, key=strength)
    return enemy, tuple(sorted(by_faction[enemy], key=lambda u: u.id))


def check_attack(s: Situation, order: Attack) -> Refusal | None:
    """Why the unit may not attack that hex. Assumes that it is on the map and its side's to command."""
    unit, target = s.units[order.unit], order.target
    if s.theatre.board.direction(unit.hex, target) is None:
        return refuse("attack.not_adjacent", target)
    enemy, _ = enemy_in(s, unit.faction, target)
    if not enemy:
        if any(u.faction != unit.faction for u in s.stacks.get(target, ())):
            return refuse("attack.not_at_war", target)
        return refuse("attack.no_enemy", target)
    busy = cannot_attack(s, unit)
    if busy:
        return busy
    if not _has_way(s, unit, target):
        return refuse("attack.river_closed", target)
    if order.shock and s.irregular.shock.get(unit.faction, 0) <= 0:
        return refuse("attack.no_shock", unit.hex, unit=unit.name)
    return None


def cannot_attack(s: Situation, unit: Unit) -> Refusal | None:
    """Why a unit of the active faction cannot attack at all at the moment."""
    act, rules = s.activity.get(unit.id), s.theatre.ruleset.combat
    if act is None:
        return refuse("attack.not_yours", unit.hex, unit=unit.name)
    if act.attacked:
        return refuse("attack.attacked", unit.hex, unit=unit.name)
    kind = s.theatre.unit_type(unit)
    if kind.attack <= 0:
        return refuse("attack.no_attack", unit.hex, kind=kind.name)
    if unit.posture in NO_ATTACK_POSTURES:
        return refuse("attack.posture", unit.hex, unit=unit.name, posture=say(f"posture.{unit.posture}"))
    if unit.cohesion < rules.min_attack_cohesion:
        return refuse(
            "attack.cohesion",
            unit.hex,
            unit=unit.name,
            cohesion=unit.cohesion,
            needed=rules.min_attack_cohesion,
        )
    return None


def _has_way(s: Situation, unit: Unit, target: int) -> bool:
    return passable(s, unit.hex, target) or has_boats(s, unit)


def _free(s: Situation, unit: Unit) -> bool:
    """Whether a unit may take part in somebody else's attack."""
    act = s.activity.get(unit.id)
    return act is not None and not act.done and cannot_attack(s, unit) is None


def _joiners(s: Situation, lead: Unit, target: int) -> list[Unit]:
    """Friends beside the target that attack along, by id; none without communications. Engineers do not,
    unless they are told to: they would lose the turn of their work.
    """
    if not attacks_jointly(s, lead.faction):
        return []
    over_river = is_river(s, lead.hex, target)
    out = []
    for _, h in s.theatre.board.adjacent[target]:
        for u in s.stacks.get(h, ()):
            kind = s.theatre.unit_type(u)
            if u.faction != lead.faction or u.id == lead.id or kind.range_km > 0 or ENGINEERS in kind.traits:
                continue
            if is_river(s, h, target) and not (over_river and _has_way(s, u, target)):
                continue
            if _free(s, u):
                out.append(u)
    return sorted(out, key=lambda u: u.id)


def _batteries(s: Situation, lead: Unit, target: int) -> list[Unit]:
    """Batteries in range that fire, the nearest first, as many as count."""
    rules = s.theatre.ruleset.combat
    guns: list[Unit] | None = s.memo.get(("guns", lead.faction))
    if guns is None:
        kinds = s.theatre.ruleset.unit_types
        guns = [u for u in s.units.values() if u.faction == lead.faction and kinds[u.type].range_km > 0]
        s.memo["guns", lead.faction] = guns
    if not guns or rules.support_shift <= 0:
        return []
    away = s.theatre.board.distances(target)
    reach = [
        (int(away[u.hex]), u.id, u)
        for u in guns
        if u.id != lead.id and away[u.hex] <= s.theatre.unit_type(u).range_km * 1000 and _free(s, u)
    ]
    most = max(0, most_support(s.theatre) - missions_at(s, lead.faction, "support", target))
    return [u for _, _, u in sorted(reach, key=lambda r: r[:2])[:most]]


def _from_three_sides(s: Situation, faction: str, target: int) -> bool:
    least = s.theatre.ruleset.movement.zoc_min_steps
    sides = {
        d
        for d, h in s.theatre.board.adjacent[target]
        if any(u.faction == faction and u.steps >= least for u in s.stacks.get(h, ()))
        and passable(s, h, target)
    }
    if len(sides) < 3:
        return False
    return not any(sides <= {d, (d + 1) % 6, (d + 2) % 6} for d in range(6))


def _dug_in(defenders: tuple[Unit, ...]) -> int:
    """Mean level of entrenchment of the defending steps, rounded down."""
    return sum(u.entrenchment * u.steps for u in defenders) // max(1, sum(u.steps for u in defenders))


def _shifts(
    s: Situation, attackers: list[Unit], batteries: list[Unit], defenders: tuple[Unit, ...], target: int
) -> list[tuple[str, int]]:
    """All shifts that apply, by code."""
    theatre, rules = s.theatre, s.theatre.ruleset.combat
    terrain = theatre.ruleset.terrain[theatre.board.terrain_of(target)]
    dug_in = min(rules.entrenchment_cap, _dug_in(defenders))
    traits = {t for u in attackers for t in theatre.unit_type(u).traits}
    combined = not terrain.built_up and {"armour", "infantry"} <= traits
    lead = attackers[0]
    sorties = missions_at(s, lead.faction, "support", target)
    found = [
        ("terrain", terrain.shift),
        ("river", rules.river_shift if is_river(s, lead.hex, target) else 0),
        ("entrenchment", rules.entrenchment_shift * dug_in),
        ("support", min(rules.support_cap, rules.support_shift * (len(batteries) + sorties))),
        ("combined_arms", rules.combined_arms_shift if combined else 0),
        ("three_sides", rules.three_sides_shift if _from_three_sides(s, lead.faction, target) else 0),
        ("isolated", rules.isolated_shift if all(u.supply == "isolated" for u in defenders) else 0),
        ("shock", rules.shock_shift if "shock" in traits else 0),
    ]
    return [(code, value) for code, value in found if value]


def assemble(s: Situation, order: Attack) -> Assault | None:
    """Everything about the attack but its dice; None if no enemy is known to stand there."""
    theatre, lead, target = s.theatre, s.units[order.unit], order.target
    enemy, defenders = enemy_in(s, lead.faction, target)
    if not enemy:
        return None
    attackers = [lead, *(_joiners(s, lead, target) if order.support else ())]
    batteries = _batteries(s, lead, target) if order.batteries else []
    attack = sum(attack_strength(theatre, u) for u in attackers)
    attack = attack * round(attack_factor(s, lead.faction) * 1000) // 1000
    defence = sum(defence_strength(theatre, u) for u in defenders)
    shifts = _shifts(s, attackers, batteries, defenders, target)
    if order.shock:
        shifts.append(("shock_attack", theatre.ruleset.combat.shock_shift))
    table, most = table_of(theatre), theatre.ruleset.combat.max_shift
    base = column_of(table, attack, defence)
    if base < 0:
        base = 0
        shifts.append(("below_table", 0))
    net = max(-most, min(most, sum(v for _, v in shifts)))
    column = max(0, min(len(table.names) - 1, base + net))
    return Assault(
        lead.faction, enemy, tuple(attackers), tuple(batteries), defenders,
        lead.hex, target, attack, defence, tuple(shifts), base, column,
    )  # fmt: skip


def courses(s: Situation, order: Attack) -> tuple[tuple[float, Assault], ...]:
    """The courses that an attack may take before the table is asked, and their probabilities: one, or two
    for a shock attack on entrenched defenders, of which the second is that they stop it. None if no enemy
    is known to stand there.
    """
    assault = assemble(s, order)
    if assault is None:
        return ()
    stopped = s.theatre.ruleset.irregular.shock_stopped
    if not order.shock or not stopped or not _dug_in(assault.defenders):
        return ((1.0, assault),)
    plain = assemble(s, replace(order, shock=False))
    assert plain is not None, "the enemy does not go away meanwhile"
    plain = replace(plain, shifts=(*plain.shifts, ("shock_stopped", 0)))
    return ((1.0 - stopped, assault), (stopped, plain))
