"""Key bindings: which chord does what. The help screen and the rebinding screen list this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pygame

DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "next_unit": ("tab", "n"),
    "previous_unit": ("shift+tab", "shift+n"),
    "finish_unit": ("space",),
    "end_turn": ("return", "ctrl+space"),
    "undo": ("u", "ctrl+z"),
    "redo": ("r", "ctrl+y"),
    "move": ("m",),
    "attack": ("a",),
    "ferry": ("f",),
    "bridge": ("b",),
    "demolish": ("x",),
    "raid": ("shift+r",),
    "disperse": ("shift+d",),
    "trickle": ("shift+f",),
    "aid": ("shift+a",),
    "handover": ("shift+o",),
    "effort": ("e",),
    "posture_hold": ("1",),
    "posture_guard": ("2",),
    "posture_rest": ("3",),
    "posture_stand_fast": ("4",),
    "cycle_stack": ("c",),
    "cursor_e": ("l", "keypad 6"),
    "cursor_w": ("h", "keypad 4"),
    "cursor_ne": ("i", "keypad 9"),
    "cursor_nw": ("y", "keypad 7"),
    "cursor_se": ("k", "keypad 3"),
    "cursor_sw": ("j", "keypad 1"),
    "cursor_select": ("v", "keypad 5"),
    "cursor_order": ("g", "keypad enter"),
    "pan_left": ("left",),
    "pan_right": ("right",),
    "pan_up": ("up",),
    "pan_down": ("down",),
    "zoom_in": ("+", "="),
    "zoom_out": ("-",),
    "zoom_fit": ("home",),
    "centre": ("backspace",),
    "minimap": ("shift+m",),
    "overlay_control": ("f2",),
    "overlay_supply": ("f3",),
    "overlay_zones": ("f4",),
    "overlay_threats": ("f6",),
    "overlay_sight": ("f7",),
    "overlay_districts": ("f8",),
    "overlay_lines": ("f12",),
    "overlay_marks": ("shift+f2",),
    "overlay_legend": ("f10",),
    "tab_next": ("t",),
    "unit": ("shift+u",),
    "units": ("ctrl+u",),
    "log": ("ctrl+g",),
    "means": ("w",),
    "race": ("p",),
    "relations": ("q",),
    "objectives": ("o",),
    "report": ("ctrl+r",),
    "score": ("ctrl+p",),
    "decisions": ("d",),
    "panels": ("\\",),
    "skip": ("s",),
    "speed": ("shift+s",),
    "save": ("ctrl+s",),
    "load": ("ctrl+l",),
    "quicksave": ("f5",),
    "quickload": ("f9",),
    "help": ("f1",),
    "keys": ("?",),
    "fullscreen": ("f11",),
    "menu": ("escape",),
}
"""Action -> chords: modifiers in the order ctrl, alt, shift, then the name of the key."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "units": ("next_unit", "previous_unit", "cycle_stack", "finish_unit", "undo", "redo", "end_turn"),
    "orders": ("move", "attack", "ferry", "bridge", "demolish", "posture_hold", "posture_guard",
               "posture_rest", "posture_stand_fast", "raid", "disperse", "trickle"),
    "means": ("means", "aid", "handover", "effort"),
    "cursor": ("cursor_e", "cursor_w", "cursor_ne", "cursor_nw", "cursor_se", "cursor_sw",
               "cursor_select", "cursor_order"),
    "map": ("pan_left", "pan_right", "pan_up", "pan_down", "zoom_in", "zoom_out", "zoom_fit", "centre",
            "minimap", "overlay_control", "overlay_supply", "overlay_zones", "overlay_threats",
            "overlay_sight", "overlay_districts", "overlay_lines", "overlay_marks", "overlay_legend"),
    "panels": ("tab_next", "unit", "units", "log", "race", "relations", "objectives", "report", "score",
               "decisions", "panels"),
    "game": ("skip", "speed", "save", "load", "quicksave", "quickload", "help", "keys", "fullscreen",
             "menu"),
}  # fmt: skip
"""How the help screen arranges the actions."""

HELD = frozenset({"pan_left", "pan_right", "pan_up", "pan_down"})
"""Actions that go on while the key is down."""

