"""A row of tabs, each as wide as its word; more rows where the words are long."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pygame

from game.ui.widgets.flow import rows_of
from game.ui.widgets.painter import Button, Painter


def tab_row(
    p: Painter, tabs: Sequence[tuple[str, str]], now: str, show: Callable[[str], None],
    tips: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """`tabs`: (key, word); `tips`: more words, by key. What room is left goes to all of a row alike."""
    gap, high = p.style.px(4), p.style.px(24)
    words = [min(p.width, p.style.width(word, "small") + p.style.px(13)) for _, word in tabs]
    for row in rows_of(words, p.width, gap):
        spare = max(0, p.width - sum(words[i] for i in row) - gap * (len(row) - 1)) // len(row)
        x = p.x
        for i in row:
            key, word = tabs[i]
            rect = pygame.Rect(x, p.y, words[i] + spare, high)
            tip = tips.get(key, "") if tips else ""
            p.button(rect, Button(word, partial(show, key), tip=tip, chosen=key == now), "small")
            x += rect.width + gap
        p.y += high + gap
    p.y += p.style.px(2)
