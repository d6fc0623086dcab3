"""Saved matches: round trip, going on, damage."""

import gzip
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from game.core.orders import Finish
from game.core.theatre import Scenario
from game.match.match import Match
from game.match.save import FORMAT, SaveError, load, peek, replay, save, sound


def midway(scenario: Scenario, orders: int = 60) -> Match:
    match = Match(scenario, seed=21)
    match.play_out(max_orders=orders)
    return match


def test_a_loaded_match_goes_on_identically(skirmish: Scenario, tmp_path: Path) -> None:
    match = midway(skirmish)
    save(match, tmp_path / "a.save")
    loaded = load(tmp_path / "a.save")
    assert loaded.digest() == match.digest()
    match.play_out()
    loaded.play_out()
    assert loaded.digest() == match.digest()
    assert loaded.journal == match.journal
    assert loaded.chronicle.turns == match.chronicle.turns


def test_a_save_of_a_save_is_the_same_file(skirmish: Scenario, tmp_path: Path) -> None:
    save(midway(skirmish), tmp_path / "a.save")
    save(load(tmp_path / "a.save"), tmp_path / "b.save")
    assert (tmp_path / "a.save").read_bytes() == (tmp_path / "b.save").read_bytes()


def test_replay_agrees_with_what_was_saved(finished: Match, tmp_path: Path) -> None:
    save(finished, tmp_path / "a.save")
    assert list(replay(tmp_path / "a.save")) == []


def test_replay_notices_a_changed_seed(finished: Match, tmp_path: Path) -> None:
    path = tmp_path / "a.save"
    save(finished, path)
    data = json.loads(gzip.decompress(path.read_bytes()))
    data["head"]["seed"] += 1
    path.write_bytes(gzip.compress(json.dumps(data).encode()))
    assert list(replay(path))


def test_the_head_is_readable_alone(finished: Match, tmp_path: Path) -> None:
    save(finished, tmp_path / "a.save")
    head, _ = peek(tmp_path / "a.save")
    assert head.finished
    assert head.seed == 7
    assert head.scenario_hash == finished.scenario.hash


def test_head_and_picture_are_read_without_the_rest(skirmish: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.save"
    save(midway(skirmish), path, b"a picture")
    head, picture = peek(path)
    assert (head.seed, picture) == (21, b"a picture")
    assert list(replay(path)) == []
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) - 500])
    assert peek(path)[1] == b"a picture"
    with pytest.raises(SaveError, match="a.save"):
        sound(path)


def with_head(path: Path, **changes: object) -> None:
    """Write the save anew with another head, in one piece, as format 1 was."""
    data = json.loads(gzip.decompress(path.read_bytes()))
    data["head"].update(changes)
    data["head"] = {k: v for k, v in data["head"].items() if v is not None}
    path.write_bytes(gzip.compress(json.dumps(data).encode()))


@pytest.mark.parametrize("read", [peek, load, sound, lambda path: list(replay(path))])
def test_a_save_of_an_older_format_says_so_and_what_to_do(
    skirmish: Scenario, tmp_path: Path, read: Callable[[Path], object]
) -> None:
    path = tmp_path / "a.save"
    save(midway(skirmish), path)
    with_head(path, format=1, turns=None, players=None, to_move=None)
    told = rf"a\.save: save format 1; this version reads format {FORMAT}: open it with"
    with pytest.raises(SaveError, match=told):
        read(path)


