"""What a faction wants: places and areas with their worth, read from its score table and doctrine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from game.ai.weights import STANDARD as W
from game.core.hexref import locate
from game.core.record import record
from game.core.scenario import Doctrine
from game.core.score import PointLine
from game.core.script import Condition
from game.core.theatre import Theatre


@record
class Character:
    """A doctrine that can be hashed."""

    aggression: float
    caution: float
    encircle: float
    hold: tuple[str, ...]
    priorities: tuple[tuple[str, float], ...]


def character(doctrine: Doctrine) -> Character:
    """The doctrine as a key of caches."""
    return Character(
        doctrine.aggression,
        doctrine.caution,
        doctrine.encircle,
        doctrine.hold,
        tuple(sorted(doctrine.priorities.items())),
    )


LINE = "line:"
"""Before the hex in the id of an aim that is a way to mend the own line of supply."""


@record
class Aim:
    """A place (one hex) or an area (many) with its worth in points."""

    id: str
    """Place, zone group, `line:hex` to mend the own line of supply, `cut:place` for the enemy's."""
    hexes: tuple[int, ...]
    """Sorted."""
    area: bool
    take: float
    """Points for taking it; 0 for what is owned."""
    keep: float
    """Points at stake in what is owned."""
    hold: bool = False
    """Never without a garrison."""


@lru_cache(maxsize=256)
def static_aims(
    theatre: Theatre,
    faction: str,
    who: Character,
    turn: int,
    owners: tuple[str, ...],
    firsts: tuple[str, ...],
    foes: tuple[tuple[str, float], ...],
    takes: tuple[str, ...],
) -> tuple[Aim, ...]:
    """Aims of the turn. `owners` and `firsts` go along the sorted place ids; `foes` are (faction,
    share of its points that counts as own), `takes` those whose places can be taken.
    """
    ids = sorted(theatre.board.places)
    owner = dict(zip(ids, owners, strict=True))
    first = dict(zip(ids, firsts, strict=True))
    ledger = Ledger(theatre, faction, turn, owner, first)
    priorities = dict(who.priorities)
    base = W.plain_place if faction in theatre.score else W.own_place
    foreign = {f: Ledger(theatre, f, turn, owner, first) for f, _ in foes}
    out = []
    for p in ids:
        worth = base + ledger.places.get(p, 0.0)
        worth += sum(share * foreign[f].places.get(p, 0.0) for f, share in foes)
        worth *= priorities.get(p, 1.0)
        mine, hold = owner[p] == faction, p in who.hold
        worth += W.hold_places * hold
        take = worth if not owner[p] or owner[p] in takes else 0.0
        if worth < W.least_aim and not (mine and hold):
            continue
        out.append(Aim(p, (theatre.board.places[p].hex,), False, take, worth if mine else 0.0, hold))
    out.extend(_areas(theatre, ledger, foreign, foes, priorities))
    return tuple(out)


def _areas(
    theatre: Theatre,
    ledger: Ledger,
    foreign: Mapping[str, Ledger],
    foes: tuple[tuple[str, float], ...],
    priorities: Mapping[str, float],
) -> list[Aim]:
    out = []
    for g in sorted(theatre.groups):
        worth = ledger.areas.get(g, 0.0) + sum(s * foreign[f].areas.get(g, 0.0) for f, s in foes)
        worth *= priorities.get(g, 1.0)
        if worth > 0:
            hexes = tuple(sorted(theatre.groups[g].tolist()))
            out.append(Aim(g, hexes, True, worth, worth))
    return out


class Ledger:
    """Points that each place and area still brings a faction, from its score table."""

    def __init__(
        self, theatre: Theatre, faction: str, turn: int, owner: Mapping[str, str], first: Mapping[str, str]
    ) -> None:
        self.theatre = theatre
        self.faction = faction
        self.left = max(0, theatre.turns - turn)
        self.turn = turn
        self.owner = owner
        self.first = first
        self.places: dict[str, float] = {}
        self.areas: dict[str, float] = {}
        self.cuts: dict[tuple[str, str], float] = {}
        """(faction, place) -> points while no line of supply leads to the place."""
        self.incident = 0.0
        """Points that an incident costs."""
        self.strain = 0.0
        """Points that critical tension costs while a plan looks ahead."""
        self._at = {p.hex: p.id for p in theatre.board.places.values()}
        table = theatre.score.get(faction)
        for line in table.lines if table else ():
            self._add(line)

    def _add(self, line: PointLine) -> None:
        if line.share:
            self._area(line.share.group, line.share.points)
        if line.incidents:
            self.incident -= line.incidents.points
        if line.hold:
            self._place(line.hold.place, line.hold.points)
        if line.first and not self.first.get(line.first.place):
            self._place(line.first.place, line.first.points)
        if line.early:
            e = line.early
            self._wish(e.when, min(2 * abs(e.most), abs(e.per_turn) * W.horizon))
        if line.each_turn:
            self._wish(line.each_turn.when, line.each_turn.points * min(self.left, W.horizon))

    def _wish(self, when: Condition, points: float) -> None:
        """Spread the points of a condition over the places and areas that it needs."""
        if when.turn and not when.turn.since <= self.turn <= when.turn.until:
            return
        if when.holds and when.holds.faction == self.faction:
            self._spread(when.holds.places, points)
        if when.connected and when.connected.faction == self.faction:
            self._place(when.connected.place, points)
        if when.share and when.share.faction == self.faction and when.share.at_least > 0:
            self._area(when.share.group, points)
        if when.near and when.near.faction == self.faction:
            self._near(when, points)
        if when.tension and self.faction in when.tension.between:
            self.strain -= min(0.0, points)
        for part in when.any_of:
            self._wish(part, points / len(when.any_of))
        for part in when.none_of:
            self._deny(part, points)

    def _deny(self, when: Condition, points: float) -> None:
        """What another faction must not have."""
        if when.holds and when.holds.faction != self.faction:
            self._spread(when.holds.places, points)
        if when.connected and when.connected.faction != self.faction:
            key = (when.connected.faction, when.connected.place)
            self.cuts[key] = self.cuts.get(key, 0.0) + points
        if when.share and when.share.faction != self.faction and when.share.at_least > 0:
            self._area(when.share.group, points)

    def _near(self, when: Condition, points: float) -> None:
        assert when.near is not None
        place = self._at.get(locate(self.theatre.board, when.near.near))
        if place:
            self._place(place, points)

    def _spread(self, places: Iterable[str], points: float) -> None:
        names = tuple(places)
        for p in names:
            self._place(p, points / len(names))

    def _place(self, place: str, points: float) -> None:
        if place in self.theatre.board.places:
            self.places[place] = self.places.get(place, 0.0) + points

    def _area(self, group: str, points: float) -> None:
        if group in self.theatre.groups:
            self.areas[group] = self.areas.get(group, 0.0) + points
