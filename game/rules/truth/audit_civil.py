"""What is wrong with civil affairs in a position. See `audit`."""

from __future__ import annotations

from collections.abc import Iterator

from game.core.state import State
from game.rules.civilians import MOST_RELIEF
from game.rules.truth.convoys import convoy_specs


def civil_problems(state: State) -> Iterator[str]:
    """People on the board, ledgers of factions that there are, convoys as the scenario has them."""
    civil, theatre = state.civil, state.theatre
    for h, people in civil.people.items():
        if not 0 <= h < theatre.board.size or people < 0:
            yield f"{people} civilians live on hex {h}"
    for what in ("harmed", "breaches"):
        for faction, count in getattr(civil, what).items():
            if faction not in theatre.factions or count < 0:
                yield f"'{faction}' has {count} in the ledger of {what}"
    for place, relief in civil.relief.items():
        if place not in theatre.board.places or not 0 <= relief <= MOST_RELIEF:
            yield f"relief of '{place}' is {relief}"
    if civil.aid_left < 0:
        yield f"{civil.aid_left} deliveries of aid are left"
    for sighting in civil.sightings:
        if not 0 <= sighting.hex < theatre.board.size or not 1 <= sighting.turn <= state.turn:
            yield f"{sighting.observer} saw something on hex {sighting.hex} in turn {sighting.turn}"
    yield from _convoy_problems(state)


def _convoy_problems(state: State) -> Iterator[str]:
    specs, civil = convoy_specs(state.scenario), state.civil
    if civil.convoys.keys() != specs.keys() or civil.aboard.keys() != specs.keys():
        yield "convoys are kept of other units than the scenario has"
        return
    for key, convoy in civil.convoys.items():
        if convoy.unit != key or not 0 <= convoy.leg < max(1, len(specs[key].route)):
            yield f"convoy '{key}' is on leg {convoy.leg} of its route"
        if min(convoy.stranded, convoy.leaked, convoy.brought) < 0:
            yield f"convoy '{key}' counts below zero"
        if convoy.arrived and key in state.units:
            yield f"convoy '{key}' has arrived and is still on its way"
        least, most = civil.aboard[key]
        if not 0 <= least <= most:
            yield f"{least} to {most} civilians are aboard '{key}'"
