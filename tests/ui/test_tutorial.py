"""The way into the game: the menu leads to the lessons, tasks stay in view, the end leads on."""

from pathlib import Path

import pygame

from game.core.orders import Attack, Move, Strike
from game.scenario.load import load
from game.ui import settings as prefs
from game.ui.input import DEFAULTS, Bindings
from game.ui.panels.tasks import with_keys
from game.ui.screens.debriefing import Debriefing
from game.ui.screens.loading import Loading
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.attack import AttackDialog
from game.ui.screens.match.dialogs import EndTurnAsk
from game.ui.screens.match.strikes import StrikeDialog
from game.ui.screens.menu import Menu
from game.ui.screens.report import Report
from game.ui.screens.setup import SCENARIOS, Setup
from game.words import t
from tests.ui.driver import Driver, labels, start

TUTORIAL = SCENARIOS / "tutorial.yaml"
ENTER = pygame.K_RETURN


def in_lessons(d: Driver) -> None:
    d.until(lambda: isinstance(d.top, MatchScreen) and d.match.session.mine)
    d.frames(3)


def title(d: Driver) -> str:
    return d.match.tasks.tasks[-1].title


def end_turn(d: Driver) -> None:
    """Enter, and Enter to whatever asks or tells, until the next turn or the end."""
    turn = d.match.view.turn
    d.key(ENTER)
    if isinstance(d.top, EndTurnAsk):
        d.click(t("end.end"))
    d.until(lambda: d.match.view.outcome is not None or (d.match.view.turn > turn and d.match.session.mine))
    d.frames(5)
    while isinstance(d.top, Report):
        d.key(ENTER)


def test_at_the_first_start_enter_leads_to_the_lessons_and_later_starts_show_them_lower():
    d = Driver(Menu)
    assert next(label for _, label in labels(d.top.main)) == t("learn.menu")
    d.key(ENTER)
    in_lessons(d)
    assert d.match.view.theatre.title == load(TUTORIAL).spec.title
    prefs.save(d.app.settings)
    d = Driver(Menu)
    shown = [label for _, label in labels(d.top.main)]
    assert shown.index(t("learn.menu")) > shown.index(t("menu.new"))


def test_a_task_says_the_keys_that_are_bound_and_takes_no_room_from_the_map_when_there_is_none():
    d = start(path=TUTORIAL, keys={"next_unit": ("ctrl+n",)})
    assert "Ctrl+N" in d.match.tasks._words(d.match.tasks.tasks[-1])
    assert d.match.tasks.rect.bottom == d.match.camera.viewport.top
    assert d.match.tasks.rect.height > 40
    plain = start()
    assert plain.match.tasks not in plain.match.panels
    assert plain.match.camera.viewport.top == plain.match.top.rect.bottom


def test_the_marks_of_a_task_are_drawn_and_gone_when_it_is_done():
    d = start(path=TUTORIAL)
    task = d.match.tasks.tasks[-1]
    x, y = d.match.camera.screen_of(task.hex)
    above = (x, y - round(d.match.camera.width * 0.3))
    accent = pygame.Color(233, 176, 66)
    assert d.app.window.get_at(above) == accent
    d.match.pointer.choose(task.unit)
    d.hex(task.hex, button=3)
    d.frames(5)
    done, now = d.match.tasks.tasks
    assert (done.title, bool(done.done)) == (task.title, True)
    assert d.app.window.get_at(above) != accent
    assert not now.done
    d.frames(2)
    d.press(d.match.tasks.rect.center)  # a click shows the place
    assert d.match.pointer.hover == now.hex


