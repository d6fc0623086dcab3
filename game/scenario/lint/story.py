"""The story: triggers, tasks, decisions, score tables and where figures come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from game.core.refs import Provenance
from game.core.score import PointLine
from game.core.script import (
    Condition,
    Effect,
    Encircled,
    Holds,
    PrestigeIs,
    ShareIs,
    SupplyIs,
    TaskEffect,
    TensionIs,
    TurnWindow,
)
from game.scenario.errors import Finding, Path, unknown
from game.scenario.lint.context import Context
from game.scenario.provenance import Claim, missing

_FEW = 3
"""So many things of one chapter without a source are named one by one."""
_BRACES = re.compile(r"\{.*?\}")
_KEY = re.compile(r"\{key:([^{}]*)\}")
_EXAMPLE = "source: {confidence: assumed}"


def _given(record: Any, but: tuple[str, ...] = ()) -> list[str]:
    """Fields of a record that say something."""
    return [
        f.name for f in fields(record) if f.name not in but and getattr(record, f.name) not in (None, (), "")
    ]


def conditions(c: Context) -> Iterator[Finding]:
    """No condition is empty, and none is beyond the calendar."""
    for path, record in c.records:
        if isinstance(record, Condition) and not _given(record):
            names = ", ".join(f.name for f in fields(record))
            yield Finding(path, f"an empty condition; give at least one of {names}")
        if isinstance(record, TurnWindow):
            if record.since > record.until:
                yield Finding(path, f"turn {record.since} comes after turn {record.until}")
            elif record.since > c.spec.turns > 0:
                text = f"turn {record.since} comes after the last turn {c.spec.turns}, so this never holds"
                yield Finding((*path, "since"), text, severity="warning")
        if isinstance(record, ShareIs | TensionIs | PrestigeIs):
            yield from _window(record, path)
        if isinstance(record, Holds) and not record.places:
            yield Finding((*path, "places"), "without a place this always holds; name at least one")
        if isinstance(record, SupplyIs | Encircled) and record.km and record.near is None:
            yield Finding((*path, "km"), "'km' needs 'near', from which it is measured")


def _window(record: ShareIs | TensionIs | PrestigeIs, path: Path) -> Iterator[Finding]:
    """From 'at_least' to 'below' lies something, and not everything."""
    if record.at_least >= record.below:
        yield Finding(path, "'at_least' must be less than 'below'")
    elif record == replace(record, **_ALL[type(record)]):
        what = type(record).__name__.removesuffix("Is").lower()
        yield Finding(path, f"every {what} will do here; give 'at_least' or 'below'")


def _defaults(cls: Any) -> dict[str, Any]:
    return {f.name: f.default for f in fields(cls) if f.name in ("at_least", "below")}


_ALL = {cls: _defaults(cls) for cls in (ShareIs, TensionIs, PrestigeIs)}
"""The widest window of each."""


def suppliers(c: Context) -> Iterator[Finding]:
    """A unit whose supply is asked for belongs to the side that is asked."""
    owner = {unit.id: faction for _, faction, unit in c.units}
    for path, record in c.records:
        if isinstance(record, SupplyIs) and owner.get(record.unit, record.faction) != record.faction:
            text = f"'{record.unit}' is a unit of '{owner[record.unit]}', so this never holds"
            yield Finding((*path, "unit"), text)


def effects(c: Context) -> Iterator[Finding]:
    """No effect is empty."""
    for path, record in c.records:
        if isinstance(record, Effect) and not _given(record):
            names = ", ".join(f.name for f in fields(record))
            yield Finding(path, f"an empty effect; give at least one of {names}")


def triggers(c: Context) -> Iterator[Finding]:
    """Every trigger does something, and can fire."""
    for i, trigger in enumerate(c.spec.triggers):
        path: Path = ("triggers", i)
        if not trigger.then:
            yield Finding((*path, "then"), "a trigger without effects")
        if trigger.each_order and trigger.repeat and not trigger.rising:
            text = "'each_order' with 'repeat' would fire after every order; add 'rising: true'"
            yield Finding((*path, "each_order"), text)
        if trigger.id in trigger.when.fired and not trigger.repeat:
            yield Finding((*path, "when", "fired"), "a trigger that waits for itself never fires")
    for loop in _loops({t.id: t.when.fired for t in c.spec.triggers}):
        i = next(i for i, t in enumerate(c.spec.triggers) if t.id == loop[0])
        text = f"these triggers wait for each other, so none fires: {', '.join(loop)}"
        yield Finding(("triggers", i, "when", "fired"), text)


def answers(c: Context) -> Iterator[Finding]:
    """A trigger that waits for an answer is not the one that asks."""
    offers: dict[str, list[Path]] = {}
    for path, record in c.records:
        if isinstance(record, Effect) and record.offer:
            offers.setdefault(record.offer, []).append(path[:2])
    for i, trigger in enumerate(c.spec.triggers):
        waits = trigger.when.decided
        if waits and offers.get(waits[0]) == [("triggers", i)]:
            text = f"this trigger waits for an answer to '{waits[0]}', which it alone offers"
            yield Finding(("triggers", i, "when", "decided"), text)


def tasks(c: Context) -> Iterator[Finding]:
    """A task marks units of its own side only, can be done, and takes the place of no other by mistake."""
    done = {t for _, r in c.records if isinstance(r, Effect) for t in r.task_done}
    owner = {unit.id: faction for _, faction, unit in c.units}
    shown: dict[str, TaskEffect] = {}
    for path, record in c.records:
        if not isinstance(record, TaskEffect):
            continue
        first = shown.setdefault(record.id, record)
        if (first.title, first.to) != (record.title, record.to):
            text = f"this takes the place of the task '{first.title}', which has the same id"
            hint = "give it another id, or the same 'title' and 'to'"
            yield Finding((*path, "id"), f"{text}; {hint}", severity="warning")
        if record.unit and record.unit in owner and owner[record.unit] != record.to:
            text = f"'{record.unit}' is no unit of the side that has this task; name a hex in 'at' instead"
            yield Finding((*path, "unit"), text)
        if record.id not in done:
            text = f"nothing says that the task '{record.id}' is done; add a 'task_done'"
            yield Finding((*path, "id"), text, severity="warning")


def key_names(c: Context) -> Iterator[Finding]:
    """What stands in braces becomes a key, in the text of a task and nowhere else."""
    actions = c.names["action"] or ()
    for path, record in c.records:
        for f in fields(record):
            text = getattr(record, f.name)
            for braces in _BRACES.finditer(text) if isinstance(text, str) else ():
                place: Path = (*path, f.name)
                key = _KEY.fullmatch(braces[0])
                if not (isinstance(record, TaskEffect) and f.name == "text"):
                    if key:
                        yield Finding(place, f"'{braces[0]}' becomes a key in the text of a task only")
                elif key is None:
                    yield Finding(
                        place, f"'{braces[0][:30]}' stays as it is; a key is written {{key:end_turn}}"
                    )
                elif key[1] not in actions:
                    yield Finding(place, unknown("action", key[1], actions), name=key[1])


def _loops(waits: dict[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Groups of two or more triggers, each of which waits for another of them."""
    stuck = dict(waits)
    while free := [t for t, needs in stuck.items() if not any(n in stuck for n in needs)]:
        for t in free:
            del stuck[t]
    loop = [t for t, needs in stuck.items() if t not in needs]
    if len(loop) > 1:
        yield loop


