"""Sentences of the catalogue with a ruleset's numbers in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from game.ui.handbook.model import Page, Para, Part, Table
from game.words import t

_MINUS = re.compile(r"(?<![\w.])-(?=\d)")


def page(name: str, *parts: Part) -> Page:
    """A page with the title that the catalogue has for it."""
    return Page(name, t(f"help.{name}.title"), parts)


def para(key: str, *records: Any, **values: Any) -> Para:
    """The text `help.<key>` with the fields of these records, by their names, and other values."""
    known: dict[str, Any] = {}
    for record in records:
        known.update({f.name: getattr(record, f.name) for f in fields(record)})
    return Para(_MINUS.sub("\N{MINUS SIGN}", t(f"help.{key}", **known, **values)))


def head(key: str) -> Para:
    """A heading."""
    return Para(t(f"help.{key}"), head=True)


def table(key: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """Rows under the headings `help.<key>.<column>`."""
    return Table(tuple(t(f"help.{key}.{c}") for c in columns), tuple(rows))


def number(value: float) -> str:
    """A number without needless noughts, with a true minus."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def shift(columns: int) -> str:
    """A shift on the table with its sign."""
    return f"{columns:+d}".replace("-", "\N{MINUS SIGN}") if columns else "0"


def share(value: float) -> str:
    """A share or probability in per cent."""
    return f"{value * 100:.3g} %"


def mark(value: bool) -> str:
    """Yes, or nothing."""
    return t("help.yes") if value else "\N{EN DASH}"
