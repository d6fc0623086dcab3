"""All pages of the help, in order."""

from __future__ import annotations

from game.core.ruleset import Ruleset
from game.ui.handbook.battle import combat_page, crossings_page, recovery_page
from game.ui.handbook.ground import ground_page, movement_page, supply_page, units_page
from game.ui.handbook.means import (
    civilians_page,
    effort_page,
    fires_page,
    irregular_page,
    rivals_page,
    winning_page,
)
from game.ui.handbook.model import Page, Para, Table
from game.ui.handbook.told import page, para
from game.ui.input import GROUPS, Bindings, pretty
from game.words import t


def handbook(rules: Ruleset, bindings: Bindings) -> list[Page]:
    """Every page, with the numbers of this ruleset and the keys that are bound."""
    return [
        mouse_page(bindings),
        turn_page(rules),
        units_page(rules),
        movement_page(rules),
        ground_page(rules),
        combat_page(rules),
        supply_page(rules),
        recovery_page(rules),
        crossings_page(rules),
        winning_page(rules),
        fires_page(rules),
        effort_page(rules),
        rivals_page(rules),
        civilians_page(rules),
        irregular_page(rules),
        keys_page(bindings),
    ]


def mouse_page(bindings: Bindings) -> Page:
    """How the window is worked."""
    keys = {action: "/".join(map(pretty, chords)) for action, chords in bindings.chords.items()}
    return page("mouse", para("mouse.hand", **keys), para("mouse.keys", **keys), para("mouse.lists", **keys))


def turn_page(rules: Ruleset) -> Page:
    """What a turn is, and where the other pages come in."""
    return page(
        "turn",
        para("turn.order"),
        para("turn.undo"),
        para("turn.aim", rules.objectives),
        para("turn.beware"),
    )


def keys_page(bindings: Bindings) -> Page:
    """Every action and its keys."""
    parts: list[Para | Table] = []
    for group, actions in GROUPS.items():
        parts.append(Para(t(f"help.group.{group}"), head=True))
        rows = [(t(f"action.{a}"), ",  ".join(pretty(c) for c in bindings.chords[a])) for a in actions]
        parts.append(Table((t("help.keys.action"), t("help.keys.key")), tuple(rows), figures=False))
    return page("keys", *parts)
