"""Small positions for tests: boards drawn as rows of letters, units placed by hand."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from pydantic import TypeAdapter

from game.core import hexes
from game.core.board import Board, Crossing, Place, Zone
from game.core.ruleset import Ruleset
from game.core.scenario import FactionSpec, ScenarioSpec
from game.core.state import Knowledge, State
from game.core.theatre import NOBODY, Scenario, Theatre
from game.core.units import Activity, Unit

LETTERS = {
    ".": "desert",
    "h": "hills",
    "f": "farmland",
    "v": "village",
    "t": "town",
    "c": "city",
    "~": "lake",
}
RULESETS = Path(__file__).parent.parent / "scenarios" / "rulesets"


@cache
def standard() -> Ruleset:
    """The shipped ruleset."""
    return TypeAdapter(Ruleset).validate_python(yaml.safe_load((RULESETS / "standard.yaml").read_text()))


def make_board(
    rows: Sequence[str],
    *,
    banks: Sequence[str] | None = None,
    roads: Iterable[Sequence[tuple[int, int]]] = (),
    road_class: int = 2,
    places: Mapping[str, tuple[int, int]] | None = None,
    crossings: Iterable[tuple[str, tuple[int, int], tuple[int, int], str]] = (),
    zones: Sequence[str] | None = None,
    zone_list: tuple[Zone, ...] = (),
    hex_m: int = 3000,
) -> Board:
    """A board of constant scale. `roads` are chains of (col, row); `crossings` (id, a, b, status)."""
    n_rows, n_cols = len(rows), len(rows[0])
    n = n_rows * n_cols
    terrains = tuple(LETTERS.values())
    index = {k: i for i, k in enumerate(LETTERS)}
    xy = [hexes.centre(c, r) for r in range(n_rows) for c in range(n_cols)]
    letters = sorted(set("".join(banks))) if banks else ["a"]
    road = np.zeros((n, 6), dtype=np.uint8)
    for chain in roads:
        for (c1, r1), (c2, r2) in itertools.pairwise(chain):
            d = [hexes.neighbour(c1, r1, k) for k in range(6)].index((c2, r2))
            road[r1 * n_cols + c1, d] = road[r2 * n_cols + c2, hexes.OPPOSITE[d]] = road_class

    def at(p: tuple[int, int]) -> int:
        return p[1] * n_cols + p[0]

    return Board(
        name="test",
        cols=n_cols,
        rows=n_rows,
        terrain=np.array([index[ch] for row in rows for ch in row], dtype=np.uint8),
        terrains=terrains,
        bank=np.array([letters.index(ch) for row in banks for ch in row], dtype=np.uint8)
        if banks
        else np.zeros(n, dtype=np.uint8),
        banks=tuple(letters),
        zone=np.array([0 if ch == "." else int(ch) for row in zones for ch in row], dtype=np.uint8)
        if zones
        else np.zeros(n, dtype=np.uint8),
        zones=zone_list,
        x=np.array([round(x * hex_m) for x, _ in xy], dtype=np.int32),
        y=np.array([round(-y * hex_m) for _, y in xy], dtype=np.int32),
        area=np.full(n, round(hex_m * hex_m * 0.866 / 10_000), dtype=np.int32),
        road=road,
        places={k: Place(k, k.title(), at(p)) for k, p in (places or {}).items()},
        crossings=tuple(
            Crossing(k, k.title(), (min(at(a), at(b)), max(at(a), at(b))), "bridge", status)  # type: ignore[arg-type]
            for k, a, b, status in crossings
        ),
    )


def make_theatre(
    board: Board, factions: Sequence[str] = ("red", "blue"), ruleset: Ruleset | None = None
) -> Theatre:
    """A theatre with these factions and no score table."""
    specs = {f: FactionSpec(name=f.title(), short=f[0].upper(), colour="#888888") for f in factions}
    return Theatre(board, ruleset or standard(), "test", "Test", date(2000, 1, 1), 20, 2, specs, {}, {})


def make_unit(
    theatre: Theatre, id: str, faction: str, at: tuple[int, int], type: str = "regular", **changes: object
) -> Unit:
    """A unit at full strength unless `changes` say otherwise."""
    full = theatre.ruleset.unit_types[type].steps
    unit = Unit(
        id=id, name=id.title(), type=type, faction=faction, hex=theatre.board.at(*at), steps=full, full=full
    )
    return replace(unit, **changes)  # type: ignore[arg-type]


def make_state(
    theatre: Theatre,
    units: Iterable[Unit],
    *,
    active: str | None = None,
    control: Sequence[str] | Mapping[str, Iterable[tuple[int, int]]] | None = None,
    sources: Mapping[str, Iterable[tuple[int, int]]] | None = None,
    stances: Mapping[tuple[str, str], str] | None = None,
    spec: ScenarioSpec | None = None,
) -> State:
    """A state in which everybody sees everything.

    `control` is rows of digits (faction numbers) or dots, or faction -> hexes; by default nobody's
    ground. Stances are war unless given.
    """
    board, n = theatre.board, theatre.board.size
    on_map = {u.id: u for u in units}
    ground = np.full(n, NOBODY, dtype=np.int8)
    if isinstance(control, Mapping):
        for f, cells in control.items():
            for c in cells:
                ground[board.at(*c)] = theatre.index[f]
    elif control is not None:
        ground[:] = [NOBODY if ch == "." else int(ch) for row in control for ch in row]
    ids = theatre.faction_ids
    who = active or ids[0]
    pairs = {(a, b): "war" for a in ids for b in ids if a != b}
    for (a, b), stance in (stances or {}).items():
        pairs[a, b] = pairs[b, a] = stance
    spec = spec or ScenarioSpec(
        format=1, id="test", title="Test", start=theatre.start, turns=theatre.turns, map=None,
        factions=theatre.factions, units={},
    )  # fmt: skip
    return State(
        scenario=Scenario(theatre, spec, "", ""),
        turn=1,
        active=who,
        units=on_map,
        waiting={},
        activity={u.id: Activity(u.hex) for u in on_map.values() if u.faction == who},
        control=ground,
        crossings={c.edge: c for c in board.crossings},
        works={},
        stances=pairs,  # type: ignore[arg-type]
        knowledge={f: Knowledge(np.ones(n, dtype=np.uint8), ground.copy(), {}) for f in ids},
        sources={f: tuple(board.at(*p) for p in (sources or {}).get(f, ())) for f in ids},
        owners=dict.fromkeys(board.places, ""),
        claims={},
        firsts={},
        scores={f: {} for f in ids},
        prestige=dict.fromkeys(ids, 0),
        losses=dict.fromkeys(ids, 0),
        rates=dict.fromkeys(ids, 0.0),
        pools=dict.fromkeys(ids, 0.0),
        fired={},
        offers={},
        decided={},
    )
