"""The window played with real events: what a click and a key do."""

import itertools
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from game.core.orders import Attack, Move
from game.ui import settings as prefs
from game.ui.panels.ground import place_words
from game.ui.panels.hints import hints
from game.ui.panels.lists import TABS
from game.ui.panels.mapbar import OVERLAYS
from game.ui.screens.base import Push
from game.ui.screens.debriefing import Debriefing
from game.ui.screens.help import Help
from game.ui.screens.load_save import LoadGame, SaveGame
from game.ui.screens.loading import Loading, Notice, open_save
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.attack import AttackDialog, merged
from game.ui.screens.match.dialogs import Confirm, Decision, EndTurnAsk, GameMenu, ScoreTable
from game.ui.screens.menu import Menu
from game.ui.screens.report import Report
from game.ui.screens.setup import Setup
from game.ui.text import t
from tests.ui.driver import DUEL, Driver, labels, start


@pytest.fixture(autouse=True)
def own_places(tmp_path, monkeypatch):
    """No test touches the player's files."""
    monkeypatch.setattr(prefs, "user_data_path", lambda _: tmp_path / "data")
    monkeypatch.setattr(prefs, "user_config_path", lambda _: tmp_path / "config")


def some_move(d: Driver) -> tuple[str, int]:
    """Choose a unit by clicking it; gives it and a hex that it can go to and where nobody stands."""
    view = d.match.view
    for unit in view.own:
        d.hex(unit.hex)
        free = [h for h in d.match.pointer.selection.reach if h not in view.stacks]
        for h in sorted(free):
            if d.match.camera.shows(h, 20):
                return d.match.pointer.unit, h
    raise AssertionError("no unit can move")


def attacker(d: Driver) -> tuple[str, int]:
    """Choose a unit that has a target."""
    for unit in d.match.view.own:
        d.match.pointer.choose(unit.id)
        if d.match.pointer.selection.targets:
            return unit.id, d.match.pointer.selection.targets[0]
    raise AssertionError("no unit can attack")


# The map


def test_a_click_chooses_and_a_right_click_moves_and_undo_takes_it_back():
    d = start()
    unit, h = some_move(d)
    before = d.match.view.units[unit].hex
    d.move(d.match.camera.screen_of(h))
    assert d.match.pointer.selection.path[-1] == h
    assert d.match.pointer.selection.path_label
    d.hex(h, button=3)
    assert d.match.view.units[unit].hex == h
    assert isinstance(d.match.session.match.journal[-1].order, Move)
    if d.match.session.match.can_undo:
        d.key(pygame.K_u)
        assert d.match.view.units[unit].hex == before
        d.key(pygame.K_r)
        assert d.match.view.units[unit].hex == h


def test_a_move_that_shows_nothing_new_can_be_undone_as_the_panel_said():
    d = start()
    for unit in d.match.view.own:
        d.match.pointer.choose(unit.id)
        for h in sorted(d.match.pointer.selection.reach):
            d.match.pointer.point(h)
            if d.match.pointer.selection.path and not d.match.pointer.path_shows_new:
                d.hex(h, button=3)
                assert d.match.session.match.can_undo
                return
    pytest.skip("every move of this position looks into unseen ground")


def test_a_second_click_goes_on_to_the_next_unit_of_the_stack():
    d = start()
    h = d.match.view.units["rifles"].hex
    d.hex(h)
    first = d.match.pointer.unit
    d.hex(h)
    assert d.match.pointer.unit not in {"", first}


def test_an_order_that_is_not_legal_is_answered_in_words():
    d = start()
    unit, _ = some_move(d)
    away = d.match.view.theatre.board.distances(d.match.view.units[unit].hex)
    far = int(away.argmax())
    journal = len(d.match.session.match.journal)
    d.match.order_at(far)
    assert d.match.toast
    assert len(d.match.session.match.journal) == journal


def test_the_attack_dialog_shows_losses_and_all_outcomes_before_enter_attacks():
    d = start()
    _, target = attacker(d)
    d.hex(target, button=3)
    assert isinstance(d.top, AttackDialog)
    journal = len(d.match.session.match.journal)
    d.key(pygame.K_ESCAPE)
    assert len(d.match.session.match.journal) == journal
    d.hex(target, button=3)
    d.click(t("attack.support"))
    assert d.top.order.support is False
    d.key(pygame.K_RETURN)
    d.frames(5)
    order = d.match.session.match.journal[-1].order
    assert isinstance(order, Attack)
    assert not order.support


