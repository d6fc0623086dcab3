"""What events change about strikes, sorties and sites. See `reduce`.

A mission of reconnaissance watches its hexes as one more unit would, from the moment it is flown until the
missions of its faction end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from game.core import events as e
from game.core.fires import Crater, Fires, FlownMission, Magazine
from game.core.state import Knowledge, State
from game.core.theatre import Theatre
from game.rules.sight import overflown
from game.rules.truth.evolve import evolve, including


def _fires(state: State, **changes: Any) -> State:
    return evolve(state, fires=replace(state.fires, **changes))


def initial_fires(theatre: Theatre) -> Fires:
    """Full magazines, no sorties before the first turn."""
    return Fires(
        magazines={
            a.id: Magazine(f, theatre.ruleset.platforms[a.platform].magazine, ready=a.since)
            for f, spec in theatre.factions.items()
            for a in spec.assets
        },
        sorties={f: 0 for f, spec in theatre.factions.items() if spec.sorties},
    )


def _launched(state: State, event: e.Launched) -> State:
    report = event.report
    magazine = Magazine(report.faction, event.left, event.salvo, event.ready)
    magazines = including(state.fires.magazines, report.asset, magazine)
    return _fires(state, magazines=magazines, reports=(*state.fires.reports, report))


def _impact(state: State, event: e.Impact) -> State:
    fires = state.fires
    hits, craters = fires.site_hits, fires.craters
    if event.site:
        hits = including(hits, event.site, event.site_hits)
    if event.crater_until:
        others = tuple(c for c in craters if c.hex != event.hex)
        craters = (*others, Crater(event.hex, event.crater_until))
    return _fires(state, truths=(*fires.truths, event.truth), site_hits=hits, craters=craters)


def _assessed(state: State, event: e.Assessed) -> State:
    reports = tuple(
        replace(x, assessed=True, hits=event.hits) if x.id == event.report else x for x in state.fires.reports
    )
    return _fires(state, reports=reports)


def _site_overrun(state: State, event: e.SiteOverrun) -> State:
    return _fires(state, site_hits=including(state.fires.site_hits, event.place, event.hits))


def _unchanged(state: State, event: e.SiteLost) -> State:  # noqa: ARG001  (the hits say it already)
    return state


def _sorties_set(state: State, event: e.SortiesSet) -> State:
    return _fires(state, sorties=including(state.fires.sorties, event.faction, event.count))


def _mission_flown(state: State, event: e.MissionFlown) -> State:
    mission, fires = event.mission, state.fires
    left = including(fires.sorties, mission.faction, fires.sorties[mission.faction] - 1)
    flown = _fires(state, sorties=left, missions=(*fires.missions, mission))
    return _watching(flown, mission.faction, (mission,), begins=True)


def _missions_ended(state: State, event: e.MissionsEnded) -> State:
    over = tuple(m for m in state.fires.missions if m.faction == event.faction)
    going_on = tuple(m for m in state.fires.missions if m.faction != event.faction)
    return _watching(_fires(state, missions=going_on), event.faction, over, begins=False)


def _watching(state: State, faction: str, missions: Iterable[FlownMission], *, begins: bool) -> State:
    """The state with as many more (or fewer) eyes on what its missions of reconnaissance look at."""
    looks = [m.hex for m in missions if m.mission == "reconnaissance"]
    if not looks:
        return state
    known = state.knowledge[faction]
    watch = known.watch.copy()
    for h in looks:
        if begins:
            watch[overflown(state.theatre, h)] += 1
        else:
            watch[overflown(state.theatre, h)] -= 1
    knowledge = Knowledge(watch, known.control, known.contacts)
    return evolve(state, knowledge=including(state.knowledge, faction, knowledge))


def _crater_filled(state: State, event: e.CraterFilled) -> State:
    return _fires(state, craters=tuple(c for c in state.fires.craters if c.hex != event.hex))


def _rules_overridden(state: State, event: e.RulesOverridden) -> State:
    count = state.civil.breaches.get(event.faction, 0) + 1
    breaches = including(state.civil.breaches, event.faction, count)
    return evolve(state, civil=replace(state.civil, breaches=breaches))


FIRES_REDUCERS: Mapping[type[e.Event], Callable[[State, Any], State]] = {
    e.Launched: _launched,
    e.Impact: _impact,
    e.Assessed: _assessed,
    e.SiteOverrun: _site_overrun,
    e.SiteLost: _unchanged,
    e.SortiesSet: _sorties_set,
    e.MissionFlown: _mission_flown,
    e.MissionsEnded: _missions_ended,
    e.CraterFilled: _crater_filled,
    e.RulesOverridden: _rules_overridden,
}
