"""Answers to the decisions that a scenario offers."""

from __future__ import annotations

import random

from game.core.orders import Decide
from game.core.scenario import Doctrine
from game.core.script import DecisionSpec, OptionSpec
from game.core.view import View


def answer(view: View, rng: random.Random) -> Decide:
    """Answer the first open decision: options are drawn by weight times what the doctrine makes of them."""
    decision = view.offers[0]
    weights = [max(0.0, weigh(view, o)) for o in decision.options]
    if not any(weights):
        return Decide(decision.id, decision.default)
    mark = rng.random() * sum(weights)
    for option, weight in zip(decision.options, weights, strict=True):
        mark -= weight
        if mark < 0:
            return Decide(decision.id, option.id)
    return Decide(decision.id, likeliest(decision, weights))


def likeliest(decision: DecisionSpec, weights: list[float]) -> str:
    """The option of the greatest weight, the first of equals."""
    return decision.options[weights.index(max(weights))].id


def weigh(view: View, option: OptionSpec) -> float:
    """An option's weight: its own, and the doctrine's opinion of troops, war and prestige."""
    doctrine: Doctrine = view.doctrine
    weight = option.weight
    for effect in option.then:
        if effect.arrive:
            weight *= doctrine.aggression
        if effect.withdraw:
            weight *= doctrine.caution
        if effect.stance and effect.stance.stance == "war" and view.faction in effect.stance.between:
            weight *= doctrine.aggression
        if effect.prestige and effect.prestige.faction == view.faction and effect.prestige.change < 0:
            weight /= max(0.1, doctrine.caution)
    return weight
