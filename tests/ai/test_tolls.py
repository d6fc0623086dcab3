"""What the simple AI asks before it comes over a deconfliction line: incidents and tension have a price."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.ai.picture import look
from game.ai.plan import plan_for
from game.ai.tolls import FREE, Tolls, tolls
from game.core.diplomacy import Diplomacy, LineSpec
from game.core.fires import Fires
from game.core.orders import Sortie
from game.core.score import EachTurnLine, HoldLine, IncidentLine, PointLine, ScoreSpec
from game.core.script import Condition, TensionIs
from game.core.state import State
from game.rules.truth.observe import observe
from tests.ai.means_case import air, only, orders_of, position, theatre
from tests.positions import make_unit

BANKS = ["aaaaaabbbbbb"] * 9
LINE = LineSpec(("red", "green"), {"red": ("a",), "green": ("b",)})
BRIDGE = (("span", (5, 4), (6, 4), "intact"),)
CRITICAL = EachTurnLine(Condition(tension=TensionIs(("red", "green"), at_least=80)), -1.0)


def crossing(prize: float, at: tuple[int, int], tension: int, *, in_force: bool = True) -> State:
    """A red unit, the line that the river is, and a prize beyond it."""
    lines = (
        PointLine(id="well", text="w", hold=HoldLine("well", prize)),
        PointLine(id="peace", text="p", incidents=IncidentLine(-2.0)),
        PointLine(id="calm", text="c", each_turn=CRITICAL),
    )
    t = theatre(banks=BANKS, crossings=BRIDGE)
    t = replace(t, lines=(LINE,), score={"red": ScoreSpec(par=10.0, lines=lines)})
    units = [make_unit(t, "a", "red", at), make_unit(t, "g", "green", (11, 8))]
    return position(t, units, diplomacy=Diplomacy(tension={"red green": tension}, lines=in_force))


def goes(state: State) -> bool:
    view = observe(state, "red")
    task = plan_for(view, look(view)).tasks["a"]
    return task.aim is not None and task.aim.id == "well"


@pytest.mark.parametrize(
    ("prize", "tension", "expected"), [(4.0, 20, False), (14.0, 20, True), (14.0, 80, False)]
)
def test_a_prize_beyond_the_line_must_be_worth_the_incidents_and_the_tension(
    prize: float, tension: int, expected: bool
) -> None:
    assert goes(crossing(prize, (4, 4), tension)) is expected


def test_who_is_over_the_line_already_pays_no_more() -> None:
    assert goes(crossing(4.0, (7, 4), 80))


def test_a_line_that_is_not_in_force_costs_nothing() -> None:
    state = crossing(4.0, (4, 4), 20, in_force=False)
    assert tolls(observe(state, "red")) == FREE
    assert goes(state)


def test_the_price_grows_with_the_units_and_with_tension_until_it_is_critical() -> None:
    theatre = crossing(4.0, (4, 4), 20).theatre
    calm, tense, worst = (Tolls(incident=2.0, strain=8.0, tension=n) for n in (0, 45, 90))
    assert calm.price(theatre, 2) == 4.0
    assert calm.price(theatre, 2) < calm.price(theatre, 7)
    assert calm.price(theatre, 2) < tense.price(theatre, 2) < worst.price(theatre, 2)
    assert worst.price(theatre, 2) == 4.0 + 8.0


@pytest.mark.parametrize("in_force", [True, False])
def test_aircraft_leave_the_roads_beyond_a_line_to_the_rival(in_force: bool) -> None:
    """Blue stands over the closed river, where the road that feeds it is the rival's business."""
    t = replace(theatre(air(4), banks=BANKS), lines=(LINE,))
    units = [
        make_unit(t, "a", "red", (5, 4)),
        make_unit(t, "x", "blue", (6, 4), "guard"),
        make_unit(t, "y", "blue", (7, 4), "guard"),
    ]
    tension = Diplomacy(tension={"red green": 20}, lines=in_force)
    state = position(t, units, fires=Fires(sorties={"red": 4}), diplomacy=tension)
    cut = [o for o in only(Sortie, orders_of(state)) if o.mission == "interdiction"]
    assert bool(cut) is not in_force
