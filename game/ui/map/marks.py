"""Means on the map: sites, missions, craters, mines, raids, depots, main effort, reports, lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pygame

from game.core.board import OFF_BOARD
from game.core.view import View
from game.rules.interdiction import interdicted_from
from game.rules.relations import beyond
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.geometry import Geometry
from game.ui.map.glyphs import INK, glyph, site_glyph
from game.ui.map.model import Layers
from game.ui.map.notes import Note
from game.ui.map.shapes import Segments, hatched_hex, hexsides, outline, put_hexes, put_segments
from game.ui.palette import Colour, Palette, mix
from game.ui.panels.findings import site_status
from game.words import t

LEAST = 13
"""Hex width from which signs are drawn."""
CORNERS = {
    "site": (-0.36, -0.34), "effort": (0.02, -0.5), "support": (0.36, -0.34), "interdiction": (0.36, -0.34),
    "reconnaissance": (0.36, -0.34), "raid": (-0.42, 0.08), "crater": (-0.3, 0.38), "mines": (0.3, 0.38),
    "depot": (0.42, 0.08), "sighting": (0.0, 0.0),
}  # fmt: skip
"""Where in its hex a sign stands, in hex widths from the middle: around the counter, which lies there."""
TOLD = 15
"""Size of a sign from which a report says how sure it is, and of which turn if not of this one."""
FADE = 0.2
"""How much paler a report is for each turn of its age."""


class Mark(NamedTuple):
    """One sign."""

    kind: str
    hex: int
    colour: Colour
    status: str = ""
    """Of a site; of a report how sure it is and its age in turns."""
    text: str = ""
    """A letter on it."""


class MarksLayer:
    """Draws what `marks` finds. It is worked out once for each view."""

    def __init__(self, geometry: Geometry, palette: Palette, fonts: Fonts) -> None:
        self.geometry = geometry
        self.palette = palette
        self.fonts = fonts

    def draw_low(self, surface: pygame.Surface, view: View, camera: Camera, layers: Layers) -> None:
        """What lies under the counters: ground beyond lines, roads under aircraft."""
        if layers.lines:
            self._lines(surface, view, camera)
        if layers.marks:
            for mission in view.fires.missions:
                if mission.mission == "interdiction":
                    colour = self.palette.livery(view.theatre, mission.faction).base
                    segments = self._around(view, mission.hex)
                    put_segments(surface, camera, segments, self.palette.halo, max(3, camera.width // 12))
                    put_segments(surface, camera, segments, colour, max(1, camera.width // 20))

    def draw_high(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        """The signs, over the counters."""
        if camera.width < LEAST:
            return
        size = max(12, round(0.36 * camera.width))
        for mark in marks(view, self.palette):
            x, y = camera.screen_of(mark.hex)
            if not camera.viewport.inflate(camera.width, camera.width).collidepoint(x, y):
                continue
            dx, dy = CORNERS[mark.kind]
            at = (x + round(dx * camera.width), y + round(dy * camera.width))
            self._mark(surface, mark, at, size)

    def boxes(self, view: View, width: int) -> tuple[tuple[int, int, int, int], ...]:
        """What the signs take, in pixels from the map point (0, 0): left, top, width, height (memo)."""
        key = ("ui.marks.boxes", width, self.fonts.scale)
        found: tuple[tuple[int, int, int, int], ...] | None = view.memo.get(key)
        if found is None:
            made, size = [], max(12, round(0.36 * width))
            for mark in marks(view, self.palette) if width >= LEAST else ():
                (x, y), (dx, dy) = self.geometry.centres[mark.hex], CORNERS[mark.kind]
                left, top = round(x * width) + round(dx * width), round(y * width) + round(dy * width)
                wide = round(1.25 * size) if mark.kind == "site" else size
                made.append((left - wide // 2, top - wide // 2, wide, wide))
            found = view.memo[key] = tuple(made)
        return found

    def _mark(self, surface: pygame.Surface, mark: Mark, at: tuple[int, int], size: int) -> None:
        picture = mark_picture(mark, size, self.fonts, self.palette)
        surface.blit(picture, picture.get_rect(center=at))

    def notes(self, view: View, width: int) -> tuple[Note, ...]:
        """What stands beside signs: of reports how sure they are (memo)."""
        key, size = ("ui.marks.notes", width), max(12, round(0.36 * width))
        found: tuple[Note, ...] | None = view.memo.get(key)
        if found is None:
            reports = [m for m in marks(view, self.palette) if m.kind == "sighting" and size >= TOLD]
            at = (self.geometry.centres[m.hex] for m in reports)
            found = view.memo[key] = tuple(
                Note(m.status, round(x * width), round(y * width), size // 2 + 1)
                for m, (x, y) in zip(reports, at, strict=True)
            )
        return found

    def _around(self, view: View, h: int) -> Segments:
        key = ("ui.interdicted", h)
        found: Segments | None = view.memo.get(key)
        if found is None:
            found = view.memo[key] = outline(self.geometry, interdicted_from(view.theatre, h))
        return found

    def _lines(self, surface: pygame.Surface, view: View, camera: Camera) -> None:
        if not view.diplomacy.lines:
            return
        for number, line in enumerate(view.theatre.lines):
            for faction in line.between:
                other = next(f for f in line.between if f != faction)
                barred = beyond(view.theatre, number, faction)
                colour = self.palette.livery(view.theatre, other).dark
                if faction == view.faction:
                    put_hexes(surface, camera, sorted(barred), hatched_hex(camera.width, colour, 170))
            key = ("ui.line", number)
            segments: Segments | None = view.memo.get(key)
            if segments is None:
                segments = view.memo[key] = self._border(view, number)
            put_segments(surface, camera, segments, self.palette.halo, max(7, camera.width // 6))
            put_segments(surface, camera, segments, self.palette.ink, max(4, camera.width // 9))
            put_segments(surface, camera, segments[::2], self.palette.accent, max(4, camera.width // 9))

    def _border(self, view: View, number: int) -> Segments:
        """Hexsides between the grounds of the two sides of a line."""
        line, near = view.theatre.lines[number], view.theatre.board.neighbours
        a, b = (np.zeros(len(near), dtype=np.bool_) for _ in line.between)
        for ground, faction in zip((a, b), line.between, strict=True):
            ground[sorted(beyond(view.theatre, number, faction))] = True
        h, d = np.nonzero(a[:, None] & (near != OFF_BOARD) & b[near])
        return hexsides(self.geometry, h, d)


def marks(view: View, palette: Palette) -> list[Mark]:
    """Every sign of a view, in the order in which they are drawn (memo)."""
    found: list[Mark] | None = view.memo.get("ui.marks")
    if found is None:
        found = view.memo["ui.marks"] = [
            *_reports(view, palette),
            *_fires(view, palette),
            *_ground(view, palette),
        ]
    return found


def _fires(view: View, palette: Palette) -> Iterator[Mark]:
    theatre = view.theatre
    for place, site in theatre.sites.items():
        colour = palette.livery(theatre, site.faction).base
        letter = theatre.ruleset.sites[site.kind].name[:1].upper()
        status = site_status(view, place)
        letter = f"{letter}?" if status == "claimed" else letter
        yield Mark("site", theatre.board.places[place].hex, colour, status, letter)
    for crater in view.fires.craters:
        yield Mark("crater", crater.hex, INK)
    for mission in view.fires.missions:
        yield Mark(mission.mission, mission.hex, palette.livery(theatre, mission.faction).base)


def _ground(view: View, palette: Palette) -> Iterator[Mark]:
    theatre, irregular = view.theatre, view.irregular
    for h in irregular.mines:
        yield Mark("mines", h, INK)
    for raid in irregular.raids:
        yield Mark("raid", raid.hex, palette.livery(theatre, raid.faction).base)
    for unit, h in irregular.depots.items():
        if unit in view.units:
            yield Mark("depot", h, palette.livery(theatre, view.units[unit].faction).base)
    for place in filter(None, irregular.effort.values()):  # an empty one was given up
        yield Mark("effort", theatre.board.places[place].hex, palette.accent)


def _reports(view: View, palette: Palette) -> Iterator[Mark]:
    """Reports of observers about others; the latest one of a hex."""
    latest = {seen.hex: seen for seen in view.civil.sightings if seen.faction != view.faction}
    for h, seen in latest.items():
        age = max(0, view.turn - seen.turn)
        colour = mix(palette.livery(view.theatre, seen.faction).base, palette.paper, min(0.7, FADE * age))
        sure = f"{seen.confidence:.0%}"
        told = t("legend.sighting_old", sure=sure, turn=seen.turn) if age else sure
        yield Mark("sighting", h, colour, told, "?")


def mark_picture(mark: Mark, size: int, fonts: Fonts, palette: Palette) -> pygame.Surface:
    """A sign with its letters."""
    if mark.kind == "site":
        size = round(size * 1.25)
        base = site_glyph(mark.status, size, mark.colour)
    else:
        base = glyph(mark.kind, size, mark.colour)
    if not mark.text:
        return base
    out = base.copy()
    if mark.status != "destroyed":
        high = round(size * (0.5 if len(mark.text) == 1 else 0.4) / fonts.scale)
        if mark.kind == "sighting":
            high = round(size * 0.72 / fonts.scale)
        letter = fonts.line(mark.text, max(7, high), palette.ink, bold=True)
        out.blit(letter, letter.get_rect(center=(size // 2, size // 2)))
    return out


def means_rows(view: View, palette: Palette, fonts: Fonts, icon: int) -> list[tuple[pygame.Surface, str]]:
    """Rows of the legend for the signs that this scenario can show."""
    theatre, size = view.theatre, max(12, round(icon * 0.62))
    kinds: list[str] = []
    rows: list[tuple[pygame.Surface, str]] = []
    if theatre.sites:
        site = next(iter(theatre.sites.values()))
        colour, letter = palette.livery(theatre, site.faction).base, theatre.ruleset.sites[site.kind].name[:1]
        for status, text in (("intact", letter), ("claimed", f"{letter}?"), ("destroyed", letter)):
            mark = Mark("site", 0, colour, status, text.upper())
            key = "legend.site" if status == "intact" else f"legend.site_{status}"
            rows.append((mark_picture(mark, size, fonts, palette), t(key)))
    if any(spec.sorties for spec in theatre.factions.values()):
        kinds += ["support", "interdiction", "reconnaissance"]
    if any(spec.assets for spec in theatre.factions.values()):
        kinds.append("crater")
    if any(spec.abilities.mines for spec in theatre.factions.values()):
        kinds.append("mines")
    if any(spec.abilities.raids for spec in theatre.factions.values()):
        kinds.append("raid")
    kinds += ["depot", "effort"]
    if view.civil.people or view.civil.sightings:
        kinds.append("sighting")
    own = palette.livery(theatre, view.faction).base
    for kind in kinds:
        colour = palette.accent if kind == "effort" else own
        mark = Mark(kind, 0, colour, "", "?" if kind == "sighting" else "")
        rows.append((mark_picture(mark, size, fonts, palette), t(f"legend.{kind}")))
    return rows
