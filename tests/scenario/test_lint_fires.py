"""Slips in what a scenario says about missiles, aircraft and sites."""

from __future__ import annotations

from typing import Any

import pytest

from game.scenario.errors import ScenarioError
from tests.facts.test_fires import SITES, SUBMARINES
from tests.facts.valley import VALLEY, valley


def boat(**changes: Any) -> dict[str, Any]:
    """The government with one asset, changed."""
    return {"gov": {"assets": [{**SUBMARINES["assets"][0], **changes}]}}


SLIPS: dict[str, tuple[dict[str, Any], str]] = {
    "a platform": (
        {"factions": boat(platform="submarin")},
        "unknown platform 'submarin'; did you mean 'submarine'?",
    ),
    "two assets": (
        {"factions": {"gov": SUBMARINES, "partners": SUBMARINES}},
        "there are two assets 'boats'; an id names one asset",
    ),
    "sorties out of their range": (
        {"factions": {"gov": {"sorties": {"name": "Air", "a_turn": 9, "range": [2, 4]}}}},
        "9 sorties a turn lie outside their 'range'",
    ),
    "a kind of site": (
        {"sites": {"field": {"kind": "comand", "faction": "foe"}}},
        "unknown kind of site 'comand'; did you mean 'command'?",
    ),
    "the owner of a site": (
        {"sites": {"field": {"kind": "command", "faction": "foes"}}},
        "unknown faction 'foes'; did you mean 'foe'?",
    ),
    "the place of a site": ({"sites": {"fields": SITES["field"]}}, "unknown place 'fields'"),
    "a condition on no site": (
        {"triggers": [{"id": "x", "when": {"site_lost": "base"}, "then": [{"withdraw": []}]}]},
        "unknown site 'base'",
    ),
    "a salvo beyond the magazine": (
        {"rules": {"platforms": {"submarine": {"salvos": [3, 9]}}}},
        "a salvo of 9 is more than the magazine of 7",
    ),
    "no salvo": ({"rules": {"platforms": {"submarine": {"salvos": []}}}}, "fires at least one salvo"),
    "a probability": ({"rules": {"fires": {"hit_site": 75}}}, "'hit_site' must lie between 0 and 1, not 75"),
    "a price that is a gain": (
        {"rules": {"fires": {"escalation_prestige": 5}}},
        "'escalation_prestige' must lie between -1000 and 0, not 5",
    ),
}


@pytest.mark.parametrize(("changes", "text"), SLIPS.values(), ids=SLIPS)
def test_a_slip_about_fires_is_named(changes: dict[str, Any], text: str) -> None:
    with pytest.raises(ScenarioError) as told:
        valley(**changes)
    assert text in str(told.value)


def test_two_sites_in_one_hex_are_refused() -> None:
    places = {"twin": {"name": "Twin", "at": [7, 3], "kind": "energy"}}
    world = {**VALLEY["map"], "places": {**VALLEY["map"]["places"], **places}}
    with pytest.raises(ScenarioError) as told:
        valley(map=world, sites={"field": SITES["field"], "twin": SITES["field"]})
    assert "lies in one hex with the site at" in str(told.value)
