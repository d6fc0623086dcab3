"""References that authors write: hexes, stances, where a figure comes from."""

from __future__ import annotations

from typing import Literal

from game.core.record import record

HexRef = str | tuple[int, int]
"""A place's id ("harbour"), a place and steps from it ("harbour/NE2,E"), or [column, row]."""

Stance = Literal["war", "rival", "neutral", "allied"]
Confidence = Literal["reported", "known", "assumed"]


@record
class Provenance:
    """Where a figure comes from."""

    confidence: Confidence
    ref: str = ""
    """Fact id (reported) or publication (known)."""
    note: str = ""
