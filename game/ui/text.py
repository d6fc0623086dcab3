"""Moved to `game.words`; here until the branches in work have followed."""

from game.words import has, points, signed, t, word

__all__ = ["has", "points", "signed", "t", "word"]
