"""Every mistake of form is a sentence that points at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.scenario.errors import Problem, ScenarioError, suggest
from game.scenario.load import load
from game.scenario.source import parse
from tests.scenario.authoring import edited, problems_of, said

FORM = {
    "a key that belongs further in": (
        ("short: R,", "short: R, caution: 2,"),
        [("unknown key 'caution'; it belongs in 'doctrine'", "caution")],
    ),
    "a key of the map beside it": (
        ("control: ", "places: {x: {name: X, at: [1, 1]}}\ncontrol: "),
        [("unknown key 'places'; it belongs in 'map'", "places")],
    ),
    "a key that belongs further out": (
        ("{say: {title: Westford has fallen,", "{say: {arrive: [b5], title: Westford has fallen,"),
        [("unknown key 'arrive'; it belongs further out, beside 'say'", "arrive")],
    ),
    "a word where a record stands that needs one": (
        ("sources: [{at: [11, 3]}]", "sources: [camp]"),
        [
            (
                "item 1 of 'sources' must be keys and values (at, until), not 'camp'; write {at: camp}",
                "camp",
            )
        ],
    ),
    "words where they are keys": (
        ("short: R,", "short: R, abilities: [raids, mines],"),
        [
            (
                "'abilities' must be keys and values (raids, shock, night_boats, disperse, mines), "
                "not a list; write {raids: ..., mines: ...}",
                "[raids",
            )
        ],
    ),
    "a word for a list of units is no reason to miss them": (
        ("arrive: [b5]", "arrive: b5"),
        [("'arrive' must be a list, not 'b5'; write [b5]", "b5")],
    ),
    "an unknown key, with what was meant": (
        ("title: The Bridge", "titel: The Bridge"),
        [("'title' is missing: text", "format"), ("unknown key 'titel'; did you mean 'title'?", "titel")],
    ),
    "a key that a unit does not have": (
        ("entrenchment: 1", "entrenchement: 1"),
        [("unknown key 'entrenchement'; did you mean 'entrenchment'?", "entrenchement")],
    ),
    "a word for a number": (
        ("turns: 10", "turns: ten"),
        [("'turns' must be a whole number, not 'ten'", "ten")],
    ),
    "a number for a text": (
        ("name: 1st Rifles", "name: 1"),
        [("'name' must be text: write '1' in quotes", "1")],
    ),
    "a truth value for a number": (
        ("turns: 10", "turns: true"),
        [("'turns' must be a whole number, not 'true'", "true")],
    ),
    "a date in the wrong order": (
        ("start: 2001-05-01", "start: 1.5.2001"),
        [("'start' must be a date such as 2017-09-14, not '1.5.2001'", "1.5.2001")],
    ),
    "a day that is not in the calendar": (
        ("start: 2001-05-01", "start: 2001-02-30"),
        [("there is no day 2001-02-30 in the calendar", "2001-02-30")],
    ),
    "a choice": (
        ("entrenchment: 1", "posture: stand-fast"),
        [
            (
                "'posture' must be hold, guard, rest or stand_fast, not 'stand-fast'"
                "; did you mean 'stand_fast'?",
                "stand-fast",
            )
        ],
    ),
    "a place that is no place": (
        ("at: camp/SW", "at: [1, 2, 3]"),
        [
            (
                "'at' must be a place (harbour), steps from one (harbour/NE2,E) or [column, row], not a list",
                "[1",
            )
        ],
    ),
    "a list that is too long": (
        ("entrenchment: 1", "range: [1, 2, 3]"),
        [("'range' must be a list of 2: [a whole number, a whole number]; here are 3", "[1")],
    ),
    "one word where a list is wanted": (
        ("places: [westford]", "places: westford"),
        [("'places' must be a list, not 'westford'; write [westford]", "westford")],
    ),
    "one item where a list of items is wanted": (
        ("sources: [{at: [0, 2]}]", "sources: {at: mill}"),
        [("'sources' must be a list, not keys and values; begin each item with '- '", "{at")],
    ),
    "a word that YAML 1.1 took for true": (
        ("short: R,", "short: R, playable: yes,"),
        [("'playable' must be true or false, not 'yes'", "yes")],
    ),
    "a text with a comma in braces": (
        ("name: Town Militia", "name: Town, Militia"),
        [
            (
                "unknown key 'Militia'; known: arrive, at, cohesion, entrenchment, formation, id, name,"
                " posture, range, source, steps, type; text with a comma in it goes in quotes",
                "Militia",
            )
        ],
    ),
    "columns that the drawn rows do not have": (
        ("  cols: 12", "  cols: 13"),
        [
            ("every row of `terrain` has 12 letters, but `cols` says 13", "terrain"),
            ("every row of `banks` has 12 letters, but `cols` says 13", "banks"),
        ],
    ),
    "no columns at all": (("  cols: 12\n", ""), [("'cols' is missing: a whole number", "format")]),
    "no number of turns beside a trigger that waits for one": (
        ("turns: 10", "turns: 0"),
        [("'turns' must lie between 1 and 1000, not 0", "0")],
    ),
    "a letter that is often not in the legend": (
        ("bank_legend: {w: west, e: east}", "bank_legend: {w: west, o: east}"),
        [("'e' in column 4 of row 0 of `banks` is not in its legend", "e e e e e e e e")],
    ),
    "nothing where something is wanted": (
        ("turns: 10", "turns:"),
        [("'turns' is empty; write a whole number", "")],
    ),
    "a key without its value in a record": (
        ("type: regular, at: westford", "at: westford"),
        [("'type' is missing: text", "{id")],
    ),
    "a key that is given twice": (
        ("turns: 10", "turns: 10\nturns: 12"),
        [("'turns' is given twice, first in line 7", "turns")],
    ),
    "a number that should be a key in quotes": (
        ("  red:\n    - {id: r1", "  1:\n    - {id: r1"),
        [("the key 1 must be text: write '1' in quotes", "1")],
    ),
    "a number beyond all measure": (
        ("turns: 10", "turns: .inf"),
        [(".inf is no number, or one too large", ".inf")],
    ),
    "a key in a number of the ruleset": (
        ("control: ", "rules: {supply: {raod: 1}}\ncontrol: "),
        [("unknown key 'raod'; did you mean 'road'?", "raod")],
    ),
    "a letter that is not in the legend": (
        ("    . v . f f f", "    . v . f x f"),
        [("'x' in column 4 of row 2 of `terrain` is not in its legend", "x f . . . . . .")],
    ),
}


@pytest.mark.parametrize("case", FORM)
def test_a_mistake_is_named_where_it_stands(case: str, tmp_path: Path) -> None:
    change, expected = FORM[case]
    assert said(tmp_path, change) == expected


def test_all_mistakes_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        ("turns: 10", "turns: ten"),  # form
        ("at: camp/W", "at: kamp/W"),  # reference
        ("type: militia", "type: militai"),  # reference in the ruleset
        ("type: artillery, at: camp", "at: camp"),  # left out: the rest of the list is still checked
        ("at: [4, 6]", "at: [40, 6]"),  # off the board
        ("arrive: [b5]", "arrive: [b55]"),
    )
    assert [text for text, _ in found] == [
        "'turns' must be a whole number, not 'ten'",
        "unknown place 'kamp'; did you mean 'camp'?",
        "'type' is missing: text",
        "unknown unit type 'militai'; did you mean 'militia'?",
        "[40, 6] is off the board: 12 columns, 8 rows, from [0, 0]",
        "no trigger, decision or convoy brings this unit on, so it never arrives",
        "unknown unit 'b55'; did you mean 'b5'?",
    ]
    assert [word for _, word in found] == ["ten", "kamp/W", "{id", "militai", "[40", "-1", "b55"]


def test_what_is_left_out_as_faulty_is_not_missed_elsewhere(tmp_path: Path) -> None:
    found = said(tmp_path, ("{id: b5, name: Blue Tanks", "{id: b5, name: 4"))
    assert found == [("'name' must be text: write '4' in quotes", "4")]


def test_a_missing_chapter_does_not_hide_other_mistakes(tmp_path: Path) -> None:
    found = said(tmp_path, ("control: ", "control: [{faction: yellow}]\nold: "))
    text = edited(("units:\n  red:", "unit_list:\n  red:"), ("places: [westford]", "places: [westfrod]"))
    assert [p.text for p in problems_of(tmp_path, text)] == [
        "'units' is missing: keys and values",
        "unknown key 'unit_list'; did you mean 'units'?",
        "unknown place 'westfrod'; did you mean 'westford'?",
    ]
    assert found[0] == ("unknown faction 'yellow'; known: blue, red", "yellow")


def test_places_in_shifted_lists_are_still_right(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        ("type: assault, at: camp/W", "at: camp/W"),
        ("type: artillery, at: camp", "type: artilery, at: camp"),
    )
    assert found == [
        ("'type' is missing: text", "{id"),
        ("unknown unit type 'artilery'; did you mean 'artillery'?", "artilery"),
    ]


def test_mistakes_in_several_files_carry_their_own_names(tmp_path: Path) -> None:
    (tmp_path / "rulesets").mkdir()
    rules = (Path("scenarios/rulesets/standard.yaml")).read_text()
    (tmp_path / "rulesets" / "mine.yaml").write_text(rules.replace("max_shift: 4", "max_shift: four"))
    board = edited().split("map:")[1].split("factions:")[0]
    lines = [line[2:] for line in board.splitlines()[1:]]
    (tmp_path / "lissa.yaml").write_text("\n".join(lines).replace("cols: 12", "cols: twelve"))
    text = edited(("turns: 10", "turns: ten\nruleset: mine\nmap: lissa"), ("map:   ", "old:   "))
    path = tmp_path / "x.yaml"
    path.write_text(text)
    with pytest.raises(ScenarioError) as caught:
        load(path)
    files = [Path(p.file).name for p in caught.value.problems]
    assert sorted(set(files)) == ["lissa.yaml", "mine.yaml", "x.yaml"]
    assert [str(p) for p in caught.value.problems] == str(caught.value).splitlines()


def test_the_sentence_comes_after_file_line_and_column() -> None:
    assert str(Problem("a.yaml", 3, 7, "no")) == "a.yaml:3:7: no"
    assert str(Problem("a.yaml", 3, 7, "odd", "warning")) == "a.yaml:3:7: warning: odd"


def test_problems_are_sorted_by_place_and_said_once() -> None:
    late, early = Problem("a", 9, 1, "late"), Problem("a", 2, 1, "early")
    assert ScenarioError([late, early, late]).problems == [early, late]


def test_a_similar_name_is_suggested_and_a_short_list_otherwise() -> None:
    assert suggest("mayadn", ["mayadin", "hajin"]) == "; did you mean 'mayadin'?"
    assert suggest("Mayadin", ["mayadin"]) == "; did you mean 'mayadin'?"
    assert suggest("xyz", ["mayadin", "hajin"]) == "; known: hajin, mayadin"
    assert suggest("xyz", [f"place_{i}" for i in range(50)]) == ""


SYNTAX = {
    "a: [1, 2": (1, "a comma or the closing ']' is missing"),
    "a: {b: 1": (1, "a comma or the closing '}' is missing"),
    "a: 'x": (1, "the file ends in the middle of a quoted text or a list"),
    "a:\n  b: [1\nc: 2": (3, "is missing (it begins in line 2)"),
    "a: {b: #b8442f}\nc: 2": (2, "'#' after a blank begins a comment: put a colour in quotes"),
    "a: {b: Answer: no}": (1, "text with a colon in it goes in quotes"),
    "a: 1\nb:2\nc: 3": (3, "a colon with a blank after it is missing"),
    "a:\n\tb: 1": (2, "indent with spaces"),
    "a: b: c": (1, "a colon cannot stand here"),
    "a: *b": (1, "there is no anchor '&b' above"),
    "a: &b [*b]": (1, "it contains itself"),
    "a: 1\n---\nb: 1": (2, "a second document begins here"),
    "a: !!python/object:os.system x": (1, "tags that begin with '!'"),
    "": (1, "the file is empty"),
    "a: \x07": (1, "a character that no text has (U+0007)"),
    "a: 1\nb\rc: 2": (2, "a character that no text has (U+000D)"),
    "a: 1\nb\u2028c: 2": (2, "a character that no text has (U+2028)"),
    "[" * 50_000: (1, "nested deeper than 40 levels"),
}


@pytest.mark.parametrize("text", SYNTAX)
def test_what_is_not_yaml_is_said_with_its_line(text: str) -> None:
    line, words = SYNTAX[text]
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.yaml")
    (problem,) = caught.value.problems
    assert problem.line == line
    assert words in problem.text


def test_aliases_that_multiply_without_end_are_stopped() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i + 1}: &a{i + 1} [{', '.join([f'*a{i}'] * 10)}]\n" for i in range(9)
    )
    with pytest.raises(ScenarioError, match="aliases repeat this too often"):
        parse(bomb, "x.yaml")


def test_words_mean_what_they_look_like() -> None:
    data = parse("on: no\nodds: 1:3\nyes: true\nnone: ~\n'5': five\n5: [0x1f, 1e3, 007, 1_000]", "x").data
    assert data == {
        "on": "no", "odds": "1:3", "yes": True, "none": None, "5": "five", 5: ["0x1f", 1000.0, 7, "1_000"],
    }  # fmt: skip


def test_merged_keys_are_filled_in_and_give_way() -> None:
    data = parse("base: &b {x: 1, y: 2}\nhere: {<<: *b, y: 3}", "x").data
    assert data["here"] == {"x": 1, "y": 3}


def test_a_mistake_in_a_merged_mapping_is_found_where_it_stands(tmp_path: Path) -> None:
    text = edited(
        ("{id: b1, name: 1st Rifles, type: regular,", "{<<: &g {type: regulor}, id: b1, name: 1st Rifles,"),
        ("{id: b2, name: Town Militia, type: militia,", "{<<: *g, id: b2, name: Town Militia,"),
    )
    (problem,) = problems_of(tmp_path, text)
    assert problem.text == "unknown unit type 'regulor'; did you mean 'regular'?"
    assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith("regulor}")
