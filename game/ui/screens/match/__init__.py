"""The match on screen: the map, its panels, its dialogs."""

import game.ui.map  # noqa: F401  before the camera, which imports a part of it
from game.ui.screens.match.screen import MatchScreen

__all__ = ["MatchScreen"]
