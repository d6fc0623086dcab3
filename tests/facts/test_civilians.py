"""F17 to F19, F22 and F26: the convoy, those who watch it and leave it standing, and aid for the relieved.

Every fact is played twice: with its mechanism, and with the mechanism switched off by what the file of the
scenario says.
"""

from __future__ import annotations

from typing import Any

import pytest

from game.core import events as e
from game.core.orders import DeliverAid, Sortie, Strike
from game.rules.convoys import near_cuts
from game.rules.forecast import forecast
from tests.facts.valley import VALLEY, Play, of_kind, only, points, table, unit, with_and_without

ROUTE = {
    "unit": "buses", "route": ["post", [1, 6]], "civilians": 250, "fighters": 150, "range": [300, 500],
    "joins": "column",
}  # fmt: skip
SLOW = {"mobility": {"motor": {"budget_km": 3}}}
DESERT_ROAD = {"name": "Desert Road", "path": [[9, 6], [0, 6]]}
"""On the near side of the river, away from everybody."""
UNITS = {
    "foe": [unit("buses", [9, 6], "convoy"), unit("column", [1, 6], "is_mobile", arrive=-1)],
    "partners": [unit("post", [9, 0])],
}
AIR = {
    "sorties": {"name": "Aircraft", "a_turn": 4},
    "assets": [{"id": "bombers", "name": "Bombers", "platform": "frigate"}],
}
WATCH = {"id": "watch", "name": "The Watch", "of": ["foe"], "chance": 1.0, "error_km": 6, "wrong": 0.3}


def journey(**changes: Any) -> Play:
    """The foe's convoy goes along the desert road from end to end; the partners have aircraft."""
    given: dict[str, Any] = {
        "map": {**VALLEY["map"], "roads": [*VALLEY["map"]["roads"], DESERT_ROAD]},
        "control": VALLEY["control"][:-1],
        "units": UNITS,
        "convoys": [ROUTE],
        "rules": SLOW,
        "turns": 30,
        **changes,
    }
    given["factions"] = {"partners": AIR, **given.get("factions", {})}
    return Play.of(**given)


def bar_the_road(play: Play, turns: int) -> list[e.ConvoyChanged]:
    """The partners' aircraft watch the road ahead of the convoy, turn after turn."""
    happened: list[e.Event] = []
    for _ in range(turns):
        play.until("partners")
        if "buses" in play.state.units:
            play.do(Sortie("interdiction", play.state.units["buses"].hex))
        happened += play.until("foe")
    return of_kind(happened, e.ConvoyChanged)


# F17 A convoy of fighters and their relatives


@with_and_without
def test_f17_a_convoy_of_fighters_and_civilians_goes_its_way_and_its_fighters_join(on: bool) -> None:
    play = journey(convoys=only(on, ROUTE))
    assert play.view("foe").civil.aboard == ({"buses": (250, 250)} if on else {})
    places = [play.hex_of("buses")]
    while "buses" in play.state.units and play.state.turn < 12:
        play.until("foe", 2)
        places += [play.hex_of("buses")] if "buses" in play.state.units else []
    if not on:
        assert set(places) == {(9, 6)}
        return
    assert len(set(places)) == len(places) == 4
    assert play.state.civil.convoys["buses"].arrived
    assert play.hex_of("column") == (1, 6)
    assert play.state.units["column"].steps == 4
    assert play.state.losses["foe"] == 0


# F18 Nobody knew where the buses went, nor who was in them


@with_and_without
def test_f18_who_is_aboard_and_where_it_is_only_its_owner_knows(on: bool) -> None:
    route = ROUTE if on else {k: v for k, v in ROUTE.items() if k != "range"}
    play = journey(convoys=[route], observers=[{**WATCH, "wrong": 0.0}] if on else [])
    play.until("gov")
    own, other = play.view("foe"), play.view("gov")
    assert "buses" in own.units
    assert "buses" not in other.units
    assert other.civil.convoys == {}
    assert other.civil.aboard == {"buses": (300, 500) if on else (400, 400)}
    if not on:
        assert told(play) == []
        return
    away: list[int] = []
    for _ in range(3):
        away += [
            play.state.theatre.board.distance_m(x.hex, play.at(*play.hex_of("buses"))) for x in told(play)
        ]
        play.until("gov")
    assert len(away) == 3
    assert any(away)
    assert max(away) <= 12_000 + 6000  # its reported place, and how far it goes in a turn


def told(play: Play) -> list[Any]:
    """What is published of convoys this turn."""
    return [x for x in play.view().civil.sightings if x.what == "Convoy" and x.turn == play.state.turn]


# F19 Left standing in the desert


