"""Which unit goes for which aim: the best pair of unit and aim first, until all have something to do."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from game.ai.aims import LINE, Aim
from game.ai.brief import Brief, Member, allowance_of
from game.ai.weights import STANDARD as W
from game.core.theatre import Theatre
from game.rules.paths import FAR, SUPPLY, cost_table, costs_near, field

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEVER = 1e-6
"""Utility below which a unit stays in reserve."""


def match(
    b: Brief, members: tuple[Member, ...], aims: tuple[Aim, ...], manned: tuple[int, ...] = ()
) -> dict[str, int]:
    """Unit -> index of its aim among `aims` (the brief's, then the intruders'), -1 for the reserve. At the
    hexes that are `manned` a unit stands already that is not among these.
    """
    if not members or not aims:
        return {m.id: -1 for m in members}
    attack, defence = average_strength(b, members)
    needs = [need(b, i, a, attack, defence) for i, a in enumerate(aims)]
    slots = [_slots(a, n) for a, n in zip(aims, needs, strict=True)]
    utility = _utility(b, members, aims, needs)
    for i, aim in enumerate(aims):
        if aim.keep > 0 and not aim.area:
            slots[i] -= manned.count(aim.hexes[0])
            utility[:, i] *= slots[i] > 0
    beyond = [_surplus(b, a) for a in aims]
    return _greedy(members, utility, slots, beyond)


def average_strength(b: Brief, members: tuple[Member, ...]) -> tuple[float, float]:
    """Attack and defence of an average unit at full strength, in tenths."""
    types = [b.theatre.ruleset.unit_types[m.type] for m in members]
    attack = sum(t.attack * t.steps for t in types) * 10 / max(1, len(types))
    defence = sum(t.defence * t.steps for t in types) * 10 / max(1, len(types))
    return attack, defence


def _greedy(
    members: tuple[Member, ...], utility: NDArray[np.float64], slots: list[int], beyond: list[float]
) -> dict[str, int]:
    """The best pair first; `beyond` is what a unit above its aim's slots is still worth there."""
    out = {m.id: -1 for m in members}
    taken = [0] * len(slots)
    for _ in members:
        u, a = divmod(int(utility.argmax()), len(slots))
        if utility[u, a] <= _NEVER:
            break
        out[members[u].id] = a
        utility[u, :] = 0.0
        taken[a] += 1
        if taken[a] == slots[a]:
            utility[:, a] *= beyond[a]
        elif taken[a] >= 2 * slots[a] + 1:
            utility[:, a] = 0.0
    return out


def _surplus(b: Brief, aim: Aim) -> float:
    """Value of a unit beyond what an aim needs, as a share; none where each more is an incident."""
    if aim.keep > 0 and not aim.area:
        return W.surplus_guard
    return 0.0 if b.tolls.beyond.issuperset(aim.hexes) else W.surplus


def need(b: Brief, i: int, aim: Aim, attack: float, defence: float) -> float:
    """Units that the aim needs, however many that are."""
    if i >= len(b.aims):
        return 1.0 if aim.hexes[0] in b.severed else 2.0
    if aim.take > 0 and b.opens[i] > 0:
        wanted = b.defence[i] * W.force_ratio / max(0.1, b.who.aggression) / max(1.0, attack)
        return max(2.0 if aim.area else 1.0, wanted)
    return max(1.0, b.attack[i] * W.guard_ratio * b.who.caution / max(1.0, defence))


def _slots(aim: Aim, wanted: float) -> int:
    """Units that are sent: no more than can be fed into one fight."""
    return min(W.most_units * (2 if aim.area else 1), round(wanted + 0.3))


def _utility(
    b: Brief, members: tuple[Member, ...], aims: tuple[Aim, ...], needs: list[float]
) -> NDArray[np.float64]:
    """[members, aims] what each unit is worth at each aim."""
    theatre, rules = b.theatre, b.theatre.ruleset
    over = np.array([m.hex in b.tolls.beyond for m in members])[:, None]
    free = paid = np.array([_worth(b, i, aim, needs[i], 0.0) for i, aim in enumerate(aims)])
    if b.tolls.beyond:
        prices = [toll(b, aim, wanted) for aim, wanted in zip(aims, needs, strict=True)]
        paid = np.array([_worth(b, i, aim, needs[i], prices[i]) for i, aim in enumerate(aims)])
    take, keep = (np.where(over, free[:, k], paid[:, k]) for k in (0, 1))
    cost = _costs(b, members, aims).astype(np.float64)
    allowance = np.array([allowance_of(theatre, m.type) for m in members], dtype=np.float64)
    turns = cost / allowance[:, None]
    there = cost == 0
    drive = np.array([_drive(b, m) for m in members])[:, None]
    late = np.where(turns > rival_turns(b, aims)[None, :], W.late, 1.0)
    go = take * drive * late / (W.settle_turns + turns)
    guard = np.array([_guard(b, m) for m in members])[:, None]
    area = np.array([a.area for a in aims])[None, :]
    stay = keep * np.where(area, 1.0, guard) / (1.0 + 2.0 * turns)
    out: NDArray[np.float64] = go + stay
    out = np.where(there, out * W.stay, out)
    left = rules.objectives.turn_ends - 1
    out[(cost >= FAR) | ((turns > b.theatre.turns - b.turn - left) & ~there)] = 0.0
    out *= _supply_factor(b, aims)[None, :]
    return out


