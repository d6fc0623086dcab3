"""The window: frame loop and stack of screens. `play` is what the command line calls."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
# By default SDL shows a software surface through OpenGL. Where that is itself done in software a flip
# takes 8 ms at 1920 x 1080, straight through X's shared memory 0.7. Only X has both ways.
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")

import pygame

from game.ui import memory, pace
from game.ui import settings as prefs
from game.ui.input import Bindings
from game.ui.screens.base import Pop, Push, Quit, Reset, Screen, Transition
from game.ui.widgets import style as look
from game.ui.widgets.style import Style
from game.words import t, use

if TYPE_CHECKING:
    from game.ui.settings import Settings

SMALLEST = (1280, 720)
ONCE = {
    pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE, pygame.K_ESCAPE, pygame.K_DELETE,
    *range(pygame.K_F1, pygame.K_F12 + 1),
}  # fmt: skip
"""Keys that act once however long they are held; others repeat."""
PRESSES = {pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE}
"""Keys that press what has the focus."""
USUAL = (1920, 1080)
"""The window for which lengths and letters are meant at text scale 1, pixels."""
SHARE_S = 0.0005
"""After so long the thread that draws gets its turn, while others think or save; by default it is 5 ms,
and a frame needs several turns."""
CANNOT_PLAY = 2
"""Exit code when there is no display, or when a file cannot be opened."""


class App:
    """The window and the screens on it, the last one on top."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        use(settings.language)
        look.use_vision(settings.palette)
        self.bindings = Bindings(settings.keys)
        self.screens: list[Screen] = []
        self.still = 0.0
        """Seconds since the mouse last moved."""
        self.rested = 0.0
        """Seconds since the last key; less than 0 while the mouse is used."""
        self.greeting = ""
        """What is to be said before anything else: about preferences that could not be read."""
        self.complaint = ""
        """Why the program ends with an error, in words."""
        self._down: set[int] = set()
        """Keys of `ONCE` that are held."""
        self._told = False
        """Whether it has been said that preferences cannot be kept."""
        self.running = False
        """Whether this is the program, which may say when Python looks for unused objects; tests may not."""
        self._requests: list[Transition] = []
        self.window = self._open_window()
        self.style = self._make_style()

    # Window ---------------------------------------------------------------------------------------

    def _open_window(self) -> pygame.Surface:
        flags = pygame.FULLSCREEN if self.settings.fullscreen else pygame.RESIZABLE
        size = (0, 0) if self.settings.fullscreen else (self.settings.width, self.settings.height)
        window = pygame.display.set_mode(size, flags)
        if not self.settings.fullscreen and window.get_size() != size:
            window = pygame.display.set_mode(size, flags)  # out of full screen the first call changes no size
        pygame.display.set_caption(t("app.title"))
        return window

    def _make_style(self) -> Style:
        return Style(self.unit * self.settings.text_scale)

    @property
    def unit(self) -> float:
        """Pixels for what is one pixel in a window of 1920 x 1080. A larger one is a larger or a finer
        screen, on which the same pixels could not be read; in a smaller one letters stay as they are.
        """
        width, height = self.window.get_size()
        return max(1.0, min(width / USUAL[0], height / USUAL[1]))

    def apply(self, settings: Settings) -> None:
        """New preferences: keep them, and show everything in their light."""
        screen_changed = settings.fullscreen != self.settings.fullscreen
        self.settings = settings
        use(settings.language)
        look.use_vision(settings.palette)
        self.bindings = Bindings(settings.keys)
        self._keep_settings()
        if screen_changed:
            self.window = self._open_window()
        self.relayout()

    def _keep_settings(self) -> None:
        """Write the preferences; if that fails, it is said once."""
        from game.ui.screens.loading import Notice

        problem = prefs.save(self.settings)
        if problem and not self._told:
            self._told = True
            self.request(Push(Notice(self, t("notice.settings"), problem)))

    def relayout(self) -> None:
        """The window or the text scale changed."""
        self.style = self._make_style()
        for screen in self.screens:
            screen.resize()

    def _resized(self, width: int, height: int) -> None:
        if not self.settings.fullscreen and (width < SMALLEST[0] or height < SMALLEST[1]):
            self.window = pygame.display.set_mode(
                (max(width, SMALLEST[0]), max(height, SMALLEST[1])), pygame.RESIZABLE
            )
        else:
            self.window = pygame.display.get_surface() or self.window
        if not self.settings.fullscreen:
            size = self.window.get_size()
            self.settings = self.settings.but(width=size[0], height=size[1])
        self.relayout()

    # Screens --------------------------------------------------------------------------------------

    @property
    def top(self) -> Screen | None:
        """The screen that has the input."""
        return self.screens[-1] if self.screens else None

    def request(self, transition: Transition) -> None:
        """Ask for a change of screens; it happens after the present event."""
        self._requests.append(transition)

    def settle(self) -> None:
        """Carry out what was asked for."""
        while self._requests:
            self._carry_out(self._requests.pop(0))

    def _carry_out(self, transition: Transition) -> None:
        match transition:
            case Push(screen):
                self.screens.append(screen)
                screen.enter()
            case Pop(more):
                for _ in range(1 + more):
                    if self.screens:
                        self.screens.pop().leave()
            case Reset(screen):
                while self.screens:
                    self.screens.pop().leave()
                self.screens.append(screen)
                screen.enter()
            case Quit():
                for screen in self.screens:
                    screen.closing()
                while self.screens:
                    self.screens.pop().leave()

    def begin(self, screen: Screen) -> None:
        """Show the first screen, and over it what has to be said."""
        from game.ui.screens.loading import Notice

        self.request(Reset(screen))
        if self.greeting:
            self.request(Push(Notice(self, t("notice.settings"), self.greeting)))
        self.settle()

    def fail(self, complaint: str) -> None:
        """End the program with a sentence."""
        self.complaint = complaint
        self.request(Quit())

    # Frames ---------------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> None:
        """One event, to the window or to the screen on top."""
        if event.type == pygame.QUIT:
            self.request(Quit())
        elif event.type == pygame.VIDEORESIZE:
            self._resized(event.w, event.h)
        elif self._repeated(event):
            return
        elif event.type == pygame.KEYDOWN and self.bindings.of(event) == "fullscreen":
            self.apply(self.settings.but(fullscreen=not self.settings.fullscreen))
        else:
            if event.type == pygame.MOUSEMOTION:
                self.still, self.rested = 0.0, float("-inf")
            elif event.type == pygame.KEYDOWN:
                # Whoever uses the keys has no use for the tip of a parked mouse, but for that of what has the
                # focus, until it is pressed.
                self.still, self.rested = float("-inf"), float("-inf") if event.key in PRESSES else 0.0
            if self.top:
                self.top.handle(event)
        self.settle()

    def _repeated(self, event: pygame.event.Event) -> bool:
        """Whether a key that does something once is only still down. While a screen is being made, many such
        events gather: an Enter held a little too long would answer questions that nobody has seen.
        """
        if event.type == pygame.WINDOWFOCUSLOST:
            self._down.clear()
        elif event.type == pygame.KEYUP:
            self._down.discard(event.key)
        elif event.type == pygame.KEYDOWN and event.key in ONCE:
            if event.key in self._down:
                return True
            self._down.add(event.key)
        return False

    def draw(self) -> None:
        """All screens from the lowest that shows."""
        first = max((i for i, s in enumerate(self.screens) if s.opaque), default=0)
        for screen in self.screens[first:]:
            screen.draw(self.window)

    def frame(self, dt: float) -> bool:
        """One turn of the loop. False when there is nothing left to show."""
        for event in pygame.event.get():
            self.handle(event)
        self.still += dt
        self.rested += dt
        if self.top:
            self.top.update(dt)
            self.settle()
        if not self.screens:
            return False
        with pace.drawing():
            self.draw()
        pygame.display.flip()
        return True

    def run(self) -> int:
        """Until the window is closed. Gives the exit code."""
        self.running = True
        memory.set_aside()
        clock = pygame.time.Clock()
        while self.frame(clock.tick(pace.fps()) / 1000):
            pass
        prefs.save(self.settings)
        return CANNOT_PLAY if self.complaint else 0

    def splash(self) -> None:
        """Something to look at while the rest is being loaded."""
        self.window.fill(look.BACK)
        title = self.style.text(t("app.title"), "title", look.ACCENT)
        middle = self.window.get_rect().center
        self.window.blit(title, title.get_rect(center=(middle[0], middle[1] - 30)))
        wait = self.style.text(t("app.loading"), "body", look.DIM)
        self.window.blit(wait, wait.get_rect(center=(middle[0], middle[1] + 30)))
        pygame.display.flip()


