"""Whether an order can be taken back: not if a die was rolled, the turn passed, or the side learnt something.

To look at ground is to learn whether anybody is there, so a move into the unknown stays made, however empty
the ground turns out to be: otherwise each unit could scout every way in turn for nothing. Two kinds of ground
are not unknown: what was in sight earlier in the turn (nobody else has moved since), and what the side and
its allies hold, as long as everything there is as they thought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np

from game.core.events import (
    Assessed,
    Event,
    MatchEnded,
    Message,
    Moved,
    Revealed,
    Spotted,
    TaskSet,
    TurnBegan,
)
from game.core.situation import friendly

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.core.view import View


def familiar(view: View, looked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """[n] hexes that tell nothing new when they come into sight, unless they hold a surprise. `looked`: [n]
    those that were in sight in this turn.
    """
    sides = [i for i, f in enumerate(view.theatre.faction_ids) if friendly(view, view.faction, f)]
    held = np.isin(view.control, sides)
    held[[contact.unit.hex for contact in view.contacts]] = False  # is it still there?
    known: NDArray[np.bool_] = held | looked | view.visible
    return known


def learnt(
    events: Iterable[Event], before: View, looked: NDArray[np.bool_], after: Callable[[], View]
) -> bool:
    """Whether the side whose view `before` is learnt something by an order, or the turn passed with it. What
    others noticed does not count: that undo fails would tell of unseen watchers.
    """
    fresh: list[int] = []
    for event in events:
        if _bars(event, before.faction):
            return True
        if isinstance(event, Revealed) and event.faction == before.faction:
            fresh += [h for h in event.hexes if not looked[h]]
    if not fresh:
        return False
    return not bool(familiar(before, looked)[fresh].all()) or _surprised(before, after(), fresh)


def _bars(event: Event, faction: str) -> bool:
    if isinstance(event, Spotted | Assessed):
        return event.faction == faction
    if isinstance(event, Message | TaskSet):
        return event.faction in ("", faction)
    if isinstance(event, Moved):
        return bool(event.stopped)
    return isinstance(event, TurnBegan | MatchEnded)


def _surprised(before: View, after: View, hexes: list[int]) -> bool:
    """Whether ground is not as it was thought to be: taken, struck, mined, raided, crossed."""
    if (before.control[hexes] != after.control[hexes]).any():
        return True
    return (before.fires, before.irregular, before.works) != (after.fires, after.irregular, after.works)
