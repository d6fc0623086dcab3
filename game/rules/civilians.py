"""Civilians: where they are, what fire is expected to do to them, and what aid may reach them.

Expected harm is proportional to the people in a hex, to the share that the ruleset expects of one shot and
to the number of shots. The harm done is that number times 1 +- `harm_scatter`, uniform, rounded at random so
that its mean stays what it was; so the chance of any harm at all is known exactly, and both are shown before
anybody fires.
"""

from __future__ import annotations

from typing import NamedTuple

from game.core.orders import DeliverAid, Refusal, refuse
from game.core.situation import Situation
from game.core.theatre import Theatre
from game.core.units import Unit
from game.core.view import View
from game.rules.supply import supply_state, trace

MOST_RELIEF = 100
_LINES_OPEN = ("supplied", "overextended")


class Harm(NamedTuple):
    """What fire may do to civilians."""

    chance: float
    """Probability that anybody comes to harm, 0-1."""
    number: float
    """Expected number of people harmed."""


NO_HARM = Harm(0.0, 0.0)


def aboard(s: Situation, unit: Unit) -> float:
    """Civilians aboard a unit, as far as the situation knows: the middle of what is reported."""
    least, most = s.civil.aboard.get(unit.id, (0, 0))
    return (least + most) / 2 * unit.steps / unit.full


def people_at(s: Situation, h: int) -> float:
    """All civilians in a hex, those aboard convoys included."""
    return s.civil.people.get(h, 0) + sum(aboard(s, u) for u in s.stacks.get(h, ()))


def expected_harm(s: Situation, h: int, share_per_shot: float, shots: int) -> Harm:
    """What so many shots into a hex do to the civilians there. `share_per_shot`: expected share, 0-1.

    Never more than all who are there. Nobody there: (0, 0).
    """
    number = expected_number(s, h, share_per_shot, shots)
    return Harm(_chance(number, s.theatre.ruleset.fires.harm_scatter), number) if number else NO_HARM


def expected_number(s: Situation, h: int, share_per_shot: float, shots: int) -> float:
    """The number of `expected_harm` alone."""
    civil = s.civil
    exposed = float(civil.people.get(h, 0))
    if civil.aboard:
        riding = sum(aboard(s, u) for u in s.stacks.get(h, ()))
        exposed += riding * s.theatre.ruleset.civil.aboard_factor
    return min(exposed * share_per_shot * shots, people_at(s, h)) if exposed else 0.0


def _chance(number: float, scatter: float) -> float:
    """Probability of at least one when the mean is scattered and rounded at random: the mean of min(x, 1)."""
    low, high = number * (1 - scatter), number * (1 + scatter)
    if high <= 1:
        return number
    if low >= 1:
        return 1.0
    return ((1 - low * low) / 2 + high - 1) / (high - low)


# Aid


def line_open(s: Situation, faction: str, sources: tuple[int, ...], place: str) -> bool:
    """Whether a place lies on the faction's unbroken net of supply, within its reach."""
    net = trace(s, faction, sources)
    return supply_state(net, s.theatre.board.places[place].hex) in _LINES_OPEN


def aid_sorties(theatre: Theatre, faction: str) -> int:
    """Sorties that a delivery costs a side: none if it never flies."""
    return theatre.ruleset.civil.aid_sorties if theatre.factions[faction].sorties else 0


def relief_after_aid(s: Situation, place: str) -> int:
    """Relief of a place, 0-100, after one more delivery: a share of what it lacks, at least 1."""
    now = s.civil.relief.get(place, 0)
    lack = MOST_RELIEF - now
    return now + min(lack, max(1, round(lack * s.theatre.ruleset.civil.aid_relief / 100)))


def check_aid(view: View, order: DeliverAid) -> Refusal | None:
    """Why no aid can be brought to a place: whose it is, who lives there, what is left, what way leads in."""
    theatre, place = view.theatre, view.theatre.board.places.get(order.place)
    if place is None:
        return refuse("aid.no_place", place=order.place)
    if not theatre.factions[view.faction].aid:
        name = theatre.factions[view.faction].name
        return refuse("aid.no_aid", place.hex, name=name)
    if view.owners[place.id] != view.faction:
        return refuse("aid.not_held", place.hex, place=place.name)
    if not view.civil.people.get(place.hex):
        return refuse("aid.no_civilians", place.hex, place=place.name)
    if view.civil.relief.get(place.id, 0) >= MOST_RELIEF:
        return refuse("aid.relieved", place.hex, place=place.name)
    if view.civil.aid_left <= 0:
        most = theatre.ruleset.civil.aid_a_turn
        return refuse("aid.no_aid_left", place.hex, count=most)
    needed = aid_sorties(theatre, view.faction)
    if view.fires.sorties.get(view.faction, 0) < needed:
        return refuse("aid.no_sorties", place.hex)
    if not line_open(view, view.faction, view.sources, place.id):
        return refuse("aid.no_line", place.hex, place=place.name)
    return None
