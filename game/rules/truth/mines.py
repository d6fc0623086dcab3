"""Mines: left behind in positions that were dug in, sprung by whoever enters first.

They cost each unit that enters a share of its allowance (`rules.ground`) and perhaps a step; then the hex
is clear. Engineers clear them without loss. Nobody notices mines but from the next hex.
"""

from __future__ import annotations

from collections.abc import Iterable

from game.core.events import Mined, MinesCleared, Removed, StepsLost
from game.core.situation import friendly
from game.core.units import Unit
from game.rules.crossings import ENGINEERS
from game.rules.truth.resolution import Resolution


def leave_mines(r: Resolution, unit: Unit) -> None:
    """What a unit leaves behind in the hex from which it has just gone (`unit` is as it was before), if its
    side lays mines, it had dug in, and no friends remain there.
    """
    state, h = r.state, unit.hex
    if not state.theatre.factions[unit.faction].abilities.mines or not unit.entrenchment:
        return
    if h not in state.irregular.mines and not state.stacks.get(h):
        r.emit(Mined(unit.faction, h))


def enter_mines(r: Resolution, unit_id: str, hexes: Iterable[int]) -> None:
    """A unit has entered these hexes, in this order."""
    for h in hexes:
        unit, layer = r.state.units.get(unit_id), r.state.irregular.mines.get(h)
        if unit is None or layer is None or friendly(r.state, unit.faction, layer):
            continue
        theatre = r.state.theatre
        safe = ENGINEERS in theatre.unit_type(unit).traits
        hurt = not safe and r.dice.stream("mines").random() < theatre.ruleset.irregular.mine_loss
        r.emit(MinesCleared(h))
        if hurt:
            r.emit(StepsLost(unit.id, unit.faction, 1, "mines"))
            if unit.steps <= 1:
                r.emit(Removed(unit.id, unit.faction, unit.hex, "destroyed"))


def settle_mines(r: Resolution) -> None:
    """After an order: whoever came to stand among mines without a step over the ground springs them."""
    for h in sorted(r.state.irregular.mines):
        for unit in r.state.stacks.get(h, ()):
            enter_mines(r, unit.id, (h,))
