"""What the passes look at: the parts of a scenario that could be read, and ways through them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from game.core.board import Board
from game.core.hexref import locate
from game.core.refs import HexRef
from game.core.ruleset import Ruleset
from game.core.scenario import ScenarioSpec, UnitSpec
from game.core.script import TaskEffect
from game.core.theatre import Theatre
from game.scenario.errors import Path
from game.scenario.schema import walk
from game.words.catalogue import keys

_ACTION = "action."
"""Every key does an action, which has its words in the catalogue."""


@dataclass(frozen=True, eq=False)
class Context:
    """A scenario with its ruleset and board. Either may be missing when it has mistakes of its own;
    passes that need it then say nothing.
    """

    spec: ScenarioSpec
    ruleset: Ruleset | None = None
    board: Board | None = None

    @cached_property
    def theatre(self) -> Theatre | None:
        """The board under the ruleset."""
        if self.board is None or self.ruleset is None:
            return None
        return Theatre.of(self.spec, self.board, self.ruleset)

    @cached_property
    def records(self) -> tuple[tuple[Path, Any], ...]:
        """Every record of the scenario with its path, outermost first."""
        return tuple(walk(self.spec, ()))

    @cached_property
    def units(self) -> tuple[tuple[Path, str, UnitSpec], ...]:
        """(path, faction, unit) of the whole order of battle."""
        return tuple(
            (("units", faction, i), faction, unit)
            for faction, units in self.spec.units.items()
            for i, unit in enumerate(units)
        )

    def hex_of(self, ref: HexRef) -> int | None:
        """The hex that a reference means, None if there is none (which another pass says)."""
        if self.board is None:
            return None
        try:
            return locate(self.board, ref)
        except ValueError:
            return None

    @cached_property
    def names(self) -> Mapping[str, Collection[str] | None]:
        """Kind of thing -> ids that exist; None where that cannot be known."""
        s, board = self.spec, self.board
        groups = None
        if board is not None:
            groups = {z.id for z in board.zones} | {z.group for z in board.zones if z.group}
        return {
            "faction": s.factions.keys() or None,
            "unit": {u.id for _, _, u in self.units} or None,
            "trigger": {t.id for t in s.triggers},
            "task": {r.id for _, r in self.records if isinstance(r, TaskEffect)},
            "decision": {d.id for d in s.decisions},
            "fact": s.facts.keys(),
            "unit type": self.ruleset.unit_types.keys() if self.ruleset else None,
            "place": board.places.keys() if board else None,
            "crossing": {c.id for c in board.crossings} if board else None,
            "bank": board.banks if board else None,
            "zone": groups,
            "place or zone": board.places.keys() | groups if board and groups is not None else None,
            "convoy": {x.unit for x in s.convoys},
            "action": {k.removeprefix(_ACTION) for k in keys() if k.startswith(_ACTION)},
            "platform": self.ruleset.platforms.keys() if self.ruleset else None,
            "kind of site": self.ruleset.sites.keys() if self.ruleset else None,
            "site": s.sites.keys(),
        }
