"""Redaction: what a faction notices of events. A hidden unit's id or hex is never among it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from game.core import events as e
from game.core.civil import Convoy
from game.rules.sight import is_hidden
from game.rules.truth.masks import knows_mission, knows_raid
from game.rules.truth.perceive import seen, track, visible

if TYPE_CHECKING:
    from game.core.state import State

_PUBLIC = (
    e.TurnBegan, e.TurnEnded, e.PlaceTaken, e.StanceChanged, e.PrestigeChanged, e.MatchEnded,
    e.TensionChanged, e.HandedOver, e.LinesChanged, e.AidDelivered, e.ReliefChanged,
)  # fmt: skip
_OWN = (
    e.Spotted, e.LostSight, e.Revealed, e.SupplyTraced, e.ClaimAdvanced, e.Scored, e.SourceChanged,
    e.RateChanged, e.PlanChanged, e.ReplacementsSpent, e.DecisionOffered, e.DecisionTaken, e.Ordered,
    e.CohesionChanged, e.SortieRateChanged, e.EffortSet, e.ShockChanged, e.DepotSet, e.Mined, e.Trickled,
    e.SortiesSet, e.Assessed, e.MissionsEnded, e.SiteLost,
)  # fmt: skip
"""Nobody's business but that of `event.faction`."""
_OWN_UNIT = (e.PostureSet, e.Finished, e.Recovered)
"""The same for the owner of `event.unit`; what an enemy can see of it stands in his view."""


class Witness:
    """What one faction could see while something happened: everything in sight before or after it."""

    def __init__(self, before: State, after: State, faction: str) -> None:
        self.faction, self.before, self.after = faction, before, after
        self._owner = {u.id: u.faction for s in (before, after) for u in s.units.values()}
        self._seen = set(seen(before, faction)) | set(seen(after, faction))
        self._ground = visible(before, faction) | visible(after, faction)
        self._spots: dict[str, set[int]] = {}
        """Of units that hide: the hexes where they were seen before or after; what lies between, was not."""
        for state in (before, after):
            for u in state.units.values():
                if is_hidden(state.theatre, u):
                    spots = self._spots.setdefault(u.id, set())
                    spots.update({u.hex} if u.id in seen(state, faction) else ())

    def follow(self, events: Iterable[e.Event]) -> None:
        """Units that came through sight were seen, too, if neither before nor after."""
        for event in events:
            for unit, path in track(event):
                if self.traces(unit, path):
                    self._seen.add(unit)

    def own(self, unit: str) -> bool:
        """Whether a unit is its own."""
        return self._owner.get(unit) == self.faction

    def knows(self, unit: str) -> bool:
        """Whether it may hear of a unit: its own, or one that it saw."""
        return self.own(unit) or unit in self._seen

    def sees(self, h: int) -> bool:
        """Whether a hex was in sight."""
        return bool(self._ground[h])

    def in_sight(self, hexes: Iterable[int]) -> tuple[int, ...]:
        """Those hexes that were in sight."""
        return tuple(h for h in hexes if self._ground[h])

    def traces(self, unit: str, path: Iterable[int]) -> tuple[int, ...]:
        """Where on its path another's unit was seen."""
        spots = self._spots.get(unit)
        return self.in_sight(path) if spots is None else tuple(h for h in path if h in spots)


def redact(before: State, after: State, events: Sequence[e.Event], faction: str) -> tuple[e.Event, ...]:
    """What a faction notices of the events that led from one state to the other."""
    if not events:
        return ()
    witness = Witness(before, after, faction)
    witness.follow(events)
    noticed = (_notice(witness, event) for event in events)
    return tuple(event for event in noticed if event is not None)


def _notice(w: Witness, event: e.Event) -> e.Event | None:
    """The event as noticed; None if it passes unnoticed."""
    if isinstance(event, _PUBLIC):
        return event
    if isinstance(event, _OWN):
        return event if event.faction == w.faction else None
    if isinstance(event, _OWN_UNIT):
        return event if w.own(event.unit) else None
    special = _SPECIAL.get(type(event))
    return special(w, event) if special else None


