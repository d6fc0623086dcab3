"""What a player can do next, in a few lines: for the first games, until switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.rules.combat import NO_ATTACK_POSTURES
from game.ui.panels.marks import is_idle
from game.words import t

if TYPE_CHECKING:
    from game.ui.screens.match.screen import MatchScreen


def hints(screen: MatchScreen) -> list[str]:
    """One line for each thing that makes sense now."""
    key = screen.app.bindings.key
    if not screen.session.mine:
        return [t("hints.wait", skip=key("skip"))]
    if screen.pointer.chosen is None:
        idle = sum(is_idle(screen.view, u) for u in screen.view.own)
        if idle:
            return [t("hints.idle", count=idle, next=key("next_unit"))]
        return [t("hints.none", end=key("end_turn"))]
    chosen = screen.pointer.selection
    out = [t("hints.move", order=key("cursor_order")) if chosen.reach else t("hints.stuck")]
    unit = screen.pointer.chosen
    if unit.posture in NO_ATTACK_POSTURES and not screen.why_not_posture("hold"):
        out.append(t("hints.no_attack", posture=t(f"posture.{unit.posture}"), key=key("posture_hold")))
    if chosen.targets:
        out.append(t("hints.attack", attack=key("attack")))
    if screen.session.table.quiet and screen.session.match.can_undo:
        out.append(t("hints.undo", undo=key("undo")))
    return [*out, t("hints.done", done=key("finish_unit"), supply=key("overlay_supply"))]
