"""References: every word that must name something, names something that is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from game.core.fires import AssetSpec
from game.core.hexref import locate
from game.core.refs import HexRef, Provenance
from game.core.script import Condition, TaskEffect
from game.scenario.errors import EMPTY, Finding, Path, unknown
from game.scenario.lint.context import Context
from game.scenario.schema import bare, blanks, hints

REFERENCES: Mapping[tuple[str, str], str] = {
    ("Doctrine", "hold"): "place",
    ("Doctrine", "positions"): "place",
    ("PlanSpec", "hold"): "place",
    ("AssetSpec", "platform"): "platform",
    ("SiteSpec", "kind"): "kind of site",
    ("SiteSpec", "faction"): "faction",
    ("Condition", "site_lost"): "site",
    ("StanceSpec", "between"): "faction",
    ("StanceIs", "between"): "faction",
    ("Paint", "faction"): "faction",
    ("Paint", "zones"): "zone",
    ("Paint", "bank"): "bank",
    ("UnitSpec", "type"): "unit type",
    ("CrossingSpec", "id"): "crossing",
    ("Holds", "faction"): "faction",
    ("Holds", "places"): "place",
    ("ShareIs", "faction"): "faction",
    ("ShareIs", "group"): "zone",
    ("UnitsNear", "faction"): "faction",
    ("Encircled", "faction"): "faction",
    ("Connected", "faction"): "faction",
    ("SupplyIs", "faction"): "faction",
    ("SupplyIs", "unit"): "unit",
    ("Ordered", "faction"): "faction",
    ("Elapsed", "trigger"): "trigger",
    ("TaskEffect", "to"): "faction",
    ("TaskEffect", "unit"): "unit",
    ("Effect", "task_done"): "task",
    ("Connected", "place"): "place",
    ("LossesAre", "faction"): "faction",
    ("Condition", "fired"): "trigger",
    ("SayEffect", "to"): "faction",
    ("SayEffect", "place"): "place",
    ("PrestigeEffect", "faction"): "faction",
    ("RateEffect", "faction"): "faction",
    ("PlanEffect", "faction"): "faction",
    ("CohesionEffect", "faction"): "faction",
    ("SourceEffect", "faction"): "faction",
    ("CrossingEffect", "crossing"): "crossing",
    ("EndEffect", "winner"): "faction",
    ("Effect", "arrive"): "unit",
    ("Effect", "withdraw"): "unit",
    ("Effect", "offer"): "decision",
    ("Trigger", "on"): "faction",
    ("DecisionSpec", "faction"): "faction",
    ("ShareLine", "group"): "zone",
    ("HoldLine", "place"): "place",
    ("FirstLine", "place"): "place",
    ("FirstLine", "rivals"): "faction",
    ("LossLine", "faction"): "faction",
    ("ScenarioSpec", "spoilers"): "faction",
    ("ScenarioSpec", "alternate"): "faction",
    ("TensionSpec", "between"): "faction",
    ("TensionIs", "between"): "faction",
    ("TensionEffect", "between"): "faction",
    ("PrestigeIs", "faction"): "faction",
    ("SortiesEffect", "faction"): "faction",
    ("LineSpec", "between"): "faction",
    ("ConvoySpec", "unit"): "unit",
    ("ConvoySpec", "joins"): "unit",
    ("ObserverSpec", "of"): "faction",
    ("ObserverSpec", "units"): "unit",
    ("ReliefIs", "place"): "place",
    ("ReliefLine", "place"): "place",
    ("ConvoyIs", "unit"): "convoy",
}
"""(record, field) -> kind of thing that its words name. An empty word names nothing, by leave."""

KEYS: Mapping[tuple[str, str], str] = {
    ("Doctrine", "priorities"): "place or zone",
    ("PlanSpec", "priorities"): "place or zone",
    ("ScenarioSpec", "units"): "faction",
    ("ScenarioSpec", "sites"): "place",
    ("ScenarioSpec", "owners"): "place",
    ("ScenarioSpec", "score"): "faction",
    ("LineSpec", "sides"): "faction",
    ("ScenarioSpec", "civilians"): "place or zone",
}
"""(record, field) -> kind of thing that the keys of a mapping name."""

_MAY_BE_EMPTY = frozenset({("Paint", "faction")})
"""(record, field) whose empty word means something: nobody's ground."""

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def references(c: Context) -> Iterator[Finding]:
    """Factions, places, zones, banks, units, types, crossings, triggers and decisions exist."""
    for path, record in c.records:
        for name, _, _ in _fields(type(record)):
            kind = REFERENCES.get((type(record).__name__, name))
            value = getattr(record, name)
            if kind and isinstance(value, str):
                yield from _known(c, kind, value, (*path, name))
            elif kind:
                for where, entry in _words(value or (), (*path, name)):
                    if not entry:
                        yield Finding(where, f"an empty word; name a {kind}, or leave it out")
                    yield from _known(c, kind, entry, where)
            kind = KEYS.get((type(record).__name__, name))
            for word in value if kind else ():
                yield from _known(c, str(kind), word, (*path, name, word), key=True)
    for place, owner in c.spec.owners.items():
        yield from _known(c, "faction", owner, ("owners", place))


