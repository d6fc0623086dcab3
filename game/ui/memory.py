"""When Python looks for cycles of objects that nobody uses any more.

It looks at all that there is, which in a match takes 50 ms: four frames. What a match is made of lives as
long as the match, so it is set aside once, and again each turn, and the looking stays short.
"""

from __future__ import annotations

import gc


def set_aside() -> None:
    """Do not look again at what there is now. What begins a match leaves nothing to throw away."""
    gc.freeze()


def begin_turn() -> None:
    """Throw away what is unused of what has come since the last time, and set the rest aside."""
    gc.collect()
    gc.freeze()


def end_match() -> None:
    """Look at everything again: what was set aside may be unused from now on."""
    gc.unfreeze()