def test_a_save_of_a_later_format_asks_for_a_later_game(skirmish: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.save"
    save(midway(skirmish), path)
    with_head(path, format=FORMAT + 1)
    with pytest.raises(
        SaveError, match=f"save format {FORMAT + 1}; this version reads format {FORMAT}: update"
    ):
        peek(path)


def test_a_head_without_a_real_date_is_refused_in_a_sentence(skirmish: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "a.save"
    save(midway(skirmish), path)
    with_head(path, date="soon")
    with pytest.raises(SaveError, match=r"head\.date: 'soon' is no date"):
        peek(path)


def test_an_order_that_is_refused_now_is_told_in_words(skirmish: Scenario, tmp_path: Path) -> None:
    match = midway(skirmish)
    match.journal[3] = replace(match.journal[3], order=Finish("nobody"))
    save(match, tmp_path / "a.save")
    assert list(replay(tmp_path / "a.save")) == [
        (3, "the order is refused now: You know of no unit 'nobody' on the map.")
    ]


def test_the_old_file_survives_a_crash_while_saving(
    skirmish: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.save"
    match = midway(skirmish)
    save(match, path)
    old = path.read_bytes()

    def crash(_: int) -> None:
        raise OSError("disk full")

    match.play_out(max_orders=5)
    monkeypatch.setattr("game.match.files.os.fsync", crash)
    with pytest.raises(OSError, match="disk full"):
        save(match, path)
    assert path.read_bytes() == old
    assert [p.name for p in tmp_path.iterdir()] == ["a.save"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\x1f\x8b", b"hello", gzip.compress(b"[]", mtime=0), gzip.compress(b'{"head": 3}', mtime=0)],
    ids=["empty", "cut off", "text", "a list", "a number for a head"],
)
def test_what_is_not_a_save_is_said_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.save"
    path.write_bytes(content)
    with pytest.raises(SaveError, match="x.save"):
        load(path)


def damage(rng: random.Random, raw: bytes) -> bytes:
    """One random mutation, of the file or of the JSON within."""
    kind = rng.randrange(4)
    if kind == 0:
        return raw[: rng.randrange(len(raw))]
    if kind == 1:
        at = rng.randrange(len(raw))
        return raw[:at] + bytes([raw[at] ^ (1 << rng.randrange(8))]) + raw[at + 1 :]
    text = gzip.decompress(raw).decode()
    at = rng.randrange(len(text))
    if kind == 2:
        text = text[:at] + rng.choice('{}[]",:0x') + text[at + 1 :]
    else:
        data = json.loads(text)
        part = rng.choice(["head", "body", "checksum"])
        data[part] = rng.choice([None, 3, [], {}, "x"])
        text = json.dumps(data)
    return gzip.compress(text.encode(), 1)


def test_damaged_saves_are_refused_in_a_sentence(skirmish: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "x.save"
    save(midway(skirmish, 25), path)
    raw = path.read_bytes()
    rng = random.Random(1)
    for _ in range(120):
        path.write_bytes(damage(rng, raw))
        try:
            load(path)
        except SaveError as error:
            assert "x.save" in str(error)


def reseal(data: dict[str, object]) -> bytes:
    """The file again, with a checksum that fits: what a careful forger writes."""
    import hashlib

    data["checksum"] = hashlib.blake2b(str(data["body"]).encode(), digest_size=16).hexdigest()
    return gzip.compress(json.dumps(data).encode(), 1)


def mutate(rng: random.Random, node: object) -> None:
    """Change one value somewhere deep in JSON data."""
    while True:
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
        if not keys:
            return
        key = rng.choice(list(keys))
        child = node[key]  # type: ignore[index]
        if isinstance(child, dict | list) and child and rng.random() < 0.9:
            node = child
            continue
        if isinstance(node, dict) and rng.random() < 0.3:
            del node[key]
        else:
            node[key] = rng.choice([None, -1, 10**9, "x", [], {}, 0.5])  # type: ignore[index]
        return


def test_forged_saves_are_refused_in_a_sentence_or_load(skirmish: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "x.save"
    save(midway(skirmish, 25), path)
    raw = gzip.decompress(path.read_bytes())
    rng = random.Random(2)
    refused = 0
    for _ in range(120):
        data = json.loads(raw)
        body = json.loads(data["body"])
        mutate(rng, body[rng.choice(["journal", "snapshot", "marks"])])
        data["body"] = json.dumps(body)
        path.write_bytes(reseal(data))
        try:
            load(path)
        except SaveError as error:
            refused += 1
            assert "x.save" in str(error)
    assert refused > 60