def test_merged_outcomes_still_add_up_to_one():
    d = start()
    _, target = attacker(d)
    d.match.pointer.point(target)
    forecast = d.match.pointer.forecast
    cases = merged(forecast.cases)
    assert sum(c.probability for c in cases) == pytest.approx(1)
    assert len({(c.result, c.attacker_steps, c.defender_steps) for c in cases}) == len(cases)


def test_dragging_moves_the_map_and_chooses_nothing():
    d = start()
    d.match.camera.set_width(112)
    d.frames()
    middle = d.match.camera.viewport.center
    origin = d.match.camera.origin
    d.drag(middle, (middle[0] - 80, middle[1] - 30))
    assert d.match.camera.origin != origin
    assert d.match.pointer.unit == ""


def test_a_click_on_a_panel_never_reaches_the_map():
    d = start()
    for panel in d.match.panels:
        d.press((panel.rect.right - 3, panel.rect.bottom - 3))
        assert d.match.pointer.hex is None
        d.press((panel.rect.right - 3, panel.rect.bottom - 3), button=3)
        assert len(d.app.screens) == 1


# The turn


def test_ending_the_turn_asks_once_then_the_others_play_and_a_report_comes():
    d = start()
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, EndTurnAsk)
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.view.turn == 2 and d.match.session.mine)
    d.until(lambda: prefs.autosave_file().exists())
    if d.match.session.report:
        assert isinstance(d.top, Report)


def test_a_decision_waits_until_it_is_answered_and_haste_answers_nothing():
    d = start(ask_idle=False)
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.view.turn == 2 and d.match.session.mine and d.top is not d.match)
    if isinstance(d.top, Report):
        d.key(pygame.K_RETURN)
    assert isinstance(d.top, Decision)
    d.key(pygame.K_RETURN)
    assert d.top is d.match
    assert d.match.view.offers
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, EndTurnAsk)
    d.key(pygame.K_ESCAPE)
    d.key(pygame.K_d)
    d.click("Call it")
    assert d.match.view.decided == {"reserve_call": "take"}
    assert "reserve" in d.match.view.units


def test_boats_ask_for_the_hex_and_for_confirmation():
    d = start()
    d.match.pointer.choose("sappers")
    d.key(pygame.K_f)
    assert d.match.pointer.picking
    target = min(d.match.pointer.picking)
    d.hex(target)
    assert isinstance(d.top, Confirm)
    d.key(pygame.K_RETURN)
    assert d.match.view.units["sappers"].hex == target


def test_esc_leaves_the_choice_of_a_hex_before_it_opens_the_menu():
    d = start()
    d.match.pointer.choose("sappers")
    d.key(pygame.K_f)
    d.key(pygame.K_ESCAPE)
    assert not d.match.pointer.picking
    d.key(pygame.K_ESCAPE)
    assert d.match.pointer.unit == ""
    d.key(pygame.K_ESCAPE)
    assert isinstance(d.top, GameMenu)


def test_the_question_can_be_switched_off():
    d = start()
    d.key(pygame.K_RETURN)
    d.click(t("end.never"))
    assert not d.app.settings.ask_idle
    d.until(lambda: d.match.view.turn == 2 and d.match.session.mine)


def test_tab_visits_every_idle_unit_and_space_finishes_them():
    d = start()
    idle = {u.id for u in d.match.idle_units()}
    seen = set()
    for _ in idle:
        d.key(pygame.K_TAB)
        seen.add(d.match.pointer.unit)
    assert seen == idle
    for _ in idle:
        d.key(pygame.K_SPACE)
    assert d.match.idle_units() == []


def test_the_window_goes_on_while_an_ai_thinks_for_long(monkeypatch):
    import threading

    d = start("blue", ask_idle=False)
    gate = threading.Event()
    step = d.match.session.match.step
    monkeypatch.setattr(d.match.session.match, "step", lambda: gate.wait(10) and step())
    d.key(pygame.K_RETURN)
    for _ in range(20):
        d.frames(1)
        assert d.match.session.thinking
    d.match.give(Move("nobody", (0, 1)))
    assert d.match.toast == t("say.not_your_turn")
    gate.set()
    d.until(lambda: d.match.session.mine)


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


