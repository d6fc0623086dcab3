"""A small match in which both sides have means, and what is asked of its window."""

from pathlib import Path

import pygame

from game.core.orders import Order
from tests.ui.driver import Driver

MEANS = Path(__file__).parent / "means.yaml"


def last(d: Driver) -> Order:
    return d.match.session.match.journal[-1].order


def written(d: Driver, panel=None) -> str:
    """Everything that the top screen's panel (or `panel`) says."""
    from game.ui.widgets.painter import Painter

    panel = panel or d.panels()[0]
    said: list[str] = []

    class Spy(Painter):
        def put(self, x, y, text, role="body", colour=(0, 0, 0), *, width=0, align="left"):
            said.append(text)
            return super().put(x, y, text, role, colour, width=width, align=align)

    tall = pygame.Surface((panel.rect.width, 3000))
    panel.paint(Spy(tall, panel.style, panel.style.px(panel.pad)))
    return " ".join(said)


def camp(d: Driver) -> int:
    return d.match.view.theatre.board.places["camp"].hex
