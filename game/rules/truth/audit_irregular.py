"""What is wrong with irregular war, main efforts and depots of a position. See `audit.problems`."""

from __future__ import annotations

from collections.abc import Iterator

from game.core.situation import friendly
from game.core.state import State


def irregular_problems(state: State) -> Iterator[str]:
    """Raids, cells, mines, main efforts and depots that cannot be."""
    irregular, sides, board = state.irregular, set(state.theatre.faction_ids), state.theatre.board
    for key, cell in irregular.cells.items():
        if key in state.units or key != cell.unit.id or not 1 <= cell.since <= state.turn:
            yield f"the cell '{key}' is none"
    for key, count in irregular.dispersed.items():
        if not 1 <= count <= state.theatre.ruleset.irregular.cell_most:
            yield f"{key} has dispersed {count} times"
    raiders = [raid.unit for raid in irregular.raids]
    for raid in irregular.raids:
        if (
            raid.faction not in sides
            or raiders.count(raid.unit) > 1
            or raid.until < 1
            or not 0 <= raid.hex < board.size
        ):
            yield f"the raid of '{raid.unit}' is none"
    yield from (f"{f} has {n} shock attacks" for f, n in irregular.shock.items() if f not in sides or n < 0)
    for h, layer in irregular.mines.items():
        if not 0 <= h < board.size or layer not in sides:
            yield f"mines of '{layer}' lie on hex {h}"
        elif any(not friendly(state, layer, u.faction) for u in state.stacks.get(h, ())):
            yield f"somebody stands among the mines of {layer} on hex {h}"
    for faction, place in irregular.effort.items():
        if faction not in sides or (place and place not in board.places):
            yield f"the main effort of {faction} is '{place}'"
    yield from (
        f"the depot of {k} is off the board" for k, h in irregular.depots.items() if not 0 <= h < board.size
    )
