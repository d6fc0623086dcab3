"""Names on the map, and notes of overlays between them. Each takes the first place around its hex where it
covers neither another name nor a counter, the important ones first; one that finds none stands further off
with a leader, or is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pygame

from game.core.board import Place
from game.core.theatre import Theatre
from game.core.view import View
from game.ui.camera import Camera
from game.ui.fonts import STEPS, Fonts
from game.ui.geometry import Geometry
from game.ui.map.lettering import Label, Lettering
from game.ui.map.lines import Lines
from game.ui.map.model import Layers
from game.ui.map.notes import Note, lay_notes
from game.ui.map.placement import Room, Spot, spots
from game.ui.map.symbols import place_symbol
from game.ui.palette import HOLLOW, Livery, Palette

RANKS = {"town": 2, "energy": 2, "airport": 2, "crossing": 2, "base": 2, "city": 4}
"""Importance by kind, before population; anything else is 1."""
LARGE = (20_000, 20_000, 50_000, 100_000)
"""Inhabitants from which a place is of a rank higher each."""
FROM_WIDTH = {5: 0, 4: 0, 3: 8, 2: 10, 1: 22}
"""Hex width from which names of a rank are shown."""
CHIP_FROM = 15
"""Hex width from which every name has a chip; below, the shape of its mark says whose it is."""
FAR = {5: 6, 4: 4, 3: 2, 2: 1, 1: 1}
"""How many rings further out a name of a rank may go, with a leader."""
LARGER_FROM = 46
"""Hex width from which names are a step of the type scale larger."""
SYMBOLS_FROM = 20
"""Hex width from which places have symbols; below they have marks."""
LARGEST_SYMBOL = 60
"""Pixels of a place's symbol."""

Boxes = tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class Laid:
    """All lettering of one view at one zoom."""

    ground: tuple[Label, ...]
    names: tuple[Label, ...]
    notes: tuple[Label, ...]
    leaders: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    """From what is named to its name, in pixels from the map point (0, 0)."""


NOTHING = Laid((), (), (), ())


