"""Words for strikes, what was claimed of them and what was true, for sorties and sites. See `narrate`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from game.core import events as ev
from game.rules.strikes import asset_name

if TYPE_CHECKING:
    from game.match.narrate import Narrator

_AIMS = {"unit": "units", "site": "the site", "road": "the road"}
_FLOWN = {
    "support": "Air support for attacks at",
    "interdiction": "Interdiction of the roads around",
    "reconnaissance": "Reconnaissance around",
}


def _missiles(count: int) -> str:
    return f"{count} missile{'' if count == 1 else 's'}"


def _at(n: Narrator, h: int) -> str:
    """Where, if that is known."""
    return f" at {n.where(h)}" if h >= 0 else ""


def _launched(n: Narrator, e: ev.Launched) -> str:
    fired = e.report
    press = " before the press" if fired.press else ""
    claim = "success is claimed" if fired.claimed else "no success is claimed"
    who = f"{asset_name(n.theatre, fired.asset)} ({n.side(fired.faction)})"
    return (
        f"{who} fires {_missiles(fired.missiles)} at {_AIMS[fired.aim]}{_at(n, fired.hex)}{press}: {claim}."
    )


def _impact(n: Narrator, e: ev.Impact) -> str:
    hits = f"{e.truth.hits} hit{'' if e.truth.hits == 1 else 's'}"
    if e.crater_until:
        return f"Missiles of {n.side(e.faction)} close the road at {n.where(e.hex)} ({hits})."
    if e.site:
        done = ", which is destroyed" if e.truth.destroyed else ""
        return f"Missiles of {n.side(e.faction)} strike the site at {n.where(e.hex)}: {hits}{done}."
    return f"Missiles of {n.side(e.faction)} strike at {n.where(e.hex)}."


def _assessed(n: Narrator, e: ev.Assessed) -> str:
    word = "was a success" if e.confirmed else "was none"
    return f"The strike at {n.where(e.hex)} {word}: {e.hits} hit{'' if e.hits == 1 else 's'} seen."


def _site_lost(n: Narrator, e: ev.SiteLost) -> str:
    return f"{n.side(e.faction)} has lost its last site of this kind: {n.theatre.ruleset.sites[e.kind].name}."


def _overrun(n: Narrator, e: ev.SiteOverrun) -> str:
    place = n.theatre.board.places[e.place].name
    return f"The site of {n.side(e.faction)} at {place} falls to {n.side(e.by)}."


def _sorties(n: Narrator, e: ev.SortiesSet) -> str:
    weather = " in bad weather" if e.bad_weather else ""
    return f"{e.count} sortie{'' if e.count == 1 else 's'} this turn for {n.side(e.faction)}{weather}."


def _flown(n: Narrator, e: ev.MissionFlown) -> str:
    spec = n.theatre.factions[e.mission.faction].sorties
    who = spec.name if spec else n.side(e.mission.faction)
    return f"{_FLOWN[e.mission.mission]} {n.where(e.mission.hex)} ({who})."


FIRES_TELLERS: Mapping[type[Any], Callable[[Narrator, Any], str]] = {
    ev.Launched: _launched,
    ev.Impact: _impact,
    ev.Assessed: _assessed,
    ev.SiteLost: _site_lost,
    ev.SiteOverrun: _overrun,
    ev.SortiesSet: _sorties,
    ev.MissionFlown: _flown,
    ev.CraterFilled: lambda n, e: f"The road at {n.where(e.hex)} is open again.",
    ev.RulesOverridden: lambda n, e: f"{n.side(e.faction)} overrides its rules of engagement{_at(n, e.hex)}.",
}
FIRES_IMPORTANCE: Mapping[type[Any], int] = {
    ev.Launched: 3,
    ev.Impact: 2,
    ev.Assessed: 3,
    ev.SiteLost: 3,
    ev.SiteOverrun: 3,
    ev.SortiesSet: 1,
    ev.MissionFlown: 1,
    ev.CraterFilled: 1,
    ev.RulesOverridden: 3,
}
