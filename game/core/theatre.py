"""What everybody knows and nothing changes: board, rules, factions, score tables, calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from game.core.board import OFF_BOARD, ROAD, TRACK, Board
from game.core.diplomacy import LineSpec
from game.core.fires import SiteSpec
from game.core.refs import HexRef
from game.core.ruleset import Ruleset, UnitType
from game.core.scenario import FactionSpec, ScenarioSpec
from game.core.score import PointLine, ScoreSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.core.units import Unit

IMPASSABLE = -1
NOBODY = -1
"""Control value of ground that belongs to no faction."""


@dataclass(frozen=True, eq=False)
class Theatre:
    """Static and public. Compared by identity, so that functions of it can be cached."""

    board: Board
    ruleset: Ruleset
    id: str
    title: str
    start: date
    turns: int
    days_per_turn: int
    factions: Mapping[str, FactionSpec]
    """In order of play, as all may know them: without doctrine, sources and replacements."""
    score: Mapping[str, ScoreSpec]
    facts: Mapping[str, str]
    lines: tuple[LineSpec, ...] = ()
    """Deconfliction lines."""
    sites: Mapping[str, SiteSpec] = field(default_factory=dict)
    """Place -> the site there. Everybody knows of them."""
    bound: Mapping[str, HexRef] = field(default_factory=dict)
    """Convoy -> where its route ends, of those of which everybody knows that."""

    @classmethod
    def of(cls, spec: ScenarioSpec, board: Board, ruleset: Ruleset) -> Theatre:
        """The public part of a scenario."""
        return cls(
            board, ruleset, spec.id, spec.title, spec.start, spec.turns, spec.days_per_turn,
            {f: s.public() for f, s in spec.factions.items()}, spec.score, spec.facts,
            lines=spec.lines, sites=spec.sites,
            bound={c.unit: c.route[-1] for c in spec.convoys if c.public and c.route},
        )  # fmt: skip

    @cached_property
    def faction_ids(self) -> tuple[str, ...]:
        """Order in which control arrays number the factions."""
        return tuple(self.factions)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Faction id -> number in control arrays."""
        return {f: i for i, f in enumerate(self.factions)}

    def date_of(self, turn: int) -> date:
        """First day of a turn (turn 1 is `start`)."""
        return self.start + timedelta(days=(turn - 1) * self.days_per_turn)

    def unit_type(self, unit: Unit) -> UnitType:
        """The type of a unit."""
        return self.ruleset.unit_types[unit.type]

    def allowance(self, unit: Unit) -> int:
        """Metre-equivalents a turn in full supply."""
        return self._budgets[self.unit_type(unit).mobility]

    @cached_property
    def _budgets(self) -> Mapping[str, int]:
        return {k: round(m.budget_km * 1000) for k, m in self.ruleset.mobility.items()}

    @cached_property
    def step_cost(self) -> Mapping[str, tuple[tuple[int, ...], ...]]:
        """Mobility class -> [n][6] metre-equivalents to enter the neighbour, IMPASSABLE if it never
        can. Rivers, control, zones of control and units are not in it. Plain tuples for hot loops.

        Half of a step lies in each of its two hexes, so its terrain factor is their mean. A road leads
        through ground that is otherwise closed to a class, but not into a lake.
        """
        return self._step_table(self.board.road)

    @cached_property
    def ground_cost(self) -> Mapping[str, tuple[tuple[int, ...], ...]]:
        """The same as if there were no roads: what a step costs while its road is closed."""
        return self._step_table(np.zeros_like(self.board.road))

    def _step_table(self, road: NDArray[np.uint8]) -> Mapping[str, tuple[tuple[int, ...], ...]]:
        board, rules = self.board, self.ruleset
        out = {}
        for key, mobility in rules.mobility.items():
            factor = np.array(
                [rules.terrain[t].cost.get(key, np.inf) for t in board.terrains], dtype=np.float64
            )[board.terrain]
            n = board.neighbours
            per_km = (factor[:, None] + factor[n]) / 2
            per_km = np.where(road == TRACK, np.minimum(per_km, mobility.track), per_km)
            per_km = np.where(road == ROAD, np.minimum(per_km, mobility.road), per_km)
            blocked = (n == OFF_BOARD) | ~np.isfinite(per_km) | self.lake[n]
            cost = np.rint(np.where(blocked, 0, per_km) * board.step_m).astype(np.int64)
            table = np.where(blocked, IMPASSABLE, np.maximum(cost, 1))
            out[key] = tuple(tuple(row) for row in table.tolist())
        return out

    @cached_property
    def supply_cost(self) -> tuple[tuple[int, ...], ...]:
        """[n][6] metre-equivalents of supply line into the neighbour, IMPASSABLE for lakes."""
        return self._supply_table(self.board.road)

    @cached_property
    def supply_ground(self) -> tuple[tuple[int, ...], ...]:
        """The same as if there were no roads."""
        return self._supply_table(np.zeros_like(self.board.road))

    def _supply_table(self, road: NDArray[np.uint8]) -> tuple[tuple[int, ...], ...]:
        board, s = self.board, self.ruleset.supply
        rate = np.select([road == ROAD, road == TRACK], [s.road, s.track], s.off_road)
        n = board.neighbours
        blocked = (n == OFF_BOARD) | self.lake[n]
        table = np.where(blocked, IMPASSABLE, np.rint(rate * board.step_m).astype(np.int64))
        return tuple(tuple(row) for row in table.tolist())

    @cached_property
    def lake(self) -> NDArray[np.bool_]:
        """[n] open water, where nothing ever stands or passes."""
        flags = [t in self.ruleset.lake_terrains for t in self.board.terrains]
        out: NDArray[np.bool_] = np.array(flags)[self.board.terrain]
        return out

    @cached_property
    def built_up(self) -> NDArray[np.bool_]:
        """[n] streets."""
        flags = [self.ruleset.terrain[t].built_up for t in self.board.terrains]
        out: NDArray[np.bool_] = np.array(flags)[self.board.terrain]
        return out

    @cached_property
    def groups(self) -> Mapping[str, NDArray[np.int32]]:
        """Zone group -> its hexes. A zone is a group of its own under its id."""
        out: dict[str, NDArray[np.int32]] = {}
        zones = self.board.zones
        for name in sorted({z.group for z in zones if z.group} | {z.id for z in zones}):
            members = [i + 1 for i, z in enumerate(zones) if name in (z.group, z.id)]
            out[name] = np.flatnonzero(np.isin(self.board.zone, members)).astype(np.int32)
        return out

    def ground(self, names: Iterable[str]) -> frozenset[int]:
        """Hexes of banks, zones and groups of zones together."""
        out, board = set[int](), self.board
        for name in names:
            if name in board.banks:
                out.update(np.flatnonzero(board.bank == board.banks.index(name)).tolist())
            else:
                out.update(self.groups[name].tolist())
        return frozenset(out)

    def point_lines(self, faction: str) -> tuple[PointLine, ...]:
        """The lines of a faction's score table; none for one without."""
        table = self.score.get(faction)
        return table.lines if table else ()

    def share(self, control: NDArray[np.int8], faction: str, group: str) -> float:
        """Share of a zone group that a faction controls, 0-1, weighted by true area."""
        hexes = self.groups[group]
        area = self.board.area[hexes]
        held = area[control[hexes] == self.index[faction]].sum()
        return float(held) / float(area.sum())


@dataclass(frozen=True, eq=False)
class Scenario:
    """A scenario bound to its board. Holds secrets: only rules that know the state may see it."""

    theatre: Theatre
    spec: ScenarioSpec
    text: str
    """The resolved source (scenario, ruleset and map in one YAML document), for saves."""
    hash: str
    """Of `text`, hexadecimal."""
