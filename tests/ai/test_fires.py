"""What the simple AI does with missiles and aircraft."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from game.ai.convoys import road_ahead
from game.ai.picture import look
from game.ai.plan import plan_for
from game.ai.registry import controller
from game.ai.sorties import forbidden_support
from game.ai.strikes import forbidden
from game.core.civil import Civil, Sighting
from game.core.fires import Engagement, Fires, Report
from game.core.orders import Attack, Sortie, Strike
from game.core.state import State
from game.core.units import Contact
from game.rules.truth.observe import observe
from tests.ai.means_case import DEPOT, FULL, SUBMARINE, air, only, orders_of, position, theatre
from tests.positions import make_unit

# Missiles


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


def test_where_one_convoy_is_known_to_be_bound_says_nothing_of_another() -> None:
    t = replace(theatre(air(2)), bound={"known": (1, 8)})
    ahead = []
    for key in ("known", "other"):
        units = [make_unit(t, "a", "red", (3, 4)), make_unit(t, key, "blue", (5, 4), "convoy")]
        view = observe(position(t, units, fires=Fires(sorties={"red": 2})), "red")
        ahead.append(road_ahead(view, look(view)))
    assert ahead == [(t.board.at(4, 4),), (t.board.at(6, 4),)]


@pytest.mark.parametrize(("convoys", "cut"), [(1.0, True), (0.0, False)])
def test_who_lets_a_convoy_go_cuts_no_road_near_it_for_other_reasons(convoys: float, cut: bool) -> None:
    t = theatre(air(4))
    foes = [make_unit(t, "x", "blue", (5, 4), "convoy"), make_unit(t, "y", "blue", (4, 4), "guard")]
    state = position(t, [make_unit(t, "a", "red", (3, 4)), *foes], fires=Fires(sorties={"red": 4}))
    reach = t.ruleset.convoys.strand_km * 1000
    near = [
        o
        for o in only(Sortie, orders_of(state, convoys=convoys))
        if o.mission == "interdiction" and t.board.distance_m(o.target, t.board.at(5, 4)) <= reach
    ]
    assert bool(near) is cut
    alone = position(t, [make_unit(t, "a", "red", (3, 4)), foes[1]], fires=Fires(sorties={"red": 4}))
    assert [o for o in only(Sortie, orders_of(alone, convoys=convoys)) if o.mission == "interdiction"]


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


def test_a_convoy_whose_end_all_know_is_waited_for_there_until_it_is_seen() -> None:
    t = replace(theatre(air(1)), bound={"x": "camp"})
    told = Civil(sightings=(Sighting(1, "Observers", "blue", t.board.at(5, 5), "Convoy", 0.8),))
    mine, fires = make_unit(t, "a", "red", (2, 4)), Fires(sorties={"red": 1})
    unseen = position(t, [mine], fires=fires, civil=told)
    seen = position(t, [mine, make_unit(t, "x", "blue", (4, 4), "convoy")], fires=fires, civil=told)
    for state, at in ((unseen, (10, 4)), (seen, (5, 4))):
        (cut,) = [o for o in only(Sortie, orders_of(state)) if o.mission == "interdiction"]
        assert cut.target == t.board.at(*at)


def test_what_was_seen_before_and_is_wanted_is_looked_at() -> None:
    t = theatre(air(4))
    state = position(t, [make_unit(t, "a", "red", (3, 4))], fires=Fires(sorties={"red": 4}))
    ghost = Contact(make_unit(t, "x", "blue", (8, 4)), 1)
    known = replace(state.knowledge["red"], watch=state.knowledge["red"].watch * 0, contacts={"x": ghost})
    state = replace(state, knowledge={**state.knowledge, "red": known})
    looks = [o for o in only(Sortie, orders_of(state)) if o.mission == "reconnaissance"]
    assert [o.target for o in looks] == [t.board.at(8, 4)]
