"""Aid: brought wherever it can be, first where the own score table counts it, then where most is lacking."""

from __future__ import annotations

from functools import lru_cache

from game.core.orders import DeliverAid
from game.core.theatre import Theatre
from game.core.view import View
from game.rules.civilians import MOST_RELIEF, check_aid


def next_delivery(view: View) -> DeliverAid | None:
    """The delivery that helps most, None if none is open."""
    if view.civil.aid_left <= 0 or not view.theatre.factions[view.faction].aid:
        return None
    points, people, places = _points(view.theatre, view.faction), view.civil.people, view.theatre.board.places

    def need(place: str) -> tuple[float, float, str]:
        lack = MOST_RELIEF - view.civil.relief.get(place, 0)
        return -points.get(place, 0.0) * lack, -float(people.get(places[place].hex, 0)) * lack, place

    own = [p for p, owner in view.owners.items() if owner == view.faction and people.get(places[p].hex)]
    orders = (DeliverAid(p) for p in sorted(own, key=need))
    return next((order for order in orders if check_aid(view, order) is None), None)


@lru_cache(maxsize=32)
def _points(theatre: Theatre, faction: str) -> dict[str, float]:
    """Place -> points for its full relief, from the faction's own table."""
    out: dict[str, float] = {}
    table = theatre.score.get(faction)
    for line in table.lines if table else ():
        if line.relief:
            out[line.relief.place] = out.get(line.relief.place, 0.0) + line.relief.points
    return out
