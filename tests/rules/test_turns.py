from dataclasses import replace

import pytest

from game.core import events as e
from game.core.orders import Concede, EndTurn, Finish, SetPosture
from game.core.rng import Dice
from game.core.scenario import SourceSpec, StanceSpec
from game.core.score import FirstLine, PointLine, ScoreSpec
from game.core.state import State
from game.rules.truth.audit import problems
from game.rules.truth.reduce import reduce
from game.rules.truth.resolve import resolve, resolve_to
from game.rules.truth.turns import order_of_play
from tests.rules.spine import BOARD, SPEC, ended, faction, put, scenario, start, unit


def of(kind: type, happened: list[e.Event]) -> list[e.Event]:
    return [event for event in happened if isinstance(event, kind)]


def test_factions_act_in_order_and_the_turn_counts_up_when_all_have() -> None:
    _, happened = ended(start(), 4)
    began = [(ev.turn, ev.faction) for ev in happened if isinstance(ev, e.TurnBegan)]
    assert began == [(1, "blue"), (1, "green"), (2, "red"), (2, "blue")]


def test_two_that_alternate_swap_every_other_turn() -> None:
    spec = replace(SPEC, alternate=("red", "green"))
    assert order_of_play(spec, 1) == ("red", "blue", "green")
    assert order_of_play(spec, 2) == ("green", "blue", "red")
    assert order_of_play(spec, 3) == ("red", "blue", "green")
    _, happened = ended(start(alternate=("red", "green")), 6)
    began = [ev.faction for ev in happened if isinstance(ev, e.TurnBegan)]
    assert began == ["blue", "green", "green", "blue", "red", "red"]


def test_a_faction_without_units_still_has_its_turn() -> None:
    state, _ = ended(start(units={"red": SPEC.units["red"]}), 1)
    assert (state.active, state.activity) == ("blue", {})


def test_the_match_ends_after_the_last_turn() -> None:
    state, happened = ended(start(turns=2), 6)
    assert state.outcome is not None
    assert state.outcome.reason == "turn_limit"
    assert isinstance(happened[-1], e.MatchEnded)
    assert sum(isinstance(event, e.MatchEnded) for event in happened) == 1
    assert problems(state) == []


# Orders


def test_orders_are_counted_until_the_turn_ends() -> None:
    state = start()
    words = ("posture", "finish", "finish")
    for number, order in enumerate([SetPosture("r1", "guard"), Finish("r1"), Finish("r2")]):
        r = resolve_to(state, order, Dice(1, number))
        assert r.events[0] == e.Ordered("red", number + 1, words[number])
        state = r.state
    assert (state.orders, state.units["r1"].posture) == (3, "guard")
    assert state.given == {"red posture": 1, "red finish": 2}
    assert state.activity["r1"].done
    after = resolve_to(state, EndTurn(), Dice(1, 3)).state
    assert (after.active, after.orders) == ("blue", 0)


def test_conceding_ends_the_match() -> None:
    events = resolve(start(), Concede(), Dice(1, 0))
    assert events == (e.MatchEnded("blue", "decisive", "concession"),)


def test_what_comes_into_sight_at_a_turn_start_is_told() -> None:
    units = {"red": (unit("r1", "west"),), "blue": (unit("b1", (1, 3), arrive=1),)}
    state = start(units=units)
    control = state.control.copy()
    control[BOARD.at(1, 3)] = state.theatre.index["blue"]
    r = resolve_to(replace(state, control=control), EndTurn(), Dice(1, 0))
    assert [ev.unit.id for ev in r.events if isinstance(ev, e.Spotted) and ev.faction == "red"] == ["b1"]


# Places


def owner_after(state: State, turns: int, place: str = "town") -> str:
    after, _ = ended(state, turns)
    return after.owners[place]


def garrison(**changes: object) -> State:
    """r2 of red in the town, b2 of blue away from it, red about to end its turn."""
    return put(put(start(), "b2", (7, 5)), "r2", (3, 4), **changes)


def test_a_place_falls_at_the_second_own_turn_end_in_a_row() -> None:
    state = garrison()
    assert state.owners["town"] == "blue"
    after, happened = ended(state)
    assert after.owners["town"] == "blue"
    assert of(e.ClaimAdvanced, happened) == [e.ClaimAdvanced("town", "red", 1)]
    after, happened = ended(after, 3)
    assert of(e.PlaceTaken, happened) == [e.PlaceTaken("town", "red", "blue", first=True)]
    assert (after.owners["town"], after.claims, after.firsts) == ("red", {}, {"town": "red"})


@pytest.mark.parametrize("changes", [{"steps": 1}, {"supply": "unsupplied"}, {"supply": "isolated"}])
def test_weak_and_unsupplied_units_claim_nothing(changes: dict[str, object]) -> None:
    after, happened = ended(garrison(**changes))
    assert of(e.ClaimAdvanced, happened) == []
    assert after.claims == {}


