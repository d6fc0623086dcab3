"""Changes of a position that one side cannot know of."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from game.core.fires import FlownMission
from game.core.irregular import Cell, Raid
from game.core.state import Claim, Knowledge, State
from game.core.theatre import NOBODY
from game.core.units import Contact
from game.rules.truth.perceive import closely, seen, visible
from game.rules.truth.reduce import evolve
from tests.rules.chance import FACTIONS, random_activity, random_state, random_unit

ME = "red"
"""The side that cannot know."""


def dark_hexes(state: State) -> list[int]:
    """Where nothing of red's can be, and red does not look."""
    return np.flatnonzero(~visible(state, ME)).tolist()


def hidden_units(state: State) -> list[str]:
    return sorted(k for k, u in state.units.items() if u.faction != ME and k not in seen(state, ME))


def move_a_hidden_unit(state: State, rng: random.Random) -> State:
    units, dark = hidden_units(state), dark_hexes(state)
    if not units or not dark:
        return state
    key = rng.choice(units)
    return evolve(state, units={**state.units, key: replace(state.units[key], hex=rng.choice(dark))})


def change_a_hidden_unit(state: State, rng: random.Random) -> State:
    units = hidden_units(state)
    if not units:
        return state
    old = state.units[rng.choice(units)]
    new = random_unit(rng, state.theatre, old.id, old.hex, old.faction)
    if visible(state, ME)[old.hex]:
        new = replace(new, type=old.type, steps=min(new.steps, 3))  # it must go on hiding
    return evolve(state, units={**state.units, old.id: new})


def remove_a_hidden_unit(state: State, rng: random.Random) -> State:
    units = hidden_units(state)
    gone = rng.choice(units) if units else ""
    return evolve(state, units={k: u for k, u in state.units.items() if k != gone})


def add_a_hidden_unit(state: State, rng: random.Random) -> State:
    dark = dark_hexes(state)
    if not dark:
        return state
    allies = [f for f in FACTIONS if f == ME or state.stances[ME, f] == "allied"]
    foes = [f for f in FACTIONS if f not in allies]
    unit = random_unit(rng, state.theatre, "new", rng.choice(dark), rng.choice(foes))
    return evolve(state, units={"new": unit, **state.units})


def add_somebody_who_hides_in_plain_sight(state: State, rng: random.Random) -> State:
    lit = [h for h in np.flatnonzero(visible(state, ME)).tolist() if not closely(state, ME, h)]
    if not lit or state.stances[ME, "blue"] == "allied":
        return state
    unit = replace(
        random_unit(rng, state.theatre, "new", rng.choice(lit), "blue"), type="scout", steps=3, full=3
    )
    return evolve(state, units={**state.units, "new": unit})


def change_control_out_of_sight(state: State, rng: random.Random) -> State:
    control = state.control.copy()
    for h in dark_hexes(state):
        control[h] = rng.choice([NOBODY, 0, 1, 2])
    return evolve(state, control=control)


def change_what_others_know(state: State, rng: random.Random) -> State:
    """Their maps and contacts; not their watch, which allies share."""
    out = dict(state.knowledge)
    for f in FACTIONS:
        if f != ME:
            believed = np.array(
                [rng.choice([NOBODY, 0, 1, 2]) for _ in range(state.control.size)], dtype=np.int8
            )
            ghost = random_unit(rng, state.theatre, "new", 0, ME)
            out[f] = Knowledge(out[f].watch, believed, {"new": Contact(ghost, 1)})
    return evolve(state, knowledge=out)


def change_the_books_of_others(state: State, rng: random.Random) -> State:
    def other(mapping, value):
        return {f: x if f == ME else value for f, x in mapping.items()}

    return evolve(
        state,
        pools=other(state.pools, rng.random()),
        rates=other(state.rates, rng.random()),
        losses=other(state.losses, rng.randrange(99)),
        scores=other(state.scores, {"line": rng.random()}),
        sources=other(state.sources, (rng.randrange(9),)),
        claims={"town": Claim("blue", 1)} if rng.random() < 0.5 else {},
        fired={"trigger": 1},
    )


def change_who_waits(state: State, rng: random.Random) -> State:
    own = {k: u for k, u in state.waiting.items() if u.faction == ME}
    return evolve(state, waiting=own)


def change_what_others_are_asked(state: State, rng: random.Random) -> State:
    own = {k: f for k, f in state.offers.items() if f == ME}
    return evolve(state, offers={"ask_blue": "blue", **own}, decided={**state.decided, "ask_green": "yes"})


def change_what_others_did(state: State, rng: random.Random) -> State:
    """Only while it is their turn."""
    if state.active == ME:
        return state
    units = [u for u in state.units.values() if u.faction == state.active]
    activity = {u.id: random_activity(rng, state.theatre, u) for u in units}
    return evolve(state, activity=activity, orders=rng.randrange(50), ferried=1)


def build_out_of_sight(state: State, rng: random.Random) -> State:
    """Works (not crossings, which everybody knows of)."""
    dark = set(dark_hexes(state))
    edges = [e for e in sorted(state.theatre.board.river_edges) if set(e) <= dark]
    return evolve(state, works={**state.works, rng.choice(edges): 2}) if edges else state


