"""How long frames take late in the headline scenario, at 1920 x 1080, with every overlay on.

Three figures a frame: wall time, which a busy machine makes longer; the same less what the thread that
draws waited for a processor (Linux counts that); and that thread's CPU time. The second less the third is
what it waited for other threads. Between frames it sleeps as the window does, so that the AIs get what a
player leaves them.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.driver import Driver

FRAME_S = 1 / 60
TURN, TURNS = 20, 6
"""The turn at which it begins, and how many turns of the others are measured."""
Times = list[tuple[float, float, float]]
"""Milliseconds of wall, of wall without waiting for a processor, and of CPU, a frame each."""
SCHEDULER = Path("/proc/thread-self/schedstat")


def measure(scenario: Path, side: str) -> None:
    """Print every figure."""
    from game.ui.screens.base import Quit
    from tests.ui.driver import own_places

    with tempfile.TemporaryDirectory() as folder, own_places(Path(folder)):
        path = Path(folder) / "late.save"
        late_save(scenario, side, path)
        start = time.perf_counter()
        driver = open_late(path)
        print(f"opening a save of turn {TURN}: {time.perf_counter() - start:.2f} s wall")
        print("ms: median, 99th percentile, longest of wall | without waiting for a processor | CPU")
        report(driver)
        driver.app.request(Quit())
        driver.app.settle()  # what is still being saved needs its folder
        say("opening its replay", opening_a_replay(path), "max <= 50")


def report(driver: Driver) -> None:
    """Print what frames take."""
    say("first frame with every overlay", first_overlays(driver), "")
    say("panning", panning(driver), "p99 <= 16")
    say("mouse over the map, a unit chosen", pointing(driver), "p99 <= 16")
    for name, times in openings(driver):
        say(f"opening: {name}", times, "<= 50")
    thinking, ends = others_turns(driver)
    say("frames while others play", thinking, "max <= 50")
    say("frames at the end of a turn", ends, "max <= 50")


def say(what: str, times: Times, goal: str) -> None:
    """One line of figures, then of CPU."""
    words = []
    for values in zip(*times, strict=True):
        ordered = sorted(values)
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        words.append(f"{statistics.median(ordered):6.1f} {p99:6.1f} {ordered[-1]:6.1f}")
    print(f"{what:<34} {words[0]}   | {words[1]}   | {words[2]}   {goal}", flush=True)


def late_save(scenario: Path, side: str, path: Path) -> None:
    """A game that AIs played until this side's turn, from then on a human's."""
    from game.ai.registry import controller
    from game.match.match import HUMAN, Match
    from game.match.save import save
    from game.scenario.load import load

    match = Match(load(scenario), 1, {side: HUMAN}, {side: controller("simple")})
    while match.turn < TURN or match.active != side:
        match.step()
    save(match, path)


def open_late(path: Path) -> Driver:
    """The window with that game, what opens by itself closed."""
    from game.ui.screens.loading import Loading, open_save
    from game.ui.screens.match import MatchScreen
    from tests.ui.driver import Driver

    driver = Driver(lambda app: Loading(app, open_save(path), fatal=True), (1920, 1080), ask_idle=False)
    driver.app.running = True
    driver.until(lambda: isinstance(driver.app.top, MatchScreen), 120)
    settle(driver)
    return driver


def settle(driver: Driver) -> None:
    """Close reports and decisions."""
    import pygame

    for _ in range(5):
        driver.frames(10)
        if driver.app.top is not driver.match:
            driver.key(pygame.K_ESCAPE)


def frame(driver: Driver, before: Callable[[], object] = lambda: None) -> tuple[float, float, float]:
    """One frame with what comes `before` it, and the pause until the next."""
    from game.ui import pace

    wall, waited, cpu = time.perf_counter(), _waited(), time.thread_time()
    before()
    driver.app.frame(FRAME_S)
    wall, waited, cpu = time.perf_counter() - wall, _waited() - waited, time.thread_time() - cpu
    time.sleep(max(0.0, 1 / pace.fps() - wall))
    return wall * 1000, (wall - waited) * 1000, cpu * 1000


def _waited() -> float:
    """Seconds that this thread was ready and no processor was; 0 where the system does not tell."""
    return int(SCHEDULER.read_text().split()[1]) / 1e9 if SCHEDULER.exists() else 0.0


def opening_a_replay(path: Path) -> Times:
    """From when the save has been read until the replay has been told."""
    from game.ui.screens.loading import Loading, open_save, watch
    from game.ui.screens.replay import ReplayScreen
    from tests.ui.driver import Driver

    task, out = open_save(path), []
    task.wait()
    driver = Driver(lambda app: Loading(app, task, fatal=True, show=watch), (1920, 1080))
    driver.app.running = True
    while not isinstance(driver.top, ReplayScreen) or driver.top.session.telling:
        out.append(frame(driver))
    return out


def first_overlays(driver: Driver) -> Times:
    """Everything that can be drawn, for the first time."""
    for layer in fields(driver.match.layers):
        setattr(driver.match.layers, layer.name, True)
    first = frame(driver)
    driver.frames(60)
    return [first]


def panning(driver: Driver, frames: int = 400) -> Times:
    """To and fro at three scales."""
    out = []
    for _ in range(3):
        driver.frames(30)
        for i in range(frames):
            driver.match.camera.pan(*((9, 5) if i // 100 % 2 == 0 else (-9, -5)))
            out.append(frame(driver))
        driver.match._zoom(1.25)
    driver.match.camera.set_width(22)
    driver.frames(60)
    return out


def pointing(driver: Driver) -> Times:
    """The mouse over hex after hex in reach of a chosen unit: paths, odds, what lies there."""
    out = []
    match = driver.match
    for unit in match.idle_units()[:6]:
        match.show_unit(unit.id)
        out.append(frame(driver))
        for h in [*match.pointer.selection.targets, *sorted(match.pointer.selection.reach)][:40]:
            match.pointer.point(h)
            out.append(frame(driver))
    match.pointer.choose("")
    return out


def openings(driver: Driver) -> list[tuple[str, Times]]:
    """The first frame of every tab and page."""
    from game.ui.panels.lists import TABS

    match, out = driver.match, []
    for tab in TABS:
        match.lists.show(tab)
        out.append((tab, [frame(driver)]))
    pages: dict[str, Callable[[], object]] = {
        "report": match.open_report, "score": match.open_score, "menu": match.open_menu,
        "help": match.open_help, "save": match.open_save, "load": match.open_load,
        "end of turn": match.open_end_turn, "main effort": lambda: match.act("effort"),
    }  # fmt: skip
    for name, show in pages.items():
        out.append((name, [frame(driver, show)]))
        out[-1][1].append(frame(driver))  # what was asked for opens at the end of a frame
        settle(driver)
    match.lists.show("units")
    return out


def others_turns(driver: Driver) -> tuple[Times, Times]:
    """Frames from the end of our turn until it comes again; and of those the first and the last ones."""
    import pygame

    match, out, ends = driver.match, [], []
    driver.app.settings = driver.app.settings.but(speed="fast")
    for _ in range(TURNS):
        driver.frames(20)
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            pygame.event.post(pygame.event.Event(kind, key=pygame.K_RETURN, mod=0, unicode="", scancode=0))
        turn = [frame(driver)]
        while not (match.session.mine and match.session.idle and not match.animator.busy):
            turn.append(frame(driver))
        after = [frame(driver) for _ in range(5)]
        out += turn[1:-1]
        ends += [turn[0], turn[-1], *after]
        settle(driver)
    return out, ends
