"""The headline scenario at its start: what was reported can be read off the board."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from game.core.state import State
from game.rules.supply import trace
from game.rules.truth.audit import problems
from game.rules.truth.setup import begin
from game.scenario.load import check, load

FILE = Path(__file__).parents[2] / "scenarios" / "deir_ez_zor_2017.yaml"


@cache
def start() -> State:
    return begin(load(FILE))


def hexes_of(faction: str) -> set[int]:
    return {u.hex for u in start().units.values() if u.faction == faction}


def banks_of(faction: str) -> set[str]:
    board = start().theatre.board
    return {board.banks[board.bank[h]] for h in hexes_of(faction)}


def test_the_scenario_has_no_mistake_and_its_position_is_sound() -> None:
    assert [p for p in check([FILE]) if p.severity == "error"] == []
    assert problems(start()) == []


def test_the_government_holds_a_little_over_three_fifths_of_the_city() -> None:
    s = start()
    assert 0.6 < s.theatre.share(s.control, "government", "city") < 0.65
    assert 0.35 < s.theatre.share(s.control, "islamic_state", "city") < 0.4


def test_the_pocket_in_the_city_is_ringed_by_the_government_and_the_river() -> None:
    """Walking from the centre over ground of Islamic State, one meets only the ring and the water."""
    s = start()
    board, ids = s.theatre.board, s.theatre.faction_ids
    home = board.places["deir_ez_zor"].hex
    pocket, queue, ring = {home}, [home], set()
    for h in queue:
        for d, n in board.adjacent[h]:
            holder = int(s.control[n])
            if board.river[h, d]:
                ring.add("river")
            elif holder >= 0 and ids[holder] == "islamic_state":
                if n not in pocket:
                    pocket.add(n)
                    queue.append(n)
            else:
                ring.add(ids[holder] if holder >= 0 else "nobody")
    assert ring == {"government", "river"}
    assert 15 <= len(pocket) <= 30
    assert sum(u.hex in pocket for u in s.units.values()) == 8


def test_nearly_everybody_is_supplied_and_nobody_is_cut_off() -> None:
    for faction in start().theatre.factions:
        mine = [u for u in start().units.values() if u.faction == faction]
        assert sum(u.supply == "supplied" for u in mine) >= 0.9 * len(mine)
        assert not any(u.supply in ("unsupplied", "isolated") for u in mine)


def test_the_corridor_is_the_garrisons_only_line_of_supply() -> None:
    s = start()
    net = trace(s, "government", s.sources["government"])
    base = s.theatre.board.places["brigade_137"].hex
    assert 15 <= net.km[base] <= 30
    (source,) = s.sources["government"]
    assert not s.theatre.board.col_row(source)[0], "it enters from the west"


def test_the_government_stands_on_the_right_bank_and_the_sdf_on_the_left() -> None:
    assert banks_of("government") == {"right"}
    assert banks_of("sdf") == {"left", "left_east"}
    assert banks_of("islamic_state") == {"right", "left", "left_east", "hawijat_saqr"}


def test_the_sdf_is_at_the_industrial_area_some_six_kilometres_from_the_city() -> None:
    board = start().theatre.board
    area, gate = board.places["eastern_industrial"].hex, board.places["eastern_entrance"].hex
    assert area in hexes_of("sdf")
    assert 5_000 <= board.distance_m(area, gate) <= 7_000


def test_fields_valley_and_border_are_still_with_islamic_state() -> None:
    for place in (
        "mayadin",
        "boukamal",
        "boukamal_crossing",
        "omar",
        "conoco",
        "tanak",
        "jafra",
        "hajin",
        "qaim",
    ):
        assert start().owners[place] == "islamic_state", place


def test_every_unit_says_where_its_figures_come_from() -> None:
    spec = start().scenario.spec
    units = [u for us in spec.units.values() for u in us]
    assert 71 <= len(units) <= 107  # about 89, give or take a fifth
    assert all(u.source for u in units)
    assert set(spec.facts) == {f"F{n:02}" for n in range(1, 28)}
