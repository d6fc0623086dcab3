"""The map on screen, from the ground up to the counters."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pygame

from game.core.theatre import Theatre
from game.core.view import View
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.geometry import geometry_of
from game.ui.map import tiles
from game.ui.map.counters import SYMBOL_FROM
from game.ui.map.crossings import CrossingLayer
from game.ui.map.fronts import Fronts, first_fronts, fronts
from game.ui.map.ground import ground_of
from game.ui.map.labels import LabelLayer
from game.ui.map.legend import Legend
from game.ui.map.lines import lines_of
from game.ui.map.marks import MarksLayer
from game.ui.map.model import Layers, Selection
from game.ui.map.notes import Note
from game.ui.map.overlays import OverlayLayer
from game.ui.map.paint import Painter
from game.ui.map.pointing import PointingLayer
from game.ui.map.samples import ASKED, shown_supply
from game.ui.map.tasks import draw_tasks, task_boxes
from game.ui.map.tiles import GroundTiles, PaintedTiles
from game.ui.map.units import UnitLayer
from game.ui.palette import Palette
from game.words import language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEY_OFF = 8
"""Pixels between the legend and the edges of the map in view."""


def prepare(theatre: Theatre, *controls: NDArray[np.int8]) -> None:
    """Work out what all canvases of a theatre share, which takes a quarter of a second, on any thread; and
    the lines between sides that a canvas draws first, for these `controls`.
    """
    ground_of(theatre)
    lines_of(theatre).prepare()
    known: Fronts = {}
    for control in controls:
        known.update(fronts(geometry_of(theatre.board), control, known))
    first = first_fronts(theatre.board)
    first.clear()
    first.update(known)


class MapCanvas:
    """Draws one theatre. Keeps everything that does not change between frames."""

    def __init__(self, theatre: Theatre, palette: Palette, fonts: Fonts) -> None:
        self.theatre = theatre
        self.palette = palette
        self._fonts = fonts
        self.geometry = geometry_of(theatre.board)
        self.ground = ground_of(theatre)
        lines = lines_of(theatre)
        unpainted = GroundTiles(theatre, self.geometry, self.ground, lines, palette)
        self.painter = Painter(theatre, palette, unpainted, lines)
        self.tiles = PaintedTiles(unpainted, self.painter.paint)
        self.crossings = CrossingLayer(palette, fonts)
        self.labels = LabelLayer(theatre, self.geometry, lines, palette, fonts)
        self.overlays = OverlayLayer(self.geometry, palette, fonts)
        self.marks = MarksLayer(self.geometry, palette, fonts)
        self.pointing = PointingLayer(self.geometry, palette, fonts)
        self.units = UnitLayer(self.geometry, palette, fonts)
        self._key: tuple[object, pygame.Surface | None] | None = None
        """What the overlays mean that were on last, and by what that was told."""
        self.key = pygame.Rect(0, 0, 0, 0)
        """Where on the surface the legend was drawn last."""

    @property
    def fonts(self) -> Fonts:
        """Fonts of all lettering; set them when the text scale changes."""
        return self._fonts

    @fonts.setter
    def fonts(self, fonts: Fonts) -> None:
        self._fonts = fonts
        for layer in (self.crossings, self.labels, self.overlays, self.marks, self.pointing, self.units):
            layer.fonts = fonts

    def draw(
        self,
        surface: pygame.Surface,
        view: View,
        camera: Camera,
        layers: Layers,
        selection: Selection,
        *,
        patient: bool = False,
        tasks: bool = False,
    ) -> bool:
        """Draw into the camera's viewport. Returns whether all tiles are: those that were not ready stand
        in roughly and come with the next frames, as do overlays that take long, and names after what took
        long. `patient`: finish all now. `tasks`: with the marks of open tasks.
        """
        clip = surface.get_clip()
        surface.set_clip(camera.viewport.clip(clip))
        surface.fill(self.palette.table, camera.viewport)
        since = time.perf_counter()
        self.painter.use(view, layers)
        complete = self.tiles.show(surface, camera, self.painter.signature, patient=patient, since=since)
        self._neatline(surface, camera)
        self.overlays.draw_low(surface, view, camera, layers, float("inf") if patient else since)
        self.marks.draw_low(surface, view, camera, layers)
        self.pointing.draw_low(surface, view, camera, selection)
        late = not patient and time.perf_counter() - since > tiles.LATE_S
        width = camera.width
        obstacles, notes = self.obstacles(view, width, layers), self.notes(view, width, layers)
        self.labels.use(view, width, obstacles, layers, notes, late=late)
        self.labels.draw_ground(surface, camera)
        self.crossings.draw(surface, view, camera)
        if layers.units:
            self.units.draw(surface, view, camera, selection)
        self.crossings.draw_works(surface, view, camera)
        self.overlays.draw_high(surface, view, camera, layers)
        if layers.marks:
            self.marks.draw_high(surface, view, camera)
        self.labels.draw_names(surface, camera)
        if tasks:  # below the way to a hex: its words say what the move leaves
            draw_tasks(surface, view, camera, self.palette)
        self.pointing.draw_high(surface, camera, selection)
        self._legend(surface, view, camera, layers)
        surface.set_clip(clip)
        return complete

    def obstacles(self, view: View, width: int, layers: Layers) -> tuple[tuple[int, int, int, int], ...]:
        """What names must not cover."""
        counters = self.units.boxes(view, width) if layers.units else ()
        signs = self.marks.boxes(view, width) if layers.marks else ()
        crossings = self.crossings.boxes(view, self.geometry, width) if width >= SYMBOL_FROM else ()
        over = self.overlays.boxes(view, width, layers)
        return task_boxes(view, self.geometry, width) + counters + signs + crossings + over

    def notes(self, view: View, width: int, layers: Layers) -> tuple[Note, ...]:
        """What signs and overlays say in words where there is room."""
        counts = self.overlays.notes(view, width, layers)
        return counts + (self.marks.notes(view, width) if layers.marks else ())

    def has_room_for_legend(self, view: View, camera: Camera) -> bool:
        """Whether the legend covers no more than the map that is in view."""
        return self._legend_picture(view, camera).get_width() <= camera.viewport.width - 16

    def _legend_picture(self, view: View, camera: Camera) -> pygame.Surface:
        high = camera.viewport.h - 16
        key = ("ui.legend", self._fonts.scale, self.palette.vision, high, language())
        picture: pygame.Surface | None = view.memo.get(key)
        if picture is None:
            picture = view.memo[key] = Legend(self.palette, self._fonts).picture(view, high)
        return picture

    def _key_picture(self, view: View, camera: Camera, layers: Layers) -> pygame.Surface | None:
        """What the overlays mean that are on."""
        asked = tuple(getattr(layers, name) for name in ASKED)
        if not any(asked):
            return None
        supply = frozenset(shown_supply(view, self.overlays.tree) if layers.supply else ())
        port = (camera.viewport.w - 2 * KEY_OFF, camera.viewport.h)
        key = (self._fonts.scale, asked, supply, language(), port)
        if self._key is None or self._key[0] != key:
            self._key = key, Legend(self.palette, self._fonts).overlays(layers, supply, port)
        return self._key[1]

    def _legend(self, surface: pygame.Surface, view: View, camera: Camera, layers: Layers) -> None:
        """What the signs mean, in the lower right corner: all of them, or of overlays that were asked for."""
        port, whole = camera.viewport, layers.legend
        picture = self._legend_picture(view, camera) if whole else self._key_picture(view, camera, layers)
        self.key = pygame.Rect(port.bottomright, (0, 0))
        if picture is not None:
            self.key = picture.get_rect(bottomright=(port.right - KEY_OFF, port.bottom - KEY_OFF))
            surface.blit(picture, self.key)

    def _neatline(self, surface: pygame.Surface, camera: Camera) -> None:
        """The printed frame around the map."""
        g = self.geometry
        left, top = camera.screen(g.west, g.north)
        frame = pygame.Rect(left, top, round(g.width * camera.width), round(g.height * camera.width))
        pygame.draw.rect(surface, self.palette.paper, frame.inflate(12, 12), 6)
        pygame.draw.rect(surface, self.palette.ink, frame.inflate(2, 2), 1)
        pygame.draw.rect(surface, self.palette.ink, frame.inflate(12, 12), 1)
