"""Means beyond the units' arms, through the window: each by mouse or key, consequences before the order."""

from dataclasses import replace

import pygame
import pytest

from game.core.orders import (
    Attack,
    DeliverAid,
    Disperse,
    Ferry,
    Handover,
    MainEffort,
    Raid,
    Sortie,
    Strike,
    Trickle,
)
from game.core.score import IncidentLine, PointLine, ReliefLine
from game.core.situation import hostile
from game.rules.effort import axis
from game.rules.legality import legal_orders
from game.rules.relations import trespasses
from game.ui.map.marks import marks
from game.ui.palette import Palette
from game.ui.panels.brings import gain
from game.ui.panels.findings import findings, report_words, site_status
from game.ui.panels.over_line import over_line
from game.ui.screens.match import choices
from game.ui.screens.match.attack import AttackDialog
from game.ui.screens.match.choices import AidDialog, EffortDialog, HandoverDialog, consequences
from game.ui.screens.match.dialogs import Confirm
from game.ui.screens.match.strikes import SortieDialog, StrikeDialog
from game.words import signed, t
from tests.ui.driver import Driver, start
from tests.ui.means_case import MEANS, camp, last, written


@pytest.fixture
def d() -> Driver:
    return start(path=MEANS)


# Strikes and sorties


def test_a_strike_is_aimed_with_keys_and_says_who_may_come_to_harm_before_what_it_may_hit(d):
    d.key(pygame.K_w)
    d.key(pygame.K_RIGHT)
    d.key(pygame.K_RETURN)
    assert set(d.match.pointer.picking) == {camp(d)}
    d.key(pygame.K_TAB)
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, StrikeDialog)
    words = written(d)
    assert words.index(t("fire.harm_chance")) < words.index(t("fire.success_site"))
    assert "900" in words


def test_the_dialog_refuses_in_words_and_lets_the_rules_be_overridden_at_the_stated_price(d):
    d.match.begin_strike("boat", "site")
    d.hex(camp(d))
    assert "civilians are expected to come to harm" in written(d)
    d.top.fire()
    d.frames(2)
    assert not d.match.session.match.journal
    assert "civilians are expected to come to harm" in d.match.toast
    d.match.begin_strike("boat", "site")
    d.hex(camp(d))
    d.top.toggle_escalate()
    assert t("fire.price", prestige=5, grade="minor") in " ".join(written(d).split("  "))
    d.click(t("fire.go_strike"))
    assert last(d) == Strike("boat", camp(d), "site", escalate=True)
    assert d.match.view.prestige["blue"] == 15
    assert "fired 3 missiles" in d.match.toast


def test_a_claim_stays_a_claim_until_the_hex_is_seen(d):
    order = Strike("boat", camp(d), "site", press=True, escalate=True)
    d.match.give(order)
    d.frames(3)
    report = d.match.view.fires.reports[0]
    claim, truth, known = report_words(d.match.view, report)
    assert not known
    assert truth == t("report_truth.unknown")
    assert site_status(d.match.view, "camp") == ("claimed" if report.claimed else "intact")
    d.match.lists.show("means")
    assert claim in written(d, d.match.lists)


def test_tab_begins_with_the_road_nearest_to_the_cursor_and_goes_on_from_there(d):
    d.match.begin_sortie("interdiction")
    roads = sorted(d.match.pointer.picking)
    assert len(roads) > 4
    corner = max(roads)
    column, row = d.match.view.theatre.board.col_row(corner)
    beside = d.match.view.theatre.board.at(column, row + 1)  # no road, beside the last of them
    assert beside not in roads
    d.match.pointer.point(beside)
    d.key(pygame.K_TAB)
    first = d.match.pointer.hover
    assert first is not None
    board = d.match.view.theatre.board
    assert board.distance_m(beside, first) == min(board.distance_m(beside, h) for h in roads)
    d.key(pygame.K_TAB)
    assert d.match.pointer.hover == roads[(roads.index(first) + 1) % len(roads)]


def test_the_chosen_target_must_be_one_and_the_reason_is_said_while_the_choice_goes_on(d):
    d.match.begin_strike("boat", "unit")
    empty = d.match.view.theatre.board.at(2, 2)
    d.hex(empty)
    assert "No enemy is known" in d.match.toast
    assert d.match.pointer.picking
    d.key(pygame.K_ESCAPE)
    assert not d.match.pointer.picking


