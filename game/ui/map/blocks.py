"""Counters too small to read, put together: one block for the troops of a faction in one neighbourhood."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import pygame

from game.core.units import SUPPLY_STATES, Unit
from game.core.view import View
from game.ui.fonts import Fonts
from game.ui.map.counters import badge
from game.ui.map.symbols import Frame
from game.ui.palette import Livery, Palette, mix

ROUNDS = 24
"""How often blocks that overlap are pushed apart."""
LETTERS = 10
RIM = 4
"""Pixels around a block into which its badge juts."""


@dataclass
class Block:
    """Troops of one faction close together; `x`, `y` their middle in pixels of the map."""

    faction: str
    ghost: bool
    x: float
    y: float
    steps: int
    supply: str
    units: list[str] = field(default_factory=list)

    def box(self, size: tuple[int, int]) -> pygame.Rect:
        """The pixels it takes at this size."""
        out = pygame.Rect((0, 0), size)
        out.center = (round(self.x), round(self.y))
        return out


def gather(
    view: View, pixel: dict[int, tuple[int, int]], size: tuple[int, int], sheet: pygame.Rect
) -> list[Block]:
    """Blocks of `size` pixels for all known units, none over another. `pixel`: where hexes are."""
    blocks = [_alone(u, pixel[u.hex], ghost=False) for h in sorted(view.stacks) for u in view.stacks[h]]
    blocks += [_alone(c.unit, pixel[c.unit.hex], ghost=True) for c in view.contacts]
    cells: dict[tuple[object, ...], Block] = {}
    for b in blocks:
        key = (b.faction, b.ghost, int(b.x // size[0]), int(b.y // size[1]))
        cells[key] = _joined(cells[key], b) if key in cells else b
    out = list(cells.values())
    while pair := _touching(out, size):
        a, b = pair
        out = [x for x in out if x is not a and x is not b] + [_joined(a, b)]
    _spread(out, size, sheet)
    return sorted(out, key=lambda b: (b.y, b.x, b.faction))


def _alone(unit: Unit, at: tuple[int, int], *, ghost: bool) -> Block:
    return Block(unit.faction, ghost, at[0], at[1], unit.steps, unit.supply, [unit.id])


def _joined(a: Block, b: Block) -> Block:
    n, m = len(a.units), len(b.units)
    worst = max(a.supply, b.supply, key=SUPPLY_STATES.index)
    return Block(
        a.faction, a.ghost, (a.x * n + b.x * m) / (n + m), (a.y * n + b.y * m) / (n + m), a.steps + b.steps,
        worst, a.units + b.units,
    )  # fmt: skip


def _touching(blocks: list[Block], size: tuple[int, int]) -> tuple[Block, Block] | None:
    """The two blocks of one kind that overlap most."""
    close = [
        ((a.x - b.x) ** 2 + (a.y - b.y) ** 2, i, j)
        for (i, a), (j, b) in itertools.combinations(enumerate(blocks), 2)
        if a.faction == b.faction
        and a.ghost == b.ghost
        and abs(a.x - b.x) < size[0]
        and abs(a.y - b.y) < size[1]
    ]
    if not close:
        return None
    _, i, j = min(close)
    return blocks[i], blocks[j]


def _spread(blocks: list[Block], size: tuple[int, int], sheet: pygame.Rect) -> None:
    """Push blocks of different kinds apart, the short way."""
    w, h = size[0] + 1, size[1] + 1
    for _ in range(ROUNDS):
        moved = False
        for a, b in itertools.combinations(blocks, 2):
            dx, dy = w - abs(a.x - b.x), h - abs(a.y - b.y)
            if dx <= 0 or dy <= 0:
                continue
            moved = True
            if dx < dy:
                push = dx / 2 if a.x <= b.x else -dx / 2
                a.x, b.x = a.x - push, b.x + push
            else:
                push = dy / 2 if a.y <= b.y else -dy / 2
                a.y, b.y = a.y - push, b.y + push
        for block in blocks:
            block.x = min(max(block.x, sheet.left + w / 2), sheet.right - w / 2)
            block.y = min(max(block.y, sheet.top + h / 2), sheet.bottom - h / 2)
        if not moved:
            return


def block_size(fonts: Fonts) -> tuple[int, int]:
    """Pixels of a block: room for two digits."""
    return round(21 * fonts.scale), round(14 * fonts.scale)


def picture(block: Block, livery: Livery, frame: Frame, palette: Palette, fonts: Fonts) -> pygame.Surface:
    """A block with its steps; pointed if hostile, round if neutral; `?` for troops last seen earlier."""
    w, h = block_size(fonts)
    k = 4
    big = pygame.Surface((w * k, h * k), pygame.SRCALPHA)
    big.fill((*palette.ink, 0))
    box = big.get_rect()
    _outline(big, box, frame, mix(livery.base, (0, 0, 0), 0.72))
    _outline(big, box.inflate(-2 * k, -2 * k), frame, livery.base)
    out = pygame.Surface((w + 2 * RIM, h + 2 * RIM), pygame.SRCALPHA)
    out.blit(pygame.transform.smoothscale(big, (w, h)), (RIM, RIM))
    words = f"{block.steps}?" if block.ghost else str(block.steps)
    text = fonts.line(words, LETTERS if len(words) < 3 else LETTERS - 2, livery.text, bold=True)
    text = text.subsurface(text.get_bounding_rect())
    if block.ghost:
        out.fill((255, 255, 255, 150), special_flags=pygame.BLEND_RGBA_MULT)
    out.blit(text, text.get_rect(center=out.get_rect().center))
    if not block.ghost:
        badge(out, block.supply, (w + RIM - 0.5, RIM + 0.5), 3.6, palette.ink)
    return out


def _outline(surface: pygame.Surface, box: pygame.Rect, frame: Frame, colour: tuple[int, int, int]) -> None:
    if frame == "hostile":
        tip = box.h // 3
        points = (
            box.midleft, (box.left + tip, box.top), (box.right - tip, box.top), box.midright,
            (box.right - tip, box.bottom), (box.left + tip, box.bottom),
        )  # fmt: skip
        pygame.draw.polygon(surface, colour, points)
    else:
        radius = box.h // 2 if frame == "neutral" else box.h // 7
        pygame.draw.rect(surface, colour, box, border_radius=radius)
