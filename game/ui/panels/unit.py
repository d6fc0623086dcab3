"""The chosen stack and unit, and what can be ordered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.core.orders import Bridge, Demolish, Ferry
from game.core.units import POSTURES, SUPPLY_STATES, Unit
from game.rules.effort import DEPOT_TRAIT, has_depot
from game.rules.movement import allowance, budget_left
from game.rules.supply import starving, supply_state, trace, why
from game.ui.panels.brings import brings
from game.ui.panels.findings import findings
from game.ui.panels.fires import source_words
from game.ui.panels.ground import control_words, crossings_at, place_words, places_at
from game.ui.panels.hints import hints
from game.ui.panels.irregular import irregular_buttons
from game.ui.panels.marks import SUPPLY_COLOURS, chip, chip_wide, kilometres, status_word, supply_word
from game.ui.panels.replacements import barred, remedy
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import place_name, t, tell, word

if TYPE_CHECKING:
    from game.core.scenario import UnitSpec
    from game.ui.palette import Colour
    from game.ui.screens.match.screen import MatchScreen


class UnitPanel(Panel):
    """Stack in the chosen hex, facts about the chosen unit, buttons for its orders."""

    def __init__(self, screen: MatchScreen) -> None:
        super().__init__(screen.app.style)
        self.screen = screen

    @property
    def origins(self) -> Mapping[str, UnitSpec]:
        """What the scenario says of the side's units, and where that comes from."""
        session = self.screen.session
        return session.match.origins(session.side)

    def state(self) -> object:
        """View, unit, hex."""
        s = self.screen
        picking = tuple(s.pointer.picking)
        return s.view, s.pointer.unit, s.pointer.hex, s.session.mine, picking, s.app.settings.hints

    def paint(self, p: Painter) -> None:
        """Stack, unit, orders; what to do next."""
        pointer, view = self.screen.pointer, self.screen.view
        if pointer.hex is None:
            p.line(t("panel.unit"), "bold", look.ACCENT)
            p.rule()
            p.para(t("panel.choose" if self.screen.takes_orders else "replay.choose"), colour=look.DIM)
            p.gap()
            self._hints(p)
            return
        p.line(place_name(view.theatre.board, pointer.hex), "bold", look.ACCENT)
        p.rule()
        p.scroll_from_here(self.scroll)
        stack = view.stacks.get(pointer.hex, ())
        for unit in stack:
            self._row(p, unit)
        for contact in view.contacts:
            if contact.unit.hex == pointer.hex:
                words = t("panel.contact", name=contact.unit.name, turn=contact.turn)
                p.para(words, "small", look.DIM)
        if not stack:
            p.line(t("panel.empty"), colour=look.DIM)
        unit_chosen = pointer.chosen
        if unit_chosen is not None:
            p.gap(4)
            self._orders(p, unit_chosen)
            self._hints(p)  # above the facts: in a low window what stands below them is out of sight
            p.rule()
            self._facts(p, unit_chosen)
        self._ground(p, pointer.hex)
        if unit_chosen is None:
            self._hints(p)
        else:
            self._origin(p, unit_chosen)
        p.end_scroll()

    def _ground(self, p: Painter, h: int) -> None:
        view = self.screen.view
        p.gap(2)
        p.rule()
        p.para(control_words(view, h), "small", look.DIM)
        for place in places_at(view, h):
            p.para(place_words(view, place), "small", look.DIM)
        for words in crossings_at(view, h):
            p.para(words, "small", look.DIM)
        for found in (*brings(view, self.screen.session.stakes, h), *findings(view, h)):
            p.para(found.text, "small", found.colour)

    def _hints(self, p: Painter) -> None:
        screen = self.screen
        if not (screen.app.settings.hints and screen.takes_orders) or screen.view.outcome is not None:
            return
        p.gap(4)
        p.head(t("hints.title"))
        for words in hints(screen):
            p.para(words, "small", look.INK)
            p.gap(2)

    def _row(self, p: Painter, unit: Unit) -> None:
        view, screen = self.screen.view, self.screen
        own = unit.faction == screen.session.side
        style, size = p.style, p.style.px(20)
        left = chip_wide(style, view.theatre, unit.faction, size) + style.px(7)
        steps, supply = t("unit.steps", steps=unit.steps, full=unit.full), supply_word(unit)
        kind = view.theatre.unit_type(unit).name
        words = f"{kind} · {status_word(view, unit)}" if own and status_word(view, unit) else kind
        name = style.wrap(unit.name, "body", p.width - left - style.width(steps, "bold") - style.px(6))
        told = style.wrap(words, "small", p.width - left - style.width(supply, "small") - style.px(6))
        high = style.line("body") * len(name) + style.line("small") * len(told) + style.px(4)
        rect = p.row(
            high,
            lambda: screen.pointer.choose(unit.id if own else ""),
            chosen=unit.id == screen.pointer.unit,
        )
        chip(p, view.theatre, unit.faction, p.x, rect.y + (high - size) // 2, size)
        p.put(p.x + p.width, rect.y + 1, steps, "bold", align="right")
        y = rect.y + 1 + p.block(p.x + left, rect.y + 1, name)
        p.put(p.x + p.width, y, supply, "small", SUPPLY_COLOURS[unit.supply], align="right")
        p.block(p.x + left, y, told, "small", look.DIM)

    def _facts(self, p: Painter, unit: Unit) -> None:
        view = self.screen.view
        kind = view.theatre.unit_type(unit)
        spec = self.origins.get(unit.id)
        if spec and spec.formation:
            p.para(t("fact.formation", name=spec.formation), "small", look.DIM)
        combat = view.theatre.ruleset.combat
        ink = look.BAD if unit.cohesion < combat.min_attack_cohesion else look.INK
        tip = t("fact.cohesion_tip", attack=combat.min_attack_cohesion, shaken=combat.shaken_cohesion)
        self._fact(p, t("fact.cohesion"), f"{unit.cohesion} %", ink, tip)
        supply = supply_word(unit)
        if unit.supply_km >= 0 and unit.supply != "isolated":
            supply = t("fact.supply_line", state=supply, km=unit.supply_km)
        elif unit.cut_off:
            supply = t("fact.cut_off", state=supply, count=unit.cut_off)
        self._fact(p, t("fact.supply"), supply, SUPPLY_COLOURS[unit.supply], t("fact.supply_tip"))
        if unit.supply != "supplied":
            self._want(p, unit)
        if DEPOT_TRAIT in kind.traits:
            self._depot(p, unit)
        left = t("fact.of", left=kilometres(budget_left(view, unit)), all=kilometres(allowance(view, unit)))
        self._fact(p, t("fact.movement"), left, look.INK, t("fact.movement_tip"))
        strength = t("fact.per_step", attack=f"{kind.attack:g}", defence=f"{kind.defence:g}")
        self._fact(p, t("fact.strength"), strength, look.INK, t("fact.strength_tip"))
        self._fact(p, t("fact.entrenched"), str(unit.entrenchment), look.INK, t("fact.entrenched_tip"))
        if unit.steps < unit.full:
            self._replacements(p, unit)
        if kind.range_km:
            self._fact(p, t("fact.range"), t("unit.km", km=f"{kind.range_km:g}"), look.INK, "")

    def _depot(self, p: Painter, unit: Unit) -> None:
        """Whether a supply column is a depot, and what makes it one."""
        rules, open_now = self.screen.view.theatre.ruleset.effort, has_depot(self.screen.view, unit)
        value = t("fact.depot_open" if open_now else "fact.depot_shut", km=f"{rules.depot_km:g}")
        colour = look.GOOD if open_now else look.DIM
        tip = t("fact.depot_tip", km=f"{rules.depot_km:g}", turns=rules.depot_turns)
        self._fact(p, t("fact.depot"), value, colour, tip)

    def _want(self, p: Painter, unit: Unit) -> None:
        """Why supply is short, and what that does."""
        view = self.screen.view
        net = trace(view, view.faction, view.sources)
        level = view.theatre.ruleset.supply.levels[unit.supply]
        now = supply_state(net, unit.hex)
        if SUPPLY_STATES.index(now) < SUPPLY_STATES.index(unit.supply):  # a line of now explains nothing
            reason = t("fact.supply_since", state=word("supply", now), km=net.km_at(unit.hex))
        else:
            reason = tell(why(net, unit.hex))
        p.para(reason, "small", SUPPLY_COLOURS[unit.supply], indent=p.style.px(8))
        words = t(
            "fact.effects",
            attack=f"{level.attack:g}",
            defence=f"{level.defence:g}",
            movement=f"{level.movement:g}",
        )
        if starving(view.theatre.ruleset.supply, unit):
            words += " " + t("fact.starving")
        p.para(words, "small", look.DIM, indent=p.style.px(8))

    def _replacements(self, p: Painter, unit: Unit) -> None:
        """What keeps replacements from a unit that lacks steps."""
        view = self.screen.view
        need = view.theatre.ruleset.recovery.replacements_need
        bar = barred(view, unit)
        words, colour = t("means.replacements_wait", pool=f"{view.pool:g}"), look.INK
        if bar:
            words, colour = t(f"fact.replacements_{bar}"), look.BAD
        tip = t("fact.replacements_tip", need=word("supply", need))
        self._fact(p, t("fact.replacements"), words, colour, tip)
        if bar:
            p.para(remedy(view, (bar,)), "small", look.DIM, indent=p.style.px(8))

    def _origin(self, p: Painter, unit: Unit) -> None:
        spec = self.origins.get(unit.id)
        if spec is None or spec.source is None:
            return
        p.gap(4)
        p.head(t("fact.origin"))
        words, *fact = source_words(self.screen.view, spec.source).splitlines()
        p.para(words, "small", look.DIM)
        if spec.range:
            least, most = spec.range
            p.para(t("source.range", least=least, most=most), "small", look.DIM)
        if fact:
            p.para(fact[0], "small", look.FAINT)

    def _fact(self, p: Painter, name: str, value: str, colour: Colour, tip: str) -> None:
        if tip:
            p.tip(pygame.Rect(p.x, p.y, p.width, p.style.line("small")), tip)
        y = p.y
        p.put(p.x, y, name, "small", look.DIM)
        p.put(p.x + p.width, y, value, "small", colour, align="right")
        p.y += p.style.line("small")

    def _orders(self, p: Painter, unit: Unit) -> None:
        screen = self.screen
        if not screen.session.mine:
            return
        keys = screen.app.bindings
        if screen.pointer.picking:
            p.para(t("panel.pick"), "small", look.ACCENT)
        postures = [
            Button(
                t(f"posture.{posture}"),
                partial(screen.set_posture, posture),
                unit.posture == posture or not screen.why_not_posture(posture),
                ("" if unit.posture == posture else screen.why_not_posture(posture))
                or t(f"posture_tip.{posture}"),
                keys.key(f"posture_{posture}"),
                unit.posture == posture,
            )
            for posture in POSTURES
        ]
        p.buttons(postures, per_row=2, height=24, role="small")
        pointer = screen.pointer
        attack_why = "" if pointer.selection.targets else screen.why_not_attack()
        items = [
            Button(
                t("order.attack"),
                screen.begin_attack,
                not attack_why,
                attack_why or t("order.attack_tip"),
                keys.key("attack"),
            ),
            Button(
                t("order.finish"),
                screen.finish_unit,
                not screen.why_not_finish(),
                t("order.finish_tip"),
                keys.key("finish_unit"),
            ),
        ]
        for kind, name in ((Ferry, "ferry"), (Bridge, "bridge"), (Demolish, "demolish")):
            possible = bool(pointer.works(kind))
            why = None if possible else pointer.refusal(kind)
            if possible or why:
                tip = tell(why.words) if why else t(f"order.{name}_tip")
                act = partial(screen.begin_work, kind)
                items.append(Button(t(f"order.{name}"), act, possible, tip, keys.key(name)))
        p.buttons([*items, *irregular_buttons(screen, unit)], per_row=2, height=26)
