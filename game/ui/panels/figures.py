"""Large numbers with small words after them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.ui.widgets import style as look

if TYPE_CHECKING:
    from game.ui.palette import Colour
    from game.ui.widgets.painter import Painter

Figure = tuple[str, str, "Colour"]
"""Number, words, colour of the number."""


def figures(p: Painter, items: Sequence[Figure], shares: Sequence[float] = (0.0, 0.5)) -> None:
    """Side by side from these shares of the width; one under the other where the words are too long."""
    style = p.style

    def wide(item: Figure) -> int:
        return style.width(item[0], "big") + style.px(16) + style.width(item[1], "small")

    ends = [*shares[1:], 1.0]
    rooms = [round(p.width * (end - start)) for start, end in zip(shares, ends, strict=True)]
    beside = all(wide(item) <= room for item, room in zip(items, rooms, strict=False))
    for item, share in zip(items, shares, strict=False):
        if beside:
            _figure(p, item, p.x + round(p.width * share), p.y)
        else:
            p.y += _figure(p, item, p.x, p.y)
    p.y += style.line("big") if beside else 0


def _figure(p: Painter, item: Figure, x: int, y: int) -> int:
    """Gives the height back."""
    number, words, colour = item
    left = x + p.put(x, y, number, "big", colour) + p.style.px(8)
    high = p.style.line("small")
    rows = p.style.wrap(words, "small", p.x + p.width - left)
    first = y + p.style.line("big") - high - p.style.px(3)
    for i, row in enumerate(rows):
        p.put(left, first + i * high, row, "small", look.DIM)
    return p.style.line("big") + (len(rows) - 1) * high
