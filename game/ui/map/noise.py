"""Smooth deterministic noise for the look of the ground. Nothing in play depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def field(rng: np.random.Generator, shape: tuple[int, int], cell: float) -> NDArray[np.float32]:
    """[rows, cols] values of about -1 to 1 that vary over `cell` pixels."""
    rows, cols = shape
    grid = rng.uniform(-1, 1, (int(rows / cell) + 3, int(cols / cell) + 3)).astype(np.float32)
    down = _along(grid, rows, cell)
    return np.ascontiguousarray(_along(np.ascontiguousarray(down.T), cols, cell).T)


def _along(grid: NDArray[np.float32], count: int, cell: float) -> NDArray[np.float32]:
    """Interpolate the first axis at `count` pixels, with a smooth step between grid points."""
    at = np.arange(count, dtype=np.float32) / np.float32(cell)
    i = at.astype(np.int32)
    t = (at - i)[:, None]
    t = t * t * (3 - 2 * t)
    low, high = grid[i], grid[i + 1]
    out: NDArray[np.float32] = low + (high - low) * t
    return out
