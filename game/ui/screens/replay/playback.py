"""A replay as the match screen follows it: whose eyes are open, which moment is on screen, the whole log."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.core.events import PlaceTaken
from game.match.replay import Eyes, Replay
from game.ui.screens.match.session import Beat, LogLine, Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.core.events import Event
    from game.core.view import View
    from game.ui.screens.match.table import Table


@dataclass(frozen=True)
class Capture:
    """A place changed hands."""

    stop: int
    faction: str
    place: str


@dataclass(frozen=True)
class Story:
    """All that one pair of eyes is told, from the first moment to the last."""

    stops: tuple[int, ...]
    """Moments at which something changed for it, ascending; a stop is an index into these."""
    lines: list[LogLine]
    stop_of: list[int]
    """Line -> the stop that it tells of."""
    captures: tuple[Capture, ...]
    turns: tuple[tuple[int, int], ...]
    """(turn, its first stop)."""
    movers: tuple[tuple[str, int], ...]
    """(faction, first stop of its turn)."""


class Playback(Session):
    """Follows a replay instead of a match: nobody gives orders. `log` has all lines, those to come, too."""

    def __init__(self, table: Table, replay: Replay, eyes: Eyes) -> None:
        self.replay = replay
        self.eyes = eyes
        self.stop = 0
        """The moment on screen, or on its way there: an index into the story's stops."""
        self._stories: dict[Eyes, Story] = {}
        self._telling = 0
        """The moment of which the log is being told."""
        super().__init__(table, eyes.faction)
        self.go(0)

    # The story ----------------------------------------------------------------------------------------

    @property
    def story(self) -> Story:
        """What these eyes are told."""
        return self._stories[self.eyes]

    def recount(self) -> None:
        """Tell the log of these eyes, once."""
        found = self._stories.get(self.eyes)
        if found is None:
            found = self._stories[self.eyes] = self._tell_story()
        self.log = found.lines

    def _tell_story(self) -> Story:
        replay, eyes = self.replay, self.eyes
        self.log, self.report_from, self._clock = [], 0, (1, replay.spans[0].faction)
        stops = replay.stops(eyes)
        stop_of: list[int] = []
        captures: list[Capture] = []
        turns: list[tuple[int, int]] = []
        movers: list[tuple[str, int]] = []
        for moment in (0, replay.last):
            self._learn_names(replay.view(moment, eyes))
        for stop, moment in enumerate(stops):
            self._telling = moment
            events, span = replay.events(moment, eyes), replay.spans[replay.span(moment)]
            self._tell(events, self.view)
            stop_of += [stop] * (len(self.log) - len(stop_of))
            captures += [Capture(stop, e.faction, e.place) for e in events if isinstance(e, PlaceTaken)]
            if not turns or turns[-1][0] != span.turn:
                turns.append((span.turn, stop))
            if not movers or movers[-1][0] != span.faction:
                movers.append((span.faction, stop))
        return Story(stops, self.log, stop_of, tuple(captures), tuple(turns), tuple(movers))

    def _where(self, event: Event, _view: View) -> int:
        """Works the position out for the few lines that need it."""
        found = self.narrator.hex_of(event)
        return found if found >= 0 else super()._where(event, self.replay.view(self._telling, self.eyes))

    def look(self, eyes: Eyes) -> None:
        """Through other eyes, at the same moment. Raises ValueError for eyes that are closed."""
        moment = self.moment
        self.replay.view(moment, eyes)
        self.eyes, self.side = eyes, eyes.faction
        self.recount()
        self.go(bisect_right(self.story.stops, moment) - 1)

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
