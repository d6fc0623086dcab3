"""F01 to F05, F16 and F27: missiles from afar, what they are aimed at, what is claimed and what is true, the
press, the partners' aircraft under rules of their own, and sorties as a budget.

Every fact is played twice: with its mechanism, and with the mechanism switched off by what the file of the
scenario says.
"""

from __future__ import annotations

from typing import Any

import pytest

from game.core import events as e
from game.core.orders import Attack, Sortie, Strike
from game.rules.forecast import forecast
from game.rules.truth.victory import grade
from game.words import tell
from tests.facts.valley import Play, of_kind, points, table, unit, with_and_without

SUBMARINES = {"assets": [{"id": "boats", "name": "Two submarines", "platform": "submarine"}]}
SITES = {
    "field": {"kind": "command", "faction": "foe"},
    "works": {"kind": "communications", "faction": "foe"},
    "gate": {"kind": "ammunition", "faction": "foe"},
}
SURE = {"hit_site": 1.0, "hit_seen": 1.0, "hit_road": 1.0, "claim": 1.0}
"""Every missile hits, every strike is claimed a success."""
GARRISON = [unit("garrison", "base")]
FOES = [unit("city_1", "city", "is_fighter"), unit("city_2", [3, 2], "is_fighter")]


def war(**changes: Any) -> Play:
    """The government has submarines; the foe has three sites, and two units in the city."""
    given: dict[str, Any] = {
        "units": {"gov": GARRISON, "foe": FOES},
        "sites": SITES,
        "control": [
            {"faction": "foe"}, {"faction": "gov", "along": [[0, 2], "base"], "km": 1},
            {"faction": "neighbour", "zones": ["beyond"]},
        ],
        **changes,
    }  # fmt: skip
    given["factions"] = {"gov": SUBMARINES, **given.get("factions", {})}
    given["rules"] = {"fires": SURE, **given.get("rules", {})}
    return Play.of(**given)


def place(play: Play, name: str) -> int:
    """The hex of a place."""
    return play.state.theatre.board.places[name].hex


# F01 Seven missiles in two groups, three and then four


@with_and_without
def test_f01_submarines_fire_seven_missiles_in_two_groups(on: bool) -> None:
    play = war(factions={"gov": SUBMARINES if on else {}})
    at_site = Strike("boats", place(play, "field"), "site")
    at_unit = Strike("boats", play.at(3, 2), "unit")
    if not on:
        refused = play.refusal(at_site)
        assert refused is not None
        assert refused.code == "no_asset"
        return
    salvos = [x.report.missiles for x in of_kind(play.do(at_site, at_unit), e.Launched)]
    assert salvos == [3, 4]
    refused = play.refusal(at_unit)
    assert refused is not None
    assert refused.code == "not_ready"
    assert "turn 9" in tell(refused.words)
    play.until("gov", 9)
    assert play.refusal(Strike("boats", place(play, "gate"), "site")) is None


@with_and_without
def test_f01_whoever_fires_picks_units_sites_or_roads(on: bool) -> None:
    play = war(sites=SITES if on else {})
    site, road = Strike("boats", place(play, "field"), "site"), Strike("boats", play.at(1, 2), "road")
    assert (play.refusal(site) is None) == on
    assert play.refusal(road) is None
    hit = play.do(Strike("boats", play.at(3, 2), "unit"))
    (lost,) = of_kind(hit, e.StepsLost)
    assert (lost.unit, lost.steps, play.state.units["city_2"].cohesion) == ("city_2", 3, 70)


# F02 A command centre, a communications hub, an ammunition depot


@with_and_without
def test_f02_without_its_command_centre_a_side_is_shaken_and_recovers_slowly(on: bool) -> None:
    harmless = {"sites": {"command": {"recovery": 1.0, "cohesion": 0}}}
    foes = [unit("far", "gate", cohesion=50)]
    play = war(units={"gov": GARRISON, "foe": foes}, rules={} if on else harmless)
    lost = of_kind(play.do(Strike("boats", place(play, "field"), "site")), e.SiteLost)
    assert [(x.faction, x.kind) for x in lost] == [("foe", "command")]
    assert play.state.units["far"].cohesion == (40 if on else 50)
    play.until("gov")  # nobody recovers in turn 1
    play.until("gov")
    assert play.state.units["far"].cohesion == (45 if on else 60)


