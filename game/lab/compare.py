"""What a means is worth: the same games with it and without it, seed by seed."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from game.ai.doctrine import without
from game.ai.registry import controller
from game.core.scenario import MEANS, Means
from game.core.theatre import Theatre
from game.lab.batch import game_seed, scenario_at
from game.lab.workers import spread
from game.match.match import Match

Forgone = Mapping[str, tuple[Means, ...]]
"""Faction -> means that it does without."""

_RESAMPLES = 4000
_LEVEL = 0.95


@dataclass(frozen=True)
class Pair:
    """One seed played twice."""

    seed: int
    with_it: Mapping[str, float]
    """Faction -> points at the end."""
    without: Mapping[str, float]


@dataclass(frozen=True)
class Difference:
    """What a faction's points gain by the means."""

    with_it: float
    """Mean."""
    without: float
    mean: float
    """Of the paired differences: with less without."""
    low: float
    """95 % interval of that mean."""
    high: float

    @property
    def tells(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def parse(theatre: Theatre, texts: Sequence[str]) -> dict[str, tuple[Means, ...]]:
    """`faction:means` texts. Raises ValueError with a sentence."""
    out: dict[str, tuple[Means, ...]] = {}
    for text in texts:
        faction, _, name = text.partition(":")
        if faction not in theatre.factions:
            raise ValueError(f"there is no faction '{faction}'; there are {', '.join(theatre.factions)}")
        found = next((m for m in MEANS if m == name), None)
        if found is None:
            raise ValueError(f"there are no means '{name}'; there are {', '.join(MEANS)}")
        out[faction] = (*out.get(faction, ()), found)
    return out


def play(path: str, controllers: Mapping[str, str], seed: int, forgone: Forgone) -> dict[str, float]:
    """Points of all factions at the end of one game."""
    scenario = scenario_at(path)
    specs = scenario.spec.factions
    poorer = {
        f: without(controller(controllers.get(f, specs[f].controller), specs[f]), means)
        for f, means in forgone.items()
    }
    match = Match(scenario, seed, controllers, injected=poorer)
    match.play_out()
    return {f: record.points for f, record in match.chronicle.turns[-1].factions.items()}


def _pair(path: str, controllers: Mapping[str, str], forgone: Forgone, seed: int) -> Pair:
    return Pair(seed, play(path, controllers, seed, {}), play(path, controllers, seed, forgone))


def run(
    path: Path, games: int, seed: int, controllers: Mapping[str, str], forgone: Forgone, jobs: int = 1
) -> Iterator[Pair]:
    """Pairs in order of their number whatever `jobs` is. Raises ScenarioError."""
    seeds = [game_seed(seed, i) for i in range(games)]
    yield from spread(partial(_pair, str(path), dict(controllers), forgone), seeds, jobs)


def difference(pairs: Sequence[Pair], faction: str) -> Difference:
    """Mean difference with a bootstrap interval (percentiles; the same for the same pairs)."""
    gains = [p.with_it[faction] - p.without[faction] for p in pairs]
    dice = random.Random(len(gains))  # noqa: S311
    means = sorted(statistics.fmean(dice.choices(gains, k=len(gains))) for _ in range(_RESAMPLES))
    edge = round(_RESAMPLES * (1 - _LEVEL) / 2)
    return Difference(
        statistics.fmean(p.with_it[faction] for p in pairs),
        statistics.fmean(p.without[faction] for p in pairs),
        statistics.fmean(gains),
        means[edge],
        means[-edge - 1],
    )
