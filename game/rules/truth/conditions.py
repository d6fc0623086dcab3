"""Whether a scenario's condition holds. Reads the truth, changes nothing."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from game.core.board import Board
from game.core.hexref import locate
from game.core.refs import HexRef
from game.core.script import (
    Condition,
    Connected,
    ConvoyIs,
    Elapsed,
    Encircled,
    LossesAre,
    Ordered,
    ShareIs,
    SupplyIs,
    TensionIs,
    UnitsNear,
)
from game.core.state import State
from game.core.units import Unit
from game.rules.relations import tension
from game.rules.sites import hits_left
from game.rules.supply import supply_state, trace

_located: WeakKeyDictionary[Board, dict[HexRef, int]] = WeakKeyDictionary()


def hex_of(board: Board, ref: HexRef) -> int:
    """The hex that a scenario names, remembered as long as the board lives. Raises ValueError as
    `locate` does.
    """
    known = _located.setdefault(board, {})
    if ref not in known:
        known[ref] = locate(board, ref)
    return known[ref]


def holds(state: State, condition: Condition) -> bool:
    """Whether all fields that are given hold. A condition without fields always does."""
    c = condition
    return (
        (c.turn is None or c.turn.since <= state.turn <= c.turn.until)
        and (c.holds is None or all(state.owners[p] == c.holds.faction for p in c.holds.places))
        and (c.stance is None or state.stances[c.stance.between] == c.stance.stance)
        and (c.losses is None or state.losses[c.losses.faction] >= c.losses.at_least)
        and all(t in state.fired for t in c.fired)
        and (c.tension is None or _tension(state, c.tension))
        and (
            c.prestige is None or c.prestige.at_least <= state.prestige[c.prestige.faction] < c.prestige.below
        )
        and (c.relief is None or state.civil.relief.get(c.relief.place, 0) >= c.relief.at_least)
        and (c.convoy is None or _convoy(state, c.convoy))
        and (not c.site_lost or hits_left(state, c.site_lost) == 0)
        and (c.incidents is None or _incidents(state, c.incidents))
        and (c.decided is None or state.decided.get(c.decided[0]) == c.decided[1])
        and (c.share is None or _share(state, c.share))
        and (c.near is None or _near(state, c.near))
        and (c.encircled is None or _encircled(state, c.encircled))
        and (c.supply is None or _supply(state, c.supply))
        and (c.ordered is None or _ordered(state, c.ordered))
        and (c.elapsed is None or _elapsed(state, c.elapsed))
        and (c.connected is None or _connected(state, c.connected))
        and (not c.any_of or any(holds(state, other) for other in c.any_of))
        and not any(holds(state, other) for other in c.none_of)
    )


def _share(state: State, c: ShareIs) -> bool:
    return c.at_least <= state.theatre.share(state.control, c.faction, c.group) < c.below


def _tension(state: State, c: TensionIs) -> bool:
    """A tension that is not followed, or has turned into war, is none at all."""
    return c.at_least <= (tension(state, *c.between) or 0) < c.below


def _convoy(state: State, c: ConvoyIs) -> bool:
    """A convoy counts as stranded for as many turns as it was so in all, and has arrived once."""
    convoy = state.civil.convoys[c.unit]
    counts = {"arrived": int(convoy.arrived), "stranded": convoy.stranded, "leaked": convoy.leaked}
    return counts[c.state] >= c.at_least


def _incidents(state: State, c: LossesAre) -> bool:
    return state.diplomacy.incidents.get(c.faction, 0) >= c.at_least


def _near(state: State, c: UnitsNear) -> bool:
    return (
        sum(_within(state, u, c.near, c.km) for u in state.units.values() if u.faction == c.faction)
        >= c.count
    )


def _encircled(state: State, c: Encircled) -> bool:
    return _supply(state, SupplyIs(c.faction, "isolated", c.count, near=c.near, km=c.km))


def _supply(state: State, c: SupplyIs) -> bool:
    """As traced at that faction's last turn start."""
    found = [u for u in state.units.values() if u.faction == c.faction and u.supply == c.state]
    if c.unit:
        found = [u for u in found if u.id == c.unit]
    if c.near is not None:
        near, km = c.near, c.km
        found = [u for u in found if _within(state, u, near, km)]
    return len(found) >= c.count


def _ordered(state: State, c: Ordered) -> bool:
    return state.given.get(f"{c.faction} {c.order}", 0) >= c.at_least


def _elapsed(state: State, c: Elapsed) -> bool:
    """Never before the trigger has fired."""
    fired = state.fired.get(c.trigger)
    return fired is not None and state.turn >= fired + c.turns


def _within(state: State, unit: Unit, near: HexRef, km: float) -> bool:
    board = state.theatre.board
    return board.distance_m(hex_of(board, near), unit.hex) <= round(km * 1000)


def _connected(state: State, c: Connected) -> bool:
    """By a line of supply as it runs now, not only at the faction's turn start."""
    net = trace(state, c.faction, state.sources[c.faction])
    return supply_state(net, state.theatre.board.places[c.place].hex) in ("supplied", "overextended")
