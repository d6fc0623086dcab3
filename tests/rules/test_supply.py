import heapq
import itertools
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.events import CrossingChanged
from game.core.rng import Dice
from game.core.state import State
from game.core.units import SUPPLY_STATES
from game.rules.ground import zones
from game.rules.supply import SupplyNet, isolated, line, supply_state, trace, why
from game.rules.truth.logistics import trace_supply
from game.rules.truth.observe import observe
from game.rules.truth.reduce import reduce
from game.rules.truth.resolution import Resolution
from game.words import tell
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.random_positions import SIZE, closed, counted, random_state

ROAD = [(c, 1) for c in range(30)]
LONG = make_theatre(make_board(["." * 30] * 3, roads=[ROAD], places={"depot": (0, 1)}))
OPEN = make_theatre(make_board(["......."] * 7), ("red", "blue", "green"))


def net_of(state: State, faction: str = "red") -> SupplyNet:
    return trace(state, faction, state.sources[faction])


# Lengths


def test_a_road_carries_further_than_open_ground():
    net = net_of(make_state(LONG, [], sources={"red": [(0, 1)]}))
    at = LONG.board.at
    assert net.m[at(0, 1)] == 0
    assert net.m[at(10, 1)] == 10 * 990  # a third of 3 km a hex
    assert net.m[at(10, 0)] == 10 * 990 + 4500 or net.m[at(10, 0)] == 9 * 990 + 4500
    assert net.km[at(1, 1)] == 1  # rounded up
    assert line(net, at(3, 1)) == (at(3, 1), at(2, 1), at(1, 1), at(0, 1))


def test_length_decides_between_supplied_overextended_and_unsupplied():
    theatre = make_theatre(make_board(["." * 30]))
    net = trace(make_state(theatre, []), "red", [0])
    states = [supply_state(net, h) for h in range(20)]
    assert states == ["supplied"] * 11 + ["overextended"] * 5 + ["unsupplied"] * 4
    assert net.m[10] == 45_000


def test_the_reason_is_told_in_one_sentence():
    theatre = make_theatre(make_board(["." * 30], places={"depot": (0, 0)}))
    net = trace(make_state(theatre, []), "red", [0])
    assert tell(why(net, 1)) == "Line of 5 km from Depot: in full supply up to 45 km."
    assert tell(why(net, 11)) == "Line of 50 km from Depot: beyond 45 km it is overextended."
    assert tell(why(net, 18)) == "Line of 81 km from Depot: beyond 70 km nothing arrives."
    nothing = trace(make_state(theatre, []), "red", [])
    assert tell(why(nothing, 3)) == "Cut off: no chain of free hexes leads to a source of supply."


def test_supply_uses_an_open_crossing_only_and_a_pontoon_carries_less():
    banks = ["aab"] * 3
    lengths = {}
    for kind, status in (("bridge", "intact"), ("bridge", "destroyed"), ("pontoon", "intact")):
        board = make_board(["..."] * 3, banks=banks, crossings=[("x", (1, 1), (2, 1), status)])
        state = make_state(make_theatre(board), [], sources={"red": [(1, 1)]})
        span = replace(board.crossings[0], kind=kind)
        net = net_of(replace(state, crossings={span.edge: span}))
        lengths[kind, status] = net.m[board.at(2, 1)]
    assert lengths == {
        ("bridge", "intact"): 4500,
        ("bridge", "destroyed"): -1,
        ("pontoon", "intact"): 4500 + 3000,
    }


# Cuts


def cross(theatre=OPEN, *units, **kwargs) -> State:
    return make_state(theatre, units, sources={"red": [(0, 3)]}, **kwargs)


def test_enemy_units_and_zones_of_control_cut_a_line():
    wall = [make_unit(OPEN, f"wall{r}", "blue", (3, r)) for r in (1, 3, 5)]
    lone = make_unit(OPEN, "lone", "red", (6, 3))
    net = net_of(cross(OPEN, lone, *wall))
    assert supply_state(net, lone.hex) == "unsupplied"
    assert not net.isolated(lone.hex)
    assert "zones of control" in tell(why(net, lone.hex))
    weak = [replace(u, steps=2) for u in wall]
    assert supply_state(net_of(cross(OPEN, lone, *weak)), lone.hex) == "supplied"


