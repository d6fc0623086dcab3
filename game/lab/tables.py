"""Results of a batch as tables for a terminal."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from game.core.theatre import Theatre
from game.lab.batch import GameResult


def print_results(console: Console, theatre: Theatre, results: Sequence[GameResult]) -> None:
    """Print a row a game, then the summary."""
    console.print(_games(theatre, results))
    if len(results) > 1:
        console.print(_summary(theatre, results))
    console.print(_places(theatre, results))


def _side(theatre: Theatre, faction: str) -> str:
    return theatre.factions[faction].short if faction in theatre.factions else "draw"


def _games(theatre: Theatre, results: Sequence[GameResult]) -> Table:
    table = Table(title=theatre.title)
    scored = [f for f in theatre.factions if f in theatre.score]
    for name in ("seed", "winner", "grade", "reason", "turns"):
        table.add_column(name)
    for f in scored:
        table.add_column(f"points {_side(theatre, f)}", justify="right")
    for f in theatre.factions:
        table.add_column(f"city {_side(theatre, f)}", justify="right")
    for f in theatre.factions:
        table.add_column(f"lost {_side(theatre, f)}", justify="right")
    table.add_column("digest")
    for r in results:
        table.add_row(
            str(r.seed), _side(theatre, r.winner), r.grade, r.reason, str(r.turns),
            *(f"{r.points[f]:.1f}" for f in scored),
            *(f"{r.city_share.get(f, 0):.0%}" for f in theatre.factions),
            *(str(r.losses[f]) for f in theatre.factions),
            r.digest[:8],
        )  # fmt: skip
    return table


def _summary(theatre: Theatre, results: Sequence[GameResult]) -> Table:
    table = Table(title=f"{len(results)} games")
    for name in ("result", "games", "share"):
        table.add_column(name, justify="left" if name == "result" else "right")
    for (winner, grade), count in Counter((r.winner, r.grade) for r in results).most_common():
        table.add_row(f"{_side(theatre, winner)} {grade}", str(count), f"{count / len(results):.0%}")
    return table


def _places(theatre: Theatre, results: Sequence[GameResult]) -> Table:
    """Who took each place first, in how many games, and the median turn."""
    table = Table(title="First to take each place")
    table.add_column("place")
    for f in theatre.factions:
        table.add_column(_side(theatre, f), justify="right")
    table.add_column("never", justify="right")
    table.add_column("median turn", justify="right")
    for place in sorted(theatre.board.places):
        firsts = [r.objectives[place][0] for r in results if r.objectives[place]]
        if not firsts:
            continue
        counts = Counter(c.faction for c in firsts)
        table.add_row(
            theatre.board.places[place].name,
            *(str(counts[f] or "") for f in theatre.factions),
            str(len(results) - len(firsts) or ""),
            f"{statistics.median(c.turn for c in firsts):.0f}",
        )
    return table
