"""F1: how to play, and every key, from the table of bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui.fonts import Fonts
from game.ui.input import GROUPS, pretty
from game.ui.map.legend import Legend
from game.ui.screens.base import Dialog
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import t

if TYPE_CHECKING:
    from game.core.view import View
    from game.ui.app import App


class Help(Dialog):
    """Two columns: mouse and rules at the left, keys at the right."""

    width = 980

    def __init__(self, app: App, view: View | None = None) -> None:
        super().__init__(app)
        self.view = view
        """The match over which the help lies, for its legend."""

    def resize(self) -> None:
        """Most of the window."""
        style = self.app.style
        width, height = self.app.window.get_size()
        wide, high = min(style.px(self.width), width - 60), height - 60
        self.main.style = style
        self.main.rect = pygame.Rect((width - wide) // 2, (height - high) // 2, wide, high)

    def paint(self, p: Painter) -> None:
        """Words and keys."""
        p.line(t("help.title"), "big", look.ACCENT)
        p.rule()
        foot = p.style.px(46)
        p.scroll_from_here(self.main.scroll, foot)
        left, top, width = p.x, p.y, p.width
        gap = p.style.px(24)
        p.width = (width - gap) * 54 // 100
        p.para(t("help.text"))
        if self.view is not None:
            p.gap()
            p.head(t("help.legend"))
            picture = Legend(look.PALETTE, Fonts(p.style.scale)).picture(self.view)
            p.surface.blit(picture, (p.x, p.y))
            p.y += picture.get_height()
        bottom = p.y
        p.x, p.y = left + p.width + gap, top
        p.width = width - p.width - gap
        for group, actions in GROUPS.items():
            p.head(t(f"help.group.{group}"))
            for action in actions:
                chords = self.app.bindings.chords[action]
                keys = "  ".join(pretty(c) for c in chords)
                p.line(t(f"action.{action}"), "small", look.INK, keys, look.ACCENT)
            p.gap(6)
        p.x, p.y, p.width = left, max(bottom, p.y), width
        p.end_scroll()
        p.y = self.main.rect.height - foot
        p.buttons([Button(t("button.close"), self.back, key="Esc")], height=30)

    def key(self, event: pygame.event.Event) -> None:
        """Arrows scroll."""
        step = self.app.style.px(60)
        if event.key == pygame.K_DOWN:
            self.main.scroll_by(step)
        elif event.key == pygame.K_UP:
            self.main.scroll_by(-step)
        elif self.app.bindings.of(event) == "help":
            self.back()
        else:
            super().key(event)
