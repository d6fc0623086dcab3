"""A map drawn by hand, on its way to a board."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from game.core import hexes
from game.core.board import ROAD, TRACK
from game.scenario.errors import FindingsError
from game.scenario.hexline import corners, hex_line
from game.scenario.mapfile import board_from, read, write
from tests.positions import standard

DRAWN = """
format: 1
name: By hand
cols: 5
rows: 4
hex_km: 2.5
legend: {".": desert, "t": town}
terrain: |
  . . . . t
   . . . . .
  . t . . .
   . . . . .
bank_legend: {"w": west, "e": east}
banks: |
  w w w e e
   w w e e e
  w w w e e
   w w e e e
zone_legend: {"a": {id: old_town, name: Old Town, group: city}}
zones: |
  . . . . a
   . . . a a
  . . . . .
   . . . . .
places:
  here: {name: Here, at: [1, 2], kind: village, population: 300}
  there: {name: There, at: [4, 0]}
roads:
  - {name: Straight, path: [here, [2, 2], [3, 2]]}
  - {name: Dusty, kind: track, path: [[0, 0], [2, 0]]}
crossings:
  bridge: {name: Bridge, between: [[2, 2], [3, 2]], status: destroyed}
labels: {"to the sea": [0, 3]}
rivers: [Styx]
credits: [nobody]
"""


def document(**changes: Any) -> dict[str, Any]:
    return {**yaml.safe_load(DRAWN), **changes}


def sentences(**changes: Any) -> list[str]:
    with pytest.raises(FindingsError) as caught:
        board_from(read(document(**changes)), standard())
    return [f"{'.'.join(map(str, f.path))}: {f.text}" for f in caught.value.findings]


def test_a_hand_drawn_map_becomes_a_board() -> None:
    board = board_from(read(document()), standard())
    assert (board.cols, board.rows) == (5, 4)
    assert board.terrain_of(board.at(4, 0)) == "town"
    assert board.banks[board.bank[board.at(3, 0)]] == "east"
    assert board.zone_of(board.at(3, 1)).name == "Old Town"  # type: ignore[union-attr]
    assert board.zone_of(board.at(2, 1)) is None
    assert board.places["here"].hex == board.at(1, 2)
    assert board.places["here"].population == 300
    assert board.crossings[0].edge == (board.at(2, 2), board.at(3, 2))
    assert board.crossings[0].status == "destroyed"
    assert board.labels == {"to the sea": board.at(0, 3)}


def test_a_board_of_constant_scale_has_equal_steps_and_areas() -> None:
    board = board_from(read(document()), standard())
    steps = board.step_m[board.step_m > 0]
    assert abs(steps - 2500).max() <= 1
    assert set(board.area.tolist()) == {round(2500 * 2500 * 3**0.5 / 2 / 10_000)}


def test_roads_join_the_hexes_between_their_points_in_both_directions() -> None:
    board = board_from(read(document()), standard())
    for d, o, (col, row) in ((0, 3, (1, 2)), (0, 3, (2, 2))):
        assert board.road[board.at(col, row), d] == ROAD == board.road[board.at(col + 1, row), o]
    assert board.road[board.at(0, 0), 0] == TRACK
    assert (board.road > 0).sum() == 2 * (2 + 2)


def test_a_map_written_and_read_again_is_the_same_map() -> None:
    spec = read(document())
    text = write(spec)
    again = read(yaml.safe_load(text))
    assert write(again) == text
    one, two = board_from(spec, standard()), board_from(again, standard())
    for layer in ("terrain", "bank", "zone", "x", "y", "area", "road"):
        assert np.array_equal(getattr(one, layer), getattr(two, layer))
    assert (one.places, one.crossings, one.labels) == (two.places, two.crossings, two.labels)


def test_rows_may_be_a_list_and_need_no_blanks() -> None:
    rows = ["....t", ".....", ".t...", "....."]
    one = board_from(read(document(terrain=rows)), standard())
    two = board_from(read(document()), standard())
    assert np.array_equal(one.terrain, two.terrain)


def test_all_mistakes_are_said_at_once_and_with_their_place() -> None:
    said = sentences(
        legend={".": "dessert", "t": "town"},
        terrain=["....t", "......", ".t.x.", "....."],
        zone_legend={"a": {"id": "Old Town", "name": "x"}},
    )
    assert any(s.startswith("legend..:") and "did you mean 'desert'" in s for s in said)
    assert any(s.startswith("terrain.1:") and "6 letters" in s for s in said)
    assert any(s.startswith("terrain.2:") and "'x' in column 3" in s for s in said)
    assert any(s.startswith("zone_legend.a.id:") for s in said)


def test_mistakes_of_what_stands_on_the_rows_are_said_at_once() -> None:
    said = sentences(
        places={"here": {"name": "Here", "at": [1, 9]}},
        roads=[{"name": "Wet", "path": [[2, 1], [1, 1], [0, 1]]}, {"name": "Lost", "path": ["hear", [0, 0]]}],
        crossings={"dry": {"name": "Dry", "between": [[0, 0], [1, 0]]}},
        labels={"off": [7, 7]},
    )
    assert any(s.startswith("places.here.at:") and "off the board" in s for s in said)
    assert any(s.startswith("roads.0.path.0:") and "no crossing" in s for s in said)
    assert any(s.startswith("roads.1.path.0:") and "did you mean 'here'" in s for s in said)
    assert any(s.startswith("crossings.dry.between:") and "no river" in s for s in said)
    assert any(s.startswith("labels.off:") for s in said)


def test_a_crossing_lies_between_neighbours_and_alone_on_its_hexside() -> None:
    pair = [[2, 2], [3, 2]]
    said = sentences(
        crossings={
            "a": {"name": "A", "between": pair},
            "b": {"name": "B", "between": pair[::-1]},
            "c": {"name": "C", "between": [[0, 0], [4, 0]]},
        }
    )
    assert any("the same hexside" in s for s in said)
    assert any("two neighbouring hexes" in s for s in said)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"cols": 0}, "cols"),
        ({"rows": 100_000}, "rows"),
        ({"hex_km": 0}, "hex_km"),
        ({"hex_km": float("nan")}, "hex_km"),
        ({"hex_km": 400.0}, "hex_km"),
    ],
)
def test_a_board_of_impossible_size_is_refused(changes: dict[str, Any], word: str) -> None:
    assert any(word in s for s in sentences(**changes))


def test_a_mistake_in_a_drawn_block_knows_its_row_and_character() -> None:
    text = document()["terrain"].replace("  . t . . .\n".strip(), ". t . ? .")
    with pytest.raises(FindingsError) as caught:
        board_from(read(document(terrain=text)), standard())
    (finding,) = caught.value.findings
    assert (finding.path, finding.row, finding.char) == (("terrain",), 2, 6)


points = st.tuples(st.integers(0, 30), st.integers(0, 30))


@given(points, points)
def test_a_line_of_hexes_goes_from_neighbour_to_neighbour_and_takes_no_detour(
    a: tuple[int, int], b: tuple[int, int]
) -> None:
    line = hex_line(a, b)
    assert (line[0], line[-1]) == (a, b)
    assert len(line) == hexes.hex_distance(a, b) + 1
    assert all(hexes.hex_distance(p, q) == 1 for p, q in itertools.pairwise(line))


@given(st.lists(st.integers(0, 5), max_size=40))
def test_a_path_is_drawn_again_from_its_corners(turns: list[int]) -> None:
    path = [(50, 50)]
    for d in turns:
        path.append(hexes.neighbour(*path[-1], d))
    bends = corners(path)
    again = [bends[0]]
    for p, q in itertools.pairwise(bends):
        again += hex_line(p, q)[1:]
    assert again == path


def test_the_shipped_maps_are_written_as_the_writer_would(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "scenarios" / "maps"
    files = sorted(folder.glob("deir_ez_zor.yaml"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert write(read(yaml.safe_load(text))) == text
