"""Saving and opening in the window."""

import itertools

import pygame
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.match.match import Match
from game.match.save import peek, replay
from game.scenario.load import load
from game.ui import saves
from game.ui import settings as prefs
from game.ui.screens.base import Push
from game.ui.screens.load_save import LoadGame, Rename, SaveGame, stem_of, suggestion
from game.ui.screens.loading import Loading, Notice, open_save, start_match
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.dialogs import Confirm
from game.ui.screens.match.table import Table
from game.ui.screens.menu import Menu
from game.ui.screens.save_entries import SORTS, decoded
from game.words import t
from tests.ui.driver import DUEL, Driver, some_move, start


def test_a_game_saved_midway_and_loaded_is_the_same_game():
    d = start(ask_idle=False)
    unit, h = some_move(d)
    d.hex(h, button=3)
    digest = d.match.session.match.digest()
    log = [line.text for line in d.match.session.log]
    d.key(pygame.K_s, pygame.KMOD_LCTRL)
    assert isinstance(d.top, SaveGame)
    d.key(pygame.K_BACKSPACE, pygame.KMOD_LCTRL)
    d.type("midway")
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, MatchScreen)
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.session.mine and d.match.view.turn == 2)
    while not isinstance(d.top, MatchScreen):
        d.key(pygame.K_ESCAPE)
    d.key(pygame.K_l, pygame.KMOD_LCTRL)
    assert isinstance(d.top, LoadGame)
    while d.top.chosen.name != "midway":
        d.key(pygame.K_DOWN)
    d.key(pygame.K_RETURN)
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


def test_the_map_of_a_match_comes_up_finished_not_piece_by_piece(monkeypatch):
    monkeypatch.setattr("game.ui.screens.loading.WARM_S", 60.0)  # however slow the machine is
    d = Driver(lambda app: Loading(app, start_match(DUEL, side="blue", seed=7)))
    first = []
    drawn = MatchScreen.draw
    monkeypatch.setattr(MatchScreen, "draw", lambda s, to: (drawn(s, to), first.append((to, s._sharp))))
    d.until(lambda: isinstance(d.top, MatchScreen))
    d.frames(1)
    on_screen = [sharp for to, sharp in first if to is d.app.window]
    assert on_screen[0]
    assert not all(sharp for _, sharp in first)  # out of sight it took several goes


def table(**controllers: str) -> Table:
    match = Match(load(DUEL), 7, {"blue": "human", "red": "idle", **controllers})
    return Table(match, "blue")


def listed() -> Driver:
    """A browser over some saves, one of them cut off near its end and one nonsense."""
    for name in ("alpha", "beta"):
        assert table().save(prefs.saves_dir() / f"{name}.save") == ""
    table().autosave()
    whole = (prefs.saves_dir() / "alpha.save").read_bytes()
    (prefs.saves_dir() / "cut.save").write_bytes(whole[:-200])
    (prefs.saves_dir() / "junk.save").write_bytes(b"nonsense")
    d = Driver(Menu)
    d.app.request(Push(LoadGame(d.app)))
    d.app.settle()
    d.until(lambda: d.top.faults)
    return d


def choose(d: Driver, name: str) -> None:
    d.key(pygame.K_HOME)
    while d.top.chosen.name != name:
        d.key(pygame.K_DOWN)


def test_damaged_files_are_listed_with_a_sentence_and_do_not_open():
    d = listed()
    for name in ("junk", "cut"):
        choose(d, name)
        assert d.top.fault(d.top.chosen)
        d.key(pygame.K_RETURN)
        assert isinstance(d.top, LoadGame)
    choose(d, "alpha")
    assert not d.top.fault(d.top.chosen)


def test_deleting_asks_and_takes_the_file_away():
    d = listed()
    choose(d, "beta")
    d.key(pygame.K_DELETE)
    assert isinstance(d.top, Confirm)
    d.key(pygame.K_ESCAPE)
    assert (prefs.saves_dir() / "beta.save").exists()
    d.key(pygame.K_DELETE)
    d.key(pygame.K_RETURN)  # in haste
    assert (prefs.saves_dir() / "beta.save").exists()
    d.key(pygame.K_DELETE)
    d.key(pygame.K_TAB)
    d.key(pygame.K_RETURN)
    assert not (prefs.saves_dir() / "beta.save").exists()
    assert "beta" not in [e.name for e in d.top.entries]


def test_a_save_gets_another_name_but_not_one_that_is_taken():
    d = listed()
    choose(d, "beta")
    d.key(pygame.K_F2)
    for _ in range(10):
        d.key(pygame.K_BACKSPACE)
    d.type("alpha")
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, Rename)
    assert "alpha" in d.top.problem
    d.type("2")
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, LoadGame)
    assert d.top.chosen.name == "alpha2"
    assert not (prefs.saves_dir() / "beta.save").exists()


