"""What is wrong with fires in a position. See `audit`."""

from __future__ import annotations

from collections.abc import Iterator

from game.core.fires import AIMS, MISSIONS
from game.core.state import State


def fires_problems(state: State) -> Iterator[str]:
    """Magazines and sites as the scenario has them, hexes on the board, a truth for every report."""
    fires, theatre = state.fires, state.theatre
    yield from _means(state)
    hexes = [
        *((c.hex, "crater") for c in fires.craters),
        *((m.hex, "mission") for m in fires.missions),
        *((x.hex, "report") for x in fires.reports),
    ]
    for h, what in hexes:
        if not 0 <= h < theatre.board.size:
            yield f"a {what} lies on hex {h}, off the board"
    closed = [c.hex for c in fires.craters]
    yield from (f"hex {h} has two craters" for h in sorted(set(closed)) if closed.count(h) > 1)
    for m in fires.missions:
        if m.faction not in fires.sorties or m.mission not in MISSIONS or m.until < state.turn:
            yield f"{m.faction} flies '{m.mission}' until turn {m.until}"
    for place, hits in fires.site_hits.items():
        if place not in theatre.sites or hits < 0:
            yield f"'{place}' has {hits} hits on its site"
    if [t.report for t in fires.truths] != [x.id for x in fires.reports]:
        yield "reports and truths of strikes do not go together"
    for i, report in enumerate(fires.reports):
        if report.id != i or report.faction not in theatre.factions or report.aim not in AIMS:
            yield f"report {i} of a strike is none"


def _means(state: State) -> Iterator[str]:
    """Magazines and sorties."""
    fires, theatre = state.fires, state.theatre
    specs = {a.id: (f, a) for f, spec in theatre.factions.items() for a in spec.assets}
    if fires.magazines.keys() - specs.keys():
        yield "magazines are kept of other assets than there are"
        return
    for key, magazine in fires.magazines.items():
        faction, asset = specs[key]
        platform = theatre.ruleset.platforms[asset.platform]
        if magazine.faction != faction or not 0 < magazine.left <= platform.magazine:
            yield f"the magazine of '{key}' ({magazine.faction}) holds {magazine.left}"
        if not 0 <= magazine.salvo < len(platform.salvos):
            yield f"'{key}' is at salvo {magazine.salvo}"
    for faction, count in fires.sorties.items():
        if faction not in theatre.factions or count < 0:
            yield f"'{faction}' has {count} sorties left"
