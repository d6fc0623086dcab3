from dataclasses import replace
from typing import Any

import pytest

from game.core import events as e
from game.core import scenario, script
from game.core.civil import ConvoySpec
from game.core.orders import EndTurn, Finish
from game.core.refs import Provenance
from game.core.rng import Dice
from game.core.script import Condition, DecisionSpec, Effect, OptionSpec, Trigger
from game.core.state import State
from game.core.tasks import Task
from game.rules.truth.audit import problems
from game.rules.truth.observe import observe, redact
from game.rules.truth.resolution import Resolution
from game.rules.truth.resolve import resolve_to
from game.rules.truth.triggers import apply, decide, holds
from tests.rules.spine import BOARD, SPEC, ended, put, start, unit

SAY = Effect(say=script.SayEffect("News", "Something happened.", to="red", place="town"))


def applied(state: State, effect: Effect) -> Resolution:
    r = Resolution(state, Dice(1, 0))
    apply(r, effect, "F01")
    return r


def fired_in(trigger: Trigger, faction_turns: int) -> list[str]:
    """Factions at whose turn starts the trigger fired, the very first included."""
    state = start(triggers=(trigger,))
    out = ["red"] if trigger.id in state.fired else []
    for _ in range(faction_turns):
        state, happened = ended(state)
        out += [state.active for event in happened if isinstance(event, e.TriggerFired)]
    return out


# Conditions


CASES = [
    (Condition(), True),
    (Condition(turn=script.TurnWindow(1, 1)), True),
    (Condition(turn=script.TurnWindow(2)), False),
    (Condition(turn=script.TurnWindow(until=0)), False),
    (Condition(holds=script.Holds("blue", ("town", "east"))), True),
    (Condition(holds=script.Holds("blue", ("town", "west"))), False),
    (Condition(share=script.ShareIs("red", "city", at_least=0.5)), True),
    (Condition(share=script.ShareIs("red", "city", below=0.5)), False),
    (Condition(share=script.ShareIs("blue", "old", at_least=0.5, below=0.51)), True),
    (Condition(near=script.UnitsNear("red", "west", 3, 2)), True),
    (Condition(near=script.UnitsNear("red", "west", 2.9, 2)), False),
    (Condition(near=script.UnitsNear("red", (7, 3), 9)), False),
    (Condition(stance=script.StanceIs(("red", "blue"), "war")), True),
    (Condition(stance=script.StanceIs(("blue", "red"), "rival")), False),
    (Condition(losses=script.LossesAre("red", 1)), False),
    (Condition(losses=script.LossesAre("red", 0)), True),
    (Condition(tension=script.TensionIs(("red", "green"), 1)), False),
    (Condition(tension=script.TensionIs(("red", "green"), below=1)), True),
    (Condition(prestige=script.PrestigeIs("red", 0, 1)), True),
    (Condition(prestige=script.PrestigeIs("red", below=0)), False),
    (Condition(incidents=script.LossesAre("red", 1)), False),
    (Condition(incidents=script.LossesAre("red", 0)), True),
    (Condition(relief=script.ReliefIs("town", 1)), False),
    (Condition(relief=script.ReliefIs("town", 0)), True),
    (Condition(convoy=script.ConvoyIs("g1", "arrived")), False),
    (Condition(convoy=script.ConvoyIs("g1", "stranded", 0)), True),
    (Condition(site_lost="town"), False),
    (Condition(fired=("never",)), False),
    (Condition(decided=("parley", "yes")), False),
    (Condition(encircled=script.Encircled("red")), False),
    (Condition(supply=script.SupplyIs("red", "supplied")), True),
    (Condition(supply=script.SupplyIs("red", "isolated")), False),
    (Condition(ordered=script.Ordered("red", "move")), False),
    (Condition(elapsed=script.Elapsed("never", 0)), False),
    (Condition(connected=script.Connected("red", "west")), True),
    (Condition(connected=script.Connected("red", "east")), False),
    (Condition(any_of=(Condition(turn=script.TurnWindow(2)), Condition(turn=script.TurnWindow(1)))), True),
    (Condition(any_of=(Condition(turn=script.TurnWindow(2)),)), False),
    (Condition(none_of=(Condition(turn=script.TurnWindow(2)),)), True),
    (Condition(none_of=(Condition(turn=script.TurnWindow(2)), Condition())), False),
    (Condition(turn=script.TurnWindow(1), holds=script.Holds("red", ("town",))), False),
]


