"""What the simple AI does with the means of its side, on positions drawn by hand."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ai.aid import next_delivery
from game.ai.explain import explain
from game.ai.means import opening
from game.ai.picture import look
from game.ai.plan import plan_for
from game.ai.registry import controller
from game.ai.sorties import forbidden_support
from game.ai.strikes import forbidden
from game.core.civil import Civil, Convoy, Sighting
from game.core.diplomacy import Diplomacy, LineSpec
from game.core.fires import AssetSpec, Engagement, Fires, Magazine, Report, SiteSpec, SortieSpec
from game.core.irregular import Abilities, Irregular
from game.core.irregular import Raid as RaidOn
from game.core.orders import (
    Attack,
    DeliverAid,
    Disperse,
    EndTurn,
    Handover,
    MainEffort,
    Move,
    Order,
    Raid,
    SetPosture,
    Sortie,
    Strike,
    Trickle,
)
from game.core.rng import Dice
from game.core.scenario import MEANS, Doctrine, FactionSpec
from game.core.score import HoldLine, PointLine, ReliefLine, ScoreSpec
from game.core.state import State
from game.core.theatre import Theatre
from game.core.units import Activity, Contact, Posture, Unit
from game.rules.legality import verify
from game.rules.truth.observe import observe
from game.rules.truth.resolve import resolve_to
from tests.ai.test_tactics import BANKS, EAST, WEST
from tests.positions import make_board, make_state, make_unit, standard
from tests.rules.chance import random_state

ROAD = [[(c, 4) for c in range(12)]]
PLACES = {"home": (1, 4), "well": (8, 4), "camp": (10, 4)}


def theatre(
    red: Mapping[str, Any] | None = None,
    blue: Mapping[str, Any] | None = None,
    sites: Mapping[str, SiteSpec] | None = None,
    banks: list[str] | None = None,
    crossings: Iterable[tuple[str, tuple[int, int], tuple[int, int], str]] = (),
    places: Mapping[str, tuple[int, int]] = PLACES,
    points: Mapping[str, float] | None = None,
) -> Theatre:
    """A road from west to east; red wants the well, or `points`. `red` and `blue`: fields of the factions."""
    board = make_board(["............"] * 9, places=places, roads=ROAD, banks=banks, crossings=crossings)
    factions = {
        "red": FactionSpec(name="Red", short="R", colour="#aa0000", **(red or {})),
        "blue": FactionSpec(name="Blue", short="B", colour="#0000aa", **(blue or {})),
        "green": FactionSpec(name="Green", short="G", colour="#00aa00"),
    }
    lines = tuple(
        PointLine(id=p, text=p, hold=HoldLine(p, worth)) for p, worth in (points or {"well": 10.0}).items()
    )
    score = {"red": ScoreSpec(par=10.0, lines=lines)}
    return Theatre(
        board, standard(), "t", "T", standard_start(), 20, 2, factions, score, {}, sites=dict(sites or {})
    )


def standard_start() -> Any:
    from datetime import date

    return date(2000, 1, 1)


def position(t: Theatre, units: Iterable[Unit], **parts: Any) -> State:
    """Red to move, at war with blue and green's rival; west is red's and east blue's."""
    state = make_state(
        t,
        units,
        control={"red": WEST, "blue": EAST},
        sources={"red": [(0, 4)], "blue": [(11, 4)]},
        stances={("red", "green"): "rival"},
    )
    owners = {p.id: t.faction_ids[int(state.control[p.hex])] for p in t.board.places.values()}
    return replace(state, **{"owners": owners, **parts})


def orders_of(state: State, **doctrine: Any) -> list[Order]:
    """Red's orders of one turn; each legal, and with its reason in words."""
    out: list[Order] = []
    while len(out) < 80:
        view = observe(state, "red")
        view = replace(view, doctrine=replace(view.doctrine, **doctrine))
        order = controller("simple").decide(view, random.Random(0))
        assert verify(view, order) is None, order
        text = explain(view, order)
        assert text.endswith(".")
        assert "{" not in text
        if isinstance(order, EndTurn):
            return out
        out.append(order)
        state = resolve_to(state, order, Dice(1, len(out))).state
    raise AssertionError("the turn does not end")


def only(kind: type, orders: Iterable[Order]) -> list[Any]:
    return [o for o in orders if isinstance(o, kind)]


# Missiles

SUBMARINE: Mapping[str, Any] = {"assets": (AssetSpec("sub", "The Submarine", "submarine"),)}
DEPOT = {"camp": SiteSpec("ammunition", "blue")}
FULL = Fires(magazines={"sub": Magazine("red", 7)})


