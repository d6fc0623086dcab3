"""What a side learns by an order, and what it may therefore not take back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.core.events import Revealed, Spotted
from game.core.fires import Crater
from game.core.units import Contact
from game.core.view import View
from game.match.undoing import familiar, learnt
from game.rules.truth.observe import observe
from tests.ui import scenes


@pytest.fixture
def view() -> View:
    """North knows who holds what, and sees only where it stands."""
    state = scenes.state()
    made = observe(state, "north")
    in_sight = np.zeros_like(made.visible)
    in_sight[[u.hex for u in made.own]] = True
    return replace(made, visible=in_sight, control=state.control)


def hidden(view: View, side: str) -> int:
    """A hex out of sight that a side is thought to hold."""
    held = view.control == view.theatre.index[side]
    return int(np.flatnonzero(held & ~view.visible)[0])


def barred(view: View, h: int, after: View | None = None, looked: tuple[int, ...] = ()) -> bool:
    """Whether an order that brought this hex into sight stays given."""
    before = np.zeros_like(view.visible)
    before[list(looked)] = True
    return learnt((Revealed("north", (h,)),), view, before, lambda: after or view)


def test_a_look_at_ground_of_ones_own_can_be_taken_back(view: View) -> None:
    assert not barred(view, hidden(view, "north"))


def test_a_look_at_ground_of_an_ally_can_be_taken_back_and_one_at_a_rivals_cannot(view: View) -> None:
    h = hidden(view, "east")
    assert barred(view, h)
    allied = {pair: "allied" if set(pair) == {"north", "east"} else s for pair, s in view.stances.items()}
    assert not barred(replace(view, stances=allied), h)


def test_ground_that_was_seen_earlier_in_the_turn_tells_nothing_new(view: View) -> None:
    h = hidden(view, "south")
    assert barred(view, h)
    assert not barred(view, h, looked=(h,))


def test_a_look_at_where_an_enemy_was_last_seen_is_not_taken_back(view: View) -> None:
    h = hidden(view, "north")
    ghost = Contact(replace(view.units["s1"], hex=h), 1)
    assert barred(replace(view, contacts=(ghost,)), h)


def test_ground_that_turns_out_to_be_lost_struck_or_worked_on_is_news(view: View) -> None:
    h = hidden(view, "north")
    lost = view.control.copy()
    lost[h] = view.theatre.index["south"]
    assert barred(view, h, replace(view, control=lost))
    assert barred(view, h, replace(view, fires=replace(view.fires, craters=(Crater(h, 5),))))
    edge = next(iter(view.crossings))
    assert barred(view, h, replace(view, works={edge: 1}))


def test_who_comes_into_sight_is_news_wherever_it_is_and_only_for_whom_it_concerns(view: View) -> None:
    looked = np.ones_like(view.visible)
    assert learnt((Spotted("north", view.units["s1"]),), view, looked, lambda: view)
    assert not learnt((Spotted("south", view.units["n1"]),), view, looked, lambda: view)


def test_the_preview_agrees_with_what_bars(view: View) -> None:
    nothing = np.zeros_like(view.visible)
    known = familiar(view, nothing)
    for h in np.flatnonzero(~view.visible).tolist():
        assert barred(view, h) == (not known[h])
