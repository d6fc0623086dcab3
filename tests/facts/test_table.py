"""The table: every reported fact is played by tests that carry its id in their names, each of them twice:
with its mechanism, and with a fixture that switches the mechanism off and turns the finding round.

How the headline scenario begins (`test_headline_start`) is looked at besides, and does not count here.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FACTS = [f"f{n:02}" for n in range(1, 28)]


def played() -> dict[str, ast.FunctionDef]:
    """Name -> test, of all that play a fact."""
    files = (p for p in sorted(HERE.glob("test_*.py")) if p.stem not in ("test_table", "test_headline_start"))
    trees = [ast.parse(path.read_text()) for path in files]
    tests = (node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef))
    return {test.name: test for test in tests if re.match(r"test_f\d\d_", test.name)}


PLAYED = played()


def _reads_on(node: ast.AST) -> bool:
    return any(isinstance(x, ast.Name) and x.id == "on" for x in ast.walk(node))


def _doubts(test: ast.FunctionDef) -> list[str]:
    """Why a test does not show that a fact hangs on its mechanism."""
    decorators = {d.id for d in test.decorator_list if isinstance(d, ast.Name)}
    statements = [x for x in ast.walk(test) if isinstance(x, ast.stmt) and x is not test]
    asserts = [x for x in statements if isinstance(x, ast.Assert)]
    branches = [x for x in statements if isinstance(x, ast.If) and _reads_on(x.test)]
    finds = any(map(_reads_on, asserts)) or any(
        isinstance(y, ast.Assert) for x in branches for y in ast.walk(x)
    )
    plain = (x for x in test.body if not isinstance(x, ast.Assert))
    fixture = any(_reads_on(x) for x in plain)
    doubts = [] if "with_and_without" in decorators else ["it is not played without its mechanism"]
    doubts += [] if fixture else ["no fixture switches anything off"]
    return doubts + ([] if finds else ["no finding depends on the mechanism"])


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_played(fact: str) -> None:
    assert [name for name in PLAYED if name.startswith(f"test_{fact}_")]


@pytest.mark.parametrize("name", PLAYED)
def test_every_play_of_a_fact_fails_without_its_mechanism(name: str) -> None:
    assert _doubts(PLAYED[name]) == []
    assert name[5:8] in FACTS


def test_a_play_that_cannot_fail_is_noticed() -> None:
    source = """
@with_and_without
def test_f01_x(on):
    play = Play.of(aid=on)
    assert play

def test_f02_y():
    assert True

@with_and_without
def test_f03_z(on):
    play = Play.of()
    assert play.aid is on
"""
    found = [_doubts(test) for test in ast.parse(source).body if isinstance(test, ast.FunctionDef)]
    assert [len(doubts) for doubts in found] == [1, 3, 1]
