"""English in disguise, for tests and for translators: "Settings" becomes "[Ŝéţţîñĝŝ ~~~]".

Every letter bears a mark, so a plain one on the screen was written in code; the text is a third longer, as
translations are; and the brackets show where it was cut off. `{names}` are left as they are.
"""

from __future__ import annotations

import re

_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MARKED = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļṁñöþǫŕšţûṽŵẋýž"
_MARKS = str.maketrans(_PLAIN, _MARKED)
_FIELD = re.compile(r"(\{[^{}]*\})")
LONGER = 0.35


def marked(text: str) -> str:
    """A text with a mark on every letter."""
    return text.translate(_MARKS)


def pseudo(text: str) -> str:
    """A text of the catalogue in disguise, line by line. A line without letters ("{left}/{all}") stays."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    if text.startswith("# "):  # a heading
        return "# " + _line(text.removeprefix("# "))
    parts = _FIELD.split(text)
    letters = sum(c.isalpha() for part in parts[::2] for c in part)
    if not letters:
        return text
    body = "".join(part if i % 2 else marked(part) for i, part in enumerate(parts))
    return f"[{body}{_padding(round(letters * LONGER))}]"


def _padding(length: int) -> str:
    """Tildes in words of three, so that they wrap as words do."""
    return "".join(" ~~~"[: length - i] for i in range(0, length, 4)).rstrip()
