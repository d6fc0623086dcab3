"""Means beyond the units' arms, through the window: each by mouse or key, consequences before the order."""

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from game.core.civil import Sighting
from game.core.events import Sighted
from game.core.fires import Crater, FlownMission, Report, StrikeTruth
from game.core.orders import (
    Attack,
    Bridge,
    DeliverAid,
    Disperse,
    Ferry,
    Handover,
    MainEffort,
    Order,
    Raid,
    Sortie,
    Strike,
    Trickle,
)
from game.core.score import IncidentLine, PointLine, ReliefLine
from game.core.situation import hostile
from game.rules.crossings import work_needed
from game.rules.effort import axis
from game.rules.legality import legal_orders
from game.rules.relations import trespasses
from game.ui.handbook.means import loss_of
from game.ui.map.marks import marks
from game.ui.palette import Palette
from game.ui.panels.findings import findings, report_words, site_status
from game.ui.panels.over_line import over_line
from game.ui.panels.race import prizes, racers, runner
from game.ui.screens.match import MatchScreen, choices
from game.ui.screens.match.attack import AttackDialog
from game.ui.screens.match.choices import AidDialog, EffortDialog, HandoverDialog, consequences, worth
from game.ui.screens.match.dialogs import Confirm
from game.ui.screens.match.strikes import SortieDialog, StrikeDialog
from game.words import signed, t
from tests.ui.driver import Driver, start

MEANS = Path(__file__).parent / "means.yaml"


@pytest.fixture
def d() -> Driver:
    return start(path=MEANS)


def last(d: Driver) -> Order:
    return d.match.session.match.journal[-1].order


def written(d: Driver, panel=None) -> str:
    """Everything that the top screen's panel (or `panel`) says."""
    from game.ui.widgets.painter import Painter

    panel = panel or d.panels()[0]
    said: list[str] = []

    class Spy(Painter):
        def put(self, x, y, text, role="body", colour=(0, 0, 0), *, width=0, align="left"):
            said.append(text)
            return super().put(x, y, text, role, colour, width=width, align=align)

    tall = pygame.Surface((panel.rect.width, 3000))
    panel.paint(Spy(tall, panel.style, panel.style.px(panel.pad)))
    return " ".join(said)


def camp(d: Driver) -> int:
    return d.match.view.theatre.board.places["camp"].hex


# Strikes and sorties


def test_a_strike_is_aimed_with_keys_and_says_who_may_come_to_harm_before_what_it_may_hit(d):
    d.key(pygame.K_w)
    d.key(pygame.K_DOWN)
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
    assert t("fire.price", prestige=5) in " ".join(written(d).split("  "))
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
    d.key(pygame.K_h, pygame.KMOD_SHIFT)
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
    worths = [worth(view, p) for p in to_be_won]
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


# What is shown


def test_observers_stand_in_where_no_unit_of_a_rival_is_known(d):
    view = d.match.view
    hidden = {k: u for k, u in view.units.items() if u.faction != "green"}
    seen = Sighting(1, "The Watch", "green", view.theatre.board.at(6, 3), "infantry", 0.7)
    unseen = replace(view, units=hidden, contacts=(), civil=replace(view.civil, sightings=()))
    assert runner(unseen, "green", "camp") is None
    told = replace(unseen, civil=replace(view.civil, sightings=(seen,)))
    found = runner(told, "green", "camp")
    assert found.vague
    assert found.metres == view.theatre.board.distance_m(seen.hex, camp(d))


def test_a_report_of_observers_bears_the_sign_of_the_side_that_was_seen(d):
    session = d.match.session
    seen = Sighting(1, "The Watch", "green", d.match.view.theatre.board.at(6, 3), "infantry", 0.7)
    session.account.tell([Sighted(seen)], lambda: session.view)
    assert session.log[-1].text.startswith("The Watch")
    assert session.log[-1].faction == "green" != session.view.active


def test_every_tab_opens_by_key_and_takes_the_keyboard(d):
    for key, tab in ((pygame.K_w, "means"), (pygame.K_p, "race"), (pygame.K_q, "relations")):
        d.key(key)
        assert d.match.lists.tab == tab
        assert d.match.focused is d.match.lists
        d.key(pygame.K_ESCAPE)


def test_the_race_measures_the_nearest_supplied_unit_and_the_nearest_known_rival(d):
    view = d.match.view
    assert [p.place for p in prizes(view.theatre, "blue")] == ["camp"]
    assert racers(view) == ("blue", "green")
    own = runner(view, "blue", "camp")
    assert own.metres == min(
        view.theatre.board.distance_m(u.hex, camp(d)) for u in view.own if u.supply == "supplied"
    )
    seen = [u for u in view.units.values() if u.faction == "green"]
    assert (runner(view, "green", "camp") is None) == (not seen)


def test_tension_and_what_it_does_stand_in_the_relations(d):
    d.match.lists.show("relations")
    words = written(d, d.match.lists)
    assert t("relations.tension", name="G") in words
    assert "65" in words
    assert "2 sorties fewer" in words


