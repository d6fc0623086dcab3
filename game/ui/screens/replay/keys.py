"""F1 in a replay: its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.ui.handbook.pages import fixed_keys
from game.ui.screens.base import Dialog
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button
from game.words import t

if TYPE_CHECKING:
    from game.ui.widgets.painter import Painter


class ReplayKeys(Dialog):
    """What each key does."""

    width = 560

    def above(self, p: Painter) -> None:
        """Title."""
        p.line(t("fixed.replay.title"), "head", look.ACCENT)
        p.rule()

    def paint(self, p: Painter) -> None:
        """One line a key."""
        for does, key in fixed_keys("replay", self.app.bindings):
            p.line(does, "body", look.INK, key, look.ACCENT)
        p.gap(10)

    def below(self, p: Painter) -> None:
        """The way out."""
        p.buttons([Button(t("button.close"), self.back, key="Esc")])
