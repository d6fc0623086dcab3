from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import events as e
from game.core.board import edge
from game.core.state import Claim, Knowledge, State
from game.core.theatre import NOBODY
from game.core.units import POSTURES, Activity, Contact
from game.rules.truth.audit import digest
from game.rules.truth.reduce import _REDUCERS, fold, reduce
from game.rules.truth.reduce_units import watch_from
from tests.positions import make_board, make_state, make_theatre, make_unit

BOARD = make_board(
    ["......", "..f...", "......", "...t..", "......"],
    banks=["aaabbb"] * 5,
    places={"alpha": (1, 1), "beta": (3, 3)},
    crossings=[("span", (2, 0), (3, 0), "destroyed")],
)
THEATRE = make_theatre(BOARD)


def watched(state: State) -> State:
    """The same with knowledge counted from its units."""
    knowledge = {}
    for faction in state.knowledge:
        watch = np.zeros(BOARD.size, dtype=np.uint8)
        for unit in state.units.values():
            if unit.faction == faction:
                watch[watch_from(state, unit)] += 1
        knowledge[faction] = Knowledge(watch, state.control.copy(), {})
    return replace(state, knowledge=knowledge)


@pytest.fixture
def state() -> State:
    units = [
        make_unit(THEATRE, "r1", "red", (0, 0), entrenchment=2, still=1),
        make_unit(THEATRE, "r2", "red", (1, 0)),
        make_unit(THEATRE, "b1", "blue", (1, 1), entrenchment=2, cohesion=10),
        make_unit(THEATRE, "b2", "blue", (5, 4)),
    ]
    return watched(make_state(THEATRE, units))


def recounted(state: State) -> bool:
    fresh = watched(state).knowledge
    return all(np.array_equal(fresh[f].watch, state.knowledge[f].watch) for f in fresh)


def test_every_event_has_a_reducer() -> None:
    assert set(_REDUCERS) == set(e.EVENT_TYPES)


def test_a_move_takes_the_unit_its_watch_and_its_budget_along(state: State) -> None:
    after = reduce(state, e.Moved("r1", "red", (0, 6, 12), spent=9000))
    unit = after.units["r1"]
    assert (unit.hex, unit.entrenchment, unit.still) == (12, 0, -1)
    assert after.activity["r1"] == Activity(origin=0, spent=9000)
    assert after.stacks[12] == (unit,)
    assert 0 not in after.stacks
    assert recounted(after)


def test_a_halt_lasts_until_the_turn_begins_anew(state: State) -> None:
    halted = reduce(state, e.Moved("r1", "red", (0, 6), spent=1, halted=True))
    assert reduce(halted, e.Moved("r1", "red", (6, 0), spent=2)).activity["r1"].halted
    assert not reduce(halted, e.TurnBegan(2, "red")).activity["r1"].halted


def test_a_move_that_is_stopped_at_once_changes_no_place(state: State) -> None:
    after = reduce(state, e.Moved("r1", "red", (0,), spent=3000, halted=True, stopped="ambush"))
    assert after.units == state.units
    assert after.activity["r1"] == Activity(origin=0, spent=3000, halted=True)


def test_changed_control_is_known_to_the_taker_and_to_those_who_watch() -> None:
    units = [make_unit(THEATRE, "r1", "red", (0, 0)), make_unit(THEATRE, "b1", "blue", (5, 4))]
    state = watched(make_state(THEATRE, units))
    far = BOARD.at(3, 0)
    after = reduce(state, e.ControlChanged("red", (0, far)))
    assert [after.control[0], after.control[far]] == [0, 0]
    assert [after.knowledge["red"].control[h] for h in (0, far)] == [0, 0]
    assert [after.knowledge["blue"].control[h] for h in (0, far)] == [NOBODY, NOBODY]
    assert reduce(after, e.Revealed("blue", (far,))).knowledge["blue"].control[far] == 0


def test_a_fight_takes_steps_cohesion_and_the_attackers_turn(state: State) -> None:
    after = reduce(
        state,
        e.Fought(
            "red", ("r1",), ("r2",), "blue", ("b1",), 0, 7, "1:1", "1:1", (), (3, 4),
            (e.Loss("r1", 1),), (e.Loss("b1", 9, destroyed=True),), (("r1", -18), ("b1", -24)), ("b1",),
        ),
    )  # fmt: skip
    assert after.units["r1"].steps == state.units["r1"].steps - 1
    assert (after.units["r1"].cohesion, after.units["r1"].entrenchment, after.units["r1"].still) == (
        82,
        2,
        -1,
    )
    assert (after.units["b1"].steps, after.units["b1"].cohesion, after.units["b1"].entrenchment) == (0, 0, 1)
    assert after.losses == {"red": 1, "blue": 7}
    assert all(after.activity[u].attacked and after.activity[u].halted for u in ("r1", "r2"))


