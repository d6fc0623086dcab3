"""GeoJSON in: features by kind, with amendments from later files merged in.

A feature whose properties have `amends` changes the feature of that name instead of being one: its
other properties, and its geometry if it has one, replace the amended ones. So a data set stays as its
publisher made it, and what a game needs beyond it (ids, banks, terrain) stands in a file of its own.
"""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = ("river", "border", "town", "site", "urban", "road", "crossing", "bank", "area", "strip", "zone",
         "district", "label")  # fmt: skip
"""What a feature may be."""

_LINES = {"LineString": 0, "MultiLineString": 1}
_NEEDS = {
    "river": "line", "border": "line", "road": "line", "town": "point", "site": "point", "crossing": "point",
    "district": "point", "label": "point", "urban": "ring", "area": "ring", "zone": "ring",
}  # fmt: skip
"""Geometry that a kind must have. A `bank` has a point or a ring, a `strip` none."""


@dataclass(frozen=True, eq=False)
class Feature:
    """One feature. Coordinates are [k, 2] longitude, latitude in degrees."""

    kind: str
    name: str
    properties: Mapping[str, Any]
    lines: tuple[NDArray[np.float64], ...] = ()
    """Of lines; the outer rings of polygons."""
    geometry: str = ""
    """`point`, `line`, `ring` or nothing."""

    def text(self, key: str, default: str = "") -> str:
        """A property as text."""
        return str(self.properties.get(key, default))

    @property
    def id(self) -> str:
        """The property `id`, or one made from the name."""
        return self.text("id") or slug(self.name)

    @property
    def point(self) -> NDArray[np.float64]:
        """[2] of a point."""
        out: NDArray[np.float64] = self.lines[0][0]
        return out


def load(paths: Iterable[FilePath]) -> list[Feature]:
    """Features of all files, in order. Raises ValueError with a sentence, OSError."""
    found: list[dict[str, Any]] = []
    for path in paths:
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path}: this is not GeoJSON: {error}") from None
        features = document.get("features") if isinstance(document, dict) else None
        if not isinstance(features, list):
            raise ValueError(f"{path}: this is not a GeoJSON FeatureCollection")
        found += features
    return features_from(found)


def features_from(documents: Sequence[Mapping[str, Any]]) -> list[Feature]:
    """Features of parsed GeoJSON, amendments applied. Raises ValueError."""
    plain: list[tuple[dict[str, Any], list[Any]]] = []
    for number, document in enumerate(documents):
        if not isinstance(document, Mapping) or not isinstance(document.get("properties"), Mapping):
            raise ValueError(f"feature {number} has no properties")
        properties = dict(document["properties"])
        target = properties.pop("amends", None)
        if target is None:
            plain.append((properties, [document.get("geometry")]))
            continue
        named = [item for item in plain if item[0].get("name") == target]
        if not named:
            raise ValueError(f"feature {number} amends '{target}', but no feature before it has that name")
        for old, geometries in named:
            old.update(properties)
            if document.get("geometry") is not None:
                geometries.append(document["geometry"])
    return [_feature(p, geometries[-1]) for p, geometries in plain]


def _feature(properties: dict[str, Any], geometry: Any) -> Feature:
    kind, name = str(properties.get("kind", "")), str(properties.get("name", ""))
    if kind not in KINDS:
        raise ValueError(f"'{name}' is of the unknown kind '{kind}'; known: {', '.join(KINDS)}")
    if not name:
        raise ValueError(f"a feature of the kind '{kind}' has no name")
    try:
        what, lines = _coordinates(geometry)
    except (TypeError, ValueError, KeyError, IndexError):
        raise ValueError(f"the coordinates of '{name}' cannot be read") from None
    if what != _NEEDS.get(kind, what):
        raise ValueError(f"'{name}' is a {kind} and needs a {_NEEDS[kind]}, not {what or 'nothing'}")
    return Feature(kind, name, properties, lines, what)


def _coordinates(geometry: Any) -> tuple[str, tuple[NDArray[np.float64], ...]]:
    if geometry is None:
        return "", ()
    kind, values = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        what, chains = "point", [[values]]
    elif kind in _LINES:
        what, chains = "line", values if _LINES[kind] else [values]
    elif kind == "Polygon":
        what, chains = "ring", [values[0]]
    elif kind == "MultiPolygon":
        what, chains = "ring", [polygon[0] for polygon in values]
    else:
        raise ValueError(kind)
    lines = tuple(np.array([p[:2] for p in chain], dtype=np.float64) for chain in chains)
    if not lines or not all(line.ndim == 2 and np.isfinite(line).all() for line in lines):
        raise ValueError(kind)
    return what, lines


def slug(name: str) -> str:
    """An id made from a name: what stands before any bracket or comma, in small letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.split(r"[(,]", plain.lower())[0])
    text = "_".join(words) or "place"
    return text if text[0].isalpha() else f"n_{text}"


def inside(ring: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """[n] whether points lie in the polygon (even-odd rule)."""
    out = np.zeros(x.shape, dtype=np.bool_)
    ax, ay = ring[:, 0], ring[:, 1]
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    for x1, y1, x2, y2 in zip(ax, ay, bx, by, strict=True):
        if y1 != y2:
            out ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return out


def densify(line: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """The line with points at most `step` (in its own unit) apart. A lens bends what was straight."""
    if len(line) < 2:
        return line
    parts = []
    for a, b in itertools.pairwise(line):
        count = max(1, int(np.ceil(float(np.hypot(*(b - a))) / step)))
        parts.append(a + (b - a) * (np.arange(count) / count)[:, None])
    return np.vstack([*parts, line[-1:]])
