"""A match as one side's window follows it: its view, its log, and the AIs at work on another thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.core.events import Event, Moved, Sighted, Spotted, SupplyTraced, TurnBegan, TurnEnded
from game.core.orders import EndTurn, Order, Refusal
from game.core.record import record
from game.core.units import SUPPLY_STATES
from game.match.narrate import Narrator
from game.match.save import Draft, draft, write

if TYPE_CHECKING:
    from game.core.view import View
    from game.match.match import Match


@record
class Beat:
    """What one order showed this side, and what the side knows after it."""

    events: tuple[Event, ...]
    view: View


@record
class LogLine:
    """One line of the log."""

    turn: int
    faction: str
    """Whose turn it was; in reports of observers, who was seen."""
    text: str
    hex: int
    """Where, -1 for nowhere."""
    importance: int


class Session:
    """The only way from the screen to the match.

    While AIs play, a worker thread has the match to itself and the screen lives on what it is handed:
    `beats`. In the human's turn there is no worker.
    """

    def __init__(self, match: Match, side: str) -> None:
        self.match = match
        self.side = side
        self.theatre = match.theatre
        self.names: dict[str, str] = {}
        self.narrator = Narrator(self.theatre, self.names)
        self.log: list[LogLine] = []
        self.report_from = 0
        """Where in the log this side's last turn ended."""
        self.view = match.view(side)
        """As shown: it lags behind the match while moves are being animated."""
        self.beats: list[Beat] = []
        """Still to be shown."""
        self._inbox: queue.SimpleQueue[Beat] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._saver: threading.Thread | None = None
        self.before: View | None = None
        """What the side knew when it last ended its turn; None at first and after loading."""
        self.save_problem = ""
        """Why the last autosave was not written, in words."""
        self._stop = threading.Event()
        self._crash: Exception | None = None
        self._clock = (1, next(iter(self.theatre.factions)))
        self.recount()

    # The log -----------------------------------------------------------------------------------------

    def recount(self) -> None:
        """Tell the log again from the journal: after loading and after undo."""
        self.log, self.report_from = [], 0
        self._clock = (1, next(iter(self.theatre.factions)))
        self._learn_names(self.match.view(self.side))
        self._tell(self.match.preface(self.side))
        for events in self.match.events_for(self.side):
            self._tell(events)

    def _learn_names(self, view: View) -> None:
        self.names.update({u.id: u.name for u in view.units.values()})
        self.names.update({c.unit.id: c.unit.name for c in view.contacts})

    def _tell(self, events: Sequence[Event]) -> None:
        turn, faction = self._clock
        came = {e.unit for e in events if isinstance(e, Moved)}
        for event in events:
            if isinstance(event, Spotted) and event.unit.id in came:
                self.names[event.unit.id] = event.unit.name
                continue  # its move has been told
            seen = getattr(event, "unit", None)
            if seen is not None and not isinstance(seen, str):
                self.names[seen.id] = seen.name
            if isinstance(event, TurnBegan):
                turn, faction = event.turn, event.faction
            if isinstance(event, TurnEnded) and event.faction == self.side:
                self.report_from = len(self.log)
            text = self.narrator.sentence(event)
            if text:
                where = self._where(event)
                whose = event.sighting.faction if isinstance(event, Sighted) else faction
                self.log.append(LogLine(turn, whose, text, where, self.narrator.importance(event)))
        self._clock = (turn, faction)

    def _where(self, event: Event) -> int:
        """The hex that a line of the log shows; of a unit that the event only names, where it stands."""
        found = self.narrator.hex_of(event)
        if found >= 0:
            return found
        ids = [getattr(event, "unit", "")]
        if isinstance(event, SupplyTraced):
            worst = max((r for r in event.units), key=lambda r: SUPPLY_STATES.index(r.state), default=None)
            ids = [worst.unit] if worst and worst.state != "supplied" else []
        units = self.match.view(self.side).units if self.quiet else self.view.units
        return next((units[i].hex for i in ids if isinstance(i, str) and i in units), -1)

    @property
    def report(self) -> Sequence[LogLine]:
        """What this side noticed since its last turn ended."""
        return [line for line in self.log[self.report_from :] if line.importance >= 1]

    # Whose turn ----------------------------------------------------------------------------------------

    @property
    def thinking(self) -> bool:
        """Whether AIs are at work."""
        return self._worker is not None and self._worker.is_alive()

    @property
    def mine(self) -> bool:
        """Whether this side may give orders now: its turn has come, and is on screen.

        Its own moves may still be shown; an order makes an end of that.
        """
        if self._worker is not None or self.view.active != self.side:
            return False
        return self.match.humans_turn and self.match.active == self.side

    @property
    def quiet(self) -> bool:
        """Whether nobody but the screen has the match: it can be asked, saved, taken back."""
        return self._worker is None

    @property
    def idle(self) -> bool:
        """Nobody thinks, and everything that happened is on screen."""
        return self.quiet and not self.beats

    # Orders ----------------------------------------------------------------------------------------------

    def submit(self, order: Order) -> Refusal | Beat:
        """Give an order. What it showed is put into the queue of beats."""
        number = len(self.match.journal)
        before = self.match.view(self.side)
        result = self.match.submit(order)
        if isinstance(result, Refusal):
            return result
        if isinstance(order, EndTurn):
            self.before = before
        beat = self._beat(number)
        self._tell(beat.events)
        self.beats.append(beat)
        if isinstance(order, EndTurn):
            self.let_others_play()
        return beat

    def _beat(self, number: int) -> Beat:
        seen = self.match.events_for(self.side, number)
        return Beat(tuple(e for events in seen for e in events), self.match.view(self.side))

    def undo(self) -> bool:
        """Take the last order back."""
        return self._rewind(self.match.undo())

    def redo(self) -> bool:
        """Give it again."""
        return self._rewind(self.match.redo())

    def _rewind(self, happened: bool) -> bool:
        if happened:
            self.beats.clear()
            self.view = self.match.view(self.side)
            self.recount()
        return happened

    # The others --------------------------------------------------------------------------------------------

    def let_others_play(self) -> None:
        """Start the worker, if it is not a human's turn."""
        if self._worker is None and not self.match.humans_turn and self.match.outcome is None:
            self._stop.clear()
            self._worker = threading.Thread(target=self._play, name="ai", daemon=True)
            self._worker.start()

    def _play(self) -> None:
        try:
            number = len(self.match.journal)
            while not self._stop.is_set() and self.match.step() is not None:
                beat = self._beat(number)
                number = len(self.match.journal)
                if beat.events:
                    self._inbox.put(beat)
        except Exception as error:
            self._crash = error

    def poll(self) -> None:
        """Take over what the worker has done. A programming error in it is raised here."""
        working = self.thinking
        while True:
            try:
                beat = self._inbox.get_nowait()
            except queue.Empty:
                break
            self._learn_names(beat.view)
            self._tell(beat.events)
            self.beats.append(beat)
        if self._worker is not None and not working:
            self._worker = None
            if self._crash is not None:
                raise self._crash
            self.beats.append(Beat((), self.match.view(self.side)))

    def close(self) -> None:
        """Stop the worker and wait until it has finished its order, and the autosave."""
        self._finish_saving()
        self._stop.set()
        if self._worker is not None:
            self._worker.join()
            self._worker = None

    # Saves ----------------------------------------------------------------------------------------

    def save(self, path: Path) -> str:
        """Write the match. Gives back what went wrong, in words, or nothing."""
        self._finish_saving()
        return _write(draft(self.match), path)

    def save_aside(self, path: Path) -> None:
        """Write the match as it stands on another thread: it takes half a second late in a long game.
        What went wrong is in `save_problem` then.
        """
        self._finish_saving()
        now = draft(self.match)

        def work() -> None:
            self.save_problem = _write(now, path)

        self._saver = threading.Thread(target=work, name="autosave")
        self._saver.start()

    def _finish_saving(self) -> None:
        if self._saver is not None:
            self._saver.join()
            self._saver = None


def _write(what: Draft, path: Path) -> str:
    try:
        write(what, path)
    except OSError as error:
        return f"{path}: {error.strerror or error}"
    return ""
