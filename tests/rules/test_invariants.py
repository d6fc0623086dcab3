"""Whole games of random legal orders: nothing that may not happen ever does."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import scenario as spec_nouns
from game.core import score, script
from game.core.irregular import Abilities
from game.core.orders import Attack, Concede, Decide, EndTurn, Finish, Move, Order, SetPosture
from game.core.rng import Dice
from game.core.state import State
from game.core.theatre import Scenario
from game.rules.legality import legal_orders, verify
from game.rules.truth.audit import digest, problems
from game.rules.truth.observe import observe
from game.rules.truth.reduce import fold
from game.rules.truth.resolve import resolve, resolve_to
from game.rules.truth.setup import begin
from tests.positions import make_board
from tests.rules.spine import SPEC, faction, scenario, unit

BOARD = make_board(
    [
        "......h.....", ".cc...h..f..", ".cc....fff..", "......ffft..", "...v..ff....",
        "..~......h..", "......t.....", "....hh......", "............", "............",
    ],
    banks=["aaaaaaabbbbb"] * 10,
    roads=[[(0, 2), (1, 2), (2, 2), (3, 2), (4, 2), (5, 2), (6, 2), (7, 2), (8, 2)]],
    places={"city": (1, 2), "village": (3, 4), "town": (9, 3), "south": (6, 6)},
    crossings=[("span", (6, 2), (7, 2), "intact"), ("old", (6, 6), (7, 6), "destroyed")],
)  # fmt: skip

STAND = script.Effect(stance=script.StanceIs(("red", "green"), "war"), arrive=("g7",))
ASK = script.DecisionSpec(
    "ask", "green", "War?", "Red is weak.", default="no",
    options=(script.OptionSpec("yes", "War", "War.", (STAND,)), script.OptionSpec("no", "No", "Peace.")),
)  # fmt: skip
MEANS = Abilities(raids=True, shock=2, night_boats=True, disperse=True, mines=True)
NAMES = ("assault", "engineer", "artillery", "militia", "is_mobile", "armour", "regular")


@cache
def battle() -> Scenario:
    """Red and green, rivals on both banks, against blue; green may decide for war with red."""
    spots = {
        "red": [(0, 1), (0, 2), (1, 1), (6, 5), (2, 2), (4, 3), (5, 2)],
        "blue": [(8, 2), (9, 3), (7, 5), (7, 2), (3, 4), (6, 2), (10, 1)],
        "green": [(11, 8), (10, 8), (9, 8), (11, 7)],
    }
    units = {
        f: tuple(
            unit(f"{f[0]}{i}", at, kind, cohesion=60 + 5 * i, steps=2 if i == 1 else 0)
            for i, (at, kind) in enumerate(zip(found, NAMES, strict=False))
        )
        for f, found in spots.items()
    }
    units["blue"] += (unit("b8", (11, 1), arrive=2), unit("b9", (10, 1), "convoy", arrive=-1))
    units["green"] += (unit("g7", (11, 9), arrive=-1),)
    return scenario(
        replace(SPEC, turns=8),
        BOARD,
        factions={
            "red": faction("red", (0, 2), replacements=1.5),
            "blue": faction("blue", (11, 1), replacements=0.5, abilities=MEANS),
            "green": faction("green", (11, 9)),
        },
        units=units,
        control=(
            spec_nouns.Paint("blue"),
            spec_nouns.Paint("red", near="city", km=10),
            spec_nouns.Paint("green", near=(11, 9), km=8),
        ),
        stances=(spec_nouns.StanceSpec(("red", "green"), "rival"),),
        alternate=("red", "green"),
        decisions=(ASK,),
        triggers=(
            script.Trigger(
                "ask", script.Condition(turn=script.TurnWindow(3)), (script.Effect(offer="ask"),), on="green"
            ),
            script.Trigger(
                "more",
                script.Condition(losses=script.LossesAre("blue", 4)),
                (script.Effect(arrive=("b9",), withdraw=("b6",)),),
            ),
        ),
        score={
            "red": score.ScoreSpec(
                10, (score.PointLine("town", "The town", hold=score.HoldLine("town", 5)),)
            ),
            "green": score.ScoreSpec(
                10, (score.PointLine("town", "The town", hold=score.HoldLine("town", 5)),)
            ),
        },
    )


LIKELY = {Attack: 8, Move: 3, Decide: 9, SetPosture: 1, Finish: 1, EndTurn: 0.3, Concede: 0}


def choose(state: State, rng: random.Random) -> Order:
    """A random legal order; one kind is as likely as another, attacks more so."""
    kinds: dict[type[Order], list[Order]] = {}
    for order in legal_orders(observe(state, state.active)):
        kinds.setdefault(type(order), []).append(order)
    names = sorted(kinds, key=lambda kind: kind.__name__)
    kind = rng.choices(names, [LIKELY.get(k, 4) for k in names])[0]
    return rng.choice(kinds[kind])


@settings(max_examples=8)
@given(st.integers(0, 2**31))
def test_random_games_break_no_invariant_and_every_state_is_the_fold_of_its_events(seed: int) -> None:
    rng, state = random.Random(seed), begin(battle())
    assert problems(state) == []
    for number in range(160):
        order = choose(state, rng)
        assert verify(observe(state, state.active), order) is None
        before = digest(state)
        result = resolve_to(state, order, Dice(seed, number))
        assert problems(result.state) == [], (seed, number, order)
        assert digest(state) == before, "the state before was written to"
        assert digest(fold(state, result.events)) == digest(result.state)
        assert resolve(state, order, Dice(seed, number)) == tuple(result.events)
        state = result.state
        if state.outcome:
            return
