"""Plays what happened: counters on their way, fights, then the position after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.core.events import Event, Ferried, Fought, Moved, Retreated
from game.ui.map.model import Clash, Motion
from game.words import t

if TYPE_CHECKING:
    from game.core.view import View
    from game.ui.map.model import Selection
    from game.ui.screens.match.session import Beat, Session

STEP_SECONDS = {"slow": 0.28, "normal": 0.13, "fast": 0.05, "off": 0.0}
CLASH_SECONDS = {"slow": 1.8, "normal": 1.0, "fast": 0.45, "off": 0.0}
OWN_STEP = 0.04
"""One's own moves are short: the player knows where they go."""
LONGEST_MOVE = 1.4
"""Seconds that one move takes at most."""


@dataclass
class _Clip:
    event: Event
    seconds: float
    path: tuple[int, ...] = ()


class Animator:
    """Works through the session's beats. `look_at` is told where something happens."""

    def __init__(self, session: Session, look_at: Callable[[int], None]) -> None:
        self.session = session
        self.look_at = look_at
        self._clips: list[_Clip] = []
        self._beat: Beat | None = None
        self._time = 0.0

    @property
    def busy(self) -> bool:
        """Whether something is still to be shown."""
        return self._beat is not None or bool(self.session.beats)

    def skip(self) -> None:
        """Show the latest position at once."""
        last = self.session.beats[-1] if self.session.beats else self._beat
        self.session.beats.clear()
        self._clips.clear()
        self._beat = None
        if last is not None:
            self.session.view = last.view

    def update(self, dt: float, speed: str, selection: Selection) -> None:
        """`dt` seconds have passed."""
        selection.motion = selection.clash = None
        self._time += dt
        while True:
            if self._beat is None and not self._begin(speed):
                return
            if self._clips and self._time < self._clips[0].seconds:
                self._show(self._clips[0], selection)
                return
            if self._clips:
                self._time -= self._clips.pop(0).seconds
                if self._clips:
                    self._aim(self._clips[0])
            if not self._clips:
                self._end()

    def _begin(self, speed: str) -> bool:
        if not self.session.beats:
            return False
        self._beat = self.session.beats.pop(0)
        self._clips = [c for e in self._beat.events if (c := self._clip(e, speed)) is not None]
        self._time = 0.0
        if self._clips:
            self._aim(self._clips[0])
        return True

    def _end(self) -> None:
        if self._beat is not None:
            self.session.view = self._beat.view
            self._beat = None

    def _clip(self, event: Event, speed: str) -> _Clip | None:
        view: View = self.session.view
        if isinstance(event, Fought):
            return _Clip(event, CLASH_SECONDS[speed]) if CLASH_SECONDS[speed] else None
        if isinstance(event, Ferried):
            path: tuple[int, ...] = (event.origin, event.to)
        elif isinstance(event, Moved | Retreated):
            path = event.path
        else:
            return None
        if len(path) < 2 or event.unit not in view.units:
            return None
        step = STEP_SECONDS[speed]
        if event.faction == self.session.side and isinstance(event, Moved):
            step = min(step, OWN_STEP)
        seconds = min(LONGEST_MOVE, step * (len(path) - 1))
        return _Clip(event, seconds, path) if seconds else None

    def _aim(self, clip: _Clip) -> None:
        if isinstance(clip.event, Fought):
            self.look_at(clip.event.target)
        elif clip.event.faction != self.session.side:  # type: ignore[union-attr]
            self.look_at(clip.path[-1])

    def _show(self, clip: _Clip, selection: Selection) -> None:
        fraction = self._time / clip.seconds
        event = clip.event
        if isinstance(event, Fought):
            selection.clash = Clash(self._origins(event), event.target, fraction, self._outcome(event))
            return
        legs = len(clip.path) - 1
        leg = min(legs - 1, int(fraction * legs))
        unit = event.unit  # type: ignore[union-attr]
        selection.motion = Motion(unit, clip.path[leg], clip.path[leg + 1], fraction * legs - leg)  # type: ignore[arg-type]

    def _origins(self, event: Fought) -> tuple[int, ...]:
        units = self.session.view.units
        seen = [units[u].hex for u in event.attackers if u in units]
        return (
            tuple(dict.fromkeys([event.origin, *seen])) if event.origin >= 0 else tuple(dict.fromkeys(seen))
        )

    def _outcome(self, event: Fought) -> str:
        """Steps lost by each side, in its letters, and how it ended."""
        factions = self.session.theatre.factions
        return t(
            "clash.text",
            attacker=factions[event.faction].short,
            lost=event.attacker_steps,
            defender=factions[event.enemy].short,
            killed=event.defender_steps,
            result=t(f"result_short.{event.result or 'hold'}"),
        )
