"""Where everything in a scenario comes from: what says so, what does not, and what the whole file says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from game.core.civil import ConvoySpec, ObserverSpec
from game.core.fires import AssetSpec, Engagement, SiteSpec, SortieSpec
from game.core.refs import Provenance
from game.core.scenario import FIGURES, FactionSpec, Figure, ScenarioSpec, UnitSpec
from game.core.script import DecisionSpec, Trigger
from game.scenario.errors import Path

T = TypeVar(
    "T",
    AssetSpec, SortieSpec, Engagement, SiteSpec, UnitSpec, Trigger, DecisionSpec, ConvoySpec, ObserverSpec,
)  # fmt: skip
"""Everything that says where it is from."""
Claim = tuple[Path, str, Provenance | None]
"""Where it stands, what it is, and where it is from."""


def claims(spec: ScenarioSpec) -> Iterator[Claim]:
    """Every unit, site, event, asset, convoy and observer, and every kind of figure that the file gives."""
    for faction, side in spec.factions.items():
        yield from _of_side(("factions", faction), faction, side)
    for faction, units in spec.units.items():
        for i, unit in enumerate(units):
            yield ("units", faction, i), f"the unit '{unit.id}'", unit.source
    for place, site in spec.sites.items():
        yield ("sites", place), f"the site at '{place}'", site.source
    for i, trigger in enumerate(spec.triggers):
        yield ("triggers", i), f"the event '{trigger.id}'", trigger.source
    for i, decision in enumerate(spec.decisions):
        yield ("decisions", i), f"the decision '{decision.id}'", decision.source
    for i, convoy in enumerate(spec.convoys):
        yield ("convoys", i), f"the convoy '{convoy.unit}'", convoy.source
    for i, observer in enumerate(spec.observers):
        yield ("observers", i), f"the observer '{observer.id}'", observer.source
    for figure in FIGURES:
        if _given(spec, figure):
            where: Path = (figure,) if hasattr(spec, figure) else ("factions",)
            yield where, f"what the file says of {figure}", spec.figures.get(figure)


def _of_side(path: Path, name: str, side: FactionSpec) -> Iterator[Claim]:
    for i, asset in enumerate(side.assets):
        yield (*path, "assets", i), f"the asset '{asset.id}'", asset.source
    if side.sorties:
        yield (*path, "sorties"), f"the sorties of '{name}'", side.sorties.source
    if replace(side.engagement, source=None) != Engagement():
        yield (*path, "engagement"), f"the rules of engagement of '{name}'", side.engagement.source


def _given(spec: ScenarioSpec, figure: Figure) -> bool:
    if figure == "replacements":
        return any(side.replacements for side in spec.factions.values())
    if figure == "supply":
        return any(side.sources for side in spec.factions.values())
    return bool(getattr(spec, figure))


def missing(spec: ScenarioSpec) -> list[Claim]:
    """What says nothing of where it is from, in a file that says nothing of it as a whole."""
    return [] if spec.source else [claim for claim in claims(spec) if claim[2] is None]


def shares(spec: ScenarioSpec) -> Counter[str]:
    """Confidence -> things that have it; under "" those without any."""
    return Counter(
        found.confidence if found else "" for found in (own or spec.source for _, _, own in claims(spec))
    )


def completed(spec: ScenarioSpec) -> ScenarioSpec:
    """The scenario in which everything without a source of its own has that of the file."""
    if spec.source is None:
        return spec
    return replace(
        spec,
        factions={f: _side(side, spec.source) for f, side in spec.factions.items()},
        units={f: _all(units, spec.source) for f, units in spec.units.items()},
        sites=dict(zip(spec.sites, _all(tuple(spec.sites.values()), spec.source), strict=True)),
        triggers=_all(spec.triggers, spec.source),
        decisions=_all(spec.decisions, spec.source),
        convoys=_all(spec.convoys, spec.source),
        observers=_all(spec.observers, spec.source),
    )


def _all(things: tuple[T, ...], default: Provenance) -> tuple[T, ...]:
    return tuple(_one(thing, default) for thing in things)


def _one(thing: T, default: Provenance) -> T:
    return replace(thing, source=default) if thing.source is None else thing


def _side(side: FactionSpec, default: Provenance) -> FactionSpec:
    return replace(
        side,
        assets=_all(side.assets, default),
        sorties=_one(side.sorties, default) if side.sorties else None,
        engagement=_one(side.engagement, default),
    )
