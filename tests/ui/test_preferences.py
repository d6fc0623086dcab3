"""Settings and keys: changed on screen, kept over a restart, never lost in silence."""

import json

import pygame
import pytest

from game.ui import settings as prefs
from game.ui.app import open_app
from game.ui.input import DEFAULTS, Bindings
from game.ui.screens.base import Push
from game.ui.screens.loading import Notice
from game.ui.screens.match.dialogs import Confirm
from game.ui.screens.menu import Menu
from game.ui.screens.preferences import SWITCHES, Keys, Preferences
from game.ui.settings import Settings
from game.words import t
from tests.ui.driver import Driver


def opened(kind=Preferences, **settings: object) -> Driver:
    d = Driver(Menu, **settings)
    d.app.request(Push(kind(d.app)))
    d.app.settle()
    d.frames(2)
    return d


def test_what_is_changed_on_screen_holds_after_a_restart():
    d = opened()
    d.click("1.5×")
    d.click(t("speed.fast"))
    for name in SWITCHES[:-1]:
        d.click(t(f"prefs.{name}"))
    again = prefs.load()[0]
    assert (again.text_scale, again.speed) == (1.5, "fast")
    before = Settings()
    assert all(getattr(again, name) is not getattr(before, name) for name in SWITCHES[:-1])


def test_every_value_is_reached_by_keyboard():
    d = opened()
    d.top.main.focus = 0
    for _ in range(4):
        d.key(pygame.K_RIGHT)
    d.key(pygame.K_RETURN)
    assert d.app.settings.text_scale == 2.0
    assert d.app.window.get_rect().contains(d.top.main.rect)


def test_all_as_delivered_asks_first():
    d = opened(autosave=False, keys={"attack": ("z",)})
    d.click(t("prefs.reset"))
    assert isinstance(d.top, Confirm)
    d.key(pygame.K_ESCAPE)
    assert not d.app.settings.autosave
    d.click(t("prefs.reset"))
    d.key(pygame.K_RETURN)
    assert d.app.settings == Settings(width=d.app.settings.width, height=d.app.settings.height)
    assert d.app.bindings.chords == DEFAULTS


def test_keys_that_were_exchanged_are_still_exchanged_after_a_restart():
    d = opened(Keys)
    for action, key, typed in (("relations", pygame.K_z, "z"), ("attack", pygame.K_q, "q")):
        d.top.ask(action)
        d.key(key, 0, typed)
    assert d.app.bindings.action("q") == "attack"
    kept, problem = prefs.load()
    assert not problem
    assert Bindings(kept.keys).action("q") == "attack"
    assert Bindings(kept.keys).action("z") == "relations"


def test_a_key_that_is_taken_is_refused_in_words():
    d = opened(Keys)
    d.top.ask("attack")
    d.key(pygame.K_q, 0, "q")
    assert t("action.relations") in d.top.words
    assert d.app.settings.keys == {}


@pytest.mark.parametrize(
    "content", ["nonsense", "[]", '{"speed": "warp"}', '{"keys": {"attack": ["escape"]}}']
)
def test_settings_that_cannot_be_read_are_said_and_kept_aside(content):
    prefs.config_file().parent.mkdir(parents=True)
    prefs.config_file().write_text(content, encoding="utf-8")
    app = open_app()
    app.begin(Menu(app))
    assert isinstance(app.top, Notice)
    assert app.settings.speed == Settings().speed
    assert app.bindings.action("escape") == "menu"
    kept = [p for p in prefs.config_file().parent.iterdir() if p.read_text(encoding="utf-8") == content]
    app.apply(app.settings.but(autosave=False))
    assert kept
    assert any(p.read_text(encoding="utf-8") == content for p in kept)
    found, problem = prefs.load()
    assert not found.autosave
    assert not problem


def test_one_bad_value_leaves_the_others_alone():
    prefs.config_file().parent.mkdir(parents=True)
    prefs.config_file().write_text(json.dumps({"speed": "warp", "autosave": False, "text_scale": 2}))
    settings, problem = prefs.load()
    assert "speed" in problem
    assert not settings.autosave
    assert settings.text_scale == 2.0


def test_settings_that_cannot_be_written_are_said_once(monkeypatch):
    d = opened()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("game.match.files.os.fsync", full)
    d.click(t("speed.fast"))
    assert isinstance(d.top, Notice)
    assert "No space left" in d.top.text
    d.key(pygame.K_RETURN)
    d.click(t("speed.slow"))
    assert isinstance(d.top, Preferences)