def _moved(w: Witness, event: e.Moved) -> e.Event | None:
    if event.faction == w.faction:
        return event
    path = w.traces(event.unit, event.path)
    return e.Moved(event.unit, event.faction, path, 0) if path else None


def _retreated(w: Witness, event: e.Retreated) -> e.Event | None:
    if event.faction == w.faction:
        return event
    path = w.traces(event.unit, event.path)
    return replace(event, path=path) if path else None


def _ferried(w: Witness, event: e.Ferried) -> e.Event | None:
    if event.faction == w.faction:
        return event
    shore = w.traces(event.unit, (event.origin, event.to))
    return replace(event, origin=shore[0], to=shore[-1]) if shore else None


def _control(w: Witness, event: e.ControlChanged) -> e.Event | None:
    if event.faction == w.faction:
        return event
    hexes = w.in_sight(event.hexes)
    return replace(event, hexes=hexes) if hexes else None


def _fought(w: Witness, event: e.Fought) -> e.Event | None:
    """A fight is noticed by who takes part, and by who sees the target or somebody who takes part.

    Guns that fire from out of sight are heard, not known.
    """
    if w.faction == event.faction:
        return _known_fight(w, event)
    if w.faction != event.enemy and not w.sees(event.target):
        if not w.knows(event.attackers[0]) or not w.sees(event.origin):
            return None
        # It sees somebody attack into ground that it does not see: the place is that of the attacker.
        return replace(_known_fight(w, event), target=event.origin)
    fight = _known_fight(w, event)
    return fight if w.sees(event.origin) else replace(fight, origin=event.target)


def _known_fight(w: Witness, event: e.Fought) -> e.Fought:
    return replace(
        event,
        attackers=tuple(filter(w.knows, event.attackers)),
        batteries=tuple(filter(w.knows, event.batteries)),
        defenders=tuple(filter(w.knows, event.defenders)),
        attacker_loss=tuple(x for x in event.attacker_loss if w.knows(x.unit)),
        defender_loss=tuple(x for x in event.defender_loss if w.knows(x.unit)),
        cohesion=tuple(x for x in event.cohesion if w.knows(x[0])),
        dug_out=tuple(filter(w.knows, event.dug_out)),
        surrendered=tuple(x for x in event.surrendered if w.knows(x.unit)),
    )


def _of_unit(w: Witness, event: e.StepsLost | e.WorkDone) -> e.Event | None:
    return event if w.knows(event.unit) else None


def _removed(w: Witness, event: e.Removed) -> e.Event | None:
    """A unit is gone. Where it was seen before and died out of sight, nobody knows."""
    known = event.faction == w.faction or (w.knows(event.unit) and w.sees(event.hex))
    return event if known else None


def _crossing(w: Witness, event: e.CrossingChanged) -> e.Event:
    return event if w.knows(event.by) else replace(event, by="")


def _arrived(w: Witness, event: e.Arrived) -> e.Event | None:
    return event if event.unit.faction == w.faction or w.knows(event.unit.id) else None


def _heard_of(w: Witness, event: e.Incident | e.CiviliansHarmed) -> e.Event:
    """Everybody hears of an incident, and of civilians who came to harm; where it was, only who had a part
    in it or saw the place.
    """
    involved = w.faction == event.faction or w.sees(event.hex)
    return event if involved else replace(event, hex=-1)


def _convoy(w: Witness, event: e.ConvoyChanged) -> e.Event | None:
    """Whoever sees a convoy, sees that it stands or is dissolved; what goes on within, only its owner."""
    if event.faction == w.faction:
        return event
    seen = event.what in ("stranded", "arrived") and w.knows(event.convoy.unit) and w.sees(event.hex)
    return replace(event, convoy=Convoy(event.convoy.unit)) if seen else None


