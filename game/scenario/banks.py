"""Which bank every hex lies on: the plane, partitioned along the rivers' lines.

A river then runs wherever two neighbours lie on different banks, so it has no gaps by construction.
The steps: rivers are drawn as walls on a fine raster, what they separate is flooded, a hex takes the
bank of most of its cells; hexes of features whose `bank` says otherwise follow the feature; at last every
bank but islands is made one connected piece, so that no sliver of one bank lies stranded on another.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from game.core import hexes
from game.scenario.geodata import Feature, densify, inside, slug

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.scenario.frame import Frame

CELLS = 10
"""Raster cells per hex width."""
_MARGIN = 0.55
"""Hex widths of raster around the outermost centres: no more, or a river that ends just off the board
would be bypassed there."""
_WALL = -1
_DEGREE_STEP = 0.0005
_SMALL = 3.0
"""Pieces of land of fewer hexes than this are pockets between meanders, not banks."""
_ROUNDS = 20


@dataclass
class Banks:
    """The bank of every hex while it is being worked out."""

    of: list[int]
    """[n] index into `names`."""
    names: list[str]
    accepts: list[set[str]]
    """For each bank the values of a feature's `bank` that mean it."""
    islands: set[int] = field(default_factory=set)
    """Banks that may lie in pieces, and whose hexes no repair takes."""
    fixed: dict[int, int] = field(default_factory=dict)
    """Hex -> bank, for hexes of features."""

    def at_home(self, value: str, bank: int) -> bool:
        """Whether a feature of this `bank` may lie on that bank. A value that no bank knows fits any."""
        return value in self.accepts[bank] or not any(value in a for a in self.accepts)

    def home(self, value: str, near: Iterable[int]) -> int:
        """The bank, among those of the hexes `near`, the first that a feature of this value may lie on."""
        return next(self.of[h] for h in near if self.at_home(value, self.of[h]))


def partition(frame: Frame, features: list[Feature]) -> Banks:
    """Banks as the rivers' lines and the features of the kind `bank` have them. Raises ValueError."""
    labels, cells = _flood(frame, [line for f in features if f.kind == "river" for line in f.lines])
    seeds = _seeds(frame, labels, features)
    names, accepts, number = _name(labels, cells, seeds, features, frame)
    of = _majority(frame, labels, number)
    banks = Banks(of, names, accepts)
    lon, lat = frame.degrees
    for f in features:
        if f.kind != "bank" or f.geometry != "ring":
            continue
        mask = inside(f.lines[0], lon, lat)
        if not mask.any():  # smaller than a hex: no land on this board
            continue
        banks.names.append(f.id)
        banks.accepts.append(set(f.properties.get("sides", (f.id,))))
        banks.islands.add(len(banks.names) - 1)
        for h in np.flatnonzero(mask).tolist():
            banks.of[h] = len(banks.names) - 1
    return banks


def _flood(frame: Frame, rivers: list[NDArray[np.float64]]) -> tuple[NDArray[np.int32], Counter[int]]:
    """[h, w] number of the piece of land that each raster cell belongs to, and their sizes."""
    height = int(((frame.rows - 1) * 0.8661 + 2 * _MARGIN) * CELLS) + 2
    width = int((frame.cols - 0.5 + 2 * _MARGIN) * CELLS) + 2
    labels = np.zeros((height, width), dtype=np.int32)
    labels[0] = labels[-1] = labels[:, 0] = labels[:, -1] = _WALL
    for line in rivers:
        xy = densify(frame.to_map(densify(line, _DEGREE_STEP)), 0.4 / CELLS)
        col, row = _cell(xy)
        keep = (col >= 0) & (col < width) & (row >= 0) & (row < height)
        labels[row[keep], col[keep]] = _WALL
    flat = labels.ravel().tolist()
    sizes: Counter[int] = Counter()
    number = 0
    for start, value in enumerate(flat):
        if value == 0:
            number += 1
            sizes[number] = _fill(flat, start, number, width)
    return np.array(flat, dtype=np.int32).reshape(height, width), sizes


