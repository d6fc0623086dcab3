"""A match told again: what each side knew at any moment of it, and everything as soon as that is fair."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from game.ai.registry import reasons
from game.core.events import LostSight, Revealed, Spotted, TurnBegan
from game.core.record import record
from game.match.match import HUMAN
from game.rules.truth.audit import digest
from game.rules.truth.observe import observe, oversee
from game.rules.truth.reduce import reduce
from game.rules.truth.setup import begin

if TYPE_CHECKING:
    from game.core.events import Event
    from game.core.state import State
    from game.core.view import View
    from game.match.match import Match

VIEWS = 256
"""Views that are kept: steps to and fro cost nothing, and what the map drew for them stays drawn."""


@record
class Eyes:
    """Who looks."""

    faction: str
    everything: bool = False
    """Not only what the faction knew: the position as it was."""


@record
class Span:
    """One faction's turn."""

    turn: int
    faction: str
    begins: int
    """First moment of it."""


class Replay:
    """The moments of a match. Moment 0 is its beginning, moment n the position after its n-th order.

    While a human still plays, only the eyes of `viewer` are open; afterwards, and in a match between
    programs, those of every faction, and an observer sees everything. It is told as far as the match had
    come when the replay was made.
    """

    def __init__(self, match: Match, viewer: str) -> None:
        self.match = match
        self.viewer = viewer
        self._entries = tuple(match.journal)
        self.last = len(self._entries)
        """The last moment."""
        state = begin(match.scenario)
        spans = [Span(state.turn, state.active, 0)]
        self._kept: dict[int, State] = {0: state}
        for number, entry in enumerate(self._entries, 1):
            for event in entry.events:
                state = reduce(state, event)
            began = next((e for e in entry.events if isinstance(e, TurnBegan)), None)
            if began is not None:
                spans.append(Span(began.turn, began.faction, number))
                self._kept[number] = state
        self.spans = tuple(spans)
        self._begins = [span.begins for span in spans]
        self._latest = (0, self._kept[0])
        self._views = lru_cache(maxsize=VIEWS)(self._look)

    # Who may look -------------------------------------------------------------------------------------

    @property
    def open(self) -> bool:
        """Whether nobody plays any more: all eyes are open."""
        return self.match.outcome is not None or HUMAN not in self.match.controllers.values()

    @property
    def eyes(self) -> tuple[str, ...]:
        """Factions through whose eyes one may look."""
        return tuple(self.match.theatre.factions) if self.open else (self.viewer,)

    def _check(self, eyes: Eyes) -> None:
        if eyes.faction not in self.eyes or (eyes.everything and not self.open):
            raise ValueError(f"the match goes on: only the eyes of '{self.viewer}' are open")

    # What they saw ------------------------------------------------------------------------------------

    def view(self, moment: int, eyes: Eyes) -> View:
        """The position at a moment, as these eyes saw it. Raises ValueError for eyes that are closed."""
        self._check(eyes)
        return self._views(moment, eyes)

    def events(self, moment: int, eyes: Eyes) -> tuple[Event, ...]:
        """What led to this moment, as these eyes saw it: nothing, if they saw nothing. Raises ValueError."""
        self._check(eyes)
        if moment == 0:
            return self.match.preface(eyes.faction)
        if not eyes.everything:
            return self.match.events_for(eyes.faction)[moment - 1]
        told = self._entries[moment - 1].events
        return tuple(e for e in told if not isinstance(e, Spotted | Revealed | LostSight))

    def stops(self, eyes: Eyes) -> tuple[int, ...]:
        """The moments at which something changed for these eyes, the beginning among them. Others tell of
        nothing but how many orders unseen units were given.
        """
        return tuple(m for m in range(self.last + 1) if not m or self.events(m, eyes))

    def span(self, moment: int) -> int:
        """Number of the span that a moment lies in."""
        return bisect_right(self._begins, moment) - 1

    def reason(self, moment: int, eyes: Eyes) -> str:
        """Why a program gave the order that led to this moment, in a sentence; empty for orders of others
        than one looks at, of humans, and of programs that have no reasons.
        """
        self._check(eyes)
        entry = self._entries[moment - 1] if moment else None
        if entry is None or not (eyes.everything or entry.faction == eyes.faction):
            return ""
        spec = self.match.scenario.spec.factions[entry.faction]
        explain = reasons(self.match.controllers[entry.faction], spec)
        return explain(self._views(moment - 1, Eyes(entry.faction)), entry.order) if explain else ""

    def digest(self, moment: int) -> str:
        """Fingerprint of the position, equal to the match's own at that moment."""
        return digest(self._state(moment))

    # Within -------------------------------------------------------------------------------------------

    def _look(self, moment: int, eyes: Eyes) -> View:
        state = self._state(moment)
        return oversee(state, eyes.faction) if eyes.everything else observe(state, eyes.faction)

    def _state(self, moment: int) -> State:
        """From the turn's beginning, or from where somebody last looked, whichever is nearer."""
        start = self._begins[self.span(moment)]
        state = self._kept[start]
        if start < self._latest[0] <= moment:
            start, state = self._latest
        for entry in self._entries[start:moment]:
            for event in entry.events:
                state = reduce(state, event)
        self._latest = (moment, state)
        return state
