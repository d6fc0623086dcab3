"""The replay: the match screen, led by a timeline instead of by orders."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pygame

from game.match.replay import Eyes, Replay
from game.ui import memory
from game.ui.screens.base import Pop, Reset
from game.ui.screens.match.screen import MatchScreen
from game.ui.screens.replay.bar import ReplayBar
from game.ui.screens.replay.keys import ReplayKeys
from game.ui.screens.replay.log import ReplayLists
from game.ui.screens.replay.playback import Playback
from game.ui.screens.replay.timeline import Timeline
from game.words import t

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.screens.match.table import Table
    from game.ui.widgets.panel import Panel

PAUSE = {"slow": 0.9, "normal": 0.4, "fast": 0.12, "off": 0.03}
"""Seconds that a moment stays on screen while the replay plays, after what led to it was shown."""
SLICE_S = 0.008
"""Of each frame for telling what has not been told yet."""
STEPS = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}
TURNS = {pygame.K_PAGEUP: -1, pygame.K_PAGEDOWN: 1}
PANS = {
    pygame.K_LEFT: "pan_left", pygame.K_RIGHT: "pan_right", pygame.K_UP: "pan_up", pygame.K_DOWN: "pan_down",
}  # fmt: skip
"""With Shift."""
ONCE = frozenset({pygame.K_TAB, pygame.K_e})
"""Switches of eyes: they act once. Other eyes may take so long that a key which is down repeats."""
VIEWING = frozenset({
    "zoom_in", "zoom_out", "zoom_fit", "centre", "minimap", "tab_next", "unit", "units", "log", "means",
    "race", "relations", "objectives", "score", "panels", "skip", "speed", "help", "keys", "menu",
    "cycle_stack", "cursor_e", "cursor_w", "cursor_ne", "cursor_nw", "cursor_se", "cursor_sw",
    "cursor_select",
})  # fmt: skip
"""Actions of the match that give no orders; overlays are among them, too."""


class ReplayScreen(MatchScreen):
    """One match, told again through the eyes that are open."""

    session: Playback
    takes_orders = False

    def __init__(self, app: App, table: Table, viewer: str) -> None:
        """`viewer`: whose eyes are open first, and the only ones while a human still plays."""
        replay = Replay(table.match, viewer)
        super().__init__(app, Playback(table, replay, Eyes(viewer)))
        self.top = ReplayBar(self)
        self.lists = ReplayLists(self)
        self.timeline = Timeline(self)
        self.layout.open("lists")
        self.playing = False
        self._pause = 0.0
        self._down: set[int] = set()
        """Keys of `ONCE` that have not been let go."""

    # Moving through time ------------------------------------------------------------------------------

    def go_to(self, stop: int, h: int = -1) -> None:
        """Show a moment; and a hex, where that is what matters."""
        self.animator.skip()
        self.session.go(stop)
        self.pointer.sync()
        self._pause = 0.0
        if h >= 0:
            self.centre(h)

    def step(self, by: int) -> None:
        """To the next moment, showing how it came about, or to the one before."""
        self.playing = False
        self.animator.skip()
        if by > 0:
            self.session.forward()
        else:
            self.go_to(self.session.stop + by)

    def turn(self, by: int) -> None:
        """To the beginning of another turn."""
        self.go_to(self.session.turn_by(by))

    def toggle_play(self) -> None:
        """Go on by itself, or stop; at the end, from the beginning."""
        if not self.playing and self.session.stop >= self.session.last and not self.session.telling:
            self.go_to(0)
        self.playing = not self.playing

    def next_speed(self) -> None:
        """Another speed."""
        self.act("speed")

    # Eyes ---------------------------------------------------------------------------------------------

    def look(self, eyes: Eyes) -> None:
        """Through other eyes, at the same moment."""
        self.animator.skip()
        self.session.look(eyes)
        self.pointer.choose("")

    def next_eyes(self, by: int) -> None:
        """Through those of the next side."""
        sides, now = self.session.replay.eyes, self.session.asked
        self.look(Eyes(sides[(sides.index(now.faction) + by) % len(sides)], now.everything))

    def toggle_everything(self) -> None:
        """As an observer who sees everything, if that is fair."""
        if self.session.replay.open:
            now = self.session.asked
            self.look(Eyes(now.faction, not now.everything))
        else:
            self.say(t("replay.still_runs"))

    # What the match screen asks -------------------------------------------------------------------------

    @property
    def panels(self) -> list[Panel]:
        """With the timeline."""
        return [*super().panels, self.timeline]

    def foot(self) -> int:
        """The timeline's height."""
        self.timeline.style = self.app.style
        return self.timeline.height(self.app.window.get_height())

    def resize(self) -> None:
        """The timeline takes the lower edge."""
        super().resize()
        width, height = self.app.window.get_size()
        high = self.foot()
        self.timeline.rect = pygame.Rect(0, height - high, width, high)

    def leave(self) -> None:
        """Nothing runs: only what was set aside is to be let go."""
        memory.end_match()

    def closing(self) -> None:
        """Nothing is to be kept."""

    def update(self, dt: float) -> None:
        """Go on with telling, with what is being shown, and while it plays with the next moment."""
        if self.session.telling:
            self.session.tell_on(time.perf_counter() + SLICE_S)
        self.animator.update(dt, self.app.settings.speed, self.pointer.selection)
        self.pointer.sync()
        self.pass_time(dt)
        if not self.playing or self.animator.busy:
            return
        self._pause += dt
        if self._pause >= PAUSE[self.app.settings.speed]:
            self._pause = 0.0
            self.playing = self.session.forward() or self.session.telling is not None

    def handle(self, event: pygame.event.Event) -> None:
        """The keys of the timeline come first, but for those that a list takes which has the keyboard."""
        if event.type == pygame.KEYUP:
            self._down.discard(event.key)
        if event.type == pygame.KEYDOWN and (self.to_keyboard(event) or self._to_timeline(event)):
            return
        super().handle(event)

    def _to_timeline(self, event: pygame.event.Event) -> bool:
        """Take a key if it is one of the timeline's."""
        if event.mod & pygame.KMOD_SHIFT and event.key in PANS:
            self._held[event.key] = PANS[event.key]
        elif event.mod & pygame.KMOD_SHIFT and event.key == pygame.K_HOME:
            self.act("zoom_fit")
        elif event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT):
            return False
        elif event.key in STEPS:
            self.step(STEPS[event.key])
        elif event.key in TURNS:
            self.turn(TURNS[event.key])
        elif event.key in {pygame.K_HOME, pygame.K_END}:
            self.go_to(0 if event.key == pygame.K_HOME else self.session.last)
        elif event.key == pygame.K_SPACE:
            self.toggle_play()
        elif event.key in ONCE:
            if event.key not in self._down:
                self._down.add(event.key)
                self._switch_eyes(event)
        else:
            return False
        return True

    def _switch_eyes(self, event: pygame.event.Event) -> None:
        if event.key == pygame.K_TAB:
            self.next_eyes(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        else:
            self.toggle_everything()

    def act(self, action: str) -> None:
        """What shows something works as in the match; orders do not."""
        if action in VIEWING or action.startswith("overlay_"):
            super().act(action)
        else:
            self.say(t("replay.no_orders"))

    def order_at(self, _h: int) -> None:
        """A right click orders nothing here."""
        self.say(t("replay.no_orders"))

    def open_help(self) -> None:
        """The keys of a replay."""
        self.push(ReplayKeys(self.app))

    open_keys = open_help

    def open_menu(self) -> None:
        """Esc leaves."""
        self.close()

    def close(self) -> None:
        """Back to where the replay was opened, or to the main menu."""
        from game.ui.screens.menu import Menu

        self.go(Pop() if len(self.app.screens) > 1 else Reset(Menu(self.app)))