def test_a_friend_in_a_zone_of_control_holds_the_line_open():
    wall = [make_unit(OPEN, f"wall{r}", "blue", (3, r)) for r in (1, 5)]
    lone = make_unit(OPEN, "lone", "red", (6, 3))
    at = OPEN.board.at
    state = cross(OPEN, lone, *wall)
    assert supply_state(net_of(state), lone.hex) == "supplied"  # row 3 is free
    narrow = cross(OPEN, lone, *wall, make_unit(OPEN, "gate", "blue", (4, 3)))
    assert net_of(narrow).m[lone.hex] == -1
    links = [make_unit(OPEN, f"link{c}{r}", "red", (c, r)) for c, r in ((3, 3), (4, 2), (5, 2))]
    held = cross(OPEN, lone, *wall, make_unit(OPEN, "gate", "blue", (4, 3)), *links)
    assert line(net_of(held), lone.hex)[2:5] == (at(5, 2), at(4, 2), at(3, 3))


def test_neither_enemies_nor_rivals_let_supply_through_their_ground():
    lone = make_unit(OPEN, "lone", "red", (6, 3))
    for owner, stance, expected in (
        ("blue", "war", "isolated"),
        ("green", "rival", "isolated"),
        ("green", "neutral", "isolated"),
        ("green", "allied", "supplied"),
    ):
        state = cross(
            OPEN, lone,
            control={owner: [(3, r) for r in range(7)]}, stances={("red", owner): stance},
        )  # fmt: skip
        assert supply_state(net_of(state), lone.hex) == expected


def test_a_source_that_an_enemy_holds_gives_nothing():
    own = make_unit(OPEN, "own", "red", (2, 3))
    assert net_of(cross(OPEN, own)).sources == (OPEN.board.at(0, 3),)
    lost = cross(OPEN, own, make_unit(OPEN, "foe", "blue", (0, 3), steps=1))
    assert net_of(lost).sources == ()
    assert supply_state(net_of(lost), own.hex) == "isolated"
    beside = cross(OPEN, make_unit(OPEN, "near", "red", (1, 3)), make_unit(OPEN, "foe", "blue", (0, 2)))
    assert supply_state(net_of(beside), OPEN.board.at(1, 3)) == "supplied"


def test_a_side_traces_what_it_believes():
    wall = [make_unit(OPEN, f"wall{r}", "blue", (3, r)) for r in (1, 3, 5)]
    lone = make_unit(OPEN, "lone", "red", (6, 3))
    state = cross(OPEN, lone, *wall)
    view = observe(state, "red")
    unaware = replace(view, units={lone.id: lone})
    assert supply_state(trace(unaware, "red", unaware.sources), lone.hex) == "supplied"
    assert supply_state(trace(view, "red", view.sources), lone.hex) == "unsupplied"


# Encirclement


def pocket(gap: int | None = None) -> State:
    """Red in the middle, blue control all around but for one hex."""
    around = [OPEN.board.col_row(h) for _, h in OPEN.board.adjacent[OPEN.board.at(3, 3)]]
    ring = [p for i, p in enumerate(around) if i != gap]
    units = [make_unit(OPEN, "in1", "red", (3, 3)), make_unit(OPEN, "in2", "red", (3, 3), "militia")]
    return cross(OPEN, *units, control={"blue": ring})


def test_an_encircled_stack_is_isolated_and_one_freed_hex_ends_it():
    inside = OPEN.board.at(3, 3)
    closed_ring = pocket()
    net = net_of(closed_ring)
    assert supply_state(net, inside) == "isolated"
    assert isolated(closed_ring, "red", net) == {inside}
    for gap in range(6):
        state = pocket(gap)
        assert supply_state(net_of(state), inside) == "supplied"
        assert isolated(state, "red", net_of(state)) == frozenset()


def test_turns_cut_off_are_counted_and_forgotten():
    r = Resolution(counted(pocket()), Dice(0, 0))
    for turns in (1, 2, 3):
        trace_supply(r, "red")
        assert {(u.supply, u.supply_km, u.cut_off) for u in r.state.units.values()} == {
            ("isolated", -1, turns)
        }
    open_state = replace(pocket(2), units=r.state.units)
    r = Resolution(counted(open_state), Dice(0, 0))
    trace_supply(r, "red")
    assert {(u.supply, u.cut_off) for u in r.state.units.values()} == {("supplied", 0)}


