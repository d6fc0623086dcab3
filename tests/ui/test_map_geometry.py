from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import hexes
from game.core.board import edge
from game.ui.camera import LEVELS, Camera
from game.ui.geometry import Geometry, iron, smooth
from game.ui.map.fronts import fronts
from game.ui.map.lines import Lines, hex_roads
from tests.ui import scenes

BOARD = scenes.board()
GEOMETRY = Geometry(BOARD)
PORT = pygame.Rect(100, 50, 640, 400)


def make_camera(width: int = 46) -> Camera:
    return Camera(BOARD, PORT, width)


@given(h=st.integers(0, BOARD.size - 1), width=st.sampled_from(LEVELS))
def test_the_hex_at_a_hexs_own_centre_is_that_hex(h: int, width: int) -> None:
    camera = make_camera(width)
    camera.centre_on(h)
    x, y = camera.screen_of(h)
    if PORT.collidepoint(x, y):
        assert camera.hex_at(x, y) == h
    assert GEOMETRY.hex_at(*camera.map_point(x, y)) == h


def test_nothing_lies_under_a_point_outside_the_viewport() -> None:
    camera = make_camera()
    camera.fit()
    assert camera.hex_at(PORT.left - 5, PORT.centery) is None
    assert camera.hex_at(*PORT.center) is not None


@given(
    x=st.integers(PORT.left + 150, PORT.right - 150),
    y=st.integers(PORT.top + 120, PORT.bottom - 120),
    factor=st.sampled_from((0.5, 0.8, 1.25, 2.0)),
)
def test_zooming_keeps_what_is_under_the_cursor_unless_the_edge_forbids(
    x: int, y: int, factor: float
) -> None:
    camera = make_camera(90)
    before = camera.map_point(x, y)
    camera.zoom_at(x, y, factor)
    after = camera.map_point(x, y)
    free = camera.geometry.width * camera.width > PORT.w and camera.geometry.height * camera.width > PORT.h
    if free and factor > 1:
        assert math.dist(before, after) * camera.width < 2


def test_zooming_in_and_out_always_changes_the_level_until_the_ends() -> None:
    for unit, largest in ((1.0, 112), (1.333, 140), (2.0, 220)):
        camera = make_camera(LEVELS[0])
        camera.unit = unit
        levels = LEVELS[: LEVELS.index(largest) + 1]
        seen = [camera.width]
        while camera.zoom_at(*PORT.center, 1.01):
            seen.append(camera.width)
        assert tuple(seen) == levels
        while camera.zoom_at(*PORT.center, 0.99):
            seen.append(camera.width)
        assert seen[len(levels) :] == list(reversed(levels))[1:]


def test_a_finer_screen_shows_larger_hexes_at_first() -> None:
    usual, fine = make_camera(13), make_camera(13)
    fine.unit = 2.0
    for camera in (usual, fine):
        camera.viewport = pygame.Rect(0, 0, 3000, 3000)
        camera.fit_hexes([0, 1])
    assert (usual.width, fine.width) == (90, 176)


@given(st.lists(st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000)), max_size=5))
def test_however_far_one_drags_some_of_the_map_stays_in_sight(drags: list[tuple[int, int]]) -> None:
    camera = make_camera(72)
    for dx, dy in drags:
        camera.pan(dx, dy)
    g = camera.geometry
    (left, top), (right, bottom) = camera.screen(g.west, g.north), camera.screen(g.east, g.south)
    assert PORT.clip((left, top, right - left, bottom - top)).w >= PORT.w - 2 * 62
    assert PORT.clip((left, top, right - left, bottom - top)).h >= PORT.h - 2 * 62


def test_fitting_shows_the_whole_map() -> None:
    camera = make_camera()
    camera.fit()
    assert all(PORT.collidepoint(camera.screen_of(h)) for h in range(BOARD.size))


def test_fitting_hexes_shows_them() -> None:
    camera = make_camera()
    wanted = [BOARD.at(3, 3), BOARD.at(6, 6)]
    camera.fit_hexes(wanted)
    assert all(camera.shows(h) for h in wanted)


@given(x=st.floats(-0.4, 13.4), y=st.floats(-0.4, 8.2))
def test_many_points_at_once_find_the_same_hexes_as_one_by_one(x: float, y: float) -> None:
    col, row = hexes.hex_at(x, y)
    if not (0 <= col < BOARD.cols and 0 <= row < BOARD.rows):
        return
    found = int(GEOMETRY.hexes_at(np.array([x]), np.array([y]))[0])
    fx, fy = GEOMETRY.centres[found]
    wx, wy = GEOMETRY.centres[BOARD.at(col, row)]
    assert math.dist((x, y), (fx, fy)) == pytest.approx(math.dist((x, y), (wx, wy)), abs=1e-6)


