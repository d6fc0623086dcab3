"""Words that must name something, and ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.authoring import Slip, assert_named

SLIPS: dict[str, Slip] = {
    "a place in a list": (
        (("hold: [westford]", "hold: [westfrod]"),),
        "unknown place 'westfrod'; did you mean 'westford'?",
        "westfrod",
    ),
    "a place as a key": (
        (("aggression: 1.3", "priorities: {mil: 2}"),),
        "unknown place or zone 'mil'; did you mean 'mill'?",
        "mil",
    ),
    "a place in a plan": (
        (("aggression: 1.3}", "aggression: 1.3}, plans: {dash: {name: dash, priorities: {mil: 2}}}"),),
        "unknown place or zone 'mil'; did you mean 'mill'?",
        "mil",
    ),
    "a place with steps": (
        (("at: camp/SW", "at: cmp/SW"),),
        "unknown place 'cmp'; did you mean 'camp'?",
        "cmp/SW",
    ),
    "steps that are none": (
        (("at: camp/SW", "at: camp/S2"),),
        "'S2' is no step: write a direction (E, NE, NW, W, SW, SE) and a count",
        "camp/S2",
    ),
    "steps off the board": ((("at: camp/SW", "at: camp/E9"),), "'camp/E9' leads off the board", "camp/E9"),
    "a faction of units": (
        (("  blue:\n    - {id: b1", "  blau:\n    - {id: b1"),),
        "unknown faction 'blau'; did you mean 'blue'?",
        "blau",
    ),
    "a faction of a stroke": ((("- {faction: red}", "- {faction: rad}"),), "unknown faction 'rad'", "rad"),
    "a bank": ((("bank: west}", "bank: wset}"),), "unknown bank 'wset'; did you mean 'west'?", "wset"),
    "a zone": ((("bank: west}", "zones: [town]}"),), "unknown zone 'town'", "town"),
    "a unit that a trigger brings": ((("[b5]", "[b5, b9]"),), "unknown unit 'b9'", "b9"),
    "a faction as a key of the score": (
        (("  blue: {par", "  green: {par"),),
        "unknown faction 'green'; known: blue, red",
        "green",
    ),
    "a trigger that has fired": (
        (("when: {holds", "when: {fired: [alarum], holds"),),
        "unknown trigger 'alarum'; did you mean 'alarm'?",
        "alarum",
    ),
    "an owner": ((("control: ", "owners: {mill: blu}\ncontrol: "),), "unknown faction 'blu'", "blu"),
    "a crossing": (
        (("control: ", "crossings: [{id: brigde, status: destroyed}]\ncontrol: "),),
        "unknown crossing 'brigde'; did you mean 'bridge'?",
        "brigde",
    ),
    "a fact": (
        (("entrenchment: 1}", "source: {confidence: reported, ref: f1}}"),),
        "unknown fact 'f1'",
        "f1",
    ),
    "a mobility class": (
        (("control: ", "rules: {unit_types: {guard: {mobility: foto}}}\ncontrol: "),),
        "unknown mobility class 'foto'; did you mean 'foot'?",
        "foto",
    ),
    "two units of one id": (
        (("{id: r2", "{id: r1"),),
        "there are two units 'r1'; an id names one unit",
        "r1",
    ),
    "an id with a blank": (
        (("id: skirmish", "id: a skirmish"),),
        "'a skirmish' is no id: use letters, digits, '_' and '-', beginning with a letter",
        "a skirmish",
    ),
    "a unit type like none": (
        (("type: artillery, at: camp", "type: cannon, at: camp"),),
        "unknown unit type 'cannon'; known: armour, ",
        "cannon",
    ),
    "a crossing that is not named": (
        (("control: ", 'crossings: [{id: "", status: destroyed}]\ncontrol: '),),
        "'id' is empty; name a crossing",
        '""',
    ),
    "an empty word where one must stand": (
        (("type: assault, at: camp/W", 'type: "", at: camp/W'),),
        "'type' is empty; name a unit type",
        '""',
    ),
    "an asset without an id": (
        (("short: R,", 'short: R, assets: [{id: "1 boat", name: Boat, platform: submarine}],'),),
        "'1 boat' is no id",
        '"1 boat"',
    ),
}


@pytest.mark.parametrize("case", SLIPS)
def test_a_word_that_names_nothing_is_named_where_it_stands(case: str, tmp_path: Path) -> None:
    assert_named(SLIPS[case], tmp_path)
