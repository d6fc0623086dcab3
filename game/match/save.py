"""Saved matches: one gzip-compressed JSON file that needs nothing beside it.

It holds the resolved scenario text and its hash, the seed, the controllers, the journal, the digests at
turn ends and a snapshot of the state. Loading takes the snapshot, so that a match goes on after a
change of rules; `replay` re-resolves the journal from the seed and says where it differs.

The JSON is compressed in two members of one gzip file: the head with the picture, then the rest. `peek`
reads the first of them only, so that a list of long games comes at once.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import game
from game.core.events import EVENT_TYPES
from game.core.orders import ORDER_TYPES, Refusal
from game.core.plain import plain
from game.core.record import record
from game.core.state import State
from game.core.theatre import Scenario
from game.match.codec import (
    DamagedError,
    from_data,
    state_from_data,
    state_to_data,
    to_data,
    validated,
)
from game.match.files import write_atomically
from game.match.journal import Entry, TurnMark
from game.match.match import Match
from game.rules.truth.audit import digest, problems
from game.scenario.errors import ScenarioError
from game.scenario.load import load_text
from game.words import t, tell

FORMAT = 4
SUFFIX = ".save"
BLOCK = 1 << 16
"""Bytes read at a time until a file's first member ends."""


class SaveError(Exception):
    """A save that cannot be read; the message is a sentence with the file and the place in it."""


def _fault(path: Path, code: str, **values: object) -> SaveError:
    return SaveError(t(f"save_fault.{code}", path=path, **values))


@record
class SaveHead:
    """What a save browser shows, without the journal."""

    format: int
    version: str
    title: str
    scenario_hash: str
    turn: int
    date: str
    """As ISO 8601 writes it."""
    controllers: Mapping[str, str]
    seed: int
    finished: bool
    turns: int
    """How many the scenario has."""
    players: tuple[str, ...]
    """Names of the sides that people play."""
    to_move: str
    """Name of the side whose turn it is."""


@record
class SaveBody:
    """The whole file but its head and checksum."""

    scenario: str
    journal: tuple[tuple[str, Any, tuple[Any, ...]], ...]
    """(faction, order, events) each."""
    marks: tuple[TurnMark, ...]
    snapshot: Any
    digest: str


@record
class Draft:
    """A match as it stood, ready to be written while the match goes on."""

    head: SaveHead
    scenario: str
    journal: tuple[Entry, ...]
    marks: tuple[TurnMark, ...]
    state: State


def save(match: Match, path: Path, picture: bytes = b"") -> None:
    """Write a match to a file, atomically, with a picture for lists of saves. Raises OSError."""
    write(draft(match), path, picture)


def draft(match: Match) -> Draft:
    """What is to be written: costs nothing, for all of it is immutable."""
    theatre = match.theatre
    head = SaveHead(
        format=FORMAT,
        version=game.__version__,
        title=theatre.title,
        scenario_hash=match.scenario.hash,
        turn=match.turn,
        date=theatre.date_of(match.turn).isoformat(),
        controllers=match.controllers,
        seed=match.seed,
        finished=match.outcome is not None,
        turns=theatre.turns,
        players=tuple(theatre.factions[f].name for f in match.watchers),
        to_move=theatre.factions[match.active].name,
    )
    journal, marks = tuple(match.journal), tuple(match.marks)
    return Draft(head, match.scenario.text, journal, marks, match.state_for_saving())


def write(what: Draft, path: Path, picture: bytes = b"", pause: Callable[[], None] = lambda: None) -> None:
    """Write it to a file, atomically. `pause` is called between pieces of the work. Raises OSError."""
    text = _encoded(what, pause)
    pause()
    first = json.dumps({"head": plain(what.head), "picture": base64.b64encode(picture).decode()})
    rest = json.dumps({"checksum": _checksum(text), "body": text})
    parts = (first[:-1] + ", ", rest[1:])
    write_atomically(path, b"".join(gzip.compress(part.encode(), 6, mtime=0) for part in parts))


def _encoded(what: Draft, pause: Callable[[], None]) -> str:
    """A `SaveBody` as JSON. The journal is encoded entry by entry: one call for all of it would keep
    every other thread waiting, the window's too.
    """
    entries = []
    for e in what.journal:
        entries.append(_text([e.faction, to_data(e.order), [to_data(event) for event in e.events]]))
        pause()
    journal = ",".join(entries)
    parts = {
        "scenario": _text(what.scenario),
        "journal": f"[{journal}]",
        "marks": _text(plain(what.marks)),
        "snapshot": _text(state_to_data(what.state)),
        "digest": _text(digest(what.state)),
    }
    return "{" + ",".join(f"{_text(key)}:{value}" for key, value in parts.items()) + "}"


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def peek(path: Path) -> tuple[SaveHead, bytes]:
    """Head and picture of a save (empty if it has none), without reading the rest. Raises SaveError."""
    data = _beginning(path)
    try:
        picture = base64.b64decode(data.get("picture", ""), validate=True)
    except (ValueError, TypeError):
        picture = b""
    return _head(path, data), picture


