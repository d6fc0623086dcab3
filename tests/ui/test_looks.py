"""Every screen, in every size of window and text: nothing cut off, nothing over something else."""

import importlib
import itertools
import pkgutil
import re
from pathlib import Path

import pygame
import pytest
import yaml

import game.ui.screens
from game.scenario.parts import standard_ruleset
from game.ui.panels.lists import TABS
from game.ui.screens.base import Dialog, PanelScreen, Screen
from game.ui.screens.match import MatchScreen
from game.words import PSEUDO, use
from game.words.pseudo import marked
from tests.ui.driver import DUEL, start
from tests.ui.gallery import MEANS, back, visit
from tests.ui.looks import all_texts, faults, plain_words

HEADLINE = Path(__file__).parents[2] / "scenarios" / "deir_ez_zor_2017.yaml"
SIZES = [(1280, 720), (1920, 1080), (3840, 2160)]


KEYS = {"ctrl", "shift", "alt", "tab", "space", "enter", "esc", "home", "end", "del", "backspace", "num"} | {
    "up", "down", "left", "right",
}  # fmt: skip
"""Names of keys, as the system gives them."""
IDS = {"blue", "duel"}
"""Ids in the head of a save."""
FREE = {"setup", "menu"}
"""Scenes that show the titles of shipped scenarios."""
TOLD = {"name", "title", "subtitle", "briefing", "text", "consequences", "note", "notes", "reason"}
"""Keys of a scenario whose values are words for players."""


def marked_scenario(path: Path) -> str:
    """A scenario whose words bear a mark on every letter, so that they cannot be taken for words in code."""

    def walk(node: object) -> object:
        if isinstance(node, dict):
            return {k: marked(v) if k in TOLD and isinstance(v, str) else walk(v) for k, v in node.items()}
        return [walk(child) for child in node] if isinstance(node, list) else node

    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=_Plain)
    return yaml.dump(walk(tree), Dumper=_PlainDumper, allow_unicode=True)


class _Plain(yaml.SafeLoader):
    """Reads `on` as a word, as the scenario language does."""


class _PlainDumper(yaml.SafeDumper):
    """Writes it as one."""


for _kind in (_Plain, _PlainDumper):
    _kind.yaml_implicit_resolvers = {
        first: [] if first in "oOyYnN" else list(tags)
        for first, tags in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def ruleset_words() -> set[str]:
    """Words in the names of the standard ruleset."""
    rules = standard_ruleset()
    named = (rules.terrain, rules.unit_types, rules.sites, rules.mobility, rules.platforms)
    names = [part.name for parts in named for part in parts.values()]
    names += [grade.name for grade in rules.victory.grades]
    return {word.lower() for name in names for word in re.findall(r"[A-Za-z]+", name)}


@pytest.fixture(autouse=True)
def english():
    yield
    use("en")


TIGHTEST = ((1280, 720), 2.0, PSEUDO)
OTHERS = [(size, scale, PSEUDO) for size in SIZES for scale in (1.0, 1.5, 2.0)]
OTHERS = [((1280, 720), 2.0, "en"), *(case for case in OTHERS if case != TIGHTEST)]
CASES = [TIGHTEST, *(pytest.param(*case, marks=pytest.mark.slow) for case in OTHERS)]


@pytest.mark.parametrize(("size", "scale", "language"), CASES)
def test_nothing_is_cut_off_or_lies_over_something_else(size, scale, language):
    found = {}
    for name, d in visit(size, text_scale=scale, language=language):
        window = pygame.Rect((0, 0), size)
        panels = list(getattr(d.top, "panels", []))
        wrong = [fault for panel in panels for fault in faults(panel)]
        wrong += [f"{type(p).__name__} hangs over the window" for p in panels if not window.contains(p.rect)]
        if wrong:
            found[name] = wrong
    assert found == {}, "\n".join(f"{name}: {w}" for name, ws in found.items() for w in ws)


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", SIZES[:2])
def test_the_map_keeps_at_least_a_third_of_the_window_and_no_panel_covers_another(size, scale):
    for name, d in visit(size, text_scale=scale):
        if not isinstance(d.top, MatchScreen):
            continue
        still = [p.rect for p in d.match.panels if p is not d.match.hover_panel]
        view = d.match.camera.viewport
        assert view.width * view.height >= size[0] * size[1] * 0.33, name
        assert not [(a, b) for a, b in itertools.combinations([*still, view], 2) if a.colliderect(b)], name


def test_letters_are_no_smaller_on_a_larger_screen_beside_what_surrounds_them():
    heights = {}
    for size in SIZES:
        _, d = next(visit(size))
        heights[size] = d.app.style.line("body") / size[1]
    assert heights[3840, 2160] == pytest.approx(heights[1920, 1080], rel=0.05)
    assert heights[1280, 720] > heights[1920, 1080]


def test_no_word_on_the_screen_is_written_in_code(tmp_path, monkeypatch):
    known = KEYS | IDS | ruleset_words()
    for source in (DUEL, MEANS):
        (tmp_path / source.name).write_text(marked_scenario(source), encoding="utf-8")
    positions = {"duel": tmp_path / DUEL.name, "means": tmp_path / MEANS.name}
    found = {}
    with all_texts(monkeypatch) as texts:
        for name, d in visit((1920, 1080), positions, language=PSEUDO):
            d.app.draw()
            plain = plain_words(texts, known)
            if plain and name not in FREE:
                found[name] = plain
            texts.clear()
    assert found == {}, "\n".join(f"{name}: {plain}" for name, plain in found.items())


def screens() -> set[type[Screen]]:
    """All screens that the window has."""
    package = game.ui.screens
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)

    def below(kind: type) -> set[type]:
        return {kind} | {s for child in kind.__subclasses__() for s in below(child)}

    found = {s for s in below(Screen) if s.__module__.startswith("game.ui.screens")}
    return {s for s in found if not s.__subclasses__() and not getattr(s, "__abstractmethods__", None)} - {
        Dialog, PanelScreen,
    }  # fmt: skip


def test_every_screen_is_in_the_gallery():
    shown = {type(s) for _, d in visit((1280, 720)) for s in d.app.screens}
    assert sorted(s.__name__ for s in screens() - shown) == []


@pytest.mark.slow
@pytest.mark.parametrize(("size", "scale"), [((1280, 720), 1.0), ((1280, 720), 2.0), ((1920, 1080), 1.0)])
def test_long_names_of_the_headline_scenario_have_room(size, scale):
    d = start("government", HEADLINE, size=size, text_scale=scale)
    d.frames(3)
    wrong = [fault for panel in d.panels() for fault in faults(panel)]
    back(d)
    for tab in TABS:
        d.match.open_list(tab)
        d.frames(1)
        wrong += [f"{tab}: {fault}" for fault in faults(d.match.lists)]
    wrong += faults(d.match.places)
    d.match.focused = None  # a list with the keyboard is not covered by what lies under the mouse
    for unit in d.match.view.own:
        d.match.show_unit(unit.id)
        d.match.pointer.point(unit.hex)
        d.frames(1)
        wrong += [fault for panel in (d.match.unit_panel, d.match.hover_panel) for fault in faults(panel)]
    assert sorted(set(wrong)) == []
