"""The sides: factions, how they stand to each other, and whose ground is whose at the start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from game.core.board import NO_ROAD
from game.core.diplomacy import LineSpec
from game.core.scenario import CONTROLLERS, Paint, TensionSpec
from game.core.script import PlanEffect, StanceIs, TensionEffect, TensionIs
from game.rules.crossings import ENGINEERS
from game.scenario.errors import Finding, Path, unknown
from game.scenario.lint.context import Context
from game.scenario.lint.rules import COLOUR, bad_colour

MOST_FACTIONS = 16


def factions(c: Context) -> Iterator[Finding]:
    """There are enough of them, one can be played, and each can be shown and led."""
    sides = c.spec.factions
    if not 2 <= len(sides) <= MOST_FACTIONS:
        yield Finding(
            ("factions",), f"a scenario has 2 to {MOST_FACTIONS} factions, not {len(sides)}", key=True
        )
    elif not any(f.playable for f in sides.values()):
        yield Finding(("factions",), "at least one faction must be playable", key=True)
    shorts: dict[str, str] = {}
    called: dict[str, str] = {}
    for key, faction in sides.items():
        path: Path = ("factions", key)
        if not COLOUR.fullmatch(faction.colour):
            yield Finding((*path, "colour"), bad_colour(faction.colour))
        if faction.controller not in CONTROLLERS:
            yield Finding((*path, "controller"), unknown("controller", faction.controller, CONTROLLERS))
        if faction.plan and faction.plan not in faction.plans:
            text = unknown("plan", faction.plan, faction.plans)
            yield Finding((*path, "plan"), text, name=faction.plan)
        yield from _grounds(c, faction.doctrine.area, (*path, "doctrine", "area"))
        for name, plan in faction.plans.items():
            yield from _grounds(c, plan.area or (), (*path, "plans", name, "area"))
        for k, chain in enumerate(faction.doctrine.positions):
            if len(chain) < 2:
                text = "a chain of positions leads from one place to another: name at least two"
                yield Finding((*path, "doctrine", "positions", k), text)
        other = called.setdefault(faction.name, key)
        if faction.name and other != key:
            yield Finding((*path, "name"), f"'{other}' has the same name")
        if not 1 <= len(faction.short) <= 3:
            yield Finding((*path, "short"), "'short' is one to three letters")
        elif faction.short in shorts:
            yield Finding((*path, "short"), f"'{shorts[faction.short]}' has the same letters")
        shorts.setdefault(faction.short, key)


def changes_of_plan(c: Context) -> Iterator[Finding]:
    """A trigger or an option sets a plan that the faction has."""
    for path, record in c.records:
        side = c.spec.factions.get(record.faction) if isinstance(record, PlanEffect) else None
        if side is not None and record.plan and record.plan not in side.plans:
            text = unknown("plan", record.plan, side.plans)
            yield Finding((*path, "plan"), text, name=record.plan)


def pairs(c: Context) -> Iterator[Finding]:
    """A stance is between two different factions, and given once."""
    seen: dict[frozenset[str], int] = {}
    for i, stance in enumerate(c.spec.stances):
        pair = frozenset(stance.between)
        if pair in seen and len(pair) == 2:
            text = f"the stance between {' and '.join(sorted(pair))} is given twice"
            yield Finding(("stances", i), text)
        seen[pair] = i
        yield from _different(stance.between, ("stances", i, "between"))
    for path, record in c.records:
        if isinstance(record, StanceIs | TensionIs | TensionEffect | TensionSpec | LineSpec):
            yield from _different(record.between, (*path, "between"))
    if c.spec.alternate:
        yield from _different(c.spec.alternate, ("alternate",))


def _different(between: tuple[str, str], path: Path) -> Iterator[Finding]:
    if between[0] == between[1]:
        yield Finding(path, f"'{between[0]}' is named twice; name two factions")


def relations(c: Context) -> Iterator[Finding]:
    """Tension is followed between two that are not at war, once; a line gives both of its sides ground."""
    stances = {frozenset(s.between): s.stance for s in c.spec.stances}
    told = {frozenset(r.between) for _, r in c.records if isinstance(r, StanceIs)}
    followed: set[frozenset[str]] = set()
    for i, tension in enumerate(c.spec.tension):
        pair = frozenset(tension.between)
        if pair in followed:
            yield Finding(("tension", i), f"the tension between {' and '.join(sorted(pair))} is given twice")
        followed.add(pair)
    for i, line in enumerate(c.spec.lines):
        if line in c.spec.lines[:i]:
            yield Finding(("lines", i), "this line stands here twice, so every incident would count twice")
        yield from _line(c, line, ("lines", i))
    for path, record in c.records:
        if isinstance(record, TensionSpec | TensionIs | TensionEffect | LineSpec):
            pair = frozenset(record.between)
            if stances.get(pair, "war") in ("war", "allied") and pair not in told:
                what = "a line counts" if isinstance(record, LineSpec) else "tension counts"
                text = f"{what} between rivals and neutrals only, which these two never are"
                yield Finding((*path, "between"), text, severity="warning")


def _line(c: Context, line: LineSpec, path: Path) -> Iterator[Finding]:
    for faction in line.between:
        if not line.sides.get(faction):
            text = f"the line gives '{faction}' no banks or zones, so that nobody can cross it"
            yield Finding((*path, "sides"), text, key=True)
    for faction, names in line.sides.items():
        if faction not in line.between:
            yield Finding(
                (*path, "sides", faction), f"the line is not between '{faction}' and another", key=True
            )
        yield from _grounds(c, names, (*path, "sides", faction))


def _grounds(c: Context, names: tuple[str, ...], path: Path) -> Iterator[Finding]:
    """Banks and zones that there are not."""
    banks, zones = c.names["bank"], c.names["zone"]
    if banks is None or zones is None:
        return
    known = {*banks, *zones}
    for k, name in enumerate(names):
        if name not in known:
            yield Finding((*path, k), unknown("bank or zone", name, known), name=name)


def strokes(c: Context) -> Iterator[Finding]:
    """A stroke of control that says how wide, says of what, and the other way round."""
    for i, stroke in enumerate(c.spec.control):
        path: Path = ("control", i)
        centred = stroke.near is not None or bool(stroke.along)
        if centred and not stroke.km:
            yield Finding(path, "'near' and 'along' need 'km', the distance that they reach")
        elif stroke.km and not centred:
            yield Finding((*path, "km"), "'km' needs 'near' or 'along', from which it is measured")
        if len(stroke.along) == 1:
            yield Finding((*path, "along"), "a line leads through at least two hexes")
        if i and _everything(stroke):
            text = "this covers the whole board and every stroke above it; put it first"
            yield Finding(path, text, severity="warning")


def _everything(stroke: Paint) -> bool:
    return not (stroke.zones or stroke.bank or stroke.near or stroke.along or stroke.hexes)


def sources(c: Context) -> Iterator[Finding]:
    """Supply enters where supply can go, and everybody who fights has some."""
    theatre = c.theatre
    for key, faction in c.spec.factions.items():
        if not faction.sources and c.spec.units.get(key):
            text = f"'{key}' has units but no 'sources'; they will all be cut off"
            yield Finding(("factions", key), text, key=True, severity="warning")
        for i, source in enumerate(faction.sources):
            h = c.hex_of(source.at)
            if theatre and h is not None and theatre.board.terrain_of(h) in theatre.ruleset.lake_terrains:
                yield Finding(("factions", key, "sources", i, "at"), "supply cannot enter in a lake")


def crossings(c: Context) -> Iterator[Finding]:
    """A crossing is changed once."""
    names = [x.id for x in c.spec.crossings]
    for i, name in enumerate(names):
        if name in names[:i]:
            yield Finding(("crossings", i, "id"), f"'{name}' stands here twice")


def board(c: Context) -> Iterator[Finding]:
    """Warn of land that the rest of the board cannot reach: a bank without any crossing, where nobody
    elsewhere has boats, or engineers who could bridge the river.
    """
    b = c.board
    if b is None or len(b.banks) < 2:
        return
    crossed = {int(b.bank[h]) for x in b.crossings for h in x.edge}
    for i, name in enumerate(b.banks):
        alone = i not in crossed and (b.bank == i).any() and _has_units_elsewhere(c, i)
        if alone and not _reached_without_crossing(c, i):
            text = f"no crossing leads to the bank '{name}', and nobody has boats or engineers to get there"
            yield Finding(("banks",), text, "map", key=True, severity="warning")


def _has_units_elsewhere(c: Context, bank: int) -> bool:
    """Whether the scenario's order of battle lies on several banks, this one among them."""
    assert c.board is not None
    found = [c.hex_of(u.at) for _, _, u in c.units]
    banks = {int(c.board.bank[h]) for h in found if h is not None}
    return bank in banks and len(banks) > 1


