"""A match as one side follows it: its view, its log, what is still to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.core.events import Event
from game.core.orders import EndTurn, Order, Refusal
from game.core.record import record
from game.ui.screens.match.log import Log

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from game.core.view import View
    from game.match.stakes import Stake
    from game.ui.screens.match.log import LogLine
    from game.ui.screens.match.table import Table


@record
class Beat:
    """What one order showed this side, and what the side knows after it."""

    events: tuple[Event, ...]
    view: View
    end: int
    """Length of the journal after it."""


class Session:
    """What one side at the table follows: the only way from its screen to the match.

    A side that is not `present` (others have the window) collects beats; they are told and shown when it
    sits down, so that nothing of its knowledge is on screen before.
    """

    def __init__(self, table: Table, side: str, *, present: bool = True) -> None:
        self.table = table
        self.match = table.match
        self.side = side
        self.present = present
        self.theatre = self.match.theatre
        self.account = Log(self.theatre, side)
        self.view = self.match.view(side)
        """As shown: it lags behind the match while moves are being animated."""
        self.beats: list[Beat] = []
        """Still to be shown."""
        self._away: list[Beat] = []
        """What happened while this side was not present."""
        self.before: View | None = None
        """What the side knew when it last ended its turn; None at first and after loading."""
        self._stakes: tuple[Stake, ...] = ()
        self.recount()

    # The log -----------------------------------------------------------------------------------------

    @property
    def log(self) -> list[LogLine]:
        """All lines so far."""
        return self.account.lines

    def recount(self) -> None:
        """Tell the log again from the journal: after loading and after undo."""
        self.account.restart()
        view = self.match.view(self.side)
        self.account.learn_names(view)
        for events in (self.match.preface(self.side), *self.match.events_for(self.side)):
            self.account.tell(events, lambda: view)

    @property
    def report(self) -> Sequence[LogLine]:
        """What this side noticed between its last turn's end and this one's beginning."""
        return [line for line in self.account.reported if line.importance >= 1]

    @property
    def stakes(self) -> tuple[Stake, ...]:
        """What the scenario does for this side at places, as it was when others began to play."""
        if self.table.quiet:
            self._stakes = self.match.stakes(self.side)
        return self._stakes

    # What happens ------------------------------------------------------------------------------------

    def seen_since(self, number: int) -> Beat | None:
        """What this side noticed of the journal from entry `number` on; None if that is nothing."""
        events = tuple(e for seen in self.match.events_for(self.side, number) for e in seen)
        return Beat(events, self.match.view(self.side), len(self.match.journal)) if events else None

    def take(self, beat: Beat) -> None:
        """Something happened: to be told and shown now, or when the side is present again."""
        if not self.present:
            self._away.append(beat)
            return
        self.account.learn_names(beat.view)
        self.account.tell(beat.events, lambda: beat.view)
        self.beats.append(beat)

    def catch_up(self) -> None:
        """Show the latest position at last, even if nothing was noticed on the way to it."""
        if self.present:
            self.beats.append(Beat((), self.match.view(self.side), len(self.match.journal)))

    def forget_after(self, number: int) -> None:
        """Others took orders back: what had been seen of them never happened."""
        self._away = [beat for beat in self._away if beat.end <= number]

    # Whose turn ----------------------------------------------------------------------------------------

    def sit_down(self) -> None:
        """The window is this side's now."""
        self.present = True
        away, self._away = self._away, []
        for beat in away:
            self.take(beat)
        self.catch_up()

    @property
    def mine(self) -> bool:
        """Whether this side may give orders now: its turn has come, and is on screen.

        Its own moves may still be shown; an order makes an end of that.
        """
        if not self.present or not self.table.quiet or self.view.active != self.side:
            return False
        return self.match.humans_turn and self.match.active == self.side

    @property
    def looked(self) -> NDArray[np.bool_]:
        """[n] what this side has had in sight in its turn; at other times what it is shown: then the match
        is others', and so is what they saw.
        """
        return self.match.looked if self.mine else self.view.visible

    @property
    def idle(self) -> bool:
        """Nobody thinks, and everything that happened is on screen."""
        return self.table.quiet and not self.beats

    # Orders ----------------------------------------------------------------------------------------------

    def submit(self, order: Order) -> Refusal | Sequence[Event]:
        """Give an order. What this side saw of it is given back, and put into the queue of beats."""
        number = len(self.match.journal)
        before = self.match.view(self.side)
        result = self.match.submit(order)
        if isinstance(result, Refusal):
            return result
        events = self._spread(number)
        if isinstance(order, EndTurn):
            self.before = before
            self.present = not self.table.hot_seat
            self.table.let_others_play()
        return events

    def _spread(self, number: int) -> Sequence[Event]:
        """Everybody at the table sees his part of what was ordered; gives this side's."""
        for session in self.table.seats.values():
            beat = session.seen_since(number)
            if beat is not None and session is not self:
                session.take(beat)
        seen = tuple(e for events in self.match.events_for(self.side, number) for e in events)
        self.take(Beat(seen, self.match.view(self.side), len(self.match.journal)))
        return seen

    def undo(self) -> bool:
        """Take the last order back."""
        if not self.match.undo():
            return False
        for session in self.table.seats.values():
            session.forget_after(len(self.match.journal))
        self._show_again()
        return True

    def redo(self) -> bool:
        """Give it again."""
        number = len(self.match.journal)
        if not self.match.redo():
            return False
        self._spread(number)
        self._show_again()
        return True

    def _show_again(self) -> None:
        self.beats.clear()
        self.view = self.match.view(self.side)
        self.recount()
