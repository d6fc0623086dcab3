"""The game by keyboard alone: the focus in lists and dialogs, the small map."""

from pathlib import Path

import pygame
import pytest

from game.ui.screens.base import Push
from game.ui.screens.help import Help
from game.ui.screens.match.attack import AttackDialog
from game.ui.screens.match.commands import CURSOR
from game.ui.screens.match.strikes import SortieDialog
from game.ui.screens.menu import Menu
from game.ui.screens.preferences import Preferences
from game.ui.settings import TEXT_SCALES
from game.ui.widgets.panel import Panel
from tests.ui.driver import Driver, attacker, start
from tests.ui.means_case import MEANS

STRAITS = Path(__file__).parents[2] / "scenarios" / "straits.yaml"


def place(panel: Panel) -> pygame.Rect:
    """Of the part that has the focus."""
    assert panel.focus is not None
    return panel.hots[panel.focus].rect


def test_arrows_in_the_means_go_side_by_side_and_down_and_tab_goes_through_all():
    d = start(path=MEANS)
    d.key(pygame.K_w)
    panel, x = d.match.lists, d.match.camera.x
    first, start_at = panel.focus, place(panel)
    d.key(pygame.K_RIGHT)
    beside = place(panel)
    assert (panel.focus, beside.y) == (first + 1, start_at.y)
    d.key(pygame.K_DOWN)
    assert place(panel).y > beside.y
    assert place(panel).left <= beside.centerx < place(panel).right
    d.key(pygame.K_UP)
    assert place(panel) == beside
    d.key(pygame.K_LEFT)
    assert panel.focus == first
    seen = []
    for _ in panel.hots:
        d.key(pygame.K_TAB)
        seen.append(panel.focus)
    assert sorted(seen) == list(range(len(panel.hots)))
    d.key(pygame.K_TAB, pygame.KMOD_LSHIFT)
    assert panel.focus == seen[-2]
    assert d.match.camera.x == x, "the map must not move with the focus"


def test_down_in_a_dialog_leaves_a_row_of_buttons_and_right_stays_in_it():
    d = Driver(Menu)
    d.app.request(Push(Preferences(d.app)))
    d.app.settle()
    d.frames(1)
    panel = d.top.main
    top = place(panel).y
    for _ in TEXT_SCALES[1:]:
        d.key(pygame.K_RIGHT)
        assert place(panel).y == top
    d.key(pygame.K_DOWN)
    assert place(panel).y > top
    d.key(pygame.K_UP)
    assert place(panel).y == top


@pytest.mark.parametrize("back", [False, True])
def test_every_button_of_a_dialog_is_reached_row_by_row(back):
    d = start()
    unit, target = attacker(d)
    d.match.push(AttackDialog(d.app, d.match, d.match.view.units[unit], target))
    d.frames(2)
    panel, rows = d.top.main, set()
    for _ in range(6):
        d.key(pygame.K_UP if back else pygame.K_DOWN)
        rows.add(place(panel).y)
    assert rows == {hot.rect.y for hot in panel.hots}


def test_a_long_list_is_gone_through_to_its_last_row_and_back_by_pages():
    d = start()
    d.key(pygame.K_u, pygame.KMOD_LCTRL)
    panel, seen = d.match.lists, []
    for _ in range(len(d.match.view.own) + 2):
        seen.append(panel.focus)
        assert place(panel).height, "what has the focus is in view"
        d.key(pygame.K_DOWN)
    assert set(seen) >= set(range(panel.first_row(), len(panel.hots)))
    for _ in range(6):
        d.key(pygame.K_PAGEUP)
    assert place(panel).y == panel.hots[0].rect.y


@pytest.mark.parametrize(("size", "scale"), [((1280, 720), 2.0), ((1920, 1080), 1.0)])
@pytest.mark.parametrize("hidden", [False, True])
def test_the_small_map_takes_the_cursor_anywhere_by_keys_and_gives_the_panels_back(size, scale, hidden):
    d = start(size=size, text_scale=scale)
    if hidden:
        d.key(pygame.K_BACKSLASH, 0, "\\")
    before = d.match.layout.hidden, d.match.layout.page
    d.match.camera.set_width(112)
    d.match.camera.centre_on(0)
    g = d.match.camera.geometry
    goal = len(g.x) - 1
    d.key(pygame.K_m, pygame.KMOD_LSHIFT, "M")
    assert d.match.layout.shows_minimap
    at = d.match.camera.x, d.match.camera.y
    for key, axis in ((pygame.K_RIGHT, g.x), (pygame.K_DOWN, g.y)):
        for _ in range(40):
            d.key(key, pygame.KMOD_LSHIFT)
        assert axis[d.match.minimap.target] >= axis[goal] - 1
    assert (d.match.camera.x, d.match.camera.y) == at, "the map waits for Enter"
    d.key(pygame.K_RETURN)
    assert d.match.pointer.hover == goal
    assert d.match.camera.shows(goal)
    assert (d.match.layout.hidden, d.match.layout.page) == before
    d.key(pygame.K_l)
    assert d.match.minimap.aim is None, "keys go to the map again"


