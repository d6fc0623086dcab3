"""The tab of means: missiles, aircraft, aid, main effort, handovers; what was claimed and what was seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.core.fires import AIMS, MISSIONS, Report
from game.core.orders import DeliverAid, Handover, MainEffort
from game.rules.relations import at_peace
from game.rules.strikes import asset_name, salvo_of, targets
from game.ui.panels.findings import report_words
from game.ui.panels.replacements import waiting
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.words import place_name, t, word

if TYPE_CHECKING:
    from game.core.fires import AssetSpec
    from game.core.refs import Provenance
    from game.core.view import View
    from game.ui.screens.match.screen import MatchScreen


def source_words(view: View, source: Provenance | None) -> str:
    """Where a figure comes from, with the fact's text."""
    if source is None:
        return ""
    fact = " ".join(view.theatre.facts.get(source.ref, "").split())
    assumed = source.confidence == "assumed"  # what rests on a report may add a remark of its own to it
    said = [source.note or source.ref] if assumed else [source.ref, source.note]
    note = ". ".join(" ".join(part.split()) for part in said if part)
    words = t(f"source.{source.confidence}", note=note)
    return f"{words}\n{source.ref}: {fact}" if fact else words


def in_stock(view: View) -> tuple[int, int]:
    """Missiles in the magazines that can fire now, and in all of them."""
    magazines = view.fires.magazines.values()
    return sum(m.left for m in magazines if m.ready <= view.turn), sum(m.left for m in magazines)


