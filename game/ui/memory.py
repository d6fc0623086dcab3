"""When Python looks for cycles of objects that nobody uses any more.

It looks at all that there is, which in a match takes 50 ms: four frames. What a match is made of lives as
long as the match, so it is set aside once, and again each turn, and the looking stays short.
"""

from __future__ import annotations

import gc


def set_aside() -> None:
    """Do not look again at what there is now."""
    gc.freeze()


def begin() -> None:
    """A match or a turn begins: throw away what is unused of all that has come since something was set aside,
    and set the rest aside, too.
    """
    gc.collect()
    gc.freeze()


def end_match() -> None:
    """Look at everything again: what was set aside may be unused from now on."""
    gc.unfreeze()
