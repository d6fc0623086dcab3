"""A small scenario and finished games of it, loaded once."""

from pathlib import Path

import pytest

from game.core.theatre import Scenario
from game.match.match import Match
from game.scenario.load import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="session")
def skirmish() -> Scenario:
    return load(SCENARIOS / "skirmish.yaml")


@pytest.fixture(scope="session")
def finished(skirmish: Scenario) -> Match:
    """A finished game between AIs. Tests must not change it."""
    match = Match(skirmish, seed=7)
    match.play_out()
    return match