FIXED = frozenset({"escape", "f1"})
"""Chords that always mean what they mean: the way out and the way to help."""


@dataclass(frozen=True)
class Conflict:
    """Why a chord cannot be given to an action."""

    chord: str
    action: str
    """What has it now."""


def chord_of(event: pygame.event.Event) -> str:
    """The chord of a KEYDOWN event: "ctrl+s", "shift+tab", "f1"."""
    mods = int(getattr(event, "mod", 0))
    typed = getattr(event, "unicode", "")
    if typed in {"+", "-", "\\", "?"} and not mods & pygame.KMOD_CTRL:
        return str(typed)  # where these keys are, and whether with shift, depends on the keyboard
    name = pygame.key.name(event.key)
    if name.startswith("["):
        name = f"keypad {name[1:-1]}"
    elif name == "enter":
        name = "keypad enter"
    held = [word for word, mask in _MODIFIERS if mods & mask]
    return "+".join([*held, name])


_MODIFIERS = (
    ("ctrl", pygame.KMOD_CTRL | pygame.KMOD_META),
    ("alt", pygame.KMOD_ALT),
    ("shift", pygame.KMOD_SHIFT),
)
_NAMES = {"return": "Enter", "escape": "Esc", "keypad enter": "Num Enter", "keypad 5": "Num 5"}


def pretty(chord: str) -> str:
    """A chord as people write it: "Ctrl+S"."""
    if len(chord) == 1:
        return chord.upper()
    *held, name = chord.split("+")
    return "+".join([*(m.title() for m in held), _NAMES.get(name, name.replace("keypad", "Num").title())])


class Bindings:
    """The table in force: the defaults with the player's changes."""

    def __init__(self, changes: Mapping[str, tuple[str, ...]] | None = None) -> None:
        mine = {action: tuple(chords) for action, chords in (changes or {}).items() if action in DEFAULTS}
        self.chords: dict[str, tuple[str, ...]] = {**DEFAULTS, **mine}
        # All at once, as two actions may have exchanged their keys; then back with what clashes.
        while clash := next((a for a in mine if self._clashes(a)), None):
            del mine[clash]
            self.chords[clash] = DEFAULTS[clash]

    def _clashes(self, action: str) -> bool:
        chords = self.chords[action]
        others = {c for a, cs in self.chords.items() if a != action for c in cs}
        taken = others | {c for c in FIXED if c not in DEFAULTS[action]}
        return any(c in taken for c in chords)

    def action(self, chord: str) -> str | None:
        """What a chord does, if anything."""
        return next((a for a, cs in self.chords.items() if chord in cs), None)

    def of(self, event: pygame.event.Event) -> str | None:
        """What a KEYDOWN event asks for."""
        return self.action(chord_of(event))

    def with_shift(self, event: pygame.event.Event) -> str | None:
        """What a KEYDOWN event would ask for without its Shift, if it asks for nothing with it."""
        chord = chord_of(event)
        plain = chord.removeprefix("shift+")
        return self.action(plain) if plain != chord and self.action(chord) is None else None

    def key(self, action: str) -> str:
        """First chord of an action, as people write it; for buttons and hints."""
        chords = self.chords[action]
        return pretty(chords[0]) if chords else ""

    def conflict(self, action: str, chord: str) -> Conflict | None:
        """What stands in the way of giving `chord` to `action`."""
        owner = self.action(chord)
        if owner and owner != action:
            return Conflict(chord, owner)
        if chord in FIXED and owner != action:
            return Conflict(chord, "menu" if chord == "escape" else "help")
        return None

    def bind(self, action: str, chord: str) -> Conflict | None:
        """Make `chord` the first key of `action`. A conflict is refused and returned."""
        found = self.conflict(action, chord)
        if found:
            return found
        rest = [c for c in self.chords[action] if c != chord]
        self.chords[action] = (chord, *rest[1:])
        return None

    def changes(self) -> dict[str, tuple[str, ...]]:
        """What differs from the defaults, for the settings file."""
        return {a: cs for a, cs in self.chords.items() if cs != DEFAULTS[a]}
