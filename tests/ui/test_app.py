"""The frame around the screens: words, keys, settings, the missing display."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui import settings as prefs
from game.ui.fonts import folder
from game.ui.input import DEFAULTS, FIXED, GROUPS, HELD, Bindings, chord_of, pretty
from game.ui.settings import Settings
from game.words import keys, points, t

SOURCES = sorted((Path(__file__).parents[2] / "game").rglob("*.py"))


def key_event(key: int, mod: int = 0, typed: str = "") -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=typed, scancode=0)


def test_every_word_that_the_code_asks_for_is_in_the_catalogue():
    asked = {
        (path.name, key)
        for path in SOURCES
        for key in re.findall(r"\bt\(\s*\"([a-z_]+(?:\.[a-z_0-9]+)+)\"", path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 150
    assert sorted((f, k) for f, k in asked if k not in keys()) == []


def test_every_action_has_a_word_a_group_and_a_key():
    assert sorted(a for group in GROUPS.values() for a in group) == sorted(DEFAULTS)
    for action, chords in DEFAULTS.items():
        assert t(f"action.{action}")
        assert chords
    assert set(DEFAULTS) >= HELD


def test_no_two_actions_share_a_key():
    chords = [c for cs in DEFAULTS.values() for c in cs]
    assert len(chords) == len(set(chords))


def test_a_key_that_is_taken_is_refused_and_changes_nothing():
    bindings = Bindings()
    before = dict(bindings.chords)
    conflict = bindings.bind("attack", "ctrl+s")
    assert conflict is not None
    assert conflict.action == "save"
    assert bindings.chords == before


def test_a_free_key_replaces_the_first_and_only_the_difference_is_kept():
    bindings = Bindings()
    assert bindings.bind("attack", "z") is None
    assert bindings.action("z") == "attack"
    assert bindings.action("a") is None
    assert bindings.changes() == {"attack": ("z",)}
    assert Bindings(bindings.changes()).action("z") == "attack"


CHORDS = st.lists(st.sampled_from(["a", "z", "escape", "f1", "q"]), max_size=2).map(tuple)


@given(st.dictionaries(st.sampled_from(sorted(DEFAULTS)), CHORDS))
def test_no_settings_file_makes_two_actions_share_a_key_or_loses_the_way_out(changes):
    bindings = Bindings(changes)
    chords = [c for cs in bindings.chords.values() for c in set(cs)]
    assert len(chords) == len(set(chords))
    assert {bindings.action(c) for c in FIXED} <= {"menu", "help", None}


@pytest.mark.parametrize(
    ("event", "chord"),
    [
        (key_event(pygame.K_TAB, pygame.KMOD_LSHIFT), "shift+tab"),
        (key_event(pygame.K_s, pygame.KMOD_LCTRL, "\x13"), "ctrl+s"),
        (key_event(pygame.K_RETURN, 0, "\r"), "return"),
        (key_event(pygame.K_EQUALS, pygame.KMOD_LSHIFT, "+"), "+"),
        (key_event(pygame.K_KP_MINUS, 0, "-"), "-"),
        (key_event(pygame.K_F1), "f1"),
    ],
)
def test_a_key_press_has_one_name(event, chord):
    pygame.display.init()
    assert chord_of(event) == chord


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_the_font_has_every_letter_of_the_catalogue_and_the_scenarios(style):
    pygame.font.init()
    font = pygame.font.Font(folder() / f"NotoSans-{style}.ttf", 20)
    root = Path(__file__).parents[2]
    files = [*(root / "assets/strings/en").glob("*.yaml"), *(root / "scenarios").glob("*.yaml")]
    letters = {c for f in files for c in f.read_text(encoding="utf-8") if not c.isspace()}
    assert letters
    assert {c for c in letters if font.metrics(c)[0] is None} == set()


def test_points_of_nought_bear_no_minus():
    assert [points(v) for v in (-0.0, -0.04, -0.1, 2.25)] == ["0.0", "0.0", "\N{MINUS SIGN}0.1", "2.2"]


def test_keys_are_written_as_people_write_them():
    assert [pretty(c) for c in ("ctrl+s", "shift+tab", "return", "escape", "f1", "+", "n")] == [
        "Ctrl+S", "Shift+Tab", "Enter", "Esc", "F1", "+", "N",
    ]  # fmt: skip


def test_settings_come_back_as_they_were_saved(tmp_path):
    mine = Settings(text_scale=1.5, speed="fast", ask_idle=False, keys={"attack": ("z",)})
    prefs.save(mine, tmp_path / "deep" / "settings.json")
    assert prefs.load(tmp_path / "deep" / "settings.json") == (mine, "")


@given(st.text(max_size=60) | st.just('{"text_scale": 7, "speed": [], "width": 3, "keys": {"attack": 5}}'))
def test_a_damaged_settings_file_gives_the_defaults(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("s") / "settings.json"
    path.write_text(text, encoding="utf-8")
    found, problem = prefs.load(path)
    assert problem
    assert found.text_scale in prefs.TEXT_SCALES
    assert found.speed in prefs.SPEEDS
    assert found.width >= 1280


def test_without_a_display_a_sentence_names_the_other_ways():
    env = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"}}
    code = "from game.ui.app import play; raise SystemExit(play())"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "simulate" in done.stderr
    assert "render" in done.stderr
    assert "Traceback" not in done.stderr
