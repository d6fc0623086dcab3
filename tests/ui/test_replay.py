"""The replay in the window: timeline, eyes, log, ways in and out."""

import time
from pathlib import Path

import pygame
import pytest

from game.core.orders import Concede, EndTurn
from game.match.match import HUMAN, Match
from game.match.replay import Eyes
from game.match.save import save
from game.scenario.load import load
from game.ui import settings as prefs
from game.ui.screens.base import Push
from game.ui.screens.debriefing import Debriefing
from game.ui.screens.load_save import LoadGame
from game.ui.screens.loading import Loading, Notice, open_save, watch
from game.ui.screens.match import MatchScreen
from game.ui.screens.menu import Menu
from game.ui.screens.replay import ReplayScreen
from game.ui.screens.replay import playback as playback_module
from game.ui.screens.replay import screen as screen_module
from game.words import t
from tests.ui.driver import DUEL, Driver, start

STRAITS = Path(__file__).parents[2] / "scenarios" / "straits.yaml"


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    """A finished match between programs."""
    match = Match(load(DUEL), seed=7)
    match.play_out()
    path = tmp_path_factory.mktemp("saves") / "over.save"
    save(match, path)
    return path


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Path:
    """A match that a human still plays, in its second turn."""
    match = Match(load(DUEL), 7, {"blue": HUMAN})
    match.submit(EndTurn())
    match.play_out()
    path = tmp_path_factory.mktemp("saves") / "running.save"
    save(match, path)
    return path


def opened(path: Path, **settings) -> Driver:
    d = Driver(lambda app: Loading(app, open_save(path), show=watch), **settings)
    d.until(lambda: isinstance(d.top, ReplayScreen))
    d.frames(3)
    return d


# Time


def test_arrows_step_through_orders_and_pages_through_turns(finished):
    d = opened(finished)
    playback = d.top.session
    assert playback.stop == 0
    d.key(pygame.K_RIGHT)
    d.key(pygame.K_RIGHT)
    assert playback.stop == 2
    d.key(pygame.K_LEFT)
    assert playback.stop == 1
    d.key(pygame.K_PAGEDOWN)
    assert playback.story.turns[playback.turn_number] == (2, playback.stop)
    d.key(pygame.K_RIGHT)
    d.key(pygame.K_PAGEUP)
    assert playback.stop == playback.story.turns[1][1]
    d.key(pygame.K_PAGEUP)
    assert playback.stop == 0
    d.key(pygame.K_END)
    assert playback.stop == playback.last
    assert d.top.view.outcome is not None
    d.key(pygame.K_HOME)
    assert playback.stop == 0


def test_the_view_is_that_of_the_moment_also_after_an_animated_step(finished):
    d = opened(finished)
    for _ in range(6):
        d.key(pygame.K_RIGHT)
    d.frames(5)
    playback = d.top.session
    shown = d.top.view
    expected = playback.replay.view(playback.moment, playback.eyes)
    assert dict(shown.units) == dict(expected.units)


def test_space_plays_to_the_end_and_stops_there(finished):
    d = opened(finished)
    d.key(pygame.K_SPACE)
    assert d.top.playing
    d.key(pygame.K_SPACE)
    assert not d.top.playing
    d.key(pygame.K_SPACE)
    d.until(lambda: not d.top.playing, seconds=90)
    assert d.top.session.stop == d.top.session.last
    assert isinstance(d.top, ReplayScreen)


def test_a_key_that_is_held_down_switches_once(finished):
    d = opened(finished)
    for _ in range(3):
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_e, mod=0, unicode="e", scancode=0))
    d.frames(2)
    assert d.top.session.eyes.everything
    d.key(pygame.K_e)
    d.key(pygame.K_e)
    assert not d.top.session.eyes.everything


def test_dragging_along_the_timeline_goes_through_the_match(finished):
    d = opened(finished)
    bar, playback = d.top.timeline, d.top.session
    y = bar.rect.y + bar.track.centery
    d.press((bar.rect.x + bar.track.centerx, y))
    middle = playback.stop
    assert 0 < middle < playback.last
    d.drag((bar.rect.x + bar.track.centerx, y), (bar.rect.x + bar.track.right + 40, y + 30))
    assert playback.stop == playback.last
    d.drag((bar.rect.x + bar.track.right - 1, y), (bar.rect.x - 5, y))
    assert playback.stop == 0


def test_every_stop_has_its_own_place_on_the_timeline_in_order(finished):
    d = opened(finished)
    bar, last = d.top.timeline, d.top.session.last
    places = [bar.x(stop) for stop in range(last + 1)]
    assert places == sorted(set(places))
    assert all(bar.stop_at(x + 1e-6) == stop for stop, x in enumerate(places))


