"""All pages of the help, in order."""

from __future__ import annotations

from collections.abc import Mapping

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

KEYS = "keys"
"""The page with all keys."""
FIXED_KEYS: Mapping[str, tuple[str, ...]] = {
    "cursor": ("far",),
    "picking": ("next", "take", "leave"),
    "list": ("rows", "pages", "ends", "parts", "press", "leave"),
    "minimap": ("move", "fast", "zoom", "go", "leave"),
    "dialog": ("focus", "ends", "press", "fire", "scroll", "leave"),
    "debriefing": ("marker", "tabs"),
    "saves": ("choose", "ends", "buttons", "watch", "rename", "delete", "clear"),
    "help": ("page", "scroll", "search"),
    "replay": ("step", "turn", "ends", "play", "speed", "eyes", "everything", "pan", "whole", "list",
               "overlays", "minimap", "leave"),
}  # fmt: skip
"""Parts of the window with keys of their own that cannot be bound; what each does is in `fixed.yaml`."""


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
    """Every action and its keys; then the keys that lists, dialogs and other screens always have."""
    groups = {
        t(f"help.group.{group}"): [(t(f"action.{a}"), _chords(bindings, a)) for a in actions]
        for group, actions in GROUPS.items()
    }
    groups |= {t(f"fixed.{part}.title"): fixed_keys(part, bindings) for part in FIXED_KEYS}
    heads = t("help.keys.action"), t("help.keys.key")
    parts = [
        part
        for title, rows in groups.items()
        for part in (Para(title, head=True), Table(heads, tuple(rows), figures=False))
    ]
    return page(KEYS, *parts)


def fixed_keys(part: str, bindings: Bindings) -> list[tuple[str, str]]:
    """What the keys do that a part of the window takes before all others, and these keys."""
    bound = {action: bindings.key(action) for action in bindings.chords}
    return [
        (t(f"fixed.{part}.does.{name}"), t(f"fixed.{part}.key.{name}", **bound)) for name in FIXED_KEYS[part]
    ]


def _chords(bindings: Bindings, action: str) -> str:
    return ",  ".join(pretty(c) for c in bindings.chords[action])
