"""Speed, measured: `make bench`. Medians, and ratios to a yardstick of plain Python run beside them.

Machines are noisy: compare the ratios. Goals stand in the issue tracker and ARCHITECTURE.md.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
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


def fresh(*arguments: str) -> float:
    """Wall seconds of a fresh process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def panning() -> list[float]:
    """Milliseconds a frame while panning over the headline map at 1920 x 1080 with everything on."""
    from game.ui.frames import pan_frames

    return pan_frames(HEADLINE, (1920, 1080), 300)


def main() -> None:
    """Print every figure."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    yard = median(yardstick)
    print(f"yardstick {yard * 1000:.0f} ms of CPU")
    games = [one_game() for _ in range(3)]
    cpu = statistics.median(g[0] for g in games)
    say("one headless game, CPU", cpu, "s", "<= 4", yard)
    say("unit-turns per CPU second", games[0][1] / cpu, "ut/s", "5000 (aim)", yard)
    say(
        "check of the headline scenario",
        median(lambda: fresh("main.py", "check", str(HEADLINE)), 3),
        "s",
        "<= 1",
        yard,
    )
    first = median(lambda: fresh("-m", "game.ui.frames", str(HEADLINE)), 3)
    say("first playable frame, fresh process", first, "s", "<= 2", yard)
    frames = sorted(panning())
    say("panning, median frame", statistics.median(frames), "ms", "<= 16.7", yard)
    say("panning, 99th percentile", frames[int(len(frames) * 0.99)], "ms", "<= 16.7", yard)


if __name__ == "__main__":
    main()
