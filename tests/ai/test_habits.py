"""Habits that a doctrine switches on: each shows with it, and not without."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from game.ai.explain import explain
from game.ai.habits import habit_of
from game.ai.picture import look
from game.ai.plan import plan_for
from game.ai.registry import controller
from game.core.irregular import Abilities
from game.core.orders import Attack, Bridge, Demolish, EndTurn, Ferry, Move, Order
from game.core.rng import Dice
from game.core.state import Fall, State
from game.core.units import Unit
from game.rules.legality import verify
from game.rules.truth.observe import observe
from game.rules.truth.resolve import resolve_to
from tests.ai.means_case import position, theatre
from tests.ai.test_tactics import BANKS
from tests.facts.valley import with_and_without
from tests.positions import make_unit

HOME, WELL = (1, 4), (8, 4)


def habits(state: State, **doctrine: Any) -> tuple[dict[str, list[Order]], State]:
    """Red's orders of one turn by the habit of which they come, and where they lead."""
    out: dict[str, list[Order]] = {}
    for number in range(80):
        view = observe(state, "red")
        view = replace(view, doctrine=replace(view.doctrine, **doctrine))
        order = controller("simple").decide(view, random.Random(0))
        assert verify(view, order) is None, order
        assert explain(view, order).endswith(".")
        if isinstance(order, EndTurn):
            return out, state
        picture = look(view)
        out.setdefault(habit_of(view, picture, plan_for(view, picture), order), []).append(order)
        state = resolve_to(state, order, Dice(1, number)).state
    raise AssertionError("the turn does not end")


# Falling back


def pressed(mines: bool = True) -> State:
    """Red holds the well, dug in, with an enemy on three sides and its home far behind."""
    t = theatre({"abilities": Abilities(mines=mines)})
    units = [
        make_unit(t, "post", "red", WELL, "is_fighter", entrenchment=2),
        *(make_unit(t, f"b{i}", "blue", at, "assault") for i, at in enumerate([(9, 4), (8, 3), (8, 5)])),
    ]
    state = position(t, units)
    ground = state.control.copy()
    ground[[t.board.at(c, 4) for c in range(9)]] = t.index["red"]
    known = {f: replace(k, control=ground) for f, k in state.knowledge.items()}
    return replace(state, control=ground, knowledge=known, owners={**state.owners, "well": "red"})


@with_and_without
def test_a_position_is_given_up_along_the_chain_with_mines_behind(on: bool) -> None:
    state = pressed()
    h = state.theatre.board.at(*WELL)
    found, after = habits(state, positions=(("well", "home"),) if on else ())
    assert ("fall_back" in found) is on
    if on:
        assert h in after.irregular.mines
        assert habits(pressed(mines=False), positions=(("well", "home"),))[1].irregular.mines == {}


def test_nobody_falls_back_from_a_last_stand() -> None:
    found, after = habits(pressed(), positions=(("well", "home"),), hold=("well",), caution=1.0)
    assert "fall_back" not in found
    assert after.units["post"].hex == after.theatre.board.at(*WELL)


def test_the_last_position_of_a_chain_has_nothing_behind_it() -> None:
    assert "fall_back" not in habits(pressed(), positions=(("camp", "well"),))[0]


# Retaking


def lost(garrison: Iterable[Unit], turns_ago: int = 1) -> State:
    """Red lost its home a little while ago, and stands near."""
    t = theatre(points={"well": 10.0, "home": 5.0})
    units = [make_unit(t, f"r{i}", "red", (4, 3 + i), "assault") for i in range(2)]
    state = position(t, [*units, *garrison], turn=9)
    ground = state.control.copy()
    ground[t.board.at(*HOME)] = t.index["blue"]
    known = {f: replace(k, control=ground) for f, k in state.knowledge.items()}
    falls = {"home": Fall("red", 9 - turns_ago)}
    owners = {**state.owners, "home": "blue"}
    return replace(state, control=ground, knowledge=known, owners=owners, falls=falls)


def garrison(**changes: Any) -> list[Unit]:
    return [make_unit(theatre(), "g", "blue", HOME, "militia", **{"steps": 2, **changes})]


@with_and_without
def test_a_weakly_held_place_is_gone_back_for_soon_after_its_loss(on: bool) -> None:
    found, _ = habits(lost(garrison()), retake=on)
    assert ("retake" in found) is on
    assert all(isinstance(o, Move | Attack) for o in found.get("retake", ()))


