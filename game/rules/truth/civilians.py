"""What really happens to civilians: harm, aid, and relief that wears off."""

from __future__ import annotations

from game.core.events import AidDelivered, CiviliansHarmed, ReliefChanged
from game.core.orders import DeliverAid
from game.core.state import State
from game.rules.civilians import aid_sorties, expected_number, line_open, people_at, relief_after_aid
from game.rules.truth.resolution import Resolution


def harm(
    r: Resolution,
    faction: str,
    h: int,
    share_per_shot: float,
    shots: int,
    cause: str,
    before: State | None = None,
) -> int:
    """Civilians harmed by a faction's fire into a hex, entered in the ledger; dice only if some are there.

    `cause` as in `CiviliansHarmed`. `before`: the position when the fire came, if it has changed since. See
    `rules.civilians` for what was expected of it.
    """
    state = before or r.state
    number = expected_number(state, h, share_per_shot, shots)
    if not number:
        return 0
    dice, scatter = r.dice.stream("civilians"), state.theatre.ruleset.fires.harm_scatter
    value = number * (1 + scatter * (2 * dice.random() - 1))
    harmed = int(value) + (dice.random() < value - int(value))
    harmed = min(harmed, round(people_at(state, h)))
    if harmed:
        r.emit(CiviliansHarmed(faction, h, harmed, cause))
    return harmed


def resolve_aid(r: Resolution, order: DeliverAid) -> None:
    """Bring aid to a place. Where the line is cut unbeknown, it does not get through and is gone.
    Either way aircraft have covered it.
    """
    state, faction = r.state, r.state.active
    sorties = aid_sorties(state.theatre, faction)
    if not line_open(state, faction, state.sources[faction], order.place):
        before = state.civil.relief.get(order.place, 0)
        r.emit(AidDelivered(faction, order.place, before, sorties, arrived=False))
        return
    r.emit(AidDelivered(faction, order.place, relief_after_aid(state, order.place), sorties))


def wear_off(r: Resolution) -> None:
    """Once a turn: relief that is not renewed falls."""
    decay = r.state.theatre.ruleset.civil.relief_decay
    for place, relief in sorted(r.state.civil.relief.items()):
        if relief and decay:
            r.emit(ReliefChanged(place, max(0, relief - decay)))
