"""Small marks that all panels share: a faction's chip, a unit's state in letters and colours."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.ui.colour import in_gamut, oklab, unlab
from game.ui.liveries import DARKEST, LIGHTEST
from game.ui.palette import Colour, luminance
from game.ui.widgets import style as look
from game.words import t

if TYPE_CHECKING:
    from game.core.theatre import Theatre
    from game.core.units import Unit
    from game.core.view import View
    from game.ui.widgets.painter import Painter
    from game.ui.widgets.style import Style

SUPPLY_COLOURS: dict[str, Colour] = {
    "supplied": look.DIM,
    "overextended": look.ACCENT,
    "unsupplied": look.BAD,
    "isolated": look.BAD,
}


DARK = 0.3
"""Below this brightness a colour does not stand out from a panel."""
ON_PANEL = (50.0, 92.0)
"""Lightness (OKLab) on a panel of the darkest and of the lightest livery that there is."""
STRENGTHS = (1.3, 1.15, 1.0, 0.85, 0.7, 0.5, 0.0)
"""How much stronger a lightened colour may be; the first that a screen can show is taken."""


@lru_cache(maxsize=64)
def on_panel(colour: Colour) -> Colour:
    """A faction's colour for lines and letters on a panel: lighter, and as far from the others as before."""
    light, a, b = oklab([colour])[0].tolist()
    low, high = ON_PANEL
    share = min(1.0, max(0.0, (light - DARKEST) / (LIGHTEST - DARKEST)))
    tried = np.array([(low + (high - low) * share, a * k, b * k) for k in STRENGTHS])
    red, green, blue = np.round(unlab(tried[np.argmax(in_gamut(tried))])).astype(int).tolist()
    return red, green, blue


def chip_wide(style: Style, theatre: Theatre, faction: str, height: int) -> int:
    """Width of a faction's chip of this height."""
    return max(height, style.width(look.PALETTE.livery(theatre, faction).letter, "small") + style.px(8))


def chip(p: Painter, theatre: Theatre, faction: str, x: int, y: int, height: int) -> int:
    """A faction's colour with its letters. Gives its width back."""
    livery = look.PALETTE.livery(theatre, faction)
    wide = chip_wide(p.style, theatre, faction, height)
    box = pygame.Rect(x, y, wide, height)
    pygame.draw.rect(p.surface, livery.base, box, border_radius=3)
    rim = livery.dark if luminance(livery.base) > DARK else look.FAINT
    pygame.draw.rect(p.surface, rim, box, 1, border_radius=3)
    top = y + (height - p.style.line("small")) // 2
    p.put(box.centerx, top, livery.letter, "small", livery.text, align="centre")
    return wide


def chip_width(style: Style, theatre: Theatre) -> int:
    """Width of the widest faction's chip in small letters, for columns of them."""
    letters = [look.PALETTE.livery(theatre, f).letter for f in theatre.faction_ids]
    return max(style.line("small"), max(style.width(x, "small") for x in letters) + style.px(8))


def supply_word(unit: Unit) -> str:
    """A unit's supply state for lists."""
    return t(f"supply.{unit.supply}")


def is_idle(view: View, unit: Unit) -> bool:
    """Whether an own unit has done nothing this turn and has no standing order to stay."""
    act = view.activity.get(unit.id)
    if act is None or act.done or act.attacked or act.halted or act.spent:
        return False
    return unit.posture == "hold"


def status_word(view: View, unit: Unit) -> str:
    """What an own unit has done this turn."""
    act = view.activity.get(unit.id)
    if act is None:
        return ""
    if act.attacked:
        return t("status.attacked")
    if act.done:
        return t("status.done")
    if act.halted:
        return t("status.halted")
    if act.spent:
        return t("status.moved")
    return t("status.ready") if unit.posture == "hold" else t(f"posture.{unit.posture}")


def kilometres(metres: float) -> str:
    """A distance in km, with a decimal below ten."""
    km = metres / 1000
    return t("unit.km", km=f"{km:.1f}" if 0 < km < 9.95 else f"{km:.0f}")
