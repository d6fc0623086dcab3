"""The whole board in a corner."""

from __future__ import annotations

import pygame

from game.core.theatre import Theatre
from game.core.view import View
from game.ui.camera import Camera
from game.ui.palette import Palette


class Minimap:
    """Small picture of ground, control and known units; a click on it names a hex."""

    def __init__(self, theatre: Theatre, palette: Palette) -> None:
        self.theatre = theatre
        self.palette = palette

    def draw(self, surface: pygame.Surface, rect: pygame.Rect, view: View, camera: Camera) -> None:
        """Draw into `rect`, with a frame around what the camera shows."""
        surface.fill(self.palette.paper, rect)

    def hex_at(self, rect: pygame.Rect, x: float, y: float) -> int | None:
        """The hex under a screen position, for a minimap drawn into `rect`."""
        return None
