"""Words for people, from the catalogues in `assets/strings/<language>/*.yaml`. None is written in code.

Whatever speaks to a player imports from here: narration, refusals, the AI's reasons, tables, the screen.
`core` and `rules` do not: they name what is to be said (`core.saying`) and give codes and values.
"""

from game.words.catalogue import PSEUDO, SOURCE, has, keys, language, languages, t, use, word
from game.words.numbers import points, signed
from game.words.say import crossing_name, day_words, place_name, tell

__all__ = [
    "PSEUDO",
    "SOURCE",
    "crossing_name",
    "day_words",
    "has",
    "keys",
    "language",
    "languages",
    "place_name",
    "points",
    "signed",
    "t",
    "tell",
    "use",
    "word",
]
