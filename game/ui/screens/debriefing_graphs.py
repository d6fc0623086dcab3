"""The debriefing's graphs: how it came about turn by turn, for all sides and all that was counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pygame

from game.match.chronicle import FactionRecord, share_groups
from game.ui.panels.marks import chip
from game.ui.panels.plot import Plot, Series, line_of
from game.ui.panels.tabs import tab_row
from game.ui.widgets import style as look
from game.ui.widgets.painter import Painter
from game.ui.widgets.panel import Panel
from game.words import day_words, t

if TYPE_CHECKING:
    from game.core.theatre import Theatre
    from game.match.chronicle import Capture, Chronicle
    from game.ui.app import App

ALL = "all"
TABS = (ALL, "points", "ground", "losses", "supply", "prestige", "civilians")
LEAST_WIDTH, LEAST_HEIGHT = 290, 118
"""Of one graph among all, at text scale 1; what does not fit scrolls."""


class Metric(NamedTuple):
    """One thing that is followed over the turns."""

    tab: str
    title: str
    value: Callable[[FactionRecord], float]
    form: str = "{:.0f}"
    most: float = 0.0
    scored: bool = False
    """Only for sides with a score table."""


def metrics(theatre: Theatre) -> tuple[Metric, ...]:
    """Everything that there is a graph of."""
    percent = "{:.0f} %"
    area = max(1, int(theatre.board.area.sum()))
    out = [Metric("points", t("graph.points"), lambda r: r.points, scored=True)]
    for group in share_groups(theatre):
        place = theatre.board.places.get(group)
        title = t("graph.share", name=place.name if place else group.replace("_", " ").title())
        out.append(Metric("ground", title, lambda r, g=group: 100 * r.shares[g], percent, 100.0))  # type: ignore[misc]
    return (
        *out,
        Metric("ground", t("graph.area"), lambda r: 100 * r.area / area, percent),
        Metric("losses", t("graph.losses"), lambda r: r.losses),
        Metric("losses", t("graph.steps"), lambda r: r.steps),
        Metric("supply", t("graph.supplied"), lambda r: _share(r, "supplied"), percent, 100.0),
        Metric("supply", t("graph.cut_off"), lambda r: _share(r, "unsupplied", "isolated"), percent),
        Metric("prestige", t("graph.prestige"), lambda r: r.prestige),
        Metric("civilians", t("graph.harmed"), lambda r: r.harmed),
    )


def _share(record: FactionRecord, *states: str) -> float:
    """Percentage of a side's units in these states of supply."""
    return 100 * sum(record.supply.get(s, 0) for s in states) / max(1, record.units)


