"""How relations change: incidents, tension from turn to turn, places handed over."""

from __future__ import annotations

from game.core.events import Ferried, HandedOver, Incident, Moved, TensionChanged
from game.core.orders import Handover
from game.core.situation import Situation
from game.core.theatre import NOBODY
from game.rules.relations import (
    MOST_TENSION,
    calmed,
    followed,
    pair,
    pressed,
    trespasses,
)
from game.rules.truth.resolution import Resolution


def incident(r: Resolution, faction: str, other: str, hex: int, reason: str) -> None:
    """A faction hit (`mistake`) or crossed the line of (`line`) another with which it is not at war.

    It is counted against the faction; where their tension is followed, that rises.
    """
    rules = r.state.theatre.ruleset.diplomacy
    r.emit(Incident(faction, other, hex, reason))
    change_tension(r, faction, other, rules.mistake if reason == "mistake" else rules.over_line, reason)


def change_tension(r: Resolution, a: str, b: str, change: int, reason: str) -> None:
    """Move the tension between two factions, within its bounds, if it is followed at all."""
    key = pair(r.state.theatre, a, b)
    old = r.state.diplomacy.tension.get(key)
    if old is None:
        return
    new = max(0, min(MOST_TENSION, old + change))
    if new != old:
        first, second = key.split()
        r.emit(TensionChanged(first, second, new, reason))


def ease_tension(r: Resolution, faction: str) -> None:
    """At a faction's turn start: tension decays, once a turn for each pair, and rises with every unit of
    the faction that stands beside the other side's or close to them.
    """
    theatre = r.state.theatre
    for other in followed(r.state, faction):
        if theatre.index[faction] < theatre.index[other]:
            change_tension(r, faction, other, -calmed(r.state, faction, other), "decay")
        change_tension(r, faction, other, pressed(r.state, faction, other), "beside")


def note_trespass(r: Resolution) -> None:
    """After an order: an incident for every time that a unit came over a deconfliction line.

    Whoever is beaten back over it cannot help it.
    """
    for event in tuple(r.events):
        if isinstance(event, Moved):
            path = event.path
        elif isinstance(event, Ferried):
            path = (event.origin, event.to)
        else:
            continue
        for other, h in trespasses(r.state, event.faction, path):
            incident(r, event.faction, other, h, "line")


def resolve_handover(r: Resolution, order: Handover) -> None:
    """The place and its ground pass to the other side. If it is lost or taken already, nothing happens."""
    state, place = r.state, r.state.theatre.board.places[order.place]
    faction = state.active
    if not _is_free(state, faction, place.hex):
        return
    r.emit(HandedOver(place.id, faction, order.to))
    change_tension(r, faction, order.to, state.theatre.ruleset.diplomacy.handover, "handover")


def _is_free(s: Situation, faction: str, h: int) -> bool:
    """Whether a faction holds a hex on which nobody stands."""
    holder = int(s.control[h])
    return holder != NOBODY and s.theatre.faction_ids[holder] == faction and not s.stacks.get(h)
