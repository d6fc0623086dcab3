"""What a view shows, worked out over several frames where one has no time for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from game.core.view import View

T = TypeVar("T")
Work = Generator[None, None, T]
"""Yields between pieces of a millisecond or so, returns what was found."""


class Gradual(Generic[T]):
    """Something that follows from a view (memo). Until it is found, what followed from an earlier view of
    the same side stays on screen; where there is none, it is found at once.
    """

    def __init__(self, key: str, work: Callable[[View], Work[T]]) -> None:
        """`key`: where a view's memo keeps it."""
        self.key = key
        self.work = work
        self._last: tuple[str, T] | None = None
        """Side, and what is shown to it."""
        self._begun: tuple[View, Work[T]] | None = None

    def of(self, view: View, until: float = float("inf")) -> T:
        """What follows from this view, or the last that is known. Work on it stops at `until`, as
        `time.perf_counter` tells it, but goes on by one piece at least.
        """
        if self._last is None or self._last[0] != view.faction:
            self._begun, until = None, float("inf")
        while self.key not in view.memo:
            self._go_on(view)
            if time.perf_counter() >= until:
                break
        else:
            self._begun = None
            self._last = (view.faction, view.memo[self.key])
        assert self._last is not None
        return self._last[1]

    def _go_on(self, view: View) -> None:
        """One piece. What was begun is finished even if there is a newer view: where positions follow each
        other fast, nothing would ever be ready otherwise.
        """
        source, work = self._begun = self._begun or (view, self.work(view))
        try:
            next(work)
        except StopIteration as end:
            source.memo[self.key] = end.value
            self._last, self._begun = (source.faction, end.value), None


def at_once(work: Work[T]) -> T:
    """The result without a pause."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            found: T = end.value
            return found
