"""The facts that a turn's plan depends on, as a key: everything in it changes slowly.

Every decision of a turn derives the same brief from its view and so finds the same plan in the cache;
what the turn itself changes (paths walked, enemies pushed back) is the business of `tactics`. Each part is
kept as long as the fields of the view that it depends on stay the same.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.ai.aims import Aim, Character, character, static_aims
from game.ai.doctrine import uses
from game.ai.lines import CUT, cut_aims
from game.ai.picture import Picture, around, bystanders, enemies_of, outside, worthless
from game.ai.retakes import with_retakes
from game.ai.tolls import Tolls, tolls
from game.ai.watch import needed
from game.ai.weights import STANDARD as W
from game.core.board import Edge
from game.core.record import record
from game.core.scenario import Means
from game.core.situation import keeps, kept
from game.core.theatre import Theatre
from game.core.units import SupplyState
from game.core.view import View
from game.rules.effort import depots_of
from game.rules.paths import FAR, SUPPLY, open_edges, way

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Member(NamedTuple):
    """A unit as the plan sees it: as it stood at turn start. A tuple, for every decision makes and hashes
    one of every unit.
    """

    id: str
    hex: int
    type: str
    fit: bool
    """At least half of its steps."""
    guards: bool
    """Guards where it stands, and is needed there."""
    supply: SupplyState


@record
class Brief:
    """Everything a plan depends on."""

    theatre: Theatre
    faction: str
    who: Character
    turn: int
    roster: tuple[Member, ...]
    aims: tuple[Aim, ...]
    attack: tuple[int, ...]
    """Enemy attack strength (tenths) near each aim, in coarse classes."""
    defence: tuple[int, ...]
    shares: tuple[int, ...]
    """Own tenths of each aim's ground; 0 or 10 for a place."""
    opens: tuple[int, ...]
    """Tenths of it that are neither one's own nor of a side whose ground one may not enter."""
    intruders: tuple[int, ...]
    """Enemy hexes on the own lines of supply."""
    severed: tuple[int, ...]
    """Hexes of these lines that the enemy holds without a unit there: to drive along them mends them."""
    prey: tuple[int, ...]
    """Hexes of enemies too weak to fight for themselves."""
    raids: tuple[int, ...]
    """Hexes where enemy raiders are known to sit."""
    strongholds: frozenset[int]
    """Places that the enemy holds in strength: on the way to elsewhere they bar it."""
    opened: frozenset[Edge]
    shore: frozenset[int]
    """Ground by a river that is nobody else's: where one can build."""
    landing: frozenset[int]
    """Ground by a river that is not a rival's: what a crossing may lead to."""
    rivals: tuple[int, ...]
    """Hexes of those with whom one races, as far as known."""
    passages: frozenset[Edge]
    """River hexsides with an intact crossing, whoever's: what is open to these."""
    sources: tuple[int, ...]
    depots: tuple[int, ...]
    """Hexes of own depots that are open."""
    tolls: Tolls
    """What it costs to come over deconfliction lines."""
    builds: tuple[str, ...]
    """Of `pontoons` and `repairs` those that it makes use of."""


@lru_cache(maxsize=256)
def allowance_of(theatre: Theatre, unit_type: str) -> int:
    """Metre-equivalents a turn of a unit type in full supply."""
    rules = theatre.ruleset
    return round(rules.mobility[rules.unit_types[unit_type].mobility].budget_km * 1000)


_NO_FACTS = ("activity", "orders", "ferried", "fires", "civil", "score", "memo", "shelves")
FACTS = tuple(f.name for f in fields(View) if f.name not in _NO_FACTS)
"""Fields that a brief may depend on, besides where units began the turn (`origins`)."""


def origins(view: View) -> tuple[str | int, ...]:
    """Units whose turn it is, and where each began it."""
    return (*view.activity, *[act.origin for act in view.activity.values()])


def brief(view: View, picture: Picture) -> Brief:
    """The brief of a view (kept)."""
    shelf, key = kept(view, *FACTS), ("brief", origins(view))
    found: Brief | None = shelf.get(key)
    if found is None:
        found = shelf[key] = _brief(view, picture)
    return found


