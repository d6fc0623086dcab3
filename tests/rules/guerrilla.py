"""Positions for irregular war: red has every means, blue has a long road and a river to cross."""

from __future__ import annotations

from dataclasses import replace

from game.core.events import Event
from game.core.irregular import Abilities, IrregularRules
from game.core.orders import Order
from game.core.rng import Dice
from game.core.ruleset import EffortRules
from game.core.state import State
from game.core.theatre import Theatre
from game.rules.legality import verify
from game.rules.supply import SupplyNet, trace
from game.rules.truth.audit import problems
from game.rules.truth.observe import observe
from game.rules.truth.reduce import evolve
from game.rules.truth.resolution import Resolution
from game.rules.truth.resolve import resolve_to
from game.rules.truth.turns import begin_turn
from tests.positions import make_board, make_state, make_theatre, make_unit, standard
from tests.rules.random_positions import counted

MEANS = Abilities(raids=True, shock=2, night_boats=True, disperse=True, mines=True)
ROWS = ["............"] * 7
ROAD = [(c, 3) for c in range(12)]
"""Blue's road from its source at (0, 3) to the east."""
BOARD = make_board(
    ROWS, banks=["aaaaaaaaaabb"] * 7, roads=[ROAD], places={"base": (0, 3), "farm": (5, 3), "mill": (9, 3)}
)


def theatre_with(means: Abilities = MEANS, **rules: float) -> Theatre:
    """The board, red's means, and numbers of irregular war or of effort that differ. Raiders bar no more
    than the hexes beside them, for two turns: a small board has room for ways round.
    """
    base = standard()
    rules = {"raid_km": 0.0, "raid_turns": 2, **rules}
    irregular = {k: v for k, v in rules.items() if k in IrregularRules.__slots__}
    effort = {k: v for k, v in rules.items() if k in EffortRules.__slots__}
    assert len(irregular) + len(effort) == len(rules)
    ruleset = replace(
        base, irregular=replace(base.irregular, **irregular), effort=replace(base.effort, **effort)
    )
    theatre = make_theatre(BOARD, ("red", "blue"), ruleset)
    factions = {**theatre.factions, "red": replace(theatre.factions["red"], abilities=means)}
    return replace(theatre, factions=factions)


def war(*units: tuple, theatre: Theatre | None = None, active: str = "red") -> State:
    """Units are (id, faction, (col, row), type[, changes]); all ground but that under red's is blue's."""
    theatre = theatre or theatre_with()
    made = [
        make_unit(theatre, i, f, at, kind, **(more[0] if more else {})) for i, f, at, kind, *more in units
    ]
    state = make_state(theatre, made, active=active, sources={"blue": [(0, 3)], "red": [(11, 6)]})
    control = state.control.copy()
    control[:] = theatre.index["blue"]
    for u in made:
        control[u.hex] = theatre.index[u.faction]
    for known in state.knowledge.values():
        known.control[:] = control
    irregular = replace(state.irregular, shock={"red": theatre.factions["red"].abilities.shock})
    return counted(evolve(state, control=control, irregular=irregular))


def at(*cell: int) -> int:
    return BOARD.at(*cell)


def give(state: State, order: Order, seed: int = 1) -> tuple[State, list[Event]]:
    """After a legal order: the state, and what happened."""
    refused = verify(observe(state, state.active), order)
    assert refused is None, refused
    r = resolve_to(state, order, Dice(seed, 1))
    assert problems(r.state) == []
    return r.state, r.events


def refused(state: State, order: Order) -> str:
    """The code of the refusal, empty if the order is legal."""
    found = verify(observe(state, state.active), order)
    return found.code if found else ""


def turn_of(state: State, faction: str, turn: int) -> State:
    """At the beginning of a turn."""
    r = Resolution(state, Dice(7, turn))
    begin_turn(r, turn, faction)
    assert problems(r.state) == []
    return r.state


def net(state: State, faction: str = "blue") -> SupplyNet:
    return trace(state, faction, state.sources[faction])
