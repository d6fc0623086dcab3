"""Names on the map. Each label takes the first of a few places around its hex that is still free, the
important ones first; one that finds none is left out at this zoom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from game.core.board import Place
from game.core.theatre import Theatre
from game.core.view import View
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.geometry import Geometry, Point
from game.ui.map.lines import Lines
from game.ui.map.symbols import place_symbol
from game.ui.palette import Livery, Palette

RANKS = {"town": 2, "energy": 2, "airport": 2, "crossing": 2, "border": 2, "base": 2, "city": 4}
"""Importance by kind, before population; anything else is 1."""
FROM_WIDTH = {5: 0, 4: 0, 3: 8, 2: 10, 1: 22}
"""Hex width from which names of a rank are shown."""
SLOTS = (
    (0.0, 0.475), (0.0, -0.5), (0.62, 0.0), (-0.62, 0.0),
    (0.45, 0.48), (-0.45, 0.48), (0.45, -0.5), (-0.45, -0.5),
)  # fmt: skip
"""Where a label may stand, in hex widths from its hex: first below, between two rows of counters."""
RIVER_NAME_EVERY = 150
"""Points of the river's curve between two of its names."""
DISTRICTS_FROM, LETTERING_FROM = 30, 10


@dataclass(frozen=True)
class Label:
    """A picture and where its upper left corner is, in pixels from the map point (0, 0)."""

    picture: pygame.Surface
    x: int
    y: int


