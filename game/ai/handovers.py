"""Handovers: a place of little use, while tension with the rival beside it is high, buys calm."""

from __future__ import annotations

from game.ai.aims import Aim
from game.ai.brief import brief
from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture
from game.core.orders import Handover
from game.core.view import View
from game.rules.relations import beyond, check_handover, followed, tension

_FIRST = 12
"""Orders of a turn among which places are handed over: whoever hides in one may prevent it, unseen."""


def next_handover(view: View, picture: Picture) -> Handover | None:
    """The place that is easiest to part with, if any rival is to be calmed."""
    if view.doctrine.yielding <= 0 or view.orders >= _FIRST:
        return None
    strained = view.theatre.ruleset.diplomacy.strained_at / max(1.0, view.doctrine.yielding)
    tense = [
        (f, t) for f in followed(view, view.faction) if (t := tension(view, view.faction, f) or 0) >= strained
    ]
    if not tense:
        return None
    worth = {a.id: a for a in brief(view, picture).aims if not a.area}
    best: tuple[float, str, str] | None = None
    for rival, now in tense:
        most = M.handover_worth * view.doctrine.yielding * (1 + (now - strained) / M.handover_step)
        for place, owner in sorted(view.owners.items()):
            price = _price(worth.get(place)) * (
                M.handover_beyond if _kept_from(view, place, view.faction, rival) else 1
            )
            if owner != view.faction or place in view.doctrine.hold or price > most:
                continue
            if _kept_from(view, place, rival, view.faction):
                continue  # by the line it is one's own, and the rival would only hand it back
            if not view.visible[view.theatre.board.places[place].hex]:
                continue  # it may be lost already
            if check_handover(view, Handover(place, rival)) is None:
                best = min(best or (price, place, rival), (price, place, rival))
    return Handover(best[1], best[2]) if best else None


def _kept_from(view: View, place: str, faction: str, rival: str) -> bool:
    """Whether a deconfliction line in force keeps a side out of a place, in favour of the rival."""
    h = view.theatre.board.places[place].hex
    lines = enumerate(view.theatre.lines) if view.diplomacy.lines else ()
    return any(
        {faction, rival} == set(line.between) and h in beyond(view.theatre, n, faction) for n, line in lines
    )


def _price(aim: Aim | None) -> float:
    """Points that are given away with a place: its own and what the rival gains, as far as it is an aim."""
    if aim is None:
        return 0.0
    return float("inf") if aim.hold else aim.keep