@pytest.mark.parametrize(("condition", "expected"), CASES)
def test_a_condition_holds_when_all_its_fields_do(condition: Condition, expected: bool) -> None:
    city = (scenario.Paint("red", zones=("city",)), scenario.Paint("blue", hexes=((2, 1),)))
    state = start(control=(*SPEC.control, *city), convoys=(ConvoySpec("g1", ("ford",), 10, 0),))
    assert holds(state, condition) is expected


def test_the_cases_above_name_every_field_of_a_condition() -> None:
    fields = Condition.__slots__  # type: ignore[attr-defined]
    assert {f for c, _ in CASES for f in fields if getattr(c, f) not in (None, (), "")} == set(fields)


def test_units_are_encircled_as_last_traced() -> None:
    state = put(start(), "b2", (0, 0), supply="isolated")
    assert holds(state, Condition(encircled=script.Encircled("blue")))
    assert not holds(state, Condition(encircled=script.Encircled("blue", 2)))
    assert not holds(state, Condition(encircled=script.Encircled("red")))
    assert holds(state, Condition(encircled=script.Encircled("blue", near=(1, 0), km=3)))
    assert not holds(state, Condition(encircled=script.Encircled("blue", near=(7, 0), km=3)))


def test_a_connection_is_cut_when_the_enemy_stands_on_it() -> None:
    state = start(
        control=(scenario.Paint("red"),), units={"red": (unit("r1", "west"),), "blue": (unit("b1", (7, 5)),)}
    )
    connected = Condition(connected=script.Connected("red", "ford"))
    assert holds(state, connected)
    for i, at in enumerate([(3, 0), (3, 1), (4, 1)]):
        blocker = replace(state.units["b1"], id=f"b{i + 2}", hex=BOARD.at(*at), steps=1)
        state = replace(state, units={**state.units, blocker.id: blocker})
    assert not holds(state, connected)


def test_what_fired_and_what_was_decided_count() -> None:
    state = replace(start(), fired={"rain": 1}, decided={"parley": "yes"}, losses={"red": 4, "blue": 0})
    assert holds(
        state, Condition(fired=("rain",), decided=("parley", "yes"), losses=script.LossesAre("red", 4))
    )
    assert not holds(state, Condition(decided=("parley", "no")))
    assert not holds(state, Condition(fired=("rain", "snow")))


# When triggers fire


def test_a_trigger_fires_once_at_the_first_turn_start_at_which_it_holds() -> None:
    assert fired_in(Trigger("t", Condition(turn=script.TurnWindow(2)), (SAY,)), 8) == ["red"]


def test_a_trigger_on_a_faction_waits_for_its_turn_start() -> None:
    assert fired_in(Trigger("t", Condition(), (SAY,), on="green"), 8) == ["green"]


def test_a_repeating_trigger_fires_whenever_it_holds() -> None:
    assert fired_in(Trigger("t", Condition(), (SAY,), on="blue", repeat=True), 6) == ["blue", "blue"]
    assert fired_in(Trigger("t", Condition(turn=script.TurnWindow(1, 1)), (SAY,), repeat=True), 6) == [
        "red", "blue", "green",
    ]  # fmt: skip


def test_a_trigger_acts_on_what_the_one_before_it_left() -> None:
    war_off = Effect(stance=script.StanceIs(("red", "blue"), "rival"))
    first = Trigger("first", Condition(turn=script.TurnWindow(2)), (war_off,))
    second = Trigger(
        "second", Condition(stance=script.StanceIs(("red", "blue"), "rival"), fired=("first",)), (SAY,)
    )
    state, _ = ended(start(triggers=(first, second)), 3)
    assert state.fired == {"first": 2, "second": 2}
    state, _ = ended(start(triggers=(second, first)), 3)
    assert state.fired == {"first": 2}


def test_nothing_more_happens_after_a_trigger_ended_the_match() -> None:
    end = Trigger(
        "end", Condition(turn=script.TurnWindow(2)), (Effect(end=script.EndEffect("peace", "green")),)
    )
    state, happened = ended(
        start(triggers=(end, Trigger("late", Condition(turn=script.TurnWindow(2)), (SAY,)))), 3
    )
    assert state.outcome is not None
    assert (state.outcome.winner, state.outcome.reason) == ("green", "peace")
    assert isinstance(happened[-1], e.MatchEnded)
    assert "late" not in state.fired


# After orders

TASK = script.TaskEffect("go", "Go", "Press {key:end_turn}.", to="red", at="town", unit="r1")
FINISHED = Condition(ordered=script.Ordered("red", "finish"))


def ordering(*triggers: Trigger) -> Resolution:
    """What comes of red's order that r1 is done."""
    return resolve_to(start(triggers=triggers), Finish("r1"), Dice(1, 0))