def _on_screen(settings: Settings) -> Settings:
    """Kept preferences for the screen at hand: a window larger than it would hang over its edge."""
    width, height = pygame.display.get_desktop_sizes()[0]
    return settings.but(width=min(settings.width, width), height=min(settings.height, height))


def open_app(settings: Settings | None = None, language: str = "") -> App | None:
    """A window with a splash screen, or None if there is no display to open one on."""
    pygame.display.init()
    pygame.font.init()
    problem = ""
    if settings is None:
        settings, problem = prefs.load()
        settings = _on_screen(settings)
    app = App(settings.but(language=language) if language else settings)
    app.greeting = problem
    if pygame.display.get_driver() == "offscreen":
        return None
    pygame.key.set_repeat(350, 40)
    sys.setswitchinterval(SHARE_S)
    app.splash()
    return app


def play(
    scenario_path: Path | str | None = None,
    side: str | None = None,
    seed: int | None = None,
    load: Path | str | None = None,
    language: str = "",
) -> int:
    """Open the window; with a scenario and a side, or a save (as either argument), straight on the map.

    Returns the exit code: 0, or 2 with a sentence on stderr if there is no display or a file is bad.
    """
    return _run(_first(scenario_path, side, seed, load), language)


def replay(save: Path, language: str = "") -> int:
    """Open the window on the replay of a saved match. Returns the exit code as `play` does."""
    from game.ui.screens.loading import Loading, open_save, watch

    task = open_save(save)
    return _run(lambda app: Loading(app, task, fatal=True, show=watch), language)


