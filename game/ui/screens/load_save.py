"""Opening saved games, saving under a name, giving a save another name."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.match.save import SUFFIX
from game.ui import saves
from game.ui import settings as prefs
from game.ui.screens.base import Dialog, Pop, Push
from game.ui.screens.loading import Loading, open_save, play, watch
from game.ui.screens.match.dialogs import Confirm
from game.ui.screens.save_browser import ENTER, SaveBrowser
from game.ui.screens.save_entries import SaveEntry
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import t

if TYPE_CHECKING:
    from game.ui.app import App
    from game.ui.screens.loading import Shown
    from game.ui.screens.match.table import Table

MAX_NAME = 60
MAX_BYTES = 200
"""Of a file's name: systems take 255, and one that is being written has a longer one."""
RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)\d)(\.|$)", re.IGNORECASE)
"""Names that mean devices to some systems, whatever follows after a full stop."""


def stem_of(name: str) -> str:
    """A name as every system can have it for a file; empty if nothing of it can stand there."""
    stem = re.sub(r"[^\w .,()\[\]'+-]+", "_", unicodedata.normalize("NFC", name))
    stem = stem.encode()[:MAX_BYTES].decode(errors="ignore").strip(" .")
    return f"_{stem}" if RESERVED.match(stem) else stem


def file_of(name: str) -> Path | None:
    """Where a game of this name is saved; None if nothing of the name can stand in a file's."""
    stem = stem_of(name)
    return prefs.saves_dir() / f"{stem}{SUFFIX}" if stem else None


def suggestion(table: Table) -> str:
    """A name that says what is saved and that no save has, whatever the case of letters."""
    match = table.match
    side = match.active if match.active in table.seats else next(iter(table.seats))
    theatre, taken = match.theatre, {path.stem.casefold() for path in saves.named()}
    plain = stem_of(
        t("save.suggestion", title=theatre.title, side=theatre.factions[side].name, turn=match.turn)
    )
    again = (t("save.suggestion_again", name=plain, number=n) for n in count(2))
    return next(name for name in chain((plain,), again) if name.casefold() not in taken)


def typed(name: str, event: pygame.event.Event) -> str:
    """A name after a key press."""
    if event.key == pygame.K_BACKSPACE:
        return "" if event.mod & pygame.KMOD_CTRL else name[:-1]
    if event.unicode and event.unicode.isprintable() and len(name) < MAX_NAME:
        return name + str(event.unicode)
    return name


def name_box(p: Painter, name: str) -> None:
    """A line to type in. Of a long name the end is in view."""
    box = pygame.Rect(p.x, p.y, p.width, p.style.line("body") + p.style.px(10))
    pygame.draw.rect(p.surface, look.BACK, box, border_radius=4)
    pygame.draw.rect(p.surface, look.ACCENT, box, 1, border_radius=4)
    shown = f"{name}|"
    while p.style.width(shown, "body") > box.width - p.style.px(16):
        shown = shown[1:]
    p.put(p.x + p.style.px(8), box.y + p.style.px(5), shown)
    p.y = box.bottom + p.style.px(4)


class LoadGame(SaveBrowser):
    """Open a save."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.choose(0)

    def above(self, p: Painter) -> None:
        """The title."""
        p.line(t("save.load_title"), "head", look.ACCENT)
        p.rule()

    def first_buttons(self) -> list[Button]:
        """Open, or see again."""
        sound = self.chosen is not None and not self.fault(self.chosen)
        return [
            Button(t("save.open"), self.press, sound, key="Enter", strong=sound),
            Button(t("save.watch"), self.watch, sound, tip=t("save.watch_tip"), key="R"),
        ]

    def key(self, event: pygame.event.Event) -> None:
        """R sees it again."""
        if event.key == pygame.K_r:
            self.watch()
        else:
            super().key(event)

    def press(self) -> None:
        """Open what is chosen."""
        self._open(play, over=False)

    def watch(self) -> None:
        """Open its replay, over the game or the menu that one comes from."""
        self._open(watch, over=True)

    def _open(self, show: Shown, over: bool) -> None:
        entry = self.chosen
        if entry is not None and not self.fault(entry):
            self.go(Pop())
            self.go(Push(Loading(self.app, open_save(entry.path), show=show, over=over)))


class SaveGame(SaveBrowser):
    """Save under a name."""

    kept_only = True

    def __init__(self, app: App, table: Table) -> None:
        super().__init__(app)
        self.table = table
        self.name = suggestion(table)

    def state(self) -> object:
        """The name."""
        return self.name

    def above(self, p: Painter) -> None:
        """The name."""
        p.line(t("save.save_title"), "head", look.ACCENT)
        p.rule()
        name_box(p, self.name)
        p.para(t("save.hint"), "small", look.DIM)
        p.gap(4)

    def first_buttons(self) -> list[Button]:
        """Save."""
        return [Button(t("save.save"), self.press, bool(self.name.strip()), key="Enter", strong=True)]

    def choose(self, index: int) -> None:
        """A chosen save gives its name."""
        super().choose(index)
        if self.chosen is not None:
            self.name = self.chosen.path.stem

    def key(self, event: pygame.event.Event) -> None:
        """Typing goes to the name."""
        before, self.name = self.name, typed(self.name, event)
        if self.name == before:
            super().key(event)
        else:
            self.problem, self.details.focus = "", None

    def press(self) -> None:
        """Write it; over another file only after a question."""
        path = file_of(self.name)
        if path is None:
            self.problem = t("save.no_name")
        elif path.exists():
            text = t("save.confirm_over", name=path.stem)
            self.go(Push(Confirm(self.app, t("save.save"), text, partial(self._write, path))))
        else:
            self._write(path)

    def _write(self, path: Path) -> None:
        self.problem = self.table.save(path)
        if not self.problem:
            self.go(Pop())


class Rename(Dialog):
    """Another name for a save."""

    width = 460

    def __init__(self, app: App, browser: SaveBrowser, entry: SaveEntry) -> None:
        super().__init__(app)
        self.browser = browser
        self.entry = entry
        self.name = entry.name
        self.problem = ""

    def state(self) -> object:
        """Name and what is wrong with it."""
        return self.name, self.problem

    def enter(self) -> None:
        """No focus: keys go to the name."""
        self.resize()

    def paint(self, p: Painter) -> None:
        """The name, buttons."""
        p.line(t("save.rename"), "head", look.ACCENT)
        p.gap()
        name_box(p, self.name)
        p.para(self.problem or t("save.rename_hint"), "small", look.BAD if self.problem else look.DIM)
        p.gap(6)
        ok = Button(t("button.ok"), self.rename, bool(self.name.strip()), key="Enter", strong=True)
        p.buttons([ok, Button(t("button.cancel"), self.back, key="Esc")], height=32)

    def key(self, event: pygame.event.Event) -> None:
        """Typing goes to the name."""
        before, self.name = self.name, typed(self.name, event)
        if self.name != before:
            self.problem = ""
        elif event.key in ENTER and self.main.focus is None:
            self.rename()
        else:
            super().key(event)

    def rename(self) -> None:
        """Do it, unless the name is taken."""
        path = file_of(self.name)
        if path is None:
            self.problem = t("save.no_name")
        elif path.exists() and path != self.entry.path:
            self.problem = t("save.taken", name=path.stem)
        else:
            try:
                self.entry.path.rename(path)
            except OSError as error:
                self.problem = t("save.not_done", path=self.entry.path.name, why=error.strerror or error)
                return
            self.browser.moved(path)
            self.back()
