"""Where the simple AI opens a river, and what it takes for reachable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from game.ai.brief import brief
from game.ai.picture import look
from game.ai.plan import plan_for
from game.core.diplomacy import LineSpec
from game.core.orders import Bridge, Move
from game.core.scenario import Doctrine, FactionSpec
from game.core.score import HoldLine, PointLine, ScoreSpec
from game.core.state import State
from game.core.theatre import Theatre
from game.core.units import Unit
from game.rules.truth.observe import observe
from tests.ai.test_tactics import turn
from tests.positions import make_board, make_state, make_unit, standard

BANKS = ["aaaaaabbbbbb"] * 9
ROWS = ["............"] * 9
WEST = [(c, r) for c in range(6) for r in range(9)]
EAST = [(c, r) for c in range(6, 12) for r in range(9)]
Crossings = Iterable[tuple[str, tuple[int, int], tuple[int, int], str]]


def theatre(
    places: Mapping[str, tuple[int, int, float]], crossings: Crossings = (), hex_m: int = 3000
) -> Theatre:
    """Red wants the places (column, row, points); green races with it; blue is at war with both."""
    spots = {p: (c, r) for p, (c, r, _) in places.items()}
    board = make_board(ROWS, places=spots, banks=BANKS, crossings=crossings, hex_m=hex_m)
    factions = {f: FactionSpec(name=f, short=f, colour="#aa0000") for f in ("red", "green", "blue")}
    lines = tuple(
        PointLine(id=p, text=p, hold=HoldLine(place=p, points=v)) for p, (_, _, v) in places.items()
    )
    score = {"red": ScoreSpec(par=10.0, lines=lines)}
    return Theatre(board, standard(), "t", "T", date(2000, 1, 1), 20, 2, factions, score, {})


def position(t: Theatre, units: Iterable[Unit], control: Mapping[str, Iterable[tuple[int, int]]]) -> State:
    """Red to move, supplied from close behind."""
    rivals = {("red", "green"): "rival", ("green", "blue"): "war", ("red", "blue"): "war"}
    return make_state(t, units, control=control, sources={"red": [(4, 4)]}, stances=rivals)


def crew(t: Theatre, *at: tuple[int, int]) -> list[Unit]:
    """Engineers at (5, 4) and a battalion at each hex."""
    fighters = [make_unit(t, f"f{i}", "red", h, "assault") for i, h in enumerate(at)]
    return [make_unit(t, "e", "red", (5, 4), "engineer"), *fighters]


def bridges(state: State, doctrine: Doctrine | None = None) -> list[tuple[int, int]]:
    """(column, row) of the far banks to which red's engineers build in a turn."""
    orders, _ = turn(state, doctrine)
    return [state.scenario.theatre.board.col_row(o.to) for o, _ in orders if isinstance(o, Bridge)]


WELL = {"well": (8, 4, 10.0)}


@pytest.mark.parametrize(("at", "built"), [([(5, 5), (4, 4)], True), ([], False)])
def test_engineers_build_for_those_who_are_to_cross_and_not_ahead_of_them(
    at: list[tuple[int, int]], built: bool
) -> None:
    t = theatre(WELL)
    assert bool(bridges(position(t, crew(t, *at), {"red": WEST, "blue": EAST}))) is built


@pytest.mark.parametrize(("row", "built"), [(0, True), (5, False)])
def test_a_pontoon_is_laid_where_the_bridge_is_a_long_way_round_but_not_beside_it(
    row: int, built: bool
) -> None:
    t = theatre({"well": (8, 4, 20.0)}, [("span", (5, row), (6, row), "intact")], hex_m=9000)
    assert bool(bridges(position(t, crew(t, (5, 4), (5, 4)), {"red": WEST, "blue": EAST}))) is built


def test_engineers_go_for_the_place_that_is_worth_the_most() -> None:
    places = {"poor": (7, 2, 3.0), "rich": (7, 6, 12.0), "more": (8, 7, 8.0)}
    t = theatre(places, hex_m=9000)
    state = position(t, crew(t, (5, 4), (5, 4)), {"red": WEST, "blue": EAST})
    view = observe(state, "red")
    task = plan_for(view, look(view)).tasks["e"]
    assert task.kind == "bridge"
    assert (task.aim.id if task.aim else "") == "rich"


def test_where_pontoons_are_withheld_the_engineers_mend_the_bridge() -> None:
    t = theatre(WELL, [("span", (5, 3), (6, 3), "destroyed")])
    state = position(t, crew(t, (5, 5), (4, 4)), {"red": WEST, "blue": EAST})
    view = observe(state, "red")
    poorer = replace(view, doctrine=Doctrine(forgo=("pontoons",)))
    chosen = [plan_for(v, look(v)).tasks["e"] for v in (view, poorer)]
    assert [t.board.col_row(task.targets[0]) == (5, 3) for task in chosen] == [False, True]


