"""The tree of a YAML file: every value with the line and column at which it stands.

Built on the parser's events rather than on PyYAML's composer, because deep nesting must cost no stack and
a mistake must be a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from game.scenario.errors import Problem, ScenarioError

MAX_DEPTH = 40

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:str")
_SENTENCES = {
    "found character that cannot start any token": "this character cannot stand here; indent with spaces, not"
    " tabs, and put text that begins with a sign in quotes",
    "did not find expected key": "this does not continue what stands above; check indentation and quotes",
    "did not find expected '-' indicator": "a list item '- ...' is expected here; check the indentation",
    "mapping values are not allowed in this context": "a colon cannot stand here; put the text in quotes,"
    " or check the indentation above",
    "could not find expected ':'": "a colon with a blank after it is missing behind the key in this line or"
    " the one above",
    "did not find expected ',' or ']'": "a comma or the closing ']' is missing",
    "did not find expected ',' or '}'": "a comma or the closing '}' is missing",
    "did not find expected node content": "a value is expected here",
    "found unknown escape character": "no such escape; write \\\\ for a backslash, or use single quotes",
    "block sequence entries are not allowed in this context": "a list item '-' cannot stand here; put the"
    " list on its own lines, or check the indentation",
    "mapping keys are not allowed in this context": "a key cannot stand here; check the indentation",
    "found a tab character that violates indentation": "a tab; indent with spaces",
    "found a tab character where an indentation space is expected": "a tab; indent with spaces",
    "did not find expected alphabetic or numeric character": "a name is missing after '&' or '*'; put text"
    " that begins with a sign in quotes",
    "did not find expected comment or line break": "nothing can follow here in this line",
    "found unexpected document indicator": "'---' stands in the middle of a quoted text",
    "did not find expected <document start>": "this does not belong to what stands above; check indentation"
    " and quotes",
    "found unexpected ':'": "a colon cannot stand here; put the text in quotes",
    "did not find expected tag URI": "'!' begins a tag; put text that begins with it in quotes",
    "did not find expected whitespace or line break": "'!' begins a tag; put text that begins with it"
    " in quotes",
    "found unknown directive name": "a line cannot begin with '%'; put the text in quotes",
    "found unexpected end of stream": "the file ends in the middle of a quoted text or a list",
    # newer libyaml has a limit of its own, which it meets before ours sees a node
    "exceeded maximum nesting depth": f"nested deeper than {MAX_DEPTH} levels",
}
"""Messages of libyaml that need a translation."""

_OPENED = re.compile("flow|quoted")
_COMMENT = re.compile(r"[:,\[{]\s+#")


class Node:
    """A value with its place. Plain classes with slots: a map has thousands of them."""

    __slots__ = ("column", "kind", "line", "style", "value")

    def __init__(self, kind: str, value: Any, mark: Any, style: str = "") -> None:
        self.kind = kind
        """`plain` (an unquoted word), `text`, `list`, `map`."""
        self.value = value
        """Text, a list of nodes, or a list of (key node, node)."""
        self.line: int = mark.line + 1
        self.column: int = mark.column + 1
        self.style = style
        """Quote or block sign of a text: `'`, `"`, `|`, `>`."""


def key_of(node: Node) -> str | int:
    """A key as it appears in data: whole numbers are numbers."""
    text: str = node.value
    if node.kind == "plain" and len(text) < 10 and text.isascii() and text.isdigit():
        return int(text)
    return text


def is_merge(key: Node) -> bool:
    """Whether this key merges another mapping into its own."""
    return key.kind == "plain" and key.value == "<<"


def children(node: Node) -> Iterator[tuple[str | int, Node | None, Node]]:
    """(key or position, key node, value) of each child, merged mappings last."""
    if node.kind == "list":
        for i, child in enumerate(node.value):
            yield i, None, child
    elif node.kind == "map":
        merged: list[Node] = []
        for key, child in node.value:
            if is_merge(key):
                merged += child.value if child.kind == "list" else [child]
            elif key.kind in ("plain", "text"):
                yield key_of(key), key, child
        for other in merged:
            yield from children(other)


def compose(text: str, name: str) -> Node:
    """The root of YAML text. Raises ScenarioError."""
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise ScenarioError([_syntax(error, name, text.split("\n"))]) from None
    if builder.root is None:
        raise ScenarioError([Problem(name, 1, 1, "the file is empty")])
    return builder.root


def _syntax(error: yaml.YAMLError, name: str, lines: list[str]) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or "this is not YAML"
    text = _SENTENCES.get(said, said)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    start = getattr(error, "context_mark", None)
    if start and start.line + 1 < line and _OPENED.search(error.context or ""):  # type: ignore[attr-defined]
        text += f" (it begins in line {start.line + 1})"
    return Problem(name, min(line, len(lines)), column, text + _slip(error, lines))


def _slip(error: yaml.YAMLError, lines: list[str]) -> str:
    """What commonly breaks a list or mapping in brackets, if it is to be seen where this one broke."""
    start, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    if not (start and mark and (error.context or "").startswith("while parsing a flow")):  # type: ignore[attr-defined]
        return ""
    if any(_COMMENT.search(line) for line in lines[start.line : mark.line]):
        return "; '#' after a blank begins a comment: put a colour in quotes"
    here = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
    return "; text with a colon in it goes in quotes" if here.startswith(":") else ""


class _Builder:
    """Puts nodes together from events, with its own stack. Aliases share their node."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.keys: list[Node | None] = []
        """For each open node the key that waits for its value."""
        self.anchors: dict[str, Node] = {}

    def take(self, event: Any) -> None:
        """One event of the parser. Raises ScenarioError."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.add(event, Node("plain" if event.implicit[0] else "text", event.value, event.start_mark,
                                 event.style or ""))  # fmt: skip
        elif kind in _STARTS:
            node = Node("map" if kind is yaml.MappingStartEvent else "list", [], event.start_mark)
            self.add(event, node)
            self.stack.append(node)
            self.keys.append(None)
            if len(self.stack) > MAX_DEPTH:
                self.stop(event, f"nested deeper than {MAX_DEPTH} levels")
        elif kind in _ENDS:
            self.stack.pop()
            self.keys.pop()
        elif kind is yaml.AliasEvent:
            if event.anchor not in self.anchors:
                self.stop(event, f"there is no anchor '&{event.anchor}' above")
            self.place(self.anchors[event.anchor])
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            self.stop(event, "a second document begins here; a file holds one")

    def add(self, event: Any, node: Node) -> None:
        """Place a new node, and remember its anchor."""
        if event.tag not in _PLAIN_TAGS:
            self.stop(event, "tags that begin with '!' are not used here; write the plain value")
        if event.anchor:
            self.anchors[event.anchor] = node
        self.place(node)

    def place(self, node: Node) -> None:
        """Put a node where the parser stands: into a list, as a key, or as a value."""
        if not self.stack:
            self.root = node
        elif self.stack[-1].kind == "list":
            self.stack[-1].value.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            self.stack[-1].value.append((self.keys[-1], node))
            self.keys[-1] = None

    def stop(self, event: Any, text: str) -> None:
        """Give up at this event."""
        mark = event.start_mark
        raise ScenarioError([Problem(self.name, mark.line + 1, mark.column + 1, text)])
