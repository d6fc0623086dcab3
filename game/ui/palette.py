"""Colours of the screen: one place for the map, the panels and the liveries of factions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from game.ui.colour import STANDARD
from game.ui.liveries import liveries

if TYPE_CHECKING:
    from game.core.theatre import Theatre

Colour = tuple[int, int, int]
"""Red, green, blue, 0-255."""


def parse(text: str) -> Colour:
    """`#rrggbb` as a colour. Raises ValueError for anything else."""
    digits = text.removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"'{text}' is no colour: write #rrggbb")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`a` with `share` (0-1) of `b` in it."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def luminance(c: Colour) -> float:
    """Perceived brightness, 0-1 (ITU-R BT.709 weights)."""
    return (0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]) / 255


def text_on(ground: Colour, ink: Colour) -> Colour:
    """White or `ink`, whichever reads on that ground."""
    return (255, 252, 244) if luminance(ground) < 0.58 else ink


HOLLOW = 4


@dataclass(frozen=True)
class Livery:
    """How a faction looks wherever it appears. The letter and the hatch speak where colour cannot."""

    name: str
    letter: str
    base: Colour
    """Counters, front lines."""
    dark: Colour
    """Outlines, text on light ground."""
    pale: Colour
    """Ground inside a symbol's frame."""
    text: Colour
    """Readable on `base`."""
    hatch: int
    """Which of the hatchings and shapes, 0-3, by order of play; `HOLLOW` for nobody."""


@dataclass(frozen=True)
class Palette:
    """All colours. The defaults are the shipped theme: a printed map on a dark table. Those of overlays and
    panels keep apart for every vision; only the colours of factions, which scenarios choose, depend on it.
    """

    vision: str = STANDARD
    """For whom factions' colours are told apart, one of `colour.VISIONS`."""
    ink: Colour = (38, 34, 30)
    paper: Colour = (239, 231, 213)
    table: Colour = (30, 33, 37)
    """Behind the map."""
    panel: Colour = (38, 42, 47)
    panel_edge: Colour = (70, 76, 84)
    text: Colour = (226, 224, 216)
    muted: Colour = (150, 152, 150)
    accent: Colour = (233, 176, 66)
    """Selection, buttons, what can be done next."""
    good: Colour = (88, 150, 196)
    """Blue and orange, not green and red: they survive every common colour-blindness."""
    bad: Colour = (226, 112, 58)
    water: Colour = (116, 160, 186)
    water_bank: Colour = (58, 96, 124)
    shore: Colour = (120, 142, 84)
    water_shine: Colour = (158, 194, 210)
    road_case: Colour = (98, 66, 46)
    road: Colour = (226, 188, 128)
    track: Colour = (112, 84, 58)
    grid: Colour = (60, 50, 36)
    country: Colour = (124, 70, 128)
    district: Colour = (94, 62, 84)
    lettering: Colour = (34, 30, 28)
    halo: Colour = (246, 240, 226)
    river_name: Colour = (44, 84, 118)
    fog: Colour = (228, 221, 206)
    reach: Colour = (255, 248, 214)
    path: Colour = (250, 246, 236)
    target: Colour = (196, 30, 36)
    zone: Colour = (92, 44, 140)
    threat: Colour = (222, 96, 0)
    sight: Colour = (250, 232, 70)
    supplied: Colour = (0, 104, 112)
    overextended: Colour = (236, 160, 10)
    unsupplied: Colour = (196, 78, 16)
    isolated: Colour = (120, 0, 30)
    nobody: Colour = (128, 122, 112)
    _liveries: WeakKeyDictionary[Theatre, dict[str, Livery]] = field(
        init=False, default_factory=WeakKeyDictionary, repr=False, compare=False
    )

    def supply(self, state: str) -> Colour:
        """Of a state of supply, see `core.units.SUPPLY_STATES`."""
        colour: Colour = getattr(self, state)
        return colour

    def livery(self, theatre: Theatre, faction: str) -> Livery:
        """How a faction of this theatre looks; the empty name is nobody."""
        known = self._liveries.setdefault(theatre, {})
        if faction not in known:
            known[faction] = self._make(theatre, faction)
        return known[faction]

    def _make(self, theatre: Theatre, faction: str) -> Livery:
        if faction not in theatre.factions:
            return Livery("Nobody", "-", self.nobody, self.ink, self.paper, self.paper, HOLLOW)
        spec, number = theatre.factions[faction], theatre.index[faction]
        chosen = tuple(parse(theatre.factions[f].colour) for f in theatre.faction_ids)
        base = liveries(chosen, self.vision)[number]
        return Livery(
            name=spec.name,
            letter=spec.short,
            base=base,
            dark=mix(base, (0, 0, 0), 0.55),
            pale=mix(base, (255, 252, 244), 0.78),
            text=text_on(base, self.ink),
            hatch=number % 4,
        )
