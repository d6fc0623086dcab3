"""A fictional scenario of one page plays most mechanisms of the game, by YAML alone."""

from __future__ import annotations

from collections import Counter
from functools import cache

from game.core import events as e
from game.match.match import Match
from game.scenario.load import check, load
from tests.scenario.authoring import SCENARIOS

STRAITS = SCENARIOS / "straits.yaml"
MECHANISMS: dict[str, tuple[type[e.Event], ...]] = {
    "missiles": (e.Launched, e.Impact),
    "damage assessed": (e.Assessed,),
    "sorties": (e.MissionFlown, e.SortiesSet),
    "sites": (e.SiteLost,),
    "civilians": (e.CiviliansHarmed,),
    "aid": (e.AidDelivered,),
    "convoy": (e.ConvoyChanged,),
    "observers": (e.Sighted,),
    "tension": (e.TensionChanged,),
    "incidents": (e.Incident,),
    "decisions": (e.DecisionTaken,),
    "triggers that rise": (e.TriggerHeld,),
    "raids": (e.Raided,),
    "shock attacks": (e.ShockChanged,),
    "hidden cells": (e.Dispersed, e.Reformed),
    "mines": (e.Mined,),
    "main effort": (e.EffortSet,),
}
"""What the scenario speaks of, and the events that show that it happens."""


@cache
def games() -> tuple[Match, ...]:
    scenario = load(STRAITS)
    matches = tuple(Match.start(scenario, seed) for seed in range(4))
    for match in matches:
        match.play_out()
    return matches


def test_it_is_one_page_and_in_order() -> None:
    assert len(STRAITS.read_text().splitlines()) <= 150
    assert check([STRAITS]) == []


def test_ai_plays_it_to_its_end_without_a_refused_order() -> None:
    for match in games():
        assert match.outcome is not None
        assert match.outcome.reason == "turn_limit"
        assert match.mishaps == []


def test_at_least_ten_mechanisms_happen_in_it() -> None:
    seen = Counter(type(event) for match in games() for entry in match.journal for event in entry.events)
    used = [name for name, kinds in MECHANISMS.items() if all(seen[kind] for kind in kinds)]
    assert len(used) >= 10, sorted(MECHANISMS.keys() - set(used))
