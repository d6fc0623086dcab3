"""Lines of supply: one flood from a faction's sources, and what its length means.

A line runs over open hexsides (no lake, no river without an intact crossing), through hexes that hold
no unit and are not the ground of anyone but friends, and not through a hostile zone of control unless a
friendly unit stands there; raiders bar it as such a zone does. Written once for the truth (a turn's
start) and for a side's belief (what its screen draws, what its AI plans with): "enemy" always means as
far as the situation knows.

A line that leads under aircraft on interdiction is no better than `air.interdicted_line` says, however short.
Lengths are whole metre-equivalents: boundaries between supply states are never decided by a float.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from game.core.ruleset import SupplyLevel, SupplyRules
from game.core.saying import Saying, say
from game.core.situation import Situation, friendly, keeps, kept
from game.core.theatre import Theatre
from game.core.units import SUPPLY_STATES, SupplyState, Unit
from game.rules.effort import axis, depots_of, effort_of
from game.rules.flood import FAR, SHUT, Rows, Tide, Ways, feed_from_depots, grid_of
from game.rules.ground import BARRED, CLEARING, FLAGS, ZONE, flags_for, raided
from game.rules.interdiction import Hindrance, hindrance, interdicted_from

_NOT_ZONE = bytes(flag & ~ZONE for flag in range(256))
"""Translation of flags that forgets zones of control."""


@dataclass(frozen=True, eq=False)
class SupplyNet:
    """All lines of supply of one faction in one situation."""

    theatre: Theatre
    faction: str
    sources: tuple[int, ...]
    """Hexes from which supply flows: those that no enemy holds."""
    tide: Tide = field(repr=False)
    """The flood behind it, which has gone as far as somebody asked."""
    rows: Rows = field(repr=False)
    shut: bytes = field(repr=False)
    """[n] not 0 where others hold or own the hex: no way through even without zones of control."""
    axis: bytes = field(repr=False)
    """[n] 1 on the axis of the main effort."""
    missions: tuple[int, ...] = ()
    """Hexes of hostile missions of interdiction."""
    _cut: dict[int, bool] = field(init=False, default_factory=dict, repr=False)

    @cached_property
    def m(self) -> tuple[int, ...]:
        """[n] length of the line to each hex in metre-equivalents, -1 for none."""
        self.tide.rise()
        return tuple([-1 if m == FAR else m for m in self.tide.best])

    @cached_property
    def parent(self) -> tuple[int, ...]:
        """[n] next hex on the way back to the source, -1 at a source and where there is no line."""
        self.tide.rise()
        return tuple(self.tide.parent)

    @cached_property
    def km(self) -> tuple[int, ...]:
        """[n] length of the line in km-equivalents, rounded up; -1 for none."""
        return tuple(map(self.km_at, range(len(self.m))))

    def m_at(self, h: int) -> int:
        """Length of the line to one hex in metre-equivalents, -1 for none."""
        self.tide.rise(h)
        m = self.tide.best[h]
        return -1 if m == FAR else m

    def km_at(self, h: int) -> int:
        """Length of the line to one hex in km-equivalents, rounded up; -1 for none."""
        m = self.m_at(h)
        return -(-m // 1000) if m > 0 else m

    def eased(self, h: int) -> int:
        """Metre-equivalents by which the main effort lets lines to a hex be longer."""
        return round(self.theatre.ruleset.effort.effort_km * 1000) if self.axis[h] else 0

    def under_fire(self, h: int) -> int:
        """Missions of interdiction under which the line to a hex leads, its two ends included: stocks in the
        ground are not brought to the trenches by day, either.
        """
        way = line(self, h) if self.missions else ()
        return sum(not interdicted_from(self.theatre, m).isdisjoint(way) for m in self.missions)

    def most(self, h: int) -> SupplyState:
        """The best state that a line to a hex can give, whatever its length."""
        states, over = self.theatre.ruleset.air.interdicted_line, self.under_fire(h)
        return states[min(over, len(states)) - 1] if over and states else "supplied"

    def isolated(self, h: int) -> bool:
        """Whether no chain of free hexes (zones of control do not matter) leads to a line or source."""
        if self.m_at(h) >= 0:
            return False
        found = self._cut.get(h)
        if found is None:
            pocket, found = _pocket(self, h)
            self._cut.update(dict.fromkeys(pocket, found))
        return found


def _pocket(net: SupplyNet, start: int) -> tuple[list[int], bool]:
    """Free hexes connected to `start`, looked at until one on a line turns up; True if none does."""
    seen, queue, m = {start}, [start], net.m
    for h in queue:
        for n, _ in net.rows[h]:
            if n in seen or net.shut[n]:
                continue
            if m[n] >= 0:
                return queue, False
            seen.add(n)
            queue.append(n)
    return queue, True


def _ways(s: Situation) -> Ways:
    """Open crossings as they stand now."""
    rivers = s.theatre.board.river_edges
    return tuple(
        (e, c.kind == "pontoon")
        for e, c in sorted(s.crossings.items())
        if c.status == "intact" and e in rivers
    )


@keeps(*FLAGS)
def _obstacles(s: Situation, faction: str) -> bytes:
    """[n] flags of the ground that stop supply; none where friendly units stand (kept)."""
    flags = np.frombuffer(flags_for(s, faction), dtype=np.uint8) & (BARRED | CLEARING | ZONE)
    for h in raided(s, faction):
        flags[h] |= ZONE
    ours = [h for h, stack in s.stacks.items() if all(friendly(s, faction, u.faction) for u in stack)]
    flags[ours] = 0
    return flags.tobytes()


def trace(s: Situation, faction: str, sources: Iterable[int]) -> SupplyNet:
    """The faction's net of supply from these source hexes (kept).

    Nets are remembered by what they depend on, so that asking again after a move that changed none of
    it costs little.
    """
    shelf, key = kept(s, *_NET), (faction, tuple(sorted(set(sources))))
    found: SupplyNet | None = shelf.get(key)
    if found is None:
        found = shelf[key] = _net(
            s.theatre, faction, key[1], _obstacles(s, faction), _ways(s),
            depots_of(s, faction), effort_of(s, faction), hindrance(s, faction),
        )  # fmt: skip
    return found


_NET = (*FLAGS, "fires", "turn")
"""Fields that a net depends on: `turn`, for a main effort counts from some turn on."""


@lru_cache(maxsize=32)
def _net(
    theatre: Theatre,
    faction: str,
    sources: tuple[int, ...],
    obstacles: bytes,
    ways: Ways,
    depots: tuple[int, ...],
    effort: str,
    fire: Hindrance,
) -> SupplyNet:
    grid = grid_of(theatre, ways, fire)
    shut = obstacles.translate(_NOT_ZONE)
    giving = tuple(h for h in sources if not shut[h])
    best: list[int] = np.where(np.frombuffer(obstacles, dtype=np.uint8), SHUT, FAR).tolist()
    for h in giving:
        best[h] = 0
    tide = Tide(grid, best, [-1] * len(best), giving)
    if depots:
        feed_from_depots(theatre, grid, tide, depots)
    eased = axis(theatre, effort)
    return SupplyNet(theatre, faction, giving, tide, grid.rows, shut, eased, fire.missions)


def line(net: SupplyNet, h: int) -> tuple[int, ...]:
    """The hexes of the line from `h` back to its source, both included; empty if there is none."""
    if net.m_at(h) < 0:
        return ()
    out, parent = [h], net.tide.parent
    while (h := parent[h]) >= 0:
        out.append(h)
    return tuple(out)


def supply_state(net: SupplyNet, h: int) -> SupplyState:
    """The supply state of a unit of the net's faction on `h`."""
    length, rules = net.m_at(h), net.theatre.ruleset.supply
    if length < 0:
        return "isolated" if net.isolated(h) else "unsupplied"
    length -= net.eased(h)
    if length > rules.stretched_km * 1000:
        return "unsupplied"
    best: SupplyState = "supplied" if length <= rules.full_km * 1000 else "overextended"
    return max(best, net.most(h), key=SUPPLY_STATES.index)


