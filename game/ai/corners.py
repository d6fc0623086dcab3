"""Who is in a corner, or would be: too strong an enemy before him, and hardly a way out."""

from __future__ import annotations

from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture, strengths
from game.ai.weights import STANDARD as W
from game.core.units import Unit
from game.core.view import View
from game.rules.crossings import ENGINEERS
from game.rules.retreats import ways_out


def cornered(view: View, picture: Picture, unit: Unit) -> bool:
    """Whether the enemy beside a unit is too strong for it, and it has few ways out."""
    if unit.hex not in picture.contact:
        return False
    threat, defence = pressure(view, picture, unit)
    if sum(threat.values()) * view.doctrine.caution < M.hide_ratio * defence:
        return False
    return len(ways_out(view, unit, strongest(threat))) <= M.hide_exits


def in_trap(view: View, picture: Picture, unit: Unit) -> bool:
    """Whether the unit faces more than it can stand with few ways out, or is not made for contact."""
    if unit.hex not in picture.contact:
        return False
    theatre, rules = view.theatre, view.theatre.ruleset.combat
    threat, worst, worst_hex = 0, -1, -1
    for _, n in theatre.board.adjacent[unit.hex]:
        power = picture.attack.get(n, 0)
        if n in picture.seen and power > worst:
            worst, worst_hex = power, n
        threat += power
    kind = theatre.unit_type(unit)
    if kind.range_km > 0 or kind.attack <= 0 or ENGINEERS in kind.traits:
        return True
    stack = [u for u in view.stacks[unit.hex] if u.faction == unit.faction]
    defence = sum(
        strengths(theatre, u)[1] * (1 if u.cohesion >= rules.shaken_cohesion else 0.67) for u in stack
    )
    ratio = threat / max(1.0, defence) * view.doctrine.caution
    if unit.steps < W.worn * unit.full:
        return ratio > 1
    if ratio <= W.trapped_ratio:
        return False
    if ratio > W.overrun_ratio or _raider(view, unit):
        return True
    return len(ways_out(view, unit, worst_hex)) <= W.trapped_exits


def overrun(view: View, picture: Picture, unit: Unit, h: int) -> bool:
    """Whether enemies beside a hex are far too strong for the unit and those of its side who are there."""
    if h not in picture.contact:
        return False
    stack = [unit, *(u for u in view.stacks.get(h, ()) if u.faction == unit.faction)]
    threat = sum(picture.attack.get(n, 0) for _, n in view.theatre.board.adjacent[h] if n in picture.seen)
    defence = sum(strengths(view.theatre, u)[1] for u in stack)
    limit = W.trapped_ratio if _raider(view, unit) else W.overrun_ratio
    return threat * view.doctrine.caution > limit * defence


def _raider(view: View, unit: Unit) -> bool:
    """Whether a unit hits well and stands ill: it does not wait for the enemy in the open."""
    kind = view.theatre.unit_type(unit)
    return kind.attack >= W.raider_ratio * kind.defence


def pressure(view: View, picture: Picture, unit: Unit) -> tuple[dict[int, int], int]:
    """(enemy attack strength by neighbouring hex, defence strength of the unit's own stack), in tenths."""
    threat = {n: picture.attack.get(n, 0) for _, n in view.theatre.board.adjacent[unit.hex]}
    stack = [u for u in view.stacks[unit.hex] if u.faction == unit.faction]
    return threat, sum(strengths(view.theatre, u)[1] for u in stack)


def strongest(threat: dict[int, int]) -> int:
    """The hex from which most threatens, ties by number."""
    return min(threat, key=lambda n: (-threat[n], n))
