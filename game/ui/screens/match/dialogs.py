"""Small questions and pages over the map."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from game.ui.panels.fires import source_words
from game.ui.screens.base import Dialog, Pop
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import place_name, t

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.screens.match.pages import Pages


class Confirm(Dialog):
    """Yes or no. Where there is no way back the focus goes to no: haste does nothing."""

    def __init__(
        self, app: App, title: str, text: str, then: Callable[[], object], final: bool = False
    ) -> None:
        super().__init__(app)
        self.title = title
        self.text = text
        self.then = then
        self.final = final

    def enter(self) -> None:
        """The focus goes to yes, or to no."""
        super().enter()
        if self.final:
            self.main.move_focus(1)

    def yes(self) -> None:
        """Do it."""
        self.go(Pop())
        self.then()

    def above(self, p: Painter) -> None:
        """The question in short."""
        p.line(self.title.removesuffix("…"), "head", look.ACCENT)  # what a button promised is here now
        p.gap()

    def paint(self, p: Painter) -> None:
        """The question."""
        p.para(self.text)
        p.gap(10)

    def below(self, p: Painter) -> None:
        """The answers."""
        p.buttons(
            [
                Button(t("button.yes"), self.yes, strong=True, key="" if self.final else "Enter"),
                Button(t("button.cancel"), self.back, key="Esc"),
            ],
            height=32,
        )


class EndTurnAsk(Dialog):
    """Units can still act, or a decision waits."""

    def __init__(self, app: App, screen: Pages) -> None:
        super().__init__(app)
        self.screen = screen

    def end(self) -> None:
        """End the turn anyway."""
        self.go(Pop())
        self.screen.end_turn()

    def show(self) -> None:
        """To the first idle unit."""
        self.go(Pop())
        self.screen.next_idle()

    def never(self) -> None:
        """End, and ask no more."""
        self.app.apply(self.app.settings.but(ask_idle=False))
        self.end()

    def above(self, p: Painter) -> None:
        """Title."""
        p.line(t("end.title"), "head", look.ACCENT)
        p.gap()

    def paint(self, p: Painter) -> None:
        """What is left to do."""
        idle = self.screen.idle_units()
        if idle:
            p.para(t("end.idle", count=len(idle)))
            for unit in idle[:6]:
                where = place_name(self.screen.view.theatre.board, unit.hex)
                p.line(t("end.unit", name=unit.name, place=where), "small", look.DIM)
            if len(idle) > 6:
                p.line(t("end.more", count=len(idle) - 6), "small", look.DIM)
        left = self.screen.view.fires.sorties.get(self.screen.view.faction, 0)
        if left:
            p.gap(4)
            p.para(t("end.sorties", count=left))
        for offer in self.screen.view.offers:
            default = next((o.text for o in offer.options if o.id == offer.default), offer.default)
            p.gap(4)
            p.para(t("end.decision", title=offer.title, default=default), colour=look.ACCENT)
        p.gap(10)

    def below(self, p: Painter) -> None:
        """End, look, or stay."""
        p.buttons([Button(t("end.end"), self.end, strong=True, key="Enter")], height=32)
        cancel = Button(t("button.cancel"), self.back, key="Esc")
        p.buttons([Button(t("end.show"), self.show, bool(self.screen.idle_units())), cancel])
        p.buttons([Button(t("end.never"), self.never)], height=24, role="small")


class Decision(Dialog):
    """A choice with its consequences; it may wait until the turn ends."""

    width = 620

    def __init__(self, app: App, screen: Pages) -> None:
        super().__init__(app)
        self.screen = screen

    def enter(self) -> None:
        """The focus goes to "later": Enter in haste decides nothing."""
        self.resize()
        self.main.focus = None
        self.main.move_focus(-1)

    def choose(self, option: str) -> None:
        """Answer."""
        offer = self.screen.view.offers[0]
        self.go(Pop())
        self.screen.decide(offer.id, option)
        if self.screen.view.offers:
            self.screen.open_decisions()

    def paint(self, p: Painter) -> None:
        """Title, words, options."""
        offers = self.screen.view.offers
        if not offers:
            return
        offer = offers[0]
        p.line(offer.title, "big", look.ACCENT)
        if len(offers) > 1:
            p.line(t("decision.more", count=len(offers) - 1), "small", look.DIM)
        p.gap(4)
        p.para(" ".join(offer.text.split()))
        p.gap(8)
        for option in offer.options:
            p.buttons([Button(option.text, partial(self.choose, option.id), strong=True)], height=30)
            p.para(" ".join(option.consequences.split()), "small", look.DIM, indent=p.style.px(10))
            if option.id == offer.default:
                p.para(t("decision.default"), "small", look.ACCENT, indent=p.style.px(10))
            p.gap(8)
        if offer.source:
            for words in source_words(self.screen.view, offer.source).splitlines():
                p.para(words, "small", look.FAINT)
            p.gap(8)

    def below(self, p: Painter) -> None:
        """Not now."""
        p.buttons([Button(t("decision.later"), self.back, key="Esc")])
