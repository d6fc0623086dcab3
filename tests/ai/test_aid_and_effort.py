"""What the simple AI does with aid, handovers and its main effort."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.ai.aid import next_delivery
from game.core.civil import Civil
from game.core.diplomacy import Diplomacy, LineSpec
from game.core.fires import Fires
from game.core.irregular import Irregular
from game.core.orders import DeliverAid, Handover, MainEffort
from game.core.score import PointLine, ReliefLine, ScoreSpec
from game.rules.truth.observe import observe
from tests.ai.means_case import air, only, orders_of, position, theatre
from tests.ai.test_tactics import BANKS
from tests.positions import make_unit


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