def test_blowing_the_only_bridge_isolates_the_far_bank():
    board = make_board(["......"] * 3, banks=["aaabbb"] * 3, crossings=[("x", (2, 1), (3, 1), "intact")])
    theatre = make_theatre(board)
    far = make_unit(theatre, "far", "red", (5, 1))
    state = make_state(theatre, [far], sources={"red": [(0, 1)]})
    assert supply_state(net_of(state), far.hex) == "supplied"
    x = board.crossings[0]
    state = reduce(state, CrossingChanged(x.id, x.name, x.edge, x.kind, "destroyed"))
    assert supply_state(net_of(state), far.hex) == "isolated"


# Properties


def with_sources(seed: int) -> State:
    state = random_state(seed)
    rng = random.Random(seed)
    n = state.theatre.board.size
    sources = {f: tuple(rng.sample(range(n), rng.randint(1, 3))) for f in state.sources}
    return replace(state, sources=sources)


def plain_lengths(state: State, faction: str) -> list[int]:
    """Dijkstra with a heap over the plainest reading of the rules."""
    theatre, board = state.theatre, state.theatre.board
    shut, strange = set(), set()
    for h in range(board.size):
        stack = state.stacks.get(h, ())
        if any(f != faction and state.stances[faction, f] != "allied" for f in (u.faction for u in stack)):
            strange.add(h)
        elif not stack and state.control[h] >= 0:
            owner = theatre.faction_ids[state.control[h]]
            if owner != faction and state.stances[faction, owner] != "allied":
                strange.add(h)
        if not stack and h in zones(state, faction):
            shut.add(h)
    best = [-1] * board.size
    heap = [(0, h) for h in state.sources[faction] if h not in strange]
    while heap:
        length, h = heapq.heappop(heap)
        if best[h] >= 0:
            continue
        best[h] = length
        for d, n in board.adjacent[h]:
            cost = theatre.supply_cost[h][d]
            if cost >= 0 and n not in strange | shut and not closed(state, h, n):
                heapq.heappush(heap, (length + cost, n))
    return best


@given(st.integers(0, 10**6))
@settings(max_examples=80)
def test_lengths_are_those_of_a_plain_search(seed):
    state = with_sources(seed)
    for faction in state.sources:
        assert list(net_of(state, faction).m) == plain_lengths(state, faction)


@given(st.integers(0, 10**6))
@settings(max_examples=80)
def test_supply_never_crosses_closed_rivers_or_enemies(seed):
    state = with_sources(seed)
    for faction in state.sources:
        net = net_of(state, faction)
        for h in range(state.theatre.board.size):
            way = line(net, h)
            assert bool(way) == (net.m[h] >= 0)
            for a, b in itertools.pairwise(way):
                assert not closed(state, a, b)
                assert net.m[b] < net.m[a]
            for x in way:
                assert not any(
                    state.stances.get((faction, u.faction)) == "war" for u in state.stacks.get(x, ())
                )
            assert not way or way[-1] in state.sources[faction]


@given(st.integers(0, 10**6))
@settings(max_examples=80)
def test_who_is_isolated_cannot_walk_to_a_line_or_a_source(seed):
    state = with_sources(seed)
    board = state.theatre.board
    for faction in state.sources:
        net = net_of(state, faction)
        for h, stack in state.stacks.items():
            if stack[0].faction != faction:
                continue
            seen, queue = {h}, [h]
            for x in queue:
                for _, n in board.adjacent[x]:
                    lake = board.terrain_of(n) == "lake"
                    if n not in seen and not lake and not closed(state, x, n) and not net.shut[n]:
                        seen.add(n)
                        queue.append(n)
            linked = any(net.m[x] >= 0 for x in seen)
            assert (supply_state(net, h) == "isolated") == (not linked)
            assert supply_state(net, h) in SUPPLY_STATES


@given(st.integers(0, 10**6), st.integers(0, SIZE * SIZE - 1))
@settings(max_examples=80)
def test_an_enemy_the_more_never_shortens_a_line(seed, h):
    state = with_sources(seed)
    if h in state.stacks or state.theatre.board.terrain_of(h) == "lake":
        return
    foe = replace(make_unit(state.theatre, "more", "blue", (0, 0)), hex=h)
    worse = replace(state, units={**state.units, "more": foe})
    before, after = net_of(state), net_of(worse)
    for a, b in zip(before.m, after.m, strict=True):
        assert b == -1 or (a != -1 and a <= b)


def test_a_net_is_remembered_while_nothing_that_it_depends_on_changes():
    lone = make_unit(OPEN, "lone", "red", (6, 3))
    state = cross(OPEN, lone)
    moved = replace(state, units={"lone": replace(lone, hex=OPEN.board.at(5, 3))})
    assert net_of(state) is net_of(moved)
