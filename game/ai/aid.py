"""Aid: brought where the own score table counts it for more than the sorties that cover it, and elsewhere
where people are with sorties that nobody needed.
"""

from __future__ import annotations

from functools import lru_cache

from game.ai.means_weights import MEANS as M
from game.core.orders import DeliverAid
from game.core.theatre import Theatre
from game.core.view import View
from game.rules.civilians import MOST_RELIEF, aid_sorties, check_aid, relief_after_aid


def next_delivery(view: View, left_over: bool = False) -> DeliverAid | None:
    """The delivery that helps most, None if none is open or worth it; with sorties that are `left_over`
    every one is.
    """
    if view.civil.aid_left <= 0 or not view.theatre.factions[view.faction].aid:
        return None
    points, people, places = _points(view.theatre, view.faction), view.civil.people, view.theatre.board.places
    own = [p for p, owner in view.owners.items() if owner == view.faction and people.get(places[p].hex)]

    def need(place: str) -> tuple[float, float, str]:
        lack = MOST_RELIEF - view.civil.relief.get(place, 0)
        return -worth(view, place, points.get(place, 0.0)), -float(people[places[place].hex]) * lack, place

    price = M.aid_sortie * aid_sorties(view.theatre, view.faction)
    for place in sorted(own, key=need):
        order = DeliverAid(place)
        pays = left_over or worth(view, place, points.get(place, 0.0)) >= price
        if pays and check_aid(view, order) is None:
            return order
    return None


def worth(view: View, place: str, points: float) -> float:
    """Points that one more delivery brings until it has worn off, or the match ends."""
    rules, left = view.theatre.ruleset.civil, view.theatre.turns - view.turn + 1
    gain = relief_after_aid(view, place) - view.civil.relief.get(place, 0)
    lasts = min(left, gain / max(1, rules.relief_decay))
    mean = gain - rules.relief_decay * lasts / 2
    return points * mean * lasts / MOST_RELIEF / view.theatre.turns


@lru_cache(maxsize=32)
def _points(theatre: Theatre, faction: str) -> dict[str, float]:
    """Place -> points for its full relief, from the faction's own table."""
    out: dict[str, float] = {}
    table = theatre.score.get(faction)
    for line in table.lines if table else ():
        if line.relief:
            out[line.relief.place] = out.get(line.relief.place, 0.0) + line.relief.points
    return out
