"""Where everything in a scenario comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.core.refs import Provenance
from game.scenario.load import check, load, sources
from tests.scenario.authoring import SCENARIOS, edited, said

BARE = ("source: {confidence: assumed, note: All of this is invented}\n", "")


def test_check_lists_everything_that_says_no_source_in_a_file_that_does_not_either(tmp_path: Path) -> None:
    assert said(tmp_path) == []
    found = dict(said(tmp_path, BARE))
    names = {text.removeprefix("no 'source' for ").partition(", and none")[0] for text in found}
    assert {"the unit 'r1' and 9 more", "the event 'alarm'", "what the file says of score"} <= names
    assert len(names) == 1 + 1 + 3


def test_a_source_that_cannot_be_read_is_one_mistake(tmp_path: Path) -> None:
    (found,) = said(tmp_path, ("confidence: assumed, note", "confidence: guessed, note"))
    assert found == ("'confidence' must be reported, known or assumed, not 'guessed'", "guessed")


def test_a_source_of_its_own_is_enough(tmp_path: Path) -> None:
    own = ("entrenchment: 1}", "entrenchment: 1, source: {confidence: known, ref: A Book}}")
    figures = ("control: ", "figures: {score: {confidence: assumed}}\ncontrol: ")
    found = [text for text, _ in said(tmp_path, BARE, own, figures)]
    assert not any("of score" in text for text in found)
    assert any("the unit 'r1' and 8 more" in text for text in found)


def test_what_is_known_names_a_publication(tmp_path: Path) -> None:
    (found,) = said(tmp_path, ("confidence: assumed, note: All of this is invented", "confidence: known"))
    assert found[0].startswith("'known' names a publication")


@pytest.mark.parametrize("file", sorted(SCENARIOS.glob("*.yaml")), ids=lambda f: f.stem)
def test_nothing_that_is_shipped_is_without_a_source(file: Path) -> None:
    assert [p for p in check([file]) if "no 'source' for" in p.text] == []
    assert sources(file)[""] == 0


def test_without_a_source_of_its_own_a_thing_has_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        edited(("entrenchment: 1}", "entrenchment: 1, source: {confidence: known, ref: A Book}}"))
    )
    units = {u.id: u.source for u in load(path).spec.units["blue"]}
    assert units["b1"] == Provenance("known", "A Book")
    assert units["b2"] == Provenance("assumed", note="All of this is invented")
    assert sources(path) == {"known": 1, "assumed": 13}
