"""Events in words: one plain sentence each, for logs, reports and transcripts.

Sentences are made from what the event says and from names that the reader may know: a redacted event
makes a redacted sentence. The sentences are in the catalogue under `event`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from game.core import events as ev
from game.core.events import Event
from game.core.theatre import Theatre
from game.core.units import SUPPLY_STATES
from game.match.words_civil import CIVIL_IMPORTANCE, CIVIL_TELLERS
from game.match.words_fires import FIRES_IMPORTANCE, FIRES_TELLERS
from game.words import crossing_name, has, place_name, t, word

Importance = int
"""0: bookkeeping, 1: routine, 2: worth a line in a report, 3: headline."""


class Narrator:
    """Words for one match. `names` maps unit ids to names."""

    def __init__(self, theatre: Theatre, names: Mapping[str, str]) -> None:
        self.theatre = theatre
        self.names = names

    def sentence(self, event: Event) -> str:
        """One sentence, empty for bookkeeping."""
        teller = _TELLERS.get(type(event))
        return teller(self, event) if teller else ""

    def importance(self, event: Event) -> Importance:
        """How much the event matters to somebody who reads a report."""
        if isinstance(event, ev.SupplyTraced):
            states = {reading.state for reading in event.units}
            return 2 if states - {"supplied"} else 0
        if isinstance(event, ev.SortiesSet):
            return int(event.bad_weather)
        if isinstance(event, ev.TensionChanged):
            return int(event.reason != "decay")
        return _IMPORTANCE.get(type(event), 0)

    def hex_of(self, event: Event) -> int:
        """The hex on which the map should centre, -1 for none."""
        for field in ("target", "to", "hex"):
            value = getattr(event, field, None)
            if isinstance(value, int):
                return value
        for field in ("raid", "cell", "report", "mission"):
            part = getattr(event, field, None)
            if part is not None and not isinstance(part, int):
                return int(part.hex)
        path = getattr(event, "path", None) or getattr(event, "hexes", None) or getattr(event, "edge", None)
        if path:
            return int(path[-1])
        for field in ("unit", "sighting"):
            told = getattr(event, field, None)
            if told is not None and not isinstance(told, str):
                return int(told.hex)
        place = self.theatre.board.places.get(getattr(event, "place", ""))
        return place.hex if place else -1

    def subject(self, event: Event) -> str:
        """The unit that an event is about, else the place where it happens; empty for neither."""
        unit = getattr(event, "unit", None)
        if unit is not None:
            return self.unit(unit) if isinstance(unit, str) else str(unit.name)
        h = self.hex_of(event)
        return self.where(h) if h >= 0 else ""

    def brief(self, event: Event) -> str:
        """Of a fight how it ended, without the arithmetic; empty for what has none."""
        return self.outcome(event) if isinstance(event, ev.Fought) else ""

    def weight(self, event: Event, side: str) -> int:
        """What an event cost in steps, for ranking; that of a side's own units counts most."""
        if isinstance(event, ev.Fought):
            both = event.attacker_steps + event.defender_steps
            return both + 100 * (1 + both) if side in (event.faction, event.enemy) else both
        return event.steps if isinstance(event, ev.StepsLost) else 0

    def outcome(self, event: ev.Fought) -> str:
        """How a fight ended, without the arithmetic."""
        return t(
            "event.outcome",
            units=self.units(event.defenders),
            where=self.where(event.target),
            result=_result(event),
            side=self.side(event.faction),
            own=event.attacker_steps,
            enemy=self.side(event.enemy),
            theirs=_theirs(event),
        )

    def unit(self, unit_id: str) -> str:
        """A unit's name."""
        return self.names.get(unit_id) or t("told.unit")

    def units(self, ids: tuple[str, ...]) -> str:
        """The first unit's name and how many more. A side that does not see who it was is told of none."""
        if not ids:
            return t("told.unseen")
        more = len(ids) - 1
        first = self.unit(ids[0])
        return t("told.units_more", unit=first, more=more) if more else first

    def side(self, faction: str) -> str:
        """A faction's name."""
        spec = self.theatre.factions.get(faction)
        return spec.name if spec else t("told.nobody")

    def place(self, place: str) -> str:
        """A place's name."""
        return self.theatre.board.places[place].name

    def where(self, h: int) -> str:
        """A hex in words."""
        return place_name(self.theatre.board, h)


def _moved(n: Narrator, e: ev.Moved) -> str:
    return t(f"event.moved.{e.stopped or 'done'}", unit=n.unit(e.unit), where=n.where(e.path[-1]))


def _fought(n: Narrator, e: ev.Fought) -> str:
    shifts = [t("event.shift", name=word("shift", code), value=f"{value:+d}") for code, value in e.shifts]
    return t(
        "event.fought.shifted" if shifts else "event.fought.plain",
        attackers=n.units(e.attackers),
        side=n.side(e.faction),
        defenders=n.units(e.defenders),
        enemy=n.side(e.enemy),
        where=n.where(e.target),
        odds=e.odds,
        column=e.column,
        shifts=t("told.list").join(shifts),
        roll=sum(e.roll),
        result=_result(e),
        own=e.attacker_steps,
        theirs=_theirs(e),
    )