def sound(path: Path) -> None:
    """Read a save to its end, without making a match of it. Raises SaveError if it is damaged."""
    data = _open(path)
    _head(path, data)
    _body_text(path, data)


def _head(path: Path, data: dict[str, Any]) -> SaveHead:
    raw = data.get("head")
    known = raw.get("format") if isinstance(raw, dict) else None
    if isinstance(known, int) and known != FORMAT:
        raise _fault(path, "older" if known < FORMAT else "newer", format=known, reads=FORMAT)
    try:
        head: SaveHead = validated(SaveHead, raw, "head")
        date.fromisoformat(head.date)
    except DamagedError as error:
        raise SaveError(f"{path}: {error}") from None
    except ValueError:
        raise _fault(path, "date", date=head.date) from None
    return head


def load(path: Path) -> Match:
    """A saved match, ready to go on. Raises SaveError."""
    head, body, scenario = _read(path)
    try:
        state = state_from_data(scenario, body.snapshot, "snapshot")
        journal = list(_entries(body))
        match = Match(scenario, head.seed, head.controllers)
        match.restore(state, journal, list(body.marks))
        broken = problems(state)
    except (DamagedError, KeyError) as error:
        raise SaveError(f"{path}: {error.args[0]!s}") from None
    except IndexError:
        raise _fault(path, "hex") from None
    if broken or digest(state) != body.digest:
        raise _fault(path, "position", why=broken[0] if broken else t("save_fault.digest"))
    return match


def replay(path: Path) -> Iterator[tuple[int, str]]:
    """Re-resolve a saved match from its seed; yields (entry number, what differs). Raises SaveError."""
    head, body, scenario = _read(path)
    try:
        journal = list(_entries(body))
        match = Match(scenario, head.seed, dict.fromkeys(scenario.theatre.factions, "human"))
    except (DamagedError, KeyError) as error:
        raise SaveError(f"{path}: {error.args[0]!s}") from None
    marks = {m.number: m.digest for m in body.marks}
    for number, entry in enumerate(journal):
        result = match.submit(entry.order) if match.outcome is None else "the match is over"
        if not isinstance(result, tuple):
            why = tell(result.words) if isinstance(result, Refusal) else result
            yield number, f"the order is refused now: {why}"
            return
        if result != entry.events:
            yield number, "the events differ"
        if number + 1 in marks and marks[number + 1] != match.digest():
            yield number, "the digest at the turn's end differs"
    if match.digest() != body.digest:
        yield len(journal), "the final digest differs"


def _read(path: Path) -> tuple[SaveHead, SaveBody, Scenario]:
    data = _open(path)
    head, text = _head(path, data), _body_text(path, data)
    try:
        body: SaveBody = validated(SaveBody, json.loads(text), "body")
        scenario = load_text(body.scenario)
    except (DamagedError, json.JSONDecodeError, RecursionError) as error:
        raise SaveError(f"{path}: {error}") from None
    except ScenarioError as error:
        raise _fault(path, "scenario", why=str(error).splitlines()[0]) from None
    if scenario.hash != head.scenario_hash:
        raise _fault(path, "other_scenario")
    return head, body, scenario


def _body_text(path: Path, data: dict[str, Any]) -> str:
    text = data.get("body")
    if not isinstance(text, str) or data.get("checksum") != _checksum(text):
        raise _fault(path, "checksum")
    return text


def _entries(body: SaveBody) -> Iterator[Entry]:
    for i, (faction, order, events) in enumerate(body.journal):
        where = f"body.journal.{i}"
        yield Entry(
            faction,
            from_data(order, ORDER_TYPES, where),
            tuple(from_data(e, EVENT_TYPES, where) for e in events),
        )


def _open(path: Path) -> dict[str, Any]:
    """The whole file."""
    return _parsed(path, lambda: gzip.decompress(path.read_bytes()))


def _beginning(path: Path) -> dict[str, Any]:
    """The first member of the file; of a file that has one only, as format 1 had, all of it."""

    def read() -> bytes:
        unpacked, inflate = b"", zlib.decompressobj(wbits=31)
        with path.open("rb") as file:
            while not inflate.eof and (block := file.read(BLOCK)):
                unpacked += inflate.decompress(block)
        return unpacked[:-2] + b"}" if unpacked.endswith(b", ") else unpacked

    return _parsed(path, read)


def _parsed(path: Path, read: Callable[[], bytes]) -> dict[str, Any]:
    try:
        data = json.loads(read())
    except FileNotFoundError:
        raise _fault(path, "no_file") from None
    except gzip.BadGzipFile:
        raise _fault(path, "no_save") from None
    except OSError as error:
        raise _fault(path, "unreadable", why=error.strerror or error) from None
    except (ValueError, EOFError, RecursionError, zlib.error):
        raise _fault(path, "no_save") from None
    if not isinstance(data, dict):
        raise _fault(path, "no_save")
    return data


def _checksum(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()