def test_a_line_of_the_log_leads_to_its_moment(finished):
    d = opened(finished)
    playback = d.top.session
    d.key(pygame.K_PAGEDOWN)
    panel = d.top.lists
    d.frames(2)
    rows = [hot for hot in panel.hots[panel.first_row() :] if hot.rect.height > 10]
    d.press(rows[-1].rect.move(panel.rect.topleft).center)
    number = next(
        i for i, line in enumerate(playback.story.lines) if playback.story.stop_of[i] == playback.stop
    )
    assert playback.story.lines[number].text in playback.told
    assert playback.stop != playback.story.turns[1][1]


def test_a_jump_takes_less_than_a_tenth_of_a_second(tmp_path):
    match = Match(load(STRAITS), seed=3)
    match.play_out()
    save(match, tmp_path / "long.save")
    d = opened(tmp_path / "long.save")
    last, taken = d.top.session.last, []
    for share in (0.9, 0.1, 0.5, 0.7, 0.3):
        began = time.perf_counter()
        d.top.go_to(int(share * last))
        taken.append(time.perf_counter() - began)
    assert sorted(taken)[2] < 0.1


# A match that takes long to tell


@pytest.fixture
def slow(finished, monkeypatch) -> Driver:
    """Every frame has time for one moment only."""
    monkeypatch.setattr(playback_module, "FIRST_S", 0)
    monkeypatch.setattr(screen_module, "SLICE_S", 0)
    return opened(finished)


def told(d: Driver) -> None:
    d.until(lambda: not d.top.session.telling)


def test_it_can_be_looked_at_while_it_is_still_being_told(slow):
    playback, bar = slow.top.session, slow.top.timeline
    assert playback.telling is playback.story
    assert 0 < playback.story.told < playback.replay.last / 2
    slow.key(pygame.K_END)
    assert 0 < playback.stop <= playback.last < playback.replay.last
    assert bar.x(playback.last) <= bar.track.x + bar.track.width * playback.story.turns[-1][0] / 2
    slow.press((bar.rect.x + bar.track.right - 2, bar.rect.y + bar.track.centery))
    assert playback.stop <= playback.last < playback.replay.last
    told(slow)
    assert playback.story.stops[-1] == playback.replay.last
    slow.key(pygame.K_END)
    assert playback.stop == playback.last
    assert slow.top.view.outcome is not None


def test_how_it_is_told_changes_nothing_that_is_told(slow, finished):
    told(slow)
    at_once, piecemeal = opened(finished), slow.top.session.story
    told(at_once)
    whole = at_once.top.session.story
    assert whole.lines == piecemeal.lines
    assert (whole.stops, whole.stop_of, whole.captures) == (
        piecemeal.stops, piecemeal.stop_of, piecemeal.captures,
    )  # fmt: skip
    assert (whole.turns, whole.movers) == (piecemeal.turns, piecemeal.movers)


def test_other_eyes_open_when_it_is_known_what_they_saw(slow):
    playback = slow.top.session
    told(slow)
    slow.key(pygame.K_PAGEDOWN)
    moment, first = playback.moment, playback.eyes
    slow.key(pygame.K_TAB)
    assert playback.eyes == first
    assert playback.asked != first
    assert playback.telling.eyes == playback.asked
    assert playback.moment == moment
    slow.until(lambda: playback.eyes == playback.asked)
    assert playback.moment <= moment < playback.story.told
    assert slow.top.view.faction == playback.eyes.faction
    assert [line.text for line in playback.log] == [line.text for line in playback.story.lines]


def test_playing_waits_for_what_is_not_told_yet(slow):
    slow.key(pygame.K_END)
    playback = slow.top.session
    assert playback.telling
    slow.key(pygame.K_SPACE)
    slow.until(lambda: playback.stop > 20)
    assert slow.top.playing


# Eyes


def test_after_the_end_every_side_and_an_observer_may_look_at_the_same_moment(finished):
    d = opened(finished)
    d.key(pygame.K_PAGEDOWN)
    playback = d.top.session
    moment = playback.moment
    first = playback.eyes.faction
    d.key(pygame.K_TAB)
    assert playback.eyes.faction != first
    assert playback.moment <= moment
    assert d.top.view.faction == playback.eyes.faction
    d.key(pygame.K_e)
    assert playback.eyes.everything
    assert d.top.view.visible.all()
    assert len(d.top.view.units) == len(
        {u.id for f in playback.replay.eyes for u in playback.replay.view(playback.moment, Eyes(f)).own}
    )
    d.click(t("replay.everything"))
    assert not playback.eyes.everything


def test_while_a_human_plays_his_are_the_only_eyes(running):
    d = opened(running)
    playback = d.top.session
    assert playback.replay.eyes == ("blue",)
    d.key(pygame.K_TAB)
    d.key(pygame.K_e)
    assert playback.eyes == Eyes("blue")
    assert d.top.toast == t("replay.still_runs")
    with pytest.raises(ValueError, match="only the eyes"):
        playback.look(Eyes("red"))
    assert playback.eyes == Eyes("blue")


