"""Between war and peace: tension and what it costs, deconfliction lines, places handed over.

Tension is followed between the pairs that a scenario names, and counts as long as these two are rivals or
neutral. All of it is public; whose unit stands where is not, so a check asks only what its situation knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import numpy as np

from game.core.orders import Handover, Refusal, refuse
from game.core.situation import Situation
from game.core.theatre import Theatre
from game.core.view import View
from game.rules.crossings import passable

MOST_TENSION = 100


def pair(theatre: Theatre, a: str, b: str) -> str:
    """The key of two factions in `Diplomacy.tension`: both ids in order of play."""
    return f"{a} {b}" if theatre.index[a] < theatre.index[b] else f"{b} {a}"


def at_peace(s: Situation, a: str, b: str) -> bool:
    """Whether two factions are neither at war nor on one side."""
    return a != b and s.stances[a, b] in ("rival", "neutral")


def tension(s: Situation, a: str, b: str) -> int | None:
    """Tension between two factions, 0-100; None if it is not followed or does not matter now."""
    return s.diplomacy.tension.get(pair(s.theatre, a, b)) if at_peace(s, a, b) else None


def followed(s: Situation, faction: str) -> tuple[str, ...]:
    """The factions with which a faction has a tension that matters now, in order of play."""
    return tuple(f for f in s.theatre.faction_ids if f != faction and tension(s, faction, f) is not None)


def calmed(s: Situation, a: str, b: str) -> int:
    """Points of the tension between two factions that pass in a turn by themselves."""
    share = s.theatre.ruleset.diplomacy.decay
    now = tension(s, a, b) or 0
    return min(now, max(1, -(-now * round(share * 1000) // 1000))) if share else 0


def sorties_withheld(s: Situation, faction: str) -> int:
    """Sorties fewer that a faction has a turn, because it must watch its rivals: once, however many."""
    rules = s.theatre.ruleset.diplomacy
    strained = any((tension(s, faction, f) or 0) >= rules.strained_at for f in followed(s, faction))
    return rules.strained_sorties if strained else 0


def check_restraint(s: Situation, faction: str, h: int) -> Refusal | None:
    """Why a faction may not fire at a hex: a rival's known units are near, and tension is critical."""
    rules, board = s.theatre.ruleset.diplomacy, s.theatre.board
    tense = [f for f in followed(s, faction) if (tension(s, faction, f) or 0) >= rules.critical_at]
    reach = round(rules.critical_km * 1000)
    for u in s.units.values():
        if u.faction in tense and board.distance_m(u.hex, h) <= reach:
            name = s.theatre.factions[u.faction].name
            return refuse(
                "handover.tension",
                h,
                where=board.spot(h),
                critical_km=rules.critical_km,
                name=name,
                critical_at=rules.critical_at,
            )
    return None


# Deconfliction lines


@lru_cache(maxsize=64)
def beyond(theatre: Theatre, number: int, faction: str) -> frozenset[int]:
    """Hexes that a line keeps a faction out of: the other's side, where it is not its own as well.
    `number` is that of the line in `Theatre.lines`.
    """
    line = theatre.lines[number]
    a, b = line.between
    other = b if faction == a else a
    return theatre.ground(line.sides.get(other, ())) - theatre.ground(line.sides.get(faction, ()))


def trespasses(s: Situation, faction: str, path: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
    """(faction whose side it is, hex) for each time that a path comes over a line in force."""
    if not s.diplomacy.lines:
        return ()
    return tuple(_crossed(s, faction, path))


def _crossed(s: Situation, faction: str, path: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(s.theatre.lines):
        if faction not in line.between:
            continue
        other = next(f for f in line.between if f != faction)
        if at_peace(s, faction, other):
            barred = beyond(s.theatre, number, faction)
            yield from ((other, b) for a, b in pairwise(path) if b in barred and a not in barred)


# Handovers


def check_handover(view: View, order: Handover) -> Refusal | None:
    """A place of one's own, held and empty, may go to a rival or neutral who is there to take it."""
    theatre, place = view.theatre, view.theatre.board.places.get(order.place)
    if place is None:
        return refuse("handover.no_place", place=order.place)
    if view.owners[place.id] != view.faction:
        return refuse("handover.not_yours", place.hex, place=place.name)
    if order.to not in theatre.factions or not at_peace(view, view.faction, order.to):
        return refuse("handover.no_taker", place.hex, place=place.name)
    name = theatre.factions[order.to].name
    if view.control[place.hex] != theatre.index[view.faction]:
        return refuse("handover.not_held", place.hex, place=place.name)
    if view.stacks.get(place.hex):
        return refuse("handover.garrison", place.hex, place=place.name, name=name)
    if not takes_over(view, place.hex, order.to):
        return refuse("handover.nobody_near", place.hex, name=name, place=place.name)
    return None


def takes_over(s: Situation, h: int, faction: str) -> bool:
    """Whether a faction has units or ground beside a hex, so that it can be handed over to it."""
    number = s.theatre.index[faction]
    return any(
        int(s.control[n]) == number or any(u.faction == faction for u in s.stacks.get(n, ()))
        for _, n in s.theatre.board.adjacent[h]
    )


# Standing close


def pressed(s: Situation, faction: str, other: str) -> int:
    """Points by which tension rises each turn because units of a faction stand beside or close to the
    other's.
    """
    rules = s.theatre.ruleset.diplomacy
    beside = units_beside(s, faction, other)
    close = max(0, units_close(s, faction, other) - beside) if rules.close else 0
    return rules.beside * beside + round(rules.close * 1000) * close // 1000


def units_close(s: Situation, faction: str, other: str) -> int:
    """Units of a faction within `close_km` of one of the other's, on whichever bank."""
    reach = round(s.theatre.ruleset.diplomacy.close_km * 1000)
    theirs = sorted({u.hex for u in s.units.values() if u.faction == other})
    own = [u.hex for u in s.units.values() if u.faction == faction]
    if not theirs or not own:
        return 0
    nearest = np.min([s.theatre.board.distances(h) for h in theirs], axis=0)
    return int((nearest[own] <= reach).sum())


def units_beside(s: Situation, faction: str, other: str) -> int:
    """Units of a faction that stand beside one of the other's; not across a closed river."""
    beside = s.theatre.board.adjacent
    return sum(
        any(
            u.faction == other and passable(s, unit.hex, n)
            for _, n in beside[unit.hex]
            for u in s.stacks.get(n, ())
        )
        for unit in s.units.values()
        if unit.faction == faction
    )
