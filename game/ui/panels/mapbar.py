"""The strip below the map: one button for each overlay, and the legend."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.ui.text import t
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from game.ui.screens.match.screen import MatchScreen

HEIGHT = 30
OVERLAYS = ("control", "supply", "zones", "threats", "sight", "districts", "lines", "marks", "legend")


class MapBar(Panel):
    """What lies over the map can be switched by mouse, too, and is seen to be on."""

    pad = 4

    def __init__(self, screen: MatchScreen) -> None:
        super().__init__(screen.app.style)
        self.screen = screen

    def state(self) -> object:
        """What is on."""
        layers = self.screen.layers
        keys = tuple(self.screen.app.bindings.key(f"overlay_{name}") for name in OVERLAYS)
        return tuple(getattr(layers, name) for name in OVERLAYS), keys

    def paint(self, p: Painter) -> None:
        """One row, as wide as it needs."""
        style, screen = p.style, self.screen
        high = self.rect.height - style.px(8)
        labels = [t(f"mapbar.{name}") for name in OVERLAYS]
        keys = [screen.app.bindings.key(f"overlay_{name}") for name in OVERLAYS]
        extra = style.px(30)
        wide = [style.width(label, "small") + extra for label in labels]
        with_keys = [w + style.width(k, "small") + style.px(14) for w, k in zip(wide, keys, strict=True)]
        roomy = sum(with_keys) + style.px(6) * len(labels) <= p.width
        x = p.x
        for name, label, key, w, wk in zip(OVERLAYS, labels, keys, wide, with_keys, strict=True):
            button = Button(
                label,
                partial(screen.toggle_overlay, name),
                tip=t(f"mapbar.{name}_tip", key=key),
                key=key if roomy else "",
                check=bool(getattr(screen.layers, name)),
            )
            width = wk if roomy else w
            if x + width > p.x + p.width:
                break
            p.button(pygame.Rect(x, style.px(4), width, high), button, "small")
            x += width + style.px(6 if roomy else 4)
