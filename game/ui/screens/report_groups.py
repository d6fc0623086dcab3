"""A turn's lines put together, so that a report is read in seconds: what matters most first, each by itself;
of routine, one line for all that is alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.words import has, t

if TYPE_CHECKING:
    from game.core.theatre import Theatre
    from game.ui.screens.match.log import LogLine

NOTABLE, HEADLINE = 2, 3
"""Importance of lines that stand in the upper part, and of those that come first."""
ALONE = 4
"""Notable lines of a kind that stand by themselves; further ones are put together."""
NAMED = 3
"""Units or places that a group names."""


@dataclass(frozen=True)
class Group:
    """Lines of one kind and side; opened, it shows them."""

    kind: str
    faction: str
    lines: tuple[LogLine, ...]

    def words(self, theatre: Theatre) -> str:
        """One line for all."""
        key = f"report.group.{self.kind}"
        names = list(dict.fromkeys(line.subject for line in self.lines if line.subject))
        told, more = " · ".join(names[:NAMED]), len(names) - NAMED
        if more > 0:
            told = t("told.units_more", unit=told, more=more)
        spec = theatre.factions.get(self.faction)
        return t(
            key if has(key) else "report.group.other",
            count=len(self.lines), side=spec.name if spec else t("told.nobody"), names=told,
        )  # fmt: skip


def notable(lines: Sequence[LogLine]) -> list[Group | LogLine]:
    """Headlines, then what cost most; of each kind the first few, then the rest of it as one."""
    ranked = sorted(
        (line for line in lines if line.importance >= NOTABLE), key=lambda x: (-x.importance, -x.weight)
    )
    alone: list[Group | LogLine] = []
    rest: dict[str, list[LogLine]] = {}
    count: dict[str, int] = {}
    for line in ranked:
        count[line.kind] = count.get(line.kind, 0) + 1
        if line.importance >= HEADLINE or count[line.kind] <= ALONE:
            alone.append(line)
        else:
            rest.setdefault(line.kind, []).append(line)
    return alone + [_together(kind, "", found) for kind, found in rest.items()]


def routine(lines: Sequence[LogLine]) -> list[Group | LogLine]:
    """One row for each kind and side, in the order in which they began."""
    found: dict[tuple[str, str], list[LogLine]] = {}
    for line in lines:
        if line.importance < NOTABLE:
            found.setdefault((line.kind, line.faction), []).append(line)
    return [_together(kind, faction, alike) for (kind, faction), alike in found.items()]


def _together(kind: str, faction: str, lines: Sequence[LogLine]) -> Group | LogLine:
    return lines[0] if len(lines) == 1 else Group(kind, faction, tuple(lines))
