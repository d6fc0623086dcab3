"""The race: for each prize that several sides want first, how far each of them is from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.rules.relations import at_peace
from game.ui.panels.marks import chip, chip_wide
from game.ui.widgets import style as look
from game.ui.widgets.painter import Painter
from game.words import t

if TYPE_CHECKING:
    from game.core.theatre import Theatre
    from game.core.view import View
    from game.ui.screens.match.screen import MatchScreen

MOST_RIVALS = 2
"""Columns beside one's own."""


class Prize(NamedTuple):
    """A place that somebody gets points for taking first."""

    place: str
    points: dict[str, float]
    """Faction -> points for being first."""


class Runner(NamedTuple):
    """The unit of a side that is nearest to a prize."""

    name: str
    metres: int
    vague: bool = False
    """Only observers report it."""


def prizes(theatre: Theatre, faction: str) -> tuple[Prize, ...]:
    """Prizes of a side and of those that race with it, its own most valuable first."""
    found: dict[str, dict[str, float]] = {}
    for side, score in theatre.score.items():
        for line in score.lines:
            if line.first:
                worth = found.setdefault(line.first.place, {})
                worth[side] = worth.get(side, 0.0) + line.first.points
    rows = [Prize(place, worth) for place, worth in found.items()]
    return tuple(sorted(rows, key=lambda r: (-r.points.get(faction, 0.0), -max(r.points.values()), r.place)))


def racers(view: View) -> tuple[str, ...]:
    """One's own side, then the sides at peace with it that race for the same prizes."""
    wanted = {side for prize in prizes(view.theatre, view.faction) for side in prize.points}
    others = [f for f in view.theatre.faction_ids if f in wanted and at_peace(view, view.faction, f)]
    return (view.faction, *others[:MOST_RIVALS])


def runner(view: View, faction: str, place: str) -> Runner | None:
    """Nearest unit of a side to a prize as the crow flies: an own one must be supplied and no convoy, a
    rival's known. Of a rival of whom no unit is known, what observers report.
    """
    away = view.theatre.board.distances(view.theatre.board.places[place].hex)
    able = [
        u
        for u in view.units.values()
        if u.faction == faction
        and u.id not in view.civil.aboard
        and (faction != view.faction or u.supply in {"supplied", "overextended"})
    ]
    able += [c.unit for c in view.contacts if c.unit.faction == faction]
    nearest = min(able, key=lambda u: (int(away[u.hex]), u.id), default=None)
    if nearest is not None:
        return Runner(nearest.name, int(away[nearest.hex]))
    reports = [seen for seen in view.civil.sightings if seen.faction == faction]
    closest = min(reports, key=lambda seen: (int(away[seen.hex]), -seen.turn), default=None)
    return Runner(closest.what, int(away[closest.hex]), vague=True) if closest else None


class RaceTab:
    """Paints into the panel of lists."""

    def __init__(self, screen: MatchScreen) -> None:
        self.screen = screen

    def paint(self, p: Painter) -> None:
        """A row for each prize; columns are the sides."""
        view = self.screen.view
        found = prizes(view.theatre, view.faction)
        if not found:
            p.para(t("race.none"), colour=look.DIM)
            return
        sides = racers(view)
        column = p.style.px(44)
        rights = [p.x + p.width - column * (len(sides) - 1 - i) for i in range(len(sides))]
        high = p.style.line("small") + p.style.px(2)
        p.put(p.x, p.y, t("race.prize"), "small", look.DIM)
        for side, right in zip(sides, rights, strict=True):
            wide = p.style.width(view.theatre.factions[side].short, "small") + p.style.px(8)
            chip(p, view.theatre, side, right - max(high, wide), p.y, high)
        p.y += high + p.style.px(4)
        p.rule()
        for prize in found:
            self._row(p, prize, sides, rights)
        p.gap(4)
        p.para(t("race.note"), "small", look.FAINT)

    def _row(self, p: Painter, prize: Prize, sides: tuple[str, ...], rights: list[int]) -> None:
        view, style = self.screen.view, p.style
        place = view.theatre.board.places[prize.place]
        size, owner = style.px(18), view.owners.get(prize.place, "")
        left = chip_wide(style, view.theatre, owner, size) + style.px(6)
        name = style.wrap(place.name, "body", rights[0] - style.px(40) - p.x - left)
        first = style.wrap(self._first(prize), "small", p.width - left)
        high = style.line("body") * len(name) + style.line("small") * len(first) + style.px(4)

        def show() -> None:
            self.screen.centre(place.hex)

        if p.hidden(high, show):
            return
        runners = {side: runner(view, side, prize.place) for side in sides}
        rect = p.row(high, show, self._tip(prize, runners))
        chip(p, view.theatre, owner, p.x, rect.y + (high - size) // 2, size)
        y = rect.y + 1 + p.block(p.x + left, rect.y + 1, name)
        p.block(p.x + left, y, first, "small", look.DIM)
        known = [r.metres for r in runners.values() if r]
        for side, right in zip(sides, rights, strict=True):
            run = runners[side]
            words = t("race.unknown") if run is None else f"{'~' if run.vague else ''}{run.metres / 1000:.0f}"
            ahead = run is not None and run.metres == min(known) and prize.place not in view.firsts
            p.put(
                right,
                rect.y + 1,
                words,
                "bold" if ahead else "body",
                look.ACCENT if ahead else look.INK,
                align="right",
            )

    def _first(self, prize: Prize) -> str:
        view = self.screen.view
        winner = view.firsts.get(prize.place, "")
        if winner:
            return t("race.won", short=view.theatre.factions[winner].short)
        shorts = (f"{view.theatre.factions[f].short} +{worth:g}" for f, worth in prize.points.items())
        return t("race.open", points=", ".join(shorts))

    def _tip(self, prize: Prize, runners: dict[str, Runner | None]) -> str:
        view = self.screen.view
        lines = [view.theatre.board.places[prize.place].name]
        for side, run in runners.items():
            name = view.theatre.factions[side].name
            if run is None:
                lines.append(t("race.nobody", name=name))
            else:
                km = f"{run.metres / 1000:.0f}"
                lines.append(t("race.nearest", name=name, unit=run.name, km=km))
        return "\n".join(lines)
