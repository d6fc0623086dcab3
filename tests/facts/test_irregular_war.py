"""F06, F10, F11, F12, F23, F24: the corridor that needs guards, boats by night, the countryside, the race's
supply, the decline, and militias.

Every fact is played twice: with its mechanism, and with the mechanism switched off by what the file of the
scenario says.
"""

from __future__ import annotations

from game.core import events as e
from game.core.orders import Attack, Disperse, MainEffort, Raid, SetPosture, Trickle
from game.rules.forecast import forecast
from tests.facts.valley import Play, of_kind, unit, with_and_without

GUERRILLA = {"raids": True, "shock": 2, "night_boats": True, "disperse": True, "mines": True}


def means(on: bool) -> dict[str, object]:
    """The foe with all irregular means, or with none."""
    return {"foe": {"abilities": GUERRILLA if on else {}}}


# F06 The corridor to the relieved garrison can be raided, unless it is guarded


@with_and_without
def test_f06_the_corridor_must_be_guarded_against_raids(on: bool) -> None:
    play = Play.of(
        factions=means(True),
        units={
            "gov": [unit("escort", [0, 2], "militia"), unit("garrison", "base", steps=2)],
            "foe": [unit("raiders", [3, 5], "is_mobile")],
        },
    )
    corridor = play.at(1, 2)
    if on:
        play.do(SetPosture("escort", "guard"))
    play.until("foe")
    play.do(Raid("raiders", corridor))
    driven_off = not play.state.irregular.raids
    assert driven_off == on
    assert play.state.units["raiders"].steps == (3 if on else 4)
    play.until("gov")
    assert (play.state.units["garrison"].supply == "supplied") == on
    if on:
        target = play.at(2, 3)
        assert play.refusal(Attack("escort", target)) is not None, "who guards does not attack"


# F10 With their backs to the river: boats by night, at a price


@with_and_without
def test_f10_boats_bring_a_cut_off_garrison_steps_by_night(on: bool) -> None:
    play = Play.of(
        factions=means(on),
        units={
            "gov": [unit("watch", [3, 1])],
            "foe": [unit("outside", [5, 1], "is_fighter"), unit("pocket", [4, 1], "is_fighter", steps=3)],
        },
    )
    play.until("foe")
    order = Trickle("outside", play.at(4, 1))
    refused = play.refusal(order)
    if not on:
        assert refused is not None and refused.code == "no_night_boats"
        return
    told = forecast(play.view(), order)
    assert getattr(told, "stopped", None) == 0.5, "the enemy who stands beside the landing may notice them"
    play.do(order)
    steps = {k: u.steps for k, u in play.state.units.items() if u.faction == "foe"}
    assert steps in ({"outside": 4, "pocket": 4}, {"outside": 5, "pocket": 3})


# F11 They still hold the countryside: beaten units hide in it, and reform


@with_and_without
def test_f11_a_beaten_unit_hides_in_the_countryside_and_reforms(on: bool) -> None:
    play = Play.of(
        factions=means(on),
        units={"gov": [unit("column", [2, 2])], "foe": [unit("remnant", [4, 4], "is_fighter", steps=1)]},
    )
    play.until("foe")
    order = Disperse("remnant")
    if not on:
        assert play.refusal(order) is not None
        return
    play.do(order)
    assert "remnant" not in play.state.units
    play.until("gov")
    assert play.view("gov").irregular.cells == {}, "nobody else knows where"
    back = of_kind(play.until("foe", 4), e.Reformed)
    assert [x.unit for x in back] == ["remnant"]
    assert play.state.units["remnant"].steps == 2


@with_and_without
def test_f11_a_position_given_up_leaves_mines_in_the_way(on: bool) -> None:
    play = Play.of(
        factions=means(on),
        units={
            "gov": [unit("column", [2, 2])],
            "foe": [unit("rearguard", [3, 4], "is_fighter", entrenchment=2)],
        },
    )
    play.until("foe")
    play.go("rearguard", (4, 5))
    assert play.state.irregular.mines == ({play.at(3, 4): "foe"} if on else {})
    play.until("gov")
    play.go("column", (2, 3))
    before = play.state.activity["column"].spent
    cleared = play.go("column", (3, 4))
    assert bool(of_kind(cleared, e.MinesCleared)) == on
    assert play.state.activity["column"].spent - before == 2 * 3900 + (10_000 if on else 0)


# F12 The race needs supply: a main effort and depots carry it further


def far(on: bool) -> dict[str, dict[str, float]]:
    """Lines that only reach the garrison, with an axis that reaches further, or not."""
    return {"supply": {"full_km": 1.5, "stretched_km": 3}, "effort": {"effort_km": 15 if on else 0}}


@with_and_without
def test_f12_the_main_effort_carries_the_race_further(on: bool) -> None:
    play = Play.of(rules=far(on), units={"gov": [unit("spearhead", [2, 2])]})
    play.do(MainEffort("base"))
    assert play.state.units["spearhead"].supply == "overextended"
    play.until("gov")
    assert play.state.units["spearhead"].supply == ("supplied" if on else "overextended")


@with_and_without
def test_f12_a_supply_column_that_stands_still_becomes_a_depot(on: bool) -> None:
    rules = {"supply": {"full_km": 1.5, "stretched_km": 3}, "effort": {"depot_km": 1.5 if on else 0}}
    play = Play.of(
        rules=rules, units={"gov": [unit("spearhead", [2, 2]), unit("column", [1, 2], "logistics")]}
    )
    play.until("gov", 4)
    assert play.state.irregular.depots == {"column": play.at(1, 2)}
    assert play.state.units["spearhead"].supply == ("supplied" if on else "overextended")


# F23 Reeling, but dangerous: a few shock attacks are left


@with_and_without
def test_f23_shock_attacks_come_from_a_pool_that_runs_out(on: bool) -> None:
    play = Play.of(
        factions=means(on),
        units={"gov": [unit("post", [3, 2], "militia")], "foe": [unit("storm", [4, 2], "is_mobile")]},
    )
    play.until("foe")
    target = play.at(3, 2)
    shock = Attack("storm", target, shock=True)
    refused = play.refusal(shock)
    if not on:
        assert refused is not None and refused.code == "no_shock"
        return
    told, plain = forecast(play.view(), shock), forecast(play.view(), Attack("storm", target))
    assert ("shock_attack", 1) in getattr(told, "shifts", ())
    assert getattr(told, "defender_loss", 0) > getattr(plain, "defender_loss", 9)
    play.do(shock)
    assert play.view().irregular.shock == {"foe": 1}


# F24 Militias differ: in the open they tire


@with_and_without
def test_f24_militia_recovers_slowly_in_the_open(on: bool) -> None:
    play = Play.of(
        rules={"recovery": {"militia": 0.5 if on else 1.0}},
        units={
            "gov": [unit("locals", [1, 2], "militia", cohesion=60), unit("line", "base", cohesion=60)],
        },
    )
    play.until("gov")
    cohesion = {k: play.state.units[k].cohesion for k in ("locals", "line")}
    assert cohesion == {"locals": 65 if on else 70, "line": 70}
