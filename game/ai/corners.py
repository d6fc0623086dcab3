"""Who is in a corner: too strong an enemy before him, and hardly a way out."""

from __future__ import annotations

from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture, strengths
from game.core.units import Unit
from game.core.view import View
from game.rules.retreats import ways_out


def cornered(view: View, picture: Picture, unit: Unit) -> bool:
    """Whether the enemy beside a unit is too strong for it, and it has few ways out."""
    if unit.hex not in picture.contact:
        return False
    threat, defence = pressure(view, picture, unit)
    if sum(threat.values()) * view.doctrine.caution < M.hide_ratio * defence:
        return False
    return len(ways_out(view, unit, strongest(threat))) <= M.hide_exits


def pressure(view: View, picture: Picture, unit: Unit) -> tuple[dict[int, int], int]:
    """(enemy attack strength by neighbouring hex, defence strength of the unit's own stack), in tenths."""
    threat = {n: picture.attack.get(n, 0) for _, n in view.theatre.board.adjacent[unit.hex]}
    stack = [u for u in view.stacks[unit.hex] if u.faction == unit.faction]
    return threat, sum(strengths(view.theatre, u)[1] for u in stack)


def strongest(threat: dict[int, int]) -> int:
    """The hex from which most threatens, ties by number."""
    return min(threat, key=lambda n: (-threat[n], n))
