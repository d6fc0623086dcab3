"""A table on a page: columns as wide as their words need, as far as there is room."""

from __future__ import annotations

import pygame

from game.ui.handbook.model import Table
from game.ui.palette import Colour
from game.ui.widgets import style as look
from game.ui.widgets.painter import Painter
from game.ui.widgets.style import Style
from game.words import t

NUMERIC = 12
"""Cells of at most so many characters are centred under their heading."""


def draw_table(p: Painter, table: Table) -> None:
    """Headings, then the rows; every cell wraps. Where columns have no room, a paragraph for each row."""
    style = p.style
    if not has_room(style, table, p.width):
        _paragraphs(p, table)
        return
    columns = list(zip(*table.rows, strict=True)) or [() for _ in table.heads]
    centred = [
        table.figures and i > 0 and all(len(cell) <= NUMERIC for cell in column)
        for i, column in enumerate(columns)
    ]
    plan = list(zip(_widths(style, table, p.width), centred, strict=True))
    _row(p, table.heads, plan, "small", look.DIM)
    pygame.draw.line(p.surface, look.EDGE, (p.x, p.y), (p.x + p.width, p.y))
    p.y += style.px(3)
    for i, row in enumerate(table.rows):
        _row(p, row, plan, "body", look.INK, shade=i % 2 == 1)


def has_room(style: Style, table: Table, room: int) -> bool:
    """Whether the columns fit into a width with no word broken."""
    return sum(_widths(style, table, room)) <= room


def _paragraphs(p: Painter, table: Table) -> None:
    """What stands in the first column, and below it the rest with its headings."""
    for first, *cells in table.rows:
        p.para(first, "bold")
        rest = [t("help.cell", head=h, value=c) for h, c in zip(table.heads[1:], cells, strict=True) if c]
        p.para(" · ".join(rest), "small", look.DIM)
        p.gap(4)


def _widths(style: Style, table: Table, room: int) -> list[int]:
    """Of each column in pixels: what its cells need, as far as there is room; words wrap, numbers do not."""
    gap = style.px(12)
    columns = list(zip(table.heads, *table.rows, strict=True))
    least = [gap + max(_longest_word(style, cell, i == 0) for i, cell in enumerate(c)) for c in columns]
    need = [gap + max((style.width(cell, "body") for cell in c[1:]), default=0) for c in columns]
    widths = [max(pair) for pair in zip(need, least, strict=True)]
    excess = sum(widths) - room
    while excess > 0:
        widest = max(range(len(widths)), key=lambda i: widths[i] - least[i])
        spare = widths[widest] - least[widest]
        if spare <= 0:
            break
        cut = min(spare, max(1, excess // 2))
        widths[widest] -= cut
        excess -= cut
    spread = max(0, room - sum(widths)) // len(widths)
    return [w + min(spread, style.px(40)) for w in widths]


def _longest_word(style: Style, cell: str, heading: bool) -> int:
    return max((style.width(word, "small" if heading else "body") for word in cell.split()), default=0)


def _row(
    p: Painter,
    cells: tuple[str, ...],
    plan: list[tuple[int, bool]],
    role: str,
    ink: Colour,
    *,
    shade: bool = False,
) -> None:
    """One row; `plan` has the width of each column and whether its cells stand in the middle."""
    style = p.style
    pad, line = style.px(8), style.line(role)
    wrapped = [style.wrap(cell, role, wide - pad) for cell, (wide, _) in zip(cells, plan, strict=True)]
    high = max(map(len, wrapped)) * line + style.px(4)
    if shade:
        box = (p.x - style.px(2), p.y, p.width + style.px(2), high)
        pygame.draw.rect(p.surface, look.RAISED, box, border_radius=2)
    x = p.x
    for lines, (wide, centred) in zip(wrapped, plan, strict=True):
        at, align = (x + (wide - pad) // 2, "centre") if centred else (x, "left")
        for n, text in enumerate(lines):
            p.put(at, p.y + style.px(2) + n * line, text, role, ink, align=align)
        x += wide
    p.y += high
