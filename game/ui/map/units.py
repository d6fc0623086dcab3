"""Counters on the map: stacks, ghosts of enemies last seen, one counter on the move."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.core.units import Unit
from game.core.view import View
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.geometry import Geometry
from game.ui.map import blocks
from game.ui.map.counters import SYMBOL_FROM, Counters, card_size, face_of, readiness
from game.ui.map.model import Selection
from game.ui.map.symbols import Frame
from game.ui.palette import Palette

FAN = 0.075
"""Hex widths between the counters of a stack."""
MOST = 4
"""Counters of a stack that are drawn; its number says how many there are."""


@dataclass
class Placed:
    """Counters of one hex, bottom first, with offsets in pixels from the hex's centre."""

    hex: int
    counters: list[tuple[pygame.Surface, int, int]]
    count: int


class UnitLayer:
    """Keeps the pictures of one view at one zoom."""

    def __init__(self, geometry: Geometry, palette: Palette, fonts: Fonts) -> None:
        self.geometry = geometry
        self.palette = palette
        self.fonts = fonts
        self.counters = Counters(palette, fonts)
        self._placed: list[Placed] = []
        self._key: tuple[object, ...] = ()
        self._view: View | None = None

    def draw(self, surface: pygame.Surface, view: View, camera: Camera, selection: Selection) -> None:
        """Draw every known unit and contact in the viewport."""
        if camera.width < SYMBOL_FROM:
            self._blocks(surface, view, camera, selection)
            return
        moving = selection.motion.unit if selection.motion else ""
        key = (camera.width, selection.unit, moving)
        if view is not self._view or key != self._key:
            self._view, self._key = view, key
            self._placed = self._place(view, camera.width, selection.unit, moving)
        reach = camera.viewport.inflate(2 * camera.width, 2 * camera.width)
        for placed in self._placed:
            x, y = camera.screen_of(placed.hex)
            if not reach.collidepoint(x, y):
                continue
            surface.blits([(picture, (x + dx, y + dy)) for picture, dx, dy in placed.counters], False)
            if placed.count > 1:
                self._count(surface, x, y, placed.count, camera.width)
        if selection.motion:
            self._moving(surface, view, camera, selection)

    def boxes(self, view: View, width: int) -> tuple[tuple[int, int, int, int], ...]:
        """What counters take, in pixels from the map point (0, 0): left, top, width, height (memo)."""
        key = ("ui.boxes", width, self.fonts.scale)
        found: tuple[tuple[int, int, int, int], ...] | None = view.memo.get(key)
        if found is None:
            made = self._cards(view, width) if width >= SYMBOL_FROM else self._block_boxes(view, width)
            found = view.memo[key] = tuple(made)
        return found

    def _block_boxes(self, view: View, width: int) -> list[tuple[int, int, int, int]]:
        made = [b.box(blocks.block_size(self.fonts)) for b in self._gathered(view, width)]
        return [(box.x, box.y, box.w, box.h) for box in made]

    def _cards(self, view: View, width: int) -> list[tuple[int, int, int, int]]:
        counts = {h: len(stack) for h, stack in view.stacks.items()}
        for contact in view.contacts:
            counts[contact.unit.hex] = counts.get(contact.unit.hex, 0) + 1
        (w, h), step, out = card_size(width), max(2, round(FAN * width)), []
        for place in sorted(counts):
            x, y = self._pixel(place, width)
            more = (min(counts[place], MOST) - 1) * step
            out.append((x - (w + more) // 2 - 1, y - (h + more) // 2 - 1, w + more + 2, h + more + 2))
            if counts[place] > 1:
                r = round(0.17 * width)
                out.append((x + round(0.42 * width) - r, y + round(0.04 * width) - r, 2 * r, 2 * r))
        return out

    def _pixel(self, h: int, width: int) -> tuple[int, int]:
        x, y = self.geometry.centres[h]
        return round(x * width), round(y * width)

    def _gathered(self, view: View, width: int) -> list[blocks.Block]:
        key = ("ui.blocks", width, self.fonts.scale)
        found: list[blocks.Block] | None = view.memo.get(key)
        if found is None:
            g = self.geometry
            sheet = pygame.Rect(*(round(k * width) for k in (g.west, g.north, g.width, g.height)))
            at = {h: self._pixel(h, width) for h in (*view.stacks, *(c.unit.hex for c in view.contacts))}
            found = blocks.gather(view, at, blocks.block_size(self.fonts), sheet)
            view.memo[key] = found
        return found

    def _blocks(self, surface: pygame.Surface, view: View, camera: Camera, selection: Selection) -> None:
        """Troops put together, and the chosen unit by itself."""
        ox, oy = camera.origin
        for block in self._gathered(view, camera.width):
            livery = self.palette.livery(view.theatre, block.faction)
            picture = blocks.picture(block, livery, frame_of(view, block.faction), self.palette, self.fonts)
            surface.blit(picture, picture.get_rect(center=(ox + round(block.x), oy + round(block.y))))
        if selection.motion:
            self._moving(surface, view, camera, selection)
        elif unit := view.units.get(selection.unit):
            picture = self.picture(view, unit, SYMBOL_FROM, selected=True)
            surface.blit(picture, picture.get_rect(center=camera.screen_of(unit.hex)))

    def picture(self, view: View, unit: Unit, width: int, *, selected: bool = False) -> pygame.Surface:
        """One unit's counter as the map shows it, for panels and lists."""
        state = readiness(view.activity.get(unit.id)) if view.active == view.faction else ""
        theatre = view.theatre
        face = face_of(
            unit, self.palette.livery(theatre, unit.faction), frame_of(view, unit.faction),
            theatre.unit_type(unit).symbol, state, selected=selected,
        )  # fmt: skip
        return self.counters.get(face, width)

    def _place(self, view: View, width: int, selected: str, moving: str) -> list[Placed]:
        shown: dict[int, list[pygame.Surface]] = {}
        for contact in view.contacts:
            unit = contact.unit
            face = face_of(
                unit, self.palette.livery(view.theatre, unit.faction), frame_of(view, unit.faction),
                view.theatre.unit_type(unit).symbol, ghost=max(0, view.turn - contact.turn),
            )  # fmt: skip
            shown.setdefault(unit.hex, []).append(self.counters.get(face, width))
        for h, stack in view.stacks.items():
            order = sorted(
                (u for u in stack if u.id != moving), key=lambda u: (u.id == selected, u.steps, u.id)
            )
            for unit in order:
                picture = self.picture(view, unit, width, selected=unit.id == selected)
                shown.setdefault(h, []).append(picture)
        columns = view.theatre.board.cols
        return [_fan(h, shown[h], width) for h in sorted(shown, key=lambda h: (h // columns, h))]

    def _count(self, surface: pygame.Surface, x: int, y: int, count: int, width: int) -> None:
        size = max(9, round(0.22 * width))
        text = self.fonts.line(f"{count}", round(size / self.fonts.scale), self.palette.paper, bold=True)
        r = size * 0.62
        at = (x + round(0.42 * width), y + round(0.04 * width))
        pygame.draw.aacircle(surface, self.palette.paper, at, r + 1.2)
        pygame.draw.aacircle(surface, self.palette.ink, at, r)
        surface.blit(text, text.get_rect(center=at))

    def _moving(self, surface: pygame.Surface, view: View, camera: Camera, selection: Selection) -> None:
        motion = selection.motion
        unit = view.units.get(motion.unit) if motion else None
        if motion is None or unit is None:
            return
        (ax, ay), (bx, by) = camera.screen_of(motion.origin), camera.screen_of(motion.to)
        t = motion.fraction
        picture = self.picture(view, unit, camera.width, selected=unit.id == selection.unit)
        at = (round(ax + (bx - ax) * t), round(ay + (by - ay) * t))
        surface.blit(picture, picture.get_rect(center=at))


def frame_of(view: View, faction: str) -> Frame:
    """APP-6 frame by how a faction stands to the viewer."""
    if faction == view.faction:
        return "friend"
    stance = view.stances.get((view.faction, faction), "war")
    frames: dict[str, Frame] = {"allied": "friend", "war": "hostile"}
    return frames.get(stance, "neutral")


def _fan(h: int, pictures: list[pygame.Surface], width: int) -> Placed:
    """Counters up and to the left of the top one."""
    top = pictures[-MOST:]
    step = max(2, round(FAN * width))
    middle = (len(top) - 1) * step // 2
    counters = []
    for i, picture in enumerate(top):
        below = len(top) - 1 - i
        dx, dy = middle - below * step, middle - below * step
        counters.append((picture, dx - picture.get_width() // 2, dy - picture.get_height() // 2))
    return Placed(h, counters, len(pictures))
