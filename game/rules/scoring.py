"""Points of the score tables, and what they amount to: index, lead and grade.

Written against a `Standing`, so that the truth and what one side believes are counted alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from game.core.outcome import Outcome
from game.core.record import record
from game.core.ruleset import Grade, VictoryRules
from game.core.score import EarlyLine, FirstLine, PointLine
from game.core.theatre import Theatre

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAW = "draw"
"""Grade of a match that nobody won."""


@record
class Standing:
    """What points are counted from."""

    theatre: Theatre
    turn: int
    control: NDArray[np.int8]
    """[n] faction index or NOBODY."""
    owners: Mapping[str, str]
    firsts: Mapping[str, str]
    collected: Mapping[str, float]
    """Line -> points that were booked as play went on, of the faction that is counted."""
    prestige: Mapping[str, int]
    losses: Mapping[str, int]
    """Faction -> steps lost; a faction that is missing counts as 0."""
    alive: Mapping[str, int]
    """Faction -> steps on the map; a faction that is missing counts as 0."""
    incidents: Mapping[str, int] = field(default_factory=dict)
    """Faction -> incidents that it caused; a faction that is missing counts as 0."""


def line_points(now: Standing, faction: str, line: PointLine) -> float:
    """Points of one line of a faction's table if the match ended now."""
    if line.share:
        return line.share.points * now.theatre.share(now.control, faction, line.share.group)
    if line.hold:
        return line.hold.points if now.owners[line.hold.place] == faction else 0.0
    if line.first:
        winner = now.firsts.get(line.first.place, "")
        if winner == faction:
            return line.first.points
        return second_points(line.first) if winner in line.first.rivals else 0.0
    if line.early:
        booked = now.collected.get(line.id)
        return min(0.0, early_points(line.early, now.turn)) if booked is None else booked
    if line.each_turn or line.relief:
        return now.collected.get(line.id, 0.0)
    if line.steps:
        counted = now.alive if line.steps.alive else now.losses
        return line.steps.points * counted.get(line.steps.faction, 0)
    if line.prestige:
        return line.prestige.points * (now.prestige[faction] - now.theatre.factions[faction].prestige)
    if line.incidents:
        return line.incidents.points * now.incidents.get(faction, 0)
    return 0.0


def second_points(first: FirstLine) -> float:
    """What a faction gets if a rival was first: it loses half of what being first is worth."""
    return -first.points / 2


def incident_points(theatre: Theatre, faction: str) -> float:
    """What one incident that it causes costs a faction by its table: 0 or less."""
    table = theatre.score.get(faction)
    return sum(line.incidents.points for line in (table.lines if table else ()) if line.incidents)


def early_points(early: EarlyLine, turn: int) -> float:
    """What an early line is worth if its condition first holds in this turn; negative when late.

    A condition that never holds counts as late as the match is long.
    """
    return max(-early.most, min(early.most, (early.turn - turn) * early.per_turn))


def table(now: Standing, faction: str) -> dict[str, float]:
    """Line -> points of a faction; empty for one without a score table."""
    score = now.theatre.score.get(faction)
    return {line.id: line_points(now, faction, line) for line in score.lines} if score else {}


def index(theatre: Theatre, faction: str, points: float) -> float:
    """Points against par: 100 is par. Raises KeyError for a faction without a score table."""
    return 100 * points / theatre.score[faction].par


def contenders(theatre: Theatre) -> tuple[str, ...]:
    """Factions that can win by points: those whose table has a par above 0."""
    return tuple(f for f in theatre.factions if f in theatre.score and theatre.score[f].par > 0)


def verdict(
    rules: VictoryRules, indices: Mapping[str, float], spoilers: tuple[str, ...], reason: str
) -> Outcome:
    """Who won by points, and how decisively. `indices`: contender -> index, in order of play.

    The lead is that over the second; a contender who stands alone is measured against par, 100.
    """
    if spoilers and indices and all(i < rules.spoiler_index for i in indices.values()):
        return Outcome(spoilers[0], rules.grades[-1].name, reason)
    best, grade = best_grade(rules, indices)
    return Outcome(best, grade.name, reason) if grade else Outcome("", DRAW, reason)


def capped(rules: VictoryRules, outcome: Outcome, breaches: Mapping[str, int]) -> Outcome:
    """The outcome once it counts how its winner fought: who broke its own rules of engagement (`breaches`:
    faction -> times), wins in the lowest grade at most.
    """
    if not breaches.get(outcome.winner):
        return outcome
    return Outcome(outcome.winner, rules.grades[-1].name, outcome.reason)


def best_grade(rules: VictoryRules, indices: Mapping[str, float]) -> tuple[str, Grade | None]:
    """The contender in front and the best grade that it reaches, None if it reaches none."""
    if not indices:
        return "", None
    best = max(indices, key=lambda f: indices[f])
    lead = indices[best] - max((i for f, i in indices.items() if f != best), default=100.0)
    reached = (g for g in rules.grades if indices[best] >= g.index and lead >= g.lead)
    return best, next(reached, None)
