"""The workbench of one resolution: events are reduced as they are emitted."""

from __future__ import annotations

from game.core.events import Event
from game.core.rng import Dice
from game.core.state import State
from game.rules.truth.reduce import reduce


class Resolution:
    """Collects the events of one order; `state` is always the state after the last of them."""

    def __init__(self, state: State, dice: Dice) -> None:
        self.state = state
        self.dice = dice
        self.events: list[Event] = []
        self.perceived = state
        """The last state of which every faction knows what it sees; kept by `perceive`."""
        self.told = 0
        """Number of events up to that state."""

    def emit(self, event: Event) -> None:
        """Record an event and apply it."""
        self.events.append(event)
        self.state = reduce(self.state, event)
