from __future__ import annotations

from dataclasses import replace
from typing import get_args
from unittest.mock import patch

import numpy as np
import pygame
import pytest

from game.core.board import PLACE_KINDS
from game.core.diplomacy import Diplomacy, LineSpec
from game.core.fires import Crater, Fires
from game.core.ruleset import Symbol
from game.core.units import SUPPLY_STATES, Contact
from game.core.view import View
from game.rules import movement
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.geometry import ROW
from game.ui.map import Clash, Layers, MapCanvas, Minimap, Motion, Selection, tiles
from game.ui.map.counters import Counters, face_of, readiness
from game.ui.map.detail import STREETS
from game.ui.map.gradual import at_once
from game.ui.map.labels import RANKS
from game.ui.map.overlays import supply_tree, threats
from game.ui.map.symbols import FOLDER, unit_symbol
from game.ui.map.units import frame_of
from game.ui.palette import Palette, luminance, parse
from tests.ui import scenes

PORT = pygame.Rect(40, 30, 500, 360)


@pytest.fixture(scope="module")
def view() -> View:
    return scenes.view()


@pytest.fixture(scope="module")
def canvas(view: View) -> MapCanvas:
    return MapCanvas(view.theatre, Palette(), Fonts())


def make_camera(view: View, width: int = 46) -> Camera:
    camera = Camera(view.theatre.board, PORT, width)
    camera.centre_on(view.theatre.board.at(4, 4))
    return camera


def draw(
    canvas: MapCanvas, view: View, camera: Camera, layers: Layers | None = None,
    selection: Selection | None = None,
) -> bytes:  # fmt: skip
    surface = pygame.Surface((600, 420))
    surface.fill((1, 2, 3))
    canvas.draw(surface, view, camera, layers or Layers(), selection or Selection(), patient=True)
    return pygame.image.tobytes(surface, "RGB")


def test_the_same_view_gives_the_same_picture(canvas: MapCanvas, view: View) -> None:
    other = MapCanvas(view.theatre, Palette(), Fonts())
    camera = make_camera(view)
    assert draw(canvas, view, camera) == draw(canvas, view, camera) == draw(other, view, camera)


def test_nothing_is_drawn_outside_the_viewport(canvas: MapCanvas, view: View) -> None:
    surface = pygame.Surface((600, 420))
    surface.fill((1, 2, 3))
    selection = Selection(hover=view.theatre.board.at(4, 4), marked=(view.theatre.board.at(0, 0),))
    canvas.draw(surface, view, make_camera(view), Layers(supply=True, zones=True), selection, patient=True)
    for x, y in ((39, 200), (541, 200), (300, 29), (300, 391)):
        assert surface.get_at((x, y))[:3] == (1, 2, 3)
    assert surface.get_at(PORT.center)[:3] != (1, 2, 3)


def means(view: View) -> dict[str, object]:
    """A crater and a deconfliction line along the river: what the newer layers need to show anything."""
    theatre = view.theatre
    sides = dict(zip(theatre.faction_ids[:2], theatre.board.banks, strict=False))
    line = LineSpec(tuple(sides), {f: (bank,) for f, bank in sides.items()})
    return {
        "theatre": replace(theatre, lines=(line,)),
        "fires": Fires(craters=(Crater(theatre.board.at(4, 4), 9),)),
        "diplomacy": Diplomacy(lines=True),
    }


@pytest.mark.parametrize("layer", list(vars(Layers())))
def test_every_layer_changes_the_picture(canvas: MapCanvas, view: View, layer: str) -> None:
    camera = make_camera(view)
    plain = Layers()
    switched = replace(plain, **{layer: not getattr(plain, layer)})
    known = replace(view, visible=np.arange(view.theatre.board.size) % 3 > 0, **means(view))
    assert draw(canvas, known, camera, plain) != draw(canvas, known, camera, switched)


def test_only_tiles_that_show_a_changed_hex_are_made_anew(canvas: MapCanvas, view: View) -> None:
    painter = canvas.painter
    painter.use(view, Layers())
    keys = [(112, col, row) for col in range(6) for row in range(4)]
    before = {k: painter.signature(k) for k in keys}
    control = view.control.copy()
    changed = view.theatre.board.at(0, 0)
    control[changed] = 1
    painter.use(replace(view, control=control), Layers())
    after = {k: painter.signature(k) for k in keys}
    near = {changed} | {n for _, n in view.theatre.board.adjacent[changed]}
    touched = near | {n for h in near for _, n in view.theatre.board.adjacent[h]}
    for k in keys:
        shown = set(painter.ground.hexes(k).tolist())
        if changed in shown:
            assert before[k] != after[k]
        if not touched & shown:
            assert before[k] == after[k]


