"""F15, F16, F20, F21, F23 to F25: rivals, backers, deals and their price, decline, allies, the far side.

Every fact is played twice: with its mechanism, and with the mechanism switched off by what the file of the
scenario says, to show that the fact hangs on it and on nothing else.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from game.ai.registry import controller
from game.core import events as e
from game.core.forecast import AttackForecast, MoveForecast
from game.core.orders import Attack, Decide, EndTurn, Handover, Move, Order
from game.rules.forecast import forecast
from game.rules.relations import check_restraint, sorties_withheld, tension
from tests.facts.valley import Play, of_kind, only, points, table, unit, with_and_without

# F15 The same enemy, the same prizes, and no war


def rivals(on: bool, field: str = "partners", **changes: Any) -> Play:
    """Government and partners face each other over an open bridge: as rivals, or (not `on`) at war.
    `field` says who holds the field on the partners' bank.
    """
    lines = [{"between": ["gov", "partners"], "sides": {"gov": ["west"], "partners": ["east"]}}]
    stance = "rival" if on else "war"
    return Play.of(
        units={
            "gov": [unit("column", "city", "assault"), unit("second", [3, 1])],
            "partners": [unit("van", "works", "sdf_light")],
        },
        stances=[{"between": ["gov", "partners"], "stance": stance}],
        control=[
            {"faction": ""},
            {"faction": "gov", "bank": "west", "near": "base", "km": 9},
            {"faction": "partners", "near": "works", "km": 2},
            {"faction": "partners", "hexes": [[6, 2], [7, 2], [7, 1], [7, 0], [8, 0], [9, 0]]},
            {"faction": field, "hexes": ["field"]},
        ],
        crossings=[{"id": "bridge", "status": "intact"}],
        tension=[{"between": ["gov", "partners"], "start": 55}],
        lines=lines,
        **changes,
    )


@with_and_without
def test_f15_rivals_neither_fight_nor_enter_each_others_ground(on: bool) -> None:
    play = rivals(on)
    play.go("column", (5, 1))
    attack, entry = Attack("column", play.at(6, 1)), Move("column", (play.at(5, 1), play.at(6, 2)))
    assert (play.refusal(attack) is None) is not on
    refused = play.refusal(entry)
    assert (refused is not None and refused.code == "rival_ground") is on


@with_and_without
def test_f15_crossing_the_line_and_standing_close_strain_relations_and_that_costs_both(on: bool) -> None:
    rules = {} if on else {"diplomacy": {"over_line": 0, "beside": 0, "decay": 0}}
    score = {"gov": table({"id": "peace", "text": "Incidents", "incidents": {"points": -2}})}
    alarm = {
        "id": "alarm",
        "when": {"tension": {"between": ["gov", "partners"], "at_least": 60}},
        "then": [{"prestige": {"faction": "partners", "change": -1, "reason": "A crisis"}}],
    }
    play = rivals(True, rules=rules, score=score, triggers=[alarm])
    order = Move("column", (play.at(4, 1), play.at(5, 1)))
    shown = forecast(play.view(), order)
    assert isinstance(shown, MoveForecast)
    assert shown.incidents == ("partners",)
    assert [x.reason for x in of_kind(play.do(order), e.Incident)] == ["line"]
    assert points(play, "gov", "peace") == -2
    play.until("gov")
    now = tension(play.state, "gov", "partners")
    assert now == (55 + 10 - 7 + 2 if on else 55)
    assert (sorties_withheld(play.view("gov"), "gov") > 0) is on
    assert (sorties_withheld(play.view("partners"), "partners") > 0) is on
    assert ("alarm" in play.state.fired) is on


@with_and_without
def test_f15_critical_tension_keeps_fires_away_from_the_rival(on: bool) -> None:
    rules = {} if on else {"diplomacy": {"critical_at": 101}}
    play = rivals(True, rules=rules)
    play.go("column", (5, 1), (4, 1), (5, 1), (4, 1), (5, 1))
    assert tension(play.state, "gov", "partners") == 85
    found = check_restraint(play.view(), "gov", play.at(5, 2))
    assert (found is not None and found.code == "tension") is on


@with_and_without
def test_f15_a_place_can_be_handed_over_to_calm_the_rival(on: bool) -> None:
    rules = {} if on else {"diplomacy": {"handover": 0}}
    play = rivals(True, field="gov", rules=rules)
    play.do(Handover("field", "partners"))
    assert play.state.owners["field"] == "partners"
    assert tension(play.state, "gov", "partners") == (45 if on else 55)


# F16 The coalition keeps the enemy from the border


@with_and_without
def test_f16_enemies_that_move_towards_the_border_cost_the_partners_points(on: bool) -> None:
    near = {"near": {"faction": "foe", "near": "gate", "km": 6}} if on else {"turn": {"since": 12}}
    line = {"id": "border", "text": "No arrivals", "each_turn": {"when": {"none_of": [near]}, "points": 0.25}}
    play = Play.of(units={"foe": [unit("band", [4, 2], "is_mobile")]}, score={"partners": table(line)})
    play.until("foe")
    assert points(play, "partners", "border") == 0.25
    play.go("band", (4, 5))
    play.until("foe", turn=3)
    assert points(play, "partners", "border") == (0.25 if on else 0.75)


# F20 A deal, and F21 whom it angers


def deal(price: bool, thirds: bool, default: str = "refuse") -> dict[str, Any]:
    """Passage for a band in exchange for prisoners, with stated consequences."""
    own = [
        {"arrive": ["band"]},
        {"prestige": {"faction": "gov", "change": 3, "reason": "Prisoners come home"}},
    ]
    others = [
        {"prestige": {"faction": "partners", "change": -2, "reason": "The deal passes them by"}},
        {"stance": {"between": ["gov", "neighbour"], "stance": "rival"}},
        {"tension": {"between": ["gov", "partners"], "change": 15, "reason": "the deal"}},
    ]
    return {
        "id": "deal",
        "faction": "gov",
        "title": "Passage for prisoners",
        "text": "They offer prisoners for a way out.",
        "default": default,
        "options": [
            {
                "id": "accept",
                "text": "Let them pass",
                "consequences": "Prestige +3; a band joins the foe; the neighbour and the partners object.",
                "then": [*only(price, *own), *only(thirds, *others)],
                "weight": 1,
            },
            {"id": "refuse", "text": "No deal", "consequences": "Nothing happens.", "weight": 0},
        ],
    }


def at_the_table(price: bool = True, thirds: bool = True, default: str = "refuse") -> Play:
    """The deal is on offer in turn 1."""
    return Play.of(
        units={"gov": [unit("column", "base")], "foe": [unit("band", "gate", "is_mobile", arrive=-1)]},
        decisions=[deal(price, thirds, default)],
        triggers=[{"id": "ask", "on": "gov", "when": {"turn": {"until": 1}}, "then": [{"offer": "deal"}]}],
        tension=[{"between": ["gov", "partners"], "start": 20}],
    )


@with_and_without
def test_f20_a_deal_states_its_consequences_and_has_them(on: bool) -> None:
    play = at_the_table(price=on)
    (offer,) = play.view().offers
    assert offer.options[0].consequences
    play.do(Decide("deal", "accept"))
    assert play.state.prestige["gov"] == (13 if on else 10)
    assert ("band" in play.state.units) is on
    assert play.view().offers == ()


@with_and_without
def test_f20_a_deal_that_nobody_answers_is_answered_by_its_default(on: bool) -> None:
    play = at_the_table(default="refuse" if on else "accept")
    play.do(EndTurn())
    assert play.state.decided == {"deal": "refuse" if on else "accept"}
    play.until("gov")
    assert ("band" not in play.state.units) is on


@with_and_without
def test_f20_an_ai_takes_decisions_by_their_weight(on: bool) -> None:
    play = at_the_table()
    name = "simple" if on else "idle"
    found = controller(name).decide(play.view(), random.Random(1))
    assert (found == Decide("deal", "accept")) is on


@with_and_without
def test_f21_a_deal_changes_how_third_parties_stand(on: bool) -> None:
    play = at_the_table(thirds=on)
    happened = play.do(Decide("deal", "accept"))
    assert play.state.prestige["partners"] == (8 if on else 10)
    assert play.state.stances["gov", "neighbour"] == ("rival" if on else "neutral")
    assert tension(play.state, "gov", "partners") == (35 if on else 20)
    assert bool(of_kind(happened, e.StanceChanged)) is on


# F23 Decline


@with_and_without
def test_f23_losses_elsewhere_bleed_replacements_and_cohesion_by_schedule(on: bool) -> None:
    decline = [
        {
            "id": f"decline_{turn}",
            "on": "foe",
            "when": {"turn": {"since": turn}},
            "then": [
                {"replacements": {"faction": "foe", "rate": rate}},
                {"cohesion": {"faction": "foe", "change": -10}},
            ],
        }
        for turn, rate in ((2, 0.5), (4, 0))
    ]
    play = Play.of(
        units={"foe": [unit("band", "gate", "is_fighter", steps=1)]},
        factions={"foe": {"replacements": 1}},
        rules={"recovery": {"cohesion": 0}},
        triggers=only(on, *decline),
    )
    play.until("foe", turn=6)
    band = play.state.units["band"]
    assert (band.steps, band.cohesion) == ((2, 80) if on else (5, 100))
    assert play.view("foe").rate == (0 if on else 1)


# F24 Allied militias


@with_and_without
def test_f24_militias_are_worth_less_than_regular_troops(on: bool) -> None:
    line = {"steps": 8, "attack": 4, "defence": 3}
    rules = {} if on else {"unit_types": {"militia": line, "assault": line}}
    loss: dict[str, float] = {}
    for kind in ("militia", "assault"):
        play = Play.of(
            units={
                "gov": [unit("lead", [3, 1], kind)],
                "foe": [unit("pocket", "city", "is_fighter", steps=2)],
            },
            control=[{"faction": "foe"}, {"faction": "gov", "bank": "west", "near": "base", "km": 6}],
            rules=rules,
        )
        order = Attack("lead", play.at(4, 1))
        expected = forecast(play.view(), order)
        assert isinstance(expected, AttackForecast)
        loss[kind] = expected.defender_loss
        assert of_kind(play.do(order), e.Fought)
    assert (loss["militia"] < loss["assault"]) is on
    assert on or loss["militia"] == pytest.approx(loss["assault"])


# F25 The far side of the border


def border(stance: str, mind: str) -> Play:
    """The neighbour's troops stand beyond the border; the foe's post there is weakly held."""
    play = Play.of(
        units={
            "gov": [unit("column", [2, 5], "assault")],
            "neighbour": [unit("brigade", [3, 6], "assault"), unit("second", [5, 6], "assault")],
            "foe": [unit("border", "gate", "is_fighter", steps=1)],
        },
        control=[
            {"faction": "foe"},
            {"faction": "neighbour", "zones": ["beyond"]},
            {"faction": "gov", "along": [[0, 2], "base", [2, 5]], "km": 2},
        ],
        stances=[{"between": ["gov", "neighbour"], "stance": stance}],
        score={
            "gov": table({"id": "city", "text": "City", "hold": {"place": "city", "points": 1}}),
            "neighbour": table({"id": "gate", "text": "Gate", "hold": {"place": "gate", "points": 9}}),
        },
        factions={"neighbour": {"controller": mind}},
    )
    ai = controller(mind)
    dice = random.Random(1)
    for _ in range(6):
        if "border" not in play.state.units or play.state.owners["gate"] != "foe":
            break
        if play.state.active != "neighbour":
            play.until("neighbour")
        order: Order | None = None
        while order != EndTurn() and play.state.outcome is None:
            order = ai.decide(play.view(), dice)
            play.do(order)
    return play


@with_and_without
def test_f25_the_neighbours_own_mind_takes_the_border(on: bool) -> None:
    play = border("neutral", "simple" if on else "idle")
    assert bool(of_kind(play.events, e.Fought)) is on
    assert ("border" not in play.state.units) is on


@with_and_without
def test_f25_the_far_side_of_the_border_is_closed_to_others(on: bool) -> None:
    play = border("neutral" if on else "war", "idle")
    play.until("gov")
    found = play.refusal(Move("column", (play.at(2, 5), play.at(2, 6))))
    assert (found is not None and found.code == "neutral_ground") is on
