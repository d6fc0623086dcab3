"""What lies under the mouse, as far as this side knows; the odds, when the mouse is on a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.board import NO_ROAD
from game.core.orders import Sortie, Strike
from game.core.situation import hostile
from game.rules.air import sortie_forecast
from game.rules.combat import NO_ATTACK_POSTURES, cannot_attack
from game.rules.legality import verify
from game.rules.strikes import strike_forecast
from game.rules.supply import trace
from game.ui.panels.brings import brings
from game.ui.panels.findings import findings
from game.ui.panels.ground import controller, crossings_at, place_words, places_at
from game.ui.panels.marks import SUPPLY_COLOURS, chip, kilometres, supply_word
from game.ui.panels.over_line import over_line
from game.ui.widgets import style as look
from game.ui.widgets.painter import Painter
from game.ui.widgets.panel import Panel
from game.words import place_name, signed, t, tell, word

if TYPE_CHECKING:
    from game.core.forecast import AttackForecast
    from game.core.units import Unit
    from game.ui.screens.match.screen import MatchScreen


class HoverPanel(Panel):
    """Ground, owner, units, distances, line of supply; or a forecast in short."""

    def __init__(self, screen: MatchScreen) -> None:
        super().__init__(screen.app.style)
        self.screen = screen
        self.terse = False
        """Without what can be done without: particulars of what the place brings, distances, modifiers, what
        is as usual. Where there is too little room for all words.
        """
        self._needed: dict[bool, tuple[object, int]] = {}

    def state(self) -> object:
        """View, hex, unit."""
        s = self.screen
        picking = id(s.pointer.picking)
        asked = (s.view, s.pointer.hover, s.pointer.unit, s.pointer.forecast, s.session.mine, picking)
        return *asked, self.terse

    def need(self, width: int, most: int) -> int:
        """Height that its words need at this width, pixels; terse if all were more than `most`."""
        self.terse = False
        high = self._height(width)
        self.terse = high > most
        return self._height(width) if self.terse else high

    def _height(self, width: int) -> int:
        key = (self.state(), width, self.style.scale)
        known, high = self._needed.get(self.terse, (None, 0))
        if key != known:
            high = self.measure(width)
            self._needed[self.terse] = (key, high)
        return high

    def paint(self, p: Painter) -> None:
        """Ground first, then what matters for the chosen unit."""
        h = self.screen.pointer.hover
        if h is None:
            p.line(t("hover.title"), "bold", look.ACCENT)
            p.rule()
            keys = {a: self.screen.app.bindings.key(a) for a in ("cursor_w", "cursor_e", "minimap")}
            p.para(t("hover.hint", **keys), "small", look.DIM)
            return
        view = self.screen.view
        p.line(place_name(view.theatre.board, h), "bold", look.ACCENT)
        p.rule()
        if self.screen.pointer.forecast is not None:
            self._odds(p, self.screen.pointer.forecast)
        self._ground(p, h)
        self._order(p, h)
        worth = brings(view, self.screen.session.stakes, h)
        for found in (*worth[: 1 if self.terse else None], *findings(view, h)):
            p.para(found.text, "small", found.colour)
        self._units(p, h)
        self._supply(p, h)

    def _ground(self, p: Painter, h: int) -> None:
        view = self.screen.view
        theatre, board = view.theatre, view.theatre.board
        terrain = theatre.ruleset.terrain[board.terrain_of(h)]
        words = [terrain.name]
        if board.road[h].max() > NO_ROAD:
            words.append(t("hover.road"))
        if terrain.shift:
            words.append(t("hover.shift", count=abs(terrain.shift), shift=signed(terrain.shift)))
        if not view.visible[h]:
            words.append(t("hover.unseen"))
        owner = controller(view, h)
        size = p.style.line("small")
        livery = look.PALETTE.livery(theatre, owner)
        wide = max(size, p.style.width(livery.letter, "small") + p.style.px(8))
        chip(p, theatre, owner, p.x + p.width - wide, p.y, size)
        for row in p.style.wrap(" · ".join(words), "small", p.width - wide - p.style.px(8)):
            p.put(p.x, p.y, row, "small", look.DIM)
            p.y += size
        for place in places_at(view, h):
            if view.owners.get(place, "") != owner:
                p.para(place_words(view, place), "small", look.ACCENT)
        for words_of in crossings_at(view, h):
            p.para(words_of, "small", look.INK)

    def _odds(self, p: Painter, f: AttackForecast) -> None:
        """Losses, then how likely each outcome is, then the modifiers by name."""
        losses = t("hover.losses", own=f"{f.attacker_loss:.1f}", enemy=f"{f.defender_loss:.1f}")
        p.para(losses, "small", look.INK)
        chances: dict[str, float] = {}
        for case in f.cases:
            chances[case.result] = chances.get(case.result, 0.0) + case.probability
        likeliest = sorted(chances.items(), key=lambda c: (-c[1], c[0]))
        p.para(" · ".join(f"{chance:.0%} {t(f'result_short.{r}')}" for r, chance in likeliest), "small")
        names = ", ".join(f"{word('shift', code)} {signed(value)}" for code, value in f.shifts)
        odds = t("hover.odds", odds=f.odds, column=f.column)
        if not self.terse:
            p.para(": ".join(filter(None, (odds, names))), "small", look.DIM)
        p.line(t("hover.attack_hint", key=self.screen.app.bindings.key("cursor_order")), "small", look.ACCENT)

    def _order(self, p: Painter, h: int) -> None:
        pointer, view = self.screen.pointer, self.screen.view
        unit = pointer.chosen
        if pointer.picking:
            self._fire(p, h)
        elif pointer.forecast is not None:
            return  # the odds stand above
        elif unit is not None and unit.hex != h:
            away = kilometres(view.theatre.board.distance_m(unit.hex, h))
            words = t("hover.away", km=away, name=unit.name)
            if not self.terse:
                p.line(words, "small", look.DIM)
            if why := self._no_attack(unit, h):
                p.para(why, "small", look.ACCENT)
            step = pointer.selection.reach.get(h)
            if step is not None:
                cost = t("hover.costs", km=kilometres(step.cost), left=pointer.selection.path_label)
                p.line(cost, "small", look.INK)
                if pointer.path_shows_new:
                    p.para(t("hover.no_undo"), "small", look.ACCENT)
                elif not self.terse:
                    p.para(t("hover.can_undo"), "small", look.DIM)
                if crossed := over_line(view, pointer.selection.path):
                    p.para(crossed, "small", look.BAD)
            elif self.screen.session.mine:
                p.para(
                    t("hover.out_of_reach", key=self.screen.app.bindings.key("cursor_order")),
                    "small",
                    look.DIM,
                )

    def _no_attack(self, unit: Unit, h: int) -> str:
        """Why the chosen unit does not attack the enemy here; a posture is told however far he is."""
        view, screen = self.screen.view, self.screen
        enemy = any(hostile(view, unit.faction, u.faction) for u in view.stacks.get(h, ()))
        if not enemy or not screen.session.mine or unit.faction != view.faction:
            return ""
        refusal = cannot_attack(view, unit)
        if refusal is None:
            return ""
        if unit.posture in NO_ATTACK_POSTURES and not screen.why_not_posture("hold"):
            key = screen.app.bindings.key("posture_hold")
            return t("hover.no_attack", posture=t(f"posture.{unit.posture}"), key=key)
        beside = any(n == h for _, n in view.theatre.board.adjacent[unit.hex])
        return tell(refusal.words) if beside else ""

    def _fire(self, p: Painter, h: int) -> None:
        """What is being aimed here, in short: civilians first."""
        view, order = self.screen.view, self.screen.pointer.picking.get(h)
        if isinstance(order, Strike):
            found = strike_forecast(view, order)
        elif isinstance(order, Sortie):
            found = sortie_forecast(view, order)
        else:
            asking = self.screen.pointer.asking
            refusal = verify(view, asking(h)) if asking and order is None else None
            if refusal:
                p.para(tell(refusal.words), "small", look.ACCENT)
            return
        words = t("hover.fire", chance=f"{found.harm_chance:.0%}", number=f"{found.harm:.1f}")
        p.para(words, "small", look.BAD if found.harm else look.DIM)
        if found.missiles:
            hits = f"{found.expected_hits:.1f}"
            p.line(t("hover.fire_success", success=f"{found.success:.0%}", hits=hits), "small", look.INK)
        key = "hover.fire_refused" if verify(view, order) else "hover.fire_pick"
        p.para(t(key, key=self.screen.app.bindings.key("end_turn")), "small", look.ACCENT)

    def _units(self, p: Painter, h: int) -> None:
        view = self.screen.view
        size = p.style.line("small")
        for unit in view.stacks.get(h, ()):
            x = p.x + chip(p, view.theatre, unit.faction, p.x, p.y + 1, size - 2) + p.style.px(6)
            short = unit.supply != "supplied"
            last = supply_word(unit) if short else word("posture", unit.posture)
            right = t("hover.unit", steps=unit.steps, full=unit.full, posture=last)
            colour = SUPPLY_COLOURS[unit.supply] if short else look.DIM
            used = p.put(p.x + p.width, p.y, right, "small", colour, align="right")
            p.y += p.block(
                x, p.y, p.style.wrap(unit.name, "small", p.x + p.width - used - p.style.px(6) - x), "small"
            )
        for contact in view.contacts:
            if contact.unit.hex == h:
                p.line(t("panel.contact", name=contact.unit.name, turn=contact.turn), "small", look.DIM)

    def _supply(self, p: Painter, h: int) -> None:
        view = self.screen.view
        net = trace(view, view.faction, view.sources)
        km = net.km[h]
        if km < 0 and not (self.terse and self.screen.pointer.forecast):
            p.line(t("hover.no_supply"), "small", look.DIM)
        elif km >= 0 and not self.terse:
            p.line(t("hover.supply", km=km), "small", look.DIM)
