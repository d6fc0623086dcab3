"""What the signs on the map mean, drawn with the same code that draws the map."""

from __future__ import annotations

import pygame

from game.core.units import Unit
from game.core.view import View
from game.ui.fonts import Fonts
from game.ui.map.counters import Counters, face_of
from game.ui.map.crossings import symbol as crossing_symbol
from game.ui.map.labels import owner_chip
from game.ui.map.units import frame_of
from game.ui.palette import Palette

ROW, WIDE, ICON = 27, 262, 33
"""Pixels at text scale 1: height of a row, width of the panel, hex width of the counters in it."""


class Legend:
    """A panel of fixed width; `height` says how much it needs."""

    def __init__(self, palette: Palette, fonts: Fonts) -> None:
        self.palette = palette
        self.fonts = fonts
        self._counters = Counters(palette, fonts)

    def picture(self, view: View) -> pygame.Surface:
        """Factions, supply marks, readiness and crossings, as this side sees them."""
        k = self.fonts.scale
        rows = [*self._factions(view), *self._marks(view), *self._crossings()]
        wide, row = round(WIDE * k), round(ROW * k)
        out = pygame.Surface((wide, row * len(rows) + 12), pygame.SRCALPHA)
        out.fill((*self.palette.paper, 236))
        pygame.draw.rect(out, self.palette.ink, out.get_rect(), 1)
        for i, (icon, text) in enumerate(rows):
            y = 6 + i * row + row // 2
            out.blit(icon, icon.get_rect(center=(round(26 * k), y)))
            words = self.fonts.line(text, 12, self.palette.lettering)
            out.blit(words, words.get_rect(midleft=(round(54 * k), y)))
        return out

    def _factions(self, view: View) -> list[tuple[pygame.Surface, str]]:
        out = []
        for faction in view.theatre.faction_ids:
            livery = self.palette.livery(view.theatre, faction)
            how = {"friend": "", "hostile": " (at war)", "neutral": " (not at war)"}[frame_of(view, faction)]
            out.append((owner_chip(livery, self.fonts, 13, self.palette), livery.name + how))
        return out

    def _marks(self, view: View) -> list[tuple[pygame.Surface, str]]:
        livery = self.palette.livery(view.theatre, view.faction)
        unit = Unit("", "", "", view.faction, 0, 5, 6)
        words = (
            ("overextended", "", "Supply line too long"),
            ("unsupplied", "", "Out of supply"),
            ("isolated", "", "Isolated: no way out"),
            ("supplied", "fresh", "Has not acted yet"),
            ("supplied", "partly", "Moved, can still act"),
            ("supplied", "done", "Done this turn"),
        )
        out = []
        for supply, ready, text in words:
            face = face_of(unit, livery, "friend", "infantry", ready)
            icon = self._counters.get(
                type(face)(**{**vars(face), "supply": supply}), round(ICON * self.fonts.scale)
            )
            out.append((icon, text))
        ghost = face_of(unit, livery, "friend", "infantry", ghost=1)
        out.append((self._counters.get(ghost, round(ICON * self.fonts.scale)), "Enemy as last seen"))
        return out

    def _crossings(self) -> list[tuple[pygame.Surface, str]]:
        kinds = (("bridge", "Bridge"), ("destroyed", "Destroyed bridge"), ("pontoon", "Pontoon"))
        return [
            (crossing_symbol(kind, 0, round(48 * self.fonts.scale), self.palette.ink), text)
            for kind, text in kinds
        ]