def _result(e: ev.Fought) -> str:
    return word("event.fought.result", e.result)


def _theirs(e: ev.Fought) -> str:
    """Steps lost by the defenders, and how many of them surrendered."""
    lost, gave_up = e.defender_steps, e.surrendered_steps
    return t("event.with_surrendered", steps=lost, surrendered=gave_up) if gave_up else str(lost)


def _retreated(n: Narrator, e: ev.Retreated) -> str:
    return t("event.retreated", unit=n.unit(e.unit), where=n.where(e.path[-1]))


def _removed(n: Narrator, e: ev.Removed) -> str:
    return t(f"event.removed.{e.cause}", unit=n.unit(e.unit), side=n.side(e.faction), where=n.where(e.hex))


def _steps_lost(n: Narrator, e: ev.StepsLost) -> str:
    return t(f"event.steps_lost.{e.cause}", unit=n.unit(e.unit), steps=t("count.steps", count=e.steps))


def _ferried(n: Narrator, e: ev.Ferried) -> str:
    return t("event.ferried", unit=n.unit(e.unit), where=n.where(e.to))


def _crossing(n: Narrator, e: ev.CrossingChanged) -> str:
    state = e.status if e.status in {"destroyed", "gone"} else "pontoon" if e.kind == "pontoon" else "open"
    return t(f"event.crossing.{state}", name=crossing_name(n.theatre.board, e.name, e.edge))


def _work(n: Narrator, e: ev.WorkDone) -> str:
    turns = t("count.turns_more", count=e.turns_left)
    return t("event.work", unit=n.unit(e.unit), where=n.where(e.edge[1]), turns=turns)


def _arrived(n: Narrator, e: ev.Arrived) -> str:
    return t("event.arrived", unit=e.unit.name, where=n.where(e.unit.hex))


def _spotted(n: Narrator, e: ev.Spotted) -> str:
    return t("event.spotted", side=n.side(e.unit.faction), unit=e.unit.name, where=n.where(e.unit.hex))


def _place_taken(n: Narrator, e: ev.PlaceTaken) -> str:
    key = "event.place_first" if e.first else "event.place_taken"
    return t(key, side=n.side(e.faction), place=n.place(e.place))


def _supply(n: Narrator, e: ev.SupplyTraced) -> str:
    found: dict[str, list[str]] = {}
    for reading in e.units:
        if reading.state != "supplied":
            found.setdefault(reading.state, []).append(reading.unit)
    if not found:
        return t("event.supply.all")
    worst_first = [state for state in reversed(SUPPLY_STATES) if state in found]
    told = [t(f"event.supply.{s}", units=_named(n, found[s])) for s in worst_first]
    return t("event.supply.some", found=t("told.clauses").join(told))


def _named(n: Narrator, ids: list[str]) -> str:
    """The names of a few, the number of many."""
    if len(ids) > 3:
        return t("count.units", count=len(ids))
    *others, last = (n.unit(i) for i in ids)
    return t("told.two", a=t("told.list").join(others), b=last) if others else last


def _stance(n: Narrator, e: ev.StanceChanged) -> str:
    return t(f"event.stance.{e.stance}", a=n.side(e.a), b=n.side(e.b))


def _prestige(n: Narrator, e: ev.PrestigeChanged) -> str:
    key = f"prestige.{e.reason}"
    reason = t(key) if has(key) else e.reason
    return t("event.prestige", side=n.side(e.faction), change=f"{e.change:+d}", reason=reason)


def _tension(n: Narrator, e: ev.TensionChanged) -> str:
    reason = word("tension", e.reason)
    return t("event.tension", a=n.side(e.a), b=n.side(e.b), value=e.value, reason=reason)


def _incident(n: Narrator, e: ev.Incident) -> str:
    kind = e.reason if e.reason in {"line", "mistake"} else "other"
    where = n.where(e.hex) if e.hex >= 0 else ""
    key = f"event.incident.{kind}" if where else f"event.incident.{kind}_unseen"
    return t(key, side=n.side(e.faction), other=n.side(e.other), where=where, reason=e.reason)


def _handed_over(n: Narrator, e: ev.HandedOver) -> str:
    return t("event.handed_over", side=n.side(e.faction), place=n.place(e.place), to=n.side(e.to))


def _cohesion(n: Narrator, e: ev.CohesionChanged) -> str:
    units = t("count.units", count=len(e.units))
    return t("event.cohesion", side=n.side(e.faction), change=f"{e.change:+d}", units=units)


def _raided(n: Narrator, e: ev.Raided) -> str:
    return t("event.raided", side=n.side(e.raid.faction), where=n.where(e.raid.hex))


