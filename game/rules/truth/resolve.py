"""What comes of an order. All dice are rolled behind this door.

The order is taken as legal: `rules.legality.verify` has the only say, and knows only what the asker
knows. What the truth adds to it happens here, as events.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from game.core.events import EffortSet, Event, Finished, Ordered, PostureSet
from game.core.orders import (
    ORDER_WORDS,
    Attack,
    Bridge,
    Concede,
    Decide,
    DeliverAid,
    Demolish,
    Disperse,
    EndTurn,
    Ferry,
    Finish,
    Handover,
    MainEffort,
    Move,
    Order,
    Raid,
    SetPosture,
    Sortie,
    Strike,
    Trickle,
)
from game.core.rng import Dice
from game.core.state import State
from game.rules.effort import ready_from
from game.rules.truth.attacks import resolve_attack
from game.rules.truth.civilians import resolve_aid
from game.rules.truth.fires import resolve_sortie, resolve_strike, settle_fires
from game.rules.truth.irregular import resolve_disperse, resolve_raid, resolve_trickle, settle_raids
from game.rules.truth.mines import settle_mines
from game.rules.truth.moves import resolve_move
from game.rules.truth.observe import perceive
from game.rules.truth.relations import note_trespass, resolve_handover
from game.rules.truth.resolution import Resolution
from game.rules.truth.triggers import decide, run_triggers
from game.rules.truth.turns import end_turn
from game.rules.truth.victory import concede
from game.rules.truth.works import resolve_bridge, resolve_demolish, resolve_ferry

_BLIND = (SetPosture, Finish, MainEffort)
"""Orders after which nobody sees more or less than before."""


def resolve(state: State, order: Order, dice: Dice) -> tuple[Event, ...]:
    """The events of a legal order of the active faction."""
    return tuple(resolve_to(state, order, dice).events)


def resolve_to(state: State, order: Order, dice: Dice) -> Resolution:
    """The same, with the state after the events."""
    r = Resolution(state, dice)
    if not isinstance(order, (EndTurn, Concede)):
        r.emit(Ordered(state.active, state.orders + 1, ORDER_WORDS[type(order)]))
    _RESOLVERS[type(order)](r, order)
    settle_raids(r)
    settle_mines(r)
    told = len(r.events)
    run_triggers(r, r.state.active, after_order=True)
    if not isinstance(order, _BLIND) or len(r.events) > told:
        note_trespass(r)
        perceive(r)
        settle_fires(r)
    return r


def _set_posture(r: Resolution, order: SetPosture) -> None:
    r.emit(PostureSet(order.unit, order.posture))


def _finish(r: Resolution, order: Finish) -> None:
    r.emit(Finished(order.unit))


def _decide(r: Resolution, order: Decide) -> None:
    decide(r, order.decision, order.option)


def _set_effort(r: Resolution, order: MainEffort) -> None:
    faction = r.state.active
    r.emit(EffortSet(faction, order.place, ready_from(r.state, faction)))


def _end_turn(r: Resolution, _: EndTurn) -> None:
    end_turn(r)


def _concede(r: Resolution, _: Concede) -> None:
    concede(r, r.state.active)


_RESOLVERS: Mapping[type[Order], Callable[[Resolution, Any], None]] = {
    Move: resolve_move,
    Attack: resolve_attack,
    SetPosture: _set_posture,
    Finish: _finish,
    Ferry: resolve_ferry,
    Bridge: resolve_bridge,
    Demolish: resolve_demolish,
    Decide: _decide,
    DeliverAid: resolve_aid,
    Handover: resolve_handover,
    Strike: resolve_strike,
    Sortie: resolve_sortie,
    MainEffort: _set_effort,
    Raid: resolve_raid,
    Disperse: resolve_disperse,
    Trickle: resolve_trickle,
    EndTurn: _end_turn,
    Concede: _concede,
}
