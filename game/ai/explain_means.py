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
from game.words import t


def why_means(view: View, order: Strike | Sortie | DeliverAid | Handover | MainEffort) -> str:
    """One sentence about an order that no unit carries out."""
    places = view.theatre.board.places
    if isinstance(order, Strike):
        return _why_strike(view, order)
    if isinstance(order, Sortie):
        where = view.theatre.board.spot(order.target)
        return t(f"why.mission.{order.mission}", where=where, override=_over_rules(order.escalate))
    if isinstance(order, DeliverAid):
        return t("why.aid", place=places[order.place].name)
    if isinstance(order, Handover):
        now = tension(view, view.faction, order.to) or 0
        name = view.theatre.factions[order.to].name
        return t("why.handover", place=places[order.place].name, name=name, tension=now)
    if not order.place:
        return t("why.no_effort")
    return t("why.effort", place=places[order.place].name)


def _why_strike(view: View, order: Strike) -> str:
    may, h = strike_forecast(view, order), order.target
    place = view.theatre.board.place_at.get(h)
    site = view.theatre.sites.get(place.id) if place else None
    return t(
        f"why.strike.{order.aim}",
        missiles=t("count.missiles", count=may.missiles),
        asset=asset_name(view.theatre, order.asset),
        where=view.theatre.board.spot(h),
        site=view.theatre.ruleset.sites[site.kind].name.lower() if site else t("why.site"),
        press=t("why.press") if order.press else "",
        success=may.success,
        harm=may.harm,
        override=_over_rules(order.escalate),
    )


def _over_rules(escalate: bool) -> str:
    return t("why.override") if escalate else ""


def why_irregular(view: View, order: Raid | Disperse | Trickle) -> str:
    """One sentence about an irregular order of a unit."""
    unit, board = view.units[order.unit], view.theatre.board
    if isinstance(order, Raid):
        count, where = traffic(view, look(view)).get(order.target, 0), board.spot(order.target)
        if not count:
            return t("why.raid_blind", unit=unit.name, where=where)
        return t("why.raid", unit=unit.name, where=where, count=count)
    if isinstance(order, Disperse):
        return t("why.disperse", unit=unit.name, where=board.spot(unit.hex))
    taker = receiver(view, order)
    to = taker.name if taker else t("why.friends")
    return t("why.trickle", unit=unit.name, to=to, stopped=trickle_forecast(view, order).stopped)