@with_and_without
def test_f02_without_its_communications_a_side_attacks_one_by_one(on: bool) -> None:
    foes = [unit("a", [3, 2], "is_fighter"), unit("b", [2, 1], "is_fighter")]
    harmless = {"sites": {"communications": {"joint": True}}}
    play = war(units={"gov": GARRISON, "foe": foes}, rules={} if on else harmless)
    play.do(Strike("boats", place(play, "works"), "site"))
    play.until("foe")
    found = forecast(play.view(), Attack("a", place(play, "base")))
    assert found.attackers == (("a",) if on else ("a", "b"))  # type: ignore[union-attr]


@with_and_without
def test_f02_without_its_ammunition_depot_a_side_attacks_weakly(on: bool) -> None:
    harmless = {"sites": {"ammunition": {"attack": 1.0}}}
    foes = [unit("a", [3, 2], "is_fighter")]
    play = war(units={"gov": GARRISON, "foe": foes}, rules={} if on else harmless)
    play.until("foe")
    order = Attack("a", place(play, "base"))
    before = forecast(play.view(), order).attack  # type: ignore[union-attr]
    play.until("gov")
    play.do(Strike("boats", place(play, "gate"), "site"))
    play.until("foe")
    after = forecast(play.view(), order).attack  # type: ignore[union-attr]
    assert after == (0.75 * before if on else before)


@with_and_without
def test_f02_as_long_as_one_of_a_kind_is_left_nothing_changes(on: bool) -> None:
    second = {"works": {"kind": "command", "faction": "foe"}} if on else {}
    play = war(sites={**SITES, **second})
    lost = of_kind(play.do(Strike("boats", place(play, "field"), "site")), e.SiteLost)
    assert [x.kind for x in lost] == ([] if on else ["command"])


@with_and_without
def test_f02_the_loss_of_a_site_can_be_an_event_of_the_scenario(on: bool) -> None:
    bonus = {"prestige": {"faction": "gov", "change": 3, "reason": "a command centre is gone"}}
    play = war(
        triggers=[{"id": "gone", "when": {"site_lost": "field"}, "then": [bonus]}],
        rules={"fires": {**SURE, "hit_site": float(on)}},
    )
    play.do(Strike("boats", place(play, "field"), "site"))
    play.until("gov")
    assert ("gone" in play.state.fired) == on
    assert play.state.prestige["gov"] == (13 if on else 10)


# F03 What is claimed, and what is true


@with_and_without
def test_f03_a_strike_reports_a_claim_at_once_and_the_truth_when_the_hex_is_seen(on: bool) -> None:
    play = war(
        factions={"gov": {**SUBMARINES, "sorties": {"name": "Aircraft", "a_turn": 3}}},
        rules={"fires": {**SURE, "hit_site": 0.0}, "air": {"reconnaissance_km": 8 if on else 0.1}},
    )
    target = place(play, "field")
    happened = play.do(Strike("boats", target, "site"))
    (launched,) = of_kind(happened, e.Launched)
    assert launched.report.claimed
    assert of_kind(happened, e.Assessed) == []
    view = play.view("gov")
    assert [(x.claimed, x.assessed, x.hits) for x in view.fires.reports] == [(True, False, -1)]
    assert view.fires.truths == ()
    assert view.fires.site_hits == {}
    assert play.view("foe").fires.site_hits == {"field": 0}
    seen = of_kind(play.do(Sortie("reconnaissance", play.at(8, 3))), e.Assessed)
    assert [(x.hits, x.confirmed) for x in seen] == ([(0, False)] if on else [])


@with_and_without
def test_f03_the_claim_says_nothing_about_the_truth(on: bool) -> None:
    claims = []
    for seed in range(60):
        play = war(rules={"fires": {**SURE, "hit_site": 0.0, "claim": 0.9 if on else 0.0}})
        play.seed = seed
        (launched,) = of_kind(play.do(Strike("boats", place(play, "field"), "site")), e.Launched)
        claims.append(launched.report.claimed)
    assert abs(sum(claims) / 60 - (0.9 if on else 0.0)) < 0.12


