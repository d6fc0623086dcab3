"""The map: ground, overlays, counters. `canvas` puts them together."""

from game.ui.map.canvas import MapCanvas
from game.ui.map.minimap import Minimap
from game.ui.map.model import Clash, Layers, Motion, Selection

__all__ = ["Clash", "Layers", "MapCanvas", "Minimap", "Motion", "Selection"]
