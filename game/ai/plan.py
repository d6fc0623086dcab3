"""The plan of a turn: what every unit is to do. A pure function of the brief, computed once for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from game.ai.aims import LINE, Aim
from game.ai.assign import average_strength, match, need, planning_class
from game.ai.brief import FACTS, Brief, Member, brief, origins, supply_line
from game.ai.depots import depot_tasks, is_column
from game.ai.engineers import engineer_tasks
from game.ai.lines import CUT
from game.ai.picture import Picture
from game.ai.support import ferry_tasks, gun_task
from game.ai.task import RESERVE, Task
from game.ai.weights import STANDARD as W
from game.core.board import Board
from game.core.situation import kept
from game.core.view import View
from game.rules.crossings import ENGINEERS
from game.rules.paths import way


@dataclass(frozen=True, slots=True)
class Plan:
    """Tasks of all units."""

    tasks: dict[str, Task]
    """In the order in which the units act: nearest to their targets first, batteries last."""
    wanted: frozenset[int]
    """Places that an own task wants to take."""
    pledged: frozenset[int]
    """Places never to be left."""


def plan_for(view: View, picture: Picture) -> Plan:
    """The plan of this turn (kept): from the cache if nothing that matters has changed."""
    shelf, key = kept(view, *FACTS), ("plan", origins(view))
    found: Plan | None = shelf.get(key)
    if found is None:
        found = shelf[key] = plan(brief(view, picture))
    return found


@lru_cache(maxsize=64)
def plan(b: Brief) -> Plan:
    """Who goes where."""
    aims = (*b.aims, *_line_aims(b), *(Aim(f"prey:{h}", (h,), False, W.prey, 0.0) for h in b.prey))
    tasks: dict[str, Task] = {}
    fighters = []
    besieged = _besieged(b)
    for m in b.roster:
        if role(b, m) != "fighter":
            continue
        task = _guard(b, m) or besieged.get(m.hex) or _breakout(b, m)
        if task:
            tasks[m.id] = task
        else:
            fighters.append(m)
    posts = tuple(m.hex for m in b.roster if m.id in tasks and m.guards)
    chosen = match(b, tuple(fighters), aims, posts)
    attack, defence = average_strength(b, tuple(fighters))
    hopeless = frozenset(i for i, a in enumerate(b.aims) if need(b, i, a, attack, defence) > len(b.roster))
    for m in fighters:
        i = chosen[m.id]
        tasks[m.id] = _task(b, aims, i, hopeless) if i >= 0 else RESERVE
    tasks.update(ferry_tasks(b, [m for m in fighters if chosen[m.id] < 0]))
    _support(b, tasks)
    order = sorted(b.roster, key=lambda m: (_RANK[tasks[m.id].kind], _distance(b, m, tasks[m.id]), m.id))
    return Plan(
        {m.id: tasks[m.id] for m in order},
        frozenset(t.targets[0] for t in tasks.values() if t.kind == "take"),
        frozenset(a.hexes[0] for i, a in enumerate(b.aims) if a.hold and a.keep > 0 and not _forlorn(b, i)),
    )


def _guard(b: Brief, m: Member) -> Task | None:
    """A unit that was told to guard stays where it stands, while it is not isolated, or drives raiders off
    near by; from a place to hold it does not go.
    """
    if not m.guards or m.supply == "isolated":
        return None
    if any(a.hold and m.hex in a.hexes for a in b.aims):
        return Task("garrison", None, (m.hex,))
    away = b.theatre.board.distances(m.hex)
    near = min(b.raids, key=lambda h: (int(away[h]), h), default=m.hex)
    return Task("garrison", None, (near if away[near] <= W.guard_reach else m.hex,))


def _besieged(b: Brief) -> dict[int, Task]:
    """Hex -> task of those who hold on to an area that they can never take back: what is dug, is dug."""
    out: dict[int, Task] = {}
    for i, aim in enumerate(b.aims):
        if not aim.area or b.shares[i] == 0 or aim.id.startswith(CUT):
            continue
        inside = [m for m in b.roster if m.hex in aim.hexes and role(b, m) == "fighter"]
        attack, defence = average_strength(b, tuple(inside))
        if inside and need(b, i, aim, attack, defence) > W.besieged * len(inside):
            out.update((m.hex, Task("garrison", aim, aim.hexes)) for m in inside)
    return out


def _forlorn(b: Brief, i: int) -> bool:
    """Whether a place cannot be held, for the cautious: whoever gets out serves better elsewhere."""
    row = b.theatre.board.distances(b.aims[i].hexes[0])
    near = tuple(m for m in b.roster if row[m.hex] <= W.near_m)
    defence = average_strength(b, near)[1] * len(near)
    return b.attack[i] * (b.who.caution - 1) > W.forlorn * max(1.0, defence)


_RANK = {
    "bridge": 0, "ferry": 0, "breakout": 1, "clear": 2, "take": 2, "garrison": 2, "reserve": 3, "depot": 3,
    "guns": 4,
}  # fmt: skip


def role(b: Brief, m: Member) -> str:
    """`fighter`, `guns`, `engineer` or `passenger`."""
    kind = b.theatre.ruleset.unit_types[m.type]
    if kind.range_km > 0:
        return "guns"
    if ENGINEERS in kind.traits:
        return "engineer"
    return "fighter" if kind.attack > 0 else "passenger"


def _support(b: Brief, tasks: dict[str, Task]) -> None:
    """Tasks of those who do not fight themselves, given the fighters'."""
    fighting = dict(tasks)
    tasks.update(
        engineer_tasks(
            b, [m for m in b.roster if role(b, m) == "engineer"], [m for m in b.roster if m.id in fighting]
        )
    )
    for m in b.roster:
        what = role(b, m)
        if what == "guns":
            tasks[m.id] = gun_task(b, m, fighting)
        elif what == "passenger":
            tasks[m.id] = RESERVE
    tasks.update(depot_tasks(b, [m for m in b.roster if is_column(b, m)], fighting))


