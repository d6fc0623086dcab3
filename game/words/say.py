"""What rules and board name, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.words.catalogue import t, whereabouts

if TYPE_CHECKING:
    from datetime import date

    from game.core.board import Board, Edge
    from game.core.saying import Saying


def tell(saying: Saying) -> str:
    """What was to be said, in words."""
    return t(saying.key, **dict(saying.values))


def day_words(day: date) -> str:
    """A date."""
    return t("top.date", day=day.day, month=t(f"month.{day.month}"), year=day.year)


def place_name(board: Board, h: int) -> str:
    """What people call a hex."""
    return whereabouts(board.spot(h))


def crossing_name(board: Board, name: str, edge: Edge) -> str:
    """What people call a crossing: a pontoon has no name but its place."""
    return name or t("spot.pontoon", where=board.spot(edge[0]))