class LabelLayer:
    """Names of places with who owns them, districts, countries, rivers and free lettering."""

    def __init__(
        self, theatre: Theatre, geometry: Geometry, lines: Lines, palette: Palette, fonts: Fonts
    ) -> None:
        self.theatre = theatre
        self.geometry = geometry
        self.palette = palette
        self._fonts = fonts
        self.lettering = Lettering(theatre, geometry, lines, palette, fonts)
        self._scored = _scored_places(theatre)
        self._laid: dict[tuple[object, ...], Laid] = {}
        self._pictures: dict[tuple[object, ...], pygame.Surface] = {}
        self._now, self._width = NOTHING, 0
        """What is shown, and the hex width for which it was laid out."""
        self._put_off = False
        """Whether the last frame had no time to lay anything out."""

    @property
    def fonts(self) -> Fonts:
        """Of all names; set them when the text scale changes."""
        return self._fonts

    @fonts.setter
    def fonts(self, fonts: Fonts) -> None:
        self._fonts = self.lettering.fonts = fonts
        self._laid.clear()
        self._pictures.clear()

    def use(
        self,
        view: View,
        width: int,
        obstacles: Boxes,
        layers: Layers,
        notes: tuple[Note, ...] = (),
        *,
        late: bool = False,
    ) -> Laid:
        """Lay out names and notes around `obstacles` (in pixels from the map point (0, 0)), and show that. In
        a frame that is `late`, unless the one before was, those stay that were laid out at this scale.
        """
        key = (width, layers.labels, layers.districts, notes, obstacles, *view.owners.values())
        found = self._laid.get(key)
        self._put_off = found is None and late and not self._put_off
        if self._put_off:
            self._now = self._now if width == self._width else NOTHING
            return self._now
        self._width = width
        if found is None:
            if len(self._laid) > 40:
                self._laid.clear()
            found = self._laid[key] = self._lay(view, width, obstacles, layers, notes)
        self._now = found
        return found

    def draw_ground(self, surface: pygame.Surface, camera: Camera) -> None:
        """What lies under the counters: marks of places, leaders, names of countries and rivers."""
        ox, oy = camera.origin
        for a, b in self._now.leaders:
            start, end = (ox + a[0], oy + a[1]), (ox + b[0], oy + b[1])
            pygame.draw.line(surface, self.palette.halo, start, end, 3)
            pygame.draw.aaline(surface, self.palette.ink, start, end)
        _show(surface, camera, self._now.ground)

    def draw_names(self, surface: pygame.Surface, camera: Camera) -> None:
        """Names of places and districts, and notes."""
        _show(surface, camera, self._now.names)
        _show(surface, camera, self._now.notes)

    def _lay(self, view: View, width: int, obstacles: Boxes, layers: Layers, notes: tuple[Note, ...]) -> Laid:
        counters = [pygame.Rect(b) for b in obstacles]
        room = Room(self._sheet(width), counters)
        laid = self._lay_places(view, width, counters, room) if layers.labels else NOTHING
        noted = tuple(lay_notes(notes, width, room, self.fonts, self.palette))
        if not layers.labels:
            return replace(laid, notes=noted)
        names = self.lettering.districts(width, room) if layers.districts else []
        ground = [*self.lettering.free(width, room), *self.lettering.countries(width, room)]
        ground += self.lettering.rivers(width, room)
        return replace(laid, ground=(*laid.ground, *ground), names=(*laid.names, *names), notes=noted)

    def _lay_places(self, view: View, width: int, counters: list[pygame.Rect], room: Room) -> Laid:
        """Marks of places and their names."""
        board = self.theatre.board
        ranked = sorted(board.places.values(), key=lambda p: (-self.rank(p), -p.population, p.id))
        shown = [p for p in ranked if width >= FROM_WIDTH[self.rank(p)]]
        ground, names, leaders = [], [], []
        for p in shown:
            mark = self._mark(p, view.owners.get(p.id, ""), width)
            box = mark.get_rect(center=self._pixel(p.hex, width))
            ground.append(Label(mark, box.x, box.y))
            room.taken.append(box.inflate(-2, -2))
        for p in shown:
            picture = self._name(p, view.owners.get(p.id, ""), width)
            at = self._pixel(p.hex, width)
            spot = room.first(self._spots(p, at, picture.get_size(), width, counters))
            if spot:
                names.append(Label(picture, spot.box.x, spot.box.y))
                if spot.led:
                    leaders.append((at, _nearest(spot.box, at)))
        return Laid(tuple(ground), tuple(names), (), tuple(leaders))

    def _spots(
        self,
        place: Place,
        at: tuple[int, int],
        size: tuple[int, int],
        width: int,
        counters: list[pygame.Rect],
    ) -> Iterator[Spot]:
        """Beside a counter that stands there, else beside the mark."""
        over = next((b for b in counters if b.collidepoint(at)), None)
        r = max(5, min(LARGEST_SYMBOL // 2, round(0.18 * width))) + 1
        clear = (over.w // 2 + 3, over.h // 2 + 3) if over else (r, r)
        rank = self.rank(place)
        far = FAR[rank] if width >= SYMBOLS_FROM or rank >= 3 else 0
        return spots(size, at, clear, far, width)

    def rank(self, place: Place) -> int:
        """Importance, 1-5."""
        rank = RANKS.get(place.kind, 1)
        rank = max(rank, 1 + sum(place.population >= least for least in LARGE))
        return min(5, rank + (place.id in self._scored))

    def _pixel(self, h: int, width: int) -> tuple[int, int]:
        x, y = self.geometry.centres[h]
        return round(x * width), round(y * width)

    def _sheet(self, width: int) -> pygame.Rect:
        g = self.geometry
        return pygame.Rect(*(round(k * width) for k in (g.west, g.north, g.width, g.height))).inflate(-4, -4)

    def _mark(self, place: Place, owner: str, width: int) -> pygame.Surface:
        """The symbol on a place's hex; at a small scale a mark in its owner's colour and shape."""
        if width >= SYMBOLS_FROM:
            kind = place.kind if place_symbol(place.kind, 16) else "village"
            symbol = place_symbol(kind, max(11, min(LARGEST_SYMBOL, round(0.36 * width))))
            if symbol is not None:
                return symbol
        livery = self.palette.livery(self.theatre, owner)
        return owner_mark(livery, 9 if self.rank(place) >= 3 else 7, self.palette)

    def _name(self, place: Place, owner: str, width: int) -> pygame.Surface:
        """The name with a chip that says by colour and letter whose it is."""
        rank = self.rank(place)
        size = STEPS[(rank >= 3) + (rank >= 5) + (width >= LARGER_FROM)]
        chipped = width >= CHIP_FROM or rank >= 5
        key = (place.id, owner, size, chipped)
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = self._lettered(place, owner, size, chipped=chipped)
        return found

    def _called(self, place: Place) -> str:
        """Its name without what explains it; that of a city in capitals."""
        name = place.name.split(" (")[0]
        return name.upper() if place.kind == "city" else name

    def _lettered(self, place: Place, owner: str, size: int, *, chipped: bool) -> pygame.Surface:
        text = self.fonts.line(
            self._called(place), size, self.palette.lettering, bold=self.rank(place) >= 3,
            halo=self.palette.halo, halo_width=2 if size >= 11 else 1,
        )  # fmt: skip
        text = text.subsurface(text.get_bounding_rect())
        if not chipped:
            return text
        chip = owner_chip(self.palette.livery(self.theatre, owner), self.fonts, size, self.palette)
        high = max(chip.get_height(), text.get_height())
        start = chip.get_width() + round(0.12 * chip.get_height())
        out = pygame.Surface((start + text.get_width(), high), pygame.SRCALPHA)
        out.blit(chip, (0, (high - chip.get_height()) // 2))
        out.blit(text, (start, (high - text.get_height()) // 2))
        return out


def _show(surface: pygame.Surface, camera: Camera, labels: tuple[Label, ...]) -> None:
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


def _nearest(box: pygame.Rect, at: tuple[int, int]) -> tuple[int, int]:
    """The point of a box next to a point."""
    x, y = min(max(at[0], box.left), box.right), min(max(at[1], box.top), box.bottom)
    return x, y


def owner_mark(livery: Livery, size: int, palette: Palette) -> pygame.Surface:
    """A mark in a faction's colour, with a shape by its order of play: disc, square, triangle, diamond."""
    k = 4
    s = size * k
    big = pygame.Surface((s, s), pygame.SRCALPHA)
    big.fill((*palette.ink, 0))
    for grow, colour in ((0.5, palette.ink), (0.5 - 1.2 / size, livery.base)):
        r, c = grow * s, s / 2
        if livery.hatch == 0:
            pygame.draw.circle(big, colour, (c, c), r)
        elif livery.hatch == 1:
            pygame.draw.rect(big, colour, (c - 0.88 * r, c - 0.88 * r, 1.76 * r, 1.76 * r))
        elif livery.hatch == HOLLOW:
            pygame.draw.circle(big, colour, (c, c), r, round(0.3 * s))
        elif livery.hatch == 2:
            pygame.draw.polygon(big, colour, ((c, c - r), (c + r, c + 0.85 * r), (c - r, c + 0.85 * r)))
        else:
            pygame.draw.polygon(big, colour, ((c, c - r), (c + r, c), (c, c + r), (c - r, c)))
    return pygame.transform.smoothscale(big, (size, size))


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


def _scored_places(theatre: Theatre) -> frozenset[str]:
    """Places that any score table names."""
    out = set()
    for spec in theatre.score.values():
        for line in spec.lines:
            out |= {x.place for x in (line.hold, line.first) if x is not None}
    return frozenset(out)
