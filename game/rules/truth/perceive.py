"""Perception: who sees what in truth, and the events by which a faction learns it.

Allies share their sight. A unit with the trait `hidden` is seen only from its own or the next hex.
What `reduce` does with the three events: `Spotted` ends a contact, `Revealed` shows control as it is and
ends contacts that are not there, `LostSight` makes a contact of the last picture. A contact may lie in a
hex in plain sight (the unit went off from there): it fades when its faction ends its turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from game.core.events import (
    Arrived,
    Dispersed,
    Event,
    Ferried,
    LostSight,
    MissionFlown,
    MissionsEnded,
    Moved,
    Reformed,
    Removed,
    Retreated,
    Revealed,
    Spotted,
    StanceChanged,
)
from game.core.situation import friendly, keeps, kept
from game.rules.sight import hidden_types, is_hidden

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.core.state import State
    from game.core.units import Contact, Unit
    from game.rules.truth.resolution import Resolution

_SHIFTING = (
    Moved, Retreated, Ferried, Removed, Arrived, Dispersed, Reformed, StanceChanged, MissionFlown,
    MissionsEnded,
)  # fmt: skip
"""Only these change what anybody sees."""
SIGHT = ("knowledge", "stances")
SEEN = (*SIGHT, "units", "civil")
"""Fields of the state that what is seen depends on."""


def team(state: State, faction: str) -> tuple[str, ...]:
    """The factions that share their sight with this one, itself among them."""
    return tuple(f for f in state.theatre.faction_ids if friendly(state, faction, f))


@keeps(*SIGHT)
def visible(state: State, faction: str) -> NDArray[np.bool_]:
    """[n] hexes in sight of a faction and its allies (kept, read-only): the same array as long as nobody
    watches from elsewhere, whatever else is newly known.
    """
    watches = [state.knowledge[f].watch for f in team(state, faction)]
    shelf = kept(state, "stances")
    was: list[NDArray[np.uint8]]
    found: NDArray[np.bool_] | None
    was, found = shelf.get(("watched", faction), ([], None))
    if found is None or any(a is not b for a, b in zip(was, watches, strict=True)):
        found = np.any([watch > 0 for watch in watches], axis=0)
        found.setflags(write=False)
        shelf["watched", faction] = watches, found
    return found


def closely(state: State, faction: str, h: int) -> bool:
    """Whether a faction or an ally stands on a hex or beside it: near enough to see who hides."""
    stacks = state.stacks
    near = (h, *(n for _, n in state.theatre.board.adjacent[h]))
    return any(friendly(state, faction, u.faction) for n in near for u in stacks.get(n, ()))


@keeps(*SEEN)
def seen(state: State, faction: str) -> Mapping[str, Unit]:
    """Units of other factions that a faction sees (kept, not to be written to)."""
    in_sight, convoys = visible(state, faction).tobytes(), state.civil.convoys
    hiding = hidden_types(state.theatre)
    return {
        u.id: as_seen(state, u) if u.id in convoys else u
        for u in state.units.values()
        if u.faction != faction
        and in_sight[u.hex]
        and (u.type not in hiding or closely(state, faction, u.hex))
    }


def as_seen(state: State, unit: Unit) -> Unit:
    """A unit as others see it. Of a convoy only that it is one: how many are left of it, nobody can tell."""
    if unit.id not in state.civil.convoys:
        return unit
    return replace(
        unit, steps=unit.full, cohesion=100, entrenchment=0, still=0, supply="supplied", supply_km=0,
        cut_off=0, posture="hold",
    )  # fmt: skip


def _spots(state: State, faction: str, unit: Unit) -> bool:
    """Whether a faction that has the hex in sight sees the unit there."""
    return not is_hidden(state.theatre, unit) or closely(state, faction, unit.hex)


def refuted(state: State, faction: str, contact: Contact) -> bool:
    """Whether a faction that has the hex in sight would see the unit, if it were still there."""
    return _spots(state, faction, contact.unit)


def perceive(r: Resolution) -> None:
    """Tell every faction what came into sight or went out of it since it was last told."""
    events, r.told = r.events[r.told :], len(r.events)
    before, after = r.perceived, r.state
    if any(isinstance(event, _SHIFTING) for event in events):
        for faction in after.theatre.faction_ids:
            for event in _news(before, after, faction, events):
                r.emit(event)
        r.told = len(r.events)
        # What was emitted changes neither units nor watches: whoever looks next need not again.
        r.state.shelves.update({names: after.shelves[names] for names in (SIGHT, SEEN)})
    r.perceived = r.state


def _news(before: State, after: State, faction: str, events: list[Event]) -> list[Event]:
    """The events of one faction: the newly seen, what the new ground shows, the lost."""
    was, now = seen(before, faction), seen(after, faction)
    contacts = after.knowledge[faction].contacts
    spotted = [
        Spotted(faction, now[key])
        for key in sorted(now.keys() - was.keys())
        if key in contacts or not friendly(after, faction, now[key].faction)
    ]
    return [*spotted, *_revealed(before, after, faction), *_lost(before, after, faction, events)]


def _revealed(before: State, after: State, faction: str) -> list[Revealed]:
    then, now = visible(before, faction), visible(after, faction)
    if then is now:
        return []
    ground = np.flatnonzero(now & ~then)
    return [Revealed(faction, tuple(ground.tolist()))] if ground.size else []


def _lost(before: State, after: State, faction: str, events: list[Event]) -> list[LostSight]:
    """Units that went out of sight, or came through it, each where it was last to be seen."""
    was, now = seen(before, faction), seen(after, faction)
    in_sight = visible(before, faction) | visible(after, faction)
    last = {key: unit.hex for key, unit in was.items()}
    for event in events:
        for key, path in track(event):
            unit = before.units.get(key)
            if unit is None or unit.faction == faction or is_hidden(before.theatre, unit):
                continue
            shown = [h for h in path if in_sight[h]]
            if shown:
                last[key] = shown[-1]
    return [
        LostSight(faction, replace(as_seen(before, before.units[key]), hex=last[key]))
        for key in sorted(last.keys() - now.keys())
        if key in after.units and not friendly(after, faction, after.units[key].faction)
    ]


def track(event: Event) -> list[tuple[str, tuple[int, ...]]]:
    """(unit, hexes) of an event in which a unit goes somewhere."""
    if isinstance(event, Moved | Retreated):
        return [(event.unit, event.path)]
    if isinstance(event, Ferried):
        return [(event.unit, (event.origin, event.to))]
    return []
