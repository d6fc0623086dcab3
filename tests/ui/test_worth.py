"""What the score can still bring, and what a place is worth: in the table, under the mouse, in lists."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.core import score
from game.core.script import Condition, Connected, Holds, ShareIs
from game.match.match import Match
from game.match.stakes import Stake
from game.rules import scoring
from game.rules.scoring import Standing
from game.scenario.load import load
from game.ui.panels.brings import brings, gain, place_brings, share_open
from game.ui.panels.prospects import figure, prospect, turn_ends_left
from game.ui.screens.debriefing_score import why
from game.ui.screens.match.score_table import entries
from tests.ui import scenes
from tests.ui.driver import start

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def seen(*lines: score.PointLine, rival: tuple[score.PointLine, ...] = (), **changes):
    """A view of `north` with this table; of `east` with the other."""
    where = scenes.theatre()
    tables = {"north": score.ScoreSpec(10, lines), "east": score.ScoreSpec(10, rival)}
    view = replace(scenes.view(), theatre=replace(where, score=tables), **changes)
    t = view.theatre
    now = Standing(
        t, view.turn, view.control, view.owners, view.firsts, changes.get("score", {}), view.prestige, {}, {}
    )
    return replace(view, score={x.id: scoring.line_points(now, "north", x) for x in lines})


def line(**kind) -> score.PointLine:
    return score.PointLine("a", "A line", **kind)


def test_a_share_leaves_open_what_others_hold():
    it = line(share=score.ShareLine("city", 30))
    view = seen(it)
    found = prospect(view, it)
    assert found.more == pytest.approx(30 - view.score["a"])
    assert f"{found.more:.1f} still open" in found.words
    nothing = replace(view, control=np.full_like(view.control, view.theatre.index["north"]))
    whole = prospect(replace(nothing, score={"a": 30.0}), it)
    assert (whole.more, whole.state) == (0, "settled")


def test_a_line_that_is_worth_nothing_is_told_here_and_in_the_debriefing():
    it = line(share=score.ShareLine("city", 0))
    view = seen(it)
    assert prospect(view, it).state == "settled"
    assert why(view, "north", it, 0.0)
    aid = line(relief=score.ReliefLine("alpha", 0))
    assert why(view, "north", aid, 0.0)


def test_a_line_that_can_only_take_points_is_not_among_what_can_be_won():
    for it in (line(share=score.ShareLine("city", -30)), line(hold=score.HoldLine("echo", -4))):
        found = prospect(seen(it, owners={**scenes.view().owners, "echo": "east"}), it)
        assert (found.state, found.more) == ("costs", 0.0)


def test_a_place_of_a_rival_says_what_he_would_lose_and_a_prize_what_the_second_loses():
    hold, first = line(hold=score.HoldLine("echo", 14)), line(first=score.FirstLine("echo", 7, ("east",)))
    his = (
        line(hold=score.HoldLine("echo", 9)),
        line(first=score.FirstLine("echo", 5, ("north",))),
    )
    view = seen(hold, first, rival=his, owners={**scenes.view().owners, "echo": "east"})
    assert "would lose 9" in prospect(view, hold).words
    words = prospect(view, first).words
    assert "E \N{MINUS SIGN}2.5" in words
    assert words.endswith("if not, \N{MINUS SIGN}3.5")
    mine = replace(view, owners={**view.owners, "echo": "north"}, firsts={"echo": "north"})
    assert prospect(mine, hold).state == prospect(mine, first).state == "settled"


def test_every_rival_who_would_be_second_loses_what_his_own_table_says():
    it = line(first=score.FirstLine("echo", 7, ("east", "south")))
    view = seen(it, rival=(line(first=score.FirstLine("echo", 5, ("north",))),))
    south = score.ScoreSpec(10, (line(first=score.FirstLine("echo", 8, ("north",))),))
    tables = {**view.theatre.score, "south": south}
    view = replace(view, theatre=replace(view.theatre, score=tables))
    third = view.theatre.factions["south"].short
    assert f"(then E \N{MINUS SIGN}2.5, {third} \N{MINUS SIGN}4)" in prospect(view, it).words


def test_points_a_turn_reckon_with_the_turns_that_are_left():
    it = line(each_turn=score.EachTurnLine(Condition(), 0.5))
    view = seen(it)
    left = turn_ends_left(view)
    assert left == view.theatre.turns - view.turn + 1
    assert prospect(view, it).more == pytest.approx(0.5 * left)
    later = replace(view, active=view.theatre.faction_ids[-1])
    assert turn_ends_left(later) == left - 1
    cost = line(each_turn=score.EachTurnLine(Condition(), -1))
    assert prospect(view, cost).state == "costs"


@pytest.mark.parametrize(
    ("turn", "booked", "words", "state"),
    [
        (10, None, "+8 if done by turn 18", "open"),
        (20, None, "+6 if done this turn", "open"),
        (27, None, "not done: 1 less each turn", "costs"),
        (35, None, "not done by turn 26", "settled"),
        (20, 7.0, "done", "settled"),
        (30, -2.0, "done", "settled"),
    ],
)
def test_a_deadline_says_what_doing_it_now_is_worth(turn, booked, words, state):
    it = line(early=score.EarlyLine(Condition(), 26, 1, 8))
    view = seen(it, turn=turn, score={} if booked is None else {"a": booked})
    found = prospect(view, it)
    assert found.words.startswith(words)
    assert found.state == state


def test_nothing_is_open_when_the_match_is_over():
    it = line(hold=score.HoldLine("alpha", 6))
    view = seen(it, owners={**scenes.view().owners, "alpha": "south"})
    assert prospect(view, it).state == "open"
    assert prospect(replace(view, outcome=object()), it).state == "settled"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_every_line_of_every_shipped_table_says_what_it_can_still_bring(path):
    match = Match(load(path), 1, {})
    for faction in match.theatre.score:
        found = entries(match.view(faction))
        assert [e.line for e in found] == list(match.theatre.score[faction].lines)
        for entry in found:
            assert entry.prospect.words
            assert entry.prospect.more >= 0


def test_what_can_still_be_won_is_never_less_than_what_a_conqueror_of_everything_gains():
    """The sum of holding, being first and shares is what a side has more once it holds all ground."""
    match = Match(load(SHIPPED[0]), 1, {})
    for faction in match.theatre.score:
        view = match.view(faction)
        kinds = [e for e in entries(view) if e.line.hold or e.line.first or e.line.share]
        open_now = sum(e.prospect.more for e in kinds)
        t = view.theatre
        all_mine = np.full_like(view.control, t.index[faction])
        places = dict.fromkeys(t.board.places, faction)
        after = Standing(t, view.turn, all_mine, places, {**places, **view.firsts}, {}, view.prestige, {}, {})
        table = scoring.table(after, faction)
        gained = sum(table[e.line.id] - e.worth for e in kinds)
        assert open_now == pytest.approx(gained)


# Places


def test_a_place_says_what_holding_it_and_being_first_bring():
    d = start()
    place = d.match.view.theatre.board.places["camp"]
    texts = [f.text for f in place_brings(d.match.view, (), "camp")]
    assert any(text.startswith("First there: +6") for text in texts)
    assert gain(d.match.view, "camp") == 6
    d.match.pointer.point(place.hex)
    whole = brings(d.match.view, d.match.session.stakes, place.hex)
    assert [f.text for f in whole] == texts


def test_every_hex_of_a_group_that_scores_by_share_says_its_part():
    it = line(share=score.ShareLine("city", 30))
    view = seen(it)
    hexes = view.theatre.groups["city"]
    area = view.theatre.board.area
    for h in hexes.tolist():
        worth = 30 * area[h] / area[hexes].sum()
        last = brings(view, (), h)[-1].text
        assert f"{worth:.1f}" in last
    outside = next(h for h in range(view.theatre.board.size) if h not in hexes)
    assert not brings(view, (), outside)
    assert share_open(view, int(hexes[0])) == [("city", 30, pytest.approx(30 - view.score["a"]))]


def test_lines_whose_condition_names_a_place_are_told_there():
    lines = (
        score.PointLine("road", "Road open", each_turn=score.EachTurnLine(
            Condition(connected=Connected("north", "alpha")), 0.2)),
        score.PointLine("soon", "Alpha soon", early=score.EarlyLine(
            Condition(holds=Holds("north", ("alpha",))), 20, 1, 5)),
        score.PointLine("town", "All of it", early=score.EarlyLine(
            Condition(share=ShareIs("north", "city", 0.9)), 20, 1, 5)),
    )  # fmt: skip
    view = seen(*lines)
    told = " ".join(f.text for f in place_brings(view, (), "alpha"))
    assert "Road open" in told
    assert "Alpha soon" in told
    assert not any("Road" in f.text for f in place_brings(view, (), "bravo"))


def test_the_scenario_says_beforehand_what_it_does_for_who_holds_a_place():
    view = seen(line(prestige=score.PrestigeLine(0.2)), owners={**scenes.view().owners, "bravo": "south"})
    held = Stake("held", "bravo", prestige=4, source=view.theatre.board.places["bravo"].hex)
    told = " ".join(f.text for f in place_brings(view, (held,), "bravo"))
    assert "a source of supply here; prestige +4 (+0.8 points)" in told
    over = replace(held, fired=view.turn)
    assert not place_brings(view, (over,), "bravo")
    mine = replace(view, owners={**view.owners, "bravo": "north"})
    assert not place_brings(mine, (held,), "bravo")


def test_tips_of_places_follow_what_the_side_knows_though_no_place_changes_hands():
    d = start()
    panel, table = d.match.places, d.match.session.stakes
    panel.refresh()
    row = next(i for i, o in enumerate(panel.listed) if o.place == "camp")
    before = panel.hots[row].tip
    assert before.splitlines()[1:] == [f.text for f in place_brings(d.match.view, table, "camp")]
    prize = Stake("held", "camp", prestige=4)
    d.match.session._stakes, d.match.session.match.stakes = (prize,), lambda _: (prize,)
    panel.refresh()
    assert panel.hots[row].tip != before


def test_what_others_bring_about_is_told_when_they_have_played():
    d = start()
    session, held = d.match.session, Stake("held", "camp", prestige=4)
    session.match.stakes = lambda _: (held,)
    assert session.stakes == (held,)
    session.match.stakes = lambda _: (replace(held, fired=1),)
    session.table._worker = object()
    assert session.stakes == (held,)
    session.table._worker = None
    assert session.stakes[0].fired == 1


def test_figures_bear_signs_and_no_needless_decimals():
    assert [figure(x) for x in (7, -3.5, 0.25)] == ["+7", "\N{MINUS SIGN}3.5", "+0.2"]


def test_a_line_of_the_table_leads_to_its_place():
    d = start()
    d.match.open_score()
    d.app.settle()
    d.top._show("camp")
    d.app.settle()
    assert d.top is d.match
    assert d.match.camera.shows(d.match.view.theatre.board.places["camp"].hex)


def test_a_breach_is_counted_in_the_score_table(monkeypatch):
    d = start()
    view = d.match.view
    civil = replace(view.civil, breaches={view.faction: 2})
    monkeypatch.setattr(d.match.session, "view", replace(view, civil=civil))
    d.match.open_score()
    d.app.settle()
    told = []
    from game.ui.screens.match import score_table

    monkeypatch.setattr(score_table, "score_line", lambda _p, *parts, **_: told.append(parts[:3]))
    d.top.panel.measure(640)
    _, words, count = next(x for x in told if "reaches" in x[0][0])
    assert count[0] == "2"
    assert "minor" in words[0]
