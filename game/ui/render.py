"""A picture of the map without a display, for `render` and for documents."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pygame

from game.core.view import View
from game.match.files import write_atomically
from game.ui.camera import Camera
from game.ui.fonts import SIZES, Fonts
from game.ui.map.canvas import MapCanvas
from game.ui.map.legend import Legend
from game.ui.map.model import Layers, Selection
from game.ui.map.scalebar import bar_km, draw_scale_bar
from game.ui.palette import Palette
from game.words import day_words, t

STRIP = 40
"""Pixels of the title strip at text scale 1."""
CLOSE_UP_FROM = 380
"""Pixels that must be left beside the whole map, at text scale 1, for a close-up."""
CLOSE_UP_HEX = 46
"""Largest hex width of the close-up."""
HEXES_DOWN = 22
"""In play at the first look at most so many hex widths from top to bottom, so that counters can be read."""
NEAR_M = 5000
MOST_PIXELS = 8192
"""Of a side of a picture: such a picture takes a quarter of a gigabyte."""


def render_view(
    view: View,
    path: Path | str,
    size: tuple[int, int] = (1800, 1760),
    *,
    layers: Layers | None = None,
    selection: Selection | None = None,
    centre: int | None = None,
    hex_width: int = 0,
    text_scale: float = 1.0,
) -> Path:
    """Write a PNG of what a faction knows: the whole board, or around `centre` at `hex_width` pixels.

    Raises ValueError for a size that cannot be drawn, OSError if the file cannot be written.
    """
    if max(size) > MOST_PIXELS:
        raise ValueError(f"{size[0]} x {size[1]} pixels are too many: at most {MOST_PIXELS} each way")
    if size[0] < 320 or size[1] < 240:
        raise ValueError(f"{size[0]} x {size[1]} pixels are too few for a map: at least 320 x 240")
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    surface = pygame.Surface(size)
    compose(surface, view, layers or Layers(), selection or Selection(), centre, hex_width, text_scale)
    target = Path(path)
    picture = io.BytesIO()
    pygame.image.save(surface, picture, "map.png")
    write_atomically(target, picture.getvalue())
    return target


def compose(
    surface: pygame.Surface, view: View, layers: Layers, selection: Selection, centre: int | None,
    hex_width: int, text_scale: float,
) -> None:  # fmt: skip
    """Map, title strip, legend and scale bar on one surface; where a whole map leaves much of the width
    free, a close-up of the busiest ground beside it.
    """
    palette, fonts = Palette(), Fonts(text_scale)
    board = view.theatre.board
    strip = round(STRIP * text_scale)
    surface.fill(palette.table)
    _title(surface, view, palette, fonts, strip)
    room = pygame.Rect(0, strip, surface.get_width(), surface.get_height() - strip)
    legend = Legend(palette, fonts).picture(view)
    if room.w >= 3 * legend.get_width() and room.h >= legend.get_height() + 20:
        room.w -= legend.get_width() + 24
        surface.blit(legend, (room.right + 8, room.top + 14))
    canvas = MapCanvas(view.theatre, palette, fonts)
    camera = Camera(board, room)
    if hex_width or centre is not None:
        camera.width = hex_width or camera.width
        camera.centre_on(board.size // 2 if centre is None else centre)
        _sheet(surface, canvas, view, camera, layers, selection)
        return
    camera.fit(room.inflate(-28, -28))
    whole = round(camera.geometry.width * camera.width) + 28
    if room.w - whole < round(CLOSE_UP_FROM * text_scale) or not view.units:
        camera.viewport = room
        _sheet(surface, canvas, view, camera, layers, selection)
        return
    camera.viewport = pygame.Rect(room.left, room.top, whole, room.h)
    _sheet(surface, canvas, view, camera, layers, selection)
    inset = pygame.Rect(
        camera.viewport.right, room.top + 14, room.right - camera.viewport.right - 8, room.h - 28
    )
    close = Camera(board, inset, min(CLOSE_UP_HEX, 3 * camera.width))
    close.centre_on(busiest(view))
    _sheet(surface, canvas, view, close, layers, selection)
    pygame.draw.rect(surface, palette.paper, inset, 3)
    frame = _shown(camera, close)
    pygame.draw.rect(surface, palette.ink, frame.inflate(2, 2), 3)
    pygame.draw.rect(surface, palette.paper, frame, 1)


def first_look(camera: Camera, view: View, text_scale: float = 1.0) -> None:
    """All own units, or as much of the busiest ground as leaves counters large enough to be read: who needs
    large letters needs large counters.
    """
    camera.fit_hexes([u.hex for u in view.own])
    legible = camera.level(camera.viewport.h / HEXES_DOWN * (1 + text_scale) / 2)
    if camera.width < legible and view.own:
        camera.width = legible
        camera.centre_on(busiest(view))


def busiest(view: View) -> int:
    """The hex around which most known steps stand (within five kilometres of the true ground)."""
    board = view.theatre.board
    weight = np.zeros(board.size, dtype=np.int64)
    for unit in view.units.values():
        weight[board.distances(unit.hex) <= NEAR_M] += unit.steps
    best = np.flatnonzero(weight == weight.max())
    x, y = board.x[best], board.y[best]
    return int(best[np.argmin(np.hypot(x - x.mean(), y - y.mean()))])


def _sheet(
    surface: pygame.Surface, canvas: MapCanvas, view: View, camera: Camera, layers: Layers,
    selection: Selection,
) -> None:  # fmt: skip
    """One map with its scale bar."""
    canvas.draw(surface, view, camera, layers, selection, patient=True)
    g, port = camera.geometry, camera.viewport
    left, bottom = camera.screen(g.west, g.south)
    corner = (max(port.left, left) + 16, min(port.bottom, bottom) - 14)
    middle = camera.hex_at(*port.center)
    if middle is not None:
        board = view.theatre.board
        km = bar_km(board, middle, camera.width)
        draw_scale_bar(surface, corner, board, middle, camera.width, canvas.fonts, canvas.palette, km)


def _shown(camera: Camera, other: Camera) -> pygame.Rect:
    """On `camera`'s map, what `other` shows."""
    left, top = camera.screen(*other.map_point(*other.viewport.topleft))
    right, bottom = camera.screen(*other.map_point(*other.viewport.bottomright))
    return pygame.Rect(left, top, right - left, bottom - top).clip(camera.viewport)


def _title(surface: pygame.Surface, view: View, palette: Palette, fonts: Fonts, strip: int) -> None:
    theatre = view.theatre
    surface.fill(palette.panel, (0, 0, surface.get_width(), strip))
    livery = palette.livery(theatre, view.faction)
    pygame.draw.rect(surface, livery.base, (0, strip - 4, surface.get_width(), 4))
    title = fonts.line(theatre.title, SIZES["head"], palette.text, bold=True)
    surface.blit(title, title.get_rect(midleft=(14, strip // 2 - 2)))
    when = day_words(theatre.date_of(view.turn))
    words = t("legend.title", day=when, turn=view.turn, turns=theatre.turns, side=livery.name)
    right = fonts.line(words, SIZES["body"], palette.text)
    place = right.get_rect(midright=(surface.get_width() - 14, strip // 2 - 2))
    if place.left > title.get_width() + 30:
        surface.blit(right, place)
