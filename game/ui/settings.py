"""What the player prefers, kept in the platform's own place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from game.words import languages

APP = "closing-in"
TEXT_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
SPEEDS = ("slow", "normal", "fast", "off")
"""Of animated moves; `off` shows the result at once."""


@dataclass(frozen=True)
class Settings:
    """Preferences; every field has a default, so that an old or damaged file still opens."""

    text_scale: float = 1.0
    speed: str = "normal"
    ask_idle: bool = True
    """Ask before ending a turn while units can still act."""
    confirm_attack: bool = True
    autosave: bool = True
    hints: bool = True
    """Say beside the unit what can be done next."""
    edge_scroll: bool = False
    width: int = 1440
    height: int = 860
    fullscreen: bool = False
    language: str = "en"
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Action -> chords, where they differ from the defaults."""

    def but(self, **changes: Any) -> Settings:
        """A copy with changes."""
        return replace(self, **changes)


def config_file() -> Path:
    """Where settings are kept."""
    return user_config_path(APP) / "settings.json"


def saves_dir() -> Path:
    """Where games are saved. Made on first use."""
    path = user_data_path(APP) / "saves"
    path.mkdir(parents=True, exist_ok=True)
    return path


def autosave_file() -> Path:
    """The game that `Continue` opens."""
    return saves_dir() / "autosave.save"


def quicksave_file() -> Path:
    """The game that the quick keys write and read."""
    return saves_dir() / "quicksave.save"


def first_start() -> bool:
    """Whether this player has neither preferences nor saves yet."""
    return not config_file().exists() and not any(saves_dir().iterdir())


def load(path: Path | None = None) -> Settings:
    """Settings from disk; whatever is missing or makes no sense takes its default."""
    try:
        raw = json.loads((path or config_file()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    default = Settings()
    known = {
        f.name: raw[f.name]
        for f in fields(Settings)
        if f.name in raw and isinstance(raw[f.name], type(getattr(default, f.name)))
    }
    out = Settings(**known)
    if out.text_scale not in TEXT_SCALES:
        out = out.but(text_scale=default.text_scale)
    if out.language not in languages():
        out = out.but(language=default.language)
    if out.speed not in SPEEDS:
        out = out.but(speed=default.speed)
    keys = {str(k): tuple(map(str, v)) for k, v in out.keys.items() if isinstance(v, list | tuple)}
    return out.but(keys=keys, width=max(1280, out.width), height=max(720, out.height))


def save(settings: Settings, path: Path | None = None) -> None:
    """Write settings. A place that cannot be written is no reason to stop a game."""
    target = path or config_file()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
        part.replace(target)
    except OSError:
        return
