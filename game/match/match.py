"""A running match: the only mutable object of the game, and the only door to it."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from game.ai.base import Controller
from game.ai.registry import controller as make_controller
from game.core.events import Event, TriggerFired
from game.core.orders import Concede, EndTurn, Order, Refusal, refuse
from game.core.outcome import Outcome
from game.core.rng import Dice, derive_seed
from game.core.scenario import UnitSpec
from game.core.state import State
from game.core.theatre import Scenario, Theatre
from game.core.view import View
from game.match.chronicle import Chronicle
from game.match.journal import Entry, TurnMark
from game.match.stakes import Stake, stakes
from game.match.undoing import learnt
from game.rules.legality import verify
from game.rules.truth.audit import digest
from game.rules.truth.observe import observe, redact
from game.rules.truth.reduce import reduce
from game.rules.truth.resolve import resolve_to
from game.rules.truth.setup import begin, initial, opening

if TYPE_CHECKING:
    from numpy.typing import NDArray

HUMAN = "human"
"""Controller name of a faction whose orders come from outside."""


def _of_triggers(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """What the scenario answered an order with: whatever it asks about, a side may not know."""
    first = next((i for i, e in enumerate(events) if isinstance(e, TriggerFired)), len(events))
    return events[first:]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, which takes a fifth of a game: positions, views and events are
    trees, so that counting references frees them. Nor does it go through what the game leaves.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


@dataclass(frozen=True)
class Undone:
    """An order that was taken back, and the state before it."""

    entry: Entry
    before: State


class Match:
    """One game being played. `submit` is the only way to change it.

    `watchers` are the factions for which redacted events are kept as they happen (by default the
    human ones); for others `events_for` works them out from the journal when asked.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        controllers: Mapping[str, str] | None = None,
        injected: Mapping[str, Controller] | None = None,
    ) -> None:
        """Begin at turn 1. `controllers` names one a faction (or "human"), `injected` brings its own.

        Raises KeyError for a faction or controller that does not exist.
        """
        self.scenario = scenario
        self.seed = seed
        theatre = scenario.theatre
        chosen = {f: spec.controller for f, spec in theatre.factions.items()} | dict(controllers or {})
        for faction in chosen:
            if faction not in theatre.factions:
                raise KeyError(f"no faction '{faction}'; there are {', '.join(theatre.factions)}")
        self.controllers: dict[str, str] = chosen
        self._players = {
            f: make_controller(name, scenario.spec.factions[f]) for f, name in chosen.items() if name != HUMAN
        }
        self._players.update(injected or {})
        self._chance = {f: derive_seed(seed, "controller", f) for f in theatre.factions}
        self.watchers = tuple(f for f, name in chosen.items() if name == HUMAN)
        self.journal: list[Entry] = []
        self.marks: list[TurnMark] = []
        self.mishaps: list[Refusal] = []
        """Refusals that controllers ran into. Always empty unless a controller is faulty."""
        first = opening(scenario)
        self._preface: tuple[Event, ...] = tuple(first.events)
        self._state = first.state
        self.chronicle = Chronicle(self._state)
        self._seen: dict[str, list[tuple[Event, ...]]] = {f: [] for f in self.watchers}
        self._undo: list[State] = []
        self._redo: list[Undone] = []
        self._views: dict[str, View] = {}
        self._looked: tuple[str, int, NDArray[np.bool_]] | None = None
        """Whose turn it is, which, and [n] what that side has had in sight in it."""
        self._last_views: dict[str, View] = {}

    @classmethod
    def start(cls, scenario: Scenario, seed: int, controllers: Mapping[str, str] | None = None) -> Match:
        """A new match at turn 1."""
        return cls(scenario, seed, controllers)

    # What anybody may ask ------------------------------------------------------------------------

    @property
    def theatre(self) -> Theatre:
        """The static, public part."""
        return self.scenario.theatre

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Unit id -> name, for words about events. Everybody's: show it only with redacted events."""
        return {u.id: u.name for units in self.scenario.spec.units.values() for u in units}

    def origins(self, faction: str) -> Mapping[str, UnitSpec]:
        """Unit id -> what the scenario says of it and where that comes from, for its own side."""
        return {u.id: u for u in self.scenario.spec.units.get(faction, ())}

    def stakes(self, faction: str) -> tuple[Stake, ...]:
        """What the scenario does for a side that holds a place, loses its line to it, or has its share."""
        return stakes(self.scenario.spec, self.theatre.board, faction, self._state.fired)

    @property
    def active(self) -> str:
        """Faction whose turn it is."""
        return self._state.active

    @property
    def turn(self) -> int:
        """From 1."""
        return self._state.turn

    @property
    def outcome(self) -> Outcome | None:
        """None while the match goes on."""
        return self._state.outcome

    @property
    def humans_turn(self) -> bool:
        """Whether the active faction's orders come from outside."""
        return self.outcome is None and self.active not in self._players

    def view(self, faction: str) -> View:
        """What a faction knows now. Cached until the next change."""
        found = self._views.get(faction)
        if found is None:
            last = self._last_views.get(faction)
            found = self._views[faction] = self._last_views[faction] = observe(self._state, faction, last)
        return found

    def events_for(self, faction: str, since: int = 0) -> tuple[tuple[Event, ...], ...]:
        """What a faction noticed of each journal entry from number `since` on."""
        if faction not in self._seen:
            self._seen[faction] = self._recall(faction)
        return tuple(self._seen[faction][since:])

    def preface(self, faction: str) -> tuple[Event, ...]:
        """What a faction noticed of the first turn's start, before any order was given."""
        return redact(initial(self.scenario), begin(self.scenario), self._preface, faction)

    def digest(self) -> str:
        """Fingerprint of the position: equal on every machine for the same seed and orders."""
        return digest(self._state)

    # What changes it -----------------------------------------------------------------------------

    def submit(self, order: Order) -> Refusal | tuple[Event, ...]:
        """Give an order for the active faction: a refusal in words, or what happened (unredacted:
        callers show `events_for`).
        """
        refusal = verify(self.view(self.active), order)
        if refusal is not None:
            return refusal
        self._redo.clear()
        return self._carry_out(order)

    def step(self) -> tuple[Event, ...] | None:
        """Let the active faction's controller give one order. None if it is a human's turn or over."""
        player = self._players.get(self.active)
        if player is None or self.outcome is not None:
            return None
        chance: random.Random = Dice(self._chance[self.active], len(self.journal)).stream("decide")
        result = self.submit(player.decide(self.view(self.active), chance))
        if isinstance(result, Refusal):
            self.mishaps.append(result)
            result = self._carry_out(EndTurn())
        return result

    def play_out(self, max_orders: int = 1_000_000) -> Outcome | None:
        """Let controllers play until the end, a human's turn, or `max_orders` more orders."""
        with _uncollected():
            for _ in range(max_orders):
                if self.step() is None:
                    break
        return self.outcome

    def concede(self, faction: str) -> Refusal | tuple[Event, ...]:
        """Give the match up for the active faction."""
        if faction != self.active:
            return refuse("order.concede.not_your_turn")
        return self.submit(Concede())

    # Saves ---------------------------------------------------------------------------------------

    def state_for_saving(self) -> State:
        """The truth, for `match.save` only."""
        return self._state

    def restore(self, state: State, journal: list[Entry], marks: list[TurnMark]) -> None:
        """Go on from a saved position. The chronicle is told again from the journal's events."""
        told = begin(self.scenario)
        self.journal = []
        for entry in journal:
            before = told
            for event in entry.events:
                told = reduce(told, event)
            self._record(entry, before, told)
        self.marks = marks
        self._become(state)

    # Taking back ---------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether the last order showed nothing new and rolled no dice."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether an order was taken back and none given since."""
        return bool(self._redo)

    @property
    def looked(self) -> NDArray[np.bool_]:
        """[n] what the active side has had in sight in this turn, as far as this match saw it; read only."""
        side, turn, view = self.active, self.turn, self.view(self.active)
        if self._looked is None or self._looked[:2] != (side, turn):
            self._looked = (side, turn, np.zeros_like(view.visible))
        self._looked[2][view.visible] = True
        return self._looked[2]

    def undo(self) -> bool:
        """Take the last order back. False if it can't be."""
        if not self._undo:
            return False
        before = self._undo.pop()
        self._redo.append(Undone(self.journal.pop(), before))
        for log in self._seen.values():
            del log[len(self.journal) :]
        self._become(before)
        return True

    def redo(self) -> bool:
        """Give the order that was last taken back again. False if there is none."""
        if not self._redo:
            return False
        self._carry_out(self._redo.pop().entry.order)
        return True

    # Within --------------------------------------------------------------------------------------

    def _carry_out(self, order: Order) -> tuple[Event, ...]:
        before, faction, number = self._state, self.active, len(self.journal)
        looked = None if faction in self._players else self.looked.copy()  # programs take nothing back
        view = self.view(faction)
        dice = Dice(self.seed, number)
        result = resolve_to(before, order, dice)
        events = tuple(result.events)
        self._record(Entry(faction, order, events), before, result.state)
        if (
            looked is None
            or dice.used
            or redact(before, result.state, _of_triggers(events), faction)
            or learnt(events, view, looked, lambda: self.view(faction))
        ):
            self._undo.clear()
        else:
            self._undo.append(before)
        return events

    def _record(self, entry: Entry, before: State, after: State) -> None:
        self.journal.append(entry)
        for faction, log in self._seen.items():
            log.append(redact(before, after, entry.events, faction))
        self._become(after)
        self.chronicle.note(entry.events, after)
        if isinstance(entry.order, EndTurn):
            self.marks.append(TurnMark(len(self.journal), digest(after)))

    def _become(self, state: State) -> None:
        self._state = state
        self._views.clear()

    def _recall(self, faction: str) -> list[tuple[Event, ...]]:
        state, log = begin(self.scenario), []
        for entry in self.journal:
            after = state
            for event in entry.events:
                after = reduce(after, event)
            log.append(redact(state, after, entry.events, faction))
            state = after
        return log
