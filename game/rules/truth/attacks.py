"""Resolving an attack: the dice, what they do, and who stands where afterwards."""

from __future__ import annotations

from game.core.events import ControlChanged, Fought, Loss, Moved, Removed, Retreated, ShockChanged
from game.core.orders import Attack
from game.core.situation import hostile
from game.core.state import State
from game.core.theatre import IMPASSABLE, NOBODY
from game.core.units import Unit
from game.rules.combat import Assault, courses
from game.rules.crossings import passable
from game.rules.movement import activity_of, fits, may_enter
from game.rules.odds import odds_in_words, table_of
from game.rules.outcomes import Outcome, outcome
from game.rules.truth.civilians import harm
from game.rules.truth.mines import enter_mines, leave_mines
from game.rules.truth.resolution import Resolution


def resolve_attack(r: Resolution, order: Attack) -> None:
    """Fight: `Fought`, then who is gone, who fell back, and the advance.

    If the enemy is not there after all, nothing happens: whoever attacks stands beside the hex and sees it.
    """
    assault = _course(r, order)
    if assault is None:
        return
    dice = r.dice.stream("combat")
    roll = dice.randint(1, 6), dice.randint(1, 6)
    cell = table_of(r.state.theatre).cells[assault.column][sum(roll) - 2]
    before = r.state
    came = outcome(before, assault, cell)
    _fight(r, assault, came, roll)
    share = before.theatre.ruleset.civil.combat_harm_share
    harm(r, assault.faction, assault.target, share, 1, "combat", before)
    for unit, path in came.retreats:
        r.emit(Retreated(unit.id, unit.faction, path))
        if unit.id not in before.civil.convoys:
            _take(r, unit.faction, path[1:])
    for unit, _ in came.surrendered:
        r.emit(Removed(unit.id, unit.faction, unit.hex, "surrendered"))
    for unit, path in came.retreats:
        leave_mines(r, unit)
        enter_mines(r, unit.id, path[1:])
    if order.advance and came.result in ("retreat", "surrender", "destroyed"):
        _advance(r, assault)


def _course(r: Resolution, order: Attack) -> Assault | None:
    """The attack as it goes: entrenched defenders may stop a shock attack, which is spent in any case."""
    ways = courses(r.state, order)
    if not ways:
        return None
    if order.shock:
        faction = ways[0][1].faction
        r.emit(ShockChanged(faction, r.state.irregular.shock[faction] - 1))
    stopped = len(ways) > 1 and r.dice.stream("shock").random() < ways[1][0]
    return ways[1][1] if stopped else ways[0][1]


def _fight(r: Resolution, assault: Assault, came: Outcome, roll: tuple[int, int]) -> None:
    """The event of the fight itself, and the end of those who did not survive it."""
    theatre = r.state.theatre
    table = table_of(theatre)
    r.emit(
        Fought(
            faction=assault.faction,
            attackers=tuple(u.id for u in assault.attackers),
            batteries=tuple(u.id for u in assault.batteries),
            enemy=assault.enemy,
            defenders=tuple(u.id for u in assault.defenders),
            origin=assault.origin,
            target=assault.target,
            column=table.names[assault.column],
            odds=odds_in_words(assault.attack, assault.defence),
            shifts=assault.shifts,
            roll=roll,
            attacker_loss=came.attacker_loss,
            defender_loss=came.defender_loss,
            cohesion=came.cohesion,
            dug_out=_dug_out(r, assault, came),
            result=came.result,
            surrendered=tuple(Loss(u.id, steps, destroyed=True) for u, steps in came.surrendered),
        )
    )
    fought = {u.id: u for u in (*assault.attackers, *assault.defenders)}
    for loss in (*came.attacker_loss, *came.defender_loss):
        if loss.destroyed:
            unit = fought[loss.unit]
            r.emit(Removed(unit.id, unit.faction, unit.hex, "destroyed"))


def _dug_out(r: Resolution, assault: Assault, came: Outcome) -> tuple[str, ...]:
    """Entrenched defenders that were hit, survived in place, and lose a level."""
    if came.result not in ("hold", "stand_fast"):
        return ()
    chance = r.state.theatre.ruleset.combat.dig_in_loss
    hit = {x.unit for x in came.defender_loss if not x.destroyed}
    entrenched = [u.id for u in assault.defenders if u.id in hit and u.entrenchment > 0]
    dice = r.dice.stream("entrenchment")
    return tuple(u for u in entrenched if dice.random() < chance)


def taken(state: State, faction: str, hexes: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the hexes that pass to a faction when its unit comes there."""
    ids = state.theatre.faction_ids
    owners = ((h, int(state.control[h])) for h in hexes)
    return tuple(h for h, n in owners if n == NOBODY or hostile(state, faction, ids[n]))


def _take(r: Resolution, faction: str, hexes: tuple[int, ...]) -> None:
    gained = taken(r.state, faction, hexes)
    if gained:
        r.emit(ControlChanged(faction, gained))


def _advance(r: Resolution, assault: Assault) -> None:
    """The declaring unit enters the hex that fell empty, if it can."""
    state, target = r.state, assault.target
    lead = state.units.get(assault.attackers[0].id)
    if lead is None or not _may_advance(state, lead, target):
        return
    spent = activity_of(state, lead).spent
    r.emit(Moved(lead.id, lead.faction, (lead.hex, target), spent, halted=True))
    _take(r, lead.faction, (target,))
    leave_mines(r, lead)
    enter_mines(r, lead.id, (target,))


def _may_advance(state: State, lead: Unit, target: int) -> bool:
    theatre = state.theatre
    direction = theatre.board.direction(lead.hex, target)
    cost = theatre.step_cost[theatre.unit_type(lead).mobility]
    return (
        direction is not None
        and cost[lead.hex][direction] != IMPASSABLE
        and passable(state, lead.hex, target)
        and may_enter(state, lead.faction, target) is None
        and fits(state, lead, target)
    )
