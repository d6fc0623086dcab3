"""A match told again: what each side knew at any moment of it, and everything as soon as that is fair."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from game.ai.registry import reasons
from game.core.events import LostSight, Revealed, Spotted, TurnBegan
from game.core.record import record
from game.match.match import HUMAN
from game.rules.truth.audit import digest
from game.rules.truth.observe import observe, oversee, redact
from game.rules.truth.reduce import reduce
from game.rules.truth.setup import begin

if TYPE_CHECKING:
    from game.core.events import Event
    from game.core.state import State
    from game.core.view import View
    from game.match.match import Match

VIEWS = 256
"""Views that are kept: steps to and fro cost nothing, and what the map drew for them stays drawn."""
POSITIONS = 8
"""Positions that are kept beside those at the beginnings of turns: the last that were asked for."""


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

    Positions are worked out when they are asked for, from the nearest earlier one that is kept: going through
    the moments in order costs little at each of them, and a jump to where nobody was costs what lies between.
    """

    def __init__(self, match: Match, viewer: str) -> None:
        self.match = match
        self.viewer = viewer
        self._entries = tuple(match.journal)
        self.last = len(self._entries)
        """The last moment."""
        state = begin(match.scenario)
        spans = [Span(state.turn, state.active, 0)]
        for number, entry in enumerate(self._entries, 1):
            began = next((e for e in entry.events if isinstance(e, TurnBegan)), None)
            if began is not None:
                spans.append(Span(began.turn, began.faction, number))
        self.spans = tuple(spans)
        self._begins = [span.begins for span in spans]
        self._kept: dict[int, State] = {0: state}
        """At the beginnings of turns."""
        self._recent: OrderedDict[int, State] = OrderedDict()
        self._views = lru_cache(maxsize=VIEWS)(self._look)
        self._seen = cache(self._redacted)

    # Who may look -------------------------------------------------------------------------------------

    @property
    def open(self) -> bool:
        """Whether nobody plays any more: all eyes are open."""
        return self.match.outcome is not None or HUMAN not in self.match.controllers.values()

    @property
    def eyes(self) -> tuple[str, ...]:
        """Factions through whose eyes one may look."""
        return tuple(self.match.theatre.factions) if self.open else (self.viewer,)

    def check(self, eyes: Eyes) -> None:
        """Raises ValueError for eyes that are closed."""
        if eyes.faction not in self.eyes or (eyes.everything and not self.open):
            raise ValueError(f"the match goes on: only the eyes of '{self.viewer}' are open")

    # What they saw ------------------------------------------------------------------------------------

    def view(self, moment: int, eyes: Eyes) -> View:
        """The position at a moment, as these eyes saw it. Raises ValueError for eyes that are closed."""
        self.check(eyes)
        return self._views(moment, eyes)

    def events(self, moment: int, eyes: Eyes) -> tuple[Event, ...]:
        """What led to this moment, as these eyes saw it: nothing, if they saw nothing. Raises ValueError."""
        self.check(eyes)
        if moment == 0 or not eyes.everything:
            return self._seen(moment, eyes.faction)
        told = self._entries[moment - 1].events
        return tuple(e for e in told if not isinstance(e, Spotted | Revealed | LostSight))

    def span(self, moment: int) -> int:
        """Number of the span that a moment lies in."""
        return bisect_right(self._begins, moment) - 1

    def reason(self, moment: int, eyes: Eyes) -> str:
        """Why a program gave the order that led to this moment, in a sentence; empty for orders of others
        than one looks at, of humans, and of programs that have no reasons.
        """
        self.check(eyes)
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

    def _redacted(self, moment: int, faction: str) -> tuple[Event, ...]:
        if moment == 0:
            return self.match.preface(faction)
        before, after = self._state(moment - 1), self._state(moment)
        return redact(before, after, self._entries[moment - 1].events, faction)

    def _state(self, moment: int) -> State:
        """From the nearest position before it, turns' beginnings on the way being kept."""
        if moment in self._recent:
            return self._recent[moment]
        start = moment - 1
        if start not in self._recent:
            start = max(m for m in (*self._kept, *self._recent) if m <= moment)
        state = self._recent.get(start) or self._kept[start]
        for number in range(start + 1, moment + 1):
            for event in self._entries[number - 1].events:
                state = reduce(state, event)
            if self._begins[self.span(number)] == number:
                self._kept[number] = state
        self._recent[moment] = state
        if len(self._recent) > POSITIONS:
            self._recent.popitem(last=False)
        return state
