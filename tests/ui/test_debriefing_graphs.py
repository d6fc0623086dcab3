"""The debriefing's graphs and its account of points."""

from dataclasses import replace
from pathlib import Path

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import score
from game.core.orders import Concede
from game.core.outcome import Outcome
from game.core.script import Condition
from game.match.match import HUMAN, Match
from game.match.save import save
from game.scenario.load import load
from game.ui.panels.plot import PATTERNS, Series, dashes
from game.ui.screens.debriefing import Debriefing
from game.ui.screens.debriefing_graphs import TABS, metrics
from game.ui.screens.debriefing_score import why, why_ended
from game.ui.screens.loading import Loading, open_save
from game.words import has, t
from tests.ui.driver import DUEL, Driver, labels, start

SCENARIOS = Path(__file__).parents[2] / "scenarios"
points = st.lists(st.tuples(st.floats(0, 900), st.floats(0, 500)), min_size=2, max_size=12)


@pytest.fixture
def d() -> Driver:
    """The debriefing of a match that was given up in its first turn."""
    driver = start()
    driver.match.give(Concede())
    driver.until(lambda: isinstance(driver.top, Debriefing))
    driver.frames(2)
    return driver


@pytest.fixture(scope="module")
def finished() -> Match:
    match = Match(load(SCENARIOS / "straits.yaml"), seed=3)
    match.play_out()
    return match


@settings(max_examples=50)
@given(points=points, pattern=st.sampled_from(PATTERNS[1:]))
def test_dashes_leave_out_what_their_pattern_says_and_go_on_around_corners(points, pattern):
    def length(pieces):
        return sum(pygame.Vector2(a).distance_to(b) for a, b in pieces)

    whole = length(dashes(points, ()))
    drawn = length(dashes(points, pattern))
    rounds, rest = divmod(whole, sum(pattern))
    on = sum(pattern[::2])
    assert rounds * on - 0.01 <= drawn <= rounds * on + min(rest, on) + 0.01


def test_sides_are_told_apart_without_colours():
    assert len(set(PATTERNS)) == len(PATTERNS) >= 4


def test_every_metric_has_its_tab_and_every_tab_its_word(finished):
    found = metrics(finished.theatre)
    assert {m.tab for m in found} == set(TABS) - {"all"}
    assert all(has(f"graph.tab_{tab}") for tab in TABS)
    assert len({m.title for m in found}) == len(found)
    for turn in finished.chronicle.turns:
        for record in turn.factions.values():
            for metric in found:
                assert metric.value(record) >= (0 if not metric.scored else -1000)
                if "%" in metric.form:
                    assert metric.value(record) <= 100


def test_the_last_graph_values_are_the_final_ones(finished):
    last = finished.chronicle.turns[-1]
    for faction, record in last.factions.items():
        view = finished.view(faction)
        assert record.table == dict(view.score)
        assert record.points == pytest.approx(sum(view.score.values()))
        assert record.harmed == view.civil.harmed.get(faction, 0)
        assert record.losses == view.losses


def test_the_scale_holds_all_values_and_minus_is_a_true_minus():
    series = Series("x", {"a": [-3.0, 2.0], "b": [7.0]})
    assert series.scale == (-3.0, 7.0)
    assert series.turns == 2
    assert series.words(-3.0) == "\N{MINUS SIGN}3"


def test_the_mouse_reads_a_turn_off_and_arrows_do_the_same(d):
    graphs = d.top.graphs
    assert graphs.marker == len(graphs.chronicle.turns) - 1
    box = graphs._plots[0].box.move(graphs.rect.topleft)
    d.move((box.x + 1, box.centery))
    assert graphs.marker == 0
    d.key(pygame.K_RIGHT)
    assert graphs.marker == min(1, len(graphs.chronicle.turns) - 1)
    for _ in range(5):
        d.key(pygame.K_LEFT)
    assert graphs.marker == 0


