"""What is known about a hex beside ground and units: people, sites, fire, mines, raiders, reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from game.core.hexref import locate
from game.rules.sites import hits_left, site_at
from game.ui.widgets import style as look
from game.words import place_name, t

if TYPE_CHECKING:
    from game.core.fires import Report
    from game.core.units import Unit
    from game.core.view import View
    from game.ui.palette import Colour


class Finding(NamedTuple):
    """One line of words about a hex."""

    text: str
    colour: Colour = look.INK


def findings(view: View, h: int) -> list[Finding]:
    """Everything of this kind that the side knows about a hex, what matters most first."""
    return [*_site(view, h), *_people(view, h), *_fire(view, h), *_irregular(view, h), *_sightings(view, h)]


def site_status(view: View, place: str) -> str:
    """`destroyed` as known, `claimed` but not confirmed, `hit`, or `intact` as far as known."""
    if not hits_left(view, place):
        return "destroyed"
    h = view.theatre.board.places[place].hex
    for report in reversed(view.fires.reports):
        if report.hex == h and report.aim == "site" and not report.assessed and report.claimed:
            return "claimed"
    return "hit" if view.fires.site_hits.get(place) else "intact"


def report_words(view: View, report: Report) -> tuple[str, str, bool]:
    """What was claimed of a strike, what is known of it since, and whether anything is."""
    claim = t(f"report_claim.{report.aim}" if report.claimed else "report_claim.none")
    if not report.assessed:
        return claim, t("report_truth.unknown"), False
    truth = next((x for x in view.fires.truths if x.report == report.id), None)
    done = truth is not None and truth.destroyed
    return claim, t(f"report_truth.{report.aim}" if done else "report_truth.none", hits=report.hits), True


def _site(view: View, h: int) -> Iterator[Finding]:
    place = site_at(view.theatre, h)
    if not place:
        return
    site = view.theatre.sites[place]
    words = t(
        f"find.site_{site_status(view, place)}",
        kind=view.theatre.ruleset.sites[site.kind].name,
        short=view.theatre.factions[site.faction].short,
        hits=view.fires.site_hits.get(place, 0),
        need=view.theatre.ruleset.fires.site_hits,
    )
    yield Finding(words, look.ACCENT)


def _people(view: View, h: int) -> Iterator[Finding]:
    people = view.civil.people.get(h, 0)
    relief = [
        t("find.relief", relief=view.civil.relief[p.id])
        for p in view.theatre.board.places.values()
        if p.hex == h and p.id in view.civil.relief
    ]
    if people or relief:
        words = [t("find.people", count=f"{people:,}")] if people else []
        yield Finding(" · ".join([*words, *relief]), look.INK)
    for unit in view.stacks.get(h, ()):
        if unit.id in view.civil.aboard:
            yield Finding(aboard_words(view, unit), look.ACCENT)


def aboard_words(view: View, unit: Unit) -> str:
    """How many civilians a convoy is believed to carry, and for an own one how it fares."""
    least, most = view.civil.aboard[unit.id]
    count = f"{least}" if least == most else f"{least}–{most}"
    words = t("find.aboard", name=unit.name, count=count)
    if unit.id in view.theatre.bound:
        end = locate(view.theatre.board, view.theatre.bound[unit.id])
        words += " " + t("find.bound", where=place_name(view.theatre.board, end))
    convoy = view.civil.convoys.get(unit.id)
    if convoy is None:
        return words
    if convoy.stranded:
        words += " " + t("find.stranded", turns=convoy.stranded)
    if convoy.leaked:
        words += " " + t("find.leaked", steps=convoy.leaked)
    return words


def _fire(view: View, h: int) -> Iterator[Finding]:
    for crater in view.fires.craters:
        if crater.hex == h:
            yield Finding(t("find.crater", turn=crater.until), look.BAD)
    reach = round(view.theatre.ruleset.air.interdiction_km * 1000)
    for m in view.fires.missions:
        short = view.theatre.factions[m.faction].short
        if m.hex == h:
            yield Finding(t(f"find.{m.mission}", short=short), look.ACCENT)
        elif m.mission == "interdiction" and view.theatre.board.distance_m(m.hex, h) <= reach:
            yield Finding(t("find.interdicted", short=short), look.ACCENT)
    for report in reversed(view.fires.reports):
        said = report.aim == "site" and not report.assessed  # of the site itself
        if report.hex == h and not said:
            claim, truth, known = report_words(view, report)
            words = t("find.report", turn=report.turn, claim=claim, truth=truth)
            yield Finding(words, look.DIM if known else look.ACCENT)


def _irregular(view: View, h: int) -> Iterator[Finding]:
    theatre, irregular = view.theatre, view.irregular
    if h in irregular.mines:
        rules = theatre.ruleset.irregular
        short = theatre.factions[irregular.mines[h]].short
        words = t("find.mines", short=short, share=f"{rules.mine_share:.0%}", loss=f"{rules.mine_loss:.0%}")
        yield Finding(words, look.BAD)
    for raid in irregular.raids:
        if raid.hex == h:
            words = t("find.raid", short=theatre.factions[raid.faction].short, turn=raid.until)
            yield Finding(words, look.BAD)
    for unit, at in irregular.depots.items():
        if at == h and unit in view.units:
            yield Finding(t("find.depot", name=view.units[unit].name), look.GOOD)
    for faction, place in irregular.effort.items():
        if place and theatre.board.places[place].hex == h:
            yield Finding(t("find.effort", short=theatre.factions[faction].short), look.ACCENT)
    for cell in irregular.cells.values():
        if cell.hex == h:
            ready = cell.since + theatre.ruleset.irregular.cell_turns
            yield Finding(t("find.cell", name=cell.unit.name, turn=ready), look.INK)


def age_words(view: View, turn: int) -> str:
    """How long ago a turn was."""
    age = view.turn - turn
    return t("age.now") if age <= 0 else t("age.one") if age == 1 else t("age.many", turns=age)


def _sightings(view: View, h: int) -> Iterator[Finding]:
    for seen in view.civil.sightings:
        if seen.hex == h:
            words = t(
                "find.sighting", observer=seen.observer, what=seen.what,
                short=view.theatre.factions[seen.faction].short, sure=f"{seen.confidence:.0%}",
                age=age_words(view, seen.turn),
            )  # fmt: skip
            yield Finding(words, look.DIM)
