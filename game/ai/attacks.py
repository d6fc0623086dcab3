"""Attacks: what each would bring in steps, ground and encirclement, and whether that is enough."""

from __future__ import annotations

from functools import lru_cache

from game.ai.picture import Picture, can_attack, off_limits
from game.ai.plan import Plan
from game.ai.task import Task
from game.ai.weights import STANDARD as W
from game.core.orders import Attack
from game.core.record import record
from game.core.theatre import Theatre
from game.core.units import Unit
from game.core.view import View
from game.rules.combat import Assault, assemble, check_attack
from game.rules.odds import table_of
from game.rules.retreats import ways_out


@record
class Odds:
    """Expected result of one column of the combat table."""

    attacker: float
    """Steps."""
    defender: float
    retreat: float
    """Probability that the defender must go back."""


@lru_cache(maxsize=16)
def column_odds(theatre: Theatre) -> tuple[Odds, ...]:
    """Expected results of all columns."""
    return tuple(
        Odds(
            sum(k * c.attacker for c, k in spread) / 36,
            sum(k * c.defender for c, k in spread) / 36,
            sum(k for c, k in spread if c.retreat) / 36,
        )
        for spread in table_of(theatre).spread
    )


def best_attack(view: View, picture: Picture, plan: Plan, unit: Unit, task: Task) -> Attack | None:
    """The attack that is worth most to declare with this unit, if one is worth it."""
    if not can_attack(view.theatre.ruleset, unit):
        return None
    bar = attack_bar(view, unit, task)
    best: Attack | None = None
    barred = off_limits(view)
    for _, h in view.theatre.board.adjacent[unit.hex]:
        if h not in picture.seen:
            continue
        order = Attack(unit.id, h, advance=h not in barred and may_advance(plan, unit, task))
        if check_attack(view, order):
            continue
        assault = assemble(view, order)
        if assault is None:
            continue
        value = worth(view, plan, task, assault)
        if value > bar:
            best, bar = order, value
    return best


def attack_bar(view: View, unit: Unit, task: Task) -> float:
    """Net value from which the unit attacks."""
    bar = W.attack_at - W.attack_swing * (view.doctrine.aggression - 1)
    if task.kind == "garrison" and unit.hex in task.targets:
        bar += W.sortie
    elif task.kind in ("take", "clear"):
        bar -= W.impatience * unit.entrenchment
    return bar


def may_advance(plan: Plan, unit: Unit, task: Task) -> bool:
    """Garrisons stay where they are."""
    return unit.hex not in plan.pledged and not (task.kind == "garrison" and unit.hex in task.targets)


def worth(view: View, plan: Plan, task: Task, assault: Assault) -> float:
    """Net value of an attack in steps."""
    theatre = view.theatre
    odds = column_odds(theatre)[assault.column]
    defenders = sum(u.steps for u in assault.defenders)
    lost = min(odds.defender, float(defenders)) * step_worth(theatre, assault.defenders)
    paid = odds.attacker * step_worth(theatre, assault.attackers)
    price = W.bleeding * (len(assault.attackers) + 0.3 * len(assault.batteries))
    gain = 0.0
    if odds.retreat:
        ground = W.ground
        if assault.target in plan.wanted or assault.target in task.targets:
            ground += W.aim_ground
        if not ways_out(view, assault.defenders[0], assault.origin):
            # Without a way back a retreat is a surrender: all that is left is lost.
            left = max(0.0, defenders - odds.defender) * step_worth(theatre, assault.defenders)
            ground += (W.pocket + W.enemy_step * left) * view.doctrine.encircle
        gain = odds.retreat * ground
    return W.enemy_step * lost + gain - W.own_step * paid - price


def step_worth(theatre: Theatre, units: tuple[Unit, ...]) -> float:
    """Worth of a step of these units, 1 for a plain one (attack and defence 2 each)."""
    types = theatre.ruleset.unit_types
    steps = sum(u.steps for u in units)
    if not steps:
        return 1.0
    value = sum((types[u.type].attack + types[u.type].defence) * u.steps for u in units) / (4 * steps)
    return 1 + W.strength_worth * (value - 1)
