"""Numbers as people write them."""

from __future__ import annotations


def points(value: float) -> str:
    """Points with one decimal, with a true minus; nought has none."""
    return f"{round(value, 1) + 0.0:.1f}".replace("-", "\N{MINUS SIGN}")


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, with a true minus."""
    return f"{value:+.{digits}f}".replace("-", "\N{MINUS SIGN}")
