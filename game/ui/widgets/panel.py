"""A panel: painted when what it shows changes, otherwise blitted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from typing import TYPE_CHECKING

import pygame

from game.ui.palette import Colour
from game.ui.widgets import style as look
from game.ui.widgets.painter import Hot, Painter
from game.words import language

if TYPE_CHECKING:
    from game.ui.widgets.style import Style


class Panel(ABC):
    """A rectangle of the screen. Subclasses say what they show (`state`) and draw it (`paint`)."""

    pad = 10
    fill: Colour = look.PANEL
    border = True

    def __init__(self, style: Style) -> None:
        self.style = style
        self.rect = pygame.Rect(0, 0, 10, 10)
        self.scroll = 0
        self.focus: int | None = None
        self.hots: list[Hot] = []
        self._tips: list[tuple[pygame.Rect, str]] = []
        self._over: int | None = None
        self._region: pygame.Rect | None = None
        self._content = 0
        self._first: int | None = None
        self._dragging = False
        self._image: pygame.Surface | None = None
        self._key: Hashable = None

    def state(self) -> Hashable:
        """Whatever the picture depends on."""
        return None

    @abstractmethod
    def paint(self, p: Painter) -> None:
        """Draw the content."""

    # Drawing --------------------------------------------------------------------------------------

    def measure(self, width: int) -> int:
        """Height that the content needs at this width, for panels that fit themselves."""
        probe = Painter(pygame.Surface((width, 8)), self.style, self.style.px(self.pad))
        self.paint(probe)
        part = probe.scrolled
        unseen = probe.content - part.height if part else 0
        return probe.y + unseen + self.style.px(self.pad)

    def refresh(self) -> None:
        """Paint if anything changed."""
        key = (
            self.state(),
            self.rect.size,
            self.scroll,
            self._over,
            self.focus,
            self.style.scale,
            language(),
            look.PALETTE.vision,
        )
        if key == self._key and self._image is not None:
            return
        self._key = key
        if self._image is None or self._image.get_size() != self.rect.size:
            self._image = pygame.Surface(self.rect.size)
        self._image.fill(self.fill)
        p = Painter(self._image, self.style, self.style.px(self.pad), self._over, self.focus)
        self.paint(p)
        self.hots, self._tips, self._region, self._content = p.hots, p.tips, p.scrolled, p.content
        self._first = p.first_row
        self._scrollbar()
        if self.border:
            pygame.draw.rect(self._image, look.EDGE, self._image.get_rect(), 1)
        if self.scroll > self.max_scroll:  # the content became shorter
            self.scroll = self.max_scroll
            self.refresh()

    def draw(self, target: pygame.Surface) -> None:
        """Show the panel."""
        self.refresh()
        if self._image is not None:
            target.blit(self._image, self.rect)

    @property
    def max_scroll(self) -> int:
        """Furthest the content can be scrolled, pixels."""
        return max(0, self._content - self._region.height) if self._region else 0

    def _bar(self) -> pygame.Rect | None:
        if not self._region or not self.max_scroll:
            return None
        track = self._region.inflate(0, -4)
        high = max(24, track.height * self._region.height // self._content)
        top = track.y + (track.height - high) * min(self.scroll, self.max_scroll) // self.max_scroll
        return pygame.Rect(self.rect.width - self.style.px(9), top, self.style.px(6), high)

    def _scrollbar(self) -> None:
        bar = self._bar()
        if bar and self._image:
            pygame.draw.rect(self._image, look.FAINT, bar, border_radius=3)

    # Input ------------------------------------------------------------------------------------------

    def at(self, point: tuple[int, int]) -> int | None:
        """Number of the clickable part under a point of the screen."""
        local = (point[0] - self.rect.x, point[1] - self.rect.y)
        return next(
            (i for i in reversed(range(len(self.hots))) if self.hots[i].rect.collidepoint(local)), None
        )

    def tip_at(self, point: tuple[int, int]) -> str:
        """Words for what lies under a point of the screen."""
        local = (point[0] - self.rect.x, point[1] - self.rect.y)
        number = self.at(point)
        if number is not None and (tip := self.hots[number].tip):
            return tip
        return next((text for rect, text in reversed(self._tips) if rect.collidepoint(local)), "")

    def handle(self, event: pygame.event.Event) -> bool:
        """Take a mouse event. True if it was for this panel."""
        if event.type == pygame.MOUSEMOTION:
            return self._motion(event)
        if event.type == pygame.MOUSEBUTTONDOWN and self.rect.collidepoint(event.pos):
            self._press(event)
            return True
        if event.type == pygame.MOUSEBUTTONUP and self._dragging:
            self._dragging = False
            return True
        if event.type == pygame.MOUSEWHEEL and self.rect.collidepoint(pygame.mouse.get_pos()):
            self.scroll_by(-event.y * self.style.px(48))
            self._over = None  # other rows are under the mouse now
            return True
        return False

    def _motion(self, event: pygame.event.Event) -> bool:
        if self._dragging and self._region:
            bar = self._bar()
            room = self._region.height - (bar.height if bar else 0)
            self.scroll_by(round(event.rel[1] * self.max_scroll / max(1, room)))
            return True
        inside = bool(self.rect.collidepoint(event.pos))
        self._over = self.at(event.pos) if inside else None
        return inside

    def _press(self, event: pygame.event.Event) -> None:
        self.refresh()
        number = self.at(event.pos)
        bar = self._bar()
        if event.button == 1 and bar and event.pos[0] - self.rect.x >= bar.x - 4:
            self._dragging = True
        elif number is not None and event.button == 1:
            self.hots[number].act()

    def scroll_by(self, pixels: int) -> None:
        """Scroll the content."""
        self.scroll = min(self.max_scroll, max(0, self.scroll + pixels))

    # Keyboard -----------------------------------------------------------------------------------------

    def move_focus(self, by: int) -> None:
        """Put the focus on the next (1) or previous (-1) part, in the order in which they are painted."""
        self.refresh()
        n = len(self.hots)
        start = self.focus if self.focus is not None and self.focus < n else (-1 if by > 0 else n)
        if n:
            self._focus_on((start + by) % n)

    def move_row(self, by: int) -> None:
        """Put the focus so many rows further down, on what lies nearest below. At the last row what is left
        to read scrolls into view, and then comes the first row; several rows at once end at the last.
        """
        self.refresh()
        rows = self._rows()
        here = next((i for i, row in enumerate(rows) if self.focus in row), -1 if by > 0 else len(rows))
        if not rows:
            return
        last = len(rows) - 1 if by > 0 else 0
        if here == last and self._read_on(by):
            return
        there = here + by
        row = rows[there % len(rows) if abs(by) == 1 else min(len(rows) - 1, max(0, there))]
        x = self.hots[self.focus].rect.centerx if self.focus in rows[here % len(rows)] else 0
        self._focus_on(min(row, key=lambda i: abs(self.hots[i].rect.centerx - x)))

    def _read_on(self, by: int) -> bool:
        """Scroll as far as so many rows may be. False if that was the end."""
        before, part = self.scroll, self._region.height * 3 // 4 if self._region else 0
        self.scroll_by(max(-part, min(part, by * self.style.px(48))))
        return self.scroll != before

    def _rows(self) -> list[list[int]]:
        """Numbers of the parts that lie side by side. Of rows out of sight only the upper edge is known."""
        rows: list[list[int]] = []
        for i, hot in enumerate(self.hots):
            last = self.hots[i - 1].rect if i else None
            beside = last and (last.top <= hot.rect.centery < last.bottom or hot.rect.y == last.y)
            if beside:
                rows[-1].append(i)
            else:
                rows.append([i])
        return rows

    def _focus_on(self, number: int) -> None:
        self.focus = number
        self._reveal(self.hots[number].rect)

    def first_row(self) -> int | None:
        """Number of the first part that can be clicked in what scrolls; None if there is none."""
        self.refresh()
        return self._first if self._first is not None and self._first < len(self.hots) else None

    def _reveal(self, rect: pygame.Rect) -> None:
        # Rows out of sight are clipped to nothing: bring the focus to the middle then. Those at the edge may
        # be cut off by it: then a row more.
        region = self._region
        if not region:
            return
        if rect.height < 4:
            self.scroll_by(rect.y - region.centery)
        elif rect.top == region.top:
            self.scroll_by(-self.style.px(48))
        elif rect.bottom == region.bottom:
            self.scroll_by(self.style.px(48))

    @property
    def focused(self) -> Hot | None:
        """What has the focus."""
        return self.hots[self.focus] if self.focus is not None and self.focus < len(self.hots) else None

    def press_focus(self) -> bool:
        """Activate what has the focus."""
        self.refresh()
        hot = self.focused
        if hot is None:
            return False
        hot.act()
        return True
