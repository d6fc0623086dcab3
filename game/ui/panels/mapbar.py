"""The strip below the map: one button for each overlay, and the legend."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.ui.widgets.flow import rows_of
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import t

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

    def rows(self, width: int) -> int:
        """How many rows the buttons need in a strip of this width, pixels."""
        return 1 + self._places(width - 2 * self.style.px(self.pad))[-1][1]

    def height(self, width: int) -> int:
        """Height of the strip at this width, pixels."""
        return self.style.px(HEIGHT) * self.rows(width)

    def _places(self, width: int) -> list[tuple[int, int, int, str]]:
        """Of each button: x from the left, row, width, and its key if there is room for the keys."""
        style, bindings = self.style, self.screen.app.bindings
        keys = [bindings.key(f"overlay_{name}") for name in OVERLAYS]
        plain = [style.width(t(f"mapbar.{name}"), "small") + style.px(30) for name in OVERLAYS]
        with_keys = [w + style.width(k, "small") + style.px(14) for w, k in zip(plain, keys, strict=True)]
        roomy = sum(with_keys) + style.px(6) * len(OVERLAYS) <= width
        gap = style.px(6 if roomy else 4)
        widths = with_keys if roomy else plain
        out: list[tuple[int, int, int, str]] = []
        for row, members in enumerate(rows_of(widths, width, gap)):
            x = 0
            for i in members:
                out.append((x, row, widths[i], keys[i] if roomy else ""))
                x += widths[i] + gap
        return out

    def paint(self, p: Painter) -> None:
        """One row; more where the map is narrow and the letters are large."""
        style, screen = p.style, self.screen
        row_high, high = style.px(HEIGHT), style.px(HEIGHT) - style.px(8)
        for name, (x, row, wide, shown) in zip(OVERLAYS, self._places(p.width), strict=True):
            button = Button(
                t(f"mapbar.{name}"),
                partial(screen.toggle_overlay, name),
                tip=t(f"mapbar.{name}_tip", key=screen.app.bindings.key(f"overlay_{name}")),
                key=shown,
                check=bool(getattr(screen.layers, name)),
            )
            p.button(pygame.Rect(p.x + x, style.px(4) + row * row_high, wide, high), button, "small")
