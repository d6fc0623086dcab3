"""What may be meant, and is probably not: warnings, with which a scenario loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.authoring import edited, problems_of

DOUBTS = {
    "a sequel that is not there": (("turns: 10", "turns: 10\nnext: y"), "there is no scenario 'y' beside"),
    "a line between enemies": (
        ("control: ", "lines: [{between: [red, blue], sides: {red: [west], blue: [east]}}]\ncontrol: "),
        "a line counts between rivals and neutrals only",
    ),
    "a tension that is never followed": (
        ("when: {holds", "when: {tension: {between: [red, blue], at_least: 40}, holds"),
        "tension counts between rivals and neutrals only",
    ),
    "relief where nobody lives": (
        ("hold: {place: mill, points: 6}", "relief: {place: mill, points: 6}"),
        "nobody lives at 'mill'",
    ),
    "points for incidents": (
        ("hold: {place: mill, points: 6}", "incidents: {points: 1}"),
        "points above 0 reward incidents",
    ),
    "more sorties for a side without any": (
        ("arrive: [b5]", "arrive: [b5], sorties: {faction: red, a_turn: 3}"),
        "'red' has no 'sorties'",
    ),
    "two units of one name": (
        ("name: 2nd Assault", "name: 1st Assault"),
        "another unit of this side is called '1st Assault', too",
    ),
    "units without supply": ((", sources: [{at: [0, 2]}]", ""), "'blue' has units but no 'sources'"),
    "a unit that comes too late": (
        ("arrive: -1", "arrive: 20"),
        "this comes on turn 20, after the last turn 10",
    ),
    "two places in one hex": (
        ("    mill: {", "    pier: {name: Pier, at: [1, 2]}\n    mill: {"),
        "'pier' lies in the same hex",
    ),
    "more steps than its type has": (
        ("at: camp/W}", "at: camp/W, steps: 25}"),
        "25 steps; a unit of the type 'assault' has 8",
    ),
    "a unit that nobody calls": (
        ("arrive: [b5]", "prestige: {faction: red, change: 1, reason: x}"),
        "no trigger",
    ),
    "a unit that is called but there": ((", arrive: -1", ""), "'b5' is on the map from the start"),
    "a stroke over everything": (
        ("{faction: blue, bank: west}", "{faction: blue}"),
        "this covers the whole board",
    ),
    "a task that is never done": (
        ("arrive: [b5]", "arrive: [b5], task: {id: go, title: Go, text: Go there.}"),
        "nothing says that the task 'go' is done",
    ),
    "a turn after the last": (
        ("when: {holds", "when: {turn: {since: 11}, holds"),
        "turn 11 comes after the last turn 10",
    ),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_what_is_doubtful_is_a_warning_and_loads(case: str, tmp_path: Path) -> None:
    change, text = DOUBTS[case]
    (problem,) = problems_of(tmp_path, edited(change))
    assert problem.severity == "warning"
    assert problem.text.startswith(text)


def test_places_and_roads_in_a_lake_are_doubtful(tmp_path: Path) -> None:
    lake = (
        ("f: farmland,", "f: farmland, l: lake,"),
        ("    . . . h f f . . h h . .", "    l . . h f f . . h h . ."),
    )
    place = ("    mill: ", "    pier: {name: Pier, at: [0, 0]}\n    mill: ")
    road = ("  crossings:\n", "    - {name: Causeway, path: [[0, 0], mill]}\n  crossings:\n")
    text = edited(*lake, place, road)
    assert [(p.severity, p.text) for p in problems_of(tmp_path, text)] == [
        ("warning", "'pier' lies in lake, which nobody can enter"),
        ("warning", "a road leads through [0, 0], lake that nobody can enter"),
    ]


def test_a_goal_behind_closed_ground_is_doubtful_for_those_who_get_points_for_it(tmp_path: Path) -> None:
    ring = (
        ("legend: {", 'legend: {"~": lake, '),
        ("     . . h f f . . . h . . .\n", "     ~ ~ h f f . . . h . . .\n"),
        ("    . v . f f f", "    ~ v ~ f f f"),
        ("     . . f f t f", "     ~ ~ f f t f"),
        ("path: [[0, 2], mill, [3, 3]", "path: [[3, 3]"),
        ("path: [mill, [3, 5]", "path: [[3, 5]"),
        ("sources: [{at: [0, 2]}]", "sources: [{at: [0, 7]}]"),
    )
    found = [p for p in problems_of(tmp_path, edited(*ring)) if "can ever come" in p.text]
    assert [(p.severity, p.text.split(":")[0]) for p in found] == [
        ("warning", "no unit of 'red' can ever come to 'mill'")
    ]


def test_a_word_for_a_zone_and_a_group_is_doubtful(tmp_path: Path) -> None:
    rows = "\n".join(["    " + "a b" + " ." * 10] + ["    " + ". " * 12] * 7)
    legend = "  zone_legend: {a: {id: town, name: Town}, b: {id: east, name: East, group: town}}\n"
    (problem,) = problems_of(tmp_path, edited(("  banks: |", f"{legend}  zones: |\n{rows}\n  banks: |")))
    assert problem.severity == "warning"
    assert problem.text.startswith("'town' is a zone and a group of zones")


def test_a_table_without_par_is_a_draw_and_a_warning(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, edited(("par: 18", "par: 0"), ("{par: 18", "{par: 0")))
    assert problem.severity == "warning"
    assert "every match is a draw" in problem.text


def test_a_bank_that_neither_crossings_nor_boats_nor_engineers_reach_is_doubted(tmp_path: Path) -> None:
    bare = (
        ("    - {name: High Road, path: [[0, 2], mill, [3, 3], westford, camp, [11, 3]]}\n", ""),
        ("    - {name: Ford Track, path: [mill, [3, 5], [4, 6], [5, 6], camp], kind: track}\n", ""),
        ("    bridge: {name: Westford Bridge, between: [[3, 3], [4, 3]]}\n", ""),
        ("    ford: {name: Lower Ford, between: [[4, 6], [5, 6]], kind: ford}\n", ""),
        ("  roads:            #", "  roads: []         #"),
        ("  crossings:\n", "  crossings: {}\n"),
    )
    on_foot = ("turns: 10", "turns: 10\nrules: {mobility: {motor: {boats: false}}}")
    sappers = ("type: militia", "type: engineer")
    cut = "no crossing leads to the bank"

    def doubted(*changes: tuple[str, str]) -> bool:
        return any(p.text.startswith(cut) for p in problems_of(tmp_path, edited(*bare, *changes)))

    assert doubted(on_foot)
    assert not doubted()
    assert not doubted(on_foot, sappers, ("at: westford}", "at: mill}"))
