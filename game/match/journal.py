"""The one log of a match: each order with the events that came of it."""

from __future__ import annotations

from game.core.events import Event
from game.core.orders import Order
from game.core.record import record


@record
class Entry:
    """One order and what came of it. Its number is its index in the journal."""

    faction: str
    order: Order
    events: tuple[Event, ...]


@record
class TurnMark:
    """The position after a faction ended its turn, for `replay --verify`."""

    number: int
    """Journal length at that moment."""
    digest: str