def test_an_impatient_draw_comes_to_the_patient_picture_in_the_end(view: View) -> None:
    canvas = MapCanvas(view.theatre, Palette(), Fonts())
    camera = make_camera(view, 90)
    wanted = draw(canvas, view, camera)
    fresh = MapCanvas(view.theatre, Palette(), Fonts())
    surface = pygame.Surface((600, 420))
    for _ in range(60):
        surface.fill((1, 2, 3))
        if fresh.draw(surface, view, camera, Layers(), Selection()):
            break
    assert pygame.image.tobytes(surface, "RGB") == wanted


def test_after_a_zoom_the_map_stands_in_as_it_was_and_not_as_bare_ground(
    canvas: MapCanvas, view: View
) -> None:
    shown, fresh = (MapCanvas(view.theatre, Palette(), Fonts()) for _ in range(2))
    plain = Layers(units=False, labels=False, marks=False)

    def picture(of: MapCanvas, *, patient: bool = False) -> np.ndarray:
        surface = pygame.Surface((600, 420))
        of.draw(surface, view, camera, plain, Selection(), patient=patient)
        return pygame.surfarray.array3d(surface).astype(int)

    for width in (58, 112):
        camera = make_camera(view, 46)
        for _ in range(60):
            picture(shown)
        camera.set_width(width)
        finished = picture(canvas, patient=True)
        with patch.object(tiles, "BUDGET_S", -1), patch.object(tiles, "LATE_S", -1):  # no time for any tile
            off, bare = (np.abs(picture(of) - finished).mean() for of in (shown, fresh))
        assert 0 < off < 0.6 * bare, width


def test_selection_reach_path_targets_motion_and_fights_show(canvas: MapCanvas, view: View) -> None:
    camera, board = make_camera(view), view.theatre.board
    plain = draw(canvas, view, camera)
    unit = view.units["n1"]
    reach = movement.reach(view, unit)
    far = max(reach)
    path = movement.path_to(view, unit, far) or ()
    shown = [
        Selection(unit="n1"),
        Selection(unit="n1", reach=reach),
        Selection(unit="n1", path=path, path_label="3 km left"),
        Selection(targets=(board.at(5, 4),), aim=board.at(5, 4), supporters=(board.at(4, 4),)),
        Selection(targets=(board.at(5, 4),), aim=board.at(5, 4), batteries=(board.at(3, 5),)),
        Selection(marked=(board.at(4, 6),)),
        Selection(hover=board.at(4, 6)),
        Selection(motion=Motion("n1", unit.hex, board.at(4, 3), 0.5)),
        Selection(clash=Clash((unit.hex,), board.at(4, 4), 0.5, "-2")),
    ]
    pictures = [draw(canvas, view, camera, selection=s) for s in shown]
    assert len({plain, *pictures}) == len(shown) + 1


def test_each_supply_state_has_a_look_of_its_own_at_every_zoom(view: View) -> None:
    counters = Counters(Palette(), Fonts())
    livery = Palette().livery(view.theatre, "north")
    for width in (12, 22, 36, 72):
        looks = set()
        for supply in SUPPLY_STATES:
            unit = replace(view.units["n1"], supply=supply)
            picture = counters.get(face_of(unit, livery, "friend", "infantry"), width)
            looks.add(pygame.image.tobytes(pygame.transform.grayscale(picture), "RGBA"))
        assert len(looks) == len(SUPPLY_STATES), f"hex width {width}"


def test_what_a_unit_can_still_do_shows_without_colour(view: View) -> None:
    counters = Counters(Palette(), Fonts())
    livery = Palette().livery(view.theatre, "north")
    looks = set()
    for state in ("fresh", "partly", "done"):
        face = face_of(view.units["n1"], livery, "friend", "infantry", state)
        looks.add(pygame.image.tobytes(pygame.transform.grayscale(counters.get(face, 46)), "RGBA"))
    assert len(looks) == 3


def test_readiness_follows_what_a_unit_has_done(view: View) -> None:
    activity = view.activity["n1"]
    assert readiness(None) == ""
    assert readiness(activity) == "fresh"
    assert readiness(replace(activity, spent=2000)) == "partly"
    assert readiness(replace(activity, attacked=True, spent=2000)) == "done"
    assert readiness(replace(activity, done=True)) == "done"


def test_frames_follow_how_a_faction_stands_to_the_viewer(view: View) -> None:
    assert frame_of(view, "north") == "friend"
    assert frame_of(view, "south") == "hostile"
    assert frame_of(view, "east") == "neutral"
    allied = replace(view, stances={**view.stances, ("north", "east"): "allied"})
    assert frame_of(allied, "east") == "friend"


