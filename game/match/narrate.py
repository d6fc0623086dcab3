"""Events in words: one plain sentence each, for logs, reports and transcripts.

Sentences are made from what the event says and from names that the reader may know: a redacted event
makes a redacted sentence. Units are plurals: "the raiders move".
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
from game.rules.combat import SHIFT_NAMES

Importance = int
"""0: bookkeeping, 1: routine, 2: worth a line in a report, 3: headline."""

_CAUSES = {
    "destroyed": "were destroyed",
    "surrendered": "surrendered with no way out",
    "starved": "dissolved for lack of supply",
    "withdrawn": "were withdrawn",
    "arrived": "reached the end of its way",
    "leaked": "slipped away to the last vehicle",
    "starvation": "for lack of supply",
    "crossing": "crossing the river",
    "strike": "to a strike",
    "mines": "in a minefield",
    "raid": "on a raid",
}
_RESULTS = {
    "hold": "the defenders hold",
    "retreat": "the defenders retreat",
    "stand_fast": "the defenders stand fast",
    "surrender": "the defenders surrender",
    "destroyed": "the defenders are destroyed",
}
_TENSION = {
    "beside": "units stand close to each other",
    "line": "the deconfliction line was crossed",
    "mistake": "a strike hit the wrong side",
    "decay": "time passes",
    "handover": "a place was handed over",
}
_STOPS = {
    "ambush": " and run into hidden enemies",
    "zone": " and are stopped by enemies nearby",
    "ground": " and get no further: the ground took longer than expected",
    "border": " and get no further: others, with whom there is no war, stand or rule there",
}
"""Why a move ended early; without a word for it, it went where it wanted."""
_SUPPLY = {
    "overextended": "on a line that is too long",
    "unsupplied": "without supply",
    "isolated": "cut off on all sides",
}
_POSTURES = {"hold": "hold", "guard": "guard", "rest": "rest", "stand_fast": "are to stand fast"}


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
            cut = any(reading.state in {"unsupplied", "isolated"} for reading in event.units)
            return 2 if cut else 1
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

    def outcome(self, event: ev.Fought) -> str:
        """How a fight ended, without the arithmetic."""
        return (
            f"{self.units(event.defenders)} at {self.where(event.target)}: "
            f"{_RESULTS.get(event.result, event.result)}. Steps lost: {self.side(event.faction)} "
            f"{_lost(event.attacker_loss)}, {self.side(event.enemy)} {_lost(event.defender_loss)}."
        )

    def unit(self, unit_id: str) -> str:
        """A unit's name."""
        return self.names.get(unit_id, "A unit")

    def units(self, ids: tuple[str, ...]) -> str:
        """The first unit's name and how many more."""
        if not ids:
            return "nobody"
        more = len(ids) - 1
        return self.unit(ids[0]) + (f" and {more} more" if more else "")

    def side(self, faction: str) -> str:
        """A faction's name."""
        spec = self.theatre.factions.get(faction)
        return spec.name if spec else "nobody"

    def where(self, h: int) -> str:
        """A hex in words."""
        return self.theatre.board.describe(h)


def _moved(n: Narrator, e: ev.Moved) -> str:
    return f"{n.unit(e.unit)} move to {n.where(e.path[-1])}{_STOPS.get(e.stopped, '')}."


def _fought(n: Narrator, e: ev.Fought) -> str:
    shifts = ", ".join(f"{SHIFT_NAMES.get(code, code)} {value:+d}" for code, value in e.shifts)
    return (
        f"{n.units(e.attackers)} ({n.side(e.faction)}) attack {n.units(e.defenders)} ({n.side(e.enemy)}) at "
        f"{n.where(e.target)}: odds {e.odds}, column {e.column}{f' after {shifts}' if shifts else ''}, "
        f"roll {sum(e.roll)}: {_RESULTS.get(e.result, e.result)}; "
        f"steps lost {_lost(e.attacker_loss)} to {_lost(e.defender_loss)}."
    )


def _lost(losses: tuple[ev.Loss, ...]) -> int:
    return sum(loss.steps for loss in losses)


def _retreated(n: Narrator, e: ev.Retreated) -> str:
    return f"{n.unit(e.unit)} fall back to {n.where(e.path[-1])}."


def _removed(n: Narrator, e: ev.Removed) -> str:
    return f"{n.unit(e.unit)} ({n.side(e.faction)}) {_CAUSES.get(e.cause, e.cause)} at {n.where(e.hex)}."


def _steps_lost(n: Narrator, e: ev.StepsLost) -> str:
    return f"{n.unit(e.unit)} lose {_steps(e.steps)} {_CAUSES.get(e.cause, e.cause)}."


def _steps(count: int) -> str:
    return f"{count} step{'' if count == 1 else 's'}"


def _ferried(n: Narrator, e: ev.Ferried) -> str:
    return f"{n.unit(e.unit)} cross the river by boat to {n.where(e.to)}."


def _crossing(_: Narrator, e: ev.CrossingChanged) -> str:
    verb = {"destroyed": "is destroyed", "gone": "is gone"}.get(e.status)
    if verb is None:
        verb = "is laid" if e.kind == "pontoon" else "is open again"
    return f"{e.name} {verb}."


def _work(n: Narrator, e: ev.WorkDone) -> str:
    turns = f"{e.turns_left} more turn{'' if e.turns_left == 1 else 's'}"
    return f"{n.unit(e.unit)} work on a crossing at {n.where(e.edge[1])}; {turns} to go."


def _arrived(n: Narrator, e: ev.Arrived) -> str:
    return f"{e.unit.name} arrive at {n.where(e.unit.hex)}."


