"""Preferences: text size, speed, questions, keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import pygame

from game.ui.colour import VISIONS
from game.ui.input import GROUPS, Bindings, chord_of, pretty
from game.ui.liveries import liveries
from game.ui.palette import Colour, text_on
from game.ui.saves import AUTOSAVES
from game.ui.screens.base import Dialog, Pop, Push
from game.ui.settings import SPEEDS, TEXT_SCALES, Settings
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import languages, t

if TYPE_CHECKING:
    from game.ui.app import App

SWITCHES = ("ask_idle", "confirm_attack", "autosave", "hints", "edge_scroll", "fullscreen")
EXAMPLES: tuple[Colour, ...] = ((181, 66, 60), (79, 138, 91), (201, 162, 39), (61, 61, 70))
"""Colours that factions often have, for when no match is open."""
MODIFIER_KEYS = {
    pygame.K_LSHIFT, pygame.K_RSHIFT, pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LALT, pygame.K_RALT,
    pygame.K_LMETA, pygame.K_RMETA, pygame.K_MODE, pygame.K_CAPSLOCK,
}  # fmt: skip


class Preferences(Dialog):
    """Every choice with all its values in view; a change counts at once."""

    width = 560

    def state(self) -> object:
        """All settings."""
        return self.app.settings

    def change(self, **changes: object) -> None:
        """Take new settings into use."""
        self.app.apply(self.app.settings.but(**changes))

    def above(self, p: Painter) -> None:
        """Title."""
        p.line(t("prefs.title"), "head", look.ACCENT)
        p.gap()

    def paint(self, p: Painter) -> None:
        """Choices, switches, further pages."""
        self._choice(p, "text_scale", {v: f"{v:g}×" for v in TEXT_SCALES}, t("prefs.text_scale_tip"))
        self._choice(p, "palette", {v: t(f"vision.{v}") for v in VISIONS}, t("prefs.palette_tip"))
        self._swatches(p)
        self._choice(p, "speed", {v: t(f"speed.{v}") for v in SPEEDS})
        if len(languages()) > 1:
            self._choice(p, "language", {v: v for v in languages()})
        p.gap(4)
        tips = {"autosave": t("prefs.autosave_tip", count=AUTOSAVES)}
        p.buttons([self._switch(name, tips.get(name, "")) for name in SWITCHES], per_row=1, height=26)
        p.gap(4)
        further = [
            Button(t("prefs.keys"), lambda: self.go(Push(Keys(self.app)))),
            Button(t("prefs.reset"), self.ask_reset),
        ]
        p.buttons(further, height=30)

    def below(self, p: Painter) -> None:
        """The way out."""
        p.buttons([Button(t("button.close"), self.back, key="Esc", strong=True)], height=30)

    def _swatches(self, p: Painter) -> None:
        """How the palette shows the factions of the match that is open, or some colours scenarios use."""
        from game.ui.screens.match import MatchScreen

        known = next((s.view.theatre for s in self.app.screens if isinstance(s, MatchScreen)), None)
        if known is not None:
            shown = [look.PALETTE.livery(known, f) for f in known.faction_ids]
            cells = [(x.base, x.text, x.letter) for x in shown]
        else:
            bases = liveries(EXAMPLES, self.app.settings.palette)
            cells = [(c, text_on(c, look.PALETTE.ink), "") for c in bases]
        gap, high = p.style.px(6), p.style.px(22)
        wide = (p.width - gap * (len(cells) - 1)) // len(cells)
        for i, (base, ink, letter) in enumerate(cells):
            box = pygame.Rect(p.x + i * (wide + gap), p.y, wide, high)
            pygame.draw.rect(p.surface, base, box, border_radius=4)
            pygame.draw.rect(p.surface, look.EDGE, box, 1, border_radius=4)
            top = box.y + (high - p.style.line("small")) // 2
            p.put(box.centerx, top, letter, "small", ink, align="centre")
        p.y += high + gap

    def _choice(self, p: Painter, name: str, values: Mapping[Any, str], tip: str = "") -> None:
        """A setting with a button for each value."""
        now = getattr(self.app.settings, name)
        p.line(t(f"prefs.{name}"), "small", look.DIM)
        p.buttons(
            [
                Button(words, partial(self.change, **{name: value}), chosen=value == now, tip=tip)
                for value, words in values.items()
            ]
        )

    def _switch(self, name: str, tip: str) -> Button:
        value = getattr(self.app.settings, name)
        return Button(t(f"prefs.{name}"), partial(self.change, **{name: not value}), tip=tip, check=value)

    def ask_reset(self) -> None:
        """Everything as delivered, after a question. The window keeps its size."""
        from game.ui.screens.match.dialogs import Confirm

        s = self.app.settings

        def reset() -> None:
            self.app.apply(Settings(width=s.width, height=s.height))

        self.go(Push(Confirm(self.app, t("prefs.reset"), t("prefs.confirm_reset"), reset)))


class Keys(Dialog):
    """Give actions other keys; a key that is taken is refused."""

    width = 560

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.waiting = ""
        """Action whose new key is to be pressed."""
        self.words = t("keys.hint")

    def state(self) -> object:
        """Bindings and what we wait for."""
        return tuple(self.app.bindings.chords.items()), self.waiting, self.words

    def above(self, p: Painter) -> None:
        """Title, and what to do or what came of it."""
        p.line(t("keys.title"), "head", look.ACCENT)
        p.para(self.words, "small", look.ACCENT if self.waiting else look.DIM)
        p.rule()

    def paint(self, p: Painter) -> None:
        """Groups of rows."""
        for group, actions in GROUPS.items():
            p.head(t(f"help.group.{group}"))
            for action in actions:
                self._row(p, action)
            p.gap(6)

    def _row(self, p: Painter, action: str) -> None:
        chords = "  ".join(pretty(c) for c in self.app.bindings.chords[action])
        room = p.width - p.style.width(chords, "body") - p.style.px(10)
        words = p.style.wrap(t(f"action.{action}"), "body", room)
        high = p.style.line("body")
        rect = p.row(high * len(words) + 4, partial(self.ask, action), chosen=action == self.waiting)
        p.put(p.x + p.width, rect.y + 2, chords, "body", look.ACCENT, align="right")
        for i, word in enumerate(words):
            p.put(p.x, rect.y + 2 + i * high, word)

    def below(self, p: Painter) -> None:
        """Reset, or close."""
        p.gap(4)
        p.buttons(
            [
                Button(t("keys.reset"), self.reset_all),
                Button(t("button.close"), self.back, key="Esc", strong=True),
            ],
            height=30,
        )

    def ask(self, action: str) -> None:
        """Wait for the new key."""
        self.waiting = action
        self.words = t("keys.press", action=t(f"action.{action}"))

    def reset_all(self) -> None:
        """Back to the defaults."""
        self.app.apply(self.app.settings.but(keys={}))
        self.words = t("keys.hint")

    def key(self, event: pygame.event.Event) -> None:
        """The new key, or the focus."""
        if not self.waiting:
            super().key(event)
            return
        if event.key in MODIFIER_KEYS:
            return
        action, self.waiting = self.waiting, ""
        if event.key == pygame.K_ESCAPE:
            self.words = t("keys.hint")
            return
        chord = chord_of(event)
        bindings = Bindings(self.app.settings.keys)
        conflict = bindings.bind(action, chord)
        if conflict:
            taken = t(f"action.{conflict.action}")
            self.words = t("keys.conflict", key=pretty(chord), action=taken)
            return
        self.app.apply(self.app.settings.but(keys=bindings.changes()))
        self.words = t("keys.bound", key=pretty(chord), action=t(f"action.{action}"))

    def back(self) -> None:
        """Close."""
        self.go(Pop())
