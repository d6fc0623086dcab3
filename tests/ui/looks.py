"""What a panel writes and where: records texts and buttons as they are drawn, and says what is wrong."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pygame

from game.ui.fonts import Fonts
from game.ui.widgets.painter import Painter
from game.ui.widgets.panel import Panel
from game.ui.widgets.style import Style

SLACK = 2
"""Pixels that letters may stick out, for rounding."""


@dataclass
class Written:
    """A line of text on a panel."""

    rect: pygame.Rect
    text: str
    scrolls: bool
    cut: bool
    button: pygame.Rect | None


class Recorder(Painter):
    """A painter that remembers."""

    def __init__(self, panel: Panel) -> None:
        surface = pygame.Surface(panel.rect.size)
        super().__init__(surface, panel.style, panel.style.px(panel.pad))
        self.written: list[Written] = []
        self.pressed: list[tuple[pygame.Rect, bool]] = []
        """Buttons, and whether they scroll."""
        self._button: pygame.Rect | None = None

    def put(self, x, y, text, role="body", colour=(0, 0, 0), *, width=0, align="left"):
        used = super().put(x, y, text, role, colour, width=width, align=align)
        if text:
            left = x - {"left": 0, "right": used, "centre": used // 2}[align]
            rect = pygame.Rect(left, y, used, self.style.line(role))
            cut = bool(width) and self.style.width(text, role) > width
            self.written.append(Written(rect, text, self.region is not None, cut, self._button))
        return used

    def button(self, rect, button, role="body", align="centre"):
        self._button = rect
        self.pressed.append((rect, self.region is not None))
        super().button(rect, button, role, align)
        self._button = None


def faults(panel: Panel) -> list[str]:
    """What is cut off, hangs over an edge, or lies over something else in a panel."""
    panel.refresh()
    p = Recorder(panel)
    panel.paint(p)
    return [*_cut(p), *_outside(p), *_overlaps(p), *_cramped(p)]


def _cut(p: Recorder) -> Iterator[str]:
    for w in p.written:
        if w.cut:
            yield f"'{w.text}' is cut off at {w.rect}"


def _outside(p: Recorder) -> Iterator[str]:
    inside = p.surface.get_rect()
    for w in p.written:
        if not (inside.left - SLACK <= w.rect.left and w.rect.right <= inside.right + SLACK):
            yield f"'{w.text}' hangs over the side of its panel: {w.rect} in {inside}"
        if not w.scrolls and not (
            inside.top - SLACK <= w.rect.top and w.rect.bottom <= inside.bottom + SLACK
        ):
            yield f"'{w.text}' hangs over its panel: {w.rect} in {inside}"
        if w.button and not w.button.inflate(2 * SLACK, 2 * SLACK).contains(w.rect):
            yield f"'{w.text}' hangs over its button: {w.rect} in {w.button}"
    for rect, scrolls in p.pressed:
        if not (inside.left <= rect.left and rect.right <= inside.right) or not (
            scrolls or inside.contains(rect)
        ):
            yield f"a button hangs over its panel: {rect} in {inside}"


def _overlaps(p: Recorder) -> Iterator[str]:
    for a, b in itertools.combinations(p.written, 2):
        if a.scrolls == b.scrolls and _letters(a.rect).colliderect(_letters(b.rect)):
            yield f"'{a.text}' lies over '{b.text}': {a.rect} {b.rect}"
    for a, b in itertools.combinations(p.pressed, 2):
        if a[1] == b[1] and a[0].colliderect(b[0]):
            yield f"two buttons overlap: {a[0]} {b[0]}"
    for w in p.written:
        if p.scrolled and not w.scrolls and _letters(w.rect).colliderect(p.scrolled):
            yield f"'{w.text}' lies over the part that scrolls: {w.rect} {p.scrolled}"


def _cramped(p: Recorder) -> Iterator[str]:
    """A part that scrolls, but through a slit."""
    if p.scrolled and p.content > p.scrolled.height and p.scrolled.height < 2 * p.style.line("body"):
        yield f"only {p.scrolled.height} pixels to scroll {p.content} through"


def _letters(rect: pygame.Rect) -> pygame.Rect:
    """Where letters are: a line's height has air above and below them."""
    return rect.inflate(-2 * SLACK, -rect.height * 2 // 5)


@contextmanager
def all_texts(monkeypatch) -> Iterator[set[str]]:
    """Every text that is rendered meanwhile, on panels, over the map and on it."""
    texts: set[str] = set()
    panel_text, map_line = Style.text, Fonts.line

    def text(self, words, role, colour):
        texts.add(words)
        return panel_text(self, words, role, colour)

    def line(self, words, *args, **kwargs):
        texts.add(words)
        return map_line(self, words, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Style, "text", text)
        patch.setattr(Fonts, "line", line)
        yield texts


def plain_words(texts: Iterable[str], known: set[str]) -> dict[str, str]:
    """Words without a mark that are not `known`, each with a text in which it stands."""
    return {
        word: text
        for text in texts
        for word in re.findall(r"[A-Za-z]{2,}", text)
        if word.lower() not in known
    }
