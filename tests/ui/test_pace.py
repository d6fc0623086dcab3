"""Threads beside the window give way to its frames, and what takes long is worked out over several."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest

import tests.ui.scenes  # noqa: F401 (no display)
from game.ui import pace
from game.ui.map.gradual import Gradual, at_once

SOON_S = 5


class Worker:
    """Counts pieces of work until it is told to stop."""

    def __init__(self) -> None:
        self.pieces = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        with pace.working():
            while not self._stop.is_set():
                self.pieces += 1
                pace.give_way()
                time.sleep(0)

    def works(self) -> bool:
        """Whether it comes to do anything within a while."""
        before, end = self.pieces, time.monotonic() + SOON_S
        while self.pieces < before + 3 and time.monotonic() < end:
            time.sleep(0.001)
        return self.pieces >= before + 3

    def end(self) -> None:
        self._stop.set()
        self._thread.join(SOON_S)
        assert not self._thread.is_alive()


@pytest.fixture
def worker():
    made = Worker()
    yield made
    made.end()


def test_who_works_beside_the_window_stops_while_a_frame_is_drawn(worker):
    assert worker.works()
    with pace.drawing():
        time.sleep(0.05)  # it finishes its piece
        before = worker.pieces
        time.sleep(0.05)
        assert worker.pieces == before
    assert worker.works()


def test_frames_that_follow_at_once_leave_time_to_who_works(worker):
    assert worker.works()
    before, frames = worker.pieces, 0
    while worker.pieces < before + 3:
        with pace.drawing():
            end = time.perf_counter() + 0.004
            while time.perf_counter() < end:
                pass
        frames += 1
        assert frames < 100


def test_a_frame_that_fails_lets_others_go_on(worker):
    with pytest.raises(ZeroDivisionError), pace.drawing():
        time.sleep(0.02)
        raise ZeroDivisionError
    assert worker.works()


def test_who_is_set_to_work_in_a_frame_begins_after_it():
    begun = threading.Event()
    thread = threading.Thread(target=lambda: (pace.after_frame(), begun.set()))
    thread.start()
    with pace.drawing():
        time.sleep(pace.PATIENCE_S / 2)
        assert not begun.is_set()
    assert begun.wait(SOON_S)
    thread.join(SOON_S)


def test_where_no_frame_comes_work_begins_all_the_same():
    began = time.monotonic()
    pace.after_frame()
    assert time.monotonic() - began < SOON_S


def test_there_are_fewer_frames_while_somebody_works():
    assert pace.fps() == pace.FPS
    made = Worker()
    assert made.works()
    assert pace.fps() == pace.BUSY_FPS
    made.end()
    assert pace.fps() == pace.FPS


# What takes several frames --------------------------------------------------------------------------------


def view_of(faction: str = "blue", number: int = 1) -> SimpleNamespace:
    return SimpleNamespace(faction=faction, number=number, memo={})


def slowly(view):
    for _ in range(3):
        yield
    return view.faction, view.number


@pytest.fixture
def gradual() -> Gradual:
    return Gradual("key", slowly)


PAST = 0.0
"""A time to stop that has passed: one piece a frame."""


def test_what_is_looked_at_first_is_complete(gradual):
    assert gradual.of(view_of(), PAST) == ("blue", 1)


def test_the_last_stays_until_the_new_one_is_ready(gradual):
    gradual.of(view_of())
    new = view_of(number=2)
    assert [gradual.of(new, PAST)[1] for _ in range(5)] == [1, 1, 1, 2, 2]


def test_time_that_is_left_is_used(gradual):
    gradual.of(view_of())
    assert gradual.of(view_of(number=2), time.perf_counter() + SOON_S) == ("blue", 2)


def test_another_side_is_never_shown_what_the_last_one_knew(gradual):
    gradual.of(view_of())
    gradual.of(view_of(number=2), PAST)
    assert gradual.of(view_of("red", 3), PAST) == ("red", 3)


def test_where_views_follow_fast_something_is_ready_now_and_then(gradual):
    gradual.of(view_of())
    shown = [gradual.of(view_of(number=2 + i), PAST)[1] for i in range(40)]
    assert len(set(shown)) > 5
    assert shown == sorted(shown)


def test_a_view_that_was_worked_out_before_is_shown_at_once(gradual):
    old = view_of()
    gradual.of(old)
    gradual.of(view_of(number=2), PAST)
    assert gradual.of(old, PAST) == ("blue", 1)
    assert at_once(slowly(old)) == ("blue", 1)
