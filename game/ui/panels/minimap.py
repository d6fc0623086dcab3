"""The small map: a click or a drag moves the map; by keyboard, arrows move a mark over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.ui.map.minimap import Minimap
from game.ui.widgets import style as look

if TYPE_CHECKING:
    from game.ui.screens.match.screen import MatchScreen

ARROWS = {
    pygame.K_LEFT: (-1, 0), pygame.K_RIGHT: (1, 0), pygame.K_UP: (0, -1), pygame.K_DOWN: (0, 1),
}  # fmt: skip
"""Keys that move the mark: hexes east, hexes south."""
SHARE, FAST = 1 / 6, 3
"""Of what the map shows, how far the mark moves at once; how many times as far with Shift."""


class MinimapPanel:
    """The whole board in a corner."""

    def __init__(self, screen: MatchScreen) -> None:
        self.screen = screen
        self.rect = pygame.Rect(0, 0, 10, 10)
        self.aim: tuple[float, float] | None = None
        """Where the mark is, in hex widths, while the keyboard moves it."""
        self._dragging = False
        self._first = True
        """The first frame of a screen has enough else to paint."""
        self.recolour()

    def recolour(self) -> None:
        """Draw with the palette of now."""
        self.map = Minimap(self.screen.view.theatre, look.PALETTE)

    def draw(self, target: pygame.Surface) -> None:
        """The map and a frame."""
        if self._first:
            self._first = False
            target.fill(look.PALETTE.table, self.rect)
        else:
            self.map.draw(target, self.rect, self.screen.view, self.screen.camera, self.aim)
        edge = look.ACCENT if self.aim else look.EDGE
        pygame.draw.rect(target, edge, self.rect, 2 if self.aim else 1)

    def picture(self) -> pygame.Surface:
        """The map alone, for lists of saved games."""
        return self.map.picture(self.screen.view)

    # The mouse --------------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> bool:
        """Press and drag."""
        if event.type == pygame.MOUSEBUTTONDOWN and self.rect.collidepoint(event.pos):
            self._dragging = event.button == 1
            if self._dragging:
                self._go(event.pos)
            return True
        if event.type == pygame.MOUSEMOTION and self._dragging:
            self._go(event.pos)
            return True
        if event.type == pygame.MOUSEBUTTONUP and self._dragging:
            self._dragging = False
            return True
        return event.type == pygame.MOUSEMOTION and bool(self.rect.collidepoint(event.pos))

    def _go(self, point: tuple[int, int]) -> None:
        h = self.map.hex_at(self.rect, *point)
        if h is not None:
            self.screen.camera.centre_on(h)

    # The keyboard -----------------------------------------------------------------------------------

    def begin(self) -> None:
        """The mark comes, in the middle of what the map shows."""
        self.aim = self.screen.camera.x, self.screen.camera.y

    def move(self, east: int, south: int, *, fast: bool) -> None:
        """Move the mark by a share of what the map shows, within the board."""
        if self.aim is None:
            return
        camera, g = self.screen.camera, self.map.geometry
        share = SHARE * (FAST if fast else 1)
        wide = min(g.width, camera.viewport.w / camera.width) * share
        high = min(g.height, camera.viewport.h / camera.width) * share
        x, y = self.aim
        self.aim = (
            min(max(x + east * wide, g.west), g.east), min(max(y + south * high, g.north), g.south),
        )  # fmt: skip

    @property
    def target(self) -> int:
        """The hex under the mark; -1 without one."""
        if self.aim is None:
            return -1
        g = self.map.geometry
        return int(np.argmin((g.x - self.aim[0]) ** 2 + (g.y - self.aim[1]) ** 2))
