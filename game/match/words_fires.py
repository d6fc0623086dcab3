"""Words for strikes, what was claimed of them and what was true, for sorties and sites. See `narrate`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from game.core import events as ev
from game.rules.strikes import asset_name
from game.words import t

if TYPE_CHECKING:
    from game.match.narrate import Narrator


def _at(n: Narrator, h: int) -> str:
    """Where, if that is known."""
    return t("event.at", where=n.where(h)) if h >= 0 else ""


def _hits(count: int) -> str:
    return t("count.hits", count=count)


def _launched(n: Narrator, e: ev.Launched) -> str:
    fired = e.report
    return t(
        f"event.launched.{fired.aim}",
        asset=asset_name(n.theatre, fired.asset),
        side=n.side(fired.faction),
        missiles=t("count.missiles", count=fired.missiles),
        place=_at(n, fired.hex),
        press=t("event.press") if fired.press else "",
        claim=t("event.claimed" if fired.claimed else "event.not_claimed"),
    )


def _impact(n: Narrator, e: ev.Impact) -> str:
    kind = "road" if e.crater_until else "unit"
    if e.site and not e.crater_until:
        kind = "destroyed" if e.truth.destroyed else "site"
    side, where = n.side(e.faction), n.where(e.hex)
    return t(f"event.impact.{kind}", side=side, where=where, hits=_hits(e.truth.hits))


def _assessed(n: Narrator, e: ev.Assessed) -> str:
    key = "event.assessed.success" if e.confirmed else "event.assessed.none"
    return t(key, where=n.where(e.hex), hits=_hits(e.hits))


def _site_lost(n: Narrator, e: ev.SiteLost) -> str:
    return t("event.site_lost", side=n.side(e.faction), kind=n.theatre.ruleset.sites[e.kind].name)


def _overrun(n: Narrator, e: ev.SiteOverrun) -> str:
    return t("event.overrun", side=n.side(e.faction), place=n.place(e.place), by=n.side(e.by))


def _sorties(n: Narrator, e: ev.SortiesSet) -> str:
    key = "event.sorties_weather" if e.bad_weather else "event.sorties"
    return t(key, count=e.count, side=n.side(e.faction))


def _flown(n: Narrator, e: ev.MissionFlown) -> str:
    spec = n.theatre.factions[e.mission.faction].sorties
    who = spec.name if spec else n.side(e.mission.faction)
    return t(f"event.flown.{e.mission.mission}", where=n.where(e.mission.hex), who=who)


FIRES_TELLERS: Mapping[type[Any], Callable[[Narrator, Any], str]] = {
    ev.Launched: _launched,
    ev.Impact: _impact,
    ev.Assessed: _assessed,
    ev.SiteLost: _site_lost,
    ev.SiteOverrun: _overrun,
    ev.SortiesSet: _sorties,
    ev.MissionFlown: _flown,
    ev.CraterFilled: lambda n, e: t("event.crater_filled", where=n.where(e.hex)),
    ev.RulesOverridden: lambda n, e: t("event.overridden", side=n.side(e.faction), place=_at(n, e.hex)),
}
FIRES_IMPORTANCE: Mapping[type[Any], int] = {
    ev.Launched: 3,
    ev.Impact: 2,
    ev.Assessed: 3,
    ev.SiteLost: 3,
    ev.SiteOverrun: 3,
    ev.SortiesSet: 0,
    ev.MissionFlown: 1,
    ev.CraterFilled: 1,
    ev.RulesOverridden: 3,
}
