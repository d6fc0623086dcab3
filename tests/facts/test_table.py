"""The table: every reported fact is played by a test that carries its id in its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NAMES = [
    name
    for path in sorted(HERE.glob("test_*.py"))
    for name in re.findall(r"^def (test_f\d\d\w*)\(", path.read_text(), re.MULTILINE)
]


@pytest.mark.parametrize("fact", [f"f{n:02}" for n in range(1, 28)])
def test_a_fact_is_played(fact: str) -> None:
    assert [n for n in NAMES if n.startswith(f"test_{fact}_") or f"_and_{fact}_" in n]
