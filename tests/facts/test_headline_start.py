"""The headline scenario begins where the report left off: shares, distances, sides and who stands where."""

from __future__ import annotations

from functools import cache

import pytest

from game.core.state import State
from game.rules.truth.setup import begin
from game.scenario.load import load
from tests.scenario.authoring import SCENARIOS


@cache
def opening() -> State:
    return begin(load(SCENARIOS / "deir_ez_zor_2017.yaml"))


def km(a: str, b: str) -> float:
    board = opening().theatre.board
    return board.distance_m(board.places[a].hex, board.places[b].hex) / 1000


def banks_of(faction: str) -> set[str]:
    """Banks on which a side's units stand."""
    board = opening().theatre.board
    return {
        board.banks[int(board.bank[u.hex])] for u in opening().units.values() if u.faction == faction
    }  # fmt: skip


def test_f06_the_corridor_is_a_line_of_supply_to_the_garrison_at_the_start() -> None:
    garrison = [u for u in opening().units.values() if u.id.startswith(("g_104", "g_137"))]
    assert len(garrison) >= 5
    assert {u.supply for u in garrison} <= {"supplied", "overextended"}


def test_f08_somewhat_more_than_60_per_cent_of_the_city_is_in_government_hands() -> None:
    state = opening()
    assert 0.60 <= state.theatre.share(state.control, "government", "city") <= 0.68


def test_f09_the_city_is_a_grid_of_named_districts() -> None:
    board = opening().theatre.board
    districts = [z for z in board.zones if z.group == "city"]
    assert len(districts) >= 10
    assert "artillery" in {u.type for u in opening().units.values() if u.faction == "government"}


def test_f10_and_f11_the_pocket_the_valley_the_fields_and_the_border_are_still_held() -> None:
    state = opening()
    held = {p for p, owner in state.owners.items() if owner == "islamic_state"}
    assert held >= {"deir_ez_zor", "mayadin", "boukamal", "boukamal_crossing", "omar", "conoco", "hajin"}
    assert km("deir_ez_zor", "boukamal_crossing") > 100


def test_f13_the_partners_come_on_the_left_bank_from_the_north_and_east() -> None:
    state = opening()
    assert all(bank.startswith("left") for bank in banks_of("sdf"))
    assert len(state.sources["sdf"]) >= 2
    top = [state.theatre.board.col_row(h)[1] for h in state.sources["sdf"]]
    assert max(top) <= 2


def test_f14_the_industrial_area_lies_six_kilometres_from_the_eastern_entrance() -> None:
    assert 5 <= km("eastern_industrial", "eastern_entrance") <= 7.5
    board, state = opening().theatre.board, opening()
    there = board.places["eastern_industrial"].hex
    assert state.owners["eastern_industrial"] == "sdf"
    near = min(board.distance_m(there, u.hex) for u in state.units.values() if u.faction == "government")
    assert near <= 15_000


@pytest.mark.parametrize(("pair", "stance"), [
    (("government", "sdf"), "rival"), (("government", "islamic_state"), "war"),
    (("sdf", "islamic_state"), "war"), (("government", "iraq"), "neutral"),
])  # fmt: skip
def test_f15_and_f25_who_fights_whom(pair: tuple[str, str], stance: str) -> None:
    assert opening().stances[pair] == stance


def test_f24_allied_militias_fight_on_the_governments_side() -> None:
    units = opening().scenario.spec.units["government"]
    assert sum(u.type == "militia" for u in units) >= 3


def test_f25_the_far_side_of_the_border_is_another_sides_and_not_for_players() -> None:
    state = opening()
    iraq = state.theatre.factions["iraq"]
    assert not iraq.playable
    assert iraq.controller == "simple"
    assert any(u.faction == "iraq" for u in state.units.values())