def test_an_overextended_unit_can_claim() -> None:
    assert ended(garrison(supply="overextended"))[0].claims


def test_a_claim_lapses_when_nobody_is_there_at_the_next_turn_end() -> None:
    state, _ = ended(garrison(), 3)
    state = put(state, "r2", (1, 4))
    state, happened = ended(state)
    assert of(e.ClaimAdvanced, happened) == [e.ClaimAdvanced("town", "red", 0)]
    assert state.claims == {}
    state = put(state, "r2", (3, 4))
    assert owner_after(state, 3) == "blue"


def test_an_owner_keeps_an_empty_place() -> None:
    assert owner_after(put(start(), "b2", (7, 5)), 9) == "blue"


def test_places_of_those_one_is_not_at_war_with_are_not_taken() -> None:
    state = put(start(owners={"town": "green"}), "b2", (7, 5))
    state = put(state, "r2", (3, 4))
    assert owner_after(state, 5) == "red"
    peace = {**state.stances, ("red", "green"): "neutral", ("green", "red"): "neutral"}
    assert owner_after(replace(state, stances=peace), 5) == "green"


def test_only_the_first_taker_since_the_start_is_first() -> None:
    state, _ = ended(garrison(), 4)
    state = put(put(state, "r2", (0, 3)), "b2", (3, 4))
    state, happened = ended(state, 4)
    assert of(e.PlaceTaken, happened) == [e.PlaceTaken("town", "blue", "red", first=False)]
    assert state.firsts == {"town": "red"}


def test_where_some_race_for_a_place_others_cannot_be_first() -> None:
    race = PointLine("race", "First in town", first=FirstLine("town", 6, ("blue",)))
    state = put(start(score={"green": ScoreSpec(90, (race,))}), "b2", (7, 5))
    state = put(state, "r2", (3, 4))
    state, happened = ended(state, 4)
    assert of(e.PlaceTaken, happened) == [e.PlaceTaken("town", "red", "blue", first=False)]
    assert state.firsts == {}


# Phases


def test_the_phases_of_a_turn_start_come_in_order() -> None:
    units = {
        "red": (unit("r1", "west"),),
        "blue": (unit("b1", "east", cohesion=50), unit("b2", "east", arrive=2)),
    }
    state, _ = ended(start(units=units), 3)
    state, happened = ended(state)
    kinds = (e.TurnEnded, e.TurnBegan, e.Arrived, e.SupplyTraced, e.Recovered)
    order = [type(event) for event in happened if isinstance(event, kinds)]
    assert [kind for i, kind in enumerate(order) if kind not in order[:i]] == list(kinds)
    assert state.units["b1"].cohesion == 60
    assert problems(state) == []


def test_a_unit_that_finds_its_hex_full_comes_on_beside_it_on_the_same_bank() -> None:
    crowd = tuple(unit(f"r{i}", (4, 0)) for i in range(2))
    units = {"red": (*crowd, unit("r9", (4, 0), arrive=2)), "blue": (unit("b1", "east"),)}
    state, _ = ended(start(units=units), 3)
    at = BOARD.col_row(state.units["r9"].hex)
    assert at == (3, 0)
    assert problems(state) == []


def test_a_unit_waits_while_there_is_no_room_at_all() -> None:
    units = {"red": (unit("r9", (4, 0), arrive=2),), "blue": (unit("b1", "east"),)}
    state = start(units=units, stances=(StanceSpec(("red", "blue"), "neutral"),))
    everywhere = state.control.copy()
    everywhere[:] = state.theatre.index["blue"]
    blocked, _ = ended(replace(state, control=everywhere), 3)
    assert (blocked.turn, set(blocked.waiting)) == (2, {"r9"})
    opened = reduce(blocked, e.StanceChanged("red", "blue", "war"))
    arrived, _ = ended(opened, 3)
    assert BOARD.col_row(arrived.units["r9"].hex) == (4, 0)
    assert arrived.control[arrived.units["r9"].hex] == arrived.theatre.index["red"]


def test_a_source_of_supply_closes_after_its_last_turn() -> None:
    sides = {
        **SPEC.factions,
        "red": replace(faction("red"), sources=(SourceSpec("west", until=2), SourceSpec((0, 4)))),
    }
    state = start(factions=sides)
    assert state.sources["red"] == (BOARD.at(0, 3), BOARD.at(0, 4))
    state, _ = ended(state, 3)
    assert len(state.sources["red"]) == 2
    state, happened = ended(state, 3)
    assert state.sources["red"] == (BOARD.at(0, 4),)
    assert of(e.SourceChanged, happened) == [e.SourceChanged("red", BOARD.at(0, 3), active=False)]


def test_ending_turns_with_idle_sides_breaks_nothing() -> None:
    state = start()
    while state.outcome is None:
        state, _ = ended(state)
        assert problems(state) == []
    assert state.turn == scenario().theatre.turns
