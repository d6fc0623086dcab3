"""A match told again: the same positions, through the eyes that are open."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ai.registry import controller
from game.core.events import LostSight, Revealed, Spotted
from game.core.orders import EndTurn
from game.core.theatre import Scenario
from game.match.match import HUMAN, Match
from game.match.replay import Eyes, Replay


def first(match: Match) -> str:
    return next(iter(match.theatre.factions))


@pytest.fixture(scope="module")
def told(finished: Match) -> Replay:
    return Replay(finished, first(finished))


@pytest.fixture(scope="module")
def running(skirmish: Scenario) -> Match:
    """A match that a human (whom a program helps) still plays."""
    side = next(iter(skirmish.theatre.factions))
    match = Match(skirmish, 7, {side: HUMAN}, {side: controller("simple")})
    match.play_out(max_orders=40)
    return match


def test_its_digests_are_those_of_the_match(told: Replay, finished: Match) -> None:
    assert finished.marks
    for mark in reversed(finished.marks):
        assert told.digest(mark.number) == mark.digest
    assert told.digest(told.last) == finished.digest()


def test_every_view_is_the_one_that_the_side_had(skirmish: Scenario, told: Replay) -> None:
    live = Match(skirmish, seed=7)
    for moment in range(told.last + 1):
        for faction in live.theatre.factions:
            had, shown = live.view(faction), told.view(moment, Eyes(faction))
            assert dict(shown.units) == dict(had.units)
            assert shown.contacts == had.contacts
            assert np.array_equal(shown.control, had.control)
            assert np.array_equal(shown.visible, had.visible)
        live.step()


@settings(max_examples=30)
@given(data=st.data())
def test_a_position_does_not_depend_on_the_way_to_it(data: st.DataObject, told: Replay) -> None:
    moments = st.integers(0, told.last)
    there = data.draw(moments)
    digest = told.digest(there)
    told.digest(data.draw(moments))
    assert told.digest(there) == digest


def test_an_observer_sees_all_units_and_all_ground(told: Replay) -> None:
    faction, more = first(told.match), 0
    for moment in range(told.last + 1):
        view = told.view(moment, Eyes(faction, everything=True))
        assert view.visible.all()
        assert not view.contacts
        assert set(view.units) == {u.id for f in told.eyes for u in told.view(moment, Eyes(f)).own}
        more += len(view.units) > len(told.view(moment, Eyes(faction)).units)
    assert more


def test_an_observer_is_told_what_happened_and_not_who_noticed(told: Replay) -> None:
    faction = first(told.match)
    for moment in range(1, told.last + 1):
        events = told.events(moment, Eyes(faction, everything=True))
        assert not any(isinstance(e, Spotted | Revealed | LostSight) for e in events)
        assert set(events) <= set(told.match.journal[moment - 1].events)


def test_while_a_human_plays_only_his_eyes_are_open(running: Match) -> None:
    side, *others = running.theatre.factions
    replay = Replay(running, side)
    assert running.outcome is None
    assert replay.eyes == (side,)
    assert replay.view(replay.last, Eyes(side)).own
    for closed in (Eyes(side, everything=True), *map(Eyes, others)):
        for ask in (replay.view, replay.events, replay.reason):
            with pytest.raises(ValueError, match="only the eyes"):
                ask(1, closed)


def test_every_side_is_told_what_it_noticed_at_the_time(running: Match, told: Replay) -> None:
    for match, replay in ((running, Replay(running, first(running))), (told.match, told)):
        for faction in replay.eyes:
            noticed = (match.preface(faction), *match.events_for(faction))
            moments = range(replay.last, -1, -1)  # not in the order in which it is easy
            assert [replay.events(m, Eyes(faction)) for m in moments] == [noticed[m] for m in moments]


def test_spans_follow_the_ends_of_turns(told: Replay) -> None:
    ends = [n for n, e in enumerate(told.match.journal, 1) if isinstance(e.order, EndTurn)]
    assert [s.begins for s in told.spans][1:] == ends[: len(told.spans) - 1]
    for number, entry in enumerate(told.match.journal):
        assert told.spans[told.span(number)].faction == entry.faction


def test_each_order_of_an_ai_has_its_reason_and_only_for_eyes_that_may_know(told: Replay) -> None:
    faction = first(told.match)
    for moment in range(1, told.last + 1):
        entry = told.match.journal[moment - 1]
        assert told.reason(moment, Eyes(faction, everything=True)).endswith(".")
        assert bool(told.reason(moment, Eyes(faction))) == (entry.faction == faction)


def test_orders_of_a_human_have_no_reason(running: Match) -> None:
    side = first(running)
    replay = Replay(running, side)
    assert not any(replay.reason(m, Eyes(side)) for m in range(replay.last + 1))


def test_it_tells_no_more_than_had_happened_when_it_was_made(skirmish: Scenario) -> None:
    match = Match(skirmish, seed=7)
    match.play_out(max_orders=10)
    replay = Replay(match, first(match))
    match.play_out(max_orders=10)
    assert replay.last == 10
    assert replay.digest(10) != match.digest()
