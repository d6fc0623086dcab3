"""Speed, measured: `make bench`. Medians, and ratios to a yardstick of plain Python run beside them.

Machines are noisy: compare the ratios. Goals stand in the issue tracker and ARCHITECTURE.md.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIDE = "government"
FIRST_FRAME = "first-frame"
"""Argument: open the window, draw one frame, leave."""
HEADLINE = ROOT / "scenarios" / "deir_ez_zor_2017.yaml"


def yardstick() -> float:
    """CPU seconds of a fixed piece of plain Python."""
    start = time.process_time()
    total = 0
    for i in range(2_000_000):
        total += i & 7
    return time.process_time() - start


def median(function: Callable[[], float], times: int = 5) -> float:
    """Median of what `function` returns."""
    return statistics.median(function() for _ in range(times))


def say(what: str, value: float, unit: str, goal: str, yard: float) -> None:
    """Print one line."""
    print(f"{what:<44} {value:9.3f} {unit:<4} goal {goal:<14} x{value / yard:8.2f} yardsticks", flush=True)


def one_game() -> tuple[float, int]:
    """CPU seconds and unit-turns of one headless game of the headline scenario."""
    from game.core.events import SupplyTraced
    from game.match.match import Match
    from game.scenario.load import load

    scenario = load(HEADLINE)
    start = time.process_time()
    match = Match(scenario, 1)
    match.play_out()
    used = time.process_time() - start
    unit_turns = sum(
        len(e.units) for entry in match.journal for e in entry.events if isinstance(e, SupplyTraced)
    )
    return used, unit_turns


def fresh(*arguments: str) -> tuple[float, float]:
    """Wall and CPU seconds of a fresh process. On a busy machine only the second says much."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def say_fresh(what: str, goal: str, yard: float, *arguments: str) -> None:
    """Print the medians of three fresh processes."""
    walls, cpus = zip(*(fresh(*arguments) for _ in range(3)), strict=True)
    say(f"{what}, wall", statistics.median(walls), "s", goal, yard)
    say(f"{what}, CPU", statistics.median(cpus), "s", goal, yard)


def first_frame() -> None:
    """Open the window with the headline scenario and draw one frame."""
    from game.ui.screens.loading import Loading, start_match
    from game.ui.screens.match import MatchScreen
    from tests.ui.driver import Driver

    task = start_match(HEADLINE, side=SIDE, seed=1)
    driver = Driver(lambda app: Loading(app, task, fatal=True), (1280, 720), autosave=False)
    driver.until(lambda: isinstance(driver.app.top, MatchScreen))
    driver.frames(1)


def main() -> None:
    """Print every figure."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    yard = median(yardstick)
    print(f"yardstick {yard * 1000:.0f} ms of CPU")
    games = [one_game() for _ in range(3)]
    cpu = statistics.median(g[0] for g in games)
    say("one headless game, CPU", cpu, "s", "<= 4", yard)
    say("unit-turns per CPU second", games[0][1] / cpu, "ut/s", "5000 (aim)", yard)
    say_fresh("check of the headline scenario", "<= 1", yard, "main.py", "check", str(HEADLINE))
    say_fresh("first playable frame", "<= 2", yard, "-m", "tests.bench", FIRST_FRAME)
    from tests.bench_frames import measure

    measure(HEADLINE, SIDE)


if __name__ == "__main__":
    if sys.argv[1:] == [FIRST_FRAME]:
        first_frame()
    else:
        main()
