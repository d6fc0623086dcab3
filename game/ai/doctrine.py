"""Doctrines: which means they use, and controllers that are told to follow another than their scenario's."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from game.ai.base import Controller
from game.core.orders import Order
from game.core.scenario import Doctrine, Means
from game.core.view import View


def uses(view: View, what: Means) -> bool:
    """Whether the side uses this means at all, if it has it."""
    return what not in view.doctrine.forgo


class Directed:
    """A controller under another doctrine than its view's."""

    def __init__(self, inner: Controller, doctrine: Callable[[View], Doctrine]) -> None:
        self.inner = inner
        self.doctrine = doctrine

    def decide(self, view: View, rng: random.Random) -> Order:
        """The inner controller's order under that doctrine."""
        return self.inner.decide(self.told(view), rng)

    def told(self, view: View) -> View:
        """The view with that doctrine in it, as the inner controller gets it."""
        return replace(view, doctrine=self.doctrine(view))


def under(inner: Controller, doctrine: Doctrine) -> Directed:
    """A controller that follows this doctrine; what it does without stays as it was."""
    return Directed(inner, lambda view: replace(doctrine, forgo=view.doctrine.forgo))


def without(inner: Controller, means: tuple[Means, ...]) -> Directed:
    """A controller that does without some means."""
    return Directed(inner, lambda view: replace(view.doctrine, forgo=(*view.doctrine.forgo, *means)))
