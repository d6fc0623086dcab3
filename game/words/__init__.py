"""Words for people, from the catalogues in `assets/strings/<language>/*.yaml`. None is written in code.

Whatever speaks to a player imports from here: narration, refusals, the AI's reasons, tables, the screen.
`core` and `rules` do not: they have codes and values.
"""

from game.words.catalogue import PSEUDO, SOURCE, has, keys, language, languages, t, use, word
from game.words.numbers import points, signed

__all__ = ["PSEUDO", "SOURCE", "has", "keys", "language", "languages", "points", "signed", "t", "use", "word"]
