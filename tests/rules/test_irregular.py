"""Raids, cells, night boats and mines."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import events as e
from game.core.irregular import Abilities, Cell, Raid
from game.core.orders import Disperse, Ferry, Move, SetPosture, Trickle
from game.core.orders import Raid as RaidOrder
from game.core.rng import Dice
from game.core.state import State
from game.rules.forecast import forecast
from game.rules.ground import raided
from game.rules.irregular import receiver
from game.rules.legality import legal_orders
from game.rules.movement import reach
from game.rules.supply import supply_state
from game.rules.truth.audit import problems
from game.rules.truth.observe import observe, redact
from game.rules.truth.reduce import evolve
from game.rules.truth.resolve import resolve_to
from tests.positions import make_unit
from tests.rules.chance import random_state
from tests.rules.guerrilla import at, give, net, refused, theatre_with, turn_of, war

RAIDER = ("raider", "red", (5, 6), "is_mobile")
GARRISON = ("garrison", "blue", (9, 3), "regular")


def kinds(events: list[e.Event]) -> list[type[e.Event]]:
    return [type(x) for x in events]


# Raids


def test_raiders_bar_a_road_to_supply_but_isolate_nobody():
    state = war(RAIDER, GARRISON)
    before = net(state)
    state, _ = give(state, RaidOrder("raider", at(5, 3)))
    after = net(state)
    assert after.m[at(5, 3)] < 0
    assert after.m[at(9, 3)] > before.m[at(9, 3)] + 5000, "the way around is long"
    assert not after.isolated(at(5, 3))
    assert state.units["raider"].hex == at(5, 6), "the unit stays where it is"


def test_raiders_bar_supply_as_far_as_they_roam_on_their_bank():
    state, _ = give(war(RAIDER, GARRISON, theatre=theatre_with(raid_km=6)), RaidOrder("raider", at(8, 3)))
    board = state.theatre.board
    near = [h for h in range(board.size) if board.distance_m(h, at(8, 3)) <= 6000]
    barred = raided(state, "blue")
    assert {h for h in near if board.bank[h] == board.bank[at(8, 3)]} <= barred
    assert at(10, 3) in near
    assert at(10, 3) not in barred, "beyond the river"


def test_a_raid_takes_the_turn_and_lasts_two():
    state, events = give(war(RAIDER, GARRISON), RaidOrder("raider", at(5, 3)))
    (raided,) = (x for x in events if isinstance(x, e.Raided))
    assert raided.raid == Raid("red", "raider", at(5, 3), 2)
    assert refused(state, Move("raider", (at(5, 6), at(6, 6)))) == "halted"
    state = turn_of(turn_of(state, "blue", 1), "red", 2)
    assert refused(state, RaidOrder("raider", at(4, 3))) == "raiding"
    state = turn_of(state, "red", 3)
    assert state.irregular.raids == ()
    assert refused(state, RaidOrder("raider", at(4, 3))) == ""


@pytest.mark.parametrize(
    ("unit", "target", "code"),
    [
        (("raider", "red", (5, 6), "is_fighter"), (5, 3), "not_mobile"),
        (("raider", "red", (5, 6), "is_mobile", {"cohesion": 40}), (5, 3), "cohesion"),
        (RAIDER, (5, 2), "no_road"),
        (RAIDER, (11, 3), "too_far"),
        (RAIDER, (9, 3), "enemy_there"),
        (RAIDER, (8, 3), "guarded"),
    ],
)
def test_what_cannot_be_raided(unit, target, code):
    eyes = ("eyes", "red", (9, 5), "is_mobile")
    guard = ("guard", "blue", (9, 3), "regular", {"posture": "guard"})
    assert (
        refused(
            war(unit, eyes, guard, theatre=theatre_with(raid_reach_km=16)), RaidOrder("raider", at(*target))
        )
        == code
    )


def test_only_enemy_ground_is_raided():
    state = war(RAIDER)
    control = state.control.copy()
    control[at(5, 3)] = state.theatre.index["red"]
    state.knowledge["red"].control[:] = control
    assert refused(evolve(state, control=control), RaidOrder("raider", at(5, 3))) == "not_hostile"


def test_without_the_means_nothing_irregular_is_legal():
    units = (
        RAIDER,
        ("weak", "red", (9, 3), "is_mobile", {"steps": 2}),
        ("far", "red", (10, 3), "is_fighter", {"steps": 3}),
    )
    able, unable = (
        {type(x) for x in legal_orders(observe(war(*units, theatre=theatre_with(m)), "red"))}
        for m in (Abilities(raids=True, night_boats=True, disperse=True), Abilities())
    )
    assert able - unable == {RaidOrder, Trickle, Disperse}


def test_guards_of_whom_nobody_knew_drive_raiders_off_at_a_loss():
    state = war(RAIDER, ("guard", "blue", (5, 2), "militia", {"posture": "guard"}))
    blind = replace(state.knowledge["red"], watch=state.knowledge["red"].watch.copy())
    assert not observe(state, "red").visible[at(5, 2)]
    state = evolve(state, knowledge={**state.knowledge, "red": blind})
    after, events = give(state, RaidOrder("raider", at(5, 3)))
    assert after.irregular.raids == ()
    assert after.units["raider"].steps == 3
    assert kinds(events)[1:] == [e.Raided, e.RaidEnded, e.StepsLost]


def test_whoever_enters_the_hex_or_guards_beside_it_drives_raiders_off():
    state, _ = give(war(RAIDER, GARRISON), RaidOrder("raider", at(5, 3)))
    state = turn_of(state, "blue", 1)
    assert state.irregular.raids
    for unit, order in (
        ((7, 3), lambda u: Move(u, (at(7, 3), at(6, 3), at(5, 3)))),
        ((6, 3), lambda u: SetPosture(u, "guard")),
    ):
        mover = replace(state.units["garrison"], hex=at(*unit))
        moved = evolve(state, units={**state.units, "garrison": mover})
        moved = evolve(moved, knowledge=war(RAIDER, ("garrison", "blue", unit, "regular")).knowledge)
        moved = evolve(moved, activity={"garrison": replace(moved.activity["garrison"], origin=mover.hex)})
        after, events = give(moved, order("garrison"))
        assert after.irregular.raids == ()
        assert e.RaidEnded in kinds(events)


def test_a_raid_on_ground_that_a_side_holds_is_noticed_but_not_whose_it_is():
    before = war(RAIDER, GARRISON)
    after, events = give(before, RaidOrder("raider", at(5, 3)))
    (noticed,) = (x for x in redact(before, after, events, "blue") if isinstance(x, e.Raided))
    assert noticed.raid.unit == "" and noticed.raid.hex == at(5, 3)
    assert observe(after, "blue").irregular.raids == (noticed.raid,)
    assert observe(after, "red").irregular.raids[0].unit == "raider"


# Cells

WEAK = ("weak", "red", (5, 3), "is_fighter", {"steps": 2})


def test_a_weak_unit_goes_into_hiding_and_reforms_after_three_turns():
    state, events = give(war(WEAK, GARRISON), Disperse("weak"))
    assert "weak" not in state.units and state.losses["red"] == 0
    assert kinds(events)[1] == e.Dispersed
    for turn in (2, 3):
        state = turn_of(state, "red", turn)
        assert "weak" not in state.units
    state = turn_of(state, "red", 4)
    assert state.units["weak"].hex == at(5, 3)
    assert state.units["weak"].steps == 2
    assert "weak" in state.activity


def test_a_cell_reforms_out_of_reach_of_guards_and_enemies_at_strength():
    state, _ = give(war(("weak", "red", (5, 3), "is_fighter", {"steps": 1}), GARRISON), Disperse("weak"))
    guard = war(("guard", "blue", (5, 3), "regular", {"posture": "guard"}), GARRISON)
    state = evolve(guard, irregular=state.irregular, turn=4)
    state = turn_of(state, "red", 4)
    unit = state.units["weak"]
    assert state.theatre.board.distance_m(unit.hex, at(5, 3)) > 6000
    assert unit.steps == 2


def test_a_cell_waits_where_there_is_no_hex_for_it():
    state, _ = give(war(WEAK), Disperse("weak"))
    everywhere = [
        (f"g{c}{r}", "blue", (c, r), "regular", {"posture": "guard"}) for c in range(12) for r in range(7)
    ]
    state = evolve(war(*everywhere), irregular=state.irregular)
    state = turn_of(state, "red", 9)
    assert "weak" in state.irregular.cells


def test_who_disperses_and_who_does_not():
    theatre = theatre_with()
    assert refused(war(("weak", "red", (5, 3), "is_fighter", {"steps": 3})), Disperse("weak")) == "too_large"
    assert refused(war(("weak", "red", (5, 3), "convoy", {"steps": 2})), Disperse("weak")) == "civilians"
    state = war(WEAK, theatre=theatre)
    tired = replace(state.irregular, dispersed={"weak": theatre.ruleset.irregular.cell_most})
    assert refused(evolve(state, irregular=tired), Disperse("weak")) == "dispersed"


def test_an_enemy_who_saw_it_knows_that_a_unit_went_into_hiding_and_no_more():
    before = war(WEAK, ("near", "blue", (6, 3), "regular"), GARRISON)
    after, events = give(before, Disperse("weak"))
    assert e.Dispersed in kinds(redact(before, after, events, "blue"))
    view = observe(after, "blue")
    assert view.irregular.cells == {} and not view.contacts


# Night boats

NIGHT = (
    ("giver", "red", (9, 3), "is_fighter"),
    ("taker", "red", (10, 3), "is_fighter", {"steps": 2, "cut_off": 2}),
)


def test_a_step_crosses_the_river_by_night_and_lessens_isolation():
    state, events = give(war(*NIGHT), Trickle("giver", at(10, 3)))
    assert [state.units[u].steps for u in ("giver", "taker")] == [4, 3]
    assert state.units["taker"].cut_off == 1
    assert e.Trickled("giver", "taker", "red", 1) in events
    assert state.ferried == 1
    assert refused(state, Trickle("giver", at(10, 3))) == "acted"


def test_watchers_turn_the_boats_back():
    guard = ("guard", "blue", (11, 3), "regular", {"posture": "guard"})
    state = war(*NIGHT, guard)
    assert forecast(observe(state, "red"), Trickle("giver", at(10, 3))).stopped == 0.5
    back = 0
    for seed in range(200):
        after = resolve_to(state, Trickle("giver", at(10, 3)), Dice(seed, 1)).state
        assert after.units["giver"].steps + after.units["taker"].steps == 7
        back += after.units["giver"].steps == 5
    assert 75 < back < 125


def test_where_night_boats_do_not_go():
    state = war(*NIGHT, ("other", "red", (8, 3), "is_fighter"))
    assert refused(state, Trickle("giver", at(8, 3))) == "no_river"
    assert refused(state, Trickle("giver", at(11, 3))) == "not_adjacent"
    assert refused(war(NIGHT[0]), Trickle("giver", at(10, 3))) == "nobody_there"
    full = war(NIGHT[0], ("taker", "red", (10, 3), "is_fighter"))
    assert refused(full, Trickle("giver", at(10, 3))) == "nobody_there"
    state = war(*NIGHT)
    assert refused(evolve(state, ferried=2), Trickle("giver", at(10, 3))) == "no_boats_left"
    assert (
        refused(war(("giver", "red", (9, 3), "armour"), NIGHT[1]), Trickle("giver", at(10, 3))) == "no_boats"
    )


# Mines

DUG_IN = ("dug", "red", (5, 3), "is_fighter", {"entrenchment": 2})


def mined(*more: tuple) -> State:
    """Red went from (5, 3) to (5, 5); blue stands at (3, 3)."""
    state = war(DUG_IN, ("blue1", "blue", (3, 3), "regular"), ("sappers", "blue", (3, 4), "engineer"), *more)
    state, events = give(state, Move("dug", (at(5, 3), at(5, 4), at(5, 5))))
    assert e.Mined("red", at(5, 3)) in events
    return turn_of(state, "blue", 1)


def test_a_position_that_was_dug_in_is_mined_when_it_is_given_up():
    assert mined().irregular.mines == {at(5, 3): "red"}
    state, _ = give(war((*DUG_IN[:4], {})), Move("dug", (at(5, 3), at(5, 4))))
    assert state.irregular.mines == {}, "it had not dug in"
    friend = ("friend", "red", (5, 3), "is_fighter")
    state, _ = give(war(DUG_IN, friend), Move("dug", (at(5, 3), at(5, 4))))
    assert state.irregular.mines == {}, "friends remain"
    state, _ = give(war(DUG_IN, theatre=theatre_with(Abilities())), Move("dug", (at(5, 3), at(5, 4))))
    assert state.irregular.mines == {}, "it lays none"


def test_mines_cost_a_share_of_the_allowance_and_perhaps_a_step_and_then_are_gone():
    state = mined()
    lost, path = 0, (at(3, 3), at(4, 3), at(5, 3))
    clear = evolve(state, irregular=replace(state.irregular, mines={}))
    for seed in range(200):
        after = resolve_to(state, Move("blue1", path), Dice(seed, 1)).state
        assert after.irregular.mines == {}
        lost += after.units["blue1"].steps == 6
    assert 30 < lost < 70
    spent = [
        resolve_to(s, Move("blue1", path), Dice(1, 1)).state.activity["blue1"].spent for s in (clear, state)
    ]
    assert spent[1] - spent[0] == 10_000


def test_engineers_clear_mines_without_loss():
    state = mined()
    for seed in range(40):
        r = resolve_to(state, Move("sappers", (at(3, 4), at(4, 4), at(4, 3), at(5, 3))), Dice(seed, 1))
        assert e.MinesCleared(at(5, 3)) in r.events
        assert r.state.units["sappers"].steps == 3


def test_mines_are_noticed_from_the_next_hex_only():
    state = mined(("eyes", "blue", (5, 1), "sdf_light"))
    view = observe(state, "blue")
    assert view.visible[at(5, 3)] and view.irregular.mines == {}
    cost = reach(view, view.units["blue1"])[at(5, 3)].cost
    state, _ = give(state, Move("blue1", (at(3, 3), at(4, 3))))
    view = observe(state, "blue")
    assert view.irregular.mines == {at(5, 3): "red"}
    assert reach(view, view.units["sappers"])[at(5, 3)].cost > cost


def test_the_last_step_may_be_lost_to_mines():
    state = mined()
    state = evolve(state, units={**state.units, "blue1": replace(state.units["blue1"], steps=1)})
    ends = {
        "blue1" in resolve_to(state, Move("blue1", (at(3, 3), at(4, 3), at(5, 3))), Dice(s, 1)).state.units
        for s in range(30)
    }
    assert ends == {True, False}


def test_ones_own_mines_do_no_harm():
    state = turn_of(mined(), "red", 2)
    state, events = give(state, Move("dug", (at(5, 5), at(5, 4), at(5, 3))))
    assert state.irregular.mines == {at(5, 3): "red"}
    assert e.MinesCleared not in kinds(events)


# All of it


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_irregular_orders_make_no_steps_out_of_nothing(seed):
    state = random_state(seed)
    steps = sum(u.steps for u in state.units.values()) + sum(
        c.unit.steps for c in state.irregular.cells.values()
    )
    orders = [
        x
        for x in legal_orders(observe(state, "red"))
        if isinstance(x, RaidOrder | Disperse | Trickle | Ferry)
    ]
    for order in random.Random(seed).sample(orders, min(5, len(orders))):
        after = resolve_to(state, order, Dice(seed, 1)).state
        left = sum(u.steps for u in after.units.values()) + sum(
            c.unit.steps for c in after.irregular.cells.values()
        )
        lost = sum(after.losses.values()) - sum(state.losses.values())
        assert left + lost == steps


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_what_a_side_is_told_of_its_night_boats_is_so(seed):
    state = random_state(seed)
    view = observe(state, "red")
    for order in legal_orders(view):
        if isinstance(order, Trickle):
            assert receiver(view, order) == receiver(state, order)
            assert 0.0 <= forecast(view, order).stopped < 1.0


def test_a_raided_unit_may_fall_from_full_supply():
    state = war(RAIDER, ("garrison", "blue", (9, 3), "regular"), theatre=theatre_with())
    rules = replace(state.theatre.ruleset, supply=replace(state.theatre.ruleset.supply, full_km=12))
    state = replace(state, scenario=replace(state.scenario, theatre=replace(state.theatre, ruleset=rules)))
    assert supply_state(net(state), at(9, 3)) == "supplied"
    state, _ = give(state, RaidOrder("raider", at(5, 3)))
    assert supply_state(net(state), at(9, 3)) == "overextended"


HIDING = make_unit(theatre_with(), "raider", "red", (1, 1))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"raids": (Raid("green", "x", 3, 2),)}, "the raid of 'x' is none"),
        ({"shock": {"red": -1}}, "red has -1 shock attacks"),
        ({"cells": {"raider": Cell(HIDING, 1)}}, "the cell 'raider' is none"),
        ({"dispersed": {"raider": 9}}, "raider has dispersed 9 times"),
        ({"mines": {500: "red"}}, "mines of 'red' lie on hex 500"),
        ({"mines": {at(9, 3): "red"}}, f"somebody stands among the mines of red on hex {at(9, 3)}"),
        ({"effort": {"blue": "nowhere"}}, "the main effort of blue is 'nowhere'"),
        ({"depots": {"column": -3}}, "the depot of column is off the board"),
    ],
)  # fmt: skip
def test_the_audit_names_what_cannot_be(changes, text):
    state = war(RAIDER, GARRISON)
    assert problems(state) == []
    assert problems(evolve(state, irregular=replace(state.irregular, **changes))) == [text]
