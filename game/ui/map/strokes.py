"""Thick smooth lines on the map, clipped to the tile being drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pygame

from game.ui.map.geometry import Point
from game.ui.palette import Colour

CHUNK = 12
"""Points of a line that are clipped together."""


class Pen:
    """Draws map-space lines on a surface whose pixel (0, 0) is the map point (left, top)."""

    def __init__(self, surface: pygame.Surface, left: float, top: float, scale: float) -> None:
        self.surface = surface
        self.left, self.top, self.scale = left, top, scale
        width, height = surface.get_size()
        self.right, self.bottom = left + width / scale, top + height / scale

    def near(self, points: Iterable[Point], margin: float = 0.5) -> bool:
        """Whether any of the points lies on the surface or within `margin` hex widths of it."""
        west, east = self.left - margin, self.right + margin
        north, south = self.top - margin, self.bottom + margin
        return any(west < x < east and north < y < south for x, y in points)

    def at(self, p: Point) -> Point:
        """A map point's pixel."""
        return (p[0] - self.left) * self.scale, (p[1] - self.top) * self.scale

    def line(self, points: Sequence[Point], colour: Colour | tuple[int, ...], pixels: float) -> None:
        """A joined line `pixels` wide on this surface."""
        last = len(points) - 1
        for i in range(0, last, CHUNK):
            part = points[i : i + CHUNK + 1]
            if self.near(part):
                stroke(self.surface, [self.at(p) for p in part], colour, pixels)

    def dashes(
        self,
        points: Sequence[Point],
        colour: Colour | tuple[int, ...],
        pixels: float,
        dash: float,
        gap: float,
    ) -> None:
        """A broken line; `dash` and `gap` in pixels on this surface."""
        if not self.near(points, 1.0):
            return
        for part in split(points, dash / self.scale, gap / self.scale):
            if self.near(part):
                stroke(self.surface, [self.at(p) for p in part], colour, pixels)


def stroke(
    surface: pygame.Surface, points: Sequence[Point], colour: Colour | tuple[int, ...], width: float
) -> None:
    """A line with round joints."""
    if width < 2.2:
        pygame.draw.lines(surface, colour, False, points, max(1, round(width)))
        return
    half = width / 2
    for (ax, ay), (bx, by) in pairwise(points):
        dx, dy = bx - ax, by - ay
        long = math.hypot(dx, dy)
        if long < 1e-6:
            continue
        nx, ny = -dy / long * half, dx / long * half
        pygame.draw.polygon(
            surface, colour, ((ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny), (ax - nx, ay - ny))
        )
    if width >= 3:
        for p in points:
            pygame.draw.circle(surface, colour, p, half)


def split(points: Sequence[Point], dash: float, gap: float) -> list[list[Point]]:
    """Cut a line into dashes, lengths in the points' unit."""
    out: list[list[Point]] = []
    current: list[Point] = [points[0]]
    drawing, left = True, dash
    for (ax, ay), (bx, by) in pairwise(points):
        long = math.hypot(bx - ax, by - ay)
        done = 0.0
        while long - done > left:
            done += left
            p = (ax + (bx - ax) * done / long, ay + (by - ay) * done / long)
            if drawing:
                out.append([*current, p])
            current = [p]
            drawing = not drawing
            left = dash if drawing else gap
        left -= long - done
        if drawing:
            current.append((bx, by))
    if drawing and len(current) > 1:
        out.append(current)
    return out
