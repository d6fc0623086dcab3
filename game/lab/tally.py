"""What the events of a match count for: uses of a mechanism, by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from game.core import events as e
from game.core.ruleset import Ruleset
from game.match.journal import Entry

Key = tuple[str, str]
"""(mechanism, faction); the faction is empty where nobody in particular used it."""

DECISION = "decision "
"""Before "decision: option" in the mechanism of an answer."""


def _soon(rules: Ruleset) -> int:
    """Turns after its loss in which a place counts as retaken: those in which one goes back for it, and the
    turn ends that make it one's own.
    """
    return rules.irregular.retake_turns + rules.objectives.turn_ends


def tally(journal: Iterable[Entry], rules: Ruleset) -> tuple[Counter[Key], dict[str, int]]:
    """Uses of each mechanism by each faction, and civilians harmed by each."""
    counts: Counter[Key] = Counter()
    harmed: dict[str, int] = {}
    memory = _Memory(_soon(rules))
    for entry in journal:
        for event in entry.events:
            for key in _keys(event, entry.faction, memory):
                counts[key] += 1
            if isinstance(event, e.CiviliansHarmed):
                harmed[event.faction] = harmed.get(event.faction, 0) + event.people
    return counts, harmed


class _Memory:
    """What one event needs to know of earlier ones."""

    def __init__(self, soon: int) -> None:
        self.soon = soon
        self.claims: dict[int, bool] = {}
        self.efforts: set[str] = set()
        self.turn = 0
        self.lost: dict[str, tuple[str, int]] = {}
        """Place -> who lost it last, and when."""


def _keys(event: e.Event, faction: str, memory: _Memory) -> Iterator[Key]:
    """What an event counts for. `faction` is the one whose order it came of."""
    simple = _SIMPLE.get(type(event))
    if simple:
        yield simple(event)
    reader = _READERS.get(type(event))
    if reader:
        yield from reader(event, faction, memory)


_SIMPLE: Mapping[type[Any], Callable[[Any], Key]] = {
    e.MissionFlown: lambda x: (x.mission.mission, x.mission.faction),
    e.SiteOverrun: lambda x: ("site_overrun", x.by),
    e.SiteLost: lambda x: ("site_lost", x.faction),
    e.RulesOverridden: lambda x: ("escalation", x.faction),
    e.CiviliansHarmed: lambda x: (f"harm_{x.cause}", x.faction),
    e.ConvoyChanged: lambda x: (f"convoy_{x.what}", x.faction),
    e.Sighted: lambda x: ("sighting", x.sighting.faction),
    e.HandedOver: lambda x: ("handover", x.faction),
    e.Ferried: lambda x: ("ferry", x.faction),
    e.Raided: lambda x: ("raid", x.raid.faction),
    e.Dispersed: lambda x: ("dispersed", x.cell.faction),
    e.Reformed: lambda x: ("reformed", x.faction),
    e.Trickled: lambda x: ("trickle" if x.steps else "trickle_stopped", x.faction),
    e.Mined: lambda x: ("mines_laid", x.faction),
    e.DecisionTaken: lambda x: (f"{DECISION}{x.decision}: {x.option}", x.faction),
}


def _launched(x: e.Launched, _: str, memory: _Memory) -> Iterator[Key]:
    memory.claims[x.report.id] = x.report.claimed
    yield f"missiles_{x.report.aim}", x.report.faction
    if x.report.press:
        yield "press", x.report.faction


def _assessed(x: e.Assessed, _: str, memory: _Memory) -> Iterator[Key]:
    if memory.claims.get(x.report):
        yield "claim_confirmed" if x.confirmed else "claim_refuted", x.faction


def _impact(x: e.Impact, _: str, __: _Memory) -> Iterator[Key]:
    if x.site and x.truth.destroyed:
        yield "site_destroyed", x.faction


def _incident(x: e.Incident, _: str, __: _Memory) -> Iterator[Key]:
    yield "incident", x.faction
    if x.reason in ("line", "mistake"):
        yield x.reason, x.faction


def _crossing(x: e.CrossingChanged, faction: str, __: _Memory) -> Iterator[Key]:
    if not x.by:
        return
    if x.status == "intact":
        yield "pontoon" if x.kind == "pontoon" else "repair", faction
    else:
        yield "crossing_lost", faction


def _fought(x: e.Fought, _: str, __: _Memory) -> Iterator[Key]:
    if {code for code, _ in x.shifts} & {"shock_attack", "shock_stopped"}:
        yield "shock", x.faction


def _steps_lost(x: e.StepsLost, _: str, __: _Memory) -> Iterator[Key]:
    if x.cause == "mines":
        yield "mines_hit", x.faction
    elif x.cause == "raid":
        yield "raid_driven_off", x.faction


def _effort(x: e.EffortSet, _: str, memory: _Memory) -> Iterator[Key]:
    yield "effort_changed" if x.faction in memory.efforts else "effort", x.faction
    memory.efforts.add(x.faction)


def _depot(x: e.DepotSet, _: str, __: _Memory) -> Iterator[Key]:
    if x.hex >= 0:
        yield "depot", x.faction


def _posture(x: e.PostureSet, faction: str, __: _Memory) -> Iterator[Key]:
    if x.posture == "guard":
        yield "guard", faction


def _aid(x: e.AidDelivered, _: str, __: _Memory) -> Iterator[Key]:
    if x.arrived:
        yield "aid", x.faction


def _turn_began(x: e.TurnBegan, _: str, memory: _Memory) -> Iterator[Key]:
    memory.turn = x.turn
    yield from ()


def _place_taken(x: e.PlaceTaken, _: str, memory: _Memory) -> Iterator[Key]:
    loser, when = memory.lost.get(x.place, ("", 0))
    if loser == x.faction and memory.turn - when <= memory.soon:
        yield "retaken", x.faction
    memory.lost[x.place] = (x.previous, memory.turn)


def _sorties(x: e.SortiesSet, _: str, __: _Memory) -> Iterator[Key]:
    if x.bad_weather:
        yield "weather", x.faction


_READERS: Mapping[type[Any], Callable[[Any, str, _Memory], Iterator[Key]]] = {
    e.Launched: _launched,
    e.Assessed: _assessed,
    e.Impact: _impact,
    e.Incident: _incident,
    e.CrossingChanged: _crossing,
    e.Fought: _fought,
    e.StepsLost: _steps_lost,
    e.EffortSet: _effort,
    e.DepotSet: _depot,
    e.PostureSet: _posture,
    e.AidDelivered: _aid,
    e.SortiesSet: _sorties,
    e.TurnBegan: _turn_began,
    e.PlaceTaken: _place_taken,
}
