"""Nothing of the match screen overlaps or is cut off, at any size of window and text."""

import itertools
from pathlib import Path

import pygame
import pytest

from game.ui.map.scalebar import LONGEST, bar_km, metres_a_hex, varies
from game.ui.panels.lists import TABS
from game.ui.screens.match import MatchScreen, margin
from game.ui.screens.match.dialogs import Decision
from game.ui.screens.match.score_table import ScoreTable
from game.words import t
from tests.ui.driver import attacker, labels, start


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080), (2560, 1440)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_panels_fill_the_window_and_do_not_overlap(size, scale):
    d = start(size=size, text_scale=scale)
    rects = [p.rect for p in d.match.panels] + [d.match.camera.viewport]
    if d.match.layout.shows_minimap:
        rects.append(d.match.minimap.rect)
    window = pygame.Rect((0, 0), size)
    assert all(window.contains(r) for r in rects)
    assert not [(a, b) for a, b in itertools.combinations(rects, 2) if a.colliderect(b)]
    assert sum(r.width * r.height for r in rects) == size[0] * size[1]
    assert d.match.camera.viewport.width >= size[0] // 3


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_buttons_of_a_panel_do_not_overlap_and_lie_inside_it(scale):
    d = start(size=(1280, 720), text_scale=scale)
    attacker(d)
    d.frames(2)
    screens = [d.match]
    for key, mod in ((pygame.K_RETURN, 0), (pygame.K_ESCAPE, 0), (pygame.K_a, 0)):
        attacker(d)
        d.key(key, mod)
        d.frames(1)
        screens.append(d.top)
        for panel in d.panels():
            spots = [h.rect for h in panel.hots if h.rect.width and h.rect.height]
            inside = pygame.Rect((0, 0), panel.rect.size)
            assert all(inside.contains(r) for r in spots)
            assert not [(a, b) for a, b in itertools.combinations(spots, 2) if a.colliderect(b)]
        while not isinstance(d.top, MatchScreen):
            d.key(pygame.K_ESCAPE)


def test_the_scale_bar_does_not_follow_the_mouse(monkeypatch):
    d = start(path=Path(__file__).parents[2] / "scenarios" / "deir_ez_zor_2017.yaml", side="government")
    told = []
    monkeypatch.setattr(margin, "draw_scale_bar", lambda *a: told.append((a[3], a[-1])))
    board, area = d.match.view.theatre.board, d.match.camera.viewport
    for point in (area.center, area.topleft, area.bottomright):
        d.match.pointer.point(d.match.camera.hex_at(*point))
        margin.draw_margin(d.match, d.app.window)
    assert set(told) == {(d.match.camera.hex_at(*area.center), "unit.km_middle")}
    assert varies(board)
    assert not varies(start().match.view.theatre.board)


def test_the_scale_bar_keeps_its_kilometres_while_they_more_or_less_fit():
    board = start().match.view.theatre.board
    h = board.size // 2
    fresh = [bar_km(board, h, width) for width in range(30, 120)]
    kept = [fresh[0]]
    for width in [*range(31, 120), *range(119, 29, -1)]:
        kept.append(bar_km(board, h, width, kept[-1]))
        long = kept[-1] * width / (metres_a_hex(board, h) / 1000)
        assert long <= LONGEST * 1.2
    edge = next(30 + i for i in range(1, 90) if fresh[i] != fresh[i - 1])
    to_and_fro = [fresh[edge - 31]]
    for width in (edge, edge - 1) * 4:
        to_and_fro.append(bar_km(board, h, width, to_and_fro[-1]))
    assert len(set(to_and_fro)) == 1
    assert len(set(kept)) > 1


def test_a_unit_chosen_from_the_list_shows_what_it_can_do_where_pages_share_a_column():
    d = start(size=(1280, 720), text_scale=2.0)
    d.match.open_list("units")
    d.frames(2)
    assert d.match.layout.drawer
    row = next(h.rect for h in d.match.lists.hots if h.rect.height > d.app.style.px(34))
    d.press(row.move(d.match.lists.rect.topleft).center)
    assert d.match.pointer.unit
    assert d.match.layout.page == "unit"
    d.match.open_list("units")
    d.key(pygame.K_DOWN)
    d.key(pygame.K_RETURN)
    assert d.match.layout.page == "unit"