def test_tabs_open_by_mouse_by_digit_and_by_a_click_on_a_graph(d):
    graphs = d.top.graphs
    d.click(t("graph.tab_supply"))
    assert graphs.tab == "supply"
    d.key(pygame.K_1)
    assert graphs.tab == "all"
    first = graphs._plots[0]
    d.press(first.box.move(graphs.rect.topleft).center)
    assert graphs.tab == graphs.metrics[0].tab


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("tab", ["all", "ground"])
def test_graphs_have_room_and_do_not_overlap(d, size, scale, tab):
    pygame.display.set_mode(size, pygame.RESIZABLE)
    d.app.window = pygame.display.get_surface()
    d.app.apply(d.app.settings.but(text_scale=scale))
    graphs = d.top.graphs
    graphs.show(tab)
    d.frames(2)
    boxes = [plot.box for plot in graphs._plots]
    assert boxes
    assert all(b.width > 100 and b.height > 30 for b in boxes)
    assert not any(a.colliderect(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(b.x >= 0 and b.right < graphs.rect.width for b in boxes)


def test_another_sides_table_can_be_opened(finished, tmp_path):
    save(finished, tmp_path / "over.save")
    d = Driver(lambda app: Loading(app, open_save(tmp_path / "over.save")))
    d.until(lambda: isinstance(d.top, Debriefing))
    d.frames(2)
    panel = d.top.panels[0]
    other = next(f for f in finished.theatre.score if f != panel.scored)
    spec = finished.theatre.factions[other]
    d.click(next(word for _, word in labels(panel) if word in (spec.name, spec.short)))
    assert panel.scored == other


def line(**kind):
    return score.PointLine("l", "Line", **kind)


@pytest.mark.parametrize(
    ("kind", "worth", "words"),
    [
        ({"steps": score.LossLine("red", -0.5)}, -2.0, "4 steps lost"),
        ({"steps": score.LossLine("red", 1, alive=True)}, 1.0, "one step left"),
        ({"incidents": score.IncidentLine(-2)}, -4.0, "2 incidents"),
        ({"each_turn": score.EachTurnLine(Condition(), 0.2)}, 7.8, "39 turns"),
        ({"early": score.EarlyLine(Condition(), 26, 1, 8)}, -6.0, "6 turns late"),
        ({"early": score.EarlyLine(Condition(), 26, 1, 8)}, 8.0, "8 turns early, or more"),
        ({"early": score.EarlyLine(Condition(), 26, 1, 8)}, 0.0, "not done when the match ended"),
        ({"early": score.EarlyLine(Condition(), 1, 1, 8)}, 0.0, "just in time"),
        ({"prestige": score.PrestigeLine(0.2)}, 5.2, "26 points of prestige"),
        ({"hold": score.HoldLine("camp", 6)}, 0.0, "held by Red"),
        ({"first": score.FirstLine("camp", 6)}, 0.0, "nobody was first"),
    ],
)
def test_a_line_says_what_its_points_come_from(kind, worth, words):
    view = Match(load(DUEL), 1, {"blue": HUMAN}).view("blue")
    assert why(view, "blue", line(**kind), worth).startswith(words)


def test_every_line_of_the_shipped_tables_has_an_explanation(finished):
    for faction, table in finished.theatre.score.items():
        view, worth = finished.view(faction), finished.chronicle.turns[-1].factions[faction].table
        for entry in table.lines:
            assert why(view, faction, entry, worth[entry.id])


def test_why_it_ended_names_both_indices_or_the_one_that_gave_up(finished):
    view, last = finished.view(next(iter(finished.theatre.factions))), finished.chronicle.turns[-1]
    draw = Outcome("", "draw", "turn_limit")
    assert str(view.theatre.ruleset.victory.grades[-1].lead).rstrip(".0") in why_ended(view, draw, last)
    gave_up = replace(draw, reason="concession")
    assert why_ended(view, gave_up, last) == t("reason.concession")
