"""Change anything that a side cannot know, and it sees, is told and may do exactly the same."""

from __future__ import annotations

import hashlib
import random
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ai.registry import controller
from game.core import orders as o
from game.core.board import Crossing
from game.core.fires import AIMS, MISSIONS
from game.core.scenario import Doctrine
from game.core.view import View
from game.rules.civilians import expected_harm
from game.rules.forecast import forecast
from game.rules.legality import legal_orders, verify
from game.rules.movement import zones
from game.rules.relations import check_restraint
from game.rules.supply import trace
from game.rules.truth.observe import observe
from game.rules.truth.perceive import visible
from game.rules.truth.reduce import evolve
from game.rules.truth.setup import begin
from game.scenario.load import load
from tests.rules.chance import FACTIONS, random_state
from tests.rules.hidden import CHANGES, ME, a_pair, change_what_others_did


def view_fingerprint(view: View) -> str:
    """Of everything that a view says, in a form that does not depend on how it is built."""
    out = hashlib.sha256()
    for f in fields(view):
        if f.name in ("memo", "shelves", "theatre"):
            continue
        value = getattr(view, f.name)
        if isinstance(value, np.ndarray):
            text = value.tobytes().hex()
        elif hasattr(value, "items"):
            text = repr([(k, value[k]) for k in value])  # the order of a mapping may tell something too
        else:
            text = repr(value)
        out.update(f"{f.name}={text}\n".encode())
    return out.hexdigest()


def what_it_may_ask(view: View) -> list[object]:
    """Legal orders, their forecasts, refusals, zones: all that rules answer a side."""
    legal = list(legal_orders(view))
    answers: list[object] = [*legal, sorted(zones(view, ME))]
    foretold = o.Move | o.Attack | o.Ferry | o.Trickle | o.Strike | o.Sortie
    answers += [forecast(view, x) for x in legal if isinstance(x, foretold)]
    for h in range(view.theatre.board.size):
        answers += [verify(view, o.Strike("boat_red", h, aim)) for aim in AIMS]
        answers += [verify(view, o.Sortie(mission, h)) for mission in MISSIONS]
    board = view.theatre.board
    for unit in ("u0", "u1", "u2", "u3", "u4", "new", "late_blue", *view.units):
        for h in range(board.size):
            answers += [
                verify(view, o.Attack(unit, h)),
                verify(view, o.Ferry(unit, h)),
                verify(view, o.Bridge(unit, h)),
            ]
            answers += [verify(view, o.Demolish(unit, h))]
            if unit in view.units:
                answers += [verify(view, o.Move(unit, (view.units[unit].hex, h)))]
        answers += [verify(view, o.Disperse(unit))]
        answers += [verify(view, kind(unit, h)) for kind in (o.Raid, o.Trickle) for h in range(board.size)]
        answers += [verify(view, o.Finish(unit)), verify(view, o.SetPosture(unit, "rest"))]
    answers += [verify(view, o.Decide(f"ask_{f}", "yes")) for f in FACTIONS]
    answers += [verify(view, o.Handover(p, f)) for p in view.owners for f in FACTIONS]
    answers += [check_restraint(view, ME, h) for h in range(board.size)]
    answers += [verify(view, o.MainEffort(place)) for place in ("", *view.owners, "nowhere")]
    answers += [trace(view, ME, view.sources).m]
    answers += [verify(view, o.DeliverAid(place)) for place in view.owners]
    answers += [expected_harm(view, h, 0.002, 2) for h in range(board.size)]
    return answers


@settings(max_examples=80)
@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6),
    st.sampled_from(["red", "blue"]),
)
def test_what_is_hidden_changes_nothing_that_a_side_sees_or_is_told(seed, luck, changes, active):
    state, other = a_pair(seed, random.Random(luck), changes, active)
    one, two = observe(state, ME), observe(other, ME)
    assert view_fingerprint(one) == view_fingerprint(two)
    assert what_it_may_ask(one) == what_it_may_ask(two)


@settings(max_examples=40)
@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6),
    st.sampled_from(["simple", "random"]),
)
def test_what_is_hidden_changes_no_order_of_an_ai(seed, luck, changes, name):
    state, other = a_pair(seed, random.Random(luck), changes, ME)
    one, two = (controller(name).decide(observe(s, ME), random.Random(luck)) for s in (state, other))
    assert one == two
    assert verify(observe(state, ME), one) is None


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: c.__name__)
def test_each_of_these_changes_is_one(change):
    """Otherwise the test above would prove nothing."""
    changed = 0
    for seed in range(40):
        state = random_state(seed)
        if change is change_what_others_did:
            state = evolve(state, active="blue", activity={})
        other = change(state, random.Random(seed))
        changed += any(
            not np.array_equal(getattr(state, f.name), getattr(other, f.name))
            if f.name == "control"
            else repr(getattr(state, f.name)) != repr(getattr(other, f.name))
            for f in fields(state)
            if f.name not in ("memo", "shelves")
        )
    assert changed >= 5


@settings(max_examples=30)
@given(st.integers(0, 10**9))
def test_the_fingerprint_notices_what_is_not_hidden(seed):
    state = random_state(seed)
    was = view_fingerprint(observe(state, ME))
    h = int(np.flatnonzero(visible(state, ME))[0]) if visible(state, ME).any() else None
    edge = sorted(state.crossings)[0]
    changes = [
        evolve(state, prestige={**state.prestige, "blue": 3}),
        evolve(state, owners={**state.owners, "town": "red" if state.owners["town"] == "blue" else "blue"}),
        evolve(state, crossings={**state.crossings, edge: Crossing("bridge", "New", edge, "pontoon")}),
        evolve(state, losses={**state.losses, ME: 9}),
    ]
    if h is not None:
        watch = state.knowledge[ME].watch.copy()
        watch[h] = 0
        known = replace(state.knowledge[ME], watch=watch)
        alone = [f for f in FACTIONS if f == ME or state.stances[ME, f] == "allied"] == [ME]
        changes += [evolve(state, knowledge={**state.knowledge, ME: known})] if alone else []
    for other in changes:
        assert view_fingerprint(observe(other, ME)) != was


def test_no_view_tells_how_another_side_fights_what_it_lives_on_or_what_it_gets():
    scenario = load(Path(__file__).parents[2] / "scenarios" / "deir_ez_zor_2017.yaml")
    state = begin(scenario)
    for faction, spec in scenario.spec.factions.items():
        view = observe(state, faction)
        assert view.doctrine == spec.doctrine_for(spec.plan) != Doctrine()
        for told in view.theatre.factions.values():
            assert (told.doctrine, told.sources, told.replacements) == (Doctrine(), (), 0.0)
            assert (told.plans, told.plan) == ({}, "")