def decisions(c: Context) -> Iterator[Finding]:
    """A decision has something to choose, a default, and a trigger that offers it."""
    offered = {r.offer for _, r in c.records if isinstance(r, Effect)}
    for i, decision in enumerate(c.spec.decisions):
        path: Path = ("decisions", i)
        names = [o.id for o in decision.options]
        if len(names) < 2:
            yield Finding((*path, "options"), "a decision needs at least two options")
        if decision.default not in names:
            yield Finding(
                (*path, "default"), unknown("option", decision.default, names), name=decision.default
            )
        if decision.id not in offered:
            text = f"no trigger offers the decision '{decision.id}'"
            yield Finding((*path, "id"), text, severity="warning")


def score(c: Context) -> Iterator[Finding]:
    """Every line of a table is of exactly one kind; somebody can win."""
    for path, record in c.records:
        if isinstance(record, PointLine):
            kinds = _given(record, but=("id", "text"))
            every = ", ".join(f.name for f in fields(record) if f.name not in ("id", "text"))
            if not kinds:
                yield Finding(path, f"the line '{record.id}' counts nothing; give one of {every}")
            elif len(kinds) > 1:
                text = f"the line '{record.id}' counts {' and '.join(kinds)}; make it two lines"
                yield Finding(path, text)
    for faction, table in c.spec.score.items():
        for i, line in enumerate(table.lines):
            if line.incidents and line.incidents.points > 0:
                text = "points above 0 reward incidents; give less than 0"
                place: Path = ("score", faction, "lines", i, "incidents", "points")
                yield Finding(place, text, severity="warning")
            if line.first and faction in line.first.rivals:
                text = f"'{faction}' is no rival of itself; name those that race against it"
                where: Path = (
                    "score",
                    faction,
                    "lines",
                    i,
                    "first",
                    "rivals",
                    line.first.rivals.index(faction),
                )
                yield Finding(where, text)
        if table.par > 0 and not table.lines:
            yield Finding(("score", faction, "lines"), "a table without lines, so its index is always 0")
    if not any(s.par > 0 for s in c.spec.score.values()):
        text = "no faction has a 'score' with a 'par' above 0, so every match is a draw"
        yield Finding(("score",), text, key=True, severity="warning")
    if c.spec.spoilers and len(set(c.spec.spoilers)) >= len(c.spec.factions):
        yield Finding(("spoilers",), "all factions are spoilers; at least one must have something to spoil")


def provenance(c: Context) -> Iterator[Finding]:
    """Everything says where it comes from, or the file does; what is `known` names a publication."""
    chapters: dict[str | int, list[Claim]] = {}
    for claim in missing(c.spec):
        chapters.setdefault(claim[0][0] if len(claim[0]) > 1 else "", []).append(claim)
    for claims in chapters.values():
        for path, what, _ in claims if len(claims) <= _FEW else claims[:1]:
            more = f" and {len(claims) - 1} more" if len(claims) > _FEW else ""
            text = f"no 'source' for {what}{more}, and none for the file; give one ({_EXAMPLE})"
            # a `source` that could not be read has been named already
            yield Finding(path, text, severity="warning", name="source")
    for path, record in c.records:
        if isinstance(record, Provenance) and record.confidence == "known" and not record.ref:
            text = "'known' names a publication in 'ref'; write 'assumed' where there is none"
            yield Finding((*path, "confidence"), text)


PASSES: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    conditions, suppliers, effects, triggers, answers, tasks, key_names, decisions, score, provenance,
)  # fmt: skip
