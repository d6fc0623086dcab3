"""F06 to F14: the siege, the city, the ring around it, and the race.

Every fact is played twice: with its mechanism, and with the mechanism switched off by what the file of the
scenario says, to show that the fact hangs on it and on nothing else.
"""

from __future__ import annotations

from typing import Any

import pytest

from game.core import events as e
from game.core.orders import Attack, EndTurn, Ferry, Move
from game.rules.forecast import forecast
from game.rules.legality import legal_orders
from tests.facts.valley import VALLEY, Play, of_kind, only, points, table, unit, with_and_without


def supply_of(play: Play, unit_id: str) -> str:
    """The supply state of a unit."""
    return play.state.units[unit_id].supply


# F06 The siege that was broken can come back


@with_and_without
def test_f06_every_siege_that_is_imposed_or_broken_again_has_consequences(on: bool) -> None:
    open_road = {"connected": {"faction": "gov", "place": "base"}}
    again = {"repeat": True, "rising": True, "on": "gov"} if on else {"on": "gov"}
    cut = {"prestige": {"faction": "gov", "change": -5, "reason": "The siege is back"}}
    relieved = {"prestige": {"faction": "gov", "change": 2, "reason": "The siege is broken"}}
    play = Play.of(
        units={
            "gov": [unit("garrison", "base", steps=2), unit("column", [0, 2], "assault", steps=2)],
            "foe": [unit("raiders", [1, 5], "is_mobile")],
        },
        triggers=[
            {"id": "cut", "when": {"none_of": [open_road]}, "then": [cut], **again},
            {"id": "open", "when": {"fired": ["cut"], **open_road}, "then": [relieved], **again},
        ],
    )
    prestige = [play.state.prestige["gov"]]
    for _ in range(2):
        play.until("foe")
        play.go("raiders", (1, 3), (1, 2))
        play.until("gov")
        assert supply_of(play, "garrison") == "isolated"
        prestige.append(play.state.prestige["gov"])
        play.until("foe")
        play.go("raiders", (1, 4))
        play.until("gov")
        play.go("column", (1, 2), (0, 2))
        play.until("gov")
        assert supply_of(play, "garrison") == "supplied"
        prestige.append(play.state.prestige["gov"])
    assert prestige == ([10, 5, 7, 2, 4] if on else [10, 5, 7, 7, 7])


# F07 The relief was a symbol


@with_and_without
def test_f07_a_symbolic_victory_is_a_score_of_its_own(on: bool) -> None:
    fame = {"prestige": {"faction": "gov", "change": 10, "reason": "The city relieved"}}
    taken = {"id": "relief", "when": {"holds": {"faction": "gov", "places": ["city"]}}, "then": [fame]}
    proud = {
        "id": "proud",
        "when": {"prestige": {"faction": "gov", "at_least": 20}},
        "then": [{"cohesion": {"faction": "gov", "change": 5}}],
    }
    fame_line = {"id": "fame", "text": "Prestige", "prestige": {"points": 0.2}}
    city_line = {"id": "city", "text": "The city", "hold": {"place": "city", "points": 5}}
    play = Play.of(
        units={"gov": [unit("column", [3, 1], "assault"), unit("guard", "base")]},
        control=[{"faction": "foe"}, {"faction": "gov", "bank": "west", "near": "base", "km": 6}],
        triggers=only(on, taken, proud),
        score={"gov": table(fame_line, city_line)},
    )
    play.go("column", (4, 1))
    play.until("gov", turn=4)
    assert play.state.owners["city"] == "gov"
    assert points(play, "gov", "city") == 5
    assert points(play, "gov", "fame") == (2 if on else 0)
    assert ("proud" in play.state.fired) is on


# F08 More than 60 % of the city


