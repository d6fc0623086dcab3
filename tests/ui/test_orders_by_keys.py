"""Every kind of order that a side may give can be given by the keyboard alone, as it was meant."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from game.ai.registry import controller
from game.core.orders import (
    Attack,
    Concede,
    Decide,
    EndTurn,
    Finish,
    MainEffort,
    Move,
    Order,
    SetPosture,
    Sortie,
    Strike,
)
from game.core.view import View
from game.rules.effort import has_depot
from game.rules.legality import legal_orders
from game.ui.panels.over_line import over_line
from tests.ui.driver import start
from tests.ui.hands import DriverHands
from tests.ui.means_case import MEANS
from tests.ui.player import KeyPlayer, as_meant
from tests.ui.test_headless import SCENARIOS, close_what_opened

ALL = 99
"""Kinds tried in a turn: as many as there are."""


def kind_of(view: View, order: Order) -> str:
    """What is asked of the player for an order: those of a kind go the same way through the window."""
    name = type(order).__name__
    match order:
        case Strike():
            return f"{name} {order.aim} {order.press} {order.escalate}"
        case Sortie():
            return f"{name} {order.mission} {order.escalate}"
        case SetPosture():
            return f"{name} {order.posture}"
        case Decide():
            return f"{name} {order.decision}"
        case MainEffort():
            return f"{name} {bool(order.place)}"
        case Attack():
            return f"{name} {order.shock}"
        case Move():
            asked = bool(over_line(view, order.path)), has_depot(view, view.units[order.unit])
            return f"{name} {asked}"
        case _:
            return name


def something_new(view: View, done: set[str]) -> Order | None:
    """A legal order of a kind that has not been given; what would keep units from others comes last."""
    orders = (o for o in legal_orders(view) if not isinstance(o, EndTurn | Concede))
    new = (o for o in orders if kind_of(view, o) not in done)
    return min(new, key=lambda o: isinstance(o, Move | SetPosture | Finish), default=None)


def play(path: Path, side: str, turns: int, most: int = ALL) -> set[str]:
    """For some turns: up to `most` orders of kinds not given yet by keys, then an AI's. Gives the kinds."""
    player = KeyPlayer(DriverHands(start(side, path, ask_idle=False)))
    brain, chance, done = controller("simple"), random.Random(3), set()
    match = player.match.session.match
    while match.outcome is None and match.turn <= turns:
        close_what_opened(player)
        for _ in range(most):
            view, before = player.match.view, len(match.journal)
            order = something_new(view, done)
            if order is None:
                break
            player.carry_out(order)
            given = player.hands.wait(lambda n=before: len(match.journal) > n, 1.5)
            assert given, (order, player.match.toast, type(player.app.top).__name__)
            assert as_meant(match.journal[before].order, order)
            done.add(kind_of(view, order))
            player.hands.wait(lambda: match.outcome is not None or player.free(), 10)
        while not isinstance(order := brain.decide(match.view(side), chance), EndTurn):
            assert player.match.give(order), player.match.toast
        player.carry_out(order)
        player.hands.wait(lambda: match.outcome is not None or player.free(), 30)
    return done


def test_each_means_of_a_side_that_has_all_is_ordered_by_keys_alone():
    done = {kind.split()[0] for kind in play(MEANS, "blue", turns=2)}
    assert done >= {
        "Strike", "Sortie", "DeliverAid", "Handover", "MainEffort", "Raid", "Disperse", "Ferry", "SetPosture",
        "Move", "Finish",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "side", "wanted"),
    [
        ("straits.yaml", "republic", {"DeliverAid", "Decide passage"}),
        (
            "deir_ez_zor_2017.yaml",
            "sdf",
            {"Bridge", "Ferry", "Sortie support False", "SetPosture stand_fast"},
        ),
        ("deir_ez_zor_2017.yaml", "government", {"Decide deal", "SetPosture guard"}),
    ],
)
def test_the_orders_of_the_shipped_scenarios_are_given_by_keys_alone(name, side, wanted):
    assert play(SCENARIOS / name, side, turns=4) >= wanted
