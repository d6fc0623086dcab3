"""Controllers by the name that scenarios and the command line use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from game.ai.base import Controller
from game.ai.chance import RandomController
from game.ai.idle import IdleController
from game.ai.simple import SimpleController

CONTROLLERS: Mapping[str, Callable[[], Controller]] = {
    "simple": SimpleController,
    "random": RandomController,
    "idle": IdleController,
}


def controller(name: str) -> Controller:
    """A new controller. Raises KeyError with a sentence that lists the names there are."""
    found = CONTROLLERS.get(name)
    if found is None:
        raise KeyError(f"there is no controller '{name}'; there are {', '.join(CONTROLLERS)}")
    return found()
