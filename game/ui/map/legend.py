"""What the signs on the map mean, drawn with the same code that draws the map."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pygame

from game.core.units import Unit
from game.core.view import View
from game.ui.fonts import SIZES, Fonts
from game.ui.map.counters import Counters, face_of
from game.ui.map.crossings import symbol as crossing_symbol
from game.ui.map.labels import owner_chip
from game.ui.map.marks import means_rows
from game.ui.map.model import Layers
from game.ui.map.samples import Row, overlay_rows
from game.ui.map.units import frame_of
from game.ui.palette import Palette
from game.ui.widgets.flow import rows_of
from game.words import t

CLOSE = 23
"""Height of a row where there are only overlays, pixels at text scale 1."""
MOST_COVERED = 0.16
"""Share of the map in view that what overlays mean may cover in sentences."""
ROW, TEXT_AT, ICON = 30, 52, 32
"""Pixels at text scale 1: height of a row, where its words begin, hex width of the counters."""


class Legend:
    """Draws the legend as one picture."""

    def __init__(self, palette: Palette, fonts: Fonts) -> None:
        self.palette = palette
        self.fonts = fonts
        self._counters = Counters(palette, fonts)

    def picture(self, view: View, high: int = 0, room: int = 0) -> pygame.Surface:
        """Factions, supply marks, readiness, crossings, overlays and means, as this side sees them; in
        columns no higher than `high` pixels if that is given, or in one where `room` pixels are too few for
        two.
        """
        k = self.fonts.scale
        size = round(0.7 * ICON * k)
        lines = overlay_rows(None, self.palette, self.fonts, size)
        rows = [*self._factions(view), *self._marks(view), *self._crossings()]
        means = means_rows(view, self.palette, self.fonts, round(ICON * k))
        rows += [*lines, *means]
        most = max(4, (high - 12) // round(ROW * k)) if high else -(-len(rows) // 2)
        count = -(-len(rows) // most)
        each = -(-len(rows) // count)
        made = self._sheet([rows[i : i + each] for i in range(0, len(rows), each)])
        return made if not room or made.get_width() <= room else self._sheet([rows])

    def overlays(self, layers: Layers, supply: Collection[str], port: tuple[int, int]) -> pygame.Surface:
        """What the overlays mean that are on; of lines of supply these parts. In sentences; in a word or two
        each, in rows, where those would cover much of a view of the map of `port` pixels.
        """
        size = round(0.7 * ICON * self.fonts.scale)
        full = self._sheet([overlay_rows(layers, self.palette, self.fonts, size, supply)], CLOSE)
        if full.get_width() * full.get_height() <= MOST_COVERED * port[0] * port[1]:
            return full
        short = overlay_rows(layers, self.palette, self.fonts, size, supply, words="legend_short")
        return self._strip(short, port[0])

    def _strip(self, rows: list[Row], room: int) -> pygame.Surface:
        """Signs with their words one after the other, in as many rows as `room` pixels of width ask for."""
        k = self.fonts.scale
        high, gap, edge = round(CLOSE * k), round(10 * k), round(5 * k)
        cells = [self._cell(row, high, round(4 * k)) for row in rows]
        lines = rows_of([cell.get_width() for cell in cells], room - 2 * edge, gap)
        wide = max(sum(cells[i].get_width() + gap for i in line) - gap for line in lines) + 2 * edge
        out = self._paper(wide, high * len(lines) + edge)
        for n, line in enumerate(lines):
            x = edge
            for i in line:
                out.blit(cells[i], (x, edge // 2 + n * high))
                x += cells[i].get_width() + gap
        return out

    def _cell(self, row: Row, high: int, gap: int) -> pygame.Surface:
        icon, text = row
        words = self.fonts.line(text, SIZES["small"], self.palette.lettering)
        out = pygame.Surface((icon.get_width() + gap + words.get_width(), high), pygame.SRCALPHA)
        out.blit(icon, icon.get_rect(midleft=(0, high // 2)))
        out.blit(words, words.get_rect(midleft=(icon.get_width() + gap, high // 2)))
        return out

    def _paper(self, wide: int, high: int) -> pygame.Surface:
        out = pygame.Surface((wide, high), pygame.SRCALPHA)
        out.fill((*self.palette.paper, 236))
        pygame.draw.rect(out, self.palette.ink, out.get_rect(), 1)
        return out

    def _sheet(self, parts: list[list[tuple[pygame.Surface, str]]], row: int = ROW) -> pygame.Surface:
        columns = [self._column(part, row) for part in parts]
        wide, high = sum(c.get_width() for c in columns), max(c.get_height() for c in columns)
        out = self._paper(wide, high)
        x = 0
        for column in columns:
            out.blit(column, (x, 0))
            x += column.get_width()
        return out

    def _column(self, rows: list[tuple[pygame.Surface, str]], each: int) -> pygame.Surface:
        """Signs with their words, one under the other, on nothing."""
        k = self.fonts.scale
        row = round(each * k)
        words = [self.fonts.line(text, SIZES["small"], self.palette.lettering) for _, text in rows]
        wide = round(TEXT_AT * k) + max(w.get_width() for w in words) + 14
        out = pygame.Surface((wide, row * len(rows) + 12), pygame.SRCALPHA)
        for i, ((icon, _), line) in enumerate(zip(rows, words, strict=True)):
            y = 6 + i * row + row // 2
            out.blit(icon, icon.get_rect(center=(round(TEXT_AT * k / 2), y)))
            out.blit(line, line.get_rect(midleft=(round(TEXT_AT * k), y)))
        return out

    def _factions(self, view: View) -> list[tuple[pygame.Surface, str]]:
        out = []
        for faction in view.theatre.faction_ids:
            livery = self.palette.livery(view.theatre, faction)
            words = t(f"legend.{frame_of(view, faction)}", name=livery.name)
            out.append((owner_chip(livery, self.fonts, 13, self.palette), words))
        return out

    def _marks(self, view: View) -> list[tuple[pygame.Surface, str]]:
        livery = self.palette.livery(view.theatre, view.faction)
        unit = Unit("", "", "", view.faction, 0, 5, 6)
        words = (
            ("overextended", "", t("legend.long")),
            ("unsupplied", "", t("legend.unsupplied")),
            ("isolated", "", t("legend.isolated")),
            ("supplied", "fresh", t("legend.fresh")),
            ("supplied", "partly", t("legend.partly")),
            ("supplied", "done", t("legend.done")),
        )
        out = []
        for supply, ready, text in words:
            face = face_of(unit, livery, "friend", "infantry", ready)
            icon = self._counters.get(
                type(face)(**{**vars(face), "supply": supply}), round(ICON * self.fonts.scale)
            )
            out.append((icon, text))
        dug_in = face_of(replace(unit, entrenchment=2), livery, "friend", "infantry")
        out.append((self._counters.get(dug_in, round(ICON * self.fonts.scale)), t("legend.entrenched")))
        ghost = face_of(unit, livery, "friend", "infantry", ghost=1)
        out.append((self._counters.get(ghost, round(ICON * self.fonts.scale)), t("legend.ghost")))
        out.append((self._halt(), t("legend.halts")))
        return out

    def _halt(self) -> pygame.Surface:
        """The dot in a hex within reach where the unit can go no further."""
        size = round(ICON * self.fonts.scale)
        out = pygame.Surface((size, size), pygame.SRCALPHA)
        pygame.draw.circle(out, (*self.palette.reach, 255), (size // 2, size // 2), size // 3)
        pygame.draw.circle(out, self.palette.zone, (size // 2, size // 2), max(3, size // 9))
        return out

    def _crossings(self) -> list[tuple[pygame.Surface, str]]:
        kinds = (
            ("bridge", t("legend.bridge")),
            ("destroyed", t("legend.destroyed")),
            ("pontoon", t("legend.pontoon")),
        )
        return [
            (crossing_symbol(kind, 0, round(48 * self.fonts.scale), self.palette.ink), text)
            for kind, text in kinds
        ]
