"""A match played through the window with mouse and keys is the match that its orders make without one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from game.ai.registry import controller
from game.core.orders import EndTurn
from game.match.match import HUMAN, Match
from game.scenario.load import load
from game.ui.screens.match import MatchScreen
from tests.ui.driver import start
from tests.ui.hands import DriverHands
from tests.ui.player import KeyPlayer, Player, as_meant

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SEED = 7


def play(player: Player, turns: int) -> Match:
    """Let an AI's orders be carried out by these hands until so many turns are over."""
    brain, chance = controller("simple"), random.Random(3)
    match = player.match.session.match
    not_taken = []
    while match.outcome is None and match.turn <= turns:
        if not player.hands.wait(player.free, 30):
            raise AssertionError(f"the turn did not come: {type(player.app.top).__name__}")
        order, before = brain.decide(player.match.view, chance), len(match.journal)
        player.carry_out(order)
        if player.hands.wait(lambda n=before: len(match.journal) > n, 1):
            assert as_meant(match.journal[before].order, order)
        else:
            not_taken.append((order, player.match.toast))
            player.hands.keys("Escape", "Escape")
            player.match.give(EndTurn())
        close_what_opened(player)
    assert not_taken == []
    return match


def close_what_opened(player: Player) -> None:
    """Reports and decisions come by themselves at the beginning of a turn."""

    def over() -> bool:
        return player.free() or not isinstance(player.app.top, MatchScreen)

    while player.match.session.match.outcome is None:
        player.hands.wait(over, 30)
        if isinstance(player.app.top, MatchScreen):
            return
        player.hands.keys("Escape")


def again(played: Match, path: Path, side: str) -> list[str]:
    """Submit this side's orders of the journal to a new match; the digests at all turns' ends."""
    match = Match(load(path), SEED, {side: HUMAN})
    orders = (entry.order for entry in played.journal if entry.faction == side)
    while len(match.journal) < len(played.journal):
        if match.humans_turn:
            assert isinstance(match.submit(next(orders)), tuple)
        elif match.step() is None:
            break
    assert [e.order for e in match.journal] == [e.order for e in played.journal]
    assert match.digest() == played.digest()
    return [mark.digest for mark in match.marks]


def compare(name: str, side: str, hands: type[Player], turns: int) -> Player:
    path = SCENARIOS / name
    driver = start(side, path, ask_idle=False)
    player = hands(DriverHands(driver))
    close_what_opened(player)
    played = play(player, turns)
    driver.until(lambda: driver.match.session.idle, 60)
    kinds = {type(e.order) for e in played.journal if e.faction == side}
    assert len(kinds) >= 3, kinds
    assert [mark.digest for mark in played.marks] == again(played, path, side)
    return player


@pytest.mark.parametrize("hands", [Player, KeyPlayer])
def test_a_skirmish_in_the_window_has_the_digests_of_its_orders_submitted_headless(hands):
    compare("skirmish.yaml", "red", hands, 3)


@pytest.mark.slow
@pytest.mark.parametrize("hands", [Player, KeyPlayer])
def test_the_headline_in_the_window_has_the_digests_of_its_orders_submitted_headless(hands):
    compare("deir_ez_zor_2017.yaml", "government", hands, 3)
