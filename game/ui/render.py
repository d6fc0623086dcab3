"""A picture of the map without a display, for `render` and for documents."""

from __future__ import annotations

import os
from pathlib import Path

import pygame

from game.core.view import View
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.map.canvas import MapCanvas
from game.ui.map.legend import Legend
from game.ui.map.model import Layers, Selection
from game.ui.map.scalebar import draw_scale_bar
from game.ui.palette import Palette
from game.ui.text import t

STRIP = 40
"""Pixels of the title strip at text scale 1."""


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

    Raises ValueError for a size too small to draw in, OSError if the file cannot be written.
    """
    if size[0] < 320 or size[1] < 240:
        raise ValueError(f"{size[0]} x {size[1]} pixels are too few for a map: at least 320 x 240")
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    surface = pygame.Surface(size)
    compose(surface, view, layers or Layers(), selection or Selection(), centre, hex_width, text_scale)
    target = Path(path)
    pygame.image.save(surface, str(target))
    return target


def compose(
    surface: pygame.Surface, view: View, layers: Layers, selection: Selection, centre: int | None,
    hex_width: int, text_scale: float,
) -> None:  # fmt: skip
    """Map, title strip, legend and scale bar on one surface."""
    palette, fonts = Palette(), Fonts(text_scale)
    theatre = view.theatre
    strip = round(STRIP * text_scale)
    wide, high = surface.get_size()
    surface.fill(palette.table)
    legend = Legend(palette, fonts).picture(view)
    beside = wide >= 3 * legend.get_width() and high - strip >= legend.get_height() + 20
    port = pygame.Rect(0, strip, wide - (legend.get_width() + 24 if beside else 0), high - strip)
    camera = Camera(theatre.board, port)
    camera.fit(port.inflate(-24, -24))
    camera.viewport = port
    if hex_width:
        camera.width = hex_width
    if centre is not None:
        camera.centre_on(centre)
    canvas = MapCanvas(theatre, palette, fonts)
    canvas.draw(surface, view, camera, layers, selection, patient=True)
    if beside:
        surface.blit(legend, (port.right + 6, port.top + 12))
    middle = camera.hex_at(*port.center) if centre is None else centre
    if middle is not None:
        draw_scale_bar(surface, _corner(camera), theatre.board, middle, camera.width, fonts, palette)
    _title(surface, view, palette, fonts, strip)


def _corner(camera: Camera) -> tuple[int, int]:
    """Lower left of what is seen of the map, a little inside."""
    g, port = camera.geometry, camera.viewport
    x, y = camera.screen(g.west, g.south)
    return max(port.left, x) + 16, min(port.bottom, y) - 14


def _title(surface: pygame.Surface, view: View, palette: Palette, fonts: Fonts, strip: int) -> None:
    theatre = view.theatre
    surface.fill(palette.panel, (0, 0, surface.get_width(), strip))
    livery = palette.livery(theatre, view.faction)
    pygame.draw.rect(surface, livery.base, (0, strip - 4, surface.get_width(), 4))
    title = fonts.line(theatre.title, 18, palette.text, bold=True)
    surface.blit(title, title.get_rect(midleft=(14, strip // 2 - 2)))
    day = theatre.date_of(view.turn)
    when = f"{day.day} {t(f'month.{day.month}')} {day.year}"
    words = t("legend.title", day=when, turn=view.turn, turns=theatre.turns, side=livery.name)
    right = fonts.line(words, 14, palette.text)
    place = right.get_rect(midright=(surface.get_width() - 14, strip // 2 - 2))
    if place.left > title.get_width() + 30:
        surface.blit(right, place)