@pytest.mark.parametrize("mission", ["support", "interdiction", "reconnaissance"])
def test_a_sortie_of_each_kind_is_flown_by_mouse_and_uses_the_budget_up(d, mission):
    d.match.begin_sortie(mission)
    target = max(d.match.pointer.picking)
    d.match.centre(target)
    d.hex(target)
    assert isinstance(d.top, SortieDialog)
    assert t("fire.civilians") in written(d)
    d.click(t("fire.go_sortie"))
    assert last(d) == Sortie(mission, target)
    assert d.match.view.fires.sorties["blue"] == 2
    assert any(m.kind == mission for m in marks(d.match.view, Palette()))


# Orders of the side


def test_aid_is_brought_from_a_list_after_a_question_that_says_what_it_brings(d):
    d.key(pygame.K_a, pygame.KMOD_SHIFT)
    assert isinstance(d.top, AidDialog)
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, Confirm)
    assert "from 0 to 15 %" in d.top.text
    d.key(pygame.K_RETURN)
    assert last(d) == DeliverAid("westford")
    assert "relief 15 %" in " ".join(f.text for f in findings(d.match.view, d.match.view.units["guards"].hex))


def test_aid_that_scores_stands_first_and_says_what_it_is_worth(d, monkeypatch):
    view = d.match.view
    table = view.theatre.score[view.faction]
    d.key(pygame.K_a, pygame.KMOD_SHIFT)
    last_place = d.top.rows()[-1][0].place
    lines = (*table.lines, PointLine("relief", "Relief", relief=ReliefLine(last_place, 5)))
    monkeypatch.setitem(view.theatre.score, view.faction, replace(table, lines=lines))
    order, _ = d.top.rows()[0]
    assert order == DeliverAid(last_place)
    assert "5.0 points" in d.top.detail(order)


def test_a_place_is_handed_over_to_the_side_beside_it(d):
    d.key(pygame.K_o, pygame.KMOD_SHIFT)
    assert isinstance(d.top, HandoverDialog)
    d.key(pygame.K_RETURN)
    assert "Tension with Green falls by 10" in d.top.text
    d.key(pygame.K_RETURN)
    assert last(d) == Handover("mill", "green")


def test_no_fall_of_tension_is_promised_where_none_is_followed(d, monkeypatch):
    view = d.match.view
    monkeypatch.setattr(choices, "tension", lambda *_: None)
    assert "ension" not in consequences(view, Handover("mill", "green"))[1]


def test_the_main_effort_is_named_and_marked_on_the_map(d):
    d.key(pygame.K_e)
    assert isinstance(d.top, EffortDialog)
    d.key(pygame.K_RETURN)
    assert "turn 2" in d.top.text
    d.key(pygame.K_RETURN)
    order = last(d)
    assert isinstance(order, MainEffort)
    found = [m.hex for m in marks(d.match.view, Palette()) if m.kind == "effort"]
    assert found == [d.match.view.theatre.board.places[order.place].hex]


def test_the_dearest_goals_that_units_already_head_for_top_the_list_of_main_efforts(d):
    d.key(pygame.K_e)
    view = d.match.view
    places = [order.place for order, _ in d.top.rows()]
    with_units = [p for p in places if any(axis(view.theatre, p)[u.hex] for u in view.own)]
    assert places[: len(with_units)] == with_units
    to_be_won = [p for p in with_units if not view.owners[p] or hostile(view, view.faction, view.owners[p])]
    assert with_units[: len(to_be_won)] == to_be_won
    worths = [gain(view, p) for p in to_be_won]
    assert worths == sorted(worths, reverse=True)


def test_a_main_effort_that_was_given_up_leaves_no_mark(d):
    for steps_up in (0, 2):  # the first place; then the last row, below which is only the way out
        d.key(pygame.K_e)
        for _ in range(steps_up):
            d.key(pygame.K_UP)
        d.key(pygame.K_RETURN)
        d.key(pygame.K_RETURN)
    assert last(d) == MainEffort("")
    view = d.match.view
    assert not [m for m in marks(view, Palette()) if m.kind == "effort"]
    assert not any("ain effort" in f.text for h in range(view.theatre.board.size) for f in findings(view, h))


