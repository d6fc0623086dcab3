"""YAML as plain data, and the line and column of each value.

Built on the parser's events rather than on PyYAML's loaders, for four reasons: every value keeps its
mark, deep nesting costs no stack, duplicate keys are seen, and words mean what YAML 1.2 says (`on`, `no`
and `1:3` are text, so that `on: red` is a key and not a truth value).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Any

import yaml

from game.scenario.errors import Finding, Path, Problem, ScenarioError

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
MAX_VALUES = 250_000
"""After aliases are expanded: a headline scenario with its map has about 10,000."""
MAX_NUMBER = 1e9
MAX_PROBLEMS = 200

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_STRANGE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)")
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_SENTENCES = {
    "found character that cannot start any token": "this character cannot stand here; indent with spaces, not tabs,"
    " and put text that begins with a sign in quotes",
    "did not find expected key": "this does not continue what stands above; check the indentation and the quotes",
    "did not find expected '-' indicator": "a list item '- ...' is expected here; check the indentation",
    "mapping values are not allowed in this context": "a colon cannot stand here; put the text in quotes,"
    " or check the indentation above",
    "could not find expected ':'": "a colon is missing after the key in this line or the one above",
    "did not find expected ',' or ']'": "a comma or the closing ']' is missing",
    "did not find expected ',' or '}'": "a comma or the closing '}' is missing",
    "found unexpected end of stream": "the file ends in the middle of a quoted text or a list",
}
"""Messages of libyaml that need a translation."""


class Node:
    """A value with its place. `value` is a scalar, a list of nodes or a list of (key node, node)."""

    __slots__ = ("block", "column", "kind", "line", "value")

    def __init__(self, kind: str, value: Any, mark: Any, block: bool = False) -> None:
        self.kind = kind
        """`scalar`, `list`, `map`."""
        self.value = value
        self.line: int = mark.line + 1
        self.column: int = mark.column + 1
        self.block = block
        """A text written below `|` or `>`."""


@dataclass(frozen=True)
class Source:
    """One YAML file as plain data."""

    file: str
    """As it is shown to people."""
    text: str
    data: Any
    root: Node
    problems: list[Problem] = field(default_factory=list)
    """Mistakes that leave the rest readable: duplicate keys, endless numbers, impossible dates."""

    def mark(self, finding: Finding) -> tuple[int, int]:
        """Line and column of a finding; of the nearest value above it that exists."""
        node, key = self._walk(finding.path)
        at = key if finding.key and key is not None else node
        if finding.row is None and not finding.char:
            return at.line, at.column
        if at.block:
            return self._in_block(at, finding.row or 0, finding.char)
        return at.line, at.column + finding.char + (1 if self._quoted(at) else 0)

    def has(self, path: Path) -> bool:
        """Whether a value stands at this path."""
        node: Node | None = self.root
        for part in path:
            node = next((v for k, _, v in _children(node) if k == part), None) if node else None
        return node is not None

    def problem(self, finding: Finding) -> Problem:
        """The finding with its place in this file."""
        return Problem(self.file, *self.mark(finding), finding.text, finding.severity)

    def _walk(self, path: Path) -> tuple[Node, Node | None]:
        node, key = self.root, None
        for i, part in enumerate(path):
            for name, key_node, child in _children(node):
                if name == part:
                    node, key = child, key_node
                    break
            else:
                return node, None if i < len(path) else key
        return node, key

    def _in_block(self, node: Node, row: int, char: int) -> tuple[int, int]:
        lines = self.text.splitlines()
        line = min(node.line + row, len(lines) - 1)
        first = lines[min(node.line, len(lines) - 1)]
        return line + 1, len(first) - len(first.lstrip(" ")) + char + 1

    def _quoted(self, node: Node) -> bool:
        lines = self.text.splitlines()
        return lines[node.line - 1][node.column - 1 : node.column] in ("'", '"')


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
        line, column = _place(text, strange.start())
        what = f"a character that no text has (U+{ord(strange[0]):04X})"
        raise ScenarioError([Problem(name, line, column, f"{what}; is this a YAML file?")])
    try:
        root = _compose(text, name)
    except yaml.YAMLError as error:
        raise ScenarioError([_syntax(error, name)]) from None
    reader = _Reader(name)
    data = reader.plain(root, 0)
    if len(reader.problems) > MAX_PROBLEMS:
        raise ScenarioError(reader.problems[:MAX_PROBLEMS])
    return Source(name, text, data, root, reader.problems)


def _decode(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(raw[: error.start].decode("utf-8", "replace"), error.start)
        text = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8 text"
        raise ScenarioError([Problem(name, line, column, text)]) from None


def _place(text: str, at: int) -> tuple[int, int]:
    before = text[:at]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _syntax(error: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or "this is not YAML"
    text = _SENTENCES.get(said, said)
    return Problem(name, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, text)


def _compose(text: str, name: str) -> Node:
    """The tree of nodes, aliases shared. Raises YAMLError, ScenarioError."""
    stack: list[Node] = []
    pending: list[Node | None] = []
    """For each open mapping the key that waits for its value."""
    anchors: dict[str, Node] = {}
    root: Node | None = None
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            _refuse_tag(event, name)
            node = Node("scalar", event.value, event.start_mark, event.style in ("|", ">"))
            if not event.implicit[0]:
                node.kind = "text"
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _refuse_tag(event, name)
            node = Node("map" if kind is yaml.MappingStartEvent else "list", [], event.start_mark)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            pending.pop()
            continue
        elif kind is yaml.AliasEvent:
            node = anchors.get(event.anchor)  # type: ignore[assignment]
            if node is None:
                raise _stop(event, name, f"there is no anchor '&{event.anchor}' above")
        else:
            if kind is yaml.DocumentStartEvent and root is not None:
                raise _stop(event, name, "a second document begins here; a file holds one")
            continue
        if kind is not yaml.AliasEvent and event.anchor:
            anchors[event.anchor] = node
        if not stack:
            root = node
        elif stack[-1].kind == "list":
            stack[-1].value.append(node)
        elif pending[-1] is None:
            pending[-1] = node
        else:
            stack[-1].value.append((pending[-1], node))
            pending[-1] = None
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            stack.append(node)
            pending.append(None)
            if len(stack) > MAX_DEPTH:
                raise _stop(event, name, f"nested deeper than {MAX_DEPTH} levels")
    if root is None:
        raise ScenarioError([Problem(name, 1, 1, "the file is empty")])
    return root


def _stop(event: Any, name: str, text: str) -> ScenarioError:
    mark = event.start_mark
    return ScenarioError([Problem(name, mark.line + 1, mark.column + 1, text)])


def _refuse_tag(event: Any, name: str) -> None:
    if event.tag and event.tag not in ("!", "tag:yaml.org,2002:str"):
        raise _stop(event, name, f"tags such as '{event.tag}' are not used here; write the plain value")


def _children(node: Node) -> Iterator[tuple[str | int, Node | None, Node]]:
    """(key or position, key node, value) of each child, merge keys followed."""
    if node.kind == "list":
        for i, child in enumerate(node.value):
            yield i, None, child
    elif node.kind == "map":
        merged = []
        for key, child in node.value:
            if _is_merge(key):
                merged += child.value if child.kind == "list" else [child]
            elif key.kind in ("scalar", "text"):
                yield _key(key), key, child
        for other in merged:
            if other is not node:
                yield from _children(other)


def _is_merge(key: Node) -> bool:
    return key.kind == "scalar" and key.value == "<<"


def _key(node: Node) -> str | int:
    if node.kind == "scalar" and _INT.fullmatch(node.value) and len(node.value) < 10:
        return int(node.value)
    return str(node.value)


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
        if node.kind == "scalar":
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
            if _is_merge(key):
                merged += child.value if child.kind == "list" else [child]
            elif key.kind not in ("scalar", "text"):
                self.report(key, "a key must be a word or a whole number, not a list or a mapping")
            else:
                name = _key(key)
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
        self.report(node, f"{node.value[:20]} is too large a number")
        return 0

    def report(self, node: Node, text: str) -> None:
        """Note a mistake at a node."""
        self.problems.append(Problem(self.name, node.line, node.column, text))
