"""The scenario that teaches: who does what its tasks say gets to its end, and so does who does not."""

from __future__ import annotations

from itertools import count

import pytest

from game.core.orders import Attack, EndTurn, Move, Order, Strike
from game.core.tasks import Task
from game.core.theatre import Scenario
from game.core.view import View
from game.match.match import HUMAN, Match
from game.rules.legality import legal_orders
from game.scenario.load import load
from tests.scenario.authoring import SCENARIOS


@pytest.fixture(scope="module")
def tutorial() -> Scenario:
    return load(SCENARIOS / "tutorial.yaml")


def open_task(view: View) -> Task:
    (task,) = [task for task in view.tasks if not task.done]
    return task


def as_told(view: View, tries: int) -> Order:
    """What a newcomer does about the open task: strike or attack at the arrow, go there, or end the turn."""
    task = open_task(view)
    orders = list(legal_orders(view))
    for order in orders:
        if isinstance(order, Strike) and "Means" in task.text and order.aim == "site":
            return order
    attacks = [o for o in orders if isinstance(o, Attack) and o.target == task.hex]
    if attacks:
        return min(attacks, key=lambda o: (o.unit != task.unit, not o.support))
    board = view.theatre.board
    if task.hex >= 0 and tries < 3 and not any(u.hex == task.hex for u in view.own):
        moves = [o for o in orders if isinstance(o, Move) and (not task.unit or o.unit == task.unit)]
        nearer = [
            o for o in moves if board.distance_m(o.path[-1], task.hex) < board.distance_m(o.path[0], task.hex)
        ]
        if nearer:
            return min(nearer, key=lambda o: board.distance_m(o.path[-1], task.hex))
    return EndTurn()


def played(scenario: Scenario, seed: int, heed: bool) -> Match:
    match = Match.start(scenario, seed, {"blue": HUMAN})
    tries = 0
    for _ in count():
        if match.outcome is not None:
            return match
        order = as_told(match.view("blue"), tries) if heed else EndTurn()
        tries = 0 if isinstance(order, EndTurn) else tries + 1
        assert isinstance(match.submit(order), tuple)
        match.play_out()
    raise AssertionError


@pytest.mark.parametrize("seed", range(6))
def test_who_does_what_the_tasks_say_learns_everything_and_is_first(tutorial: Scenario, seed: int) -> None:
    match = played(tutorial, seed, heed=True)
    view = match.view("blue")
    assert [task.title.partition(": ")[2] for task in view.tasks] == [
        "Move", "Attack", "Supply", "Encircle", "Strike", "Close the ring", "Race",
    ]  # fmt: skip
    assert all(task.done for task in view.tasks)
    assert view.owners["eastgate"] == "blue"
    assert match.outcome is not None
    assert match.outcome.winner == "blue"
    assert match.turn <= 10
    assert [report.assessed for report in view.fires.reports] == [True]
    given = {type(entry.order) for entry in match.journal if entry.faction == "blue"}
    assert given == {Move, Attack, Strike, EndTurn}


def test_who_does_nothing_gets_to_the_end_all_the_same(tutorial: Scenario) -> None:
    match = played(tutorial, 1, heed=False)
    assert match.outcome is not None
    assert match.outcome.winner == "blue"
    assert match.turn < tutorial.theatre.turns


@pytest.mark.parametrize("seed", range(3))
def test_who_does_anything_whatever_always_has_one_task(tutorial: Scenario, seed: int) -> None:
    match = Match.start(tutorial, seed, {"blue": "random"})
    while match.step() is not None:
        open_now = [task for task in match.view("blue").tasks if not task.done]
        assert len(open_now) == 1 or match.outcome is not None
    assert match.outcome is not None
    assert match.outcome.winner == "blue"


def test_the_enemy_that_moves_does_not_spoil_the_lessons(tutorial: Scenario) -> None:
    """A player may give Red to the computer."""
    match = Match.start(tutorial, 3, {"blue": HUMAN, "red": "simple"})
    for _ in range(200):
        if match.outcome is not None:
            break
        match.submit(as_told(match.view("blue"), 2) if match.turn < 20 else EndTurn())
        match.play_out()
    assert match.outcome is not None


def test_the_texts_are_short(tutorial: Scenario) -> None:
    for trigger in tutorial.spec.triggers:
        for effect in trigger.then:
            if effect.task:
                assert effect.task.text.count(". ") <= 3
                assert len(effect.task.text) < 320


def test_the_next_scenario_is_there(tutorial: Scenario) -> None:
    assert (SCENARIOS / f"{tutorial.spec.next}.yaml").is_file()
