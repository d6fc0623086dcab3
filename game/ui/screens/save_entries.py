"""Saved games as a list shows them: name, picture, facts in words."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pygame

from game.match.save import SaveError, SaveHead, peek, sound
from game.ui import saves
from game.words import day_words, t


@dataclass(frozen=True)
class SaveEntry:
    """A save file as the list shows it."""

    path: Path
    name: str
    head: SaveHead | None
    """None if the file cannot be read."""
    picture: bytes
    problem: str
    """Why it cannot be read, in words."""
    when: datetime
    """Local time."""
    size: int
    """Bytes."""

    @property
    def kept(self) -> bool:
        """Whether it has a name that somebody gave it."""
        return self.path.parent != saves.auto_dir()


def entry_of(path: Path) -> SaveEntry | None:
    """A file as an entry; None if it has gone."""
    name = path.stem
    if path == saves.quicksave_file():
        name = t("save.quick")
    elif path.parent == saves.auto_dir():
        name = t("save.auto")
    try:
        stat = path.stat()
        head, picture = peek(path)
    except FileNotFoundError:
        return None
    except SaveError as error:
        return SaveEntry(path, name, None, b"", _reason(path, error), _when(stat), stat.st_size)
    return SaveEntry(path, name, head, picture, "", _when(stat), stat.st_size)


def entries(*, kept_only: bool = False) -> list[SaveEntry]:
    """All saves, the newest first."""
    found = [e for path in saves.everything() if (e := entry_of(path)) is not None]
    return [e for e in found if e.kept] if kept_only else found


def _when(stat: os.stat_result) -> datetime:
    return datetime.fromtimestamp(stat.st_mtime)


def _reason(path: Path, error: SaveError) -> str:
    """What is wrong, without the folder, which the list does not need."""
    return str(error).replace(str(path), path.name)


def damaged(paths: Sequence[Path]) -> dict[Path, str]:
    """Those that are not sound to their end, with the reason."""
    out = {}
    for path in paths:
        try:
            sound(path)
        except SaveError as error:
            out[path] = _reason(path, error)
    return out


SORTS: Mapping[str, Callable[[SaveEntry], tuple[object, ...]]] = {
    "newest": lambda e: (-e.when.timestamp(), e.name),
    "name": lambda e: (not e.kept, e.name.casefold(), -e.when.timestamp()),
    "scenario": lambda e: (e.head is None, e.head.title if e.head else "", -e.when.timestamp()),
}


def when_words(when: datetime) -> str:
    """Date and time of day."""
    clock = f"{when.hour}:{when.minute:02}"
    return t("save.when", day=day_words(when.date()), clock=clock)


def summary(entry: SaveEntry) -> str:
    """Scenario, turn and sides in a line, of a save that can be read."""
    head = entry.head
    assert head is not None, entry
    side = to_move(head) or side_words(head)
    return t("save.detail", title=head.title, turn=turn_words(head), side=side)


def turn_words(head: SaveHead) -> str:
    """How far the match is."""
    if head.finished:
        return t("save.over")
    return t("top.turn", turn=head.turn, turns=head.turns)


def to_move(head: SaveHead) -> str:
    """Whose turn it is, where several people share a match that goes on."""
    shared = len(head.players) > 1 and not head.finished
    return t("save.to_move", name=head.to_move) if shared else ""


def side_words(head: SaveHead) -> str:
    """Who is played by people."""
    return ", ".join(head.players) or t("save.nobody")


def decoded(picture: bytes) -> pygame.Surface | None:
    """The picture, if there is one that can be read."""
    try:
        return pygame.image.load(io.BytesIO(picture), "x.png") if picture else None
    except pygame.error:
        return None
