"""Carries orders out in the window as a hand would.

`Player` uses the mouse where players do: click the unit, right click the hex, Enter in the dialog; for
strikes and sorties the button on the tab of means, the hex, the button in the dialog. `KeyPlayer` has the
keyboard alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from game.core.board import Board
from game.core.hexes import hex_distance
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
from game.ui.input import DEFAULTS
from game.ui.screens.match import MatchScreen
from game.ui.screens.match.attack import AttackDialog
from game.ui.screens.match.commands import CURSOR
from game.ui.screens.match.means import target_of
from game.ui.screens.match.strikes import FireDialog
from game.ui.widgets.painter import Hot
from game.ui.widgets.panel import Panel
from tests.ui.hands import Hands

WORK_KEYS = {Ferry: "f", Bridge: "b", Demolish: "x", Raid: "shift+r", Trickle: "shift+f", Disperse: "shift+d"}
PLACE_KEYS = {DeliverAid: "shift+a", Handover: "shift+o", MainEffort: "e"}
MODES = {"hold": "1", "guard": "2", "rest": "3", "stand_fast": "4"}
PATIENCE = 10.0
"""Seconds to wait for what must come: on a busy machine a frame may take one."""
CURSOR_KEYS = {direction: DEFAULTS[action][0] for action, direction in CURSOR.items()}


class Player:
    """With mouse and keyboard."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.app = hands.app
        self.seen: Counter[str] = Counter()
        self._begun = 0
        """Length of the journal before the order that is being carried out."""

    # Eyes -----------------------------------------------------------------------------------------

    @property
    def match(self) -> MatchScreen:
        return next(s for s in self.app.screens if isinstance(s, MatchScreen))

    def on_top(self, kind: type | str, seconds: float = PATIENCE) -> bool:
        """Wait for a dialog that has been painted: what was not cannot be clicked."""

        def there() -> bool:
            top = self.app.top
            right = type(top).__name__ == kind if isinstance(kind, str) else isinstance(top, kind)
            return right and bool(top.main.hots)

        return self.hands.wait(there, seconds)

    def asked(self, kind: str) -> bool:
        """Wait until an order is carried out or there is a question about it; whether there is one."""

        def answered() -> bool:
            return len(self.match.session.match.journal) > self._begun or type(self.app.top).__name__ == kind

        self.hands.wait(answered, 2)
        return type(self.app.top).__name__ == kind and self.on_top(kind)

    def free(self) -> bool:
        """Whether an order can be given: our turn, everything shown, no report about to open."""
        top = self.app.top
        if not isinstance(top, MatchScreen) or top.animator.busy or not top.session.mine:
            return False
        return top.greeted == top.view.turn and not self.app._requests

    def shot_few(self, what: str, order: Order) -> None:
        """The first two pictures of a step of each kind of order."""
        kind = getattr(order, "aim", getattr(order, "mission", ""))
        name = f"{what}_{type(order).__name__}{'_' + kind if kind else ''}"
        if self.seen[name] < 2:
            self.hands.pause(0.1)
            self.hands.shot(f"{name}_{self.seen[name]}")
        self.seen[name] += 1

    # Hands ----------------------------------------------------------------------------------------

    def look_at(self, h: int) -> None:
        """Bring a hex into view with a click on the small map."""
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
        self.hands.click(best[1])
        self.hands.wait(lambda: self.match.camera.shows(h, 20), PATIENCE)

    def click_hex(self, h: int, button: int = 1) -> None:
        """On the map."""
        self.look_at(h)
        self.hands.click(self.match.camera.screen_of(h), button)

    def select(self, h: int) -> None:
        """Choose a hex, or the next unit in it."""
        self.click_hex(h)

    def order_at(self, h: int) -> None:
        """Go there, or attack what stands there."""
        self.click_hex(h, 3)

    def pick(self, h: int) -> None:
        """Choose the hex that was asked for."""
        self.click_hex(h)

    def press(self, panel: Panel, wanted: Callable[[Hot], bool]) -> bool:
        """Click a button or row of a panel, after turning the wheel until it is in view."""
        for _ in range(80):
            hot = next((h for h in panel.hots if wanted(h)), None)
            if hot is None:
                return False
            region = panel._region
            if hot.rect.width and hot.rect.height > 8:
                self.hands.click(hot.rect.move(panel.rect.topleft).center)
                return True
            if region is None:
                return False
            before = panel.scroll
            self.hands.wheel(region.move(panel.rect.topleft).center, hot.rect.y >= region.centery)
            self.hands.wait(lambda before=before: panel.scroll != before, 0.3)
            self.hands.pause(0.04)
        return False

    def choose(self, unit: str) -> bool:
        """Choose a unit; several may stand in its hex."""
        h = self.match.view.units[unit].hex
        for _ in range(6):
            if self.match.pointer.unit == unit:
                return True
            before = self.match.pointer.unit
            self.select(h)
            self.hands.wait(lambda before=before: self.match.pointer.unit != before, 2)
        return self.match.pointer.unit == unit

    def switch(self, dialog: object, order: Order, *names: str) -> None:
        """Turn those switches of a dialog that do not stand as the order wants them."""
        for name in names:
            wanted = getattr(order, name, None)
            if wanted is not None and getattr(dialog.order, name) != wanted:
                self.press(dialog.main, does(getattr(dialog, f"toggle_{name}")))
                self.hands.wait(lambda n=name, w=wanted: getattr(dialog.order, n) == w, PATIENCE)
                self.hands.pause(0.04)

    # Orders ---------------------------------------------------------------------------------------

    def carry_out(self, order: Order) -> None:
        """Give one order. Whether the window took it is for the caller to see."""
        self._begun = len(self.match.session.match.journal)
        match order:
            case EndTurn():
                self.hands.keys("Return")
                if self.asked("EndTurnAsk"):
                    self.hands.keys("Return")
            case Decide():
                self._decide(order)
            case Strike() | Sortie():
                self._fire(order)
            case DeliverAid() | Handover() | MainEffort():
                self._about_place(order)
            case _ if self.choose(order.unit):
                self._with_unit(order)

    def _with_unit(self, order: Order) -> None:
        match order:
            case Move():
                self.order_at(order.path[-1])
                if self.asked("Confirm"):
                    self._agree(order)
            case Attack():
                self._attack(order)
            case SetPosture():
                self.hands.keys(MODES[order.posture])
            case Finish():
                self.hands.keys("space")
            case _:
                self.hands.keys(WORK_KEYS[type(order)])
                self.hands.wait(lambda: bool(self.match.pointer.picking) or self.app.top is not self.match)
                if self.match.pointer.picking:
                    self.pick(target_of(order))
                self._agree(order)

    def _attack(self, order: Attack) -> None:
        self.order_at(order.target)
        if self.on_top(AttackDialog):
            self.switch(self.app.top, order, "support", "batteries", "advance", "shock")
            self.shot_few("attack", order)
            self.press(self.app.top.main, does(self.app.top.attack))

    def _decide(self, order: Decide) -> None:
        self.hands.keys("d")
        if self.on_top("Decision"):
            dialog = self.app.top
            self.shot_few("decide", order)
            self.press(dialog.main, does(dialog.choose, order.option))

    def _fire(self, order: Strike | Sortie) -> None:
        """Button on the tab of means, hex on the map, button in the dialog."""
        match = self.match
        begin = match.begin_strike if isinstance(order, Strike) else match.begin_sortie
        words = (order.asset, order.aim) if isinstance(order, Strike) else (order.mission,)
        self.hands.keys("w")
        self.hands.wait(lambda: match.lists.tab == "means" and match.focused is match.lists, PATIENCE)
        self.hands.pause(0.05)  # one frame, so that the panel is painted
        if not self.press(match.lists, does(begin, *words)):
            return
        if not self.hands.wait(lambda: bool(match.pointer.picking), PATIENCE):
            return
        self.shot_few("pick", order)
        self.pick(order.target)
        if self.on_top(FireDialog):
            dialog = self.app.top
            self.switch(dialog, order, "press", "escalate")
            self.shot_few("fire", order)
            self.press(dialog.main, does(dialog.fire))

    def _about_place(self, order: DeliverAid | Handover | MainEffort) -> None:
        """Key, row of the list, Enter in the question."""
        self.hands.keys(PLACE_KEYS[type(order)])
        if self.hands.wait(
            lambda: hasattr(self.app.top, "choose") and bool(self.app.top.main.hots), PATIENCE
        ):
            dialog = self.app.top
            self.shot_few("place", order)
            if self.press(dialog.main, does(dialog.choose, order)):
                self._agree(order)

    def _agree(self, order: Order) -> None:
        """Enter in the question that states the consequences."""
        if self.on_top("Confirm"):
            self.shot_few("confirm", order)
            self.hands.keys("Return")