def test_a_trigger_for_each_order_answers_at_once_and_others_wait() -> None:
    prompt = Trigger("prompt", FINISHED, (SAY,), each_order=True)
    assert set(ordering(prompt, replace(prompt, id="late", each_order=False)).state.fired) == {"prompt"}
    assert ordering(replace(prompt, on="blue")).state.fired == {}
    twice = replace(prompt, when=Condition(ordered=script.Ordered("red", "finish", 2)))
    assert ordering(twice).state.fired == {}


def test_a_trigger_for_each_order_sees_supply_as_traced_at_the_turn_start() -> None:
    """Turn starts run triggers before supply is traced; this one is looked at again afterwards."""
    supplied = Condition(supply=script.SupplyIs("blue", "supplied", unit="b1"))
    state = start(triggers=(Trigger("t", supplied, (SAY,), on="blue", each_order=True),))
    state = put(state, "b1", (7, 3), supply="isolated")
    assert resolve_to(state, EndTurn(), Dice(1, 0)).state.fired == {"t": 1}


def test_a_unit_that_an_order_brings_on_is_seen_at_once() -> None:
    units = {**SPEC.units, "blue": (*SPEC.units["blue"], unit("b9", (1, 4), arrive=-1))}
    call = Trigger("call", FINISHED, (Effect(arrive=("b9",)),), each_order=True)
    r = resolve_to(start(triggers=(call,), units=units), Finish("r1"), Dice(1, 0))
    assert problems(r.state) == []
    assert any(isinstance(event, e.Spotted) and event.unit.id == "b9" for event in r.events)


def test_a_task_stays_until_it_is_done_and_only_its_side_knows_it() -> None:
    state = start(triggers=(Trigger("t", Condition(turn=script.TurnWindow(6)), (Effect(task=TASK),)),))
    r = applied(state, Effect(task=TASK))
    assert r.state.tasks["go"] == Task("red", "Go", "Press {key:end_turn}.", BOARD.places["town"].hex, "r1")
    assert [task.title for task in observe(r.state, "red").tasks] == ["Go"]
    assert observe(r.state, "blue").tasks == ()
    assert redact(state, r.state, r.events, "blue") == ()
    done = applied(r.state, Effect(task_done=("go", "go")))
    assert [task.done for task in observe(done.state, "red").tasks] == [1]
    assert len(done.events) == 1
    assert problems(done.state) == []


def test_time_counts_from_the_turn_in_which_a_trigger_fired() -> None:
    state = replace(start(), turn=4, fired={"rain": 2})
    assert holds(state, Condition(elapsed=script.Elapsed("rain", 2)))
    assert not holds(state, Condition(elapsed=script.Elapsed("rain", 3)))


def test_supply_can_be_asked_of_one_unit_and_of_a_neighbourhood() -> None:
    state = put(start(), "b2", (0, 0), supply="overextended")
    long = script.SupplyIs("blue", "overextended")
    assert holds(state, Condition(supply=long))
    assert not holds(state, Condition(supply=replace(long, count=2)))
    assert not holds(state, Condition(supply=replace(long, unit="b1")))
    assert not holds(state, Condition(supply=replace(long, near=(7, 0), km=3)))


# Effects


def test_words_carry_their_source() -> None:
    trigger = Trigger("t", Condition(turn=script.TurnWindow(2)), (SAY,), source=Provenance("reported", "F05"))
    _, happened = ended(start(triggers=(trigger,)), 3)
    assert e.Message("red", "News", "Something happened.", "town", "reported F05") in happened


def test_units_come_and_go() -> None:
    units = {
        **SPEC.units,
        "green": (unit("g1", (0, 5)), unit("g9", (1, 5), arrive=-1), unit("g8", (1, 5), arrive=5)),
    }
    state = start(units=units)
    came = applied(state, Effect(arrive=("g9",))).state
    assert BOARD.col_row(came.units["g9"].hex) == (1, 5)
    assert applied(came, Effect(arrive=("g9",))).events == []
    gone = applied(came, Effect(withdraw=("g9", "g8", "nobody"))).state
    assert "g9" not in gone.units
    assert "g8" not in gone.waiting
    assert gone.losses == dict.fromkeys(gone.losses, 0)


