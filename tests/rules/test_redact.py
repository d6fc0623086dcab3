"""What a side notices of events."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import events as e
from game.core.orders import Attack, EndTurn, Move
from game.core.rng import Dice
from game.rules.legality import legal_orders
from game.rules.truth.observe import observe, redact
from game.rules.truth.perceive import visible
from game.rules.truth.reduce import fold
from game.rules.truth.resolve import resolve_to
from tests.rules.chance import random_state
from tests.rules.fog import FACTIONS, at, lane, of, position


def seen_by_red(s, order, faction="red"):
    r = resolve_to(s, order, Dice(1, 1))
    return redact(s, r.state, r.events, faction), r


def test_ones_own_move_is_noticed_whole():
    s = position([("a", "red", (1, 2), "sdf_light"), ("b", "blue", (9, 2), "regular")])
    events, r = seen_by_red(s, Move("a", lane(s, 2, 1, 2, 3)))
    assert of(events, e.Moved) == of(r.events, e.Moved)
    assert of(seen_by_red(s, Move("a", lane(s, 2, 1, 2, 3)), "blue")[0], e.Moved) == []


def test_only_the_part_of_an_enemys_move_that_was_in_sight_is_noticed():
    s = position([("a", "red", (1, 2), "assault"), ("b", "blue", (6, 2), "sdf_light")], active="blue")
    events, r = seen_by_red(s, Move("b", lane(s, 2, 6, 5, 4, 3)))
    (noticed,) = of(events, e.Moved)
    assert noticed == e.Moved("b", "blue", lane(s, 2, 3), 0), "and nothing of what it spent"
    assert of(events, e.ControlChanged) == [e.ControlChanged("blue", lane(s, 2, 3))]
    assert of(r.events, e.ControlChanged) == [e.ControlChanged("blue", lane(s, 2, 5, 4, 3))]


def test_guns_out_of_sight_are_not_named():
    units = [
        ("a", "red", (4, 2), "is_fighter"),
        ("b", "blue", (5, 2), "regular"),
        ("guns", "blue", (8, 2), "artillery"),
    ]
    s = position(units, active="blue")
    events, r = seen_by_red(s, Attack("b", at(s, 4, 2)))
    assert of(r.events, e.Fought)[0].batteries == ("guns",)
    (fight,) = of(events, e.Fought)
    assert fight.batteries == ()
    assert fight.attackers == ("b",)
    assert fight.shifts == of(r.events, e.Fought)[0].shifts


def test_a_fight_between_others_out_of_sight_is_not_noticed():
    units = [
        ("a", "red", (4, 2), "is_fighter"),
        ("b", "blue", (5, 2), "regular"),
        ("g", "green", (11, 4), "regular"),
    ]
    s = position(units, active="blue")
    events, _ = seen_by_red(s, Attack("b", at(s, 4, 2)), "green")
    assert not of(events, e.Fought)
    assert not of(events, e.Moved)


def hidden_things(before, after, faction):
    """(ids, hexes) of enemy units that the faction saw neither before nor after."""
    known = {k for s in (before, after) for k in observe(s, faction).units}
    ids = {k for s in (before, after) for k in (*s.units, *s.waiting)} - known
    dark = ~(visible(before, faction) | visible(after, faction))
    return ids, set(np.flatnonzero(dark).tolist())


def words(thing):
    """Every string and every tuple or single value of hexes in an event's hex fields."""
    for f in fields(thing):
        value = getattr(thing, f.name)
        for item in value if isinstance(value, tuple) else (value,):
            if hasattr(item, "__dataclass_fields__"):
                yield from words(item)
            elif isinstance(item, tuple):
                yield from ((f.name, x) for x in item)
            else:
                yield f.name, item


HEX_FIELDS = {"path", "hexes", "origin", "target", "to", "hex"}


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_what_is_noticed_of_others_never_names_a_hidden_unit_or_hex(seed):
    s = random_state(seed)
    orders = list(legal_orders(observe(s, "red")))
    for order in orders[:: max(1, len(orders) // 10)]:
        r = resolve_to(s, order, Dice(seed, 1))
        for f in ("blue", "green"):
            ids, dark = hidden_things(s, r.state, f)
            for event in redact(s, r.state, r.events, f):
                if getattr(event, "faction", "") == f:
                    continue
                if isinstance(event, e.Moved | e.Ferried | e.Retreated):
                    ids.discard(event.unit)  # seen as it came by
                if isinstance(event, e.Impact) and event.victim == f:  # one knows of one's own sites
                    dark -= {event.hex}
                if isinstance(event, e.MissionFlown):  # aircraft are noticed wherever their reach is in sight
                    dark -= {event.mission.hex}
                if isinstance(event, e.Raided | e.RaidEnded):  # whose road is cut, notices that
                    dark -= {h for h in dark if s.knowledge[f].control[h] == s.theatre.index[f]}
                for name, value in words(event):
                    assert value not in ids
                    assert name not in HEX_FIELDS or value not in dark


@settings(max_examples=30)
@given(st.integers(0, 10**9))
def test_redaction_invents_nothing_but_leaves_out(seed):
    s = random_state(seed)
    for order in (EndTurn(), *list(legal_orders(observe(s, "red")))[:5]):
        r = resolve_to(s, order, Dice(seed, 1))
        assert fold(s, r.events).units == r.state.units
        for f in FACTIONS:
            noticed = redact(s, r.state, r.events, f)
            assert [type(x) for x in noticed] == [type(x) for x in _subsequence(r.events, noticed)]


def _subsequence(events, noticed):
    """The events of which `noticed` is the redaction, found in order."""
    left = iter(events)
    return [next(x for x in left if type(x) is type(n)) for n in noticed]
