"""Plays the window without a display: real pygame events, real frames."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from game.ui import settings as prefs
from game.ui.app import App, open_app
from game.ui.screens.base import Reset, Screen
from game.ui.screens.loading import Loading, start_match
from game.ui.screens.match import MatchScreen
from game.ui.settings import Settings

DUEL = Path(__file__).parent / "duel.yaml"


@contextmanager
def own_places(folder: Path) -> Iterator[None]:
    """Saves and preferences in a folder, not among the player's."""
    with (
        patch.object(prefs, "user_data_path", lambda _: folder / "data"),
        patch.object(prefs, "user_config_path", lambda _: folder / "config"),
    ):
        yield


class Driver:
    """An app and hands for it."""

    def __init__(
        self, first: Callable[[App], Screen], size: tuple[int, int] = (1280, 720), **settings: object
    ):
        opened = open_app(Settings(width=size[0], height=size[1], speed="off", **settings))
        assert opened is not None
        self.app = opened
        self.app.request(Reset(first(self.app)))
        self.app.settle()

    @property
    def top(self) -> Screen:
        assert self.app.top is not None
        return self.app.top

    @property
    def match(self) -> MatchScreen:
        return next(s for s in self.app.screens if isinstance(s, MatchScreen))

    def frames(self, count: int = 3) -> None:
        for _ in range(count):
            self.app.frame(1 / 60)

    def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it did not happen"
            self.app.frame(1 / 60)
            time.sleep(0.001)

    def key(self, key: int, mod: int = 0, typed: str = "") -> None:
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=typed, scancode=0))
        pygame.event.post(pygame.event.Event(pygame.KEYUP, key=key, mod=mod, unicode=typed, scancode=0))
        self.frames(2)

    def type(self, text: str) -> None:
        for letter in text:
            self.key(ord(letter), 0, letter)

    def move(self, point: tuple[int, int]) -> None:
        pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=point, rel=(0, 0), buttons=(0, 0, 0)))
        self.frames(1)

    def press(self, point: tuple[int, int], button: int = 1) -> None:
        self.move(point)
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=point, button=button))
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=point, button=button))
        self.frames(2)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.move(start)
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=start, button=1))
        rel = (end[0] - start[0], end[1] - start[1])
        pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, pos=end, rel=rel, buttons=(1, 0, 0)))
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=end, button=1))
        self.frames(2)

    def hex(self, h: int, button: int = 1) -> None:
        """Click a hex of the map, brought into sight first if need be."""
        if not self.match.camera.shows(h, 5):
            self.match.camera.centre_on(h)
        self.press(self.match.camera.screen_of(h), button)

    def click(self, label: str) -> None:
        """Click the button or row with this text; it must be in view."""
        self.frames(1)
        for panel in self.panels():
            for rect, text in labels(panel):
                if text == label:
                    self.press(rect.move(panel.rect.topleft).center)
                    return
        raise AssertionError(f"nothing says '{label}'")

    def panels(self) -> list:
        return list(getattr(self.top, "panels", []))


def labels(panel) -> list[tuple[pygame.Rect, str]]:
    """Clickable parts of a panel with what is written on them."""
    from game.ui.widgets.painter import Painter

    found: list[tuple[pygame.Rect, str]] = []

    class Spy(Painter):
        def button(self, rect, button, role="body", align="centre"):
            if button.enabled:
                found.append((rect.clip(self.region) if self.region else rect, button.label))
            super().button(rect, button, role, align)

    spy = Spy(pygame.Surface(panel.rect.size), panel.style, panel.style.px(panel.pad))
    panel.paint(spy)
    return found


def start(
    side: str = "blue", path: Path = DUEL, size: tuple[int, int] = (1280, 720), **settings: object
) -> Driver:
    """A match of the small scenario, in this side's first turn."""
    d = Driver(lambda app: Loading(app, start_match(path, side=side, seed=7)), size, **settings)
    d.until(lambda: isinstance(d.top, MatchScreen))
    d.until(lambda: d.match.session.mine)
    d.frames(3)
    return d


def some_move(d: Driver) -> tuple[str, int]:
    """Choose a unit by clicking it; gives it and a hex that it can go to and where nobody stands."""
    view = d.match.view
    for unit in view.own:
        d.hex(unit.hex)
        free = [h for h in d.match.pointer.selection.reach if h not in view.stacks]
        for h in sorted(free):
            if d.match.camera.shows(h, 20):
                return d.match.pointer.unit, h
    raise AssertionError("no unit can move")


def attacker(d: Driver) -> tuple[str, int]:
    """Choose a unit that has a target."""
    for unit in d.match.view.own:
        d.match.pointer.choose(unit.id)
        if d.match.pointer.selection.targets:
            return unit.id, d.match.pointer.selection.targets[0]
    raise AssertionError("no unit can attack")
