"""Things of different widths one after the other, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Sequence


def rows_of(widths: Sequence[int], room: int, gap: int) -> list[list[int]]:
    """Numbers of the things in each row, in order; a thing wider than `room` has a row of its own."""
    rows: list[list[int]] = []
    used = 0
    for i, wide in enumerate(widths):
        if rows and used + gap + wide <= room:
            rows[-1].append(i)
            used += gap + wide
        else:
            rows.append([i])
            used = wide
    return rows
