"""One attack in the open: red's `lead` beside blue's `foe`."""

from dataclasses import replace

from game.core.orders import Attack
from game.core.rng import Dice
from game.core.state import State
from game.core.units import Activity
from game.rules.combat import assemble
from game.rules.truth.attacks import resolve_attack
from game.rules.truth.resolution import Resolution
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.random_positions import counted

OPEN = make_theatre(make_board(["......"] * 6))


class Loaded(Dice):
    """Dice that show what they are told."""

    def __init__(self, *rolls: int, chance: float = 0.99) -> None:
        super().__init__(0, 0)
        self.rolls, self.chance = list(rolls), chance

    def stream(self, name: str) -> "Loaded":  # type: ignore[override]
        return self

    def randint(self, _low: int, _high: int) -> int:
        return self.rolls.pop(0)

    def random(self) -> float:
        return self.chance


def duel(attacker: str = "assault", defender: str = "regular", theatre=OPEN, **changes: object) -> State:
    """Red in (2, 2) beside blue in (3, 2); `changes` are the defender's."""
    units = [
        make_unit(theatre, "lead", "red", (2, 2), attacker),
        make_unit(theatre, "foe", "blue", (3, 2), defender, **changes),
    ]
    return make_state(theatre, units)


def attack(theatre=OPEN, **changes: object) -> Attack:
    return Attack("lead", theatre.board.at(3, 2), **changes)  # type: ignore[arg-type]


def with_units(state: State, *units) -> State:
    new = replace(state, units={**state.units, **{u.id: u for u in units}})
    own = {u.id: Activity(u.hex) for u in units if u.faction == state.active}
    return replace(new, activity={**state.activity, **own})


def fight(state: State, order: Attack, *rolls: int, chance: float = 0.99) -> Resolution:
    r = Resolution(counted(state), Loaded(*rolls, chance=chance))
    resolve_attack(r, order)
    return r


def shifts(state: State, theatre=OPEN, **changes: object) -> dict[str, int]:
    found = assemble(state, attack(theatre, **changes))
    assert found is not None
    return dict(found.shifts)
