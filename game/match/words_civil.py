"""Words for what befalls civilians, for convoys and for what observers tell. See `narrate`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from game.core import events as ev

if TYPE_CHECKING:
    from game.match.narrate import Narrator


def _harmed(n: Narrator, e: ev.CiviliansHarmed) -> str:
    who = "1 civilian comes" if e.people == 1 else f"{e.people} civilians come"
    where = f"at {n.where(e.hex)}" if e.hex >= 0 else "somewhere"
    return f"{who} to harm {where}: {n.side(e.faction)} fired there."


def _aid(n: Narrator, e: ev.AidDelivered) -> str:
    place = n.theatre.board.places[e.place].name
    if not e.arrived:
        return f"Aid of {n.side(e.faction)} does not get through to {place}: the line is cut."
    return f"{n.side(e.faction)} brings aid to {place}: relief is now {e.relief} of 100."


def _convoy(n: Narrator, e: ev.ConvoyChanged) -> str:
    name, where = n.unit(e.convoy.unit), n.where(e.hex)
    if e.what == "stranded":
        turns = e.convoy.stranded
        return f"{name} is stranded at {where}{f', turn {turns} of it' if turns > 1 else ''}."
    if e.what == "leaked":
        left = e.convoy.leaked
        return f"Part of {name} slips away at {where}: {left} step{'' if left == 1 else 's'} so far."
    return f"{name} arrives at {where}." if e.what == "arrived" else ""


def _sighted(n: Narrator, e: ev.Sighted) -> str:
    seen = e.sighting
    sure = round(seen.confidence * 100)
    return f"{seen.observer}: {seen.what} ({n.side(seen.faction)}) near {n.where(seen.hex)}, {sure} % sure."


CIVIL_TELLERS: Mapping[type[Any], Callable[[Narrator, Any], str]] = {
    ev.CiviliansHarmed: _harmed,
    ev.AidDelivered: _aid,
    ev.ConvoyChanged: _convoy,
    ev.Sighted: _sighted,
}
CIVIL_IMPORTANCE: Mapping[type[Any], int] = {
    ev.CiviliansHarmed: 3,
    ev.AidDelivered: 2,
    ev.ConvoyChanged: 2,
    ev.Sighted: 1,
}
