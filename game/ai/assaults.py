"""What is added to an attack: air support over the hex that is about to be attacked, and shock attacks.

Both are also what makes an attack worth making that would not be without them.
"""

from __future__ import annotations

from dataclasses import replace

from game.ai.attacks import attack_bar, may_advance, worth
from game.ai.doctrine import uses
from game.ai.escalation import cleared
from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture, can_attack
from game.ai.plan import Plan
from game.ai.sorties import supporters
from game.ai.task import Task
from game.core.orders import Attack, Sortie
from game.core.units import Unit
from game.core.view import View
from game.rules.combat import Assault, assemble, check_attack, courses
from game.rules.odds import table_of


def strengthened(view: View, plan: Plan, task: Task, order: Attack) -> Attack | Sortie:
    """An attack that will be made: with what makes it better first, if it is worth that."""
    assault = assemble(view, order)
    assert assault is not None, "somebody is attacked"
    plain = worth(view, plan, task, assault)
    sortie = _support(view, plan, task, order, assault)
    if sortie:
        return sortie
    return _shock(view, plan, task, order, plain) or order


def assisted(view: View, picture: Picture, plan: Plan, unit: Unit, task: Task) -> Attack | Sortie | None:
    """The first step to an attack that is worth making only with shock or with aircraft overhead."""
    if not (supporters(view) or _shocks(view)) or not can_attack(view.theatre.ruleset, unit):
        return None
    bar = attack_bar(view, unit, task)
    best: Attack | Sortie | None = None
    for _, h in view.theatre.board.adjacent[unit.hex]:
        if h not in picture.seen:
            continue
        order = Attack(unit.id, h, advance=may_advance(plan, unit, task))
        if check_attack(view, order):
            continue
        assault = assemble(view, order)
        if assault is None:
            continue
        plain = worth(view, plan, task, assault)
        shock = _shock(view, plan, task, order, plain)
        if shock and (value := _value(view, plan, task, shock)) > bar:
            best, bar = shock, value
        value = _with_aircraft(view, plan, task, assault)
        if value > bar + M.support_bar:
            sortie = cleared(view, Sortie("support", h), value - plain)
            if sortie:
                best, bar = sortie, value
    return best


# Aircraft


def _support(view: View, plan: Plan, task: Task, order: Attack, assault: Assault) -> Sortie | None:
    """A support mission that makes the attack better by enough."""
    if not supporters(view):
        return None
    better = _raised(view, assault, 1)
    if better is None:
        return None
    gain = worth(view, plan, task, better) - worth(view, plan, task, assault)
    return cleared(view, Sortie("support", order.target), gain)


def _with_aircraft(view: View, plan: Plan, task: Task, assault: Assault) -> float:
    """Worth of an attack with as much air support as counts and is left; minus infinity for none."""
    best = float("-inf")
    for missions in range(1, supporters(view) + 1):
        better = _raised(view, assault, missions)
        if better is None:
            break
        best = max(best, worth(view, plan, task, better) - M.support_bar * missions)
    return best


def _raised(view: View, assault: Assault, missions: int) -> Assault | None:
    """The assault with so many more support missions; None if that changes nothing."""
    rules = view.theatre.ruleset.combat
    shifts = dict(assault.shifts)
    support = min(rules.support_cap, shifts.get("support", 0) + missions * rules.support_shift)
    if support - shifts.get("support", 0) <= (missions - 1) * rules.support_shift:
        return None
    shifts["support"] = support
    net = max(-rules.max_shift, min(rules.max_shift, sum(shifts.values())))
    column = max(0, min(len(table_of(view.theatre).names) - 1, assault.base + net))
    return replace(assault, column=column) if column > assault.column else None


# Shock


def _shocks(view: View) -> int:
    return view.irregular.shock.get(view.faction, 0) if uses(view, "shock") else 0


def _shock(view: View, plan: Plan, task: Task, order: Attack, plain: float) -> Attack | None:
    """The attack as a shock attack, if that adds enough; less is enough while there are plenty."""
    left = _shocks(view)
    if not left:
        return None
    shocked = replace(order, shock=True)
    bar = M.shock_bar / (2 if left >= M.shock_plenty else 1)
    if _value(view, plan, task, shocked) - plain < bar or check_attack(view, shocked):
        return None
    return shocked


def _value(view: View, plan: Plan, task: Task, order: Attack) -> float:
    """Worth of an attack over the courses that it may take."""
    return sum(chance * worth(view, plan, task, course) for chance, course in courses(view, order))