# F04 Ships and bombers, too: a platform is a line of YAML


@with_and_without
def test_f04_a_new_platform_is_a_line_of_the_file(on: bool) -> None:
    rocket = {"name": "Rocket ship", "magazine": 5, "salvos": [2, 3], "reload_turns": 2}
    assets = [
        {"id": "ship", "name": "The Ship", "platform": "rocket" if on else "frigate"},
        {"id": "planes", "name": "Bombers", "platform": "bomber", "since": 3},
    ]
    rules = {"platforms": {"rocket": rocket}} if on else {}
    play = war(factions={"gov": {"assets": assets}}, rules={"fires": SURE, **rules})
    ship = Strike("ship", place(play, "field"), "site")
    bombers = Strike("planes", place(play, "gate"), "site")
    (launched,) = of_kind(play.do(ship), e.Launched)
    assert launched.report.missiles == (2 if on else 3)
    assert play.refusal(bombers) is not None
    play.do(Strike("ship", place(play, "works"), "site"))
    play.until("gov", 3)
    assert (play.refusal(Strike("ship", play.at(1, 2), "road")) is None) == on
    (launched,) = of_kind(play.do(bombers), e.Launched)
    assert launched.report.missiles == 4


# F05 Before the press


@pytest.mark.parametrize("hits", [True, False], ids=["borne out", "not borne out"])
@with_and_without
def test_f05_a_strike_before_the_press_moves_prestige_with_the_claim_and_with_the_truth(
    on: bool, hits: bool
) -> None:
    numbers = {} if on else {"press_claim": 0, "press_confirmed": 0, "press_refuted": 0}
    play = war(
        factions={"gov": {**SUBMARINES, "sorties": {"name": "Aircraft", "a_turn": 3}}},
        rules={"fires": {**SURE, "hit_site": float(hits), **numbers}},
        score={"gov": table({"id": "name", "text": "Prestige", "prestige": {"points": 1}})},
    )
    play.do(Strike("boats", place(play, "field"), "site", press=True))
    assert points(play, "gov", "name") == (2 if on else 0)
    play.do(Sortie("reconnaissance", play.at(8, 3)))
    expected = 2 + (2 if hits else -8)
    assert points(play, "gov", "name") == (expected if on else 0)


@with_and_without
def test_f05_only_the_press_makes_a_strike_public(on: bool) -> None:
    for press in (False, True):
        play = war(rules={"fires": {**SURE, "press_claim": 2 if on else 0}})
        before = play.state.prestige["gov"]
        play.do(Strike("boats", place(play, "field"), "site", press=press))
        assert play.state.prestige["gov"] - before == (2 if press and on else 0)


# F16 The partners' aircraft, under their own rules


def storm(**changes: Any) -> Play:
    """A unit of the partners stands before the works, where the foe is; they have aircraft."""
    given: dict[str, Any] = {
        "units": {"partners": [unit("p1", [7, 1], "sdf_light")], "foe": [unit("worker", "works")]},
        "control": [{"faction": "foe"}, {"faction": "partners", "near": [9, 0], "km": 9},
                    {"faction": "foe", "near": "works", "km": 1}],
        "civilians": {"works": 20_000},
        **changes,
    }  # fmt: skip
    given["factions"] = {
        "partners": {
            "sorties": {"name": "Coalition aircraft", "a_turn": 4},
            **given.get("factions", {}).get("partners", {}),
        }
    }
    play = Play.of(**given)
    play.until("partners")
    return play


@with_and_without
def test_f16_the_coalition_backs_its_partners_from_the_air(on: bool) -> None:
    play = storm(civilians={}, rules={} if on else {"combat": {"support_shift": 0}})
    works = place(play, "works")
    if on:
        play.do(Sortie("support", works), Sortie("support", works))
    refused = play.refusal(Sortie("support", works))
    assert refused is not None, "no more counts"
    assert refused.code == "enough"
    shifts = dict(forecast(play.view(), Attack("p1", works)).shifts)  # type: ignore[union-attr]
    assert shifts.get("support", 0) == (2 if on else 0)


