"""What the simple AI does in positions drawn by hand."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from game.ai.explain import explain
from game.ai.simple import SimpleController
from game.core.board import Zone
from game.core.orders import Attack, Decide, EndTurn, Ferry, Finish, MainEffort, Move, Order, SetPosture
from game.core.rng import Dice
from game.core.scenario import Doctrine, FactionSpec
from game.core.score import HoldLine, PointLine, ScoreSpec
from game.core.script import DecisionSpec, OptionSpec
from game.core.state import State
from game.core.theatre import Theatre
from game.core.units import Unit
from game.rules.legality import verify
from game.rules.truth.observe import observe
from game.rules.truth.resolve import resolve_to
from game.words import place_name
from tests.positions import make_board, make_state, make_unit, standard

OPEN = ["............"] * 9


def theatre(
    places: Mapping[str, tuple[int, int]],
    points: Mapping[str, float],
    doctrine: Doctrine | None = None,
    rows: Sequence[str] = OPEN,
    banks: Sequence[str] | None = None,
    crossings: Iterable[tuple[str, tuple[int, int], tuple[int, int], str]] = (),
) -> Theatre:
    """Red wants `points` for places, blue wants nothing."""
    board = make_board(rows, places=places, banks=banks, crossings=crossings)
    factions = {
        "red": FactionSpec(name="Red", short="R", colour="#aa0000", doctrine=doctrine or Doctrine()),
        "blue": FactionSpec(name="Blue", short="B", colour="#0000aa"),
    }
    lines = tuple(PointLine(id=p, text=p, hold=HoldLine(place=p, points=v)) for p, v in points.items())
    score = {"red": ScoreSpec(par=10.0, lines=lines)}
    return Theatre(board, standard(), "t", "T", date(2000, 1, 1), 20, 2, factions, score, {})


def position(t: Theatre, units: Iterable[Unit], control: Mapping[str, Iterable[tuple[int, int]]]) -> State:
    """Red to move, supplied from the west; places belong to whoever controls their hex."""
    state = make_state(t, units, control=control, sources={"red": [(0, 4)], "blue": [(t.board.cols - 1, 4)]})
    owners = {}
    for p in t.board.places.values():
        holder = int(state.control[p.hex])
        owners[p.id] = t.faction_ids[holder] if holder >= 0 else ""
    return replace(state, owners=owners)


def turn(state: State, doctrine: Doctrine | None = None) -> tuple[list[tuple[Order, str]], State]:
    """Orders of red's turn with their reasons, and the state in which it ends the turn."""
    out = []
    while len(out) < 50:
        view = observe(state, "red")
        if doctrine:
            view = replace(view, doctrine=doctrine)
        order = SimpleController().decide(view, random.Random(0))
        assert verify(view, order) is None
        if isinstance(order, EndTurn):
            return out, state
        out.append((order, explain(view, order)))
        state = resolve_to(state, order, Dice(1, len(out))).state
    raise AssertionError("the turn does not end")


WEST = [(c, r) for c in range(5) for r in range(9)]
EAST = [(c, r) for c in range(5, 12) for r in range(9)]


def test_an_undefended_objective_is_taken() -> None:
    t = theatre({"well": (8, 4), "home": (0, 4)}, {"well": 10, "home": 3})
    units = [make_unit(t, "a", "red", (3, 4)), make_unit(t, "b", "red", (0, 4))]
    _, after = turn(position(t, units, {"red": WEST, "blue": EAST}))
    for _ in range(3):
        after = resolve_to(after, EndTurn(), Dice(2, 1)).state  # red
        after = resolve_to(after, EndTurn(), Dice(2, 2)).state  # blue
        _, after = turn(after)
    assert after.owners["well"] == "red"


def test_a_weak_enemy_in_the_way_is_attacked() -> None:
    t = theatre({"well": (6, 4)}, {"well": 10})
    units = [
        make_unit(t, "a", "red", (5, 4), "assault"),
        make_unit(t, "b", "red", (5, 5), "assault"),
        make_unit(t, "x", "blue", (6, 4), "militia", steps=3),
    ]
    orders, _ = turn(position(t, units, {"red": WEST, "blue": EAST}))
    attacks = [o for o, _ in orders if isinstance(o, Attack)]
    assert attacks
    assert attacks[0].target == t.board.at(6, 4)