def rival_turns(b: Brief, aims: tuple[Aim, ...]) -> NDArray[np.float64]:
    """[aims] turns that the nearest rival known is from each place; infinite for areas."""
    out = np.full(len(aims), np.inf)
    if not (b.rivals and b.aims):
        return out
    cls = planning_class(b.theatre)
    table = cost_table(b.theatre, cls, tuple([a.hexes for a in b.aims]), b.passages)
    near = table[:, np.array(b.rivals)].min(axis=1).astype(np.float64)
    for i, aim in enumerate(b.aims):
        if not aim.area and near[i] < FAR:
            out[i] = near[i] / (b.theatre.ruleset.mobility[cls].budget_km * 1000)
    return out


def _drive(b: Brief, m: Member) -> float:
    """How good a unit is at taking things, around 1."""
    kind = b.theatre.ruleset.unit_types[m.type]
    factor = min(1.3, max(0.6, kind.attack / 2))
    if not m.fit:
        factor *= 0.5
    if m.supply in ("unsupplied", "isolated"):
        factor *= 0.5
    return factor


def _guard(b: Brief, m: Member) -> float:
    """How good a unit is at keeping things, around 1."""
    return min(1.3, max(0.5, b.theatre.ruleset.unit_types[m.type].defence / 2))


def toll(b: Brief, aim: Aim, wanted: float) -> float:
    """Points that it costs to send units for an aim over a deconfliction line; 0 on one's own side."""
    if not b.tolls.beyond.issuperset(aim.hexes):
        return 0.0
    return b.tolls.price(b.theatre, max(W.trespass, wanted))


def _worth(b: Brief, i: int, aim: Aim, wanted: float, price: float) -> tuple[float, float]:
    """(worth of taking per unit wanted, worth of keeping per unit wanted), less a price for going there."""
    gain, stake = max(0.0, aim.take - price), max(0.0, aim.keep - price)
    if i >= len(b.aims):
        return gain, 0.0
    take = gain * max(b.opens[i], W.last_block if b.opens[i] else 0) / 10
    keep = stake * b.shares[i] / 10 if aim.area else stake
    threatened = b.attack[i] > 0
    guard = (W.threat_garrison if threatened else W.quiet_garrison) * b.who.caution
    if aim.hold:
        guard = max(guard, W.hold_garrison)
    if aim.area and not threatened:
        guard = 0.0
    return take * 2 / (1 + wanted), keep * guard * 2 / (1 + wanted)


def _supply_factor(b: Brief, aims: tuple[Aim, ...]) -> NDArray[np.float64]:
    """[aims] 1 within reach of the own sources and depots, less beyond."""
    out = np.ones(len(aims))
    if not b.sources:
        return out
    s = b.theatre.ruleset.supply
    length = field(b.theatre, SUPPLY, tuple(sorted({*b.sources, *b.depots})), b.opened).cost
    for i, aim in enumerate(aims):
        km = length[aim.hexes[0]] / 1000
        if km > s.stretched_km + W.overhang_km:
            out[i] = W.over_supply * W.over_supply
        elif km > s.stretched_km:
            out[i] = W.over_supply
    return out


def _costs(b: Brief, members: tuple[Member, ...], aims: tuple[Aim, ...]) -> NDArray[np.int32]:
    """[members, aims] metre-equivalents, for the planning class."""
    where = b.theatre, planning_class(b.theatre)
    hexes = np.array([m.hex for m in members])
    rows = [cost_table(*where, tuple([a.hexes for a in b.aims]), b.opened)[:, hexes]] if b.aims else []
    others = aims[len(b.aims) :]
    lines = tuple([a.hexes for a in others if a.id.startswith(LINE)])
    preys = tuple([a.hexes for a in others if not a.id.startswith(LINE)])
    for groups, most in ((lines, W.line_reach), (preys, W.prey_reach)):
        if groups:
            rows.append(costs_near(*where, groups, b.opened, hexes, most))
    return np.concatenate(rows).T


@lru_cache(maxsize=16)
def planning_class(theatre: Theatre) -> str:
    """The mobility class that plans measure with: what most unit types have.

    One class for everybody means a third of the fields; who is on foot only seems a little slower.
    """
    count: dict[str, int] = {}
    for kind in theatre.ruleset.unit_types.values():
        count[kind.mobility] = count.get(kind.mobility, 0) + 1
    return min(count, key=lambda k: (-count[k], k))
