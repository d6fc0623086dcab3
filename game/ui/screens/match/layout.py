"""Where the parts of the match screen lie. With much room a column stands at each side of the map; where the
window is small or the letters are large, one column with tabs (the drawer), so that the map keeps the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui.panels.mapbar import HEIGHT as STRIP
from game.ui.panels.tabs import tab_row
from game.ui.widgets.painter import Painter
from game.ui.widgets.panel import Panel
from game.words import t

if TYPE_CHECKING:
    from game.ui.screens.match.screen import MatchScreen

LEFT, RIGHT, MINIMAP, HOVER = 272, 292, 168, 190
"""Widths of the columns, heights of the two small panels at the right, at text scale 1."""
COLUMNS_FROM = (1000, 560)
"""Width and height, at text scale 1, from which there are two columns."""
HOVER_FAIR = 0.3
"""Share of the drawer from which what lies under the mouse is told in short, so that the chosen unit stays in
view; beside the other pages all is told.
"""
DRAWER, DRAWER_MOST = 300, 0.5
"""Width of the drawer at text scale 1, and its share of the window at most."""
PAGES = ("unit", "places", "lists", "map")
"""What the drawer shows, one at a time."""


class DrawerTabs(Panel):
    """The tabs of the drawer."""

    pad = 6

    def __init__(self, screen: MatchScreen) -> None:
        super().__init__(screen.app.style)
        self.screen = screen

    def state(self) -> object:
        """The open page."""
        return self.screen.layout.page

    def paint(self, p: Painter) -> None:
        """One tab a page."""
        pages = [(page, t(f"drawer.{page}")) for page in PAGES]
        tab_row(p, pages, self.screen.layout.page, self.screen.layout.open)


class Layout:
    """Rectangles of the panels, and which of them are in view."""

    def __init__(self, screen: MatchScreen) -> None:
        self.screen = screen
        self.hidden = False
        """Whether the player put the columns away."""
        self.drawer = False
        """Whether there is one column with tabs."""
        self.page = PAGES[0]
        self.tabs = DrawerTabs(screen)
        self._corner = pygame.Rect(0, 0, 0, 0)
        """Where the panel of what lies under the mouse stands while it says little."""

    @property
    def columns(self) -> list[Panel]:
        """The panels beside the map that are in view; the last lies over the others."""
        s = self.screen
        if self.hidden:
            return []
        if not self.drawer:
            return [s.places, s.lists, s.unit_panel, s.mapbar, s.hover_panel]
        pages = {"unit": s.unit_panel, "places": s.places, "lists": s.lists, "map": s.mapbar}
        return [self.tabs, pages[self.page], *([s.hover_panel] if self._hovers else [])]

    @property
    def _hovers(self) -> bool:
        """Whether one column has room for what lies under the mouse, not what has the keyboard."""
        return self.screen.pointer.hover is not None and not self.screen.keys_elsewhere

    @property
    def shows_minimap(self) -> bool:
        """Whether the small map is in view."""
        return not self.hidden and (not self.drawer or self.page == "map")

    def open(self, page: str) -> None:
        """Show a page of the drawer."""
        self.page = page

    def reveal(self, panel: Panel) -> None:
        """Bring a panel into view, if it has a page of its own."""
        s = self.screen
        page = {id(s.unit_panel): "unit", id(s.places): "places", id(s.lists): "lists"}.get(id(panel))
        if page:
            self.open(page)

    def arrange(self) -> None:
        """Give everything its place."""
        s, style = self.screen, self.screen.app.style
        width, height = s.app.window.get_size()
        height -= s.foot()
        panels = (s.top, s.tasks, s.mapbar, s.places, s.lists, s.unit_panel, s.hover_panel, self.tabs)
        for panel in panels:
            panel.style = style
        bar = s.top.height(width)
        s.top.rect = pygame.Rect(0, 0, width, bar)
        body = pygame.Rect(0, bar, width, height - bar)
        self.drawer = width < style.px(COLUMNS_FROM[0]) or height < style.px(COLUMNS_FROM[1])
        if self.hidden:
            self._map(body)
        elif self.drawer:
            self._one_column(body)
        else:
            self._two_columns(body)

    def _two_columns(self, body: pygame.Rect) -> None:
        s, style = self.screen, self.screen.app.style
        left, right = style.px(LEFT), style.px(RIGHT)
        upper = body.height * 46 // 100
        s.places.rect = pygame.Rect(0, body.y, left, upper)
        s.lists.rect = pygame.Rect(0, body.y + upper, left, body.height - upper)
        high = body.height + body.y
        hover = min(style.px(HOVER), high * 26 // 100)
        small = max(min(style.px(MINIMAP), high * 22 // 100), high * 27 // 100 - style.px(60))
        x = body.right - right
        s.minimap.rect = pygame.Rect(x, body.y, right, small)
        self._corner = pygame.Rect(x, body.bottom - hover, right, hover)
        s.unit_panel.rect = pygame.Rect(x, body.y + small, right, body.height - small - hover)
        middle = body.width - left - right
        strip = s.mapbar.height(middle)
        s.mapbar.rect = pygame.Rect(left, body.bottom - strip, middle, strip)
        self._map(pygame.Rect(left, body.y, middle, body.height - strip))

    def _one_column(self, body: pygame.Rect) -> None:
        s, style = self.screen, self.screen.app.style
        wide = min(style.px(DRAWER), round(body.width * DRAWER_MOST))
        x = body.right - wide
        tabs = self.tabs.measure(wide) - style.px(self.tabs.pad)
        self.tabs.rect = pygame.Rect(x, body.y, wide, tabs)
        page = pygame.Rect(x, body.y + tabs, wide, body.height - tabs)
        for panel in (s.unit_panel, s.places, s.lists):
            panel.rect = page.copy()
        buttons = min(s.mapbar.height(wide) + style.px(STRIP) // 4, page.height * 6 // 10)
        s.minimap.rect = pygame.Rect(x, page.y, wide, page.height - buttons)
        s.mapbar.rect = pygame.Rect(x, page.bottom - buttons, wide, buttons)
        self._corner = pygame.Rect(x, page.bottom, wide, 0)
        self._map(pygame.Rect(0, body.y, x, body.height))

    def _map(self, room: pygame.Rect) -> None:
        """Tasks at the top of the room that is left, the map in the rest."""
        s = self.screen
        high = s.tasks.height(room)
        s.tasks.rect = pygame.Rect(room.x, room.y, room.width, high)
        s.camera.resize(pygame.Rect(room.x, room.y + high, room.width, room.height - high))

    def settle(self) -> None:
        """What lies under the mouse needs more room at some places: it grows upwards over the panel above,
        which is not being used then.
        """
        s = self.screen
        if self.hidden or (self.drawer and not self._hovers):
            return
        floor = self._corner.bottom
        most = floor - (self.tabs.rect.bottom if self.drawer else s.minimap.rect.bottom)
        fair = round(HOVER_FAIR * most) if self.drawer and self.page == "unit" else most
        high = max(self._corner.height, min(s.hover_panel.need(self._corner.width, fair), most))
        s.hover_panel.rect = pygame.Rect(self._corner.x, floor - high, self._corner.width, high)
