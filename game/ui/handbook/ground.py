"""Pages about units, how they move, the ground they move on and what feeds them there."""

from __future__ import annotations

from game.core.ruleset import Ruleset, Terrain
from game.core.units import SUPPLY_STATES
from game.ui.handbook.model import Page, Table
from game.ui.handbook.told import head, mark, number, page, para, share, shift, table
from game.words import t, word


def units_page(rules: Ruleset) -> Page:
    """Every type of unit."""
    rows = []
    for kind in rules.unit_types.values():
        traits = ", ".join(word("help.trait", x) for x in kind.traits)
        rows.append((
            kind.name, number(kind.steps), number(kind.attack), number(kind.defence),
            rules.mobility[kind.mobility].name, number(kind.sight_km),
            number(kind.range_km) if kind.range_km else "\N{EN DASH}", number(kind.men_per_step), traits,
        ))  # fmt: skip
    columns = ("name", "steps", "attack", "defence", "mobility", "sight", "range", "men", "traits")
    return page(
        "units", para("units.text"), table("units", columns, rows), para("units.cohesion", rules.combat)
    )


def movement_page(rules: Ruleset) -> Page:
    """Allowances, costs of ground, clearing, zones of control, stacking."""
    kinds = list(rules.mobility.items())
    ways = [(m.name, number(m.budget_km), number(m.road), number(m.track), mark(m.boats)) for _, m in kinds]
    costs = Table(
        (t("help.movement.ground"), *(m.name for _, m in kinds)),
        tuple((x.name, *(_cost(x, key) for key, _ in kinds)) for x in rules.terrain.values()),
    )
    return page(
        "movement",
        para("movement.text"),
        table("movement", ("kind", "budget", "road", "track", "boats"), ways),
        head("movement.costs"),
        costs,
        head("movement.enemy"),
        para("movement.clearing", rules.movement),
        para("movement.zoc", rules.movement),
        head("stacking.title"),
        para("stacking.text", rules.stacking),
    )


def _cost(ground: Terrain, mobility: str) -> str:
    """Of a kilometre of this ground; a dash where there is no way."""
    return number(ground.cost[mobility]) if mobility in ground.cost else "\N{EN DASH}"


def ground_page(rules: Ruleset) -> Page:
    """What each ground does for a defender and hides."""
    rows = [
        (
            x.name, shift(x.shift), share(x.cover), mark(x.built_up),
            mark(key in rules.lake_terrains),
        )
        for key, x in rules.terrain.items()
    ]  # fmt: skip
    columns = ("name", "shift", "cover", "built_up", "closed")
    return page("ground", para("ground.text"), table("ground", columns, rows), para("ground.sight"))


def supply_page(rules: Ruleset) -> Page:
    """Lengths of lines and what they mean."""
    s = rules.supply
    rows = []
    for state in SUPPLY_STATES:
        level = s.levels[state]
        rows.append((
            word("supply", state), number(level.attack), number(level.defence), number(level.movement),
            number(level.recovery), shift(level.cohesion),
        ))  # fmt: skip
    columns = ("state", "attack", "defence", "movement", "recovery", "cohesion")
    return page(
        "supplies",
        para("supplies.text"),
        para("supplies.lengths", s),
        para("supplies.states", s),
        table("supplies", columns, rows),
        head("supplies.isolation"),
        para("supplies.isolated", s),
        para("supplies.pontoon", rules.crossings),
    )
