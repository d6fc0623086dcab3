"""What the player prefers, kept in the platform's own place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from game.match.files import write_atomically
from game.ui.colour import STANDARD, VISIONS
from game.ui.input import Bindings
from game.words import languages, t

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
    palette: str = STANDARD
    """Which vision factions' colours are for."""
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


def first_start() -> bool:
    """Whether this player has neither preferences nor saves yet."""
    return not config_file().exists() and not any(saves_dir().rglob("*.save"))


def load(path: Path | None = None) -> tuple[Settings, str]:
    """Settings from disk, and what was wrong with them, in words: whatever makes no sense has its default,
    and a copy of the file is kept beside it.
    """
    source = path or config_file()
    try:
        raw = json.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        return Settings(), t("prefs.damaged", path=_keep(source))
    out, wrong = _settings(raw)
    return out, t("prefs.nonsense", names=", ".join(wrong), path=_keep(source)) if wrong else ""


def _settings(raw: dict[str, Any]) -> tuple[Settings, list[str]]:
    """What can be used of a file's content, and the names of what cannot."""
    default = Settings()
    allowed = {
        "text_scale": TEXT_SCALES, "speed": SPEEDS, "palette": VISIONS, "language": languages()
    }  # fmt: skip
    known: dict[str, Any] = {}
    wrong = []
    for field_ in fields(Settings):
        name = field_.name
        if name not in raw:
            continue
        value = float(raw[name]) if type(raw[name]) is int and name == "text_scale" else raw[name]
        if type(value) is not type(getattr(default, name)) or value not in allowed.get(name, (value,)):
            wrong.append(name)
        else:
            known[name] = value
    keys = {str(k): tuple(map(str, v)) for k, v in known.pop("keys", {}).items() if isinstance(v, list)}
    kept = Bindings(keys).changes()
    if any(kept.get(action) != chords for action, chords in keys.items()):
        wrong.append("keys")
    out = Settings(**known, keys=kept)
    return out.but(width=max(1280, out.width), height=max(720, out.height)), wrong


def _keep(path: Path) -> Path:
    """A copy of a file that is not understood, before it is written over."""
    aside = path.with_suffix(".damaged" + path.suffix)
    try:
        write_atomically(aside, path.read_bytes())
    except OSError:
        return path
    return aside


def save(settings: Settings, path: Path | None = None) -> str:
    """Write settings. Gives back what went wrong, in words: it is no reason to stop a game."""
    target = path or config_file()
    try:
        write_atomically(target, json.dumps(asdict(settings), indent=1).encode())
    except OSError as error:
        return t("prefs.not_written", path=target, why=error.strerror or error)
    return ""
