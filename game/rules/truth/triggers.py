"""The scenario's triggers and decisions: condition, then effects."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from game.core import events as e
from game.core.refs import Provenance
from game.core.script import (
    CohesionEffect,
    CrossingEffect,
    DecisionSpec,
    Effect,
    SourceEffect,
    StanceIs,
    TaskEffect,
)
from game.core.tasks import Task
from game.core.theatre import Scenario
from game.rules.truth.arrivals import bring_on, take_ground
from game.rules.truth.conditions import hex_of, holds
from game.rules.truth.relations import change_tension
from game.rules.truth.resolution import Resolution
from game.rules.truth.victory import end_by_scenario

__all__ = ["apply", "decide", "decision_spec", "holds", "run_triggers", "take_defaults"]


def run_triggers(r: Resolution, faction: str, after_order: bool = False) -> None:
    """At a faction's turn start: every trigger in the order of the scenario, each on what the ones
    before it left. Without `on` a trigger is tried at every faction's turn start. One that is `rising`
    fires when its condition comes true, not while it stays so. `after_order` tries those that are looked
    at after each order.
    """
    for trigger in r.state.scenario.spec.triggers:
        if r.state.outcome is not None:
            return
        if after_order and not trigger.each_order:
            continue
        if trigger.on not in ("", faction) or (trigger.id in r.state.fired and not trigger.repeat):
            continue
        held, now = trigger.id in r.state.held, holds(r.state, trigger.when)
        if trigger.rising and now != held:
            r.emit(e.TriggerHeld(trigger.id, now))
        if now and not (trigger.rising and held):
            r.emit(e.TriggerFired(trigger.id))
            _apply_all(r, trigger.then, trigger.source)


def decision_spec(scenario: Scenario, decision: str) -> DecisionSpec:
    """A decision of the scenario. Raises KeyError for one that it does not have."""
    return _decisions(scenario)[decision]


@lru_cache(maxsize=16)
def _decisions(scenario: Scenario) -> dict[str, DecisionSpec]:
    return {d.id: d for d in scenario.spec.decisions}


def decide(r: Resolution, decision: str, option: str) -> None:
    """A faction's answer and what follows from it."""
    spec = decision_spec(r.state.scenario, decision)
    chosen = next(o for o in spec.options if o.id == option)
    r.emit(e.DecisionTaken(decision, spec.faction, option))
    _apply_all(r, chosen.then, spec.source)


def take_defaults(r: Resolution, faction: str) -> None:
    """What a faction leaves unanswered at its turn end is answered by the default."""
    for decision in sorted(d for d, f in r.state.offers.items() if f == faction):
        decide(r, decision, decision_spec(r.state.scenario, decision).default)


def _apply_all(r: Resolution, effects: tuple[Effect, ...], source: Provenance | None) -> None:
    for effect in effects:
        apply(r, effect, f"{source.confidence} {source.ref}".strip() if source else "")


def apply(r: Resolution, effect: Effect, source: str = "") -> None:
    """Everything that is given in an effect, in the order of its fields. `source` is the confidence and
    the fact or publication, in words.
    """
    if effect.say:
        say = effect.say
        r.emit(e.Message(say.to, say.title, say.text, say.place, source))
    for task in effect.task_done:
        _finish_task(r, task)
    if effect.task:
        _set_task(r, effect.task)
    for unit in effect.arrive:
        bring_on(r, unit)
    for unit in effect.withdraw:
        _withdraw(r, unit)
    if effect.prestige:
        r.emit(e.PrestigeChanged(effect.prestige.faction, effect.prestige.change, effect.prestige.reason))
    if effect.replacements:
        r.emit(e.RateChanged(effect.replacements.faction, effect.replacements.rate))
    if effect.cohesion:
        _change_cohesion(r, effect.cohesion)
    if effect.source_of_supply:
        _set_source(r, effect.source_of_supply)
    if effect.crossing:
        _set_crossing(r, effect.crossing)
    _relate(r, effect)
    if effect.offer and effect.offer not in r.state.offers:
        r.emit(e.DecisionOffered(effect.offer, decision_spec(r.state.scenario, effect.offer).faction))
    if effect.end:
        end_by_scenario(r, effect.end)


def _relate(r: Resolution, effect: Effect) -> None:
    """The part of an effect that changes how factions stand to each other."""
    if effect.stance:
        _set_stance(r, effect.stance)
    if effect.tension:
        change_tension(r, *effect.tension.between, effect.tension.change, effect.tension.reason)
    if effect.deconfliction and effect.deconfliction.active != r.state.diplomacy.lines:
        r.emit(e.LinesChanged(effect.deconfliction.active))
    if effect.sorties:
        r.emit(e.SortieRateChanged(effect.sorties.faction, effect.sorties.a_turn))
    if effect.plan:
        r.emit(e.PlanChanged(effect.plan.faction, effect.plan.plan))


def _set_task(r: Resolution, effect: TaskEffect) -> None:
    h = -1 if effect.at is None else hex_of(r.state.theatre.board, effect.at)
    r.emit(e.TaskSet(effect.to, effect.id, Task(effect.to, effect.title, effect.text, h, effect.unit)))


def _finish_task(r: Resolution, task_id: str) -> None:
    task = r.state.tasks.get(task_id)
    if task and not task.done:
        r.emit(e.TaskSet(task.faction, task_id, replace(task, done=r.state.turn)))


def _withdraw(r: Resolution, unit_id: str) -> None:
    unit = r.state.units.get(unit_id) or r.state.waiting.get(unit_id)
    if unit:
        r.emit(e.Removed(unit_id, unit.faction, unit.hex, "withdrawn"))


def _change_cohesion(r: Resolution, effect: CohesionEffect) -> None:
    values = tuple(
        (u.id, min(100, max(0, u.cohesion + effect.change)))
        for u in r.state.units.values()
        if u.faction == effect.faction
    )
    r.emit(e.CohesionChanged(effect.faction, effect.change, values))


def _set_source(r: Resolution, effect: SourceEffect) -> None:
    h = hex_of(r.state.theatre.board, effect.at)
    if (h in r.state.sources[effect.faction]) != effect.active:
        r.emit(e.SourceChanged(effect.faction, h, effect.active))


def _set_crossing(r: Resolution, effect: CrossingEffect) -> None:
    for c in r.state.crossings.values():
        if c.id == effect.crossing and c.status != effect.status:
            r.emit(e.CrossingChanged(c.id, c.name, c.edge, c.kind, effect.status, c.owner))
            return


def _set_stance(r: Resolution, effect: StanceIs) -> None:
    a, b = effect.between
    if r.state.stances[a, b] == effect.stance:
        return
    r.emit(e.StanceChanged(a, b, effect.stance))
    for unit in r.state.units.values():
        if unit.faction in (a, b) and unit.id not in r.state.civil.convoys:
            take_ground(r, unit.faction, unit.hex)