def test_the_two_hexes_of_a_hexside_agree_on_its_ends() -> None:
    for h in range(BOARD.size):
        for d, n in BOARD.adjacent[h]:
            a = sorted(GEOMETRY.hexside(h, d))
            b = sorted(GEOMETRY.hexside(n, hexes.OPPOSITE[d]))
            assert [round(v, 9) for p in a for v in p] == [round(v, 9) for p in b for v in p]


def test_walks_use_every_hexside_exactly_once_and_never_jump() -> None:
    walks = GEOMETRY.walks(BOARD.river_edges)
    sides = [e for _, es in walks for e in es]
    assert sorted(sides) == sorted(BOARD.river_edges)
    for corners, es in walks:
        assert len(corners) == len(es) + 1
        for a, b in pairwise(corners):
            assert math.dist(a, b) == pytest.approx(1 / math.sqrt(3), abs=1e-6)


def test_a_closed_ring_of_hexsides_is_one_line_that_ends_where_it_begins() -> None:
    h = BOARD.at(5, 5)
    ring = [edge(h, n) for _, n in BOARD.adjacent[h]]
    (line,) = GEOMETRY.chains(ring)
    assert line[0] == line[-1]
    assert len(line) == 7


def test_the_drawn_river_passes_every_river_hexside() -> None:
    lines = Lines(scenes.theatre(BOARD), GEOMETRY)
    points = [p for curve in lines.rivers for p in curve.points]
    for e in BOARD.river_edges:
        assert min(math.dist(GEOMETRY.middle(e), p) for p in points) < 0.12


def test_roads_of_neighbours_meet_on_their_hexside() -> None:
    for h in range(BOARD.size):
        for d, n in BOARD.adjacent[h]:
            if not BOARD.road[h, d]:
                continue
            middle = GEOMETRY.middle((h, n))
            for end in (h, n):
                ends = [
                    p
                    for r in hex_roads(BOARD, GEOMETRY, end)
                    for p in (r.curve.points[0], r.curve.points[-1])
                ]
                assert min(math.dist(middle, p) for p in ends) < 1e-6


def test_front_lines_have_the_right_faction_on_each_side() -> None:
    control = np.full(BOARD.size, 0, dtype=np.int8)
    control[[BOARD.at(c, r) for c in range(14) for r in range(5, 10)]] = 1
    (front,) = fronts(GEOMETRY, control).values()
    eastward = front.points[-1][0] > front.points[0][0]
    assert (front.left, front.right) == ((0, 1) if eastward else (1, 0))


def test_a_front_is_wet_where_it_follows_the_river() -> None:
    control = np.where(np.array(BOARD.bank) == 0, 0, 1).astype(np.int8)
    assert all(all(f.wet) for f in fronts(GEOMETRY, control).values())


def test_ironing_takes_steps_out_of_a_line_but_does_not_shrink_a_ring() -> None:
    stairs = [(float((i + 1) // 2), float(i // 2)) for i in range(24)]
    assert {x - y for x, y in stairs} == {0.0, 1.0}
    assert all(0.4 < x - y < 0.6 for x, y in iron(stairs, 5)[6:18])
    ring = [(math.cos(math.radians(a)), math.sin(math.radians(a))) for a in range(0, 361, 60)]
    assert min(math.hypot(x, y) for x, y in iron(ring, 5)) > 0.7


def test_a_spline_goes_through_its_points() -> None:
    line = [(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (3.0, 2.0)]
    curve = smooth(line, 5)
    for i, point in zip((0, 5, 10, 15), line, strict=True):
        assert curve[i] == pytest.approx(point)


def test_lines_that_are_known_are_kept_and_the_rest_is_as_if_drawn_anew():
    control = np.random.default_rng(3).integers(0, 3, BOARD.size).astype(np.int8)
    known = fronts(GEOMETRY, control)
    after = control.copy()
    after[BOARD.size // 2] = (after[BOARD.size // 2] + 1) % 3
    found = fronts(GEOMETRY, after, known)
    assert found == fronts(GEOMETRY, after)
    assert found != known
    assert any(found[key] is known[key] for key in found.keys() & known.keys())
