"""What units see."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import sight
from tests.positions import make_board, make_theatre, make_unit


def seen(theatre, at, metres):
    return {theatre.board.col_row(h) for h in sight.disc(theatre, theatre.board.at(*at), metres).tolist()}


def test_sight_reaches_as_far_as_the_unit_type_says():
    theatre = make_theatre(make_board(["." * 9] * 5))
    unit = make_unit(theatre, "a", "red", (4, 2), "regular")
    assert sight.sight_m(theatre, unit) == 5000
    assert (5, 2) in seen(theatre, (4, 2), 5000)
    assert (6, 2) not in seen(theatre, (4, 2), 5000)
    assert (6, 2) in seen(theatre, (4, 2), 6000)


def test_cover_is_that_of_the_ground_looked_into():
    theatre = make_theatre(make_board(["..f....."]))
    assert (2, 0) not in seen(theatre, (0, 0), 9000)
    assert (3, 0) in seen(theatre, (0, 0), 9000), "over the fields"
    assert (2, 0) in seen(theatre, (0, 0), 12_000)
    assert (0, 0) in seen(theatre, (2, 0), 6000), "out of the fields"


def test_the_next_hex_is_always_seen():
    theatre = make_theatre(make_board(["ccc", "ccc", "ccc"]))
    assert seen(theatre, (1, 1), 0) == {(1, 1), (0, 1), (2, 1), (1, 0), (2, 0), (1, 2), (2, 2)}


def test_a_disc_cannot_be_written_to():
    theatre = make_theatre(make_board(["..."]))
    with pytest.raises(ValueError, match="read-only"):
        sight.disc(theatre, 0, 5000)[0] = 1


@given(st.text(alphabet=".fhvtc", min_size=20, max_size=20), st.integers(0, 19), st.integers(0, 15_000))
def test_a_disc_is_sorted_has_every_hex_once_and_grows_with_sight(letters, h, metres):
    theatre = make_theatre(make_board([letters[i : i + 5] for i in range(0, 20, 5)]))
    disc = sight.disc(theatre, h, metres)
    assert np.all(np.diff(disc) > 0)
    assert set(disc.tolist()) <= set(sight.disc(theatre, h, metres + 3000).tolist())
    assert h in disc