def test_it_is_left_after_some_turns_or_to_a_strong_garrison_but_not_to_one_without_supply() -> None:
    assert "retake" not in habits(lost(garrison(), turns_ago=4), retake=True)[0]
    strong = [make_unit(theatre(), f"g{i}", "blue", HOME, "guard") for i in range(3)]
    assert "retake" not in habits(lost(strong), retake=True)[0]
    starved = [replace(u, supply="isolated") for u in strong]
    assert "retake" in habits(lost(starved), retake=True)[0]


# Reserves


def between(near: tuple[int, int], far: tuple[int, int]) -> State:
    """Red holds two ends of the road and the middle; of two enemies one is near to either end."""
    t = theatre(places={"home": HOME, "mid": (5, 1), "well": WELL}, points={"home": 6, "mid": 2, "well": 6})
    units = [
        make_unit(t, "reserve", "red", (5, 1)),
        make_unit(t, "home_guard", "red", HOME, steps=2),
        make_unit(t, "well_guard", "red", WELL, steps=2),
        make_unit(t, "b", "blue", near, "assault"),
        make_unit(t, "g", "green", far, "assault"),
    ]
    state = position(t, units, owners=dict.fromkeys(t.board.places, "red"))
    ground = state.control.copy()
    ground[:] = t.index["red"]
    known = {f: replace(k, control=ground) for f, k in state.knowledge.items()}
    war = dict.fromkeys(state.stances, "war")
    return replace(state, control=ground, knowledge=known, stances=war)


@with_and_without
def test_reserves_go_to_the_place_that_the_nearer_enemy_threatens(on: bool) -> None:
    for enemies, place in (((11, 6), (4, 8)), WELL), (((11, 8), (1, 8)), HOME):
        state = between(*enemies)
        found, after = habits(state, shift_reserves=on, hold=("home", "well"))
        assert ("reserves" in found) is on
        if on:
            board = state.theatre.board
            was, now = (board.distance_m(s.units["reserve"].hex, board.at(*place)) for s in (state, after))
            assert now < was


# Boats and bridges


@with_and_without
def test_a_small_unit_in_a_trap_on_the_bank_crosses_to_its_own_side(on: bool) -> None:
    t = theatre(banks=BANKS)
    units = [
        make_unit(t, "band", "red", (6, 4), "is_fighter", steps=3, supply="isolated", cut_off=2),
        make_unit(t, "x", "blue", (7, 4), "assault"),
    ]
    state = position(t, units)
    ground = state.control.copy()
    ground[[t.board.at(c, r) for c in range(6) for r in range(9)]] = t.index["red"]
    known = {f: replace(k, control=ground) for f, k in state.knowledge.items()}
    state = replace(state, control=ground, knowledge=known)
    found, after = habits(state, forgo=() if on else ("ferries",))
    ferries = [o for orders in found.values() for o in orders if isinstance(o, Ferry)]
    assert bool(ferries) is on
    assert (t.board.col_row(after.units["band"].hex)[0] == 5) is on


@with_and_without
def test_idle_engineers_repair_the_bridge_between_two_banks_of_their_own(on: bool) -> None:
    t = theatre(banks=BANKS, crossings=[("span", (5, 4), (6, 4), "destroyed")])
    state = position(
        t, [make_unit(t, "e", "red", (5, 4), "engineer")], owners=dict.fromkeys(t.board.places, "red")
    )
    ground = state.control.copy()
    ground[:] = t.index["red"]
    known = {f: replace(k, control=ground) for f, k in state.knowledge.items()}
    state = replace(state, control=ground, knowledge=known)
    found, _ = habits(state, forgo=() if on else ("repairs",))
    assert bool([o for orders in found.values() for o in orders if isinstance(o, Bridge)]) is on


def bridgehead(foes: int) -> State:
    """Red holds the near end of a bridge, blue the far bank and, with `foes`, units there."""
    t = theatre(banks=BANKS, crossings=[("span", (5, 4), (6, 4), "intact")], points={"home": 5.0})
    units = [
        make_unit(t, "post", "red", (5, 4), "militia"),
        *(make_unit(t, f"b{i}", "blue", (8, 3 + i), "assault") for i in range(foes)),
    ]
    return position(t, units)


@with_and_without
def test_a_crossing_that_only_the_stronger_enemy_can_use_is_destroyed(on: bool) -> None:
    found, after = habits(bridgehead(3), forgo=() if on else ("demolition",))
    assert bool([o for orders in found.values() for o in orders if isinstance(o, Demolish)]) is on
    assert [c.status for c in after.crossings.values()] == ["destroyed" if on else "intact"]


def test_a_crossing_that_nobody_threatens_is_left_standing() -> None:
    found, _ = habits(bridgehead(0))
    assert not [o for orders in found.values() for o in orders if isinstance(o, Demolish)]
