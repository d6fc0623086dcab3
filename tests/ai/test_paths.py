"""Distance fields for planning."""

from __future__ import annotations

import heapq

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.board import Edge
from game.core.board import edge as edge_of
from game.core.theatre import Theatre
from game.rules.paths import FAR, QUANTUM_M, SUPPLY, Search, cost_table, costs_near, field, open_edges, way
from tests.positions import make_board, make_theatre

COLS, ROWS = 7, 5
BANKS = ["aaabbbb"] * ROWS


def theatre(cells: str, bridge: bool) -> Theatre:
    rows = [cells[i * COLS : (i + 1) * COLS] for i in range(ROWS)]
    crossings = [("span", (2, 2), (3, 2), "intact" if bridge else "destroyed")]
    return make_theatre(make_board(rows, banks=BANKS, roads=[[(0, 2), (1, 2), (2, 2)]], crossings=crossings))


def cheapest(t: Theatre, mobility: str, target: int, opened: frozenset[Edge]) -> list[int]:
    """Dijkstra's costs in quanta, written as plainly as possible."""
    table = t.supply_cost if mobility == SUPPLY else t.step_cost[mobility]
    best = [FAR] * t.board.size
    best[target] = 0
    heap = [(0, target)]
    while heap:
        cost, h = heapq.heappop(heap)
        for d, n in t.board.adjacent[h]:
            river = t.board.bank[h] != t.board.bank[n]
            if table[h][d] < 0 or (river and edge_of(h, n) not in opened):
                continue
            total = cost + max(1, (table[h][d] + QUANTUM_M // 2) // QUANTUM_M)
            if total < best[n]:
                best[n] = total
                heapq.heappush(heap, (total, n))
    return best


boards = st.text(alphabet=".hft~", min_size=COLS * ROWS, max_size=COLS * ROWS)


@settings(max_examples=60)
@given(cells=boards, bridge=st.booleans(), target=st.integers(0, COLS * ROWS - 1))
def test_a_field_holds_the_cheapest_costs(cells: str, bridge: bool, target: int) -> None:
    t = theatre(cells, bridge)
    opened = open_edges(t.board.crossings)
    found = field(t, "motor", (target,), opened)
    expected = cheapest(t, "motor", target, opened)
    assert list(found.cost) == [FAR if q == FAR else q * QUANTUM_M for q in expected]


@settings(max_examples=60)
@given(cells=boards, bridge=st.booleans(), target=st.integers(0, COLS * ROWS - 1))
def test_every_line_leads_downhill_to_the_target(cells: str, bridge: bool, target: int) -> None:
    t = theatre(cells, bridge)
    found = field(t, "foot", (target,), open_edges(t.board.crossings))
    for h in range(t.board.size):
        line = found.line(h)
        assert line[0] == h
        if found.cost[h] < FAR:
            assert line[-1] == target
            costs = [found.cost[n] for n in line]
            assert costs == sorted(costs, reverse=True)
            assert len(set(line)) == len(line)
        else:
            assert line == (h,)


def test_without_a_bridge_the_far_bank_is_far() -> None:
    shut, bridged = theatre("." * COLS * ROWS, False), theatre("." * COLS * ROWS, True)
    target = shut.board.at(6, 2)
    here = shut.board.at(0, 2)
    assert field(shut, "motor", (target,), open_edges(shut.board.crossings)).cost[here] == FAR
    way = field(bridged, "motor", (target,), open_edges(bridged.board.crossings))
    assert way.cost[here] < FAR
    assert {bridged.board.at(2, 2), bridged.board.at(3, 2)} <= set(way.line(here))


def test_beyond_its_limit_a_field_knows_nothing_and_within_it_everything() -> None:
    t = theatre("." * COLS * ROWS, True)
    target, opened = t.board.at(0, 0), open_edges(t.board.crossings)
    whole = field(t, "motor", (target,), opened)
    near = field(t, "motor", (target,), opened, 9_000)
    for h in range(t.board.size):
        assert near.cost[h] == (whole.cost[h] if whole.cost[h] <= 9_000 else FAR)


def test_supply_prefers_the_road() -> None:
    t = theatre("." * COLS * ROWS, True)
    found = field(t, SUPPLY, (t.board.at(0, 2),), open_edges(t.board.crossings))
    assert found.cost[t.board.at(2, 2)] < found.cost[t.board.at(2, 0)]


def test_of_several_targets_the_nearest_counts() -> None:
    t = theatre("." * COLS * ROWS, True)
    a, b, opened = t.board.at(0, 0), t.board.at(0, 4), open_edges(t.board.crossings)
    both = field(t, "foot", (a, b), opened)
    one, other = field(t, "foot", (a,), opened), field(t, "foot", (b,), opened)
    assert list(both.cost) == [min(x, y) for x, y in zip(one.cost, other.cost, strict=True)]


def test_no_way_leads_through_a_barred_hex_but_one_may_end_there() -> None:
    t = theatre("." * COLS * ROWS, False)
    opened = open_edges(t.board.crossings)
    target, wall = t.board.at(0, 2), frozenset(t.board.at(1, r) for r in range(ROWS))
    found = field(t, "motor", (target,), opened, barred=wall)
    assert found.cost[t.board.at(2, 2)] == FAR
    assert all(found.cost[h] < FAR for h in (t.board.at(1, 2), t.board.at(0, 0)))


spots = st.integers(0, COLS * ROWS - 1)


@settings(max_examples=60)
@given(
    cells=boards, bridges=st.sets(st.integers(0, ROWS - 1)), targets=st.lists(spots, min_size=1, max_size=4)
)
def test_a_table_joined_at_the_bridges_holds_what_searches_find(
    cells: str, bridges: set[int], targets: list[int]
) -> None:
    rows = [cells[i * COLS : (i + 1) * COLS] for i in range(ROWS)]
    spans = [(f"span{r}", (2, r), (3, r), "intact") for r in sorted(bridges)]
    t = make_theatre(make_board(rows, banks=BANKS, crossings=spans))
    opened = open_edges(t.board.crossings)
    groups = (*((h,) for h in targets), tuple(sorted(set(targets))))
    table = cost_table(t, "motor", groups, opened)
    assert [list(row) for row in table] == [list(field(t, "motor", g, opened).cost) for g in groups]
    everywhere = np.arange(t.board.size)
    near = costs_near(t, "motor", groups, opened, everywhere, 9_000)
    assert [list(row) for row in near] == [list(field(t, "motor", g, opened, 9_000).cost) for g in groups]


@settings(max_examples=60)
@given(cells=boards, bridge=st.booleans(), target=spots, asked=st.lists(spots, min_size=1, max_size=3))
def test_a_way_is_exact_for_whom_it_was_asked_and_all_that_is_nearer(
    cells: str, bridge: bool, target: int, asked: list[int]
) -> None:
    t = theatre(cells, bridge)
    opened = open_edges(t.board.crossings)
    whole = field(t, "motor", (target,), opened)
    for h in asked:
        found = way(t, "motor", (target,), opened, h)
        assert found.metres(h) == whole.cost[h]
        for n in range(t.board.size):
            assert (found.best[n] < found.best[h]) == (whole.cost[n] < whole.cost[h])


def test_a_search_goes_on_where_it_stopped() -> None:
    t = theatre("." * COLS * ROWS, True)
    target, opened = t.board.at(0, 0), open_edges(t.board.crossings)
    search = Search(t, "motor", (target,), opened)
    search.settle(t.board.at(1, 0))
    half = search.now
    search.settle()
    assert half < search.now
    whole = field(t, "motor", (target,), opened)
    assert [search.metres(h) for h in range(t.board.size)] == list(whole.cost)
