"""Buttons for the irregular means of a unit, for sides that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.orders import Disperse, Trickle
from game.rules.irregular import RAIDER, abilities, check_raid, raid_targets
from game.rules.legality import verify
from game.ui.widgets.painter import Button
from game.words import t, tell

if TYPE_CHECKING:
    from game.core.units import Unit
    from game.core.view import View
    from game.ui.screens.match.screen import MatchScreen


def irregular_buttons(screen: MatchScreen, unit: Unit) -> list[Button]:
    """Raid, disperse, night boats: those that the side knows and the unit can have to do with."""
    view, keys = screen.view, screen.app.bindings
    means = abilities(view, unit.faction)
    out = []
    if means.raids and RAIDER in view.theatre.unit_type(unit).traits:
        why = "" if raid_targets(view, unit) else _why_no_raid(view, unit)
        tip = why or t("order.raid_tip")
        out.append(Button(t("order.raid"), screen.begin_raid, not why, tip, keys.key("raid")))
    if means.disperse:
        refusal = verify(view, Disperse(unit.id))
        tip = tell(refusal.words) if refusal else t("order.disperse_tip")
        out.append(Button(t("order.disperse"), screen.disperse, refusal is None, tip, keys.key("disperse")))
    if means.night_boats:
        near = [h for d, h in view.theatre.board.adjacent[unit.hex] if view.theatre.board.river[unit.hex, d]]
        refusals = [verify(view, Trickle(unit.id, h)) for h in near]
        if refusals:
            blocked = next((r for r in refusals if r), None) if all(refusals) else None
            tip = tell(blocked.words) if blocked else t("order.trickle_tip")
            key = keys.key("trickle")
            out.append(Button(t("order.trickle"), screen.begin_trickle, blocked is None, tip, key))
    return out


def _why_no_raid(view: View, unit: Unit) -> str:
    """Why a unit cannot raid at all, or that no road of the enemy is in its reach."""
    from game.core.orders import Raid

    refusal = check_raid(view, Raid(unit.id, unit.hex))
    return (
        tell(refusal.words)
        if refusal and refusal.code not in {"not_hostile", "no_road", "enemy_there"}
        else t("means.no_target")
    )
