"""The list of saved games with a picture and facts of the chosen one; worked by mouse or keys."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.match.save import SaveHead
from game.ui.screens.base import PanelScreen, Pop, Push, draw_tip
from game.ui.screens.loading import Task
from game.ui.screens.match.dialogs import Confirm
from game.ui.screens.save_entries import (
    SORTS,
    SaveEntry,
    damaged,
    decoded,
    entries,
    side_words,
    summary,
    to_move,
    turn_words,
    when_words,
)
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import day_words, t

if TYPE_CHECKING:
    from game.ui.app import App

STEPS = {pygame.K_DOWN: 1, pygame.K_UP: -1, pygame.K_PAGEDOWN: 8, pygame.K_PAGEUP: -8,
         pygame.K_HOME: -100_000, pygame.K_END: 100_000}  # fmt: skip
"""Keys that choose another save, and how many rows further down."""
ENTER = {pygame.K_RETURN, pygame.K_KP_ENTER}


class SaveBrowser(PanelScreen):
    """Common to loading and saving."""

    opaque = False
    kept_only = False
    """Whether only saves with a name are listed."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.sort = next(iter(SORTS))
        self.problem = ""
        self.entries: list[SaveEntry] = []
        self.index = -1
        self.faults: dict[Path, str] = {}
        """Found while the list is on screen: reading files to their end takes time."""
        self.list, self.details = SaveList(self), Details(self)
        self.panels = [self.list, self.details]
        self._check: Task[dict[Path, str]] | None = None
        self.reread()

    def state(self) -> object:
        """What the right side shows beyond the chosen save."""
        return None

    @property
    def chosen(self) -> SaveEntry | None:
        """The save under the bar."""
        return self.entries[self.index] if 0 <= self.index < len(self.entries) else None

    def fault(self, entry: SaveEntry) -> str:
        """Why a save cannot be opened, in words; empty if it can."""
        return entry.problem or self.faults.get(entry.path, "")

    def reread(self) -> None:
        """List the files again; the choice stays where it was."""
        path = self.chosen.path if self.chosen else None
        self.entries = sorted(entries(kept_only=self.kept_only), key=SORTS[self.sort])
        self.index = next((i for i, e in enumerate(self.entries) if e.path == path), self.index)
        self.index = min(self.index, len(self.entries) - 1)
        paths = [e.path for e in self.entries if not e.problem]
        self._check = Task(lambda: damaged(paths))

    def moved(self, new: Path) -> None:
        """A file has another name now; the bar goes with it."""
        self.reread()
        self.index = next((i for i, e in enumerate(self.entries) if e.path == new), self.index)
        self.list.reveal(self.index)

    # What can be done ---------------------------------------------------------------------------------

    @abstractmethod
    def press(self) -> None:
        """Enter, or a click on what is chosen already."""

    @abstractmethod
    def above(self, p: Painter) -> None:
        """What stands over the picture."""

    @abstractmethod
    def first_buttons(self) -> list[Button]:
        """What this screen is for."""

    def take(self, index: int) -> None:
        """An entry was clicked: choose it, or do with it what Enter does."""
        if index == self.index:
            self.press()
        else:
            self.choose(index)

    def choose(self, index: int) -> None:
        """Put the bar on another entry."""
        if self.entries:
            self.index = min(len(self.entries) - 1, max(0, index))
            self.problem = ""
            self.list.reveal(self.index)

    def next_sort(self) -> None:
        """Another order of the list."""
        names = list(SORTS)
        self.sort = names[(names.index(self.sort) + 1) % len(names)]
        self.reread()

    def delete(self) -> None:
        """Ask, then delete the file."""
        entry = self.chosen
        if entry is None:
            return
        text = t("save.confirm_delete", name=entry.name, when=when_words(entry.when))
        self.go(Push(Confirm(self.app, t("save.delete"), text, partial(self._delete, entry), final=True)))

    def _delete(self, entry: SaveEntry) -> None:
        try:
            entry.path.unlink(missing_ok=True)
        except OSError as error:
            self.problem = t("save.not_done", path=entry.path.name, why=error.strerror or error)
        self.reread()

    def rename(self) -> None:
        """Ask for another name. One that was saved by itself is kept under it."""
        from game.ui.screens.load_save import Rename

        if self.chosen is not None:
            self.go(Push(Rename(self.app, self, self.chosen)))

    # Screen -------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Lay out."""
        self.resize()
        if self.index >= 0:
            self.list.reveal(self.index)

    def resize(self) -> None:
        """The list left, the chosen save right, in the middle of the window."""
        style = self.app.style
        width, height = self.app.window.get_size()
        wide, high = min(style.px(940), width - 40), min(style.px(600), height - 40)
        left = wide * 54 // 100
        frame = pygame.Rect((width - wide) // 2, (height - high) // 2, wide, high)
        for panel in self.panels:
            panel.style = style
        self.list.rect = pygame.Rect(frame.x, frame.y, left, high)
        self.details.rect = pygame.Rect(frame.x + left - 1, frame.y, wide - left + 1, high)

    def update(self, _dt: float) -> None:
        """Take over which files are damaged further in."""
        if self._check is not None and self._check.done:
            self.faults = self._check.result or {}
            self._check = None

    def draw(self, target: pygame.Surface) -> None:
        """Shade what is below, then the panels."""
        if self.app.top is self:
            shade = pygame.Surface(target.get_size(), pygame.SRCALPHA)
            shade.fill(look.SHADE)
            target.blit(shade, (0, 0))
        for panel in self.panels:
            panel.draw(target)
        draw_tip(target, self.app, self.panels)

    def key(self, event: pygame.event.Event) -> None:
        """Arrows choose, Tab goes over the buttons."""
        details = self.details
        if event.key in STEPS:
            details.focus = None
            self.choose(self.index + STEPS[event.key])
        elif event.key in ENTER:
            if details.focus is None or not details.press_focus():
                self.press()
        elif event.key == pygame.K_DELETE:
            self.delete()
        elif event.key == pygame.K_F2:
            self.rename()
        elif event.key == pygame.K_ESCAPE:
            self.back()
        elif event.key in {pygame.K_TAB, pygame.K_LEFT, pygame.K_RIGHT}:
            back = event.key == pygame.K_LEFT or event.mod & pygame.KMOD_SHIFT
            details.move_focus(-1 if back else 1)

    def back(self) -> None:
        """Close."""
        self.go(Pop())


class SaveList(Panel):
    """A row for each save."""

    def __init__(self, screen: SaveBrowser) -> None:
        super().__init__(screen.app.style)
        self.screen = screen

    def state(self) -> object:
        """What is listed."""
        s = self.screen
        return tuple(s.entries), s.index, tuple(s.faults)

    def _row_height(self) -> int:
        style = self.style
        return style.line("bold") + style.line("small") + style.px(8)

    def reveal(self, index: int) -> None:
        """Scroll so that a row is in view."""
        self.refresh()
        if self._region is None:
            return
        top = index * self._row_height()
        low, high = top + self._row_height() - self._region.height, top
        self.scroll = min(self.max_scroll, max(0, min(max(self.scroll, low), high)))

    def paint(self, p: Painter) -> None:
        """Rows."""
        screen = self.screen
        p.line(t("save.list"), "head", look.ACCENT, t(f"save.sort_{screen.sort}"), look.DIM)
        p.rule()
        p.scroll_from_here(self.scroll)
        if not screen.entries:
            p.para(t("save.none"), colour=look.DIM)
        for i, entry in enumerate(screen.entries):
            self._row(p, i, entry)
        p.end_scroll()

    def _row(self, p: Painter, i: int, entry: SaveEntry) -> None:
        act = partial(self.screen.take, i)
        high = self._row_height()
        if p.hidden(high, act):
            return
        rect = p.row(high, act, chosen=i == self.screen.index)
        top = rect.y + p.style.px(3)
        when = when_words(entry.when)
        used = p.style.width(when, "small") + p.style.px(10)
        p.put(p.x + p.width, top + p.style.px(1), when, "small", look.DIM, align="right")
        p.put(p.x, top, entry.name, "bold", width=p.width - used)
        fault = self.screen.fault(entry)
        words = t("save.damaged") if fault else summary(entry)
        ink = look.BAD if fault else look.DIM
        p.put(p.x, top + p.style.line("bold"), words, "small", ink, width=p.width)


class Details(Panel):
    """Picture and facts of the chosen save, and what can be done."""

    def __init__(self, screen: SaveBrowser) -> None:
        super().__init__(screen.app.style)
        self.screen = screen

    def state(self) -> object:
        """The choice, and what the screen adds."""
        s = self.screen
        return s.chosen, s.fault(s.chosen) if s.chosen else "", s.sort, s.problem, s.state()

    def paint(self, p: Painter) -> None:
        """From top to bottom; the buttons at the foot."""
        screen, entry = self.screen, self.screen.chosen
        screen.above(p)
        foot = self.rect.height - p.style.px(3 * 34 + 6)
        if screen.problem:
            p.para(screen.problem, "small", look.BAD)
        if entry is not None:
            fault = screen.fault(entry)
            if fault:
                p.para(t("save.damaged_long", why=fault), colour=look.BAD)
            if entry.head is not None:
                self._facts(p, entry, entry.head, foot)
        p.y = foot
        some = entry is not None
        p.buttons(screen.first_buttons(), height=28)
        rename = t("save.rename") if entry is None or entry.kept else t("save.keep")
        p.buttons([Button(rename, screen.rename, some, key="F2"),
                   Button(t("save.delete"), screen.delete, some, key="Del")])  # fmt: skip
        p.buttons([Button(t("save.sort"), screen.next_sort, tip=t("save.sort_tip")),
                   Button(t("button.cancel"), screen.back, key="Esc")])  # fmt: skip

    def _facts(self, p: Painter, entry: SaveEntry, head: SaveHead, foot: int) -> None:
        rows = [
            (t("save.scenario"), head.title),
            (t("save.side"), side_words(head)),
            (t("save.turn"), ", ".join(filter(None, (turn_words(head), to_move(head))))),
            (t("save.date"), day_words(date.fromisoformat(head.date))),
            (t("save.saved"), when_words(entry.when)),
            (t("save.size"), t("save.kilobytes", size=max(1, round(entry.size / 1000)))),
        ]
        room = foot - p.y - len(rows) * p.style.line("small") - p.style.px(20)
        self._picture(p, entry, head, room)
        used = max(p.style.width(name, "small") for name, _ in rows) + p.style.px(12)
        for name, value in rows:
            p.put(p.x, p.y, name, "small", look.DIM)
            p.put(p.x + used, p.y, value, "small", look.INK, width=p.width - used)
            p.y += p.style.line("small")

    def _picture(self, p: Painter, entry: SaveEntry, head: SaveHead, room: int) -> None:
        box = pygame.Rect(p.x, p.y, p.width, min(room, p.width * 5 // 8))
        if box.height < p.style.px(60):
            return
        pygame.draw.rect(p.surface, look.BACK, box)
        picture = decoded(entry.picture)
        if picture is None:
            words = t("save.secret") if len(head.players) > 1 else t("save.no_picture")
            rows = p.style.wrap(words, "small", box.width - p.style.px(30))
            y = box.centery - len(rows) * p.style.line("small") // 2
            for i, row in enumerate(rows):
                p.put(box.centerx, y + i * p.style.line("small"), row, "small", look.FAINT, align="centre")
        else:
            scale = min(box.width / picture.get_width(), box.height / picture.get_height())
            size = (round(picture.get_width() * scale), round(picture.get_height() * scale))
            scaled = pygame.transform.smoothscale(picture, size)
            p.surface.blit(scaled, scaled.get_rect(center=box.center))
        pygame.draw.rect(p.surface, look.EDGE, box, 1)
        p.y = box.bottom + p.style.px(8)
