"""Events in words."""

import pytest

from game.core.events import Moved, SupplyReading, SupplyTraced
from game.core.theatre import Scenario
from game.match.narrate import Narrator


@pytest.fixture
def narrator(skirmish: Scenario) -> Narrator:
    return Narrator(skirmish.theatre, {"a": "Alpha", "b": "Bravo", "c": "Charlie", "d": "Delta"})


@pytest.mark.parametrize("stopped", ["ambush", "zone", "ground", "border"])
def test_every_reason_why_a_move_ended_early_has_its_words(narrator: Narrator, stopped: str) -> None:
    plain = narrator.sentence(Moved("a", "x", (0, 1), 100))
    told = narrator.sentence(Moved("a", "x", (0, 1), 100, stopped=stopped))
    assert len(told) > len(plain)
    assert told.startswith(plain.removesuffix("."))


def traced(*states: str) -> SupplyTraced:
    readings = zip("abcd", states, strict=False)
    return SupplyTraced("x", tuple(SupplyReading(u, s, 5, 0) for u, s in readings))  # type: ignore[arg-type]


def test_the_supply_line_names_who_is_cut_off_worst_first(narrator: Narrator) -> None:
    told = narrator.sentence(traced("supplied", "overextended", "isolated", "unsupplied"))
    assert told.index("Charlie") < told.index("Delta") < told.index("Bravo")
    assert "Alpha" not in told


def test_that_somebody_is_cut_off_is_worth_a_line_in_the_report(narrator: Narrator) -> None:
    assert narrator.importance(traced("supplied", "overextended")) == 1
    assert narrator.importance(traced("supplied", "unsupplied")) == 2
    assert narrator.importance(traced("isolated")) == 2
