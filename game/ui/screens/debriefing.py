"""The end: who won and why, the score line by line, and how it came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui.screens.base import PanelScreen, Pop, Push, Reset
from game.ui.screens.debriefing_graphs import TABS, Graphs
from game.ui.screens.debriefing_means import civilians_told, strikes_told
from game.ui.screens.debriefing_score import headline, sides_told, table_told, why_ended
from game.ui.screens.setup import Setup, offered
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import day_words, t

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.screens.match.hand_over import HandOver
    from game.ui.screens.match.session import Session

STAYS_AT_MOST = 0.3
"""Share of the height that the buttons may take; if they need more, they scroll with the rest."""


class Debriefing(PanelScreen):
    """Left the result and the table, right the graphs."""

    def __init__(self, app: App, session: Session, hand_over: HandOver | None = None) -> None:
        super().__init__(app)
        self.session = session
        self.hand_over = hand_over
        """Where people who share the window choose whose debriefing they see."""
        self.graphs = Graphs(app, session.theatre, session.match.chronicle)
        self.panels = [Result(self), self.graphs]
        self.next = offered(session.match.scenario.spec.next)

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

    def key(self, event: pygame.event.Event) -> None:
        """Left and right read off the graphs, digits open their tabs; the rest is the focus's."""
        turns = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}
        number = event.key - pygame.K_1
        if event.key in turns:
            self.graphs.move_marker(turns[event.key])
        elif 0 <= number < len(TABS):
            self.graphs.show(TABS[number])
        else:
            super().key(event)

    def menu(self) -> None:
        """To the main menu."""
        from game.ui.screens.menu import Menu

        self.go(Reset(Menu(self.app)))

    def save(self) -> None:
        """Keep the finished match, to look at it again or to replay it."""
        from game.ui.screens.load_save import SaveGame

        self.go(Push(SaveGame(self.app, self.session.table)))

    def watch(self) -> None:
        """See the match again."""
        from game.ui.screens.loading import Loading, Task, watch

        opened = self.session.table, self.session.side
        self.go(Push(Loading(self.app, Task(lambda: opened), show=watch, over=True)))

    def change_sides(self) -> None:
        """Choose whose debriefing to see."""
        if self.hand_over is not None:
            self.go(Push(self.hand_over))

    def go_on(self) -> None:
        """To the scenario that this one names as the next."""
        if self.next:
            self.go(Reset(Setup(self.app, self.next.path)))

    def look_at_map(self) -> None:
        """Back to the map as it stands."""
        self.go(Pop())


class Result(Panel):
    """Headline, indices of all sides, own score table, captures."""

    def __init__(self, screen: Debriefing) -> None:
        super().__init__(screen.app.style)
        self.screen = screen
        theatre, side = screen.session.theatre, screen.session.side
        self.scored = side if side in theatre.score else next(iter(theatre.score), "")
        """Whose score table is open."""

    def state(self) -> object:
        """Whose table is open."""
        return self.scored

    def show_table(self, side: str) -> None:
        """Open another side's table."""
        self.scored = side

    def paint(self, p: Painter) -> None:
        """From the result down to its reasons."""
        session = self.screen.session
        view, theatre = session.view, session.theatre
        if view.outcome is None:
            return
        last = session.match.chronicle.turns[-1]
        for row in p.style.wrap(headline(theatre, view.outcome), "big", p.width):
            p.line(row, "big", look.ACCENT)
        p.para(why_ended(view, view.outcome, last), colour=look.DIM)
        p.gap()
        buttons = [
            Button(t("debriefing.menu"), self.screen.menu, strong=self.screen.next is None),
            Button(t("debriefing.map"), self.screen.look_at_map, key="Esc"),
            Button(t("debriefing.replay"), self.screen.watch),
            Button(t("debriefing.save"), self.screen.save),
        ]
        if onward := self.screen.next:
            buttons.insert(0, Button(t("learn.next", title=onward.title), self.screen.go_on, strong=True))
        if self.screen.hand_over is not None:
            buttons.append(Button(t("debriefing.others"), self.screen.change_sides))
        per_row = 2 if onward else 0
        foot = p.buttons_height(buttons, per_row, height=32) + p.style.px(8)
        stays = foot < self.rect.height * STAYS_AT_MOST
        p.scroll_from_here(self.scroll, foot if stays else 0)
        sides_told(p, theatre, last)
        civilians_told(p, session)
        table_told(p, view, last, self.scored, self.show_table)
        strikes_told(p, session)
        self._captures(p)
        if stays:
            p.end_scroll()
            p.y = self.rect.height - foot
        p.buttons(buttons, per_row, height=32)
        p.end_scroll()

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
            p.line(
                words,
                "small",
                look.INK,
                t("debriefing.when", turn=turn, date=day_words(theatre.date_of(turn))),
                look.DIM,
            )
