"""The lower left: units, log, means, race and relations on tabs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.core.units import SUPPLY_STATES, Unit
from game.ui.panels.fires import MeansTab
from game.ui.panels.marks import SUPPLY_COLOURS, chip, chip_width, is_idle, status_word, supply_word
from game.ui.panels.race import RaceTab
from game.ui.panels.relations import RelationsTab
from game.ui.panels.tabs import tab_row
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import place_name, t

if TYPE_CHECKING:
    from game.ui.screens.match.log import LogLine
    from game.ui.screens.match.screen import MatchScreen

TABS = ("units", "log", "means", "race", "relations")
FILTERS = ("all", "idle", "supply")
SORTS = ("name", "strength", "supply")
SHOWN = 300
"""Lines of the log that the panel shows; the newest."""


class ListsPanel(Panel):
    """A row of tabs and what is on the open one."""

    def __init__(self, screen: MatchScreen) -> None:
        super().__init__(screen.app.style)
        self.screen = screen
        self.tab = "units"
        self.filter = "all"
        self.sort = "name"
        self.pages: dict[str, MeansTab | RaceTab | RelationsTab] = {
            "means": MeansTab(screen),
            "race": RaceTab(screen),
            "relations": RelationsTab(screen),
        }

    def state(self) -> object:
        """View, log length, what is chosen."""
        s = self.screen
        return s.view, len(s.session.log), self.tab, self.filter, self.sort, s.pointer.unit, s.session.mine

    def show(self, tab: str) -> None:
        """Open a tab, at its beginning."""
        self.tab, self.scroll = tab, 0

    def next_tab(self) -> None:
        """The one after it."""
        self.show(TABS[(TABS.index(self.tab) + 1) % len(TABS)])

    def set_filter(self, name: str) -> None:
        """Which units are listed."""
        self.filter, self.scroll = name, 0

    def next_sort(self) -> None:
        """Another order."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]

    def paint(self, p: Painter) -> None:
        """Tabs, then what is on the open one."""
        key = self.screen.app.bindings.key
        tips = {tab: t(f"lists.{tab}_tip", key=key(tab)) for tab in TABS}
        tab_row(p, [(tab, t(f"lists.{tab}")) for tab in TABS], self.tab, self.show, tips)
        if self.tab == "units":
            self._units(p)
        elif self.tab == "log":
            self._log(p)
        else:
            p.scroll_from_here(self.scroll)
            self.pages[self.tab].paint(p)
            p.end_scroll()

    # Units ----------------------------------------------------------------------------------------

    def _units(self, p: Painter) -> None:
        buttons = [
            Button(t(f"lists.{name}"), partial(self.set_filter, name), chosen=name == self.filter)
            for name in FILTERS
        ]
        sort = Button(t(f"lists.by_{self.sort}"), self.next_sort, tip=t("lists.sort_tip"))
        p.buttons([*buttons, sort], height=22, role="small")
        p.scroll_from_here(self.scroll)
        units = self.listed()
        if not units:
            p.line(t("lists.no_units"), colour=look.DIM)
        for unit in units:
            self._unit(p, unit)
        p.end_scroll()

    def listed(self) -> list[Unit]:
        """Own units after filter and order."""
        view = self.screen.view
        units = list(view.own)
        if self.filter == "idle":
            units = [u for u in units if is_idle(view, u)]
        elif self.filter == "supply":
            units = [u for u in units if u.supply != "supplied"]
        if self.sort == "strength":
            return sorted(units, key=lambda u: (-u.steps, u.name))
        if self.sort == "supply":
            return sorted(units, key=lambda u: (-SUPPLY_STATES.index(u.supply), u.name))
        return sorted(units, key=lambda u: u.name)

    def follow(self, unit: str) -> None:
        """Bring a unit's row into view, if units are listed."""
        ids = [u.id for u in self.listed()] if self.tab == "units" else []
        first = self.first_row()
        if unit in ids and first is not None:
            self._reveal(self.hots[first + ids.index(unit)].rect)

    def _unit(self, p: Painter, unit: Unit) -> None:
        view = self.screen.view
        state = supply_word(unit)
        words = (status_word(view, unit), place_name(view.theatre.board, unit.hex))
        room = p.width - p.style.width(state, "small") - p.style.px(8)
        where = p.style.wrap(" · ".join(filter(None, words)), "small", room)
        steps = t("unit.steps", steps=unit.steps, full=unit.full)
        name = p.style.wrap(unit.name, "body", p.width - p.style.width(steps, "body") - p.style.px(8))
        high = p.style.line("body") * len(name) + p.style.line("small") * len(where) + p.style.px(3)

        def show() -> None:
            self.screen.show_unit(unit.id)

        if p.hidden(high, show):
            return
        chosen = self.screen.pointer.unit == unit.id
        rect = p.row(high, show, chosen=chosen)
        p.put(p.x + p.width, rect.y + 1, steps, "body", align="right")
        ready = is_idle(view, unit)
        clear = ready or chosen  # on the colour of the chosen row faint words could not be read
        y = rect.y + p.block(p.x, rect.y + 1, name, "body", look.INK if clear else look.DIM)
        p.put(p.x + p.width, y, state, "small", SUPPLY_COLOURS[unit.supply], align="right")
        p.block(p.x, y, where, "small", look.GOOD if ready else look.DIM if chosen else look.FAINT)

    # Log --------------------------------------------------------------------------------------------

    def _log(self, p: Painter) -> None:
        p.scroll_from_here(self.scroll)
        lines = self.screen.session.log[-SHOWN:]
        turn = -1
        for line in reversed(lines):
            if line.turn != turn:
                turn = line.turn
                p.line(t("lists.turn", turn=turn), "small", look.ACCENT)
            self._entry(p, line)
        if not lines:
            p.line(t("lists.no_log"), colour=look.DIM)
        p.end_scroll()

    def _entry(self, p: Painter, line: LogLine) -> None:
        margin = chip_width(p.style, self.screen.view.theatre) + p.style.px(6)
        rows = p.style.wrap(line.text, "small", p.width - margin)
        high = p.style.line("small") * len(rows) + p.style.px(4)

        def show() -> None:
            self.screen.centre(line.hex)

        somewhere = line.hex >= 0
        if p.hidden(high, show if somewhere else None):
            return
        colour = look.DIM if line.importance < 2 else look.INK
        y = p.y
        if somewhere:
            p.row(high, show)
        else:
            p.y += high
        if line.faction:
            chip(p, self.screen.view.theatre, line.faction, p.x, y + 2, p.style.line("small"))
        for i, row in enumerate(rows):
            p.put(p.x + margin, y + 2 + i * p.style.line("small"), row, "small", colour)
