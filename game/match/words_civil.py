"""Words for what befalls civilians, for convoys and for what observers tell. See `narrate`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from game.core import events as ev
from game.words import t

if TYPE_CHECKING:
    from game.match.narrate import Narrator


def _harmed(n: Narrator, e: ev.CiviliansHarmed) -> str:
    if e.hex < 0:
        return t("event.harmed_unseen", count=e.people, side=n.side(e.faction))
    return t("event.harmed", count=e.people, side=n.side(e.faction), where=n.where(e.hex))


def _aid(n: Narrator, e: ev.AidDelivered) -> str:
    key = "event.aid" if e.arrived else "event.aid_lost"
    return t(key, side=n.side(e.faction), place=n.place(e.place), relief=e.relief)


def _convoy(n: Narrator, e: ev.ConvoyChanged) -> str:
    unit, where, turns = n.unit(e.convoy.unit), n.where(e.hex), e.convoy.stranded
    if e.what == "stranded":
        key = "event.convoy.stranded_long" if turns > 1 else "event.convoy.stranded"
        return t(key, unit=unit, where=where, turns=turns)
    if e.what == "leaked":
        steps = t("count.steps", count=e.convoy.leaked)
        return t("event.convoy.leaked", unit=unit, where=where, steps=steps)
    return t("event.convoy.arrived", unit=unit, where=where) if e.what == "arrived" else ""


def _sighted(n: Narrator, e: ev.Sighted) -> str:
    seen = e.sighting
    return t(
        "event.sighted",
        observer=seen.observer,
        what=seen.what,
        side=n.side(seen.faction),
        where=n.where(seen.hex),
        sure=round(seen.confidence * 100),
    )


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