def test_a_strong_enemy_is_not_attacked_at_bad_odds() -> None:
    t = theatre({"well": (6, 4)}, {"well": 10})
    units = [
        make_unit(t, "a", "red", (5, 4), "militia"),
        make_unit(t, "x", "blue", (6, 4), "guard", entrenchment=2),
    ]
    orders, _ = turn(position(t, units, {"red": WEST, "blue": EAST}))
    assert not [o for o, _ in orders if isinstance(o, Attack)]


@pytest.mark.parametrize(("kind", "stands"), [("is_mobile", False), ("guard", True)])
def test_only_who_could_stand_there_ends_its_move_beside_a_far_stronger_enemy(
    kind: str, stands: bool
) -> None:
    t = theatre({"well": (7, 4)}, {"well": 10})
    units = [
        make_unit(t, "a", "red", (3, 4), kind),
        *(make_unit(t, f"x{i}", "blue", (6, 4), "sdf_assault") for i in range(3)),
    ]
    _, after = turn(position(t, units, {"red": WEST, "blue": EAST}))
    assert (t.board.direction(after.units["a"].hex, t.board.at(6, 4)) is not None) is stands


def ring_with_a_gap() -> tuple[Theatre, State]:
    """Blue at (7, 4) inside a ring of red ground with one gap at (9, 4); red cavalry stands ready."""
    t = theatre({"far": (11, 0)}, {"far": 2}, rows=["." * 20] * 9)
    inside = {(7, 4), (8, 4), (6, 4), (8, 3), (7, 3), (8, 5), (7, 5)}
    gap = {(9, 4)}
    outside = {(c, r) for c in range(10, 20) for r in range(9)}
    red = [(c, r) for c in range(20) for r in range(9) if (c, r) not in inside | gap | outside]
    units = [
        make_unit(t, "rider", "red", (9, 6), "sdf_assault"),
        make_unit(t, "x", "blue", (7, 4), "militia"),
    ]
    return t, position(t, units, {"red": red, "blue": sorted(inside | gap | outside)})


def test_the_last_gap_of_a_ring_is_closed() -> None:
    t, state = ring_with_a_gap()
    orders, after = turn(state)
    closing = [text for o, text in orders if isinstance(o, Move)]
    assert closing == [f"Rider to close a ring {place_name(t.board, after.units['rider'].hex)}."]
    assert int(after.control[t.board.at(9, 4)]) == 0
    ended = resolve_to(after, EndTurn(), Dice(0, 0)).state
    assert ended.units["x"].supply == "isolated"


def test_without_a_liking_for_rings_the_unit_goes_on() -> None:
    _, state = ring_with_a_gap()
    orders, _ = turn(state, Doctrine(encircle=0.0))
    assert not any("closes a ring" in text for _, text in orders)


def nearly_surrounded() -> tuple[Theatre, list[Unit]]:
    t = theatre({"fort": (6, 4), "home": (1, 4)}, {"home": 3})
    around = [(7, 4), (6, 3), (6, 5)]
    units = [make_unit(t, f"x{i}", "blue", at, "assault") for i, at in enumerate(around)]
    return t, [make_unit(t, "a", "red", (6, 4), "militia", steps=4), *units]


def test_a_unit_about_to_be_surrounded_falls_back() -> None:
    t, units = nearly_surrounded()
    state = position(t, units, {"red": WEST, "blue": EAST})
    orders, after = turn(state)
    assert any("to fall back" in text for _, text in orders)
    before, now = t.board.at(6, 4), after.units["a"].hex
    home = t.board.at(1, 4)
    assert t.board.distance_m(now, home) < t.board.distance_m(before, home)


def test_a_garrison_that_must_hold_stands_fast() -> None:
    t, units = nearly_surrounded()
    doctrine = Doctrine(hold=("fort",))
    state = position(t, [replace(units[0], steps=6), *units[1:]], {"blue": EAST, "red": [*WEST, (6, 4)]})
    orders, after = turn(state, doctrine)
    assert after.units["a"].hex == t.board.at(6, 4)
    assert (SetPosture("a", "stand_fast"), "A will not give up Fort: it must be held.") in orders


