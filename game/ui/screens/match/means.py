"""Means beyond the units' own arms: strikes, sorties, aid, handovers, the main effort, irregular war.

Where a hex is wanted, the player picks it on the map; where a place, from a list. Each ends in a dialog
that states the consequences before anything is done.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from game.core.fires import Aim, Mission
from game.core.orders import (
    DeliverAid,
    Disperse,
    Handover,
    MainEffort,
    Order,
    Raid,
    Refusal,
    Sortie,
    Strike,
    Trickle,
)
from game.rules.air import mission_targets
from game.rules.engagement import CODE
from game.rules.forecast import forecast
from game.rules.irregular import raid_targets
from game.rules.legality import verify
from game.rules.strikes import targets
from game.ui.screens.match.orders import Orders
from game.words import place_name, t, tell

if TYPE_CHECKING:
    from game.core.units import Unit
    from game.ui.camera import Camera
    from game.ui.panels.lists import ListsPanel

_TO_BE_TOLD = {CODE, "tension"}
"""Refusals that the dialog shows, with what it costs to override them."""


class Means(Orders):
    """Mixed into the match screen below its commands."""

    camera: Camera
    lists: ListsPanel

    if TYPE_CHECKING:

        def drop_focus(self) -> None: ...  # noqa: D102

    # Picking a hex ----------------------------------------------------------------------------------

    def ask_hex(self, orders: Iterable[Order], make: Callable[[int], Order], words: str) -> None:
        """Let the player choose the hex for one of these orders; `make` gives the order for any hex."""
        self.animator.skip()
        self.pointer.sync()
        self.pointer.unfinished = True
        if not self.session.mine:
            self.say(t("say.not_your_turn"))
            return
        found: dict[int, Order] = {}
        refusal: Refusal | None = None
        for order in orders:
            said = verify(self.view, order)
            if said is None or said.code in _TO_BE_TOLD:
                found[target_of(order)] = order
            else:
                refusal = refusal or said
        if not found:
            self.say(tell(refusal.words) if refusal else t("means.no_target"))
            return
        self.drop_focus()
        self.pointer.pick(found, make)
        self._look_at_candidates(found)
        key = self.app.bindings.key
        self.say(
            t("means.picking", what=words, next=key("next_unit"), take=key("end_turn"), leave=key("menu"))
        )

    def _look_at_candidates(self, found: Collection[int]) -> None:
        """If none of them is in sight, go to the one nearest to what is."""
        if not any(self.camera.shows(h) for h in found):
            self.camera.centre_on(self._nearest(found))

    def _nearest(self, found: Collection[int]) -> int:
        """The candidate nearest to the cursor, or to the middle of the map that is shown."""
        hover = self.pointer.hover
        x, y = self.camera.viewport.center if hover is None else self.camera.screen_of(hover)

        def away(h: int) -> tuple[int, int]:
            a, b = self.camera.screen_of(h)
            return (a - x) ** 2 + (b - y) ** 2, h

        return min(found, key=away)

    def picked(self, h: int) -> None:
        """A hex was chosen: the dialog if it can be, else the reason, and the choice goes on."""
        make = self.pointer.asking
        if make is None:
            super().picked(h)
            return
        order = self.pointer.picking.get(h)
        if order is None:
            refusal = verify(self.view, make(h))
            self.say(tell(refusal.words) if refusal else t("means.no_target"))
            return
        self.pointer.pick({})
        self.say("")
        self.confirm(order)

    def act_picking(self, action: str) -> bool:
        """Keys while a hex is being chosen: the next candidate, and Enter for the one under the cursor."""
        if action in {"next_unit", "previous_unit"}:
            self._next_candidate(1 if action == "next_unit" else -1)
        elif action in {"end_turn", "move"}:
            if self.pointer.hover is None:
                self.say(t("means.choose_hex", key=self.app.bindings.key("next_unit")))
            else:
                self.picked(self.pointer.hover)
        else:
            return False
        return True

    def _next_candidate(self, by: int) -> None:
        hexes = sorted(self.pointer.picking)
        now = self.pointer.hover
        if now is not None and now in self.pointer.picking:
            h = hexes[(hexes.index(now) + by) % len(hexes)]
        else:
            h = self._nearest(hexes)  # of a hundred roads the first lies in a corner of the map
        self.pointer.point(h, by_key=True)
        if not self.camera.shows(h, 60):
            self.camera.centre_on(h)

    # Orders of the side -------------------------------------------------------------------------------

    def begin_strike(self, asset: str, aim: Aim) -> None:
        """Choose what an asset fires at."""

        def make(h: int) -> Strike:
            return Strike(asset, h, aim)

        self.ask_hex((make(h) for h in targets(self.view, aim)), make, t(f"means.pick_{aim}"))

    def begin_sortie(self, mission: Mission) -> None:
        """Choose where a sortie is flown."""

        def make(h: int) -> Sortie:
            return Sortie(mission, h)

        self.ask_hex((make(h) for h in mission_targets(self.view, mission)), make, t(f"means.pick_{mission}"))

    def choose_place(self, kind: type[DeliverAid | Handover | MainEffort]) -> None:
        """Aid, a handover, the main effort: from a list of places."""
        from game.ui.screens.match.choices import PLACE_DIALOGS

        self.animator.skip()
        self.pointer.unfinished = True
        if self.session.mine:
            self.push(PLACE_DIALOGS[kind](self.app, self))
        else:
            self.say(t("say.not_your_turn"))

    # Orders of a unit -----------------------------------------------------------------------------------

    def begin_raid(self) -> None:
        """Choose a stretch of road."""
        unit = self._unit()
        if unit is None:
            return

        def make(h: int) -> Raid:
            return Raid(unit.id, h)

        reachable = raid_targets(self.view, unit) or [unit.hex]
        self.ask_hex((make(h) for h in reachable), make, t("means.pick_raid"))

    def begin_trickle(self) -> None:
        """Choose the bank to cross to by night."""
        unit = self._unit()
        if unit is None:
            return

        def make(h: int) -> Trickle:
            return Trickle(unit.id, h)

        near = self.view.theatre.board.adjacent[unit.hex]
        self.ask_hex((make(n) for _, n in near), make, t("means.pick_trickle"))

    def disperse(self) -> None:
        """Go into hiding, after a question."""
        unit = self._unit()
        if unit is None:
            return
        refusal = verify(self.view, Disperse(unit.id))
        if refusal:
            self.say(tell(refusal.words))
        else:
            self.confirm(Disperse(unit.id))

    def _unit(self) -> Unit | None:
        self.pointer.unfinished = True
        if self.pointer.chosen is None:
            self.say(t("say.choose_first"))
        return self.pointer.chosen

    # Consequences first -----------------------------------------------------------------------------------

    def confirm(self, order: Order) -> None:
        """Show what will come of an order, and give it when the player agrees."""
        from game.ui.screens.match.dialogs import Confirm
        from game.ui.screens.match.strikes import SortieDialog, StrikeDialog

        if isinstance(order, Strike):
            self.push(StrikeDialog(self.app, self, order))
        elif isinstance(order, Sortie):
            self.push(SortieDialog(self.app, self, order))
        else:
            title, text = self._consequences(order)
            self.push(Confirm(self.app, title, text, lambda: self.give(order)))

    def _consequences(self, order: Order) -> tuple[str, str]:
        view = self.view
        board, rules = view.theatre.board, view.theatre.ruleset
        if isinstance(order, Raid):
            text = t(
                "confirm.raid",
                name=view.units[order.unit].name, place=place_name(board, order.target),
                turns=rules.irregular.raid_turns, wide=f"{rules.irregular.raid_km:g}",
                km=f"{rules.irregular.raid_guard_km:g}",
                loss=rules.irregular.raid_loss,
            )  # fmt: skip
            return t("action.raid"), text
        if isinstance(order, Trickle):
            stopped = getattr(forecast(view, order), "stopped", 0.0)
            text = t(
                "confirm.trickle",
                name=view.units[order.unit].name, place=place_name(board, order.to),
                steps=rules.irregular.boat_steps, stopped=f"{stopped:.0%}",
            )  # fmt: skip
            return t("action.trickle"), text
        if isinstance(order, Disperse):
            left = rules.irregular.cell_most - view.irregular.dispersed.get(order.unit, 0) - 1
            text = t(
                "confirm.disperse",
                name=view.units[order.unit].name, turns=rules.irregular.cell_turns,
                km=f"{rules.irregular.cell_km:g}", left=left,
            )  # fmt: skip
            return t("action.disperse"), text
        from game.ui.screens.match.choices import consequences

        return consequences(view, order)


def target_of(order: Order) -> int:
    """The hex that an order points at."""
    found = getattr(order, "target", None)
    return int(found if found is not None else getattr(order, "to", -1))
