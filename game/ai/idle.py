"""The controller that does nothing."""

from __future__ import annotations

import random

from game.core.orders import EndTurn, Order
from game.core.view import View


class IdleController:
    """Ends its turn at once; decisions take their default."""

    def decide(self, view: View, rng: random.Random) -> Order:  # noqa: ARG002 - the protocol
        """Always `EndTurn`."""
        return EndTurn()
