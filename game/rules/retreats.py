"""Retreats: where a beaten unit can fall back to, on the truth and on a side's view alike.

A way out leads over open hexsides and passable ground, never through units of others, the ground of
rivals and neutrals, or a hostile zone of control where no friend stands. It is at most `retreat_hexes`
long and ends where the stack has room. Best is an end beside no enemy, then one on friendly ground, then
the shorter way, then the one further from the attacker; ties go to the lower hex numbers.
"""

from __future__ import annotations

from collections.abc import Iterable

from game.core.situation import Situation, friendly, hostile
from game.core.units import Unit
from game.rules.crossings import passable
from game.rules.ground import BARRED, flags_for, zones
from game.rules.movement import stacking_limits

Path = tuple[int, ...]


def ways_out(s: Situation, unit: Unit, origin: int) -> tuple[Path, ...]:
    """Paths from the unit's hex (first in each), one for each end, the best first (memo).

    `origin` is the hex from which it is pushed. Whether there is room at the end is not looked at.
    """
    mobility = s.theatre.unit_type(unit).mobility
    key = ("ways_out", unit.faction, unit.hex, mobility, origin)
    found: tuple[Path, ...] | None = s.memo.get(key)
    if found is None:
        found = s.memo[key] = _ways_out(s, unit, mobility, origin)
    return found


def _ways_out(s: Situation, unit: Unit, mobility: str, origin: int) -> tuple[Path, ...]:
    board, cost, faction = s.theatre.board, s.theatre.step_cost[mobility], unit.faction
    paths: dict[int, Path] = {unit.hex: (unit.hex,)}
    rim = [unit.hex]
    for _ in range(s.theatre.ruleset.combat.retreat_hexes):
        reached = []
        for h in rim:
            for d, n in sorted(board.adjacent[h], key=lambda dn: dn[1]):
                if n in paths or cost[h][d] < 0 or not passable(s, h, n) or not _open(s, faction, n):
                    continue
                paths[n] = (*paths[h], n)
                reached.append(n)
        rim = sorted(reached)
    del paths[unit.hex]
    away = board.distances(origin)
    friends = {s.theatre.index[f] for f in s.theatre.faction_ids if friendly(s, faction, f)}

    def worth(path: Path) -> tuple[bool, bool, int, int, int]:
        end = path[-1]
        strange = int(s.control[end]) not in friends
        return beside_enemy(s, faction, end), strange, len(path), -int(away[end]), end

    return tuple(sorted(paths.values(), key=worth))


def _open(s: Situation, faction: str, h: int) -> bool:
    """Whether a beaten unit may come through a hex."""
    if flags_for(s, faction)[h] & BARRED:
        return False
    return h not in zones(s, faction) or any(friendly(s, faction, u.faction) for u in s.stacks.get(h, ()))


def beside_enemy(s: Situation, faction: str, h: int) -> bool:
    """Whether a unit at war with the faction stands on a neighbouring hex, over an open hexside."""
    return any(
        hostile(s, faction, u.faction) and passable(s, h, n)
        for _, n in s.theatre.board.adjacent[h]
        for u in s.stacks.get(n, ())
    )


def plan_retreat(
    s: Situation, beaten: Iterable[tuple[Unit, int]], origin: int
) -> tuple[tuple[tuple[Unit, Path], ...], tuple[tuple[Unit, int], ...]]:
    """Ways out for a stack, and who has none. Units come as (unit, steps it has left), in order.

    The first takes the best way with room for it, and so on: a unit that finds every way full or shut
    is lost.
    """
    placed: dict[int, list[int]] = {}
    retreats: list[tuple[Unit, Path]] = []
    blocked: list[tuple[Unit, int]] = []
    for unit, steps in beaten:
        for path in ways_out(s, unit, origin):
            end = path[-1]
            there = [u.steps for u in s.stacks.get(end, ()) if u.faction == unit.faction]
            there += placed.get(end, [])
            units, most = stacking_limits(s.theatre, end)
            if not there or (len(there) < units and sum(there) + steps <= most):
                placed.setdefault(end, []).append(steps)
                retreats.append((unit, path))
                break
        else:
            blocked.append((unit, steps))
    return tuple(retreats), tuple(blocked)
