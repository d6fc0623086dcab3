"""Off-map fires: assets that can fire, sites where something can be hit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.core.script import SortiesEffect
from game.scenario.errors import Finding, Path
from game.scenario.lint.context import Context


def assets(c: Context) -> Iterator[Finding]:
    """An asset has an id of its own, and comes before the match is over."""
    seen: set[str] = set()
    for faction, spec in c.spec.factions.items():
        for i, asset in enumerate(spec.assets):
            path: Path = ("factions", faction, "assets", i)
            if asset.id in seen:
                yield Finding((*path, "id"), f"there are two assets '{asset.id}'; an id names one asset")
            seen.add(asset.id)
            if asset.since > c.spec.turns > 0:
                text = f"this fires from turn {asset.since} on, after the last turn {c.spec.turns}"
                yield Finding((*path, "since"), text, severity="warning")
        if spec.sorties and spec.sorties.range:
            low, high = spec.sorties.range
            if not 0 <= low <= high:
                text = "'range' goes from the fewest to the most sorties a turn"
                yield Finding(("factions", faction, "sorties", "range"), text)
            elif not low <= spec.sorties.a_turn <= high:
                text = f"{spec.sorties.a_turn} sorties a turn lie outside their 'range'"
                yield Finding(("factions", faction, "sorties", "range"), text)


def flights(c: Context) -> Iterator[Finding]:
    """Sorties change only for a side that has some."""
    for path, record in c.records:
        side = c.spec.factions.get(record.faction) if isinstance(record, SortiesEffect) else None
        if side is not None and side.sorties is None:
            text = f"'{record.faction}' has no 'sorties', so this changes nothing"
            yield Finding((*path, "faction"), text, severity="warning")


def sites(c: Context) -> Iterator[Finding]:
    """No two sites in one hex: a missile hits one of them."""
    if c.board is None:
        return
    first: dict[int, str] = {}
    for place in c.spec.sites:
        found = c.board.places.get(place)
        if found is not None and first.setdefault(found.hex, place) != place:
            text = f"'{place}' lies in one hex with the site at '{first[found.hex]}'"
            yield Finding(("sites", place), text, key=True)


PASSES: tuple[Callable[[Context], Iterator[Finding]], ...] = (assets, flights, sites)
