"""What a doctrine says to the means that a side has."""

from __future__ import annotations

from game.core.scenario import Means
from game.core.view import View


def uses(view: View, what: Means) -> bool:
    """Whether the side uses this means at all, if it has it."""
    return what not in view.doctrine.forgo
