"""The bar at the top: turn, date, score, share of the city, prestige; undo, next unit, end turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.match.chronicle import share_groups
from game.ui.panels.fires import in_stock
from game.ui.panels.ground import group_name
from game.ui.panels.marks import chip, is_idle
from game.ui.widgets import style as look
from game.ui.widgets.flow import rows_of
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import day_words, points, t

if TYPE_CHECKING:
    from game.core.score import PointLine
    from game.ui.palette import Colour
    from game.ui.screens.match.screen import MatchScreen

HEIGHT = 44
"""Of the first row, at text scale 1."""


@dataclass(frozen=True)
class Fact:
    """A figure with its name; a click tells more."""

    value: str
    name: str
    tip: str
    act: Callable[[], None]


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

    # Rows -----------------------------------------------------------------------------------------

    def height(self, width: int) -> int:
        """Height of the bar in a window of this width: more rows where the words need them, pixels."""
        return self.style.px(HEIGHT) + self._extra(width) * self._row()

    def _row(self) -> int:
        return self.style.line("small") + self.style.px(6)

    def _extra(self, width: int) -> int:
        """Rows of facts below the first, 0 if they have room in it."""
        room = width - 2 * self.style.px(self.pad)
        if self._when_width() + self._facts_width() + self._buttons_width() <= room:
            return 0
        below = len(rows_of(self._small_widths(), room, self.style.px(18)))
        return below + self._pushed(width)

    def _pushed(self, width: int) -> int:
        """1 if turn and date have no room beside the buttons and stand below them."""
        room = width - 2 * self.style.px(self.pad)
        return int(self._when_width() + self._buttons_width() > room)

    def paint(self, p: Painter) -> None:
        """Facts from the left, buttons from the right; below them what has no room."""
        high = p.style.px(HEIGHT)
        right = self._buttons(p, high)
        if not self._extra(self.rect.width):
            self._facts(p, self._when(p, high), right, high)
            return
        if self._pushed(self.rect.width):
            self._when_small(p, high)
            high += self._row()
        else:
            self._when(p, high)
        self._small_facts(p, high)

    # Turn and date --------------------------------------------------------------------------------

    def _date(self) -> str:
        view, theatre = self.screen.view, self.screen.view.theatre
        first = t("top.turn", turn=view.turn, turns=theatre.turns)
        return f"{first}  {day_words(theatre.date_of(view.turn))}"

    def _status(self) -> tuple[str, Colour]:
        view = self.screen.view
        if self.screen.session.mine:
            idle = sum(is_idle(view, u) for u in view.own)
            return t("top.your_turn", idle=idle), look.GOOD
        if view.outcome is not None:
            return t("top.over"), look.ACCENT
        return t("top.thinking", name=view.theatre.factions[self.screen.acting].name), look.ACCENT

    def _when_width(self) -> int:
        style, theatre = self.style, self.screen.view.theatre
        words = max(style.width(self._date(), "bold"), style.width(self._status()[0], "small"))
        letter = look.PALETTE.livery(theatre, self.screen.view.faction).letter
        mark = max(style.px(22), style.width(letter, "small") + style.px(8))
        return max(words, style.px(190)) + mark + style.px(24)

    def _when(self, p: Painter, high: int) -> int:
        view, theatre = self.screen.view, self.screen.view.theatre
        size = p.style.px(22)
        x = p.x + chip(p, theatre, view.faction, p.x, (high - size) // 2, size) + p.style.px(8)
        top = (high - p.style.line("bold") - p.style.line("small")) // 2
        wide = p.put(x, top, self._date(), "bold")
        words, colour = self._status()
        wide = max(wide, p.put(x, top + p.style.line("bold"), words, "small", colour), p.style.px(190))
        return x + wide + p.style.px(16)

    def _when_small(self, p: Painter, y: int) -> None:
        view = self.screen.view
        size = p.style.line("small")
        x = p.x + chip(p, view.theatre, view.faction, p.x, y, size) + p.style.px(8)
        x += p.put(x, y, self._date(), "small") + p.style.px(12)
        words, colour = self._status()
        p.put(x, y, words, "small", colour, width=p.x + p.width - x)

    # Figures --------------------------------------------------------------------------------------

    def _shown(self) -> list[Fact]:
        """Points, shares, prestige, means, losses."""
        view, theatre = self.screen.view, self.screen.view.theatre
        facts: list[Fact] = []
        score = theatre.score.get(view.faction)
        see = self.screen.open_score
        if score:
            total = sum(view.score.values())
            index = 100 * total / score.par if score.par else 0.0
            tip = t("top.points_tip", par=f"{score.par:g}")
            facts.append(Fact(points(total), t("top.index", index=f"{index:.0f}"), tip, see))
        scored = {line.share.group for line in self._lines() if line.share}
        for group in share_groups(theatre):
            share = theatre.share(view.control, view.faction, group)
            if not share and group not in scored:
                continue  # neither points nor ground
            facts.append(Fact(f"{share:.0%}", group_name(theatre, group), self._share_tip(group), see))
        prestige = str(view.prestige.get(view.faction, 0))
        facts.append(Fact(prestige, t("top.prestige"), self._prestige_tip(), see))
        losses = Fact(str(view.losses), t("top.losses"), t("top.losses_tip"), see)
        return [*facts, *self._means(), losses]

    def _share_tip(self, group: str) -> str:
        """What the share is, and what it pays."""
        lines = [line.share for line in self._lines() if line.share and line.share.group == group]
        most = sum(line.points for line in lines)
        return "\n".join([t("top.share_tip"), *([t("top.share_paid", points=f"{most:g}")] if most else [])])

    def _prestige_tip(self) -> str:
        """What moves it, and what it pays."""
        each = sum(line.prestige.points for line in self._lines() if line.prestige)
        start = self.screen.view.theatre.factions[self.screen.view.faction].prestige
        paid = [t("top.prestige_paid", points=f"{each:g}", start=start)] if each else []
        return "\n".join([t("top.prestige_tip"), *paid])

    def _lines(self) -> tuple[PointLine, ...]:
        view = self.screen.view
        return view.theatre.point_lines(view.faction)

    def _facts_width(self) -> int:
        widths = [self._wide(fact) for fact in self._shown()]
        return sum(widths) + self.style.px(6) * len(widths)

    def _wide(self, fact: Fact) -> int:
        return max(self.style.width(fact.value, "bold"), self.style.width(fact.name, "small"))

    def _facts(self, p: Painter, x: int, right: int, high: int) -> None:
        top = (high - p.style.line("bold") - p.style.line("small")) // 2
        shown = self._shown()
        widths = [self._wide(fact) for fact in shown]
        room = (right - x - sum(widths)) // max(1, len(shown) - 1)
        gap = min(p.style.px(20), max(p.style.px(6), room))
        for fact, wide in zip(shown, widths, strict=True):
            box = pygame.Rect(x - 3, 3, wide + 6, high - 6)
            over, _ = p.hot(box, fact.act, fact.tip)
            if over:
                pygame.draw.rect(p.surface, look.RAISED, box, border_radius=4)
            p.put(x + wide // 2, top, fact.value, "bold", look.ACCENT, align="centre")
            p.put(x + wide // 2, top + p.style.line("bold"), fact.name, "small", look.DIM, align="centre")
            x += wide + gap

    def _small_widths(self) -> list[int]:
        space = self.style.px(5)
        return [
            self.style.width(f.value, "small") + space + self.style.width(f.name, "small")
            for f in self._shown()
        ]

    def _small_facts(self, p: Painter, y: int) -> None:
        """Value and name on one line, in rows below the buttons."""
        shown, widths, gap = self._shown(), self._small_widths(), p.style.px(18)
        for row in rows_of(widths, p.width, gap):
            x = p.x
            for i in row:
                fact = shown[i]
                p.hot(pygame.Rect(x, y, widths[i], self._row()), fact.act, fact.tip)
                used = p.put(x, y, fact.value, "small", look.ACCENT) + p.style.px(5)
                p.put(x + used, y, fact.name, "small", look.DIM)
                x += widths[i] + gap
            y += self._row()

    def _means(self) -> list[Fact]:
        """Missiles and sorties, for a side that has some."""
        view = self.screen.view
        spec = view.theatre.factions[view.faction]
        out = []
        if spec.assets:
            ready, left = in_stock(view)
            tip = t("top.missiles_tip", all=left)
            told = f"{ready}/{left}" if ready < left else str(left)
            name = t("top.missiles_loading" if ready < left else "top.missiles")
            out.append(Fact(told, name, tip, self._open_means))
        if spec.sorties is not None:
            sorties = str(view.fires.sorties.get(view.faction, 0))
            out.append(Fact(sorties, t("top.sorties"), t("top.sorties_tip"), self._open_means))
        return out

    def _open_means(self) -> None:
        self.screen.open_list("means")

    # Buttons --------------------------------------------------------------------------------------

    def _made(self, name: str, act: Callable[[], None], action: str, on: bool, main: bool = False) -> Button:
        tip = t(f"top.{name}_tip", key=self.screen.app.bindings.key(action))
        return Button(t(f"top.{name}"), act, on, tip, strong=main)

    def _items(self) -> list[tuple[Button, int]]:
        """Buttons from the right, with their widths."""
        s, made = self.screen, self._made
        mine, match = s.session.mine, s.session.match
        if s.view.outcome is not None:
            main = made("debriefing", s.open_debriefing, "end_turn", True, True)
        elif mine:
            main = made("end_turn", s.ask_end_turn, "end_turn", True, True)
        else:
            main = made("skip", s.skip, "skip", True, True)
        widest = max(self._fitting(t(f"top.{name}")) for name in ("end_turn", "skip"))
        items = [
            made("menu", s.open_menu, "menu", True),
            made("help", s.open_help, "help", True),
            main,
            made("next", s.next_idle, "next_unit", mine),
            made("redo", s.redo, "redo", mine and match.can_redo),
            made("undo", s.undo, "undo", mine and match.can_undo),
        ]
        widths = [self._fitting(b.label) for b in items]
        widths[2] = max(widths[2], widest)
        return list(zip(items, widths, strict=True))

    def _fitting(self, label: str) -> int:
        return max(self.style.px(28), self.style.width(label, "body") + self.style.px(18))

    def _buttons_width(self) -> int:
        return sum(wide + self.style.px(6) for _, wide in self._items()) + self.style.px(6)

    def _buttons(self, p: Painter, high: int) -> int:
        x = self.rect.width - p.x
        for button, wide in self._items():
            x -= wide
            p.button(pygame.Rect(x, p.style.px(8), wide, high - p.style.px(16)), button)
            x -= p.style.px(6)
        return x - p.style.px(6)
