"""The end: who won and why, the score line by line, and how it came about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.match.chronicle import FactionRecord, share_groups
from game.ui.panels.marks import chip, on_panel
from game.ui.screens.base import PanelScreen, Pop, Push, Reset
from game.ui.screens.debriefing_means import civilians_told, strikes_told
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import has, points, t

if TYPE_CHECKING:
    from game.core.outcome import Outcome
    from game.core.theatre import Theatre
    from game.ui.app import App
    from game.ui.screens.match.session import Session


class Debriefing(PanelScreen):
    """Left the result and the table, right the graphs."""

    def __init__(self, app: App, session: Session) -> None:
        super().__init__(app)
        self.session = session
        self.panels = [Result(self), Graphs(self)]

    def enter(self) -> None:
        """Lay out. Nothing has the focus: an Enter too many, meant to end a turn, closes nothing."""
        self.resize()

    def resize(self) -> None:
        """Two columns."""
        style = self.app.style
        width, height = self.app.window.get_size()
        gap = style.px(12)
        left = (width - 3 * gap) * 46 // 100
        for panel in self.panels:
            panel.style = style
        self.panels[0].rect = pygame.Rect(gap, gap, left, height - 2 * gap)
        self.panels[1].rect = pygame.Rect(left + 2 * gap, gap, width - left - 3 * gap, height - 2 * gap)

    def menu(self) -> None:
        """To the main menu."""
        from game.ui.screens.menu import Menu

        self.go(Reset(Menu(self.app)))

    def save(self) -> None:
        """Keep the finished match, to look at it again or to replay it."""
        from game.ui.screens.load_save import SaveGame

        self.go(Push(SaveGame(self.app, self.session)))

    def look_at_map(self) -> None:
        """Back to the map as it stands."""
        self.go(Pop())


def headline(theatre: Theatre, outcome: Outcome) -> str:
    """The result in a sentence."""
    if not outcome.winner:
        return t("debriefing.draw")
    name = theatre.factions[outcome.winner].name
    return t("debriefing.won", name=name, grade=outcome.grade)


def reason_words(outcome: Outcome) -> str:
    """Why it ended."""
    key = f"reason.{outcome.reason}"
    return t(key) if has(key) else t("reason.trigger", id=outcome.reason.replace("_", " "))


class Result(Panel):
    """Headline, indices of all sides, own score table, captures."""

    def __init__(self, screen: Debriefing) -> None:
        super().__init__(screen.app.style)
        self.screen = screen

    def paint(self, p: Painter) -> None:
        """From the result down to its reasons."""
        session = self.screen.session
        view, theatre = session.view, session.theatre
        if view.outcome is None:
            return
        for row in p.style.wrap(headline(theatre, view.outcome), "big", p.width):
            p.line(row, "big", look.ACCENT)
        p.para(reason_words(view.outcome), colour=look.DIM)
        p.gap()
        foot = p.style.px(48)
        p.scroll_from_here(self.scroll, foot)
        self._sides(p)
        civilians_told(p, session)
        self._table(p)
        strikes_told(p, session)
        self._captures(p)
        p.end_scroll()
        p.y = self.rect.height - foot
        p.buttons(
            [
                Button(t("debriefing.menu"), self.screen.menu, strong=True),
                Button(t("debriefing.map"), self.screen.look_at_map, key="Esc"),
                Button(t("debriefing.save"), self.screen.save),
            ],
            height=32,
        )

    def _sides(self, p: Painter) -> None:
        session = self.screen.session
        theatre = session.theatre
        last = session.match.chronicle.turns[-1]
        p.head(t("debriefing.sides"))
        columns = (0.0, 0.54, 0.67, 0.84, 1.0)
        names = ("", "points", "index", "losses", "left")
        for at, name in zip(columns, names, strict=True):
            if name:
                p.put(
                    p.x + round(p.width * at), p.y, t(f"debriefing.{name}"), "small", look.DIM, align="right"
                )
        p.y += p.style.line("small")
        for faction, spec in theatre.factions.items():
            record = last.factions[faction]
            score = theatre.score.get(faction)
            index = f"{100 * record.points / score.par:.0f}" if score and score.par else "–"
            earned = points(record.points) if score else "–"
            size = p.style.line("body") - p.style.px(4)
            x = p.x + chip(p, theatre, faction, p.x, p.y + p.style.px(2), size) + p.style.px(6)
            p.put(x, p.y, spec.name, "body", width=p.x + round(p.width * 0.44) - x)
            values = ("", earned, index, str(record.losses), str(record.steps))
            for at, value in zip(columns, values, strict=True):
                p.put(p.x + round(p.width * at), p.y, value, "body", align="right")
            p.y += p.style.line("body")
        own = theatre.score.get(session.side)
        if own and own.historical is not None:
            p.line(t("debriefing.historical", index=f"{own.historical:.0f}"), "small", look.DIM)
        p.gap(8)

    def _table(self, p: Painter) -> None:
        view = self.screen.session.view
        score = view.theatre.score.get(view.faction)
        if score is None:
            return
        p.head(
            t("debriefing.table", name=view.theatre.factions[view.faction].name),
            points(sum(view.score.values())),
        )
        for line in sorted(score.lines, key=lambda line: -abs(view.score.get(line.id, 0.0))):
            worth = view.score.get(line.id, 0.0)
            colour = look.BAD if worth < 0 else look.INK if worth else look.FAINT
            p.line(line.text, "small", colour, points(worth), colour)
        p.gap(8)

    def _captures(self, p: Painter) -> None:
        session = self.screen.session
        theatre = session.theatre
        captures = session.match.chronicle.captures
        taken = sorted((c.turn, place, c) for place, cs in captures.items() for c in cs)
        if not taken:
            return
        p.head(t("debriefing.captures"))
        for turn, place, capture in taken:
            name = theatre.factions[capture.faction].name
            words = t("debriefing.capture", place=theatre.board.places[place].name, name=name)
            p.line(words, "small", look.INK, t("debriefing.when", turn=turn, date=capture.date), look.DIM)


class Graphs(Panel):
    """Points, shares and strength over the turns, all factions."""

    def __init__(self, screen: Debriefing) -> None:
        super().__init__(screen.app.style)
        self.screen = screen

    def paint(self, p: Painter) -> None:
        """One graph under the other."""
        theatre = self.screen.session.theatre
        graphs: list[tuple[str, Callable[[FactionRecord], float], tuple[str, ...], str]] = [
            (t("debriefing.graph_points"), lambda r: r.points, tuple(theatre.score), "{:.0f}")
        ]
        for group in share_groups(theatre):
            place = theatre.board.places.get(group)
            name = place.name if place else group.replace("_", " ")
            title = t("debriefing.graph_share", name=name)
            graphs.append((title, lambda r, g=group: 100 * r.shares[g], theatre.faction_ids, "{:.0f} %"))  # type: ignore[misc]
        graphs.append((t("debriefing.graph_steps"), lambda r: float(r.steps), theatre.faction_ids, "{:.0f}"))
        graphs.append(
            (t("debriefing.graph_losses"), lambda r: float(r.losses), theatre.faction_ids, "{:.0f}")
        )
        graphs = [g for g in graphs if g[2]][:4]
        self._legend(p)
        high = (self.rect.height - p.y - p.style.px(10)) // len(graphs)
        for title, value, factions, form in graphs:
            area = pygame.Rect(p.x, p.y, p.width, high - p.style.px(10))
            self._graph(p, area, title, {f: self._series(f, value) for f in factions}, form)
            p.y += high

    def _series(self, faction: str, value: Callable[[FactionRecord], float]) -> list[float]:
        return [value(turn.factions[faction]) for turn in self.screen.session.match.chronicle.turns]

    def _legend(self, p: Painter) -> None:
        x = p.x
        for spec_id, spec in self.screen.session.theatre.factions.items():
            size = p.style.line("small")
            wide = p.style.width(spec.short, "small") + p.style.width(spec.name, "small") + p.style.px(30)
            if x + wide > p.x + p.width:
                x, p.y = p.x, p.y + size + p.style.px(4)
            x += chip(p, self.screen.session.theatre, spec_id, x, p.y, size) + p.style.px(5)
            x += p.put(x, p.y, spec.name, "small") + p.style.px(16)
        p.y += p.style.line("small") + p.style.px(8)

    def _graph(
        self, p: Painter, area: pygame.Rect, title: str, series: dict[str, list[float]], form: str
    ) -> None:
        p.put(area.x, area.y, title, "bold", look.ACCENT)
        top = area.y + p.style.line("bold") + p.style.px(4)
        left, right = area.x + p.style.px(44), area.right - p.style.px(38)
        box = pygame.Rect(left, top, right - left, area.bottom - top - p.style.line("small"))
        pygame.draw.rect(p.surface, look.BACK, box)
        values = [v for line in series.values() for v in line]
        low, high = min(0.0, *values), max(1.0, *values)
        for share in (0.0, 0.5, 1.0):
            y = round(box.bottom - share * box.height)
            pygame.draw.line(p.surface, look.RAISED, (box.x, y), (box.right, y))
            label = form.format(low + share * (high - low))
            p.put(box.x - 6, y - p.style.line("small") // 2, label, "small", look.DIM, align="right")
        turns = max(2, *(len(line) for line in series.values()))
        ends = {f: self._line(p, box, f, line, turns, (low, high)) for f, line in series.items()}
        self._names(p, box, ends)
        p.put(box.x, box.bottom, t("debriefing.start"), "small", look.DIM)
        p.put(box.right, box.bottom, t("debriefing.turn", turn=turns - 1), "small", look.DIM, align="right")

    def _line(
        self,
        p: Painter,
        box: pygame.Rect,
        faction: str,
        line: list[float],
        turns: int,
        span: tuple[float, float],
    ) -> int:
        """Gives the height back at which the line ends."""
        low, high = span
        livery = look.PALETTE.livery(self.screen.session.theatre, faction)
        points = [
            (box.x + i * box.width // (turns - 1), round(box.bottom - (v - low) / (high - low) * box.height))
            for i, v in enumerate(line)
        ]
        colour = on_panel(livery.base)
        if len(points) > 1:
            pygame.draw.lines(p.surface, colour, False, points, 3)
        return points[-1][1]

    def _names(self, p: Painter, box: pygame.Rect, ends: dict[str, int]) -> None:
        """Letters where the lines end, moved apart where they would cover each other."""
        high = p.style.line("small") - p.style.px(3)
        lowest = box.bottom + high
        for faction, y in sorted(ends.items(), key=lambda item: -item[1]):
            lowest = min(y, lowest - high)
            livery = look.PALETTE.livery(self.screen.session.theatre, faction)
            p.put(box.right + 5, lowest - high // 2 - 3, livery.letter, "small", on_panel(livery.base))
