"""Thick smooth lines on the map, clipped to the tile being drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pygame

from game.ui.geometry import Point
from game.ui.palette import Colour

CHUNK = 12
"""Points of a line that are clipped together."""


class Curve:
    """A line of map points, with the box around each stretch of it, so that clipping is cheap."""

    __slots__ = ("parts", "points")

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        self.parts: list[tuple[float, float, float, float, Sequence[Point]]] = []
        for i in range(0, len(points) - 1, CHUNK):
            part = points[i : i + CHUNK + 1]
            xs, ys = [p[0] for p in part], [p[1] for p in part]
            self.parts.append((min(xs), min(ys), max(xs), max(ys), part))


class Pen:
    """Draws map-space lines on a surface whose pixel (0, 0) is the map point (left, top)."""

    def __init__(self, surface: pygame.Surface, left: float, top: float, scale: float) -> None:
        self.surface = surface
        self.left, self.top, self.scale = left, top, scale
        width, height = surface.get_size()
        self.right, self.bottom = left + width / scale, top + height / scale

    def near(self, curve: Curve, margin: float = 0.5) -> list[Sequence[Point]]:
        """The stretches of a curve on the surface or within `margin` hex widths of it."""
        west, east = self.left - margin, self.right + margin
        north, south = self.top - margin, self.bottom + margin
        return [
            p for x0, y0, x1, y1, p in curve.parts if x0 < east and x1 > west and y0 < south and y1 > north
        ]

    def at(self, p: Point) -> Point:
        """A map point's pixel."""
        return (p[0] - self.left) * self.scale, (p[1] - self.top) * self.scale

    def line(self, curve: Curve, colour: Colour | tuple[int, ...], pixels: float) -> None:
        """A joined line `pixels` wide on this surface."""
        for part in self.near(curve):
            stroke(self.surface, [self.at(p) for p in part], colour, pixels)

    def dashes(
        self, curve: Curve, colour: Colour | tuple[int, ...], pixels: float, dash: float, gap: float
    ) -> None:
        """A broken line; `dash` and `gap` in pixels on this surface."""
        if not self.near(curve, 1.0):
            return
        margin = pixels + dash
        box = pygame.Rect((0, 0), self.surface.get_size()).inflate(2 * margin, 2 * margin)
        for part in split(curve.points, dash / self.scale, gap / self.scale):
            pixel = [self.at(p) for p in part]
            if box.collidepoint(pixel[0]):
                stroke(self.surface, pixel, colour, pixels)


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
