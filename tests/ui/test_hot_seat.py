"""Several people at one window: what the hand-over hides, and that each side has its own screen."""

import numpy as np
import pygame
import pytest

from game.core.orders import EndTurn, Move, Order
from game.match.match import Match
from game.scenario.load import load
from game.ui import saves
from game.ui.screens.base import Dialog
from game.ui.screens.debriefing import Debriefing
from game.ui.screens.loading import Loading, Task, open_save
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.dialogs import EndTurnAsk
from game.ui.screens.match.hand_over import HandOver
from game.ui.screens.match.table import Table
from game.ui.screens.menu import Menu
from game.ui.screens.setup import Setup
from game.words import t
from tests.ui.driver import DUEL, Driver

BOTH = {"blue": "human", "red": "human"}


class Scripted:
    """A controller that gives orders from a list."""

    def __init__(self, orders: list[Order]) -> None:
        self.orders = list(orders)

    def decide(self, view, chance):
        return self.orders.pop(0) if self.orders else EndTurn()


def play(match: Match, side: str, **settings: object) -> Driver:
    d = Driver(lambda app: Loading(app, Task(lambda: (Table(match, side), side))), **settings)
    d.until(lambda: isinstance(d.top, HandOver | MatchScreen))
    return d


def shared(**settings: object) -> Driver:
    return play(Match(load(DUEL), 7, BOTH), "blue", ask_idle=False, **settings)


def take_over(d: Driver) -> None:
    """Sit down: wait a moment, then Enter."""
    assert isinstance(d.top, HandOver)
    d.frames(35)
    d.key(pygame.K_RETURN)
    d.frames(5)


def picture(d: Driver) -> np.ndarray:
    """What is on screen once all tiles are there."""
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=(5, 5), rel=(0, 0), buttons=(0, 0, 0)))
    d.app.still = 0
    for _ in range(80):
        d.app.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(5, 5), rel=(0, 0), buttons=(0, 0, 0)))
        d.frames(1)
    return pygame.surfarray.array3d(d.app.window)


def roam(d: Driver) -> list[Order]:
    """Blue moves what it can, chooses, zooms, opens lists and overlays; gives the orders back."""
    for unit in d.match.view.own:
        d.match.pointer.choose(unit.id)
        free = [h for h in sorted(d.match.pointer.selection.reach) if h not in d.match.view.stacks]
        if free:
            d.match.order_at(free[-1])
    d.match.pointer.choose("rifles")
    d.match.camera.set_width(112)
    d.key(pygame.K_F4)
    d.key(pygame.K_g, pygame.KMOD_LCTRL)
    d.key(pygame.K_ESCAPE)
    return [entry.order for entry in d.match.session.match.journal]


def test_after_the_hand_over_a_side_sees_what_it_would_see_alone():
    d = shared()
    take_over(d)
    orders = roam(d)
    assert sum(isinstance(o, Move) for o in orders) >= 2
    d.key(pygame.K_RETURN)
    take_over(d)
    assert d.match.session.side == "red"
    seen, log = picture(d), [line.text for line in d.match.session.log]
    alone = Match(load(DUEL), 7, {"red": "human"}, {"blue": Scripted(orders)})
    e = play(alone, "red", ask_idle=False)
    e.until(lambda: e.match.session.mine)
    e.frames(5)
    assert [line.text for line in e.match.session.log] == log
    assert e.match.session.match.digest() == d.match.session.match.digest()
    assert type(e.top) is type(d.top)
    assert np.array_equal(picture(e), seen)


def test_the_hand_over_looks_the_same_whatever_the_sides_have_done():
    shots = []
    for busy in (False, True):
        d = shared()
        take_over(d)
        if busy:
            roam(d)
        d.key(pygame.K_RETURN)
        assert isinstance(d.top, HandOver)
        d.frames(35)
        shots.append(picture(d))
    assert np.array_equal(*shots)


def test_a_key_held_down_or_pressed_in_haste_opens_nobodys_map():
    d = shared()
    for _ in range(40):
        d.key(pygame.K_RETURN)
        assert isinstance(d.top, HandOver)
    take_over(d)
    assert isinstance(d.top, MatchScreen)


def test_an_enter_that_is_held_while_a_screen_is_made_is_one_enter():
    d = shared()
    d.frames(35)
    for _ in range(20):
        down = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="", scancode=0)
        pygame.event.post(down)
    d.frames(5)
    assert isinstance(d.top, MatchScreen)
    assert not d.match.session.match.journal


