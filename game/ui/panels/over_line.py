"""What a way over a deconfliction line costs, in words: said wherever one is about to be gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.rules.relations import trespasses
from game.rules.scoring import incident_points
from game.words import signed, t

if TYPE_CHECKING:
    from game.core.view import View


def over_line(view: View, path: tuple[int, ...]) -> str:
    """A sentence with the tension and the points that each crossing costs; empty for a way over no line."""
    crossed = trespasses(view, view.faction, path)
    if not crossed:
        return ""
    sides = ", ".join(view.theatre.factions[f].name for f in dict.fromkeys(f for f, _ in crossed))
    tension = signed(len(crossed) * view.theatre.ruleset.diplomacy.over_line)
    points = len(crossed) * incident_points(view.theatre, view.faction)
    if not points:
        return t("over_line.tension", sides=sides, tension=tension)
    return t(
        "over_line.points",
        sides=sides,
        tension=tension,
        points=signed(points, 0 if points == int(points) else 1),
    )