@with_and_without
def test_f08_the_share_of_the_city_is_counted_and_can_win(on: bool) -> None:
    all_of_it = {"share": {"faction": "gov", "group": "city", "at_least": 0.98}}
    end = [{"end": {"reason": "the_city_is_taken", "winner": "gov"}}]
    play = Play.of(
        units={"gov": [unit("column", [3, 1], "assault")]},
        control=[
            {"faction": "foe"},
            {"faction": "gov", "along": [[0, 2], "base"], "km": 1},
            {"faction": "gov", "zones": ["south"]},
            {"faction": "gov", "hexes": [[3, 1]]},
        ],
        triggers=only(on, {"id": "taken", "when": all_of_it, "then": end}),
    )
    theatre = play.state.theatre
    assert theatre.share(play.view("gov").control, "gov", "city") == pytest.approx(0.75)
    assert points(play, "gov", "city") == pytest.approx(7.5)
    play.go("column", (4, 1))
    assert theatre.share(play.view("gov").control, "gov", "city") == 1
    play.do(EndTurn())
    outcome = play.state.outcome
    assert (outcome is not None) is on
    assert outcome is None or (outcome.winner, outcome.reason) == ("gov", "the_city_is_taken")


# F09 Closing in from three sides, with guns


@with_and_without
def test_f09_an_attack_from_three_sides_with_artillery_tells(on: bool) -> None:
    rules = {} if on else {"combat": {"three_sides_shift": 0, "support_shift": 0}}
    play = Play.of(
        units={
            "gov": [
                unit("west", [3, 1], "assault"),
                unit("north", [5, 0], "assault"),
                unit("south", [4, 2], "assault"),
                unit("guns", "base", "artillery"),
            ],
            "foe": [unit("pocket", "city", "is_fighter")],
        },
        control=[{"faction": "foe"}, {"faction": "gov", "bank": "west", "near": "base", "km": 12}],
        rules=rules,
    )
    order = Attack("west", play.at(4, 1))
    expected = forecast(play.view(), order)
    (fight,) = of_kind(play.do(order), e.Fought)
    named = {"three_sides", "support"} & {code for code, _ in fight.shifts}
    assert named == ({"three_sides", "support"} if on else set())
    assert set(fight.batteries) == ({"guns"} if on else set())
    assert set(fight.attackers) == {"west", "north", "south"}
    assert {code for code, _ in expected.shifts} == {code for code, _ in fight.shifts}  # type: ignore[union-attr]


def ringed(on: bool, **changes: Any) -> Play:
    """The pocket in the city, all land around it held, the river behind: `on` with every bridge down."""
    return Play.of(
        units={
            "gov": [
                unit("west", [3, 1], "assault"),
                unit("north", [5, 0], "assault"),
                unit("south", [3, 3], "assault"),
            ],
            "foe": [unit("pocket", "city", "is_fighter", steps=4), unit("far", [5, 1], "is_fighter")],
        },
        control=[
            {"faction": "foe"},
            {"faction": "gov", "along": [[0, 2], [3, 1], [4, 0], [5, 0]], "km": 2},
            {"faction": "gov", "hexes": [[3, 2], [3, 3]]},
            {"faction": "gov", "hexes": [[4, 0]]},
        ],
        factions={"foe": {"sources": [{"at": [9, 4]}]}},
        crossings=[{"id": "bridge", "status": "destroyed" if on else "intact"}],
        rules={"supply": {"isolation_grace_turns": 1, "starving_step_loss": 1.0}, **changes},
    )


# F10 Encircled, with their backs to the river


@with_and_without
def test_f10_a_force_with_its_back_to_the_river_and_no_way_out_withers(on: bool) -> None:
    play = ringed(on)
    play.go("south", (4, 2))
    play.until("foe")
    pocket = play.state.units["pocket"]
    assert (pocket.supply == "isolated") is on
    play.until("gov")
    (fight,) = of_kind(play.do(Attack("west", play.at(4, 1))), e.Fought)
    assert ("isolated" in {code for code, _ in fight.shifts}) is on
    starved: list[e.Event] = []
    while "pocket" in play.state.units and play.state.turn < 6:
        starved += [x for x in of_kind(play.until("foe"), e.StepsLost) if x.cause == "starvation"]
    assert bool(starved) is on


