"""Postures: rest when tired and left alone, stand fast where a place is pledged, else hold."""

from __future__ import annotations

from game.ai.picture import Picture
from game.ai.plan import Plan
from game.ai.task import Task
from game.ai.weights import STANDARD as W
from game.core.units import Posture, Unit


def posture_for(picture: Picture, plan: Plan, unit: Unit, task: Task) -> Posture:
    """The posture that the unit should have; what it has, where there is no reason to change."""
    if unit.posture == "guard" and task.kind == "garrison" and task.aim is None:
        return "guard"
    if unit.hex in plan.pledged and unit.supply != "isolated" and unit.steps * 2 > unit.full:
        return "stand_fast"
    if unit.hex not in picture.contact:
        if unit.posture == "rest":
            return "rest" if unit.cohesion < W.rested else "hold"
        tired = unit.cohesion < W.tired and unit.supply in ("supplied", "overextended")
        return "rest" if tired and task.kind != "breakout" else "hold"
    return "hold"
