"""What interdiction and craters do to roads, for movement and supply alike."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.fires import Crater, Fires, FlownMission
from game.core.state import State
from game.rules.ground import links_for
from game.rules.interdiction import CLEAR, hindrance, interdicted_from
from game.rules.movement import step
from game.rules.supply import supply_state, trace, why
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.chance import FACTIONS, random_state

ROAD = [(c, 1) for c in range(8)]
BOARD = make_board(["........", "........", "~~.~~~~~"], roads=[ROAD])
"""A road through the desert, kilometre costs for light vehicles: 0.5 on it, 1 beside it."""
THEATRE = make_theatre(BOARD, ("red", "blue", "green"))


def position(*missions: FlownMission, craters: tuple[int, ...] = ()) -> State:
    units = [make_unit(THEATRE, "a", "red", (0, 1), "sdf_light")]
    state = make_state(THEATRE, units, sources={"red": [(0, 1)]}, stances={("red", "green"): "rival"})
    return replace(state, fires=Fires(missions=missions, craters=tuple(Crater(h, 3) for h in craters)))


def over(col: int, faction: str = "blue", mission: str = "interdiction") -> FlownMission:
    return FlownMission(faction, mission, BOARD.at(col, 1), 2)  # type: ignore[arg-type]


def costs(state: State) -> list[int | None]:
    """What the unit pays for each step along the road, going east."""
    unit = state.units["a"]
    return [step(state, unit, BOARD.at(c, 1), 0) for c in range(7)]


FREE, DEAR = 1500, 3000


def test_a_road_costs_twice_as_much_as_far_as_the_mission_reaches() -> None:
    assert sorted(interdicted_from(THEATRE, BOARD.at(4, 1)) & {BOARD.at(c, 1) for c in range(8)}) == [
        BOARD.at(c, 1) for c in (3, 4, 5)
    ]
    assert costs(position()) == [FREE] * 7
    assert costs(position(over(4))) == [FREE, FREE, DEAR, DEAR, DEAR, DEAR, FREE]


def test_a_line_of_supply_under_aircraft_is_overextended_at_best_its_source_too() -> None:
    for missions, states in (
        ((), ["supplied"] * 3),
        ((over(4, "green"),), ["supplied"] * 3),
        ((over(4),), ["supplied", "supplied", "overextended"]),
        ((over(0),), ["overextended"] * 3),
        ((over(1), over(6)), ["overextended", "overextended", "unsupplied"]),
    ):
        state = position(*missions)
        net = trace(state, "red", state.sources["red"])
        assert [supply_state(net, BOARD.at(c, 1)) for c in (0, 2, 7)] == states
        assert why(net, BOARD.at(7, 1)).key.startswith("supply_why.aircraft") == (states[2] != "supplied")


def test_only_a_side_at_war_interdicts_and_only_by_interdiction() -> None:
    for mission in (over(4, "green"), over(4, "red"), over(4, mission="support")):
        assert hindrance(position(mission), "red") == CLEAR
        assert costs(position(mission)) == [FREE] * 7


def test_a_road_under_fire_is_never_worse_than_the_ground_beside_it() -> None:
    rules = replace(THEATRE.ruleset, air=replace(THEATRE.ruleset.air, interdiction_factor=50.0))
    theatre = make_theatre(BOARD, ("red", "blue", "green"), rules)
    state = make_state(theatre, [make_unit(theatre, "a", "red", (0, 1), "sdf_light")])
    state = replace(state, fires=Fires(missions=(over(4),)))
    assert costs(state) == [FREE, FREE, DEAR, DEAR, DEAR, DEAR, FREE]


def test_a_crater_takes_the_road_away_for_everybody() -> None:
    state = position(craters=(BOARD.at(4, 1),))
    assert costs(state) == [FREE, FREE, FREE, DEAR, DEAR, FREE, FREE]
    assert hindrance(state, "green") == hindrance(state, "blue") != CLEAR


def test_a_crater_closes_a_road_through_ground_that_is_closed_without_it() -> None:
    board = make_board(["...", "...", "..."], roads=[[(0, 1), (1, 1), (2, 1)]])
    base = THEATRE.ruleset
    swamp = {**base.terrain, "desert": replace(base.terrain["desert"], cost={"foot": 1.0})}
    theatre = make_theatre(board, ruleset=replace(base, terrain=swamp))
    state = make_state(theatre, [make_unit(theatre, "a", "red", (0, 1), "armour")])
    unit = state.units["a"]
    assert step(state, unit, board.at(0, 1), 0) is not None
    shut = replace(state, fires=Fires(craters=(Crater(board.at(1, 1), 3),)))
    assert step(shut, unit, board.at(0, 1), 0) is None


def test_supply_runs_longer_over_roads_under_fire() -> None:
    end = BOARD.at(7, 1)

    def length(state: State) -> int:
        return trace(state, "red", state.sources["red"]).m[end]

    free = length(position())
    assert free == 7 * 990  # km-equivalents per km of road: 0.33
    assert length(position(over(4))) == free + 4 * 990
    assert length(position(craters=(BOARD.at(4, 1),))) == free + 2 * (4500 - 990)
    assert length(position(over(4, "green"))) == free


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_fire_makes_no_step_cheaper_and_opens_none(seed: int) -> None:
    state = random_state(seed)
    for faction in FACTIONS:
        for mobility in ("foot", "motor", "heavy"):
            plain, fire = links_for(state, mobility), links_for(state, mobility, faction)
            for before, after in zip(plain, fire, strict=True):
                assert all(dict(before)[n] <= cost for n, cost in after)
