"""What one pair of eyes is told of a match, as far as it has been told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.core.events import PlaceTaken
from game.ui.screens.match.log import Log

if TYPE_CHECKING:
    from game.match.replay import Eyes, Replay
    from game.ui.screens.match.log import LogLine


@dataclass(frozen=True)
class Capture:
    """A place changed hands."""

    stop: int
    faction: str
    place: str


class Story:
    """It grows moment by moment."""

    def __init__(self, replay: Replay, eyes: Eyes) -> None:
        self.replay = replay
        self.eyes = eyes
        self.told = 0
        """How many moments have been told: those before it can be shown."""
        self.stops: list[int] = []
        """Moments at which something changed for these eyes, ascending; a stop is an index into these."""
        self.log = Log(replay.match.theatre, eyes.faction)
        self.stop_of: list[int] = []
        """Line of the log -> the stop that it tells of."""
        self.captures: list[Capture] = []
        self.turns: list[tuple[int, int]] = []
        """(turn, its first stop)."""
        self.movers: list[tuple[str, int]] = []
        """(faction, first stop of its turn)."""

    @property
    def whole(self) -> bool:
        """Whether it has come to the end."""
        return self.told > self.replay.last

    @property
    def lines(self) -> list[LogLine]:
        """Of the log."""
        return self.log.lines

    def tell(self) -> None:
        """One more moment. Others than stops tell of nothing but how many orders unseen units were given."""
        replay, moment = self.replay, self.told
        events, span = replay.events(moment, self.eyes), replay.spans[replay.span(moment)]
        if moment in (span.begins, replay.last):
            self.log.learn_names(replay.view(moment, self.eyes))
        self.told += 1
        if moment and not events:
            return
        self.log.tell(events, lambda: replay.view(moment, self.eyes))
        stop = len(self.stops)
        self.stops.append(moment)
        self.stop_of += [stop] * (len(self.lines) - len(self.stop_of))
        self.captures += [Capture(stop, e.faction, e.place) for e in events if isinstance(e, PlaceTaken)]
        if not self.turns or self.turns[-1][0] != span.turn:
            self.turns.append((span.turn, stop))
        if not self.movers or self.movers[-1][0] != span.faction:
            self.movers.append((span.faction, stop))
