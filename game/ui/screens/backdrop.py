"""A quiet map behind the menu, drawn by the map's own code on another thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui.camera import LEVELS, Camera
from game.ui.fonts import Fonts
from game.ui.map.canvas import MapCanvas
from game.ui.map.model import Layers, Selection
from game.ui.screens.loading import Task, read_scenario
from game.ui.widgets import style as look

if TYPE_CHECKING:
    from pathlib import Path

Size = tuple[int, int]
DIMMED = 120
"""How far the map recedes, of 255."""
GROUND = Layers(
    control=False, fog=False, districts=False, grid=False, labels=False, units=False, marks=False, lines=False
)

_drawn: dict[Size, pygame.Surface] = {}
"""The last picture: the menu comes back after every match."""


class Backdrop:
    """The ground of a scenario, as large as the window. Nothing is shown until it is drawn, and nothing
    at all if the scenario cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._task: Task[pygame.Surface] | None = None
        self._size: Size = (0, 0)
        """Of the window."""
        self._begun: Size = (0, 0)
        """Of the picture that is being drawn, or was last."""

    def fit(self, size: Size) -> None:
        """Draw for this size of the window, once what is being drawn is done: a window that is dragged larger
        has many sizes, and must not wait for a picture of each.
        """
        self._size = size
        self._begin()

    def _begin(self) -> None:
        size = self._size
        if self._task is None and size != self._begun and size not in _drawn:
            self._begun = size
            self._task = Task(lambda: _picture(self.path, size))

    def update(self) -> None:
        """Take over what has been drawn."""
        if self._task is not None and self._task.done:
            task, self._task = self._task, None
            if task.result is not None:
                _drawn.clear()
                _drawn[self._begun] = task.result
            self._begin()

    def draw(self, target: pygame.Surface) -> None:
        """The picture, if there is one for this size."""
        picture = _drawn.get(target.get_size())
        if picture is not None:
            target.blit(picture, (0, 0))

    def close(self) -> None:
        """Wait for the thread: it must not draw when the window is gone."""
        if self._task is not None:
            self._task.wait()
            self._task = None


def _picture(path: Path, size: Size) -> pygame.Surface:
    """The middle of the map, filling the window. Raises ScenarioError or OSError."""
    from game.match.match import Match

    scenario = read_scenario(path)
    view = Match.start(scenario, 1).view(scenario.theatre.faction_ids[0])
    picture = pygame.Surface(size)
    camera = Camera(view.theatre.board, picture.get_rect())
    wide, high = camera.geometry.width, camera.geometry.height
    filling = [w for w in LEVELS if w * wide >= size[0] and w * high >= size[1]]
    camera.set_width(filling[0] if filling else LEVELS[-1])
    canvas = MapCanvas(view.theatre, look.PALETTE, Fonts(1.0))
    canvas.draw(picture, view, camera, GROUND, Selection(), patient=True)
    shade = pygame.Surface(size)
    shade.fill(look.BACK)
    shade.set_alpha(DIMMED)
    picture.blit(shade, (0, 0))
    return picture
