"""One counter: a printed cardboard square with an APP-6 symbol and what a player must see of a unit.

Top right: supply, by shape and letter, nothing if supplied. Top left: what the unit can still do.
Left edge: a notch for each level of entrenchment. Bottom: the faction's letter, posture, steps; under
them a bar for cohesion.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import pygame

from game.core.units import Activity, Unit
from game.ui.fonts import Fonts
from game.ui.map.symbols import Frame, unit_symbol
from game.ui.palette import Colour, Livery, Palette, mix

FULL_FROM = 26
"""Hex width from which a counter carries everything; below it carries symbol and supply."""
TAG_FROM = 44
"""Hex width from which it also carries its faction's letters."""
SYMBOL_FROM = 18
"""Hex width from which there are counters; below `blocks` puts them together."""
KEEP = 1200
OVERSAMPLE = 4
POSTURE_LETTERS = {"hold": "", "guard": "G", "rest": "R", "stand_fast": "S"}

BADGES: dict[str, tuple[str, str, Colour, Colour]] = {
    "overextended": ("triangle", "!", Palette.overextended, (40, 30, 20)),
    "unsupplied": ("square", "U", Palette.unsupplied, (40, 26, 16)),
    "isolated": ("octagon", "X", Palette.isolated, (255, 250, 240)),
}
"""Supply state -> shape, letter, ground, ink."""


@dataclass(frozen=True)
class Face:
    """Everything that decides how a counter looks."""

    livery: Livery
    frame: Frame
    symbol: str
    steps: int
    full: int
    cohesion: int
    entrenchment: int
    posture: str
    supply: str
    readiness: str
    """`fresh`, `partly`, `done`, or empty where it is nobody's business."""
    ghost: int = -1
    """Turns since last seen; -1 for in sight."""
    selected: bool = False