def _cell(xy: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Raster column and row of points of the map."""
    col, row = np.floor((xy + _MARGIN) * CELLS).astype(np.int64).T + 1
    return col, row


def _fill(flat: list[int], start: int, number: int, width: int) -> int:
    """Flood one piece. The river's wall is 8-connected, so a 4-connected flood does not leak."""
    queue, size = [start], 0
    flat[start] = number
    while queue:
        cell = queue.pop()
        size += 1
        for near in (cell + 1, cell - 1, cell + width, cell - width):
            if flat[near] == 0:
                flat[near] = number
                queue.append(near)
    return size


def _piece_at(frame: Frame, labels: NDArray[np.int32], feature: Feature) -> int:
    col, row = _cell(frame.to_map(feature.point[None, :]))
    height, width = labels.shape
    if not (0 <= col[0] < width and 0 <= row[0] < height):
        return _WALL
    return int(labels[row[0], col[0]])


def _seeds(frame: Frame, labels: NDArray[np.int32], features: list[Feature]) -> dict[int, Feature]:
    """Piece of land -> the feature that names it."""
    out: dict[int, Feature] = {}
    for f in features:
        if f.kind != "bank" or f.geometry != "point":
            continue
        piece = _piece_at(frame, labels, f)
        if piece == _WALL:
            raise ValueError(f"the point of the bank '{f.name}' lies in the river or off the board")
        if piece in out:
            raise ValueError(f"the banks '{out[piece].name}' and '{f.name}' are one piece of land")
        out[piece] = f
    return out


def _name(
    labels: NDArray[np.int32],
    sizes: Counter[int],
    seeds: Mapping[int, Feature],
    features: list[Feature],
    frame: Frame,
) -> tuple[list[str], list[set[str]], dict[int, int]]:
    """Names of banks, the `bank` values that mean them, and piece of land -> bank.

    Pieces without a seed are named after the value that most of their features carry.
    """
    votes: dict[int, Counter[str]] = {}
    for f in features:
        if f.kind in ("town", "site") and f.text("bank"):
            votes.setdefault(_piece_at(frame, labels, f), Counter())[f.text("bank")] += 1
    names: list[str] = []
    accepts: list[set[str]] = []
    number: dict[int, int] = {}
    smallest = _SMALL * CELLS * CELLS
    for piece, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        seed = seeds.get(piece)
        if seed is None and size < smallest:
            continue
        best = sorted(votes.get(piece, Counter()).items(), key=lambda item: (-item[1], item[0]))[:1]
        value = best[0][0] if best else ""
        base = seed.id if seed else slug(value or "land")
        name = base if base not in names else f"{base}_{len(names) + 1}"
        number[piece] = len(names)
        names.append(name)
        accepts.append(set(seed.properties.get("sides", (seed.id,))) if seed else {value} - {""})
    return names, accepts, number


def _majority(frame: Frame, labels: NDArray[np.int32], number: Mapping[int, int]) -> list[int]:
    """[n] bank that most cells of the hex lie on. A hex all of river takes that of a neighbour."""
    counts: list[Counter[int]] = [Counter() for _ in range(frame.size)]
    for row in range(len(labels)):
        y = (row - 0.5) / CELLS - _MARGIN
        for col, piece in enumerate(labels[row].tolist()):
            if piece in number:
                c, r = hexes.hex_at((col - 0.5) / CELLS - _MARGIN, y)
                if frame.covers(c, r):
                    counts[r * frame.cols + c][number[piece]] += 1
    out = [max(sorted(c), key=lambda b, c=c: c[b]) if c else _WALL for c in counts]  # type: ignore[misc]
    while _WALL in out:
        for h, bank in enumerate(out):
            near = [out[k] for k in frame.neighbours[h] if out[k] != _WALL]
            if bank == _WALL and near:
                out[h] = Counter(sorted(near)).most_common(1)[0][0]
    return out


def connect(frame: Frame, banks: Banks) -> None:
    """Make every bank but the islands one piece. Raises ValueError if features do not allow it."""
    for _ in range(_ROUNDS):
        changed = False
        for bank in range(len(banks.names)):
            if bank in banks.islands:
                continue
            pieces = _pieces(frame, banks.of, bank)
            for piece in pieces[1:]:
                changed = True
                if any(h in banks.fixed for h in piece):
                    _join(frame, banks, bank, piece, set(pieces[0]))
                else:
                    _give_away(frame, banks, piece)
        if not changed:
            return
    raise ValueError("the banks of the features contradict the rivers' lines: no bank can be made one piece")


def _pieces(frame: Frame, of: list[int], bank: int) -> list[list[int]]:
    """Connected pieces of a bank, the largest first."""
    left = {h: None for h, b in enumerate(of) if b == bank}
    pieces = []
    while left:
        queue = [next(iter(left))]
        del left[queue[0]]
        for h in queue:
            for k in frame.neighbours[h]:
                if k in left:
                    del left[k]
                    queue.append(k)
        pieces.append(queue)
    return sorted(pieces, key=lambda p: (-len(p), p[0]))


def _join(frame: Frame, banks: Banks, bank: int, piece: list[int], body: set[int]) -> None:
    """Turn the hexes of a shortest way from a piece to its bank's body over to that bank."""
    before: dict[int, int] = dict.fromkeys(piece, -1)
    queue = deque(sorted(piece))
    while queue:
        h = queue.popleft()
        if h in body:
            while h != -1:
                banks.of[h] = bank
                h = before[h]
            return
        for k in frame.neighbours[h]:
            free = k in body or (k not in banks.fixed and banks.of[k] not in banks.islands)
            if k not in before and free:
                before[k] = h
                queue.append(k)
    raise ValueError(f"a feature on the bank '{banks.names[bank]}' is walled in by features on other banks")


def _give_away(frame: Frame, banks: Banks, piece: list[int]) -> None:
    """Turn a stranded piece over to the bank that most of its neighbours lie on."""
    inner = set(piece)
    near = [banks.of[k] for h in piece for k in frame.neighbours[h] if k not in inner]
    near = [b for b in near if b not in banks.islands] or near
    new = Counter(sorted(near)).most_common(1)[0][0]
    for h in piece:
        banks.of[h] = new