def test_a_tired_unit_out_of_contact_rests() -> None:
    t = theatre({"well": (8, 4)}, {"well": 10})
    state = position(t, [make_unit(t, "a", "red", (2, 4), cohesion=40)], {"red": WEST, "blue": EAST})
    orders, after = turn(state)
    of_units = [o for o, _ in orders if not isinstance(o, MainEffort)]
    assert of_units == [SetPosture("a", "rest"), Finish("a")]
    assert after.units["a"].hex == t.board.at(2, 4)


BANKS = ["aaaaaabbbbbb"] * 9


def test_small_units_with_boats_cross_when_there_is_no_other_way() -> None:
    t = theatre({"well": (8, 4)}, {"well": 10}, banks=BANKS)
    state = position(t, [make_unit(t, "m", "red", (5, 4), "is_mobile")], {"red": WEST, "blue": EAST})
    orders, _ = turn(state)
    assert any(isinstance(o, Ferry) for o, _ in orders)


def test_the_bridge_is_used_where_there_is_one() -> None:
    t = theatre({"well": (8, 4)}, {"well": 10}, banks=BANKS, crossings=[("span", (5, 2), (6, 2), "intact")])
    state = position(t, [make_unit(t, "a", "red", (5, 4))], {"red": WEST, "blue": EAST})
    _, after = turn(state)
    assert int(t.board.bank[after.units["a"].hex]) == 1


def test_guns_come_within_range_but_not_beside_the_enemy() -> None:
    t = theatre({"well": (8, 4)}, {"well": 10})
    units = [
        make_unit(t, "guns", "red", (1, 4), "artillery"),
        make_unit(t, "a", "red", (4, 4), "assault"),
        make_unit(t, "b", "red", (4, 5), "assault"),
        make_unit(t, "x", "blue", (8, 4), "guard"),
    ]
    _, after = turn(position(t, units, {"red": WEST, "blue": EAST}))
    metres = t.board.distance_m(after.units["guns"].hex, t.board.at(8, 4))
    assert 3_000 < metres <= 15_000


def test_one_of_two_units_stays_where_the_doctrine_holds() -> None:
    doctrine = Doctrine(hold=("home",))
    t = theatre({"well": (8, 4), "home": (2, 4)}, {"well": 30, "home": 1}, doctrine)
    units = [make_unit(t, "a", "red", (2, 4)), make_unit(t, "b", "red", (2, 4))]
    _, after = turn(position(t, units, {"red": WEST, "blue": EAST}), doctrine)
    at = sorted(u.hex == t.board.at(2, 4) for u in after.units.values())
    assert at == [False, True]


@pytest.mark.parametrize("area", [(), ("west",)])
def test_units_keep_to_the_area_that_the_doctrine_names(area: tuple[str, ...]) -> None:
    places = {"well": (9, 4), "inn": (6, 4)}
    zones = ["1111111....."] * 9
    board = make_board(OPEN, places=places, zones=zones, zone_list=(Zone("west", "West"),))
    t = replace(theatre(places, {"well": 10, "inn": 5}), board=board)
    units = [
        make_unit(t, "a", "red", (5, 4)),
        make_unit(t, "b", "red", (5, 5)),
        make_unit(t, "prey", "blue", (8, 4), "militia", steps=1),
    ]
    state = position(t, units, {"red": WEST, "blue": EAST})
    for number in range(3):
        _, state = turn(state, Doctrine(area=area))
        for _ in t.faction_ids:
            state = resolve_to(state, EndTurn(), Dice(3, number)).state
    strayed = [u for u in state.units.values() if u.faction == "red" and board.col_row(u.hex)[0] > 6]
    assert bool(strayed) is (not area)


def test_an_answer_is_told_in_the_words_of_the_scenario_while_it_is_open() -> None:
    t = theatre({"well": (8, 4)}, {"well": 10})
    view = observe(position(t, [make_unit(t, "a", "red", (3, 4))], {"red": WEST}), "red")
    options = (OptionSpec("yes", "Go at once", "More"), OptionSpec("no", "Wait", "Nothing"))
    offer = DecisionSpec("call_up", "red", "The reserve", "It could come.", options, "no")
    told = explain(replace(view, offers=(offer,)), Decide("call_up", "yes"))
    assert told.startswith("The reserve: answers “Go at once”")
    assert explain(view, Decide("call_up", "yes")).startswith("call up: answers “yes”")
