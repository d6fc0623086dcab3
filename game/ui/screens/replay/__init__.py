"""A match told again in the window."""

from game.ui.screens.replay.screen import ReplayScreen

__all__ = ["ReplayScreen"]
