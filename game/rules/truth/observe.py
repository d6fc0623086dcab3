"""Observation: the view of one faction, and what it notices of events.

A view is built of copies and of immutable nouns; nothing in it leads back to the state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from game.core.scenario import Doctrine
from game.core.situation import hand_on, keeps
from game.core.view import View
from game.rules import scoring
from game.rules.scoring import Standing
from game.rules.truth.arrivals import unit_specs
from game.rules.truth.masks import mask_civil, mask_fires, mask_irregular
from game.rules.truth.perceive import perceive, seen, visible
from game.rules.truth.redact import redact
from game.rules.truth.triggers import decision_spec
from game.rules.truth.victory import standing

if TYPE_CHECKING:
    from game.core.state import State

__all__ = ["observe", "oversee", "perceive", "redact"]


class _Points(Mapping[str, float]):
    """Line -> points, counted when somebody first asks: most views are never asked."""

    __slots__ = ("_faction", "_now", "_table")

    def __init__(self, now: Standing, faction: str) -> None:
        self._now, self._faction = now, faction
        self._table: dict[str, float] | None = None

    def _counted(self) -> dict[str, float]:
        if self._table is None:
            self._table = scoring.table(self._now, self._faction)
        return self._table

    def __getitem__(self, line: str) -> float:
        return self._counted()[line]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counted())

    def __len__(self) -> int:
        return len(self._counted())


def observe(state: State, faction: str, last: View | None = None) -> View:
    """What a faction knows of the position. A view shares with the `last` one of this faction whatever looks
    the same, so that what was worked out from it is `kept`.
    """
    known, scenario = state.knowledge[faction], state.scenario
    foreign = seen(state, faction)
    units = {k: foreign.get(k, u) for k, u in state.units.items() if u.faction == faction or k in foreign}
    control, in_sight = known.control.copy(), visible(state, faction).copy()
    control.setflags(write=False)
    in_sight.setflags(write=False)
    mine = state.active == faction
    owners, firsts, prestige = dict(state.owners), dict(state.firsts), dict(state.prestige)
    now = standing(state, faction) if state.outcome else Standing(
        state.theatre, state.turn, control, owners, firsts, dict(state.scores[faction]), prestige,
        {faction: state.losses[faction]},
        {faction: sum(u.steps for u in state.units.values() if u.faction == faction)},
        incidents=state.diplomacy.incidents,
    )  # fmt: skip
    view = View(
        theatre=state.theatre,
        faction=faction,
        turn=state.turn,
        active=state.active,
        units=units,
        activity=dict(state.activity) if mine else {},
        control=control,
        visible=in_sight,
        contacts=tuple(known.contacts[k] for k in sorted(known.contacts) if k not in foreign),
        crossings=dict(state.crossings),
        works={e: turns for e, turns in state.works.items() if in_sight[e[0]] or in_sight[e[1]]},
        stances=dict(state.stances),
        sources=state.sources[faction],
        owners=owners,
        firsts=firsts,
        claims={p: c.turn_ends for p, c in state.claims.items() if c.faction == faction},
        score=_Points(now, faction),
        prestige=prestige,
        losses=state.losses[faction],
        rate=state.rates[faction],
        pool=state.pools[faction],
        expected=_expected(state, faction),
        offers=tuple(decision_spec(scenario, d) for d, f in state.offers.items() if f == faction),
        decided={d: o for d, o in state.decided.items() if decision_spec(scenario, d).faction == faction},
        doctrine=_doctrine(state, faction),
        orders=state.orders if mine else 0,
        ferried=state.ferried if mine else 0,
        tasks=tuple(t for t in state.tasks.values() if t.faction in ("", faction)),
        fires=mask_fires(state, faction),
        civil=mask_civil(state, faction),
        diplomacy=state.diplomacy,
        irregular=mask_irregular(state, faction),
        lost={p: fall.turn for p, fall in state.falls.items() if fall.faction == faction},
        outcome=state.outcome,
    )
    if last is not None:
        _share(last, view)
        hand_on(last, view)
    return view


_UNSHARED = frozenset({"score", "memo", "shelves"})


def _share(last: View, view: View) -> None:
    """Put what the last view held into a view that is being made, wherever it looks the same."""
    was, now = vars(last), vars(view)
    for name, value in now.items():
        if name not in _UNSHARED and value is not was[name] and _alike(was[name], value):
            now[name] = was[name]


def _alike(a: Any, b: Any) -> bool:
    """Whether two values of a field look the same; mappings also in their order."""
    if isinstance(b, np.ndarray):
        return bool((a == b).all())
    if isinstance(b, dict):
        return bool(a == b) and list(a) == list(b)
    return bool(a == b)


def oversee(state: State, faction: str) -> View:
    """The position as it is, with everything in sight, seen from one faction's chair: what is its own
    (sources, offers, score) stays its own. For those who no longer play.
    """
    everywhere = np.ones(state.theatre.board.size, dtype=np.bool_)
    control = state.control.copy()
    control.setflags(write=False)
    everywhere.setflags(write=False)
    return replace(
        observe(state, faction),
        units=dict(state.units),
        activity=dict(state.activity),
        control=control,
        visible=everywhere,
        contacts=(),
        works=dict(state.works),
        score=_Points(standing(state, faction), faction),
        fires=state.fires,
        civil=state.civil,
        irregular=state.irregular,
    )


@keeps("scenario", "plans")
def _doctrine(state: State, faction: str) -> Doctrine:
    """The doctrine under the plan that a trigger set, or else the scenario names (kept)."""
    spec = state.scenario.spec.factions[faction]
    return spec.doctrine_for(state.plans.get(faction, spec.plan))


def _expected(state: State, faction: str) -> tuple[tuple[int, str], ...]:
    """(turn, name) of own units that the order of battle promises; not those that a trigger may bring."""
    if not state.waiting:
        return ()
    specs = unit_specs(state.scenario)
    coming = [(specs[u.id].arrive, u.name) for u in state.waiting.values() if u.faction == faction]
    return tuple(sorted(c for c in coming if c[0] > 0))
