"""Strikes by off-map missiles: what may be aimed at, and what may come of it.

A side fires the next salvo of an asset at a hex. It aims at a unit (seen now, or as last seen), at a site
(which everybody knows of) or at a road. What it learns at once is a claim; the truth it learns when it sees
the hex (`truth.fires`).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

from game.core.fires import AIMS, Aim, Magazine
from game.core.forecast import StrikeForecast
from game.core.orders import Refusal, Strike, refuse
from game.core.saying import Spot
from game.core.situation import Situation, hostile
from game.core.theatre import Theatre
from game.core.view import View
from game.rules.civilians import Harm, expected_harm
from game.rules.engagement import check_engagement, price
from game.rules.relations import at_peace
from game.rules.sites import hits_left, site_at


def asset_name(theatre: Theatre, asset: str) -> str:
    """What people call an asset; its id if there is none."""
    return next((a.name for f in theatre.factions.values() for a in f.assets if a.id == asset), asset)


def salvo_of(s: Situation, asset: str) -> int:
    """Missiles of an asset's next launch."""
    magazine = s.fires.magazines[asset]
    platform = s.theatre.ruleset.platforms[_platform(s.theatre, asset)]
    return min(magazine.left, platform.salvos[magazine.salvo])


def _platform(theatre: Theatre, asset: str) -> str:
    return next(a.platform for f in theatre.factions.values() for a in f.assets if a.id == asset)


def after_launch(s: Situation, asset: str) -> Magazine:
    """The magazine after the next launch. An empty one is full again when its reload is over."""
    magazine = s.fires.magazines[asset]
    platform = s.theatre.ruleset.platforms[_platform(s.theatre, asset)]
    left = magazine.left - salvo_of(s, asset)
    if left <= 0:
        return Magazine(magazine.faction, platform.magazine, 0, s.turn + platform.reload_turns)
    return Magazine(magazine.faction, left, (magazine.salvo + 1) % len(platform.salvos), magazine.ready)


def has_road(theatre: Theatre, h: int) -> bool:
    """Whether a road or track leads through a hex."""
    return bool(theatre.board.on_road[h])


def targets(view: View, aim: Aim) -> Iterator[int]:
    """Hexes worth asking about with this aim, each once, in order of number."""
    theatre, faction = view.theatre, view.faction
    if aim == "site":
        found = {theatre.board.places[p].hex for p in theatre.sites}
    elif aim == "unit":
        found = {u.hex for u in view.units.values() if hostile(view, faction, u.faction)}
        found |= {c.unit.hex for c in view.contacts if hostile(view, faction, c.unit.faction)}
    else:
        found = {h for h in range(theatre.board.size) if has_road(theatre, h)}
    yield from sorted(found)


# Checks


def check_strike(view: View, order: Strike) -> Refusal | None:
    """Why an asset may not fire at that hex."""
    return (
        _check_asset(view, order.asset)
        or check_hex(view, order.target)
        or _check_aim(view, order)
        or check_engagement(view, order.target, strike_harm(view, order), order.escalate)
    )


def _check_asset(view: View, asset: str) -> Refusal | None:
    magazine = view.fires.magazines.get(asset)
    if magazine is None:
        return refuse("strike.no_asset", asset=asset)
    if magazine.ready > view.turn:
        name = asset_name(view.theatre, asset)
        return refuse("strike.not_ready", name=name, ready=magazine.ready)
    return None


def check_hex(view: View, h: int) -> Refusal | None:
    """Whether a hex is on the board at all."""
    if 0 <= h < view.theatre.board.size:
        return None
    return refuse("strike.off_board", h=h)


def _check_aim(view: View, order: Strike) -> Refusal | None:
    theatre, h = view.theatre, order.target
    where = theatre.board.spot(h)
    if order.aim not in AIMS:
        return refuse("strike.no_aim", h, aim=order.aim, known=", ".join(AIMS))
    if order.aim == "road":
        if not has_road(theatre, h):
            return refuse("strike.no_road", h, where=where)
        if any(c.hex == h for c in view.fires.craters):
            return refuse("strike.cratered", h, where=where)
    elif order.aim == "site":
        return _check_site(view, h, where)
    elif not _enemy_known(view, h):
        return refuse("strike.no_enemy", h, where=where)
    return None


def _check_site(view: View, h: int, where: Spot) -> Refusal | None:
    place = site_at(view.theatre, h)
    if not place:
        return refuse("strike.no_site", h, where=where)
    if not hostile(view, view.faction, view.theatre.sites[place].faction):
        return refuse("strike.not_at_war", h, where=where)
    if not hits_left(view, place):
        return refuse("strike.site_lost", h, where=where)
    return None


def enemy_seen(view: View, h: int) -> bool:
    """Whether an enemy is in sight in a hex."""
    return any(hostile(view, view.faction, u.faction) for u in view.stacks.get(h, ()))


def _enemy_known(view: View, h: int) -> bool:
    last_seen = (c.unit for c in view.contacts if c.unit.hex == h)
    return enemy_seen(view, h) or any(hostile(view, view.faction, u.faction) for u in last_seen)


# What may come of it


def strike_harm(s: Situation, order: Strike) -> Harm:
    """Civilians that a strike is expected to harm."""
    share = s.theatre.ruleset.fires.harm_share
    return expected_harm(s, order.target, share, salvo_of(s, order.asset))


def hit_chance(theatre: Theatre, aim: Aim, in_sight: bool) -> float:
    """Probability that one missile hits what it is aimed at."""
    rules = theatre.ruleset.fires
    if aim == "unit":
        return rules.hit_seen if in_sight else rules.hit_last_seen
    return rules.hit_site if aim == "site" else rules.hit_road


def bystanders(s: Situation, faction: str, h: int) -> tuple[str, ...]:
    """Units, by id, of sides that a faction is not at war with, so near to a hex that they may be hit by
    mistake: there or beside it.
    """
    near = (h, *(n for _, n in s.theatre.board.adjacent[h]))
    found = (u for n in near for u in s.stacks.get(n, ()))
    return tuple(sorted(u.id for u in found if at_peace(s, faction, u.faction)))


def mistake_chance(s: Situation, faction: str, h: int) -> float:
    """Probability that fire at a hex hits a bystander instead, as far as the situation knows them."""
    return s.theatre.ruleset.diplomacy.mistake_chance if bystanders(s, faction, h) else 0.0


def needed_hits(s: Situation, order: Strike) -> int:
    """Hits that make a success: one, or as many as a site can still take."""
    return hits_left(s, site_at(s.theatre, order.target)) if order.aim == "site" else 1


def at_least(hits: int, shots: int, chance: float) -> float:
    """Probability of so many hits or more."""
    return sum(comb(shots, k) * chance**k * (1 - chance) ** (shots - k) for k in range(hits, shots + 1))


def strike_forecast(view: View, order: Strike) -> StrikeForecast:
    """What may come of a strike, as far as the firing side knows. The order must be one that names an
    asset of its own and a hex of the board; rules of engagement are not asked.
    """
    missiles, harm = salvo_of(view, order.asset), strike_harm(view, order)
    chance = hit_chance(view.theatre, order.aim, enemy_seen(view, order.target))
    mistake = mistake_chance(view, view.faction, order.target)
    return StrikeForecast(
        missiles=missiles,
        harm_chance=harm.chance,
        harm=harm.number,
        success=(1 - mistake) * at_least(needed_hits(view, order), missiles, chance),
        expected_hits=(1 - mistake) * missiles * chance,
        mistake=mistake,
        price=price(view, order.target, harm),
    )
