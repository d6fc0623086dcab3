"""Who has the keyboard: the map, a list beside it, or the mark on the small map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui.panels.minimap import ARROWS
from game.ui.screens.base import ROWS
from game.words import place_name, t

if TYPE_CHECKING:
    from game.core.view import View
    from game.ui.app import App
    from game.ui.camera import Camera
    from game.ui.panels.minimap import MinimapPanel
    from game.ui.screens.match.layout import Layout
    from game.ui.screens.match.pointer import Pointer
    from game.ui.widgets.panel import Panel

STEPS = {pygame.K_TAB: 1, pygame.K_RIGHT: 1, pygame.K_LEFT: -1}
"""Keys that move the focus through parts of a list that lie side by side; with Shift the other way."""
ENTER = {pygame.K_RETURN, pygame.K_KP_ENTER}


class Keyboard:
    """Mixed into the match screen: lists and the small map take keys before the map does."""

    app: App
    camera: Camera
    layout: Layout
    minimap: MinimapPanel
    pointer: Pointer
    focused: Panel | None = None
    """The panel that has the keyboard, if one has."""
    _before: tuple[bool, str] = (False, "")
    """Whether panels were put away and which was open, before the small map took the keyboard."""

    if TYPE_CHECKING:

        @property
        def view(self) -> View: ...  # noqa: D102
        @property
        def panels(self) -> list[Panel]: ...  # noqa: D102
        def say(self, words: str) -> None: ...  # noqa: D102
        def resize(self) -> None: ...  # noqa: D102

    @property
    def keys_elsewhere(self) -> bool:
        """Whether keys go to something else than the map."""
        return self.focused is not None or self.minimap.aim is not None

    def to_keyboard(self, event: pygame.event.Event) -> bool:
        """Give a key to what has the keyboard, if that is not the map. True if it took it."""
        if self.minimap.aim is not None:
            return self._to_minimap(event)
        return self.focused is not None and self._to_list(self.focused, event)

    def drop_focus(self) -> None:
        """The keyboard goes back to the map."""
        if self.focused is not None:
            self.focused.focus = None
            self.focused = None
        if self.minimap.aim is not None:
            self.minimap.aim = None
            self.say("")
            self.layout.hidden, page = self._before
            self.layout.open(page)
            self.resize()

    # A list -----------------------------------------------------------------------------------------

    def take_focus(self, panel: Panel) -> None:
        """Arrows and Enter go to this panel until Esc."""
        self.drop_focus()
        self.layout.reveal(panel)
        if panel in self.panels:
            self.focused = panel
            panel.focus = panel.first_row()

    def _to_list(self, panel: Panel, event: pygame.event.Event) -> bool:
        if event.key in ROWS:
            panel.move_row(ROWS[event.key])
        elif event.key in STEPS:
            panel.move_focus(-STEPS[event.key] if event.mod & pygame.KMOD_SHIFT else STEPS[event.key])
        elif event.key in ENTER:
            panel.press_focus()
        elif event.key == pygame.K_ESCAPE:
            self.drop_focus()
        else:
            return False
        return True

    # The small map ----------------------------------------------------------------------------------

    def aim_at_minimap(self) -> None:
        """Arrows move a mark over the small map, Enter goes there, any other key leaves it."""
        self.drop_focus()
        self._before = self.layout.hidden, self.layout.page
        self.layout.hidden = False
        self.layout.open("map")
        self.resize()
        self.minimap.begin()
        self._tell_aim()

    def _tell_aim(self) -> None:
        self.say(t("say.minimap", place=place_name(self.view.theatre.board, self.minimap.target)))

    def _to_minimap(self, event: pygame.event.Event) -> bool:
        action = self.app.bindings.of(event)
        if event.key in ARROWS:
            self.minimap.move(*ARROWS[event.key], fast=bool(event.mod & pygame.KMOD_SHIFT))
            self._tell_aim()
        elif event.key in ENTER:
            h = self.minimap.target
            self.drop_focus()
            self.camera.centre_on(h)
            self.pointer.point(h, by_key=True)
        elif action in {"menu", "minimap"}:
            self.drop_focus()
        elif action in {"zoom_in", "zoom_out"}:
            return False
        elif action is not None:
            self.drop_focus()
            return False
        return True
