"""A position drawn by hand, in which red has means and the simple AI uses them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from game.ai.explain import explain
from game.ai.registry import controller
from game.core.fires import AssetSpec, Fires, Magazine, SiteSpec, SortieSpec
from game.core.orders import EndTurn, Order
from game.core.rng import Dice
from game.core.scenario import FactionSpec
from game.core.score import HoldLine, PointLine, ScoreSpec
from game.core.state import State
from game.core.theatre import Theatre
from game.core.units import Unit
from game.rules.legality import verify
from game.rules.truth.observe import observe
from game.rules.truth.resolve import resolve_to
from tests.ai.test_tactics import EAST, WEST
from tests.positions import make_board, make_state, standard

ROAD = [[(c, 4) for c in range(12)]]
PLACES = {"home": (1, 4), "well": (8, 4), "camp": (10, 4)}


def theatre(
    red: Mapping[str, Any] | None = None,
    blue: Mapping[str, Any] | None = None,
    sites: Mapping[str, SiteSpec] | None = None,
    banks: list[str] | None = None,
    crossings: Iterable[tuple[str, tuple[int, int], tuple[int, int], str]] = (),
    places: Mapping[str, tuple[int, int]] = PLACES,
    points: Mapping[str, float] | None = None,
) -> Theatre:
    """A road from west to east; red wants the well, or `points`. `red` and `blue`: fields of the factions."""
    board = make_board(["............"] * 9, places=places, roads=ROAD, banks=banks, crossings=crossings)
    factions = {
        "red": FactionSpec(name="Red", short="R", colour="#aa0000", **(red or {})),
        "blue": FactionSpec(name="Blue", short="B", colour="#0000aa", **(blue or {})),
        "green": FactionSpec(name="Green", short="G", colour="#00aa00"),
    }
    lines = tuple(
        PointLine(id=p, text=p, hold=HoldLine(p, worth)) for p, worth in (points or {"well": 10.0}).items()
    )
    score = {"red": ScoreSpec(par=10.0, lines=lines)}
    return Theatre(
        board, standard(), "t", "T", date(2000, 1, 1), 20, 2, factions, score, {}, sites=dict(sites or {})
    )


def position(t: Theatre, units: Iterable[Unit], **parts: Any) -> State:
    """Red to move, at war with blue and green's rival; west is red's and east blue's."""
    state = make_state(
        t,
        units,
        control={"red": WEST, "blue": EAST},
        sources={"red": [(0, 4)], "blue": [(11, 4)]},
        stances={("red", "green"): "rival"},
    )
    owners = {p.id: t.faction_ids[int(state.control[p.hex])] for p in t.board.places.values()}
    return replace(state, **{"owners": owners, **parts})


def orders_of(state: State, **doctrine: Any) -> list[Order]:
    """Red's orders of one turn; each legal, and with its reason in words."""
    out: list[Order] = []
    while len(out) < 80:
        view = observe(state, "red")
        view = replace(view, doctrine=replace(view.doctrine, **doctrine))
        order = controller("simple").decide(view, random.Random(0))
        assert verify(view, order) is None, order
        text = explain(view, order)
        assert text.endswith(".")
        assert "{" not in text
        if isinstance(order, EndTurn):
            return out
        out.append(order)
        state = resolve_to(state, order, Dice(1, len(out))).state
    raise AssertionError("the turn does not end")


def only(kind: type, orders: Iterable[Order]) -> list[Any]:
    return [o for o in orders if isinstance(o, kind)]


SUBMARINE: Mapping[str, Any] = {"assets": (AssetSpec("sub", "The Submarine", "submarine"),)}
DEPOT = {"camp": SiteSpec("ammunition", "blue")}
FULL = Fires(magazines={"sub": Magazine("red", 7)})


def air(count: int) -> Mapping[str, Any]:
    return {"sorties": SortieSpec("Air", count)}
