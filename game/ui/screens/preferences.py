"""Preferences: text size, speed, questions, keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.ui.input import GROUPS, Bindings, chord_of, pretty
from game.ui.screens.base import Dialog, Pop, Push
from game.ui.settings import SPEEDS, TEXT_SCALES
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import languages, t

if TYPE_CHECKING:
    from game.ui.app import App

MODIFIER_KEYS = {
    pygame.K_LSHIFT, pygame.K_RSHIFT, pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LALT, pygame.K_RALT,
    pygame.K_LMETA, pygame.K_RMETA, pygame.K_MODE, pygame.K_CAPSLOCK,
}  # fmt: skip


class Preferences(Dialog):
    """Each button goes on to its next value."""

    width = 460

    def state(self) -> object:
        """All settings."""
        return self.app.settings

    def change(self, **changes: object) -> None:
        """Take new settings into use."""
        self.app.apply(self.app.settings.but(**changes))

    def paint(self, p: Painter) -> None:
        """One button a row."""
        s = self.app.settings
        p.line(t("prefs.title"), "head", look.ACCENT)
        p.gap()
        scale = TEXT_SCALES[(TEXT_SCALES.index(s.text_scale) + 1) % len(TEXT_SCALES)]
        speed = SPEEDS[(SPEEDS.index(s.speed) + 1) % len(SPEEDS)]

        def switch(key: str, value: bool) -> Button:
            word = t("prefs.on") if value else t("prefs.off")
            return Button(t(f"prefs.{key}", value=word), lambda: self.change(**{key: not value}))

        items = [
            Button(
                t("prefs.text_scale", value=f"{s.text_scale:g}×"),
                lambda: self.change(text_scale=scale),
                tip=t("prefs.text_scale_tip"),
            ),
            Button(t("prefs.speed", value=t(f"speed.{s.speed}")), lambda: self.change(speed=speed)),
            switch("ask_idle", s.ask_idle),
            switch("confirm_attack", s.confirm_attack),
            switch("autosave", s.autosave),
            switch("hints", s.hints),
            switch("edge_scroll", s.edge_scroll),
            switch("fullscreen", s.fullscreen),
            *self._language(),
            Button(t("prefs.keys"), lambda: self.go(Push(Keys(self.app)))),
            Button(t("button.close"), self.back, key="Esc", strong=True),
        ]
        p.buttons(items, per_row=1, height=32)

    def _language(self) -> list[Button]:
        """A choice, if there is one."""
        known = languages()
        if len(known) < 2:
            return []
        now = self.app.settings.language
        following = known[(known.index(now) + 1) % len(known)] if now in known else known[0]
        return [Button(t("prefs.language", value=now), lambda: self.change(language=following))]


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

    def resize(self) -> None:
        """Most of the window's height."""
        style = self.app.style
        width, height = self.app.window.get_size()
        wide, high = min(style.px(self.width), width - 40), height - 80
        self.main.style = style
        self.main.rect = pygame.Rect((width - wide) // 2, (height - high) // 2, wide, high)

    def paint(self, p: Painter) -> None:
        """Groups of rows."""
        p.line(t("keys.title"), "head", look.ACCENT)
        p.para(self.words, "small", look.ACCENT if self.waiting else look.DIM)
        p.rule()
        foot = p.style.px(46)
        p.scroll_from_here(self.main.scroll, foot)
        for group, actions in GROUPS.items():
            p.head(t(f"help.group.{group}"))
            for action in actions:
                ask = partial(self.ask, action)
                rect = p.row(p.style.line("body") + 4, ask, chosen=action == self.waiting)
                p.put(p.x, rect.y + 2, t(f"action.{action}"))
                chords = "  ".join(pretty(c) for c in self.app.bindings.chords[action])
                p.put(p.x + p.width, rect.y + 2, chords, "body", look.ACCENT, align="right")
            p.gap(6)
        p.end_scroll()
        p.y = self.main.rect.height - foot
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
