"""The match on screen: the map, its panels, its dialogs."""

from game.ui.screens.match.screen import MatchScreen

__all__ = ["MatchScreen"]