@with_and_without
def test_f19_aircraft_over_the_road_strand_it_and_parts_of_it_slip_away(on: bool) -> None:
    play = journey(rules={**SLOW, "convoys": {"strand_km": 6 if on else 0, "leak_chance": 0.5}})
    play.until("foe")
    what = [x.what for x in bar_the_road(play, 5)]
    convoy = play.state.civil.convoys["buses"]
    if not on:
        assert set(what) <= {"moved", "arrived"}
        assert convoy.stranded == convoy.leaked == 0
        return
    assert what.count("stranded") == 5
    assert convoy.stranded == 5
    assert 1 <= convoy.leaked <= 4
    assert play.state.units["column"].steps == convoy.leaked
    assert play.state.losses["foe"] == 0


@with_and_without
def test_f19_rules_of_engagement_spare_it_for_the_civilians_aboard(on: bool) -> None:
    play = journey(
        units={**UNITS, "partners": [unit("post", [9, 5])]},  # beside the road, across the river
        factions={"partners": {**AIR, "engagement": {"convoys": "forbid" if on else "allow"}}},
    )
    play.until("partners")
    order = Strike("bombers", play.state.units["buses"].hex, "unit")
    refused = play.refusal(order)
    if on:
        assert refused is not None
        assert refused.code == "rules_of_engagement"
        return
    assert refused is None
    told = forecast(play.view(), order)
    assert told.harm > 1  # type: ignore[union-attr]
    assert told.harm_chance == 1.0  # type: ignore[union-attr]
    harmed = of_kind(play.do(order), e.CiviliansHarmed)
    assert sum(x.people for x in harmed) == play.state.civil.harmed["partners"] > 0


@with_and_without
def test_f19_the_road_is_cut_as_long_as_somebody_pays_for_it(on: bool) -> None:
    play = journey()
    play.until("foe")
    play.until("partners")
    if on:
        play.do(Sortie("interdiction", play.state.units["buses"].hex))
        assert play.view().fires.sorties["partners"] == 3
    assert bool(near_cuts(play.state, "foe")) == on
    play.until("foe")
    assert play.state.civil.convoys["buses"].stranded == int(on)
    play.until("foe")
    assert play.state.civil.convoys["buses"].stranded == int(on)  # nobody paid again


# F22 Observers


@with_and_without
def test_f22_neutral_observers_tell_everybody_what_they_see_some_of_it_wrong(on: bool) -> None:
    foes = [unit(f"band{i}", at, "is_fighter") for i, at in enumerate([[3, 4], [7, 3], [4, 1], [2, 5]])]
    play = Play.of(units={"foe": foes}, observers=only(on, WATCH), turns=12)
    away: list[int] = []
    for _ in range(10):
        told = [x.sighting for x in of_kind(play.until("gov"), e.Sighted)]
        for faction in VALLEY["factions"]:
            heard = [x for x in play.view(faction).civil.sightings if x.turn == play.state.turn]
            assert heard == (told if faction != "foe" else [])
        at = [u.hex for u in play.state.units.values() if u.faction == "foe"]
        nearest = play.state.theatre.board.distance_m
        away += [min(nearest(x.hex, h) for h in at) for x in told]
        assert all(0 <= x.confidence <= 1 for x in told)
    if on:
        assert len(away) == 40
        assert sum(d <= 6000 for d in away) > 20
        assert any(d > 6000 for d in away)
    else:
        assert away == []


# F26 Aid


@with_and_without
def test_f26_aid_over_an_open_line_relieves_a_district_and_is_scored(on: bool) -> None:
    relief = {"id": "relief", "text": "The base is relieved", "relief": {"place": "base", "points": 10}}
    play = Play.of(
        factions={"gov": {"aid": on, "sorties": {"name": "Aircraft", "a_turn": 2}}},
        civilians={"base": 5000},
        units={"gov": [unit("garrison", "base")], "foe": [unit("raiders", [3, 3], "is_mobile")]},
        score={"gov": table(relief), "partners": VALLEY["score"]["partners"]},
    )
    order = DeliverAid("base")
    if not on:
        refused = play.refusal(order)
        assert refused is not None
        assert refused.code == "no_aid"
        assert points(play, "gov", "relief") == 0
        return
    assert of_kind(play.do(order), e.AidDelivered) == [e.AidDelivered("gov", "base", 15, 1)]
    assert play.view().fires.sorties["gov"] == 1, "aircraft cover it"
    play.until("foe")
    assert points(play, "gov", "relief") == pytest.approx(10 * 0.15 / 12)
    play.go("raiders", (1, 3), (1, 2))
    play.until("gov")
    refused = play.refusal(order)
    assert refused is not None
    assert refused.code == "no_line"
    assert play.state.civil.relief["base"] == 14, "it wears off meanwhile"
