"""What a side knows, how it learns it, and what it notices of events."""

from __future__ import annotations

import gc
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core import events as e
from game.core.board import Zone
from game.core.orders import Attack, EndTurn, Move
from game.core.rng import Dice
from game.core.score import PointLine, ScoreSpec, ShareLine
from game.core.state import State
from game.core.units import Activity, Contact
from game.rules.forecast import forecast
from game.rules.ground import flags_for
from game.rules.interdiction import hindrance
from game.rules.legality import legal_orders
from game.rules.truth.audit import problems
from game.rules.truth.moves import resolve_move
from game.rules.truth.observe import observe, redact
from game.rules.truth.perceive import visible
from game.rules.truth.reduce import evolve, fold
from game.rules.truth.resolution import Resolution
from game.rules.truth.resolve import resolve_to
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.chance import random_state, rules, with_fog

OPEN = ["............"] * 5
FACTIONS = ("red", "blue", "green")


class _Same:
    """Stands in for dice where the fog of `with_fog` shall show control as it is and no ghosts."""

    def choice(self, options):
        return options[0]


def position(units, rows=OPEN, control=None, board=None, **state):
    """With fog: ground out of sight is believed to be nobody's. Units: (id, faction, (col, row), type)."""
    theatre = make_theatre(board or make_board(rows), FACTIONS, rules())
    made = [
        make_unit(theatre, i, f, at, kind, **(rest[0] if rest else {})) for i, f, at, kind, *rest in units
    ]
    made_state = make_state(theatre, made, control=control, **state)
    ground = made_state.control.copy()
    for u in made:
        ground[u.hex] = theatre.index[u.faction]
    return with_fog(evolve(made_state, control=ground), _Same())


def at(s, *cell):
    return s.theatre.board.at(*cell)


def lane(s, row, *cols):
    return tuple(s.theatre.board.at(c, row) for c in cols)


def of(events, kind):
    return [x for x in events if isinstance(x, kind)]


# Views


def test_a_view_holds_own_units_and_those_in_sight():
    s = position(
        [("a", "red", (1, 2), "regular"), ("b", "blue", (2, 2), "regular"), ("c", "blue", (9, 2), "regular")]
    )
    view = observe(s, "red")
    assert view.units.keys() == {"a", "b"}
    assert view.visible[at(s, 2, 2)]
    assert not view.visible[at(s, 9, 2)]
    assert view.own == (s.units["a"],)


def test_only_the_active_faction_knows_what_its_units_have_done():
    s = position([("a", "red", (1, 2), "regular"), ("b", "blue", (2, 2), "regular")])
    s = replace(s, orders=7, ferried=1)
    red, blue = observe(s, "red"), observe(s, "blue")
    assert (red.activity.keys(), red.orders, red.ferried) == ({"a"}, 7, 1)
    assert (blue.activity, blue.orders, blue.ferried) == ({}, 0, 0)


def test_control_is_as_last_seen():
    s = position([("a", "red", (1, 2), "regular")], control={"blue": [(2, 2), (9, 2)]})
    view = observe(s, "red")
    assert view.control[at(s, 2, 2)] == 1
    assert view.control[at(s, 9, 2)] == -1, "believed to be nobody's"


def test_allies_share_their_sight():
    units = [
        ("a", "red", (1, 2), "regular"),
        ("g", "green", (8, 2), "regular"),
        ("b", "blue", (9, 2), "regular"),
    ]
    apart, together = (position(units, stances={("red", "green"): x}) for x in ("neutral", "allied"))
    assert observe(apart, "red").units.keys() == {"a"}
    assert observe(together, "red").units.keys() == {"a", "g", "b"}


def test_who_hides_is_seen_only_from_the_next_hex():
    s = position(
        [("a", "red", (1, 2), "assault"), ("x", "blue", (3, 2), "scout"), ("y", "blue", (1, 1), "scout")]
    )
    assert observe(s, "red").visible[at(s, 3, 2)]
    assert observe(s, "red").units.keys() == {"a", "y"}


def test_a_view_is_of_copies_that_cannot_be_written_to():
    s = random_state(3)
    view = observe(s, "red")
    for array in (view.control, view.visible):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
        assert array.base is None
    for name in (
        "units",
        "activity",
        "crossings",
        "works",
        "stances",
        "owners",
        "firsts",
        "prestige",
        "decided",
    ):
        assert getattr(view, name) is not getattr(s, name)


@pytest.mark.parametrize("seed", range(5))
def test_no_way_leads_from_a_view_back_to_the_state(seed):
    s = random_state(seed)
    view = observe(s, "red")
    list(legal_orders(view))
    private = [id(s.units), id(s.waiting), id(s.control), id(s.knowledge), id(s.memo), id(s.scenario)]
    private += [id(x) for f in s.knowledge.values() for x in (f, f.control, f.watch, f.contacts)]
    private += [id(u) for u in s.units.values() if u.id not in view.units]
    seen, todo = set(), [view]
    while todo:
        thing = todo.pop()
        if id(thing) in seen or isinstance(thing, type) or callable(thing):
            continue
        seen.add(id(thing))
        assert not isinstance(thing, State)
        assert id(thing) not in private
        todo += gc.get_referents(thing)


