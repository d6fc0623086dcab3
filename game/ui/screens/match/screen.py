"""The match screen: map in the middle, panels around it, events to whom they concern."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pygame

from game.ui import memory
from game.ui.camera import Camera
from game.ui.fonts import Fonts
from game.ui.input import HELD
from game.ui.map.canvas import MapCanvas
from game.ui.map.model import Layers
from game.ui.panels.hover import HoverPanel
from game.ui.panels.lists import ListsPanel
from game.ui.panels.mapbar import MapBar
from game.ui.panels.minimap import MinimapPanel
from game.ui.panels.places import PlacesPanel
from game.ui.panels.tasks import TaskPanel
from game.ui.panels.topbar import TopBar
from game.ui.panels.unit import UnitPanel
from game.ui.render import first_look
from game.ui.screens.base import Push, Screen, draw_tip
from game.ui.screens.match.animate import Animator
from game.ui.screens.match.keyboard import Keyboard
from game.ui.screens.match.layout import Layout
from game.ui.screens.match.margin import draw_margin, draw_toast
from game.ui.screens.match.pages import Pages
from game.ui.screens.match.pointer import Pointer
from game.ui.widgets import style as look

if TYPE_CHECKING:
    from game.core.view import View
    from game.ui.app import App
    from game.ui.screens.match.hand_over import HandOver
    from game.ui.screens.match.session import Session
    from game.ui.widgets.panel import Panel

PAN_SPEED = 900
"""Pixels a second in a window of the usual size, with keys or at its edge."""
EDGE = 3
DRAG_SLACK = 5
"""Pixels the mouse may move in a click."""
TOAST_SECONDS = 5.0
WARM_S = 0.025
"""Seconds of a frame that drawing ahead takes: nothing moves on the screen meanwhile."""


class MatchScreen(Keyboard, Pages, Screen):
    """One match through one side's eyes."""

    takes_orders = True

    def __init__(self, app: App, session: Session, hand_over: HandOver | None = None) -> None:
        """`hand_over` is what comes between the turns of people who share the window."""
        Screen.__init__(self, app)
        self.session = session
        self.hand_over = hand_over
        self.pointer = Pointer(self.session)
        self.animator = Animator(self.session, self._look_at)
        self.layers = Layers()
        self.camera = Camera(self.view.theatre.board, pygame.Rect(0, 0, 700, 600))
        self.canvas = MapCanvas(self.view.theatre, look.PALETTE, Fonts(1.0))
        self.canvas.painter.use(self.view, self.layers)  # takes as long as the rest of the first frame
        self.top = TopBar(self)
        self.places = PlacesPanel(self)
        self.lists = ListsPanel(self)
        self.unit_panel = UnitPanel(self)
        self.hover_panel = HoverPanel(self)
        self.minimap = MinimapPanel(self)
        if hand_over is None and self.takes_orders:
            session.table.portrait = self.minimap.picture
        self.mapbar = MapBar(self)
        self.tasks = TaskPanel(self)
        self.layout = Layout(self)
        self.toast = ""
        self._toast_left = 0.0
        self.bar_km = 0.0
        """What the scale bar stands for."""
        self._press: tuple[int, int] | None = None
        self._dragged = False
        self._held: dict[int, str] = {}
        """Keys that are down -> what they go on doing."""
        self._tapped: set[str] = set()
        """Actions of keys that may be up again before the frame ends: they count for it all the same."""
        self.greeted = 0
        """Turn whose beginning has been announced."""
        self._drawn: View | None = None
        """The view of the last frame."""
        self.finished = False
        """Whether the debriefing has been opened."""
        self._laid: object = None
        """Tasks for which there is room on the screen."""
        self._fitted = self._entered = False
        self.back_for = 0.0
        """Seconds since it came to the top, or back to it."""
        self._sharp = False
        """Whether all of the map was drawn as it is to be when it was drawn last."""

    # What is shown ----------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """What the side knows, as far as it has been shown."""
        return self.session.view

    @property
    def acting(self) -> str:
        """Whose turn is on screen."""
        return self.view.active

    def say(self, words: str) -> None:
        """Show a sentence over the map for a while."""
        self.toast, self._toast_left = words, TOAST_SECONDS

    def centre(self, h: int) -> None:
        """Bring a hex to the middle of the map and mark it."""
        if h >= 0:
            self.camera.centre_on(h)
            self.pointer.point(h, by_key=self.focused is not None)

    def show_unit(self, unit: str) -> None:
        """Choose a unit and bring it into view, on the map and where the panels say what it can do."""
        self.pointer.choose(unit)
        if self.focused is not self.lists:
            self.lists.follow(unit)
        if self.layout.drawer:
            self.drop_focus()
            self.layout.reveal(self.unit_panel)
        if self.pointer.chosen and not self.camera.shows(self.pointer.chosen.hex, 60):
            self.camera.centre_on(self.pointer.chosen.hex)

    def _look_at(self, h: int) -> None:
        if not self.camera.shows(h, 40):
            self.camera.centre_on(h)

    # Layout -------------------------------------------------------------------------------------------

    @property
    def panels(self) -> list[Panel]:
        """Those that are in view."""
        tasks = [self.tasks] if self.tasks.tasks else []
        return [self.top, *tasks, *self.layout.columns]

    def enter(self) -> None:
        """First look at the map, or back to it."""
        self._press = None
        self._held.clear()
        if not self._entered and self.app.running:
            memory.set_aside()
        self._entered = True
        self.back_for = 0.0
        self._look()
        self.pointer.sync()

    def _look(self) -> None:
        """Give everything its place, the map too if it has none yet."""
        self.resize()
        if not self._fitted:
            self._fitted = True
            first_look(self.camera, self.view, self.app.settings.text_scale)

    def warm(self, target: pygame.Surface) -> bool:
        """Make the tiles of the map that come into view first."""
        self._look()
        until = time.perf_counter() + WARM_S
        while not self._sharp and time.perf_counter() < until:
            self.draw(target)
        return self._sharp

    def leave(self) -> None:
        """Stop the AIs."""
        self.session.table.close()
        memory.end_match()

    def closing(self) -> None:
        """The window is being closed: keep the game. A failure is said where the program was started."""
        if self.app.settings.autosave:
            self.app.complaint = self.session.table.keep()

    def foot(self) -> int:
        """Pixels at the lower edge that map and columns leave free."""
        return 0

    def resize(self) -> None:
        """Bar above, columns or a drawer at the side, the map in what is left."""
        self.camera.unit = self.app.unit
        self.layout.arrange()
        if self.canvas.palette is not look.PALETTE:
            self.canvas = MapCanvas(self.view.theatre, look.PALETTE, Fonts(self.app.style.scale))
            self.minimap.recolour()
        self._laid = self.tasks.state()
        self.canvas.fonts = Fonts(self.app.style.scale)
        if self.layers.legend and not self.canvas.has_room_for_legend(self.view, self.camera):
            self.layers.legend = False

    def _look_at_tasks(self) -> None:
        """Bring what new tasks mark into view, no larger than the map is shown."""
        marks = self.tasks.marks
        if not all(self.camera.shows(h, self.camera.width) for h in marks):
            self.camera.fit_hexes(marks, largest=self.camera.width)

    def draw(self, target: pygame.Surface) -> None:
        """Map, panels, words."""
        clip = target.get_clip()
        target.set_clip(self.camera.viewport)
        self._sharp = self.canvas.draw(
            target, self.view, self.camera, self.layers, self.pointer.selection, tasks=True
        )
        self._drawn = self.view
        draw_margin(self, target)
        target.set_clip(clip)
        self.layout.settle()
        if self.layout.shows_minimap:
            self.minimap.draw(target)
        for panel in self.panels:  # what lies under the mouse may need the room of the small map
            panel.draw(target)
        draw_toast(target, self.toast, self.camera.viewport, self.app.style)
        if self.app.top is self:
            draw_tip(target, self.app, self.panels)

    # Time -----------------------------------------------------------------------------------------------

    def update(self, dt: float) -> None:
        """Take what the AIs did, go on with animations, see whether it is our turn."""
        table = self.session.table
        table.poll()
        if table.save_problem:
            self.say(table.save_problem)
            table.save_problem = ""
        table.let_others_play()
        self.back_for += dt
        self.animator.update(dt, self.app.settings.speed, self.pointer.selection)
        self.pointer.sync()
        self.pass_time(dt)
        if self.session.idle and not self.animator.busy:
            self._settled()

    def pass_time(self, dt: float) -> None:
        """Keys that are held pan the map; words over it go after a while; tasks may need more room."""
        if self._laid != self.tasks.state():
            self.resize()
            self._look_at_tasks()
        self._pan(dt)
        if self.top.rect.height != self.top.height(self.top.rect.width):  # its words became longer
            self.resize()
        if self._toast_left > 0 and self.minimap.aim is None:
            self._toast_left -= dt
            if self._toast_left <= 0:
                self.toast = ""

    def _settled(self) -> None:
        """Everything that happened is on screen."""
        if self.view.outcome is not None:
            if not self.finished:
                self.finished = True
                self._autosave()
                self.open_debriefing()
            return
        if self.session.mine and self.greeted != self.view.turn:
            if self._drawn is not self.view:
                return  # the position is shown first: a frame has time for that or for what follows
            if self.app.running:
                memory.begin_turn()
            self._autosave()
            self.pointer.choose(self.pointer.unit)
            self.begin_turn()
            self.greeted = self.view.turn  # last: from now on, what opens by itself is open

    def _autosave(self) -> None:
        if self.app.settings.autosave:
            self.session.table.autosave(aside=True)

    def _pan(self, dt: float) -> None:
        held = self._tapped.union(self._held.values())
        self._tapped.clear()
        dx = ("pan_left" in held) - ("pan_right" in held)
        dy = ("pan_up" in held) - ("pan_down" in held)
        if self.app.settings.edge_scroll and pygame.mouse.get_focused():
            x, y = pygame.mouse.get_pos()
            width, height = self.app.window.get_size()
            dx += (x <= EDGE) - (x >= width - 1 - EDGE)
            dy += (y <= EDGE) - (y >= height - 1 - EDGE)
        if dx or dy:
            fast = PAN_SPEED * self.app.unit * dt
            self.camera.pan(dx * fast, dy * fast)

    # Events ---------------------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> None:
        """Keys to the commands, the mouse to panels first, then to the map."""
        if event.type == pygame.KEYDOWN:
            if self.to_keyboard(event):
                return
            action = self.app.bindings.of(event)
            if action in HELD:
                self._held[event.key] = action
                self._tapped.add(action)
            elif action:
                self.act(action)
            else:
                self.move_far(self.app.bindings.with_shift(event))
            return
        if event.type == pygame.KEYUP:
            self._held.pop(event.key, None)
            return
        if event.type in {pygame.WINDOWLEAVE, pygame.WINDOWFOCUSLOST}:
            self._held.clear()
            return
        if event.type == pygame.MOUSEBUTTONDOWN:
            self.drop_focus()
        if self._press is None and self._to_panels(event):
            return
        self._to_map(event)

    def _to_panels(self, event: pygame.event.Event) -> bool:
        parts: list[Panel | MinimapPanel] = [*reversed(self.panels)]
        if self.layout.shows_minimap:
            parts.append(self.minimap)
        taken = False
        for panel in parts:
            if panel.handle(event):
                taken = True
                if event.type != pygame.MOUSEMOTION:
                    break
        if taken and event.type == pygame.MOUSEMOTION:
            self.pointer.point(None) if self.pointer.hover is not None else None
        return taken

    def _to_map(self, event: pygame.event.Event) -> None:
        if event.type == pygame.MOUSEWHEEL:
            point = pygame.mouse.get_pos()
            if self.camera.viewport.collidepoint(point) and event.y:
                self.camera.zoom_at(*point, 1.25 if event.y > 0 else 0.8)
        elif event.type == pygame.MOUSEMOTION:
            self._motion(event)
        elif event.type == pygame.MOUSEBUTTONDOWN and self.camera.viewport.collidepoint(event.pos):
            self._press, self._dragged = event.pos, False
            if event.button == 3:
                self._press = None
                self._order_at(event.pos)
        elif event.type == pygame.MOUSEBUTTONUP and self._press is not None:
            if event.button == 1 and not self._dragged:
                self._click(event.pos)
            self._press = None

    def _motion(self, event: pygame.event.Event) -> None:
        if self._press is not None and any(event.buttons):
            far = max(abs(event.pos[0] - self._press[0]), abs(event.pos[1] - self._press[1]))
            if self._dragged or far > DRAG_SLACK:
                if not self._dragged:
                    self.camera.pan(event.pos[0] - self._press[0], event.pos[1] - self._press[1])
                else:
                    self.camera.pan(*event.rel)
                self._dragged = True
            return
        h = self.camera.hex_at(*event.pos)
        if h != self.pointer.hover:
            self.pointer.point(h)

    def _click(self, point: tuple[int, int]) -> None:
        h = self.camera.hex_at(*point)
        if h is None:
            return
        if self.pointer.picking:
            self.picked(h)
        else:
            self.choose_at(h)

    def _order_at(self, point: tuple[int, int]) -> None:
        h = self.camera.hex_at(*point)
        if h is None:
            return
        if self.pointer.picking:
            self.picked(h)
        else:
            self.order_at(h)

    # Screens --------------------------------------------------------------------------------------------

    def push(self, screen: Screen) -> None:
        """Show a screen over this one."""
        self._held.clear()
        self.go(Push(screen))
