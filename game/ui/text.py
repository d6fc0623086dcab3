"""Words on the screen. Every one of them is in `assets/strings/en.yaml`, none in code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

STRINGS = Path(__file__).parents[2] / "assets" / "strings" / "en.yaml"


@cache
def catalogue() -> dict[str, str]:
    """Key -> text, nested keys joined by dots ("menu.quit")."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = yaml.load(STRINGS.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    out: dict[str, str] = {}

    def walk(node: object, prefix: str) -> None:
        if isinstance(node, dict):
            for key, child in node.items():
                walk(child, f"{prefix}.{key}" if prefix else str(key))
        else:
            out[prefix] = str(node)

    walk(tree, "")
    return out


def t(key: str, /, **values: object) -> str:
    """The text of `key` with `{names}` filled in. Raises KeyError for a key that is not there."""
    text = catalogue()[key]
    return text.format(**values) if values else text


def has(key: str) -> bool:
    """Whether the catalogue has this key: for words that depend on data, such as a rule's codes."""
    return key in catalogue()


def word(prefix: str, code: str) -> str:
    """The word for a code of the rules or of a scenario; the code itself, made readable, if unknown."""
    key = f"{prefix}.{code}"
    return catalogue().get(key) or code.replace("_", " ")


def points(value: float) -> str:
    """Points with one decimal, with a true minus; nought has none."""
    return f"{round(value, 1) + 0.0:.1f}".replace("-", "\N{MINUS SIGN}")


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, with a true minus."""
    return f"{value:+.{digits}f}".replace("-", "\N{MINUS SIGN}")
