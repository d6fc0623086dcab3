"""Tints of control end where the front lines are drawn, and lie seamlessly from tile to tile."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.core.theatre import NOBODY
from game.ui.geometry import Geometry
from game.ui.map.fronts import fronts, offset
from game.ui.map.shading import Grid, odd
from game.ui.map.tiles import SIZE
from tests.ui import scenes

BOARD = scenes.board()
GEOMETRY = Geometry(BOARD)
BESIDE, CLEAR = 0.14, 0.7
"""Hex widths beside a line at which one looks, and from which other lines and ends of lines must be away."""
WIDTHS = (13, 36, 58, 90)


def controls(seed: int, factions: int) -> NDArray[np.int8]:
    """Ground in patches, some of it nobody's."""
    rng = np.random.default_rng(seed)
    middles = rng.integers(0, BOARD.size, 7)
    of = rng.integers(-1, factions, 7)
    near = np.argmin(
        (GEOMETRY.x[:, None] - GEOMETRY.x[middles]) ** 2 + (GEOMETRY.y[:, None] - GEOMETRY.y[middles]) ** 2,
        axis=1,
    )
    return of[near].astype(np.int8)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), factions=st.integers(2, 3), width=st.sampled_from(WIDTHS))
def test_beside_a_line_the_ground_is_tinted_for_the_side_that_the_line_shows(
    seed: int, factions: int, width: int
) -> None:
    control = controls(seed, factions)
    lines = fronts(GEOMETRY, control)
    corner = (2.0, 1.5)
    grid = Grid(GEOMETRY, corner, width)
    held = grid.holders(control, lines.values())
    everything = np.array([(*p, k) for k, f in enumerate(lines.values()) for p in f.points])
    for k, front in enumerate(lines.values()):
        others = everything[everything[:, 2] != k][:, :2]
        beside = [offset(front.points, [side * BESIDE] * len(front.points)) for side in (1, -1)]
        for i in range(8, len(front.points) - 8, 5):
            p = np.array(front.points[i])
            ends = np.array([front.points[0], front.points[-1]])
            if np.hypot(*(np.concatenate((others, ends)) - p).T).min() < CLEAR:
                continue
            for at, faction in zip(beside, (front.left, front.right), strict=True):
                x, y = ((at[i][j] - (grid.west, grid.north)[j]) * grid.scale for j in (0, 1))
                if 0 <= x < grid.count and 0 <= y < grid.count:
                    assert held[int(y), int(x)] == faction


def test_without_lines_each_hex_is_its_holders() -> None:
    control = controls(1, 2)
    grid = Grid(GEOMETRY, (0.0, 0.0), 40)
    assert (grid.holders(control, []) == control[grid.hexes]).all()
    assert NOBODY in control


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-3, 25), st.floats(-3, 25)), min_size=3, max_size=9))
def test_odd_tells_in_from_out_as_counting_strokes_does(corners: list[tuple[float, float]]) -> None:
    ring = np.array([*corners, corners[0]])
    strokes = np.stack((ring[:-1], ring[1:]), axis=1)
    found = odd(strokes, 20)
    for row in range(20):
        for col in range(20):
            hits = 0
            for (ax, ay), (bx, by) in strokes.tolist():
                if (ay <= row) != (by <= row):
                    hits += ax + (row - ay) / (by - ay) * (bx - ax) > col
            assert found[row, col] == hits % 2


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), width=st.sampled_from(WIDTHS))
def test_shading_is_the_same_on_both_sides_of_the_seam_between_two_tiles(seed: int, width: int) -> None:
    values = np.random.default_rng(seed).choice([24.0, 46.0, 86.0], BOARD.size).astype(np.float32)
    left, right = (Grid(GEOMETRY, (1.0 + i * SIZE / width, 1.0), width) for i in (0, 1))
    a, b = left.faded(values), right.faded(values)
    shared = 2 * 2  # both rims
    assert np.abs(a[:, -shared:] - b[:, :shared]).max() < 0.5
    assert (left.hexes[:, -shared:] == right.hexes[:, :shared]).all()
