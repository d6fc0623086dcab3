"""Names of controllers, as scenarios, saves and the command line write them: `simple`, or `simple:a_plan`."""

from __future__ import annotations

from game.core.scenario import CONTROLLERS, FactionSpec

PLANNER = "simple"
"""The controller that follows plans."""
_PLAN = ":"


def split(name: str) -> tuple[str, str]:
    """(controller, plan) of a name; without one the faction's own plan is meant."""
    kind, _, plan = name.partition(_PLAN)
    return kind, plan


def with_plan(name: str, plan: str) -> str:
    """The name of a controller that follows a plan."""
    return f"{split(name)[0]}{_PLAN}{plan}"


def choices(spec: FactionSpec) -> tuple[str, ...]:
    """Names of all controllers that a faction can have, the planning one under each of its plans; without
    one, too, if that is what the scenario names.
    """
    plain = () if spec.plan else (PLANNER,)
    planning = (*plain, *(with_plan(PLANNER, plan) for plan in spec.plans))
    return (*planning, *(name for name in CONTROLLERS if name != PLANNER))


def own_choice(spec: FactionSpec) -> str:
    """The one of `choices` that the scenario names."""
    planned = spec.controller == PLANNER and spec.plan
    return with_plan(PLANNER, spec.plan) if planned else spec.controller
