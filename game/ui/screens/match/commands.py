"""What the player can ask for: each key, button and click ends in one of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.core.orders import (
    Attack,
    Bridge,
    Concede,
    Decide,
    Demolish,
    EndTurn,
    Ferry,
    Finish,
    Move,
    Order,
    Refusal,
    SetPosture,
)
from game.core.units import Posture
from game.rules.combat import cannot_attack
from game.rules.forecast import forecast
from game.rules.legality import verify
from game.rules.movement import path_to
from game.ui.panels.marks import is_idle
from game.ui.settings import SPEEDS
from game.ui.text import t

if TYPE_CHECKING:
    from game.core.units import Unit
    from game.core.view import View
    from game.ui.app import App
    from game.ui.camera import Camera
    from game.ui.map.model import Layers
    from game.ui.panels.lists import ListsPanel
    from game.ui.screens.base import Screen
    from game.ui.screens.match.animate import Animator
    from game.ui.screens.match.pointer import Pointer, Work
    from game.ui.screens.match.session import Session

CURSOR = {"cursor_e": 0, "cursor_ne": 1, "cursor_nw": 2, "cursor_w": 3, "cursor_sw": 4, "cursor_se": 5}
"""Keyboard cursor -> direction on the board."""
OVERLAYS = ("control", "supply", "zones", "threats", "sight", "districts")


class Commands:
    """Mixed into the match screen: orders, choosing, overlays."""

    app: App
    session: Session
    pointer: Pointer
    animator: Animator
    camera: Camera
    layers: Layers
    lists: ListsPanel
    wide: bool

    if TYPE_CHECKING:

        @property
        def view(self) -> View: ...  # noqa: D102
        def say(self, words: str) -> None: ...  # noqa: D102
        def push(self, screen: Screen) -> None: ...  # noqa: D102
        def escape(self) -> None: ...  # noqa: D102
        def open_menu(self) -> None: ...  # noqa: D102
        def open_help(self) -> None: ...  # noqa: D102
        def open_report(self, then: Callable[[], None] | None = None) -> None: ...  # noqa: D102
        def open_score(self) -> None: ...  # noqa: D102
        def open_decisions(self) -> None: ...  # noqa: D102
        def open_debriefing(self) -> None: ...  # noqa: D102
        def open_save(self) -> None: ...  # noqa: D102
        def open_load(self) -> None: ...  # noqa: D102
        def open_end_turn(self) -> None: ...  # noqa: D102
        def quicksave(self) -> None: ...  # noqa: D102
        def quickload(self) -> None: ...  # noqa: D102
        def resize(self) -> None: ...  # noqa: D102
        def centre(self, h: int) -> None: ...  # noqa: D102
        def show_unit(self, unit: str) -> None: ...  # noqa: D102

    # The table of actions ---------------------------------------------------------------------------

    def act(self, action: str) -> None:
        """Do what a key asks for."""
        found = self._table().get(action)
        if found is not None:
            found()
        elif action in CURSOR:
            self._move_cursor(CURSOR[action])
        elif action.startswith("overlay_"):
            self.toggle_overlay(action.removeprefix("overlay_"))
        elif action.startswith("posture_"):
            self.set_posture(action.removeprefix("posture_"))  # type: ignore[arg-type]

    def _table(self) -> dict[str, Callable[[], None]]:
        viewport = self.camera.viewport
        return {
            "next_unit": self.next_idle,
            "previous_unit": lambda: self.next_idle(-1),
            "finish_unit": self.finish_unit,
            "end_turn": self.ask_end_turn,
            "undo": self.undo,
            "redo": self.redo,
            "move": self.move_to_cursor,
            "attack": self.begin_attack,
            "ferry": lambda: self.begin_work(Ferry),
            "bridge": lambda: self.begin_work(Bridge),
            "demolish": lambda: self.begin_work(Demolish),
            "cycle_stack": self.pointer.cycle,
            "cursor_select": lambda: self._at_cursor(self.pointer.click),
            "cursor_order": lambda: self._at_cursor(self.order_at),
            "zoom_in": lambda: self._zoom(1.25),
            "zoom_out": lambda: self._zoom(0.8),
            "zoom_fit": lambda: self.camera.fit(viewport),
            "centre": self._centre_chosen,
            "tab_next": self.lists.next_tab,
            "units": lambda: self.lists.show("units"),
            "log": lambda: self.lists.show("log"),
            "report": self.open_report,
            "score": self.open_score,
            "decisions": self.open_decisions,
            "panels": self._toggle_panels,
            "skip": self.skip,
            "speed": self._next_speed,
            "save": self.open_save,
            "load": self.open_load,
            "quicksave": self.quicksave,
            "quickload": self.quickload,
            "help": self.open_help,
            "menu": self.escape,
        }

    # Orders -----------------------------------------------------------------------------------------

    def give(self, order: Order) -> bool:
        """Submit an order; a refusal is shown in words."""
        self.animator.skip()
        if not self.session.mine:
            self.say(t("say.not_your_turn"))
            return False
        result = self.session.submit(order)
        if isinstance(result, Refusal):
            self.say(result.text)
            return False
        if not isinstance(order, Move | Attack):
            self.animator.skip()
        self.pointer.rest()
        self.pointer.sync()
        return True

    def order_at(self, h: int) -> None:
        """Right click: attack what stands there, or go there."""
        self.animator.skip()
        self.pointer.sync()
        unit = self.pointer.chosen
        if unit is None:
            self.say(t("say.choose_first"))
        elif h in self.pointer.selection.targets:
            self.attack(unit, h)
        elif h != unit.hex:
            self._move(unit, h)

    def _move(self, unit: Unit, h: int) -> None:
        path = path_to(self.view, unit, h) if self.session.mine else None
        if path is not None:
            self.give(Move(unit.id, path))
            return
        if any(n == h for _, n in self.view.theatre.board.adjacent[unit.hex]):
            enemy = any(u.faction != unit.faction for u in self.view.stacks.get(h, ()))
            order: Order = Attack(unit.id, h) if enemy else Move(unit.id, (unit.hex, h))
            refusal = verify(self.view, order)
            if refusal is not None:
                self.say(refusal.text)
                return
        self.say(t("say.out_of_reach", name=unit.name, place=self.view.theatre.board.describe(h)))

    def attack(self, unit: Unit, h: int) -> None:
        """Show the odds, or attack at once if the player prefers that."""
        from game.ui.screens.match.attack import AttackDialog

        self.pointer.picking = {}
        if self.app.settings.confirm_attack:
            self.push(AttackDialog(self.app, self, unit, h))
        else:
            self.give(Attack(unit.id, h))

    def begin_attack(self) -> None:
        """Attack: at once where there is one target, else ask which."""
        unit, targets = self.pointer.chosen, self.pointer.selection.targets
        if unit is None:
            self.say(t("say.choose_first"))
        elif not targets:
            self.say(self.why_not_attack())
        elif self.pointer.hover in targets or len(targets) == 1:
            self.attack(unit, self.pointer.hover if self.pointer.hover in targets else targets[0])
        else:
            self.pointer.pick({h: Attack(unit.id, h) for h in targets})
            self.say(t("say.pick_target"))

    def why_not_attack(self) -> str:
        """Why the chosen unit has no target."""
        unit = self.pointer.chosen
        if unit is None:
            return t("say.choose_first")
        refusal = cannot_attack(self.view, unit)
        return refusal.text if refusal else t("say.no_target", name=unit.name)

    def begin_work(self, kind: type[Work]) -> None:
        """Boats, bridging, demolition: at once where there is one way, else ask which."""
        orders = self.pointer.works(kind)
        if not orders:
            refusal = self.pointer.refusal(kind)
            self.say(refusal.text if refusal else t("say.no_work"))
        elif len(orders) == 1:
            self._confirm_work(next(iter(orders.values())))
        else:
            self.pointer.pick(orders)
            self.say(t("say.pick_hex"))

    def picked(self, h: int) -> None:
        """A hex was chosen for what had been asked for."""
        order = self.pointer.picking.get(h)
        self.pointer.picking = {}
        self.pointer.point(self.pointer.hover)
        unit = self.pointer.chosen
        if order is None or unit is None:
            self.say(t("say.pick_cancelled"))
        elif isinstance(order, Attack):
            self.attack(unit, h)
        else:
            self._confirm_work(order)

    def _confirm_work(self, order: Order) -> None:
        from game.ui.screens.match.dialogs import Confirm

        name = type(order).__name__.lower()
        target = self.view.theatre.board.describe(order.to)  # type: ignore[union-attr]
        unit = self.view.units[order.unit].name  # type: ignore[union-attr]
        loss = 0.0
        if isinstance(order, Ferry):
            expected = forecast(self.view, order)
            loss = getattr(expected, "loss", 0.0)
        text = t(f"confirm.{name}", name=unit, place=target, loss=f"{loss:.0%}")
        self.push(Confirm(self.app, t(f"order.{name}"), text, lambda: self.give(order)))

    def set_posture(self, posture: Posture) -> None:
        """Change the chosen unit's posture."""
        unit = self.pointer.chosen
        if unit is None:
            self.say(t("say.choose_first"))
        elif unit.posture != posture:
            self.give(SetPosture(unit.id, posture))

    def why_not_posture(self, posture: Posture) -> str:
        """Why the chosen unit cannot take a posture now."""
        unit = self.pointer.chosen
        refusal = verify(self.view, SetPosture(unit.id, posture)) if unit else None
        return refusal.text if refusal else ""

    def why_not_finish(self) -> str:
        """Why the chosen unit cannot be finished now."""
        unit = self.pointer.chosen
        refusal = verify(self.view, Finish(unit.id)) if unit else None
        return refusal.text if refusal else ""

    def finish_unit(self) -> None:
        """Done with this one; on to the next."""
        unit = self.pointer.chosen
        if unit is None or self.give(Finish(unit.id)):
            self.next_idle()

    def move_to_cursor(self) -> None:
        """Go to the hex under mouse or cursor."""
        if self.pointer.hover is not None:
            self.order_at(self.pointer.hover)

    def undo(self) -> None:
        """Take back the last order."""
        self.animator.skip()
        if self.session.mine and not self.session.undo():
            self.say(t("say.no_undo"))
        self.pointer.sync()

    def redo(self) -> None:
        """Give it again."""
        self.animator.skip()
        if self.session.mine and not self.session.redo():
            self.say(t("say.no_redo"))
        self.pointer.sync()

    # The turn ---------------------------------------------------------------------------------------

    def idle_units(self) -> list[Unit]:
        """Own units that have done nothing yet, in reading order on the map."""
        return sorted((u for u in self.view.own if is_idle(self.view, u)), key=lambda u: (u.hex, u.id))

    def next_idle(self, by: int = 1) -> None:
        """Choose the next unit that can act."""
        idle = self.idle_units()
        if not idle:
            self.pointer.choose("")
            self.say(t("say.no_idle", key=self.app.bindings.key("end_turn")))
            return
        ids = [u.id for u in idle]
        now = self.pointer.unit
        if now in ids:
            self.show_unit(ids[(ids.index(now) + by) % len(ids)])
            return
        here = self.view.units[now].hex if now in self.view.units else -1
        later = [u.id for u in idle if u.hex >= here]
        self.show_unit((later or ids)[0] if by > 0 else ids[-1])

    def begin_turn(self) -> None:
        """The side's turn has come: report and decisions first."""
        then = self.open_decisions if self.view.offers else None
        if self.view.turn > 1 and self.session.report:
            self.open_report(then)
        elif then:
            then()

    def ask_end_turn(self) -> None:
        """End the turn, after a question if units can still act or a decision is open."""
        if self.view.outcome is not None:
            self.open_debriefing()
            return
        if not self.session.mine:
            self.skip()
            return
        if (self.app.settings.ask_idle and self.idle_units()) or self.view.offers:
            self.open_end_turn()
        else:
            self.end_turn()

    def end_turn(self) -> None:
        """Hand over."""
        self.pointer.choose("")
        self.give(EndTurn())

    def decide(self, decision: str, option: str) -> None:
        """Answer a decision."""
        self.give(Decide(decision, option))

    def concede(self) -> None:
        """Give the match up."""
        self.give(Concede())

    def skip(self) -> None:
        """Show the latest position at once."""
        self.animator.skip()

    # The map ----------------------------------------------------------------------------------------

    def toggle_overlay(self, name: str) -> None:
        """Switch a layer of the map."""
        on = not getattr(self.layers, name)
        setattr(self.layers, name, on)
        self.say(t("say.overlay_on" if on else "say.overlay_off", name=t(f"overlay.{name}")))

    def _zoom(self, factor: float) -> None:
        self.camera.zoom_at(*self.camera.viewport.center, factor)

    def _centre_chosen(self) -> None:
        h = self.pointer.chosen.hex if self.pointer.chosen else self.pointer.hover
        if h is not None:
            self.camera.centre_on(h)

    def _move_cursor(self, direction: int) -> None:
        board = self.view.theatre.board
        h = self.pointer.hover if self.pointer.hover is not None else self.pointer.hex
        if h is None:
            h = self.camera.hex_at(*self.camera.viewport.center)
        if h is None:
            return
        n = int(board.neighbours[h, direction])
        if n >= 0:
            self.pointer.point(n)
            if not self.camera.shows(n, 40):
                self.camera.centre_on(n)

    def _at_cursor(self, act: Callable[[int], None]) -> None:
        h = self.pointer.hover
        if h is not None:
            (self.picked if self.pointer.picking else act)(h)

    def _toggle_panels(self) -> None:
        self.wide = not self.wide
        self.resize()

    def _next_speed(self) -> None:
        speed = SPEEDS[(SPEEDS.index(self.app.settings.speed) + 1) % len(SPEEDS)]
        self.app.apply(self.app.settings.but(speed=speed))
        self.say(t("say.speed", speed=t(f"speed.{speed}")))
