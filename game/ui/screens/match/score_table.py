"""A side's own points while the match goes on: what it has, and what it can still win."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from game.rules.engagement import rules_of
from game.ui.panels.prospects import Prospect, figure, prospect
from game.ui.panels.score_line import score_line
from game.ui.screens.base import Dialog
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import points, t

if TYPE_CHECKING:
    from game.core.score import PointLine
    from game.core.view import View
    from game.ui.app import App
    from game.ui.palette import Colour
    from game.ui.screens.match.pages import Pages


class Entry(NamedTuple):
    """A line of the table, its points of now, what can come of it."""

    line: PointLine
    worth: float
    prospect: Prospect


def entries(view: View) -> list[Entry]:
    """All lines of the viewing side's table, in its order; none without a table."""
    lines = view.theatre.point_lines(view.faction)
    return [Entry(line, view.score.get(line.id, 0.0), prospect(view, line)) for line in lines]


class ScoreTable(Dialog):
    """What the lines have brought, then what is still to be won, then what can only cost."""

    width = 680

    def __init__(self, app: App, screen: Pages) -> None:
        super().__init__(app)
        self.screen = screen
        self.entries = entries(screen.view)

    def enter(self) -> None:
        """The focus goes to the button."""
        self.resize()
        self.main.focus = None
        self.main.move_focus(-1)

    def above(self, p: Painter) -> None:
        """Whose."""
        view = self.screen.view
        p.line(t("score.title", name=view.theatre.factions[view.faction].name), "head", look.ACCENT)
        p.rule()

    def paint(self, p: Painter) -> None:
        """The lines, what counts most first."""
        if not self.entries:
            p.para(t("score.none"))
            return
        counted = [e for e in self.entries if e.worth]
        rest = [e for e in self.entries if not e.worth]
        if counted:
            p.head(t("worth.so_far"), points(sum(e.worth for e in counted)))
            for entry in sorted(counted, key=lambda e: -abs(e.worth)):
                self._line(p, entry, points(entry.worth), look.BAD if entry.worth < 0 else look.INK)
            p.gap(4)
        most = sum(e.prospect.more for e in self.entries)
        self._part(p, rest, "open", t("worth.open_sum", points=figure(round(most, 1))))
        self._part(p, rest, "costs", "")
        self._part(p, rest, "settled", "")
        self._notes(p)

    def _part(self, p: Painter, rest: Sequence[Entry], state: str, right: str) -> None:
        """Lines without points so far."""
        found = [e for e in rest if e.prospect.state == state]
        if not found:
            return
        p.head(t(f"worth.{state}"), right)
        for entry in sorted(found, key=lambda e: -e.prospect.more):
            more = entry.prospect.more
            self._line(
                p, entry, figure(round(more, 1)) if more else points(0), look.GOOD if more else look.DIM
            )
        p.gap(4)

    def _line(self, p: Painter, entry: Entry, right: str, colour: Colour) -> None:
        place = self._place(entry.line)
        act = partial(self._show, place) if place else None
        words = (entry.prospect.words, look.DIM)
        score_line(p, (entry.line.text, look.INK), words, (right, colour), act)

    def _place(self, line: PointLine) -> str:
        part = line.hold or line.first or line.relief
        return part.place if part else ""

    def _show(self, place: str) -> None:
        self.back()
        self.screen.centre(self.screen.view.theatre.board.places[place].hex)

    def below(self, p: Painter) -> None:
        """Sum and index, and what they lead to."""
        view = self.screen.view
        score = view.theatre.score.get(view.faction)
        if score is not None:
            total = sum(view.score.values())
            p.rule()
            p.line(t("score.total"), "bold", look.INK, points(total), look.ACCENT)
            index = 100 * total / score.par if score.par else 0.0
            p.line(t("score.index", par=f"{score.par:g}"), "body", look.DIM, f"{index:.0f}", look.ACCENT)
        p.gap(8)
        p.buttons([Button(t("button.close"), self.back, key="Esc")])

    def _notes(self, p: Painter) -> None:
        """What the points lead to, and what takes from it."""
        view = self.screen.view
        p.rule()
        self._breaches(p)
        if view.theatre.score[view.faction].par:
            p.para(grades(view), "small", look.DIM)
        p.para(t("score.believed"), "small", look.DIM)

    def _breaches(self, p: Painter) -> None:
        """How often the side overrode its own rules of engagement, for a side that can."""
        view = self.screen.view
        count = view.civil.breaches.get(view.faction, 0)
        spec = view.theatre.factions[view.faction]
        can = rules_of(view).escalation and (spec.assets or spec.sorties)
        if not (count or can):
            return
        key, colour = ("worth.breaches_some", look.BAD) if count else ("worth.breaches_none", look.DIM)
        words = t(key, grade=view.theatre.ruleset.victory.grades[-1].name)
        score_line(p, (t("worth.breaches"), look.INK), (words, colour), (str(count), colour))


def grades(view: View) -> str:
    """What index and what lead a victory of each grade needs, the least first."""
    found = []
    for grade in reversed(view.theatre.ruleset.victory.grades):
        key = "worth.grade" if grade.index else "worth.grade_lead"
        found.append(t(key, name=grade.name, index=f"{grade.index:g}", lead=f"{grade.lead:g}"))
    return t("worth.grades", grades=t("told.clauses").join(found))
