"""Orders about a place: aid, handovers, the main effort. A list that says of each place what would come of
it, or why it cannot be, and a question with the consequences at the end.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.core.orders import DeliverAid, Handover, MainEffort, Order
from game.core.situation import hostile
from game.rules.civilians import aid_sorties, relief_after_aid
from game.rules.effort import axis, ready_from
from game.rules.legality import verify
from game.rules.relations import at_peace, takes_over, tension
from game.ui.panels.brings import first_open, gain, share_open
from game.ui.panels.ground import group_name
from game.ui.panels.marks import chip, chip_wide
from game.ui.panels.prospects import hold_points
from game.ui.screens.base import Dialog, Pop
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import points, t, tell

if TYPE_CHECKING:
    from game.core.view import View
    from game.ui.app import App
    from game.ui.screens.match.means import Means


def consequences(view: View, order: Order) -> tuple[str, str]:
    """Title and words of what an order about a place does."""
    theatre, rules = view.theatre, view.theatre.ruleset
    if isinstance(order, DeliverAid):
        name = theatre.board.places[order.place].name
        now = view.civil.relief.get(order.place, 0)
        text = t(
            "confirm.aid", place=name, now=now, then=relief_after_aid(view, order.place),
            sorties=aid_sorties(theatre, view.faction),
            left=max(0, view.civil.aid_left - 1), decay=rules.civil.relief_decay,
        )  # fmt: skip
        return t("order.aid"), text
    if isinstance(order, Handover):
        name = theatre.board.places[order.place].name
        text = t(
            "confirm.handover", place=name, name=theatre.factions[order.to].name,
            points=points(hold_points(view.theatre, view.faction, order.place)),
        )  # fmt: skip
        strain = tension(view, view.faction, order.to)
        if strain is not None:
            falls = min(-rules.diplomacy.handover, strain)
            text += " " + t("confirm.handover_tension", name=theatre.factions[order.to].name, tension=falls)
        return t("order.handover"), text
    assert isinstance(order, MainEffort), order
    effort = rules.effort
    if not order.place:
        return t("order.effort"), t("confirm.no_effort", turns=effort.change_turns)
    on_axis = axis(theatre, order.place)
    text = t(
        "confirm.effort", place=theatre.board.places[order.place].name, km=f"{effort.effort_km:g}",
        axis=f"{effort.axis_km:g}", turn=ready_from(view, view.faction),
        units=sum(bool(on_axis[u.hex]) for u in view.own), all=len(view.own),
    )  # fmt: skip
    old = view.irregular.effort.get(view.faction)
    if old:
        text += " " + t("confirm.effort_change", old=theatre.board.places[old].name)
    return t("order.effort"), text


def worth_of_aid(view: View, place: str) -> float:
    """Points that a side's score table gives at most for relieving a place throughout the match."""
    lines = view.theatre.point_lines(view.faction)
    return sum(line.relief.points for line in lines if line.relief and line.relief.place == place)