@with_and_without
def test_f10_the_river_can_be_crossed_by_boat_at_a_price(on: bool) -> None:
    boats = 2 if on else 0
    play = ringed(True, crossings={"boats_a_turn": boats, "boat_loss": 1.0})
    play.go("south", (4, 2))
    play.until("foe")
    order = Ferry("pocket", play.at(5, 1))
    assert (play.refusal(order) is None) is on
    if on:
        assert [x.cause for x in of_kind(play.do(order), e.StepsLost)] == ["crossing"]
        assert play.hex_of("pocket") == (5, 1)


# F11 The countryside and the border


@with_and_without
def test_f11_the_countryside_belongs_to_whoever_has_not_been_driven_from_it(on: bool) -> None:
    ground = [{"faction": "foe"}] if on else [{"faction": ""}]
    play = Play.of(
        units={"gov": [unit("column", "base", "assault")], "foe": [unit("border", "gate", "is_fighter")]},
        control=[*ground, {"faction": "gov", "along": [[0, 2], "base"], "km": 1}],
    )
    assert play.state.owners["gate"] == "foe"
    assert (play.state.owners["field"] == "foe") is on
    open_ground = forecast(play.view(), Move("column", (play.at(2, 2), play.at(2, 3))))
    assert open_ground.cost == (7800 if on else 3900)  # type: ignore[union-attr]
    play.until("foe")
    orders = [x for x in legal_orders(play.view()) if isinstance(x, Move)]
    assert play.at(4, 4) in {x.path[-1] for x in orders}


# F12 The race for the border


@with_and_without
def test_f12_whoever_is_first_scores_and_the_rival_loses_half(on: bool) -> None:
    def first(rival: str) -> dict[str, Any]:
        race = {"place": "field", "points": 6 if on else 0, "rivals": [rival]}
        return table({"id": "race", "text": "First at the field", "first": race})

    play = Play.of(
        units={"gov": [unit("column", "base", "assault")], "partners": [unit("van", [7, 1], "sdf_light")]},
        control=[
            {"faction": "foe"},
            {"faction": "partners", "bank": "east"},
            {"faction": "gov", "near": "base", "km": 4},
        ],
        owners={"field": "foe"},
        score={"gov": first("partners"), "partners": first("gov")},
    )
    play.until("partners")
    play.go("van", (7, 3))
    play.until("gov", turn=3)
    (taken,) = [x for x in of_kind(play.events, e.PlaceTaken) if x.place == "field"]
    assert (taken.faction, taken.first) == ("partners", True)
    race = points(play, "partners", "race"), points(play, "gov", "race")
    assert race == ((6, -3) if on else (0, 0))


# F13 Others come down the far bank


@with_and_without
def test_f13_the_partners_enter_on_the_far_bank_and_stay_there(on: bool) -> None:
    play = Play.of(
        units={"partners": [unit("van", [9, 0], "sdf_light", arrive=2 if on else 12)]},
        control=[{"faction": "foe"}, {"faction": "gov", "near": "base", "km": 4}],
    )
    play.until("partners", turn=2)
    assert ("van" in play.state.units) is on
    if on:
        play.go("van", (6, 1), (5, 1))
        across = Move("van", (play.at(5, 1), play.at(4, 1)))
        found = play.refusal(across)
        assert found is not None
        assert found.code == "river"
    theatre = play.state.theatre
    held = play.state.control == theatre.index["partners"]
    assert bool(held.any()) is on
    assert {theatre.board.banks[b] for b in theatre.board.bank[held]} <= {"east"}


# F14 Six kilometres from the eastern entrance


@with_and_without
def test_f14_distances_are_real_kilometres_and_orders_pay_for_them(on: bool) -> None:
    scale = {**VALLEY["map"], "hex_km": 3 if on else 6}
    play = Play.of(map=scale, units={"partners": [unit("van", "works", "sdf_light")]})
    theatre = play.state.theatre.board
    far = theatre.distance_m(theatre.places["works"].hex, theatre.places["city"].hex)
    assert (far == 6000) is on
    play.until("partners")
    found = forecast(play.view(), Move("van", (play.at(6, 1), play.at(7, 1))))
    assert (found.cost == 3750) is on  # type: ignore[union-attr]
