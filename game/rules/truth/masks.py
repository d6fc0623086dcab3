"""What one faction may know of fires, civilians, diplomacy and irregular war.

Diplomacy is public and needs no mask. When the match is over, fires hide nothing any more: the debriefing
sets what was claimed beside what was true.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from game.core.civil import Civil
from game.core.fires import Crater, Fires, FlownMission
from game.core.irregular import Irregular
from game.core.situation import keeps
from game.rules.interdiction import interdicted_from
from game.rules.truth.perceive import SEEN, closely, seen, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from game.core.state import State
    from game.core.theatre import Scenario, Theatre

_NO_FIRES, _NO_CIVIL, _NO_IRREGULAR = Fires(), Civil(), Irregular()


def mask_fires(state: State, faction: str) -> Fires:
    """Own magazines, sorties and reports; missions and craters in sight; hits on own sites, on those in
    sight and on those whose strikes were assessed; the truth of assessed strikes alone (kept).
    """
    fires = state.fires
    if state.outcome is not None or fires == _NO_FIRES:
        return fires
    return _mask_fires(state, faction)


@keeps("fires", "knowledge", "stances")
def _mask_fires(state: State, faction: str) -> Fires:
    fires = state.fires
    reports = tuple([r for r in fires.reports if r.faction == faction])
    assessed = {r.id for r in reports if r.assessed}
    return Fires(
        magazines={k: m for k, m in fires.magazines.items() if m.faction == faction},
        sorties={f: n for f, n in fires.sorties.items() if f == faction},
        missions=tuple([m for m in fires.missions if knows_mission(state, faction, m)]),
        craters=tuple([c for c in fires.craters if _knows_crater(state, faction, c)]),
        site_hits=_site_hits(state, faction),
        reports=reports,
        truths=tuple([t for t in fires.truths if t.report in assessed]) if assessed else (),
    )


def knows_mission(state: State, faction: str, mission: FlownMission) -> bool:
    """Its own; aircraft that attack where it sees the ground or stands; never anybody's reconnaissance."""
    if mission.faction == faction:
        return True
    if mission.mission == "reconnaissance":
        return False
    in_sight = visible(state, faction)
    if mission.mission == "support":
        return bool(in_sight[mission.hex])
    return bool(in_sight[_under_fire(state.theatre, mission.hex)].any())


@lru_cache(maxsize=1 << 12)
def _under_fire(theatre: Theatre, h: int) -> NDArray[np.int64]:
    """Hexes whose roads an interdiction mission over `h` reaches."""
    return np.array(sorted(interdicted_from(theatre, h)), dtype=np.int64)


def _knows_crater(state: State, faction: str, crater: Crater) -> bool:
    if visible(state, faction)[crater.hex]:
        return True
    return any(
        r.faction == faction and r.assessed and r.aim == "road" and r.hex == crater.hex and r.hits > 0
        for r in state.fires.reports
    )


def _site_hits(state: State, faction: str) -> dict[str, int]:
    """Place -> hits on its site as this faction knows them."""
    out: dict[str, int] = {}
    in_sight, places = visible(state, faction), state.theatre.board.places
    for place, hits in state.fires.site_hits.items():
        site, h = state.scenario.spec.sites.get(place), places[place].hex
        if (site and site.faction == faction) or in_sight[h]:
            out[place] = hits
            continue
        known = [
            r.hits for r in state.fires.reports
            if r.faction == faction and r.assessed and r.aim == "site" and r.hex == h
        ]  # fmt: skip
        if known:
            out[place] = sum(known)
    return out


@keeps("civil", "active")
def mask_civil(state: State, faction: str) -> Civil:
    """Where people live and how they fare is public, and so are the ledger and what observers report of
    others; convoys are their owner's (kept).
    """
    civil = state.civil
    if civil == _NO_CIVIL:
        return civil
    civil = state.civil
    owner, reported = _factions_of_units(state.scenario), _reported(state.scenario)
    return replace(
        civil,
        sightings=tuple([s for s in civil.sightings if s.faction != faction]),
        aid_left=civil.aid_left if state.active == faction else 0,
        convoys={k: c for k, c in civil.convoys.items() if owner[k] == faction},
        aboard={k: n if owner[k] == faction else reported[k] for k, n in civil.aboard.items()},
    )


@lru_cache(maxsize=16)
def _reported(scenario: Scenario) -> Mapping[str, tuple[int, int]]:
    """Convoy -> how many are aboard, as reported to whoever does not own it; all count as civilians."""
    return {
        c.unit: c.range or (c.civilians + c.fighters, c.civilians + c.fighters) for c in scenario.spec.convoys
    }


@keeps("irregular", *SEEN)
def mask_irregular(state: State, faction: str) -> Irregular:
    """Own means; the raids and mines that it notices; depots of its own and of columns in sight (kept)."""
    irregular = state.irregular
    if irregular == _NO_IRREGULAR:
        return irregular
    irregular = state.irregular
    foreign = seen(state, faction)
    own = {k for k, u in state.units.items() if u.faction == faction}
    own |= {k for k, c in irregular.cells.items() if c.faction == faction}
    known = own | foreign.keys()
    return Irregular(
        raids=tuple(
            r if r.unit in known else replace(r, unit="")
            for r in irregular.raids
            if knows_raid(state, faction, r.faction, r.hex)
        ),
        shock={f: n for f, n in irregular.shock.items() if f == faction},
        cells={k: c for k, c in irregular.cells.items() if c.faction == faction},
        dispersed={k: n for k, n in irregular.dispersed.items() if k in own},
        mines={h: f for h, f in irregular.mines.items() if knows_mines(state, faction, f, h)},
        effort={f: p for f, p in irregular.effort.items() if f == faction},
        effort_ready={f: t for f, t in irregular.effort_ready.items() if f == faction},
        depots={k: h for k, h in irregular.depots.items() if k in own or k in foreign},
    )


def knows_raid(state: State, faction: str, raider: str, h: int) -> bool:
    """Raiders are noticed by their own side, by who sees the hex, and by who takes it for his own ground."""
    if faction == raider or visible(state, faction)[h]:
        return True
    return int(state.knowledge[faction].control[h]) == state.theatre.index[faction]


def knows_mines(state: State, faction: str, layer: str, h: int) -> bool:
    """Whoever laid mines knows of them as long as it sees the hex, others only who stand beside it."""
    return bool(visible(state, faction)[h]) and (faction == layer or closely(state, faction, h))


@lru_cache(maxsize=16)
def _factions_of_units(scenario: Scenario) -> Mapping[str, str]:
    """Whose each unit of the order of battle is."""
    return {u.id: f for f, units in scenario.spec.units.items() for u in units}
