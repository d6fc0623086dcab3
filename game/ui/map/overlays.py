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
from game.ui.map.counters import card_size
from game.ui.map.gradual import Gradual, Work
from game.ui.map.model import Layers
from game.ui.map.notes import Note, number_size
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
from game.ui.palette import Palette, mix

DASHES: Mapping[str, tuple[int, int]] = {"supplied": (1, 0), "overextended": (5, 2), "unsupplied": (2, 2)}
"""How a line of supply is broken, by the state of those who live on it: stroke and gap in its own widths."""
COUNTS_FROM = 28
"""Hex width from which threats are told in numbers; at every zoom more of them are larger dots."""
BADGE = (-0.36, 0.4)
"""Where on an own counter stands how many can hit it, in hex widths from the middle."""
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
            self._supply(surface, view, camera)

    def draw_high(self, surface: pygame.Surface, view: View, camera: Camera, layers: Layers) -> None:
        """What must not be covered by counters."""
        if layers.supply:
            self._sources(surface, view, camera)
        if layers.threats:
            for h, count in self._threatened(view, camera.width):
                x, y = camera.screen_of(h)
                at = (x + round(BADGE[0] * camera.width), y + round(BADGE[1] * camera.width))
                threat_badge(surface, count, at, camera.width, self.fonts, self.palette)

    def _threatened(self, view: View, width: int) -> list[tuple[int, int]]:
        """Hexes of own units that can be hit, and by how many."""
        if width < COUNTS_FROM:
            return []
        own = {unit.hex for unit in view.own}
        return [(h, count) for count, hexes in self.threats.items() for h in hexes if h in own]

    def boxes(self, view: View, width: int, layers: Layers) -> tuple[tuple[int, int, int, int], ...]:
        """What discs over counters take, in pixels from the map point (0, 0): left, top, width, height."""
        out, r = [], badge_radius(width, self.fonts)
        for h, _ in self._threatened(view, width) if layers.threats else ():
            x, y = self.geometry.centres[h]
            left, top = round(x * width) + round(BADGE[0] * width), round(y * width) + round(BADGE[1] * width)
            out.append((left - r, top - r, 2 * r + 1, 2 * r + 1))
        return tuple(out)

    def notes(self, view: View, width: int, layers: Layers) -> tuple[Note, ...]:
        """How many can hit a hex where nobody stands, if more than one."""
        if not layers.threats or width < COUNTS_FROM:
            return ()
        return tuple(
            Note(str(count), *(round(k * width) for k in self.geometry.centres[h]))
            for count, hexes in self.threats.items()
            for h in hexes
            if count > 1 and h not in view.stacks
        )

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

    def _supply(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        """The tree of all lines, thicker where more units hang on it."""
        for (a, b), (count, state) in self.tree.items():
            p, q = camera.screen_of(a), camera.screen_of(b)
            if camera.viewport.collidepoint(p) or camera.viewport.collidepoint(q):
                thick = max(2, round(camera.width * (0.05 + 0.012 * min(count, 8))))
                pygame.draw.line(surface, self.palette.paper, p, q, thick + 3)
                colour = self.palette.supply(state)
                draw_dashes(surface, p, q, colour, thick, DASHES.get(state, (1, 1)))
                pygame.draw.circle(surface, colour, p, thick * 0.75)
        for h in cut_off(view):
            cut_frame(surface, self._card(camera, h), self.palette)

    def _sources(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        r = max(7, round(0.22 * camera.width))
        for h in view.sources:
            x, y = camera.screen_of(h)
            source_star(surface, (x, y), r, self.palette)
        for h in cut_off(view):
            cut_cross(surface, self._card(camera, h), self.palette)

    @staticmethod
    def _card(camera: Camera, h: int) -> pygame.Rect:
        card = pygame.Rect((0, 0), card_size(camera.width))
        card.center = camera.screen_of(h)
        return card


def cut_frame(surface: pygame.Surface, card: pygame.Rect, palette: Palette) -> None:
    """The frame around the counter of a unit that no line of supply reaches."""
    thick = max(2, card.w // 11)
    for colour, rim in ((palette.paper, thick + 2), (palette.isolated, thick)):
        pygame.draw.rect(surface, colour, card.inflate(2 * rim, 2 * rim), border_radius=thick + 2)


def cut_cross(surface: pygame.Surface, card: pygame.Rect, palette: Palette) -> None:
    """The cross at a corner of such a counter."""
    x, y, k = card.right, card.bottom, max(3, round(0.13 * card.w))
    for colour, rim in ((palette.paper, k + 2), (palette.isolated, max(2, k // 2))):
        for sign in (-1, 1):
            pygame.draw.line(surface, colour, (x - k, y - sign * k), (x + k, y + sign * k), rim)


def badge_radius(width: int, fonts: Fonts) -> int:
    """Pixels of the disc that says how many can hit a counter."""
    return round(0.72 * number_size(width, fonts) * fonts.scale)


def threat_badge(
    surface: pygame.Surface, count: int, at: tuple[int, int], width: int, fonts: Fonts, palette: Palette
) -> None:
    """How many can hit a counter, on a disc."""
    r = badge_radius(width, fonts)
    text = fonts.line(str(count), number_size(width, fonts), palette.ink, bold=True)
    text = text.subsurface(text.get_bounding_rect())
    pygame.draw.aacircle(surface, palette.ink, at, r)
    pygame.draw.aacircle(surface, mix(palette.threat, palette.paper, 0.35), at, r - 1)
    surface.blit(text, text.get_rect(center=at))


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