def _reached_without_crossing(c: Context, bank: int) -> bool:
    """Whether a unit that begins elsewhere has boats, or one on any bank builds pontoons."""
    if c.board is None or c.ruleset is None:
        return True
    for _, _, unit in c.units:
        h, kind = c.hex_of(unit.at), c.ruleset.unit_types.get(unit.type)
        if h is None or kind is None:
            continue
        mobility, elsewhere = c.ruleset.mobility.get(kind.mobility), int(c.board.bank[h]) != bank
        if ENGINEERS in kind.traits or (elsewhere and mobility is not None and mobility.boats):
            return True
    return False


def closed_ground(c: Context) -> Iterator[Finding]:
    """Warn of places and roads on ground that nobody can enter, such as a lake."""
    if c.theatre is None:
        return
    b = c.theatre.board
    closed = [not c.theatre.ruleset.terrain[name].cost for name in b.terrains]
    for place in b.places.values():
        if closed[b.terrain[place.hex]]:
            text = f"'{place.id}' lies in {b.terrain_of(place.hex)}, which nobody can enter"
            yield Finding(("places", place.id, "at"), text, "map", severity="warning")
    for h in range(b.size):
        if closed[b.terrain[h]] and (b.road[h] != NO_ROAD).any():
            row, col = divmod(h, b.cols)
            text = f"a road leads through [{col}, {row}], {b.terrain_of(h)} that nobody can enter"
            yield Finding(("roads",), text, "map", key=True, severity="warning")
            return  # the others along the shore are the same mistake


