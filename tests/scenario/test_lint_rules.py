"""Slips in a ruleset."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.scenario.load import check
from tests.scenario.authoring import SCENARIOS, edited, problems_of


def test_only_traits_of_an_authors_own_types_are_doubtful(tmp_path: Path) -> None:
    assert check([SCENARIOS / "skirmish.yaml"]) == []
    own = ("control: ", "rules: {unit_types: {militia: {traits: [brave]}}}\ncontrol: ")
    (problem,) = problems_of(tmp_path, edited(own))
    assert problem.text == "no rule reads the trait 'brave'"


TABLE = [
    (
        "- {name: minor,    index: 0,   lead: 5}",
        "- {name: minor,    index: 120,   lead: 5}",
        "grades go from",
    ),
    ("  12: [1/1, ", "  13: [1/1, ", "two dice never show 13"),
    ("  12: [1/1, ", "  13: [1/1, ", "the table lacks a row for 12"),
    ("12: [1/1, 0/1,", "12: [1/1,", "row 12 has 7 results, but there are 8 columns"),
    ("12: [1/1, 0/1,", "12: [1/1, 0-1,", "'0-1' is no result"),
    ('"1:3", "1:2"', '"1:2", "1:3"', "columns go from the worst odds to the best; '1:3' does not"),
    ('"1:3", "1:2"', '"1:3", "1:0"', "'1:0' is no odds"),
    ("    isolated:   ", "    islated:   ", "unknown supply state 'islated'; did you mean 'isolated'?"),
    ("    isolated:   ", "    islated:   ", "the supply state isolated is missing"),
    ("full_km: 45", "full_km: 95", "'stretched_km' must not be less than 'full_km'"),
    ("floor: 0.8", "floor: 1.8", "'floor' must not be more than 'ceiling'"),
    ("lake_terrains: [lake]", "lake_terrains: [lakes]", "unknown terrain 'lakes'; did you mean 'lake'?"),
    ("replacements_need: overextended", "replacements_need: full", "unknown supply state 'full'"),
    ('colour: "#7fa8c0", cost: {}', 'colour: "#7fa8c0", cost: {food: 1}', "unknown mobility class 'food'"),
    ("symbol: engineer,", "symbol: sapper,", "'symbol' must be infantry, "),
    ("name: Assault infantry,", 'name: "",', "'name' is empty"),
    (
        "traits: [bridging]",
        "traits: [briging]",
        "no rule reads the trait 'briging'; did you mean 'bridging'?",
    ),
]


@pytest.mark.parametrize(("old", "new", "text"), TABLE)
def test_a_slip_in_a_ruleset_is_named_in_its_file(old: str, new: str, text: str, tmp_path: Path) -> None:
    standard = (SCENARIOS / "rulesets" / "standard.yaml").read_text()
    assert old in standard
    (tmp_path / "rulesets").mkdir()
    (tmp_path / "rulesets" / "standard.yaml").write_text(standard.replace(old, new, 1))
    path = tmp_path / "x.yaml"
    path.write_text(edited(("type: regular", "type: engineer")))
    found = [p for p in check([path]) if p.text.startswith(text)]
    assert [Path(p.file).name for p in found] == ["standard.yaml"]
