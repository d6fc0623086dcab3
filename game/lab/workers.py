"""Work on several processes, with results in the order of the work whatever their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

W = TypeVar("W")
R = TypeVar("R")


def spread(function: Callable[[W], R], work: Sequence[W], jobs: int) -> Iterator[R]:
    """`function` of each piece of work, on `jobs` processes (in this one for a single job or piece).

    Processes are spawned, not forked: the caller may have threads, and every platform does the same.
    """
    if jobs <= 1 or len(work) <= 1:
        yield from map(function, work)
        return
    with ProcessPoolExecutor(min(jobs, len(work)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(function, work)
