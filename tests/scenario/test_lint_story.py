"""Slips in triggers, decisions, tasks and scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.authoring import Slip, assert_named, edited, problems_of, said

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

SLIPS: dict[str, Slip] = {
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
    "a trigger that waits for the answer to its own question": (
        (
            OFFER,
            ("when: {holds", "when: {decided: [bargain, take], holds"),
            ("score:  ", DECISION.lstrip() + "score:  "),
        ),
        "this trigger waits for an answer to 'bargain', which it alone offers",
        "[bargain",
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
    "a task of another name and the same id": (
        (
            ("arrive: [b5]", "task_done: [go], task: {id: go, title: Go, text: x}"),
            (
                "score:  ",
                "  - {id: b, when: {turn: {}}, then: [{task: {id: go, title: Come, text: y}}]}\nscore:  ",
            ),
        ),
        "this takes the place of the task 'Go', which has the same id; give it another id",
        "go",
    ),
    "a key for an action that there is not": (
        (("arrive: [b5]", 'task_done: [go], task: {id: go, title: Go, text: "Press {key:end_trun}."}'),),
        "unknown action 'end_trun'; did you mean 'end_turn'?",
        '"Press {key',
    ),
    "braces that are no key": (
        (("arrive: [b5]", 'task_done: [go], task: {id: go, title: Go, text: "Press {keys end_turn}."}'),),
        "'{keys end_turn}' stays as it is; a key is written {key:end_turn}",
        '"Press {keys end_turn',
    ),
    "a key where no key is filled in": (
        (("text: Blue calls up its reserve.", 'text: "Press {key:end_turn}."'),),
        "'{key:end_turn}' becomes a key in the text of a task only",
        '"Press {key',
    ),
    "a task without words": (
        (("arrive: [b5]", 'task_done: [go], task: {id: go, title: Go, text: ""}'),),
        "'text' is empty; write what is to be read there",
        '""',
    ),
    "no place to hold": (
        (("places: [westford]", "places: []"),),
        "without a place this always holds; name at least one",
        "[",
    ),
    "a side that is not named": (
        (("{holds: {faction: red,", '{holds: {faction: "",'),),
        "'faction' is empty; name a faction",
        '""',
    ),
    "an answer to no question": (
        (("when: {holds", 'when: {decided: ["", take], holds'),),
        "an empty word; name a decision",
        '""',
    ),
    "supply of another side's unit": (
        (("when: {holds", "when: {supply: {faction: red, state: isolated, unit: b1}, holds"),),
        "'b1' is a unit of 'blue', so this never holds",
        "b1",
    ),
    "a distance from nowhere": (
        (("when: {holds", "when: {encircled: {faction: red, km: 6}, holds"),),
        "'km' needs 'near', from which it is measured",
        "6",
    ),
    "a prestige that is always there": (
        (("when: {holds", "when: {prestige: {faction: red}, holds"),),
        "every prestige will do here; give 'at_least' or 'below'",
        "{faction",
    ),
    "more prestige than there is": (
        (("arrive: [b5]", "prestige: {faction: red, change: 5000, reason: x}"),),
        "'change' must lie between -1000 and 1000, not 5000",
        "5000",
    ),
    "a table without lines": (
        (("lines: *places", "lines: []"),),
        "a table without lines, so its index is always 0",
        "[",
    ),
}


@pytest.mark.parametrize("case", SLIPS)
def test_a_slip_in_the_story_is_named_where_it_stands(case: str, tmp_path: Path) -> None:
    assert_named(SLIPS[case], tmp_path)


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
