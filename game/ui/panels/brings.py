"""What a place, or a hex of a group that scores by share, brings the viewing side: why to go there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from game.core.situation import hostile
from game.rules.civilians import MOST_RELIEF
from game.rules.scoring import second_points
from game.rules.sites import hits_left, site_at
from game.ui.handbook.means import loss_of
from game.ui.panels.findings import Finding
from game.ui.panels.ground import controller, group_name, places_at
from game.ui.panels.prospects import figure, hold_points, loss_if_taken, prospect, runners_up, shorts
from game.ui.widgets import style as look
from game.words import points, signed, t

if TYPE_CHECKING:
    from game.core.score import PointLine
    from game.core.script import Condition
    from game.core.view import View
    from game.match.stakes import Stake


def brings(view: View, stakes: Sequence[Stake], h: int) -> list[Finding]:
    """Lines about a hex: the places there, then the group that it is part of. `stakes`: what the scenario
    does for the side.
    """
    found: list[Finding] = []
    for place in places_at(view, h):
        found += place_brings(view, stakes, place)
    return [*found, *_hex_share(view, h)]


def place_brings(view: View, stakes: Sequence[Stake], place: str) -> list[Finding]:
    """What a place brings, what counts most first."""
    lines = view.theatre.point_lines(view.faction)
    return [
        *(f for line in lines if line.hold and line.hold.place == place for f in _hold(view, line)),
        *(f for line in lines if line.first and line.first.place == place for f in _first(view, line)),
        *(f for line in lines for f in _timed(view, line, place)),
        *(f for line in lines if line.relief and line.relief.place == place for f in _relief(view, line)),
        *_group(view, stakes, place),
        *(f for stake in stakes if stake.subject == place for f in _stake(view, stake, place)),
        *_source(view, place),
        *_site(view, place),
    ]


def share_open(view: View, h: int) -> list[tuple[str, float, float]]:
    """(group, points in all, points still open) of the lines by share that a hex is part of."""
    found = []
    for line in view.theatre.point_lines(view.faction):
        if line.share and h in view.theatre.groups[line.share.group]:
            held = view.theatre.share(view.control, view.faction, line.share.group)
            found.append((line.share.group, line.share.points, line.share.points * (1 - held)))
    return found


def gain(view: View, place: str) -> float:
    """Points that a place can still bring the side: for holding it, for being first, by share around it."""
    h = view.theatre.board.places[place].hex
    own = view.owners.get(place) == view.faction
    hold = 0.0 if own else hold_points(view.theatre, view.faction, place)
    return hold + first_open(view, place) + sum(more for _, _, more in share_open(view, h))


def first_open(view: View, place: str) -> float:
    """Points for being first at a place, 0 once somebody was."""
    lines = [] if place in view.firsts else view.theatre.point_lines(view.faction)
    return sum(x.first.points for x in lines if x.first and x.first.place == place)


def _hold(view: View, line: PointLine) -> Iterator[Finding]:
    assert line.hold is not None
    place, worth = line.hold.place, line.hold.points
    if view.owners.get(place) == view.faction:
        yield Finding(t("worth.place.own", count=worth, points=f"{worth:g}"), look.GOOD)
        return
    loser, lost = loss_if_taken(view, place)
    key = "worth.place.hold_rival" if loser else "worth.place.hold"
    short = shorts(view, (loser,)) if loser else ""
    words = t(key, count=worth, points=figure(worth), short=short, lost=f"{lost:g}")
    yield Finding(words, look.GOOD)


def _first(view: View, line: PointLine) -> Iterator[Finding]:
    assert line.first is not None
    winner, worth = view.firsts.get(line.first.place, ""), line.first.points
    lost = figure(second_points(line.first))
    if winner == view.faction:
        yield Finding(t("worth.place.first_won", points=figure(worth)), look.DIM)
    elif winner in line.first.rivals:
        yield Finding(t("worth.place.first_lost", name=shorts(view, (winner,)), lost=lost), look.DIM)
    elif not winner:
        losers, rivals = runners_up(view, line), shorts(view, line.first.rivals)
        key = "worth.place.first_rival" if losers else "worth.place.first"
        words = t(key, points=figure(worth), lost=lost, rivals=rivals, losers=losers)
        yield Finding(words, look.GOOD)


def _timed(view: View, line: PointLine, place: str) -> Iterator[Finding]:
    """Deadlines and points a turn whose condition names the place."""
    part = line.early or line.each_turn
    if part is not None and _names(part.when, place):
        yield Finding(t("worth.place.line", text=line.text, words=prospect(view, line).words), look.INK)


def _names(when: Condition, place: str) -> bool:
    """Whether a condition hangs on a place."""
    return (
        bool(when.holds and place in when.holds.places)
        or bool(when.connected and when.connected.place == place)
        or any(_names(other, place) for other in (*when.any_of, *when.none_of))
    )


def _relief(view: View, line: PointLine) -> Iterator[Finding]:
    assert line.relief is not None
    now = round(100 * view.civil.relief.get(line.relief.place, 0) / MOST_RELIEF)
    most = prospect(view, line).more
    yield Finding(t("worth.place.relief", points=figure(round(most, 1)), relief=now), look.INK)


def _group(view: View, stakes: Sequence[Stake], place: str) -> Iterator[Finding]:
    """The groups that a place lies in: by share, by deadline, and what the scenario does for a share."""
    h = view.theatre.board.places[place].hex
    for group, worth, more in share_open(view, h):
        name = group_name(view.theatre, group)
        yield Finding(t("worth.place.share", group=name, all=f"{worth:g}", more=points(more)), look.GOOD)
        for line in view.theatre.point_lines(view.faction):
            part = line.early or line.each_turn
            if part and part.when.share and part.when.share.group == group:
                words = prospect(view, line).words
                yield Finding(t("worth.place.line", text=line.text, words=words), look.INK)
        for stake in stakes:
            if stake.what == "share" and stake.subject == group:
                yield from _stake(view, stake, name)


def _hex_share(view: View, h: int) -> Iterator[Finding]:
    for line in view.theatre.point_lines(view.faction):
        if line.share and h in view.theatre.groups[line.share.group]:
            theatre, hexes = view.theatre, view.theatre.groups[line.share.group]
            worth = line.share.points * float(theatre.board.area[h]) / float(theatre.board.area[hexes].sum())
            own = controller(view, h) == view.faction
            words = t(
                "worth.place.hex", group=group_name(theatre, line.share.group),
                points=points(worth) if own else signed(worth, 1), all=f"{line.share.points:g}",
            )  # fmt: skip
            yield Finding(words, look.DIM if own else look.GOOD)


def _stake(view: View, stake: Stake, name: str) -> Iterator[Finding]:
    """What the scenario does, unless it is done."""
    if 0 < stake.fired <= view.turn:
        return
    if stake.what == "held" and view.owners.get(stake.subject) == view.faction:
        return
    gain = t("told.clauses").join(_gains(view, stake))
    key = {"held": "held", "cut": "cut", "share": "shared"}[stake.what]
    words = t(f"worth.place.{key}", gain=gain, share=f"{stake.at_least:.0%}", group=name)
    yield Finding(words, look.GOOD if stake.prestige >= 0 else look.BAD)


def _gains(view: View, stake: Stake) -> Iterator[str]:
    if stake.source >= 0:
        yield t("worth.gain.source")
    if stake.prestige:
        each = sum(line.prestige.points for line in view.theatre.point_lines(view.faction) if line.prestige)
        key = "worth.gain.prestige_points" if each else "worth.gain.prestige"
        yield t(key, change=signed(stake.prestige), points=signed(each * stake.prestige, 1))
    if stake.sorties >= 0:
        yield t("worth.gain.sorties", count=stake.sorties)
    if stake.rate >= 0:
        yield t("worth.gain.rate", rate=f"{stake.rate:g}")


def _source(view: View, place: str) -> Iterator[Finding]:
    if view.theatre.board.places[place].hex in view.sources:
        yield Finding(t("worth.place.source"), look.GOOD)


def _site(view: View, place: str) -> Iterator[Finding]:
    """What its owner loses with a site of an enemy that still works."""
    theatre, h = view.theatre, view.theatre.board.places[place].hex
    if site_at(theatre, h) != place or not hits_left(view, place):
        return
    site = theatre.sites[place]
    others = [
        p for p, s in theatre.sites.items()
        if (s.kind, s.faction) == (site.kind, site.faction) and p != place and hits_left(view, p)
    ]  # fmt: skip
    if others or not hostile(view, view.faction, site.faction):
        return
    kind = theatre.ruleset.sites[site.kind]
    name = shorts(view, (site.faction,))
    yield Finding(t("worth.place.site", kind=kind.name, name=name, loss=loss_of(kind)), look.INK)