def _sighted(w: Witness, event: e.Sighted) -> e.Event | None:
    """Everybody hears what observers report, but for reports of his own units: where they are, he knows."""
    return None if event.sighting.faction == w.faction else event


def _raided(w: Witness, event: e.Raided) -> e.Event | None:
    raid = event.raid
    if not knows_raid(w.after, w.faction, raid.faction, raid.hex):
        return None
    return event if w.knows(raid.unit) else replace(event, raid=replace(raid, unit=""))


def _raid_ended(w: Witness, event: e.RaidEnded) -> e.Event | None:
    if not any(knows_raid(s, w.faction, event.faction, event.hex) for s in (w.before, w.after)):
        return None
    return event if w.knows(event.unit) else replace(event, unit="")


def _dispersed(w: Witness, event: e.Dispersed) -> e.Event | None:
    """Whoever had the unit in sight saw it go into hiding; how it fares there, it does not know."""
    unit = event.cell.unit
    return event if w.own(unit.id) or (w.knows(unit.id) and w.sees(unit.hex)) else None


def _reformed(w: Witness, event: e.Reformed) -> e.Event | None:
    return event if event.faction == w.faction or w.knows(event.unit) else None


def _mines_cleared(w: Witness, event: e.MinesCleared) -> e.Event | None:
    return event if w.sees(event.hex) else None


def _overridden(w: Witness, event: e.RulesOverridden) -> e.Event:
    """Everybody hears of it; where it was, only who sees the place."""
    return event if w.faction == event.faction or w.sees(event.hex) else replace(event, hex=-1)


def _launched(w: Witness, event: e.Launched) -> e.Event | None:
    """Before the press everybody hears the claim; what is left in the magazine, nobody else."""
    if event.report.faction == w.faction:
        return event
    if not event.report.press:
        return None
    report = event.report if w.sees(event.report.hex) else replace(event.report, hex=-1)
    return replace(event, report=report, left=0, salvo=0, ready=0)


def _impact(w: Witness, event: e.Impact) -> e.Event | None:
    return event if w.faction == event.victim or w.sees(event.hex) else None


def _mission(w: Witness, event: e.MissionFlown) -> e.Event | None:
    """Attacks from the air are noticed by who sees them; nobody notices that he is looked at."""
    known = any(knows_mission(s, w.faction, event.mission) for s in (w.before, w.after))
    return event if known else None


def _crater(w: Witness, event: e.CraterFilled) -> e.Event | None:
    return event if w.sees(event.hex) else None


def _overrun(w: Witness, event: e.SiteOverrun) -> e.Event | None:
    place_seen = w.faction in (event.faction, event.by)
    return event if place_seen else None


def _message(w: Witness, event: e.Message | e.TaskSet) -> e.Event | None:
    return event if event.faction in ("", w.faction) else None


_SPECIAL: Mapping[type[e.Event], Callable[[Witness, Any], e.Event | None]] = {
    e.Moved: _moved,
    e.Retreated: _retreated,
    e.Ferried: _ferried,
    e.ControlChanged: _control,
    e.Fought: _fought,
    e.Removed: _removed,
    e.StepsLost: _of_unit,
    e.WorkDone: _of_unit,
    e.CrossingChanged: _crossing,
    e.Arrived: _arrived,
    e.Message: _message,
    e.TaskSet: _message,
    e.Launched: _launched,
    e.RulesOverridden: _overridden,
    e.Impact: _impact,
    e.MissionFlown: _mission,
    e.CraterFilled: _crater,
    e.SiteOverrun: _overrun,
    e.ConvoyChanged: _convoy,
    e.Incident: _heard_of,
    e.CiviliansHarmed: _heard_of,
    e.Sighted: _sighted,
    e.Raided: _raided,
    e.RaidEnded: _raid_ended,
    e.Dispersed: _dispersed,
    e.Reformed: _reformed,
    e.MinesCleared: _mines_cleared,
}
