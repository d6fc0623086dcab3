"""The map on screen, from the ground up to the counters."""

from __future__ import annotations

import pygame

from game.core.theatre import Theatre
from game.core.view import View
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.map.model import Layers, Selection
from game.ui.palette import Palette


class MapCanvas:
    """Draws one theatre. Keeps everything that does not change between frames."""

    def __init__(self, theatre: Theatre, palette: Palette, fonts: Fonts) -> None:
        self.theatre = theatre
        self.palette = palette
        self.fonts = fonts

    def draw(
        self,
        surface: pygame.Surface,
        view: View,
        camera: Camera,
        layers: Layers,
        selection: Selection,
        *,
        patient: bool = False,
    ) -> None:
        """Draw into the camera's viewport. `patient`: finish every tile, however long it takes."""
        surface.fill(self.palette.table, camera.viewport)
        for h in range(self.theatre.board.size):
            x, y = camera.screen_of(h)
            pygame.draw.circle(surface, self.palette.paper, (x, y), camera.width // 2)
