"""The way to the debriefing, and out of it."""

import pygame

from game.ui.screens.debriefing import Debriefing
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.dialogs import EndTurnAsk
from game.ui.screens.match.menus import GameMenu
from game.ui.screens.menu import Menu
from game.words import t
from tests.ui.driver import start


def test_a_whole_game_by_keyboard_ends_in_the_debriefing():
    d = start(ask_idle=False)
    for _ in range(60):
        if isinstance(d.top, Debriefing):
            break
        if isinstance(d.top, MatchScreen):
            turn = d.match.view.turn
            d.key(pygame.K_RETURN)
            d.until(
                lambda turn=turn: d.top is not d.match or (d.match.session.mine and d.match.view.turn > turn)
            )
        else:
            d.key(pygame.K_RETURN if isinstance(d.top, EndTurnAsk) else pygame.K_ESCAPE)
    assert isinstance(d.top, Debriefing)
    d.frames(2)
    d.click(t("debriefing.menu"))
    assert isinstance(d.top, Menu)


def test_conceding_in_haste_does_nothing():
    d = start()
    d.key(pygame.K_ESCAPE)
    d.click(t("game_menu.concede"))
    d.frames(2)
    d.key(pygame.K_RETURN)
    d.frames(2)
    assert d.top is d.match
    assert d.match.view.outcome is None


def test_conceding_asks_then_ends_in_the_debriefing():
    d = start()
    d.key(pygame.K_ESCAPE)
    assert isinstance(d.top, GameMenu)
    d.click(t("game_menu.concede"))
    d.click(t("button.yes"))
    d.until(lambda: isinstance(d.top, Debriefing))
    assert d.match.view.outcome.reason == "concession"
