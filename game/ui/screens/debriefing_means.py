"""The debriefing's account of strikes, with claims and truth apart, and of the civilians, without points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.rules.strikes import asset_name
from game.ui.widgets import style as look
from game.words import place_name, t

if TYPE_CHECKING:
    from game.core.fires import Report
    from game.core.view import View
    from game.ui.screens.match.session import Session
    from game.ui.widgets.painter import Painter


def strikes_told(p: Painter, session: Session) -> None:
    """First what was claimed of every strike, then what it was. Nothing if nobody fired."""
    view = session.view
    reports = view.fires.reports
    if not reports:
        return
    truths = {truth.report: truth for truth in view.fires.truths}
    claimed = [r for r in reports if r.claimed]
    true = sum(truths[r.id].destroyed for r in claimed if r.id in truths)
    p.head(t("after.claims"))
    p.para(t("after.claims_hint"), "small", look.FAINT)
    for report in reports:
        words = t(f"report_claim.{report.aim}" if report.claimed else "report_claim.none")
        _strike(p, view, report, words, look.INK if report.claimed else look.DIM)
    p.gap(6)
    p.head(t("after.truth"))
    p.para(t("after.totals", claimed=len(claimed), all=len(reports), true=true), "small", look.DIM)
    for report in reports:
        truth = truths.get(report.id)
        if truth is None:
            continue
        words = t("after.truth_done" if truth.destroyed else "after.truth_none", hits=truth.hits)
        if truth.harmed:
            words += t("after.truth_harm", people=truth.harmed)
        good = truth.destroyed == report.claimed
        _strike(p, view, report, words, look.GOOD if good else look.BAD)
    p.gap(8)


def _strike(p: Painter, view: View, report: Report, words: str, colour: tuple[int, int, int]) -> None:
    place = place_name(view.theatre.board, report.hex)
    name = asset_name(view.theatre, report.asset)
    high = p.style.line("small")
    if p.hidden(high):
        return
    p.line(t("after.strike", turn=report.turn, name=name, place=place), "small", look.INK, words, colour)


def civilians_told(p: Painter, session: Session) -> None:
    """The ledger: who harmed how many, who broke his own rules, where aid came."""
    view = session.view
    civil = view.civil
    if not civil.people and not civil.harmed:
        return
    p.head(t("after.civilians"))
    p.para(t("after.civilians_hint"), "small", look.FAINT)
    for faction, spec in view.theatre.factions.items():
        if civil.harmed.get(faction):
            p.line(t("after.harmed", name=spec.name), "small", look.INK, f"{civil.harmed[faction]:,}")
        if civil.breaches.get(faction):
            p.line(t("after.breaches", name=spec.name), "small", look.INK, str(civil.breaches[faction]))
    if not any(civil.harmed.values()):
        p.line(t("after.nobody"), "small", look.DIM)
    for place, relief in civil.relief.items():
        if relief:
            name = view.theatre.board.places[place].name
            p.line(
                t("after.relief", place=name), "small", look.INK, t("relations.relief_share", value=relief)
            )
    p.gap(8)
