"""A turn in the window: its end, what others do meanwhile, reports, decisions, the end of the match."""

from dataclasses import replace

import pygame
import pytest

from game.core.orders import Attack, EndTurn, Move
from game.ui import saves
from game.ui.screens.match.dialogs import Decision, EndTurnAsk
from game.ui.screens.match.log import LogLine
from game.ui.screens.report import Report
from game.words import t
from tests.ui.driver import Driver, attacker, some_move, start


def test_ending_the_turn_asks_once_then_the_others_play_and_a_report_comes():
    d = start()
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, EndTurnAsk)
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.greeted == 2)
    d.until(saves.autosaves)
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


def test_a_second_enter_on_a_dialog_that_is_gone_does_not_end_the_turn():
    d = start(ask_idle=False)
    d.app.running = True
    d.match.open_score()
    d.app.settle()
    d.key(pygame.K_RETURN)
    d.key(pygame.K_RETURN)
    assert d.match.session.mine
    assert t("say.end_again", end=d.app.bindings.key("end_turn")) in d.match.toast
    for _ in range(40):
        d.app.frame(1 / 60)
    d.key(pygame.K_RETURN)
    assert not d.match.session.mine or d.match.view.turn == 2


def asks_for_nothing(d: Driver) -> str:
    """What is said when Enter comes now: the turn goes on, and with a second Enter it ends."""
    d.key(pygame.K_RETURN)
    assert d.top is d.match
    assert d.match.session.match.turn == 1
    said = d.match.toast
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.view.turn == 2)
    return said


def refused(d: Driver) -> None:
    d.key(pygame.K_b)  # with no unit


def withdrawn(d: Driver) -> None:
    _, target = attacker(d)
    d.match.pointer.pick({target: Attack(d.match.pointer.unit, target)})
    d.match.order_at(target)
    d.app.settle()
    d.key(pygame.K_ESCAPE)


def refused_by_the_rules(d: Driver) -> None:
    d.match.pointer.choose(d.match.view.own[0].id)
    d.match.give(Move(d.match.pointer.unit, (d.match.pointer.chosen.hex, 0)))


@pytest.mark.parametrize("begun", [refused, withdrawn, refused_by_the_rules])
def test_enter_after_an_order_that_was_not_given_ends_the_turn_only_when_pressed_again(begun):
    d = start(ask_idle=False)
    begun(d)
    why = d.match.toast or t("say.pick_cancelled")
    assert asks_for_nothing(d) == f"{why} {t('say.end_again', end='Enter')}"


def test_enter_while_the_cursor_points_elsewhere_tells_how_the_unit_is_sent_there():
    d = start(ask_idle=False)
    d.key(pygame.K_TAB)
    d.key(pygame.K_l)
    assert "G sends it" in asks_for_nothing(d)


def test_enter_ends_the_turn_at_once_after_orders_that_were_given_and_with_the_mouse_on_the_map():
    d = start(ask_idle=False)
    _, h = some_move(d)
    d.match.give(Move("nobody", (0, 1)))
    d.hex(h, button=3)
    d.hex(h)
    d.move(d.match.camera.screen_of(next(iter(d.match.pointer.selection.reach))))
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.view.turn == 2)


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


def test_the_pointer_asks_nothing_of_the_match_while_others_have_it(monkeypatch):
    import threading

    d = start("blue", ask_idle=False)
    match, pointer, gate = d.match.session.match, d.match.pointer, threading.Event()
    step, asked = match.step, []
    monkeypatch.setattr(match, "step", lambda: gate.wait(10) and step())
    pointer.choose(d.match.view.own[0].id)
    h = next(iter(pointer.selection.reach))
    d.match.session.submit(EndTurn())
    with monkeypatch.context() as m:
        m.setattr(match, "view", asked.append)
        pointer.point(h)
    gate.set()
    assert asked == []
    assert pointer.selection.path


def test_the_window_goes_on_while_an_ai_thinks_for_long(monkeypatch):
    import threading

    d = start("blue", ask_idle=False)
    gate = threading.Event()
    step = d.match.session.match.step
    monkeypatch.setattr(d.match.session.match, "step", lambda: gate.wait(10) and step())
    d.key(pygame.K_RETURN)
    for _ in range(20):
        d.frames(1)
        assert d.match.session.table.thinking
    d.match.give(Move("nobody", (0, 1)))
    assert d.match.toast == t("say.not_your_turn")
    gate.set()
    d.until(lambda: d.match.session.mine)


def test_a_report_tells_what_moved_the_points_since_the_side_ended_its_turn():
    d = start(ask_idle=False)
    _, target = attacker(d)
    d.match.give(Attack(d.match.pointer.unit, target))
    before = d.match.view
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.view.turn == 2 and d.match.session.mine)
    assert d.match.session.before.score == before.score


def test_the_report_tells_what_came_before_the_turn_and_none_of_its_own_orders_even_when_loaded():
    d = start(ask_idle=False)
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.view.turn == 2 and d.match.session.mine and d.top is not d.match)
    session = d.match.session
    before = [line.text for line in session.report]
    assert before
    while d.top is not d.match:
        d.key(pygame.K_ESCAPE)
    _, target = attacker(d)
    d.match.give(Attack(d.match.pointer.unit, target))
    d.frames(3)
    assert len(session.log) > len(before)
    assert [line.text for line in session.report] == before
    session.recount()  # as after loading
    assert [line.text for line in session.report] == before


def test_the_line_of_a_report_that_says_supply_falls_short_leads_to_the_lines_of_supply(monkeypatch):
    d = start()
    at = d.match.view.own[0].hex
    d.match.camera.set_width(112)
    line = LogLine(1, "blue", "Supply: one unit on a line that is too long.", at, 2, "supplytraced")
    monkeypatch.setattr(type(d.match.session), "report", property(lambda _: [line]))
    d.match.open_report()
    d.frames(2)
    (row,) = [hot for hot in d.top.panel.hots if hot.tip == t("report.supply_click")]
    assert not d.match.layers.supply
    d.press(row.rect.move(d.top.panel.rect.topleft).center)
    assert d.top is d.match
    assert d.match.layers.supply
    assert all(d.match.camera.shows(h) for h in (at, *d.match.view.sources))


def test_points_that_went_to_a_rival_who_was_first_are_not_told_as_if_they_were_won(monkeypatch):
    d = start()
    match = d.match
    line = next(x for x in match.view.theatre.score["blue"].lines if x.first)
    lost = replace(match.view, score={**match.view.score, line.id: -2.0})
    monkeypatch.setattr(match.session, "before", match.view)
    monkeypatch.setattr(type(match), "view", property(lambda _: lost))
    assert [words for words, *_ in Report(d.app, match).balance] == [t("report.not_first", text=line.text)]