def test_conceding_asks_then_ends_in_the_debriefing():
    d = start()
    d.key(pygame.K_ESCAPE)
    assert isinstance(d.top, GameMenu)
    d.click(t("game_menu.concede"))
    d.click(t("button.yes"))
    d.until(lambda: isinstance(d.top, Debriefing))
    assert d.match.view.outcome.reason == "concession"


# Files


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


# Menu and setup


def test_menu_and_setup_lead_to_the_map_by_keyboard_alone():
    d = Driver(lambda app: Setup(app, DUEL))
    d.until(lambda: d.top.scenario is not None)
    d.click("Blue")
    assert d.top.side == "blue"
    d.click(d.top.seed)
    d.type("42")
    d.key(pygame.K_RETURN)
    assert d.top.seed == "42"
    d.click(t("setup.begin"))
    d.until(lambda: isinstance(d.top, MatchScreen))
    assert d.match.session.match.seed == 42
    assert d.match.session.side == "blue"


def test_help_and_score_open_by_key_and_close_by_escape():
    d = start()
    for key, mod, kind in ((pygame.K_F1, 0, Help), (pygame.K_p, pygame.KMOD_LCTRL, ScoreTable)):
        d.key(key, mod)
        assert isinstance(d.top, kind)
        d.key(pygame.K_ESCAPE)
        assert isinstance(d.top, MatchScreen)


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


# Layout


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080), (2560, 1440)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_panels_fill_the_window_and_do_not_overlap(size, scale):
    d = start(size=size, text_scale=scale)
    rects = [p.rect for p in d.match.panels] + [d.match.minimap.rect, d.match.camera.viewport]
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


def test_resizing_the_window_lays_everything_out_again():
    d = start()
    pygame.display.set_mode((1600, 1000), pygame.RESIZABLE)
    pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, w=1600, h=1000, size=(1600, 1000)))
    d.frames(2)
    assert d.match.top.rect.width == 1600
    assert d.match.places.rect.height + d.match.lists.rect.height + d.match.top.rect.height == 1000


def test_the_cursor_chooses_and_orders_by_keyboard_alone():
    d = start()
    d.key(pygame.K_TAB)
    unit = d.match.pointer.unit
    before = d.match.view.units[unit].hex
    d.match.pointer.point(before)
    free = {d.match.view.theatre.board.direction(before, h): h for h in d.match.pointer.selection.reach}
    keys = {0: pygame.K_l, 1: pygame.K_i, 2: pygame.K_y, 3: pygame.K_h, 4: pygame.K_j, 5: pygame.K_k}
    direction = next(x for x in keys if x in free and free[x] not in d.match.view.stacks)
    d.key(keys[direction])
    assert d.match.pointer.hover == free[direction]
    d.key(pygame.K_g)
    d.frames(2)
    assert d.match.view.units[unit].hex == free[direction]
    d.key(pygame.K_v)
    assert d.match.pointer.hex == free[direction]


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


def test_a_refused_way_says_what_is_in_the_way():
    d = start()
    view = d.match.view
    unit = view.units["rifles"]
    d.match.pointer.choose(unit.id)
    reach = d.match.pointer.selection.reach
    told = set()
    for h in range(view.theatre.board.size):
        if h in reach or h == unit.hex or any(u.faction != "blue" for u in view.stacks.get(h, ())):
            continue
        d.match.toast = ""
        d.match.order_at(h)
        assert d.match.toast
        told.add(d.match.toast.split(view.theatre.board.describe(h))[-1])
    assert len(told) > 1
    assert not d.match.session.match.journal


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
def test_overlays_and_the_legend_are_switched_by_mouse(scale):
    d = start(size=(1280, 720), text_scale=scale)
    for name in OVERLAYS:
        before = getattr(d.match.layers, name)
        d.click(t(f"mapbar.{name}"))
        assert getattr(d.match.layers, name) is not before


def test_a_report_tells_what_moved_the_points_since_the_side_ended_its_turn():
    d = start(ask_idle=False)
    _, target = attacker(d)
    d.match.give(Attack(d.match.pointer.unit, target))
    before = d.match.view
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.view.turn == 2 and d.match.session.mine)
    assert d.match.session.before.score == before.score


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
