"""How the sides stand to each other: tension, lines, incidents; the civilians' ledger; observers' reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.rules.relations import calmed, followed, pressed, tension, units_beside, units_close
from game.ui.panels.findings import age_words
from game.ui.panels.marks import chip
from game.ui.widgets import style as look
from game.words import place_name, t

if TYPE_CHECKING:
    from game.core.view import View
    from game.ui.screens.match.screen import MatchScreen
    from game.ui.widgets.painter import Painter


def level(view: View, value: int) -> str:
    """`calm`, `strained` or `critical`."""
    rules = view.theatre.ruleset.diplomacy
    return "critical" if value >= rules.critical_at else "strained" if value >= rules.strained_at else "calm"


LEVEL_COLOURS = {"calm": look.GOOD, "strained": look.ACCENT, "critical": look.BAD}


class RelationsTab:
    """Paints into the panel of lists."""

    def __init__(self, screen: MatchScreen) -> None:
        self.screen = screen

    def paint(self, p: Painter) -> None:
        """Own relations first, then those of others, then people."""
        view = self.screen.view
        for other in followed(view, view.faction):
            self._tension(p, other)
        self._stances(p)
        self._civilians(p)
        self._sightings(p)

    def _tension(self, p: Painter, other: str) -> None:
        view, rules = self.screen.view, self.screen.view.theatre.ruleset.diplomacy
        value = tension(view, view.faction, other) or 0
        where = level(view, value)
        top = p.y
        name = view.theatre.factions[other].short
        p.line(t("relations.tension", name=name), "bold", look.ACCENT, f"{value}", LEVEL_COLOURS[where])
        box = pygame.Rect(p.x, p.y, p.width, p.style.px(10))
        pygame.draw.rect(p.surface, look.RAISED, box, border_radius=3)
        full = pygame.Rect(box.x, box.y, round(box.width * min(100, value) / 100), box.height)
        pygame.draw.rect(p.surface, LEVEL_COLOURS[where], full, border_radius=3)
        for at in (rules.strained_at, rules.critical_at):
            x = box.x + round(box.width * at / 100)
            pygame.draw.line(p.surface, look.INK, (x, box.y - 2), (x, box.bottom + 1), 2)
        p.y = box.bottom + p.style.px(4)
        words = t(
            f"relations.{where}", sorties=rules.strained_sorties, km=f"{rules.critical_km:g}",
            strained=rules.strained_at, critical=rules.critical_at,
        )  # fmt: skip
        p.para(words, "small", LEVEL_COLOURS[where])
        pairs = ((view.faction, other), (other, view.faction))
        words = t(
            "relations.beside",
            beside=sum(units_beside(view, *pair) for pair in pairs),
            close=sum(units_close(view, *pair) for pair in pairs), km=f"{rules.close_km:g}",
            rise=sum(pressed(view, *pair) for pair in pairs), decay=calmed(view, *pairs[0]),
        )  # fmt: skip
        p.para(words, "small", look.DIM)
        key = "relations.lines_on" if view.diplomacy.lines else "relations.lines_off"
        if any({view.faction, other} == set(line.between) for line in view.theatre.lines):
            shown = self.screen.app.bindings.key("overlay_lines")
            p.para(t(key, price=rules.over_line, key=shown), "small", look.DIM)
        p.tip(pygame.Rect(p.x, top, p.width, p.y - top), t("relations.tip"))
        p.gap(6)

    def _stances(self, p: Painter) -> None:
        view = self.screen.view
        p.head(t("relations.stances"), t("relations.incidents"))
        size = p.style.line("small")
        for faction, spec in view.theatre.factions.items():
            y = p.y
            x = p.x + chip(p, view.theatre, faction, p.x, y + 1, size) + p.style.px(6)
            caused = view.diplomacy.incidents.get(faction, 0)
            stance = (
                t("relations.own")
                if faction == view.faction
                else t(f"stance.{view.stances[view.faction, faction]}")
            )
            ink = look.BAD if caused else look.FAINT
            used = p.put(p.x + p.width, y, str(caused), "small", ink, align="right") + p.style.px(10)
            used += p.put(p.x + p.width - used, y, stance, "small", look.DIM, align="right") + p.style.px(8)
            name = p.style.wrap(spec.name, "small", p.x + p.width - used - x)
            p.y += p.block(x, y, name, "small") + p.style.px(2)
        p.gap(6)

    def _civilians(self, p: Painter) -> None:
        view = self.screen.view
        if not view.civil.people and not view.civil.harmed:
            return
        p.head(t("relations.civilians"), t("relations.harmed"))
        for faction, spec in view.theatre.factions.items():
            count = view.civil.harmed.get(faction, 0)
            breaches = view.civil.breaches.get(faction, 0)
            if count or breaches:
                words = t("relations.breaches", name=spec.name, count=breaches) if breaches else spec.name
                p.line(words, "small", look.INK, f"{count:,}", look.BAD if count else look.DIM)
        if not any(view.civil.harmed.values()):
            p.line(t("relations.nobody_harmed"), "small", look.DIM)
        p.para(t("relations.ledger"), "small", look.FAINT)
        for place, relief in view.civil.relief.items():
            if relief:
                name = view.theatre.board.places[place].name
                p.line(
                    t("relations.relief", place=name),
                    "small",
                    look.INK,
                    t("relations.relief_share", value=relief),
                )
        p.gap(6)

    def _sightings(self, p: Painter) -> None:
        view, theatre = self.screen.view, self.screen.view.theatre
        others = [seen for seen in view.civil.sightings if seen.faction != view.faction]
        if not others:
            return
        p.head(t("relations.sightings"), t("relations.sure"))
        for seen in reversed(others):
            what = t("relations.sighting_what", short=theatre.factions[seen.faction].short, what=seen.what)
            place, age = place_name(theatre.board, seen.hex), age_words(view, seen.turn)
            sure = f"{seen.confidence:.0%}"
            rows = p.style.wrap(what, "small", p.width - p.style.width(sure, "small") - p.style.px(6))
            near = p.style.wrap(t("relations.sighting", place=place, age=age), "small", p.width)
            high = (len(rows) + len(near)) * p.style.line("small") + p.style.px(5)

            def show(h: int = seen.hex) -> None:
                self.screen.centre(h)

            if p.hidden(high, show):
                continue
            rect = p.row(high, show, seen.observer)
            p.put(p.x + p.width, rect.y + 2, sure, "small", look.ACCENT, align="right")
            y = rect.y + 2 + p.block(p.x, rect.y + 2, rows, "small")
            p.block(p.x, y, near, "small", look.DIM)