def test_a_unit_chosen_with_the_cursor_shows_what_it_can_do_where_pages_share_a_column():
    d = start(size=(1280, 720), text_scale=2.0)
    unit = next(u for u in d.match.view.units.values() if u.faction == d.match.session.side)
    d.match.layout.open("lists")
    d.match.pointer.point(unit.hex, by_key=True)
    d.key(pygame.K_v)
    assert d.match.pointer.hex == unit.hex
    assert d.match.layout.page == "unit"


def test_resizing_the_window_lays_everything_out_again():
    d = start()
    pygame.display.set_mode((1600, 1000), pygame.RESIZABLE)
    pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, w=1600, h=1000, size=(1600, 1000)))
    d.frames(2)
    assert d.match.top.rect.width == 1600
    assert d.match.places.rect.height + d.match.lists.rect.height + d.match.top.rect.height == 1000


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_the_tabs_fit_over_the_list_with_their_words_in_full(scale):
    d = start(size=(1280, 720), text_scale=scale)
    d.frames(2)
    panel = d.match.lists
    tabs = [(rect, word) for rect, word in labels(panel) if word in {t(f"lists.{tab}") for tab in TABS}]
    assert len(tabs) == len(TABS)
    inside = pygame.Rect(0, 0, *panel.rect.size)
    for rect, word in tabs:
        assert inside.contains(rect), word
        assert panel.style.width(word, "small") <= rect.width - panel.style.px(12), word


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_the_score_table_has_its_sum_and_its_button_in_a_low_window(scale):
    headline = Path(__file__).parents[2] / "scenarios" / "deir_ez_zor_2017.yaml"
    d = start("government", headline, size=(1280, 720), text_scale=scale)
    d.until(lambda: isinstance(d.top, Decision))
    d.key(pygame.K_ESCAPE)
    d.key(pygame.K_p, pygame.KMOD_LCTRL)
    assert isinstance(d.top, ScoreTable)
    panel = d.top.main
    close = next(rect for rect, word in labels(panel) if word == t("button.close"))
    assert pygame.Rect(0, 0, *panel.rect.size).contains(close)
    assert panel.max_scroll > 0
    d.click(t("button.close"))
    assert d.top is d.match


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1280, 720), 1.0), ((1280, 720), 2.0), ((1920, 1080), 1.0), ((1920, 1080), 2.0), ((3840, 2160), 2.0)],
)
def test_what_overlays_mean_leaves_most_of_the_map_in_view_and_the_scale_bar_readable(
    monkeypatch, size, scale
):
    d = start(size=size, text_scale=scale)
    d.match.layout.open("unit")
    for name in ("supply", "zones", "threats", "sight"):
        d.match.toggle_overlay(name)
    bars = []
    draw = margin.draw_scale_bar
    monkeypatch.setattr(margin, "draw_scale_bar", lambda *a: bars.append(draw(*a)))
    d.frames(3)
    key, port = d.match.canvas.key, d.match.camera.viewport
    assert port.contains(key)
    assert 0 < key.w * key.h <= 0.24 * port.w * port.h
    assert not bars[-1].colliderect(key)
    assert port.contains(bars[-1])
    for name in ("supply", "zones", "threats", "sight"):
        d.match.toggle_overlay(name)
    d.frames(2)
    assert not d.match.canvas.key.w


def test_what_lies_under_the_mouse_leaves_the_chosen_unit_in_view_where_there_is_one_column():
    d = start(size=(1280, 720), text_scale=2.0)
    d.match.pointer.choose("guards")
    d.match.layout.open("unit")
    reach = sorted(d.match.pointer.selection.reach)
    page = d.match.unit_panel.rect.height
    for h in reach:
        d.match.pointer.point(h)
        d.frames(1)
        short = d.match.hover_panel.rect.height
        assert short <= 0.45 * page
        d.match.layout.open("map")
        d.frames(1)
        assert d.match.hover_panel.rect.height > short  # beside the other pages all is told
        d.match.layout.open("unit")


def test_a_list_that_has_the_keyboard_is_not_covered_by_what_is_said_of_a_hex():
    d = start(size=(1280, 720), text_scale=2.0)
    d.match.pointer.point(d.match.view.own[0].hex)
    d.key(pygame.K_o)
    d.frames(2)
    places, hover = d.match.places, d.match.hover_panel
    assert d.match.focused is places
    assert hover not in d.match.panels
    d.key(pygame.K_ESCAPE)
    assert hover in d.match.panels
