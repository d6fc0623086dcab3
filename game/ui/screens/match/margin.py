"""What lies over the map but is not of it: the scale bar in its corner, and words for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui.map.scalebar import draw_scale_bar
from game.ui.widgets import style as look

if TYPE_CHECKING:
    from game.ui.screens.match.screen import MatchScreen
    from game.ui.widgets.style import Style


def draw_margin(screen: MatchScreen, target: pygame.Surface) -> None:
    """In a corner of the map: a scale bar that is true under the mouse."""
    camera, board, style = screen.camera, screen.view.theatre.board, screen.app.style
    area, hover = camera.viewport, screen.pointer.hover
    h = hover if hover is not None else camera.hex_at(*area.center)
    if h is not None:
        at = (area.left + style.px(12), area.bottom - style.px(8))
        draw_scale_bar(target, at, board, h, camera.width, screen.canvas.fonts, look.PALETTE)


def draw_toast(target: pygame.Surface, words: str, area: pygame.Rect, style: Style) -> None:
    """A sentence at the top of an area; nothing for none."""
    if not words:
        return
    lines = style.wrap(words, "body", min(area.width - 60, style.px(560)))
    high = style.line("body")
    wide = max(style.width(line, "body") for line in lines)
    box = pygame.Rect(0, 0, wide + style.px(28), high * len(lines) + style.px(14))
    box.midtop = (area.centerx, area.top + style.px(12))
    pygame.draw.rect(target, look.BACK, box, border_radius=6)
    pygame.draw.rect(target, look.ACCENT, box, 1, border_radius=6)
    for i, line in enumerate(lines):
        at = (box.x + style.px(14), box.y + style.px(7) + i * high)
        target.blit(style.text(line, "body", look.INK), at)