def test_steps_of_the_dead_are_counted_once(state: State) -> None:
    dying = reduce(state, e.StepsLost("b1", "blue", 3, "starvation"))
    gone = reduce(dying, e.Removed("b1", "blue", 7, "surrendered"))
    assert gone.losses["blue"] == state.units["b1"].steps
    assert "b1" not in gone.units
    assert recounted(gone)


def test_a_withdrawal_is_no_loss_and_reaches_units_still_to_come(state: State) -> None:
    assert reduce(state, e.Removed("b1", "blue", 7, "withdrawn")).losses["blue"] == 0
    waiting = replace(state, waiting={"r9": make_unit(THEATRE, "r9", "red", (0, 0))})
    after = reduce(waiting, e.Removed("r9", "red", 0, "withdrawn"))
    assert not after.waiting
    assert after.units == state.units


def test_an_arrival_may_act_at_once_if_it_is_its_sides_turn(state: State) -> None:
    new = {"r9": make_unit(THEATRE, "r9", "red", (2, 2)), "b9": make_unit(THEATRE, "b9", "blue", (4, 4))}
    after = fold(replace(state, waiting=new), [e.Arrived(new["r9"]), e.Arrived(new["b9"])])
    assert "r9" in after.activity
    assert "b9" not in after.activity
    assert not after.waiting
    assert recounted(after)


def test_a_ferry_takes_the_whole_turn(state: State) -> None:
    after = reduce(state, e.Ferried("r1", "red", 2, 3))
    assert after.units["r1"].hex == 3
    assert (after.activity["r1"].halted, after.activity["r1"].attacked, after.ferried) == (True, True, 1)
    assert recounted(after)


def test_engineers_open_and_close_crossings(state: State) -> None:
    at = edge(2, 3)
    worked = reduce(state, e.WorkDone("r1", (3, 2), 1))
    assert worked.works == {at: 1}
    assert worked.activity["r1"].halted
    done = reduce(worked, e.CrossingChanged("span", "Span", (3, 2), "bridge", "intact", by="r1"))
    assert (done.works, done.crossings[at].status) == ({}, "intact")
    laid = reduce(state, e.CrossingChanged("p1", "Pontoon", (8, 9), "pontoon", "intact", owner="red"))
    assert laid.crossings[8, 9].owner == "red"
    assert (8, 9) not in reduce(laid, e.CrossingChanged("p1", "Pontoon", (8, 9), "pontoon", "gone")).crossings


def test_contacts_come_when_sight_is_lost_and_go_when_it_is_regained_or_the_place_is_empty(
    state: State,
) -> None:
    enemy = state.units["b1"]
    lost = reduce(state, e.LostSight("red", enemy))
    assert lost.knowledge["red"].contacts == {"b1": Contact(enemy, 1)}
    assert not reduce(lost, e.Spotted("red", enemy)).knowledge["red"].contacts
    assert not reduce(lost, e.Revealed("red", (enemy.hex,))).knowledge["red"].contacts
    assert reduce(lost, e.Revealed("red", (enemy.hex + 1,))).knowledge["red"].contacts


def test_a_place_that_is_taken_has_an_owner_and_no_claim(state: State) -> None:
    claimed = reduce(state, e.ClaimAdvanced("alpha", "red", 1))
    assert claimed.claims == {"alpha": Claim("red", 1)}
    assert not reduce(claimed, e.ClaimAdvanced("alpha", "red", 0)).claims
    taken = reduce(claimed, e.PlaceTaken("alpha", "red", "", first=True))
    assert (taken.owners["alpha"], taken.claims, taken.firsts) == ("red", {}, {"alpha": "red"})
    lost = reduce(taken, e.PlaceTaken("alpha", "blue", "red", first=False))
    assert (lost.owners["alpha"], lost.firsts) == ("blue", {"alpha": "red"})


def test_a_new_turn_counts_anew(state: State) -> None:
    busy = fold(state, [e.Ordered("red", 4), e.Ferried("r1", "red", 2, 3), e.Finished("r2")])
    assert (busy.orders, busy.ferried, busy.activity["r2"].done) == (4, 1, True)
    after = reduce(busy, e.TurnBegan(1, "blue"))
    assert (after.active, after.orders, after.ferried) == ("blue", 0, 0)
    assert after.activity == {u: Activity(state.units[u].hex) for u in ("b1", "b2")}


