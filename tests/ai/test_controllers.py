"""Controllers against each other, and what every controller must keep."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from game.ai.explain import explain
from game.ai.registry import CONTROLLERS, controller
from game.core.controllers import choices, own_choice
from game.core.orders import Decide, EndTurn, Move, Order
from game.core.rng import Dice
from game.core.scenario import Doctrine, FactionSpec, PlanSpec
from game.core.score import HoldLine, PointLine, ScoreSpec
from game.core.script import DecisionSpec, OptionSpec
from game.core.state import State
from game.core.theatre import Theatre
from game.rules.legality import verify
from game.rules.truth.observe import observe
from game.rules.truth.resolve import resolve_to
from tests.ai.arena import Report, opening, play
from tests.positions import make_board, make_state, make_unit, standard


def duel(name: str, other: str, games: int, **kwargs: Doctrine) -> list[tuple[str, Report]]:
    """Games with sides swapped: (side of `name`, report)."""
    out = []
    for seed in range(games):
        side, against = ("red", "blue") if seed % 2 == 0 else ("blue", "red")
        out.append((side, play(opening(), {side: controller(name), against: controller(other)}, seed)))
    return out


@pytest.mark.parametrize("other", ["random", "idle"])
def test_the_simple_ai_beats_weaker_controllers_from_either_side(other: str) -> None:
    games = duel("simple", other, 8)
    assert sum(report.winner() == side for side, report in games) == 8


@pytest.mark.slow
@pytest.mark.parametrize("other", ["random", "idle"])
def test_the_simple_ai_wins_at_least_95_of_100_games(other: str) -> None:
    games = duel("simple", other, 100)
    wins = sum(report.winner() == side for side, report in games)
    rings = sum(report.encircled.get(side, 0) for side, report in games) / 100
    taken = sum(report.captures.get(side, 0) for side, report in games) / 100
    print(f"simple against {other}: {wins} of 100, a game {rings:.1f} units encircled, {taken:.1f} captures")
    assert wins >= 95


@pytest.mark.parametrize("names", [("simple", "simple"), ("random", "random"), ("simple", "random")])
def test_no_controller_gives_an_illegal_order(names: tuple[str, str]) -> None:
    for seed in range(3):
        report = play(opening(), {"red": controller(names[0]), "blue": controller(names[1])}, seed)
        assert report.refused == []


def test_both_sides_of_a_game_between_equals_attack_and_take_places() -> None:
    reports = [report for _, report in duel("simple", "simple", 4)]
    for side in ("red", "blue"):
        assert sum(r.attacks.get(side, 0) for r in reports) >= 8
        assert sum(r.captures.get(side, 0) for r in reports) >= 4


def test_the_same_seed_gives_the_same_orders() -> None:
    def orders() -> list[Order]:
        state, out = opening(), []
        while state.turn < 4 and len(out) < 400:
            view = observe(state, state.active)
            order = controller("simple").decide(view, random.Random(1))
            out.append(order)
            state = resolve_to(state, order, Dice(3, len(out))).state
        return out

    assert orders() == orders()


def test_an_unknown_controller_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="simple, random, idle"):
        controller("clever")


@pytest.mark.parametrize("name", sorted(CONTROLLERS))
def test_the_turn_is_ended_when_the_limit_of_orders_is_reached(name: str) -> None:
    state = opening()
    limit = state.theatre.ruleset.max_orders_a_turn
    view = observe(replace(state, orders=limit), state.active)
    assert controller(name).decide(view, random.Random(0)) == EndTurn()


def test_every_order_of_the_simple_ai_has_its_reason_in_words() -> None:
    state = opening()
    kinds = set()
    for number in range(250):
        view = observe(state, state.active)
        order = controller("simple").decide(view, random.Random(number))
        text = explain(view, order)
        assert text.endswith(".")
        assert "{" not in text
        kinds.add(type(order).__name__)
        state = resolve_to(state, order, Dice(1, number)).state
        if state.outcome:
            break
    assert {"Move", "Attack", "EndTurn"} <= kinds


def middle_game(turn: int, seed: int) -> State:
    """A position at the start of a turn, some way into a game of the simple AI against itself."""
    state, number = opening(), 0
    while state.turn < turn and state.outcome is None:
        view = observe(state, state.active)
        order = controller("simple").decide(view, random.Random(number))
        state = resolve_to(state, order, Dice(seed, number)).state
        number += 1
    return state


@settings(max_examples=12)
@given(turn=st.integers(2, 8), seed=st.integers(0, 50), noise=st.randoms(use_true_random=False))
def test_what_is_hidden_does_not_change_the_order(turn: int, seed: int, noise: random.Random) -> None:
    state = middle_game(turn, seed)
    me = state.active
    view = observe(state, me)
    hidden = [u for u in state.units.values() if u.faction != me and u.id not in view.units]
    units = dict(state.units)
    dark = [h for h in np.flatnonzero(~view.visible).tolist() if h not in state.stacks]
    assume(hidden and len(dark) >= len(hidden))
    for u, h in zip(hidden, noise.sample(dark, len(hidden)), strict=True):
        units[u.id] = replace(
            u, hex=h, steps=noise.randint(1, u.full), cohesion=noise.randint(0, 100), supply="isolated"
        )
    ground = state.control.copy()
    out_of_sight = np.flatnonzero(~view.visible)
    ground[out_of_sight] = [noise.randint(-1, 1) for _ in out_of_sight]
    other = replace(state, units=units, control=ground)
    ai = controller("simple")
    assert ai.decide(view, random.Random(5)) == ai.decide(observe(other, me), random.Random(5))


def test_decisions_are_answered_by_weight_and_doctrine() -> None:
    offer = DecisionSpec(
        id="truce",
        faction="red",
        title="A truce?",
        text="They offer one.",
        options=(
            OptionSpec("yes", "Yes", "Quiet.", weight=0.0),
            OptionSpec("no", "No", "War.", weight=1.0),
        ),
        default="yes",
    )
    view = replace(observe(opening(), "red"), offers=(offer,))
    order = controller("simple").decide(view, random.Random(0))
    assert order == Decide("truce", "no")
    assert verify(view, order) is None


def test_a_plan_changes_what_it_names_and_keeps_the_rest_of_the_doctrine() -> None:
    said = PlanSpec(name="dash", caution=0.5, priorities={"mill": 3.0})
    doctrine = Doctrine(aggression=1.4, hold=("fort",), priorities={"mill": 1.0, "ford": 2.0})
    spec = FactionSpec(name="Red", short="R", colour="#aa0000", doctrine=doctrine, plans={"dash": said})
    found = spec.doctrine_for("dash")
    assert (found.aggression, found.caution, found.hold) == (1.4, 0.5, ("fort",))
    assert found.priorities == {"mill": 3.0, "ford": 2.0}
    assert spec.doctrine_for("") == doctrine


def test_a_controller_goes_where_its_plan_says() -> None:
    plans = {
        p: PlanSpec(name=p, priorities={p: 9.0, q: 0.1}) for p, q in (("west", "east"), ("east", "west"))
    }
    spec = FactionSpec(name="Red", short="R", colour="#aa0000", plans=plans, plan="west")
    t = two_ways(spec)
    ends = {}
    for name in ("simple", "simple:west", "simple:east"):
        state = make_state(t, [make_unit(t, "a", "red", (6, 4))], sources={"red": [(6, 0)]})
        order = controller(name, spec).decide(observe(state, "red"), random.Random(0))
        while not isinstance(order, Move):
            state = resolve_to(state, order, Dice(1, 1)).state
            order = controller(name, spec).decide(observe(state, "red"), random.Random(0))
        ends[name] = order.path[-1] % t.board.cols
    assert ends["simple"] == ends["simple:west"] < 6 < ends["simple:east"]
    with pytest.raises(KeyError, match="no plan 'south'"):
        controller("simple:south", spec)


def two_ways(red: FactionSpec) -> Theatre:
    """Red in the middle, a place as good as the other on either hand."""
    board = make_board(["............."] * 9, places={"west": (1, 4), "east": (11, 4)})
    lines = tuple(PointLine(id=p, text=p, hold=HoldLine(place=p, points=5.0)) for p in ("west", "east"))
    factions = {"red": red, "blue": FactionSpec(name="Blue", short="B", colour="#0000aa")}
    score = {"red": ScoreSpec(par=10.0, lines=lines)}
    return Theatre(board, standard(), "t", "T", date(2000, 1, 1), 20, 2, factions, score, {})


@pytest.mark.parametrize("kind", ["simple", "idle"])
@pytest.mark.parametrize(("plans", "plan"), [((), ""), (("east", "west"), ""), (("east", "west"), "west")])
def test_what_a_scenario_names_is_among_the_choices(kind: str, plans: tuple[str, ...], plan: str) -> None:
    spec = FactionSpec(
        "Red", "R", "#800000", controller=kind, plans={p: PlanSpec(p) for p in plans}, plan=plan
    )
    assert own_choice(spec) in choices(spec)
    for name in choices(spec):
        controller(name, spec)
