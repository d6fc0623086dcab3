"""Threads beside the one that draws give way to it.

Python runs one thread at a time and hands on in turn, so that a frame drawn beside a busy thread takes twice
as long. Who works beside the window therefore stops between two pieces of work while a frame is being drawn,
and has the time between frames to itself: there are fewer of them while somebody works.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

FPS, BUSY_FPS = 60, 30
"""Frames a second at most, and while another thread works that is waited for."""
LEAST_S = 0.008
"""What others get between two frames, even where frames take longer than the screen allows them."""

PATIENCE_S = 0.05
"""For so long at most others wait for a frame to come."""

_free, _drawn = threading.Event(), threading.Event()
_free.set()
_at_work: set[int] = set()
"""Threads that are waited for."""
_stopped: set[int] = set()
"""Threads that gave way to the present frame, or have not come to run since."""


def fps() -> int:
    """Frames a second that the window draws now at most."""
    return BUSY_FPS if _at_work else FPS


@contextmanager
def working() -> Iterator[None]:
    """The present thread does something that is waited for."""
    me = threading.get_ident()
    _at_work.add(me)
    try:
        yield
    finally:
        _at_work.discard(me)


def give_way() -> None:
    """Wait until no frame is being drawn. To be called between pieces of a few milliseconds, and never while
    drawing.
    """
    if not _free.is_set():
        me = threading.get_ident()
        _stopped.add(me)
        _free.wait()
        _stopped.discard(me)


def after_frame() -> None:
    """Wait until the frame that is being made has been drawn: who was set to work in it begins after it."""
    _drawn.clear()
    _drawn.wait(PATIENCE_S)


@contextmanager
def drawing() -> Iterator[None]:
    """A frame is being drawn. Whoever gave way to the last one and has not run since runs first."""
    if _stopped:
        time.sleep(LEAST_S)
    _free.clear()
    try:
        yield
    finally:
        _free.set()
        _drawn.set()
