"""Random positions and orders for property tests, all from one seed."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import numpy as np

from game.core.board import edge
from game.core.orders import Attack
from game.core.state import Knowledge, State
from game.core.theatre import NOBODY
from game.core.units import POSTURES, SUPPLY_STATES
from game.rules.combat import check_attack
from game.rules.movement import fits
from game.rules.truth.reduce import watch_from
from tests.positions import make_board, make_state, make_theatre, make_unit

SIZE = 7
TYPES = (
    "assault",
    "armour",
    "regular",
    "militia",
    "artillery",
    "engineer",
    "is_mobile",
    "is_fighter",
    "convoy",
)


def random_state(seed: int) -> State:
    """Red against blue with green, at war with blue and red's rival, on a board with a river."""
    rng = random.Random(seed)
    per_side = rng.randint(5, 15)
    rows = ["".join(rng.choice("......hfvtc~") for _ in range(SIZE)) for _ in range(SIZE)]
    cut = rng.randrange(2, SIZE - 1)
    crossings = []
    for row in range(SIZE):
        if rng.random() < 0.5:
            status = rng.choice(["intact", "destroyed"])
            crossings.append((f"x{row}", (cut - 1, row), (cut, row), status))
    board = make_board(rows, banks=["a" * cut + "b" * (SIZE - cut)] * SIZE, crossings=crossings)
    theatre = make_theatre(board, ("red", "blue", "green"))
    control = ["".join(rng.choice("0001112.") for _ in range(SIZE)) for _ in range(SIZE)]
    state = make_state(
        theatre, [], control=control, stances={("red", "green"): rng.choice(["rival", "neutral", "allied"])}
    )
    for i in range(3 * per_side):
        faction = ("red", "blue", "green" if i % 2 else "blue")[i % 3]
        at = (rng.randrange(SIZE), rng.randrange(SIZE))
        kind = rng.choice(TYPES)
        full = theatre.ruleset.unit_types[kind].steps
        supply = rng.choice(SUPPLY_STATES[: 2 if faction == "red" else 4])
        unit = make_unit(
            theatre, f"u{i:02}", faction, at, kind,
            steps=rng.randint(1, full), cohesion=rng.randint(60 if faction == "red" else 30, 100),
            entrenchment=rng.randint(0, 3),
            supply=supply, cut_off=rng.randint(1, 4) if supply == "isolated" else 0,
            posture=rng.choice(POSTURES),
        )  # fmt: skip
        if board.terrain_of(unit.hex) == "lake" or not fits(state, unit, unit.hex):
            continue
        if any(u.faction != faction for u in state.stacks.get(unit.hex, ())):
            continue
        ground = state.control.copy()
        ground[unit.hex] = theatre.index[faction]
        state = make_state(
            theatre, [*state.units.values(), unit], stances={("red", "green"): state.stances["red", "green"]}
        )
        state.control[:] = ground
    for known in state.knowledge.values():
        known.control[:] = state.control
    return state


def counted(state: State) -> State:
    """Make what everybody watches agree with where units stand; in place, for fresh states only."""
    for faction, known in state.knowledge.items():
        assert isinstance(known, Knowledge)
        watch = np.zeros(state.theatre.board.size, dtype=np.uint8)
        for unit in state.units.values():
            if unit.faction == faction:
                watch[watch_from(state, unit)] += 1
        known.watch[:] = watch
    return state


def legal_attacks(state: State) -> Iterator[Attack]:
    """All attacks that the active faction may declare."""
    for unit in state.units.values():
        if unit.faction == state.active:
            for _, h in state.theatre.board.adjacent[unit.hex]:
                order = Attack(unit.id, h)
                if check_attack(state, order) is None:
                    yield order


def situations(count: int) -> Iterator[tuple[State, Attack]]:
    """This many positions with one legal attack each."""
    seed = 0
    while count:
        state = random_state(seed)
        attacks = list(legal_attacks(state))
        if attacks:
            yield state, attacks[seed % len(attacks)]
            count -= 1
        seed += 1


def wrong(state: State) -> list[str]:
    """What no position may be."""
    out = []
    for u in state.units.values():
        if u.steps < 1 or u.steps > u.full or not 0 <= u.cohesion <= 100 or u.entrenchment < 0:
            out.append(f"{u}")
        if state.theatre.board.terrain_of(u.hex) == "lake":
            out.append(f"{u.id} swims")
        if not fits(state, u, u.hex):
            out.append(f"no room for {u.id}")
    for h, stack in state.stacks.items():
        sides = sorted({u.faction for u in stack})
        if any(state.stances[a, b] != "allied" for a, b in itertools.combinations(sides, 2)):
            out.append(f"strangers share {h}")
        owner = int(state.control[h])
        if (
            owner != NOBODY
            and state.stances.get((stack[0].faction, state.theatre.faction_ids[owner])) == "war"
        ):
            out.append(f"{stack[0].id} stands on ground that is not its own")
    return out


def closed(state: State, a: int, b: int) -> bool:
    """Whether a river without an intact crossing runs there, by the plainest reading of the board."""
    if state.theatre.board.bank[a] == state.theatre.board.bank[b]:
        return False
    crossing = state.crossings.get(edge(a, b))
    return crossing is None or crossing.status != "intact"
