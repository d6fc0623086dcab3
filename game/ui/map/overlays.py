"""Overlays that a player asks for: lines of supply, zones of control, threats, sight."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pygame

from game.core.situation import hostile
from game.core.view import View
from game.rules import movement, supply
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.geometry import Geometry
from game.ui.map.crossings import BROKEN
from game.ui.map.model import Layers
from game.ui.map.shapes import Segments, filled_hex, hatched_hex, outline, put_hexes, put_segments
from game.ui.palette import Colour, Palette

SUPPLY_COLOURS: Mapping[str, Colour] = {
    "supplied": (24, 104, 92),
    "overextended": (214, 140, 20),
    "unsupplied": (200, 80, 24),
    "isolated": BROKEN,
}


class OverlayLayer:
    """Draws the overlays that are on. What they show is computed once per view."""

    def __init__(self, geometry: Geometry, palette: Palette, fonts: Fonts) -> None:
        self.geometry = geometry
        self.palette = palette
        self.fonts = fonts

    def draw_low(self, surface: pygame.Surface, view: View, camera: Camera, layers: Layers) -> None:
        """What lies under the counters."""
        if layers.zones:
            picture = hatched_hex(camera.width, self.palette.zone, 150)
            put_hexes(surface, camera, sorted(movement.zones(view, view.faction)), picture)
        if layers.threats:
            self._threats(surface, view, camera)
        if layers.sight:
            self._sight(surface, view, camera)
        if layers.supply:
            self._supply(surface, view, camera)

    def draw_high(self, surface: pygame.Surface, view: View, camera: Camera, layers: Layers) -> None:
        """What must not be covered by counters."""
        if layers.supply:
            self._sources(surface, view, camera)
        if layers.threats and camera.width >= 22:
            for h, count in threats(view).items():
                x, y = camera.screen_of(h)
                if camera.viewport.collidepoint(x, y):
                    text = self.fonts.line(
                        str(count), max(9, camera.width // 5), BROKEN, bold=True, halo=self.palette.halo,
                        halo_width=1,
                    )  # fmt: skip
                    surface.blit(text, text.get_rect(center=(x, y + round(0.42 * camera.width))))

    def _threats(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        levels: dict[int, list[int]] = {}
        for h, count in threats(view).items():
            levels.setdefault(min(count, 4), []).append(h)
        for level, hexes in sorted(levels.items()):
            picture = filled_hex(camera.width, self.palette.threat, 26 + 24 * level)
            put_hexes(surface, camera, hexes, picture)

    def _sight(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        segments: Segments | None = view.memo.get("ui.sight")
        if segments is None:
            segments = outline(self.geometry, np.flatnonzero(view.visible).tolist())
            view.memo["ui.sight"] = segments
        put_segments(surface, camera, segments, self.palette.ink, max(4, camera.width // 9))
        put_segments(surface, camera, segments, self.palette.sight, max(2, camera.width // 15))

    def _supply(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        """The tree of all lines, thicker where more units hang on it."""
        for (a, b), (count, state) in supply_tree(view).items():
            p, q = camera.screen_of(a), camera.screen_of(b)
            if camera.viewport.collidepoint(p) or camera.viewport.collidepoint(q):
                thick = max(2, round(camera.width * (0.05 + 0.012 * min(count, 8))))
                pygame.draw.line(surface, self.palette.paper, p, q, thick + 3)
                pygame.draw.line(surface, SUPPLY_COLOURS[state], p, q, thick)
                pygame.draw.circle(surface, SUPPLY_COLOURS[state], p, thick * 0.75)

    def _sources(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        r = max(7, round(0.22 * camera.width))
        for h in view.sources:
            x, y = camera.screen_of(h)
            pygame.draw.aacircle(surface, self.palette.paper, (x, y), r + 2)
            pygame.draw.aacircle(surface, SUPPLY_COLOURS["supplied"], (x, y), r)
            star = [
                pygame.Vector2(x, y) + pygame.Vector2(0, -r * (0.75, 0.32)[i % 2]).rotate(36 * i)
                for i in range(10)
            ]
            pygame.draw.polygon(surface, self.palette.paper, star)
        net = supply.trace(view, view.faction, view.sources)
        for unit in view.own:
            if net.m[unit.hex] < 0:
                at = camera.screen_of(unit.hex)
                size = round(0.48 * camera.width)
                pygame.draw.circle(surface, self.palette.paper, at, size, max(4, camera.width // 11))
                pygame.draw.circle(surface, BROKEN, at, size - 1, max(2, camera.width // 18))


def supply_tree(view: View) -> dict[tuple[int, int], tuple[int, str]]:
    """(hex, next hex towards the source) -> units supplied over it, worst state of them (memo)."""
    found: dict[tuple[int, int], tuple[int, str]] | None = view.memo.get("ui.supply")
    if found is None:
        found = {}
        net = supply.trace(view, view.faction, view.sources)
        for unit in view.own:
            way = supply.line(net, unit.hex)
            for a, b in pairwise(way):
                found[a, b] = (found.get((a, b), (0, ""))[0] + 1, supply.supply_state(net, a))
        view.memo["ui.supply"] = found
    return found


def threats(view: View) -> dict[int, int]:
    """Hexes that known enemies in sight can attack next turn -> how many of them can (memo)."""
    found: dict[int, int] | None = view.memo.get("ui.threats")
    if found is None:
        found = {}
        board = view.theatre.board
        for unit in view.units.values():
            kind = view.theatre.unit_type(unit)
            if not hostile(view, view.faction, unit.faction) or not kind.attack:
                continue
            places = {unit.hex, *movement.reach(view, unit)}
            hit = {n for h in sorted(places) for _, n in board.adjacent[h]}
            if kind.range_km:
                hit |= set(np.flatnonzero(board.distances(unit.hex) <= kind.range_km * 1000).tolist())
            for h in sorted(hit):
                found[h] = found.get(h, 0) + 1
        view.memo["ui.threats"] = found
    return found
