"""Where the focus of the dialogs of strikes and sorties rests, and the key that gives the order."""

from pathlib import Path

import pygame
import pytest

from game.core.fires import Mission
from game.core.orders import Sortie, Strike
from game.rules.air import mission_targets, sortie_forecast
from game.rules.legality import verify
from game.rules.strikes import strike_forecast, targets
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.strikes import SortieDialog, StrikeDialog
from game.words import t
from tests.ui.driver import Driver, labels, start

MEANS = Path(__file__).parent / "means.yaml"


@pytest.fixture
def d(tmp_path: Path) -> Driver:
    """Red tanks stand in a village where people live, fewer than the rules protect."""
    text = MEANS.read_text(encoding="utf-8")
    changes = {
        "    mill: {": "    hamlet: {name: Hamlet, at: [5, 4], kind: village}\n    mill: {",
        "civilians: {": "civilians: {hamlet: 50, ",
    }
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = tmp_path / "means.yaml"
    path.write_text(text, encoding="utf-8")
    return start(path=path)


def sortie(d: Driver, *, harmless: bool) -> Sortie:
    """A mission that can be flown and by which civilians may, or cannot, come to harm."""
    mission: Mission = "interdiction" if harmless else "support"
    found = [Sortie(mission, h) for h in mission_targets(d.match.view, mission)]
    order = next(o for o in found if verify(d.match.view, o) is None)
    assert (sortie_forecast(d.match.view, order).harm <= 0) == harmless
    return order


def open_sortie(d: Driver, *, harmless: bool) -> Sortie:
    order = sortie(d, harmless=harmless)
    d.match.push(SortieDialog(d.app, d.match, order))
    d.frames(2)
    return order


def test_enter_flies_a_sortie_that_harms_nobody(d: Driver) -> None:
    order = open_sortie(d, harmless=True)
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, MatchScreen)
    assert d.match.session.match.journal[-1].order == order


def test_enter_fires_a_missile_that_harms_nobody_and_that_no_rule_forbids(d: Driver) -> None:
    view = d.match.view
    found = [Strike("boat", h, "road") for h in targets(view, "road")]
    order = next(o for o in found if verify(view, o) is None and strike_forecast(view, o).harm <= 0)
    d.match.push(StrikeDialog(d.app, d.match, order))
    d.frames(2)
    d.key(pygame.K_RETURN)
    assert d.match.session.match.journal[-1].order == order


def test_enter_in_haste_fires_nothing_that_may_harm_civilians_or_that_rules_forbid(d: Driver) -> None:
    open_sortie(d, harmless=False)
    d.key(pygame.K_RETURN)
    camp = d.match.view.theatre.board.places["camp"].hex
    d.match.push(StrikeDialog(d.app, d.match, Strike("boat", camp, "site", escalate=True)))
    d.frames(2)
    d.key(pygame.K_RETURN)
    assert isinstance(d.top, MatchScreen)
    assert not d.match.session.match.journal


@pytest.mark.parametrize("harmless", [True, False])
def test_a_key_that_the_button_shows_gives_the_order_wherever_the_focus_is(d: Driver, harmless: bool) -> None:
    order = open_sortie(d, harmless=harmless)
    assert t("fire.go_sortie") in [text for _, text in labels(d.panels()[0])]
    assert d.top.go_button().key == "Ctrl+Enter"
    d.key(pygame.K_RETURN, pygame.KMOD_LCTRL)
    assert d.match.session.match.journal[-1].order == order


def test_the_key_gives_no_order_that_is_refused(d: Driver) -> None:
    camp = d.match.view.theatre.board.places["camp"].hex
    d.match.push(StrikeDialog(d.app, d.match, Strike("boat", camp, "site")))
    d.frames(2)
    d.key(pygame.K_RETURN, pygame.KMOD_LCTRL)
    assert isinstance(d.top, StrikeDialog)
    assert not d.match.session.match.journal
    d.key(pygame.K_ESCAPE)


def test_a_choice_whose_targets_all_lie_out_of_view_shows_one(d: Driver) -> None:
    view, camera = d.match.view, d.match.camera
    camp = view.theatre.board.places["camp"].hex
    camera.set_width(112)
    camera.centre_on(0)
    assert not camera.shows(camp)
    d.match.begin_strike("boat", "site")
    assert camera.shows(camp)
    d.match.pointer.pick({})
    camera.centre_on(camp)
    before = camera.x, camera.y
    d.match.begin_strike("boat", "site")
    assert (camera.x, camera.y) == before
