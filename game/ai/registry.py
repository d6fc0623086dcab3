"""Controllers by the name that scenarios and the command line use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from game.ai.base import Controller
from game.ai.chance import RandomController
from game.ai.explain import explain
from game.ai.idle import IdleController
from game.ai.simple import SimpleController
from game.core.orders import Order
from game.core.view import View

CONTROLLERS: Mapping[str, Callable[[], Controller]] = {
    "simple": SimpleController,
    "random": RandomController,
    "idle": IdleController,
}

EXPLAINED: Mapping[str, Callable[[View, Order], str]] = {"simple": explain}
"""Controllers that have reasons -> what says why one would give an order, from the view it had."""


def controller(name: str) -> Controller:
    """A new controller. Raises KeyError with a sentence that lists the names there are."""
    found = CONTROLLERS.get(name)
    if found is None:
        raise KeyError(f"there is no controller '{name}'; there are {', '.join(CONTROLLERS)}")
    return found()
