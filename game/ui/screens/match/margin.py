"""What lies over the map but is not of it: the scale bar in its corner, and words for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui.map.scalebar import LONGEST, bar_km, draw_scale_bar, varies
from game.ui.widgets import style as look

if TYPE_CHECKING:
    from game.ui.screens.match.screen import MatchScreen
    from game.ui.widgets.style import Style


def draw_margin(screen: MatchScreen, target: pygame.Surface) -> None:
    """In a corner of the map: a scale bar that is true in the middle of what is in view. Where that is not
    true of the whole map it says so; the mouse does not change it.
    """
    camera, board, style = screen.camera, screen.view.theatre.board, screen.app.style
    area = camera.viewport
    h = camera.hex_at(*area.center)
    if h is not None:
        key = screen.canvas.key
        wide = key.w > area.w // 2 and key.h < area.h // 2  # the bar goes above what covers its corner
        at = (area.left + style.px(12), (key.top if wide else area.bottom) - style.px(8))
        words = "unit.km_middle" if varies(board) else "unit.km"
        longest = round(LONGEST * screen.app.unit)
        screen.bar_km = km = bar_km(board, h, camera.width, screen.bar_km, longest)
        draw_scale_bar(target, at, board, h, camera.width, screen.canvas.fonts, look.PALETTE, km, words)


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
