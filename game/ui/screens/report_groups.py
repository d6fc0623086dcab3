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
"""Notable lines of a kind that stand by themselves; further ones, if more than one, are put together."""
PLACELESS = frozenset({"civiliansharmed"})
"""Kinds of headlines that are put together where nobody knows the place: there is nothing to look at."""
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
        names = list(dict.fromkeys(line.subject for line in self.lines if line.subject))
        told, more = " · ".join(names[:NAMED]), len(names) - NAMED
        if more > 0:
            told = t("told.units_more", unit=told, more=more)
        spec, key = theatre.factions.get(self.faction), f"report.group.{self.kind}"
        if not has(key):
            key = "report.group.other" if names else "report.group.unnamed"
        return t(
            key, count=len(self.lines), side=spec.name if spec else t("told.nobody"), names=told,
        )  # fmt: skip


def notable(lines: Sequence[LogLine]) -> list[Group | LogLine]:
    """Headlines, then what cost most; of each kind the first few, then the rest of it as one."""
    ranked = sorted(
        (line for line in lines if line.importance >= NOTABLE), key=lambda x: (-x.importance, -x.weight)
    )
    kinds: dict[str, list[LogLine]] = {}
    placeless: dict[tuple[str, str], list[LogLine]] = {}
    for line in ranked:
        if line.importance < HEADLINE:
            kinds.setdefault(line.kind, []).append(line)
        elif line.kind in PLACELESS and line.hex < 0:
            placeless.setdefault((line.kind, line.faction), []).append(line)
    rest = {kind: found[ALONE:] for kind, found in kinds.items() if len(found) > ALONE + 1}
    put = {id(line) for found in (*rest.values(), *placeless.values()) for line in found}
    rows: list[Group | LogLine] = [line for line in ranked if id(line) not in put]
    headlines = sum(line.importance >= HEADLINE and id(line) not in put for line in ranked)
    rows[headlines:headlines] = [_together(*key, alike) for key, alike in placeless.items()]
    return rows + [Group(kind, "", tuple(found)) for kind, found in rest.items()]


def routine(lines: Sequence[LogLine]) -> list[Group | LogLine]:
    """One row for each kind and side, in the order in which they began."""
    found: dict[tuple[str, str], list[LogLine]] = {}
    for line in lines:
        if line.importance < NOTABLE:
            found.setdefault((line.kind, line.faction), []).append(line)
    return [_together(kind, faction, alike) for (kind, faction), alike in found.items()]


def _together(kind: str, faction: str, lines: Sequence[LogLine]) -> Group | LogLine:
    return lines[0] if len(lines) == 1 else Group(kind, faction, tuple(lines))
