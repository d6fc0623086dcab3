"""Names on the map, in every shipped scenario: none over another, none over what a counter says."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ai.registry import controller
from game.core.civil import Sighting
from game.core.view import View
from game.match.match import Match
from game.rules.truth.observe import observe
from game.scenario.load import load
from game.ui.camera import LEVELS, Camera
from game.ui.fonts import Fonts
from game.ui.map import Layers, MapCanvas
from game.ui.map.counters import SYMBOL_FROM, card_size
from game.ui.map.labels import Laid
from game.ui.map.model import Selection
from game.ui.map.placement import Room, spots
from game.ui.map.tasks import task_boxes
from game.ui.palette import Palette
from tests.ui import scenes
from tests.ui.driver import start

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def laid(view: View, width: int, scale: float) -> tuple[list[pygame.Rect], MapCanvas]:
    """Boxes of all lettering that lies over counters: names and notes."""
    canvas = MapCanvas(view.theatre, Palette(), Fonts(scale))
    layers = Layers()
    notes = canvas.notes(view, width, layers)
    found = canvas.labels.use(view, width, canvas.obstacles(view, width, layers), layers, notes)
    return boxes_of(found), canvas


def boxes_of(found: Laid) -> list[pygame.Rect]:
    return [x.picture.get_rect(topleft=(x.x, x.y)) for x in (*found.names, *found.notes)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_names_cover_neither_each_other_nor_a_counter_nor_the_frame(path: Path, scale: float) -> None:
    match = Match(load(path), 1)
    view = match.view(match.theatre.faction_ids[0])
    for width in LEVELS:
        boxes, canvas = laid(view, width, scale)
        assert boxes or width < 22, width
        assert not [(a, b) for a, b in combinations(boxes, 2) if a.colliderect(b)], width
        g = canvas.geometry
        sheet = pygame.Rect(*(round(k * width) for k in (g.west, g.north, g.width, g.height)))
        assert all(sheet.contains(box) for box in boxes), width
        cards = [pygame.Rect(b) for b in canvas.units.boxes(view, width)]
        assert all(box.collidelist(cards) < 0 for box in boxes), width


@pytest.fixture(scope="module")
def crowded() -> tuple[View, MapCanvas]:
    """The headline scenario when both sides stand in the city, some of them seen before and some reported."""
    scenario = load(next(p for p in SHIPPED if p.stem.startswith("deir")))
    match = Match(scenario, 1, injected={f: controller("simple") for f in scenario.theatre.faction_ids})
    while match.turn < 10:
        match.step()
    view = match.view(match.active)
    canvas = MapCanvas(view.theatre, Palette(), Fonts())
    draw_once(canvas, view, Fonts(), 46)
    assert max(canvas.overlays.threats) > 1
    assert view.contacts
    assert view.civil.sightings
    return view, canvas


def draw_once(canvas: MapCanvas, view: View, fonts: Fonts, width: int) -> None:
    canvas.fonts = fonts
    surface = pygame.Surface((200, 200))
    canvas.draw(surface, view, Camera(view.theatre.board, surface.get_rect(), width), EVERYTHING, Selection())


EVERYTHING = Layers(supply=True, zones=True, threats=True, sight=True, lines=True)


@pytest.mark.parametrize("scale", [1.0, 2.0, 4.0])
@pytest.mark.parametrize("width", [w for w in LEVELS if w >= 13])
def test_with_every_overlay_on_no_words_lie_over_others_or_over_a_sign_in_a_crowded_position(
    crowded: tuple[View, MapCanvas], width: int, scale: float
) -> None:
    view, canvas = crowded
    canvas.fonts = Fonts(scale)
    obstacles = canvas.obstacles(view, width, EVERYTHING)
    notes = canvas.notes(view, width, EVERYTHING)
    found = canvas.labels.use(view, width, obstacles, EVERYTHING, notes)
    boxes = boxes_of(found)
    assert not [(a, b) for a, b in combinations(boxes, 2) if a.colliderect(b)]
    signs = [pygame.Rect(b) for b in obstacles]
    assert all(box.collidelist(signs) < 0 for box in boxes)
    places = replace(EVERYTHING, districts=False)
    bare, noted = (canvas.labels.use(view, width, obstacles, places, said) for said in ((), notes))
    assert bare.names == noted.names  # names do not move for numbers


@pytest.mark.parametrize("width", [46, 90])
def test_most_numbers_of_threats_find_a_place_and_own_counters_bear_theirs(
    crowded: tuple[View, MapCanvas], width: int
) -> None:
    view, canvas = crowded
    canvas.fonts = Fonts()
    notes = canvas.overlays.notes(view, width, EVERYTHING)
    found = canvas.labels.use(view, width, canvas.obstacles(view, width, EVERYTHING), EVERYTHING, notes)
    assert len(found.notes) >= 0.9 * len(notes) > 10
    hit = {h for hexes in canvas.overlays.threats.values() for h in hexes}
    assert len(canvas.overlays.boxes(view, width, EVERYTHING)) == len({u.hex for u in view.own} & hit) > 0


@pytest.mark.parametrize("width", [w for w in LEVELS if w >= SYMBOL_FROM])
def test_the_room_kept_for_counters_holds_their_cards(width: int) -> None:
    view = scenes.view()
    canvas = MapCanvas(view.theatre, Palette(), Fonts())
    cards = [pygame.Rect(b) for b in canvas.units.boxes(view, width)]
    for h in view.stacks:
        x, y = canvas.geometry.centres[h]
        card = pygame.Rect((0, 0), card_size(width))
        card.center = (round(x * width), round(y * width))
        assert any(box.contains(card) for box in cards)


def test_a_frame_that_has_no_time_for_names_keeps_those_there_were_and_the_next_one_lays_them_out() -> None:
    view = scenes.view()
    labels = MapCanvas(view.theatre, Palette(), Fonts()).labels
    before = labels.use(view, 40, (), Layers())
    moved = ((0, 0, 4000, 4000),)  # a counter that leaves no room
    assert before.names
    assert labels.use(view, 40, moved, Layers(), late=True) == before
    after = labels.use(view, 40, moved, Layers(), late=True)
    assert after.names != before.names
    assert not labels.use(
        view, 60, (), Layers(), late=True
    ).names  # at another scale they would lie elsewhere
    assert labels.use(view, 60, (), Layers(), late=True).names
    assert labels.use(view, 40, (), Layers(), late=True) == before  # known already


def test_the_city_of_the_headline_scenario_is_named_at_every_zoom() -> None:
    path = next(p for p in SHIPPED if p.stem.startswith("deir"))
    match = Match(load(path), 1)
    view = match.view(match.theatre.faction_ids[0])
    canvas = MapCanvas(view.theatre, Palette(), Fonts())
    largest = max(view.theatre.board.places.values(), key=lambda p: p.population)
    for width in (6, 7, *LEVELS):
        found = canvas.labels.use(view, width, canvas.obstacles(view, width, Layers()), Layers())
        size = canvas.labels._name(largest, view.owners.get(largest.id, ""), width).get_size()
        assert size in {x.picture.get_size() for x in found.names}, width


@settings(max_examples=40)
@given(
    moves=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 139)), max_size=7),
    width=st.sampled_from(LEVELS),
)
def test_wherever_units_stand_names_keep_clear_of_them(moves: list[tuple[int, int]], width: int) -> None:
    state = scenes.state()
    units = list(state.units.values())
    for i, h in moves:
        units[i] = replace(units[i], hex=h)
    view = observe(replace(state, units={u.id: u for u in units}), "north")
    boxes, canvas = laid(view, width, 1.0)
    cards = [pygame.Rect(b) for b in canvas.units.boxes(view, width)]
    assert all(box.collidelist(cards) < 0 for box in boxes)
    assert not [(a, b) for a, b in combinations(boxes, 2) if a.colliderect(b)]


@given(
    at=st.tuples(st.integers(0, 400), st.integers(0, 300)),
    size=st.tuples(st.integers(5, 90), st.integers(5, 20)),
    clear=st.integers(3, 30),
)
def test_no_spot_covers_the_point_that_it_names(
    at: tuple[int, int], size: tuple[int, int], clear: int
) -> None:
    for spot in spots(size, at, (clear, clear), 3, 30):
        assert not spot.box.collidepoint(at)


def test_a_room_gives_no_place_twice_and_none_beyond_its_sheet() -> None:
    room = Room(pygame.Rect(0, 0, 100, 50), [pygame.Rect(0, 0, 20, 20)])
    assert not room.take(pygame.Rect(10, 10, 20, 20))
    assert not room.take(pygame.Rect(90, 10, 20, 20))
    assert room.take(pygame.Rect(30, 10, 20, 20))
    assert not room.take(pygame.Rect(40, 15, 20, 20))


def test_the_ring_and_the_arrow_of_a_task_cover_no_name() -> None:
    match = Match(load(next(p for p in SHIPPED if p.stem == "tutorial")), 1)
    view = match.view(match.theatre.faction_ids[0])
    assert view.tasks
    for width in (w for w in LEVELS if w >= SYMBOL_FROM):
        boxes, canvas = laid(view, width, 1.0)
        signs = [pygame.Rect(b) for b in task_boxes(view, canvas.geometry, width)]
        assert len(signs) == 2
        assert all(box.collidelist(signs) < 0 for box in boxes), width


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_names_keep_clear_of_what_reports_say(scale: float) -> None:
    view = scenes.view()
    seen = tuple(
        Sighting(1, "Watch", "south", p.hex, "Riders", 0.87) for p in view.theatre.board.places.values()
    )
    view = replace(view, turn=3, civil=replace(view.civil, sightings=seen))
    for width in (w for w in LEVELS if w >= SYMBOL_FROM):
        boxes, canvas = laid(view, width, scale)
        signs = [pygame.Rect(b) for b in canvas.marks.boxes(view, width)]
        assert len(signs) > len(seen), width  # and a site
        said = canvas.labels.use(view, width, (), Layers(labels=False), canvas.marks.notes(view, width)).notes
        assert len(said) == (len(seen) if width >= 46 else 0)
        assert all(box.collidelist(signs) < 0 for box in boxes), width


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_large_letters_in_a_small_window_leave_what_matters_named(path: Path) -> None:
    """Text at 2x in a window of 1280 x 720, at the first look: names of towns do not give way to it."""
    side = next(iter(load(path).theatre.factions))
    d = start(side=side, path=path, size=(1280, 720), text_scale=2.0)
    match, camera = d.match, d.match.camera
    places = [p for p in match.view.theatre.board.places.values() if camera.shows(p.hex)]
    layers = match.layers
    obstacles = match.canvas.obstacles(match.view, camera.width, layers)
    found = match.canvas.labels.use(match.view, camera.width, obstacles, layers)
    ox, oy = camera.origin
    boxes = [x.picture.get_rect(topleft=(ox + x.x, oy + x.y)) for x in found.names]
    inside = [box for box in boxes if box.colliderect(camera.viewport)]
    assert not [(a, b) for a, b in combinations(inside, 2) if a.colliderect(b)]
    pictures = {x.picture for x in found.names}
    rank = match.canvas.labels.rank
    weighty = [p for p in places if rank(p) >= 3]
    named = [
        p
        for p in weighty
        if match.canvas.labels._name(p, match.view.owners.get(p.id, ""), camera.width) in pictures
    ]
    assert len(named) >= 0.75 * len(weighty), [p.name for p in weighty if p not in named]
