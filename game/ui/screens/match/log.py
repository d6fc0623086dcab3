"""The log: what one side is told, line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.core.events import Event, Moved, Spotted, SupplyTraced, TurnBegan, TurnEnded
from game.core.record import record
from game.core.units import SUPPLY_STATES, Unit
from game.match.about import about
from game.match.narrate import Narrator

if TYPE_CHECKING:
    from game.core.theatre import Theatre
    from game.core.view import View


@record
class LogLine:
    """One line of the log."""

    turn: int
    faction: str
    """Whom it is about: the side whose badge stands before it; empty for nobody's."""
    text: str
    hex: int
    """Where, -1 for nowhere."""
    importance: int
    kind: str = ""
    """What kind of event it tells of."""
    subject: str = ""
    """The unit or place that it is about."""
    brief: str = ""
    """Words without arithmetic, for reports; empty where there is none to leave out."""
    weight: int = 0
    """How much it cost, to rank it among its like."""


class Log:
    """Events in words for one side, who knows the names of those units that it has met."""

    def __init__(self, theatre: Theatre, side: str) -> None:
        self.side = side
        self.names: dict[str, str] = {}
        self.sides: dict[str, str] = {}
        """Unit -> faction of the same units."""
        self.narrator = Narrator(theatre, self.names)
        self._start = (1, next(iter(theatre.factions)))
        self.restart()

    def restart(self) -> None:
        """Forget all lines, but no name."""
        self.lines: list[LogLine] = []
        self._report_from = 0
        """Where in the lines this side's last turn ended."""
        self._report_to: int | None = None
        """Where its turn began after that, and its own orders begin; None while others move."""
        self._clock = self._start

    def learn_names(self, view: View) -> None:
        """Those of all that is in this view."""
        for unit in (*view.units.values(), *(c.unit for c in view.contacts)):
            self._learn(unit)

    def _learn(self, unit: Unit) -> None:
        self.names[unit.id], self.sides[unit.id] = unit.name, unit.faction

    def tell(self, events: Sequence[Event], view: Callable[[], View]) -> None:
        """Add events; `view` gives what the side knew after them, and is asked where that is needed."""
        turn, faction = self._clock
        came = {e.unit for e in events if isinstance(e, Moved)}
        for event in events:
            if isinstance(event, Spotted):
                self._learn(event.unit)
        if any(isinstance(unit := getattr(e, "unit", None), str) and unit not in self.names for e in events):
            self.learn_names(view())
        for event in events:
            if isinstance(event, Spotted) and event.unit.id in came:
                continue  # its move has been told
            seen = getattr(event, "unit", None)
            if isinstance(seen, Unit):
                self._learn(seen)
            if isinstance(event, TurnBegan):
                turn, faction = event.turn, event.faction
            if isinstance(event, TurnEnded) and event.faction == self.side:
                self._report_from, self._report_to = len(self.lines), None
            text = self.narrator.sentence(event)
            if text:
                where, n, kind = self._where(event, view), self.narrator, type(event).__name__.lower()
                line = LogLine(
                    turn, about(event, self.sides), text, where, n.importance(event), kind,
                    n.subject(event), n.brief(event), n.weight(event, self.side),
                )  # fmt: skip
                self.lines.append(line)
        self._clock = (turn, faction)
        if self._report_to is None and faction == self.side:
            self._report_to = len(self.lines)

    @property
    def reported(self) -> list[LogLine]:
        """What happened between the end of this side's last turn and its own orders."""
        return self.lines[self._report_from : self._report_to]

    def _where(self, event: Event, view: Callable[[], View]) -> int:
        """The hex that a line shows; of a unit that the event only names, where it stands."""
        found = self.narrator.hex_of(event)
        if found >= 0:
            return found
        unit = getattr(event, "unit", "")
        if isinstance(event, SupplyTraced):
            worst = max((r for r in event.units), key=lambda r: SUPPLY_STATES.index(r.state), default=None)
            unit = worst.unit if worst and worst.state != "supplied" else ""
        if not unit or not isinstance(unit, str):
            return -1
        units = view().units
        return units[unit].hex if unit in units else -1