def test_points_are_counted_by_what_is_believed():
    zone = Zone("old", "Old Town", "city")
    board = make_board(["............"], zones=["11........11"], zone_list=(zone,))
    theatre = make_theatre(board, FACTIONS, rules())
    line = PointLine("city", "The city", share=ShareLine("city", 20))
    theatre = replace(theatre, score={"red": ScoreSpec(90, (line,))})
    s = make_state(theatre, [make_unit(theatre, "a", "red", (0, 0))], control=["000.......00"])
    s = with_fog(s, _Same())
    assert dict(observe(s, "red").score) == {"city": 10.0}
    assert len(observe(s, "blue").score) == 0


# Perception


def test_a_unit_that_comes_into_sight_is_spotted_and_one_that_leaves_it_is_remembered():
    s = position(
        [("a", "red", (1, 2), "is_fighter"), ("b", "blue", (3, 2), "is_mobile", {"steps": 1})], active="blue"
    )
    assert "b" not in observe(s, "red").units
    r = resolve_to(s, Move("b", lane(s, 2, 3, 2)), Dice(1, 1))
    assert of(r.events, e.Spotted) == [e.Spotted("red", r.state.units["b"])]
    assert "b" in observe(r.state, "red").units
    back = evolve(r.state, activity={"b": Activity(r.state.units["b"].hex)})
    r = resolve_to(back, Move("b", lane(s, 2, 2, 3, 4)), Dice(1, 2))
    last = replace(back.units["b"], hex=at(s, 2, 2))
    lost = [x for x in of(r.events, e.LostSight) if x.faction == "red"]
    assert lost == [e.LostSight("red", last)]
    assert observe(r.state, "red").contacts == (Contact(last, 1),)


def test_a_unit_that_passes_through_sight_leaves_a_contact_where_it_was_last_seen():
    s = position(
        [("a", "red", (5, 4), "is_fighter", {"steps": 2}), ("b", "blue", (3, 3), "sdf_light", {"steps": 1})],
        active="blue",
    )
    assert "b" not in observe(s, "red").units
    path = (at(s, 3, 3), at(s, 4, 3), at(s, 5, 3), at(s, 6, 3), at(s, 6, 2))
    r = resolve_to(s, Move("b", path), Dice(1, 1))
    assert r.state.units["b"].hex == path[-1]
    assert of(r.events, e.Spotted) == []
    assert [x.unit.hex for x in of(r.events, e.LostSight)] == [at(s, 5, 3)]
    (noticed,) = of(redact(s, r.state, r.events, "red"), e.Moved)
    assert noticed.path == (at(s, 4, 3), at(s, 5, 3))


def test_a_contact_vanishes_when_its_hex_is_seen_to_be_empty():
    s = position([("a", "red", (1, 2), "sdf_light")])
    ghost = make_unit(s.theatre, "g", "blue", (4, 2))
    known = replace(s.knowledge["red"], contacts={"g": Contact(ghost, 1)})
    s = replace(s, knowledge={**s.knowledge, "red": known})
    assert not observe(s, "red").visible[ghost.hex]
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3)), Dice(1, 1))
    assert ghost.hex in of(r.events, e.Revealed)[0].hexes
    assert observe(r.state, "red").contacts == ()


def test_a_contact_of_one_who_hides_stays_until_somebody_looks_closely():
    s = position([("a", "red", (1, 2), "sdf_light")])
    ghost = make_unit(s.theatre, "g", "blue", (5, 2), "scout")
    known = replace(s.knowledge["red"], contacts={"g": Contact(ghost, 1)})
    s = replace(s, knowledge={**s.knowledge, "red": known})
    near = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3)), Dice(1, 1)).state
    assert observe(near, "red").visible[ghost.hex]
    assert len(observe(near, "red").contacts) == 1
    close = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4)), Dice(1, 1)).state
    assert observe(close, "red").contacts == ()


