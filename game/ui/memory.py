"""When Python looks for cycles of objects that nobody uses any more.

It looks at all that there is, which in a match takes 50 ms: four frames. What a match is made of lives as
long as the match, so it is set aside once, and again each turn, and the looking stays short.
"""

from __future__ import annotations

import gc


def begin_match() -> None:
    """Throw away all that is unused, and do not look at the rest again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def begin_turn() -> None:
    """The same with what has come since."""
    gc.collect()
    gc.freeze()


def end_match() -> None:
    """Look at everything again: what was set aside may be unused from now on."""
    gc.unfreeze()
