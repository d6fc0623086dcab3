"""Means beyond the units' arms: what panels and marks show of them, and what is said before it happens."""

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from game.core.civil import Sighting
from game.core.events import Sighted
from game.core.fires import Crater, FlownMission, Report, StrikeTruth
from game.core.orders import (
    Bridge,
    Strike,
)
from game.rules.crossings import work_needed
from game.ui.handbook.means import loss_of
from game.ui.map.marks import marks
from game.ui.palette import Palette
from game.ui.panels.findings import findings
from game.ui.panels.race import prizes, racers, runner
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.dialogs import Confirm
from game.ui.screens.match.strikes import StrikeDialog
from game.words import t
from tests.ui.driver import Driver, start
from tests.ui.means_case import MEANS, camp, written


@pytest.fixture
def d() -> Driver:
    return start(path=MEANS)


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
