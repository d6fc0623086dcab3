"""The bar at the top of a replay: whose eyes, and the way out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.match.replay import Eyes
from game.ui.panels.topbar import TopBar
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button
from game.words import t

if TYPE_CHECKING:
    from game.ui.palette import Colour
    from game.ui.screens.replay.screen import ReplayScreen
    from game.ui.widgets.painter import Painter


class ReplayBar(TopBar):
    """Facts of the side that one looks with, at the moment on screen; eyes where the orders were."""

    def __init__(self, screen: ReplayScreen) -> None:
        super().__init__(screen)
        self.replay_screen = screen

    def state(self) -> object:
        """View and eyes."""
        return self.screen.view, self.replay_screen.session.asked

    def _status(self) -> tuple[str, Colour]:
        view = self.screen.view
        if view.outcome is not None:
            return t("top.over"), look.ACCENT
        return t("replay.turn_of", name=view.theatre.factions[view.active].name), look.DIM

    def _items(self) -> list[tuple[Button, int]]:
        screen = self.replay_screen
        replay, eyes = screen.session.replay, screen.session.asked
        factions, key = screen.view.theatre.factions, screen.app.bindings.key
        items = [
            Button(t("replay.leave"), screen.close, tip=t("replay.leave_tip", key=key("menu"))),
            Button(t("top.help"), screen.open_help, tip=t("replay.help_tip", key=key("help"))),
        ]
        if replay.open:
            items.append(
                Button(
                    t("replay.everything"), screen.toggle_everything, tip=t("replay.everything_tip"),
                    check=eyes.everything,
                )
            )  # fmt: skip
        for faction in reversed(replay.eyes):
            tip = t("replay.eyes_tip", name=factions[faction].name)
            look_with = partial(screen.look, Eyes(faction, eyes.everything))
            items.append(Button(factions[faction].short, look_with, tip=tip, chosen=faction == eyes.faction))
        extra = self.style.px(14)
        return [(b, self._fitting(b.label) + (extra if b.check is not None else 0)) for b in items]

    def _eyes(self) -> str:
        return t("replay.eyes" if self.replay_screen.session.replay.open else "replay.own_eyes")

    def _buttons_width(self) -> int:
        return super()._buttons_width() + self.style.width(self._eyes(), "small")

    def _buttons(self, p: Painter, high: int) -> int:
        x = super()._buttons(p, high)
        top = (high - p.style.line("small")) // 2
        return x - p.put(x, top, self._eyes(), "small", look.DIM, align="right") - p.style.px(6)
