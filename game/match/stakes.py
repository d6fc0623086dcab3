"""What the scenario does for a side that holds a place, loses its line to one, or has its share of a group:
for who wants to know beforehand what that brings. Only what touches the side's own account is told, and only
where nothing but that decides it: surprises stay surprises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Literal

from game.core.hexref import locate
from game.core.record import record

if TYPE_CHECKING:
    from game.core.board import Board
    from game.core.scenario import ScenarioSpec
    from game.core.script import Condition, Effect, Trigger

What = Literal["held", "cut", "share"]


@record
class Stake:
    """What comes of one trigger for a side."""

    what: What
    subject: str
    """The place that is held or cut off, or the zone group that is shared."""
    at_least: float = 0.0
    """Of a group, 0-1."""
    prestige: int = 0
    source: int = -1
    """Hex of a source of supply that opens, -1 for none."""
    sorties: int = -1
    """A turn from then on, -1 for no change."""
    rate: float = -1.0
    """Replacements a turn from then on, -1 for no change."""
    fired: int = 0
    """Turn in which it came about and will not again, 0 for not yet."""


def stakes(spec: ScenarioSpec, board: Board, faction: str, fired: Mapping[str, int]) -> tuple[Stake, ...]:
    """All stakes of a side. `fired`: trigger -> turn in which it last fired."""
    found = (_stake(board, trigger, faction, fired) for trigger in spec.triggers)
    return tuple(stake for stake in found if stake is not None)


def _stake(board: Board, trigger: Trigger, faction: str, fired: Mapping[str, int]) -> Stake | None:
    subject = _subject(trigger.when, faction)
    if subject is None:
        return None
    what, name, at_least = subject
    gains = _gains(board, trigger.then, faction)
    if not gains:
        return None
    done = 0 if trigger.repeat else fired.get(trigger.id, 0)
    return Stake(what, name, at_least, fired=done, **gains)  # type: ignore[arg-type]


def _subject(when: Condition, faction: str) -> tuple[What, str, float] | None:
    """What the condition hangs on, if that is one place or share of this side and nothing else."""
    given = _given(when)
    if given == {"holds"} and when.holds and when.holds.faction == faction and len(when.holds.places) == 1:
        return "held", when.holds.places[0], 0.0
    if given == {"share"} and when.share and when.share.faction == faction and when.share.below > 1:
        return "share", when.share.group, when.share.at_least
    if given == {"none_of"} and len(when.none_of) == 1:
        line = when.none_of[0].connected
        if line and line.faction == faction and _given(when.none_of[0]) == {"connected"}:
            return "cut", line.place, 0.0
    return None


def _given(when: Condition) -> set[str]:
    """Fields of a condition that say something."""
    return {f.name for f in fields(when) if getattr(when, f.name) not in (None, "", ())}


def _gains(board: Board, effects: tuple[Effect, ...], faction: str) -> dict[str, int | float]:
    """Field of a stake -> its value, of all effects on the side's account together."""
    out: dict[str, int | float] = {}
    for effect in effects:
        if effect.prestige and effect.prestige.faction == faction:
            out["prestige"] = out.get("prestige", 0) + effect.prestige.change
        source = effect.source_of_supply
        if source and source.faction == faction and source.active:
            out["source"] = locate(board, source.at)
        if effect.sorties and effect.sorties.faction == faction:
            out["sorties"] = effect.sorties.a_turn
        if effect.replacements and effect.replacements.faction == faction:
            out["rate"] = effect.replacements.rate
    return out
