import itertools
import math
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.events import ControlChanged, Fought, Moved, Removed, Retreated
from game.core.orders import Attack
from game.core.rng import Dice
from game.core.state import State
from game.core.units import Activity
from game.rules.combat import SHIFT_NAMES, assemble, attack_forecast, check_attack, enemy_in
from game.rules.odds import odds_in_words, parse_table, table_of, ways
from game.rules.truth.attacks import resolve_attack
from game.rules.truth.audit import digest
from game.rules.truth.observe import observe
from game.rules.truth.resolution import Resolution
from tests.positions import make_board, make_state, make_theatre, make_unit, standard
from tests.rules.random_positions import closed, counted, legal_attacks, random_state, situations, wrong

OPEN = make_theatre(make_board(["......"] * 6))


class Loaded(Dice):
    """Dice that show what they are told."""

    def __init__(self, *rolls: int, chance: float = 0.99) -> None:
        super().__init__(0, 0)
        self.rolls, self.chance = list(rolls), chance

    def stream(self, name: str) -> "Loaded":  # type: ignore[override]
        return self

    def randint(self, _low: int, _high: int) -> int:
        return self.rolls.pop(0)

    def random(self) -> float:
        return self.chance


def duel(attacker: str = "assault", defender: str = "regular", theatre=OPEN, **changes: object) -> State:
    """Red in (2, 2) beside blue in (3, 2); `changes` are the defender's."""
    units = [
        make_unit(theatre, "lead", "red", (2, 2), attacker),
        make_unit(theatre, "foe", "blue", (3, 2), defender, **changes),
    ]
    return make_state(theatre, units)


def attack(theatre=OPEN, **changes: object) -> Attack:
    return Attack("lead", theatre.board.at(3, 2), **changes)  # type: ignore[arg-type]


def with_units(state: State, *units) -> State:
    new = replace(state, units={**state.units, **{u.id: u for u in units}})
    own = {u.id: Activity(u.hex) for u in units if u.faction == state.active}
    return replace(new, activity={**state.activity, **own})


def fight(state: State, order: Attack, *rolls: int, chance: float = 0.99) -> Resolution:
    r = Resolution(counted(state), Loaded(*rolls, chance=chance))
    resolve_attack(r, order)
    return r


def shifts(state: State, theatre=OPEN, **changes: object) -> dict[str, int]:
    found = assemble(state, attack(theatre, **changes))
    assert found is not None
    return dict(found.shifts)


# The table


