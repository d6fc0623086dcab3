"""A strike or a sortie before it is ordered: civilians first, then what it may do, then what it costs."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame

from game.core.fires import SortieSpec
from game.core.forecast import StrikeForecast
from game.core.orders import Attack, Sortie, Strike
from game.core.situation import hostile
from game.rules.air import sortie_forecast
from game.rules.civilians import people_at
from game.rules.engagement import CODE, rules_of
from game.rules.legality import verify
from game.rules.sites import hits_left, site_at
from game.rules.strikes import after_launch, asset_name, bystanders, needed_hits, salvo_of, strike_forecast
from game.ui.handbook.means import loss_of
from game.ui.panels.figures import figures
from game.ui.screens.base import Dialog, Pop
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import place_name, signed, t, tell, word

if TYPE_CHECKING:
    from game.core.orders import Refusal
    from game.ui.app import App
    from game.ui.screens.match.means import Means

SHARES = (0.0, 0.56)
"""Of a dialog's width: where its two figures begin."""


class FireDialog(Dialog):
    """What both have in common: harm, chances, mistakes, rules of engagement, the button."""

    width = 590

    def __init__(self, app: App, screen: Means, order: Strike | Sortie) -> None:
        super().__init__(app)
        self.screen = screen
        self.order = order

    def state(self) -> object:
        """The choices."""
        return self.order

    def enter(self) -> None:
        """The focus goes to the order where it costs no more than what is fired: nobody is expected to come
        to harm or to be hit by mistake, and no rule is in the way. Else to `cancel`: haste does nothing.
        """
        self.resize()
        self.main.focus = None
        self.main.move_focus(-1)
        found = self.forecast()
        if not (found.harm or found.mistake or found.price or self._refusal):
            self.main.move_focus(-1)

    def key(self, event: pygame.event.Event) -> None:
        """Ctrl+Enter gives the order wherever the focus is."""
        if event.mod & pygame.KMOD_CTRL and event.key in {pygame.K_RETURN, pygame.K_KP_ENTER}:
            if not self._refusal:
                self.fire()
        else:
            super().key(event)

    @property
    def _refusal(self) -> Refusal | None:
        """Why the order as it stands cannot be given."""
        return verify(self.screen.view, self.order)

    def toggle_escalate(self) -> None:
        """Override the side's own rules, or not."""
        self.order = replace(self.order, escalate=not self.order.escalate)
        self.resize()

    def fire(self) -> None:
        """Give the order."""
        self.go(Pop())
        self.screen.give(self.order)

    def above(self, p: Painter) -> None:
        """Who does what where."""
        self.head(p)
        p.gap(3)
        p.rule()

    def paint(self, p: Painter) -> None:
        """From the people there down to the button."""
        found, refusal = self.forecast(), self._refusal
        self._civilians(p, found)
        self.effects(p, found)
        self._rules(p, found, refusal)

    @abstractmethod
    def forecast(self) -> StrikeForecast:
        """What may come of it."""

    @abstractmethod
    def head(self, p: Painter) -> None:
        """Who does what where."""

    @abstractmethod
    def effects(self, p: Painter, found: StrikeForecast) -> None:
        """What it may do to the target."""

    def choices(self) -> list[Button]:
        """Switches of its own."""
        return []

    # Parts ------------------------------------------------------------------------------------------

    def _civilians(self, p: Painter, found: StrikeForecast) -> None:
        view, h = self.screen.view, self.order.target
        people = people_at(view, h)
        there = t("fire.people", count=f"{people:,.0f}") if people else t("fire.nobody")
        p.line(t("fire.civilians"), "bold", look.ACCENT, there, look.DIM)
        harmless = found.harm <= 0
        colour = look.DIM if harmless else look.BAD
        chance = (f"{found.harm_chance:.0%}", t("fire.harm_chance"), colour)
        figures(p, [chance, (f"{found.harm:.1f}", t("fire.harm"), colour)], SHARES)
        p.para(t("fire.no_harm" if harmless else "fire.ledger"), "small", look.DIM)
        p.gap(6)

    def chances(self, p: Painter, found: StrikeForecast) -> None:
        """Success, and hitting a third side by mistake."""
        view, rules = self.screen.view, self.screen.view.theatre.ruleset
        if found.mistake > 0:
            near = bystanders(view, view.faction, self.order.target)
            sides = dict.fromkeys(view.theatre.factions[view.units[u].faction].name for u in near)
            words = t(
                "fire.mistake", chance=f"{found.mistake:.0%}", sides=", ".join(sides),
                tension=rules.diplomacy.mistake,
            )  # fmt: skip
            p.para(words, "body", look.BAD)
        p.gap(6)

    def _rules(self, p: Painter, found: StrikeForecast, refusal: Refusal | None) -> None:
        rules = rules_of(self.screen.view)
        p.line(t("fire.rules"), "bold", look.ACCENT)
        if refusal is not None:
            p.para(tell(refusal.words), colour=look.BAD)
            if self._can_escalate(refusal):
                price = -self.screen.view.theatre.ruleset.fires.escalation_prestige
                p.para(t("fire.may_override", prestige=price, grade=self._least_grade()), "small", look.INK)
                self._so_far(p)
        elif found.price:
            words = t("fire.price", prestige=found.price, grade=self._least_grade())
            p.para(words, colour=look.BAD)
            self._so_far(p)
        elif rules.harm_limit < 1e6:
            p.para(t("fire.allowed", limit=f"{rules.harm_limit:g}"), "small", look.GOOD)
        else:
            p.para(t("fire.no_limit"), "small", look.GOOD)
        p.gap(6)

    def _least_grade(self) -> str:
        """The grade that a victory has at most after a breach."""
        return self.screen.view.theatre.ruleset.victory.grades[-1].name

    def _so_far(self, p: Painter) -> None:
        """How often the side has done it before: then it costs no better victory any more."""
        view = self.screen.view
        count = view.civil.breaches.get(view.faction, 0)
        if count:
            p.para(t("fire.breaches", count=count), "small", look.DIM)

    def _can_escalate(self, refusal: Refusal | None) -> bool:
        if self.order.escalate:
            return True
        if refusal is None or refusal.code != CODE or not rules_of(self.screen.view).escalation:
            return False
        return verify(self.screen.view, replace(self.order, escalate=True)) is None

    def go_button(self) -> Button:
        """Gives the order."""
        refusal = self._refusal
        return Button(
            t(f"fire.go_{type(self.order).__name__.lower()}"), self.fire, refusal is None,
            tell(refusal.words) if refusal else "", strong=refusal is None, key="Ctrl+Enter",
        )  # fmt: skip

    def below(self, p: Painter) -> None:
        """Switches, fire or not."""
        refusal = self._refusal
        switches = self.choices()
        if self._can_escalate(refusal):
            price = -self.screen.view.theatre.ruleset.fires.escalation_prestige
            switches.append(
                Button(
                    t("fire.escalate", prestige=price), self.toggle_escalate, check=self.order.escalate,
                    tip=t("fire.escalate_tip", prestige=price, grade=self._least_grade()),
                )
            )  # fmt: skip
        p.buttons(switches, height=28, role="small")
        p.buttons([self.go_button(), Button(t("button.cancel"), self.back, key="Esc")], height=34)


