"""What one faction may know of fires, civilians, diplomacy and irregular war."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.civil import Civil
from game.core.fires import Fires
from game.core.irregular import Irregular

if TYPE_CHECKING:
    from game.core.state import State


def mask_fires(state: State, faction: str) -> Fires:
    """Own magazines, sorties and reports; missions and craters in sight; hits on own sites."""
    raise AssertionError


def mask_civil(state: State, faction: str) -> Civil:
    """Where people live and how they fare is public, and so is the ledger; convoys are their owner's."""
    raise AssertionError


def mask_irregular(state: State, faction: str) -> Irregular:
    """Own means; raids and mines that were noticed."""
    raise AssertionError
