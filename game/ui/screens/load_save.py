"""Saved games: a list to open from, a name to save under."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.match.save import SUFFIX, SaveError, read_head
from game.ui import settings as prefs
from game.ui.screens.base import Dialog, Pop, Push
from game.ui.screens.loading import Loading, open_save
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import t

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.screens.match.session import Session

MAX_NAME = 40


@dataclass(frozen=True)
class SaveEntry:
    """A save file as the list shows it."""

    path: Path
    name: str
    detail: str
    sound: bool


def entries() -> list[SaveEntry]:
    """Saves, the newest first."""
    found = sorted(prefs.saves_dir().glob(f"*{SUFFIX}"), key=lambda p: (-p.stat().st_mtime, p.name))
    return [_entry(path) for path in found]


def _entry(path: Path) -> SaveEntry:
    special = {prefs.autosave_file(): t("save.auto"), prefs.quicksave_file(): t("save.quick")}
    name = special.get(path, path.stem)
    try:
        head = read_head(path)
    except SaveError:
        return SaveEntry(path, name, t("save.damaged"), False)
    side = ", ".join(f for f, c in head.controllers.items() if c == "human") or "-"
    over = t("save.over") if head.finished else ""
    detail = t("save.detail", title=head.title, turn=head.turn, date=head.date, side=side, over=over)
    return SaveEntry(path, name, detail, True)


class SaveList(Dialog):
    """Common to loading and saving: a list that scrolls."""

    width = 640

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.entries = entries()

    def resize(self) -> None:
        """Most of the window's height."""
        style = self.app.style
        width, height = self.app.window.get_size()
        wide, high = min(style.px(self.width), width - 40), min(style.px(560), height - 80)
        self.main.style = style
        self.main.rect = pygame.Rect((width - wide) // 2, (height - high) // 2, wide, high)

    def state(self) -> object:
        """What is listed."""
        return tuple(self.entries)

    def list_entries(self, p: Painter, foot: int) -> None:
        """The scrolling part."""
        p.scroll_from_here(self.main.scroll, foot)
        if not self.entries:
            p.line(t("save.none"), colour=look.DIM)
        for entry in self.entries:
            high = p.style.line("bold") + p.style.line("small") + p.style.px(8)
            rect = p.row(high, partial(self.take, entry))
            p.put(p.x, rect.y + p.style.px(3), entry.name, "bold", width=p.width)
            y = rect.y + p.style.px(3) + p.style.line("bold")
            p.put(p.x, y, entry.detail, "small", look.DIM if entry.sound else look.BAD, width=p.width)
        p.end_scroll()

    @abstractmethod
    def take(self, entry: SaveEntry) -> None:
        """An entry was clicked."""


class LoadGame(SaveList):
    """Open a save."""

    def paint(self, p: Painter) -> None:
        """List and way out."""
        p.line(t("save.load_title"), "head", look.ACCENT)
        p.rule()
        foot = p.style.px(46)
        self.list_entries(p, foot)
        p.y = self.main.rect.height - foot
        p.buttons([Button(t("button.cancel"), self.back, key="Esc")], height=30)

    def take(self, entry: SaveEntry) -> None:
        """Open it."""
        self.go(Pop())
        self.go(Push(Loading(self.app, open_save(entry.path))))


class SaveGame(SaveList):
    """Save under a name."""

    def __init__(self, app: App, session: Session) -> None:
        super().__init__(app)
        self.session = session
        theatre = session.theatre
        self.name = t("save.suggestion", id=theatre.id, turn=session.view.turn)
        self.problem = ""

    def state(self) -> object:
        """List, name, problem."""
        return tuple(self.entries), self.name, self.problem

    def enter(self) -> None:
        """No focus: keys go to the name."""
        self.resize()

    def paint(self, p: Painter) -> None:
        """Name, list, buttons."""
        p.line(t("save.save_title"), "head", look.ACCENT)
        p.rule()
        box = pygame.Rect(p.x, p.y, p.width, p.style.px(30))
        pygame.draw.rect(p.surface, look.BACK, box, border_radius=4)
        pygame.draw.rect(p.surface, look.ACCENT, box, 1, border_radius=4)
        p.put(p.x + p.style.px(8), box.y + p.style.px(5), f"{self.name}|", "body", width=p.width - 16)
        p.y = box.bottom + p.style.px(4)
        p.line(self.problem or t("save.hint"), "small", look.BAD if self.problem else look.DIM)
        foot = p.style.px(46)
        self.list_entries(p, foot)
        p.y = self.main.rect.height - foot
        p.buttons(
            [
                Button(t("save.save"), self.save, bool(self.name.strip()), key="Enter", strong=True),
                Button(t("button.cancel"), self.back, key="Esc"),
            ],
            height=30,
        )

    def take(self, entry: SaveEntry) -> None:
        """Save over it."""
        self.name = entry.path.stem

    def key(self, event: pygame.event.Event) -> None:
        """Typing goes to the name."""
        if event.key in {pygame.K_RETURN, pygame.K_KP_ENTER}:
            self.save()
        elif event.key == pygame.K_BACKSPACE:
            self.name = self.name[:-1]
        elif event.key in {pygame.K_ESCAPE, pygame.K_TAB, pygame.K_UP, pygame.K_DOWN}:
            super().key(event)
        elif event.unicode and event.unicode.isprintable() and len(self.name) < MAX_NAME:
            self.name += event.unicode

    def save(self) -> None:
        """Write it."""
        stem = re.sub(r"[^\w .-]+", "_", self.name).strip(" .")
        if not stem:
            self.problem = t("save.no_name")
            return
        self.problem = self.session.save(prefs.saves_dir() / f"{stem}{SUFFIX}")
        if not self.problem:
            self.go(Pop())
