"""Strikes: what may be aimed at, hits and craters, mistakes, claims and what others notice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from game.core import events as e
from game.core.forecast import StrikeForecast
from game.core.orders import EndTurn, Move, Sortie, Strike
from game.rules.forecast import forecast
from game.rules.strikes import at_least
from game.rules.truth.audit import problems
from game.rules.truth.evolve import evolve
from game.rules.truth.redact import redact
from tests.facts.test_fires import FOES, GARRISON, SUBMARINES, SURE, place, war
from tests.facts.valley import Play, of_kind, unit


def code(play: Play, order: Any) -> str:
    """Code of the refusal, empty for none."""
    refused = play.refusal(order)
    return refused.code if refused else ""


def test_refusals_say_what_is_wrong_with_the_target() -> None:
    play = war()
    home, field, city = place(play, "base"), place(play, "field"), play.at(3, 2)
    assert code(play, Strike("ghost", city, "unit")) == "no_asset"
    assert code(play, Strike("boats", 10**6, "unit")) == "off_board"
    assert code(play, Strike("boats", -1, "site")) == "off_board"
    assert code(play, Strike("boats", city, "moon")) == "no_aim"  # type: ignore[arg-type]
    assert code(play, Strike("boats", field, "unit")) == "no_enemy"
    assert code(play, Strike("boats", home, "unit")) == "no_enemy"
    assert code(play, Strike("boats", city, "site")) == "no_site"
    assert code(play, Strike("boats", field, "road")) == "no_road"
    assert code(play, Strike("boats", city, "unit", escalate=True)) == "no_need"
    assert code(play, Strike("boats", city, "unit")) == ""


def test_nobody_fires_at_the_sites_of_a_side_that_is_not_at_war() -> None:
    play = war(sites={"post": {"kind": "command", "faction": "neighbour"}})
    assert code(play, Strike("boats", place(play, "post"), "site")) == "not_at_war"


def test_a_site_that_is_known_to_be_lost_is_no_target() -> None:
    play = war(factions={"gov": {**SUBMARINES, "sorties": {"name": "Aircraft", "a_turn": 3}}})
    field = place(play, "field")
    play.do(Strike("boats", field, "site"))
    assert code(play, Strike("boats", field, "site")) == ""  # claimed, but not seen
    play.do(Sortie("reconnaissance", play.at(8, 3)))
    assert code(play, Strike("boats", field, "site")) == "site_lost"


def test_a_last_seen_unit_is_hit_less_often_and_not_at_all_if_it_left() -> None:
    play = war(rules={"fires": {**SURE, "hit_last_seen": 0.2}})
    seen = forecast(play.view(), Strike("boats", play.at(3, 2), "unit"))
    assert isinstance(seen, StrikeForecast)
    assert (seen.success, seen.expected_hits) == (1.0, 3.0)
    play.go("garrison", (1, 2), (0, 2))
    assert "city_2" not in play.view().units
    last = forecast(play.view(), Strike("boats", play.at(3, 2), "unit"))
    assert isinstance(last, StrikeForecast)
    assert last.success == pytest.approx(1 - 0.8**3)
    play.until("foe")
    play.go("city_2", (4, 2))
    play.until("gov")
    (impact,) = of_kind(play.do(Strike("boats", play.at(3, 2), "unit")), e.Impact)
    assert (impact.truth.hits, impact.truth.destroyed, impact.victim) == (0, False, "")


def test_the_forecast_is_the_share_of_successes() -> None:
    wins, rules = 0, {"fires": {**SURE, "hit_site": 0.5}}
    play = war(rules=rules)
    order = Strike("boats", place(play, "field"), "site")
    told = forecast(play.view(), order)
    assert isinstance(told, StrikeForecast)
    assert told.success == at_least(2, 3, 0.5) == 0.5
    start = play.state
    for seed in range(200):
        play.state, play.seed = start, seed
        (impact,) = of_kind(play.do(order), e.Impact)
        wins += impact.truth.destroyed
    assert abs(wins / 200 - told.success) < 0.1


def test_hits_add_up_until_the_site_is_lost() -> None:
    play = war(rules={"fires": {**SURE, "site_hits": 5}})
    field = place(play, "field")
    first = of_kind(play.do(Strike("boats", field, "site")), e.Impact)[0]
    second = of_kind(play.do(Strike("boats", field, "site")), e.Impact)[0]
    assert [(x.truth.hits, x.site_hits, x.truth.destroyed) for x in (first, second)] == [
        (3, 3, False), (4, 7, True)
    ]  # fmt: skip


def test_a_unit_that_loses_its_last_step_is_gone() -> None:
    play = war(units={"gov": GARRISON, "foe": [unit("rest", [3, 2], steps=2)]})
    happened = play.do(Strike("boats", play.at(3, 2), "unit"))
    assert [x.cause for x in of_kind(happened, e.Removed)] == ["destroyed"]
    assert play.state.losses["foe"] == 2


def test_a_cratered_road_opens_again_after_its_turns() -> None:
    play = war()
    road = play.at(1, 2)
    play.do(Strike("boats", road, "road"))
    assert [(c.hex, c.until) for c in play.state.fires.craters] == [(road, 2)]
    assert code(play, Strike("boats", road, "road")) == "cratered"  # it sees the hex
    play.until("gov", 2)
    assert play.state.fires.craters
    happened = play.until("gov", 3)
    assert [x.hex for x in of_kind(happened, e.CraterFilled)] == [road]
    assert play.state.fires.craters == ()


# Mistakes


def beside_rivals(**changes: Any) -> Play:
    """The foe stands beside a unit of the partners, whom the government may hit by mistake."""
    units = {
        "gov": GARRISON, "foe": [unit("target", [3, 2])], "partners": [unit("friend", [4, 2])],
    }  # fmt: skip
    control = [
        {"faction": "foe"}, {"faction": "gov", "near": "base", "km": 1},
        {"faction": "partners", "hexes": [[4, 2]]}, {"faction": "neighbour", "zones": ["beyond"]},
    ]  # fmt: skip
    tension = [{"between": ["gov", "partners"], "start": 20}]
    return war(units=units, control=control, tension=tension, sites={}, **changes)


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_a_strike_beside_a_rival_may_hit_it_instead(chance: float) -> None:
    play = beside_rivals(rules={"diplomacy": {"mistake_chance": chance}})
    happened = play.do(Strike("boats", play.at(3, 2), "unit"))
    (impact,) = of_kind(happened, e.Impact)
    (lost,) = of_kind(happened, e.StepsLost)
    assert (impact.victim, lost.unit) == (("partners", "friend") if chance else ("foe", "target"))
    assert [(x.other, x.reason) for x in of_kind(happened, e.Incident)] == (
        [("partners", "mistake")] if chance else []
    )
    assert play.state.diplomacy.tension["gov partners"] == (45 if chance else 20)


def test_support_may_go_astray_too_and_then_supports_nobody() -> None:
    play = beside_rivals(
        rules={"diplomacy": {"mistake_chance": 1.0}},
        factions={"gov": {"sorties": {"name": "Aircraft", "a_turn": 3}}},
    )
    happened = play.do(Sortie("support", play.at(3, 2)))
    assert [x.mission.hex for x in of_kind(happened, e.MissionFlown)] == [play.at(4, 2)]
    assert [x.unit for x in of_kind(happened, e.StepsLost)] == ["friend"]
    assert of_kind(happened, e.Incident)


def test_the_forecast_knows_a_rival_that_is_in_sight() -> None:
    play = beside_rivals(rules={"diplomacy": {"mistake_chance": 0.25}})
    order = Strike("boats", play.at(3, 2), "unit")
    told = forecast(play.view(), order)
    assert isinstance(told, StrikeForecast)
    known = "friend" in play.view().units
    assert (told.mistake, told.success) == ((0.25, 0.75) if known else (0.0, 1.0))


# Sites and ground


def test_a_site_falls_with_its_ground() -> None:
    play = war(
        units={"gov": [unit("garrison", [3, 1])], "foe": []},
        sites={"city": {"kind": "command", "faction": "foe"}},
    )
    happened = play.go("garrison", (4, 1))
    (lost,) = of_kind(happened, e.SiteOverrun)
    assert (lost.place, lost.faction, lost.by) == ("city", "foe", "gov")
    assert [x.kind for x in of_kind(happened, e.SiteLost)] == ["command"]
    assert code(play, Strike("boats", place(play, "city"), "site")) == "site_lost"


# What others notice


def _notice(play: Play, order: Any, faction: str) -> list[Any]:
    """What a faction notices of an order."""
    before = play.state
    happened = play.do(order)
    return list(redact(before, play.state, happened, faction))


def test_a_launch_is_its_own_sides_business_and_an_impact_that_of_who_is_hit() -> None:
    play = war()
    told = _notice(play, Strike("boats", place(play, "field"), "site"), "foe")
    assert [type(x) for x in told] == [e.Impact, e.SiteLost, e.CohesionChanged]
    play = war()
    told = _notice(play, Strike("boats", place(play, "field"), "site"), "partners")
    assert told == []


def test_before_the_press_everybody_hears_the_claim_but_not_the_place() -> None:
    play = war()
    told = _notice(play, Strike("boats", place(play, "field"), "site", press=True), "partners")
    assert [type(x) for x in told] == [e.Launched, e.PrestigeChanged]
    assert (told[0].report.hex, told[0].left, told[0].ready) == (-1, 0, 0)


def test_who_sees_a_strike_from_the_start_knows_the_truth_at_once() -> None:
    play = war()
    told = _notice(play, Strike("boats", play.at(3, 2), "unit"), "gov")
    (seen,) = [x for x in told if isinstance(x, e.Assessed)]
    assert (seen.hits, seen.confirmed, seen.hex) == (3, True, play.at(3, 2))
    assert play.view().fires.truths[0].hits == 3


def test_who_drives_past_a_place_that_he_struck_learns_the_truth() -> None:
    play = war(units={"gov": [*GARRISON, unit("scouts", [2, 4], "sdf_assault")], "foe": FOES})
    gate = place(play, "gate")
    assert not of_kind(play.do(Strike("boats", gate, "site")), e.Assessed)
    by = play.at(3, 4), play.at(4, 4), play.at(4, 3)
    assert not of_kind(play.go("scouts", (3, 4)), e.Assessed)
    (seen,) = of_kind(play.do(Move("scouts", by)), e.Assessed)
    assert (seen.hex, seen.hits) == (gate, 3)
    assert not play.view().visible[gate]
    assert play.view().fires.reports[0].assessed


def test_when_the_match_is_over_claims_and_truths_lie_open_side_by_side() -> None:
    play = war(turns=1)
    play.do(Strike("boats", place(play, "field"), "site"))
    assert play.view("partners").fires.reports == ()
    while play.state.outcome is None:
        play.do(EndTurn())
    fires = play.view("partners").fires
    assert [x.report for x in fires.truths] == [x.id for x in fires.reports] == [0]


def test_a_damaged_ledger_of_fires_is_noticed() -> None:
    play = war(factions={"gov": {**SUBMARINES, "sorties": {"name": "Aircraft", "a_turn": 3}}})
    play.do(Strike("boats", place(play, "field"), "site"), Sortie("reconnaissance", play.at(8, 3)))
    fires, state = play.state.fires, play.state
    damages = [
        replace(fires, truths=()),
        replace(fires, missions=()),
        replace(fires, site_hits={"nowhere": 1}),
        replace(fires, magazines={"ghost": fires.magazines["boats"]}),
        replace(fires, magazines={"boats": replace(fires.magazines["boats"], left=99)}),
        replace(fires, sorties={"gov": -1}),
        replace(fires, reports=(replace(fires.reports[0], aim="moon"),)),  # type: ignore[arg-type]
    ]
    assert all(problems(evolve(state, fires=damage)) for damage in damages)
