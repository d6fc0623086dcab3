"""A row of tabs, each as wide as its word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.ui.widgets.painter import Button, Painter


def tab_row(p: Painter, tabs: Sequence[tuple[str, str]], now: str, show: Callable[[str], None]) -> None:
    """`tabs`: (key, word). What room is left goes to all of them alike."""
    gap, high = p.style.px(4), p.style.px(24)
    words = [p.style.width(word, "small") + p.style.px(13) for _, word in tabs]
    spare = max(0, p.width - sum(words) - gap * (len(tabs) - 1)) // len(tabs)
    x = p.x
    for (key, word), wide in zip(tabs, words, strict=True):
        rect = pygame.Rect(x, p.y, wide + spare, high)
        p.button(rect, Button(word, lambda key=key: show(key), chosen=key == now), "small")  # type: ignore[misc]
        x += wide + spare + gap
    p.y += high + p.style.px(6)
