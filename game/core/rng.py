"""Named random streams: one per (match seed, order number, use)."""

from __future__ import annotations

import hashlib
import random


class Dice:
    """The randomness of one order. Two uses with different names never share a stream.

    `Dice(seed, number).stream("combat")` is a `random.Random`; asking twice for one name gives the
    same object, so that a stream goes on and does not start again.
    """

    __slots__ = ("_number", "_seed", "_streams")

    def __init__(self, seed: int, number: int) -> None:
        self._seed = seed
        self._number = number
        self._streams: dict[str, random.Random] = {}

    @property
    def used(self) -> bool:
        """Whether any stream was asked for."""
        return bool(self._streams)

    def stream(self, name: str) -> random.Random:
        """The stream called `name`."""
        found = self._streams.get(name)
        if found is None:
            key = f"{self._seed}/{self._number}/{name}".encode()
            entropy = int.from_bytes(hashlib.blake2b(key, digest_size=16).digest(), "big")
            found = self._streams[name] = random.Random(entropy)  # noqa: S311
        return found


def derive_seed(seed: int, *names: str | int) -> int:
    """A seed for a part of a whole (a game of a batch, an AI in a match): 63 bits."""
    key = "/".join([str(seed), *map(str, names)]).encode()
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big") >> 1