class StrikeDialog(FireDialog):
    """The next salvo of an asset."""

    order: Strike

    def toggle_press(self) -> None:
        """Before the press, or not."""
        self.order = replace(self.order, press=not self.order.press)

    def forecast(self) -> StrikeForecast:
        """Of the strike."""
        return strike_forecast(self.screen.view, self.order)

    def head(self, p: Painter) -> None:
        """The salvo and its target."""
        view, order = self.screen.view, self.order
        place = place_name(view.theatre.board, order.target)
        p.line(t(f"fire.title_{order.aim}", place=place), "head", look.ACCENT)
        after = after_launch(view, order.asset)
        key = "fire.after_empty" if after.ready > view.turn else "fire.after"
        words = t(
            key, name=asset_name(view.theatre, order.asset), missiles=salvo_of(view, order.asset),
            left=after.left, turn=after.ready,
        )  # fmt: skip
        p.para(words, "small", look.INK)
        p.para(self._target(), "small", look.INK)

    def _target(self) -> str:
        view, h = self.screen.view, self.order.target
        if self.order.aim == "site":
            place = site_at(view.theatre, h)
            site = view.theatre.sites[place]
            return t(
                "fire.target_site",
                kind=view.theatre.ruleset.sites[site.kind].name,
                name=view.theatre.factions[site.faction].name,
                hits=hits_left(view, place),
            )
        if self.order.aim == "road":
            return t("fire.target_road", turns=view.theatre.ruleset.fires.road_turns)
        seen = [u for u in view.stacks.get(h, ()) if hostile(view, view.faction, u.faction)]
        if seen:
            names = ", ".join(f"{u.name} ({u.steps})" for u in seen)
            return t("fire.target_seen", names=names)
        last = [c for c in view.contacts if c.unit.hex == h]
        names = ", ".join(f"{c.unit.name} ({t('fire.turn', turn=c.turn)})" for c in last)
        return t("fire.target_last", names=names)

    def effects(self, p: Painter, found: StrikeForecast) -> None:
        """Chance of success and what counts as one."""
        view, order = self.screen.view, self.order
        p.line(t("fire.effects"), "bold", look.ACCENT)
        success = (f"{found.success:.0%}", t(f"fire.success_{order.aim}"), look.GOOD)
        words = t("fire.hits", needed=needed_hits(view, order))
        figures(p, [success, (f"{found.expected_hits:.1f}", words, look.INK)], SHARES)
        if order.aim == "site":
            p.para(self._loss())
        p.para(t("fire.claim_only", claim=f"{view.theatre.ruleset.fires.claim:.0%}"), "small", look.DIM)
        self.chances(p, found)

    def _loss(self) -> str:
        """What the loss of the site would do to its owner."""
        theatre = self.screen.view.theatre
        site = theatre.sites[site_at(theatre, self.order.target)]
        kind, owner = theatre.ruleset.sites[site.kind], theatre.factions[site.faction].name
        return t("fire.site_loss", kind=kind.name, name=owner, loss=loss_of(kind))

    def choices(self) -> list[Button]:
        """The press."""
        rules = self.screen.view.theatre.ruleset.fires
        tip = t(
            "fire.press_tip", claim=signed(rules.press_claim), good=signed(rules.press_confirmed),
            bad=signed(rules.press_refuted),
        )  # fmt: skip
        label = t(
            "fire.press", claim=signed(rules.press_claim), good=signed(rules.press_confirmed),
            bad=signed(rules.press_refuted),
        )  # fmt: skip
        return [Button(label, self.toggle_press, tip=tip, check=self.order.press)]


