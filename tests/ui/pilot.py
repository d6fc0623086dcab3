"""Plays a whole game through the real window with real mouse and key events (needs X and xdotool).

    Xvfb :77 -screen 0 1920x1080x24 &
    DISPLAY=:77 python -m tests.ui.pilot scenarios/deir_ez_zor_2017.yaml government --shots shots

An AI decides on this side's view; a second thread carries its orders out with `xdotool`, as a hand
would: click the unit, right click the hex, Enter in the dialog; for strikes and sorties the button on the
tab of means, the hex, the button in the dialog; for aid, main effort and handovers key, row, Enter.
Midway it saves and loads. At the end it prints what it did, and which orders the window did not take as
they were meant.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pygame

from game.ai.registry import controller
from game.core.events import SupplyTraced
from game.core.orders import (
    Attack,
    Bridge,
    Decide,
    DeliverAid,
    Demolish,
    Disperse,
    EndTurn,
    Ferry,
    Finish,
    Handover,
    MainEffort,
    Move,
    Order,
    Raid,
    SetPosture,
    Sortie,
    Strike,
    Trickle,
)
from game.core.situation import hostile
from game.ui.app import App, open_app
from game.ui.screens.base import Quit, Reset
from game.ui.screens.debriefing import Debriefing
from game.ui.screens.loading import Loading, start_match
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.attack import AttackDialog
from game.ui.screens.match.means import target_of
from game.ui.screens.match.strikes import FireDialog
from game.ui.settings import Settings
from game.ui.widgets.painter import Hot
from game.ui.widgets.panel import Panel

WORK_KEYS = {Ferry: "f", Bridge: "b", Demolish: "x", Raid: "shift+r", Trickle: "shift+f", Disperse: "shift+d"}
PLACE_KEYS = {DeliverAid: "shift+a", Handover: "shift+h", MainEffort: "e"}
MODES = {"hold": "1", "guard": "2", "rest": "3", "stand_fast": "4"}


class Pilot(threading.Thread):
    """The hand on mouse and keyboard."""

    def __init__(self, app: App, shots: Path, turns: int) -> None:
        super().__init__(daemon=True)
        self.app = app
        self.shots = shots
        self.turns = turns
        self.done: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.missed: list[str] = []
        self.other: list[str] = []
        self.brain = controller("simple")
        self.chance = random.Random(5)
        self.problem = ""
        self.known_turn = 0
        self.pockets: list[str] = []

    # Hands ----------------------------------------------------------------------------------------

    def x(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True)

    def click(self, point: tuple[int, int], button: int = 1) -> None:
        self.x("mousemove", *point, "click", button)

    def key(self, name: str) -> None:
        self.x("key", name)

    def wait(self, condition: Callable[[], bool], seconds: float = 3.0) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.01)
        return False

    def shot(self, name: str) -> None:
        window = subprocess.run(["import", "-window", "root", self.shots / f"{name}.png"], check=False)
        if window.returncode:
            pygame.image.save(self.app.window, self.shots / f"{name}.png")

    # Eyes -----------------------------------------------------------------------------------------

    @property
    def match(self) -> MatchScreen:
        return next(s for s in self.app.screens if isinstance(s, MatchScreen))

    def journal(self) -> int:
        return len(self.match.session.match.journal)

    def free(self) -> bool:
        top = self.app.top
        if not isinstance(top, MatchScreen) or top.animator.busy or not top.session.mine:
            return False
        return top.greeted == top.view.turn  # the report of the turn has been opened

    def still_free(self) -> bool:
        """A report may open with the next frame, after the autosave of a new turn."""
        time.sleep(0.05 if self.match.view.turn == self.known_turn else 0.5)
        if self.free():
            self.known_turn = self.match.view.turn
        return self.free()

    def look_at(self, h: int) -> None:
        if self.match.camera.shows(h, 50):
            return
        rect, board = self.match.minimap.rect, self.match.view.theatre.board
        column, row = board.col_row(h)
        best: tuple[int, tuple[int, int]] = (10**6, rect.center)
        for y in range(rect.top + 2, rect.bottom - 2, 2):
            for x in range(rect.left + 2, rect.right - 2, 2):
                n = self.match.minimap.map.hex_at(rect, x, y)
                if n is not None:
                    c, r = board.col_row(n)
                    best = min(best, (abs(c - column) + abs(r - row), (x, y)))
        self.click(best[1])
        self.wait(lambda: self.match.camera.shows(h, 20), 1)

    def choose(self, unit: str) -> bool:
        h = self.match.view.units[unit].hex
        self.look_at(h)
        for _ in range(6):
            if self.match.pointer.unit == unit:
                return True
            before = self.match.pointer.unit
            self.click(self.match.camera.screen_of(h))
            self.wait(lambda before=before: self.match.pointer.unit != before, 0.5)
        return self.match.pointer.unit == unit

    # Play -----------------------------------------------------------------------------------------

    def run(self) -> None:
        try:
            self.play()
        except Exception as error:
            self.problem = repr(error)
        self.app.request(Quit())

    def play(self) -> None:
        saved = False
        while not isinstance(self.app.top, Debriefing):
            if not self.wait(self.free, 0.3) or not self.still_free():
                if not isinstance(self.app.top, MatchScreen | Debriefing | Loading):
                    if type(self.app.top).__name__ == "Report":
                        self.shot_once(f"report_{self.match.view.turn:02d}")
                    if type(self.app.top).__name__ == "Decision":
                        self.shot_once(f"decision_{self.match.view.turn:02d}")
                    self.key("Escape")
                    time.sleep(0.1)
                continue
            turn = self.match.view.turn
            if turn > self.turns:
                return
            if not saved and turn * 2 > min(self.turns, self.match.view.theatre.turns):
                saved = True
                self.save_and_load()
                continue
            self.one_order()
        time.sleep(0.5)
        self.shot("debriefing")
        self.pockets = self.closed()

    def shot_once(self, name: str) -> None:
        if not (self.shots / f"{name}.png").exists():
            time.sleep(0.15)  # what was just done is on screen with the next frame
            self.shot(name)

    def one_order(self) -> None:
        view = self.match.view
        order = self.brain.decide(view, self.chance)
        before = self.journal()
        if isinstance(order, EndTurn):
            self.shot_once(f"turn_{view.turn:02d}")
        self.carry_out(order)
        if isinstance(order, EndTurn):
            self.wait(lambda: self.journal() > before)
        elif self.wait(lambda: self.journal() > before, 2.0):
            given = self.match.session.match.journal[before].order
            self.done[type(given).__name__] += 1
            if given != order and not isinstance(given, Move):  # the path finder may take another way
                self.other.append(f"turn {view.turn}: {given!r} for {order!r}")
            if self.done["Undo"] < 3 and isinstance(given, Move) and self.match.session.match.can_undo:
                self.key("u")
                if self.wait(lambda: self.journal() == before):
                    self.done["Undo"] += 1
                    self.key("r")
                    self.wait(lambda: self.journal() == before + 1)
        else:
            self.missed.append(f"turn {view.turn}: {order!r}: {self.match.toast}")
            self.shot_once(f"missed_{len(self.missed)}")
            self.key("Escape")
            time.sleep(0.1)
            self.match.give(order)

    def carry_out(self, order: Order) -> None:
        if isinstance(order, EndTurn):
            self.key("Return")
            if self.wait(lambda: type(self.app.top).__name__ == "EndTurnAsk", 0.3):
                self.key("Return")
            return
        if isinstance(order, Decide):
            self.key("d")
            self.wait(lambda: type(self.app.top).__name__ == "Decision")
            offer = self.match.view.offers[0]
            for _ in range(1 + [o.id for o in offer.options].index(order.option)):
                self.key("Tab")
            self.key("Return")
            return
        if isinstance(order, Strike | Sortie):
            self.fire(order)
            return
        if isinstance(order, DeliverAid | Handover | MainEffort):
            self.about_place(order)
            return
        if not self.choose(order.unit):
            return
        if isinstance(order, Move):
            self.look_at(order.path[-1])
            self.click(self.match.camera.screen_of(order.path[-1]), 3)
        elif isinstance(order, Attack):
            self.look_at(order.target)
            self.click(self.match.camera.screen_of(order.target), 3)
            if self.wait(lambda: isinstance(self.app.top, AttackDialog), 1):
                dialog = self.app.top
                self.switch(dialog, order, "support", "advance", "shock")
                if self.done["Attack"] < 3:
                    time.sleep(0.2)
                    self.shot(f"attack_{self.done['Attack']}")
                self.key("Return")
        elif isinstance(order, SetPosture):
            self.key(MODES[order.posture])
        elif isinstance(order, Finish):
            self.key("space")
        else:
            self.key(WORK_KEYS[type(order)])
            if self.wait(lambda: bool(self.match.pointer.picking), 0.3):
                self.click_hex(target_of(order))
            self.agree(order)

    def click_hex(self, h: int) -> None:
        self.look_at(h)
        self.click(self.match.camera.screen_of(h))

    def agree(self, order: Order) -> None:
        """Enter in the question that states the consequences."""
        if self.wait(lambda: type(self.app.top).__name__ == "Confirm", 1):
            self.shot_few("confirm", order)
            self.key("Return")

    def fire(self, order: Strike | Sortie) -> None:
        """Button on the tab of means, hex on the map, button in the dialog."""
        match = self.match
        begin = match.begin_strike if isinstance(order, Strike) else match.begin_sortie
        words = (order.asset, order.aim) if isinstance(order, Strike) else (order.mission,)
        self.key("w")
        self.wait(lambda: match.lists.tab == "means", 0.5)
        time.sleep(0.05)  # one frame, so that the panel is painted
        if not self.press(match.lists, does(begin, *words)):
            return
        self.wait(lambda: bool(match.pointer.picking), 0.5)
        self.shot_few("pick", order)
        self.click_hex(order.target)
        if self.wait(lambda: isinstance(self.app.top, FireDialog), 1):
            dialog = self.app.top
            time.sleep(0.05)
            self.switch(dialog, order, "press", "escalate")
            self.shot_few("fire", order)
            self.press(dialog.main, does(dialog.fire))

    def about_place(self, order: DeliverAid | Handover | MainEffort) -> None:
        """Key, row of the list, Enter in the question."""
        self.key(PLACE_KEYS[type(order)])
        if not self.wait(lambda: hasattr(self.app.top, "choose"), 1):
            return
        dialog = self.app.top
        time.sleep(0.1)
        self.shot_few("place", order)
        if self.press(dialog.main, does(dialog.choose, order)):
            self.agree(order)

    def switch(self, dialog: object, order: Order, *names: str) -> None:
        """Click those switches of a dialog that do not stand as the order wants them."""
        for name in names:
            wanted = getattr(order, name, None)
            if wanted is not None and getattr(dialog.order, name) != wanted:
                self.press(dialog.main, does(getattr(dialog, f"toggle_{name}")))
                self.wait(lambda n=name, w=wanted: getattr(dialog.order, n) == w, 0.5)

    def press(self, panel: Panel, wanted: Callable[[Hot], bool]) -> bool:
        """Click a button or row of a panel, after turning the wheel until it is in view."""
        for _ in range(80):
            hot = next((h for h in panel.hots if wanted(h)), None)
            if hot is None:
                return False
            region = panel._region
            if hot.rect.width and hot.rect.height > 8:
                self.click(hot.rect.move(panel.rect.topleft).center)
                return True
            if region is None:
                return False
            down = hot.rect.y >= region.centery
            before = panel.scroll
            self.x("mousemove", *region.move(panel.rect.topleft).center, "click", 5 if down else 4)
            self.wait(lambda before=before: panel.scroll != before, 0.3)
            time.sleep(0.04)
        return False

    def shot_few(self, what: str, order: Order) -> None:
        """The first two pictures of a step of each kind of order."""
        kind = getattr(order, "aim", getattr(order, "mission", ""))
        name = f"{what}_{type(order).__name__}{'_' + kind if kind else ''}"
        if self.seen[name] < 2:
            time.sleep(0.1)
            self.shot(f"{name}_{self.seen[name]}")
        self.seen[name] += 1

    def save_and_load(self) -> None:
        digest = self.match.session.match.digest()
        self.key("ctrl+s")
        self.wait(lambda: type(self.app.top).__name__ == "SaveGame")
        self.key("Return")
        self.wait(self.free)
        self.key("ctrl+l")
        self.wait(lambda: type(self.app.top).__name__ == "LoadGame")
        time.sleep(0.3)
        self.shot("load")
        old = self.match
        self.key("Return")
        self.wait(lambda: any(isinstance(s, MatchScreen) and s is not old for s in self.app.screens), 20)
        while not self.wait(self.free, 0.3):
            self.key("Escape")
        self.done["Load"] += 1
        if self.match.session.match.digest() != digest:
            self.missed.append("the loaded game is another one")

    def closed(self) -> list[str]:
        """Enemies that came to be cut off on all sides, by the journal: who and in which entry."""
        match, side = self.match.session.match, self.match.session.side
        cut: set[str] = set()
        found = []
        for number, entry in enumerate(match.journal):
            for event in entry.events:
                if isinstance(event, SupplyTraced) and hostile(match.view(side), side, event.faction):
                    now = {r.unit for r in event.units if r.state == "isolated"}
                    found += [f"{match.names[u]} ({number})" for u in sorted(now - cut)]
                    cut = now
        return found


def does(act: Callable[..., None], *words: object) -> Callable[[Hot], bool]:
    """What finds the button or row that calls `act` with these words."""

    def matches(hot: Hot) -> bool:
        return (getattr(hot.act, "func", hot.act), getattr(hot.act, "args", ())) == (act, words)

    return matches


def main() -> None:
    """Parse, play, report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario", type=Path)
    parser.add_argument("side")
    parser.add_argument("--shots", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turns", type=int, default=999)
    parser.add_argument("--size", default="1920x1080")
    args = parser.parse_args()
    os.environ["SDL_VIDEO_WINDOW_POS"] = "0,0"
    args.shots.mkdir(parents=True, exist_ok=True)
    width, height = map(int, args.size.split("x"))
    task = start_match(args.scenario, side=args.side, seed=args.seed)
    app = open_app(Settings(width=width, height=height, speed="fast"))
    assert app is not None, "no display"
    app.request(Reset(Loading(app, task, fatal=True)))
    app.settle()
    pilot = Pilot(app, args.shots, args.turns)
    pilot.start()
    begun = time.monotonic()
    app.run()
    pilot.join(5)
    print(f"{time.monotonic() - begun:.0f} s", dict(pilot.done), f"missed {len(pilot.missed)}", pilot.problem)
    print(f"cut off: {len(pilot.pockets)}", "; ".join(pilot.pockets[:12]))
    print(f"other than meant: {len(pilot.other)}", *pilot.other[:5], sep="\n   ")
    for line in pilot.missed[:20]:
        print("  ", line)


if __name__ == "__main__":
    main()
