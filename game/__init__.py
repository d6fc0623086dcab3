"""Closing In: an open turn-based operational simulation."""

__version__ = "0.1.0"
