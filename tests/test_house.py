"""The house itself: no particular scenario in the engine, headless without pygame."""

import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def words_of_scenarios() -> set[str]:
    """Names of places and factions in the shipped maps and scenarios, long enough to be names."""
    names: set[str] = set()
    for path in [*ROOT.glob("scenarios/*.yaml"), *ROOT.glob("scenarios/maps/*.yaml")]:
        data = yaml.load(
            path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        for key in ("factions", "places"):
            names.update(data.get(key) or {})
        inline = data.get("map")
        if isinstance(inline, dict):
            names.update(inline.get("places") or {})
    return {n for n in names if len(n) > 3}


GENERAL_WORDS = {
    "blue",
    "bridge",
    "airport",
    "village",
    "river",
    "town",
    "city",
    "crossing",
    "north",
    "south",
    "east",
    "west",
    "ford",
    "mill",
    "farm",
    "camp",
    "station",
}


def test_no_place_or_faction_of_a_scenario_is_named_in_the_engine() -> None:
    names = words_of_scenarios() - GENERAL_WORDS
    assert names
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(names))) + r")\b", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (ROOT / "game").rglob("*.py")
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_whole_match_is_played_without_pygame() -> None:
    script = """
import sys
sys.modules["pygame"] = sys.modules["pygame_gui"] = None
from pathlib import Path
from game.match.match import Match
from game.scenario.load import load
match = Match(load(Path("scenarios/skirmish.yaml")), 1)
assert match.play_out() is not None
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_modules_can_be_read_in_one_sitting() -> None:
    long = [
        str(p.relative_to(ROOT))
        for p in (ROOT / "game").rglob("*.py")
        if len(p.read_text().splitlines()) > 450
    ]
    assert long == []
