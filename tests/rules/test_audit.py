from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.scenario import StanceSpec
from game.core.state import Claim, Knowledge, State
from game.core.units import Activity, Contact
from game.rules.truth.audit import digest, problems
from tests.positions import make_board, make_state, make_theatre, make_unit
from tests.rules.spine import BOARD, start

GOLDEN = "d3b7b67881994ab076ea1c51d72e090d"


def with_unit(state: State, unit_id: str, **changes: Any) -> State:
    return replace(state, units={**state.units, unit_id: replace(state.units[unit_id], **changes)})


def with_control(state: State, h: int, number: int) -> State:
    control = state.control.copy()
    control[h] = number
    return replace(state, control=control)


def with_knowledge(state: State, **changes: Any) -> State:
    old = state.knowledge["red"]
    fields = {"watch": old.watch, "control": old.control, "contacts": old.contacts, **changes}
    return replace(state, knowledge={**state.knowledge, "red": Knowledge(**fields)})


def wrong_watch(state: State) -> State:
    watch = state.knowledge["red"].watch.copy()
    watch[47] += 1
    return with_knowledge(state, watch=watch)


def wrong_memory(state: State) -> State:
    own = Contact(state.units["r1"], 1)
    return with_knowledge(state, contacts={"r1": own})


def crowded(state: State) -> State:
    more = {f"x{i}": replace(state.units["r1"], id=f"x{i}") for i in range(3)}
    return replace(state, units={**state.units, **more})


LAKE = BOARD.at(5, 2)

BROKEN = [
    (lambda s: with_unit(s, "r1", steps=0), "r1 has 0 of 7 steps"),
    (lambda s: with_unit(s, "r1", steps=8), "r1 has 8 of 7 steps"),
    (lambda s: with_unit(s, "r1", cohesion=101), "cohesion 101"),
    (lambda s: with_unit(s, "r1", cohesion=-1), "cohesion -1"),
    (lambda s: with_unit(s, "r1", entrenchment=4), "entrenched to level 4"),
    (lambda s: with_unit(s, "r1", still=-2), "counts turns below zero"),
    (lambda s: with_unit(s, "r1", posture="sleep"), "posture 'sleep'"),
    (lambda s: with_unit(s, "r1", id="rx"), "filed under 'r1'"),
    (lambda s: with_unit(s, "r1", type="dragon"), "unknown type"),
    (lambda s: with_unit(s, "r1", hex=LAKE), "stands in a lake"),
    (lambda s: with_unit(s, "r1", hex=BOARD.at(7, 3)), "not allied"),
    (lambda s: with_unit(s, "r1", hex=BOARD.at(3, 0)), "ground that blue controls"),
    (lambda s: with_control(s, s.units["r1"].hex, -1), "ground that nobody controls"),
    (lambda s: with_control(s, 0, 3), "no faction's"),
    (lambda s: replace(s, waiting={"r1": s.units["r1"]}), "on the map and waiting"),
    (crowded, "units with"),
    (lambda s: replace(s, waiting={"x": replace(s.units["r1"], id="x")}), "waiting: there is no 'x'"),
    (wrong_watch, "watches hex 47"),
    (wrong_memory, "remembers 'r1' wrongly"),
    (lambda s: with_control(s, s.units["r2"].hex + 1, 1), "wrong about who controls it"),
    (lambda s: replace(s, activity={**s.activity, "b1": Activity(0)}), "so of 'b1'"),
    (lambda s: replace(s, activity={}), "activity"),
    (lambda s: replace(s, turn=7), "turn 7 of 6"),
    (lambda s: replace(s, active="nobody"), "active: there is no 'nobody'"),
    (lambda s: replace(s, orders=-1), "orders"),
    (lambda s: replace(s, owners={**s.owners, "town": "mars"}), "owners: there is no 'mars'"),
    (lambda s: replace(s, owners={}), "other places"),
    (lambda s: replace(s, claims={"nowhere": Claim("red", 1)}), "claims: there is no 'nowhere'"),
    (lambda s: replace(s, claims={"town": Claim("red", 0)}), "is no claim"),
    (lambda s: replace(s, firsts={"town": ""}), "firsts: there is no ''"),
    (lambda s: replace(s, fired={"ghost": 1}), "fired: there is no 'ghost'"),
    (lambda s: replace(s, offers={"ghost": "red"}), "offers: there is no 'ghost'"),
    (lambda s: replace(s, decided={"ghost": "yes"}), "decided: there is no 'ghost'"),
    (lambda s: replace(s, losses={**s.losses, "red": -1}), "lost -1 steps"),
    (lambda s: replace(s, pools={"red": 0.0}), "pools are kept of other factions"),
    (lambda s: replace(s, sources={**s.sources, "red": (999,)}), "off the board"),
    (lambda s: replace(s, stances={}), "stances"),
    (lambda s: replace(s, knowledge={}), "knowledge"),
    (lambda s: replace(s, control=s.control[:9]), "control covers 9 hexes of 48"),
    (lambda s: with_knowledge(s, control=s.control[:9]), "red's map covers 9 hexes of 48"),
    (lambda s: with_unit(s, "r1", hex=999), "off the board"),
    (lambda s: with_unit(s, "r1", faction="mars"), "which is no faction"),
    (lambda s: replace(s, works={(0, 1): 1}), "works at"),
    (lambda s: replace(s, works={(28, 29): 0}), "need 0 turns"),
]  # fmt: skip