def _distance(b: Brief, m: Member, task: Task) -> int:
    """Metres from a unit to its nearest target as the crow flies: only for the order of acting."""
    if not task.targets:
        return 0
    row = b.theatre.board.distances(m.hex)
    return min(int(row[t]) for t in task.targets)


def _task(b: Brief, aims: tuple[Aim, ...], i: int, hopeless: frozenset[int]) -> Task:
    """The task that an aim means; of an area beyond one's strength what one has is kept."""
    aim = aims[i]
    if i >= len(b.aims):
        return Task("take", aim, aim.hexes)
    if aim.area:
        return Task("garrison" if b.opens[i] == 0 or i in hopeless else "clear", aim, aim.hexes)
    return Task("garrison" if aim.keep > 0 else "take", aim, aim.hexes)


def _line_aims(b: Brief) -> list[Aim]:
    """Enemies on the own lines of supply, and stretches of these lines that he left behind him: worth what
    hangs on the line behind them.
    """
    stretches = (*((h,) for h in b.intruders), *_connected(b.theatre.board, b.severed))
    if not stretches:
        return []
    lines = [supply_line(b.theatre, b.sources, (m.hex,), b.opened) for m in b.roster]
    out = []
    for hexes in stretches:
        hanging = sum(1 for line in lines if not line.isdisjoint(hexes))
        worth = min(W.line_most, W.line_points * hanging)
        out.append(Aim(f"{LINE}{hexes[0]}", hexes, False, worth, 0.0))
    return out


def _connected(board: Board, hexes: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Hexes in groups of neighbours, each ascending."""
    left, out = set(hexes), []
    for start in hexes:
        if start not in left:
            continue
        left.discard(start)
        group = [start]
        for h in group:
            near = [n for _, n in board.adjacent[h] if n in left]
            left.difference_update(near)
            group += near
        out.append(tuple(sorted(group)))
    return out


def _breakout(b: Brief, m: Member) -> Task | None:
    """A unit without supply that holds nothing of worth makes for its sources of supply."""
    if m.supply not in ("isolated", "unsupplied") or not b.sources:
        return None
    for i, a in enumerate(b.aims):
        if m.hex in a.hexes and (a.keep > 0 or a.take > 0) and (a.hold or b.shares[i] > 0 or a.area):
            return None
    if way(b.theatre, planning_class(b.theatre), b.sources, b.opened, m.hex).toward[m.hex] < 0:
        return None
    return Task("breakout", None, b.sources)
