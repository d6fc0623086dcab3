"""Counters put together where they would be too small to read."""

from __future__ import annotations

from itertools import combinations

import pygame
from hypothesis import given, settings
from hypothesis import strategies as st

from game.ui.map.blocks import gather
from tests.ui import scenes

SIZE = (21, 14)
VIEW = scenes.view()
HEXES = sorted(VIEW.stacks)


@settings(max_examples=60)
@given(
    points=st.lists(
        st.tuples(st.integers(20, 220), st.integers(20, 170)), min_size=len(HEXES), max_size=len(HEXES)
    )
)
def test_blocks_hold_every_step_and_leave_each_other_readable(points: list[tuple[int, int]]) -> None:
    made = gather(VIEW, dict(zip(HEXES, points, strict=True)), SIZE, pygame.Rect(0, 0, 240, 190))
    assert sum(b.steps for b in made) == sum(u.steps for u in VIEW.units.values())
    assert sorted(u for b in made for u in b.units) == sorted(VIEW.units)
    for a, b in combinations(made, 2):
        shared = a.box(SIZE).clip(b.box(SIZE))
        assert min(shared.w, shared.h) <= 4, (a, b)


def test_a_block_tells_the_worst_supply_of_those_in_it() -> None:
    made = gather(VIEW, dict.fromkeys(HEXES, (50, 50)), SIZE, pygame.Rect(0, 0, 240, 190))
    north = next(b for b in made if b.faction == "north")
    assert north.supply == "isolated"
    assert len(made) == len({u.faction for u in VIEW.units.values()})
