"""The debriefing's account of points: why it ended as it did, each side's result, the table line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from game.rules import scoring
from game.ui.panels.marks import chip
from game.ui.panels.score_line import score_line
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button
from game.words import has, points, t

if TYPE_CHECKING:
    from game.core.outcome import Outcome
    from game.core.score import PointLine
    from game.core.theatre import Theatre
    from game.core.view import View
    from game.match.chronicle import TurnRecord
    from game.ui.palette import Colour
    from game.ui.widgets.painter import Painter

_COLUMNS = (0.58, 0.7, 0.85, 1.0)
"""Right edges of the figures in the table of sides, shares of its width."""
_NARROW, _NARROW_COLUMNS = 380, (0.25, 0.48, 0.75, 1.0)
"""Below this width (at text scale 1) names stand over their figures, and these have the whole width."""


def headline(theatre: Theatre, outcome: Outcome) -> str:
    """The result in a sentence."""
    if not outcome.winner:
        return t("debriefing.draw")
    name = theatre.factions[outcome.winner].name
    return t("debriefing.won", name=name, grade=outcome.grade)


def why_ended(view: View, outcome: Outcome, last: TurnRecord) -> str:
    """What ended the match, and what made it end like this."""
    key = f"reason.{outcome.reason}"
    own_words = " " in outcome.reason  # a scenario's sentence rather than a code
    ended = outcome.reason if own_words else t(key) if has(key) else t("reason.trigger", id=_plain(outcome))
    return " ".join(filter(None, (ended, _decided(view, outcome, last), _capped(view, outcome))))


def _plain(outcome: Outcome) -> str:
    return outcome.reason.replace("_", " ")


def _decided(view: View, outcome: Outcome, last: TurnRecord) -> str:
    """How the points decided; empty where they did not."""
    theatre = view.theatre
    rules = theatre.ruleset.victory
    index = {f: scoring.index(theatre, f, last.factions[f].points) for f in scoring.contenders(theatre)}
    if not index or outcome.reason == "concession":
        return ""
    first, *others = sorted(index, key=lambda f: -index[f])
    second = index[others[0]] if others else 100.0
    rival = theatre.factions[others[0]].name if others else t("score.par")
    figures = {
        "name": theatre.factions[first].name,
        "index": f"{index[first]:.0f}",
        "rival": rival,
        "other": f"{second:.0f}",
        "lead": f"{index[first] - second:.0f}",
        "least": f"{rules.grades[-1].lead:g}",
    }
    if outcome.winner == first:
        return t("score.decided", **figures)
    if not outcome.winner:
        return t("score.undecided", **figures)
    if outcome.winner not in index and all(i < rules.spoiler_index for i in index.values()):
        name = theatre.factions[outcome.winner].name
        return t("score.spoiled", name=name, least=f"{rules.spoiler_index:g}")
    return ""


def _capped(view: View, outcome: Outcome) -> str:
    breaches = view.civil.breaches.get(outcome.winner, 0)
    if not breaches:
        return ""
    return t("score.capped", count=breaches, name=view.theatre.factions[outcome.winner].name)


def sides_told(p: Painter, theatre: Theatre, last: TurnRecord) -> None:
    """Points, index and losses of all sides, and the index of the historical end state beside it."""
    p.head(t("debriefing.sides"))
    historical = any(score.historical is not None for score in theatre.score.values())
    names = [t(f"debriefing.{name}") for name in ("points", "index", "losses", "left")]
    _heads(p, names)
    for faction, spec in theatre.factions.items():
        record, score = last.factions[faction], theatre.score.get(faction)
        index = f"{100 * record.points / score.par:.0f}" if score and score.par else "–"
        earned = points(record.points) if score else "–"
        size = p.style.line("body") - p.style.px(4)
        x = p.x + chip(p, theatre, faction, p.x, p.y + p.style.px(2), size) + p.style.px(6)
        narrow = _narrow(p)
        top = p.y
        room = p.width if narrow else round(p.width * _COLUMNS[0]) - p.style.px(40)
        for row in p.style.wrap(spec.name, "body", p.x + room - x):
            p.put(x, p.y, row, "body")
            p.y += p.style.line("body")
        below, figures = p.y, (earned, index, str(record.losses), str(record.steps))
        p.y = below if narrow else top
        _figures(p, figures, "body", look.INK)
        p.y = below + (p.style.line("body") if narrow else 0)
        if score and score.historical is not None:
            then = (points(score.historical * score.par / 100), f"{score.historical:.0f}")
            p.put(x, p.y, t("score.historical"), "small", look.DIM)
            p.y += p.style.line("small") if narrow else 0
            _figures(p, then, "small", look.DIM)
            p.y += p.style.line("small") + p.style.px(2)
    if historical:
        p.para(t("score.historical_note"), "small", look.FAINT)
    p.gap(8)


def _narrow(p: Painter) -> bool:
    return p.width < p.style.px(_NARROW)


def _heads(p: Painter, names: Sequence[str]) -> None:
    """Names of the columns, each over its figures, wrapped where they are long."""
    starts = (0.0, *_NARROW_COLUMNS) if _narrow(p) else (0.3, *_COLUMNS)
    rooms = [round(p.width * (end - start)) - p.style.px(8) for start, end in pairwise(starts)]
    words = [p.style.wrap(name, "small", room) for name, room in zip(names, rooms, strict=True)]
    for line in range(max(map(len, words)), 0, -1):
        _figures(p, [rows[-line] if line <= len(rows) else "" for rows in words], "small", look.DIM)
        p.y += p.style.line("small")


def _figures(p: Painter, figures: Sequence[str], role: str, colour: Colour) -> None:
    """A row of figures, each at the right of its column."""
    columns = _NARROW_COLUMNS if _narrow(p) else _COLUMNS
    for at, figure in zip(columns, figures, strict=False):
        p.put(p.x + round(p.width * at), p.y, figure, role, colour, align="right")


def table_told(p: Painter, view: View, last: TurnRecord, side: str, show: Callable[[str], None]) -> None:
    """A side's table, the weightiest lines first, each with what its points come from. `show` is asked for
    another side's.
    """
    theatre = view.theatre
    if side not in theatre.score:
        return
    score, worth = theatre.score[side], last.factions[side].table
    p.head(t("debriefing.table", name=theatre.factions[side].name), points(sum(worth.values())))
    if len(theatre.score) > 1:
        names = {f: theatre.factions[f].name for f in theatre.score}
        widest = max(p.style.width(name, "small") for name in names.values())
        if widest > p.width // len(names) - p.style.px(20):
            names = {f: theatre.factions[f].short for f in names}
        buttons = [Button(name, partial(show, f), chosen=f == side) for f, name in names.items()]
        p.buttons(buttons, height=22, role="small")
    for line in sorted(score.lines, key=lambda line: -abs(worth[line.id])):
        _line(p, view, side, line, worth[line.id])
    p.gap(8)


def _line(p: Painter, view: View, side: str, line: PointLine, worth: float) -> None:
    colour = look.BAD if worth < 0 else look.INK if worth else look.FAINT
    beside = look.DIM if worth else look.FAINT
    score_line(p, (line.text, colour), (why(view, side, line, worth), beside), (points(worth), colour))


def why(view: View, side: str, line: PointLine, worth: float) -> str:
    """What the points of a line come from, in a few words."""
    if line.hold:
        owner = view.owners.get(line.hold.place, "")
        who = "own" if owner == side else "nobody" if not owner else "other"
        return t(f"score.hold_{who}", name=_name(view.theatre, owner))
    if line.first:
        winner = view.firsts.get(line.first.place, "")
        if winner and winner != side:
            return t("score.first_other", name=_name(view.theatre, winner))
        return t("score.first_own" if winner else "score.first_nobody")
    if line.share:
        return _part("share", worth, line.share.points)
    if line.relief:
        return _part("relief", worth, line.relief.points)
    if line.early:
        if not worth and view.turn < line.early.turn:  # in time would be in that turn and no other
            return t("score.not_yet")
        return _early(worth, line.early.per_turn, line.early.most)
    return _counted(line, worth)


def _part(kind: str, worth: float, most: float) -> str:
    """What share of the points came, where not all or nothing does; a line may also be worth none."""
    return t(f"score.{kind}", share=f"{worth / most if most else 0.0:.0%}", points=f"{most:g}")


def _early(worth: float, per_turn: float, most: float) -> str:
    """How many turns before or after its time; no more than `most` points hang on it."""
    when = "early" if worth > 0 else "late" if worth < 0 else "in_time"
    words = t(f"score.{when}", count=round(abs(worth) / per_turn) if per_turn else 0)
    return words + t("score.most") if worth and abs(worth) >= most else words


def _counted(line: PointLine, worth: float) -> str:
    """Lines that pay the same for each of something."""
    for kind in ("each_turn", "steps", "prestige", "incidents"):
        part = getattr(line, kind)
        if part is not None:
            key = "steps_alive" if kind == "steps" and part.alive else kind
            count = round(worth / part.points) if part.points else 0
            return t(f"score.{key}", count=count, each=f"{part.points:+g}".replace("-", "\N{MINUS SIGN}"))
    return ""


def _name(theatre: Theatre, faction: str) -> str:
    return theatre.factions[faction].name if faction in theatre.factions else ""
