"""Neutral observers tell everybody what they see, as well as they can."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import events as e
from game.core.civil import Sighting
from game.core.rng import Dice
from game.rules.truth.audit import problems
from game.rules.truth.observe import observe, redact
from game.rules.truth.observers import publish, stated_confidence
from game.rules.truth.resolution import Resolution
from tests.positions import make_unit
from tests.rules.convoy_case import CONVOY, WATCH, at, rules, start, turns


def sightings(state, count=1, seed=1):
    """What was published in so many turns."""
    return [x.sighting for x in turns(state, count, seed)[1] if isinstance(x, e.Sighted)]


def parade(observer, count=300, convoys=()):
    """Distances from one unit, and many reports about it."""
    state = start(observers=(observer,), convoys=convoys)
    unit = make_unit(state.theatre, "buses", "red", (20, 2), "convoy" if convoys else "regular")
    state = replace(state, units={"buses": unit})
    found = []
    for seed in range(count):
        r = Resolution(state, Dice(seed, 1))
        publish(r)
        found += [x.sighting for x in r.events if isinstance(x, e.Sighted)]
    return state.theatre.board.distances(unit.hex), found


def test_observers_report_units_of_the_factions_that_they_follow():
    state = start(observers=(replace(WATCH, of=("blue", "green")),))
    found = sightings(state)
    assert {s.faction for s in found} == {"blue", "green"}
    assert {s.observer for s in found} == {"The Watch"}
    assert len(found) == 3
    assert {s.what for s in found} == {"Infantry"}


def test_they_report_as_often_as_they_say():
    _, found = parade(replace(WATCH, chance=0.3), 400)
    assert 80 < len(found) < 160
    assert not sightings(start(observers=(replace(WATCH, chance=0.0),)))
    assert not sightings(start(observers=()))


def test_reports_lie_within_their_error_but_for_the_wrong_ones():
    away, found = parade(replace(WATCH, wrong=0.25, error_km=6))
    off = sum(int(away[s.hex]) > 6000 for s in found)
    assert 0.15 < off / len(found) < 0.35
    away, found = parade(replace(WATCH, wrong=0.0, error_km=6))
    assert all(int(away[s.hex]) <= 6000 for s in found)
    assert len({s.hex for s in found}) > 5


def test_what_is_stated_with_more_confidence_is_more_often_right():
    away, found = parade(replace(WATCH, wrong=0.4, error_km=6), 600)
    sure = [int(away[s.hex]) <= 6000 for s in found if s.confidence >= 0.6]
    unsure = [int(away[s.hex]) <= 6000 for s in found if s.confidence < 0.6]
    mean = sum(s.confidence for s in found) / len(found)
    assert mean == pytest.approx(0.6, abs=0.05)
    assert sum(sure) / len(sure) > sum(unsure) / len(unsure) + 0.2


@given(st.floats(0, 1), st.floats(0, 1))
def test_confidence_is_a_probability(wrong, luck):
    assert 0 <= stated_confidence(wrong, luck) <= 1


def test_convoys_are_placed_only_vaguely():
    _, near = parade(replace(WATCH, wrong=0.0, error_km=3))
    away, vague = parade(replace(WATCH, wrong=0.0, error_km=3), convoys=(CONVOY,))
    assert max(int(away[s.hex]) for s in near) <= 3000
    furthest = max(int(away[s.hex]) for s in vague)
    assert 3000 < furthest <= 12_000


def test_an_observer_that_watches_one_place_reports_from_there_alone():
    state = start(observers=(replace(WATCH, of=("blue",), near="home", km=9, wrong=0.5),))
    away = state.theatre.board.distances(at(5, 2))
    found = [s for seed in range(40) for s in sightings(state, 1, seed)]
    assert len(found) == 40  # only one of blue's two units
    assert all(int(away[s.hex]) <= 15_000 for s in found)


def test_an_observer_may_follow_some_units_alone():
    state = start(observers=(replace(WATCH, of=("blue", "green")),))
    one = next(u.id for u in state.units.values() if u.faction == "blue")
    followed = start(observers=(replace(WATCH, of=("blue", "green"), units=(one, "nobody")),))
    assert (len(sightings(state)), len(sightings(followed))) == (3, 1)


def test_everybody_hears_of_others_for_some_turns_and_nobody_of_his_own():
    state = start(observers=(replace(WATCH, of=("blue", "green")),), convoys=())
    after, events = turns(state)
    for faction in state.theatre.factions:
        heard = [x for x in redact(state, after, events, faction) if isinstance(x, e.Sighted)]
        assert heard == [x for x in events if isinstance(x, e.Sighted) and x.sighting.faction != faction]
        of_others = tuple(s for s in after.civil.sightings if s.faction != faction)
        assert observe(after, faction).civil.sightings == of_others
    kept = rules().civil.sighting_turns
    after, _ = turns(state, kept + 3)
    assert {s.turn for s in after.civil.sightings} == set(range(after.turn - kept + 1, after.turn + 1))
    assert problems(after) == []


def test_reports_are_forgotten_when_nobody_reports_any_more():
    state = start(convoys=())
    old = Sighting(1, "The Watch", "red", 0, "Infantry", 0.5)
    state = replace(state, civil=replace(state.civil, sightings=(old,)))
    assert turns(state, 5)[0].civil.sightings == ()


def test_nothing_is_published_before_the_match_begins():
    assert start(observers=(WATCH,)).civil.sightings == ()
