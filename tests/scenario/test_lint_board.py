"""Sides, units and ground that do not fit together, and numbers beyond their range."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.authoring import Slip, assert_named

SLIPS: dict[str, Slip] = {
    "a controller": (
        (("short: R,", "short: R, controller: simpel,"),),
        "unknown controller 'simpel'; did you mean 'simple'?",
        "simpel",
    ),
    "a colour": (
        (('"#b8442f"', "reddish"),),
        "'reddish' is no colour: write six hexadecimal digits in quotes, as \"#d9c79c\"",
        "reddish",
    ),
    "the name of another side": ((("{name: Blue", "{name: Red"),), "'red' has the same name", "Red"),
    "a chain of one position": (
        (("{hold: [westford]}", "{positions: [[westford]]}"),),
        "a chain of positions leads from one place to another: name at least two",
        "[westford",
    ),
    "letters of another side": ((("short: B", "short: R"),), "'red' has the same letters", "R"),
    "one side that stands against itself": (
        (("control: ", "stances: [{between: [red, red], stance: war}]\ncontrol: "),),
        "'red' is named twice; name two factions",
        "[red",
    ),
    "one faction only": (
        (("  blue: {name", "  old: {name"),),
        "unknown faction 'blue'; known: old, red",
        "blue",
    ),
    "more shock attacks than there can be": (
        (("short: R,", "short: R, abilities: {shock: -1},"),),
        "'shock' must lie between 0 and 1000, not -1",
        "-1",
    ),
    "an area that there is not": (
        (("aggression: 1.3}", "aggression: 1.3, area: [wst]}"),),
        "unknown bank or zone 'wst'",
        "wst",
    ),
    "a change to a plan that there is not": (
        (("arrive: [b5]", "arrive: [b5], plan: {faction: red, plan: dsh}"),),
        "unknown plan 'dsh'",
        "dsh",
    ),
    "a plan that there is not": (
        (("aggression: 1.3}", "aggression: 1.3}, plans: {dash: {name: dash}}, plan: dsh"),),
        "unknown plan 'dsh'; did you mean 'dash'?",
        "dsh",
    ),
    "a radius around nothing": (
        (("bank: west}", "km: 5}"),),
        "'km' needs 'near' or 'along', from which it is measured",
        "5",
    ),
    "a centre without a radius": (
        (("bank: west}", "near: mill}"),),
        "'near' and 'along' need 'km', the distance that they reach",
        "{faction",
    ),
    "enemies in one hex": (
        (("at: camp/SW", "at: westford"),),
        "'b1' stands in one hex with 'r2' of 'red', no ally",
        "westford",
    ),
    "too many in one hex": (
        (("at: camp/SW", "at: camp"), ("at: camp/W", "at: camp")),
        "'r5' is unit 4 at Red Camp; the limit is 3 units",
        "camp",
    ),
    "a unit where it cannot stand": (
        (("f: farmland,", "f: lake,"), ("at: camp/SW", "at: [4, 0]")),
        "'r2' cannot stand here: lake is closed to the mobility class 'motor'",
        "[4",
    ),
    "a goal where nobody can stand": (
        (("v: village,", "v: lake,"),),
        "nobody can ever hold 'camp': lake is closed to all",
        "camp",
    ),
    "steps out of their range": (
        (("entrenchment: 1", "range: [2, 3]"),),
        "the unit's 7 steps lie outside its 'range'",
        "[2",
    ),
    "entrenchment beyond the ruleset": (
        (("entrenchment: 1", "entrenchment: 7"),),
        "'entrenchment' must lie between 0 and 3 in this ruleset, not 7",
        "7",
    ),
    "a road to nowhere": (
        (("path: [mill, [3, 5], [4, 6], [5, 6], camp]", "path: [mill]"),),
        "the road 'Ford Track' needs at least two points",
        "[mill",
    ),
    "a map without a bar": (
        (("  terrain: |", "  terrain:"),),
        "row 0 of `terrain` has 96 letters, but the board has 12 columns; rows stay apart only behind a bar",
        ". . . h f f . . h h . .",
    ),
    "a number out of its range": (
        (("entrenchment: 1", "cohesion: 120"),),
        "'cohesion' must lie between 0 and 100, not 120",
        "120",
    ),
    "a number of the ruleset out of its range": (
        (("control: ", "rules: {combat: {dig_in_loss: 50}}\ncontrol: "),),
        "'dig_in_loss' must lie between 0 and 1, not 50",
        "50",
    ),
    "a number with a comma": (
        (("short: R,", "short: R, replacements: 1,5,"),),
        "unknown key '5'; known: ",
        "5",
    ),
    "a figure that there is not": (
        (("control: ", "figures: {civils: {confidence: assumed}}\ncontrol: "),),
        "unknown key 'civils'; did you mean 'civilians'?",
        "civils",
    ),
    "a kind of place": (
        (("kind: village}\n    camp", "kind: vilage}\n    camp"),),
        "'kind' must be city, town, ",
        "vilage",
    ),
    "a place without a name": (
        (("name: The Mill", 'name: ""'),),
        "'name' is empty; write what is to be read there",
        '""',
    ),
    "fewer people than none": (
        (("name: The Mill", "name: The Mill, population: -7"),),
        "`population` must lie between 0 and 100000000, not -7",
        "-7",
    ),
    "a line that stands here twice": (
        (
            ("control: ", "stances: [{between: [red, blue], stance: rival}]\ncontrol: "),
            (
                "control: ",
                "lines: [&x {between: [red, blue], sides: {red: [east], blue: [west]}}, *x]\ncontrol: ",
            ),
        ),
        "this line stands here twice, so every incident would count twice",
        "&x {between",
    ),
}


@pytest.mark.parametrize("case", SLIPS)
def test_a_slip_about_sides_units_and_ground_is_named_where_it_stands(case: str, tmp_path: Path) -> None:
    assert_named(SLIPS[case], tmp_path)