def test_choice_camera_overlays_and_log_are_each_sides_own():
    d = shared()
    take_over(d)
    roam(d)
    blue = d.match
    place = (blue.camera.x, blue.camera.y, blue.camera.width)
    d.key(pygame.K_RETURN)
    take_over(d)
    red = d.match
    assert red is not blue
    assert red.pointer.unit == ""
    assert red.camera.width != 112
    assert not red.layers.zones
    assert not red.toast
    while not isinstance(d.top, MatchScreen):
        d.key(pygame.K_ESCAPE)
    d.key(pygame.K_RETURN)
    take_over(d)
    assert d.match is blue
    assert blue.layers.zones
    assert (blue.camera.x, blue.camera.y, blue.camera.width) == place


def test_undo_does_not_reach_back_over_the_hand_over():
    d = shared()
    take_over(d)
    roam(d)
    d.key(pygame.K_RETURN)
    take_over(d)
    while not isinstance(d.top, MatchScreen):
        d.key(pygame.K_ESCAPE)
    entries = len(d.match.session.match.journal)
    d.key(pygame.K_u)
    d.key(pygame.K_r)
    assert len(d.match.session.match.journal) == entries
    assert d.match.session.mine


def test_what_one_side_takes_back_the_other_never_hears_of():
    d = shared()
    take_over(d)
    table = d.match.session.table
    red = table.seats["red"]
    before = len(red._away)
    told = 0
    for unit in d.match.view.own:
        for h in sorted(d.match.view.theatre.board.adjacent[unit.hex], key=lambda pair: pair[1]):
            if isinstance(table.seats["blue"].submit(Move(unit.id, (unit.hex, h[1]))), tuple):
                told = max(told, len(red._away) - before)
                while table.seats["blue"].undo():
                    pass
    assert told > 0
    assert not [b for b in red._away if b.end > len(table.match.journal)]


def test_moves_that_a_side_saw_are_shown_when_it_sits_down():
    d = shared()
    take_over(d)
    roam(d)
    seen = sum(bool(b.events) for b in d.match.session.table.seats["red"]._away)
    assert seen > 0
    view = d.match.session.table.seats["red"].view
    d.key(pygame.K_RETURN)
    hand_over = d.top
    red = hand_over.table.seats["red"]
    assert red.view is view
    d.frames(35)
    hand_over.seat("red")
    assert len(red.beats) > seen


def test_the_end_has_a_debriefing_for_each_side():
    d = shared()
    for _ in range(80):
        if isinstance(d.top, Debriefing):
            break
        if isinstance(d.top, HandOver):
            d.frames(35)
            d.key(pygame.K_RETURN)
            d.frames(3)
        else:
            d.key(pygame.K_RETURN if isinstance(d.top, MatchScreen | EndTurnAsk) else pygame.K_ESCAPE)
    assert isinstance(d.top, Debriefing)
    first = d.top.session.side
    d.click(t("debriefing.others"))
    assert isinstance(d.top, HandOver)
    d.frames(35)
    other = "red" if first == "blue" else "blue"
    d.click(d.top.table.match.theatre.factions[other].name)
    d.until(lambda: isinstance(d.top, Debriefing))
    assert d.top.session.side == other


def test_a_saved_hot_seat_game_opens_with_the_hand_over():
    d = shared()
    take_over(d)
    d.key(pygame.K_RETURN)
    take_over(d)
    while not isinstance(d.top, MatchScreen):
        d.key(pygame.K_ESCAPE)
    d.key(pygame.K_F5)
    digest = d.match.session.match.digest()
    e = Driver(lambda app: Loading(app, open_save(saves.quicksave_file())))
    e.until(lambda: isinstance(e.top, HandOver))
    assert e.top.table.awaited.side == "red"
    assert e.top.table.match.digest() == digest


def test_setup_offers_another_player_for_every_side_that_can_be_played():
    d = Driver(lambda app: Setup(app, DUEL))
    d.until(lambda: d.top.scenario is not None)
    while d.top.controllers["red"] != "human":
        d.top.next_controller("red")
    d.click(t("setup.begin"))
    d.until(lambda: isinstance(d.top, HandOver))
    assert set(d.top.table.seats) == {"blue", "red"}


@pytest.mark.parametrize("leave", ["button", "window"])
def test_leaving_keeps_the_game_and_continue_opens_it_again(leave):
    d = shared()
    take_over(d)
    roam(d)
    digest = d.match.session.match.digest()
    if leave == "button":
        d.key(pygame.K_RETURN)
        d.key(pygame.K_ESCAPE)
        assert isinstance(d.top, Dialog)
        digest = d.app.screens[-2].table.match.digest()
        d.click(t("game_menu.leave"))
    else:
        pygame.event.post(pygame.event.Event(pygame.QUIT))
        d.frames(1)
        d = Driver(Menu)
    assert isinstance(d.top, Menu)
    d.click(t("menu.continue"))
    d.until(lambda: isinstance(d.top, HandOver))
    assert d.top.table.match.digest() == digest
