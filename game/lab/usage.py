"""Which mechanisms were used, in how many games, by whom: counted from the events of played games."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from game.ai.base import Controller
from game.ai.doctrine import Directed
from game.ai.habits import habit_of
from game.ai.picture import look
from game.ai.plan import plan_for
from game.ai.registry import controller
from game.ai.sorties import forbidden_support
from game.ai.strikes import forbidden
from game.core.orders import Attack, Move, Order
from game.core.scenario import Doctrine
from game.core.theatre import Theatre
from game.core.view import View
from game.lab.batch import game_seed, scenario_at
from game.lab.tally import DECISION, Key, tally
from game.lab.workers import spread
from game.match.match import Match

MECHANISMS: Mapping[str, str] = {
    "missiles_site": "Missiles at sites",
    "missiles_unit": "Missiles at units",
    "missiles_road": "Missiles at roads",
    "press": "Strikes before the press",
    "support": "Support sorties",
    "interdiction": "Interdiction sorties",
    "reconnaissance": "Reconnaissance sorties",
    "weather": "Turns of bad weather",
    "claim_confirmed": "Claims confirmed",
    "claim_refuted": "Claims refuted",
    "site_destroyed": "Sites destroyed (by)",
    "site_overrun": "Sites overrun (by)",
    "site_lost": "Kinds of site lost",
    "refused": "Turns refused by rules of engagement",
    "escalation": "Rules of engagement overridden",
    "harm_strike": "Strikes that harmed civilians",
    "harm_support": "Air support that harmed civilians",
    "harm_combat": "Fights that harmed civilians",
    "aid": "Aid delivered",
    "convoy_moved": "Convoy went on",
    "convoy_stranded": "Convoy stranded",
    "convoy_leaked": "Convoy leaked",
    "convoy_arrived": "Convoy arrived",
    "sighting": "Sightings (of)",
    "incident": "Incidents",
    "line": "Deconfliction lines crossed",
    "mistake": "Rivals hit by mistake",
    "handover": "Handovers",
    "repair": "Bridges repaired",
    "pontoon": "Pontoons laid",
    "crossing_lost": "Crossings destroyed",
    "ferry": "Ferries",
    "raid": "Raids",
    "raid_driven_off": "Raids driven off",
    "shock": "Shock attacks",
    "dispersed": "Dispersals",
    "reformed": "Cells reformed",
    "trickle": "Night boats",
    "trickle_stopped": "Night boats turned back",
    "fall_back": "Moves back along positions",
    "retake": "Moves and attacks to retake a place",
    "retaken": "Places retaken soon after their loss",
    "reserves": "Reserves shifted",
    "mines_laid": "Mines laid",
    "mines_hit": "Mines hit",
    "effort": "Main effort named",
    "effort_changed": "Main effort changed",
    "depot": "Depots",
    "guard": "Units set to guard",
}
"""Mechanism -> what people call it. Decisions come after these, one for each answer."""


@dataclass(frozen=True)
class Usage:
    """One game."""

    seed: int
    counts: Mapping[Key, int]
    harmed: Mapping[str, int]
    """Faction -> civilians harmed by its fire."""


class Watchful:
    """A controller that is watched: in how many of its turns rules of engagement refuse what it would do,
    and which of its orders come of a habit.
    """

    def __init__(self, inner: Controller) -> None:
        self.inner = inner
        self.refused = 0
        self.habits: Counter[str] = Counter()

    def decide(self, view: View, rng: random.Random) -> Order:
        """The inner controller's order; at the first of a turn the rules are asked too."""
        order = self.inner.decide(view, rng)
        if isinstance(self.inner, Directed):
            view = self.inner.told(view)
        if view.orders == 0 and (view.fires.magazines or view.fires.sorties.get(view.faction)):
            picture = look(view)
            plan = plan_for(view, picture)
            self.refused += bool(forbidden(view, picture, plan) or forbidden_support(view, picture))
        if isinstance(order, Move | Attack) and _has_habits(view.doctrine):
            picture = look(view)
            self.habits[habit_of(view, picture, plan_for(view, picture), order)] += 1
        return order


def _has_habits(doctrine: Doctrine) -> bool:
    return bool(doctrine.positions or doctrine.retake or doctrine.shift_reserves)


def watched_game(path: str, controllers: Mapping[str, str], seed: int) -> Usage:
    """Play one game and count. Factions without a name in `controllers` have their scenario's."""
    scenario = scenario_at(path)
    specs = scenario.spec.factions
    players = {
        f: Watchful(controller(controllers.get(f, spec.controller), spec)) for f, spec in specs.items()
    }
    match = Match(scenario, seed, controllers, injected=players)
    match.play_out()
    counts, harmed = tally(match.journal, scenario.theatre.ruleset)
    counts.update({("refused", f): p.refused for f, p in players.items() if p.refused})
    counts.update({(habit, f): n for f, p in players.items() for habit, n in p.habits.items() if habit})
    return Usage(seed, counts, harmed)


def run(path: Path, games: int, seed: int, controllers: Mapping[str, str], jobs: int = 1) -> Iterator[Usage]:
    """Usage of `games` games, in order of their number whatever `jobs` is. Raises ScenarioError."""
    seeds = [game_seed(seed, i) for i in range(games)]
    yield from spread(partial(watched_game, str(path), dict(controllers)), seeds, jobs)


@dataclass(frozen=True)
class Share:
    """How much one faction used one mechanism."""

    games: int
    """Games in which it did."""
    times: int
    """In all games together."""


def summary(usages: Iterable[Usage]) -> dict[str, dict[str, Share]]:
    """Mechanism -> faction -> share; all mechanisms are there, in fixed order, then decisions by name."""
    games: Counter[Key] = Counter()
    times: Counter[Key] = Counter()
    for usage in usages:
        for key, count in usage.counts.items():
            games[key] += count > 0
            times[key] += count
    decisions = sorted({m for m, _ in times if m.startswith(DECISION)})
    out: dict[str, dict[str, Share]] = {m: {} for m in (*MECHANISMS, *decisions)}
    for (mechanism, faction), count in sorted(times.items()):
        out[mechanism][faction] = Share(games[mechanism, faction], count)
    return out


def as_json(theatre: Theatre, seed: int, usages: list[Usage]) -> dict[str, Any]:
    """The summary as JSON data."""
    harmed: Counter[str] = Counter()
    for usage in usages:
        harmed.update(usage.harmed)
    return {
        "scenario": theatre.id,
        "games": len(usages),
        "seed": seed,
        "mechanisms": {
            mechanism: {f: {"games": s.games, "times": s.times} for f, s in users.items()}
            for mechanism, users in summary(usages).items()
        },
        "civilians_harmed": dict(sorted(harmed.items())),
    }
