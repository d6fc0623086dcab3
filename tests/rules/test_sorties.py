"""Sorties: where they may be flown, what they do, how rules of engagement bind them and strikes alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from game.core import events as e
from game.core.forecast import AttackForecast, StrikeForecast
from game.core.orders import Attack, Sortie, Strike
from game.rules.forecast import forecast
from game.rules.sight import overflown
from game.rules.truth.perceive import visible
from game.rules.truth.redact import redact
from game.words import tell
from tests.facts.test_fires import GARRISON, SUBMARINES, place, war
from tests.facts.valley import Play, of_kind, unit

AIR = {"sorties": {"name": "Aircraft", "a_turn": 6}}


def flying(**changes: Any) -> Play:
    """The government has six sorties, submarines, and an enemy before its garrison."""
    means = {**SUBMARINES, **AIR, **changes.pop("means", {})}
    given: dict[str, Any] = {"units": {"gov": GARRISON, "foe": [unit("near", [3, 2])]}, **changes}
    return war(factions={"gov": means}, **given)


def code(play: Play, order: Any) -> str:
    """Code of the refusal, empty for none."""
    refused = play.refusal(order)
    return refused.code if refused else ""


def test_refusals_say_what_is_wrong_with_the_target() -> None:
    play = flying()
    near, base = play.at(3, 2), place(play, "base")
    assert code(play, Sortie("parade", near)) == "no_mission"  # type: ignore[arg-type]
    assert code(play, Sortie("support", 10**6)) == "off_board"
    assert code(play, Sortie("support", base)) == "no_enemy"
    assert code(play, Sortie("interdiction", near)) == "no_road"
    assert code(play, Sortie("support", near, escalate=True)) == "no_need"
    assert code(play, Sortie("reconnaissance", near, escalate=True)) == "no_need"
    play.do(Sortie("interdiction", base))
    assert code(play, Sortie("interdiction", base)) == "enough"
    assert code(play, Sortie("interdiction", play.at(1, 2))) == ""


def test_reconnaissance_is_not_flown_where_everything_is_in_sight() -> None:
    play = flying(rules={"air": {"reconnaissance_km": 1}})
    assert code(play, Sortie("reconnaissance", place(play, "base"))) == "in_sight"
    assert code(play, Sortie("reconnaissance", place(play, "field"))) == ""


def test_support_shifts_attacks_on_that_hex_and_no_other_under_the_cap() -> None:
    play = flying(
        units={
            "gov": [*GARRISON, unit("guns", [1, 2], "artillery")],
            "foe": [unit("near", [3, 2]), unit("other", [2, 1])],
        }
    )

    def support(target: int) -> tuple[int, tuple[str, ...]]:
        found = forecast(play.view(), Attack("garrison", target))
        assert isinstance(found, AttackForecast)
        return dict(found.shifts).get("support", 0), found.batteries

    near, other = play.at(3, 2), play.at(2, 1)
    assert support(near) == (1, ("guns",))
    play.do(Sortie("support", near))
    assert support(near) == (2, ("guns",))
    play.do(Sortie("support", near))
    assert support(near) == (2, ())  # the guns need not fire where aircraft do as much as counts
    assert support(other) == (1, ("guns",))
    fought = of_kind(play.do(Attack("garrison", near)), e.Fought)[0]
    assert dict(fought.shifts)["support"] == 2


def test_missions_have_effect_until_their_sides_next_turn() -> None:
    play = flying()
    play.do(Sortie("interdiction", place(play, "base")), Sortie("reconnaissance", play.at(8, 3)))
    play.until("neighbour")
    assert len(play.state.fires.missions) == 2
    happened = play.until("gov")
    assert [x.faction for x in of_kind(happened, e.MissionsEnded)] == ["gov"]
    assert not play.view("gov").fires.missions


def test_two_looks_at_the_same_ground_end_together() -> None:
    play = flying()
    before = play.state.knowledge["gov"].watch.copy()
    play.do(Sortie("reconnaissance", play.at(8, 3)), Sortie("reconnaissance", play.at(7, 3)))
    far = overflown(play.state.theatre, play.at(8, 3))
    assert visible(play.state, "gov")[far].all()
    play.until("gov")
    assert np.array_equal(play.state.knowledge["gov"].watch, before)


def test_reconnaissance_learns_who_controls_the_ground_and_does_not_find_who_hides() -> None:
    scouts = {"unit_types": {"is_mobile": {"traits": ["infantry", "hidden"]}}}
    play = flying(
        units={"gov": GARRISON, "foe": [unit("scout", "field", "is_mobile"), unit("post", [7, 4])]},
        rules=scouts,
    )
    happened = play.do(Sortie("reconnaissance", play.at(8, 3)))
    assert [x.unit.id for x in of_kind(happened, e.Spotted) if x.faction == "gov"] == ["post"]
    assert of_kind(happened, e.Revealed)


def test_tension_and_triggers_change_the_sorties_of_a_turn() -> None:
    play = flying(
        tension=[{"between": ["gov", "partners"], "start": 90}],
        rules={"air": {"weather_chance": 0.0}},
        triggers=[
            {
                "id": "more", "on": "gov", "when": {"turn": {"since": 2}},
                "then": [{"sorties": {"faction": "gov", "a_turn": 9}}],
            }
        ],
    )  # fmt: skip
    assert play.state.fires.sorties["gov"] == 4
    play.until("gov", 2)
    assert play.state.fires.sorties["gov"] == 7


def test_others_notice_aircraft_where_they_see_them_and_never_that_they_are_looked_at() -> None:
    play = flying()

    def told(order: Sortie) -> list[type[e.Event]]:
        before = play.state
        happened = play.do(order)
        return [type(x) for x in redact(before, play.state, happened, "foe")]

    assert told(Sortie("support", play.at(3, 2))) == [e.MissionFlown]
    assert told(Sortie("interdiction", place(play, "base"))) == [e.MissionFlown]
    assert told(Sortie("reconnaissance", play.at(3, 2))) == []
    assert [m.mission for m in play.view("foe").fires.missions] == ["support", "interdiction"]
    assert play.view("partners").fires.missions == ()
    assert play.view("foe").fires.sorties == {}


# Rules of engagement


def bound(**rules: Any) -> Play:
    """A government with rules of engagement, and 20,000 people where the enemy stands."""
    return flying(
        means={"engagement": rules}, civilians={"base": 20_000}, units={"gov": [unit("garrison", [1, 2])],
        "foe": [unit("near", "base")]},
    )  # fmt: skip


@pytest.mark.parametrize(("limit", "told"), [(119.0, "rules_of_engagement"), (120.0, "")])
def test_more_expected_harm_than_the_limit_is_refused_in_numbers(limit: float, told: str) -> None:
    play = bound(harm_limit=limit)  # 3 missiles x 0.002 x 20,000 = 120
    order = Strike("boats", place(play, "base"), "unit")
    assert code(play, order) == told
    refused = play.refusal(order)
    if refused:
        assert "120.0 civilians are expected to come to harm (100% that any do)" in tell(refused.words)
        assert "your rules allow 119" in tell(refused.words)
        assert "5 prestige" in tell(refused.words)


def test_a_strike_against_the_rules_costs_prestige_is_counted_and_told_to_all() -> None:
    play = bound(harm_limit=10)
    order = Strike("boats", place(play, "base"), "unit", escalate=True)
    found = forecast(play.view(), order)
    assert isinstance(found, StrikeForecast)
    assert (found.price, found.harm_chance) == (5, 1.0)
    assert found.harm == pytest.approx(120.0)
    before = play.state
    happened = play.do(order)
    assert [x.change for x in of_kind(happened, e.PrestigeChanged)] == [-5]
    assert play.state.civil.breaches == {"gov": 1}
    heard = of_kind(redact(before, play.state, happened, "neighbour"), e.RulesOverridden)
    assert [x.hex for x in heard] == [-1]
    assert 60 <= play.state.civil.harmed["gov"] <= 180


def test_rules_without_exception_cannot_be_overridden() -> None:
    play = bound(harm_limit=10, escalation=False)
    for escalate in (False, True):
        order = Strike("boats", place(play, "base"), "unit", escalate=escalate)
        assert code(play, order) == "rules_of_engagement"


CONVOY = {"unit": "buses", "route": ["gate"], "civilians": 200, "fighters": 100}


@pytest.mark.parametrize(
    ("convoys", "plain", "override"),
    [("allow", "", "no_need"), ("ask", "rules_of_engagement", ""), ("forbid", *["rules_of_engagement"] * 2)],
)
def test_rules_for_convoys_allow_ask_or_forbid(convoys: str, plain: str, override: str) -> None:
    play = flying(
        means={"engagement": {"convoys": convoys}},
        units={"gov": GARRISON, "foe": [unit("buses", [1, 3], "convoy")]},
        convoys=[CONVOY],
    )
    at = play.state.units["buses"].hex
    assert code(play, Strike("boats", at, "unit")) == plain
    assert code(play, Strike("boats", at, "unit", escalate=True)) == override
    assert code(play, Sortie("support", at)) == plain
    assert code(play, Sortie("reconnaissance", play.at(8, 3))) == ""


@pytest.mark.parametrize(("km", "told"), [(0.0, ""), (2.9, ""), (3.0, "rules_of_engagement")])
def test_rules_keep_fires_away_from_known_units_of_rivals(km: float, told: str) -> None:
    units = {"gov": GARRISON, "foe": [unit("near", [3, 2])], "partners": [unit("friend", [2, 1])]}
    control = [
        {"faction": "foe"}, {"faction": "gov", "near": "base", "km": 1},
        {"faction": "partners", "hexes": [[2, 1]]}, {"faction": "neighbour", "zones": ["beyond"]},
    ]  # fmt: skip
    play = flying(means={"engagement": {"rival_km": km}}, units=units, control=control)
    near = play.at(3, 2)
    assert code(play, Strike("boats", near, "unit")) == told
    assert code(play, Sortie("support", near)) == told
