"""Odds: how strong units are, and the combat results table.

Strengths are whole numbers and odds are compared as fractions, so that no float decides a column.
"""

from __future__ import annotations

from functools import lru_cache

from game.core.record import record
from game.core.ruleset import CombatRules
from game.core.theatre import Theatre
from game.core.units import Unit
from game.rules.supply import level, starving

ATTACK_SCALE = 10**8
"""Attack strengths are integers: thousandths x percent of cohesion x thousandths of supply."""
DEFENCE_SCALE = 10**12
_LEVEL = DEFENCE_SCALE // ATTACK_SCALE


@record
class Cell:
    """One result of the table."""

    attacker: int
    """Steps that the attackers lose."""
    defender: int
    retreat: bool


@record
class Table:
    """The combat results table, parsed."""

    names: tuple[str, ...]
    bounds: tuple[tuple[int, int], ...]
    """Lowest odds of each column as (attack, defence), ascending."""
    cells: tuple[tuple[Cell, ...], ...]
    """[column][sum of two dice - 2]."""
    spread: tuple[tuple[tuple[Cell, int], ...], ...]
    """[column] each different result and how many of the 36 rolls give it."""


def ways(total: int) -> int:
    """How many of the 36 rolls of two dice have this sum."""
    return 6 - abs(total - 7)


def parse_table(rules: CombatRules) -> Table:
    """The table of a ruleset. Raises ValueError with a sentence if it cannot be read."""
    bounds = []
    for name in rules.columns:
        a, _, d = name.partition(":")
        if not (a.isdigit() and d.isdigit() and int(d)):
            raise ValueError(f"'{name}' is no odds: write attacker:defender, such as 3:2")
        bounds.append((int(a), int(d)))
    cells = []
    for i, name in enumerate(rules.columns):
        column = []
        for roll in range(2, 13):
            row = rules.rows.get(roll, ())
            if len(row) != len(rules.columns):
                raise ValueError(f"row {roll} must have one result for each of {len(rules.columns)} columns")
            column.append(_parse_cell(row[i], f"row {roll}, column {name}"))
        cells.append(tuple(column))
    spread = tuple(_spread(column) for column in cells)
    return Table(rules.columns, tuple(bounds), tuple(cells), spread)


def _spread(column: tuple[Cell, ...]) -> tuple[tuple[Cell, int], ...]:
    count: dict[Cell, int] = {}
    for total, cell in enumerate(column, start=2):
        count[cell] = count.get(cell, 0) + ways(total)
    return tuple(count.items())


def _parse_cell(text: str, where: str) -> Cell:
    a, _, d = text.removesuffix("R").partition("/")
    if not (a.isdigit() and d.isdigit()):
        raise ValueError(f"{where}: '{text}' is no result: write attacker/defender steps, R for retreat")
    return Cell(int(a), int(d), text.endswith("R"))


@lru_cache(maxsize=8)
def table_of(theatre: Theatre) -> Table:
    """The parsed table of a theatre's ruleset."""
    return parse_table(theatre.ruleset.combat)


def _milli(value: float) -> int:
    return round(value * 1000)


def attack_strength(theatre: Theatre, unit: Unit) -> int:
    """Steps x attack x cohesion x supply, in units of 1 / ATTACK_SCALE."""
    per_step = _milli(theatre.unit_type(unit).attack) * _milli(level(theatre, unit).attack)
    return unit.steps * per_step * unit.cohesion


def defence_strength(theatre: Theatre, unit: Unit) -> int:
    """Steps x defence x supply (less if shaken, less if starving), in units of 1 / DEFENCE_SCALE."""
    rules = theatre.ruleset
    shaken = rules.combat.shaken_defence if unit.cohesion < rules.combat.shaken_cohesion else 1.0
    hungry = rules.supply.starving_defence if starving(rules.supply, unit) else 1.0
    per_step = _milli(theatre.unit_type(unit).defence) * _milli(level(theatre, unit).defence)
    return unit.steps * per_step * _milli(shaken) * _milli(hungry)


def column_of(table: Table, attack: int, defence: int) -> int:
    """Highest column whose odds are reached (rounding in the defender's favour), -1 below the first."""
    at = -1
    for i, (a, d) in enumerate(table.bounds):
        if attack * _LEVEL * d >= a * defence:
            at = i
    return at


def odds_in_words(attack: int, defence: int) -> str:
    """Odds to one decimal, rounded in the defender's favour: "2.4:1", "1:1.7"."""
    attack *= _LEVEL
    if not attack or not defence:
        return "overwhelming" if attack else "none"
    if attack >= defence:
        whole, tenth = divmod(attack * 10 // defence, 10)
        return f"{whole}.{tenth}:1" if tenth else f"{whole}:1"
    whole, tenth = divmod(-(-defence * 10 // attack), 10)
    return f"1:{whole}.{tenth}" if tenth else f"1:{whole}"
