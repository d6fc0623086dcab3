"""What all screens share: transitions, focus by keyboard, dialogs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.ui.widgets import style as look
from game.ui.widgets.painter import Painter
from game.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from game.ui.app import App


@dataclass(frozen=True)
class Push:
    """Put a screen on top."""

    screen: Screen


@dataclass(frozen=True)
class Pop:
    """Close this screen (and `more` below it)."""

    more: int = 0


@dataclass(frozen=True)
class Reset:
    """Close everything and show this."""

    screen: Screen


@dataclass(frozen=True)
class Quit:
    """Close the window."""


Transition = Push | Pop | Reset | Quit


class Screen(ABC):
    """One full window, or, if not `opaque`, something over the screen below."""

    opaque = True

    def __init__(self, app: App) -> None:
        self.app = app

    def enter(self) -> None:
        """The screen came to the top."""

    def leave(self) -> None:
        """The screen is being closed."""

    def closing(self) -> None:
        """The window is being closed."""

    def resize(self) -> None:
        """The window or the text scale changed."""

    def handle(self, event: pygame.event.Event) -> None:
        """Take one event."""

    def update(self, dt: float) -> None:
        """`dt` seconds have passed."""

    @abstractmethod
    def draw(self, target: pygame.Surface) -> None:
        """Draw over whatever is there."""

    def warm(self, _target: pygame.Surface) -> bool:
        """Draw ahead of being shown, where nobody sees it, for a frame's time or so. Returns whether the
        first look would find everything ready.
        """
        return True

    def go(self, transition: Transition) -> None:
        """Ask for what comes next."""
        self.app.request(transition)


class PanelScreen(Screen):
    """A screen made of panels, worked by mouse, or by Tab, arrows, Enter and Esc."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.panels: list[Panel] = []

    @property
    def main(self) -> Panel:
        """The panel that has the keyboard."""
        return self.panels[0]

    def back(self) -> None:
        """What Esc does."""
        self.go(Pop())

    def handle(self, event: pygame.event.Event) -> None:
        """Mouse to the panels, keys to the focus."""
        if event.type == pygame.KEYDOWN:
            self.key(event)
            return
        for panel in list(self.panels):
            if panel.handle(event) and event.type != pygame.MOUSEMOTION:
                return

    def key(self, event: pygame.event.Event) -> None:
        """One key press."""
        shift = bool(event.mod & pygame.KMOD_SHIFT)
        match event.key:
            case pygame.K_ESCAPE:
                self.back()
            case pygame.K_TAB:
                self.main.move_focus(-1 if shift else 1)
            case pygame.K_RIGHT:
                self.main.move_focus(1)
            case pygame.K_LEFT:
                self.main.move_focus(-1)
            case pygame.K_DOWN | pygame.K_UP | pygame.K_HOME | pygame.K_END:
                self.main.move_row(ROWS[event.key])
            case pygame.K_PAGEDOWN:
                self._page_by(1)
            case pygame.K_PAGEUP:
                self._page_by(-1)
            case pygame.K_RETURN | pygame.K_KP_ENTER | pygame.K_SPACE:
                self.main.press_focus()
            case _:
                pass

    def _page_by(self, by: int) -> None:
        """Down or up by a page: the focus in a long list, else what there is to read."""
        if len(self.main.hots) > PAGE_ROWS:
            self.main.move_row(by * PAGE_ROWS)
        else:
            self.main.scroll_by(by * self.main.rect.height * 3 // 4)

    def draw(self, target: pygame.Surface) -> None:
        """Background and panels."""
        target.fill(look.BACK)
        for panel in self.panels:
            panel.draw(target)
        draw_tip(target, self.app, self.panels)


MOUSE_RESTS, KEYS_REST = 0.35, 0.7
"""Seconds until the words come for what the mouse rests on, or the focus."""
PAGE_ROWS = 8
"""Rows of a list that a page is."""
ROWS = {
    pygame.K_DOWN: 1, pygame.K_UP: -1, pygame.K_PAGEDOWN: PAGE_ROWS, pygame.K_PAGEUP: -PAGE_ROWS,
    pygame.K_END: 1_000_000, pygame.K_HOME: -1_000_000,
}  # fmt: skip
"""Keys that move the focus, and by how many rows."""
STAYS_AT_MOST = 0.6
"""Share of a dialog's height that title and buttons may take before they scroll with the rest."""


class DialogPanel(Panel):
    """A panel whose content the dialog draws."""

    pad = 16

    def __init__(self, dialog: Dialog) -> None:
        super().__init__(dialog.app.style)
        self.dialog = dialog
        self.squeezed = False
        """Whether the content is higher than the window, and scrolls."""

    def state(self) -> object:
        """Asks the dialog."""
        return self.dialog.state(), self.squeezed

    def paint(self, p: Painter) -> None:
        """Asks the dialog. Where its content scrolls, title and buttons stay if they leave enough room."""
        dialog = self.dialog
        if not self.squeezed:
            dialog.above(p)
            dialog.paint(p)
            dialog.below(p)
            return
        above, below = self._height(dialog.above), self._height(dialog.below)
        foot = below + self.style.px(self.pad) // 2 if below else 0
        stay = above + foot < self.rect.height * STAYS_AT_MOST
        if stay:
            dialog.above(p)
        p.scroll_from_here(self.scroll, foot if stay else 0)
        if not stay:
            dialog.above(p)
        dialog.paint(p)
        if not stay:
            dialog.below(p)
        p.end_scroll()
        if stay:
            p.y = self.rect.height - foot
            dialog.below(p)

    def _height(self, part: Callable[[Painter], None]) -> int:
        probe = Painter(pygame.Surface((self.rect.width, 8)), self.style, self.style.px(self.pad))
        start = probe.y
        part(probe)
        return probe.y - start


class Dialog(PanelScreen):
    """A question or a page over the screen below, in the middle, as high as its content."""

    opaque = False
    width = 520
    most = 1.0
    """Share of the window's height that the dialog may take."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.panel = DialogPanel(self)
        self.panels = [self.panel]

    def state(self) -> object:
        """Whatever the content depends on."""
        return None

    @abstractmethod
    def paint(self, p: Painter) -> None:
        """Draw the content."""

    def above(self, p: Painter) -> None:
        """Draw the title: it stays in view where the content has to scroll."""

    def below(self, p: Painter) -> None:
        """Draw the buttons: they stay in view where the content has to scroll."""

    def resize(self) -> None:
        """Fit the content, within the window."""
        style = self.app.style
        panel = self.panel
        panel.style = style
        room = self.app.window.get_size()
        width = min(style.px(self.width), room[0] - 40)
        panel.squeezed = False
        need = panel.measure(width)
        most = round((room[1] - 40) * self.most)
        panel.squeezed = need > most
        height = min(need, most)
        panel.rect = pygame.Rect((room[0] - width) // 2, (room[1] - height) // 2, width, height)

    def enter(self) -> None:
        """Find the place on screen and put the focus on the first button."""
        self.resize()
        self.main.move_focus(1)

    def draw(self, target: pygame.Surface) -> None:
        """Shade what is below, then the panel."""
        if self.app.top is self:  # one shade is enough where dialogs lie over each other
            shade = pygame.Surface(target.get_size(), pygame.SRCALPHA)
            shade.fill(look.SHADE)
            target.blit(shade, (0, 0))
        self.main.draw(target)
        draw_tip(target, self.app, self.panels)


def draw_tip(target: pygame.Surface, app: App, panels: Sequence[Panel]) -> None:
    """Words for what the mouse rests on, or for what has the focus of the keyboard."""
    if app.still >= MOUSE_RESTS:
        point = pygame.mouse.get_pos()
        panel = next((p for p in reversed(panels) if p.rect.collidepoint(point)), None)
        if panel:
            _tip_box(target, app, panel.tip_at(point), pygame.Rect(point[0] + 14, point[1] - 8, 1, 26))
    elif app.rested >= KEYS_REST:
        panel = next((p for p in reversed(panels) if p.focus is not None), None)
        hot = panel.focused if panel else None
        if panel and hot and hot.rect.height:
            _tip_box(target, app, hot.tip, hot.rect.move(panel.rect.topleft).inflate(0, 8))


def _tip_box(target: pygame.Surface, app: App, text: str, about: pygame.Rect) -> None:
    """Words below what they are about, or above it where there is no room."""
    if not text:
        return
    style = app.style
    lines = style.wrap(text, "small", style.px(300))
    pad, high = style.px(7), style.line("small")
    wide = max(style.width(line, "small") for line in lines)
    box = pygame.Rect(about.x, about.bottom, wide + 2 * pad, high * len(lines) + 2 * pad)
    box.clamp_ip(target.get_rect())
    if box.colliderect(about):
        box.bottom = about.top
    pygame.draw.rect(target, look.BACK, box, border_radius=4)
    pygame.draw.rect(target, look.ACCENT, box, 1, border_radius=4)
    for i, line in enumerate(lines):
        target.blit(style.text(line, "small", look.INK), (box.x + pad, box.y + pad + i * high))
