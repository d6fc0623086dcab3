"""Overriding one's own rules of engagement: who may, and when it pays."""

from __future__ import annotations

from dataclasses import replace

from game.ai.means_weights import MEANS as M
from game.ai.sorties import affordable
from game.core.orders import Sortie
from game.core.view import View
from game.rules.air import check_sortie, mission_harm
from game.rules.engagement import price
from game.rules.strikes import mistake_chance


def may_override(view: View) -> bool:
    """Whether the doctrine overrides rules, and the side has little to lose: whoever does so wins in the
    lowest grade at most, so it is left to those who in the second half of the match are far behind their par.
    """
    if view.doctrine.escalate <= 0 or 2 * view.turn <= view.theatre.turns:
        return False
    table = view.theatre.score.get(view.faction)
    if table is None or table.par <= 0:
        return True
    behind = view.theatre.ruleset.victory.spoiler_index * view.turn / view.theatre.turns
    return 100 * sum(view.score.values()) / table.par < behind


def cleared(view: View, order: Sortie, gain: float) -> Sortie | None:
    """The support mission that adds `gain` steps as it is, or against the rules, or None if it is not worth
    what it costs.
    """
    if affordable(view, order, gain):
        return order
    if not may_override(view):
        return None
    harm = mission_harm(view, order)
    value = gain * view.doctrine.escalate - M.harm_price * harm.number
    value -= M.mistake_price * mistake_chance(view, view.faction, order.target)
    value -= M.prestige_price * price(view, order.target, harm)
    bold = replace(order, escalate=True)
    worth_it = value >= M.support_bar * M.escalation_bar
    return bold if worth_it and check_sortie(view, bold) is None else None
