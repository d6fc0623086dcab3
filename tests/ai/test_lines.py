"""Lines of supply: the enemy's to cut, one's own not to outrun; ways round a siege; posts that are kept."""

from __future__ import annotations

from dataclasses import replace

from game.ai.aims import LINE, character
from game.ai.brief import brief
from game.ai.lines import CUT, cut_aims, guess
from game.ai.moves import go
from game.ai.picture import look
from game.ai.plan import plan
from game.core.orders import Attack, Move
from game.core.scenario import Doctrine
from game.core.score import EachTurnLine, PointLine, ScoreSpec
from game.core.script import Condition, Connected
from game.core.state import State
from game.core.theatre import Theatre
from game.core.units import Unit
from game.rules.truth.observe import observe
from tests.ai.test_tactics import EAST, WEST, position, theatre, turn
from tests.positions import make_unit

LONG = ["." * 20] * 9
"""Twenty hexes of desert are 90 km of supply line."""


def raiders(turns_left: int = 20) -> Theatre:
    """Red is paid for every turn in which no line of supply leads blue to its fort."""
    t = theatre({"fort": (8, 4)}, {}, rows=LONG)
    cut = Condition(none_of=(Condition(connected=Connected("blue", "fort")),))
    line = PointLine(id="cut", text="Cut", each_turn=EachTurnLine(when=cut, points=2.0))
    return replace(t, score={"red": ScoreSpec(par=10.0, lines=(line,))}, turns=turns_left)


