"""Orders: what a faction wants. They name hexes, never enemy ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from game.core.fires import Aim, Mission
from game.core.record import record
from game.core.saying import Saying, Value, say
from game.core.script import OrderWord
from game.core.units import Posture


@record
class Move:
    """Go along `path`, which starts with the unit's own hex."""

    unit: str
    path: tuple[int, ...]


@record
class Attack:
    """Attack the enemy in the neighbouring hex `target`."""

    unit: str
    target: int
    support: bool = True
    """Friends beside the target that can, join in."""
    advance: bool = True
    """Enter the hex if it falls empty."""
    shock: bool = False
    """Spend one of the faction's shock attacks."""
    batteries: bool = True
    """Batteries in range fire. Each does so once a turn, so a lesser attack may leave them for a greater."""


@record
class SetPosture:
    """Change a unit's posture; `rest` and `guard` forbid attacks until changed."""

    unit: str
    posture: Posture


@record
class Finish:
    """Nothing more for this unit this turn."""

    unit: str


@record
class Ferry:
    """Cross the river by boat to the neighbouring hex `to`; takes the whole turn."""

    unit: str
    to: int


@record
class Bridge:
    """Engineers repair the destroyed crossing towards `to`, or lay a pontoon if there is none."""

    unit: str
    to: int


@record
class Demolish:
    """Destroy the crossing towards the neighbouring hex `to`."""

    unit: str
    to: int


@record
class Decide:
    """Answer a decision that a trigger offered."""

    decision: str
    option: str


@record
class Strike:
    """Fire the next salvo of an off-map asset at a hex."""

    asset: str
    target: int
    aim: Aim
    press: bool = False
    """Before the press: prestige moves with the claim, and again with the truth."""
    escalate: bool = False
    """Override one's own rules of engagement, at a price."""


@record
class Sortie:
    """Fly one of this turn's sorties."""

    mission: Mission
    target: int
    escalate: bool = False


@record
class DeliverAid:
    """Bring aid to the civilians of a place that one holds."""

    place: str


@record
class Handover:
    """Hand a place over to a rival or neutral."""

    place: str
    to: str


@record
class MainEffort:
    """Name the place of the main effort; empty for none."""

    place: str


@record
class Raid:
    """A mobile unit goes for a supply line and sits on it for some turns."""

    unit: str
    target: int


@record
class Disperse:
    """A weak unit goes into hiding and reforms later."""

    unit: str


@record
class Trickle:
    """Steps of a unit cross a closed river by night to a friendly unit in the neighbouring hex `to`."""

    unit: str
    to: int


@record
class EndTurn:
    """Hand over to the next faction."""


@record
class Concede:
    """Give the match up."""


Order = (
    Move
    | Attack
    | SetPosture
    | Finish
    | Ferry
    | Bridge
    | Demolish
    | Decide
    | Strike
    | Sortie
    | DeliverAid
    | Handover
    | MainEffort
    | Raid
    | Disperse
    | Trickle
    | EndTurn
    | Concede
)
ORDER_TYPES: tuple[type[Order], ...] = get_args(Order)
ORDER_WORDS: Mapping[type[Order], OrderWord] = {
    Move: "move", Attack: "attack", SetPosture: "posture", Finish: "finish", Ferry: "ferry", Bridge: "bridge",
    Demolish: "demolish", Decide: "decide", Strike: "strike", Sortie: "sortie", DeliverAid: "aid",
    Handover: "handover", MainEffort: "effort", Raid: "raid", Disperse: "disperse", Trickle: "trickle",
}  # fmt: skip
"""What scenarios call each kind; the two that end a turn or the match have no word."""


@record
class Refusal:
    """Why an order is not legal, as far as the asker's side knows."""

    code: str
    """Stable, for programs: `too_far`, `not_your_turn` ..."""
    words: Saying
    """One sentence for people."""
    hex: int = -1
    """Where, if anywhere."""


def refuse(key: str, h: int = -1, /, **values: Value) -> Refusal:
    """A refusal whose sentence is `refusal.<key>`; the last part of the key is its code."""
    return Refusal(key.rpartition(".")[2], say(f"refusal.{key}", **values), h)
