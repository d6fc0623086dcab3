"""From the menu to the map."""

import pygame

from game.ui.screens.match import MatchScreen
from game.ui.screens.setup import Setup
from game.words import t
from tests.ui.driver import DUEL, Driver


def test_menu_and_setup_lead_to_the_map_by_keyboard_alone():
    d = Driver(lambda app: Setup(app, DUEL))
    d.until(lambda: d.top.scenario is not None)
    d.click("Blue")
    assert d.top.side == "blue"
    chosen = d.top.scenario
    d.top.choose(d.top.index)
    assert d.top.scenario is chosen, "what is chosen already is not read again"
    assert d.top.side == "blue"
    d.click(d.top.seed)
    d.type("42")
    d.key(pygame.K_RETURN)
    assert d.top.seed == "42"
    d.click(t("setup.begin"))
    d.until(lambda: isinstance(d.top, MatchScreen))
    assert d.match.session.match.seed == 42
    assert d.match.session.side == "blue"
