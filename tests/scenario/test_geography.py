"""The headline board, built from geography."""

from __future__ import annotations

import itertools
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.board import NO_ROAD, Board, Projection
from game.scenario import projection as proj
from game.scenario.geodata import Feature, features_from, load
from game.scenario.geography import build, build_file
from game.scenario.hexline import hex_line
from game.scenario.mapfile import board_from, read, write
from game.scenario.mapspec import MapSpec
from tests.positions import standard

SCENARIOS = Path(__file__).parents[2] / "scenarios"
RAW = SCENARIOS / "geo" / "deir_ez_zor.geojson"
MORE = SCENARIOS / "geo" / "deir_ez_zor_more.geojson"
BOX = (39.58, 34.28, 41.12, 35.80)
LENS = (40.135, 35.335, 4, 6)


@cache
def built(*files: Path) -> str:
    return build_file(files, BOX, 3.0, LENS, "Deir ez-Zor")


@cache
def spec(*files: Path) -> MapSpec:
    return read(yaml.load(built(*files), yaml.CSafeLoader))


@cache
def board(*files: Path) -> Board:
    return board_from(spec(*files), standard())


def features() -> list[Feature]:
    return load([RAW, MORE])


def placed() -> dict[str, Feature]:
    return {f.id: f for f in features() if f.kind in ("town", "site") and f.id in board(RAW, MORE).places}


def flood(b: Board, start: int) -> set[int]:
    """Hexes reached without stepping over a river."""
    seen, queue = {start}, [start]
    for h in queue:
        for d, n in b.adjacent[h]:
            if not b.river[h, d] and n not in seen:
                seen.add(n)
                queue.append(n)
    return seen


def test_the_shipped_map_is_what_the_geography_gives_to_the_last_byte() -> None:
    assert (SCENARIOS / "maps" / "deir_ez_zor.yaml").read_text(encoding="utf-8") == built(RAW, MORE)
    assert build_file([RAW, MORE], BOX, 3.0, LENS, "Deir ez-Zor") == built(RAW, MORE)


@pytest.mark.parametrize("files", [(RAW,), (RAW, MORE)])
def test_with_the_crossings_shut_a_flood_never_leaves_its_bank(files: tuple[Path, ...]) -> None:
    b = board(*files)
    for bank in range(len(b.banks)):
        members = set(np.flatnonzero(b.bank == bank).tolist())
        assert flood(b, min(members)) == members
    right, left = b.places["muhasan"].hex, b.places["hajin"].hex
    assert left not in flood(b, right)


@pytest.mark.parametrize("files", [(RAW,), (RAW, MORE)])
def test_towns_on_different_banks_are_kept_apart(files: tuple[Path, ...]) -> None:
    b = board(*files)
    by_name = {p.name: p.hex for p in b.places.values()}
    sides: dict[str, set[str]] = {}
    for f in load(files):
        if f.kind in ("town", "site") and f.text("bank") in ("left", "right") and f.name in by_name:
            sides.setdefault(b.banks[b.bank[by_name[f.name]]], set()).add(f.text("bank"))
    assert sorted(map(sorted, sides.values())) == [["left"], ["left"], ["right"]]


def test_every_place_is_on_its_bank() -> None:
    means = {
        "right": {"right"}, "left": {"left", "left_east"}, "on Khabur": {"left"},
        "east of Khabur": {"left_east"}, "river": {"hawijat_saqr"},
    }  # fmt: skip
    b = board(RAW, MORE)
    for key, f in placed().items():
        assert b.banks[b.bank[b.places[key].hex]] in means[f.text("bank")], key


def test_every_place_lies_within_one_hex_of_where_it_is() -> None:
    b, p = board(RAW, MORE), spec(RAW, MORE).projection
    assert p is not None
    for key, f in placed().items():
        east, north = proj.ground(p, f.point[:1], f.point[1:])
        h = b.places[key].hex
        away = math.hypot(b.x[h] - east[0] * 1000, b.y[h] - north[0] * 1000)
        assert away <= max(b.step_m[h]) * 1.1, key
    assert len({b.places[key].hex for key in b.places}) == len(b.places)


