"""All means of a side together: what the simple AI is told to forgo, and what holds on any position."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ai.explain import explain
from game.ai.registry import controller
from game.core.civil import Civil
from game.core.irregular import Abilities, Irregular
from game.core.orders import (
    Attack,
    DeliverAid,
    Disperse,
    Handover,
    MainEffort,
    Move,
    Order,
    Raid,
    SetPosture,
    Sortie,
    Strike,
)
from game.core.rng import Dice
from game.core.scenario import MEANS
from game.rules.legality import verify
from game.rules.truth.observe import observe
from game.rules.truth.resolve import resolve_to
from tests.ai.means_case import DEPOT, FULL, SUBMARINE, air, orders_of, position, theatre
from tests.positions import make_unit
from tests.rules.chance import random_state


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
