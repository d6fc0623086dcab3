"""Objectives: who holds what, what it is worth, and which races are open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from game.ui.panels.brings import place_brings
from game.ui.panels.marks import chip, chip_wide
from game.ui.widgets import style as look
from game.ui.widgets.painter import Painter
from game.ui.widgets.panel import Panel
from game.words import t

if TYPE_CHECKING:
    from game.core.theatre import Theatre
    from game.ui.screens.match.screen import MatchScreen


@dataclass(frozen=True)
class Objective:
    """A place that scores for one side."""

    place: str
    hold: float
    """Points while owned."""
    first: float
    """Points for owning it first."""


def objectives(theatre: Theatre, faction: str) -> tuple[Objective, ...]:
    """Places in a side's score table, the most valuable first."""
    hold: dict[str, float] = {}
    first: dict[str, float] = {}
    for line in theatre.point_lines(faction):
        if line.hold:
            hold[line.hold.place] = hold.get(line.hold.place, 0.0) + line.hold.points
        if line.first:
            first[line.first.place] = first.get(line.first.place, 0.0) + line.first.points
    found = [Objective(p, hold.get(p, 0.0), first.get(p, 0.0)) for p in sorted({*hold, *first})]
    return tuple(sorted(found, key=lambda o: (-o.hold - o.first, o.place)))


class PlacesPanel(Panel):
    """Owner, name, points; a click centres the map."""

    def __init__(self, screen: MatchScreen) -> None:
        super().__init__(screen.app.style)
        self.screen = screen
        theatre = screen.view.theatre
        self.listed = objectives(theatre, screen.session.side)
        scoring = {o.place for o in self.listed}
        self.others = tuple(p for p in theatre.board.places if p not in scoring)

    def state(self) -> object:
        """Owners, firsts and claims."""
        v = self.screen.view
        return tuple(v.owners.values()), tuple(v.firsts.items()), tuple(v.claims.items())

    def paint(self, p: Painter) -> None:
        """Scoring places, then the others."""
        p.line(t("places.title"), "bold", look.ACCENT, t("places.points"), look.DIM)
        p.rule()
        p.scroll_from_here(self.scroll)
        for objective in self.listed:
            self._row(p, objective.place, self._worth(objective), self._race(objective))
        if self.others:
            if self.listed:
                p.gap(4)
                p.line(t("places.others"), "small", look.DIM)
            for place in self.others:
                self._row(p, place, "", "")
        p.end_scroll()

    def _row(self, p: Painter, place_id: str, worth: str, race: str) -> None:
        view = self.screen.view
        place = view.theatre.board.places[place_id]
        owner = view.owners.get(place_id, "")
        need = view.theatre.ruleset.objectives.turn_ends
        done = view.claims.get(place_id, 0)
        marks = race + (t("places.claim", done=done, need=need) if done and owner != view.faction else "")
        chip_height = p.style.line("body") - p.style.px(2)
        taken = chip_wide(p.style, view.theatre, owner, chip_height) + p.style.px(12)
        taken += p.style.width(worth, "body")
        taken += p.style.width(marks, "small") + p.style.px(16) if marks else 0
        name = p.style.wrap(place.name, "body", p.width - taken)
        high = p.style.line("body") * len(name) + p.style.px(3)

        def show() -> None:
            self.screen.centre(place.hex)

        if p.hidden(high, show):
            return
        rect = p.row(high, show, partial(self._tip, place_id))
        x = p.x + chip(p, view.theatre, owner, p.x, rect.y + p.style.px(2), chip_height) + p.style.px(6)
        used = p.put(p.x + p.width, rect.y, worth, "body", look.INK, align="right")
        if marks:
            right = p.x + p.width - used - p.style.px(8)
            p.put(right, rect.y + 1, marks, "small", look.ACCENT, align="right")
        colour = look.INK if worth else look.DIM
        p.block(x, rect.y, name, "body", colour)

    def _worth(self, objective: Objective) -> str:
        return f"{objective.hold:g}" if objective.hold else ""

    def _race(self, objective: Objective) -> str:
        if not objective.first:
            return ""
        winner = self.screen.view.firsts.get(objective.place, "")
        if not winner:
            return t("places.race", points=f"{objective.first:g}")
        if winner == self.screen.session.side:
            return t("places.race_won")
        return t("places.race_lost", short=self.screen.view.theatre.factions[winner].short)

    def _tip(self, place_id: str) -> str:
        view = self.screen.view
        theatre = view.theatre
        owner = view.owners.get(place_id, "")
        name = theatre.factions[owner].name if owner else t("common.nobody")
        out = [t("places.tip_owner", place=theatre.board.places[place_id].name, owner=name)]
        out += [found.text for found in place_brings(view, self.screen.session.stakes, place_id)]
        return "\n".join(out)