def test_new_ground_in_sight_shows_who_controls_it():
    s = position([("a", "red", (1, 2), "sdf_light")], control={"blue": [(4, 2)]})
    assert observe(s, "red").control[at(s, 4, 2)] == -1
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2)), Dice(1, 1))
    assert observe(r.state, "red").control[at(s, 4, 2)] == 1


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_after_every_order_each_side_sees_the_ground_as_it_is(seed):
    s = random_state(seed)
    orders = [x for x in legal_orders(observe(s, "red")) if isinstance(x, (Move, Attack, EndTurn))]
    for order in orders[:: max(1, len(orders) // 8)]:
        r = resolve_to(s, order, Dice(seed, 1))
        assert problems(r.state) == []
        for f in FACTIONS:
            in_sight = visible(r.state, f)
            assert np.array_equal(r.state.knowledge[f].control[in_sight], r.state.control[in_sight])
            view = observe(r.state, f)
            assert not {c.unit.id for c in view.contacts} & view.units.keys()


@settings(max_examples=40)
@given(st.integers(0, 10**9))
def test_a_side_that_reduces_what_it_was_told_of_sight_knows_what_it_sees(seed):
    """Spotted and LostSight are all changes of the enemies in sight, nothing more and nothing less."""
    s = random_state(seed, stances=False)
    orders = [x for x in legal_orders(observe(s, "red")) if isinstance(x, (Move, Attack))]
    for order in orders[:: max(1, len(orders) // 8)]:
        r = resolve_to(s, order, Dice(seed, 1))
        for f in FACTIONS:
            was = {u.id for u in observe(s, f).units.values() if u.faction != f}
            now = {u.id for u in observe(r.state, f).units.values() if u.faction != f}
            told = [x for x in r.events if isinstance(x, (e.Spotted, e.LostSight)) and x.faction == f]
            gone = {x.unit for x in of(r.events, e.Removed)}
            spotted = {x.unit.id for x in told if isinstance(x, e.Spotted)}
            lost = {x.unit.id for x in told if isinstance(x, e.LostSight)}
            assert spotted == now - was
            assert was - now <= lost | gone
            assert not lost & now


# Moves on the truth


def test_a_move_takes_the_ground_it_goes_over_but_not_an_allys():
    s = position(
        [("a", "red", (1, 2), "sdf_light")],
        control={"blue": [(2, 2)], "green": [(3, 2)]},
        stances={("red", "green"): "allied"},
    )
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4)), Dice(1, 1))
    assert of(r.events, e.ControlChanged) == [e.ControlChanged("red", lane(s, 2, 2, 4))]


def test_a_move_stops_before_an_enemy_that_was_not_known():
    s = position([("a", "red", (1, 2), "sdf_light"), ("b", "blue", (4, 2), "scout", {"steps": 1})])
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4, 5)), Dice(1, 1))
    (moved,) = of(r.events, e.Moved)
    assert (moved.path, moved.stopped, moved.halted) == (lane(s, 2, 1, 2, 3), "ambush", True)
    assert "b" in observe(r.state, "red").units


def test_a_unit_that_is_ambushed_among_friends_falls_back_to_where_there_is_room():
    crowd = [(f"c{i}", "red", (3, 2), "militia") for i in range(3)]
    s = position([("a", "red", (1, 2), "sdf_light"), ("b", "blue", (4, 2), "scout", {"steps": 1}), *crowd])
    unknown = Resolution(s, Dice(1, 1))
    resolve_move(unknown, Move("a", lane(s, 2, 1, 2, 3, 4)))
    (moved,) = of(unknown.events, e.Moved)
    assert moved.path == lane(s, 2, 1, 2)
    assert moved.spent == 6000


def test_a_move_halts_in_a_zone_that_was_not_known():
    s = position([("a", "red", (1, 2), "sdf_light"), ("b", "blue", (4, 1), "scout")])
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4, 5)), Dice(1, 1))
    (moved,) = of(r.events, e.Moved)
    assert (moved.path, moved.stopped, moved.halted) == (lane(s, 2, 1, 2, 3, 4), "zone", True)
    assert moved.spent == 9000 + 4000, "and pays for it"
    assert r.state.activity["a"].halted


def test_a_move_that_costs_more_than_believed_ends_where_the_allowance_ends():
    ground = {"blue": [(c, 2) for c in range(4, 9)]}
    s = position([("a", "red", (1, 2), "sdf_light")], control=ground)
    path = lane(s, 2, 1, 2, 3, 4, 5, 6)
    r = resolve_to(s, Move("a", path), Dice(1, 1))
    (moved,) = of(r.events, e.Moved)
    assert (moved.path, moved.stopped, moved.spent) == (path[:4], "ground", 3000 + 3000 + 6000)


def test_a_move_stops_at_a_border_that_was_not_known():
    s = position(
        [("a", "red", (1, 2), "sdf_light")], control={"green": [(5, 2)]}, stances={("red", "green"): "rival"}
    )
    r = resolve_to(s, Move("a", lane(s, 2, 1, 2, 3, 4, 5)), Dice(1, 1))
    (moved,) = of(r.events, e.Moved)
    assert (moved.path[-1], moved.stopped) == (at(s, 4, 2), "border")


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_a_move_goes_as_forecast_unless_something_unknown_stops_it(seed):
    s = random_state(seed)
    view = observe(s, "red")
    for order in legal_orders(view):
        if not isinstance(order, Move):
            continue
        (moved,) = of(resolve_to(s, order, Dice(1, 1)).events, e.Moved)
        assert moved.path == order.path[: len(moved.path)]
        if not moved.stopped:
            assert moved.path == order.path
        expected = forecast(view, order)
        known = np.array_equal(view.control, s.control) and len(view.units) == len(s.units)
        known = known and hindrance(view, "red") == hindrance(s, "red")
        known = known and flags_for(view, "red") == flags_for(s, "red")  # mines, too
        if known:
            spent = s.activity[order.unit].spent
            assert (moved.path, moved.spent - spent, moved.stopped) == (order.path, expected.cost, "")
            assert moved.halted == expected.halts


# Redaction


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