# Orders of a unit


def test_raiders_choose_a_road_and_are_told_what_drives_them_off(d):
    d.match.pointer.choose("riders")
    d.key(pygame.K_r, pygame.KMOD_SHIFT)
    d.key(pygame.K_TAB)
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, Confirm)
    assert "drive the raiders off" in d.top.text
    d.key(pygame.K_RETURN)
    assert isinstance(last(d), Raid)
    assert any(m.kind == "raid" for m in marks(d.match.view, Palette()))


def test_a_weak_unit_disperses_after_a_question(d):
    d.match.pointer.choose("few")
    d.frames(2)
    d.click(t("order.disperse"))
    assert isinstance(d.top, Confirm)
    d.key(pygame.K_RETURN)
    assert last(d) == Disperse("few")


def test_boats_by_night_state_the_chance_that_they_turn_back(d):
    trickle = next(o for o in legal_orders(d.match.view) if isinstance(o, Trickle))
    d.match.pointer.choose(trickle.unit)
    d.key(pygame.K_f, pygame.KMOD_SHIFT)
    d.key(pygame.K_TAB)
    d.key(pygame.K_RETURN)
    assert "turn back" in d.top.text
    d.key(pygame.K_RETURN)
    assert isinstance(last(d), Trickle)


def test_boats_over_a_deconfliction_line_say_that_it_is_an_incident(d):
    view = d.match.view
    over = [o for o in legal_orders(view) if isinstance(o, Ferry)]
    ferry = next(o for o in over if trespasses(view, view.faction, (view.units[o.unit].hex, o.to)))
    d.match.pointer.choose(ferry.unit)
    d.key(pygame.K_f)
    if d.match.pointer.picking:
        d.hex(ferry.to)
    assert isinstance(d.top, Confirm) and "an incident, tension +10." in d.top.text
    d.key(pygame.K_ESCAPE)
    assert not d.match.session.match.journal


def test_a_shock_attack_is_a_switch_whose_chance_to_be_stopped_is_shown(d):
    attack = next(o for o in legal_orders(d.match.view) if isinstance(o, Attack) and o.shock)
    unit = d.match.view.units[attack.unit]
    d.match.attack(unit, attack.target)
    d.frames(2)
    assert isinstance(d.top, AttackDialog)
    d.click(t("attack.shock"))
    assert t("attack.stopped", chance="40%") in written(d)
    d.click(t("attack.go"))
    assert last(d) == replace(attack, support=True, advance=True, batteries=True)


def test_a_move_over_the_line_asks_first(d):
    # The few stand on their own bank, the way east leads over the line beside a rival's side.
    d.match.pointer.choose("guards")
    over = next(
        h for h in d.match.pointer.selection.reach
        if d.match.view.theatre.board.bank[h] != d.match.view.theatre.board.bank[d.match.pointer.chosen.hex]
    )  # fmt: skip
    before = len(d.match.session.match.journal)
    d.hex(over, button=3)
    assert isinstance(d.top, Confirm)
    assert "tension +10." in d.top.text
    assert len(d.match.session.match.journal) == before
    d.key(pygame.K_RETURN)
    assert d.match.view.diplomacy.incidents["blue"] == 1


def test_whatever_comes_over_the_line_says_what_an_incident_costs_by_the_score_table(d, monkeypatch):
    view = d.match.view
    table = view.theatre.score["blue"]
    lines = (*table.lines, PointLine("incidents", "Incidents", incidents=IncidentLine(-2)))
    monkeypatch.setitem(view.theatre.score, "blue", replace(table, lines=lines))
    boats = next(
        o
        for o in legal_orders(view)
        if isinstance(o, Ferry) and over_line(view, (view.units[o.unit].hex, o.to))
    )
    price = f"tension +10, {signed(-2)} points"
    assert price in over_line(view, (view.units[boats.unit].hex, boats.to))
    d.match._confirm_work(boats)
    d.frames(2)
    assert price in d.top.text
    d.key(pygame.K_RETURN)
    assert d.match.view.diplomacy.incidents["blue"] == 1
