"""The bar at the top: turn, date, score, share of the city, prestige; undo, next unit, end turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.match.chronicle import share_groups
from game.ui.panels.fires import in_stock
from game.ui.panels.marks import chip, is_idle
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import t

if TYPE_CHECKING:
    from game.ui.palette import Colour
    from game.ui.screens.match.screen import MatchScreen

HEIGHT = 44


class TopBar(Panel):
    """Always in view."""

    pad = 8

    def __init__(self, screen: MatchScreen) -> None:
        super().__init__(screen.app.style)
        self.screen = screen

    def state(self) -> object:
        """The view, who moves, what can be undone."""
        s = self.screen
        free = s.session.table.quiet
        return (
            s.view, s.session.mine, s.acting, free and s.session.match.can_undo,
            free and s.session.match.can_redo,
        )  # fmt: skip

    def paint(self, p: Painter) -> None:
        """Facts from the left, buttons from the right."""
        right = self._buttons(p)
        x = self._when(p)
        self._facts(p, x, right)

    def _when(self, p: Painter) -> int:
        view, theatre = self.screen.view, self.screen.view.theatre
        high = self.rect.height
        size = p.style.px(22)
        x = p.x + chip(p, theatre, view.faction, p.x, (high - size) // 2, size) + p.style.px(8)
        top = (high - p.style.line("bold") - p.style.line("small")) // 2
        first = t("top.turn", turn=view.turn, turns=theatre.turns)
        date = theatre.date_of(view.turn)
        day = t("top.date", day=date.day, month=t(f"month.{date.month}"), year=date.year)
        wide = p.put(x, top, f"{first}  {day}", "bold")
        words, colour = self._status()
        wide = max(wide, p.put(x, top + p.style.line("bold"), words, "small", colour), p.style.px(190))
        return x + wide + p.style.px(16)

    def _status(self) -> tuple[str, Colour]:
        """Who is on the move."""
        view = self.screen.view
        if self.screen.session.mine:
            idle = sum(is_idle(view, u) for u in view.own)
            return t("top.your_turn", idle=idle), look.GOOD
        if view.outcome is not None:
            return t("top.over"), look.ACCENT
        return t("top.thinking", name=view.theatre.factions[self.screen.acting].name), look.ACCENT

    def _facts(self, p: Painter, x: int, right: int) -> None:
        view, theatre = self.screen.view, self.screen.view.theatre
        facts: list[tuple[str, str, str]] = []
        means = self._means()
        score = theatre.score.get(view.faction)
        if score:
            total = sum(view.score.values())
            index = 100 * total / score.par if score.par else 0.0
            tip = t("top.points_tip", par=f"{score.par:g}")
            facts.append((f"{total:.1f}", t("top.index", index=f"{index:.0f}"), tip))
        for group in share_groups(theatre):
            share = theatre.share(view.control, view.faction, group)
            facts.append((f"{share:.0%}", self.screen.group_name(group), t("top.share_tip")))
        facts.append((str(view.prestige.get(view.faction, 0)), t("top.prestige"), t("top.prestige_tip")))
        facts.append((str(view.losses), t("top.losses"), t("top.losses_tip")))
        top = (self.rect.height - p.style.line("bold") - p.style.line("small")) // 2
        shown = [*facts[:-1], *means, *facts[-1:]]
        widths = [max(p.style.width(v, "bold"), p.style.width(name, "small")) for v, name, _ in shown]
        room = (right - x - sum(widths)) // max(1, len(shown) - 1)
        gap = min(p.style.px(20), max(p.style.px(6), room))
        for (value, name, tip), wide in zip(shown, widths, strict=True):
            if x + wide > right:
                return
            box = pygame.Rect(x - 3, 3, wide + 6, self.rect.height - 6)
            act = self._open_means if (value, name, tip) in means else self.screen.open_score
            over, _ = p.hot(box, act, tip)
            if over:
                pygame.draw.rect(p.surface, look.RAISED, box, border_radius=4)
            p.put(x + wide // 2, top, value, "bold", look.ACCENT, align="centre")
            p.put(x + wide // 2, top + p.style.line("bold"), name, "small", look.DIM, align="centre")
            x += wide + gap

    def _means(self) -> list[tuple[str, str, str]]:
        """Missiles and sorties, for a side that has some."""
        view = self.screen.view
        spec = view.theatre.factions[view.faction]
        out = []
        if spec.assets:
            ready, left = in_stock(view)
            out.append((f"{ready}/{left}", t("top.missiles"), t("top.missiles_tip", all=left)))
        if spec.sorties is not None:
            sorties = view.fires.sorties.get(view.faction, 0)
            out.append((str(sorties), t("top.sorties"), t("top.sorties_tip")))
        return out

    def _open_means(self) -> None:
        self.screen.open_list("means")

    def _buttons(self, p: Painter) -> int:
        s = self.screen
        keys = s.app.bindings
        mine, match = s.session.mine, s.session.match

        def made(name: str, act: Callable[[], None], action: str, on: bool, strong: bool = False) -> Button:
            return Button(
                t(f"top.{name}"), act, on, t(f"top.{name}_tip", key=keys.key(action)), strong=strong
            )

        if s.view.outcome is not None:
            main = made("debriefing", s.open_debriefing, "end_turn", True, strong=True)
        elif mine:
            main = made("end_turn", s.ask_end_turn, "end_turn", mine, strong=mine)
        else:
            main = made("skip", s.skip, "skip", True, strong=True)
        items = [
            (made("menu", s.open_menu, "menu", True), 58),
            (made("help", s.open_help, "help", True), 28),
            (main, 96),
            (made("next", s.next_idle, "next_unit", mine), 84),
            (made("redo", s.redo, "redo", mine and match.can_redo), 54),
            (made("undo", s.undo, "undo", mine and match.can_undo), 54),
        ]
        x = self.rect.width - p.x
        for button, wide in items:
            width = p.style.px(wide)
            x -= width
            p.button(pygame.Rect(x, p.style.px(8), width, self.rect.height - p.style.px(16)), button)
            x -= p.style.px(6)
        return x - p.style.px(6)
