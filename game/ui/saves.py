"""Where saved games lie: named ones, the quick save, and the last few that were saved by themselves."""

from __future__ import annotations

from pathlib import Path

from game.match.save import SUFFIX, SaveError, peek
from game.ui.settings import saves_dir

AUTOSAVES = 5
"""How many are kept."""


def auto_dir() -> Path:
    """Apart from named saves, so that no name can be taken by one. Made on first use."""
    path = saves_dir() / "auto"
    path.mkdir(parents=True, exist_ok=True)
    return path


def quicksave_file() -> Path:
    """The game that the quick keys write and read."""
    return auto_dir() / f"quick{SUFFIX}"


def named() -> list[Path]:
    """Saves with a name, in no order."""
    return list(saves_dir().glob(f"*{SUFFIX}"))


def autosaves() -> list[Path]:
    """The newest first."""
    found = [path for path in auto_dir().glob(f"*{SUFFIX}") if path.stem.isdigit()]
    return sorted(found, key=lambda path: -int(path.stem))


def next_autosave() -> Path:
    """A file that is not there yet: nothing is written over, so that a crash costs the new one only."""
    last = autosaves()
    return auto_dir() / f"{int(last[0].stem) + 1 if last else 1:06}{SUFFIX}"


def drop_old_autosaves() -> None:
    """Keep the newest few. Raises OSError."""
    for path in autosaves()[AUTOSAVES:]:
        path.unlink(missing_ok=True)


def everything() -> list[Path]:
    """All saves, the one written last first."""
    written = {path: _written(path) for path in (*named(), *autosaves(), quicksave_file())}
    return sorted((p for p, when in written.items() if when), key=lambda p: (-written[p], p.name))


def _written(path: Path) -> int:
    """When, in nanoseconds; 0 for a file that has gone: an old autosave may be dropped at any moment."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def newest() -> Path | None:
    """What `Continue` opens: the match that was saved last, of those that can be read and go on."""
    for path in everything():
        try:
            if not peek(path)[0].finished:
                return path
        except SaveError:
            continue
    return None
