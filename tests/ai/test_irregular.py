"""What the simple AI does with guards, raiders, hidden cells and boats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.ai.means import opening
from game.ai.picture import look
from game.ai.plan import plan_for
from game.core.civil import Convoy
from game.core.irregular import Abilities, Irregular
from game.core.irregular import Raid as RaidOn
from game.core.orders import Attack, Disperse, Move, Raid, SetPosture, Trickle
from game.core.scenario import Doctrine
from game.core.theatre import Theatre
from game.core.units import Activity, Posture, Unit
from game.rules.truth.observe import observe
from tests.ai.means_case import PLACES, only, orders_of, position, theatre
from tests.ai.test_tactics import BANKS
from tests.positions import make_unit


def test_who_stands_idle_on_the_line_of_supply_guards_it_against_raiders() -> None:
    t = theatre({"doctrine": Doctrine(hold=("home",))}, {"abilities": Abilities(raids=True)})
    state = position(t, road_guard(t, "hold"))
    guards = [o for o in only(SetPosture, orders_of(state)) if o.posture == "guard"]
    assert [o.unit for o in guards] == ["m"]
    peaceful = replace(state, units={k: u for k, u in state.units.items() if k != "x"})
    assert not [o for o in only(SetPosture, orders_of(peaceful)) if o.posture == "guard"]


def road_guard(t: Theatre, posture: Posture) -> list[Unit]:
    """Militia on the road over which nine battalions are fed, and a raider not far off."""
    return [
        *(make_unit(t, f"a{i}", "red", (7, i)) for i in range(9)),
        replace(make_unit(t, "m", "red", (1, 4), "militia"), posture=posture),
        make_unit(t, "x", "blue", (10, 8), "is_mobile"),
    ]


def test_a_guard_stays_while_raiders_are_about_and_no_longer() -> None:
    doctrine = Doctrine(priorities={"home": 0.0, "well": 9.0})
    t = theatre({"doctrine": doctrine}, {"abilities": Abilities(raids=True)})
    units = road_guard(t, "guard")
    assert not [o for o in orders_of(position(t, units)) if getattr(o, "unit", "") == "m"]
    alone = [u for u in units if u.id == "m"]
    assert [o.unit for o in only(Move, orders_of(position(t, alone)))] == ["m"]


def test_a_guard_drives_off_raiders_near_its_post() -> None:
    quiet = Doctrine(priorities={"well": 0.0, "camp": 0.0})
    t = theatre({"doctrine": quiet}, {"abilities": Abilities(raids=True)})
    here = t.board.at(6, 4)
    worn = [replace(u, cohesion=30) if u.id.startswith("a") else u for u in road_guard(t, "guard")]
    state = position(
        t,
        worn,
        irregular=Irregular(raids=(RaidOn("blue", "x", here, 9),)),
    )
    moves = [o for o in only(Move, orders_of(state)) if o.unit == "m"]
    assert moves
    assert t.board.distance_m(moves[0].path[-1], here) < t.board.distance_m(t.board.at(1, 4), here)


def test_a_mobile_unit_raids_the_road_on_which_the_enemy_lives() -> None:
    t = theatre({"abilities": Abilities(raids=True)})
    units = [
        make_unit(t, "r", "red", (8, 7), "is_mobile"),
        *(make_unit(t, f"x{i}", "blue", (5 + i // 9, i % 9)) for i in range(12)),
    ]
    state = position(t, units, owners=dict.fromkeys(PLACES, ""))
    (raid,) = only(Raid, orders_of(state))
    assert raid.unit == "r"
    assert t.board.road[raid.target].any()


def test_a_weak_unit_with_no_way_out_goes_into_hiding() -> None:
    t = theatre({"abilities": Abilities(disperse=True)})
    ring = [(6, 4), (4, 4), (5, 3), (5, 5), (4, 3), (4, 5)]
    units = [
        make_unit(t, "r", "red", (5, 4), "is_fighter", steps=2),
        *(make_unit(t, f"x{i}", "blue", at, "assault") for i, at in enumerate(ring)),
    ]
    state = position(t, units)
    assert only(Disperse, orders_of(state)) == [Disperse("r")]
    strong = replace(state, units={**state.units, "r": replace(state.units["r"], steps=5)})
    assert only(Disperse, orders_of(strong)) == []


def test_neither_who_hides_nor_a_convoy_on_its_way_keeps_others_from_raiding() -> None:
    t = theatre({"abilities": Abilities(raids=True, disperse=True)})
    ring = [(2, 1), (3, 1), (1, 2), (3, 2), (2, 3), (3, 3)]
    units = [
        make_unit(t, "a", "red", (2, 2), "is_fighter", steps=1),  # acts before the raider
        make_unit(t, "r", "red", (8, 7), "is_mobile"),
        make_unit(t, "z", "red", (10, 7), "convoy"),
        *(make_unit(t, f"x{i}", "blue", at, "assault") for i, at in enumerate(ring)),
        *(make_unit(t, f"y{i}", "blue", (5, 2 + i)) for i in range(5)),
    ]
    state = position(t, units, owners=dict.fromkeys(PLACES, ""))
    orders = orders_of(state)
    assert only(Disperse, orders) == [Disperse("a")]
    assert [o.unit for o in only(Raid, orders)] == ["r"]
    view = observe(replace(state, units={k: u for k, u in state.units.items() if k != "a"}), "red")
    gone = Activity(t.board.at(11, 8), spent=1, attacked=False, halted=True, done=True)
    for convoys in ({"z": Convoy("z")}, {}):
        moved = replace(
            view, civil=replace(view.civil, convoys=convoys), activity={**view.activity, "z": gone}
        )
        order = opening(moved, look(moved), plan_for(moved, look(moved)))
        assert (order is not None) == bool(convoys)


def test_boats_feed_a_cut_off_unit_over_the_river_by_night() -> None:
    t = theatre({"abilities": Abilities(night_boats=True)}, banks=BANKS)
    units = [
        make_unit(t, "giver", "red", (5, 4), "is_fighter"),
        make_unit(t, "taker", "red", (6, 4), "is_fighter", steps=2, supply="isolated", cut_off=2),
    ]
    assert only(Trickle, orders_of(position(t, units))) == [Trickle("giver", t.board.at(6, 4))]


def dug_in() -> list[Any]:
    t = theatre({"abilities": Abilities(shock=1)})
    return [
        t,
        make_unit(t, "a", "red", (7, 4), "assault"),
        make_unit(t, "b", "red", (7, 5), "assault"),
        make_unit(t, "x", "blue", (8, 4), "guard"),
    ]


def test_a_shock_attack_is_spent_on_a_fight_that_matters() -> None:
    t, *units = dug_in()
    state = position(t, units, irregular=Irregular(shock={"red": 3}))
    assert only(Attack, orders_of(state))[0].shock
    without = only(Attack, orders_of(replace(state, irregular=Irregular())))
    assert all(not o.shock for o in without)


def test_an_idle_unit_goes_to_the_bank_opposite_to_one_that_is_cut_off() -> None:
    t = theatre({"abilities": Abilities(night_boats=True)}, banks=BANKS)
    units = [
        make_unit(t, "giver", "red", (3, 6), "is_fighter"),
        make_unit(t, "taker", "red", (6, 4), "is_fighter", steps=2, supply="isolated", cut_off=2),
    ]
    state = position(t, units, owners=dict.fromkeys(PLACES, "red"))
    stays = {**state.activity, "taker": replace(state.activity["taker"], done=True)}
    state = replace(state, activity=stays)
    moves = [o for o in only(Move, orders_of(state)) if o.unit == "giver"]
    assert [t.board.col_row(o.path[-1])[0] for o in moves] == [5]
