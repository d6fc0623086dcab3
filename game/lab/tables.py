"""Results of a batch as tables for a terminal."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from game.core.theatre import Theatre
from game.lab.batch import GameResult
from game.lab.compare import Forgone, Pair, difference
from game.lab.usage import MECHANISMS, Usage, summary


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


def print_usage(console: Console, theatre: Theatre, usages: Sequence[Usage]) -> None:
    """Print a row a mechanism: in how many games each side used it, and how often in all."""
    table = Table(title=f"{theatre.title}: {len(usages)} games; games in which it was used (times in all)")
    table.add_column("mechanism")
    for f in theatre.factions:
        table.add_column(_side(theatre, f), justify="right")
    for mechanism, users in summary(usages).items():
        cells = ((users.get(f), f) for f in theatre.factions)
        table.add_row(
            MECHANISMS.get(mechanism, mechanism.capitalize()),
            *(f"{share.games} ({share.times})" if share else "" for share, _ in cells),
        )
    people = {f: sum(u.harmed.get(f, 0) for u in usages) for f in theatre.factions}
    table.add_row("Civilians harmed", *(str(people[f] or "") for f in theatre.factions))
    console.print(table)


def print_comparison(console: Console, theatre: Theatre, forgone: Forgone, pairs: Sequence[Pair]) -> None:
    """Print a row a side with a score table: its points with and without, and the difference."""
    names = "; ".join(f"{_side(theatre, f)} without {', '.join(means)}" for f, means in forgone.items())
    table = Table(title=f"{theatre.title}: {names}, {len(pairs)} pairs of games")
    for name in ("side", "with", "without", "difference", "95 % interval", ""):
        table.add_column(name, justify="left" if name in ("side", "") else "right")
    for f in theatre.score:
        d = difference(pairs, f)
        table.add_row(
            theatre.factions[f].name, f"{d.with_it:.1f}", f"{d.without:.1f}", f"{d.mean:+.2f}",
            f"{d.low:+.2f} to {d.high:+.2f}", "tells" if d.tells else "",
        )  # fmt: skip
    console.print(table)
