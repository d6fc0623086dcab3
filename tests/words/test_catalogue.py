"""Catalogues: plural forms, other languages, English in disguise."""

import re
import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from game.core.saying import Spot
from game.words import PSEUDO, catalogue, keys, language, languages, t, use
from game.words.catalogue import whereabouts
from game.words.pseudo import pseudo


@pytest.fixture
def strings(tmp_path, monkeypatch):
    """An English of a few words beside a language with more plural forms than English."""
    texts = {
        "en": {"count": {"hex": {"one": "{count} hex", "other": "{count} hexes"}}, "only": "Only here"},
        "pl": {"count": {"hex": {"one": "{count} pole", "few": "{count} pola", "other": "{count} pól"}}},
    }
    for name, tree in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "words.yaml").write_text(yaml.safe_dump(tree), encoding="utf-8")
    monkeypatch.setattr(catalogue, "STRINGS", tmp_path)
    catalogue.read.cache_clear()
    yield tmp_path
    use("en")
    catalogue.read.cache_clear()


@pytest.fixture(autouse=True)
def english():
    yield
    use("en")


def test_the_count_chooses_the_plural_form_as_the_language_does(strings):
    assert [t("count.hex", count=n) for n in (0, 1, 2)] == ["0 hexes", "1 hex", "2 hexes"]
    use("pl")
    assert [t("count.hex", count=n) for n in (1, 3, 5)] == ["1 pole", "3 pola", "5 pól"]


def test_what_a_language_lacks_is_said_in_english(strings):
    use("pl")
    assert t("only") == "Only here"


def test_a_language_that_there_is_not_is_refused_by_name_and_changes_nothing(strings):
    with pytest.raises(KeyError, match="no language 'xx'; there are en, pl"):
        use("xx")
    assert language() == "en"


def test_a_key_or_a_value_that_is_missing_is_an_error(strings):
    with pytest.raises(KeyError):
        t("count.none")
    with pytest.raises(KeyError):
        t("count.hex", number=1)


FIELDS = st.sampled_from(["{name}", "{chance:.0%}", "{count}"])
WORDS = st.text(string.ascii_letters + " .,:\n#", max_size=30)


@given(st.lists(WORDS | FIELDS, max_size=6).map("".join))
def test_a_disguise_keeps_fields_and_lines_and_leaves_no_plain_letter(text):
    done = pseudo(text)
    fields = re.compile(r"\{[^{}]*\}")
    assert fields.findall(done) == fields.findall(text)
    assert done.count("\n") == text.count("\n")
    assert not set(fields.sub("", done)) & set(string.ascii_letters)
    assert len(done) >= len(text)


def test_every_english_text_has_a_disguise_that_is_longer():
    use(PSEUDO)
    assert languages()[0] == "en"
    texts = [catalogue.read("en").texts[k] for k in keys()]
    longer = [len(pseudo(x)) / len(x) for x in texts if isinstance(x, str) and len(x) > 20]
    assert 1.25 < sum(longer) / len(longer) < 1.5


def test_no_text_is_written_twice_under_one_key():
    # the second would silently stand for both
    twice = [
        f"{path.name}:{key.start_mark.line + 1} {key.value}"
        for path in sorted(catalogue.STRINGS.glob("*/*.yaml"))
        for keys_of in _mappings(yaml.compose(path.read_text(encoding="utf-8")))
        for number, key in enumerate(keys_of)
        if key.value in {k.value for k in keys_of[:number]}
    ]
    assert not twice


def _mappings(node: yaml.Node) -> list[list[yaml.Node]]:
    """The keys of each mapping in a document."""
    if not isinstance(node, yaml.MappingNode):
        return []
    deeper = [found for _, value in node.value for found in _mappings(value)]
    return [[key for key, _ in node.value], *deeper]


def test_a_hex_has_the_word_before_it_that_fits_it():
    at_a_town, away = Spot("Anywhere"), Spot("Anywhere", 3, "SW")
    told = [t("event.raided", side="Red", where=spot) for spot in (at_a_town, away)]
    assert told[0].endswith("at Anywhere.")
    assert told[1].endswith("supply line 3 km SW of Anywhere.")
    assert (
        f"{whereabouts(at_a_town):near}, {whereabouts(away):near}"
        == "near Anywhere, about 3 km SW of Anywhere"
    )
    assert f"{whereabouts(away)}" == "3 km SW of Anywhere"