def _brief(view: View, picture: Picture) -> Brief:
    theatre, me = view.theatre, view.faction
    ids = _place_ids(theatre)
    owners = tuple([view.owners.get(p, "") for p in ids])
    firsts = tuple([view.firsts.get(p, "") for p in ids])
    who = character(view.doctrine)
    aims = static_aims(theatre, me, who, view.turn, owners, firsts, _foes(view), enemies_of(view))
    aims = (*with_retakes(view, picture, aims), *cut_aims(view, picture, who))
    beyond = outside(theatre, view.doctrine.area)
    aims = tuple(a for a in aims if not beyond.issuperset(a.hexes)) if beyond else aims
    attack, defence = _levels(theatre, aims, picture)
    shares, opens = _shares(view, aims)
    roster = _roster(view, picture)
    sources = tuple(sorted(view.sources))
    line = supply_line(theatre, sources, tuple(sorted({m.hex for m in roster})), picture.opened)
    return Brief(
        theatre=theatre,
        faction=me,
        who=who,
        turn=view.turn,
        roster=roster,
        aims=aims,
        attack=attack,
        defence=defence,
        shares=shares,
        opens=opens,
        intruders=tuple(sorted(h for h, d in picture.defence.items() if d <= W.line_strength and h in line)),
        severed=_severed(view, picture, line),
        prey=_prey(view, picture, line),
        raids=tuple(sorted({r.hex for r in view.irregular.raids if r.faction in enemies_of(view)})),
        strongholds=frozenset(
            h for h, d in picture.defence.items() if d >= W.stronghold and h in theatre.board.place_at
        ),
        opened=picture.opened,
        shore=_shore(view, foreign=True) | {m.hex for m in roster},
        landing=_shore(view, foreign=False),
        rivals=_rivals(view),
        passages=open_edges(view.crossings),
        sources=sources,
        depots=depots_of(view, me),
        tolls=tolls(view),
        builds=tuple(what for what in _WORKS if uses(view, what)),
    )


_WORKS: tuple[Means, ...] = ("pontoons", "repairs")


def _severed(view: View, picture: Picture, line: frozenset[int]) -> tuple[int, ...]:
    theirs = {view.theatre.index[f] for f in enemies_of(view)}
    lost = (h for h in line if int(view.control[h]) in theirs and h not in picture.defence)
    return tuple(sorted(h for h in lost if h not in view.stacks))


@keeps("control", "stances")
def _shore(view: View, *, foreign: bool) -> frozenset[int]:
    """Hexes by a river that no bystander holds and, with `foreign`, no enemy either (kept)."""
    wet = _wet(view.theatre)
    free = np.ones(len(view.theatre.factions) + 1, dtype=np.bool_)  # the last is NOBODY, -1
    free[[*bystanders(view), *(view.theatre.index[f] for f in enemies_of(view) if foreign)]] = False
    return frozenset(wet[free[view.control[wet]]].tolist())


def _rivals(view: View) -> tuple[int, ...]:
    """Where fighters of rivals were when the own turn began or came into sight since."""
    racing = [f for f in view.theatre.factions if view.stances.get((view.faction, f)) == "rival"]
    return tuple(sorted({u.hex for u in view.units.values() if u.faction in racing})) if racing else ()


@lru_cache(maxsize=16)
def _wet(theatre: Theatre) -> NDArray[np.int64]:
    """Hexes by a river."""
    return np.array(sorted({h for pair in theatre.board.river_edges for h in pair}), dtype=np.int64)


def _prey(view: View, picture: Picture, line: frozenset[int]) -> tuple[int, ...]:
    """Hexes of enemies too weak to fight, neither on the own lines nor where one has no business."""
    board = view.theatre.board
    away = outside(view.theatre, view.doctrine.area).union(
        n for h in worthless(view) for n in around(board, h, 0)
    )
    weak = (h for h in picture.seen if picture.defence[h] <= W.prey_strength)
    return tuple(sorted(h for h in weak if h not in line and h not in away))


def _roster(view: View, picture: Picture) -> tuple[Member, ...]:
    activity, watching = view.activity, needed(view, picture)
    out = []
    for u in view.own:
        act = activity.get(u.id)
        out.append(
            Member(
                u.id,
                act.origin if act else u.hex,
                u.type,
                u.steps * 2 >= u.full,
                u.id in watching,
                u.supply,
            )
        )
    return tuple(out)


@lru_cache(maxsize=32)
def _place_ids(theatre: Theatre) -> tuple[str, ...]:
    return tuple(sorted(theatre.board.places))


