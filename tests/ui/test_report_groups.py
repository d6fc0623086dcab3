"""A report is read in seconds: what matters first, of routine one line for all that is alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.ui.screens.match.log import LogLine
from game.ui.screens.report_groups import ALONE, HEADLINE, Group, notable, routine
from tests.ui import scenes

KINDS = ("moved", "fought", "retreated", "message")
lines = st.lists(
    st.builds(
        LogLine,
        st.just(1), st.sampled_from(("north", "south")), st.text(max_size=3), st.just(-1), st.integers(1, 3),
        st.sampled_from(KINDS), st.sampled_from(("Riders", "Guards, 1st", "")), st.just(""),
        st.integers(0, 9),
    ),
    max_size=30,
)  # fmt: skip


def told(rows: list[Group | LogLine]) -> list[LogLine]:
    return [line for row in rows for line in (row.lines if isinstance(row, Group) else (row,))]


@given(lines)
def test_every_line_is_told_once(found: list[LogLine]) -> None:
    key = lambda x: (x.importance, x.kind, x.text, x.faction, x.subject, x.weight)  # noqa: E731
    assert sorted(told([*notable(found), *routine(found)]), key=key) == sorted(found, key=key)


@given(lines)
def test_headlines_come_first_and_what_cost_more_before_what_cost_less(found: list[LogLine]) -> None:
    rows = [row for row in notable(found) if isinstance(row, LogLine)]
    ranks = [(-row.importance, -row.weight) for row in rows]
    assert ranks == sorted(ranks)
    assert sum(row.importance >= HEADLINE for row in rows) == sum(x.importance >= HEADLINE for x in found)
    for kind in KINDS:
        assert sum(row.kind == kind and row.importance < HEADLINE for row in rows) <= ALONE + 1


@given(lines)
def test_routine_takes_one_row_a_kind_and_side(found: list[LogLine]) -> None:
    rows = routine(found)
    assert len(rows) == len({(x.kind, x.faction) for x in found if x.importance < 2})


def test_a_group_names_the_first_and_counts_the_rest() -> None:
    made = tuple(LogLine(1, "north", "", -1, 1, "moved", name) for name in "ABCDE")
    words = Group("moved", "north", made).words(scenes.theatre())
    assert words == "North: 5 moves seen. A · B · C and 2 more."


def test_a_group_of_what_has_no_name_is_a_sentence_all_the_same() -> None:
    for kind in ("tensionchanged", "effortset", "anything"):
        made = tuple(LogLine(1, "north", "", -1, 1, kind) for _ in range(3))
        words = Group(kind, "north", made).words(scenes.theatre())
        assert "3" in words
        assert not words.endswith((": .", ". .")), words


def test_strikes_that_harmed_civilians_at_unknown_places_are_one_headline_a_side() -> None:
    unseen = [LogLine(1, side, "harm", -1, 3, "civiliansharmed") for side in ("south", "north", "south")]
    seen = LogLine(1, "south", "harm at the ford", 7, 3, "civiliansharmed")
    word = LogLine(1, "", "the siege is broken", -1, 3, "message")
    less = LogLine(1, "north", "a fight", 4, 2, "fought")
    rows = notable([*unseen, seen, word, less])
    assert rows == [
        seen, word, Group("civiliansharmed", "south", (unseen[0], unseen[2])), unseen[1], less,
    ]  # fmt: skip
    assert isinstance(rows[2], Group)
    words = rows[2].words(scenes.theatre())
    assert words == "South: 2 strikes brought civilians to harm, it is not known where."