def test_a_site_is_struck() -> None:
    t = theatre(SUBMARINE, sites=DEPOT)
    orders = only(Strike, orders_of(position(t, [make_unit(t, "a", "red", (1, 4))], fires=FULL)))
    assert orders[0] == Strike("sub", t.board.places["camp"].hex, "site")


def test_a_site_that_is_probably_gone_already_is_not_struck_again_whatever_was_claimed() -> None:
    t = theatre(SUBMARINE, sites=DEPOT)
    h = t.board.places["camp"].hex
    fired = tuple(Report(i, "red", "sub", 1, h, "site", 4, claimed=False) for i in range(2))
    fires = replace(FULL, reports=fired)
    view = replace(observe(position(t, [make_unit(t, "a", "red", (1, 4))]), "red"), fires=fires)
    order = controller("simple").decide(view, random.Random(0))
    assert not isinstance(order, Strike)


@pytest.mark.parametrize(("people", "strikes"), [(0, 1), (100, 1), (20_000, 0)])
def test_a_strike_that_would_harm_many_civilians_is_not_made_even_where_rules_allow_it(
    people: int, strikes: int
) -> None:
    t = theatre(SUBMARINE, sites=DEPOT)
    civil = Civil(people={t.board.places["camp"].hex: people})
    state = position(t, [make_unit(t, "a", "red", (1, 4))], fires=FULL, civil=civil)
    assert len(only(Strike, orders_of(state))[:1]) == strikes


STRICT = {**SUBMARINE, "engagement": Engagement(harm_limit=0.5)}


def refused_position() -> State:
    t = theatre(STRICT, sites=DEPOT)
    civil = Civil(people={t.board.places["camp"].hex: 500})
    return position(t, [make_unit(t, "a", "red", (1, 4))], fires=FULL, civil=civil)


def test_rules_of_engagement_are_obeyed_unless_doctrine_overrides_them() -> None:
    state = refused_position()
    assert only(Strike, orders_of(state)) == []
    assert only(Strike, orders_of(state, escalate=4.0)) == []
    late = replace(state, turn=15)
    struck = only(Strike, orders_of(late, escalate=4.0))
    assert struck
    assert all(o.escalate for o in struck)
    assert only(Strike, orders_of(late)) == []


def test_whoever_is_not_far_behind_keeps_its_rules_for_a_breach_caps_its_victory() -> None:
    state = replace(refused_position(), turn=15)
    winning = replace(state, owners={**state.owners, "well": "red"})
    assert only(Strike, orders_of(winning, escalate=4.0)) == []


def test_what_the_rules_of_engagement_refuse_is_counted() -> None:
    view = observe(refused_position(), "red")
    picture = look(view)
    assert forbidden(view, picture, plan_for(view, picture))
    calm = replace(view, civil=Civil())
    assert forbidden(calm, picture, plan_for(calm, picture)) == ()


def test_a_strike_goes_before_the_press_where_doctrine_wants_it() -> None:
    t = theatre(SUBMARINE, sites=DEPOT)
    state = position(t, [make_unit(t, "a", "red", (1, 4))], fires=FULL)
    assert only(Strike, orders_of(state, press=0.5))[0].press
    assert not only(Strike, orders_of(state))[0].press


def test_an_enemy_in_sight_is_struck() -> None:
    t = theatre(SUBMARINE)
    units = [make_unit(t, "a", "red", (3, 4)), make_unit(t, "x", "blue", (7, 4), "assault")]
    (first, *_) = only(Strike, orders_of(position(t, units, fires=FULL)))
    assert (first.aim, first.target) == ("unit", t.board.at(7, 4))


def test_a_convoy_with_civilians_aboard_is_never_struck() -> None:
    t = theatre(SUBMARINE)
    units = [make_unit(t, "a", "red", (3, 4)), make_unit(t, "x", "blue", (7, 4), "convoy")]
    state = position(t, units, fires=FULL)
    assert not [o for o in only(Strike, orders_of(state)) if o.target == t.board.at(7, 4)]


# Sorties


def air(count: int) -> Mapping[str, Any]:
    return {"sorties": SortieSpec("Air", count)}


def test_an_attack_about_to_be_made_gets_air_support_first() -> None:
    t = theatre(air(1))
    units = [
        make_unit(t, "a", "red", (5, 4), "assault"),
        make_unit(t, "b", "red", (5, 5), "assault"),
        make_unit(t, "x", "blue", (6, 4), "guard"),
    ]
    orders = orders_of(position(t, units, fires=Fires(sorties={"red": 1})))
    kinds = [type(o) for o in orders if isinstance(o, Sortie | Attack)]
    assert kinds[:2] == [Sortie, Attack]
    sortie, attack = only(Sortie, orders)[0], only(Attack, orders)[0]
    assert (sortie.mission, sortie.target) == ("support", attack.target)


