"""Nouns of the game: data that every other package may import. Standard library and numpy only."""
