"""Controllers by the name that scenarios, saves and the command line use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from game.ai.base import Controller
from game.ai.chance import RandomController
from game.ai.doctrine import under
from game.ai.explain import explain
from game.ai.idle import IdleController
from game.ai.simple import SimpleController
from game.core.controllers import split
from game.core.orders import Order
from game.core.scenario import FactionSpec
from game.core.view import View

CONTROLLERS: Mapping[str, Callable[[], Controller]] = {
    "simple": SimpleController,
    "random": RandomController,
    "idle": IdleController,
}

Reasons = Callable[[View, Order], str]
"""Says why a controller would give an order, from the view it had."""

_REASONS: Mapping[str, Reasons] = {"simple": explain}
"""Controllers that have reasons."""


def controller(name: str, spec: FactionSpec | None = None) -> Controller:
    """A new controller, of a faction that has plans if the name speaks of one. Raises KeyError with a
    sentence that lists the names there are.
    """
    kind, plan = split(name)
    found = CONTROLLERS.get(kind)
    if found is None:
        raise KeyError(f"there is no controller '{kind}'; there are {', '.join(CONTROLLERS)}")
    plans = spec.plans if spec else {}
    if plan and plan not in plans:
        known = f"there are {', '.join(plans)}" if plans else "the scenario gives it none"
        raise KeyError(f"there is no plan '{plan}' for this faction; {known}")
    return under(found(), spec.doctrine_for(plan)) if spec and plan else found()


def reasons(name: str, spec: FactionSpec) -> Reasons | None:
    """What says why a faction's controller gives an order; None for one that has no reasons."""
    kind, plan = split(name)
    found = _REASONS.get(kind)
    if found is None or not plan:
        return found
    doctrine = spec.doctrine_for(plan)
    return lambda view, order: found(replace(view, doctrine=doctrine), order)
