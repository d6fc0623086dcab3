"""Retaking: a place that was just taken from one's side is gone back for while it is weakly held."""

from __future__ import annotations

from dataclasses import replace

from game.ai.aims import Aim
from game.ai.means_weights import MEANS as M
from game.ai.picture import Picture, enemies_of, strengths
from game.ai.weights import STANDARD as W
from game.core.view import View


def retaken(view: View, picture: Picture) -> tuple[str, ...]:
    """Places lost in the last few turns that are worth going back for at once, by id."""
    if not view.doctrine.retake or not view.lost:
        return ()
    foes, last = enemies_of(view), view.turn - view.theatre.ruleset.irregular.retake_turns
    return tuple(
        place
        for place, turn in sorted(view.lost.items())
        if turn >= last and view.owners[place] in foes and _weakly_held(view, picture, place)
    )


def _weakly_held(view: View, picture: Picture, place: str) -> bool:
    """Whether the units at hand are strong enough against the garrison, or nothing reaches it any more."""
    h = view.theatre.board.places[place].hex
    garrison = [u for u in view.stacks.get(h, ()) if u.faction != view.faction]
    if garrison and all(u.supply in ("unsupplied", "isolated") for u in garrison):
        return True
    odds = view.theatre.ruleset.irregular.retake_odds
    return _at_hand(view, h) >= max(1.0, odds * picture.defence.get(h, 0))


def _at_hand(view: View, h: int) -> int:
    """Attack strength (tenths) of own units that began the turn near a hex."""
    away, reach = view.theatre.board.distances(h), round(M.retake_km * 1000)
    began = {uid: act.origin for uid, act in view.activity.items()}
    near = (u for u in view.own if away[began.get(u.id, u.hex)] <= reach)
    return sum(strengths(view.theatre, u)[0] for u in near)


def with_retakes(view: View, picture: Picture, aims: tuple[Aim, ...]) -> tuple[Aim, ...]:
    """The aims, those to retake worth more; places that were no aim are one now."""
    wanted = retaken(view, picture)
    if not wanted:
        return aims
    known = {a.id for a in aims if not a.area}
    places = view.theatre.board.places
    more = (Aim(p, (places[p].hex,), False, W.least_aim, 0.0) for p in wanted if p not in known)
    return tuple(
        replace(a, take=a.take * M.retake) if a.id in wanted and not a.area else a for a in (*aims, *more)
    )
