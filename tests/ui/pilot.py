"""Plays a whole game through the real window with real mouse and key events (needs X and xdotool).

    Xvfb :77 -screen 0 1920x1080x24 &
    DISPLAY=:77 python -m tests.ui.pilot scenarios/deir_ez_zor_2017.yaml government --shots shots

An AI decides on this side's view; a second thread carries its orders out with `xdotool`, with mouse and
keyboard as a hand would (see `player`), with `--keys-only` by the keyboard alone. Midway it saves and
loads. At the end it prints what it did, and which orders the window did not take as they were meant.
"""

from __future__ import annotations

import argparse
import os
import random
import threading
import time
from collections import Counter
from pathlib import Path

from game.ai.registry import controller
from game.core.events import SupplyTraced
from game.core.orders import EndTurn
from game.core.situation import hostile
from game.ui.app import open_app
from game.ui.screens.base import Quit, Reset
from game.ui.screens.debriefing import Debriefing
from game.ui.screens.loading import Loading, start_match
from game.ui.screens.match import MatchScreen
from game.ui.settings import Settings
from tests.ui.hands import XHands
from tests.ui.player import KeyPlayer, Player, as_meant


class Pilot(threading.Thread):
    """Plays until the end, or for some turns."""

    def __init__(self, player: Player, turns: int) -> None:
        super().__init__(daemon=True)
        self.player = player
        self.hands = player.hands
        self.app = player.app
        self.turns = turns
        self.done: Counter[str] = Counter()
        self.missed: list[str] = []
        self.other: list[str] = []
        self.brain = controller("simple")
        self.chance = random.Random(5)
        self.problem = ""
        self.pockets: list[str] = []
        self._shown: set[str] = set()

    @property
    def match(self) -> MatchScreen:
        return self.player.match

    def journal(self) -> int:
        return len(self.match.session.match.journal)

    def shot_once(self, name: str) -> None:
        if name not in self._shown:
            self._shown.add(name)
            self.hands.pause(0.15)  # what was just done is on screen with the next frame
            self.hands.shot(name)

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
            if not self.ready():
                continue
            turn = self.match.view.turn
            if turn > self.turns:
                return
            if not saved and turn * 2 > min(self.turns, self.match.view.theatre.turns):
                saved = True
                self.save_and_load()
                continue
            self.one_order()
        self.hands.pause(0.5)
        self.hands.shot("debriefing")
        self.pockets = self.closed()

    def ready(self) -> bool:
        """Whether the next order can be given; what lies over the map is closed."""
        if self.hands.wait(self.player.free, 0.3):
            self.hands.pause(0.05)  # a report opens with the frame after the last that was shown
            if self.player.free():
                return True
        top = self.app.top
        if not isinstance(top, MatchScreen | Debriefing | Loading):
            if type(top).__name__ in ("Report", "Decision"):
                self.shot_once(f"{type(top).__name__.lower()}_{self.match.view.turn:02d}")
            self.hands.keys("Escape")
            self.hands.pause(0.1)
        return False

    def one_order(self) -> None:
        view = self.match.view
        order = self.brain.decide(view, self.chance)
        before = self.journal()
        if isinstance(order, EndTurn):
            self.shot_once(f"turn_{view.turn:02d}")
        self.player.carry_out(order)
        if isinstance(order, EndTurn):
            self.hands.wait(lambda: self.journal() > before)
        elif self.hands.wait(lambda: self.journal() > before, 2.0):
            given = self.match.session.match.journal[before].order
            self.done[type(given).__name__] += 1
            if not as_meant(given, order):
                self.other.append(f"turn {view.turn}: {given!r} for {order!r}")
            self.take_back(before)
        else:
            self.missed.append(f"turn {view.turn}: {order!r}: {self.match.toast}")
            self.shot_once(f"missed_{len(self.missed)}")
            self.hands.keys("Escape", "Escape")
            self.hands.pause(0.1)
            self.match.give(order)

    def take_back(self, before: int) -> None:
        """Undo and redo the first moves that allow it."""
        if self.done["Undo"] >= 3 or not self.match.session.match.can_undo:
            return
        self.hands.keys("u")
        if self.hands.wait(lambda: self.journal() == before):
            self.done["Undo"] += 1
            self.hands.keys("r")
            self.hands.wait(lambda: self.journal() == before + 1)

    def save_and_load(self) -> None:
        digest = self.match.session.match.digest()
        self.hands.keys("ctrl+s")
        self.player.on_top("SaveGame")
        self.hands.keys("Return")
        if self.player.on_top("Confirm", 0.3):  # a save of an earlier run
            self.hands.keys("Return")
        self.hands.wait(self.player.free)
        self.hands.keys("ctrl+l")
        self.player.on_top("LoadGame")
        self.hands.pause(0.3)
        self.hands.shot("load")
        old = self.match
        self.hands.keys("Return")
        self.hands.wait(
            lambda: any(isinstance(s, MatchScreen) and s is not old for s in self.app.screens), 20
        )
        while not self.ready():
            pass
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


def main() -> None:
    """Parse, play, report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario", type=Path)
    parser.add_argument("side")
    parser.add_argument("--shots", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turns", type=int, default=999)
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--keys-only", action="store_true")
    args = parser.parse_args()
    os.environ["SDL_VIDEO_WINDOW_POS"] = "0,0"
    args.shots.mkdir(parents=True, exist_ok=True)
    width, height = map(int, args.size.split("x"))
    task = start_match(args.scenario, side=args.side, seed=args.seed)
    app = open_app(Settings(width=width, height=height, speed="fast"))
    assert app is not None, "no display"
    app.request(Reset(Loading(app, task, fatal=True)))
    app.settle()
    kind = KeyPlayer if args.keys_only else Player
    pilot = Pilot(kind(XHands(app, args.shots)), args.turns)
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
