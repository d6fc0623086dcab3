"""From the menu to the map."""

import threading

import pygame
import pytest

from game.ui.screens import backdrop
from game.ui.screens.match import MatchScreen
from game.ui.screens.menu import Menu
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


@pytest.mark.parametrize(("steps", "told"), [(0, "simple"), (1, "simple:bold")])
def test_an_ai_follows_the_plan_of_its_scenario_until_a_trigger_changes_it_unless_it_is_told_one(
    tmp_path, steps, told
):
    plans = "plans: {calm: {name: calm}, bold: {name: bold, aggression: 2}}, plan: calm, "
    text = DUEL.read_text()
    assert text.count("  red: {name: Red, ") == 1
    path = tmp_path / "planned.yaml"
    path.write_text(text.replace("  red: {name: Red, ", "  red: {name: Red, " + plans))
    d = Driver(lambda app: Setup(app, path))
    d.until(lambda: d.top.scenario is not None)
    d.top.take_side("blue")
    for _ in range(steps):
        d.top.next_controller("red")
    d.click(t("setup.begin"))
    d.until(lambda: isinstance(d.top, MatchScreen))
    assert d.match.session.match.controllers == {"red": told, "blue": "human"}


def test_escape_does_not_leave_the_game_from_the_first_screen_the_button_does():
    d = Driver(Menu)
    d.key(pygame.K_ESCAPE)
    assert isinstance(d.top, Menu)
    d.click(t("menu.quit"))
    assert not d.app.screens


def test_a_window_that_is_dragged_does_not_wait_for_a_picture_of_each_size(monkeypatch):
    begun, go_on = [], threading.Event()

    def slow(_, size):
        begun.append(size)
        assert go_on.wait(20)
        return pygame.Surface(size)

    monkeypatch.setattr(backdrop, "_picture", slow)
    monkeypatch.setattr(backdrop, "_drawn", {})
    behind = backdrop.Backdrop(DUEL)
    for wide in range(1280, 1300):
        behind.fit((wide, 720))
    go_on.set()
    while (1299, 720) not in backdrop._drawn:
        behind.update()
    assert begun == [(1280, 720), (1299, 720)]
    target = pygame.Surface((1299, 720))
    target.fill((1, 2, 3))
    behind.draw(target)
    assert target.get_at((5, 5))[:3] == (0, 0, 0)
    behind.close()
