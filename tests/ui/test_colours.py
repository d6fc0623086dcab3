"""Whether colours can be told apart, judged by another library (coloraide: CIEDE2000, Machado, Brettel)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pygame
import pytest
from coloraide import Color
from hypothesis import given, settings
from hypothesis import strategies as st

from game.scenario.load import load
from game.ui.colour import CONES, STANDARD, VISIONS, apart, oklab, seen, unlab
from game.ui.liveries import GAP, liveries
from game.ui.map.labels import owner_mark
from game.ui.map.shapes import dotted_hex, filled_hex, hatched_hex
from game.ui.palette import Colour, Palette, luminance
from game.ui.settings import load as load_settings
from game.ui.settings import save
from game.ui.widgets import style as look
from tests.ui import driver, scenes

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
OVERLAYS = ("reach", "accent", "target", "zone", "threat", "sight", "supplied")
"""Reach, path, attack, zones of control, threats, sight, lines of supply."""
SUPPLY = ("supplied", "overextended", "unsupplied", "isolated")
LEAST_OVERLAY, LEAST_FACTION = 9.0, 20.0
"""CIEDE2000 between any two, for whatever eyes; 2 is what one just notices side by side."""
colours = st.tuples(*[st.integers(0, 255)] * 3)


def coloured(c: Colour) -> Color:
    return Color("srgb", [x / 255 for x in c])


def difference(a: Colour, b: Colour, vision: str) -> float:
    """CIEDE2000 as that vision sees it: the lesser one of two models."""
    if vision == STANDARD:
        return coloured(a).delta_e(coloured(b), method="2000")
    return min(
        coloured(a)
        .filter(vision, method=m)
        .clip()
        .delta_e(coloured(b).filter(vision, method=m).clip(), method="2000")
        for m in ("machado", "brettel")
    )


@settings(max_examples=40)
@given(colour=colours, vision=st.sampled_from(list(CONES)))
def test_our_simulation_is_that_of_the_published_model(colour: Colour, vision: str) -> None:
    theirs = coloured(colour).filter(vision, method="machado").convert("srgb")
    ours = seen([colour], vision)[0]
    assert ours == pytest.approx([255 * min(1, max(0, x)) for x in theirs.coords()], abs=1.5)


@settings(max_examples=40)
@given(colour=colours)
def test_our_measure_is_oklab(colour: Colour) -> None:
    theirs = [100 * x for x in coloured(colour).convert("oklab").coords()]
    assert oklab([colour])[0] == pytest.approx(theirs, abs=0.05)
    assert unlab(oklab([colour]))[0] == pytest.approx(colour, abs=0.6)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("group", [OVERLAYS, SUPPLY], ids=["overlays", "supply"])
def test_overlays_keep_apart_for_all_eyes(vision: str, group: tuple[str, ...]) -> None:
    palette = Palette()
    for a, b in combinations(group, 2):
        assert difference(getattr(palette, a), getattr(palette, b), vision) >= LEAST_OVERLAY, (a, b)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
@pytest.mark.parametrize("vision", VISIONS)
def test_factions_keep_apart_in_the_palette_for_those_eyes(path: Path, vision: str) -> None:
    theatre, palette = load(path).theatre, Palette(vision=vision)
    found = [palette.livery(theatre, f) for f in theatre.faction_ids]
    for a, b in combinations(found, 2):
        assert difference(a.base, b.base, vision) >= LEAST_FACTION, (a.name, b.name)
    for livery in found:
        assert abs(luminance(livery.text) - luminance(livery.base)) > 0.3


def test_the_headline_scenario_would_not_keep_apart_without_a_palette_of_its_own() -> None:
    theatre = load(next(p for p in SHIPPED if p.stem.startswith("deir"))).theatre
    plain = [Palette().livery(theatre, f).base for f in theatre.faction_ids]
    assert min(difference(a, b, "deutan") for a, b in combinations(plain, 2)) < LEAST_FACTION


@settings(max_examples=60)
@given(chosen=st.lists(colours, min_size=1, max_size=4), vision=st.sampled_from(list(CONES)))
def test_whatever_colours_an_author_chooses_they_come_apart(chosen: list[Colour], vision: str) -> None:
    found = liveries(tuple(chosen), vision)
    assert len(found) == len(chosen)
    as_seen = oklab(seen(list(found), vision))
    assert all(apart(a, b) >= GAP - 1e-9 for a, b in combinations(as_seen, 2))


@given(chosen=st.lists(colours, min_size=1, max_size=4))
def test_the_standard_palette_is_the_authors(chosen: list[Colour]) -> None:
    assert liveries(tuple(chosen), STANDARD) == tuple(chosen)


def test_overlays_of_hexes_differ_in_pattern_too() -> None:
    grey = (90, 90, 90)
    pictures = [
        filled_hex(46, grey, 105),
        hatched_hex(46, grey, 150),
        *(dotted_hex(46, grey, n) for n in (1, 2, 3, 4)),
    ]
    assert len({pygame.image.tobytes(p, "RGBA") for p in pictures}) == len(pictures)


def test_marks_of_owners_differ_in_shape() -> None:
    theatre, palette = scenes.theatre(), Palette()
    grey = (90, 90, 90)
    liveries_ = [replace(palette.livery(theatre, f), base=grey) for f in (*theatre.faction_ids, "")]
    marks = {pygame.image.tobytes(owner_mark(x, 9, palette), "RGBA") for x in liveries_}
    assert len(marks) == len(liveries_)


def test_a_palette_changes_factions_and_nothing_else() -> None:
    theatre = scenes.theatre()
    for vision in CONES:
        palette = Palette(vision=vision)
        assert {k: v for k, v in vars(palette).items() if k not in {"vision", "_liveries"}} == {
            k: v for k, v in vars(Palette()).items() if k not in {"vision", "_liveries"}
        }
        assert palette.livery(theatre, "north").letter == Palette().livery(theatre, "north").letter


def test_another_palette_shows_at_once_on_map_and_panels_and_is_kept(tmp_path: Path) -> None:
    d = driver.start()
    try:
        d.frames(3)
        before, painted = d.match.canvas, [panel.state() for panel in d.match.panels]
        pictures = [pygame.image.tobytes(panel._image, "RGB") for panel in d.match.panels]
        d.app.apply(d.app.settings.but(palette="protan"))
        d.frames(3)
        assert d.match.canvas is not before
        assert [panel.state() for panel in d.match.panels] == painted
        assert [pygame.image.tobytes(panel._image, "RGB") for panel in d.match.panels] != pictures
        shown = (d.match.canvas.palette, d.match.minimap.map.palette, look.PALETTE)
        assert {palette.vision for palette in shown} == {"protan"}
        save(d.app.settings, tmp_path / "settings.json")
        assert load_settings(tmp_path / "settings.json")[0].palette == "protan"
        (tmp_path / "settings.json").write_text('{"palette": "bees"}', encoding="utf-8")
        assert load_settings(tmp_path / "settings.json")[0].palette == STANDARD
    finally:
        look.use_vision(STANDARD)
