"""A small, even battlefield on which controllers meet; sides can be swapped."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from game.ai.base import Controller
from game.core.board import Board, Zone
from game.core.events import Fought, PlaceTaken, SupplyTraced
from game.core.orders import EndTurn
from game.core.rng import Dice, derive_seed
from game.core.scenario import Doctrine, FactionSpec, Paint, ScenarioSpec, SourceSpec, UnitSpec
from game.core.score import HoldLine, PointLine, ScoreSpec, ShareLine
from game.core.state import State
from game.core.theatre import Scenario, Theatre
from game.rules.legality import verify
from game.rules.truth.observe import observe
from game.rules.truth.resolve import resolve_to
from game.rules.truth.setup import begin
from game.rules.truth.victory import points
from game.words import tell
from tests.positions import make_board, standard

COLS, ROWS = 21, 13
PLACES = {
    "west": (1, 6), "north": (10, 1), "south": (10, 11), "west_farm": (5, 3), "west_well": (5, 9),
    "east_farm": (15, 3), "east_well": (15, 9), "east": (19, 6), "hub": (10, 6),
}  # fmt: skip
POINTS = {"north": 8, "south": 8, "hub": 6, "west": 10, "east": 10}


def battlefield() -> Board:
    """Open ground with a town in the middle and a road from base to base."""
    rows = [["."] * COLS for _ in range(ROWS)]
    zones = [["."] * COLS for _ in range(ROWS)]
    for c, r in [(9, 6), (10, 6), (11, 6), (10, 5), (9, 5), (10, 7), (9, 7)]:
        rows[r][c], zones[r][c] = "t", "1"
    for c, r in [(4, 5), (16, 5), (4, 8), (16, 8), (10, 3), (10, 9)]:
        rows[r][c] = "h"
    return make_board(
        ["".join(r) for r in rows],
        zones=["".join(r) for r in zones],
        zone_list=(Zone("town", "Town", "town"),),
        places=PLACES,
        roads=[[(c, 6) for c in range(COLS)]],
    )


BOARD = battlefield()


def _force(side: str, base_col: int, step: int) -> tuple[UnitSpec, ...]:
    kinds = ["assault", "mechanised", "regular", "regular", "regular", "militia", "armour", "artillery"]
    out = []
    for i, kind in enumerate(kinds):
        at = (base_col + step * (i % 2), 3 + (i % 4) * 2)
        out.append(UnitSpec(id=f"{side}{i}", name=f"{side.title()} {i}", type=kind, at=at))
    return tuple(out)


def scenario(turns: int = 14, doctrines: dict[str, Doctrine] | None = None) -> Scenario:
    """Red in the west, blue in the east, eight units each, five objectives and a town between them."""
    doctrines = doctrines or {}
    factions = {
        f: FactionSpec(
            name=f.title(),
            short=f[0].upper(),
            colour="#888888",
            doctrine=doctrines.get(f, Doctrine()),
            sources=(SourceSpec(at),),
            replacements=0.5,
        )
        for f, at in (("red", "west"), ("blue", "east"))
    }
    holds = [PointLine(id=p, text=p, hold=HoldLine(place=p, points=float(v))) for p, v in POINTS.items()]
    town = PointLine(id="town", text="Town", share=ShareLine(group="town", points=10.0))
    lines = (*holds, town)
    score = {f: ScoreSpec(par=30.0, lines=lines) for f in factions}
    spec = ScenarioSpec(
        format=1, id="arena", title="Arena", start=date(2000, 1, 1), turns=turns, map=None,
        factions=factions,
        units={"red": _force("red", 2, 1), "blue": _force("blue", 18, -1)},
        control=(Paint("red", near=(0, 6), km=24.0), Paint("blue", near=(20, 6), km=24.0)),
        score=score,
    )  # fmt: skip
    theatre = Theatre(
        BOARD,
        standard(),
        spec.id,
        spec.title,
        spec.start,
        spec.turns,
        spec.days_per_turn,
        factions,
        score,
        {},
    )
    return Scenario(theatre, spec, "", "")


@dataclass
class Report:
    """How one game went."""

    state: State
    orders: int = 0
    refused: list[str] = field(default_factory=list)
    attacks: dict[str, int] = field(default_factory=dict)
    captures: dict[str, int] = field(default_factory=dict)
    encircled: dict[str, int] = field(default_factory=dict)
    """Faction -> times that a unit of its enemies became isolated."""

    def points(self, faction: str) -> float:
        return points(self.state, faction)

    def winner(self) -> str:
        red, blue = self.points("red"), self.points("blue")
        return "" if red == blue else "red" if red > blue else "blue"


def play(start: State, controllers: dict[str, Controller], seed: int, limit: int = 20_000) -> Report:
    """One game from a position to its end; every order must be legal."""
    report = Report(start)
    cut: dict[str, bool] = {}
    while report.state.outcome is None:
        state = report.state
        faction = state.active
        view = observe(state, faction)
        order = controllers[faction].decide(view, random.Random(derive_seed(seed, report.orders, faction)))
        refusal = verify(view, order)
        if refusal:
            report.refused.append(f"{order}: {tell(refusal.words)}")
            order = EndTurn()
        resolution = resolve_to(state, order, Dice(seed, report.orders))
        report.state = resolution.state
        report.orders += 1
        assert report.orders < limit, "the game does not end"
        for event in resolution.events:
            if isinstance(event, Fought):
                report.attacks[event.faction] = report.attacks.get(event.faction, 0) + 1
            elif isinstance(event, PlaceTaken):
                report.captures[event.faction] = report.captures.get(event.faction, 0) + 1
            elif isinstance(event, SupplyTraced):
                for reading in event.units:
                    was, now = cut.get(reading.unit, False), reading.state == "isolated"
                    if now and not was:
                        by = "blue" if event.faction == "red" else "red"
                        report.encircled[by] = report.encircled.get(by, 0) + 1
                    cut[reading.unit] = now
    return report


def opening(doctrines: dict[str, Doctrine] | None = None, turns: int = 14) -> State:
    """The position at the start."""
    return begin(scenario(turns, doctrines))
