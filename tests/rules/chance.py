"""Random small positions: every rule has something to bite on, and `audit` finds nothing wrong."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import numpy as np

from game.core.board import Board
from game.core.diplomacy import Diplomacy
from game.core.irregular import Abilities, Cell, Irregular, Raid
from game.core.scenario import ScenarioSpec, UnitSpec
from game.core.script import DecisionSpec, OptionSpec
from game.core.state import Knowledge, State
from game.core.theatre import NOBODY, Theatre
from game.core.units import POSTURES, SUPPLY_STATES, Activity, Contact, Unit
from game.rules.movement import fits
from game.rules.truth.perceive import visible
from game.rules.truth.reduce import evolve, watch_from
from tests.positions import make_board, make_state, make_theatre, make_unit, standard

FACTIONS = ("red", "blue", "green")
TYPES = (
    "regular",
    "assault",
    "armour",
    "artillery",
    "engineer",
    "is_fighter",
    "is_mobile",
    "sdf_light",
    "scout",
    "militia",
    "logistics",
)
MEANS = Abilities(raids=True, shock=2, night_boats=True, disperse=True, mines=True)


def rules():
    """The standard rules, slower, and with a unit that hides."""
    base = standard()
    slower = {k: replace(m, budget_km=m.budget_km / 3) for k, m in base.mobility.items()}
    scout = replace(base.unit_types["is_mobile"], traits=("infantry", "hidden"), steps=3)
    return replace(base, mobility=slower, unit_types={**base.unit_types, "scout": scout})


def random_board(rng: random.Random, cols: int = 6, rows: int = 5) -> Board:
    letters = [[rng.choice("....ffhvtc~") for _ in range(cols)] for _ in range(rows)]
    cut = rng.randrange(2, cols)
    banks = ["a" * cut + "b" * (cols - cut)] * rows
    row, other = rng.sample(range(rows), 2)
    crossings = [
        ("bridge", (cut - 1, row), (cut, row), rng.choice(["intact", "intact", "destroyed"])),
        ("weir", (cut - 1, other), (cut, other), rng.choice(["intact", "destroyed"])),
    ]
    for r in (row, other):
        letters[r][cut - 1] = letters[r][cut] = "."
    road = [(c, row) for c in range(cols)]
    places = {"town": (cut, row), "mill": (cut - 1, row)}
    return make_board(
        ["".join(r) for r in letters], banks=banks, roads=[road], crossings=crossings, places=places
    )


def secrets(theatre: Theatre) -> ScenarioSpec:
    """A scenario with decisions, and units that are still to come."""
    options = (OptionSpec("yes", "Yes", "Much."), OptionSpec("no", "No", "Little."))
    return ScenarioSpec(
        format=1, id="test", title="Test", start=theatre.start, turns=theatre.turns, map=None,
        factions=theatre.factions,
        units={f: (UnitSpec(f"late_{f}", f"Late {f}", "regular", (0, 0), arrive=5),) for f in FACTIONS},
        decisions=tuple(DecisionSpec(f"ask_{f}", f, f"Ask {f}", "?", options, "no") for f in FACTIONS),
    )  # fmt: skip


def random_state(seed: int, units: int = 9, stances: bool = True) -> State:
    """A position in the middle of red's turn, with fog. The same for the same seed."""
    rng = random.Random(seed)
    theatre = make_theatre(random_board(rng), FACTIONS, rules())
    factions = {
        f: replace(s, abilities=rng.choice([Abilities(), MEANS])) for f, s in theatre.factions.items()
    }
    theatre = replace(theatre, factions=factions)
    pairs = {("red", "blue"): "war"}
    if stances:
        pairs["red", "green"] = rng.choice(["war", "rival", "neutral", "allied"])
        pairs["blue", "green"] = rng.choice(["war", "war", "rival", "allied"])
    state = make_state(theatre, (), active="red", stances=pairs, spec=secrets(theatre))
    for i in range(units):
        state = _place(state, rng, f"u{i}")
    control = np.array([rng.choice([NOBODY, 0, 1, 2]) for _ in range(theatre.board.size)], dtype=np.int8)
    for u in state.units.values():
        control[u.hex] = theatre.index[u.faction]
    activity = {u.id: random_activity(rng, theatre, u) for u in state.units.values() if u.faction == "red"}
    dry = next(h for h in range(theatre.board.size) if theatre.board.terrain_of(h) != "lake")
    state = evolve(
        state,
        control=control,
        activity=activity,
        orders=rng.choice([0, 5]),
        owners={p: rng.choice(["", *FACTIONS]) for p in theatre.board.places},
        diplomacy=Diplomacy({f"{a} {b}": rng.choice([0, 50, 90]) for a, b in combinations(FACTIONS, 2)}),
        waiting={
            f"late_{f}": make_unit(theatre, f"late_{f}", f, theatre.board.col_row(dry)) for f in FACTIONS
        },
        offers={f"ask_{f}": f for f in FACTIONS if rng.random() < 0.5},
    )
    return with_fog(evolve(state, irregular=random_irregular(state, rng)), rng)


