"""The ruleset: a complete table, words that fit together, numbers that can be played."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from game.core.units import SUPPLY_STATES
from game.scenario.errors import EMPTY, Finding, Path, suggest, unknown
from game.scenario.lint.context import Context
from game.scenario.lint.ranges import out_of_range
from game.scenario.schema import blanks

TRAITS = frozenset(
    {"armour", "bridging", "civilians", "hidden", "infantry", "logistics", "militia", "mobile", "shock"}
)
"""Traits that a rule reads today. A test holds this list against the rules."""

_ODDS = re.compile(r"[1-9][0-9]?:[1-9][0-9]?")
_RESULT = re.compile(r"[0-9]{1,2}/[0-9]{1,2}R?")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_ROLLS = range(2, 13)


def _say(path: Path, text: str, key: bool = False) -> Finding:
    return Finding(path, text, "rules", key=key)


def numbers(c: Context) -> Iterator[Finding]:
    """Every number is one that can be played with."""
    yield from out_of_range(c.spec, "scenario")
    if c.ruleset:
        yield from out_of_range(c.ruleset, "rules")


def names(c: Context) -> Iterator[Finding]:
    """What has a name, can be read."""
    for _, name, path in blanks(c.ruleset):
        yield _say(path, EMPTY.format(name))


def words(c: Context) -> Iterator[Finding]:
    """Mobility classes, terrains and supply states that the ruleset speaks of are its own."""
    r = c.ruleset
    if r is None:
        return
    for key, kind in r.unit_types.items():
        if kind.mobility not in r.mobility:
            text = unknown("mobility class", kind.mobility, r.mobility)
            yield Finding(("unit_types", key, "mobility"), text, "rules", name=kind.mobility)
    for key, terrain in r.terrain.items():
        if not COLOUR.fullmatch(terrain.colour):
            yield _say(("terrain", key, "colour"), bad_colour(terrain.colour))
        for name in terrain.cost:
            if name not in r.mobility:
                text = unknown("mobility class", name, r.mobility)
                yield Finding(("terrain", key, "cost", name), text, "rules", key=True, name=name)
    for i, name in enumerate(r.lake_terrains):
        if name not in r.terrain:
            yield Finding(("lake_terrains", i), unknown("terrain", name, r.terrain), "rules", name=name)
    need = r.recovery.replacements_need
    if need not in SUPPLY_STATES:
        yield _say(("recovery", "replacements_need"), unknown("supply state", need, SUPPLY_STATES))


def traits(c: Context) -> Iterator[Finding]:
    """Traits that no rule reads are worth a word where they look like one that is read, and in types of
    the scenario's own; in a shipped ruleset they only describe, and its authors know.
    """
    used = {u.type for _, _, u in c.units}
    own = c.spec.rules.get("unit_types", {})
    for key, kind in c.ruleset.unit_types.items() if c.ruleset else ():
        for i, trait in enumerate(kind.traits):
            if trait not in TRAITS and key in used and (key in own or _close(trait)):
                text = f"no rule reads the trait '{trait}'{_close(trait)}"
                yield Finding(("unit_types", key, "traits", i), text, "rules", severity="warning")


def combat_table(c: Context) -> Iterator[Finding]:
    """The table has a result for each roll and column, and columns in order."""
    r = c.ruleset
    if r is None:
        return
    columns, rows = r.combat.columns, r.combat.rows
    yield from _columns(columns)
    for roll in rows:
        if roll not in _ROLLS:
            yield _say(
                ("combat", "rows", roll), f"two dice never show {roll}; rows go from 2 to 12", key=True
            )
    missing = [str(roll) for roll in _ROLLS if roll not in rows]
    if missing:
        yield _say(("combat", "rows"), f"the table lacks a row for {', '.join(missing)}", key=True)
    for roll, cells in rows.items():
        if len(cells) != len(columns):
            text = f"row {roll} has {len(cells)} results, but there are {len(columns)} columns"
            yield _say(("combat", "rows", roll), text)
        for i, cell in enumerate(cells):
            if not _RESULT.fullmatch(cell):
                text = f"'{cell[:20]}' is no result: write attacker/defender steps, R for retreat, as 1/2R"
                yield _say(("combat", "rows", roll, i), text)


def _columns(columns: tuple[str, ...]) -> Iterator[Finding]:
    if not columns:
        yield _say(("combat", "columns"), "the table has no columns")
    last = (0, 1)
    for i, name in enumerate(columns):
        if not _ODDS.fullmatch(name):
            yield _say(
                ("combat", "columns", i), f"'{name[:20]}' is no odds: write attacker:defender, as \"3:2\""
            )
            continue
        a, d = map(int, name.split(":"))
        if a * last[1] <= last[0] * d:
            yield _say(
                ("combat", "columns", i), f"columns go from the worst odds to the best; '{name}' does not"
            )
        last = (a, d)


def supply_levels(c: Context) -> Iterator[Finding]:
    """All four supply states, and lengths in order."""
    if c.ruleset is None:
        return
    supply = c.ruleset.supply
    for name in supply.levels:
        if name not in SUPPLY_STATES:
            text = unknown("supply state", name, SUPPLY_STATES)
            yield _say(("supply", "levels", name), text, key=True)
    missing = [s for s in SUPPLY_STATES if s not in supply.levels]
    if missing:
        yield _say(("supply", "levels"), f"the supply state {', '.join(missing)} is missing", key=True)
    if supply.stretched_km < supply.full_km:
        text = "'stretched_km' must not be less than 'full_km'"
        yield _say(("supply", "stretched_km"), text)


def stacking(c: Context) -> Iterator[Finding]:
    """The floor of the scale lies below its ceiling."""
    if c.ruleset and c.ruleset.stacking.floor > c.ruleset.stacking.ceiling:
        yield _say(("stacking", "floor"), "'floor' must not be more than 'ceiling'")


def grades(c: Context) -> Iterator[Finding]:
    """Grades of victory go from the best down."""
    found = c.ruleset.victory.grades if c.ruleset else ()
    if c.ruleset and not found:
        yield _say(("victory", "grades"), "there must be at least one grade of victory")
    for i in range(1, len(found)):
        above, grade = found[i - 1], found[i]
        if grade.index > above.index or grade.lead > above.lead:
            text = f"grades go from the best down; '{grade.name}' asks for more than '{above.name}'"
            yield _say(("victory", "grades", i), text)


def platforms(c: Context) -> Iterator[Finding]:
    """A platform has a magazine, and launches that are worth the name."""
    for key, platform in c.ruleset.platforms.items() if c.ruleset else ():
        path: Path = ("platforms", key, "salvos")
        if not platform.salvos:
            yield _say(path, "a platform fires at least one salvo")
        elif max(platform.salvos) > platform.magazine:
            text = f"a salvo of {max(platform.salvos)} is more than the magazine of {platform.magazine}"
            yield _say(path, text)


def bad_colour(text: str) -> str:
    """Sentence for a colour that cannot be read."""
    return f"'{text[:20]}' is no colour: write six hexadecimal digits in quotes, as \"#d9c79c\""


def _close(trait: str) -> str:
    hint = suggest(trait, TRAITS)
    return hint if hint.startswith("; did") else ""


PASSES: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    numbers, names, words, traits, combat_table, supply_levels, stacking, grades, platforms,
)  # fmt: skip