def test_numbers_and_names_that_events_carry(state: State) -> None:
    after = fold(
        state,
        [
            e.SupplyTraced("red", (e.SupplyReading("r1", "isolated", -1, 2),)),
            e.Recovered("r2", 70, 1, 2, 5),
            e.CohesionChanged("blue", -20, (("b1", 0), ("b2", 80))),
            e.PostureSet("r1", "guard"),
            e.Scored("red", "city", 2.5),
            e.PrestigeChanged("red", -2, "incident"),
            e.StanceChanged("red", "blue", "rival"),
            e.SourceChanged("red", 3, active=True),
            e.SourceChanged("red", 3, active=True),
            e.RateChanged("blue", 1.5),
            e.ReplacementsSpent("blue", 0.5),
            e.TriggerFired("rain"),
            e.DecisionOffered("parley", "red"),
            e.DecisionOffered("truce", "red"),
            e.DecisionTaken("parley", "red", "yes"),
            e.Message("", "t", "x"),
            e.TurnEnded(1, "red"),
            e.MatchEnded("red", "minor", "turn_limit"),
        ],
    )
    assert (after.units["r1"].supply, after.units["r1"].supply_km, after.units["r1"].cut_off) == (
        "isolated",
        -1,
        2,
    )
    assert after.units["r1"].posture == "guard"
    assert (after.units["r2"].cohesion, after.units["r2"].steps, after.units["b1"].cohesion) == (70, 5, 0)
    assert (after.scores["red"], after.prestige["red"]) == ({"city": 2.5}, -2)
    assert after.stances["red", "blue"] == after.stances["blue", "red"] == "rival"
    assert (after.sources["red"], after.rates["blue"], after.pools["blue"]) == ((3,), 1.5, 0.5)
    assert (after.fired, after.offers, after.decided) == ({"rain": 1}, {"truce": "red"}, {"parley": "yes"})
    assert after.outcome is not None
    assert after.outcome.winner == "red"
    assert reduce(after, e.SourceChanged("red", 3, active=False)).sources["red"] == ()


HEXES = st.integers(0, BOARD.size - 1)
UNITS = st.sampled_from(["r1", "r2", "b1", "b2"])
SIDES = st.sampled_from(["red", "blue"])
EVENTS = st.one_of(
    st.builds(e.Moved, UNITS, SIDES, st.tuples(HEXES, HEXES), st.integers(0, 40000), st.booleans()),
    st.builds(e.Retreated, UNITS, SIDES, st.tuples(HEXES, HEXES)),
    st.builds(e.Ferried, UNITS, SIDES, HEXES, HEXES),
    st.builds(e.ControlChanged, SIDES, st.lists(HEXES, min_size=1, max_size=4, unique=True).map(tuple)),
    st.builds(e.Revealed, SIDES, st.lists(HEXES, max_size=4, unique=True).map(tuple)),
    st.builds(e.StepsLost, UNITS, SIDES, st.integers(1, 9), st.just("crossing")),
    st.builds(e.PostureSet, UNITS, st.sampled_from(POSTURES)),
    st.builds(e.Finished, UNITS),
    st.builds(
        e.Recovered, UNITS, st.integers(0, 100), st.integers(0, 3), st.integers(0, 5), st.integers(1, 7)
    ),
    st.builds(e.Scored, SIDES, st.sampled_from(["a", "b"]), st.floats(-9, 9)),
    st.builds(e.TurnBegan, st.integers(1, 9), SIDES),
    st.builds(e.PlaceTaken, st.sampled_from(["alpha", "beta"]), SIDES, st.just(""), st.booleans()),
)


@given(st.lists(EVENTS, max_size=12))
def test_no_event_writes_to_the_state_before_it(happened: list[e.Event]) -> None:
    units = [make_unit(THEATRE, k, f, at) for k, f, at in _START]
    state = watched(make_state(THEATRE, units))
    for event in happened:
        before = digest(state)
        after = reduce(state, event)
        assert digest(state) == before
        assert recounted(after)
        assert after.memo is not state.memo
        state = after


_START = [("r1", "red", (0, 0)), ("r2", "red", (1, 0)), ("b1", "blue", (1, 1)), ("b2", "blue", (5, 4))]