def _foes(view: View) -> tuple[tuple[str, float], ...]:
    """Factions whose points are worth denying, with the share that counts."""
    me, war = view.faction, enemies_of(view)
    out = []
    for f in view.theatre.factions:
        if f in war:
            out.append((f, W.deny_enemy))
        elif f != me and view.stances[me, f] == "rival":
            out.append((f, W.deny_rival))
    return tuple(out)


_CLASSES = (0, 60, 120, 200, 300, 420, 600, 850, 1200)
_BOUNDS = (*_CLASSES, 1600)


def _coarse(power: int) -> int:
    """The upper bound of a strength's class, so that a lost step seldom changes the plan."""
    return _BOUNDS[bisect_left(_CLASSES, power)]


def _levels(
    theatre: Theatre, aims: tuple[Aim, ...], picture: Picture
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    near = _near_table(theatre, tuple([a.hexes for a in aims]), picture.opened)
    attack, defence = [0] * len(aims), [0] * len(aims)
    for h, power in picture.defence.items():
        strength = picture.attack[h]
        for i in near.get(h, ()):
            attack[i] += strength
            defence[i] += power
    return tuple([a and _coarse(a) for a in attack]), tuple([d and _coarse(d) for d in defence])


@lru_cache(maxsize=64)
def _near_table(
    theatre: Theatre, hexes: tuple[tuple[int, ...], ...], opened: frozenset[Edge]
) -> dict[int, tuple[int, ...]]:
    """Hex -> indices of the aims that an enemy there defends or threatens: not over a closed river."""
    out: dict[int, list[int]] = {}
    bank = theatre.board.bank.tolist()
    for i, group in enumerate(hexes):
        near = group
        if len(group) == 1:
            wide = around(theatre.board, group[0], W.near_m)
            banks = _joined(bank, bank[group[0]], frozenset(wide), opened)
            near = tuple(h for h in wide if bank[h] in banks)
        for h in near:
            out.setdefault(h, []).append(i)
    return {h: tuple(v) for h, v in out.items()}


def _joined(bank: list[int], own: int, near: frozenset[int], opened: frozenset[Edge]) -> set[int]:
    """The own bank and those to which a crossing leads near by."""
    pairs = [{bank[a], bank[b]} for a, b in opened if a in near and b in near]
    return {own}.union(*(pair for pair in pairs if own in pair))


@keeps("control", "stances")
def _shares(view: View, aims: tuple[Aim, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(own tenths, tenths that can be taken) of each aim's ground (kept)."""
    theatre, control = view.theatre, view.control
    index = theatre.index[view.faction]
    factions, foes = len(theatre.factions) + 1, enemies_of(view)
    barred = [theatre.index[f] for f in theatre.factions if f != view.faction and f not in foes]
    shares, opens = [], []
    for a in aims:
        if not a.area:
            shares.append(10 if a.keep > 0 else 0)
            opens.append(0 if a.keep > 0 or int(control[a.hexes[0]]) in barred else 10)
            continue
        hexes, area, total = _ground(theatre, a.hexes)
        by_holder = np.bincount(control[hexes] + 1, area, factions)  # the first is NOBODY, -1
        held = int(by_holder[index + 1])
        shut = sum(int(by_holder[f + 1]) for f in barred)
        whole = a.id.startswith(CUT) and held > 0  # one hex cuts a line
        shares.append(10 if whole else 10 * held // total)
        opens.append(0 if whole else -(-10 * (total - held - shut) // total))
    return tuple(shares), tuple(opens)


@lru_cache(maxsize=64)
def _ground(theatre: Theatre, hexes: tuple[int, ...]) -> tuple[NDArray[np.int64], NDArray[np.int32], int]:
    """Hexes as an array, their true areas, and the sum of these."""
    where = np.array(hexes, dtype=np.int64)
    area = theatre.board.area[where]
    return where, area, max(1, int(area.sum()))


@lru_cache(maxsize=1024)
def supply_line(
    theatre: Theatre, sources: tuple[int, ...], units: tuple[int, ...], opened: frozenset[Edge]
) -> frozenset[int]:
    """Hexes on the shortest lines of supply from the units to the sources, over open ground."""
    out: set[int] = set()
    if not sources:
        return frozenset()
    for h in units:
        net = way(theatre, SUPPLY, sources, opened, h)
        at = h
        while at >= 0 and at not in out and net.best[at] < FAR:
            out.add(at)
            at = net.toward[at]
    return frozenset(out)