def group_names(c: Context) -> Iterator[Finding]:
    """A word that names a zone and a group could mean either."""
    zones = c.board.zones if c.board else ()
    for zone in zones:
        if any(z.group == zone.id != z.id for z in zones):
            text = f"'{zone.id}' is a zone and a group of zones; give one of them another name"
            yield Finding(("zone_legend",), text, "map", key=True, severity="warning")


def doubled_places(c: Context) -> Iterator[Finding]:
    """Two places of one name on a map are hard to tell apart, and two in one hex are one goal."""
    homes: dict[int, str] = {}
    for place in c.board.places.values() if c.board else ():
        other = homes.setdefault(place.hex, place.id)
        if other != place.id:
            text = f"'{other}' lies in the same hex; who takes one takes both"
            yield Finding(("places", place.id, "at"), text, "map", severity="warning")
    places = sorted(c.board.places.values(), key=lambda p: (p.name, p.id)) if c.board else []
    for a, b in pairwise(places):
        if a.name == b.name:
            text = f"'{a.id}' and '{b.id}' have the same name"
            yield Finding(("places", b.id, "name"), text, "map", severity="warning")


PASSES: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    factions, changes_of_plan, pairs, relations, strokes, sources, crossings, board, closed_ground,
    group_names, doubled_places,
)  # fmt: skip