class KeyPlayer(Player):
    """With the keyboard alone: the cursor on the map, Tab in dialogs and lists."""

    def go_to(self, h: int) -> bool:
        """Move the cursor to a hex, step by step. Gives back whether it is there."""
        board = self.match.view.theatre.board
        for _ in range(3):
            at = self.match.pointer.hover
            if at == h:
                return True
            if at is None:  # the first step brings it onto the map
                self.hands.keys(CURSOR_KEYS[0])
                self.hands.wait(lambda: self.match.pointer.hover is not None, PATIENCE)
                continue
            chords = []
            while at != h:
                d, at = min(board.adjacent[at], key=lambda step: _apart(board, step[1], h))
                chords.append(CURSOR_KEYS[d])
            self.hands.keys(*chords)
            self.hands.wait(lambda: self.match.pointer.hover == h, PATIENCE)
        return self.match.pointer.hover == h

    def select(self, h: int) -> None:
        if self.go_to(h):
            self.hands.keys("v")

    def order_at(self, h: int) -> None:
        if self.go_to(h):
            self.hands.keys("g")

    def pick(self, h: int) -> None:
        if self.go_to(h):
            self.hands.keys("Return")

    def press(self, panel: Panel, wanted: Callable[[Hot], bool]) -> bool:
        """Tab to the button or row, or back to it, then Enter."""
        number = next((i for i, hot in enumerate(panel.hots) if wanted(hot)), None)
        if number is None:
            return False
        by = number - (panel.focus if panel.focus is not None else -1)
        self.hands.keys(*["Tab" if by > 0 else "shift+Tab"] * abs(by))
        if not self.hands.wait(lambda: panel.focus == number, PATIENCE):
            return False
        self.hands.keys("Return")
        return True


def _apart(board: Board, a: int, b: int) -> int:
    return hex_distance(board.col_row(a), board.col_row(b))


def as_meant(given: Order, meant: Order) -> bool:
    """Whether the window gave the order that was meant; it may find another way for a move."""
    if isinstance(given, Move) and isinstance(meant, Move):
        return (given.unit, given.path[-1]) == (meant.unit, meant.path[-1])
    return given == meant


def does(act: Callable[..., None], *words: object) -> Callable[[Hot], bool]:
    """What finds the button or row that calls `act` with these words."""

    def matches(hot: Hot) -> bool:
        return (getattr(hot.act, "func", hot.act), getattr(hot.act, "args", ())) == (act, words)

    return matches