class LabelLayer:
    """Names of places with who owns them, districts, countries, rivers and free lettering."""

    def __init__(
        self, theatre: Theatre, geometry: Geometry, lines: Lines, palette: Palette, fonts: Fonts
    ) -> None:
        self.theatre = theatre
        self.geometry = geometry
        self.lines = lines
        self.palette = palette
        self.fonts = fonts
        self._scored = _scored_places(theatre)
        self._marks: dict[tuple[object, ...], list[Label]] = {}
        self._names: dict[tuple[object, ...], list[Label]] = {}

    def draw_ground(
        self, surface: pygame.Surface, view: View, camera: Camera, *, districts: bool = True
    ) -> None:
        """What lies under the counters: marks of places, names of districts, countries and rivers."""
        self._show(surface, camera, self._all(view, camera.width, districts)[0])

    def draw_names(
        self, surface: pygame.Surface, view: View, camera: Camera, *, districts: bool = True
    ) -> None:
        """Names of places, over the counters, in the gaps between their rows."""
        self._show(surface, camera, self._all(view, camera.width, districts)[1])

    def _show(self, surface: pygame.Surface, camera: Camera, labels: list[Label]) -> None:
        ox, oy = camera.origin
        port = camera.viewport
        surface.blits(
            [
                (label.picture, (ox + label.x, oy + label.y))
                for label in labels
                if port.colliderect((ox + label.x, oy + label.y), label.picture.get_size())
            ],
            False,
        )

    def _all(self, view: View, width: int, districts: bool) -> tuple[list[Label], list[Label]]:
        key = (width, districts, self.fonts.scale, *view.owners.values())
        if key not in self._names:
            if len(self._names) > 40:
                self._names.clear()
                self._marks.clear()
            self._marks[key], self._names[key] = self._place(view, width, districts)
        return self._marks[key], self._names[key]

    def _place(self, view: View, width: int, districts: bool) -> tuple[list[Label], list[Label]]:
        board = self.theatre.board
        taken: list[pygame.Rect] = []
        ground: list[Label] = []
        names: list[Label] = []
        ranked = sorted(board.places.values(), key=lambda p: (-self.rank(p), -p.population, p.id))
        shown = [p for p in ranked if width >= FROM_WIDTH[self.rank(p)]]
        for p in shown:
            mark = self._mark(p, view.owners.get(p.id, ""), width)
            x, y = self._pixel(p.hex, width)
            box = mark.get_rect(center=(x, y))
            ground.append(Label(mark, box.x, box.y))
            taken.append(box.inflate(-2, -2))
        for p in shown:
            picture = self._name(p, view.owners.get(p.id, ""), width)
            label = self._find(picture, self._pixel(p.hex, width), width, taken)
            if label:
                names.append(label)
        for text, h in board.labels.items():
            if width >= LETTERING_FROM:
                colour = self.palette.river_name if text in board.rivers else self.palette.lettering
                picture = self._lettering(text, max(11, min(20, width // 2)), colour)
                ground += self._free(picture, self._pixel(h, width), width, taken)
        if districts and width >= DISTRICTS_FROM:
            names += self._districts(width, taken)
        ground += self._countries(width, taken)
        ground += self._rivers(width, taken)
        return ground, names

    def rank(self, place: Place) -> int:
        """Importance, 1-5."""
        rank = RANKS.get(place.kind, 1)
        rank = max(rank, 4 if place.population >= 50_000 else 3 if place.population >= 20_000 else 1)
        return min(5, rank + (place.id in self._scored))

    def _pixel(self, h: int, width: int) -> tuple[int, int]:
        x, y = self.geometry.centres[h]
        return round(x * width), round(y * width)

    def _mark(self, place: Place, owner: str, width: int) -> pygame.Surface:
        """The symbol on a place's hex; at a small scale a dot in its owner's colour."""
        if width >= 20:
            kind = place.kind if place_symbol(place.kind, 16) else "village"
            symbol = place_symbol(kind, max(11, min(34, round(0.36 * width))))
            if symbol is not None:
                return symbol
        livery = self.palette.livery(self.theatre, owner)
        r = 3.0 if self.rank(place) >= 3 else 2.2
        out = pygame.Surface((9, 9), pygame.SRCALPHA)
        pygame.draw.aacircle(out, self.palette.ink, (4.5, 4.5), r + 1.2)
        pygame.draw.aacircle(out, livery.base, (4.5, 4.5), r)
        return out

    def _name(self, place: Place, owner: str, width: int) -> pygame.Surface:
        """The name with a chip that says by colour and letter whose it is."""
        rank = self.rank(place)
        base = 9 + (rank >= 3) + (rank >= 4) + (rank >= 5)
        size = base + min(4, max(0, (width - 20) // 12))
        text = self.fonts.line(
            place.name.split(" (")[0], size, self.palette.lettering, bold=rank >= 3, halo=self.palette.halo,
            halo_width=2 if size >= 11 else 1,
        )  # fmt: skip
        if width < 13 and rank < 4:
            return text
        chip = owner_chip(self.palette.livery(self.theatre, owner), self.fonts, size, self.palette)
        out = pygame.Surface(
            (chip.get_width() + text.get_width(), max(chip.get_height(), text.get_height())), pygame.SRCALPHA
        )
        out.blit(chip, (0, (out.get_height() - chip.get_height()) // 2))
        out.blit(text, (chip.get_width(), (out.get_height() - text.get_height()) // 2))
        return out

    def _find(
        self, picture: pygame.Surface, at: tuple[int, int], width: int, taken: list[pygame.Rect]
    ) -> Label | None:
        """The first free slot around a hex; takes it."""
        w, h = picture.get_size()
        for sx, sy in SLOTS:
            box = picture.get_rect(center=at)
            lift = max(abs(sy) * width, h * 0.45 + 5 if sy else 0) * (1 if sy > 0 else -1)
            box.move_ip(round(sx * w + (4 if sx > 0 else -4 if sx < 0 else 0)), round(lift) if sy else 0)
            box = self._on_map(box, width)
            tight = box.inflate(-4, -round(h * 0.3))
            if tight.collidelist(taken) < 0:
                taken.append(tight)
                return Label(picture, box.x, box.y)
        return None

    def _free(
        self, picture: pygame.Surface, at: tuple[int, int], width: int, taken: list[pygame.Rect]
    ) -> list[Label]:
        """A label centred on a pixel, if nothing is there."""
        box = self._on_map(picture.get_rect(center=at), width)
        if box.inflate(-4, -6).collidelist(taken) >= 0:
            return []
        taken.append(box)
        return [Label(picture, box.x, box.y)]

    def _on_map(self, box: pygame.Rect, width: int) -> pygame.Rect:
        """The same box, moved so that it does not run over the map's edge."""
        g = self.geometry
        sheet = pygame.Rect(
            round(g.west * width) + 2, round(g.north * width) + 2,
            round(g.width * width) - 4, round(g.height * width) - 4,
        )  # fmt: skip
        return box.clamp(sheet)

    def _lettering(
        self, text: str, size: int, colour: tuple[int, int, int], *, italic: bool = True
    ) -> pygame.Surface:
        return self.fonts.line(text, size, colour, italic=italic, halo=self.palette.halo, halo_width=1)

    def _districts(self, width: int, taken: list[pygame.Rect]) -> list[Label]:
        board, out = self.theatre.board, []
        for i, zone in enumerate(board.zones):
            hexes = np.flatnonzero(board.zone == i + 1)
            if not zone.group or not hexes.size:
                continue
            size = max(10, min(18, round(0.21 * width)))
            picture = self._lettering(zone.name, size, self.palette.district)
            x, y = self.geometry.x[hexes], self.geometry.y[hexes]
            near = hexes[np.argsort((x - x.mean()) ** 2 + (y - y.mean()) ** 2, kind="stable")]
            for h in near[:6].tolist():
                px, py = self._pixel(h, width)
                placed = self._free(picture, (px, py + round(0.46 * width)), width, taken)
                out += placed
                if placed:
                    break
        return out

    def _countries(self, width: int, taken: list[pygame.Rect]) -> list[Label]:
        board, out = self.theatre.board, []
        for i, zone in enumerate(board.zones):
            hexes = np.flatnonzero(board.zone == i + 1)
            if zone.group or hexes.size < 12:
                continue
            x, y = self.geometry.x[hexes], self.geometry.y[hexes]
            size = max(13, min(40, round(0.9 * width)))
            picture = self._lettering(" ".join(zone.name.upper()), size, self.palette.country)
            middle = hexes[np.argmin((x - x.mean()) ** 2 + (y - y.mean()) ** 2)]
            out += self._free(picture, self._pixel(int(middle), width), width, taken)
        return out

    def _rivers(self, width: int, taken: list[pygame.Rect]) -> list[Label]:
        """The first river's name here and there along the longest stretch of river. Names of others
        are lettering of the map, as nothing says which stretch is whose.
        """
        names = self.theatre.board.rivers
        if not names or not self.lines.rivers or width < 13:
            return []
        line = max((c.points for c in self.lines.rivers), key=len)
        size = max(10, min(22, round(0.34 * width)))
        flat = self.fonts.line(
            names[0], size, self.palette.river_name, italic=True, halo=self.palette.halo, halo_width=1
        )
        out: list[Label] = []
        free_from = 12
        for i in range(12, len(line) - 12, 6):
            if i < free_from:
                continue
            placed = self._free(*self._beside(line, i, flat, width, size), width, taken)
            if placed:
                out += placed
                free_from = i + RIVER_NAME_EVERY
        return out

    @staticmethod
    def _beside(
        line: Sequence[Point], i: int, flat: pygame.Surface, width: int, size: int
    ) -> tuple[pygame.Surface, tuple[int, int]]:
        """A name turned along a river, and the pixel for its middle beside point `i`."""
        a, b = line[i - 12], line[i + 12]
        angle = _readable(pygame.Vector2(b[0] - a[0], a[1] - b[1]).as_polar()[1])
        side = pygame.Vector2(0, -(0.17 * width + size * 0.55)).rotate(-angle)
        at = (round(line[i][0] * width + side.x), round(line[i][1] * width + side.y))
        return pygame.transform.rotozoom(flat, angle, 1.0), at


def owner_chip(livery: Livery, fonts: Fonts, size: int, palette: Palette) -> pygame.Surface:
    """A small square in a faction's colour with its letter."""
    letter = fonts.line(livery.letter, max(8, size - 2), livery.text, bold=True)
    letter = letter.subsurface(letter.get_bounding_rect())
    side = round(size * 1.05 * fonts.scale) + 2
    wide = max(side, letter.get_width() + 6)
    out = pygame.Surface((wide + 1, side), pygame.SRCALPHA)
    box = pygame.Rect(0, 0, wide, side)
    pygame.draw.rect(out, palette.ink, box, border_radius=3)
    pygame.draw.rect(out, livery.base, box.inflate(-2, -2), border_radius=2)
    out.blit(letter, letter.get_rect(center=box.center))
    return out


def _readable(angle: float) -> float:
    """The same direction, never upside down."""
    turned = (angle + 180) % 360 - 180
    return turned - 180 if turned > 90 else turned + 180 if turned < -90 else turned


def _scored_places(theatre: Theatre) -> frozenset[str]:
    """Places that any score table names."""
    out = set()
    for spec in theatre.score.values():
        for line in spec.lines:
            out |= {x.place for x in (line.hold, line.first) if x is not None}
    return frozenset(out)
