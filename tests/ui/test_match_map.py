"""Orders by click and key on the map of the match."""

import pygame
import pytest

from game.core.orders import Attack, Move
from game.ui.screens.match.attack import AttackDialog, merged
from game.ui.screens.match.dialogs import Confirm
from game.ui.screens.match.menus import GameMenu
from game.words import place_name, t
from tests.ui.driver import attacker, some_move, start
from tests.ui.hands import DriverHands


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


def test_the_first_click_on_a_stack_chooses_a_unit_that_has_not_acted():
    d = start()
    h = d.match.view.units["rifles"].hex
    own = [u.id for u in d.match.view.stacks[h] if u.faction == d.match.session.side]
    assert len(own) > 1
    for unit in own[:-1]:
        d.match.pointer.choose(unit)
        d.match.finish_unit()
    d.match.pointer.choose("")
    d.hex(h)
    assert d.match.pointer.unit == own[-1]


def test_an_order_that_is_not_legal_is_answered_in_words():
    d = start()
    unit, _ = some_move(d)
    away = d.match.view.theatre.board.distances(d.match.view.units[unit].hex)
    far = int(away.argmax())
    journal = len(d.match.session.match.journal)
    d.match.order_at(far)
    assert d.match.toast
    assert len(d.match.session.match.journal) == journal


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
        told.add(d.match.toast.split(place_name(view.theatre.board, h))[-1])
    assert len(told) > 1
    assert not d.match.session.match.journal


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
    d.click(t("attack.guns"))
    assert (d.top.order.support, d.top.order.batteries) == (False, False)
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


def test_an_arrow_key_that_is_up_again_within_a_frame_moves_the_map_all_the_same():
    d = start()
    m = d.match
    m.camera.set_width(112)
    m.camera.centre_on(next(u for u in m.view.own).hex)
    before = m.camera.screen_of(0)
    d.key(pygame.K_RIGHT)
    once = m.camera.screen_of(0)
    assert once[0] < before[0]
    d.frames(3)
    assert m.camera.screen_of(0) == once


def test_the_wheel_zooms_around_the_cursor():
    d = start()
    camera = d.match.camera
    camera.set_width(58)  # the map is larger than the window: nothing else moves it
    point = (camera.viewport.centerx + 70, camera.viewport.centery - 40)
    h, width = camera.hex_at(*point), camera.width
    DriverHands(d).wheel(point, down=False)
    assert camera.width > width
    assert camera.hex_at(*point) == h
    DriverHands(d).wheel(point, down=True)
    assert (camera.width, camera.hex_at(*point)) == (width, h)


def test_a_click_on_a_panel_never_reaches_the_map():
    d = start()
    for panel in d.match.panels:
        d.press((panel.rect.right - 3, panel.rect.bottom - 3))
        assert d.match.pointer.hex is None
        d.press((panel.rect.right - 3, panel.rect.bottom - 3), button=3)
        assert len(d.app.screens) == 1


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


def test_boats_ask_for_the_hex_and_for_confirmation():
    d = start()
    d.match.pointer.choose("sappers")
    d.key(pygame.K_f)
    assert d.match.pointer.picking
    target = min(d.match.pointer.picking)
    d.hex(d.match.view.units["sappers"].hex)  # beside the mark: the question stands
    assert target in d.match.pointer.picking
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