def test_escape_leaves_the_small_map_and_the_map_as_it_was():
    d = start()
    d.match.camera.set_width(112)
    at, hover = (d.match.camera.x, d.match.camera.y), d.match.pointer.hover
    d.key(pygame.K_m, pygame.KMOD_LSHIFT, "M")
    d.key(pygame.K_LEFT)
    d.key(pygame.K_ESCAPE)
    assert d.top is d.match
    assert (d.match.camera.x, d.match.camera.y, d.match.pointer.hover) == (*at, hover)
    d.key(pygame.K_m, pygame.KMOD_LSHIFT, "M")
    d.key(pygame.K_TAB)
    assert d.match.minimap.aim is None
    assert d.match.pointer.unit, "another key leaves it and does what it always does"


def test_an_order_that_asks_for_a_hex_takes_one_found_by_the_small_map():
    d = start(path=MEANS)
    d.match.begin_sortie("reconnaissance")
    d.match.camera.set_width(112)
    d.match.camera.centre_on(0)
    d.key(pygame.K_m, pygame.KMOD_LSHIFT, "M")
    for _ in range(8):
        d.key(pygame.K_RIGHT)
    wanted = d.match.minimap.target
    d.key(pygame.K_RETURN)
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, SortieDialog)
    assert d.top.order.target == wanted


def test_what_has_the_focus_says_what_it_is_for_once_the_keys_rest(monkeypatch):
    d, told = start(path=MEANS), []
    monkeypatch.setattr(
        "game.ui.screens.base._tip_box", lambda _t, _a, text, about: told.append((text, about))
    )
    d.move((640, 360))
    d.key(pygame.K_w)
    assert told == []
    d.frames(60)
    panel = d.match.lists
    text, about = told[-1]
    assert text == panel.focused.tip
    assert about.contains(place(panel).move(panel.rect.topleft))
    told.clear()
    d.key(pygame.K_RIGHT)
    assert told == [], "a key puts it away"


def test_down_reads_on_in_the_panel_of_a_unit_to_its_last_line_before_it_goes_to_the_first_row():
    d = start(text_scale=1.75)
    d.key(pygame.K_TAB)
    d.key(pygame.K_u, pygame.KMOD_LSHIFT, "U")
    panel = d.match.unit_panel
    assert d.match.focused is panel
    d.frames(1)
    assert panel.max_scroll > 0
    seen = []
    for _ in range(60):
        d.key(pygame.K_DOWN)
        d.frames(1)
        seen.append((panel.scroll == panel.max_scroll, place(panel).y))
        if seen[-1][0]:
            break
    assert seen[-1][0], "it came to the end"
    d.key(pygame.K_DOWN)
    assert panel.focus == panel.first_row()


def test_what_was_said_last_does_not_stand_over_the_next_turn():
    d = start(ask_idle=False)
    d.match.say("Something happened.")
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.view.turn == 2)
    assert d.match.toast == ""


def test_the_list_of_units_follows_the_unit_that_a_key_has_chosen():
    d = start("republic", STRAITS, text_scale=1.25)
    d.frames(1)
    panel = d.match.lists
    assert panel.max_scroll > 0
    for _ in d.match.idle_units():
        d.key(pygame.K_TAB)
        d.frames(1)
        row = panel.first_row() + [u.id for u in panel.listed()].index(d.match.pointer.unit)
        assert panel.hots[row].rect.height > panel.style.line("body"), d.match.pointer.unit


def test_with_shift_the_cursor_goes_five_hexes_at_once_unless_the_chord_is_bound():
    d = start()
    board, h = d.match.view.theatre.board, d.match.view.own[0].hex
    d.match.pointer.choose(d.match.view.own[0].id)
    d.match.pointer.point(None)
    for _ in range(5):
        h = int(board.neighbours[h, CURSOR["cursor_e"]])
    d.key(pygame.K_l, pygame.KMOD_LSHIFT, "L")
    assert d.match.pointer.hover == h >= 0
    d.app.bindings.bind("help", "shift+l")
    d.key(pygame.K_l, pygame.KMOD_LSHIFT, "L")
    assert isinstance(d.top, Help)


def test_an_order_at_a_cursor_that_is_not_there_says_how_it_is_moved():
    d = start()
    d.key(pygame.K_TAB)
    d.key(pygame.K_g)
    assert "H, L" in d.match.toast
