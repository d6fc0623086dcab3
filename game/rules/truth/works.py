"""Resolving boats, engineers and charges."""

from __future__ import annotations

from game.core.board import edge
from game.core.events import ControlChanged, CrossingChanged, Ferried, Moved, Removed, StepsLost, WorkDone
from game.core.orders import Bridge, Demolish, Ferry
from game.rules.crossings import check_ferry, crossing_at, work_needed
from game.rules.movement import activity_of
from game.rules.truth.attacks import taken
from game.rules.truth.mines import enter_mines, leave_mines
from game.rules.truth.resolution import Resolution


def resolve_ferry(r: Resolution, order: Ferry) -> None:
    """Cross by boat, at the risk of a step. Boats that meet what nobody saw turn back."""
    unit = r.state.units[order.unit]
    if check_ferry(r.state, order) is not None:
        spent = activity_of(r.state, unit).spent
        r.emit(Moved(unit.id, unit.faction, (unit.hex,), spent, halted=True, stopped="ambush"))
        return
    r.emit(Ferried(unit.id, unit.faction, unit.hex, order.to))
    if r.dice.stream("crossing").random() < r.state.theatre.ruleset.crossings.boat_loss:
        r.emit(StepsLost(unit.id, unit.faction, 1, "crossing"))
        if r.state.units[unit.id].steps <= 0:
            r.emit(Removed(unit.id, unit.faction, order.to, "destroyed"))
            return
    leave_mines(r, unit)
    gained = taken(r.state, unit.faction, (order.to,))
    if gained:
        r.emit(ControlChanged(unit.faction, gained))
    enter_mines(r, unit.id, (order.to,))


def resolve_bridge(r: Resolution, order: Bridge) -> None:
    """One turn of work: the last one opens the hexside. Work done stays done if engineers leave."""
    state, unit = r.state, r.state.units[order.unit]
    where = edge(unit.hex, order.to)
    left = work_needed(state, *where) - 1
    if left > 0:
        r.emit(WorkDone(unit.id, where, left))
        return
    old = crossing_at(state, *where)
    if old is not None:
        change = CrossingChanged(old.id, old.name, where, old.kind, "intact", old.owner, unit.id)
    else:
        change = CrossingChanged(
            "pontoon_{}_{}".format(*where), "", where, "pontoon", "intact", unit.faction, unit.id
        )
    r.emit(change)


def resolve_demolish(r: Resolution, order: Demolish) -> None:
    """Blow a bridge up; a pontoon is gone for good."""
    unit = r.state.units[order.unit]
    where = edge(unit.hex, order.to)
    crossing = crossing_at(r.state, *where)
    if crossing is None:
        return
    status = "gone" if crossing.kind == "pontoon" else "destroyed"
    r.emit(CrossingChanged(crossing.id, crossing.name, where, crossing.kind, status, crossing.owner, unit.id))
