"""Random small positions: every rule has something to bite on, and `audit` finds nothing wrong."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import numpy as np

from game.core.board import Board
from game.core.civil import Civil, Convoy, ConvoySpec
from game.core.diplomacy import Diplomacy
from game.core.fires import (
    AIMS,
    MISSIONS,
    AssetSpec,
    Crater,
    Engagement,
    Fires,
    FlownMission,
    Magazine,
    Report,
    SiteSpec,
    SortieSpec,
    StrikeTruth,
)
from game.core.irregular import Abilities, Cell, Irregular, Raid
from game.core.scenario import FactionSpec, ScenarioSpec, UnitSpec
from game.core.script import DecisionSpec, OptionSpec
from game.core.state import Knowledge, State
from game.core.theatre import NOBODY, Theatre
from game.core.units import POSTURES, SUPPLY_STATES, Activity, Contact, Unit
from game.rules.movement import fits
from game.rules.sight import overflown
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
    """A scenario with decisions, convoys, and units that are still to come."""
    options = (OptionSpec("yes", "Yes", "Much."), OptionSpec("no", "No", "Little."))
    return ScenarioSpec(
        format=1, id="test", title="Test", start=theatre.start, turns=theatre.turns, map=None,
        factions=theatre.factions,
        units={
            f: (
                UnitSpec(f"late_{f}", f"Late {f}", "regular", (0, 0), arrive=5),
                UnitSpec(f"buses_{f}", f"Buses of {f}", "convoy", (0, 0)),
            )
            for f in FACTIONS
        },
        convoys=tuple(ConvoySpec(f"buses_{f}", ("town",), 100, 50, range=(100, 400)) for f in FACTIONS),
        decisions=tuple(DecisionSpec(f"ask_{f}", f, f"Ask {f}", "?", options, "no") for f in FACTIONS),
    )  # fmt: skip


def random_state(seed: int, units: int = 9, stances: bool = True) -> State:
    """A position in the middle of red's turn, with fog. The same for the same seed."""
    rng = random.Random(seed)
    theatre = make_theatre(random_board(rng), FACTIONS, rules())
    factions = {
        f: replace(s, abilities=rng.choice([Abilities(), MEANS]), aid=bool(seed % 2))
        for f, s in theatre.factions.items()
    }
    luck = random.Random(f"{seed} means")
    factions = {f: with_fires(s, f, luck) for f, s in factions.items()}
    sites = {"mill": SiteSpec("command", "blue"), "town": SiteSpec("communications", "red")}
    theatre = replace(theatre, factions=factions, sites=sites)
    pairs = {("red", "blue"): "war"}
    if stances:
        pairs["red", "green"] = rng.choice(["war", "rival", "neutral", "allied"])
        pairs["blue", "green"] = rng.choice(["war", "war", "rival", "allied"])
    state = make_state(theatre, (), active="red", stances=pairs, spec=secrets(theatre))
    for i in range(units):
        state = _place(state, rng, f"u{i}")
    for f in FACTIONS:
        state = _place(state, random.Random(f"{seed} {f}"), f"buses_{f}", f)
    control = np.array([rng.choice([NOBODY, 0, 1, 2]) for _ in range(theatre.board.size)], dtype=np.int8)
    for u in state.units.values():
        control[u.hex] = theatre.index[u.faction]
    activity = {u.id: random_activity(rng, theatre, u) for u in state.units.values() if u.faction == "red"}
    if "buses_red" in activity:
        activity["buses_red"] = Activity(state.units["buses_red"].hex, done=True)
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
    state = evolve(state, fires=random_fires(theatre, random.Random(f"{seed} fires")))
    state = evolve(state, civil=random_civil(theatre, random.Random(f"{seed} civil")))
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


def random_civil(theatre: Theatre, rng: random.Random) -> Civil:
    """People in some hexes, ledgers, and convoys on their way."""
    size = theatre.board.size
    convoys = {f"buses_{f}": Convoy(f"buses_{f}", 0, rng.randint(0, 3), rng.randint(0, 2)) for f in FACTIONS}
    return Civil(
        people={h: rng.randint(1, 9000) for h in sorted(rng.sample(range(size), size // 2))},
        harmed={f: rng.randint(0, 30) for f in FACTIONS},
        relief={p: rng.randint(0, 100) for p in theatre.board.places},
        aid_left=rng.randint(0, 1),
        convoys=convoys,
        aboard=dict.fromkeys(convoys, (100, 100)),
    )


def with_fires(spec: FactionSpec, faction: str, rng: random.Random) -> FactionSpec:
    """A side with aircraft and missiles, and rules for both."""
    return replace(
        spec,
        assets=(AssetSpec(f"boat_{faction}", f"Boat of {faction}", "submarine"),),
        sorties=SortieSpec(f"Wing of {faction}", 3),
        engagement=Engagement(
            harm_limit=rng.choice([1.0, 20.0, 1e9]), escalation=rng.random() < 0.5,
            convoys=rng.choice(["allow", "ask", "forbid"]), rival_km=rng.choice([0.0, 4.0]),
        ),
    )  # fmt: skip


def random_fires(theatre: Theatre, rng: random.Random) -> Fires:
    """Magazines, missions, craters, and strikes of which some were assessed."""
    size = theatre.board.size
    reports = tuple(
        Report(
            i, f, f"boat_{f}", 1, rng.randrange(size), rng.choice(AIMS), 3, rng.random() < 0.9,
            press=rng.random() < 0.3,
        )
        for i, f in enumerate(FACTIONS)
    )  # fmt: skip
    truths = tuple(StrikeTruth(x.id, rng.randint(0, 3), rng.random() < 0.5, 0) for x in reports)
    done = rng.random() < 0.3
    assessed = tuple(replace(x, assessed=done, hits=truths[x.id].hits if done else -1) for x in reports)
    return Fires(
        magazines={f"boat_{f}": Magazine(f, 7, 0, rng.choice([1, 1, 4])) for f in FACTIONS},
        sorties={f: rng.randint(0, 3) for f in FACTIONS},
        missions=tuple(
            FlownMission(f, m, rng.randrange(size), 2)
            for f in FACTIONS
            for m in MISSIONS
            if rng.random() < 0.3
        ),
        craters=tuple(Crater(h, 2) for h in sorted(rng.sample(range(size), 3))),
        site_hits={"mill": rng.randint(0, 2), "town": rng.randint(0, 2)},
        reports=assessed,
        truths=truths,
    )


def _place(state: State, rng: random.Random, key: str, convoy_of: str = "") -> State:
    theatre = state.theatre
    h = rng.randrange(theatre.board.size)
    unit = random_unit(rng, theatre, key, h, convoy_of)
    if convoy_of:
        unit = replace(unit, type="convoy", steps=rng.randint(1, 4), full=4)
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
        for m in state.fires.missions:
            if m.faction == f and m.mission == "reconnaissance":
                watch[overflown(theatre, m.hex)] += 1
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