def _trickled(n: Narrator, e: ev.Trickled) -> str:
    if not e.steps:
        return t("event.trickle_seen", unit=n.unit(e.unit))
    return t("event.trickled", count=e.steps, unit=n.unit(e.unit), to=n.unit(e.to))


def _effort(n: Narrator, e: ev.EffortSet) -> str:
    place = n.theatre.board.places.get(e.place)
    if place is None:
        return t("event.no_effort", side=n.side(e.faction))
    return t("event.effort", side=n.side(e.faction), place=place.name, turn=e.ready)


def _depot(n: Narrator, e: ev.DepotSet) -> str:
    if e.hex < 0:
        return t("event.no_depot", unit=n.unit(e.unit))
    return t("event.depot", unit=n.unit(e.unit), where=n.where(e.hex))


def _message(n: Narrator, e: ev.Message) -> str:
    """Where there are facts, every message says which of them it rests on, or what else."""
    key = "event.message_source" if e.source and n.theatre.facts else "event.message"
    return t(key, title=e.title, text=e.text, source=e.source)


def _ended(n: Narrator, e: ev.MatchEnded) -> str:
    return t("event.won", side=n.side(e.winner), grade=e.grade) if e.winner else t("event.draw")


def _source(n: Narrator, e: ev.SourceChanged) -> str:
    key = "event.source_gained" if e.active else "event.source_lost"
    return t(key, side=n.side(e.faction), where=n.where(e.hex))


_TELLERS: dict[type[Any], Callable[[Narrator, Any], str]] = {
    **CIVIL_TELLERS,
    **FIRES_TELLERS,
    ev.Moved: _moved,
    ev.Fought: _fought,
    ev.Retreated: _retreated,
    ev.Removed: _removed,
    ev.StepsLost: _steps_lost,
    ev.Ferried: _ferried,
    ev.CrossingChanged: _crossing,
    ev.WorkDone: _work,
    ev.Arrived: _arrived,
    ev.Spotted: _spotted,
    ev.PlaceTaken: _place_taken,
    ev.SupplyTraced: _supply,
    ev.StanceChanged: _stance,
    ev.PrestigeChanged: _prestige,
    ev.CohesionChanged: _cohesion,
    ev.TensionChanged: _tension,
    ev.Incident: _incident,
    ev.HandedOver: _handed_over,
    ev.LinesChanged: lambda _, e: t("event.lines_on" if e.active else "event.lines_off"),
    ev.SortieRateChanged: lambda n, e: t("event.sortie_rate", side=n.side(e.faction), count=e.a_turn),
    ev.DecisionOffered: lambda n, e: t("event.decision", side=n.side(e.faction)),
    ev.Message: _message,
    ev.MatchEnded: _ended,
    ev.Raided: _raided,
    ev.RaidEnded: lambda n, e: t("event.raid_ended", side=n.side(e.faction), where=n.where(e.hex)),
    ev.Dispersed: lambda n, e: t("event.dispersed", unit=e.cell.unit.name, where=n.where(e.cell.hex)),
    ev.Reformed: lambda n, e: t(
        "event.reformed", unit=n.unit(e.unit), side=n.side(e.faction), where=n.where(e.hex)
    ),
    ev.Mined: lambda n, e: t("event.mined", where=n.where(e.hex)),
    ev.MinesCleared: lambda n, e: t("event.mines_cleared", where=n.where(e.hex)),
    ev.Trickled: _trickled,
    ev.EffortSet: _effort,
    ev.DepotSet: _depot,
    ev.PostureSet: lambda n, e: t(f"event.posture.{e.posture}", unit=n.unit(e.unit)),
    ev.SourceChanged: _source,
}

_IMPORTANCE: dict[type[Event], Importance] = {
    **CIVIL_IMPORTANCE,
    **FIRES_IMPORTANCE,
    ev.Moved: 1,
    ev.Spotted: 1,
    ev.PostureSet: 0,
    ev.Ferried: 1,
    ev.WorkDone: 1,
    ev.Retreated: 1,
    ev.Mined: 1,
    ev.MinesCleared: 1,
    ev.Trickled: 1,
    ev.EffortSet: 1,
    ev.DepotSet: 1,
    ev.Dispersed: 1,
    ev.RaidEnded: 1,
    ev.Raided: 2,
    ev.Reformed: 2,
    ev.SupplyTraced: 1,
    ev.StepsLost: 2,
    ev.Fought: 2,
    ev.Arrived: 2,
    ev.CrossingChanged: 2,
    ev.PrestigeChanged: 2,
    ev.SourceChanged: 2,
    ev.CohesionChanged: 2,
    ev.TensionChanged: 1,
    ev.SortieRateChanged: 2,
    ev.LinesChanged: 3,
    ev.Incident: 3,
    ev.HandedOver: 3,
    ev.DecisionOffered: 3,
    ev.Removed: 3,
    ev.PlaceTaken: 3,
    ev.StanceChanged: 3,
    ev.Message: 3,
    ev.MatchEnded: 3,
}
