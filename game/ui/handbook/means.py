"""Pages about winning, means beyond the units, rivals, civilians and irregular war."""

from __future__ import annotations

from game.core.fires import SiteKind
from game.core.ruleset import Ruleset
from game.ui.handbook.model import Page
from game.ui.handbook.told import head, number, page, para, shift, table
from game.words import t, word


def winning_page(rules: Ruleset) -> Page:
    """Whose a place is, points, grades of victory."""
    grades = [(word("help.grade", g.name), number(g.index), number(g.lead)) for g in rules.victory.grades]
    return page(
        "winning",
        para("winning.places", rules.objectives),
        para("winning.index"),
        table("winning", ("grade", "index_head", "lead"), grades),
        para("winning.spoilers", rules.victory),
    )


def loss_of(kind: SiteKind) -> str:
    """What the loss of its last site of a kind does to a side."""
    effects = [
        t("help.fires.recovery", factor=number(kind.recovery)) if kind.recovery != 1 else "",
        t("help.fires.attack", factor=number(kind.attack)) if kind.attack != 1 else "",
        t("help.fires.replacements", factor=number(kind.replacements)) if kind.replacements != 1 else "",
        t("help.fires.cohesion", change=shift(kind.cohesion)) if kind.cohesion else "",
        "" if kind.joint else t("help.fires.joint"),
    ]
    return "; ".join(filter(None, effects))


def fires_page(rules: Ruleset) -> Page:
    """Missiles, sites, aircraft."""
    platforms = [
        (p.name, number(p.magazine), ", ".join(map(number, p.salvos)), number(p.reload_turns))
        for p in rules.platforms.values()
    ]
    sites = [(s.name, loss_of(s)) for s in rules.sites.values()]
    f, a = rules.fires, rules.air
    states = ", ".join(word("supply", s) for s in rules.air.interdicted_line or ("supplied",))
    return page(
        "fires",
        para("fires.text"),
        table("fires", ("platform", "magazine", "salvos", "reload"), platforms),
        para("fires.hits", f),
        para("fires.effects", f),
        para("fires.claims", f),
        para("fires.harm", f),
        head("fires.sites"),
        table("fires", ("site", "loss"), sites),
        head("fires.air"),
        para("fires.support", a, rules.combat),
        para("fires.interdiction", a, rules.convoys, states=states),
        para("fires.reconnaissance", a),
    )


def effort_page(rules: Ruleset) -> Page:
    """The main effort, guards, depots."""
    e = rules.effort
    return page("effort", para("effort.text", e), para("effort.guard", e), para("effort.depots", e))


def rivals_page(rules: Ruleset) -> Page:
    """Sides that are not at war."""
    d = rules.diplomacy
    return page("rivals", para("rivals.text"), para("rivals.rises", d), para("rivals.costs", d))


def civilians_page(rules: Ruleset) -> Page:
    """Who lives there, convoys, observers."""
    c = rules.civil
    return page(
        "civilians",
        para("civilians.text"),
        para("civilians.harm", c, harm_share=rules.fires.harm_share),
        para("civilians.aid", c),
        para("civilians.convoys", rules.convoys),
        para("civilians.observers", c),
    )


def irregular_page(rules: Ruleset) -> Page:
    """What irregular forces can do."""
    i = rules.irregular
    names = ("raids", "shock", "cells", "mines", "boats", "retake")
    return page("irregular", para("irregular.text"), *(para(f"irregular.{n}", i) for n in names))