def all_blue(but: set[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(c, r) for c in range(20) for r in range(9) if (c, r) not in but]


def raid() -> State:
    t = raiders()
    east = [(c, r) for c in range(7, 20) for r in range(1, 8)]
    return position(t, [make_unit(t, "a", "red", (12, 0), "is_mobile")], {"red": [(12, 0)], "blue": east})


def test_a_line_that_the_score_table_pays_for_is_an_aim() -> None:
    view = observe(raid(), "red")
    (aim,) = cut_aims(view, look(view), character(Doctrine()))
    assert aim.id == CUT + "fort"
    assert aim.area
    assert aim.take > 0
    fort = view.theatre.board.places["fort"].hex
    assert all(view.theatre.board.distance_m(h, fort) > 9_000 for h in aim.hexes)


def test_a_line_with_a_way_round_is_cut_again_where_it_now_runs() -> None:
    t = raiders()
    ends, fort = (t.board.at(19, 4),), t.board.places["fort"].hex
    first = guess(t, fort, ends, frozenset())
    again = guess(t, fort, ends, frozenset(), frozenset(first))
    assert again
    assert not set(again) & set(first)


def test_a_line_too_long_to_feed_anybody_is_none() -> None:
    t = raiders()
    wall = frozenset(t.board.at(10, r) for r in range(9))
    fort = t.board.places["fort"].hex
    assert guess(t, fort, (t.board.at(19, 4),), frozenset(), wall) == ()


def test_a_score_table_without_such_a_line_has_nothing_to_cut() -> None:
    t = theatre({"well": (8, 4)}, {"well": 10})
    view = observe(position(t, [make_unit(t, "a", "red", (3, 4))], {"red": WEST, "blue": EAST}), "red")
    assert cut_aims(view, look(view), character(Doctrine())) == ()


def far_out(column: int, supply_km: int) -> State:
    """A red battalion on its way to a well at the end of the map, far from its source."""
    t = theatre({"well": (19, 4)}, {"well": 30}, rows=LONG)
    unit = replace(make_unit(t, "a", "red", (column, 4)), supply="overextended", supply_km=supply_km)
    return position(t, [unit], {"red": all_blue({(19, 4)}), "blue": [(19, 4)]})


def line_km(state: State) -> float:
    return 4.5 * state.theatre.board.distance_m(state.units["a"].hex, state.theatre.board.at(0, 4)) / 3_000


def test_nobody_goes_where_supply_does_not_follow() -> None:
    start = far_out(13, 59)
    _, after = turn(start)
    assert line_km(start) < line_km(after) <= 70


def test_at_the_end_of_its_line_a_unit_stays() -> None:
    start = far_out(15, 70)
    orders, after = turn(start)
    assert not [o for o, _ in orders if isinstance(o, Move)]
    assert after.units["a"].hex == start.units["a"].hex


def siege(besiegers: int) -> tuple[State, Unit]:
    """An enemy in strength on the road to the well, some units before him, one more coming up."""
    t = theatre({"well": (11, 4)}, {"well": 30})
    posts = [(5, 3), (5, 4), (5, 5)]
    units = [make_unit(t, f"b{i}", "red", posts[i]) for i in range(besiegers)]
    units += [make_unit(t, "late", "red", (2, 4)), make_unit(t, "x", "blue", (6, 4), "guard", entrenchment=3)]
    state = position(t, units, {"red": [*WEST, (5, 3), (5, 4), (5, 5)], "blue": EAST})
    return state, state.units["late"]


def test_a_besieged_enemy_is_gone_round() -> None:
    state, late = siege(3)
    view = observe(state, "red")
    board = view.theatre.board
    path = go(view, look(view), late, (board.places["well"].hex,), ())
    assert path is not None
    assert {h // board.cols for h in path} - {4}, "it leaves the straight way"
    assert board.distance_m(path[-1], board.at(11, 4)) < board.distance_m(late.hex, board.at(11, 4))


def test_an_enemy_whom_nobody_besieges_is_met() -> None:
    state, late = siege(0)
    view = observe(state, "red")
    board = view.theatre.board
    path = go(view, look(view), late, (board.places["well"].hex,), ())
    assert path is not None
    assert {h // board.cols for h in path} == {4}


def test_an_enemy_too_weak_to_fight_for_himself_is_run_down() -> None:
    t = theatre({"home": (1, 4)}, {"home": 1})
    units = [
        make_unit(t, "a", "red", (4, 4), "assault"),
        make_unit(t, "b", "red", (4, 5), "assault"),
        make_unit(t, "x", "blue", (6, 4), "artillery"),
    ]
    orders, _ = turn(position(t, units, {"red": WEST, "blue": EAST}))
    assert any(isinstance(o, Attack) and o.target == t.board.at(6, 4) for o, _ in orders)


def lost_fort(caution: float) -> tuple[int, int]:
    """Where the last defender of a fort that must be held was, and is after its turn."""
    doctrine = Doctrine(hold=("fort",), caution=caution)
    t = theatre({"fort": (6, 4), "home": (1, 4)}, {"home": 3}, doctrine)
    blue = [make_unit(t, f"x{i}", "blue", at, "assault") for i, at in enumerate([(7, 4), (6, 3), (6, 5)])]
    red = make_unit(t, "a", "red", (6, 4), "militia")
    state = position(t, [red, *blue], {"blue": EAST, "red": [*WEST, (6, 4)]})
    _, after = turn(state, doctrine)
    return red.hex, after.units["a"].hex


def test_the_cautious_leave_even_a_place_to_hold_once_it_is_lost() -> None:
    before, after = lost_fort(1.5)
    assert after != before


def test_who_is_not_cautious_stays_to_the_last() -> None:
    before, after = lost_fort(1.0)
    assert after == before


def test_a_stretch_of_the_own_line_that_raiders_left_behind_is_driven_along_again() -> None:
    t = theatre({"well": (18, 4)}, {"well": 1}, rows=LONG)
    gap = {(6, 4), (7, 4), (13, 0)}
    red = [(c, r) for c in range(14) for r in range(9) if (c, r) not in gap]
    units = [make_unit(t, "van", "red", (13, 4)), make_unit(t, "rear", "red", (8, 4))]
    state = position(t, units, {"red": red, "blue": [*gap, (19, 4)]})
    view = observe(replace(state, sources={**state.sources, "red": (t.board.at(0, 4),)}), "red")
    b = brief(view, look(view))
    assert b.severed == (t.board.at(6, 4), t.board.at(7, 4)), "what lies beside the line is left alone"
    tasks = plan(b).tasks
    assert {u: task.targets for u, task in tasks.items() if task.aim and task.aim.id.startswith(LINE)} == {
        "rear": b.severed
    }, "one unit is enough, the nearest"
