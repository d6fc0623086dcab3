"""Events in words."""

from dataclasses import replace

import pytest

from game.core.events import Fought, Loss, Moved, SupplyReading, SupplyTraced
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


def test_that_supply_is_short_is_worth_a_line_in_the_report_and_that_it_is_not_is_not(
    narrator: Narrator,
) -> None:
    assert narrator.importance(traced("supplied", "supplied")) == 0
    assert narrator.importance(traced("supplied", "overextended")) == 2
    assert narrator.importance(traced("supplied", "unsupplied")) == 2
    assert narrator.importance(traced("isolated")) == 2


def test_the_sentence_of_a_fight_counts_those_who_surrender_and_says_how_many(narrator: Narrator) -> None:
    factions = narrator.theatre.faction_ids
    fight = Fought(
        factions[0], ("a",), (), factions[1], ("b",), 0, 1, "2:1", "2.1:1", (), (3, 4), (Loss("a", 1),),
        (Loss("b", 3),), (), result="surrender",
    )  # fmt: skip
    gave_up = replace(fight, surrendered=(Loss("b", 2, destroyed=True),))
    assert "steps lost: attackers 1, defenders 3." in narrator.sentence(fight)
    assert "steps lost: attackers 1, defenders 5 (2 of them surrendered)." in narrator.sentence(gave_up)
    assert "5 (2 of them surrendered)" in narrator.outcome(gave_up)
