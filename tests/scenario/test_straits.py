"""A fictional scenario of one page plays most mechanisms of the game, by YAML alone."""

from __future__ import annotations

from functools import cache

from game.lab import usage
from game.lab.tally import DECISION
from game.match.match import Match
from game.scenario.load import check, load
from tests.scenario.authoring import SCENARIOS

STRAITS = SCENARIOS / "straits.yaml"
SEEN = {
    "missiles": ("missiles_site", "missiles_unit", "missiles_road"),
    "strikes before the press": ("press",),
    "damage assessed": ("claim_confirmed", "claim_refuted"),
    "sorties": ("support", "interdiction", "reconnaissance"),
    "sites": ("site_destroyed", "site_overrun"),
    "rules of engagement": ("refused",),
    "civilians in the ledger": ("harm_strike", "harm_support", "harm_combat"),
    "aid": ("aid",),
    "convoy": ("convoy_moved", "convoy_stranded", "convoy_leaked", "convoy_arrived"),
    "observers": ("sighting",),
    "incidents": ("incident",),
    "raids": ("raid",),
    "shock attacks": ("shock",),
    "hidden cells": ("dispersed", "reformed"),
    "mines": ("mines_laid",),
    "falling back": ("fall_back",),
    "retaking": ("retake", "retaken"),
    "reserves": ("reserves",),
    "boats": ("ferry", "trickle", "trickle_stopped"),
    "crossings": ("pontoon", "repair"),
    "main effort": ("effort",),
    "depots": ("depot",),
    "guards": ("guard",),
}
"""Mechanism of the facts -> rows of the usage table that show it, any of them."""


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


def test_at_least_ten_mechanisms_happen_in_played_games_of_it() -> None:
    found = usage.summary(usage.run(STRAITS, 4, 1, {}))
    assert {row for rows in SEEN.values() for row in rows} <= set(usage.MECHANISMS)
    used = [name for name, rows in SEEN.items() if any(found[row] for row in rows)]
    assert len(used) >= 16, sorted(SEEN.keys() - set(used))
    decisions = {row for row in found if row.startswith(DECISION)}
    assert len(decisions) >= 2