class Graphs(Panel):
    """All graphs, small; or those of one tab, large. The mouse, or the arrows, read off a turn."""

    def __init__(self, app: App, theatre: Theatre, chronicle: Chronicle) -> None:
        super().__init__(app.style)
        self.theatre = theatre
        self.chronicle = chronicle
        self.metrics = metrics(theatre)
        self.captures = sorted(
            ((c.turn, place, c) for place, cs in chronicle.captures.items() for c in cs),
            key=lambda x: (x[0], x[1]),
        )
        self.tab = ALL
        self.marker = len(chronicle.turns) - 1
        """The turn that is read off."""
        self._plots: list[Plot] = []

    def state(self) -> object:
        """Tab and turn."""
        return self.tab, self.marker

    def show(self, tab: str) -> None:
        """Open a tab."""
        self.tab, self.scroll = tab, 0

    def move_marker(self, by: int) -> None:
        """Read off another turn."""
        self.marker = min(len(self.chronicle.turns) - 1, max(0, self.marker + by))

    def handle(self, event: pygame.event.Event) -> bool:
        """A turn is read off where the mouse is."""
        taken = super().handle(event)
        if event.type == pygame.MOUSEMOTION and taken:
            at = (event.pos[0] - self.rect.x, event.pos[1] - self.rect.y)
            plot = next((x for x in self._plots if x.box.inflate(8, 0).collidepoint(at)), None)
            if plot is not None:
                share = (at[0] - plot.box.x) / max(1, plot.box.width)
                self.marker = 0
                self.move_marker(round(share * (plot.series.turns - 1)))
        return taken

    # Painting -----------------------------------------------------------------------------------------

    def paint(self, p: Painter) -> None:
        """Tabs, sides, graphs, what happened in the turn that is read off."""
        tab_row(p, [(tab, t(f"graph.tab_{tab}")) for tab in TABS], self.tab, self.show)
        self._legend(p)
        shown = [m for m in self.metrics if self.tab in (ALL, m.tab)]
        foot = self._told_height(p) + p.style.px(6)
        bottom = self.rect.height - foot - p.style.px(self.pad)
        across = max(1, p.width // p.style.px(LEAST_WIDTH)) if self.tab == ALL else 1
        rows = -(-len(shown) // across)
        high = max(p.style.px(LEAST_HEIGHT), (bottom - p.y) // rows)
        p.scroll_from_here(self.scroll, foot + p.style.px(self.pad) // 2)
        gap = p.style.px(12)
        wide = (p.width - gap * (across - 1)) // across
        self._plots = []
        for i, metric in enumerate(shown):
            x = p.x + (i % across) * (wide + gap)
            area = pygame.Rect(x, p.y + i // across * high, wide, high - p.style.px(8))
            self._graph(p, area, metric)
        p.y += rows * high
        p.end_scroll()
        p.y = bottom
        self._told(p)

    def _graph(self, p: Painter, area: pygame.Rect, metric: Metric) -> None:
        plot = Plot(p, area, self.theatre, self._series(metric))
        if p.region is None or p.region.colliderect(area):
            plot.draw(self.marker, t("graph.start"), t("graph.turn", turn=plot.series.turns - 1))
            self._plots.append(plot)
        if self.tab == ALL:
            p.hot(area, lambda: self.show(metric.tab))

    def _series(self, metric: Metric) -> Series:
        theatre, turns = self.theatre, self.chronicle.turns
        sides = [f for f in theatre.faction_ids if f in theatre.score or not metric.scored]
        values = {f: [float(metric.value(turn.factions[f])) for turn in turns] for f in sides}
        marked = metric.tab in ("points", "ground")
        events = tuple((turn, c.faction) for turn, _, c in self.captures) if marked else ()
        return Series(metric.title, values, metric.form, metric.most, events)

    def _legend(self, p: Painter) -> None:
        """Sides with their letters and the patterns of their lines."""
        x, high = p.x, p.style.line("small")
        sample = p.style.px(30)
        for faction, spec in self.theatre.factions.items():
            wide = p.style.width(spec.short, "small") + p.style.width(spec.name, "small") + sample
            if x > p.x and x + wide + p.style.px(24) > p.x + p.width:
                x, p.y = p.x, p.y + high + p.style.px(4)
            x += chip(p, self.theatre, faction, x, p.y, high) + p.style.px(5)
            x += p.put(x, p.y, spec.name, "small") + p.style.px(5)
            y = p.y + high // 2
            line_of(p, self.theatre, faction, [(x, y), (x + sample, y)])
            x += sample + p.style.px(14)
        p.y += high + p.style.px(6)

    def _told_height(self, p: Painter) -> int:
        probe = Painter(pygame.Surface((self.rect.width, 8)), p.style, p.pad)
        self._told(probe)
        return probe.y - p.pad

    def _told(self, p: Painter) -> None:
        """The turn that is read off, and the places that changed hands in it."""
        record = self.chronicle.turns[self.marker]
        key = "graph.read_start" if record.turn == 0 else "graph.read"
        taken = [(place, c) for turn, place, c in self.captures if turn == record.turn]
        hint = t("graph.hint" if self.tab == ALL else "graph.hint_one")
        day = day_words(self.theatre.date_of(max(1, record.turn)))
        p.line(t(key, turn=record.turn, date=day), "small", look.ACCENT, hint, look.FAINT)
        if self.tab == ALL:
            return
        words = [self._capture(place, c) for place, c in taken]
        for row in p.style.wrap(" · ".join(words) or t("graph.no_capture"), "small", p.width)[:3]:
            p.put(p.x, p.y, row, "small", look.INK if taken else look.DIM)
            p.y += p.style.line("small")

    def _capture(self, place: str, capture: Capture) -> str:
        name = self.theatre.factions[capture.faction].name
        return t("debriefing.capture", place=self.theatre.board.places[place].name, name=name)
