"""Hands for a player of the window: real mouse and key events, from outside or without a display."""

from __future__ import annotations

import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.ui.app import App

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Point = tuple[int, int]


class Hands(ABC):
    """What a player does with mouse and keyboard, and how it waits for what comes of it."""

    app: App

    @abstractmethod
    def click(self, point: Point, button: int = 1) -> None:
        """Press a button of the mouse."""

    @abstractmethod
    def wheel(self, point: Point, down: bool) -> None:
        """Turn the wheel by a notch."""

    @abstractmethod
    def keys(self, *chords: str) -> None:
        """Press keys one after the other: "ctrl+s", "Return"."""

    @abstractmethod
    def wait(self, condition: Callable[[], bool], seconds: float = 3.0) -> bool:
        """Until it is so, or the time is over. Gives back whether it came to be."""

    @abstractmethod
    def pause(self, seconds: float) -> None:
        """Let frames pass."""

    @abstractmethod
    def shot(self, name: str) -> None:
        """Keep a picture of the window."""


class XHands(Hands):
    """`xdotool` on a window that somebody else runs."""

    def __init__(self, app: App, shots: Path) -> None:
        self.app = app
        self.shots = shots

    def _x(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True)

    def click(self, point: Point, button: int = 1) -> None:
        self._x("mousemove", *point, "click", button)

    def wheel(self, point: Point, down: bool) -> None:
        self.click(point, 5 if down else 4)

    def keys(self, *chords: str) -> None:
        for i in range(0, len(chords), 25):
            self._x("key", "--delay", 4, *chords[i : i + 25])

    def wait(self, condition: Callable[[], bool], seconds: float = 3.0) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.01)
        return False

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)

    def shot(self, name: str) -> None:
        window = subprocess.run(["import", "-window", "root", self.shots / f"{name}.png"], check=False)
        if window.returncode:
            pygame.image.save(self.app.window, self.shots / f"{name}.png")


MODIFIERS = {"ctrl": pygame.KMOD_CTRL, "shift": pygame.KMOD_SHIFT, "alt": pygame.KMOD_ALT}


class DriverHands(Hands):
    """Events for the tests' driver: frame by frame, without a display."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.app = driver.app

    def click(self, point: Point, button: int = 1) -> None:
        self.driver.press(point, button)

    def wheel(self, point: Point, down: bool) -> None:
        pygame.mouse.set_pos(point)  # the wheel's event does not say where the mouse is
        self.driver.move(point)
        pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-1 if down else 1))
        self.driver.frames(1)

    def keys(self, *chords: str) -> None:
        for chord in chords:
            *held, name = chord.split("+")
            mod = sum(MODIFIERS[word] for word in held)
            typed = name if len(name) == 1 and not held else ""
            self.driver.key(pygame.key.key_code(name.lower()), mod, typed)

    def wait(self, condition: Callable[[], bool], seconds: float = 3.0) -> bool:
        for _ in range(round(seconds * 60)):
            if condition():
                return True
            self.driver.frames(1)
            if self.driver.match.session.table.thinking:
                time.sleep(0.005)
        return condition()

    def pause(self, seconds: float) -> None:
        self.driver.frames(max(1, min(3, round(seconds * 60))))

    def shot(self, name: str) -> None:
        """Tests keep no pictures."""
