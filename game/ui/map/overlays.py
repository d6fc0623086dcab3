"""Overlays that a player asks for: lines of supply, zones of control, threats, sight."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import pygame

from game.core.situation import hostile
from game.core.view import View
from game.rules import movement, supply
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.geometry import Geometry
from game.ui.map.gradual import Gradual, Work
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
BUDGET_S, LEAST_S = 0.012, 0.002
"""Seconds into a frame until which threats and lines of supply are worked out, and what each of them gets of
a frame that has taken longer already. A player's own order changes them at once where that is enough.
"""
Threats: TypeAlias = dict[int, list[int]]
"""How many known enemies in sight can attack a hex next turn -> the hexes for which that is so."""
Tree: TypeAlias = dict[tuple[int, int], tuple[int, str]]
"""(hex, next hex towards the source) -> units supplied over it, state of those who stand there."""


class OverlayLayer:
    """Draws the overlays that are on. What they show is computed once per view, what takes longest over
    several frames if need be.
    """

    def __init__(self, geometry: Geometry, palette: Palette, fonts: Fonts) -> None:
        self.geometry = geometry
        self.palette = palette
        self.fonts = fonts
        self._found_threats = Gradual("ui.threats", threats)
        self._found_tree = Gradual("ui.supply", supply_tree)
        self.threats: Threats = {}
        """As drawn."""
        self.tree: Tree = {}
        """As drawn."""

    def draw_low(
        self, surface: pygame.Surface, view: View, camera: Camera, layers: Layers, since: float = float("inf")
    ) -> None:
        """What lies under the counters. `since`: when the frame's drawing began; what is not ready comes
        with a later frame then.
        """
        if layers.zones:
            self._zones(surface, view, camera)
        if layers.threats:
            self.threats = self._found_threats.of(view, _until(since))
            self._threats(surface, camera)
        if layers.sight:
            self._sight(surface, view, camera)
        if layers.supply:
            self.tree = self._found_tree.of(view, _until(since))
            self._supply(surface, camera)

    def draw_high(self, surface: pygame.Surface, view: View, camera: Camera, layers: Layers) -> None:
        """What must not be covered by counters."""
        if layers.supply:
            self._sources(surface, view, camera)
        if layers.threats and camera.width >= COUNTS_FROM:
            self._counts(surface, camera)

    def _counts(self, surface: pygame.Surface, camera: Camera) -> None:
        """How many can hit a hex, below its middle."""
        below = round(0.42 * camera.width)
        size = max(9, round(max(10, 0.17 * camera.width) / self.fonts.scale))
        for count, hexes in self.threats.items():
            text = self.fonts.line(
                str(count), size, self.palette.ink, bold=True, halo=self.palette.halo, halo_width=1
            )
            left, top = text.get_rect(center=(0, below)).topleft
            surface.fblits([(text, (x + left, y + top)) for x, y in camera.seen_of(hexes)])

    def _zones(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        """Hatched, with a line around: where a unit that enters must stop."""
        zones = sorted(movement.zones(view, view.faction))
        put_hexes(surface, camera, zones, hatched_hex(camera.width, self.palette.zone, 190))
        segments: Segments | None = view.memo.get("ui.zones")
        if segments is None:
            segments = view.memo["ui.zones"] = outline(self.geometry, zones)
        put_segments(surface, camera, segments, self.palette.halo, max(4, camera.width // 10))
        put_segments(surface, camera, segments, self.palette.zone, max(2, camera.width // 18))

    def _threats(self, surface: pygame.Surface, camera: Camera) -> None:
        for count, hexes in self.threats.items():
            put_hexes(surface, camera, hexes, dotted_hex(camera.width, self.palette.threat, min(count, 4)))

    def _sight(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        found: tuple[Segments, Segments] | None = view.memo.get("ui.sight")
        if found is None:
            line = outline(self.geometry, np.flatnonzero(view.visible).tolist())
            found = view.memo["ui.sight"] = (line, inward(self.geometry, line, view.visible, TICK))
        segments, ticks = found
        put_segments(surface, camera, ticks, self.palette.ink, max(4, camera.width // 11))
        put_segments(surface, camera, segments, self.palette.ink, max(4, camera.width // 9))
        put_segments(surface, camera, ticks, self.palette.sight, max(2, camera.width // 22))
        put_segments(surface, camera, segments, self.palette.sight, max(2, camera.width // 15))

    def _supply(self, surface: pygame.Surface, camera: Camera) -> None:
        """The tree of all lines, thicker where more units hang on it."""
        for (a, b), (count, state) in self.tree.items():
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
        for h in cut_off(view):
            at = camera.screen_of(h)
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


def cut_off(view: View) -> list[int]:
    """Hexes of own units that no line of supply reaches."""
    net = supply.trace(view, view.faction, view.sources)
    return [unit.hex for unit in view.own if net.m[unit.hex] < 0]


def supply_tree(view: View) -> Work[Tree]:
    """All lines of supply of own units."""
    found: Tree = {}
    net = supply.trace(view, view.faction, view.sources)
    for unit in view.own:
        yield
        for a, b in pairwise(supply.line(net, unit.hex)):
            count, state = found.get((a, b)) or (0, supply.supply_state(net, a))
            found[a, b] = (count + 1, state)
    return found


def threats(view: View) -> Work[Threats]:
    """What known enemies in sight can attack next turn."""
    counts: dict[int, int] = {}
    board = view.theatre.board
    for unit in view.units.values():
        kind = view.theatre.unit_type(unit)
        if not hostile(view, view.faction, unit.faction) or not kind.attack:
            continue
        yield
        places = {unit.hex, *movement.reach(view, unit)}
        hit = {n for h in places for _, n in board.adjacent[h]}
        if kind.range_km:
            hit |= set(np.flatnonzero(board.distances(unit.hex) <= kind.range_km * 1000).tolist())
        for h in hit:
            counts[h] = counts.get(h, 0) + 1
    found: Threats = {}
    for h in sorted(counts):
        found.setdefault(counts[h], []).append(h)
    return dict(sorted(found.items()))


def _until(since: float) -> float:
    """When work in a frame that began then is to stop."""
    return max(since + BUDGET_S, time.perf_counter() + LEAST_S)
