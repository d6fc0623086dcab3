"""Raids, cells, night boats and mines as they turn out, and what a turn's start brings of them."""

from __future__ import annotations

from dataclasses import replace

from game.core import events as e
from game.core.irregular import Cell
from game.core.irregular import Raid as RaidOn
from game.core.orders import Disperse, Raid, Trickle
from game.core.situation import hostile
from game.core.state import State
from game.core.units import Unit
from game.rules.irregular import abilities, guards, receiver, reform_hex, trickle_forecast
from game.rules.truth.arrivals import take_ground
from game.rules.truth.mines import leave_mines
from game.rules.truth.resolution import Resolution


def resolve_raid(r: Resolution, order: Raid) -> None:
    """Send raiders out. Guards of whom nobody knew drive them off at once (`settle_raids`)."""
    unit = r.state.units[order.unit]
    last = r.state.turn + r.state.theatre.ruleset.irregular.raid_turns - 1
    r.emit(e.Raided(RaidOn(unit.faction, unit.id, order.target, last)))


def settle_raids(r: Resolution) -> None:
    """After an order: raiders whose hex an enemy entered or guards are driven off at a loss; those of a
    unit that is no more scatter.
    """
    for raid in r.state.irregular.raids:
        unit = r.state.units.get(raid.unit)
        if unit is None:
            r.emit(e.RaidEnded(raid.unit, raid.faction, raid.hex))
        elif _opposed(r.state, raid):
            r.emit(e.RaidEnded(raid.unit, raid.faction, raid.hex))
            r.emit(e.StepsLost(unit.id, unit.faction, r.state.theatre.ruleset.irregular.raid_loss, "raid"))
            if r.state.units[unit.id].steps <= 0:
                r.emit(e.Removed(unit.id, unit.faction, unit.hex, "destroyed"))


def _opposed(state: State, raid: RaidOn) -> bool:
    entered = any(hostile(state, raid.faction, u.faction) for u in state.stacks.get(raid.hex, ()))
    return entered or bool(
        guards(state, raid.faction, raid.hex, state.theatre.ruleset.irregular.raid_guard_km)
    )


def resolve_disperse(r: Resolution, order: Disperse) -> None:
    """Go into hiding, with mines behind."""
    unit = r.state.units[order.unit]
    r.emit(e.Dispersed(Cell(unit, r.state.turn)))
    leave_mines(r, unit)


def resolve_trickle(r: Resolution, order: Trickle) -> None:
    """Cross by night, unless the boats are noticed: then all of them turn back."""
    state, unit = r.state, r.state.units[order.unit]
    taker = receiver(state, order)
    assert taker is not None, "legality saw to it, and one's own units are no secret"
    stopped = trickle_forecast(state, order).stopped
    back = bool(stopped) and r.dice.stream("boats").random() < stopped
    steps = 0 if back else state.theatre.ruleset.irregular.boat_steps
    r.emit(e.Trickled(unit.id, taker.id, unit.faction, steps))


def begin_irregular(r: Resolution, faction: str) -> None:
    """A faction's turn start: raiders come back, a shock attack more, cells reform."""
    for raid in r.state.irregular.raids:
        if raid.faction == faction and raid.until < r.state.turn:
            r.emit(e.RaidEnded(raid.unit, faction, raid.hex))
    _gather(r, faction)
    for key in sorted(r.state.irregular.cells):
        cell = r.state.irregular.cells[key]
        if cell.faction == faction:
            _reform(r, cell)
    settle_raids(r)


def _gather(r: Resolution, faction: str) -> None:
    """One shock attack more every few turns, for those who began with some."""
    state = r.state
    every = state.theatre.ruleset.irregular.shock_every
    if abilities(state, faction).shock and state.turn > 1 and (state.turn - 1) % every == 0:
        r.emit(e.ShockChanged(faction, state.irregular.shock.get(faction, 0) + 1))


def _reform(r: Resolution, cell: Cell) -> None:
    """A cell that has hidden long enough is a unit again, if there is a hex for it."""
    rules = r.state.theatre.ruleset.irregular
    if r.state.turn - cell.since < rules.cell_turns:
        return
    steps = min(cell.unit.full, max(cell.unit.steps, rules.cell_steps))
    grown: Unit = replace(cell.unit, steps=steps)
    h = reform_hex(r.state, grown)
    if h is not None:
        r.emit(e.Reformed(grown.id, grown.faction, h, steps))
        take_ground(r, grown.faction, h)