def texts(c: Context) -> Iterator[Finding]:
    """What must have words, has some."""
    for record, name, path in blanks(c.spec):
        field = (type(record).__name__, name)
        kind = REFERENCES.get(field)
        if field not in _MAY_BE_EMPTY and (kind or name != "id"):  # what an id may be, `ids` says
            yield Finding(path, f"'{name}' is empty; name a {kind}" if kind else EMPTY.format(name))


def _words(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """(path, word) of every word in lists, which may hold lists."""
    if isinstance(value, str):
        yield path, value
        return
    for i, item in enumerate(value):
        yield from _words(item, (*path, i))


def hexes(c: Context) -> Iterator[Finding]:
    """Every place, place with steps and [column, row] lies on the board."""
    if c.board is None:
        return
    for path, record in c.records:
        for name, single, many in _fields(type(record)):
            value = getattr(record, name)
            if single and value is not None:
                yield from _hex(c, value, (*path, name))
            for i, ref in enumerate(value if many else ()):
                yield from _hex(c, ref, (*path, name, i))


def facts(c: Context) -> Iterator[Finding]:
    """A figure that is `reported` names a fact of this scenario."""
    for path, record in c.records:
        if isinstance(record, Provenance) and record.confidence == "reported":
            if not record.ref:
                text = "'reported' needs the id of a fact in 'ref'; write 'known' or 'assumed' otherwise"
                yield Finding((*path, "confidence"), text)
            yield from _known(c, "fact", record.ref, (*path, "ref"))


def options(c: Context) -> Iterator[Finding]:
    """`decided: [decision, option]` names an option of that decision."""
    by_id = {d.id: d for d in c.spec.decisions}
    for path, record in c.records:
        if isinstance(record, Condition) and record.decided:
            decision, option = record.decided
            if not decision:
                yield Finding((*path, "decided", 0), "an empty word; name a decision")
            yield from _known(c, "decision", decision, (*path, "decided", 0))
            known = [o.id for o in by_id[decision].options] if decision in by_id else [option]
            if option not in known:
                text = unknown("option", option, known)
                yield Finding((*path, "decided", 1), text, name=option)


def ids(c: Context) -> Iterator[Finding]:
    """Ids are single words, and each names one thing only."""
    units: dict[str, Path] = {}
    for path, _, unit in c.units:
        if unit.id in units:
            yield Finding((*path, "id"), f"there are two units '{unit.id}'; an id names one unit")
        units.setdefault(unit.id, path)
        yield from _id(unit.id, (*path, "id"))
    for name, things in (("trigger", c.spec.triggers), ("decision", c.spec.decisions)):
        yield from _unique(name, f"{name}s", [t.id for t in things])
    for i, decision in enumerate(c.spec.decisions):
        yield from _unique("option", ("decisions", i, "options"), [o.id for o in decision.options])
    yield from _unique("observer", "observers", [o.id for o in c.spec.observers])
    for path, record in c.records:
        if isinstance(record, TaskEffect | AssetSpec):
            yield from _id(record.id, (*path, "id"))
    for faction, table in c.spec.score.items():
        yield from _unique("line", ("score", faction, "lines"), [line.id for line in table.lines])
    for faction in c.spec.factions:
        yield from _id(faction, ("factions", faction), key=True)
    yield from _id(c.spec.id, ("id",))


def _unique(kind: str, where: str | Path, names: list[str]) -> Iterator[Finding]:
    base: Path = (where,) if isinstance(where, str) else where
    for i, name in enumerate(names):
        if name in names[:i]:
            yield Finding((*base, i, "id"), f"there are two {kind}s '{name}'; an id names one {kind}")
        yield from _id(name, (*base, i, "id"))


def _id(name: str, path: Path, key: bool = False) -> Iterator[Finding]:
    if not _ID.fullmatch(name):
        text = f"'{name[:30]}' is no id: use letters, digits, '_' and '-', beginning with a letter"
        yield Finding(path, text, key=key)


def _known(c: Context, kind: str, name: str, path: Path, key: bool = False) -> Iterator[Finding]:
    known = c.names[kind]
    if name and known is not None and name not in known:
        yield Finding(path, unknown(kind, name, known), key=key, name=name)
    elif name and kind == "zone" and c.theatre is not None and not len(c.theatre.groups[name]):
        yield Finding(path, f"no hex of the map lies in zone '{name}'", key=key)


def _hex(c: Context, ref: HexRef, path: Path) -> Iterator[Finding]:
    assert c.board is not None
    if isinstance(ref, str):
        place = ref.partition("/")[0]
        if place not in c.board.places:
            yield Finding(path, unknown("place", place, c.board.places), name=place)
            return
    try:
        locate(c.board, ref)
    except ValueError as error:
        yield Finding(path, str(error))


def _fields(cls: Any) -> tuple[tuple[str, bool, bool], ...]:
    """(field, is a reference to a hex, is a list of them) of a record."""
    if cls not in _FIELDS:
        _FIELDS[cls] = tuple(
            (name, bare(kind) == HexRef, kind == tuple[HexRef, ...]) for name, kind in hints(cls).items()
        )
    return _FIELDS[cls]


_FIELDS: dict[Any, tuple[tuple[str, bool, bool], ...]] = {}

PASSES: tuple[Callable[[Context], Iterator[Finding]], ...] = (references, texts, hexes, facts, options, ids)