class MeansTab:
    """Paints into the panel of lists."""

    def __init__(self, screen: MatchScreen) -> None:
        self.screen = screen

    def paint(self, p: Painter) -> None:
        """A block for each kind of means that the side has."""
        view = self.screen.view
        spec = view.theatre.factions[view.faction]
        if spec.assets:
            p.head(t("means.missiles"))
            for asset in spec.assets:
                self._asset(p, asset)
        if spec.sorties is not None:
            left = view.fires.sorties.get(view.faction, 0)
            p.head(t("means.air"), t("means.sorties_left", count=left))
            self._air(p, left)
        self._side(p)
        self._missions(p)
        self._reports(p)

    def _asset(self, p: Painter, asset: AssetSpec) -> None:
        view, mine = self.screen.view, self.screen.session.mine
        magazine = view.fires.magazines.get(asset.id)
        if magazine is None:
            return
        top = p.y
        p.line(asset.name, "body")
        ready = magazine.ready <= view.turn
        right = t("means.ready") if ready else t("means.ready_in", turn=magazine.ready)
        stock = t("means.magazine", left=magazine.left, salvo=salvo_of(view, asset.id))
        p.line(stock, "small", look.DIM, right, look.GOOD if ready else look.BAD)
        told = "\n".join(filter(None, (asset.name, source_words(view, asset.source))))
        p.tip(pygame.Rect(p.x, top, p.width, p.y - top), told)
        buttons = []
        for aim in AIMS:
            some = next(targets(view, aim), None) is not None
            tip = t(f"means.aim_{aim}_tip") if ready else t("means.not_ready", turn=magazine.ready)
            if ready and not some:
                tip = t("means.no_target")
            act = partial(self.screen.begin_strike, asset.id, aim)
            buttons.append(Button(t(f"means.aim_{aim}"), act, mine and ready and some, tip))
        p.buttons(buttons, height=22, role="small")
        p.gap(2)

    def _air(self, p: Painter, left: int) -> None:
        view = self.screen.view
        on = self.screen.session.mine and left > 0
        top = p.y
        spec = view.theatre.factions[view.faction].sorties
        if spec is not None:
            p.line(spec.name, "small", look.DIM)
            p.tip(pygame.Rect(p.x, top, p.width, p.y - top), source_words(view, spec.source))
        items = [
            Button(
                t(f"means.{mission}"), partial(self.screen.begin_sortie, mission), on,
                t(f"means.{mission}_tip") if left else t("means.no_sorties"),
            )
            for mission in MISSIONS
        ]  # fmt: skip
        p.buttons(items, height=22, role="small")
        p.gap(2)

    def _side(self, p: Painter) -> None:
        """Aid, main effort, handovers."""
        view, screen = self.screen.view, self.screen
        mine, keys = screen.session.mine, screen.app.bindings
        p.head(t("means.side"))
        effort = view.irregular.effort.get(view.faction, "")
        if effort:
            ready = view.irregular.effort_ready.get(view.faction, 0)
            key = "means.effort_now" if ready <= view.turn else "means.effort_from"
            words = t(key, place=view.theatre.board.places[effort].name, turn=ready)
        else:
            words = t("means.effort_none")
        p.para(words, "small", look.INK if effort else look.DIM)
        if view.rate or view.pool:
            top = p.y
            told = waiting(view)
            pool = "" if told else t("means.replacements_wait", pool=f"{view.pool:g}")
            p.line(t("means.replacements", rate=f"{view.rate:g}"), "small", look.DIM, pool, look.INK)
            need = word("supply", view.theatre.ruleset.recovery.replacements_need)
            tip = t("fact.replacements_tip", need=need)
            p.tip(pygame.Rect(p.x, top, p.width, p.y - top), tip)
            if told:
                p.para(told, "small", look.ACCENT)
        items = [
            Button(
                t("means.effort"), partial(screen.choose_place, MainEffort), mine, t("means.effort_tip"),
                keys.key("effort"),
            )
        ]  # fmt: skip
        if view.theatre.factions[view.faction].aid:
            aid = t("means.aid", left=view.civil.aid_left)
            items.append(
                Button(
                    aid, partial(screen.choose_place, DeliverAid), mine, t("means.aid_tip"), keys.key("aid")
                )
            )
        if any(at_peace(view, view.faction, f) for f in view.theatre.faction_ids):
            items.append(
                Button(
                    t("means.handover"), partial(screen.choose_place, Handover), mine,
                    t("means.handover_tip"), keys.key("handover"),
                )
            )  # fmt: skip
        p.buttons(items, per_row=1, height=22, role="small")
        if screen.view.irregular.shock.get(view.faction):
            p.line(t("means.shock", left=view.irregular.shock[view.faction]), "small", look.INK)

    def _missions(self, p: Painter) -> None:
        view = self.screen.view
        if not view.fires.missions:
            return
        p.gap(2)
        p.head(t("means.active"))
        for mission in view.fires.missions:
            place = place_name(view.theatre.board, mission.hex)
            words = t("means.mission", mission=t(f"means.{mission.mission}"), place=place)
            short = view.theatre.factions[mission.faction].short
            self._row(p, words, mission.hex, short, look.INK)

    def _reports(self, p: Painter) -> None:
        view = self.screen.view
        if not view.fires.reports:
            return
        p.gap(2)
        p.head(t("means.reports"))
        for report in reversed(view.fires.reports):
            self._report(p, report)

    def _report(self, p: Painter, report: Report) -> None:
        view = self.screen.view
        place = place_name(view.theatre.board, report.hex)
        name = asset_name(view.theatre, report.asset)
        head = t("means.report", turn=report.turn, place=place)
        claim, truth, known = report_words(view, report)
        small = p.style.line("small")
        said = [(head, look.INK), (claim, look.DIM), (truth, look.GOOD if known else look.ACCENT)]
        rows = [
            (row, colour, p.style.px(8) if i else 0)
            for i, (words, colour) in enumerate(said)
            for row in p.style.wrap(words, "small", p.width - p.style.px(8))
        ]
        high = small * len(rows) + p.style.px(6)

        def show() -> None:
            self.screen.centre(report.hex)

        if p.hidden(high, show):
            return
        rect = p.row(high, show, t("means.report_tip", name=name, missiles=report.missiles))
        for i, (row, colour, indent) in enumerate(rows):
            p.put(p.x + indent, rect.y + 2 + i * small, row, "small", colour)

    def _row(self, p: Painter, words: str, h: int, right: str, colour: tuple[int, int, int]) -> None:
        rows = p.style.wrap(words, "small", p.width - p.style.width(right, "small") - p.style.px(6))
        high = p.style.line("small") * len(rows) + p.style.px(4)

        def show() -> None:
            self.screen.centre(h)

        if p.hidden(high, show):
            return
        rect = p.row(high, show, words)
        p.put(p.x + p.width, rect.y + 2, right, "small", look.DIM, align="right")
        p.block(p.x, rect.y + 2, rows, "small", colour)