def isolated(s: Situation, faction: str, net: SupplyNet) -> frozenset[int]:
    """Hexes with units of the faction that are isolated as of now (not as last traced)."""
    return frozenset(
        h for h, us in s.stacks.items() if any(u.faction == faction for u in us) and net.isolated(h)
    )


def level(theatre: Theatre, unit: Unit) -> SupplyLevel:
    """What the unit's supply state, as traced at its turn start, does to it."""
    return theatre.ruleset.supply.levels[unit.supply]


def starving(rules: SupplyRules, unit: Unit) -> bool:
    """Whether a unit has been isolated for longer than its own stocks last."""
    return unit.supply == "isolated" and unit.cut_off > rules.isolation_grace_turns


def why(net: SupplyNet, h: int) -> Saying:
    """One sentence that explains the supply state of a unit on `h`."""
    rules, state = net.theatre.ruleset.supply, supply_state(net, h)
    if net.m_at(h) < 0:
        return say("supply_why.cut_off" if state == "isolated" else "supply_why.zones")
    source = net.theatre.board.spot(line(net, h)[-1])
    eased = net.eased(h) / 1000
    limit = eased + (rules.stretched_km if state == "unsupplied" else rules.full_km)
    key = f"{state}_effort" if eased else state
    if state == net.most(h) != "supplied":
        key = f"aircraft_{state}"
    return say(f"supply_why.{key}", km=net.km_at(h), source=source, limit=limit)
