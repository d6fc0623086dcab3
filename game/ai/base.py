"""What a controller is."""

from __future__ import annotations

import random
from typing import Protocol

from game.core.orders import Order
from game.core.view import View


class Controller(Protocol):
    """Plays one faction. Stateless: whatever it must remember lives in the view or follows from it, so
    that a loaded game goes on identically.
    """

    def decide(self, view: View, rng: random.Random) -> Order:
        """One legal order for `view.faction`, whose turn it must be. `rng` is its only randomness."""
        ...
