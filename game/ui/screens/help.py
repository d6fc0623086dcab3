"""F1: a small handbook, made from the ruleset of the match and the keys that are bound."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.core.ruleset import Ruleset
from game.ui.fonts import Fonts
from game.ui.handbook.model import Page, Para, Table, search
from game.ui.handbook.pages import handbook
from game.ui.handbook.table import draw_table
from game.ui.map.legend import Legend
from game.ui.panels.tabs import tab_row
from game.ui.screens.base import Dialog
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import t

if TYPE_CHECKING:
    from game.core.view import View
    from game.ui.app import App

CONTENTS = 196
"""Width of the list of pages at text scale 1."""
COLUMN_FROM = 700
"""Width at text scale 1 from which the list of pages stands beside the page; above it otherwise."""
SIGNS = "signs"
"""The page with the map's legend: a picture, so it is not in the handbook."""


class Help(Dialog):
    """Contents at the left, one page or what was searched for at the right."""

    width = 1060

    def __init__(self, app: App, rules: Ruleset, view: View | None = None, page: str = "") -> None:
        super().__init__(app)
        self.view = view
        """The match over which the help lies, for its legend."""
        self.pages = handbook(rules, app.bindings)
        signs = () if view else (Para(t("help.signs.none")),)
        self.pages.insert(-1, Page(SIGNS, t("help.signs.title"), signs))
        self.index = next((i for i, p in enumerate(self.pages) if p.id == page), 0)
        self.query = ""

    def enter(self) -> None:
        """Nothing has the focus: letters search, arrows turn and scroll pages."""
        self.resize()

    def resize(self) -> None:
        """Most of the window."""
        style = self.app.style
        width, height = self.app.window.get_size()
        wide, high = min(style.px(self.width), width - 40), height - 40
        self.main.style = style
        self.main.rect = pygame.Rect((width - wide) // 2, (height - high) // 2, wide, high)

    def state(self) -> object:
        """The page, and what is searched for."""
        return self.index, self.query

    @property
    def shown(self) -> list[Page]:
        """The page that is open, or what was found."""
        return search(self.pages, self.query) if self.query.strip() else [self.pages[self.index]]

    # Drawing ----------------------------------------------------------------------------------------

    def paint(self, p: Painter) -> None:
        """Title and search, contents, the page, a foot."""
        found = t("help.searching", query=f"{self.query}|") if self.query else t("help.search")
        p.line(t("help.title"), "big", look.ACCENT, found, look.ACCENT if self.query else look.DIM)
        p.rule()
        p.gap(2)
        left, width = p.x, p.width
        close = p.style.px(150)
        words = p.style.wrap(t("help.foot"), "small", width - close - p.style.px(10))
        foot = max(p.style.px(46), len(words) * p.style.line("small") + p.style.px(16))
        beside = self._heights(p, foot)
        if beside:
            self._contents(p, beside)
        p.scroll_from_here(self.main.scroll, foot)
        if not beside:
            tab_row(p, [(page.id, page.title) for page in self.pages], self._chosen(), self._open_page)
            p.gap(6)
        for page in self.shown:
            self._page(p, page)
        if not self.shown:
            p.para(t("help.nothing"), colour=look.DIM)
        p.end_scroll()
        p.x, p.y, p.width = left, self.main.rect.height - foot, width
        for i, row in enumerate(words):
            p.put(left, p.y + p.style.px(6) + i * p.style.line("small"), row, "small", look.DIM)
        p.x, p.width = left + width - close, close
        p.buttons([Button(t("button.close"), self.back, key="Esc")], height=30)

    def _chosen(self) -> str:
        return "" if self.query else self.pages[self.index].id

    def _open_page(self, page_id: str) -> None:
        self.open(next(i for i, page in enumerate(self.pages) if page.id == page_id))

    def _heights(self, p: Painter, foot: int) -> list[int]:
        """Heights of the contents' rows in a column beside the page; none if there is no room for one."""
        if p.width < p.style.px(COLUMN_FROM):
            return []
        room = self.main.rect.height - p.y - foot
        wide = p.style.px(CONTENTS) - p.style.px(4)
        lines = [len(p.style.wrap(page.title, "body", wide)) for page in self.pages]
        need = [n * p.style.line("body") for n in lines]
        air = min(p.style.px(8), (room - sum(need)) // len(need))
        return [high + air for high in need] if air >= 0 else []

    def _contents(self, p: Painter, heights: list[int]) -> None:
        """The pages in a column; the page itself then has the rest of the width."""
        hits = {page.id for page in self.shown}
        left, top, width, line = p.x, p.y, p.width, p.style.line("body")
        p.width = p.style.px(CONTENTS)
        for i, (page, high) in enumerate(zip(self.pages, heights, strict=True)):
            rect = p.row(high, partial(self.open, i), chosen=page.id == self._chosen())
            ink = look.INK if not self.query or page.id in hits else look.FAINT
            words = p.style.wrap(page.title, "body", p.width - p.style.px(4))
            y = rect.y + (high - line * len(words)) // 2
            for n, word in enumerate(words):
                p.put(p.x + p.style.px(2), y + n * line, word, "body", ink)
        gap = p.style.px(22)
        p.x, p.y, p.width = left + p.style.px(CONTENTS) + gap, top, width - p.style.px(CONTENTS) - gap

    def _page(self, p: Painter, page: Page) -> None:
        p.line(page.title, "head", look.ACCENT)
        p.gap(4)
        for part in page.parts:
            if isinstance(part, Table):
                draw_table(p, part)
                p.gap(10)
            elif part.head:
                p.gap(4)
                p.head(part.text)
            else:
                p.para(part.text.rstrip())
                p.gap(8)
        if page.id == SIGNS and self.view is not None:
            draw_legend(p, self.view)
        p.gap(10)

    # Input ------------------------------------------------------------------------------------------

    def open(self, index: int) -> None:
        """Show a page from its top."""
        self.index, self.query, self.main.scroll = index % len(self.pages), "", 0

    def find(self, query: str) -> None:
        """Search; nothing to search for shows the page again."""
        self.query, self.main.scroll = query, 0

    def key(self, event: pygame.event.Event) -> None:
        """Arrows turn and scroll pages, letters search."""
        step, page, end = self.app.style.px(60), self.main.rect.height * 3 // 4, self.main.max_scroll
        scrolls = {
            pygame.K_DOWN: step, pygame.K_UP: -step, pygame.K_PAGEDOWN: page, pygame.K_PAGEUP: -page,
            pygame.K_END: end, pygame.K_HOME: -end,
        }  # fmt: skip
        turns = {
            pygame.K_RIGHT: 1,
            pygame.K_LEFT: -1,
            pygame.K_TAB: -1 if event.mod & pygame.KMOD_SHIFT else 1,
        }
        typed = getattr(event, "unicode", "")
        if event.key in scrolls:
            self.main.scroll_by(scrolls[event.key])
        elif event.key in turns:
            self.open(self.index + turns[event.key])
        elif event.key == pygame.K_BACKSPACE:
            self.find(self.query[:-1])
        elif event.key == pygame.K_ESCAPE and self.query:
            self.find("")
        elif self.app.bindings.of(event) == "help":
            self.back()
        elif typed.isprintable() and typed and (typed != " " or self.query) and len(self.query) < 30:
            self.find(self.query + typed)
        elif event.key not in {pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE}:
            super().key(event)


class LegendPage(Dialog):
    """The signs on the map, where the legend does not fit over it."""

    width = 620

    def __init__(self, app: App, view: View) -> None:
        super().__init__(app)
        self.view = view

    def above(self, p: Painter) -> None:
        """Title."""
        p.line(t("help.signs.title"), "head", look.ACCENT)
        p.rule()

    def paint(self, p: Painter) -> None:
        """The signs."""
        draw_legend(p, self.view)

    def below(self, p: Painter) -> None:
        """The way out."""
        p.gap(4)
        p.buttons([Button(t("button.close"), self.back, key="Esc")], height=30)


def draw_legend(p: Painter, view: View) -> None:
    """The legend as part of a panel."""
    picture = Legend(look.PALETTE, Fonts(p.style.scale)).picture(view, room=p.width)
    p.surface.blit(picture, (p.x, p.y))
    p.y += picture.get_height()
