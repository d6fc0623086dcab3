"""What a page of the help is made of, and how it is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Para:
    """A paragraph; `head` makes it a heading."""

    text: str
    head: bool = False

    def shows(self, query: str) -> bool:
        """Whether the words occur in it."""
        return query in self.text.lower()


@dataclass(frozen=True)
class Table:
    """Rows under headings. The first column names the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: bool = True
    """Whether columns of short cells stand in the middle."""

    def matching(self, query: str) -> Table | None:
        """The rows in whose name the words occur, or all if a heading has them."""
        if any(query in head.lower() for head in self.heads):
            return self
        rows = tuple(row for row in self.rows if query in row[0].lower())
        return replace(self, rows=rows) if rows else None


Part = Para | Table


@dataclass(frozen=True)
class Page:
    """One page of the help."""

    id: str
    title: str
    parts: tuple[Part, ...]


def search(pages: Sequence[Page], query: str) -> list[Page]:
    """The pages with only those parts in which the words occur, whatever their case. A heading stays if
    something below it does, and brings all below it if it has the words itself; so does a title.
    """
    query = query.lower().strip()
    found = []
    for page in pages:
        parts = page.parts if query in page.title.lower() else tuple(_matching(page.parts, query))
        if parts:
            found.append(replace(page, parts=parts))
    return found


def _matching(parts: Sequence[Part], query: str) -> list[Part]:
    out: list[Part] = []
    heading: Para | None = None
    whole = False
    for part in parts:
        if isinstance(part, Para) and part.head:
            heading, whole = part, part.shows(query)
            continue
        if whole:
            kept: Part | None = part
        elif isinstance(part, Para):
            kept = part if part.shows(query) else None
        else:
            kept = part.matching(query)
        if kept is not None:
            if heading is not None:
                out.append(heading)
                heading = None
            out.append(kept)
    return out
