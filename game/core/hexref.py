"""Finding the hex that an author means."""

from __future__ import annotations

import re

from game.core import hexes
from game.core.board import Board
from game.core.refs import HexRef

_STEP = re.compile(r"(NE|NW|SE|SW|E|W)(\d*)")


def locate(board: Board, ref: HexRef) -> int:
    """The hex of a place ("harbour"), of steps from a place ("harbour/NE2,E") or [column, row].

    Raises ValueError with a sentence that says what is wrong.
    """
    if not isinstance(ref, str):
        return board.at(*ref)
    name, _, steps = ref.partition("/")
    place = board.places.get(name)
    if place is None:
        raise ValueError(f"there is no place '{name}' on the map")
    col, row = board.col_row(place.hex)
    for part in filter(None, steps.split(",")):
        match = _STEP.fullmatch(part.strip())
        if not match:
            raise ValueError(
                f"'{part}' is no step: write a direction ({', '.join(hexes.DIRECTIONS)}) and a count"
            )
        direction = hexes.DIRECTIONS.index(match[1])
        for _ in range(int(match[2] or 1)):
            col, row = hexes.neighbour(col, row, direction)
    try:
        return board.at(col, row)
    except ValueError:
        raise ValueError(f"'{ref}' leads off the board") from None
