"""A new game: scenario with its briefing and map, side, controllers, seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import yaml

from game.core.controllers import PLANNER, choices, own_choice, split
from game.ui.screens.base import PanelScreen, Reset
from game.ui.screens.loading import Loading, Task, fresh_seed, read_scenario, start_match
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import day_words, t, word

if TYPE_CHECKING:
    from game.core.theatre import Scenario
    from game.core.view import View
    from game.ui.app import App

SCENARIOS = Path(__file__).parents[3] / "scenarios"
MAX_SEED_DIGITS = 9
COLUMNS_FROM = (1100, 480)
"""Width at text scale 1 from which there are three columns; height from which two have room for the map."""


@dataclass(frozen=True)
class Entry:
    """A scenario file as the list shows it."""

    path: Path
    title: str
    subtitle: str


def scenarios(folder: Path = SCENARIOS) -> list[Entry]:
    """The scenario files of a folder: YAML with a title. Others are passed over."""
    out = []
    for path in sorted(folder.glob("*.yaml")):
        entry = _entry(path)
        if entry:
            out.append(entry)
    return out


def offered(name: str) -> Entry | None:
    """The scenario of this file name without its ending, None if there is none."""
    return _entry(SCENARIOS / f"{name}.yaml") if name else None


def _entry(path: Path) -> Entry | None:
    """Only the top-level lines are read: a scenario may be long, and the list must come at once."""
    found: dict[str, str] = {}
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            key, colon, rest = line.partition(":")
            if colon and key in {"title", "subtitle"}:
                found[key] = str(yaml.safe_load(rest) or "")
            if len(found) == 2:
                break
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    return Entry(path, found["title"], found.get("subtitle", "")) if "title" in found else None


class Setup(PanelScreen):
    """Left the scenarios and the choices, then the briefing, right the map."""

    def __init__(self, app: App, chosen: Path | None = None) -> None:
        super().__init__(app)
        self.entries = scenarios()
        if chosen is not None and all(e.path.resolve() != chosen.resolve() for e in self.entries):
            entry = _entry(chosen) or Entry(chosen, chosen.stem, "")
            self.entries.insert(0, entry)
        self.index = next(
            (i for i, e in enumerate(self.entries) if chosen and e.path.resolve() == chosen.resolve()), 0
        )
        self.scenario: Scenario | None = None
        self.problem = ""
        self.side = ""
        self.controllers: dict[str, str] = {}
        self.seed = str(fresh_seed())
        self.typing = False
        self.task: Task[tuple[Scenario, dict[str, View]]] | None = None
        self.views: dict[str, View] = {}
        self.picture = MapPreview(self)
        self.panels = [Choices(self), self.picture, Briefing(self)]

    def enter(self) -> None:
        """Begin reading the first scenario."""
        self.resize()
        self.choose(self.index)
        self.main.move_focus(1)
        self.main.focus = self.index if self.entries else self.main.focus

    def resize(self) -> None:
        """A column for the choices, one for the briefing, the rest for the map."""
        style = self.app.style
        width, height = self.app.window.get_size()
        gap = style.px(12)
        for panel in self.panels:
            panel.style = style
        choices, picture, briefing = self.panels
        if width < style.px(COLUMNS_FROM[0]):
            self._two_columns(pygame.Rect(gap, gap, width - 2 * gap, height - 2 * gap), gap)
            return
        room, high = width - 4 * gap, height - 2 * gap
        left, middle = min(style.px(360), room * 30 // 100), min(style.px(620), room * 36 // 100)
        choices.rect = pygame.Rect(gap, gap, left, high)
        briefing.rect = pygame.Rect(choices.rect.right + gap, gap, middle, high)
        picture.rect = pygame.Rect(briefing.rect.right + gap, gap, room - left - middle, high)

    def _two_columns(self, area: pygame.Rect, gap: int) -> None:
        """Where letters are large: the map below the briefing, or not at all if the window is low, too."""
        choices, picture, briefing = self.panels
        left = area.width * 46 // 100
        right = pygame.Rect(area.x + left + gap, area.y, area.width - left - gap, area.height)
        choices.rect = pygame.Rect(area.topleft, (left, area.height))
        low = area.height <= self.app.style.px(COLUMNS_FROM[1])
        high = area.height if low else area.height * 55 // 100
        below = right.y + high + gap
        briefing.rect = pygame.Rect(right.topleft, (right.width, high))
        picture.rect = pygame.Rect(0, 0, 0, 0)
        if not low:
            picture.rect = pygame.Rect(right.x, below, right.width, area.bottom - below)

    def choose(self, index: int) -> None:
        """Show another scenario; it is read on another thread. The focus goes with it."""
        if self.main.focus is not None:
            self.main.focus = index
        if index == self.index and self.scenario is not None:
            return
        self.index, self.scenario, self.problem, self.views = index, None, "", {}
        if not self.entries:
            self.problem = t("setup.none", folder=SCENARIOS)
            return
        path = self.entries[index].path

        def work() -> tuple[Scenario, dict[str, View]]:
            from game.match.match import Match

            scenario = read_scenario(path)
            match = Match.start(scenario, 1)
            return scenario, {f: match.view(f) for f in _playable(scenario)}

        self.task = Task(work)

    def update(self, _dt: float) -> None:
        """Take over what has been read."""
        if self.task is None or not self.task.done:
            return
        task, self.task = self.task, None
        self.problem = task.problem
        if task.result is None:
            return
        self.scenario, self.views = task.result
        self.side = _playable(self.scenario)[0]
        self.controllers = {f: own_choice(s) for f, s in self.scenario.spec.factions.items()}

    def take_side(self, side: str) -> None:
        """Play this faction."""
        self.side = side

    def next_controller(self, faction: str) -> None:
        """Another AI for a faction, the same with another plan, or somebody at this window."""
        from game.match.match import HUMAN

        if self.scenario is None:
            return
        spec = self.scenario.spec.factions[faction]
        names, now = list(choices(spec)), self.controllers[faction]
        if faction in self.views:
            names.insert(sum(split(name)[0] == PLANNER for name in names), HUMAN)
        self.controllers[faction] = names[(names.index(now) + 1) % len(names)] if now in names else names[0]

    def new_seed(self) -> None:
        """Draw another seed."""
        self.seed = str(fresh_seed())

    def edit_seed(self) -> None:
        """Type a seed."""
        self.typing, self.seed = True, ""

    def key(self, event: pygame.event.Event) -> None:
        """Digits while the seed is being typed."""
        if not self.typing:
            if event.key in {pygame.K_PAGEDOWN, pygame.K_PAGEUP}:
                page = self.panels[2].rect.height * 3 // 4
                self.panels[2].scroll_by(page if event.key == pygame.K_PAGEDOWN else -page)
            else:
                super().key(event)
            return
        if event.key in {pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_ESCAPE, pygame.K_TAB}:
            self.typing = False
            self.seed = self.seed or str(fresh_seed())
        elif event.key == pygame.K_BACKSPACE:
            self.seed = self.seed[:-1]
        elif event.unicode.isdigit() and event.unicode.isascii() and len(self.seed) < MAX_SEED_DIGITS:
            self.seed += event.unicode

    def begin(self) -> None:
        """Start the match."""
        if self.scenario is None:
            return
        seed = int(self.seed) if self.seed else fresh_seed()
        path = self.entries[self.index].path
        # Only what differs from the scenario is told: who was told a plan keeps it, whatever triggers say.
        own = {f: own_choice(spec) for f, spec in self.scenario.spec.factions.items()}
        others = {f: c for f, c in self.controllers.items() if f != self.side and c != own[f]}
        task = start_match(path, side=self.side, seed=seed, controllers=others, scenario=self.scenario)
        self.go(Reset(Loading(self.app, task)))

    def back(self) -> None:
        """To the menu."""
        from game.ui.screens.menu import Menu

        self.go(Reset(Menu(self.app)))


def _playable(scenario: Scenario) -> list[str]:
    factions = scenario.theatre.factions
    return [f for f, spec in factions.items() if spec.playable] or list(factions)


class Choices(Panel):
    """Scenario, side, controllers, seed, start."""

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup.app.style)
        self.setup = setup

    def state(self) -> object:
        """All choices."""
        s = self.setup
        chosen = tuple(s.controllers.items())
        return s.index, s.scenario is None, s.problem, s.side, chosen, s.seed, s.typing

    def paint(self, p: Painter) -> None:
        """From top to bottom."""
        setup = self.setup
        begin = [Button(t("setup.begin"), setup.begin, setup.scenario is not None, strong=True)]
        leave = [Button(t("button.back"), setup.back, key="Esc")]
        foot = p.buttons_height(begin, height=34) + p.buttons_height(leave) + p.style.px(6)
        p.line(t("setup.title"), "big", look.ACCENT)
        p.gap()
        p.scroll_from_here(self.scroll, foot)
        p.head(t("setup.scenario"))
        for i, entry in enumerate(setup.entries):
            self._scenario(p, i, entry)
        p.gap(8)
        if setup.problem:
            p.para(setup.problem, colour=look.BAD)
        elif setup.scenario is None:
            p.line(t("app.loading"), colour=look.DIM)
        else:
            self._sides(p, setup.scenario)
            self._seed(p)
        p.end_scroll()
        p.y = self.rect.height - foot
        p.buttons(begin, height=34)
        p.buttons(leave)

    def _scenario(self, p: Painter, i: int, entry: Entry) -> None:
        titles = p.style.wrap(entry.title, "bold", p.width)
        lines = p.style.wrap(entry.subtitle, "small", p.width) if entry.subtitle else ()
        high = p.style.line("bold") * len(titles) + p.style.line("small") * len(lines) + p.style.px(8)
        rect = p.row(high, lambda: self.setup.choose(i), chosen=i == self.setup.index)
        y = rect.y + p.style.px(3)
        for title in titles:
            p.put(p.x, y, title, "bold")
            y += p.style.line("bold")
        for line in lines:
            p.put(p.x, y, line, "small", look.DIM)
            y += p.style.line("small")

    def _sides(self, p: Painter, scenario: Scenario) -> None:
        setup = self.setup
        p.head(t("setup.side"))
        for faction in _playable(scenario):
            spec = scenario.theatre.factions[faction]
            p.buttons([Button(spec.name, partial(setup.take_side, faction), chosen=faction == setup.side)])
        note = scenario.theatre.factions[setup.side].note if setup.side else ""
        if note:
            p.para(note, "small", look.DIM)
        p.gap(4)
        p.head(t("setup.opponents"))
        p.para(t("setup.ai_hint"), "small", look.DIM)
        p.gap(2)
        for faction, spec in scenario.spec.factions.items():
            if faction == setup.side:
                continue
            kind, plan = split(setup.controllers[faction])
            said = word("setup.controller", kind)
            name = spec.name
            if plan:  # a longer line: it must fit on a small window in large letters
                name, said = spec.short, t("setup.plan", ai=said, plan=spec.plans[plan].name)
            tip = spec.plans[plan].note if plan and spec.plans[plan].note else t("setup.ai_tip")
            label = t("setup.ai", name=name, ai=said)
            p.buttons([Button(label, partial(setup.next_controller, faction), tip=tip)])
        p.gap(4)

    def _seed(self, p: Painter) -> None:
        setup = self.setup
        p.head(t("setup.seed"))
        label = f"{setup.seed}|" if setup.typing else setup.seed
        p.buttons(
            [
                Button(label, setup.edit_seed, tip=t("setup.seed_tip"), chosen=setup.typing),
                Button(t("setup.new_seed"), setup.new_seed),
            ]
        )


class MapPreview(Panel):
    """The map as the chosen side sees it at the start."""

    fill = look.BACK

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup.app.style)
        self.setup = setup

    def state(self) -> object:
        """Which side of which scenario."""
        return self.setup.index, self.setup.side, self.setup.scenario is None

    def paint(self, p: Painter) -> None:
        """The whole map."""
        setup = self.setup
        view = setup.views.get(setup.side)
        if view is None:
            return
        from game.ui.panels.preview import draw_preview

        draw_preview(p.surface, view)


class Briefing(Panel):
    """What the scenario says of itself."""

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup.app.style)
        self.setup = setup

    def state(self) -> object:
        """Which scenario."""
        return self.setup.index, self.setup.scenario is None

    def paint(self, p: Painter) -> None:
        """Title, briefing, notes."""
        scenario = self.setup.scenario
        if scenario is None:
            return
        spec = scenario.spec
        theatre = scenario.theatre
        p.line(spec.title, "big", look.ACCENT)
        start, end = (day_words(theatre.date_of(turn)) for turn in (1, theatre.turns))
        words = t("setup.span", turns=theatre.turns, days=theatre.days_per_turn, start=start, end=end)
        p.para(words, "small", look.DIM)
        p.gap(4)
        p.scroll_from_here(self.scroll)
        p.para(_unwrap(spec.briefing))
        if spec.notes:
            p.gap()
            p.head(t("setup.notes"))
            p.para(_unwrap(spec.notes), "small", look.DIM)
        if theatre.board.credits:
            p.gap()
            p.para(t("setup.credits", credits="; ".join(theatre.board.credits)), "small", look.DIM)
        if spec.facts:
            p.gap()
            p.head(t("setup.facts"))
            for fact, words in spec.facts.items():
                p.para(f"{fact}  {' '.join(words.split())}", "small", look.DIM)
        p.end_scroll()


def _unwrap(text: str) -> str:
    """Hard line breaks of an author's editor away, paragraphs kept."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))
