"""Saving and opening in the window."""

import pygame

from game.ui import settings as prefs
from game.ui.screens.base import Push
from game.ui.screens.load_save import LoadGame, SaveGame
from game.ui.screens.loading import Loading, Notice, open_save
from game.ui.screens.match import MatchScreen
from game.ui.screens.menu import Menu
from tests.ui.driver import Driver, some_move, start


def test_a_game_saved_midway_and_loaded_is_the_same_game():
    d = start(ask_idle=False)
    unit, h = some_move(d)
    d.hex(h, button=3)
    digest = d.match.session.match.digest()
    log = [line.text for line in d.match.session.log]
    d.key(pygame.K_s, pygame.KMOD_LCTRL)
    assert isinstance(d.top, SaveGame)
    for _ in range(40):
        d.key(pygame.K_BACKSPACE)
    d.type("midway")
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, MatchScreen)
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.session.mine and d.match.view.turn == 2)
    while not isinstance(d.top, MatchScreen):
        d.key(pygame.K_ESCAPE)
    d.key(pygame.K_l, pygame.KMOD_LCTRL)
    assert isinstance(d.top, LoadGame)
    entry = next(e for e in d.top.entries if e.name == "midway")
    d.top.take(entry)
    d.until(lambda: isinstance(d.top, MatchScreen) and d.match.view.turn == 1)
    assert d.match.session.match.digest() == digest
    assert d.match.view.units[unit].hex == h
    assert [line.text for line in d.match.session.log] == log


def test_a_damaged_save_is_a_sentence_in_a_window_that_lives_on():
    path = prefs.saves_dir() / "broken.save"
    path.write_bytes(b"nonsense")
    d = Driver(Menu)
    d.app.request(Push(Loading(d.app, open_save(path))))
    d.app.settle()
    d.until(lambda: isinstance(d.top, Notice))
    assert "broken.save" in d.top.text
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, Menu)
