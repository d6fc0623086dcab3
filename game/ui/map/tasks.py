"""Marks of the tasks: a ring around the unit, an arrow on the hex; at the edge if it is out of view."""

from __future__ import annotations

import math

import pygame

from game.core.view import View
from game.ui.camera import Camera
from game.ui.geometry import Geometry
from game.ui.palette import Palette

RING, PIN = 0.62, 0.5
"""Hex widths: radius of a ring, length of an arrow."""
LEAST_PIN = 16


def draw_tasks(surface: pygame.Surface, view: View, camera: Camera, palette: Palette) -> None:
    """Draw over the map what the open tasks mark."""
    for task in view.tasks:
        if task.done:
            continue
        unit = view.units.get(task.unit)
        if unit is not None:
            _ring(surface, camera, unit.hex, palette)
        if task.hex >= 0:
            _pin(surface, camera, task.hex, palette)


def task_boxes(view: View, geometry: Geometry, width: int) -> tuple[tuple[int, int, int, int], ...]:
    """What rings and arrows take, in pixels from the map point (0, 0): left, top, width, height."""
    out = []
    for task in view.tasks:
        unit = view.units.get(task.unit)
        if unit is not None and not task.done:
            x, y = (round(k * width) for k in geometry.centres[unit.hex])
            r = round(width * RING) + 3
            out.append((x - r, y - r, 2 * r, 2 * r))
        if task.hex >= 0 and not task.done:
            x, y = (round(k * width) for k in geometry.centres[task.hex])
            size = max(LEAST_PIN, round(width * PIN))
            out.append((x - size // 2, y - round(0.16 * width) - size, size, size))
    return tuple(out)


def _ring(surface: pygame.Surface, camera: Camera, h: int, palette: Palette) -> None:
    at, radius = camera.screen_of(h), round(camera.width * RING)
    thick = max(3, camera.width // 14)
    pygame.draw.circle(surface, palette.ink, at, radius + 2, thick + 4)
    pygame.draw.circle(surface, palette.accent, at, radius, thick)


def _pin(surface: pygame.Surface, camera: Camera, h: int, palette: Palette) -> None:
    """An arrow that points down at the hex from above it; towards it from the edge of the view."""
    tip = pygame.Vector2(camera.screen_of(h))
    inner = camera.viewport.inflate(-24, -24)
    size = max(LEAST_PIN, round(camera.width * PIN))
    if inner.collidepoint(tip):
        hop = tip.y - camera.width * 0.16
        _arrow(surface, pygame.Vector2(tip.x, hop), pygame.Vector2(0, 1), size, palette)
        return
    edge = pygame.Vector2(
        min(max(tip.x, inner.left), inner.right - 1), min(max(tip.y, inner.top), inner.bottom - 1)
    )
    middle = pygame.Vector2(camera.viewport.center)
    way = tip - middle
    if way.length() > 0:
        _arrow(surface, edge, way.normalize(), size, palette)


def _arrow(
    surface: pygame.Surface, tip: pygame.Vector2, way: pygame.Vector2, size: int, palette: Palette
) -> None:
    side = pygame.Vector2(-way.y, way.x)
    head, shaft, end = size * 0.55, size * 0.2, float(size)
    points = [
        tip,
        tip - way * head + side * head * 0.75,
        tip - way * head + side * shaft,
        tip - way * end + side * shaft,
        tip - way * end - side * shaft,
        tip - way * head - side * shaft,
        tip - way * head - side * head * 0.75,
    ]
    pygame.draw.polygon(surface, palette.accent, points)
    pygame.draw.polygon(surface, palette.ink, points, max(2, math.ceil(size / 14)))
