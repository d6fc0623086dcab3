"""What a scenario does for who holds a place, told beforehand."""

import pytest

from game.core.script import (
    Condition,
    Connected,
    Effect,
    Holds,
    PrestigeEffect,
    SayEffect,
    ShareIs,
    SourceEffect,
    Trigger,
    TurnWindow,
)
from game.match.stakes import stakes
from game.scenario.load import load
from tests.ui.driver import DUEL

FAME = Effect(prestige=PrestigeEffect("blue", 3, "Camp taken"))
HOLDS = Condition(holds=Holds("blue", ("camp",)))


def found(*triggers: Trigger, fired=None, faction="blue"):
    from dataclasses import replace

    scenario = load(DUEL)
    spec = replace(scenario.spec, triggers=triggers)
    return stakes(spec, scenario.theatre.board, faction, fired or {})


def test_prestige_and_a_source_of_supply_for_holding_a_place_are_told():
    depot = Effect(source_of_supply=SourceEffect("blue", "camp"))
    (one,) = found(Trigger("t", HOLDS, (FAME, depot)))
    assert (one.what, one.subject, one.prestige) == ("held", "camp", 3)
    assert one.source == load(DUEL).theatre.board.places["camp"].hex


def test_prestige_of_several_effects_is_told_together():
    assert [s.prestige for s in found(Trigger("t", HOLDS, (FAME, FAME)))] == [6]


def test_a_line_that_is_cut_and_a_share_are_told_too():
    cut = Condition(none_of=(Condition(connected=Connected("blue", "camp")),))
    share = Condition(share=ShareIs("blue", "town", 0.8))
    both = found(Trigger("a", cut, (FAME,)), Trigger("b", share, (FAME,)))
    assert [(s.what, s.subject, s.at_least) for s in both] == [("cut", "camp", 0.0), ("share", "town", 0.8)]


@pytest.mark.parametrize(
    "trigger",
    [
        Trigger("other_side", Condition(holds=Holds("red", ("camp",))), (FAME,)),
        Trigger("two_things", Condition(holds=Holds("blue", ("camp",)), turn=TurnWindow(5)), (FAME,)),
        Trigger(
            "cut_late",
            Condition(none_of=(Condition(connected=Connected("blue", "camp"), turn=TurnWindow(5)),)),
            (FAME,),
        ),
        Trigger("surprise", HOLDS, (Effect(arrive=("riders",)),)),
        Trigger("words", HOLDS, (Effect(say=SayEffect("Taken", "It is taken.")),)),
        Trigger("of_another", HOLDS, (Effect(prestige=PrestigeEffect("red", 3, "Camp taken")),)),
    ],
    ids=lambda t: t.id,
)
def test_surprises_and_what_others_get_are_not_told(trigger):
    assert not found(trigger)


def test_what_happened_is_told_as_done_unless_it_repeats():
    once, again = Trigger("once", HOLDS, (FAME,)), Trigger("again", HOLDS, (FAME,), repeat=True)
    assert [s.fired for s in found(once, again, fired={"once": 4, "again": 4})] == [4, 0]