def _spotted(n: Narrator, e: ev.Spotted) -> str:
    return f"{n.side(e.unit.faction)}: {e.unit.name} seen at {n.where(e.unit.hex)}."


def _place_taken(n: Narrator, e: ev.PlaceTaken) -> str:
    place = n.theatre.board.places[e.place].name
    first = ", the first to do so" if e.first else ""
    return f"{n.side(e.faction)} now holds {place}{first}."


def _supply(n: Narrator, e: ev.SupplyTraced) -> str:
    found: dict[str, list[str]] = {}
    for reading in e.units:
        if reading.state != "supplied":
            found.setdefault(reading.state, []).append(reading.unit)
    if not found:
        return "Supply: all units are supplied."
    worst_first = [state for state in reversed(SUPPLY_STATES) if state in found]
    return "Supply: " + "; ".join(f"{_named(n, found[s])} {_SUPPLY[s]}" for s in worst_first) + "."


def _named(n: Narrator, ids: list[str]) -> str:
    """The names of a few, the number of many."""
    return " and ".join(n.unit(i) for i in ids) if len(ids) <= 3 else f"{len(ids)} units"


def _stance(n: Narrator, e: ev.StanceChanged) -> str:
    words = {"war": "are at war", "rival": "are rivals", "neutral": "are neutral", "allied": "are allies"}
    return f"{n.side(e.a)} and {n.side(e.b)} {words.get(e.stance, e.stance)}."


def _prestige(n: Narrator, e: ev.PrestigeChanged) -> str:
    return f"Prestige of {n.side(e.faction)} {e.change:+d}: {e.reason}."


def _tension(n: Narrator, e: ev.TensionChanged) -> str:
    why = _TENSION.get(e.reason, e.reason)
    return f"Tension between {n.side(e.a)} and {n.side(e.b)} is now {e.value}: {why}."


def _incident(n: Narrator, e: ev.Incident) -> str:
    did = {"line": "crosses the deconfliction line of", "mistake": "hits by mistake units of"}.get(e.reason)
    where = f" at {n.where(e.hex)}" if e.hex >= 0 else ""
    if did is None:
        return f"Incident between {n.side(e.faction)} and {n.side(e.other)}{where}: {e.reason}."
    return f"Incident: {n.side(e.faction)} {did} {n.side(e.other)}{where}."


def _handed_over(n: Narrator, e: ev.HandedOver) -> str:
    return f"{n.side(e.faction)} hands {n.theatre.board.places[e.place].name} over to {n.side(e.to)}."


def _cohesion(n: Narrator, e: ev.CohesionChanged) -> str:
    return f"Cohesion of {n.side(e.faction)}: {e.change:+d} for {len(e.units)} units."


def _raided(n: Narrator, e: ev.Raided) -> str:
    return f"Raiders ({n.side(e.raid.faction)}) bar the supply line at {n.where(e.raid.hex)}."


def _trickled(n: Narrator, e: ev.Trickled) -> str:
    if not e.steps:
        return f"Boats of {n.unit(e.unit)} are noticed at night and turn back."
    return f"{_steps(e.steps).capitalize()} of {n.unit(e.unit)} cross the river at night to {n.unit(e.to)}."


def _effort(n: Narrator, e: ev.EffortSet) -> str:
    place = n.theatre.board.places.get(e.place)
    if place is None:
        return f"{n.side(e.faction)} has no main effort any more."
    return f"Main effort of {n.side(e.faction)}: {place.name}, from turn {e.ready}."


def _depot(n: Narrator, e: ev.DepotSet) -> str:
    return f"{n.unit(e.unit)} {'are no depot any more' if e.hex < 0 else f'are a depot at {n.where(e.hex)}'}."


def _message(n: Narrator, e: ev.Message) -> str:
    """Where there are facts, every message says which of them it rests on, or what else."""
    source = f" ({e.source})" if e.source and n.theatre.facts else ""
    return f"{e.title}: {e.text}{source}"


def _ended(n: Narrator, e: ev.MatchEnded) -> str:
    return f"{n.side(e.winner)} wins: {e.grade} victory." if e.winner else "The match ends in a draw."


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
    ev.LinesChanged: lambda _, e: (
        f"Deconfliction lines are {'in force' if e.active else 'no longer in force'}."
    ),
    ev.SortieRateChanged: lambda n, e: f"{n.side(e.faction)} has {e.a_turn} sorties a turn from now on.",
    ev.DecisionOffered: lambda n, e: f"{n.side(e.faction)} has a decision to make.",
    ev.Message: _message,
    ev.MatchEnded: _ended,
    ev.Raided: _raided,
    ev.RaidEnded: lambda n, e: f"Raiders ({n.side(e.faction)}) leave the supply line at {n.where(e.hex)}.",
    ev.Dispersed: lambda n, e: f"{e.cell.unit.name} disperse into hiding at {n.where(e.cell.hex)}.",
    ev.Reformed: lambda n, e: f"{n.unit(e.unit)} ({n.side(e.faction)}) reform at {n.where(e.hex)}.",
    ev.Mined: lambda n, e: f"Mines are left behind at {n.where(e.hex)}.",
    ev.MinesCleared: lambda n, e: f"Mines at {n.where(e.hex)} are cleared.",
    ev.Trickled: _trickled,
    ev.EffortSet: _effort,
    ev.DepotSet: _depot,
    ev.PostureSet: lambda n, e: f"{n.unit(e.unit)} {_POSTURES[e.posture]}.",
    ev.SourceChanged: lambda n, e: (
        f"{n.side(e.faction)} {'gains' if e.active else 'loses'} a source of supply at {n.where(e.hex)}."
    ),
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
