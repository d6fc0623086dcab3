"""Whom an event is about: the side whose badge stands before its line."""

from __future__ import annotations

import pytest

from game.core import events as ev
from game.match.about import about
from tests.positions import make_unit
from tests.ui import scenes

SIDES = {"n1": "north", "s1": "south"}


def unit(faction: str):
    return make_unit(scenes.theatre(), "s1", faction, (5, 4), "is_fighter")


@pytest.mark.parametrize(
    ("event", "whose"),
    [
        (ev.Spotted("north", unit("south")), "south"),
        (ev.Retreated("s1", "south", (1, 2)), "south"),
        (ev.WorkDone("n1", (1, 2), 1), "north"),
        (ev.PostureSet("s1", "hold"), "south"),
        (ev.DepotSet("n1", "", -1), "north"),
        (ev.PlaceTaken("alpha", "east", "south", first=False), "east"),
        (ev.TensionChanged("north", "east", 20, "beside"), ""),
        (ev.CraterFilled(3), ""),
        (ev.Message("", "A title", "Words"), ""),
        (ev.Message("east", "A title", "Words"), "east"),
        (ev.MatchEnded("east", "minor", "turn_limit"), "east"),
        (ev.MatchEnded("", "draw", "turn_limit"), ""),
    ],
    ids=lambda x: type(x).__name__ if not isinstance(x, str) else x,
)
def test_a_line_bears_the_sign_of_the_side_that_it_is_about(event: ev.Event, whose: str) -> None:
    assert about(event, SIDES) == whose


def test_a_unit_that_the_reader_does_not_know_leaves_what_the_event_says() -> None:
    assert about(ev.StepsLost("x9", "south", 1, "strike"), SIDES) == "south"
    assert about(ev.WorkDone("x9", (1, 2), 1), SIDES) == ""
