"""YAML files as plain data, and the way back from data to its line and column.

Words mean what YAML 1.2 says: `on`, `no` and `1:3` are text, so that `on: red` is a key and not a truth
value. Keys given twice, endless numbers and impossible dates are mistakes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from game.scenario.errors import Finding, Path, Problem, ScenarioError
from game.scenario.nodes import MAX_DEPTH, Node, children, compose, is_merge, key_of

MAX_BYTES = 4_000_000
MAX_VALUES = 250_000
"""After aliases are expanded: a headline scenario with its map has about 10,000."""
MAX_KEY = 200
MAX_NUMBER = 1e9
MAX_PROBLEMS = 200

# Line ends that only some editors know would let our line numbers and the author's go apart.
_STRANGE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\r(?!\n)")
_LONG = re.compile(r"([^\s']{60})[^\s']{4,}")
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)")
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """One YAML file as plain data."""

    file: str
    """As it is shown to people."""
    text: str
    data: Any
    root: Node
    problems: list[Problem] = field(default_factory=list)
    """Mistakes that leave the rest readable: keys given twice, endless numbers, impossible dates."""

    def mark(self, finding: Finding) -> tuple[int, int]:
        """Line and column of a finding, or of the nearest value above it that exists."""
        node, key, rest = self._walk(finding.path)
        if finding.key and key is not None and not rest:
            return key.line, key.column
        if finding.row is None and not finding.char:
            return node.line, node.column
        return self._inside(node, finding.row or 0, finding.char)

    def depth(self, path: Path) -> int:
        """How many steps of the path lead to something that is there."""
        return len(path) - len(self._walk(path)[2])

    def problem(self, finding: Finding) -> Problem:
        """The finding with its place in this file."""
        text = _LONG.sub(r"\1...", " ".join(finding.text.split()))
        return Problem(self.file, *self.mark(finding), text, finding.severity)

    def _walk(self, path: Path) -> tuple[Node, Node | None, Path]:
        """The last node on the path that exists, its key, and the rest of the path."""
        node, key = self.root, None
        for i, part in enumerate(path):
            found = next((c for c in children(node) if c[0] == part), None)
            if found is None:
                return node, key, path[i:]
            _, key, node = found
        return node, key, ()

    def _inside(self, node: Node, row: int, char: int) -> tuple[int, int]:
        """Line and column of a character of a text: below `|`, or in one line."""
        if node.style not in ("|", ">"):
            return node.line, node.column + bool(node.style) + char
        lines = self.text.splitlines()
        below = [line for line in lines[node.line :] if line.strip()]
        indent = len(below[0]) - len(below[0].lstrip(" ")) if below else 0
        return min(node.line + row + 1, len(lines)), indent + char + 1


def read(path: FilePath, name: str = "") -> Source:
    """Read a YAML file. Raises ScenarioError with a sentence if it cannot be read at all."""
    name = name or str(path)
    try:
        if path.is_dir():
            raise ScenarioError([Problem(name, 1, 1, "this is a folder; a YAML file is expected")])
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except FileNotFoundError:
        raise ScenarioError([Problem(name, 1, 1, "there is no such file")]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise ScenarioError([Problem(name, 1, 1, f"the file cannot be read: {reason}")]) from None
    if raw is None:
        raise ScenarioError([Problem(name, 1, 1, f"the file is larger than {MAX_BYTES // 1_000_000} MB")])
    return parse(_decode(raw, name), name)


def parse(text: str, name: str) -> Source:
    """Read YAML text. Raises ScenarioError where it is not YAML."""
    strange = _STRANGE.search(text)
    if strange:
        line, column = _place(text[: strange.start()])
        what = f"a character that no text has (U+{ord(strange[0]):04X})"
        raise ScenarioError([Problem(name, line, column, f"{what}; is this a YAML file?")])
    root = compose(text, name)
    reader = _Reader(name)
    data = reader.plain(root, 0)
    if len(reader.problems) > MAX_PROBLEMS:
        raise ScenarioError(reader.problems[:MAX_PROBLEMS])
    return Source(name, text, data, root, reader.problems)


def _decode(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(raw[: error.start].decode("utf-8", "replace"))
        text = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8 text"
        raise ScenarioError([Problem(name, line, column, text)]) from None


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Reader:
    """Turns nodes into plain data and collects what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.values = 0

    def plain(self, node: Node, depth: int) -> Any:
        """The node's data. Raises ScenarioError if aliases make it endless."""
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            text = "aliases repeat this too often, or it contains itself"
            raise ScenarioError([Problem(self.name, node.line, node.column, text)])
        if node.kind == "plain":
            return self.scalar(node)
        if node.kind == "text":
            return node.value
        if node.kind == "list":
            return [self.plain(child, depth + 1) for child in node.value]
        return self.mapping(node, depth)

    def mapping(self, node: Node, depth: int) -> dict[str | int, Any]:
        """Keys and values; what is merged (`<<`) gives way to what stands here."""
        out: dict[str | int, Any] = {}
        first: dict[str | int, int] = {}
        merged: list[Node] = []
        for key, child in node.value:
            if is_merge(key):
                merged += child.value if child.kind == "list" else [child]
            elif key.kind not in ("plain", "text"):
                self.report(key, "a key must be a word or a whole number, not a list or a mapping")
            else:
                name = key_of(key)
                if len(str(name)) > MAX_KEY:
                    self.report(key, f"a key of more than {MAX_KEY} letters")
                if name in first:
                    self.report(key, f"'{name}' is given twice, first in line {first[name]}")
                first.setdefault(name, key.line)
                out[name] = self.plain(child, depth + 1)
        for other in merged:
            if other.kind != "map":
                self.report(other, "after '<<' stands an alias of a mapping, such as '<<: *name'")
                continue
            for name, value in self.plain(other, depth + 1).items():
                out.setdefault(name, value)
        return out

    def scalar(self, node: Node) -> Any:
        """A plain (unquoted) word: a number, a date, a truth value, nothing, or text."""
        text: str = node.value
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in "+-.0123456789":
            return text
        if _INT.fullmatch(text):
            return self.number(node, int(text) if len(text) < 20 else MAX_NUMBER * 10)
        if _FLOAT.fullmatch(text):
            return self.number(node, float(text))
        if _ENDLESS.fullmatch(text):
            return self.number(node, MAX_NUMBER * 10)
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.report(node, f"there is no day {text} in the calendar")
                return date(2000, 1, 1)
        return text

    def number(self, node: Node, value: int | float) -> int | float:
        """The number, 0 if it is beyond anything that a game could mean."""
        if abs(value) <= MAX_NUMBER:
            return value
        self.report(node, f"{node.value[:20]} is no number, or one too large")
        return 0

    def report(self, node: Node, text: str) -> None:
        """Note a mistake at a node."""
        self.problems.append(Problem(self.name, node.line, node.column, text))
