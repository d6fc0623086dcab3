"""Points in the course of the match, and its end."""

from __future__ import annotations

from game.core.events import MatchEnded, Scored
from game.core.outcome import Outcome
from game.core.score import PointLine
from game.core.script import EndEffect
from game.core.situation import hostile
from game.core.state import State
from game.rules import scoring
from game.rules.civilians import MOST_RELIEF
from game.rules.scoring import Standing
from game.rules.truth.conditions import holds
from game.rules.truth.resolution import Resolution


def standing(state: State, faction: str) -> Standing:
    """What a faction's points are counted from, in truth."""
    alive = dict.fromkeys(state.theatre.factions, 0)
    for unit in state.units.values():
        alive[unit.faction] += unit.steps
    return Standing(
        state.theatre, state.turn, state.control, state.owners, state.firsts, state.scores[faction],
        state.prestige, state.losses, alive, incidents=state.diplomacy.incidents,
    )  # fmt: skip


def line_points(state: State, faction: str, line: PointLine) -> float:
    """Points of one line if the match ended now."""
    return scoring.line_points(standing(state, faction), faction, line)


def score_table(state: State, faction: str) -> dict[str, float]:
    """Line -> points of a faction if the match ended now; empty without a score table."""
    return scoring.table(standing(state, faction), faction)


def points(state: State, faction: str) -> float:
    """All points of a faction if the match ended now; 0 without a score table."""
    return sum(score_table(state, faction).values())


def indices(state: State) -> dict[str, float]:
    """Contender -> 100 x points / par, in order of play."""
    theatre = state.theatre
    return {f: scoring.index(theatre, f, points(state, f)) for f in scoring.contenders(theatre)}


def grade(state: State, reason: str) -> Outcome:
    """The result if the match ended now, by points."""
    rules = state.theatre.ruleset.victory
    found = scoring.verdict(rules, indices(state), state.scenario.spec.spoilers, reason)
    return scoring.capped(rules, found, state.civil.breaches)


def book_points(r: Resolution, faction: str) -> None:
    """At a faction's turn end: lines that collect as time goes by."""
    score = r.state.theatre.score.get(faction)
    for line in score.lines if score else ():
        so_far = r.state.scores[faction].get(line.id)
        if line.each_turn and holds(r.state, line.each_turn.when):
            r.emit(Scored(faction, line.id, (so_far or 0.0) + line.each_turn.points))
        elif line.relief and (relief := r.state.civil.relief.get(line.relief.place, 0)):
            share = relief / MOST_RELIEF / r.state.theatre.turns
            r.emit(Scored(faction, line.id, (so_far or 0.0) + line.relief.points * share))
        elif line.early and so_far is None and holds(r.state, line.early.when):
            r.emit(Scored(faction, line.id, scoring.early_points(line.early, r.state.turn)))


def end_match(r: Resolution, outcome: Outcome) -> None:
    """Announce the result, less decisive for whoever broke its own rules. A match ends once."""
    if r.state.outcome is None:
        rules = r.state.theatre.ruleset.victory
        outcome = scoring.capped(rules, outcome, r.state.civil.breaches)
        r.emit(MatchEnded(outcome.winner, outcome.grade, outcome.reason))


def end_by_points(r: Resolution, reason: str) -> None:
    """The match is over, and the score tables decide."""
    end_match(r, grade(r.state, reason))


def end_by_scenario(r: Resolution, effect: EndEffect) -> None:
    """The scenario ends the match: for the winner that it names, else by points, else as a draw.

    A named winner gets the grade that its points reach, at least the lowest.
    """
    state = r.state
    if effect.winner:
        grades = state.theatre.ruleset.victory.grades
        best, reached = scoring.best_grade(state.theatre.ruleset.victory, indices(state))
        name = reached.name if reached and best == effect.winner else grades[-1].name
        end_match(r, Outcome(effect.winner, name, effect.reason))
    elif effect.by_points:
        end_by_points(r, effect.reason)
    else:
        end_match(r, Outcome("", scoring.DRAW, effect.reason))


def concede(r: Resolution, faction: str) -> None:
    """A faction gives up: the best other contender that it is not allied with wins, in the highest
    grade; without one, the first enemy in order of play.
    """
    state = r.state
    by_points = indices(state)
    rivals = [f for f in by_points if f != faction and state.stances[faction, f] != "allied"]
    rivals.sort(key=lambda f: -by_points[f])
    enemies = [f for f in state.theatre.factions if hostile(state, faction, f)]
    winner = next(iter([*rivals, *enemies]), "")
    name = state.theatre.ruleset.victory.grades[0].name if winner else scoring.DRAW
    end_match(r, Outcome(winner, name, "concession"))