def test_several_people_who_still_play_are_told_to_wait(tmp_path):
    save(Match(load(DUEL), 7, {"blue": HUMAN, "red": HUMAN}), tmp_path / "shared.save")
    d = Driver(lambda app: Loading(app, open_save(tmp_path / "shared.save"), show=watch))
    d.until(lambda: isinstance(d.top, Notice))
    assert d.top.text == t("replay.shared")


def test_the_reason_of_an_ai_is_on_screen_through_its_eyes_only(finished):
    d = opened(finished)
    playback = d.top.session
    own = other = 0
    for stop in range(1, playback.last + 1):
        d.top.go_to(stop)
        entry = playback.match.journal[playback.moment - 1]
        if entry.faction == playback.eyes.faction:
            own += bool(playback.reason)
        else:
            other += bool(playback.reason)
    assert own
    assert not other


# Nothing is changed, and the way out


def test_nothing_can_be_ordered(finished):
    d = opened(finished)
    match = d.top.session.match
    before = len(match.journal), match.digest()
    d.key(pygame.K_RETURN)
    assert d.top.toast == t("replay.no_orders")
    d.hex(d.top.view.own[0].hex)
    for key in (pygame.K_a, pygame.K_m, pygame.K_u, pygame.K_F5, pygame.K_1, pygame.K_f):
        d.key(key)
        assert isinstance(d.top, ReplayScreen)
    d.hex(d.top.view.own[0].hex, button=3)
    assert (len(match.journal), match.digest()) == before
    assert not list(prefs.saves_dir().glob("*.save"))


def test_a_running_match_is_not_played_on_by_watching_it(running):
    d = opened(running)
    before = len(d.top.session.match.journal)
    d.key(pygame.K_SPACE)
    d.until(lambda: not d.top.playing, seconds=90)
    d.frames(5)
    assert len(d.top.session.match.journal) == before


def test_from_the_debriefing_and_back_to_it():
    d = start()
    d.match.give(Concede())
    d.until(lambda: isinstance(d.top, Debriefing))
    d.click(t("debriefing.replay"))
    d.until(lambda: isinstance(d.top, ReplayScreen))
    assert d.top.session.side == "blue"
    d.key(pygame.K_ESCAPE)
    assert isinstance(d.top, Debriefing)


def test_from_the_list_of_saves_and_back_to_the_menu(finished):
    (prefs.saves_dir() / "over.save").write_bytes(finished.read_bytes())
    d = Driver(Menu)
    d.app.request(Push(LoadGame(d.app)))
    d.app.settle()
    d.click(t("save.watch"))
    d.until(lambda: isinstance(d.top, ReplayScreen))
    d.frames(2)
    d.click(t("replay.leave"))
    assert isinstance(d.top, Menu)


def test_a_replay_looked_at_during_a_match_leads_back_to_the_match(finished):
    (prefs.saves_dir() / "over.save").write_bytes(finished.read_bytes())
    d = start(autosave=False)
    playing = d.match
    d.key(pygame.K_l, pygame.KMOD_LCTRL)
    d.click(t("save.watch"))
    d.until(lambda: isinstance(d.top, ReplayScreen))
    d.key(pygame.K_ESCAPE)
    assert d.top is playing
    d.key(pygame.K_TAB)
    assert playing.pointer.unit


def test_a_replay_that_is_refused_ends_neither_the_match_nor_the_program():
    prefs.saves_dir().mkdir(parents=True, exist_ok=True)
    save(Match(load(DUEL), 7, {"blue": HUMAN, "red": HUMAN}), prefs.saves_dir() / "shared.save")
    d = start(autosave=False)
    playing = d.match
    d.key(pygame.K_l, pygame.KMOD_LCTRL)
    d.click(t("save.watch"))
    d.until(lambda: isinstance(d.top, Notice))
    d.key(pygame.K_RETURN)
    assert d.top is playing


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_timeline_and_panels_fill_the_window_and_do_not_overlap(finished, size, scale):
    d = opened(finished, size=size, text_scale=scale)
    rects = [p.rect for p in d.top.panels] + [d.top.camera.viewport]
    if d.top.layout.shows_minimap:
        rects.append(d.top.minimap.rect)
    assert sum(r.width * r.height for r in rects) == size[0] * size[1]
    assert not any(a.colliderect(b) for i, a in enumerate(rects) for b in rects[:i])
    for panel in (d.top.timeline, d.top.top):
        spots = [h.rect for h in panel.hots]
        assert all(pygame.Rect((0, 0), panel.rect.size).contains(r) for r in spots)
        assert not any(a.colliderect(b) for i, a in enumerate(spots) for b in spots[:i])
    assert isinstance(d.top, MatchScreen)
