"""Texts by key, in the language in use.

A text may have plural forms: a mapping of the categories that the language has (`one`, `few`, `other` ...),
always with `other`; the value called `count` chooses, by the rules of the Unicode CLDR (Babel).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from game.core.saying import Saying, Spot
from game.words.pseudo import pseudo

STRINGS = Path(__file__).parents[2] / "assets" / "strings"
SOURCE = "en"
"""The language that is complete: others fall back on it."""
PSEUDO = "pseudo"
"""English in disguise: shows what is hard-coded, and what has no room for longer words."""
CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})

PREPOSITIONS = frozenset({"at", "near"})
"""What a text may ask of a hex: a word that fits before it."""

Text = str | Mapping[str, str]
"""One form, or plural category -> form."""


class Catalogue:
    """All texts of one language."""

    def __init__(self, name: str, texts: Mapping[str, Text]) -> None:
        self.name = name
        self.texts = texts
        self._category = plural_rule(SOURCE if name == PSEUDO else name)

    def text(self, key: str, values: Mapping[str, object]) -> str:
        """The text of `key` with `{names}` filled in. Raises KeyError for a key or name that is not there."""
        text = self.texts[key]
        if not isinstance(text, str):
            count = values["count"]
            assert isinstance(count, int | float), f"{key}: its count must be a number"
            text = text.get(self._category(count), text["other"])
        return text.format_map({k: self._told(v) for k, v in values.items()}) if values else text

    def _told(self, value: object) -> object:
        """A hex by what it is called, a saying by its words; other values format themselves."""
        if isinstance(value, Saying):
            return self.text(value.key, dict(value.values))
        if isinstance(value, tuple):
            return self.text("common.and", {}).join(str(self._told(part)) for part in value)
        return Whereabouts(self, value) if isinstance(value, Spot) else value


class Whereabouts(str):
    """Where a hex is, in words. In a text `{where:at}` and `{where:near}` put the word before it that fits:
    "at a town", but "3 km SW of a town".
    """

    _catalogue: Catalogue
    _away: bool

    def __new__(cls, catalogue: Catalogue, spot: Spot) -> Whereabouts:
        """The words for a hex in a language."""
        words = spot.place
        if spot.bearing:
            bearing = catalogue.text(f"spot.{spot.bearing}", {})
            words = catalogue.text("spot.away", {"km": spot.km, "bearing": bearing, "place": spot.place})
        made = super().__new__(cls, words)
        made._catalogue, made._away = catalogue, bool(spot.bearing)
        return made

    def __format__(self, spec: str) -> str:
        """As it is, or with a word before it."""
        if spec not in PREPOSITIONS:
            return super().__format__(spec)
        return self._catalogue.text(
            f"spot.{spec}_away" if self._away else f"spot.{spec}", {"spot": str(self)}
        )


def plural_rule(name: str) -> Callable[[float], str]:
    """Which plural category a number has in a language."""
    from babel import Locale

    return Locale.parse(name).plural_form


def languages() -> list[str]:
    """Names of the languages there are, English first."""
    found = sorted(folder.name for folder in STRINGS.iterdir() if folder.is_dir())
    return sorted(found, key=lambda name: name != SOURCE)


@cache
def read(name: str) -> Catalogue:
    """A language. Raises KeyError if there is none of the name."""
    if name == PSEUDO:
        return Catalogue(PSEUDO, {key: _disguised(text) for key, text in read(SOURCE).texts.items()})
    if name not in languages():
        raise KeyError(f"there is no language '{name}'; there are {', '.join(languages())}")
    texts: dict[str, Text] = {} if name == SOURCE else dict(read(SOURCE).texts)
    for path in sorted((STRINGS / name).glob("*.yaml")):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        texts.update(flat(yaml.load(path.read_text(encoding="utf-8"), Loader=loader)))  # noqa: S506
    return Catalogue(name, texts)


def flat(node: object, prefix: str = "") -> Iterator[tuple[str, Text]]:
    """Key and text of every leaf, nested keys joined by dots ("menu.quit")."""
    if isinstance(node, dict) and not ("other" in node and node.keys() <= CATEGORIES):
        for key, child in node.items():
            yield from flat(child, f"{prefix}.{key}" if prefix else str(key))
    elif isinstance(node, dict):
        yield prefix, {str(category): str(form) for category, form in node.items()}
    else:
        yield prefix, str(node)


def _disguised(text: Text) -> Text:
    return pseudo(text) if isinstance(text, str) else {c: pseudo(form) for c, form in text.items()}


_in_use = SOURCE


def use(name: str) -> None:
    """Speak this language from now on. Raises KeyError if there is none of the name."""
    global _in_use  # noqa: PLW0603  one process speaks one language
    read(name)
    _in_use = name


def language() -> str:
    """The language in use."""
    return _in_use


def keys() -> frozenset[str]:
    """All keys of the language in use."""
    return frozenset(read(_in_use).texts)


def t(key: str, /, **values: object) -> str:
    """The text of `key` with `{names}` filled in. Raises KeyError for a key or a name that is not there."""
    return read(_in_use).text(key, values)


def whereabouts(spot: Spot) -> str:
    """Where a hex is, in the language in use."""
    return Whereabouts(read(_in_use), spot)


def has(key: str) -> bool:
    """Whether the catalogue has this key: for words that depend on data, such as a rule's codes."""
    return key in read(_in_use).texts


def word(prefix: str, code: str) -> str:
    """The word for a code of the rules or of a scenario; the code itself, made readable, if unknown."""
    key = f"{prefix}.{code}"
    return t(key) if has(key) else code.replace("_", " ")
