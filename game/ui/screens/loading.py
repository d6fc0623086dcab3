"""Waiting for something slow that happens on another thread, so that the window stays alive."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import pygame

from game.ui import memory
from game.ui.pace import working
from game.ui.screens.base import Dialog, Pop, Push, Reset, Screen
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import t

if TYPE_CHECKING:
    from game.core.theatre import Scenario
    from game.match.match import Match
    from game.ui.app import App
    from game.ui.screens.match.table import Table

WARM_S = 1.0
"""Seconds that the first picture of a match may take longer so that it is a finished one."""
T = TypeVar("T")
Shown = Callable[["App", "Table", str], Screen]
"""Makes the screen of a match that was opened, for the side whose eyes the window has."""
Opened = tuple["Table", str]
"""A match at its table and the side whose eyes the window has."""


class Task(Generic[T]):
    """A call on another thread. Its mistakes that a player can make are kept as words."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.result: T | None = None
        self.problem = ""
        self._crash: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def _run(self, work: Callable[[], T]) -> None:
        from game.match.save import SaveError
        from game.scenario.errors import ScenarioError

        try:
            with working():
                self.result = work()
        except (ScenarioError, SaveError, OSError) as error:
            self.problem = str(error)
        except Exception as error:
            self._crash = error

    def wait(self) -> None:
        """Until it has ended."""
        self._thread.join()

    @property
    def done(self) -> bool:
        """Whether it has ended. A programming error in it is raised here, on the main thread."""
        if self._thread.is_alive():
            return False
        if self._crash is not None:
            raise self._crash
        return True


def read_scenario(path: Path) -> Scenario:
    """A scenario from disk. Raises ScenarioError or OSError."""
    from game.scenario.load import load

    return load(path)


def play(app: App, table: Table, side: str) -> Screen:
    """The screen on which an opened match goes on."""
    from game.ui.screens.match import MatchScreen
    from game.ui.screens.match.hand_over import HandOver

    return HandOver(app, table) if table.hot_seat else MatchScreen(app, table.seats[side])


def watch(app: App, table: Table, side: str) -> Screen:
    """The replay of an opened match; words, if several people still play it: what one side saw is no
    business of the others.
    """
    from game.ui.screens.replay import ReplayScreen

    if table.hot_seat and table.match.outcome is None:
        return Notice(app, t("notice.cannot_open"), t("replay.shared"))
    return ReplayScreen(app, table, side)


class Loading(Screen):
    """Waits for a match, then shows it."""

    def __init__(
        self,
        app: App,
        task: Task[Opened],
        fatal: bool = False,
        show: Shown = play,
        over: bool = False,
    ) -> None:
        """`show` makes the screen of what was opened; if `over`, the screens below stay, to come back to."""
        super().__init__(app)
        self.task = task
        self.show = show
        self.over = over
        self.fatal = fatal
        """Whether a mistake ends the program: a file named on the command line."""
        self._made: Screen | None = None
        self._spare: pygame.Surface | None = None
        """Where it is drawn before it is shown."""
        self._until = 0.0
        self._warm = False

    def enter(self) -> None:
        """What is there before the match need not be looked at with it."""
        if self.app.running:
            memory.set_aside()

    def update(self, _dt: float) -> None:
        """Look whether it is ready. Its screen is made in one frame, drawn out of sight in the next ones
        until nothing of it is rough, and then shown.
        """
        if not self.task.done:
            return
        if self.task.result is None:
            self._fail()
        elif self._made is None:
            self._made = self.show(self.app, *self.task.result)
        elif not self._warm:
            self._warm = self._warmed()
        elif self.over and len(self.app.screens) > 1:
            self.go(Pop())
            self.go(Push(self._made))
        else:
            self.go(Reset(self._made))

    def _warmed(self) -> bool:
        """Whether what comes next would be drawn at once, or has had its time."""
        assert self._made is not None
        self._spare = self._spare or pygame.Surface(self.app.window.get_size())
        self._until = self._until or time.perf_counter() + WARM_S
        return self._made.warm(self._spare) or time.perf_counter() >= self._until

    def _fail(self) -> None:
        if self.fatal:
            self.app.fail(self.task.problem)
            return
        from game.ui.screens.menu import Menu

        if len(self.app.screens) > 1:
            self.go(Pop())
        else:
            self.go(Reset(Menu(self.app)))
        self.go(Push(Notice(self.app, t("notice.cannot_open"), self.task.problem)))

    def draw(self, target: pygame.Surface) -> None:
        """The splash screen's words."""
        target.fill(look.BACK)
        words = self.app.style.text(t("app.loading"), "head", look.DIM)
        target.blit(words, words.get_rect(center=target.get_rect().center))


def start_match(
    path: Path,
    *,
    side: str = "",
    seed: int | None = None,
    controllers: Mapping[str, str] | None = None,
    scenario: Scenario | None = None,
) -> Task[Opened]:
    """Begin a new match on another thread. Without a seed, one is drawn; without a side, it is the first
    that can be played.
    """

    def work() -> Opened:
        from game.match.match import Match

        read = scenario or read_scenario(path)
        playable = [f for f, spec in read.theatre.factions.items() if spec.playable]
        chosen = side or playable[0]
        if chosen not in playable:
            raise OSError(t("notice.no_side", side=chosen, sides=", ".join(playable)))
        number = fresh_seed() if seed is None else seed
        match = Match.start(read, number, {**(controllers or {}), chosen: "human"})
        return _seated(match, chosen)

    return Task(work)


def open_save(path: Path) -> Task[Opened]:
    """Read a saved match on another thread."""

    def work() -> Opened:
        from game.match.save import load

        match = load(path)
        return _seated(match, own_side(match))

    return Task(work)


def _seated(match: Match, side: str) -> Opened:
    """The match at its table; done on this thread is all that the first frame would otherwise wait for,
    of the match as of its replay.
    """
    import game.ui.screens.replay  # noqa: F401
    from game.match.replay import Eyes, Replay
    from game.rules.ground import links_for, zones
    from game.ui.map.canvas import prepare
    from game.ui.screens.match.table import Table

    view, beginning = match.view(side), Replay(match, side).view(0, Eyes(side))
    prepare(match.theatre, view.control, beginning.control)
    zones(view, side)
    for mobility, faction in sorted(
        {(view.theatre.unit_type(u).mobility, u.faction) for u in view.units.values()}
    ):
        links_for(view, mobility, faction)
    return Table(match, side), side


def own_side(match: Match) -> str:
    """Whose eyes the window looks through: the human's, else those of the first playable faction."""
    humans = [f for f, name in match.controllers.items() if name == "human"]
    playable = [f for f, spec in match.theatre.factions.items() if spec.playable]
    return (humans or playable or list(match.theatre.factions))[0]


def fresh_seed() -> int:
    """A seed nobody chose: six digits, so that it can be told to others."""
    import random

    return random.SystemRandom().randrange(1, 1_000_000)


class Notice(Dialog):
    """Words and a button."""

    width = 640

    def __init__(self, app: App, title: str, text: str) -> None:
        super().__init__(app)
        self.title = title
        self.text = text

    def above(self, p: Painter) -> None:
        """Title."""
        p.line(self.title, "head", look.ACCENT)
        p.gap()

    def paint(self, p: Painter) -> None:
        """Words."""
        p.para(self.text)
        p.gap(10)

    def below(self, p: Painter) -> None:
        """Button."""
        p.buttons([Button(t("button.ok"), self.back, key="Enter")])
