"""What the panels of the match say and do."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from game.core.board import Zone
from game.core.refs import Provenance
from game.core.score import PointLine, ScoreSpec, ShareLine
from game.ui.panels.fires import source_words
from game.ui.panels.ground import crossings_at, place_words
from game.ui.panels.hints import hints
from game.ui.panels.mapbar import OVERLAYS
from game.ui.screens.help import Help, LegendPage
from game.ui.screens.load_save import SaveGame
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.menus import GameMenu
from game.ui.screens.match.score_table import ScoreTable
from game.words import t
from tests.ui.driver import attacker, start


def test_help_and_score_open_by_key_and_close_by_escape():
    d = start()
    for key, mod, kind in ((pygame.K_F1, 0, Help), (pygame.K_p, pygame.KMOD_LCTRL, ScoreTable)):
        d.key(key, mod)
        assert isinstance(d.top, kind)
        d.key(pygame.K_ESCAPE)
        assert isinstance(d.top, MatchScreen)


def test_the_keys_that_the_game_menu_shows_work_in_it_too():
    d = start()
    for key, kind in ((pygame.K_p, ScoreTable), (pygame.K_s, SaveGame)):
        d.key(pygame.K_ESCAPE)
        assert isinstance(d.top, GameMenu)
        d.key(key, pygame.KMOD_LCTRL)
        assert isinstance(d.top, kind)
        d.key(pygame.K_ESCAPE)
        assert d.top is d.match


def test_a_key_puts_the_tip_of_a_parked_mouse_away_until_the_mouse_moves():
    d = start()
    d.move((640, 360))
    d.app.still = 1.0
    d.key(pygame.K_TAB)
    d.frames(60)
    assert d.app.still < 0
    d.move((642, 360))
    d.frames(60)
    assert d.app.still > 0.35


def test_what_can_be_done_now_stands_above_where_the_unit_comes_from():
    d = start()
    attacker(d)
    panel, told = d.match.unit_panel, []
    whole = panel._hints, panel._origin
    panel._hints = lambda p: (told.append("hints"), whole[0](p))
    panel._origin = lambda p, unit: (told.append("origin"), whole[1](p, unit))
    panel.measure(300)
    assert told[:2] == ["hints", "origin"]


def test_undo_is_offered_only_while_something_can_be_taken_back():
    d = start()
    offer = t("hints.undo", undo=d.app.bindings.key("undo"))
    attacker(d)
    assert not d.match.session.match.can_undo
    assert offer not in hints(d.match)
    d.key(pygame.K_2)
    assert d.match.session.match.can_undo
    assert offer in hints(d.match)


def test_one_unit_that_is_left_is_one_unit():
    assert "1 units" not in t("hints.idle", count=1, next="Tab") + t("end.idle", count=1)


def test_a_line_of_the_log_brings_its_place_to_the_middle():
    d = start(ask_idle=False)
    _, target = attacker(d)
    d.hex(target, button=3)
    d.key(pygame.K_RETURN)
    d.frames(5)
    line = next(line for line in d.match.session.log if line.hex >= 0)
    d.match.camera.set_width(112)
    d.match.lists.show("log")
    d.frames(2)
    hot = next(h for h in d.match.lists.hots if h.rect.y > d.match.lists.style.px(40))
    d.press(hot.rect.move(d.match.lists.rect.topleft).center)
    assert d.match.camera.shows(d.match.session.log[-1].hex) or d.match.camera.shows(line.hex)


@pytest.mark.parametrize(
    ("key", "mod"), [(pygame.K_o, 0), (pygame.K_u, pygame.KMOD_LCTRL), (pygame.K_g, pygame.KMOD_LCTRL)]
)
def test_the_rows_of_a_list_are_reached_by_keyboard_alone_even_those_out_of_sight(key, mod):
    d = start(ask_idle=False)
    _, target = attacker(d)
    d.hex(target, button=3)
    d.key(pygame.K_RETURN)
    d.key(key, mod)
    panel = d.match.focused
    rows = len(panel.hots) - panel.first_row()
    assert rows > 0
    shown = []
    d.match.camera.set_width(112)
    d.match.centre = shown.append
    d.match.show_unit = shown.append
    for _ in range(rows):
        assert panel.focus is not None
        d.key(pygame.K_RETURN)
        d.key(pygame.K_DOWN)
    assert len(shown) == rows
    d.key(pygame.K_ESCAPE)
    assert d.match.focused is None
    assert d.top is d.match


def test_the_panel_says_who_owns_a_place_apart_from_who_controls_its_hex():
    d = start()
    view = d.match.view
    place = next(p for p, owner in view.owners.items() if owner == "red")
    words = place_words(view, place)
    assert view.theatre.factions["red"].name in words
    assert str(view.theatre.ruleset.objectives.turn_ends) in words
    held = replace(view, claims={place: 1})
    assert place_words(held, place) != words
    owned = replace(view, owners={**view.owners, place: "blue"})
    assert view.theatre.factions["blue"].name in place_words(owned, place)


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_overlays_and_the_legend_are_switched_by_mouse(scale):
    d = start(size=(1280, 720), text_scale=scale)
    for name in OVERLAYS:
        before = getattr(d.match.layers, name)
        d.click(t(f"mapbar.{name}"))
        opened = name == "legend" and isinstance(d.top, LegendPage)  # where the map has no room for it
        assert opened or getattr(d.match.layers, name) is not before


def content(panel) -> int:
    """Height of what a panel shows in the part that scrolls."""
    panel.refresh()
    return panel._content


def test_the_hints_name_what_can_be_done_and_can_be_switched_off():
    d = start()
    assert any(str(len(d.match.idle_units())) in line for line in hints(d.match))
    attacker(d)
    assert any(d.app.bindings.key("attack") in line for line in hints(d.match))
    lines = len(d.match.unit_panel.origins)
    assert lines == len({u.id for u in d.match.session.match.scenario.spec.units["blue"]})
    shown = content(d.match.unit_panel)
    d.app.apply(d.app.settings.but(hints=False))
    assert content(d.match.unit_panel) < shown


def test_a_unit_that_is_short_of_supply_says_why():
    d = start()
    d.match.pointer.choose("rifles")
    unit = d.match.view.units["rifles"]
    before = content(d.match.unit_panel)
    starved = {**d.match.view.units, unit.id: replace(unit, supply="unsupplied", supply_km=-1)}
    d.match.session.view = replace(d.match.view, units=starved)
    assert content(d.match.unit_panel) > before


def test_the_bar_at_the_top_says_what_a_share_pays_and_leaves_out_what_pays_nothing(monkeypatch):
    d = start()
    view = d.match.view
    town = Zone("old", "Old town", "quarter")
    zone = np.zeros(view.theatre.board.size, dtype=np.uint8)
    zone[view.theatre.board.places["camp"].hex] = 1
    board = replace(view.theatre.board, zones=(town,), zone=zone)
    share = PointLine("a", "Share", share=ShareLine("quarter", 30))
    for lines, named in (((), False), ((share,), True)):
        theatre = replace(view.theatre, board=board, score={view.faction: ScoreSpec(10, lines)})
        monkeypatch.setattr(d.match.session, "view", replace(view, theatre=theatre, score={}))
        tips = [fact.tip for fact in d.match.top._shown()]
        assert any("30 points" in tip for tip in tips) == named
        assert any(tip.startswith(t("top.share_tip")) for tip in tips) == named


def test_a_crossing_that_is_down_says_what_opens_it():
    d = start()
    view = d.match.view
    edge, bridge = next(iter(view.crossings.items()))
    assert crossings_at(view, edge[0]) == [f"{bridge.name}: bridge, open"]
    down = replace(view, crossings={edge: replace(bridge, status="destroyed")})
    turns = view.theatre.ruleset.crossings.repair_turns
    assert f"{turns} turns of work" in crossings_at(down, edge[1])[0]
    begun = replace(down, works={edge: 1})
    assert "one more turn of work" in crossings_at(begun, edge[1])[0]


def test_a_remark_on_a_report_comes_after_its_number_and_does_not_read_as_what_was_reported():
    said = source_words(start().match.view, Provenance("reported", "F20", "Its number is assumed"))
    assert said == t("source.reported", note="F20. Its number is assumed")
