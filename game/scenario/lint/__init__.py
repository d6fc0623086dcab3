"""What the types of a scenario cannot say: small passes over a scenario that reads well, each about one
thing. All findings are collected; none stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.scenario.errors import Finding
from game.scenario.lint.battle import PASSES as BATTLE
from game.scenario.lint.civil import PASSES as CIVIL
from game.scenario.lint.context import Context
from game.scenario.lint.fires import PASSES as FIRES
from game.scenario.lint.rules import PASSES as RULES
from game.scenario.lint.sides import PASSES as SIDES
from game.scenario.lint.story import PASSES as STORY
from game.scenario.lint.words import PASSES as WORDS

__all__ = ["PASSES", "Context", "lint"]

PASSES: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    *WORDS,
    *RULES,
    *SIDES,
    *BATTLE,
    *CIVIL,
    *FIRES,
    *STORY,
)


def lint(context: Context) -> list[Finding]:
    """All findings of all passes, each once."""
    return list(dict.fromkeys(f for check in PASSES for f in check(context)))