def _run(first: Callable[[App], Screen], language: str) -> int:
    """The window from its first screen to its end. Gives the exit code."""
    try:
        app = open_app(language=language)
    except pygame.error:
        app = None
    if app is None:
        sys.stderr.write(t("app.no_display") + "\n")
        pygame.quit()
        return CANNOT_PLAY
    try:
        app.begin(first(app))
        code = app.run()
    finally:
        pygame.quit()
    if app.complaint:
        sys.stderr.write(app.complaint + "\n")
    return code


def is_save(path: Path) -> bool:
    """Whether a file is a saved game rather than a scenario: by its name or gzip's two bytes."""
    try:
        with path.open("rb") as file:
            return path.suffix == ".save" or file.read(2) == b"\x1f\x8b"
    except OSError:
        return path.suffix == ".save"


def _first(
    scenario: Path | str | None, side: str | None, seed: int | None, load: Path | str | None
) -> Callable[[App], Screen]:
    """Which screen comes first. A match is being read on its thread while the window opens."""
    from game.ui.screens.loading import Loading, open_save, start_match

    if load is None and scenario is not None and is_save(Path(scenario)):
        load = scenario
    if load is not None or (scenario is not None and side is not None):
        if load is not None:
            task = open_save(Path(load))
        else:
            task = start_match(Path(scenario or ""), side=side or "", seed=seed)
        return lambda app: Loading(app, task, fatal=True)

    def menu(app: App) -> Screen:
        from game.ui.screens.menu import Menu
        from game.ui.screens.setup import Setup

        return Menu(app) if scenario is None else Setup(app, Path(scenario))

    return menu