def change_the_irregular_means_of_others(state: State, rng: random.Random) -> State:
    """Their shock attacks, cells, main efforts and depots; not those of columns in sight."""
    old = state.irregular
    in_sight = seen(state, ME)
    cell = Cell(random_unit(rng, state.theatre, "hideout", 0, "blue"), 1)
    return evolve(state, irregular=replace(
        old,
        shock={f: n if f == ME else n + 1 for f, n in old.shock.items()},
        cells={k: c for k, c in old.cells.items() if c.faction == ME} | {"hideout": cell},
        dispersed={
            k: n if (k in state.units and state.units[k].faction == ME) or k == f"cell_{ME}" else 2
            for k, n in {**old.dispersed, "hideout": 1}.items()
        },
        effort={f: p if f == ME else "town" for f, p in {"blue": "", **old.effort}.items()},
        effort_ready={f: t if f == ME else t + 1 for f, t in old.effort_ready.items()},
        depots={
            k: h for k, h in old.depots.items()
            if k in in_sight or (k in state.units and state.units[k].faction == ME)
        },
    ))  # fmt: skip


def raid_and_mine_out_of_sight(state: State, rng: random.Random) -> State:
    """Also in sight, but not from the next hex: mines are well hidden."""
    dark = [h for h in dark_hexes(state) if state.knowledge[ME].control[h] != state.theatre.index[ME]]
    apart = [h for h in range(state.control.size) if not closely(state, ME, h) and h not in state.stacks]
    old = state.irregular
    foes = [f for f in FACTIONS if state.stances.get((ME, f)) == "war"]
    raids, mines = old.raids, dict(old.mines)
    if dark and foes:
        raids = (*raids, Raid(rng.choice(foes), "u99", rng.choice(dark), 2))
    if apart and foes:
        mines.setdefault(rng.choice(apart), rng.choice(foes))
    return evolve(state, irregular=replace(old, raids=raids, mines=mines))


def change_what_becomes_of_convoys_of_others(state: State, rng: random.Random) -> State:
    """Also of those in plain sight: how many are left, how many of them civilians, how long they stand."""
    units, own = dict(state.units), f"buses_{ME}"
    for key in state.civil.convoys:
        if key != own and key in units:
            steps = rng.randint(1, units[key].full)
            units[key] = replace(units[key], steps=steps, cohesion=rng.randint(0, 100), supply="unsupplied")
    civil = replace(
        state.civil,
        convoys={
            k: c if k == own else replace(c, stranded=rng.randint(4, 9), leaked=rng.randint(0, 3))
            for k, c in state.civil.convoys.items()
        },
        aboard={k: n if k == own else (7, 7) for k, n in state.civil.aboard.items()},
        aid_left=state.civil.aid_left if state.active == ME else 1,
    )
    return evolve(state, units=units, civil=civil)


def change_the_fires_of_others(state: State, rng: random.Random) -> State:
    """Their magazines, sorties and reports, and what they look at."""
    fires = state.fires
    looking = FlownMission("blue", "reconnaissance", rng.randrange(state.theatre.board.size), 2)
    held = fires.magazines.items()
    return evolve(state, fires=replace(
        fires,
        magazines={k: m if m.faction == ME else replace(m, left=2, ready=9) for k, m in held},
        sorties={f: n if f == ME else 7 for f, n in fires.sorties.items()},
        reports=tuple(x if x.faction == ME else replace(x, claimed=not x.claimed) for x in fires.reports),
        missions=(*fires.missions, looking),
    ))  # fmt: skip


def change_what_strikes_really_did(state: State, rng: random.Random) -> State:
    """Only of those that red has not seen."""
    fires = state.fires
    seen_by_me = {x.id for x in fires.reports if x.faction == ME and x.assessed}
    truths = tuple(
        t if t.report in seen_by_me else replace(t, hits=rng.randint(4, 9), harmed=rng.randint(1, 9))
        for t in fires.truths
    )
    dark = set(dark_hexes(state))
    hits = {
        p: n if state.theatre.sites[p].faction == ME or state.theatre.board.places[p].hex not in dark else 5
        for p, n in fires.site_hits.items()
    }
    craters = tuple(c for c in fires.craters if not (c.hex in dark and rng.random() < 0.5))
    if any(x.faction == ME and x.aim == "road" and x.assessed for x in fires.reports):
        craters = fires.craters
    return evolve(state, fires=replace(fires, truths=truths, site_hits=hits, craters=craters))


def fly_out_of_sight(state: State, rng: random.Random) -> State:
    """Aircraft over roads that red does not see."""
    reach = round(state.theatre.ruleset.air.interdiction_km * 1000)
    lit = visible(state, ME)
    far = [h for h in dark_hexes(state) if not lit[state.theatre.board.distances(h) <= reach].any()]
    if not far:
        return state
    mission = FlownMission("blue", "interdiction", rng.choice(far), 2)
    return evolve(state, fires=replace(state.fires, missions=(*state.fires.missions, mission)))


CHANGES = [
    change_the_fires_of_others, change_what_strikes_really_did, fly_out_of_sight,
    change_what_becomes_of_convoys_of_others,
    change_the_irregular_means_of_others, raid_and_mine_out_of_sight,
    move_a_hidden_unit, change_a_hidden_unit, remove_a_hidden_unit, add_a_hidden_unit,
    add_somebody_who_hides_in_plain_sight, change_control_out_of_sight, change_what_others_know,
    change_the_books_of_others, change_who_waits, change_what_others_are_asked, change_what_others_did,
    build_out_of_sight,
]  # fmt: skip


def a_pair(seed: int, rng: random.Random, changes: list, active: str) -> tuple[State, State]:
    """A position, and another that differs in what is hidden from `ME` only."""
    state = random_state(seed)
    if active != ME:
        state = evolve(state, active=active, activity={})
    other = state
    for change in changes:
        other = change(other, rng)
    return state, other
