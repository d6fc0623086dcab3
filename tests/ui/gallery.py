"""Every screen of the window, each brought up in a small position: the one list for tests of looks.

A new screen, dialog or tab needs an entry here; `test_looks` fails for a screen that no entry shows.
Pictures to look at: `python -m tests.ui.gallery FOLDER [WIDTHxHEIGHT [SCALE [LANGUAGE]]]`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import pygame

from game.core.orders import Bridge, DeliverAid, Handover, MainEffort
from game.match.match import Match
from game.match.replay import Eyes
from game.scenario.parts import standard_ruleset
from game.ui.panels.lists import TABS
from game.ui.screens.base import Push, Reset
from game.ui.screens.debriefing import Debriefing
from game.ui.screens.help import Help
from game.ui.screens.load_save import LoadGame, Rename, SaveGame
from game.ui.screens.loading import Loading, Notice, Task, watch
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.attack import AttackDialog
from game.ui.screens.match.dialogs import Confirm, EndTurnAsk
from game.ui.screens.match.hand_over import HandOver
from game.ui.screens.match.layout import PAGES
from game.ui.screens.match.menus import GameMenu, WaitingMenu
from game.ui.screens.match.score_table import ScoreTable
from game.ui.screens.match.table import Table
from game.ui.screens.menu import Menu
from game.ui.screens.preferences import Keys, Preferences
from game.ui.screens.replay import playback
from game.ui.screens.setup import Setup
from tests.ui.driver import DUEL, Driver, attacker, own_places, start

MEANS = Path(__file__).parent / "means.yaml"
HELP_PAGES = 14
"""At least as many as there are."""
Scene = Callable[[Driver], None]
SCENES: dict[str, list[tuple[str, Scene]]] = {"": [], "duel": [], "means": []}
"""Position -> scenes in it; without a position, those outside a match."""


def scene(position: str) -> Callable[[Scene], Scene]:
    """Register how a screen is brought up."""

    def add(function: Scene) -> Scene:
        SCENES[position].append((function.__name__, function))
        return function

    return add


POSITIONS = {"duel": DUEL, "means": MEANS}


def visit(
    size: tuple[int, int], positions: Mapping[str, Path] = POSITIONS, **settings: object
) -> Iterator[tuple[str, Driver]]:
    """Each scene in turn, drawn. `positions` may stand in for the scenarios."""
    for position, scenes in SCENES.items():
        if position:
            d = start(path=positions[position], size=size, **settings)
        else:
            d = Driver(Menu, size, **settings)
        for name, bring_up in scenes:
            back(d)
            bring_up(d)
            d.frames(2)
            yield name, d


def back(d: Driver) -> None:
    """To the map, or to the menu."""
    while len(d.app.screens) > 1:
        d.app.screens.pop()
    if isinstance(d.top, MatchScreen):
        d.match.drop_focus()
        d.match.pointer.choose("")
        d.match.pointer.point(None)
        d.match.toast = ""


def push(d: Driver, screen: object) -> None:
    """Put a screen on top."""
    d.app.request(Push(screen))  # type: ignore[arg-type]
    d.app.settle()


# Outside a match ------------------------------------------------------------------------------------


@scene("")
def menu(d: Driver) -> None:
    d.app.request(Reset(Menu(d.app)))
    d.app.settle()


@scene("")
def setup(d: Driver) -> None:
    push(d, Setup(d.app, DUEL))
    d.until(lambda: bool(d.top.views))


@scene("")
def preferences(d: Driver) -> None:
    push(d, Preferences(d.app))


@scene("")
def keys(d: Driver) -> None:
    push(d, Keys(d.app))


@scene("")
def help_outside(d: Driver) -> None:
    push(d, Help(d.app, standard_ruleset()))


@scene("")
def loading(d: Driver) -> None:
    screen = Loading(d.app, Task(lambda: None))
    screen.update = lambda dt: None
    push(d, screen)


@scene("")
def notice(d: Driver) -> None:
    from game.words import t

    push(d, Notice(d.app, t("notice.cannot_open"), t("notice.no_side", side="1", sides="2, 3")))


@scene("")
def saves_none(d: Driver) -> None:
    push(d, LoadGame(d.app))


# The match ------------------------------------------------------------------------------------------


@scene("duel")
def map_nothing_chosen(d: Driver) -> None:
    d.match.layout.open("unit")


@scene("duel")
def map_unit_and_hover(d: Driver) -> None:
    d.match.pointer.choose("guards")
    reach = sorted(d.match.pointer.selection.reach)
    d.match.pointer.point(reach[len(reach) // 2])


@scene("duel")
def map_odds(d: Driver) -> None:
    _, target = attacker(d)
    d.match.pointer.point(target)


@scene("duel")
def map_engineers(d: Driver) -> None:
    d.match.pointer.choose("sappers")


@scene("duel")
def map_toast(d: Driver) -> None:
    d.match.pointer.choose("guards")
    d.match.order_at(0)


@scene("duel")
def small_map_with_the_keyboard(d: Driver) -> None:
    d.match.aim_at_minimap()
    d.key(pygame.K_RIGHT)


@scene("duel")
def all_keys(d: Driver) -> None:
    d.match.open_keys()
    d.app.settle()
    d.key(pygame.K_END)


@scene("duel")
def enter_astray(d: Driver) -> None:
    d.match.pointer.choose("guards")
    d.match.begin_work(Bridge)
    d.match.end_by_key()


def _page(page: str) -> Scene:
    def show(d: Driver) -> None:
        d.match.layout.open(page)

    return show


def _tab(tab: str) -> Scene:
    def show(d: Driver) -> None:
        d.match.open_list(tab)
        d.match.drop_focus()

    return show


SCENES["duel"] += [(f"drawer_{page}", _page(page)) for page in PAGES]
for _position in ("duel", "means"):
    SCENES[_position] += [(f"{_position}_tab_{tab}", _tab(tab)) for tab in TABS]


@scene("duel")
def attack(d: Driver) -> None:
    unit, target = attacker(d)
    push(d, AttackDialog(d.app, d.match, d.match.view.units[unit], target))


@scene("duel")
def end_turn(d: Driver) -> None:
    push(d, EndTurnAsk(d.app, d.match))


@scene("duel")
def score(d: Driver) -> None:
    push(d, ScoreTable(d.app, d.match))


@scene("duel")
def game_menu(d: Driver) -> None:
    push(d, GameMenu(d.app, d.match))


@scene("duel")
def confirm_concede(d: Driver) -> None:
    menu = GameMenu(d.app, d.match)
    push(d, menu)
    menu.concede()
    d.app.settle()
    assert isinstance(d.top, Confirm)


@scene("duel")
def save(d: Driver) -> None:
    push(d, SaveGame(d.app, d.match.session.table))
    d.key(pygame.K_RETURN)
    back(d)
    push(d, SaveGame(d.app, d.match.session.table))


@scene("duel")
def load(d: Driver) -> None:
    push(d, LoadGame(d.app))


@scene("duel")
def rename(d: Driver) -> None:
    browser = LoadGame(d.app)
    push(d, browser)
    push(d, Rename(d.app, browser, browser.chosen))


@scene("duel")
def hand_over(d: Driver) -> None:
    push(d, HandOver(d.app, d.match.session.table))


@scene("duel")
def waiting_menu(d: Driver) -> None:
    push(d, WaitingMenu(d.app, d.match.session.table))


def _help(number: int) -> Scene:
    def show(d: Driver) -> None:
        d.match.open_help()
        d.app.settle()
        d.top.open(number)

    return show


SCENES["duel"] += [(f"help_{number}", _help(number)) for number in range(HELP_PAGES)]


@scene("duel")
def help_search(d: Driver) -> None:
    d.match.open_help()
    d.app.settle()
    d.top.find("e")


@scene("duel")
def legend_page(d: Driver) -> None:
    d.match.open_legend()


@scene("duel")
def overlays(d: Driver) -> None:
    for name in ("control", "supply", "zones", "threats", "sight", "districts"):
        d.match.toggle_overlay(name)
    d.match.toast = ""


@scene("duel")
def legend(d: Driver) -> None:
    d.match.open_legend()


# Later in the match: these go on from turn to turn


@scene("duel")
def report(d: Driver) -> None:
    d.match.end_turn()
    d.until(lambda: d.match.session.mine and d.top is not d.match)


@scene("duel")
def decision(d: Driver) -> None:
    d.match.open_decisions()


@scene("duel")
def debriefing(d: Driver) -> None:
    d.match.concede()
    d.until(lambda: isinstance(d.top, Debriefing))


@scene("duel")
def replay(d: Driver) -> None:
    push(d, watch(d.app, d.match.session.table, "blue"))


@scene("duel")
def replay_of_a_long_match(d: Driver) -> None:
    """Still being told, and other eyes asked for."""
    match = Match(d.match.session.match.scenario, 7)
    match.play_out(max_orders=80)
    with patch.object(playback, "FIRST_S", 0):
        screen = watch(d.app, Table(match, "blue"), "blue")
        told = screen.session
        while told.story.told < told.replay.last / 2:
            told.tell_on(0)
        screen.turn(1)
        screen.look(Eyes("red"))
    told.tell_on = lambda _until: None
    push(d, screen)


@scene("duel")
def replay_keys(d: Driver) -> None:
    screen = watch(d.app, d.match.session.table, "blue")
    push(d, screen)
    screen.open_help()
    d.app.settle()


# Means ----------------------------------------------------------------------------------------------


@scene("means")
def aiming(d: Driver) -> None:
    d.match.begin_strike("boat", "site")
    d.match.pointer.point(d.match.view.theatre.board.places["camp"].hex)


@scene("means")
def strike(d: Driver) -> None:
    d.match.begin_strike("boat", "site")
    d.hex(d.match.view.theatre.board.places["camp"].hex)


@scene("means")
def sortie(d: Driver) -> None:
    d.match.begin_sortie("interdiction")
    d.hex(max(d.match.pointer.picking))


@scene("means")
def aid(d: Driver) -> None:
    d.match.choose_place(DeliverAid)


@scene("means")
def handover(d: Driver) -> None:
    d.match.choose_place(Handover)


@scene("means")
def effort(d: Driver) -> None:
    d.match.choose_place(MainEffort)


@scene("means")
def marks_and_findings(d: Driver) -> None:
    d.match.pointer.point(d.match.view.theatre.board.places["westford"].hex)


def main() -> None:
    """Write pictures of all scenes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", nargs="?", default="1280x720", help="width x height")
    parser.add_argument("scale", nargs="?", type=float, default=1.0, help="of text, 1 to 2")
    parser.add_argument("language", nargs="?", default="en")
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    width, height = map(int, told.size.split("x"))
    with tempfile.TemporaryDirectory() as home, own_places(Path(home)):
        for name, d in visit((width, height), text_scale=told.scale, language=told.language):
            d.app.draw()
            pygame.image.save(d.app.window, str(told.folder / f"{name}.png"))


if __name__ == "__main__":
    main()
