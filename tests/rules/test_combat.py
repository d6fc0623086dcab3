from dataclasses import replace

import pytest

from game.core.orders import Attack
from game.core.units import Activity
from game.rules.combat import assemble, check_attack, enemy_in
from game.rules.odds import odds_in_words, parse_table, table_of, ways
from game.rules.outcomes import attack_forecast
from game.words import has, tell
from tests.positions import make_board, make_state, make_theatre, make_unit, standard
from tests.rules.duels import OPEN, attack, duel, fight, shifts, with_units
from tests.rules.random_positions import situations

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
    for turns, factor in ((2, 0.75), (3, 0.75 * 0.67)):
        hungry = with_units(state, replace(state.units["foe"], supply="isolated", cut_off=turns))
        assert attack_forecast(hungry, attack()).defence == pytest.approx(fresh.defence * factor)


# Shifts


def test_every_shift_has_a_name_for_people():
    codes = {code for state, order in situations(40) for code, _ in attack_forecast(state, order).shifts}
    assert all(has(f"shift.{code}") for code in codes)
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


def test_an_attack_may_leave_its_batteries_for_another_and_still_have_its_friends():
    gun = make_unit(OPEN, "gun", "red", (1, 2), "artillery")
    friend = make_unit(OPEN, "friend", "red", (3, 1), "regular")
    state = with_units(duel(), gun, friend)
    alone = attack_forecast(state, attack(batteries=False))
    assert (alone.attackers, alone.batteries) == (("lead", "friend"), ())
    guns = attack_forecast(state, attack(support=False))
    assert (guns.attackers, guns.batteries) == (("lead",), ("gun",))


def test_engineers_join_no_attack_unasked_but_may_lead_one():
    sappers = make_unit(OPEN, "sappers", "red", (3, 1), "engineer")
    state = with_units(duel(), sappers)
    assert attack_forecast(state, attack()).attackers == ("lead",)
    led = attack_forecast(state, Attack("sappers", OPEN.board.at(3, 2)))
    assert led.attackers == ("sappers", "lead")


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
        assert tell(refusal.words).endswith(".")
    assert check_attack(state, attack()) is None


def test_a_forecast_against_nobody_is_a_mistake():
    with pytest.raises(ValueError, match="no enemy"):
        attack_forecast(duel(), Attack("lead", OPEN.board.at(1, 2)))


def test_the_stronger_of_two_enemies_in_a_hex_is_attacked():
    theatre = make_theatre(OPEN.board, ("red", "blue", "green"))
    units = [
        make_unit(theatre, "lead", "red", (2, 2)),
        make_unit(theatre, "weak", "blue", (3, 2), "logistics"),
        make_unit(theatre, "strong", "green", (3, 2), "guard"),
    ]
    state = make_state(theatre, units, stances={("blue", "green"): "allied"})
    assert enemy_in(state, "red", theatre.board.at(3, 2))[0] == "green"


@pytest.mark.parametrize(("terrain", "price"), [(".", 10), ("v", 10), ("t", 20)])
def test_an_attack_into_built_up_ground_wears_the_attackers_out_more(terrain, price):
    theatre = make_theatre(make_board(["..." + terrain + ".."] * 6))
    after = fight(duel(theatre=theatre), attack(theatre), 6, 6).state.units["lead"]
    assert (after.steps, after.cohesion) == (8, 100 - price)