def test_an_arrow_of_a_task_does_not_cover_what_a_move_to_it_leaves():
    d = start(path=TUTORIAL)
    m, goal = d.match, d.match.tasks.tasks[-1].hex
    x, y = m.camera.screen_of(goal)
    words = pygame.Rect(x - 6, y - m.camera.width // 2 - 14, 12, 8)

    def shown(tasks: bool) -> bytes:
        m.canvas.draw(d.app.window, m.view, m.camera, m.layers, m.pointer.selection, tasks=tasks)
        return pygame.image.tobytes(d.app.window.subsurface(words), "RGB")

    assert shown(True) != shown(False), "the arrow is there"
    below = next(h for h in m.view.theatre.board.neighbours[goal] if m.camera.screen_of(h)[1] > y)
    m.pointer.selection.path, m.pointer.selection.path_label = (int(below), goal), "33 km left"
    assert shown(True) == shown(False)


def test_every_key_that_a_shipped_scenario_names_is_one_of_an_action():
    for path in sorted(Path(SCENARIOS).glob("*.yaml")):
        assert "{key:" not in with_keys(path.read_text(encoding="utf-8"), Bindings()), path
    assert with_keys("{key:end_turn} {key:nonsense}", Bindings()) == "Enter {key:nonsense}"
    assert "end_turn" in DEFAULTS


def test_the_lessons_played_with_mouse_and_keys_to_their_end():
    d = start(path=TUTORIAL)
    d.hex(d.match.view.units["rifles"].hex)
    assert d.match.pointer.unit == "rifles"
    d.hex(d.match.tasks.tasks[-1].hex, button=3)
    for _ in range(6):  # attack until the road is free
        target = d.match.tasks.tasks[-1].hex
        d.match.pointer.choose("rifles")
        if target in d.match.pointer.selection.targets:
            d.hex(target, button=3)
            assert isinstance(d.top, AttackDialog)
            d.key(ENTER)
            d.frames(5)
        elif not title(d).startswith("2") and d.match.view.units["rifles"].hex != target:
            d.hex(target, button=3)
        end_turn(d)
        if title(d).startswith("4"):
            break
    d.key(pygame.K_TAB)
    while d.match.pointer.unit != "column":
        d.key(pygame.K_TAB)
    d.match.centre(d.match.tasks.tasks[-1].hex)
    d.hex(d.match.tasks.tasks[-1].hex, button=3)
    end_turn(d)
    assert title(d).startswith("5")
    d.key(pygame.K_w)
    d.click(t("means.aim_site"))
    d.key(pygame.K_TAB)
    d.key(ENTER)
    assert isinstance(d.top, StrikeDialog)
    d.click(t("fire.go_strike"))
    d.frames(5)
    beside = d.match.tasks.tasks[-1]
    d.match.pointer.choose(beside.unit)
    d.match.centre(beside.hex)
    d.hex(beside.hex, button=3)
    d.frames(5)
    assert d.match.view.units[beside.unit].hex == beside.hex
    for _ in range(5):
        if not title(d).startswith("6"):
            break
        attack = d.match.tasks.tasks[-1]
        assert attack.unit != beside.unit
        d.match.pointer.choose(attack.unit)
        d.match.centre(attack.hex)
        d.hex(attack.hex, button=3)
        d.key(ENTER)
        d.frames(5)
        if title(d).startswith("6"):
            end_turn(d)
    assert title(d).startswith("7")
    for _ in range(6):
        goal = d.match.tasks.tasks[-1].hex
        if d.match.view.units["column"].hex != goal:
            d.match.pointer.choose("column")
            d.match.centre(goal)
            d.hex(goal, button=3)
        end_turn(d)
        if d.match.view.outcome is not None:
            break
    d.until(lambda: isinstance(d.top, Debriefing))
    assert d.match.view.outcome.winner == "blue"
    orders = {type(e.order) for e in d.match.session.match.journal if e.faction == "blue"}
    assert {Move, Attack, Strike} <= orders
    onward = d.top.next
    d.click(t("learn.next", title=onward.title))
    assert isinstance(d.top, Setup)
    d.until(lambda: d.top.scenario is not None)
    assert d.top.scenario.spec.title == onward.title
    assert not isinstance(d.top, Loading)


def test_the_keyboards_cursor_begins_at_the_unit_that_tab_chose():
    d = start(path=TUTORIAL)
    d.key(pygame.K_TAB)
    first = d.match.pointer.unit
    d.key(pygame.K_l)
    d.key(pygame.K_l)
    d.key(pygame.K_TAB)
    assert d.match.pointer.unit != first
    d.key(pygame.K_l)
    board, view = d.match.view.theatre.board, d.match.view
    assert d.match.pointer.hover == board.neighbours[view.units[d.match.pointer.unit].hex, 0]


def test_what_a_new_task_marks_comes_into_view():
    d = start(path=TUTORIAL)
    task = d.match.tasks.tasks[-1]
    d.match.camera.set_width(112)
    d.match.camera.centre_on(d.match.view.theatre.board.places["eastgate"].hex)
    d.match.pointer.choose(task.unit)
    d.match.order_at(task.hex)
    d.frames(5)
    now = d.match.tasks.tasks[-1]
    assert now.title != task.title
    assert d.match.camera.shows(now.hex)


def test_where_there_is_little_room_the_tasks_leave_most_of_it_to_the_map():
    d = start(path=TUTORIAL, text_scale=2.0)
    tasks, view = d.match.tasks, d.match.camera.viewport
    assert tasks.terse
    assert tasks.rect.height < view.height
    assert not start(path=TUTORIAL).match.tasks.terse
