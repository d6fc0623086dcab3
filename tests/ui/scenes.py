"""Views for tests of the screen: a small board with a river, a bridge, roads, districts and units."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from dataclasses import replace

from game.core.board import Board, Zone
from game.core.diplomacy import LineSpec
from game.core.fires import SiteSpec
from game.core.scenario import FactionSpec
from game.core.state import State
from game.core.theatre import Theatre
from game.core.view import View
from game.rules.truth.observe import observe
from tests.positions import make_board, make_state, make_theatre, make_unit

ROWS = (
    "..hh....ff....",
    "..hh...fff....",
    ".....ffff.....",
    "....ccff......",
    "...cccf.......",
    "..tcccff..~~..",
    "...ccfff..~~..",
    "....fvff......",
    ".....fff......",
    "......fff.hh..",
)
BANKS = (
    "aaaaaaaabbbbbb",
    "aaaaaaaabbbbbb",
    "aaaaaaabbbbbbb",
    "aaaaaabbbbbbbb",
    "aaaaaabbbbbbbb",
    "aaaaaaabbbbbbb",
    "aaaaaaabbbbbbb",
    "aaaaaaabbbbbbb",
    "aaaaaaabbbbbbb",
    "aaaaaaaabbbbbb",
)
ZONES = (
    "..............",
    "..............",
    "..............",
    "....11.....333",
    "...111.....333",
    "...122.....333",
    "...22......333",
    "...........333",
    "...........333",
    "...........333",
)
CONTROL = (
    "0000000022222.",
    "0000000022222.",
    "000000022222..",
    "000001111111..",
    "000011111111..",
    "000011111111..",
    "000011111111..",
    "11111111111...",
    "11111111111...",
    "11111111111...",
)
COLOURS = {"north": "#b8402f", "south": "#3b3b3f", "east": "#d2a21c"}


def board() -> Board:
    """14 x 10 hexes."""
    return make_board(
        ROWS,
        banks=BANKS,
        roads=[
            [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4), (5, 4), (6, 4), (7, 4), (8, 4)],
            [(3, 4), (3, 3), (3, 2), (2, 1), (2, 0)],
        ],
        places={"alpha": (4, 4), "bravo": (8, 4), "charlie": (5, 7), "delta": (1, 1), "echo": (10, 8)},
        crossings=[("old_bridge", (5, 4), (6, 4), "destroyed"), ("new_bridge", (6, 7), (7, 7), "intact")],
        zones=ZONES,
        zone_list=(Zone("old", "Old town", "city"), Zone("new", "New town", "city"), Zone("land", "Land")),
    )


def theatre(ground: Board | None = None) -> Theatre:
    """Three factions."""
    made = make_theatre(ground or board(), ("north", "south", "east"))
    specs = {f: FactionSpec(name=f.title(), short=f[0].upper(), colour=c) for f, c in COLOURS.items()}
    line = LineSpec(("north", "east"), {"north": ("a",), "east": ("b",)})
    return replace(made, factions=specs, lines=(line,), sites={"charlie": SiteSpec("command", "south")})


def state(where: Theatre | None = None) -> State:
    """North at war with south, rival of east."""
    t = where or theatre()
    units = [
        make_unit(t, "n1", "north", (3, 3), "assault"),
        make_unit(t, "n2", "north", (3, 3), "armour", cohesion=55),
        make_unit(t, "n3", "north", (3, 5), "artillery", entrenchment=2, supply="overextended"),
        make_unit(t, "n4", "north", (1, 5), "regular", posture="rest", supply="isolated"),
        make_unit(t, "s1", "south", (5, 4), "is_fighter", supply="unsupplied"),
        make_unit(t, "s2", "south", (4, 6), "is_mobile"),
        make_unit(t, "e1", "east", (8, 1), "sdf_light"),
    ]
    return make_state(
        t, units, control=CONTROL, sources={"north": [(0, 4)]}, stances={("north", "east"): "rival"}
    )


def view(faction: str = "north") -> View:
    """What one side knows."""
    return observe(state(), faction)
