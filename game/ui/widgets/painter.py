"""What a panel draws with. While it draws, it notes what can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.ui.palette import Colour
from game.ui.widgets import style as look
from game.ui.widgets.style import Style

Tip = str | Callable[[], str]
"""Words for what the mouse rests on, or what finds them then: for words that hang on more than is painted."""


@dataclass(frozen=True)
class Hot:
    """A part of a panel that can be clicked, or reached with the keyboard."""

    rect: pygame.Rect
    act: Callable[[], None]
    told: Tip = ""

    @property
    def tip(self) -> str:
        """The words of now."""
        return self.told if isinstance(self.told, str) else self.told()


@dataclass(frozen=True)
class Button:
    """One button of a row."""

    label: str
    act: Callable[[], None]
    enabled: bool = True
    tip: str = ""
    key: str = ""
    """Shortcut, shown small."""
    chosen: bool = False
    strong: bool = False
    check: bool | None = None
    """For switches: a box with or without a tick before the label."""


class Painter:
    """A surface with a cursor: content flows from top to bottom at `x`, `y`, `width`."""

    def __init__(
        self,
        surface: pygame.Surface,
        style: Style,
        pad: int,
        over: int | None = None,
        focus: int | None = None,
    ) -> None:
        self.surface = surface
        self.style = style
        self.x = pad
        self.y = pad
        self.width = surface.get_width() - 2 * pad
        self.pad = pad
        self.hots: list[Hot] = []
        self.tips: list[tuple[pygame.Rect, str]] = []
        self.region: pygame.Rect | None = None
        """The part that scrolls, while it is being drawn."""
        self.scrolled: pygame.Rect | None = None
        """The part that scrolls, if there is one."""
        self.content = 0
        """Height of what lies in it."""
        self.first_row: int | None = None
        """Number of the first clickable part in it."""
        self._over = over
        self._focus = focus

    # Text -----------------------------------------------------------------------------------------

    def put(
        self,
        x: int,
        y: int,
        text: str,
        role: str = "body",
        colour: Colour = look.INK,
        *,
        width: int = 0,
        align: str = "left",
    ) -> int:
        """One line at a point; cut to `width` if given, with the whole as its tip. Gives its width back."""
        if not text:
            return 0
        if width and self.style.width(text, role) > width:
            self.tip(pygame.Rect(x, y, width, self.style.line(role)), text)
            text = self.style.clip(text, role, width)
        image = self.style.text(text, role, colour)
        left = x - {"left": 0, "right": image.get_width(), "centre": image.get_width() // 2}[align]
        self.surface.blit(image, (left, y))
        return image.get_width()

    def block(
        self, x: int, y: int, rows: Sequence[str], role: str = "body", colour: Colour = look.INK
    ) -> int:
        """Lines one under the other from a point. Gives their height back."""
        for i, row in enumerate(rows):
            self.put(x, y + i * self.style.line(role), row, role, colour)
        return len(rows) * self.style.line(role)

    def line(
        self,
        text: str,
        role: str = "body",
        colour: Colour = look.INK,
        right: str = "",
        right_colour: Colour | None = None,
    ) -> None:
        """One line of the flow, with an optional second text at the right margin. A text that is too long
        goes on in the next line; a second one that leaves no room beside it has a line of its own.
        """
        used = self.style.width(right, role) + self.style.px(8) if right else 0
        beside = self.width - used
        if right and beside < self.width // 2 and self.style.width(text, role) > beside:
            self.para(text, role, colour)
            text, beside = "", self.width
        rows = self.style.wrap(text, role, beside)
        for row in self.style.wrap(right, role, self.width) if right else ():
            self.put(self.x + self.width, self.y, row, role, right_colour or colour, align="right")
            self.y += self.style.line(role)
        self.y -= self.style.line(role) if right else 0
        for row in rows:
            self.put(self.x, self.y, row, role, colour)
            self.y += self.style.line(role)

    def para(self, text: str, role: str = "body", colour: Colour = look.INK, indent: int = 0) -> None:
        """Wrapped text. Lines that begin with `# ` are headings."""
        for part in text.strip().split("\n"):
            heading = part.startswith("# ")
            use = "head" if heading else role
            for row in self.style.wrap(part.removeprefix("# "), use, self.width - indent):
                self.put(self.x + indent, self.y, row, use, look.ACCENT if heading else colour)
                self.y += self.style.line(use)

    def head(self, text: str, right: str = "") -> None:
        """A heading with a rule under it."""
        self.line(text, "bold", look.ACCENT, right, look.DIM)
        self.rule()

    def rule(self) -> None:
        """A thin line across."""
        pygame.draw.line(self.surface, look.EDGE, (self.x, self.y), (self.x + self.width, self.y))
        self.y += self.style.px(4)

    def gap(self, height: float = 6) -> None:
        """Empty space."""
        self.y += self.style.px(height)

    def bar(self, fraction: float, colour: Colour, height: int = 5) -> None:
        """A filled share of the width."""
        rect = pygame.Rect(self.x, self.y, self.width, self.style.px(height))
        pygame.draw.rect(self.surface, look.RAISED, rect, border_radius=2)
        rect.width = round(rect.width * min(1.0, max(0.0, fraction)))
        pygame.draw.rect(self.surface, colour, rect, border_radius=2)
        self.y += self.style.px(height + 3)

    # What can be clicked ---------------------------------------------------------------------------

    def hot(self, rect: pygame.Rect, act: Callable[[], None], tip: Tip = "") -> tuple[bool, bool]:
        """Make a rectangle clickable. Says whether the mouse is over it and whether it has the focus."""
        seen = rect.clip(self.region) if self.region else rect
        number = len(self.hots)
        self.hots.append(Hot(seen, act, tip))
        return number == self._over, number == self._focus

    def tip(self, rect: pygame.Rect, text: str) -> None:
        """Words shown while the mouse rests on a rectangle."""
        self.tips.append((rect.clip(self.region) if self.region else rect, text))

    def button(self, rect: pygame.Rect, button: Button, role: str = "body", align: str = "centre") -> None:
        """A button. A disabled one keeps its tip, which should say why."""
        if not button.enabled:
            pygame.draw.rect(self.surface, look.PANEL, rect, border_radius=4)
            pygame.draw.rect(self.surface, look.RAISED, rect, 1, border_radius=4)
            if button.tip:
                self.tip(rect, button.tip)
            self._label(rect, button, role, align, look.FAINT)
            return
        over, focus = self.hot(rect, button.act, button.tip)
        marked = button.chosen or button.strong  # stays so under the mouse: what is on must not look off
        fill = look.CHOSEN if marked else look.RAISED
        bright = look.CHOSEN_HOVER if marked else look.HOVER
        pygame.draw.rect(self.surface, bright if over else fill, rect, border_radius=4)
        edge = look.ACCENT if focus else look.EDGE  # one gold frame at a time: Enter presses it
        pygame.draw.rect(self.surface, edge, rect, 2 if focus else 1, border_radius=4)
        self._label(rect, button, role, align, look.INK)

    def _tick(self, rect: pygame.Rect, on: bool, colour: Colour) -> pygame.Rect:
        """A box at the left, ticked or empty; gives back what is left of the button."""
        size, gap = self.style.px(9), self.style.px(6)
        box = pygame.Rect(rect.x + gap, rect.centery - size // 2, size, size)
        pygame.draw.rect(self.surface, colour, box, 1, border_radius=1)
        if on:
            a, b = (box.x + size // 4, box.centery), (box.x + size // 2 - 1, box.bottom - size // 4 - 1)
            end = (box.right, box.top - 1)
            pygame.draw.lines(self.surface, look.ACCENT, False, [a, b, end], 2)
        return pygame.Rect(box.right, rect.y, rect.right - box.right, rect.height)

    def _label(self, rect: pygame.Rect, button: Button, role: str, align: str, colour: Colour) -> None:
        if button.check is not None:
            rect, align = self._tick(rect, button.check, colour), "left"
        room = rect.width - self.style.px(12)
        if button.key:
            used = self.style.width(button.key, "small") + self.style.px(10)
            wide = self.style.width(button.label, role)
            if wide + used <= room and wide <= room:
                small_y = rect.y + (rect.height - self.style.line("small")) // 2
                self.put(rect.right - self.style.px(7), small_y, button.key, "small", look.DIM, align="right")
                if wide + 2 * used > room:  # the label in the middle would touch the key
                    align, room = "left", room - used
        x = (
            rect.centerx
            if align == "centre"
            else rect.x + self.style.px(5 if button.check is not None else 8)
        )
        rows = self.style.wrap(button.label, role, room)
        y = rect.y + (rect.height - self.style.line(role) * len(rows)) // 2
        for row in rows:
            self.put(x, y, row, role, colour, align=align)
            y += self.style.line(role)

    def _room(self, wide: int, button: Button) -> int:
        """Room for the label in a button of this width."""
        return wide - self.style.px(12 if button.check is None else 28)

    def buttons(
        self, items: Sequence[Button], per_row: int = 0, height: int = 28, role: str = "body"
    ) -> None:
        """Rows of buttons of equal width: fewer in a row, and then higher ones, where labels are long."""
        gap = self.style.px(6)
        for row, wide, high in self._rows(items, per_row, height, role):
            for col, item in enumerate(row):
                self.button(pygame.Rect(self.x + col * (wide + gap), self.y, wide, high), item, role)
            self.y += high + gap

    def buttons_height(
        self, items: Sequence[Button], per_row: int = 0, height: int = 28, role: str = "body"
    ) -> int:
        """What `buttons` will take, pixels: for buttons at the bottom of a panel."""
        return sum(high + self.style.px(6) for _, _, high in self._rows(items, per_row, height, role))

    def _rows(
        self, items: Sequence[Button], per_row: int, height: int, role: str
    ) -> list[tuple[Sequence[Button], int, int]]:
        """Buttons of each row with their width and height."""
        gap = self.style.px(6)

        def wide(count: int) -> int:
            return (self.width - gap * (count - 1)) // count

        def lines(item: Button, count: int) -> int:
            return len(self.style.wrap(item.label, role, self._room(wide(count), item)))

        most = per_row or len(items)
        count = next((n for n in range(most, 1, -1) if all(lines(i, n) == 1 for i in items)), 1)
        rows = [items[start : start + count] for start in range(0, len(items), count)]
        needs = [max(lines(i, count) for i in row) * self.style.line(role) + gap for row in rows]
        return [
            (row, wide(count), max(self.style.px(height), need))
            for row, need in zip(rows, needs, strict=True)
        ]

    def row(self, height: int, act: Callable[[], None], tip: Tip = "", chosen: bool = False) -> pygame.Rect:
        """A clickable row of a list, empty; the caller writes into it. Moves the cursor past it."""
        rect = pygame.Rect(self.x - self.style.px(4), self.y, self.width + self.style.px(8), height)
        over, focus = self.hot(rect, act, tip)
        if over or chosen or focus:
            pygame.draw.rect(self.surface, look.CHOSEN if chosen else look.RAISED, rect, border_radius=3)
        if focus:
            pygame.draw.rect(self.surface, look.ACCENT, rect, 1, border_radius=3)
        self.y += height
        return rect

    def hidden(self, height: int, act: Callable[[], None] | None = None) -> bool:
        """Whether the next `height` pixels lie outside the part that scrolls; if so, skips them. What can
        be clicked there (`act`) keeps its place in the order, so that the keyboard gets to it.
        """
        if self.region and (self.y + height < self.region.top or self.y > self.region.bottom):
            if act is not None:
                self.hots.append(Hot(pygame.Rect(self.x, self.y, 0, 0), act))
            self.y += height
            return True
        return False

    # Scrolling --------------------------------------------------------------------------------------

    def scroll_from_here(self, scroll: int, bottom: int = 0) -> None:
        """Everything after this scrolls; leaves `bottom` pixels free below."""
        height = self.surface.get_height() - self.y - bottom - self.pad // 2
        left = max(0, self.x - self.style.px(6))
        wide = self.surface.get_width() - left
        self.region = self.scrolled = pygame.Rect(left, self.y, wide, max(1, height))
        self.surface.set_clip(self.region)
        self.first_row = len(self.hots)
        self.width -= self.style.px(8)
        self.y -= scroll
        self.content = -self.y

    def end_scroll(self) -> None:
        """End of the part that scrolls."""
        if self.region is None:
            return
        self.content += self.y
        self.width += self.style.px(8)
        self.surface.set_clip(None)
        self.y = self.region.bottom
        self.region = None