@pytest.mark.parametrize(("breaking", "words"), BROKEN, ids=[w for _, w in BROKEN])
def test_a_broken_position_is_called_broken_in_words(breaking: Any, words: str) -> None:
    state = breaking(start())
    assert [p for p in problems(state) if words in p]
    assert digest(state) != digest(start())


def test_allies_may_share_a_hex() -> None:
    stances = (StanceSpec(("red", "green"), "allied"),)
    state = start(stances=stances)
    shared = with_unit(state, "g1", hex=state.units["r1"].hex)
    assert not [p for p in problems(shared) if "share" in p]


def test_equal_positions_have_equal_digests_whatever_the_order_of_their_parts() -> None:
    state = start()
    turned = replace(
        state,
        units=dict(reversed(state.units.items())),
        owners=dict(reversed(state.owners.items())),
        knowledge=dict(reversed(state.knowledge.items())),
        control=state.control.astype(">i1"),
        pools=dict.fromkeys(reversed(state.pools), -0.0),
    )
    assert digest(turned) == digest(state)


def test_the_digest_is_the_same_on_every_machine_and_python() -> None:
    theatre = make_theatre(make_board(["....", "...."], places={"town": (1, 1)}))
    units = [make_unit(theatre, "r1", "red", (0, 0)), make_unit(theatre, "b1", "blue", (3, 1), steps=2)]
    state = make_state(theatre, units, control=["01..", ".011"], sources={"red": [(0, 1)]})
    state = replace(state, pools={"red": 0.1 + 0.2, "blue": 1 / 3}, scores={"red": {"a": 2.5}, "blue": {}})
    assert digest(state) == GOLDEN


@given(st.sampled_from(["hex", "steps", "cohesion", "entrenchment", "still", "supply_km", "cut_off"]))
def test_the_digest_tells_units_apart(field: str) -> None:
    state = start()
    changed = with_unit(state, "r1", **{field: getattr(state.units["r1"], field) + 1})
    assert digest(changed) != digest(state)
    waiting = replace(state, waiting={"r1": state.units["r1"]}, units={})
    other = replace(state, waiting={"r1": changed.units["r1"]}, units={})
    assert digest(waiting) != digest(other)


@pytest.mark.parametrize(
    "changes",
    [
        {"turn": 2}, {"active": "blue"}, {"orders": 1}, {"ferried": 1}, {"crossings": {}},
        {"works": {(4, 5): 1}}, {"firsts": {"town": "red"}}, {"fired": {"t": 1}}, {"offers": {"d": "red"}},
        {"decided": {"d": "yes"}}, {"rates": {"red": 0.5}}, {"scores": {"red": {"a": 0.5}}},
        {"prestige": {"red": 1}}, {"losses": {"red": 1}}, {"claims": {"town": Claim("red", 1)}},
        {"sources": {}}, {"stances": {}}, {"owners": {}}, {"activity": {}}, {"pools": {"red": 1.0}},
    ],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_the_digest_covers_everything_that_play_changes(changes: dict[str, Any]) -> None:
    assert digest(replace(start(), **changes)) != digest(start())


def test_memories_are_part_of_the_digest() -> None:
    state = start()
    seen = Contact(state.units["b1"], 1)
    assert digest(with_knowledge(state, contacts={"b1": seen})) != digest(state)
    later = with_knowledge(state, contacts={"b1": replace(seen, turn=2)})
    assert digest(later) != digest(with_knowledge(state, contacts={"b1": seen}))
