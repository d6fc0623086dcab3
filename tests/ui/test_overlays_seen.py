"""Every sign that lies on the map shows to all eyes, and none is told from another by its hue alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.core.view import View
from game.rules.movement import path_to, reach
from game.scenario.load import load
from game.ui.camera import Camera
from game.ui.colour import VISIONS, apart, oklab, seen
from game.ui.fonts import Fonts
from game.ui.map import Layers, MapCanvas
from game.ui.map.model import Selection
from game.ui.map.overlays import cut_frame, threat_badge
from game.ui.palette import Palette
from game.ui.panels.marks import on_panel
from game.ui.panels.plot import PATTERNS
from tests.ui import scenes

SIZE = (520, 420)
SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
PLAIN = Layers(control=False, districts=False, lines=False, marks=False, labels=False)
SHOWS = 9.0
"""OKLab distance from which a pixel counts as seen against the map, and a line beside a line."""
CONTRAST = 35.0
"""Difference in OKLab lightness (0-100) by which a sign stands out whatever its hue."""
ALIKE = 0.8
"""Share of the pixels of two signs that may be the same ones."""


def unit_of(view: View) -> Selection:
    return Selection(unit="n3", reach=reach(view, view.units["n3"]))


def way_of(view: View) -> Selection:
    unit = view.units["n3"]
    far = max(reach(view, unit).items(), key=lambda x: x[1].cost)[0]
    return Selection(unit="n3", path=path_to(view, unit, far) or ())


def aimed(view: View) -> Selection:
    return Selection(unit="n1", targets=(view.units["s1"].hex,))


def hovered(view: View) -> Selection:
    return Selection(hover=view.units["e1"].hex)


SIGNS: dict[str, tuple[Layers, Callable[[View], Selection]]] = {
    **{
        name: (replace(PLAIN, **{name: True}), lambda _: Selection())
        for name in ("supply", "zones", "threats", "sight", "districts", "lines", "control")
    },
    "reach": (PLAIN, unit_of),
    "path": (PLAIN, way_of),
    "targets": (PLAIN, aimed),
    "hover": (PLAIN, hovered),
}


def drawn(layers: Layers, choose: Callable[[View], Selection], vision: str) -> NDArray[np.float64]:
    """[w, h, 3] OKLab of the map as that vision sees it, in the palette for it."""
    view = scenes.view()
    surface = pygame.Surface(SIZE)
    camera = Camera(view.theatre.board, surface.get_rect(), 34)
    canvas = MapCanvas(view.theatre, Palette(vision=vision), Fonts())
    canvas.draw(surface, view, camera, layers, choose(view), patient=True)
    return oklab(seen(pygame.surfarray.array3d(surface).astype(np.float64), vision))


@pytest.mark.parametrize("vision", VISIONS)
def test_every_sign_shows_and_differs_from_every_other_in_more_than_hue(vision: str) -> None:
    bare = drawn(PLAIN, lambda _: Selection(), vision)
    marked = {}
    for name, (layers, choose) in SIGNS.items():
        picture = drawn(layers, choose, vision)
        marked[name] = apart(picture, bare) >= SHOWS
        assert marked[name].sum() >= 150, name
        # what shows must not hang on hue: lightness alone gives enough of it away
        assert (np.abs(picture - bare)[..., 0] >= SHOWS / 2).sum() >= 100, name
    for a, b in combinations(marked, 2):
        both, either = (marked[a] & marked[b]).sum(), (marked[a] | marked[b]).sum()
        assert both / either < ALIKE, (a, b)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
@pytest.mark.parametrize("vision", VISIONS)
def test_what_overlays_put_on_counters_is_told_by_lightness_on_every_livery(path: Path, vision: str) -> None:
    theatre, palette, fonts = load(path).theatre, Palette(vision=vision), Fonts()
    for faction in theatre.faction_ids:
        surface = pygame.Surface((80, 80))
        surface.fill(palette.livery(theatre, faction).base)
        card = pygame.Rect(16, 16, 48, 48)
        cut_frame(surface, card, palette)
        surface.fill(palette.livery(theatre, faction).base, card)
        threat_badge(surface, 3, (28, 52), 58, fonts, palette)
        light = oklab(seen(pygame.surfarray.array3d(surface).astype(np.float64), vision))[..., 0]
        across = light[:, 40]  # paper beside the frame's own colour, on both sides of the card
        assert all(np.ptp(part) >= CONTRAST for part in (across[8:17], across[63:72]))
        assert np.ptp(light[22:34, 46:58]) >= CONTRAST  # the number on its disc


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
@pytest.mark.parametrize("vision", VISIONS)
def test_lines_of_graphs_and_rivals_in_the_race_are_told_apart(path: Path, vision: str) -> None:
    theatre, palette = load(path).theatre, Palette(vision=vision)
    found = [palette.livery(theatre, f) for f in theatre.faction_ids]
    assert len({livery.letter for livery in found}) == len(found)
    assert len({PATTERNS[theatre.index[f] % len(PATTERNS)] for f in theatre.faction_ids}) == len(found)
    lines = oklab(seen([on_panel(livery.base) for livery in found], vision))
    assert all(apart(a, b) >= 1.5 * SHOWS for a, b in combinations(lines, 2))
