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
from game.ui.map.model import Layers
from game.ui.map.shapes import (
    Segments,
    dotted_hex,
    draw_dashes,
    hatched_hex,
    inward,
    outline,
    put_hexes,
    put_segments,
)
from game.ui.palette import Palette

DASHES: Mapping[str, tuple[int, int]] = {"supplied": (1, 0), "overextended": (5, 2), "unsupplied": (2, 2)}
"""How a line of supply is broken, by the state of those who live on it: stroke and gap in its own widths."""
COUNTS_FROM = 22
"""Hex width from which threats are told in numbers; at every zoom more of them are larger dots."""
TICK = 0.13
"""Hex widths that the ticks of the line of sight reach inwards."""


class OverlayLayer:
    """Draws the overlays that are on. What they show is computed once per view."""

    def __init__(self, geometry: Geometry, palette: Palette, fonts: Fonts) -> None:
        self.geometry = geometry
        self.palette = palette
        self.fonts = fonts

    def draw_low(self, surface: pygame.Surface, view: View, camera: Camera, layers: Layers) -> None:
        """What lies under the counters."""
        if layers.zones:
            self._zones(surface, view, camera)
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
        if layers.threats and camera.width >= COUNTS_FROM:
            for h, count in threats(view).items():
                x, y = camera.screen_of(h)
                if camera.viewport.collidepoint(x, y):
                    text = self.fonts.line(
                        str(count), max(9, camera.width // 5), self.palette.target, bold=True,
                        halo=self.palette.halo, halo_width=1,
                    )  # fmt: skip
                    surface.blit(text, text.get_rect(center=(x, y + round(0.42 * camera.width))))

    def _zones(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        """Hatched, with a line around: where a unit that enters must stop."""
        zones = sorted(movement.zones(view, view.faction))
        put_hexes(surface, camera, zones, hatched_hex(camera.width, self.palette.zone, 190))
        segments: Segments | None = view.memo.get("ui.zones")
        if segments is None:
            segments = view.memo["ui.zones"] = outline(self.geometry, zones)
        put_segments(surface, camera, segments, self.palette.halo, max(4, camera.width // 10))
        put_segments(surface, camera, segments, self.palette.zone, max(2, camera.width // 18))

    def _threats(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        levels: dict[int, list[int]] = {}
        for h, count in threats(view).items():
            levels.setdefault(min(count, 4), []).append(h)
        for level, hexes in sorted(levels.items()):
            picture = dotted_hex(camera.width, self.palette.threat, level)
            put_hexes(surface, camera, hexes, picture)

    def _sight(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        segments: Segments | None = view.memo.get("ui.sight")
        if segments is None:
            segments = outline(self.geometry, np.flatnonzero(view.visible).tolist())
            view.memo["ui.sight"] = segments
        ticks = inward(self.geometry, segments, view.visible, TICK)
        put_segments(surface, camera, ticks, self.palette.ink, max(4, camera.width // 11))
        put_segments(surface, camera, segments, self.palette.ink, max(4, camera.width // 9))
        put_segments(surface, camera, ticks, self.palette.sight, max(2, camera.width // 22))
        put_segments(surface, camera, segments, self.palette.sight, max(2, camera.width // 15))

    def _supply(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        """The tree of all lines, thicker where more units hang on it."""
        for (a, b), (count, state) in supply_tree(view).items():
            p, q = camera.screen_of(a), camera.screen_of(b)
            if camera.viewport.collidepoint(p) or camera.viewport.collidepoint(q):
                thick = max(2, round(camera.width * (0.05 + 0.012 * min(count, 8))))
                pygame.draw.line(surface, self.palette.paper, p, q, thick + 3)
                colour = self.palette.supply(state)
                draw_dashes(surface, p, q, colour, thick, DASHES.get(state, (1, 1)))
                pygame.draw.circle(surface, colour, p, thick * 0.75)

    def _sources(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        r = max(7, round(0.22 * camera.width))
        for h in view.sources:
            x, y = camera.screen_of(h)
            source_star(surface, (x, y), r, self.palette)
        net = supply.trace(view, view.faction, view.sources)
        for unit in view.own:
            if net.m[unit.hex] < 0:
                at = camera.screen_of(unit.hex)
                size = round(0.48 * camera.width)
                pygame.draw.circle(surface, self.palette.paper, at, size, max(4, camera.width // 11))
                pygame.draw.circle(surface, self.palette.isolated, at, size - 1, max(2, camera.width // 18))
                self._cut(surface, at, camera.width)

    def _cut(self, surface: pygame.Surface, at: tuple[int, int], width: int) -> None:
        """A crossed-out line over a unit that no line reaches."""
        x, y = at[0] - round(0.4 * width), at[1] + round(0.3 * width)
        k = max(4, round(0.13 * width))
        for colour, thick in ((self.palette.paper, k), (self.palette.isolated, max(2, k // 2))):
            for sign in (-1, 1):
                pygame.draw.line(surface, colour, (x - k, y - sign * k), (x + k, y + sign * k), thick)


def source_star(surface: pygame.Surface, at: tuple[int, int], r: float, palette: Palette) -> None:
    """The sign of a source of supply."""
    pygame.draw.aacircle(surface, palette.paper, at, r + 2)
    pygame.draw.aacircle(surface, palette.supplied, at, r)
    arms = [pygame.Vector2(0, -r * (0.75, 0.32)[i % 2]).rotate(36 * i) for i in range(10)]
    pygame.draw.polygon(surface, palette.paper, [at + arm for arm in arms])


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
