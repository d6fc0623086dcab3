"""Orders: what a click, a key or a button asks a unit to do, and why it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.core.events import (
    AidDelivered,
    Assessed,
    CiviliansHarmed,
    Dispersed,
    EffortSet,
    Event,
    Fought,
    HandedOver,
    Incident,
    Launched,
    MissionFlown,
    Moved,
    Raided,
    Trickled,
)
from game.core.orders import Attack, Bridge, Ferry, Finish, Move, Order, Refusal, SetPosture
from game.core.units import Posture
from game.rules.combat import NO_ATTACK_POSTURES, cannot_attack
from game.rules.crossings import crossing_at, work_needed
from game.rules.effort import has_depot
from game.rules.forecast import forecast, worse_without_depot
from game.rules.legality import verify
from game.rules.movement import path_to
from game.ui.panels.over_line import over_line
from game.ui.screens.match.obstacles import why_not_there
from game.ui.screens.match.pointer import Work
from game.words import place_name, t, tell

if TYPE_CHECKING:
    from game.core.units import Unit
    from game.core.view import View
    from game.ui.app import App
    from game.ui.screens.base import Screen
    from game.ui.screens.match.animate import Animator
    from game.ui.screens.match.pointer import Pointer
    from game.ui.screens.match.session import Session


_TOLD = (
    Launched | Assessed | MissionFlown | CiviliansHarmed | AidDelivered | HandedOver | EffortSet | Incident
    | Raided | Dispersed | Trickled
)  # fmt: skip
"""What is said at once beside fights: each is the answer to an order."""


class Orders:
    """Mixed into the match screen: orders to units."""

    app: App
    session: Session
    pointer: Pointer
    animator: Animator

    if TYPE_CHECKING:

        @property
        def view(self) -> View: ...  # noqa: D102
        def say(self, words: str) -> None: ...  # noqa: D102
        def push(self, screen: Screen) -> None: ...  # noqa: D102
        def next_idle(self, by: int = 1) -> None: ...  # noqa: D102

    def give(self, order: Order) -> bool:
        """Submit an order; a refusal is shown in words."""
        self.animator.skip()
        self.pointer.unfinished = True
        if not self.session.mine:
            self.say(t("say.not_your_turn"))
            return False
        result = self.session.submit(order)
        if isinstance(result, Refusal):
            self.say(tell(result.words))
            return False
        self.pointer.unfinished = self.pointer.by_key = False
        self._tell(result)
        if not isinstance(order, Move | Attack):
            self.animator.skip()
        self.pointer.rest()
        self.pointer.sync()
        return True

    def _tell(self, events: Sequence[Event]) -> None:
        """Say at once how a fight ended, or why a move ended early: it may be over in a blink."""
        narrator = self.session.account.narrator
        told = [
            narrator.outcome(e) if isinstance(e, Fought) else narrator.sentence(e)
            for e in events
            if isinstance(e, Fought | _TOLD) or (isinstance(e, Moved) and e.stopped)
        ]
        if told:
            self.say(" ".join(told))

    def order_at(self, h: int) -> None:
        """Right click: attack what stands there, or go there."""
        self.animator.skip()
        self.pointer.sync()
        self.pointer.unfinished = True
        unit = self.pointer.chosen
        if unit is None:
            self.say(t("say.choose_first"))
        elif h in self.pointer.selection.targets:
            self.attack(unit, h)
        elif h != unit.hex:
            self._move(unit, h)
        else:
            self.pointer.unfinished = False  # it stands there already

    def _move(self, unit: Unit, h: int) -> None:
        path = path_to(self.view, unit, h) if self.session.mine else None
        if path is not None:
            self._go(Move(unit.id, path))
            return
        if not self.session.mine:
            self.say(t("say.not_your_turn"))
            return
        enemy = any(u.faction != unit.faction for u in self.view.stacks.get(h, ()))
        if enemy and any(n == h for _, n in self.view.theatre.board.adjacent[unit.hex]):
            refusal = verify(self.view, Attack(unit.id, h))
            if refusal is not None:
                self.say(tell(refusal.words))
                return
        self.say(why_not_there(self.view, unit, h))

    def _go(self, order: Move) -> None:
        """Give a move; one that crosses a deconfliction line or closes a depot only after a question."""
        from game.ui.screens.match.dialogs import Confirm

        unit = self.view.units[order.unit]
        if crossed := over_line(self.view, order.path):
            title, text = t("overlay.lines"), f"{crossed} {t('confirm.line', name=unit.name)}"
        elif has_depot(self.view, unit):
            turns = self.view.theatre.ruleset.effort.depot_turns
            count = worse_without_depot(self.view, unit)
            title, text = t("fact.depot"), t("confirm.depot", name=unit.name, count=count, turns=turns)
        else:
            self.give(order)
            return
        self.push(Confirm(self.app, title, text, lambda: self.give(order)))

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
        self.pointer.unfinished = True
        if unit is None:
            self.say(t("say.choose_first"))
        elif not targets:
            self.say(self.why_not_attack())
        elif self.pointer.hover in targets or len(targets) == 1:
            self.attack(unit, self.pointer.hover if self.pointer.hover in targets else targets[0])
        else:
            self.pointer.pick({h: Attack(unit.id, h) for h in targets})
            self.say(t("say.pick_target", key=self.app.bindings.key("next_unit")))

    def why_not_attack(self) -> str:
        """Why the chosen unit has no target."""
        unit = self.pointer.chosen
        if unit is None:
            return t("say.choose_first")
        refusal = cannot_attack(self.view, unit)
        return tell(refusal.words) if refusal else t("say.no_target", name=unit.name)

    def begin_work(self, kind: type[Work]) -> None:
        """Boats, bridging, demolition: at once where there is one way, else ask which."""
        orders, unit = self.pointer.works(kind), self.pointer.chosen
        self.pointer.unfinished = True
        if unit is None:
            self.say(t("say.choose_first"))
        elif not orders:
            refusal = self.pointer.refusal(kind)
            what = t(f"action.{kind.__name__.lower()}")
            self.say(tell(refusal.words) if refusal else t("say.no_work", what=what, name=unit.name))
        elif len(orders) == 1:
            self._confirm_work(next(o for o in orders.values() if isinstance(o, Work)))
        else:
            self.pointer.pick(orders)
            self.say(t("say.pick_hex", key=self.app.bindings.key("next_unit")))

    def picked(self, h: int) -> None:
        """A hex was chosen for what had been asked for."""
        order = self.pointer.picking.get(h)
        if order is None:  # beside the mark: the question stands, Esc withdraws it
            self.say(t("say.pick_hex", key=self.app.bindings.key("next_unit")))
            return
        self.pointer.pick({})
        unit = self.pointer.chosen
        if unit is None:
            self.say(t("say.pick_cancelled"))
        elif isinstance(order, Attack):
            self.attack(unit, h)
        elif isinstance(order, Work):
            self._confirm_work(order)

    def _confirm_work(self, order: Work) -> None:
        from game.ui.screens.match.dialogs import Confirm

        name = type(order).__name__.lower()
        target = place_name(self.view.theatre.board, order.to)
        unit, at = self.view.units[order.unit].name, self.view.units[order.unit].hex
        loss, crossed = 0.0, ""
        if isinstance(order, Ferry):
            expected = forecast(self.view, order)
            loss = getattr(expected, "loss", 0.0)
            crossed = over_line(self.view, (at, order.to))
        key, turns = f"confirm.{name}", 0
        if isinstance(order, Bridge):
            key, turns = self._bridging(order)
        text = t(key, name=unit, place=target, loss=f"{loss:.0%}", count=turns)
        text = f"{text} {crossed}".rstrip()
        self.push(Confirm(self.app, t(f"order.{name}"), text, lambda: self.give(order)))

    def _bridging(self, order: Bridge) -> tuple[str, int]:
        """What engineers build, a key of words, and the turns of work that are left."""
        at = self.view.units[order.unit].hex
        repair = crossing_at(self.view, at, order.to) is not None
        return f"confirm.bridge_{'repair' if repair else 'pontoon'}", work_needed(self.view, at, order.to)

    def set_posture(self, posture: Posture) -> None:
        """Change the chosen unit's posture."""
        unit = self.pointer.chosen
        if unit is None:
            self.say(t("say.choose_first"))
        elif unit.posture != posture:
            told = self.give(SetPosture(unit.id, posture)) and posture in NO_ATTACK_POSTURES
            if told:
                key = self.app.bindings.key("posture_hold")
                self.say(t("say.no_attack", name=unit.name, posture=t(f"posture.{posture}"), key=key))

    def why_not_posture(self, posture: Posture) -> str:
        """Why the chosen unit cannot take a posture now."""
        unit = self.pointer.chosen
        refusal = verify(self.view, SetPosture(unit.id, posture)) if unit else None
        return tell(refusal.words) if refusal else ""

    def why_not_finish(self) -> str:
        """Why the chosen unit cannot be finished now."""
        unit = self.pointer.chosen
        refusal = verify(self.view, Finish(unit.id)) if unit else None
        return tell(refusal.words) if refusal else ""

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