def test_the_standard_table_has_all_results_of_two_dice():
    table = table_of(OPEN)
    assert all(sum(k for _, k in spread) == 36 for spread in table.spread)
    assert sum(ways(total) for total in range(2, 13)) == 36


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"columns": ("1:3", "x")}, "'x' is no odds"),
        ({"columns": ("1:0",)}, "'1:0' is no odds"),
        ({"rows": {}}, "row 2 must have one result for each of 8 columns"),
        (
            {"rows": dict.fromkeys(range(2, 13), ("1/0", "nonsense", *["0/0"] * 6))},
            "row 2, column 1:2: 'nonsense'",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(changes, words):
    with pytest.raises(ValueError, match=words):
        parse_table(replace(standard().combat, **changes))


@pytest.mark.parametrize(
    ("steps", "column"),
    [(6, "3:2"), (5, "1:1"), (8, "2:1"), (7, "3:2"), (24, "6:1"), (40, "6:1"), (2, "1:2"), (1, "1:3")],
)
def test_odds_round_in_the_defenders_favour(steps, column):
    state = duel("regular", steps=4)
    lead = replace(state.units["lead"], steps=steps, full=99)
    assert attack_forecast(with_units(state, lead), attack()).column == column


def test_odds_below_the_table_use_its_first_column_and_say_so():
    state = duel("militia", "guard", steps=8)
    state = with_units(state, replace(state.units["lead"], steps=1))
    forecast = attack_forecast(state, attack())
    assert forecast.column == "1:3"
    assert ("below_table", 0) in forecast.shifts


def test_odds_are_told_to_one_decimal_in_the_defenders_favour():
    scale = 10**4
    assert odds_in_words(5, 2 * scale) == "2.5:1"
    assert odds_in_words(299, 100 * scale) == "2.9:1"
    assert odds_in_words(3, 3 * scale) == "1:1"
    assert odds_in_words(100, 151 * scale) == "1:1.6"
    assert odds_in_words(1, 0) == "overwhelming"


def test_cohesion_and_supply_weaken_an_attack_and_shock_and_hunger_a_defence():
    state = duel()
    fresh = attack_forecast(state, attack())
    tired = with_units(state, replace(state.units["lead"], cohesion=60, supply="overextended"))
    assert attack_forecast(tired, attack()).attack == pytest.approx(fresh.attack * 0.6 * 0.8)
    shaken = with_units(state, replace(state.units["foe"], cohesion=39))
    assert attack_forecast(shaken, attack()).defence == pytest.approx(fresh.defence * 0.67)
    for turns, factor in ((2, 0.8), (3, 0.8 * 0.67)):
        hungry = with_units(state, replace(state.units["foe"], supply="isolated", cut_off=turns))
        assert attack_forecast(hungry, attack()).defence == pytest.approx(fresh.defence * factor)


# Shifts


def test_every_shift_has_a_name_for_people():
    codes = {code for state, order in situations(40) for code, _ in attack_forecast(state, order).shifts}
    assert codes <= set(SHIFT_NAMES)
    assert len(codes) >= 6


def test_ground_and_trenches_favour_the_defender():
    board = make_board(["......", "......", "...c..", "......", "......", "......"])
    theatre = make_theatre(board)
    assert shifts(duel(theatre=theatre), theatre)["terrain"] == -2
    assert shifts(duel(entrenchment=1)) == {"entrenchment": -1}
    assert shifts(duel(entrenchment=3)) == {"entrenchment": -2}


def test_a_fresh_unit_thins_out_the_trenches_it_joins():
    state = duel(entrenchment=2)
    joined = with_units(state, make_unit(OPEN, "fresh", "blue", (3, 2)))
    assert shifts(joined) == {"entrenchment": -1}


def test_armour_and_infantry_together_shift_except_in_streets():
    armour = make_unit(OPEN, "tanks", "red", (3, 1), "armour")
    assert shifts(with_units(duel(), armour)) == {"combined_arms": 1}
    assert shifts(with_units(duel(), armour), support=False) == {}
    theatre = make_theatre(make_board(["......", "......", "...t..", "......", "......", "......"]))
    assert shifts(with_units(duel(theatre=theatre), armour), theatre) == {"terrain": -1}


def test_batteries_in_range_fire_and_only_as_many_as_count():
    guns = [
        make_unit(OPEN, f"gun{i}", "red", at, "artillery") for i, at in enumerate([(0, 0), (1, 2), (1, 1)])
    ]
    state = with_units(duel(), *guns)
    forecast = attack_forecast(state, attack())
    assert forecast.batteries == ("gun2", "gun1")  # the nearest two
    assert ("support", 2) in forecast.shifts
    assert forecast.attackers == ("lead",)
    far = with_units(duel(), replace(guns[0], hex=OPEN.board.at(0, 5)))
    assert OPEN.board.distance_m(OPEN.board.at(0, 5), OPEN.board.at(3, 2)) < 15000
    assert attack_forecast(far, attack()).batteries == ("gun0",)
    spent = replace(state, activity={**state.activity, "gun1": Activity(guns[1].hex, attacked=True)})
    assert attack_forecast(spent, attack()).batteries == ("gun2", "gun0")


def test_a_battery_out_of_range_does_not_fire():
    theatre = make_theatre(make_board(["........."] * 3))
    gun = make_unit(theatre, "gun", "red", (0, 0), "artillery")
    lead = make_unit(theatre, "lead", "red", (7, 0), "assault")
    foe = make_unit(theatre, "foe", "blue", (8, 0))
    state = make_state(theatre, [gun, lead, foe])
    assert attack_forecast(state, Attack("lead", foe.hex)).batteries == ()


def test_three_sides_must_not_fit_into_a_third_of_a_circle():
    at = {"E": (4, 2), "NE": (3, 1), "NW": (2, 1), "SW": (2, 3)}

    def sides(*names: str) -> bool:
        units = [make_unit(OPEN, n, "red", at[n], "guard", posture="guard") for n in names]
        return "three_sides" in shifts(with_units(duel(), *units))

    assert not sides("NE")
    assert not sides("NW", "SW")
    assert not sides("NW", "NE")
    assert sides("NE", "SW")
    assert sides("E", "SW")
    weak = make_unit(OPEN, "weak", "red", at["NE"], "guard", posture="guard", steps=2)
    other = make_unit(OPEN, "SW", "red", at["SW"], "guard", posture="guard")
    assert "three_sides" not in shifts(with_units(duel(), weak, other))


def test_an_isolated_defender_helps_the_attack():
    assert shifts(duel(supply="isolated", cut_off=1)) == {"isolated": 1}


def test_the_sum_of_shifts_is_held_within_the_cap():
    theatre = make_theatre(
        make_board(["......", "......", "...c..", "......", "......", "......"], banks=["aaabbb"] * 6)
    )
    state = duel("assault", "is_fighter", theatre, steps=2, full=5, entrenchment=3)
    found = assemble(state, attack(theatre))
    assert found is not None
    assert sum(v for _, v in found.shifts) == -6
    assert found.base - found.column == 4


# Who takes part


def test_friends_beside_the_target_join_unless_they_cannot():
    state = duel()
    friend = make_unit(OPEN, "friend", "red", (3, 1))
    assert attack_forecast(with_units(state, friend), attack()).attackers == ("lead", "friend")
    for changes in ({"posture": "guard"}, {"posture": "rest"}, {"cohesion": 54}, {"faction": "blue"}):
        assert attack_forecast(with_units(state, replace(friend, **changes)), attack()).attackers == ("lead",)
    joined = with_units(state, friend)
    for act in (Activity(friend.hex, attacked=True), Activity(friend.hex, done=True)):
        busy = replace(joined, activity={**joined.activity, "friend": act})
        assert attack_forecast(busy, attack()).attackers == ("lead",)


def test_an_attack_over_a_river_needs_a_crossing_or_boats_and_pays_for_it():
    banks = ["aaabbb"] * 6
    for crossings, kind, code in (
        ([], "armour", "river_closed"),
        ([("bridge", (2, 2), (3, 2), "destroyed")], "armour", "river_closed"),
        ([("bridge", (2, 2), (3, 2), "intact")], "armour", ""),
        ([], "assault", ""),
    ):
        theatre = make_theatre(make_board(["......"] * 6, banks=banks, crossings=crossings))
        state = duel(kind, theatre=theatre)
        refusal = check_attack(state, attack(theatre))
        assert (refusal.code if refusal else "") == code
        if not code:
            assert shifts(state, theatre) == {"river": -2}


def test_units_beyond_a_river_do_not_join_an_attack_from_the_near_bank():
    theatre = make_theatre(make_board(["......"] * 6, banks=["aaabbb"] * 6))
    state = with_units(
        duel(theatre=theatre),
        make_unit(theatre, "near", "red", (4, 2)),
        make_unit(theatre, "also", "red", (2, 3)),
    )
    assert attack_forecast(state, attack(theatre)).attackers == ("lead", "also", "near")
    from_near = Attack("near", theatre.board.at(3, 2))
    assert attack_forecast(state, from_near).attackers == ("near",)


def test_refusals_say_why():
    state = duel()
    lead = state.units["lead"]
    far = OPEN.board.at(5, 5)
    cases = {
        "not_adjacent": (state, Attack("lead", far)),
        "no_enemy": (state, Attack("lead", OPEN.board.at(1, 2))),
        "not_yours": (replace(state, activity={}), attack()),
        "attacked": (replace(state, activity={"lead": Activity(lead.hex, attacked=True)}), attack()),
        "no_attack": (with_units(state, replace(lead, type="convoy")), attack()),
        "posture": (with_units(state, replace(lead, posture="rest")), attack()),
        "cohesion": (with_units(state, replace(lead, cohesion=54)), attack()),
        "not_at_war": (
            replace(state, stances={("red", "blue"): "rival", ("blue", "red"): "rival"}),
            attack(),
        ),
    }
    for code, (situation, order) in cases.items():
        refusal = check_attack(situation, order)
        assert refusal is not None
        assert refusal.code == code
        assert refusal.text.endswith(".")
    assert check_attack(state, attack()) is None


def test_a_forecast_against_nobody_is_a_mistake():
    with pytest.raises(ValueError, match="no enemy"):
        attack_forecast(duel(), Attack("lead", OPEN.board.at(1, 2)))


# What comes of it


def test_losses_fall_on_the_declaring_unit_first_and_then_on_the_largest():
    state = with_units(duel("militia", "guard", steps=8), make_unit(OPEN, "big", "red", (3, 1), "militia"))
    state = with_units(state, replace(state.units["lead"], steps=2), replace(state.units["big"], steps=4))
    r = fight(state, attack(), 1, 1)  # 6 against 24 steps of defence: below the table, 3/0
    (fought,) = (e for e in r.events if isinstance(e, Fought))
    assert [(x.unit, x.steps) for x in fought.attacker_loss] == [("lead", 1), ("big", 2)]
    assert dict(fought.cohesion) == {"lead": -18, "big": -26}
    assert r.state.units["big"].cohesion == 74
    assert r.state.losses == {"red": 3, "blue": 0}


def test_a_beaten_unit_falls_back_away_from_enemies_and_the_victor_advances():
    r = fight(duel(steps=7), attack(), 6, 6)
    fought, retreat, gained, moved, taken = r.events
    assert isinstance(fought, Fought)
    assert fought.result == "retreat"
    assert isinstance(retreat, Retreated)
    assert gained == ControlChanged("blue", retreat.path[1:])
    target = OPEN.board.at(3, 2)
    assert isinstance(moved, Moved)
    assert moved.path == (OPEN.board.at(2, 2), target)
    assert moved.halted
    assert taken == ControlChanged("red", (target,))
    lead, foe = r.state.units["lead"], r.state.units["foe"]
    assert lead.hex == target
    assert r.state.activity["lead"].attacked
    assert foe.steps == 7 - sum(x.steps for x in fought.defender_loss)
    assert foe.cohesion == 100 - 15 - 8 * (7 - foe.steps)
    assert OPEN.board.distance_m(foe.hex, OPEN.board.at(2, 2)) == 6000


def test_without_advance_the_victor_stays():
    r = fight(duel(steps=7), attack(advance=False), 6, 6)
    assert r.state.units["lead"].hex == OPEN.board.at(2, 2)
    assert not r.state.stacks.get(OPEN.board.at(3, 2))


def ring(state: State) -> State:
    """Red guards on the other five hexes around the target."""
    target = OPEN.board.at(3, 2)
    around = [h for _, h in OPEN.board.adjacent[target] if h != state.units["lead"].hex]
    return with_units(
        state,
        *(
            replace(make_unit(OPEN, f"ring{h}", "red", (0, 0), "guard", posture="guard"), hex=h)
            for h in around
        ),
    )


def test_a_unit_with_no_way_back_surrenders():
    state = ring(duel(steps=7))
    forecast = attack_forecast(state, attack())
    assert not any(c.result == "retreat" for c in forecast.cases)
    r = fight(state, attack(), 6, 6)
    removed = [e for e in r.events if isinstance(e, Removed)]
    assert [(e.unit, e.cause) for e in removed] == [("foe", "surrendered")]
    assert r.state.losses["blue"] == 7
    assert r.state.units["lead"].hex == OPEN.board.at(3, 2)


def test_a_unit_that_stands_fast_pays_a_step_and_stays_unless_isolated():
    state = duel(steps=7, posture="stand_fast")
    r = fight(state, attack(), 6, 6)
    (fought,) = (e for e in r.events if isinstance(e, Fought))
    assert fought.result == "stand_fast"
    plain = fight(duel(steps=7), attack(), 6, 6).state.units["foe"].steps
    assert r.state.units["foe"].steps == plain - 1
    assert r.state.units["foe"].hex == OPEN.board.at(3, 2)
    cut = duel(steps=7, posture="stand_fast", supply="isolated", cut_off=1)
    assert {c.result for c in attack_forecast(cut, attack()).cases} == {"hold", "retreat"}


def test_a_hit_may_cost_a_level_of_entrenchment():
    state = duel("armour", steps=7, entrenchment=2)
    lead = replace(state.units["lead"], steps=8, full=8)
    for chance, level in ((0.49, 1), (0.51, 2)):
        r = fight(with_units(state, lead), attack(), 3, 3, chance=chance)  # 2.8:1, two shifts down: 1:1
        r2 = fight(with_units(state, lead), attack(), 4, 4, chance=chance)  # 1/1, nobody retreats
        assert r.state.units["foe"].entrenchment == 2
        assert r2.state.units["foe"].entrenchment == level


# Retreats


def test_nobody_retreats_over_a_closed_river_or_onto_the_ground_of_a_rival():
    theatre = make_theatre(make_board(["......"] * 6, banks=["aaaabb"] * 6), ("red", "blue", "green"))
    units = [make_unit(theatre, "lead", "red", (2, 2), "assault"), make_unit(theatre, "foe", "blue", (3, 2))]
    control = ["......", "22222.", "...1..", "......", "......", "......"]
    state = make_state(theatre, units, control=control, stances={("blue", "green"): "rival"})
    order = attack(theatre)
    r = fight(state, order, 6, 6)
    end = theatre.board.col_row(r.state.units["foe"].hex)
    assert end in {(3, 4), (2, 4), (4, 4)} - {(4, 4)} | {(3, 3), (3, 4)}
    assert end[0] < 4
    assert end[1] > 2


# Properties


def result_of(r: Resolution, state: State) -> tuple[int, int, str]:
    """What resolution did, in the terms of a forecast."""
    (fought,) = (e for e in r.events if isinstance(e, Fought))
    gave_up = [e.unit for e in r.events if isinstance(e, Removed) and e.cause == "surrendered"]
    lost = {x.unit: x.steps for x in fought.defender_loss}
    surrendered = sum(state.units[u].steps - lost.get(u, 0) for u in gave_up)
    return (
        sum(x.steps for x in fought.attacker_loss),
        sum(lost.values()) + surrendered,
        fought.result,
    )


def by_roll(state: State, order: Attack) -> dict[int, tuple[int, int, str]]:
    """Result of the real resolver for every sum of the dice."""
    out = {}
    for total in range(2, 13):
        first = max(1, total - 6)
        out[total] = result_of(fight(state, order, first, total - first), state)
    return out


def test_all_rolls_through_the_resolver_give_exactly_the_forecast():
    kinds = set()
    for state, order in situations(100):
        forecast = attack_forecast(observe(state, state.active), order)
        assert forecast == attack_forecast(state, order)
        counts: dict[tuple[int, int, str], int] = {}
        for total, key in by_roll(state, order).items():
            counts[key] = counts.get(key, 0) + ways(total)
        told = {(c.attacker_steps, c.defender_steps, c.result): c.probability for c in forecast.cases}
        assert {k: n / 36 for k, n in counts.items()} == told
        kinds |= {result for _, _, result in told}
    assert kinds == {"hold", "retreat", "stand_fast", "surrender", "destroyed"}


@pytest.mark.slow
def test_twenty_thousand_resolutions_agree_with_each_forecast():
    games = 20_000
    for seed, (state, order) in enumerate(situations(30)):
        forecast, table = attack_forecast(state, order), by_roll(state, order)
        counts: dict[tuple[int, int, str], int] = {}
        for number in range(games):
            dice = Dice(seed, number).stream("combat")
            key = table[dice.randint(1, 6) + dice.randint(1, 6)]
            counts[key] = counts.get(key, 0) + 1
        for c in forecast.cases:
            seen = counts.pop((c.attacker_steps, c.defender_steps, c.result), 0) / games
            spread = math.sqrt(c.probability * (1 - c.probability) / games)
            assert abs(seen - c.probability) <= 4 * spread + 1e-12
        assert not counts


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_probabilities_are_36ths_that_add_up_to_one(seed):
    state = random_state(seed)
    for order in legal_attacks(state):
        forecast = attack_forecast(state, order)
        assert sum(Fraction(round(c.probability * 36), 36) for c in forecast.cases) == 1
        expected = sum(c.probability * c.attacker_steps for c in forecast.cases)
        assert forecast.attacker_loss == pytest.approx(expected)
        joined = sum(state.units[u].steps for u in forecast.attackers)
        against = sum(state.units[u].steps for u in forecast.defenders)
        assert all(
            0 <= c.attacker_steps <= joined and 0 <= c.defender_steps <= against for c in forecast.cases
        )


@given(st.integers(0, 10**6), st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_more_steps_never_make_the_odds_worse(seed, more):
    state = random_state(seed)
    for order in legal_attacks(state):
        before = assemble(state, order)
        assert before is not None
        for unit in before.attackers:
            after = assemble(with_units(state, replace(unit, steps=unit.steps + more)), order)
            assert after is not None
            assert after.column >= before.column
        for unit in before.defenders:
            level = [u for u in before.defenders if u.entrenchment != unit.entrenchment]
            after = assemble(with_units(state, replace(unit, steps=unit.steps + more)), order)
            assert after is not None
            assert after.base <= before.base
            assert level or after.column <= before.column


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_turn_of_attacks_breaks_nothing(seed):
    state = counted(random_state(seed))
    assert wrong(state) == []
    rng, number = random.Random(seed), 0
    while attacks := list(legal_attacks(state)):
        number += 1
        before = state
        order = rng.choice(attacks)
        r = Resolution(state, Dice(seed, number))
        resolve_attack(r, order)
        again = Resolution(before, Dice(seed, number))
        resolve_attack(again, order)
        assert r.events == again.events
        assert digest(r.state) == digest(again.state)
        state = r.state
        assert wrong(state) == []
        for event in r.events:
            if isinstance(event, Retreated):
                for a, b in itertools.pairwise(event.path):
                    assert not closed(before, a, b)
                assert 2 <= len(event.path) <= 1 + state.theatre.ruleset.combat.retreat_hexes
    assert number <= sum(u.faction == "red" for u in state.units.values()) + sum(state.losses.values())


def test_the_stronger_of_two_enemies_in_a_hex_is_attacked():
    theatre = make_theatre(OPEN.board, ("red", "blue", "green"))
    units = [
        make_unit(theatre, "lead", "red", (2, 2)),
        make_unit(theatre, "weak", "blue", (3, 2), "logistics"),
        make_unit(theatre, "strong", "green", (3, 2), "guard"),
    ]
    state = make_state(theatre, units, stances={("blue", "green"): "allied"})
    assert enemy_in(state, "red", theatre.board.at(3, 2))[0] == "green"
