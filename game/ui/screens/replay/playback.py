"""A replay as the match screen follows it: whose eyes are open, which moment is on screen, the whole log."""

from __future__ import annotations

import time
from bisect import bisect_right
from typing import TYPE_CHECKING

from game.match.replay import Eyes, Replay
from game.ui.screens.match.session import Beat, Session
from game.ui.screens.replay.story import Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.core.events import Event
    from game.ui.screens.match.table import Table


FIRST_S = 0.01
"""For so long a story is told before anything of it is on screen."""


class Playback(Session):
    """Follows a replay instead of a match: nobody gives orders. `log` has lines of what is to come, too.

    A long match takes a while to tell: it is done piece by piece (`tell_on`), and what was told can be shown.
    """

    def __init__(self, table: Table, replay: Replay, eyes: Eyes) -> None:
        self.replay = replay
        self.stop = 0
        """The moment on screen, or on its way there: an index into the story's stops."""
        self._stories: dict[Eyes, Story] = {}
        self.story = self._wanted = self._story(eyes)
        """What the eyes are told that are open, as far as it has been told."""
        super().__init__(table, eyes.faction)
        self.go(0)

    # The story ----------------------------------------------------------------------------------------

    @property
    def eyes(self) -> Eyes:
        """Those that are open."""
        return self.story.eyes

    @property
    def asked(self) -> Eyes:
        """Those that were asked for last: they open when enough of what they saw has been told."""
        return self._wanted.eyes

    @property
    def telling(self) -> Story | None:
        """What is being told; None when there is nothing more to tell."""
        return None if self._wanted.whole else self._wanted

    def recount(self) -> None:
        """Begin to tell."""
        self.tell_on(time.perf_counter() + FIRST_S)

    def tell_on(self, until: float) -> None:
        """Go on with the story that is wanted until this time, as `time.perf_counter` tells it, by at least
        a moment. It comes on screen as soon as it has come as far as the moment that is there.
        """
        story = self._wanted
        while not story.whole:
            story.tell()
            if time.perf_counter() >= until:
                break
        if story is not self.story and story.told > self.moment:
            moment, self.story, self.side = self.moment, story, story.eyes.faction
            self.go(bisect_right(story.stops, moment) - 1)
        self.account = self.story.log

    def look(self, eyes: Eyes) -> None:
        """Through other eyes, at the same moment: now, or when it has been told what they saw until then.
        Raises ValueError for eyes that are closed.
        """
        self._wanted = self._story(eyes)
        self.tell_on(time.perf_counter())

    def _story(self, eyes: Eyes) -> Story:
        """What these eyes are told. Raises ValueError for eyes that are closed."""
        self.replay.check(eyes)
        return self._stories.setdefault(eyes, Story(self.replay, eyes))

    # Where it is --------------------------------------------------------------------------------------

    @property
    def last(self) -> int:
        """The last stop."""
        return len(self.story.stops) - 1

    @property
    def moment(self) -> int:
        """The moment of the replay."""
        return self.story.stops[self.stop]

    @property
    def turn_number(self) -> int:
        """Index of the turn that the stop lies in."""
        return bisect_right([first for _, first in self.story.turns], self.stop) - 1

    @property
    def events(self) -> tuple[Event, ...]:
        """What led to the moment, as these eyes saw it."""
        return self.replay.events(self.moment, self.eyes)

    @property
    def told(self) -> Sequence[str]:
        """The lines of the log that tell of it."""
        story = self.story
        end = bisect_right(story.stop_of, self.stop)
        start = bisect_right(story.stop_of, self.stop - 1)
        return [line.text for line in story.lines[start:end]]

    @property
    def reason(self) -> str:
        """Why a program gave the order that led here; empty where these eyes cannot know."""
        return self.replay.reason(self.moment, self.eyes)

    def go(self, stop: int) -> None:
        """Show a stop at once."""
        self.stop = min(self.last, max(0, stop))
        self.beats.clear()
        self.view = self.replay.view(self.moment, self.eyes)

    def forward(self) -> bool:
        """Show how the next stop came about. False at the end."""
        if self.stop >= self.last:
            return False
        self.stop += 1
        self.beats.append(Beat(self.events, self.replay.view(self.moment, self.eyes), self.moment))
        return True

    def turn_by(self, by: int) -> int:
        """First stop of the turn `by` turns on; before the first, of this one."""
        turns = self.story.turns
        here = self.turn_number
        if by < 0 and self.stop > turns[here][1]:
            by += 1  # back to the beginning of this turn first
        if here + by >= len(turns):
            return self.last
        return turns[max(0, here + by)][1]

    # What a session says ------------------------------------------------------------------------------

    @property
    def mine(self) -> bool:
        """Never: the orders have been given."""
        return False

    @property
    def idle(self) -> bool:
        """Everything up to the moment is on screen."""
        return not self.beats
