"""F1 in a replay: its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.ui.screens.base import Dialog
from game.ui.widgets import style as look
from game.ui.widgets.painter import Button
from game.words import t

if TYPE_CHECKING:
    from game.ui.widgets.painter import Painter

KEYS = ("step", "turn", "ends", "play", "speed", "eyes", "everything", "pan", "list", "overlays", "leave")


class ReplayKeys(Dialog):
    """What each key does."""

    width = 560

    def paint(self, p: Painter) -> None:
        """One line a key."""
        p.line(t("replay.keys"), "head", look.ACCENT)
        p.rule()
        for key in KEYS:
            p.line(t(f"replay.does.{key}"), "body", look.INK, t(f"replay.key.{key}"), look.ACCENT)
        p.gap(10)
        p.buttons([Button(t("button.close"), self.back, key="Esc")])
