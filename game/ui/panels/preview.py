"""A whole map in one picture, for choosing a scenario."""

from __future__ import annotations

import pygame

from game.core.view import View
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.map.canvas import MapCanvas
from game.ui.map.model import Layers, Selection
from game.ui.widgets import style as look


def draw_preview(surface: pygame.Surface, view: View) -> None:
    """The map as this side sees it, as large as it fits."""
    camera = Camera(view.theatre.board, surface.get_rect().inflate(-4, -4))
    camera.fit()
    canvas = MapCanvas(view.theatre, look.PALETTE, Fonts(1.0))
    canvas.draw(surface, view, camera, Layers(grid=False), Selection(), patient=True)