@with_and_without
def test_f16_rules_of_engagement_refuse_or_ask_for_escalation_at_a_price(on: bool) -> None:
    play = storm(factions={"partners": {"engagement": {"harm_limit": 3} if on else {}}})
    order = Sortie("support", place(play, "works"))
    refused = play.refusal(order)
    if not on:
        assert refused is None
        assert play.refusal(Sortie("support", order.target, escalate=True)) is not None
        return
    assert refused is not None
    assert refused.code == "rules_of_engagement"
    assert "10.0 civilians" in tell(refused.words)
    anyway = Sortie("support", order.target, escalate=True)
    told = forecast(play.view(), anyway)
    assert (told.harm, told.harm_chance, told.price) == (10.0, 1.0, 5)  # type: ignore[union-attr]
    before = play.state.prestige["partners"]
    play.do(anyway)
    assert play.state.prestige["partners"] == before - 5
    assert play.state.civil.breaches == {"partners": 1}
    assert 5 <= play.state.civil.harmed["partners"] <= 15


@with_and_without
def test_f16_whoever_breaks_its_rules_wins_in_the_lowest_grade_at_most(on: bool) -> None:
    play = storm(
        factions={"partners": {"engagement": {"harm_limit": 3} if on else {}}},
        score={"partners": table({"id": "gift", "text": "A gift", "hold": {"place": "base", "points": 90}})},
        owners={"base": "partners"},
    )
    play.do(Sortie("support", place(play, "works"), escalate=on))
    assert grade(play.state, "turn_limit").winner == "partners"
    assert grade(play.state, "turn_limit").grade == ("minor" if on else "decisive")


# F27 Sorties are a budget


@with_and_without
def test_f27_sorties_are_a_budget_for_support_interdiction_and_reconnaissance(on: bool) -> None:
    name = {"name": "Aircraft", "a_turn": 3}
    play = war(factions={"gov": {"sorties": name} if on else {}})
    orders = [
        Sortie("support", play.at(3, 2)), Sortie("interdiction", play.at(1, 2)),
        Sortie("reconnaissance", play.at(8, 3)),
    ]  # fmt: skip
    play = war(
        factions={"gov": {"sorties": name} if on else {}},
        units={"gov": GARRISON, "foe": [unit("near", [3, 2])]},
    )
    if not on:
        assert {play.refusal(x).code for x in orders} == {"no_air"}  # type: ignore[union-attr]
        return
    play.do(*orders)
    assert play.state.fires.sorties["gov"] == 0
    assert {play.refusal(x).code for x in orders} == {"no_sorties"}  # type: ignore[union-attr]
    play.until("gov")
    assert play.state.fires.missions == ()
    assert play.state.fires.sorties["gov"] in (1, 3)


@with_and_without
def test_f27_bad_weather_costs_sorties(on: bool) -> None:
    play = war(
        factions={"gov": {"sorties": {"name": "Aircraft", "a_turn": 3}}},
        rules={"air": {"weather_chance": 1.0 if on else 0.0}},
    )
    assert play.state.fires.sorties["gov"] == 3  # the first turn is fine
    play.until("gov")
    assert play.state.fires.sorties["gov"] == (1 if on else 3)


@with_and_without
def test_f27_reconnaissance_shows_what_is_there_until_ones_own_next_turn(on: bool) -> None:
    play = war(
        factions={"gov": {"sorties": {"name": "Aircraft", "a_turn": 3}}},
        units={"gov": GARRISON, "foe": [unit("far", "field")]},
        rules={"air": {"reconnaissance_km": 8 if on else 0.1}},
    )
    assert "far" not in play.view().units
    play.do(Sortie("reconnaissance", play.at(8, 3)))
    assert ("far" in play.view().units) == on
    play.until("foe")
    assert ("far" in play.view("gov").units) == on
    play.until("gov")
    assert "far" not in play.view().units
    assert ([c.unit.id for c in play.view().contacts] == ["far"]) == on