def test_an_autosave_that_gets_a_name_is_kept_with_the_named_ones():
    d = listed()
    choose(d, t("save.auto"))
    d.key(pygame.K_F2)
    d.type(" dawn")
    d.key(pygame.K_RETURN)
    assert saves.autosaves() == []
    assert prefs.saves_dir() / "Autosave dawn.save" in saves.named()


def test_a_save_is_offered_a_name_in_words_that_no_other_has():
    d = start(ask_idle=False)
    offered = []
    for _ in range(3):
        d.key(pygame.K_s, pygame.KMOD_LCTRL)
        offered.append(d.top.name)
        d.key(pygame.K_RETURN)
        assert d.top is d.match
    theatre = d.match.view.theatre
    first = t("save.suggestion", title=theatre.title, side=theatre.factions["blue"].name, turn=1)
    assert offered == [first, f"{first} (2)", f"{first} (3)"]
    assert {path.stem for path in saves.named()} == set(offered)


def test_where_players_share_a_window_the_name_is_that_of_the_side_to_move():
    shared = table(red="human")
    assert shared.match.theatre.factions[shared.match.active].name in suggestion(shared)


FORBIDDEN = set('<>:"/\\|?*')


@given(st.text(min_size=1, max_size=80))
@example("Nul")
@example("com1.x")
@example("a" * 79 + ".")
@example("\N{CJK UNIFIED IDEOGRAPH-4E00}" * 80)
@example("e\u0301t\u00e9: what?")
def test_whatever_is_typed_every_system_can_have_a_file_of_that_name(name):
    stem = stem_of(name)
    assert not FORBIDDEN & set(stem)
    assert all(c.isprintable() for c in stem)
    assert stem == stem.strip(" .")
    assert stem.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert len(f".{stem}.save.12345678".encode()) <= 255
    assert stem_of(stem) == stem


def test_saving_over_another_save_asks_first():
    d = start(ask_idle=False)
    d.key(pygame.K_s, pygame.KMOD_LCTRL)
    name = d.top.name
    d.key(pygame.K_RETURN)
    before = (prefs.saves_dir() / f"{name}.save").read_bytes()
    _, h = some_move(d)
    d.hex(h, button=3)
    d.key(pygame.K_s, pygame.KMOD_LCTRL)
    d.key(pygame.K_UP)
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, Confirm)
    d.key(pygame.K_ESCAPE)
    assert (prefs.saves_dir() / f"{name}.save").read_bytes() == before
    d.key(pygame.K_RETURN)
    d.key(pygame.K_RETURN)
    assert d.top is d.match
    assert (prefs.saves_dir() / f"{name}.save").read_bytes() != before


def test_the_order_of_the_list_can_be_changed():
    d = listed()
    orders = []
    for _ in SORTS:
        orders.append([e.name for e in d.top.entries])
        d.click(t("save.sort"))
    assert orders[SORT_NAMES.index("name")][:4] == ["alpha", "beta", "cut", "junk"]
    assert len({tuple(names) for names in orders}) > 1
    assert [e.name for e in d.top.entries] == orders[0]


SORT_NAMES = list(SORTS)


def test_a_save_has_a_picture_of_what_its_side_knew_but_not_where_players_share_a_window():
    d = start(ask_idle=False)
    d.key(pygame.K_F5)
    picture = decoded(peek(saves.quicksave_file())[1])
    assert picture is not None
    assert picture.get_size() == d.match.minimap.picture().get_size()
    shared = table(red="human")
    assert shared.save(prefs.saves_dir() / "shared.save") == ""
    assert peek(prefs.saves_dir() / "shared.save")[1] == b""
    assert list(replay(saves.quicksave_file())) == []


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_in_the_browser_lies_inside_it_and_nothing_overlaps(size, scale):
    table().save(prefs.saves_dir() / "alpha.save")
    d = Driver(Menu, size, text_scale=scale)
    for made in (lambda: LoadGame(d.app), lambda: SaveGame(d.app, table())):
        d.app.request(Push(made()))
        d.app.settle()
        d.frames(2)
        for panel in d.panels():
            assert d.app.window.get_rect().contains(panel.rect)
            spots = [h.rect for h in panel.hots if h.rect.width]
            assert all(pygame.Rect((0, 0), panel.rect.size).contains(r) for r in spots)
            assert not [(a, b) for a, b in itertools.combinations(spots, 2) if a.colliderect(b)]
        d.key(pygame.K_ESCAPE)