def test_an_enemy_last_seen_is_drawn_where_it_was(canvas: MapCanvas, view: View) -> None:
    camera = make_camera(view)
    ghost = replace(view.units["s2"], id="gone", hex=view.theatre.board.at(2, 2))
    remembered = replace(view, contacts=(Contact(ghost, 1),), turn=3)
    older = replace(view, contacts=(Contact(ghost, 1),), turn=4)
    pictures = {draw(canvas, v, camera) for v in (replace(view, turn=3), remembered, older)}
    assert len(pictures) == 3


def test_a_place_that_changes_hands_gets_another_chip(canvas: MapCanvas, view: View) -> None:
    camera = make_camera(view)
    pictures = {
        draw(canvas, replace(view, owners={**view.owners, "alpha": f}), camera)
        for f in ("north", "south", "")
    }
    assert len(pictures) == 3


def test_a_crossing_looks_different_destroyed_and_intact(canvas: MapCanvas, view: View) -> None:
    camera = make_camera(view)
    edge, bridge = next((e, c) for e, c in view.crossings.items() if c.status == "destroyed")
    repaired = replace(view, crossings={**view.crossings, edge: replace(bridge, status="intact")})
    works = replace(view, works={edge: 2})
    assert len({draw(canvas, v, camera) for v in (view, repaired, works)}) == 3


def test_the_supply_tree_leads_to_a_source(view: View) -> None:
    tree = at_once(supply_tree(view))
    assert tree
    heads = {b for _, b in tree} - {a for a, _ in tree}
    assert heads <= set(view.sources)


def test_threats_count_enemies_only(view: View) -> None:
    found = at_once(threats(view))
    assert view.theatre.board.at(4, 4) in [h for hexes in found.values() for h in hexes]
    peaceful = replace(view, stances=dict.fromkeys(view.stances, "neutral"))
    assert at_once(threats(peaceful)) == {}


def test_a_click_on_the_minimap_names_the_hex_it_shows(view: View) -> None:
    minimap = Minimap(view.theatre, Palette())
    rect = pygame.Rect(10, 10, 240, 200)
    surface = pygame.Surface((300, 260))
    minimap.draw(surface, rect, view, make_camera(view))
    box = minimap.box(rect)
    g = minimap.geometry
    for h in range(view.theatre.board.size):
        x, y = g.centres[h]
        at = (box.x + (x - g.west) / g.width * box.w, box.y + (y - g.north) / g.height * box.h)
        assert minimap.hex_at(rect, *at) == h
    assert minimap.hex_at(rect, 5, 5) is None


@pytest.mark.parametrize("frame", ["friend", "hostile", "neutral"])
def test_every_symbol_that_a_ruleset_may_name_has_its_picture(frame: str) -> None:
    drawn = {path.stem.removeprefix(f"unit-{frame}-") for path in FOLDER.glob(f"unit-{frame}-*.svg")}
    assert drawn == {*get_args(Symbol), "unknown"}


def test_every_kind_of_place_has_its_picture_or_that_of_a_village() -> None:
    drawn = {path.stem.removeprefix("place-") for path in FOLDER.glob("place-*.svg")}
    assert set(PLACE_KINDS) - drawn == {"suburb", "island"}
    assert drawn <= set(PLACE_KINDS)
    assert set(RANKS) <= set(PLACE_KINDS)


def test_an_unknown_symbol_is_a_question_mark_not_an_error() -> None:
    a = unit_symbol("friend", "no_such_thing", 24, (255, 255, 255))
    b = unit_symbol("friend", "unknown", 24, (255, 255, 255))
    assert pygame.image.tobytes(a, "RGBA") == pygame.image.tobytes(b, "RGBA")


def test_text_on_a_livery_can_be_read() -> None:
    palette, theatre = Palette(), scenes.theatre()
    for faction in theatre.faction_ids:
        livery = palette.livery(theatre, faction)
        assert abs(luminance(livery.text) - luminance(livery.base)) > 0.35


def test_factions_differ_by_letter_and_hatching_too() -> None:
    palette, theatre = Palette(), scenes.theatre()
    liveries = [palette.livery(theatre, f) for f in theatre.faction_ids]
    assert len({x.letter for x in liveries}) == len({x.hatch for x in liveries}) == len(liveries)


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no colour"):
        parse("red")


def test_streets_run_on_from_hex_to_hex() -> None:
    """Whole steps of the grid of streets lead from a hex to each of its neighbours."""
    grid = np.array(STREETS).T
    for x, y in ((1.0, 0.0), (0.5, ROW), (-0.5, ROW)):
        steps = np.linalg.solve(grid, (x, y))
        assert steps == pytest.approx(np.rint(steps), abs=1e-9)
    (ux, uy), (vx, vy) = STREETS
    assert abs(ux * vx + uy * vy) < 0.02 * np.hypot(ux, uy) * np.hypot(vx, vy)  # they cross at right angles