def test_a_unit_called_when_there_was_no_room_comes_when_there_is() -> None:
    call = Trigger("call", Condition(turn=script.TurnWindow(1)), (Effect(arrive=("g9",)),), on="green")
    units = {"red": SPEC.units["red"], "green": (unit("g9", (1, 5), arrive=-1),)}
    rival = (scenario.StanceSpec(("red", "green"), "rival"),)
    state = start(triggers=(call,), units=units, control=(scenario.Paint("red"),), stances=rival)
    state, _ = ended(state, 2)
    assert (set(state.fired), set(state.waiting)) == ({"call"}, {"g9"})
    war = {**state.stances, ("red", "green"): "war", ("green", "red"): "war"}
    state, _ = ended(replace(state, stances=war), 3)
    assert BOARD.col_row(state.units["g9"].hex) == (1, 5)


def test_numbers_change_within_their_bounds() -> None:
    state = put(start(), "b2", (3, 4), cohesion=15)
    r = applied(
        state,
        Effect(
            prestige=script.PrestigeEffect("red", 3, "relief"),
            replacements=script.RateEffect("red", 2.5),
            cohesion=script.CohesionEffect("blue", -20),
        ),
    )
    assert (r.state.prestige["red"], r.state.rates["red"]) == (3, 2.5)
    assert (r.state.units["b1"].cohesion, r.state.units["b2"].cohesion) == (80, 0)
    assert applied(state, Effect(cohesion=script.CohesionEffect("red", 5))).state.units["r1"].cohesion == 100


def test_sources_and_crossings_open_and_close_once() -> None:
    opened = applied(start(), Effect(source_of_supply=script.SourceEffect("red", "town")))
    town = BOARD.places["town"].hex
    assert town in opened.state.sources["red"]
    again = applied(opened.state, Effect(source_of_supply=script.SourceEffect("red", "town")))
    assert again.events == []
    closed = applied(opened.state, Effect(source_of_supply=script.SourceEffect("red", "town", active=False)))
    assert town not in closed.state.sources["red"]
    blown = applied(start(), Effect(crossing=script.CrossingEffect("span", "destroyed")))
    assert [c.status for c in blown.state.crossings.values()] == ["destroyed"]
    assert applied(blown.state, Effect(crossing=script.CrossingEffect("span", "destroyed"))).events == []


def test_war_gives_every_unit_the_ground_it_stands_on() -> None:
    rival = (scenario.StanceSpec(("red", "green"), "rival"),)
    state = start(stances=rival, control=(scenario.Paint("green"),), units={"red": (unit("r1", "west"),)})
    assert int(state.control[BOARD.at(0, 3)]) == state.theatre.index["green"]
    r = applied(state, Effect(stance=script.StanceIs(("green", "red"), "war")))
    assert r.state.stances["red", "green"] == "war"
    assert int(r.state.control[BOARD.at(0, 3)]) == state.theatre.index["red"]
    assert applied(r.state, Effect(stance=script.StanceIs(("green", "red"), "war"))).events == []


# Decisions

PARLEY = DecisionSpec(
    "parley", "red", "A parley", "They ask to talk.", default="no",
    options=(
        OptionSpec("yes", "Talk", "Costs 2.", (Effect(prestige=script.PrestigeEffect("red", -2, "parley")),)),
        OptionSpec("no", "Refuse", "Nothing.", (Effect(say=script.SayEffect("No", "No talk.")),)),
    ),
    source=Provenance("known", "somewhere"),
)  # fmt: skip


def offered(**changes: Any) -> State:
    trigger = Trigger("ask", Condition(), (Effect(offer="parley"),), on="red")
    return start(triggers=(trigger,), decisions=(PARLEY,), **changes)


def test_an_answer_has_its_consequences() -> None:
    state = offered()
    assert state.offers == {"parley": "red"}
    r = Resolution(state, Dice(1, 0))
    decide(r, "parley", "yes")
    assert (r.state.offers, r.state.decided) == ({}, {"parley": "yes"})
    assert r.state.prestige["red"] == -2


def test_no_answer_is_the_default_at_the_turn_end_of_whoever_was_asked() -> None:
    state, happened = ended(offered())
    assert (state.offers, state.decided) == ({}, {"parley": "no"})
    assert happened[:3] == [
        e.DecisionTaken("parley", "red", "no"),
        e.Message("", "No", "No talk.", "", "known somewhere"),
        e.TurnEnded(1, "red"),
    ]


def test_an_offer_made_in_anothers_turn_waits_for_the_own_turn_end() -> None:
    trigger = Trigger("ask", Condition(), (Effect(offer="parley"),), on="blue")
    state, _ = ended(start(triggers=(trigger,), decisions=(PARLEY,)), 3)
    assert (state.active, state.offers) == ("red", {"parley": "red"})
    assert problems(state) == []
    assert ended(state)[0].decided == {"parley": "no"}