def test_air_support_that_would_harm_many_civilians_is_not_called_for() -> None:
    t = theatre(air(1))
    units = [make_unit(t, "a", "red", (5, 4), "assault"), make_unit(t, "x", "blue", (6, 4), "militia")]
    civil = Civil(people={t.board.at(6, 4): 30_000})
    orders = orders_of(position(t, units, fires=Fires(sorties={"red": 1}), civil=civil))
    assert not [o for o in only(Sortie, orders) if o.mission == "support"]


def test_support_that_rules_of_engagement_refuse_is_counted() -> None:
    t = theatre({**air(1), "engagement": Engagement(harm_limit=1)})
    units = [make_unit(t, "a", "red", (5, 4), "assault"), make_unit(t, "x", "blue", (6, 4), "militia")]
    civil = Civil(people={t.board.at(6, 4): 30_000})
    view = observe(position(t, units, fires=Fires(sorties={"red": 1}), civil=civil), "red")
    assert forbidden_support(view, look(view)) == (Sortie("support", t.board.at(6, 4)),)


def test_the_road_ahead_of_a_convoy_is_cut_and_not_the_convoy_struck() -> None:
    t = theatre(air(2))
    units = [make_unit(t, "a", "red", (3, 4)), make_unit(t, "x", "blue", (5, 4), "convoy")]
    state = position(t, units, fires=Fires(sorties={"red": 2}))
    cut = [o for o in only(Sortie, orders_of(state)) if o.mission == "interdiction"]
    assert [o.target for o in cut] == [t.board.at(6, 4)]
    assert not [o for o in only(Sortie, orders_of(state, convoys=0.0)) if o.mission == "interdiction"]


def test_a_convoy_that_was_only_reported_is_looked_for_by_its_road() -> None:
    t = theatre(air(2))
    told = Sighting(1, "Observers", "blue", t.board.at(5, 5), "Convoy", 0.8)
    state = position(
        t,
        [make_unit(t, "a", "red", (3, 4))],
        fires=Fires(sorties={"red": 2}),
        civil=Civil(sightings=(told,)),
    )
    cut = [o for o in only(Sortie, orders_of(state)) if o.mission == "interdiction"]
    assert cut
    assert t.board.road[cut[0].target].any()


def test_what_was_seen_before_and_is_wanted_is_looked_at() -> None:
    t = theatre(air(4))
    state = position(t, [make_unit(t, "a", "red", (3, 4))], fires=Fires(sorties={"red": 4}))
    ghost = Contact(make_unit(t, "x", "blue", (8, 4)), 1)
    known = replace(state.knowledge["red"], watch=state.knowledge["red"].watch * 0, contacts={"x": ghost})
    state = replace(state, knowledge={**state.knowledge, "red": known})
    looks = [o for o in only(Sortie, orders_of(state)) if o.mission == "reconnaissance"]
    assert [o.target for o in looks] == [t.board.at(8, 4)]


# Aid, handovers, main effort


def test_aid_is_brought_where_it_can_be_with_what_is_left_over() -> None:
    t = theatre({"aid": True})
    civil = Civil(people={t.board.places["home"].hex: 900}, aid_left=1)
    state = position(t, [make_unit(t, "a", "red", (1, 4))], civil=civil)
    assert only(DeliverAid, orders_of(state)) == [DeliverAid("home")]


@pytest.mark.parametrize(("relief", "first"), [(0, True), (80, False)])
def test_aid_that_counts_comes_first_until_sorties_are_worth_more(relief: int, first: bool) -> None:
    t = theatre({"aid": True, **air(1)})
    line = PointLine(id="r", text="r", relief=ReliefLine("home", 10.0))
    t = replace(t, score={"red": ScoreSpec(par=10.0, lines=(line,))})
    civil = Civil(people={t.board.places["home"].hex: 900}, aid_left=1, relief={"home": relief})
    fires = Fires(sorties={"red": 1})
    state = position(t, [make_unit(t, "a", "red", (1, 4))], civil=civil, fires=fires)
    orders = orders_of(state)
    assert (next_delivery(observe(state, "red")) is not None) is first
    assert only(DeliverAid, orders) == [DeliverAid("home")], "nobody else needs the sortie"