def face_of(
    unit: Unit, livery: Livery, frame: Frame, symbol: str, readiness: str = "", *, ghost: int = -1,
    selected: bool = False,
) -> Face:  # fmt: skip
    """What a unit's counter shows; cohesion in steps of ten."""
    return Face(
        livery, frame, symbol, unit.steps, unit.full, -(-unit.cohesion // 10) * 10, unit.entrenchment,
        unit.posture, unit.supply, readiness, ghost, selected,
    )  # fmt: skip


def card_size(width: int) -> tuple[int, int]:
    """Pixels of a counter's card: it fills its hex where hexes are small, and leaves room for names where
    they are large.
    """
    share = min(0.86, max(0.68, 0.86 - 0.004 * (width - 40)))
    high = share - (0.03 if width >= FULL_FROM else 0.14)
    return max(7, round(share * width)), max(6, round(high * width))


def readiness(activity: Activity | None) -> str:
    """How much a unit of the side to move can still do."""
    if activity is None:
        return ""
    if activity.done or activity.attacked:
        return "done"
    return "partly" if activity.spent or activity.halted else "fresh"


class Counters:
    """Draws counters once for each look and size."""

    def __init__(self, palette: Palette, fonts: Fonts) -> None:
        self.palette = palette
        self.fonts = fonts
        self._kept: OrderedDict[tuple[Face, int], pygame.Surface] = OrderedDict()

    def get(self, face: Face, width: int) -> pygame.Surface:
        """The counter for hexes `width` pixels wide, at least the smallest that has a symbol; its middle goes
        on the hex's. Do not write to it.
        """
        width = max(width, SYMBOL_FROM)
        key = (face, width)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._draw(face, width)
            if len(self._kept) > KEEP:
                self._kept.popitem(last=False)
        return found

    def _draw(self, face: Face, width: int) -> pygame.Surface:
        w, h = card_size(width)
        pad = max(2, round(0.07 * width))
        out = pygame.Surface((w + 2 * pad, h + 2 * pad), pygame.SRCALPHA)
        card = pygame.Rect(pad, pad, w, h)
        base, pale = face.livery.base, face.livery.pale
        if face.readiness == "done":
            base, pale = mix(base, (92, 92, 92), 0.62), mix(pale, (140, 140, 140), 0.7)
        self._card(out, card, base, face.selected, width)
        if width >= FULL_FROM:
            self._full(out, card, face, pale, width)
        else:
            symbol = unit_symbol(face.frame, face.symbol, round(h * 0.8), pale)
            out.blit(symbol, symbol.get_rect(center=card.center))
        if face.ghost < 0:
            self._badge(out, card, face.supply, width)
        else:
            self._ghost(out, card, face, width)
        return out

    def _card(self, out: pygame.Surface, card: pygame.Rect, base: Colour, selected: bool, width: int) -> None:
        """The cardboard with its shadow, edge and a lit rim; drawn large and shrunk."""
        k = OVERSAMPLE
        big = pygame.Surface((out.get_width() * k, out.get_height() * k), pygame.SRCALPHA)
        big.fill((*self.palette.ink, 0))
        rect = pygame.Rect(card.x * k, card.y * k, card.w * k, card.h * k)
        radius = round(0.09 * card.w * k)
        drop = max(1, round(0.03 * width)) * k
        pygame.draw.rect(big, (0, 0, 0, 70), rect.move(drop, drop), border_radius=radius)
        if selected:
            glow = rect.inflate(round(0.13 * width) * k, round(0.13 * width) * k)
            pygame.draw.rect(big, (*self.palette.accent, 255), glow, border_radius=radius * 2)
            pygame.draw.rect(big, self.palette.ink, rect.inflate(2 * k, 2 * k), border_radius=radius)
        edge = max(1, round(0.02 * width)) * k
        pygame.draw.rect(big, mix(base, (0, 0, 0), 0.72), rect, border_radius=radius)
        inner = rect.inflate(-2 * edge, -2 * edge)
        pygame.draw.rect(big, mix(base, (255, 255, 255), 0.3), inner, border_radius=max(0, radius - edge))
        pygame.draw.rect(
            big, base, (inner.x + edge // 2, inner.y + edge // 2, inner.w - edge // 2, inner.h - edge // 2),
            border_radius=max(0, radius - edge),
        )  # fmt: skip
        out.blit(pygame.transform.smoothscale(big, out.get_size()), (0, 0))

    def _full(self, out: pygame.Surface, card: pygame.Rect, face: Face, pale: Colour, width: int) -> None:
        height = round(card.h * 0.56)
        symbol = unit_symbol(face.frame, face.symbol, height, pale)
        top = card.y + round(card.h * 0.07)
        out.blit(symbol, symbol.get_rect(midtop=(card.centerx, top)))
        text = face.livery.text
        if face.readiness == "done":
            text = mix(text, (120, 120, 120), 0.25)
        size = max(10, round(card.h * 0.34))
        line = card.y + round(card.h * 0.775)
        steps = self._text(str(face.steps), size, text, bold=True)
        edge = round(card.w * 0.09)
        number = steps.get_rect(midright=(card.right - edge, line))
        out.blit(steps, number)
        tag = face.livery.letter[:3]
        small = max(8, round(card.h * (0.25 if len(tag) < 2 else 0.2)))
        letter = self._text(tag, small, text, bold=True)
        box = letter.get_rect(midleft=(card.x + edge, line))
        mark = POSTURE_LETTERS.get(face.posture, "")
        room = number.left - 3 - (round(card.w * 0.22) if mark else 0)
        if box.right > room or width < TAG_FROM:
            box.w = 0
        else:
            out.blit(letter, box)
        if mark:
            self._posture(
                out, mark, (box.right + round(card.w * (0.14 if box.w else 0.1)), line), small, face
            )
        self._cohesion(out, card, face, width)
        self._notches(out, card, face.entrenchment, top, height)
        self._dot(out, card, face.readiness, width)

    def _text(self, text: str, size: int, colour: Colour, *, bold: bool = False) -> pygame.Surface:
        """Text whose size follows the map, not the text scale."""
        picture = self.fonts.line(text, round(size / self.fonts.scale), colour, bold=bold)
        return picture.subsurface(picture.get_bounding_rect())

    def _posture(self, out: pygame.Surface, mark: str, at: tuple[int, int], size: int, face: Face) -> None:
        letter = self._text(mark, round(size * 0.9), self.palette.ink, bold=True)
        ground = letter.get_rect(center=at).inflate(max(3, size // 3), max(3, size // 3))
        pygame.draw.rect(out, face.livery.pale, ground, border_radius=2)
        out.blit(letter, letter.get_rect(center=at))

    def _cohesion(self, out: pygame.Surface, card: pygame.Rect, face: Face, width: int) -> None:
        thick = max(2, round(0.05 * width))
        left, long = card.x + round(card.w * 0.09), round(card.w * 0.82)
        bar = pygame.Rect(left, card.bottom - thick - max(1, round(0.025 * width)), long, thick)
        pygame.draw.rect(out, mix(face.livery.base, (0, 0, 0), 0.6), bar)
        share = max(0, min(100, face.cohesion))
        colour = (245, 243, 232) if share >= 60 else ((248, 205, 80) if share >= 40 else (240, 110, 50))
        pygame.draw.rect(out, colour, (bar.x, bar.y, round(bar.w * share / 100), bar.h))

    @staticmethod
    def _notches(out: pygame.Surface, card: pygame.Rect, levels: int, top: int, height: int) -> None:
        size = max(3, round(card.w * 0.085))
        for i in range(min(levels, 3)):
            box = pygame.Rect(card.x - size // 2, top + height - (i + 1) * (size + 2), size + 1, size)
            pygame.draw.rect(out, (28, 24, 20), box.inflate(2, 2))
            pygame.draw.rect(out, (250, 246, 232), box)

    def _dot(self, out: pygame.Surface, card: pygame.Rect, state: str, width: int) -> None:
        if state not in {"fresh", "partly"}:
            return
        r = max(2.5, 0.062 * width)
        x, y = card.x + r * 0.9, card.y + r * 0.9
        pygame.draw.aacircle(out, self.palette.ink, (x, y), r + 1.2)
        pygame.draw.aacircle(out, self.palette.accent if state == "fresh" else (250, 246, 232), (x, y), r)
        if state == "partly":
            half = pygame.Rect(0, 0, round(2 * r), round(r))
            half.midtop = (round(x), round(y))
            pygame.draw.aacircle(out, self.palette.ink, (x, y), r, 0, False, False, True, True)

    def _badge(self, out: pygame.Surface, card: pygame.Rect, supply: str, width: int) -> None:
        if supply not in BADGES:
            return
        shape, letter, _, ink = BADGES[supply]
        r = max(3.0, 0.15 * width)
        x = min(card.right - r * 0.35, out.get_width() - r - 0.5)
        y = max(card.y + r * 0.35, r + 0.5)
        badge(out, supply, (x, y), r, self.palette.ink)
        if width >= 24:
            text = self._text(letter, max(7, round(r * 1.5)), ink, bold=True)
            drop = r * 0.18 if shape == "triangle" else 0
            out.blit(text, text.get_rect(center=(round(x), round(y + drop))))

    def _ghost(self, out: pygame.Surface, card: pygame.Rect, face: Face, width: int) -> None:
        """Last seen some turns ago: faded, with a question mark and the age in turns."""
        out.fill((255, 255, 255, 140), special_flags=pygame.BLEND_RGBA_MULT)
        words = "?" if width < FULL_FROM or face.ghost == 0 else f"? {face.ghost}"
        text = self.fonts.line(
            words, round(max(10, 0.3 * width) / self.fonts.scale), self.palette.ink, bold=True,
            halo=self.palette.halo, halo_width=1 if width < 40 else 2,
        )  # fmt: skip
        out.blit(text, text.get_rect(center=(card.centerx, card.y + round(card.h * 0.35))))


def badge(out: pygame.Surface, supply: str, at: tuple[float, float], r: float, rim: Colour) -> None:
    """The sign of a supply state without its letter; nothing for supplied."""
    if supply in BADGES:
        shape, _, ground, _ = BADGES[supply]
        pygame.draw.polygon(out, rim, _shape(shape, *at, r + max(1.0, 0.14 * r)))
        pygame.draw.polygon(out, ground, _shape(shape, *at, r))


def _shape(shape: str, x: float, y: float, r: float) -> list[tuple[float, float]]:
    if shape == "triangle":
        return [(x, y - r * 1.1), (x + r * 1.1, y + r * 0.85), (x - r * 1.1, y + r * 0.85)]
    if shape == "square":
        k = r * 0.88
        return [(x - k, y - k), (x + k, y - k), (x + k, y + k), (x - k, y + k)]
    a, b = r, r * 0.414
    return [
        (x - b, y - a), (x + b, y - a), (x + a, y - b), (x + a, y + b),
        (x + b, y + a), (x - b, y + a), (x - a, y + b), (x - a, y - b),
    ]  # fmt: skip
