"""Why the simple AI uses a means of its side, in a sentence."""

from __future__ import annotations

from game.ai.enemy_roads import traffic
from game.ai.picture import look
from game.core.orders import (
    DeliverAid,
    Disperse,
    Handover,
    MainEffort,
    Raid,
    Sortie,
    Strike,
    Trickle,
)
from game.core.view import View
from game.rules.irregular import receiver, trickle_forecast
from game.rules.relations import tension
from game.rules.strikes import asset_name, strike_forecast

_AIMS = {
    "site": "to destroy the {site} of the enemy",
    "unit": "at the enemy there",
    "road": "to close the road that the enemy lives on",
}
_MISSIONS = {
    "support": "Calls aircraft over {where}: it is about to be attacked",
    "interdiction": "Sends aircraft over the roads at {where}: enemies live on them",
    "reconnaissance": "Sends aircraft to look at {where}: what stands there is not known",
}


def why_means(view: View, order: Strike | Sortie | DeliverAid | Handover | MainEffort) -> str:
    """One sentence about an order that no unit carries out."""
    places = view.theatre.board.places
    if isinstance(order, Strike):
        return _why_strike(view, order)
    if isinstance(order, Sortie):
        words = _MISSIONS[order.mission].format(where=view.theatre.board.describe(order.target))
        return f"{words}{_over_rules(order.escalate)}."
    if isinstance(order, DeliverAid):
        return f"Brings aid to {places[order.place].name}: the line of supply is open."
    if isinstance(order, Handover):
        now = tension(view, view.faction, order.to) or 0
        name = view.theatre.factions[order.to].name
        return (
            f"Hands {places[order.place].name} over to {name}: it is of little use, and tension is at {now}."
        )
    if not order.place:
        return "Gives its main effort up."
    return f"Makes {places[order.place].name} its main effort: most of its plan hangs on it."


def _why_strike(view: View, order: Strike) -> str:
    may, h = strike_forecast(view, order), order.target
    place = view.theatre.board.place_at.get(h)
    site = view.theatre.sites.get(place.id) if place else None
    name = view.theatre.ruleset.sites[site.kind].name.lower() if site else "site"
    aim = _AIMS[order.aim].format(site=name)
    press = ", before the press" if order.press else ""
    return (
        f"Fires {may.missiles} missiles of {asset_name(view.theatre, order.asset)} at "
        f"{view.theatre.board.describe(h)} {aim}{press}: {may.success:.0%} to succeed, "
        f"{may.harm:.1f} civilians expected to come to harm{_over_rules(order.escalate)}."
    )


def _over_rules(escalate: bool) -> str:
    return "; it overrides its own rules of engagement" if escalate else ""


def why_irregular(view: View, order: Raid | Disperse | Trickle) -> str:
    """One sentence about an irregular order of a unit."""
    unit, board = view.units[order.unit], view.theatre.board
    if isinstance(order, Raid):
        count = traffic(view, look(view)).get(order.target, 0)
        living = f"about {count} enemy units live on it" if count else "the enemy uses it"
        return f"{unit.name} raids the road at {board.describe(order.target)}: {living}."
    if isinstance(order, Disperse):
        return (
            f"{unit.name} goes into hiding at {board.describe(unit.hex)}: too weak to stay, it cannot leave."
        )
    taker = receiver(view, order)
    to = taker.name if taker else "friends"
    stopped = trickle_forecast(view, order).stopped
    return f"{unit.name} sends men over the river by night to {to}: {stopped:.0%} that they turn back."
