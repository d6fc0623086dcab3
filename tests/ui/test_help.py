"""The help is made from the ruleset: what is in the rules is in the help, and nothing else can be."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pygame
import pytest
from pydantic import TypeAdapter

from game.core.plain import plain
from game.core.ruleset import Ruleset
from game.scenario.parts import standard_ruleset
from game.ui.handbook.model import Page, Table, search
from game.ui.handbook.pages import FIXED_KEYS, handbook
from game.ui.input import DEFAULTS, Bindings
from game.ui.screens.help import Help
from game.ui.screens.menu import Menu
from game.words import PSEUDO, t, use
from tests.ui.driver import Driver, start

RULES = standard_ruleset()
DATA = plain(RULES)
SECRET = {("name",), ("max_orders_a_turn",), ("terrain", "*", "colour"), ("unit_types", "*", "symbol")}
"""What no player needs to know: labels, colours, and a bound that only programs meet."""
BY_KEY = {"terrain", "unit_types", "mobility", "platforms", "sites", "levels", "cost", "rows"}


def text_of(rules: Ruleset, bindings: Bindings | None = None) -> str:
    return "\n".join(map(words, handbook(rules, bindings or Bindings())))


def words(page: Page) -> str:
    out = [page.title]
    for part in page.parts:
        out += ["|".join(row) for row in (part.heads, *part.rows)] if isinstance(part, Table) else [part.text]
    return "\n".join(out)


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, dict) or (isinstance(node, list) and path[-1] not in {"traits", "lake_terrains"}):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(child, (*path, key))
    else:
        yield path


def general(path: tuple[Any, ...]) -> tuple[Any, ...]:
    """The path with the names of things replaced: one of a kind stands for all."""
    return tuple(
        "*" if i and path[i - 1] in BY_KEY else "#" if isinstance(k, int) else k for i, k in enumerate(path)
    )


def one_of_each() -> list[tuple[Any, ...]]:
    first: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for path in leaves(DATA):
        first.setdefault(general(path), path)
    return [path for kind, path in first.items() if kind not in SECRET]


def changed(value: Any, path: tuple[Any, ...]) -> Any:
    if path[-1] == "mobility":
        return "foot" if value != "foot" else "heavy"
    if path[-1] == "replacements_need" or "interdicted_line" in path:
        return "isolated"
    if path == ("lake_terrains",):
        return ["hills"]
    if path[-1] == "traits":
        return ["shock"]
    if path[:2] == ("combat", "rows"):
        return "3/3R"
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, int):
        return value + 1
    return value * 3 if 0 < value < 0.01 else value / 2 + 0.31


@pytest.mark.parametrize("path", one_of_each(), ids=lambda p: ".".join(map(str, p)))
def test_whatever_changes_in_the_rules_changes_in_the_help(path: tuple[Any, ...]) -> None:
    """A field that is added to the ruleset fails here until the help tells it, or `SECRET` says why not."""
    data = deepcopy(DATA)
    node = data
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = changed(node[path[-1]], path)
    after = TypeAdapter(Ruleset).validate_python(data)
    assert after != RULES
    assert text_of(after) != text_of(RULES)


def test_a_number_stands_in_the_help_as_it_stands_in_the_rules() -> None:
    rules = replace(RULES, supply=replace(RULES.supply, full_km=37))
    assert "Up to 37 km a unit is supplied" in text_of(rules)
    rules = replace(RULES, combat=replace(RULES.combat, river_shift=-3))
    assert f"{t('help.shift.river')}|\N{MINUS SIGN}3" in text_of(rules)


def test_the_keys_are_those_that_are_bound() -> None:
    bindings = Bindings({"end_turn": ("ctrl+e",)})
    assert f"{t('action.end_turn')}|Ctrl+E" in text_of(RULES, bindings)
    assert "Ctrl+E ends the turn" in text_of(RULES, bindings)
    (keys,) = [page for page in handbook(RULES, Bindings()) if page.id == "keys"]
    rows = [row[0] for part in keys.parts if isinstance(part, Table) for row in part.rows]
    assert len(rows) == len(DEFAULTS) + sum(map(len, FIXED_KEYS.values()))
    assert {t(f"action.{action}") for action in DEFAULTS} <= set(rows)


def test_no_field_is_left_unfilled_in_any_language() -> None:
    try:
        for language in ("en", PSEUDO):
            use(language)
            assert "{" not in text_of(RULES)
    finally:
        use("en")


def test_a_search_finds_paragraphs_and_rows_under_their_headings() -> None:
    pages = handbook(RULES, Bindings())
    (units, *_) = [page for page in search(pages, "ARMOUR") if page.id == "units"]
    (table,) = [part for part in units.parts if isinstance(part, Table)]
    assert [row[0] for row in table.rows] == [RULES.unit_types["armour"].name]
    assert search(pages, "no such word at all") == []
    assert len(search(pages, t("help.supplies.title"))) > 0


def test_the_help_is_turned_and_searched_by_keyboard() -> None:
    d = Driver(Menu)
    d.key(pygame.K_F1)
    assert isinstance(d.top, Help)
    first = d.top.shown[0].id
    d.key(pygame.K_RIGHT)
    assert d.top.shown[0].id != first
    d.key(pygame.K_LEFT)
    d.key(pygame.K_LEFT)
    assert d.top.shown[0].id == "keys"
    bottom = d.top.main.max_scroll
    assert bottom > 0
    for key, at in ((pygame.K_END, bottom), (pygame.K_HOME, 0)):
        d.key(key)
        assert d.top.main.scroll == at
    d.key(pygame.K_PAGEDOWN)
    assert 0 < d.top.main.scroll <= bottom
    d.type("pontoon")
    assert "crossings" in {page.id for page in d.top.shown}
    assert first not in {page.id for page in d.top.shown}
    d.key(pygame.K_ESCAPE)
    assert isinstance(d.top, Help)
    assert len(d.top.shown) == 1
    d.click(t("button.close"))
    assert isinstance(d.top, Menu)


def test_over_a_match_the_help_tells_the_rules_of_that_match() -> None:
    d = start()
    theatre = d.match.session.theatre
    d.key(pygame.K_F1)
    assert isinstance(d.top, Help)
    assert [words(p) for p in d.top.pages if p.id == "movement"] == [
        words(p) for p in handbook(theatre.ruleset, d.app.bindings) if p.id == "movement"
    ]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_table_is_wider_than_its_page(scale: float) -> None:
    d = Driver(Menu, text_scale=scale)
    d.key(pygame.K_F1)
    screen = d.top
    assert isinstance(screen, Help)
    from game.ui.handbook import table as drawn

    room = screen.main.rect.width - 2 * screen.main.style.px(screen.main.pad)
    room -= screen.main.style.px(196 + 22 + 8)
    for page in screen.pages:
        for part in page.parts:
            if isinstance(part, Table):
                wide = sum(drawn._widths(screen.main.style, part, room))
                assert wide <= room + 4 or not drawn.has_room(screen.main.style, part, room), page.id
