"""Sorties: one budget a turn for support, interdiction and reconnaissance.

- *Support* shifts the attacks of its side on one hex this turn, as a battery does, under the same cap. Its
  target must be in sight.
- *Interdiction* makes roads dear for enemies, until its side's next turn (`rules.interdiction`).
- *Reconnaissance* keeps everything around a hex in sight for as long.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.core.fires import MISSIONS, Mission
from game.core.forecast import StrikeForecast
from game.core.orders import Refusal, Sortie, refuse
from game.core.situation import Situation
from game.core.theatre import Theatre
from game.core.view import View
from game.rules.civilians import NO_HARM, Harm, expected_harm
from game.rules.engagement import check_engagement, price
from game.rules.sight import overflown
from game.rules.strikes import check_hex, enemy_seen, has_road, mistake_chance, targets


def missions_at(s: Situation, faction: str, mission: Mission, h: int) -> int:
    """Missions of a kind that a faction has in effect over a hex."""
    return sum(m.faction == faction and m.mission == mission and m.hex == h for m in s.fires.missions)


def most_support(theatre: Theatre) -> int:
    """Support missions on one hex that count; 0 where the rules give none a shift."""
    rules = theatre.ruleset.combat
    return -(-rules.support_cap // rules.support_shift) if rules.support_shift > 0 else 0


def mission_targets(view: View, mission: Mission) -> Iterator[int]:
    """Hexes worth asking about for a mission, each once, in order of number."""
    if mission == "reconnaissance":
        yield from range(view.theatre.board.size)
    else:
        yield from targets(view, "unit" if mission == "support" else "road")


def check_sortie(view: View, order: Sortie) -> Refusal | None:
    """Why a sortie may not be flown there."""
    if view.theatre.factions[view.faction].sorties is None:
        return refuse("sortie.no_air")
    if view.fires.sorties.get(view.faction, 0) <= 0:
        return refuse("sortie.no_sorties")
    if order.mission not in MISSIONS:
        return refuse("sortie.no_mission", mission=order.mission, known=", ".join(MISSIONS))
    return check_hex(view, order.target) or _check_mission(view, order)


def _check_mission(view: View, order: Sortie) -> Refusal | None:
    h, where = order.target, view.theatre.board.spot(order.target)
    if order.mission == "reconnaissance":
        if view.visible[overflown(view.theatre, h)].all():
            return refuse("sortie.in_sight", h, where=where)
        if order.escalate:
            return refuse("sortie.no_need", h)
        return None
    if order.mission == "interdiction":
        if not has_road(view.theatre, h):
            return refuse("sortie.no_road", h, where=where)
        if missions_at(view, view.faction, "interdiction", h):
            return refuse("sortie.enough", h, where=where)
    else:
        if not enemy_seen(view, h):
            return refuse("sortie.no_enemy", h, where=where)
        if missions_at(view, view.faction, "support", h) >= most_support(view.theatre):
            return refuse("sortie.support.enough", h, where=where)
    return check_engagement(view, h, mission_harm(view, order), order.escalate)


def mission_harm(s: Situation, order: Sortie) -> Harm:
    """Civilians that a mission is expected to harm."""
    if order.mission != "support":
        return NO_HARM
    return expected_harm(s, order.target, s.theatre.ruleset.air.support_harm_share, 1)


def sortie_forecast(view: View, order: Sortie) -> StrikeForecast:
    """What may come of a mission, as far as its side knows; rules of engagement are not asked."""
    harm = mission_harm(view, order)
    support = order.mission == "support"
    mistake = mistake_chance(view, view.faction, order.target) if support else 0.0
    looks = order.mission == "reconnaissance"
    return StrikeForecast(
        missiles=0,
        harm_chance=harm.chance,
        harm=harm.number,
        success=1 - mistake,
        expected_hits=0.0,
        mistake=mistake,
        price=0 if looks else price(view, order.target, harm),
    )
