"""What each line of a side's score table can still bring, as far as the side knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from game.rules.civilians import MOST_RELIEF
from game.rules.scoring import early_points, second_points
from game.words import points, signed, t

if TYPE_CHECKING:
    from game.core.score import PointLine
    from game.core.theatre import Theatre
    from game.core.view import View

State = Literal["open", "costs", "settled"]
LEAST = 0.05
"""Points below which nothing is left to win."""


class Prospect(NamedTuple):
    """What comes of a line from now on."""

    words: str
    state: State
    more: float = 0.0
    """Points that it can still bring at most beyond those of now; 0 also where that has no bound."""


def prospect(view: View, line: PointLine) -> Prospect:
    """What a line of the viewing side's own table can still bring."""
    kind = next(name for name in _KINDS if getattr(line, name) is not None)
    found = _KINDS[kind](view, line, view.score.get(line.id, 0.0))
    if found.more < 0:  # a table may take points, too
        found = found._replace(state="costs", more=0.0)
    return found._replace(state="settled") if view.outcome and found.state == "open" else found


def turn_ends_left(view: View) -> int:
    """Own turn ends that are still to come, that of a running turn with them."""
    index = view.theatre.index
    passed = index[view.faction] < index[view.active]
    return 0 if view.outcome else max(0, view.theatre.turns - view.turn + (not passed))


def figure(value: float) -> str:
    """Points with their sign; whole ones without decimals."""
    return signed(value, 0 if float(value).is_integer() else 1)


def loss_if_taken(view: View, place: str) -> tuple[str, float]:
    """Which other side's table pays it for holding a place that it owns, and how much; empty for none."""
    owner = view.owners.get(place, "")
    lost = hold_points(view.theatre, owner, place) if owner != view.faction else 0.0
    return (owner, lost) if lost else ("", 0.0)


def hold_points(theatre: Theatre, faction: str, place: str) -> float:
    """Points that a side's table pays for holding a place."""
    lines = theatre.point_lines(faction)
    return sum(line.hold.points for line in lines if line.hold and line.hold.place == place)


def runners_up(view: View, line: PointLine) -> str:
    """Who loses points if this side is first at a prize, each with how many; empty for none."""
    assert line.first is not None
    found = {
        f: second_points(theirs.first)
        for f in line.first.rivals
        for theirs in view.theatre.point_lines(f)
        if theirs.first and theirs.first.place == line.first.place and view.faction in theirs.first.rivals
    }
    told = (t("worth.runner_up", short=shorts(view, (f,)), lost=figure(lost)) for f, lost in found.items())
    return t("told.list").join(told)


def shorts(view: View, factions: tuple[str, ...]) -> str:
    """Short names of sides."""
    return t("told.list").join(view.theatre.factions[f].short for f in factions)


def _hold(view: View, line: PointLine, _worth: float) -> Prospect:
    assert line.hold is not None
    owner = view.owners.get(line.hold.place, "")
    if owner == view.faction:
        return Prospect(t("worth.hold_own"), "settled")
    name = view.theatre.factions[owner].name if owner else t("common.nobody")
    loser, lost = loss_if_taken(view, line.hold.place)
    key = "worth.hold_rival" if loser else "worth.hold"
    words = t(key, name=name, points=f"{lost:g}")
    return Prospect(words, "open", line.hold.points)


def _first(view: View, line: PointLine, _worth: float) -> Prospect:
    assert line.first is not None
    winner = view.firsts.get(line.first.place, "")
    if winner:
        key = "score.first_own" if winner == view.faction else "score.first_other"
        return Prospect(t(key, name=view.theatre.factions[winner].name), "settled")
    losers = runners_up(view, line)
    words = t(
        "worth.first_rival" if losers else "worth.first", losers=losers,
        rivals=shorts(view, line.first.rivals), lost=figure(second_points(line.first)),
    )  # fmt: skip
    return Prospect(words, "open", line.first.points)


def _share(view: View, line: PointLine, worth: float) -> Prospect:
    assert line.share is not None
    held, most = view.theatre.share(view.control, view.faction, line.share.group), line.share.points
    more = most - worth
    words = t("worth.share", share=f"{held:.0%}", points=f"{most:g}", more=points(more))
    return Prospect(words, "open" if more >= LEAST else "settled", more)


def _each_turn(view: View, line: PointLine, _worth: float) -> Prospect:
    assert line.each_turn is not None
    each, left = line.each_turn.points, turn_ends_left(view)
    if each < 0:
        return Prospect(t("worth.each", each=_exact(each)), "costs")
    if not left:
        return Prospect(t("worth.each", each=_exact(each)), "settled")
    words = t("worth.each_left", each=_exact(each), count=left, more=figure(each * left))
    return Prospect(words, "open", each * left)


def _early(view: View, line: PointLine, worth: float) -> Prospect:
    """Until it is booked, a line counts as done this turn if that costs points, and as nothing if not."""
    assert line.early is not None
    early = line.early
    now = early_points(early, view.turn)
    if worth != min(0.0, now):
        return Prospect(t("worth.early_done"), "settled")
    each, worst = f"{early.per_turn:g}", figure(-early.most)
    if now <= -early.most:
        return Prospect(t("worth.late_worst", turn=early.turn), "settled")
    if now <= 0:
        return Prospect(t("worth.late", each=each, worst=worst), "costs")
    full_until = early.turn - int(early.most / early.per_turn) if early.per_turn else early.turn
    key = "worth.early_most" if view.turn < full_until else "worth.early_now"
    words = t(
        key, most=figure(early.most), now=figure(now), since=full_until, each=each, turn=early.turn,
        worst=worst,
    )  # fmt: skip
    return Prospect(words, "open", now)


def _relief(view: View, line: PointLine, _worth: float) -> Prospect:
    assert line.relief is not None
    now = view.civil.relief.get(line.relief.place, 0)
    held = view.owners.get(line.relief.place) == view.faction
    more = line.relief.points * turn_ends_left(view) / view.theatre.turns
    key = "worth.relief" if held else "worth.relief_away"
    words = t(key, relief=round(100 * now / MOST_RELIEF), more=figure(more))
    return Prospect(words, "open" if more >= LEAST else "settled", more)


def _prestige(view: View, line: PointLine, _worth: float) -> Prospect:
    assert line.prestige is not None
    words = t(
        "worth.prestige", each=_exact(line.prestige.points),
        start=view.theatre.factions[view.faction].prestige, now=view.prestige[view.faction],
    )  # fmt: skip
    return Prospect(words, "open")


def _incidents(_view: View, line: PointLine, _worth: float) -> Prospect:
    assert line.incidents is not None
    return Prospect(t("worth.incidents", each=_exact(line.incidents.points)), "costs")


def _steps(view: View, line: PointLine, _worth: float) -> Prospect:
    assert line.steps is not None
    steps = line.steps
    key = "worth.steps_alive" if steps.alive else "worth.steps"
    words = t(key, each=_exact(steps.points), name=view.theatre.factions[steps.faction].name)
    return Prospect(words, "open" if steps.points > 0 else "costs")


def _exact(value: float) -> str:
    """A rate with its sign, as the table has it."""
    return f"{value:+g}".replace("-", "\N{MINUS SIGN}")


_KINDS: dict[str, Callable[[View, PointLine, float], Prospect]] = {
    "share": _share,
    "hold": _hold,
    "first": _first,
    "early": _early,
    "each_turn": _each_turn,
    "steps": _steps,
    "prestige": _prestige,
    "relief": _relief,
    "incidents": _incidents,
}