class PlaceDialog(Dialog):
    """Rows of places; those that cannot be chosen say why."""

    width = 600
    key_word = ""
    """Of the catalogue: title and hint."""

    def __init__(self, app: App, screen: Means) -> None:
        super().__init__(app)
        self.screen = screen

    @abstractmethod
    def rows(self) -> list[tuple[Order, str]]:
        """Order and what it brings in a word or two, the best first."""

    def choose(self, order: Order) -> None:
        """On to the question."""
        self.go(Pop())
        self.screen.confirm(order)

    def above(self, p: Painter) -> None:
        """Title and hint."""
        p.line(t(f"choose.{self.key_word}"), "head", look.ACCENT)
        p.rule()
        p.para(t(f"choose.{self.key_word}_hint"), "small", look.DIM)
        p.gap(4)

    def paint(self, p: Painter) -> None:
        """What can be chosen, then what cannot."""
        view = self.screen.view
        found = [(order, words, verify(view, order)) for order, words in self.rows()]
        for order, words, refusal in sorted(found, key=lambda row: row[2] is not None):
            self._row(p, order, words, tell(refusal.words) if refusal else "")
        if not found:
            p.line(t(f"choose.{self.key_word}_none"), colour=look.DIM)

    def below(self, p: Painter) -> None:
        """The way out."""
        p.gap(4)
        p.buttons([Button(t("button.cancel"), self.back, key="Esc")], height=30)

    def _row(self, p: Painter, order: Order, words: str, refusal: str) -> None:
        view, style = self.screen.view, p.style
        place = view.theatre.board.places.get(getattr(order, "place", ""))
        owner, size = view.owners.get(place.id, "") if place else "", style.px(20)
        left = chip_wide(style, view.theatre, owner, size) + style.px(8)
        name = place.name if place else t("choose.no_effort")
        names = style.wrap(name, "body", p.width - left - style.width(words, "body") - style.px(8))
        told = style.wrap(refusal or self.detail(order), "small", p.width - left)
        high = style.line("body") * len(names) + style.line("small") * len(told) + style.px(6)
        act = partial(self.choose, order)
        if p.hidden(high, None if refusal else act):
            return
        top = p.y
        if refusal:
            p.y += high
            p.tip(pygame.Rect(p.x, top, p.width, high), refusal)
        else:
            p.row(high, act)
        chip(p, view.theatre, owner, p.x, top + (high - size) // 2, size)
        ink = look.FAINT if refusal else look.INK
        p.put(p.x + p.width, top + 1, words, "body", ink, align="right")
        y = top + 1 + p.block(p.x + left, top + 1, names, "body", ink)
        p.block(p.x + left, y, told, "small", look.DIM)

    @abstractmethod
    def detail(self, order: Order) -> str:
        """A second line of words."""


class AidDialog(PlaceDialog):
    """Where aid is brought."""

    key_word = "aid"

    def rows(self) -> list[tuple[Order, str]]:
        """Own places where people live: those whose relief scores first."""
        view = self.screen.view
        out: list[tuple[Order, str]] = []
        for place in view.theatre.board.places.values():
            if view.owners[place.id] == view.faction and view.civil.people.get(place.hex):
                now = view.civil.relief.get(place.id, 0)
                out.append(
                    (DeliverAid(place.id), t("choose.relief", now=now, then=relief_after_aid(view, place.id)))
                )
        return sorted(out, key=lambda row: -worth_of_aid(view, getattr(row[0], "place", "")))

    def detail(self, order: Order) -> str:
        """Who lives there."""
        view = self.screen.view
        place = view.theatre.board.places[getattr(order, "place", "")]
        people = t("choose.people", count=f"{view.civil.people.get(place.hex, 0):,}")
        most = worth_of_aid(view, place.id)
        return t("choose.people_score", people=people, points=points(most)) if most else people


class HandoverDialog(PlaceDialog):
    """Which place goes to whom."""

    key_word = "handover"

    def rows(self) -> list[tuple[Order, str]]:
        """Own places beside which a side at peace can take over."""
        view = self.screen.view
        others = [f for f in view.theatre.faction_ids if at_peace(view, view.faction, f)]
        out: list[tuple[Order, str]] = []
        for place in view.theatre.board.places.values():
            if view.owners[place.id] != view.faction:
                continue
            for other in others:
                if takes_over(view, place.hex, other):
                    words = t("choose.to", name=view.theatre.factions[other].name)
                    out.append((Handover(place.id, other), words))
        return out

    def detail(self, order: Order) -> str:
        """What it costs."""
        view = self.screen.view
        return t(
            "choose.lost", points=points(hold_points(view.theatre, view.faction, getattr(order, "place", "")))
        )


class EffortDialog(PlaceDialog):
    """Where the main effort lies."""

    key_word = "effort"

    def rows(self) -> list[tuple[Order, str]]:
        """All places: those with units on their axis, of these those to be won, the dearest first."""
        view, theatre = self.screen.view, self.screen.view.theatre
        found: list[tuple[tuple[bool, bool, float, int], Order, str]] = []
        for place in theatre.board.places.values():
            on = axis(theatre, place.id)
            count = sum(bool(on[u.hex]) for u in view.own)
            owner = view.owners.get(place.id, "")
            out_of_play = bool(owner) and not hostile(view, view.faction, owner)
            rank = (not count, out_of_play, -gain(view, place.id), -count)
            found.append((rank, MainEffort(place.id), t("choose.units", count=count)))
        rows = [(order, words) for _, order, words in sorted(found, key=lambda row: row[0])]
        # What gives it up stands last: Enter in haste names another.
        return [*rows, *([(MainEffort(""), "")] if view.irregular.effort.get(view.faction) else [])]

    def detail(self, order: Order) -> str:
        """From when."""
        view, place = self.screen.view, getattr(order, "place", "")
        if not place:
            return ""
        return " · ".join((t("choose.from", turn=ready_from(view, view.faction)), *_paid(view, place)))


def _paid(view: View, place: str) -> Iterator[str]:
    """What the score table pays at a place, a few words each."""
    hold, first = hold_points(view.theatre, view.faction, place), first_open(view, place)
    shares = share_open(view, view.theatre.board.places[place].hex)
    if view.owners.get(place) == view.faction and hold:
        yield t("choose.held", count=hold, points=f"{hold:g}")
    elif hold or not (first or shares):
        yield t("choose.hold", count=hold, points=f"{hold:g}")
    if first:
        yield t("places.race", points=f"{first:g}")
    for group, most, more in shares:
        name = group_name(view.theatre, group)
        yield t("choose.share", group=name, points=f"{most:g}", more=points(more))


PLACE_DIALOGS: Mapping[type[Order], type[PlaceDialog]] = {
    DeliverAid: AidDialog,
    Handover: HandoverDialog,
    MainEffort: EffortDialog,
}
