"""Pages about combat, what it costs and how units get over it, and rivers."""

from __future__ import annotations

from game.core.ruleset import CombatRules, Ruleset
from game.ui.handbook.model import Page, Table
from game.ui.handbook.told import head, page, para, shift, table
from game.words import t, word


def combat_page(rules: Ruleset) -> Page:
    """Odds, shifts by name, the results table, what a result does."""
    c = rules.combat
    return page(
        "combat",
        para("combat.text", c),
        head("combat.shifts"),
        _shifts(rules),
        para("combat.most", c),
        para("combat.three_sides"),
        head("combat.results"),
        para("combat.reading"),
        _results(c),
        head("combat.after"),
        para("combat.cohesion", c),
        para("combat.retreat", c),
        para("combat.dug_out", c),
    )


def _shifts(rules: Ruleset) -> Table:
    c = rules.combat
    worst = min((x.shift for x in rules.terrain.values()), default=0)
    rows = [
        (t("help.shift.terrain"), t("help.shift.to", shift=shift(worst))),
        (t("help.shift.river"), shift(c.river_shift)),
        (t("help.shift.entrenchment", cap=c.entrenchment_cap), shift(c.entrenchment_shift)),
        (t("help.shift.support", cap=shift(c.support_cap)), shift(c.support_shift)),
        (t("help.shift.combined_arms"), shift(c.combined_arms_shift)),
        (t("help.shift.three_sides"), shift(c.three_sides_shift)),
        (t("help.shift.isolated"), shift(c.isolated_shift)),
        (t("help.shift.shock"), shift(c.shock_shift)),
    ]
    return table("shift", ("name", "columns"), rows)


def _results(c: CombatRules) -> Table:
    rows = [(str(roll), *c.rows[roll]) for roll in sorted(c.rows)]
    return Table((t("help.combat.roll"), *c.columns), tuple(rows))


def recovery_page(rules: Ruleset) -> Page:
    """What a turn's start gives back."""
    r = rules.recovery
    need = word("supply", r.replacements_need)
    return page(
        "recovery",
        para("recovery.cohesion", r),
        para("recovery.postures", rules.combat, guard_km=rules.effort.guard_km),
        para("recovery.dig", r),
        para("recovery.replacements", need=need),
    )


def crossings_page(rules: Ruleset) -> Page:
    """Bridges, boats, pontoons."""
    return page("crossings", para("crossings.text"), para("crossings.boats", rules.crossings),
                para("crossings.works", rules.crossings))  # fmt: skip