def random_irregular(state: State, rng: random.Random) -> Irregular:
    """Raids, mines, cells, depots and main efforts; none that `audit` would complain of."""
    theatre, size = state.theatre, state.theatre.board.size
    units = [u for u in state.units.values() if rng.random() < 0.5]
    alone = [h for h in range(size) if h not in state.stacks]
    hiding = {f"cell_{f}": random_unit(rng, theatre, f"cell_{f}", rng.choice(alone), f) for f in FACTIONS}
    hiding = {k: replace(u, steps=1) for k, u in hiding.items() if rng.random() < 0.5}
    return Irregular(
        raids=tuple(
            Raid(u.faction, u.id, rng.choice(alone), rng.randint(1, 2))
            for u in units
            if u.type == "is_mobile"
        ),
        shock={f: rng.randint(0, 2) for f in FACTIONS},
        cells={k: Cell(u, 1) for k, u in hiding.items()},
        dispersed={k: rng.randint(1, 2) for k in (*hiding, *(u.id for u in units[:2]))},
        mines={h: rng.choice(FACTIONS) for h in rng.sample(alone, 4)},
        effort={f: rng.choice(["", "town", "mill"]) for f in FACTIONS if rng.random() < 0.6},
        effort_ready={f: rng.randint(1, 3) for f in FACTIONS},
        depots={u.id: u.hex for u in units if u.type == "logistics"},
    )


def _place(state: State, rng: random.Random, key: str) -> State:
    theatre = state.theatre
    h = rng.randrange(theatre.board.size)
    unit = random_unit(rng, theatre, key, h)
    ground = theatre.ruleset.terrain[theatre.board.terrain_of(h)]
    others = any(u.faction != unit.faction for u in state.stacks.get(h, ()))
    if theatre.unit_type(unit).mobility not in ground.cost or others or not fits(state, unit, h):
        return state
    return evolve(state, units={**state.units, key: unit})


def random_unit(rng: random.Random, theatre: Theatre, key: str, h: int, faction: str = "") -> Unit:
    kind = rng.choice(TYPES)
    full = theatre.ruleset.unit_types[kind].steps
    return make_unit(
        theatre, key, faction or rng.choice(FACTIONS), theatre.board.col_row(h), kind,
        steps=rng.randint(1, full), cohesion=rng.choice([100, 80, 50]), posture=rng.choice(POSTURES),
        supply=rng.choice(("supplied", *SUPPLY_STATES)), entrenchment=rng.choice([0, 0, 2]),
    )  # fmt: skip


def random_activity(rng: random.Random, theatre: Theatre, unit: Unit) -> Activity:
    return rng.choice([
        Activity(unit.hex), Activity(unit.hex), Activity(unit.hex), Activity(unit.hex, spent=4000),
        Activity(unit.hex, halted=True), Activity(unit.hex, attacked=True, halted=True),
        Activity(unit.hex, done=True), Activity((unit.hex + 1) % theatre.board.size, spent=9000),
    ])  # fmt: skip


def with_fog(state: State, rng: random.Random) -> State:
    """Everybody sees what his units see, and believes something else about the rest."""
    theatre, n = state.theatre, state.theatre.board.size
    knowledge = {}
    for f in theatre.faction_ids:
        watch = np.zeros(n, dtype=np.uint8)
        for u in state.units.values():
            if u.faction == f:
                watch[watch_from(state, u)] += 1
        knowledge[f] = Knowledge(watch, state.control, {})
    state = evolve(state, knowledge=knowledge)
    told = {}
    for f in theatre.faction_ids:
        believed = np.array([rng.choice([NOBODY, 0, 1, 2]) for _ in range(n)], dtype=np.int8)
        in_sight = visible(state, f)
        believed[in_sight] = state.control[in_sight]
        dark = np.flatnonzero(~in_sight).tolist()
        foes = [x for x in theatre.faction_ids if x != f]
        contacts = {
            f"ghost{i}": Contact(
                random_unit(rng, theatre, f"ghost{i}", rng.choice(dark), rng.choice(foes)), 1
            )
            for i in range(rng.choice([0, 1, 2]) if dark else 0)
        }
        told[f] = Knowledge(knowledge[f].watch, believed, contacts)
    return evolve(state, knowledge=told)
