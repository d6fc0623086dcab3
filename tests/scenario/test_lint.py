"""What the types cannot say: references, numbers, the board, the story."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from game.ai.registry import CONTROLLERS as BUILT
from game.core.refs import HexRef, Provenance
from game.core.ruleset import Ruleset
from game.core.scenario import CONTROLLERS, ScenarioSpec
from game.scenario.lint.ranges import RANGES
from game.scenario.lint.rules import TRAITS
from game.scenario.lint.words import KEYS, REFERENCES
from game.scenario.load import check, load, sources
from game.scenario.schema import bare, hints
from tests.scenario.authoring import SCENARIOS, edited, parts_of, problems_of, said

DECISION = """
decisions:
  - id: bargain
    faction: red
    title: A bargain
    text: Blue offers the mill.
    default: take
    options:
      - {id: take, text: Take it, consequences: Peace}
      - {id: leave, text: Leave it, consequences: War}
"""
OFFER = ("arrive: [b5]}", "arrive: [b5], offer: bargain}")

MISTAKES: dict[str, tuple[tuple[tuple[str, str], ...], str, str]] = {
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
    "a plan that there is not": (
        (("aggression: 1.3}", "aggression: 1.3}, plans: {dash: {name: dash}}, plan: dsh"),),
        "unknown plan 'dsh'; did you mean 'dash'?",
        "dsh",
    ),
    "a place in a plan": (
        (("aggression: 1.3}", "aggression: 1.3}, plans: {dash: {name: dash, priorities: {mil: 2}}}"),),
        "unknown place or zone 'mil'; did you mean 'mill'?",
        "mil",
    ),
    "more shock attacks than there can be": (
        (("short: R,", "short: R, abilities: {shock: -1},"),),
        "'shock' must lie between 0 and 1000, not -1",
        "-1",
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
    "a controller": (
        (("short: R,", "short: R, controller: simpel,"),),
        "unknown controller 'simpel'; did you mean 'simple'?",
        "simpel",
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
    "a colour": (
        (('"#b8442f"', "reddish"),),
        "'reddish' is no colour: write six hexadecimal digits in quotes, as \"#d9c79c\"",
        "reddish",
    ),
    "letters of another side": ((("short: B", "short: R"),), "'red' has the same letters", "R"),
    "one side that stands against itself": (
        (("control: ", "stances: [{between: [red, red], stance: war}]\ncontrol: "),),
        "'red' is named twice; name two factions",
        "[red",
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
    "a condition of nothing": (
        (("{holds: {faction: red, places: [westford]}}", "{}"),),
        "an empty condition; give at least one of",
        "{",
    ),
    "a share that is always there": (
        (("{holds: {faction: red, places: [westford]}}", "{share: {faction: red, group: w}}"),),
        "every share will do here; give 'at_least' or 'below'",
        "{faction",
    ),
    "a share in percent": (
        (("{holds: {faction: red, places: [westford]}}", "{share: {faction: red, group: w, below: 50}}"),),
        "'below' must lie between 0 and 1, not 50",
        "50",
    ),
    "a side that races against itself": (
        (("hold: {place: mill, points: 6}}", "first: {place: mill, points: 6, rivals: [red, blue]}}"),),
        "'red' is no rival of itself; name those that race against it",
        "red",
    ),
    "a road to nowhere": (
        (("path: [mill, [3, 5], [4, 6], [5, 6], camp]", "path: [mill]"),),
        "the road 'Ford Track' needs at least two points",
        "[mill",
    ),
    "an effect of nothing": (
        (("arrive: [b5]}", "arrive: [b5]}\n      - {}"),),
        "an empty effect; give at least one of",
        "{",
    ),
    "a window that closes before it opens": (
        (("when: {holds", "when: {turn: {since: 5, until: 3}, holds"),),
        "turn 5 comes after turn 3",
        "{since",
    ),
    "a trigger that waits for itself": (
        (("when: {holds", "when: {fired: [alarm], holds"),),
        "a trigger that waits for itself never fires",
        "[alarm",
    ),
    "a line of two kinds": (
        (("text: Hold the mill, ", "text: Hold the mill, prestige: {points: 1}, "),),
        "the line 'mill' counts hold and prestige; make it two lines",
        "{id",
    ),
    "a line of no kind": (
        ((", hold: {place: mill, points: 6}", ""),),
        "the line 'mill' counts nothing; give one of",
        "{id",
    ),
    "one faction only": (
        (("  blue: {name", "  old: {name"),),
        "unknown faction 'blue'; known: old, red",
        "blue",
    ),
}


MISTAKES |= {
    "a trigger that waits for the answer to its own question": (
        (
            OFFER,
            ("when: {holds", "when: {decided: [bargain, take], holds"),
            ("score:  ", DECISION.lstrip() + "score:  "),
        ),
        "this trigger waits for an answer to 'bargain', which it alone offers",
        "[bargain",
    ),
    "a figure that there is not": (
        (("control: ", "figures: {civils: {confidence: assumed}}\ncontrol: "),),
        "unknown key 'civils'; did you mean 'civilians'?",
        "civils",
    ),
    "a number with a comma": (
        (("short: R,", "short: R, replacements: 1,5,"),),
        "unknown key '5'; known: ",
        "5",
    ),
    "a unit type like none": (
        (("type: artillery, at: camp", "type: cannon, at: camp"),),
        "unknown unit type 'cannon'; known: armour, ",
        "cannon",
    ),
    "a map without a bar": (
        (("  terrain: |", "  terrain:"),),
        "row 0 of `terrain` has 96 letters, but the board has 12 columns; rows stay apart only behind a bar",
        ". . . h f f . . h h . .",
    ),
    "a task that marks an enemy": (
        (
            (
                "arrive: [b5]",
                "task_done: [go], task: {id: go, title: Go, text: x, to: red, unit: b5}",
            ),
        ),
        "'b5' is no unit of the side that has this task",
        "b5",
    ),
    "a task that is not there": (
        (("arrive: [b5]", "arrive: [b5], task_done: [go]"),),
        "unknown task 'go'",
        "go",
    ),
    "a trigger that would fire after every order": (
        (("- id: alarm", "- id: alarm\n    each_order: true\n    repeat: true"),),
        "'each_order' with 'repeat' would fire after every order",
        "true",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_slip_is_named_where_it_stands(case: str, tmp_path: Path) -> None:
    changes, text, word = MISTAKES[case]
    found = said(tmp_path, *changes)
    assert any(t.startswith(text) and w == word for t, w in found), found


def test_a_decision_that_is_whole_is_no_mistake(tmp_path: Path) -> None:
    assert said(tmp_path, OFFER, extra=DECISION) == []


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (("default: take", "default: tak"), "unknown option 'tak'; did you mean 'take'?"),
        (("faction: red\n    title", "faction: rot\n    title"), "unknown faction 'rot'"),
        (("{id: leave", "{id: take"), "there are two options 'take'; an id names one option"),
        (("id: bargain", "id: haggle"), "unknown decision 'bargain'; known: haggle"),
    ],
)
def test_a_slip_in_a_decision(change: tuple[str, str], text: str, tmp_path: Path) -> None:
    problems = problems_of(tmp_path, edited(OFFER, extra=DECISION.replace(*change)))
    assert any(p.text.startswith(text) for p in problems), problems


def test_an_option_that_a_trigger_waits_for_exists(tmp_path: Path) -> None:
    wait = ("when: {holds", "when: {decided: [bargain, refuse], holds")
    found = said(tmp_path, OFFER, wait, extra=DECISION)
    assert ("unknown option 'refuse'; known: leave, take", "refuse") in found


def test_triggers_that_wait_for_each_other_are_named(tmp_path: Path) -> None:
    more = "  - {id: x, when: {fired: [y]}, then: [{say: {title: X, text: x}}]}\n"
    more += "  - {id: y, when: {fired: [x]}, then: [{say: {title: Y, text: y}}]}\nscore: "
    (found,) = said(tmp_path, ("score: ", more))
    assert found[0] == "these triggers wait for each other, so none fires: x, y"


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


def test_only_traits_of_an_authors_own_types_are_doubtful(tmp_path: Path) -> None:
    assert check([SCENARIOS / "skirmish.yaml"]) == []
    own = ("control: ", "rules: {unit_types: {militia: {traits: [brave]}}}\ncontrol: ")
    (problem,) = problems_of(tmp_path, edited(own))
    assert problem.text == "no rule reads the trait 'brave'"


def test_a_table_without_par_is_a_draw_and_a_warning(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, edited(("par: 18", "par: 0"), ("{par: 18", "{par: 0")))
    assert problem.severity == "warning"
    assert "every match is a draw" in problem.text


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


# The passes keep up with the nouns


FREE_TEXT = {
    "id", "title", "text", "name", "subtitle", "briefing", "notes", "next", "note", "ref", "reason",
    "consequences", "adjective", "short", "colour", "controller", "plan", "plans", "formation", "ruleset",
    "default",
    "decided", "facts", "factions", "rules",
}  # fmt: skip
"""Fields of text that name nothing, or that a pass of their own looks after."""


def _has(kind: Any, wanted: type) -> bool:
    return kind is wanted or any(_has(a, wanted) for a in get_args(kind))


@pytest.mark.parametrize("cls", parts_of(ScenarioSpec), ids=lambda c: c.__name__)
def test_every_word_of_a_scenario_is_looked_up_or_is_free_text(cls: Any) -> None:
    for name, kind in hints(cls).items():
        if not _has(kind, str) or bare(kind) == HexRef or kind == tuple[HexRef, ...]:
            continue
        covered = (cls.__name__, name) in REFERENCES or (cls.__name__, name) in KEYS
        assert covered or name in FREE_TEXT, f"{cls.__name__}.{name}"


NO_LIMIT = {
    "format", "range", "rules", "map", "points", "per_turn", "historical", "change", "index", "lead", "rows",
    "at", "near", "along", "hexes", "route",
}  # fmt: skip
"""Fields with numbers that may be any, or that a pass of their own looks after."""


@pytest.mark.parametrize("cls", [*parts_of(ScenarioSpec), *parts_of(Ruleset)], ids=lambda c: c.__name__)
def test_every_number_has_a_range(cls: Any) -> None:
    for name, kind in hints(cls).items():
        if _has(kind, int) or _has(kind, float):
            assert name in RANGES.get(cls.__name__, {}) or name in NO_LIMIT, f"{cls.__name__}.{name}"


def test_tables_of_references_and_ranges_name_fields_that_exist() -> None:
    records = {cls.__name__: hints(cls) for cls in (*parts_of(ScenarioSpec), *parts_of(Ruleset))}
    assert ScenarioSpec.__name__ in records
    for cls, name in [*REFERENCES, *KEYS, *((c, n) for c, row in RANGES.items() for n in row)]:
        assert name in records[cls]


def test_the_traits_that_lint_knows_are_those_that_rules_read() -> None:
    code = "\n".join(p.read_text() for p in sorted(Path("game/rules").rglob("*.py")))
    standard = (SCENARIOS / "rulesets" / "standard.yaml").read_text()
    declared = {t.strip() for row in re.findall(r"traits: \[(.*?)\]", standard) for t in row.split(",")}
    read = {t for t in declared | TRAITS if f'"{t}"' in code}
    assert read == TRAITS


def test_a_scenario_may_name_every_controller_that_there_is() -> None:
    assert set(CONTROLLERS) == set(BUILT)


# Where everything comes from

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
