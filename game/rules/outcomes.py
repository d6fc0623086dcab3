"""Combat after the dice: what a result of the table does to those who take part, and the exact distribution
of results.

The forecast runs `outcome` over all 36 rolls, resolution runs it once: they cannot disagree about what both
know.

Choices where the design leaves room:

- Losses fall one step at a time: the attackers' first on the declaring unit, every other one on the
  largest unit then left. Ties go to the lower id.
- One defender that stands fast, and is not isolated, holds the whole stack.
"""

from __future__ import annotations

from game.core.events import Loss
from game.core.forecast import AttackForecast, CombatCase
from game.core.orders import Attack
from game.core.record import record
from game.core.situation import Situation
from game.core.units import Unit
from game.rules.civilians import expected_harm
from game.rules.combat import Assault, courses
from game.rules.odds import ATTACK_SCALE, DEFENCE_SCALE, Cell, odds_in_words, table_of
from game.rules.retreats import plan_retreat


@record
class Outcome:
    """What one result does."""

    attacker_loss: tuple[Loss, ...]
    defender_loss: tuple[Loss, ...]
    cohesion: tuple[tuple[str, int], ...]
    """(unit, change) of all that remain, never below 0."""
    retreats: tuple[tuple[Unit, tuple[int, ...]], ...]
    """Units that fall back (as they were before the attack), with their paths from the target hex."""
    surrendered: tuple[tuple[Unit, int], ...]
    """Units with no way to retreat, and the steps they have left."""
    result: str
    """`hold`, `retreat`, `stand_fast`, `surrender`, `destroyed`."""

    @property
    def attacker_steps(self) -> int:
        """Steps that the attackers lose."""
        return sum(x.steps for x in self.attacker_loss)

    @property
    def defender_steps(self) -> int:
        """Steps that the defender loses, those that surrender included."""
        return sum(x.steps for x in self.defender_loss) + self.surrendered_steps

    @property
    def surrendered_steps(self) -> int:
        """Steps that surrender."""
        return sum(steps for _, steps in self.surrendered)


def _lose(units: tuple[Unit, ...], steps: int, first: str = "") -> dict[str, int]:
    """Steps that each unit loses, one at a time from the largest left (the first from `first`)."""
    left = {u.id: u.steps for u in units}
    lost: dict[str, int] = {}
    for i in range(min(steps, sum(left.values()))):
        unit = first if first and i == 0 else min(left, key=lambda k: (-left[k], k))
        left[unit] -= 1
        lost[unit] = lost.get(unit, 0) + 1
    return lost


def _losses(units: tuple[Unit, ...], lost: dict[str, int]) -> tuple[Loss, ...]:
    return tuple(Loss(u.id, lost[u.id], lost[u.id] >= u.steps) for u in units if u.id in lost)


def outcome(s: Situation, assault: Assault, cell: Cell) -> Outcome:
    """What this result of the table does to the units of the assault."""
    rules = s.theatre.ruleset.combat
    hurt = _lose(assault.attackers, cell.attacker, assault.attackers[0].id)
    lost = _lose(assault.defenders, cell.defender)
    result = "hold"
    if cell.retreat and any(
        u.posture == "stand_fast" and u.supply != "isolated" and u.steps > lost.get(u.id, 0)
        for u in assault.defenders
    ):
        lost = _lose(assault.defenders, cell.defender + rules.stand_fast_steps)
        result = "stand_fast"
    left = [(u, u.steps - lost.get(u.id, 0)) for u in assault.defenders if u.steps > lost.get(u.id, 0)]
    retreats: tuple[tuple[Unit, tuple[int, ...]], ...] = ()
    surrendered: tuple[tuple[Unit, int], ...] = ()
    if not left:
        result = "destroyed"
    elif cell.retreat and result == "hold":
        retreats, surrendered = plan_retreat(s, left, assault.origin)
        result = "retreat" if retreats else "surrender"
    fell_back = {u.id for u, _ in retreats}
    stay = [u for u, _ in left if u.id not in {u.id for u, _ in surrendered}]
    worn = [
        (u, _effort(s, assault.target) + rules.step_cohesion_cost * hurt.get(u.id, 0))
        for u in assault.attackers
        if u.steps > hurt.get(u.id, 0)
    ]
    shaken = [
        (u, rules.step_cohesion_cost * lost.get(u.id, 0) + rules.retreat_cohesion_cost * (u.id in fell_back))
        for u in stay
    ]
    return Outcome(
        _losses(assault.attackers, hurt), _losses(assault.defenders, lost),
        tuple((u.id, -min(u.cohesion, price)) for u, price in (*worn, *shaken) if price),
        retreats, surrendered, result,
    )  # fmt: skip


def _effort(s: Situation, target: int) -> int:
    """Cohesion that an attack costs each attacker before any loss: more from house to house."""
    rules = s.theatre.ruleset.combat
    return rules.attack_cohesion_cost + rules.built_up_cohesion_cost * bool(s.theatre.built_up[target])


def attack_forecast(s: Situation, order: Attack) -> AttackForecast:
    """The exact distribution of results, as far as this side knows.

    Raises ValueError if no enemy is known to stand there: `check_attack` says so before.
    """
    ways = courses(s, order)
    if not ways:
        raise ValueError("no enemy is known to stand there")
    assault, table = ways[0][1], table_of(s.theatre)
    risk = expected_harm(s, assault.target, s.theatre.ruleset.civil.combat_harm_share, 1)
    cases: dict[tuple[int, int, str, int], float] = {}
    for chance, course in ways:
        for cell, rolls in table.spread[course.column]:
            came = outcome(s, course, cell)
            key = (came.attacker_steps, came.defender_steps, came.result, came.surrendered_steps)
            cases[key] = cases.get(key, 0) + rolls * chance
    return AttackForecast(
        attackers=tuple(u.id for u in assault.attackers),
        batteries=tuple(u.id for u in assault.batteries),
        defenders=tuple(u.id for u in assault.defenders),
        target=assault.target,
        attack=assault.attack / ATTACK_SCALE,
        defence=assault.defence / DEFENCE_SCALE,
        column=table.names[assault.column],
        odds=odds_in_words(assault.attack, assault.defence),
        shifts=assault.shifts,
        cases=tuple(
            CombatCase(k / 36, a, d, result, gave) for (a, d, result, gave), k in sorted(cases.items())
        ),
        attacker_loss=sum(k * a for (a, *_), k in cases.items()) / 36,
        defender_loss=sum(k * d for (_, d, *_), k in cases.items()) / 36,
        harm_chance=risk.chance,
        harm=risk.number,
        stopped=ways[1][0] if len(ways) > 1 else 0.0,
    )
