"""What the debriefing and the statistics tell: one record a turn, and who took which place when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.core.events import Event, MatchEnded, PlaceTaken, TurnBegan
from game.core.record import record
from game.core.state import State
from game.core.theatre import Theatre
from game.rules.truth.victory import score_table


@record
class Capture:
    """A place changed hands."""

    faction: str
    turn: int
    date: str
    """ISO, first day of the turn."""


@record
class FactionRecord:
    """One faction at the end of one turn."""

    steps: int
    units: int
    losses: int
    """Steps lost so far."""
    points: float
    table: Mapping[str, float]
    """Line of its score table -> points if the match had ended then."""
    prestige: int
    shares: Mapping[str, float]
    """Zone group -> share held, 0-1."""
    area: int
    """Hectares controlled."""
    supply: Mapping[str, int]
    """Supply state -> units."""
    harmed: int
    """Civilians that came to harm by its fire so far."""


@record
class TurnRecord:
    """The truth at the end of one turn (of all factions)."""

    turn: int
    date: str
    factions: Mapping[str, FactionRecord]


class Chronicle:
    """Collects the records of a match as it goes."""

    def __init__(self, state: State) -> None:
        self.turns: list[TurnRecord] = [_take(state, 0)]
        self.captures: dict[str, list[Capture]] = {place: [] for place in state.theatre.board.places}

    def note(self, events: Iterable[Event], after: State) -> None:
        """Read the events of one order; `after` is the state after them."""
        for event in events:
            if isinstance(event, PlaceTaken):
                self.captures[event.place].append(
                    Capture(event.faction, after.turn, after.theatre.date_of(after.turn).isoformat())
                )
            elif isinstance(event, TurnBegan) and event.turn > self.turns[-1].turn + 1:
                self.turns.append(_take(after, event.turn - 1))
            elif isinstance(event, MatchEnded):
                self.turns.append(_take(after, after.turn))


def share_groups(theatre: Theatre) -> tuple[str, ...]:
    """Zone groups whose share is followed: those that join several zones."""
    return tuple(sorted({z.group for z in theatre.board.zones if z.group}))


def _take(state: State, turn: int) -> TurnRecord:
    theatre = state.theatre
    out = {}
    for faction, number in theatre.index.items():
        own = [u for u in state.units.values() if u.faction == faction]
        supply: dict[str, int] = {}
        for unit in own:
            supply[unit.supply] = supply.get(unit.supply, 0) + 1
        table = score_table(state, faction)
        out[faction] = FactionRecord(
            steps=sum(u.steps for u in own),
            units=len(own),
            losses=state.losses[faction],
            points=sum(table.values()),
            table=table,
            prestige=state.prestige[faction],
            shares={g: round(theatre.share(state.control, faction, g), 4) for g in share_groups(theatre)},
            area=int(theatre.board.area[state.control == number].sum()),
            supply=supply,
            harmed=state.civil.harmed.get(faction, 0),
        )
    return TurnRecord(turn, theatre.date_of(max(1, turn)).isoformat(), out)
