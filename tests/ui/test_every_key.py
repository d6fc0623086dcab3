"""Every action that can be bound does something, with each of its keys, on the screens that offer it."""

from collections.abc import Iterator

import pygame
import pytest

from game.core.orders import SetPosture
from game.match.match import Match
from game.scenario.load import load
from game.ui.input import DEFAULTS, HELD, chord_of
from game.ui.screens.base import Push
from game.ui.screens.loading import watch
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.table import Table
from game.ui.screens.menu import Menu
from game.ui.screens.replay import ReplayScreen
from game.ui.screens.replay.screen import VIEWING
from game.words import t
from tests.ui.driver import DUEL, Driver, start
from tests.ui.hands import MODIFIERS

TYPED = "+-=\\?"
KEYPAD = {"enter": pygame.K_KP_ENTER, **{str(n): getattr(pygame, f"K_KP{n}") for n in range(10)}}
OVERLAYS = {a for a in DEFAULTS if a.startswith("overlay_")}


def event_of(chord: str, kind: int = pygame.KEYDOWN) -> pygame.event.Event:
    """The press of a chord, as a keyboard sends it."""
    *held, name = [chord] if len(chord) == 1 else chord.split("+")
    key = KEYPAD[name.split()[1]] if name.startswith("keypad") else pygame.key.key_code(name)
    typed = name if name in TYPED else ""
    return pygame.event.Event(kind, key=key, mod=sum(MODIFIERS[m] for m in held), unicode=typed, scancode=0)


def seen(d: Driver, m: MatchScreen) -> tuple[object, ...]:
    """Whatever a key may change."""
    p, panel = m.pointer, m.focused
    return (
        [type(s).__name__ for s in d.app.screens], m.toast, p.unit, p.hover, p.hex, tuple(p.picking),
        (m.camera.x, m.camera.y, m.camera.width), tuple(vars(m.layers).values()), tuple(m._held.values()),
        (m.layout.hidden, m.layout.page, m.lists.tab), panel and (id(panel), panel.focus), m.minimap.aim,
        len(m.session.match.journal), m.session.table.match.digest(), d.app.settings,
    )  # fmt: skip


def press(d: Driver, m: MatchScreen, chord: str) -> bool:
    """Whether the press of a chord changes anything."""
    before = seen(d, m)
    d.app.handle(event_of(chord))
    changed = seen(d, m) != before
    d.app.handle(event_of(chord, pygame.KEYUP))
    return changed


def ready(d: Driver, m: MatchScreen, action: str) -> None:
    """Nothing lies over the map, the mouse is on a hex that a chosen unit can reach."""
    while d.app.screens[-1] is not m:
        d.app.screens.pop()
    m.drop_focus()
    m.layout.hidden = False
    m.resize()
    unit = next((u for u in m.idle_units() if u.type != "engineer"), m.view.own[0])
    if action == "posture_hold":
        m.give(SetPosture(unit.id, "guard"))
    m.pointer.choose(unit.id)
    m.pointer.point(next(iter(m.pointer.selection.reach), unit.hex + 1))
    if action == "cycle_stack":
        m.pointer.unit = ""
    if action == "skip":
        m.animator.skip = lambda: m.say("skipped")
    m.camera.set_width(112 if action == "centre" else 46)
    m.camera.centre_on(0)
    m.toast = ""


def chords() -> Iterator[tuple[str, str]]:
    """Action and chord, those first that leave a match as it is."""
    return ((a, c) for a in sorted(DEFAULTS, key=lambda a: a == "end_turn") for c in DEFAULTS[a])


def test_every_chord_is_what_a_keyboard_sends():
    pygame.display.init()
    assert [c for _, c in chords() if chord_of(event_of(c)) != c] == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_key_does_or_says_something_in_a_match(scale):
    d = start(text_scale=scale)
    dead = []
    for action, chord in chords():
        ready(d, d.match, action)
        if not press(d, d.match, chord):
            dead.append((action, chord))
    assert dead == []


def test_every_key_that_shows_something_works_in_a_replay_and_no_other_changes_the_match():
    match = Match(load(DUEL), 7)
    match.play_out(max_orders=60)
    d = Driver(Menu)
    d.app.request(Push(watch(d.app, Table(match, "blue"), "blue")))
    d.app.settle()
    d.frames(3)
    m, dead, digest = d.top, [], match.digest()
    assert isinstance(m, ReplayScreen)
    led = {c for a in HELD for c in DEFAULTS[a]} | {"home", "tab", "shift+tab", "space", "e"}
    for action, chord in chords():
        ready(d, m, action)
        done = press(d, m, chord)
        if (
            action in VIEWING | OVERLAYS
            and chord not in led
            and (not done or m.toast == t("replay.no_orders"))
        ):
            dead.append((action, chord))
        if action == "menu":
            d.app.screens.append(m)
    assert dead == []
    assert match.digest() == digest
