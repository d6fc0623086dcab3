"""Replacement steps that wait: why no unit gets them, and what would free them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from game.core.units import SUPPLY_STATES
from game.rules.effort import reinforced
from game.rules.movement import fits
from game.words import t, word

if TYPE_CHECKING:
    from game.core.units import Unit
    from game.core.view import View

Bar = Literal["", "contact", "supply", "room"]
NAMED = 3
"""Units that are named."""


def barred(view: View, unit: Unit) -> Bar:
    """What keeps a step from a unit that lacks one as things stand; empty for nothing."""
    need = view.theatre.ruleset.recovery.replacements_need
    if not reinforced(view, unit):
        return "contact"
    if SUPPLY_STATES.index(unit.supply) > SUPPLY_STATES.index(need):
        return "supply"
    return "" if fits(view, replace(unit, steps=unit.steps + 1), unit.hex) else "room"


def waiting(view: View) -> str:
    """A sentence about whole steps that wait; empty where there are none."""
    steps = int(view.pool)
    if steps < 1:
        return ""
    lacking = [u for u in view.own if u.steps < u.full]
    bars = [barred(view, u) for u in lacking]
    able = [u.name for u, bar in zip(lacking, bars, strict=True) if not bar]
    told = t("replacements.wait", count=steps)
    if not lacking:
        return t("replacements.full", wait=told)
    if able:
        names = t("told.list").join(able[:NAMED])
        more = len(able) - NAMED
        names = t("told.units_more", unit=names, more=more) if more > 0 else names
        return t("replacements.able", wait=told, names=names)
    kinds: tuple[Bar, ...] = ("contact", "supply", "room")
    reasons = [t(f"replacements.{kind}", count=bars.count(kind)) for kind in kinds if kind in bars]
    return t(
        "replacements.none",
        wait=told, count=len(lacking), reasons=t("told.list").join(reasons),
        remedy=remedy(view, [kind for kind in kinds if kind in bars]),
    )  # fmt: skip


def wanted(view: View) -> str:
    """The same, if there are units that lack steps: what could be done about it."""
    return waiting(view) if any(u.steps < u.full for u in view.own) else ""


def remedy(view: View, bars: Sequence[Bar]) -> str:
    """What would free steps that are barred for these reasons."""
    need = word("supply", view.theatre.ruleset.recovery.replacements_need)
    ways = [t(f"replacements.remedy_{bar}", need=need) for bar in bars]
    return t("replacements.remedy", remedies=t("told.clauses").join(ways))