def test_every_town_and_site_of_the_data_is_a_place() -> None:
    names = {f.name for f in load([RAW]) if f.kind in ("town", "site")}
    assert {p.name for p in board(RAW, MORE).places.values()} >= names


def test_the_board_has_about_the_size_that_was_tried() -> None:
    b = board(RAW, MORE)
    assert (b.cols, b.rows) == (59, 79)
    city = np.flatnonzero([b.terrain_of(h) == "city" for h in range(b.size)])
    assert 40 <= len(city) <= 50
    assert 600 < np.median(b.step_m[city][b.step_m[city] > 0]) < 1200
    assert 2500 < np.median(b.step_m[b.step_m > 0]) < b.step_m.max() <= 3001


def test_distances_on_the_board_are_real_kilometres() -> None:
    b = board(RAW, MORE)
    east, gate = b.places["eastern_industrial"].hex, b.places["eastern_entrance"].hex
    assert 5_000 < b.distance_m(east, gate) < 7_000
    assert 110_000 < b.distance_m(b.places["deir_ez_zor"].hex, b.places["boukamal"].hex) < 130_000


def test_roads_run_from_hex_to_hex_and_cross_rivers_only_at_crossings() -> None:
    b = board(RAW, MORE)
    crossings = {c.edge for c in b.crossings}
    for h in range(b.size):
        for d, n in b.adjacent[h]:
            if b.road[h, d] != NO_ROAD and b.river[h, d]:
                assert (min(h, n), max(h, n)) in crossings


def test_each_road_is_one_chain_through_its_places() -> None:
    s, b = spec(RAW, MORE), board(RAW, MORE)
    spots = {f.id: f.point for f in features() if f.kind in ("town", "site")}
    for f in features():
        if f.kind != "road":
            continue
        chains = [r for r in s.roads if r.name == f.name]
        assert len(chains) == 1, f.name
        hexes = {
            b.at(*p)
            for leg in itertools.pairwise(chains[0].path)
            for p in hex_line(leg[0], leg[1])  # type: ignore[arg-type]
        }
        for key, point in spots.items():
            if key in b.places and any(np.allclose(point, vertex) for line in f.lines for vertex in line):
                assert b.places[key].hex in hexes, (f.name, key)


def test_all_roads_of_the_right_bank_hang_together() -> None:
    b = board(RAW, MORE)
    seen, queue = {b.places["deir_ez_zor"].hex}, [b.places["deir_ez_zor"].hex]
    for h in queue:
        for d, n in b.adjacent[h]:
            if b.road[h, d] and not b.river[h, d] and n not in seen:
                seen.add(n)
                queue.append(n)
    for key in (
        "madan",
        "tibni",
        "bughaliyah",
        "airport",
        "mayadin",
        "boukamal",
        "qaim",
        "shola",
        "kabajib",
        "t2",
    ):
        assert b.places[key].hex in seen, key


def test_districts_fill_the_city_and_the_country_beyond_the_border_is_a_zone() -> None:
    b = board(RAW, MORE)
    for h in range(b.size):
        zone = b.zone_of(h)
        if b.terrain_of(h) == "city":
            assert zone is not None
            assert zone.group == "city"
    assert b.zone_of(b.places["qaim"].hex).id == "iraq"  # type: ignore[union-attr]
    assert b.zone_of(b.places["boukamal_crossing"].hex) is None


projections = st.builds(
    Projection,
    focus_lon=st.floats(-170, 170),
    focus_lat=st.floats(-60, 60),
    magnification=st.floats(1, 8),
    radius_km=st.floats(1, 40),
    hex_km=st.floats(0.5, 10),
    west_km=st.floats(-200, 200),
    north_km=st.floats(-200, 200),
)


@settings(max_examples=60)
@given(projections, st.floats(-300, 300), st.floats(-300, 300))
def test_the_inverse_of_the_lens_is_exact(p: Projection, east: float, north: float) -> None:
    there = proj.to_map(p, np.array([east]), np.array([north]))
    back = proj.from_map(p, *there)
    assert np.allclose(np.ravel(back), [east, north], atol=1e-6)