def test_marks_and_words_speak_of_all_that_is_known_about_a_hex(d):
    view, h = d.match.view, camp(d)
    fires = replace(
        view.fires,
        missions=(FlownMission("blue", "interdiction", h, 2),),
        craters=(Crater(h, 3),),
        reports=(Report(0, "blue", "boat", 1, h, "road", 3, True, assessed=True, hits=1),),
        truths=(StrikeTruth(0, 1, True, 4),),
    )
    civil = replace(view.civil, sightings=(Sighting(1, "The Watch", "red", h, "armour", 0.6),))
    irregular = replace(view.irregular, mines={h: "red"})
    known = replace(view, fires=fires, civil=civil, irregular=irregular)
    words = " ".join(f.text for f in findings(known, h))
    for part in (
        "Command centre",
        "900 civilians",
        "closed by a strike",
        "Aircraft of B",
        "The Watch",
        "Mines",
    ):
        assert part in words
    assert "claimed closed; seen: closed (hits: 1)" in words
    kinds = {m.kind for m in marks(known, Palette()) if m.hex == h}
    assert kinds == {"site", "interdiction", "crater", "mines", "sighting"}


def test_the_unit_panel_says_where_its_strength_comes_from_with_the_fact(d):
    d.match.pointer.choose("guards")
    d.frames(2)
    words = written(d, d.match.unit_panel)
    assert "A boat was seen to fire." in words


def test_the_debriefing_keeps_claims_and_truth_apart_and_counts_civilians(d):
    d.match.give(Strike("boat", camp(d), "site", escalate=True))
    d.match.concede()
    d.until(lambda: not isinstance(d.top, MatchScreen))
    words = written(d)
    claims = words.index(t("after.claims"))
    assert words.index(t("after.civilians_hint")) < claims < words.index(t("after.truth"))


# What a player must be told before it happens


def with_column(folder: Path) -> Driver:
    """Blue with a depot in its rear."""
    column = "    - {id: column, name: Column, type: logistics, at: [1, 3], entrenchment: 1}\n"
    text = MEANS.read_text(encoding="utf-8")
    assert "  blue:\n    - {id: guards" in text
    path = folder / "means.yaml"
    path.write_text(text.replace("    - {id: guards", f"{column}    - {{id: guards"), encoding="utf-8")
    return start(path=path)


def test_a_supply_column_says_that_it_is_a_depot_and_asks_before_it_moves_and_closes_it(tmp_path):
    d = with_column(tmp_path)
    column = d.match.view.units["column"]
    assert d.match.view.irregular.depots == {"column": column.hex}
    d.match.show_unit("column")
    assert t("fact.depot_open", km="30") in written(d, d.match.unit_panel)
    target = next(h for h in d.match.pointer.selection.reach if h not in d.match.view.stacks)
    d.hex(target, 3)
    assert isinstance(d.top, Confirm) and "closes it at once" in d.top.text
    d.key(pygame.K_ESCAPE)
    assert d.match.view.units["column"].hex == column.hex
    d.hex(target, 3)
    d.key(pygame.K_RETURN)
    assert d.match.view.units["column"].hex == target
    assert t("fact.depot_shut") in written(d, d.match.unit_panel)


def test_a_strike_at_a_site_says_what_its_owner_loses_with_it(d):
    d.match.push(StrikeDialog(d.app, d.match, Strike("boat", camp(d), "site")))
    d.frames(3)
    kind = d.match.view.theatre.ruleset.sites["command"]
    assert kind.cohesion < 0 and loss_of(kind) in written(d)


def test_a_supply_state_that_the_ground_of_now_does_not_explain_is_said_to_be_of_the_turns_start(
    d, monkeypatch
):
    view = d.match.view
    short = replace(view.units["guards"], supply="unsupplied", supply_km=90)
    then = replace(view, units={**view.units, "guards": short})
    d.match.show_unit("guards")
    for part in (d.match, d.match.pointer):
        monkeypatch.setattr(type(part), "view", property(lambda _: then))
    words = written(d, d.match.unit_panel)
    assert "So it was traced when your turn began" in words
    assert "in full supply up to" not in words, "that explains nothing to a unit without supply"


def test_the_question_before_the_turn_ends_counts_sorties_that_do_not_keep(d):
    left = d.match.view.fires.sorties["blue"]
    d.key(pygame.K_RETURN)
    assert left and t("end.sorties", count=left) in written(d)


def test_engineers_are_told_how_many_turns_a_crossing_takes_before_they_begin():
    d = start()
    view = d.match.view
    d.match.show_unit("sappers")
    works = d.match.pointer.works(Bridge)
    assert works, "the sappers stand by the river"
    order = next(iter(works.values()))
    needed = work_needed(view, view.units["sappers"].hex, order.to)
    d.match._confirm_work(order)
    d.frames(2)
    assert isinstance(d.top, Confirm)
    assert ("one turn of work" if needed == 1 else f"{needed} turns of work") in d.top.text
