"""What the player points at: the chosen unit, where it can go, what it can attack, the path to the mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from game.core.forecast import AttackForecast
from game.core.orders import Attack, Bridge, Demolish, Ferry, Order, Refusal
from game.core.units import Unit
from game.match.undoing import familiar
from game.rules.legality import verify
from game.rules.movement import budget_left, path_to, reach
from game.rules.outcomes import attack_forecast
from game.rules.sight import disc, passed, sight_m
from game.ui.map.model import Selection
from game.ui.panels.marks import is_idle, kilometres
from game.words import t

if TYPE_CHECKING:
    from game.core.view import View
    from game.ui.screens.match.session import Session

Work = Ferry | Bridge | Demolish

MOST_MARKED = 80
"""Hexes to choose from that are marked on the map; more (all roads, all ground) need no marks."""

_BESIDE_THE_POINT = {"not_adjacent", "no_river", "no_boats", "no_engineers", "no_crossing", "ford"}
"""Refusals that mean: this unit has nothing to do with rivers here."""


class Pointer:
    """Keeps the map's `Selection` in step with the view, the chosen unit and the mouse."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.selection = Selection()
        self.unit = ""
        """Chosen own unit, empty for none."""
        self.hex: int | None = None
        """Chosen hex: whose stack the panel lists."""
        self.hover: int | None = None
        self.by_key = False
        """Whether `hover` is the keyboard's cursor, not the mouse."""
        self.unfinished = False
        """Whether an order was asked for and none was given: it was refused, or the choice withdrawn. Enter
        may be meant for it then."""
        self.picking: Mapping[int, Order] = {}
        """Hexes to choose from for an order that was asked for."""
        self.asking: Callable[[int], Order] | None = None
        """The order for any hex, also for those that cannot be chosen; None if only `picking` counts."""
        self.forecast: AttackForecast | None = None
        """Of the attack that the mouse is on."""
        self.path_shows_new = False
        """Whether the previewed move looks into unknown ground: then it cannot be undone."""
        self._view: View | None = None

    @property
    def view(self) -> View:
        """As shown."""
        return self.session.view

    @property
    def chosen(self) -> Unit | None:
        """The chosen unit, if it is still there."""
        return self.view.units.get(self.unit)

    # Choosing -------------------------------------------------------------------------------------

    def click(self, h: int) -> None:
        """Choose the hex: the first own unit in it that has not acted, if any; again: the next own unit."""
        units = [u for u in self.view.stacks.get(h, ()) if u.faction == self.session.side]
        own = [u.id for u in units]
        if self.unit in own:
            self.choose(own[(own.index(self.unit) + 1) % len(own)])
        elif own:
            self.choose(next((u.id for u in units if is_idle(self.view, u)), own[0]))
        else:
            self.choose("")
        self.hex = h

    def choose(self, unit: str) -> None:
        """Choose a unit, or none."""
        self.unit = unit
        self.picking, self.unfinished = {}, False
        if self.chosen:
            self.hex = self.chosen.hex
        self._refresh()

    def cycle(self) -> None:
        """The next own unit in the chosen hex."""
        if self.hex is not None:
            self.click(self.hex)

    def sync(self) -> None:
        """The view may be another now."""
        if self._view is self.view:
            return
        if self.unit and self.chosen is None:
            self.unit = ""
        if self.chosen is not None:
            self.hex = self.chosen.hex
        self.picking = {}
        self._refresh()

    def _refresh(self) -> None:
        self._view = self.view
        unit, selection = self.chosen, self.selection
        selection.unit = self.unit
        selection.reach, selection.targets = {}, ()
        if unit is not None and self.session.mine:
            selection.reach = reach(self.view, unit)
            selection.targets = self._targets(unit)
        self.point(self.hover, by_key=self.by_key)

    def rest(self) -> None:
        """Show no reach while an order is being carried out on screen."""
        s = self.selection
        s.reach, s.targets, s.path, s.path_label, s.aim = {}, (), (), "", None
        s.supporters, s.batteries = (), ()

    def _targets(self, unit: Unit) -> tuple[int, ...]:
        near = [n for _, n in self.view.theatre.board.adjacent[unit.hex]]
        held = [n for n in near if any(u.faction != unit.faction for u in self.view.stacks.get(n, ()))]
        return tuple(n for n in held if verify(self.view, Attack(unit.id, n)) is None)

    # The mouse --------------------------------------------------------------------------------------

    def point(self, h: int | None, *, by_key: bool = False) -> None:
        """The mouse, or the keyboard's cursor, is on this hex."""
        self.hover, self.by_key = h, by_key
        s = self.selection
        s.hover, s.path, s.path_label, s.aim = h, (), "", None
        s.supporters, s.batteries = (), ()
        s.marked = tuple(self.picking) if len(self.picking) <= MOST_MARKED else ()
        self.forecast, self.path_shows_new = None, False
        unit = self.chosen
        if unit is None or h is None or self.picking:
            return
        if h in s.targets:
            self._aim(unit, h)
        elif h in s.reach:
            self._preview(unit, h)

    def _aim(self, unit: Unit, h: int) -> None:
        s = self.selection
        s.aim = h
        self.forecast = attack_forecast(self.view, Attack(unit.id, h))
        if self.forecast:
            units = self.view.units
            s.supporters = tuple(dict.fromkeys(units[u].hex for u in self.forecast.attackers))
            s.batteries = tuple(dict.fromkeys(units[u].hex for u in self.forecast.batteries))

    def _preview(self, unit: Unit, h: int) -> None:
        path = path_to(self.view, unit, h)
        if path is None:
            return
        s = self.selection
        s.path = path
        step = s.reach[h]
        left = 0 if step.halts else budget_left(self.view, unit) - step.cost
        s.path_label = t("path.halts") if step.halts else t("path.left", km=kilometres(left))
        seen = disc(self.view.theatre, h, sight_m(self.view.theatre, unit))
        known = familiar(self.view, self.session.looked)
        self.path_shows_new = not bool(known[seen].all()) or self._passes_struck(unit, path)

    def _passes_struck(self, unit: Unit, path: tuple[int, ...]) -> bool:
        """Whether the way leads by a place that was struck and not looked at since."""
        struck = [r.hex for r in self.view.fires.reports if not r.assessed]
        return bool(struck) and not set(struck).isdisjoint(passed(self.view.theatre, unit, path).tolist())

    # Works --------------------------------------------------------------------------------------------

    def works(self, kind: type[Work]) -> Mapping[int, Work]:
        """Neighbouring hexes towards which the chosen unit can do this."""
        unit = self.chosen
        if unit is None or not self.session.mine:
            return {}
        orders = (kind(unit.id, n) for _, n in self.view.theatre.board.adjacent[unit.hex])
        return {o.to: o for o in orders if verify(self.view, o) is None}

    def refusal(self, kind: type[Work]) -> Refusal | None:
        """Why the chosen unit cannot do this here: the reason that says most; None if it has nothing
        to do with it at all.
        """
        unit = self.chosen
        if unit is None:
            return None
        near = self.view.theatre.board.adjacent[unit.hex]
        found = [r for _, n in near if (r := verify(self.view, kind(unit.id, n))) is not None]
        return next((r for r in found if r.code not in _BESIDE_THE_POINT), None)

    def pick(self, orders: Mapping[int, Order], asking: Callable[[int], Order] | None = None) -> None:
        """Let the player choose one of these hexes."""
        self.picking, self.asking = orders, asking
        self.point(self.hover, by_key=self.by_key)
