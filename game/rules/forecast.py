"""Forecasts: what may come of an order, as far as the asker's side knows."""

from __future__ import annotations

from dataclasses import replace

from game.core.forecast import FerryForecast, Forecast, MoveForecast
from game.core.orders import Attack, Ferry, Move, Order, Sortie, Strike, Trickle
from game.core.units import SUPPLY_STATES, Unit
from game.core.view import View
from game.rules.air import sortie_forecast
from game.rules.irregular import trickle_forecast
from game.rules.legality import verify
from game.rules.movement import Walk, budget_left, walk
from game.rules.outcomes import attack_forecast
from game.rules.relations import trespasses
from game.rules.strikes import strike_forecast
from game.rules.supply import supply_state, trace


def forecast(view: View, order: Order) -> Forecast:
    """What may come of a legal order. Raises ValueError, with the refusal's sentence, for an illegal one
    and for orders that have no forecast.
    """
    if not isinstance(order, Move | Attack | Ferry | Trickle | Strike | Sortie):
        raise ValueError(f"{type(order).__name__} has no forecast: it does what it says")
    refusal = verify(view, order)
    if refusal:
        raise ValueError(f"not legal, so without forecast: {refusal.code}")
    if isinstance(order, Move):
        return _move_forecast(view, order)
    if isinstance(order, Ferry):
        return FerryForecast(view.theatre.ruleset.crossings.boat_loss)
    if isinstance(order, Strike):
        return strike_forecast(view, order)
    if isinstance(order, Sortie):
        return sortie_forecast(view, order)
    if isinstance(order, Trickle):
        return trickle_forecast(view, order)
    found = attack_forecast(view, order)
    if found is None:
        raise ValueError("No enemy is known to stand there.")
    return found


def _move_forecast(view: View, order: Move) -> MoveForecast:
    unit = view.units[order.unit]
    found = walk(view, unit, order.path)
    if not isinstance(found, Walk):
        raise ValueError(f"not legal, so without forecast: {found.code}")
    left = 0 if found.halts else budget_left(view, unit) - found.cost
    trespass = dict.fromkeys(other for other, _ in trespasses(view, view.faction, order.path))
    return MoveForecast(order.path, found.cost, left, found.halts, tuple(trespass))


def worse_without_depot(view: View, unit: Unit) -> int:
    """How many own units would be worse supplied if this one were no depot, as far as its side knows."""
    depots = {key: h for key, h in view.irregular.depots.items() if key != unit.id}
    bare = replace(view, irregular=replace(view.irregular, depots=depots))
    now, then = (trace(v, view.faction, view.sources) for v in (view, bare))
    order = SUPPLY_STATES.index
    others = (u for u in view.own if u.id != unit.id)
    return sum(order(supply_state(then, u.hex)) > order(supply_state(now, u.hex)) for u in others)