@pytest.mark.parametrize("barred", [False, True])
def test_nobody_builds_into_ground_that_a_line_leaves_to_the_rival(barred: bool) -> None:
    line = LineSpec(("red", "green"), {"red": ("a",), "green": ("b",)})
    t = replace(theatre(WELL), lines=(line,) if barred else ())
    state = position(t, crew(t, (5, 5), (4, 4)), {"red": WEST, "blue": EAST})
    state = replace(state, diplomacy=replace(state.diplomacy, tension={"red green": 20}, lines=True))
    assert bool(bridges(state)) is not barred


def test_a_bridge_in_a_rivals_hands_is_no_way() -> None:
    t = theatre({"well": (8, 4, 20.0)}, [("span", (5, 4), (6, 4), "intact")])
    units = crew(t, (5, 5), (5, 3))
    for holder, open_to_red in (("blue", True), ("green", False)):
        head = [(6, 3), (6, 4), (6, 5)]
        control = {
            "red": WEST,
            "blue": [h for h in EAST if h not in head],
            holder: EAST if holder == "blue" else head,
        }
        view = observe(position(t, units, control), "red")
        assert bool(look(view).opened) is open_to_red


@pytest.mark.parametrize("joined", [False, True])
def test_enemies_over_a_closed_river_do_not_defend_what_lies_on_this_side(joined: bool) -> None:
    t = theatre({"mill": (4, 4, 5.0)}, [("span", (5, 4), (6, 4), "intact" if joined else "destroyed")])
    units = [make_unit(t, "a", "red", (1, 4)), make_unit(t, "x", "blue", (6, 4), "guard")]
    view = observe(position(t, units, {"blue": [*EAST, (4, 4)]}), "red")
    b = brief(view, look(view))
    mill = next(i for i, a in enumerate(b.aims) if a.id == "mill")
    assert (b.defence[mill] > 0) is joined


def test_a_way_over_a_deconfliction_line_is_not_taken_as_a_short_cut() -> None:
    banks = ["aaaabbbbaaaa"] * 6 + ["aaaaaaaaaaaa"] * 3
    crossings = [("west", (3, 3), (4, 3), "intact"), ("east", (7, 3), (8, 3), "intact")]
    board = make_board(ROWS, places={"well": (10, 3)}, banks=banks, crossings=crossings)
    for barred in (False, True):
        line = LineSpec(("red", "green"), {"red": ("a",), "green": ("b",)})
        plain = theatre({"well": (10, 3, 20.0)})
        t = replace(plain, board=board, lines=(line,) if barred else ())
        state = position(t, [make_unit(t, "f", "red", (2, 3), "assault")], {"red": [(2, 3)]})
        state = replace(state, diplomacy=replace(state.diplomacy, tension={"red green": 20}, lines=True))
        orders, _ = turn(state)
        paths = [o.path for o, _ in orders if isinstance(o, Move)]
        assert paths
        assert any(board.banks[board.bank[h]] == "b" for h in paths[0]) is not barred


@pytest.mark.parametrize("rival_there", [False, True])
def test_nobody_builds_for_a_race_that_is_lost(rival_there: bool) -> None:
    t = theatre(WELL)
    units = crew(t, (5, 5), (4, 4))
    if rival_there:
        units.append(make_unit(t, "g", "green", (8, 5)))
    assert bool(bridges(position(t, units, {"red": WEST, "blue": EAST}))) is not rival_there


def work(t: Theatre, engineers: str = "engineer") -> str:
    """What engineers at (5, 4) do when two battalions stand beside them."""
    fighters = [make_unit(t, f"f{i}", "red", h, "assault") for i, h in enumerate([(5, 5), (4, 4)])]
    state = position(t, [make_unit(t, "e", "red", (5, 4), engineers), *fighters], {"red": WEST, "blue": EAST})
    view = observe(state, "red")
    return plan_for(view, look(view)).tasks["e"].kind


def test_where_there_is_no_river_or_nothing_to_take_engineers_stay_in_reserve() -> None:
    dry = replace(theatre(WELL), board=make_board(ROWS, places={"well": (8, 4)}))
    assert work(dry) == "reserve"
    assert work(theatre({})) == "reserve"


def test_engineers_of_another_name_build_too() -> None:
    t = theatre(WELL)
    kinds = {"sappers" if k == "engineer" else k: kind for k, kind in t.ruleset.unit_types.items()}
    renamed = replace(t, ruleset=replace(t.ruleset, unit_types=kinds))
    assert work(renamed, "sappers") == work(t) == "bridge"


def test_without_places_to_take_weak_enemies_are_gone_for_though_rivals_are_near() -> None:
    t = theatre({})
    units = [
        make_unit(t, "a", "red", (2, 4), "assault"),
        make_unit(t, "x", "blue", (4, 4), "militia", steps=1),
        make_unit(t, "g", "green", (3, 7)),
    ]
    view = observe(position(t, units, {"red": WEST, "blue": EAST}), "red")
    assert plan_for(view, look(view)).tasks["a"].kind == "take"
