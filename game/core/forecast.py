"""What may come of an order, before it is given."""

from __future__ import annotations

from game.core.record import record


@record
class CombatCase:
    """One result of an attack and its probability."""

    probability: float
    attacker_steps: int
    """Steps that the attackers lose."""
    defender_steps: int
    """Steps that the defender loses, those that surrender included."""
    result: str
    """`hold`, `retreat`, `stand_fast`, `surrender`, `destroyed`."""
    surrendered: int = 0
    """Steps of `defender_steps` that surrender."""


@record
class AttackForecast:
    """The exact distribution that `resolve` samples from, as far as this side knows the facts."""

    attackers: tuple[str, ...]
    """The declaring unit first; those that join in after it."""
    batteries: tuple[str, ...]
    """Units that fire in support."""
    defenders: tuple[str, ...]
    target: int
    attack: float
    """Sum of steps x attack x cohesion and supply factors."""
    defence: float
    column: str
    odds: str
    shifts: tuple[tuple[str, int], ...]
    """(name code, columns), all that apply; their sum is capped by the ruleset."""
    cases: tuple[CombatCase, ...]
    """Probabilities add up to 1."""
    attacker_loss: float
    """Expected steps."""
    defender_loss: float
    stopped: float = 0.0
    """Probability that entrenched defenders stop a shock attack: it then goes on without its shift."""
    harm_chance: float = 0.0
    """Probability that civilians come to harm."""
    harm: float = 0.0
    """Expected number of civilians harmed."""


@record
class MoveForecast:
    """Where a move leads."""

    path: tuple[int, ...]
    cost: int
    """Metre-equivalents."""
    left: int
    """Metre-equivalents left at its end."""
    halts: bool
    """No further movement after it."""
    incidents: tuple[str, ...] = ()
    """Factions whose deconfliction line it crosses."""


@record
class FerryForecast:
    """A crossing by boat."""

    loss: float
    """Probability of losing a step."""


@record
class TrickleForecast:
    """Boats by night."""

    stopped: float
    """Probability that they turn back."""


@record
class StrikeForecast:
    """What a strike or mission may do, civilians first."""

    missiles: int
    """0 for a mission."""
    harm_chance: float
    """Probability that civilians come to harm."""
    harm: float
    """Expected number of civilians harmed."""
    success: float
    """Probability of at least the hits that destroy a site, cost a unit a step or close a road."""
    expected_hits: float
    mistake: float = 0.0
    """Probability of hitting a rival instead."""
    price: int = 0
    """Prestige lost by overriding the rules of engagement."""


Forecast = StrikeForecast | AttackForecast | MoveForecast | FerryForecast | TrickleForecast