class SortieDialog(FireDialog):
    """One mission from the turn's budget."""

    order: Sortie

    def forecast(self) -> StrikeForecast:
        """Of the mission."""
        return sortie_forecast(self.screen.view, self.order)

    def head(self, p: Painter) -> None:
        """The mission and what is left after it."""
        view, order = self.screen.view, self.order
        place = place_name(view.theatre.board, order.target)
        p.line(t(f"fire.title_{order.mission}", place=place), "head", look.ACCENT)
        spec: SortieSpec | None = view.theatre.factions[view.faction].sorties
        left = view.fires.sorties.get(view.faction, 0)
        name = spec.name if spec else ""
        p.para(t("fire.sorties_after", name=name, count=max(0, left - 1)), "small", look.INK)

    def effects(self, p: Painter, found: StrikeForecast) -> None:
        """What the mission does, as a sentence: there is no die, but for mistakes."""
        rules = self.screen.view.theatre.ruleset
        p.line(t("fire.effects"), "bold", look.ACCENT)
        words = t(
            f"fire.does_{self.order.mission}",
            shift=signed(rules.combat.support_shift), cap=signed(rules.combat.support_cap),
            km=f"{rules.air.interdiction_km:g}", factor=f"{rules.air.interdiction_factor:g}",
            supply=", ".join(word("supply", s) for s in rules.air.interdicted_line or ("supplied",)),
            strand=f"{rules.convoys.strand_km:g}", sight=f"{rules.air.reconnaissance_km:g}",
        )  # fmt: skip
        p.para(words)
        if self.order.mission == "support":
            ready = self._ready()
            words = t("fire.beside", count=ready) if ready else t("fire.beside_none")
            p.para(words, colour=look.INK if ready else look.BAD)
        self.chances(p, found)

    def _ready(self) -> int:
        """Own units that could attack the hex as things stand."""
        view, h = self.screen.view, self.order.target
        return sum(verify(view, Attack(uid, h)) is None for uid in view.activity if uid in view.units)
