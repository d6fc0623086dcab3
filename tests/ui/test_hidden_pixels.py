"""Change anything that a side cannot know, and not a pixel of its screen changes."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import tests.ui.scenes  # noqa: F401 (no display)
from game.core import orders as o
from game.core.fires import AIMS, MISSIONS
from game.core.state import State
from game.core.view import View
from game.match.stakes import Stake, stakes
from game.rules.air import mission_targets
from game.rules.combat import check_attack
from game.rules.strikes import targets
from game.rules.truth.observe import observe
from game.rules.truth.reduce import evolve
from game.ui.app import App, open_app
from game.ui.map import tiles
from game.ui.panels.lists import TABS
from game.ui.screens.base import Reset
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.table import Table
from game.ui.settings import Settings
from tests.rules.chance import FACTIONS, random_state
from tests.rules.test_views_hide import CHANGES, ME, a_pair, change_what_others_did

FEW, MANY = 8, 40
"""Examples with and without haste."""
MOST_HEXES = 5
"""Changed hexes that the mouse visits in each picture book."""


class Told:
    """All of a match that a window may ask: anything else is an AttributeError here."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.theatre = state.theatre
        self.active = state.active
        self.humans_turn = True
        self.outcome = None
        self.journal: list[object] = []
        self.watchers = (ME,)
        self.can_undo = self.can_redo = False
        self.looked = np.zeros(state.theatre.board.size, dtype=np.bool_)

    @cache  # noqa: B019 (lives as long as one example)
    def view(self, side: str) -> View:
        return observe(self._state, side)

    def preface(self, _side: str) -> tuple[()]:
        return ()

    def events_for(self, _side: str, _since: int = 0) -> tuple[()]:
        return ()

    def origins(self, side: str) -> dict[str, object]:
        return {u.id: u for u in self._state.scenario.spec.units[side]}

    def stakes(self, side: str) -> tuple[Stake, ...]:
        return stakes(self._state.scenario.spec, self.theatre.board, side, self._state.fired)


@pytest.fixture(scope="module")
def app() -> App:
    opened = open_app(Settings(width=1280, height=720, speed="off", autosave=False))
    assert opened is not None
    return opened


@pytest.fixture(autouse=True)
def whole_pictures(monkeypatch):
    """Every tile and name at once, however long it takes."""
    for limit in ("BUDGET_S", "LATE_S"):
        monkeypatch.setattr(tiles, limit, 60.0)


def pictures(app: App, state: State, hexes: list[int]) -> Iterator[tuple[str, str]]:
    """What the window shows: (name, fingerprint) of the map with all overlays, every tab, the mouse on
    these hexes, each own unit chosen, the score, the report, and every kind of dialog.
    """
    screen = MatchScreen(app, Table(Told(state), ME).seats[ME])
    app.request(Reset(screen))
    app.settle()
    for layer in fields(screen.layers):
        setattr(screen.layers, layer.name, True)

    def shot(name: str) -> tuple[str, str]:
        app.draw()
        return name, hashlib.blake2b(app.window.get_buffer().raw, digest_size=8).hexdigest()

    yield shot("map")
    for tab in TABS:
        screen.lists.show(tab)
        yield shot(tab)
    for h in hexes:
        screen.pointer.click(h)
        screen.pointer.point(h)
        yield shot(f"mouse on {h}")
    for unit in screen.view.own:
        screen.pointer.choose(unit.id)
        for h in hexes[:2]:
            screen.pointer.point(h)
            yield shot(f"{unit.id} and the mouse on {h}")
    for name in open_dialogs(screen):
        app.settle()
        yield shot(name)
        while app.top is not screen:
            app.screens.pop()


def open_dialogs(screen: MatchScreen) -> Iterator[str]:
    """Opens one after the other."""
    view = screen.view
    screen.open_score()
    yield "score"
    screen.open_report()
    yield "report"
    if screen.session.mine:
        screen.open_decisions()
        yield "decisions"
        screen.open_end_turn()
        yield "end of turn"
        for kind in (o.DeliverAid, o.Handover, o.MainEffort):
            screen.choose_place(kind)
            yield kind.__name__
    for unit in view.own:
        for _, h in view.theatre.board.adjacent[unit.hex]:
            if check_attack(view, o.Attack(unit.id, h)) is None:
                screen.attack(unit, h)
                yield f"{unit.id} attacks {h}"
    for aim in AIMS:
        for h in targets(view, aim):
            screen.confirm(o.Strike(f"boat_{ME}", h, aim))
            yield f"strike at {aim} {h}"
            break
    for mission in MISSIONS:
        for h in mission_targets(view, mission):
            screen.confirm(o.Sortie(mission, h))
            yield f"{mission} over {h}"
            break


def differing(a: State, b: State) -> list[int]:
    """Hexes where the truth differs."""
    held = {h for h in range(a.control.size) if a.control[h] != b.control[h]}
    moved = {u.hex for x, y in ((a, b), (b, a)) for k, u in x.units.items() if y.units.get(k) != u}
    mined = {h for h, _ in set(a.irregular.mines.items()) ^ set(b.irregular.mines.items())}
    return sorted(held | moved | mined)


def compare(app: App, seed: int, luck: int, changes: list, active: str) -> None:
    rng = random.Random(luck)
    state, other = a_pair(seed, rng, changes, active)
    hexes = differing(state, other) or [0]
    hexes = sorted(rng.sample(hexes, min(len(hexes), MOST_HEXES)))
    one, two = dict(pictures(app, state, hexes)), dict(pictures(app, other, hexes))
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


CASES = (
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.lists(st.sampled_from(CHANGES), min_size=3, max_size=8),
    st.sampled_from([ME, ME, "blue"]),
)
NOT_SHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A smaller seed is no simpler position."""
FIXED = {
    "phases": NOT_SHRUNK,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}


@settings(max_examples=FEW, **FIXED)
@given(*CASES)
def test_what_is_hidden_changes_no_pixel(app, seed, luck, changes, active):
    compare(app, seed, luck, changes, active)


@pytest.mark.slow
@settings(max_examples=MANY, **FIXED)
@given(*CASES)
def test_what_is_hidden_changes_no_pixel_in_many_positions(app, seed, luck, changes, active):
    compare(app, seed, luck, changes, active)


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: c.__name__)
def test_no_single_hidden_change_changes_a_pixel(app, change):
    compare(app, 11, 3, [change], "blue" if change is change_what_others_did else ME)


def test_what_is_not_hidden_changes_pixels(app):
    """Otherwise the tests above would prove nothing."""
    state = random_state(5)
    mine = next(u for u in state.units.values() if u.faction == ME)
    control = state.knowledge[ME].control.copy()
    control[:] = (control + 1) % 3
    known = replace(state.knowledge[ME], control=control)
    other_owner = next(f for f in FACTIONS if f != state.owners["town"])
    changes = {
        "control": evolve(state, knowledge={**state.knowledge, ME: known}),
        "an own unit": evolve(state, units={**state.units, mine.id: replace(mine, steps=mine.steps % 3 + 1)}),
        "an owner": evolve(state, owners={**state.owners, "town": other_owner}),
        "missiles": evolve(
            state,
            fires=replace(
                state.fires,
                magazines={k: replace(m, left=m.left + 1) for k, m in state.fires.magazines.items()},
            ),
        ),
    }
    was = dict(pictures(app, state, [0]))
    for name, other in changes.items():
        now = dict(pictures(app, other, [0]))
        assert any(now.get(k) != was[k] for k in was), name
