"""Games by the dozen, AI against AI, without a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import game
from game.core.plain import plain
from game.core.rng import derive_seed
from game.core.theatre import Scenario
from game.lab.workers import spread
from game.match.chronicle import Capture, share_groups
from game.match.match import Match
from game.match.save import SUFFIX, save
from game.scenario.load import load


@dataclass(frozen=True)
class GameResult:
    """One finished game. Field names are those of `simulate --json`."""

    seed: int
    version: str
    scenario_hash: str
    controllers: Mapping[str, str]
    winner: str
    grade: str
    reason: str
    turns: int
    points: Mapping[str, float]
    city_share: Mapping[str, float]
    """Faction -> share of the first zone group that joins several zones."""
    objectives: Mapping[str, list[Capture]]
    """Place -> each time it changed hands."""
    losses: Mapping[str, int]
    orders: int
    mishaps: int
    digest: str

    def as_json(self) -> dict[str, Any]:
        """JSON data."""
        data: dict[str, Any] = plain({name: getattr(self, name) for name in self.__dataclass_fields__})
        return data


@dataclass(frozen=True)
class Job:
    """What one game needs, small enough to send to another process."""

    path: str
    seed: int
    controllers: Mapping[str, str]
    save_dir: str | None


def game_seed(seed: int, number: int) -> int:
    """Seed of game `number` (from 0) of a batch; the first game's is the batch's own."""
    return seed if number == 0 else derive_seed(seed, "game", number) % 2**31


def play_game(scenario: Scenario, seed: int, controllers: Mapping[str, str]) -> Match:
    """Play one game to its end."""
    match = Match(scenario, seed, controllers)
    match.play_out()
    return match


def result_of(match: Match) -> GameResult:
    """The result of a finished match."""
    outcome, last = match.outcome, match.chronicle.turns[-1]
    if outcome is None:
        raise ValueError("the match is not over")
    groups = share_groups(match.theatre)
    return GameResult(
        seed=match.seed,
        version=game.__version__,
        scenario_hash=match.scenario.hash,
        controllers=match.controllers,
        winner=outcome.winner,
        grade=outcome.grade,
        reason=outcome.reason,
        turns=match.turn,
        points={f: round(r.points, 2) for f, r in last.factions.items()},
        city_share={f: r.shares[groups[0]] for f, r in last.factions.items()} if groups else {},
        objectives=match.chronicle.captures,
        losses={f: r.losses for f, r in last.factions.items()},
        orders=len(match.journal),
        mishaps=len(match.mishaps),
        digest=match.digest(),
    )


def run(
    path: Path,
    games: int,
    seed: int,
    controllers: Mapping[str, str],
    save_dir: Path | None = None,
    jobs: int = 1,
) -> Iterator[GameResult]:
    """Play `games` games, yielding results in order of their number whatever `jobs` is.

    Raises ScenarioError, KeyError for a faction or controller that does not exist.
    """
    work = [
        Job(str(path), game_seed(seed, i), dict(controllers), str(save_dir) if save_dir else None)
        for i in range(games)
    ]
    yield from spread(_play, work, jobs)


_loaded: dict[str, Scenario] = {}
"""Scenarios of this process; a batch plays one file many times."""


def scenario_at(path: str) -> Scenario:
    """The scenario of a file, loaded once in each process. Raises ScenarioError."""
    scenario = _loaded.get(path)
    if scenario is None:
        scenario = _loaded[path] = load(Path(path))
    return scenario


def _play(job: Job) -> GameResult:
    scenario = scenario_at(job.path)
    match = play_game(scenario, job.seed, job.controllers)
    if job.save_dir:
        save(match, Path(job.save_dir) / f"{scenario.theatre.id}-{job.seed}{SUFFIX}")
    return result_of(match)