def test_the_lens_magnifies_at_its_focus_and_nowhere_far_away() -> None:
    p = Projection(40, 35, 4, 6, 3, 0, 0)
    r = np.array([0.001, 1.0, 6.0, 60.0, 200.0])
    assert np.allclose(proj.lens(p, r)[:1] / r[:1], 4)
    assert np.allclose(proj.lens(p, r), [x + 18 * math.tanh(x / 6) for x in r])


def test_without_a_lens_the_scale_is_constant() -> None:
    plain = read(yaml.load(build_file([RAW, MORE], BOX, 6.0, None, "Plain"), yaml.CSafeLoader))
    b = board_from(plain, standard())
    assert abs(b.step_m[b.step_m > 0] - 6000).max() <= 1
    assert b.area.max() - b.area.min() <= 1


def test_the_areas_of_the_hexes_fill_the_board() -> None:
    b, p = board(RAW, MORE), spec(RAW, MORE).projection
    assert p is not None
    assert b.area.sum() == pytest.approx(proj.areas_km2(p, b.cols, b.rows).sum() * 100, rel=1e-3)
    assert 23_500 < b.area.sum() / 100 < 27_000


def square(kind: str, name: str, **properties: Any) -> dict[str, Any]:
    ring = [[10, 10], [10.2, 10], [10.2, 10.2], [10, 10.2], [10, 10]]
    return {
        "properties": {"kind": kind, "name": name, **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def spot(kind: str, name: str, lon: float, lat: float, **properties: Any) -> dict[str, Any]:
    return {
        "properties": {"kind": kind, "name": name, **properties},
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def road(name: str, *points: tuple[float, float]) -> dict[str, Any]:
    return {
        "properties": {"kind": "road", "name": name},
        "geometry": {"type": "LineString", "coordinates": [list(p) for p in points]},
    }


RIVER = {
    "properties": {"kind": "river", "name": "River"},
    "geometry": {"type": "LineString", "coordinates": [[10.0, 9], [10.0, 11]]},
}


def small(*documents: dict[str, Any]) -> MapSpec:
    return build(features_from(documents), (9.7, 9.7, 10.3, 10.3), 5.0)


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ([spot("castle", "Keep", 10, 10)], "unknown kind 'castle'"),
        ([square("town", "Square")], "needs a point"),
        ([RIVER, road("Wet", (9.8, 10), (10.2, 10))], "would have to cross a river"),
        ([spot("crossing", "Dry", 10, 10)], "no river hexside left"),
        ([spot("town", "A", 10, 10, id="x"), spot("town", "B", 10.1, 10, id="x")], "the same id 'x'"),
        ([RIVER, {"properties": {"amends": "Nobody"}}], "no feature before it"),
    ],
)
def test_impossible_geography_is_refused_in_a_sentence(documents: list[dict[str, Any]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        small(*documents)


def test_a_town_pulls_its_hex_over_to_its_own_bank() -> None:
    wrong_side = spot("town", "Shore", 10.015, 10.0, bank="west")
    s = small(
        RIVER, spot("town", "West", 9.8, 10, bank="west"), spot("town", "East", 10.2, 10, bank="east"),
        spot("town", "East two", 10.2, 9.9, bank="east"), wrong_side,
    )  # fmt: skip
    b = board_from(s, standard())
    banks = {k: b.bank[p.hex] for k, p in b.places.items()}
    assert banks["shore"] == banks["west"] != banks["east"]
    assert b.places["east"].hex not in flood(b, b.places["shore"].hex)


def test_a_road_may_cross_where_there_is_a_crossing() -> None:
    s = small(RIVER, spot("crossing", "Bridge", 10.0, 10.1), road("Dry", (9.8, 10), (10.2, 10)))
    b = board_from(s, standard())
    a, c = b.crossings[0].edge
    assert b.road[a, b.direction(a, c)] > 0  # type: ignore[index]
    assert write(read(yaml.safe_load(write(s)))) == write(s)
