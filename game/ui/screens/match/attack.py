"""The attack before it is given: expected losses, every outcome, every modifier by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.core.forecast import AttackForecast, CombatCase
from game.core.orders import Attack
from game.rules.crossings import passable
from game.rules.legality import verify
from game.rules.outcomes import attack_forecast
from game.ui.panels.figures import figures
from game.ui.panels.over_line import over_line
from game.ui.screens.base import Dialog, Pop
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import place_name, signed, t, tell, word

if TYPE_CHECKING:
    from game.core.units import Unit
    from game.ui.app import App
    from game.ui.palette import Colour
    from game.ui.screens.match.orders import Orders

RESULT_COLOURS: dict[str, Colour] = {
    "hold": look.DIM,
    "stand_fast": look.INK,
    "retreat": look.GOOD,
    "surrender": look.GOOD,
    "destroyed": look.GOOD,
}


class AttackDialog(Dialog):
    """Confirm an attack, with or without the friends beside it."""

    width = 560

    def __init__(self, app: App, screen: Orders, unit: Unit, target: int) -> None:
        super().__init__(app)
        self.screen = screen
        self.unit = unit
        self.target = target
        self.support = True
        self.batteries = True
        self.advance = True
        self.shock = False

    @property
    def order(self) -> Attack:
        """As chosen so far."""
        return Attack(self.unit.id, self.target, self.support, self.advance, self.shock, self.batteries)

    def state(self) -> object:
        """The choices."""
        return self.support, self.batteries, self.advance, self.shock

    def enter(self) -> None:
        """The focus goes to the attack itself."""
        self.resize()
        self.main.focus = len(self._switches())

    def toggle_support(self) -> None:
        """With or without friends beside the target."""
        self.support = not self.support
        self.resize()

    def toggle_batteries(self) -> None:
        """With or without batteries."""
        self.batteries = not self.batteries
        self.resize()

    def toggle_advance(self) -> None:
        """Enter the hex if it falls, or stay."""
        self.advance = not self.advance

    def toggle_shock(self) -> None:
        """Spend a shock attack, or not."""
        self.shock = not self.shock
        self.resize()

    def attack(self) -> None:
        """Give the order."""
        self.go(Pop())
        self.screen.give(self.order)

    def above(self, p: Painter) -> None:
        """Where."""
        place = place_name(self.screen.view.theatre.board, self.target)
        p.line(t("attack.title", place=place), "head", look.ACCENT)
        p.rule()

    def paint(self, p: Painter) -> None:
        """Losses first, then outcomes, then modifiers."""
        view = self.screen.view
        forecast = attack_forecast(view, self.order)
        if forecast is None:
            return
        if forecast.harm > 0:
            chance, number = f"{forecast.harm_chance:.0%}", f"{forecast.harm:.1f}"
            p.para(t("attack.harm", chance=chance, number=number), "body", look.BAD)
            p.gap(4)
        self._sides(p, forecast)
        self._losses(p, forecast)
        self._cases(p, forecast)
        self._shifts(p, forecast)
        if forecast.stopped:
            p.para(t("attack.stopped", chance=f"{forecast.stopped:.0%}"), "body", look.BAD)
        crossed = over_line(view, (self.unit.hex, self.target))
        if crossed and self.advance and passable(view, self.unit.hex, self.target):
            p.para(t("attack.over_line", price=crossed), "body", look.BAD)
        p.gap(6)
        refusal = verify(view, self.order)
        if refusal:
            p.para(tell(refusal.words), colour=look.BAD)

    def _sides(self, p: Painter, f: AttackForecast) -> None:
        units = self.screen.view.units
        for title, ids in (
            ("attackers", f.attackers),
            ("batteries", f.batteries),
            ("defenders", f.defenders),
        ):
            if ids:
                names = ", ".join(f"{units[i].name} ({units[i].steps})" for i in ids if i in units)
                p.para(t(f"attack.{title}", names=names), "small", look.INK)
        p.gap(4)

    def _losses(self, p: Painter, f: AttackForecast) -> None:
        figures(
            p,
            [
                (f"{f.attacker_loss:.1f}", t("attack.loss_own"), look.BAD),
                (f"{f.defender_loss:.1f}", t("attack.loss_enemy"), look.GOOD),
            ],
        )
        p.line(
            t(
                "attack.odds",
                odds=f.odds,
                attack=f"{f.attack:.0f}",
                defence=f"{f.defence:.0f}",
                column=f.column,
            ),
            "body",
        )
        p.gap(4)

    def _cases(self, p: Painter, f: AttackForecast) -> None:
        p.line(t("attack.outcomes"), "bold", look.ACCENT, t("attack.lost"), look.DIM)
        p.rule()
        for case in merged(f.cases):
            colour = RESULT_COLOURS.get(case.result, look.INK)
            losses = t("attack.case", own=case.attacker_steps, enemy=case.defender_steps)
            said = t(f"result.{case.result}")
            if case.surrendered and case.surrendered < case.defender_steps:
                said = t("attack.some_surrender", result=said, steps=t("count.steps", count=case.surrendered))
            left = p.style.px(58)
            room = p.width - left - p.style.width(losses, "body") - p.style.px(8)
            words = p.style.wrap(said, "body", room)
            y, high = p.y, p.style.line("body")
            bar = pygame.Rect(p.x, y + 2, round((p.width * 55 // 100) * case.probability), high - 4)
            pygame.draw.rect(p.surface, look.RAISED, bar, border_radius=2)
            p.put(p.x + p.style.px(46), y, f"{case.probability:.1%}", "body", look.INK, align="right")
            p.put(p.x + p.width, y, losses, "body", look.INK, align="right")
            for row in words:
                p.put(p.x + left, p.y, row, "body", colour)
                p.y += high
        p.gap(4)

    def _shifts(self, p: Painter, f: AttackForecast) -> None:
        p.line(t("attack.modifiers"), "bold", look.ACCENT, t("attack.columns"), look.DIM)
        p.rule()
        for code, value in f.shifts:
            colour = look.GOOD if value > 0 else look.BAD
            p.line(word("shift", code), "body", look.INK, signed(value), colour)
        if not f.shifts:
            p.line(t("attack.no_modifiers"), "body", look.DIM)

    def _switches(self) -> list[Button]:
        view = self.screen.view
        out = [
            Button(t("attack.support"), self.toggle_support, check=self.support, tip=t("attack.support_tip")),
            Button(
                t("attack.guns"),
                self.toggle_batteries,
                check=self.batteries,
                tip=t("attack.guns_tip"),
            ),
            Button(t("attack.advance"), self.toggle_advance, check=self.advance, tip=t("attack.advance_tip")),
        ]
        left = view.irregular.shock.get(view.faction, 0)
        if left:
            tip = t("attack.shock_tip", left=left)
            out.append(Button(t("attack.shock"), self.toggle_shock, check=self.shock, tip=tip))
        return out

    def below(self, p: Painter) -> None:
        """Switches, attack or not."""
        legal = verify(self.screen.view, self.order) is None
        p.buttons(self._switches(), height=26, role="small")
        p.buttons(
            [
                Button(t("attack.go"), self.attack, legal, key="Enter", strong=True),
                Button(t("button.cancel"), self.back, key="Esc"),
            ],
            height=34,
        )


def merged(cases: tuple[CombatCase, ...]) -> list[CombatCase]:
    """Cases with equal results as one, the likeliest first."""
    sums: dict[tuple[str, int, int, int], float] = {}
    for c in cases:
        key = (c.result, c.attacker_steps, c.defender_steps, c.surrendered)
        sums[key] = sums.get(key, 0.0) + c.probability
    out = [CombatCase(p, own, enemy, result, gave) for (result, own, enemy, gave), p in sums.items()]
    return sorted(out, key=lambda c: (-c.probability, c.result, c.attacker_steps, c.defender_steps))
