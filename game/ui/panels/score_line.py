"""One line of a score table: its name, words beside it or below, a figure at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.words import t

if TYPE_CHECKING:
    from game.ui.palette import Colour
    from game.ui.widgets.painter import Painter

Coloured = tuple[str, "Colour"]
INDENT = 12


def score_line(
    p: Painter, name: Coloured, words: Coloured, figure: Coloured, act: Callable[[], None] | None = None
) -> None:
    """Words stand beside the name if they have room there; a line that a click does something for (`act`)
    shows a place.
    """
    style, indent = p.style, p.style.px(INDENT)
    room = p.width - style.width(figure[0], "small") - style.px(14)
    used = style.width(name[0], "small") + style.px(10)
    beside = used + style.width(words[0], "small") <= room
    names = style.wrap(name[0], "small", room)
    below = [] if beside or not words[0] else style.wrap(words[0], "small", p.width - indent)
    high = style.line("small") * (len(names) + len(below))
    if p.hidden(high, act):
        return
    y = p.y
    if act is None:
        p.y += high
    else:
        p.row(high, act, t("worth.place_tip"))
    p.put(p.x + p.width, y, figure[0], "small", figure[1], align="right")
    y += p.block(p.x, y, names, "small", name[1])
    if beside:
        p.put(p.x + used, y - style.line("small"), words[0], "small", words[1])
    p.block(p.x + indent, y, below, "small", words[1])
