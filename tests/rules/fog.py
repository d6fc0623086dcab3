"""Positions with fog, drawn by hand, and short words for their hexes and events."""

from __future__ import annotations

from game.rules.truth.reduce import evolve
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.chance import rules, with_fog

OPEN = ["............"] * 5
FACTIONS = ("red", "blue", "green")


class NoDice:
    """Stands in for dice where the fog of `with_fog` shall show control as it is and no ghosts."""

    def choice(self, options):
        return options[0]


def position(units, rows=OPEN, control=None, board=None, **state):
    """With fog: ground out of sight is believed to be nobody's. Units: (id, faction, (col, row), type)."""
    theatre = make_theatre(board or make_board(rows), FACTIONS, rules())
    made = [
        make_unit(theatre, i, f, at, kind, **(rest[0] if rest else {})) for i, f, at, kind, *rest in units
    ]
    made_state = make_state(theatre, made, control=control, **state)
    ground = made_state.control.copy()
    for u in made:
        ground[u.hex] = theatre.index[u.faction]
    return with_fog(evolve(made_state, control=ground), NoDice())


def at(s, *cell):
    return s.theatre.board.at(*cell)


def lane(s, row, *cols):
    return tuple(s.theatre.board.at(c, row) for c in cols)


def of(events, kind):
    return [x for x in events if isinstance(x, kind)]