@pytest.mark.parametrize(
    ("tension", "yielding", "handed"), [(90, 1.0, True), (20, 1.0, False), (90, 0.0, False)]
)
def test_a_useless_place_is_handed_over_while_tension_is_high(
    tension: int, yielding: float, handed: bool
) -> None:
    t = theatre()
    units = [make_unit(t, "a", "red", (3, 4)), make_unit(t, "g", "green", (9, 4))]
    state = position(t, units, diplomacy=Diplomacy(tension={"red green": tension}))
    ground = state.control.copy()
    ground[t.board.at(10, 4)] = t.index["red"]
    known = {f: replace(k, control=ground) for f, k in state.knowledge.items()}
    state = replace(state, control=ground, owners={**state.owners, "camp": "red"}, knowledge=known)
    found = only(Handover, orders_of(state, yielding=yielding))
    assert found == ([Handover("camp", "green")] if handed else [])


def test_the_main_effort_is_the_place_that_the_plan_wants_and_stays_there() -> None:
    t = theatre()
    state = position(t, [make_unit(t, "a", "red", (3, 4))])
    assert only(MainEffort, orders_of(state)) == [MainEffort("well")]
    state = replace(state, irregular=Irregular(effort={"red": "well"}, effort_ready={"red": 2}))
    assert only(MainEffort, orders_of(state)) == []


# Guards and irregular means


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


# All together


@pytest.mark.parametrize("means", MEANS)
def test_means_that_a_doctrine_forgoes_are_not_used(means: str) -> None:
    t = theatre(
        {**SUBMARINE, **air(3), "aid": True, "abilities": Abilities(shock=2, raids=True)},
        {"abilities": Abilities(raids=True)},
        sites=DEPOT,
    )
    t2, *_ = t, None
    units = [
        make_unit(t2, "a", "red", (7, 4), "assault"),
        make_unit(t2, "b", "red", (7, 5), "assault"),
        make_unit(t2, "m", "red", (1, 4), "militia"),
        make_unit(t2, "r", "red", (3, 7), "is_mobile"),
        make_unit(t2, "x", "blue", (8, 4), "guard"),
        make_unit(t2, "y", "blue", (5, 7), "is_mobile"),
    ]
    civil = Civil(people={t.board.places["home"].hex: 900}, aid_left=1)
    fires = replace(FULL, sorties={"red": 3})
    state = position(t, units, fires=fires, civil=civil, irregular=Irregular(shock={"red": 2}))
    used = {_means_of(o) for o in orders_of(state, forgo=(means,))}
    assert means not in used
    assert used - {""}


def _means_of(order: Order) -> str:
    if isinstance(order, Sortie):
        return order.mission
    if isinstance(order, SetPosture):
        return "guards" if order.posture == "guard" else ""
    if isinstance(order, Attack):
        return "shock" if order.shock else ""
    names = {
        Strike: "missiles",
        DeliverAid: "aid",
        Handover: "handovers",
        MainEffort: "effort",
        Raid: "raids",
    }
    return names.get(type(order), "cells" if isinstance(order, Disperse) else "")


@settings(max_examples=30)
@given(seed=st.integers(0, 10**9), name=st.sampled_from(["simple", "random"]))
def test_on_any_position_every_order_is_legal_has_its_reason_and_the_turn_ends(seed: int, name: str) -> None:
    state = random_state(seed)
    player, moves = controller(name), 0
    while state.active == "red" and state.outcome is None:
        view = observe(state, "red")
        order = player.decide(view, random.Random(seed + moves))
        assert verify(view, order) is None, order
        assert explain(view, order).endswith(".")
        if isinstance(order, Move) and moves > 300:
            raise AssertionError("the turn does not end")
        state = resolve_to(state, order, Dice(seed, moves)).state
        moves += 1
    assert moves < 400


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


def test_what_a_line_leaves_to_ones_own_side_is_not_handed_over() -> None:
    line = LineSpec(("red", "green"), {"red": ("b",), "green": ("a",)})
    for sides, handed in ((None, True), (line, False)):
        t = replace(theatre(banks=BANKS), lines=(sides,) if sides else ())
        units = [make_unit(t, "a", "red", (3, 4)), make_unit(t, "g", "green", (9, 4))]
        state = position(t, units, diplomacy=Diplomacy(tension={"red green": 90}, lines=True))
        ground = state.control.copy()
        ground[t.board.at(10, 4)] = t.index["red"]
        known = {f: replace(k, control=ground) for f, k in state.knowledge.items()}
        state = replace(state, control=ground, owners={**state.owners, "camp": "red"}, knowledge=known)
        assert bool(only(Handover, orders_of(state))) is handed
