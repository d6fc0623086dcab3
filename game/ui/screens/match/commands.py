"""What the player can ask for: each key, button and click ends in one of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.core.orders import (
    Bridge,
    Concede,
    Decide,
    DeliverAid,
    Demolish,
    EndTurn,
    Ferry,
    Handover,
    MainEffort,
)
from game.ui.panels.marks import is_idle
from game.ui.screens.match.means import Means
from game.ui.settings import SPEEDS
from game.words import t

if TYPE_CHECKING:
    from game.core.units import Unit
    from game.ui.camera import Camera
    from game.ui.map.canvas import MapCanvas
    from game.ui.map.model import Layers
    from game.ui.panels.lists import ListsPanel
    from game.ui.panels.places import PlacesPanel
    from game.ui.panels.unit import UnitPanel
    from game.ui.screens.match.hand_over import HandOver
    from game.ui.screens.match.layout import Layout
    from game.ui.widgets.panel import Panel

CURSOR = {"cursor_e": 0, "cursor_ne": 1, "cursor_nw": 2, "cursor_w": 3, "cursor_sw": 4, "cursor_se": 5}
"""Keyboard cursor -> direction on the board."""

HASTE_S = 0.4
"""Seconds after a dialog in which the key that ends the turn is taken for a second press on the dialog."""

FAR = 5
"""Hexes that the cursor moves at once with Shift."""


class Commands(Means):
    """Mixed into the match screen: orders, the turn, choosing, overlays."""

    camera: Camera
    layers: Layers
    canvas: MapCanvas
    lists: ListsPanel
    toast: str
    back_for: float
    places: PlacesPanel
    unit_panel: UnitPanel
    hand_over: HandOver | None
    layout: Layout

    if TYPE_CHECKING:

        def escape(self) -> None: ...  # noqa: D102
        def open_menu(self) -> None: ...  # noqa: D102
        def open_help(self) -> None: ...  # noqa: D102
        def open_keys(self) -> None: ...  # noqa: D102
        def open_report(self, then: Callable[[], None] | None = None) -> None: ...  # noqa: D102
        def open_legend(self) -> None: ...  # noqa: D102
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
        def take_focus(self, panel: Panel) -> None: ...  # noqa: D102
        def aim_at_minimap(self) -> None: ...  # noqa: D102

    # The table of actions ---------------------------------------------------------------------------

    def act(self, action: str) -> None:
        """Do what a key asks for."""
        if self.pointer.picking and self.act_picking(action):
            return
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
            "end_turn": self.end_by_key,
            "undo": self.undo,
            "redo": self.redo,
            "move": self.move_to_cursor,
            "attack": self.begin_attack,
            "ferry": lambda: self.begin_work(Ferry),
            "bridge": lambda: self.begin_work(Bridge),
            "demolish": lambda: self.begin_work(Demolish),
            "raid": self.begin_raid,
            "disperse": self.disperse,
            "trickle": self.begin_trickle,
            "aid": lambda: self.choose_place(DeliverAid),
            "handover": lambda: self.choose_place(Handover),
            "effort": lambda: self.choose_place(MainEffort),
            "cycle_stack": self.pointer.cycle,
            "cursor_select": lambda: self._at_cursor(self.choose_at),
            "cursor_order": lambda: self._at_cursor(self.order_at),
            "zoom_in": lambda: self._zoom(1.25),
            "zoom_out": lambda: self._zoom(0.8),
            "zoom_fit": lambda: self.camera.fit(viewport),
            "centre": self._centre_chosen,
            "minimap": self.aim_at_minimap,
            "tab_next": self.lists.next_tab,
            "unit": self._open_unit,
            "units": lambda: self.open_list("units"),
            "log": lambda: self.open_list("log"),
            "means": lambda: self.open_list("means"),
            "race": lambda: self.open_list("race"),
            "relations": lambda: self.open_list("relations"),
            "objectives": lambda: self.take_focus(self.places),
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
            "keys": self.open_keys,
            "menu": self.escape,
        }

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
            following = ids[(ids.index(now) + by) % len(ids)]
        else:
            here = self.view.units[now].hex if now in self.view.units else -1
            later = [u.id for u in idle if u.hex >= here]
            following = (later or ids)[0] if by > 0 else ids[-1]
        self.show_unit(following)
        self.pointer.point(None)  # the keyboard's cursor begins at the unit

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

    def end_by_key(self) -> None:
        """End the turn; not with an Enter that looks as if it were meant for an order: that is said first."""
        words = self._astray() if self.session.mine else ""
        if words:
            self.pointer.unfinished = self.pointer.by_key = False
            self.say(words)
        else:
            self.ask_end_turn()

    def _astray(self) -> str:
        """Why the key that ends the turn may have been meant for something else; empty if not."""
        pointer, key = self.pointer, self.app.bindings.key
        if self.app.running and self.back_for < HASTE_S:
            return t("say.end_again", end=key("end_turn"))
        if pointer.unfinished:
            why = self.toast or t("say.pick_cancelled")  # a reason that is on screen stays there
            return f"{why} {t('say.end_again', end=key('end_turn'))}"
        unit = pointer.chosen
        if unit is not None and pointer.by_key and pointer.hover not in (None, unit.hex):
            return t("say.not_sent", name=unit.name, order=key("cursor_order"), end=key("end_turn"))
        return ""

    def end_turn(self) -> None:
        """Hand over."""
        self.pointer.choose("")
        self.say("")  # what was said last would stand over the next turn's report
        if self.give(EndTurn()) and self.hand_over is not None:
            self.push(self.hand_over)

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

    def open_list(self, tab: str) -> None:
        """Show a list and give it the keyboard."""
        self.lists.show(tab)
        self.take_focus(self.lists)

    def _open_unit(self) -> None:
        """Give the keyboard to the panel of the chosen unit or hex."""
        if self.pointer.hex is None:
            self.say(t("say.choose_first"))
        else:
            self.take_focus(self.unit_panel)

    def toggle_overlay(self, name: str) -> None:
        """Switch a layer of the map. A legend that is larger than the map is a page of its own."""
        if name == "legend" and not self.canvas.has_room_for_legend(self.view, self.camera):
            self.open_legend()
            return
        on = not getattr(self.layers, name)
        setattr(self.layers, name, on)
        self.say(t("say.overlay_on" if on else "say.overlay_off", name=t(f"overlay.{name}")))

    def _zoom(self, factor: float) -> None:
        self.camera.zoom_at(*self.camera.viewport.center, factor)

    def _centre_chosen(self) -> None:
        h = self.pointer.chosen.hex if self.pointer.chosen else self.pointer.hover
        if h is not None:
            self.camera.centre_on(h)

    def move_far(self, action: str | None) -> None:
        """Move the cursor by several hexes, if the action is one of the cursor's."""
        for _ in range(FAR if action in CURSOR else 0):
            self._move_cursor(CURSOR[str(action)])

    def _move_cursor(self, direction: int) -> None:
        board = self.view.theatre.board
        h = self.pointer.hover if self.pointer.hover is not None else self.pointer.hex
        if h is None:
            h = self.camera.hex_at(*self.camera.viewport.center)
        if h is None:
            return
        n = int(board.neighbours[h, direction])
        if n >= 0:
            self.pointer.point(n, by_key=True)
            if not self.camera.shows(n, 40):
                self.camera.centre_on(n)

    def choose_at(self, h: int) -> None:
        """Choose a hex, or the next own unit in it, and show what can be done there."""
        self.pointer.click(h)
        self.layout.open("unit")

    def _at_cursor(self, act: Callable[[int], None]) -> None:
        h = self.pointer.hover
        if h is None:
            key = self.app.bindings.key
            self.say(t("say.no_cursor", west=key("cursor_w"), east=key("cursor_e")))
        else:
            (self.picked if self.pointer.picking else act)(h)

    def _toggle_panels(self) -> None:
        self.layout.hidden = not self.layout.hidden
        self.resize()

    def _next_speed(self) -> None:
        speed = SPEEDS[(SPEEDS.index(self.app.settings.speed) + 1) % len(SPEEDS)]
        self.app.apply(self.app.settings.but(speed=speed))
        self.say(t("say.speed", speed=t(f"speed.{speed}")))
